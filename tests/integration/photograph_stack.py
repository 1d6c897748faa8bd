"""The stack on moto with a photograph in it that a story uses, for who sends many to the real handler."""

import io
import json
from dataclasses import dataclass

import pytest
from PIL import Image

from functions.process_media.handler import handler as process_media
from laera import wiring
from laera.domain.photographs import focal_name
from laera.workflow.photograph_use import image_pk
from laera.workflow.ports import Item
from tests.integration.cloud import Cloud, Context, batch, recorded

_STORY = "USER#articles/es/puerto.md"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an upload: its receipt's outcome and complaints, and every public copy by path."""

    outcome: str
    complaints: tuple[str, ...]
    copies: dict[str, bytes]

    @staticmethod
    def is_crop(path: str) -> bool:
        """Whether the copy shows a part only: its name has a shape between stem and width."""
        return path.count("-") > 1

    def picture(self, path: str) -> Image.Image:
        """A copy as a browser sees it."""
        with Image.open(io.BytesIO(self.copies[path])) as copy:
            return copy.convert("RGB")


class PhotographStack:
    """One photograph after the other through the handler."""

    def __init__(self, environment: pytest.MonkeyPatch) -> None:
        wiring.client.cache_clear()
        self._cloud = Cloud(environment)
        self._used: list[str] = []

    def upload(self, key: str, body: bytes) -> None:
        """An editor's upload."""
        self._cloud.s3.put_object(Bucket=self._cloud.content, Key=key, Body=body)

    def use(self, key: str) -> None:
        """A live story uses it from now on."""
        wiring.photo_desk()
        wiring.press().table.put(Item(image_pk(key), _STORY, 1, {"focal": focal_name(None)}), None)

    def develop(self, key: str) -> None:
        """S3's event, delivered to the handler."""
        version_id = self._cloud.versions(key)[0]
        event = json.dumps(recorded("s3_put", BUCKET=self._cloud.content, KEY=key, VERSION=version_id))
        assert process_media(batch([event]), Context()) == {"batchItemFailures": []}

    def taken(self, key: str) -> Taken:
        """What came of it."""
        receipt = self._cloud.receipt(key)
        copies = {path: body for path, (body, _) in self._cloud.pages().items()}
        said = tuple(str(complaint["problem"]) for complaint in receipt["complaints"])
        return Taken(str(receipt["outcome"]), said, copies)

    def clear(self) -> None:
        """Forget uploads, copies and receipts: the next photograph begins as the first."""
        for bucket in (self._cloud.content, self._cloud.site, self._cloud.receipts):
            listing = self._cloud.s3.list_object_versions(Bucket=bucket)
            for version in listing.get("Versions", ()):
                self._cloud.s3.delete_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])
