"""WebVTT: readers get the cues, and an editor hears in which line something is wrong."""

import pytest

from laera.recordings.captions import MOST_CUES, read_captions
from laera.recordings.reading import RefusedError

CAPTIONS = """WEBVTT - Regata, borrador de Ana
Kind: captions

STYLE
::cue { background: url(https://elsewhere.example/) }

NOTE
Preguntar a Ana por el nombre

1
00:01.000 --> 00:04.000 line:85% align:start
—¡Larga la vela!
—¿Cuál?

NOTE otra vez

01:02:03.500 --> 01:02:05.000
<v Ana>La <i>grande</i> --> esa
"""


def test_nothing_but_cues_is_left() -> None:
    """Notes to colleagues, looks and headers stay behind."""
    clean = read_captions(CAPTIONS.replace("\n", "\r\n").encode("utf-8-sig"))

    assert clean.body.decode() == (
        "WEBVTT\n\n00:01.000 --> 00:04.000 line:85% align:start\n—¡Larga la vela!\n—¿Cuál?\n\n"
        "01:02:03.500 --> 01:02:05.000\n<v Ana>La <i>grande</i> → esa\n"
    )
    assert (clean.media_type, clean.suffix, clean.seconds) == ("text/vtt; charset=utf-8", "vtt", 3725.0)
    assert read_captions(clean.body).body == clean.body


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1\n00:00:01,000 --> 00:00:04,000\nHola\n", "SubRip"),
        ("Hola\n", "first line is not WEBVTT"),
        ("WEBVTTX\n\n00:01.000 --> 00:02.000\nHola\n", "first line is not WEBVTT"),
        ("WEBVTT\n\nNOTE nada\n", "no captions in it"),
        ("WEBVTT\n\nHola\n", "line 3 belongs to no caption"),
        ("WEBVTT\n\nuno\ndos\n00:01.000 --> 00:02.000\nHola\n", "line 3 belongs to no caption"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nHola\n", "times in line 3 cannot be read"),
        ("WEBVTT\n\nuno\n00:61.000 --> 00:02.000\nHola\n", "times in line 4 cannot be read"),
        ("WEBVTT\n\n00:02.000 --> 00:02.000\nHola\n", "line 3 ends before it begins"),
        ("WEBVTT\n\n" + "00:01.000 --> 00:02.000\nHola\n\n" * (MOST_CUES + 1), "10,001 captions"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, problem: str) -> None:
    """As in a story."""
    with pytest.raises(RefusedError, match=problem) as refused:
        read_captions(text.encode())
    assert refused.value.complaint.cure


def test_captions_are_text() -> None:
    """In the one encoding that the web has for them."""
    with pytest.raises(RefusedError, match="not UTF-8"):
        read_captions("WEBVTT\n\n00:01.000 --> 00:02.000\n¡Hola!\n".encode("latin-1"))
