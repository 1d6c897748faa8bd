"""Previews: unpublished pages, kept in private and shown to whoever was given their address, for some days.

An address holds a sealed token: when it ends and which preview it opens. It is made from the version of the upload
alone, so the same version has the same address however often it is looked at.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from laera.workflow.ports import Clock, ReceiptStore, Version
from laera.workflow.seals import KeyRing, Seal

PREVIEWS_KEPT = timedelta(days=7)
"""How long an address works, from the moment of the upload; the bucket forgets the page a little later."""
ADDRESS = "/api/preview/"
LARGEST_PREVIEW = 4 * 1024 * 1024
"""Bytes of a page that can be shown: an answer of the API may have six million, and JSON makes them more."""

_LONGEST_TOKEN = 200
_PURPOSE = b"laera preview 1:"


@dataclass(frozen=True, slots=True)
class Preview:
    """A page that is not public. `key` and `language` are the upload's, to find out whether it has gone live since."""

    key: str
    language: str
    page: str


class Previews:
    """Files previews and opens them by the token in their address."""

    def __init__(self, receipts: ReceiptStore, ring: KeyRing, clock: Clock) -> None:
        self._receipts = receipts
        self._seal = Seal(ring, _PURPOSE, _LONGEST_TOKEN)
        self._clock = clock

    def path(self, version: Version) -> str:
        """Where the version's preview is shown until `preview_ends`."""
        ends = int(preview_ends(version).timestamp())
        return ADDRESS + self._seal.close(json.dumps([ends, _name(version)]).encode())

    def file(self, version: Version, preview: Preview) -> None:
        """Keep what is shown there, in place of what was."""
        document = {"key": preview.key, "language": preview.language, "page": preview.page}
        body = json.dumps(document, ensure_ascii=False).encode()
        self._receipts.put(_object_key(_name(version)), body, "application/json")

    def open(self, token: str) -> Preview | None:
        """The preview of an address; None, whyever that is: forged, expired, or nothing is kept there any more."""
        payload = self._seal.open(token)
        if payload is None:
            return None
        ends, name = json.loads(payload)
        if self._clock.now().timestamp() >= ends:
            return None
        body = self._receipts.get(_object_key(name))
        return Preview(**json.loads(body)) if body else None


def preview_ends(version: Version) -> datetime:
    """The moment from which the version's preview is shown no more, in whole seconds."""
    return datetime.fromtimestamp(int((version.modified + PREVIEWS_KEPT).timestamp()), UTC)


def _name(version: Version) -> str:
    return hashlib.sha256(f"{version.key}\n{version.version_id}".encode()).hexdigest()[:32]


def _object_key(name: str) -> str:
    """Without an ending: so it is nobody's receipt."""
    return f"previews/{name}"
