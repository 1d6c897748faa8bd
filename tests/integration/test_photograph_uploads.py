"""Photographs of every origin and hostile files of every kind through the real handler: pixels come out, or a receipt.

`python bench/photograph_uploads.py FOLDER` does the same with a thousand uploads made of real photographs.
"""

from collections.abc import Iterator
from itertools import count

import pytest
from moto import mock_aws
from PIL import Image, ImageChops, ImageStat

from laera import wiring
from tests.hostile.photographs import KINDS, Sent, hostile_files, photograph_as
from tests.integration.photograph_stack import PhotographStack, Taken
from tests.outside.photograph_copies import what_is_wrong
from tests.unit.imaging.pictures import MARKER, encoded, landscape, quartered

# An upload that is refused counts nothing but its refusal, and Powertools remarks on it.
pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish:UserWarning")

_NUMBERS = count()
HOSTILE = {sent.kind: sent for sent in hostile_files()}


@pytest.fixture(scope="module")
def stack() -> Iterator[PhotographStack]:
    """Buckets, table and queues on moto."""
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        environment.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        environment.delenv("AWS_ENDPOINT_URL", raising=False)
        yield PhotographStack(environment)
        for kept in (wiring.client, wiring.settings, wiring.press, wiring.photo_desk):
            kept.cache_clear()


def developed(stack: PhotographStack, sent: Sent) -> Taken:
    """What comes of an upload, under a name of its own, that a live story uses."""
    key = f"media/{next(_NUMBERS)} {sent.kind}{sent.suffix}"
    stack.upload(key, sent.body)
    stack.use(key)
    stack.develop(key)
    taken = stack.taken(key)
    stack.clear()
    return taken


@pytest.mark.parametrize("kind", KINDS)
def test_copies_are_the_photograph_and_nothing_else(stack: PhotographStack, kind: str) -> None:
    """Upright, in its colours, without place, camera or words, whatever it came as and however it was held."""
    for number, picture in ((5, quartered(300, 200)), (2, landscape(300, 200))):
        sent = photograph_as(kind, picture, number)

        taken = developed(stack, sent)

        assert taken.outcome == "published"
        assert list(what_is_wrong(sent, taken.copies)) == []
        whole = [path for path in taken.copies if not taken.is_crop(path)]
        assert len(whole) == 3
        shown = picture.convert("L").convert("RGB") if kind == "black and white" else picture
        for path in whole:
            assert apart(taken.picture(path), shown) < 16, path


def apart(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures, in steps of 255."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def test_a_photograph_that_was_saved_as_copies_are_is_coded_anew(stack: PhotographStack) -> None:
    """Pixels of one quality give the same runs of bytes; what stood beside them is gone all the same."""
    as_copies = encoded(landscape(300, 200), quality=75, optimize=True, progressive=True, comment=MARKER)
    sent = Sent("as copies are", ".jpg", as_copies)

    taken = developed(stack, sent)

    assert taken.outcome == "published"
    assert sent.body not in taken.copies.values()
    assert list(what_is_wrong(sent, taken.copies)) == []


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_end_in_receipts(stack: PhotographStack, kind: str) -> None:
    """What holds no sound picture is refused with a reason; of what does, the picture alone is public."""
    sent = HOSTILE[kind]

    taken = developed(stack, sent)

    assert (taken.outcome == "published") == sent.is_taken
    assert bool(taken.copies) == sent.is_taken
    assert sent.is_taken or taken.complaints
    assert list(what_is_wrong(sent, taken.copies)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_original_that_is_served_is_seen(kind: str) -> None:
    """Whoever put an upload itself on the site would hear of it, and of each thing it says."""
    sent = photograph_as(kind, landscape(300, 200))
    path = f"media/x-300{sent.suffix}".replace(".jpeg", ".jpg")
    if sent.suffix not in {".jpg", ".jpeg", ".webp", ".avif"}:
        path = "media/x-300.jpg"

    found = " ".join(what_is_wrong(sent, {path: sent.body}))

    assert "is the original" in found
    assert "holds bytes of the original" in found
    assert "holds more than pixels" in found
    assert "EXIF" in found or "says" in found
