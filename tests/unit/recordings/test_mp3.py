"""MP3: readers get the frames, and nothing that stood around them."""

import pytest

from laera.recordings.mp3 import MOST_BETWEEN, read_mp3, starts_with_frames
from laera.recordings.reading import RefusedError
from tests.unit.recordings.sounds import FRAME, GPS, announcing, ape, frames, id3, id3v1


def test_nothing_but_frames_is_left() -> None:
    """Tags before, between and behind them, of any kind, known or not, stay behind."""
    body = id3() + id3() + frames(50) + id3(b"between" + GPS) + frames(50) + ape() + GPS + id3v1()

    clean = read_mp3(body)

    assert clean.body == frames(100)
    assert (clean.media_type, clean.suffix, clean.width) == ("audio/mpeg", "mp3", 0)


def test_how_long_it_takes_is_counted() -> None:
    """By its frames: what a tag or a table says may be wrong."""
    assert read_mp3(frames(383)).seconds == pytest.approx(383 * 1152 / 44_100)


def test_a_frame_that_announces_the_others_is_kept_and_not_counted() -> None:
    """Players find their way by it."""
    clean = read_mp3(announcing(100) + frames(100))

    assert clean.body == announcing(100) + frames(100)
    assert clean.seconds == pytest.approx(100 * 1152 / 44_100)


@pytest.mark.parametrize(
    ("header", "length", "seconds"),
    [
        (b"\xff\xfb\x92\x00", 418, 1152 / 44_100),  # padded
        (b"\xff\xf3\x90\x00", 261, 576 / 22_050),  # MPEG 2, 80 kilobits
        (b"\xff\xe3\x18\x00", 72, 576 / 8_000),  # MPEG 2.5, 8 kilobits, 8,000 times a second
    ],
)
def test_every_kind_of_layer_3_is_read(header: bytes, length: int, seconds: float) -> None:
    """Broadcasters' files, and those of voice recorders."""
    body = (header + bytes(length - 4)) * 10
    assert read_mp3(body).body == body
    assert read_mp3(body).seconds == pytest.approx(10 * seconds)


def test_a_last_frame_that_is_cut_is_left_out() -> None:
    """Many programs end so; no ear hears it."""
    assert read_mp3(frames(20) + FRAME[:100]).body == frames(20)


@pytest.mark.parametrize(
    "body",
    [
        id3(),
        frames(2),
        announcing(100) + frames(60),  # says itself that more should come
        id3() + b"\xff" * 5_000,
        b"",
    ],
)
def test_a_file_that_is_not_all_there_is_refused(body: bytes) -> None:
    """It would break off in the middle of a word."""
    with pytest.raises(RefusedError, match="damaged or breaks off"):
        read_mp3(body)


def test_a_file_that_holds_more_than_sound_is_refused() -> None:
    """Between frames stands a megabyte at most, however it is spread."""
    hidden = (GPS * (MOST_BETWEEN // (2 * len(GPS)))) + frames(3)
    with pytest.raises(RefusedError, match="more in the file than sound"):
        read_mp3(frames(5) + hidden * 4)


def test_sound_is_known_by_its_frames() -> None:
    """Two that fit together, near the beginning."""
    assert starts_with_frames(id3() + b"\0" * 2_000 + frames(2))
    assert not starts_with_frames(b"\xff\xd8\xff\xe0 a photograph" * 100)
    assert not starts_with_frames(FRAME[:4] * 500)
