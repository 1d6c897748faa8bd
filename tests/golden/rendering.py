"""Renders the example newspaper as of one moment: what `tests/golden/site` must be."""

from datetime import UTC, datetime
from pathlib import Path

from laera.adapters.folder_content import FolderContent
from laera.adapters.memory import FrozenClock, MemoryReceipts, MemorySite
from laera.workflow.photographs import PhotoDesk
from laera.workflow.ports import Notice
from local.pressroom import Pressroom

EXAMPLE = Path(__file__).parents[2] / "examples" / "la-era"
MOMENT = datetime(2026, 2, 1, 12, tzinfo=UTC)


def rendered(*, backwards: bool = False, photographs: bool = True) -> dict[str, bytes]:
    """Every object of the site by key, and every receipt under `receipts/`; uploads come in the order of their keys.

    Photographs are named but not kept: their bytes belong to the imaging library's version.
    """
    site, receipts = MemorySite(), MemoryReceipts()
    room = Pressroom(content=FolderContent(EXAMPLE), site=site, receipts=receipts, clock=FrozenClock(MOMENT))
    keys = [version.key for version in room.press.content.keys()]  # noqa: SIM118 - a bucket, not a dict
    for key in sorted(keys, reverse=backwards):
        if photographs or not key.startswith("media/"):
            room.uploads.send([Notice(key)])
    if not photographs:
        room.photo_desk = _NoPhotoDesk()
    room.drain()
    found: dict[str, bytes] = {}
    for key in site.keys():  # noqa: SIM118 - a bucket, not a dict
        page = site.get(key)
        assert page is not None
        found[key] = b"" if key.startswith("media/") else page.body
        status = page.metadata.get("laera-status")
        if status:
            location = page.metadata.get("laera-location", "")
            found[key] += f"\n<!-- {status} {location} -->\n".encode()
    texts = {key: body for key, body in receipts.files.items() if key.endswith(".txt")}
    return found | {f"receipts/{key}": _without_circumstances(body) for key, body in texts.items()}


class _NoPhotoDesk(PhotoDesk):
    """A press whose photographs are never made ready."""

    def __init__(self) -> None:
        """Without any port: it touches nothing."""

    def develop(self, notice: Notice) -> None:
        """Let it wait."""


def _without_circumstances(receipt: bytes) -> bytes:
    """A file's time is the checkout's, not the paper's; what an upload has set anew depends on what came before it."""
    told = receipt.split(b"\n\nSet anew within seconds:\n")[0].rstrip(b"\n") + b"\n"
    return b"\n".join(line for line in told.split(b"\n") if not line.startswith(b"uploaded: "))
