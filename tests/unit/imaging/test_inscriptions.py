"""What a photograph's file says of it in words, and that nothing else is asked of it."""

import pytest
from PIL import Image

from laera.imaging.inscriptions import LARGEST_PACKET, LONGEST_CAPTION, Inscription
from laera.imaging.originals import read_original
from tests.unit.imaging.pictures import encoded, gps_exif, iptc, jpeg_with_segment, landscape, png_chunk, xmp

CREATOR = "<dc:creator><rdf:Seq><rdf:li>Ana Rojas</rdf:li><rdf:li>Iván Ñandú</rdf:li></rdf:Seq></dc:creator>"
DESCRIPTION = (
    "<dc:description><rdf:Alt><rdf:li xml:lang='en'>The port</rdf:li>"
    "<rdf:li xml:lang='x-default'>El puerto,\n de noche</rdf:li></rdf:Alt></dc:description>"
)


def described(inside: str, attributes: str = "") -> str:
    """An XMP document as photo desks write it."""
    return (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:dc='http://purl.org/dc/elements/1.1/'"
        " xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'>"
        f"<rdf:Description rdf:about='' {attributes}>{inside}</rdf:Description></rdf:RDF>"
    )


def said_by(body: bytes) -> Inscription:
    """What a file says."""
    original = read_original(body, "media/port.jpg").original
    assert original is not None
    return original.inscription


def with_xmp(text: str) -> bytes:
    """A JPEG with this XMP."""
    return jpeg_with_segment(encoded(landscape(40, 30)), 0xE1, xmp(text))


def with_iptc(**datasets: str | bytes) -> bytes:
    """A JPEG with these IPTC texts."""
    return jpeg_with_segment(encoded(landscape(40, 30)), 0xED, iptc(**datasets))


def test_who_made_it_and_what_it_shows_are_read_from_xmp() -> None:
    """Of several languages the one that is meant for all; on one line."""
    assert said_by(with_xmp(described(CREATOR + DESCRIPTION))) == Inscription(
        "Ana Rojas, Iván Ñandú", "El puerto, de noche"
    )


def test_a_credit_line_goes_before_a_name() -> None:
    """It is what whoever supplies a picture asks to have printed."""
    assert said_by(with_xmp(described(CREATOR, "photoshop:Credit='Agencia Sur'"))).credit == "Agencia Sur"
    assert said_by(with_iptc(byline="Ana Rojas", credit="Agencia Sur")).credit == "Agencia Sur"


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_who_made_it_and_what_it_shows_are_read_from_iptc(encoding: str) -> None:
    """Written by old programs and new ones."""
    body = with_iptc(byline="Iván Ñandú".encode(encoding), caption="Otoño".encode(encoding))

    assert said_by(body) == Inscription("Iván Ñandú", "Otoño")


def test_what_xmp_leaves_open_is_read_from_iptc_and_then_from_exif() -> None:
    """Each field by itself."""
    exif = gps_exif()
    exif[0x013B], exif[0x010E] = "Cámara".encode(), "La niebla"
    body = encoded(landscape(40, 30), exif=exif)
    assert said_by(body) == Inscription("Cámara", "La niebla")

    body = jpeg_with_segment(body, 0xED, iptc(byline="Ana Rojas"))
    assert said_by(body) == Inscription("Ana Rojas", "La niebla")

    body = jpeg_with_segment(body, 0xE1, xmp(described(DESCRIPTION)))
    assert said_by(body) == Inscription("Ana Rojas", "El puerto, de noche")


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_every_format_that_carries_xmp_is_asked(kind: str) -> None:
    """Not only what cameras write."""
    packet = described(DESCRIPTION).encode()
    body = encoded(landscape(40, 30), kind) if kind == "PNG" else encoded(landscape(40, 30), kind, xmp=packet)
    if kind == "PNG":
        body = body[:33] + png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet) + body[33:]

    assert said_by(body) == Inscription("", "El puerto, de noche")


def test_what_a_camera_writes_by_itself_is_no_caption() -> None:
    """Its own name, in capitals."""
    exif = Image.Exif()
    exif[0x010E] = "OLYMPUS DIGITAL CAMERA"

    assert said_by(encoded(landscape(40, 30), exif=exif)) == Inscription()


def test_where_it_was_taken_is_not_asked() -> None:
    """A place that a telephone noted is in no text."""
    assert said_by(encoded(landscape(40, 30), exif=gps_exif())) == Inscription()


@pytest.mark.parametrize(
    "body",
    [
        with_xmp("<not closed"),
        with_xmp("<!DOCTYPE a [<!ENTITY b 'bbbb'>]>" + described("<dc:description>&b;</dc:description>")),
        with_xmp(described(f"<dc:description>{'x' * (LONGEST_CAPTION + 1)}</dc:description>")),
        encoded(landscape(40, 30), "WEBP", xmp=described(DESCRIPTION + " " * LARGEST_PACKET).encode()),
        jpeg_with_segment(encoded(landscape(40, 30)), 0xE1, b"http://ns.adobe.com/xap/1.0/\0\xff\xfe\0<"),
        jpeg_with_segment(
            encoded(landscape(40, 30)), 0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x08\x1c\x02\x78\xff\xffabc"
        ),
        jpeg_with_segment(encoded(landscape(40, 30)), 0xED, iptc(utf_8=b"\x1b%G", caption=b"\xff\xfe")),
        jpeg_with_segment(
            encoded(landscape(40, 30)), 0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x3b\0\x02\xff\xff\xff\xff\0\0\0\0"
        ),
    ],
)
def test_damaged_or_hostile_metadata_say_nothing(body: bytes) -> None:
    """They are no reason to refuse the picture, and nothing in them grows."""
    assert said_by(body) == Inscription()


def test_nothing_unseen_gets_into_a_line() -> None:
    """What turns the direction of text, or ends it, stays behind; markup is text like any other."""
    said = said_by(with_iptc(byline="Ana\u202e Rojas\0", caption="<b>El puerto</b>"))

    assert said == Inscription("Ana Rojas", "<b>El puerto</b>")
