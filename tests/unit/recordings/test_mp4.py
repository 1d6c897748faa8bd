"""MP4: readers get one picture track and one sound track, and nothing that a camera wrote besides."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from laera.recordings.boxes import Box, boxed, boxes_by_name, boxes_in
from laera.recordings.mp4 import LARGEST_INDEX, read_mp4
from laera.recordings.reading import RefusedError
from tests.unit.recordings.films import MADE, PICTURE, PLACES, SOUND, TURNED, Track, aac, h264, mp4, unit
from tests.unit.recordings.sounds import GPS


def samples_in(body: bytes) -> list[list[bytes]]:
    """The chunks of every track, found as a player finds them."""
    top = {box.name: box for box in boxes_in(body, 0, len(body))}
    return [list(_chunks(body, box)) for box in boxes_in(body, top[b"moov"].start, top[b"moov"].end) if _is_trak(box)]


def _is_trak(box: Box) -> bool:
    return box.name == b"trak"


def _chunks(body: bytes, trak: Box) -> Iterator[bytes]:
    box = trak
    for name in (b"mdia", b"minf", b"stbl"):
        box = boxes_by_name(body, box)[name]
    table = {name: inner.content(body) for name, inner in boxes_by_name(body, box).items()}
    sizes = [int.from_bytes(table[b"stsz"][place : place + 4]) for place in range(12, len(table[b"stsz"]), 4)]
    offsets = [int.from_bytes(table[b"stco"][place : place + 4]) for place in range(8, len(table[b"stco"]), 4)]
    for number, offset in enumerate(offsets):
        yield body[offset : offset + sum(sizes[2 * number : 2 * number + 2])]


@pytest.mark.parametrize("index_first", [True, False])
@pytest.mark.parametrize("wide_offsets", [True, False])
def test_picture_and_sound_are_where_the_new_index_has_them(index_first: bool, wide_offsets: bool) -> None:
    """Whatever lay between them is gone, and every chunk was moved."""
    body = mp4(PLACES, PICTURE, SOUND, index_first=index_first, wide_offsets=wide_offsets)

    clean = read_mp4(body)

    assert samples_in(clean.body) == [PICTURE.chunks, SOUND.chunks]
    assert (clean.media_type, clean.suffix) == ("video/mp4", "mp4")
    assert (clean.width, clean.height, clean.seconds) == (320, 180, 4.0)


def test_nothing_that_was_written_besides_survives() -> None:
    """Places in tracks, boxes, names of encoders and handlers, and in unused data; and when it was recorded."""
    body = mp4(PLACES, PICTURE, SOUND)
    assert body.count(GPS) >= 15

    clean = read_mp4(body).body

    assert GPS not in clean
    assert MADE not in clean
    assert read_mp4(clean).body == clean


def test_messages_among_the_units_of_a_picture_are_filled() -> None:
    """Drones write where they are into the picture itself. What says when pictures follow one another stays."""
    place, timing, shown = unit(b"\6\5\x20" + GPS + b"\x80"), unit(b"\6\1\2\1\1\x80"), unit(b"\x65picture")
    hidden = unit(b"\6\1\2\1\1\5\x20" + GPS + b"\x80")
    film = replace(PICTURE, samples=(place + timing + shown, hidden + shown))

    clean = read_mp4(mp4(film)).body

    assert GPS not in clean
    [[chunk]] = samples_in(clean)
    filled = [unit(b"\x0c" + b"\xff" * (len(one) - 6) + b"\x80") for one in (place, hidden)]
    assert chunk == filled[0] + timing + shown + filled[1] + shown


@pytest.mark.parametrize("sample", [b"\0\0\0\0", b"\0\0\0\x09\x65short", b"\0\0"])
def test_a_picture_whose_units_do_not_fill_it_is_refused(sample: bytes) -> None:
    """Nobody could say what else is in there."""
    with pytest.raises(RefusedError, match="breaks off"):
        read_mp4(mp4(replace(PICTURE, samples=(sample,))))


def test_a_film_that_takes_for_ever_is_refused() -> None:
    """Its page would say so."""
    with pytest.raises(RefusedError, match="breaks off"):
        read_mp4(mp4(replace(SOUND, seconds=4_000_000)))


def test_the_index_comes_first() -> None:
    """A browser begins to play before it has the rest."""
    clean = read_mp4(mp4(PICTURE, SOUND)).body
    assert [box.name for box in boxes_in(clean, 0, len(clean))] == [b"ftyp", b"moov", b"mdat"]


def test_sound_alone_is_m4a() -> None:
    """With the picture of its cover left behind."""
    clean = read_mp4(mp4(SOUND, PLACES, brand=b"M4A "))
    assert (clean.media_type, clean.suffix, clean.width) == ("audio/mp4", "m4a", 0)
    assert samples_in(clean.body) == [SOUND.chunks]


def test_a_film_without_sound_is_taken() -> None:
    """A drone's, say."""
    assert samples_in(read_mp4(mp4(PICTURE)).body) == [PICTURE.chunks]


def test_a_film_of_a_telephone_held_upright_stands_upright() -> None:
    """The picture lies in the file, and is turned by who plays it: the page must keep a high place for it."""
    clean = read_mp4(mp4(replace(PICTURE, matrix=TURNED), SOUND))
    assert (clean.width, clean.height) == (180, 320)


def test_samples_of_one_size_need_no_list_of_sizes() -> None:
    """As programs write uncompressed or padded sound."""
    body = mp4(SOUND)
    even = boxed(b"stsz", bytes(4), (8).to_bytes(4), (7).to_bytes(4))
    listed = boxed(b"stsz", bytes(8), (7).to_bytes(4), (8).to_bytes(4) * 7)
    padded = even + boxed(b"free", bytes(len(listed) - len(even) - 8))
    assert listed in body

    clean = read_mp4(body.replace(listed, padded)).body

    assert b"".join(SOUND.samples) in clean


@pytest.mark.parametrize(
    ("track", "problem", "cure"),
    [
        (replace(PICTURE, entry=h264(b"hvc1")), "HEVC", "Most Compatible"),
        (replace(PICTURE, entry=h264(b"av01")), "AV1", "H.264"),
        (replace(PICTURE, entry=h264(b"encv")), "protected", "H.264"),
        (replace(PICTURE, entry=h264(b"\0xyz")), r"\?xyz", "H.264"),
        (replace(SOUND, entry=aac(b"alac")), "Apple Lossless", "AAC"),
        (replace(SOUND, entry=aac(coding=0x6B)), "not coded as AAC", "MP3"),
        (PLACES, "neither picture nor sound", "H.264"),
    ],
)
def test_what_some_browsers_do_not_play_is_refused(track: Track, problem: str, cure: str) -> None:
    """With the name of it, and how to export something else."""
    with pytest.raises(RefusedError, match=problem) as refused:
        read_mp4(mp4(track))
    assert cure in refused.value.complaint.cure


def test_other_films_with_such_boxes_are_refused_by_name() -> None:
    """QuickTime's own, and films that were cut for streaming."""
    with pytest.raises(RefusedError, match="QuickTime"):
        read_mp4(mp4(PICTURE, brand=b"qt  "))
    with pytest.raises(RefusedError, match="fragments"):
        read_mp4(boxed(b"ftyp", b"isom") + boxed(b"moov") + boxed(b"moof"))


def test_a_film_that_breaks_off_is_refused_wherever_it_does() -> None:
    """And no other error comes of it."""
    for body in (mp4(PICTURE, SOUND, index_first=True), mp4(PICTURE, SOUND)):
        needed = len(body) - (0 if body.endswith(b"mdat" + body[-4:]) else len(boxed(b"free", GPS)))
        for end in range(16, min(needed, len(body) - 30), 7):
            with pytest.raises(RefusedError, match="breaks off"):
                read_mp4(body[:end])


def test_a_damaged_film_is_refused_or_read_and_nothing_else() -> None:
    """Whichever of its bytes is wrong."""
    body = mp4(PICTURE, SOUND, index_first=True)
    refused = 0
    for place in range(8, len(body)):
        for value in (0, 0xFF):
            wrong = body[:place] + bytes([value]) + body[place + 1 :]
            try:
                assert len(read_mp4(wrong).body) <= len(wrong) + 200
            except RefusedError:
                refused += 1
    assert refused > 500


def test_a_small_file_cannot_make_a_large_one() -> None:
    """Chunks that overlap are refused, and so is an index that is too large to be true."""
    body = mp4(replace(SOUND, samples=(bytes(10),) * 4))
    place = body.index(b"stco") + 12
    first = int.from_bytes(body[place : place + 4])
    for other in (first, first + 1):
        with pytest.raises(RefusedError, match="breaks off"):
            read_mp4(body[: place + 4] + other.to_bytes(4) + body[place + 8 :])
    with pytest.raises(RefusedError, match="breaks off"):
        read_mp4(boxed(b"ftyp", b"isom") + boxed(b"moov", bytes(LARGEST_INDEX + 1)))
