"""An uploaded recording is what its bytes say, whatever it is called."""

import pytest

from laera.recordings.uploads import LARGEST_RECORDING, is_recording, read_recording, too_long
from tests.unit.recordings.films import PICTURE, SOUND, mp4
from tests.unit.recordings.sounds import frames, id3

CAPTIONS = b"WEBVTT\n\n00:01.000 --> 00:02.000\nHola\n"


@pytest.mark.parametrize(
    ("name", "body", "suffix"),
    [
        ("media/a.mp3", id3() + frames(20), "mp3"),
        ("media/a.M4A", mp4(SOUND), "m4a"),
        ("media/a.mp4", mp4(SOUND), "m4a"),
        ("media/a.mp4", mp4(PICTURE, SOUND), "mp4"),
        ("media/a.es.vtt", CAPTIONS, "vtt"),
    ],
)
def test_what_every_browser_plays_is_taken(name: str, body: bytes, suffix: str) -> None:
    """And nothing is to be said of it."""
    reading = read_recording(body, name)
    assert reading.clean is not None
    assert (reading.clean.suffix, reading.complaints) == (suffix, ())


def test_a_name_that_says_something_else_is_remarked_on() -> None:
    """The file is played all the same."""
    reading = read_recording(mp4(PICTURE, SOUND), "media/a.mp3")
    assert reading.clean is not None
    [complaint] = reading.complaints
    assert complaint.is_warning
    assert complaint.cure == "name it with .mp4"


@pytest.mark.parametrize(
    ("body", "problem", "cure"),
    [
        (b"", "empty", "again"),
        (b"RIFF\0\0\0\0WAVEfmt ", "WAV", "MP3"),
        (b"RIFF\0\0\0\0AVI LIST", "AVI", "MP4"),
        (b"FORM\0\0\0\0AIFF", "AIFF", "MP3"),
        (b"fLaC\0\0\0\x22", "FLAC", "MP3"),
        (b"OggS\0\2", "Ogg", "MP3"),
        (b"\x1a\x45\xdf\xa3\x01", "WebM", "MP4"),
        (b"\x30\x26\xb2\x75\x8e\x66", "Windows Media", "MP3"),
        (b"\0\0\0\x08wide\0\0\0\0mdat", "QuickTime", "MP4"),
        (b"\xff\xf1\x50\x80", "AAC sound without", "M4A"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "no recording", "MP3"),
        (b"<html><script>", "no recording", "MP4"),
        (id3(), "breaks off", "again"),
        (b"\0\0\0\x18ftypisom", "breaks off", "again"),
    ],
)
def test_everything_else_is_refused_with_a_word_on_what_to_do(body: bytes, problem: str, cure: str) -> None:
    """By its name among those in the trade."""
    reading = read_recording(body, "media/a.mp3")
    assert reading.clean is None
    [complaint] = reading.complaints
    assert problem in complaint.problem
    assert cure in complaint.cure


def test_a_recording_that_is_too_long_hears_the_limit() -> None:
    """In the words that its editor knows."""
    complaint = too_long("media/a.mp4", LARGEST_RECORDING + 1024 * 1024)
    assert complaint.problem == "the file has 201.0 MB, more than 200 MB"
    assert too_long("media/a.es.vtt", 2 * 1024 * 1024).problem == "the file has 2.0 MB, more than 1 MB"
    [refusal] = read_recording(bytes(LARGEST_RECORDING + 1), "media/a.mp3").complaints
    assert "more than 200 MB" in refusal.problem


def test_a_file_is_meant_as_a_recording_by_its_name() -> None:
    """Those that are refused too: a photograph's complaint would be of no help."""
    names = ("a.mp3", "a.M4A", "a.mp4", "a.mov", "a.wav", "a.srt", "a.es.vtt")
    assert all(is_recording(f"media/{name}") for name in names)
    assert not is_recording("media/a.jpg")
