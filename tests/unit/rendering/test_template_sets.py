"""Template sets in a zip: the same files have the same name, and nothing gets in that a set does not need."""

import io
import stat
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest

from laera.errors import TemplatesError
from laera.rendering.compiling import files_of_set
from laera.rendering.template_sets import (
    LARGEST_SET,
    LARGEST_UNPACKED,
    MOST_FILES,
    key_of_set,
    name_of_set,
    packed,
    set_of_key,
    unpacked,
)

FILES = {"front.html": b"<p>Front", "assets/style.css": b"p{}", "words/es.mo": b"mo", "words/es.json": b"{}"}


def a_zip(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these entries, whatever they are called."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return body.getvalue()


def test_a_set_comes_out_as_it_went_in() -> None:
    """Byte for byte, by its name."""
    assert unpacked(packed(FILES)) == FILES
    assert name_of_set(unpacked(packed(FILES))) == name_of_set(FILES)


def test_the_order_of_files_is_nothing() -> None:
    """Whoever packs the same files gets the same zip and the same name."""
    turned = dict(reversed(FILES.items()))
    assert packed(turned) == packed(FILES)
    assert name_of_set(turned) == name_of_set(FILES)


@pytest.mark.parametrize(
    "other",
    [
        {**FILES, "front.html": b"<p>Front "},
        {**FILES, "tag.html": b""},
        {name: body for name, body in FILES.items() if name != "words/es.mo"},
        {("back.html" if name == "front.html" else name): body for name, body in FILES.items()},
    ],
    ids=["a byte", "a file more", "a file less", "another name"],
)
def test_any_other_files_are_another_set(other: dict[str, bytes]) -> None:
    """So a set is never changed: what a name stands for is what it stood for."""
    assert name_of_set(other) != name_of_set(FILES)


def test_what_this_checkout_has_can_be_pushed() -> None:
    """Templates as they are, and every catalogue compiled with the facts of its language."""
    files = unpacked(packed(files_of_set()))
    assert {"article.html", "base.html", "assets/style.css", "words/es.mo", "words/es.json"} < files.keys()
    assert not [name for name in files if name.endswith(".po")]


def test_a_folder_without_words_is_none_of_templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """It is said which folder to name."""
    with pytest.raises(TemplatesError, match="is no folder of templates; name one that has"):
        files_of_set(tmp_path_factory.mktemp("empty"))


def test_only_keys_of_sets_name_one() -> None:
    """Sixteen hex digits, in their folder, in a zip."""
    name = name_of_set(FILES)
    assert set_of_key(key_of_set(name)) == name
    for key in (
        name,
        f"templates/{name}",
        f"templates/{name.upper()}.zip",
        f"templates/a/{name}.zip",
        "templates/a.zip",
    ):
        assert set_of_key(key) is None, key


@pytest.mark.parametrize(
    "name",
    [
        "../front.html",
        "/front.html",
        "..\\front.html",
        "assets/../../style.css",
        "assets/deep/style.css",
        "C:front.html",
        "front.py",
        "front.HTML",
        "words/es.po",
        "assets/.css",
        "assets/",
        "templates/front.html",
        "línea.html",
    ],
)
def test_no_name_leads_anywhere_else(name: str) -> None:
    """A set has templates, assets and words; what is called anything else is refused by its name."""
    with pytest.raises(TemplatesError, match="a set has no such file"):
        unpacked(a_zip((name, b"")))


def test_a_link_is_refused() -> None:
    """Though nothing is ever unpacked onto a disk."""
    link = zipfile.ZipInfo("assets/style.css")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(TemplatesError, match="a link or encrypted"):
        unpacked(a_zip((link, b"/etc/passwd")))


def test_a_file_there_twice_is_refused() -> None:
    """Which of them is meant cannot be known."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        body = a_zip(("front.html", b"one"), ("front.html", b"two"))
    with pytest.raises(TemplatesError, match="a file is in it twice"):
        unpacked(body)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (lambda: a_zip(("assets/style.css", bytes(LARGEST_UNPACKED + 1))), "its files have 8,388,609 bytes together"),
        (lambda: a_zip(*((f"a{number}.html", b"") for number in range(MOST_FILES + 1))), "there are 201 files"),
        (lambda: bytes(LARGEST_SET + 1), "the set has 4,194,305 bytes"),
        (lambda: a_zip(("front.html", b"x" * 99), method=zipfile.ZIP_LZMA), "packed in a way that is not read"),
        (a_zip, "there is nothing in it"),
    ],
    ids=["a bomb", "many files", "a large zip", "another method", "nothing"],
)
def test_what_is_too_much_is_not_unpacked(body: Callable[[], bytes], said: str) -> None:
    """A zip tells its sizes before anything of it is read."""
    with pytest.raises(TemplatesError, match=said):
        unpacked(body())


def test_damage_anywhere_is_an_error_with_a_cure() -> None:
    """Each byte of a zip turned over: it is refused, or the files are the same, or they make a set of another name."""
    body = packed(FILES)
    for place in range(len(body)):
        damaged = body[:place] + bytes([body[place] ^ 0xFF]) + body[place + 1 :]
        with suppress(TemplatesError):
            files = unpacked(damaged)
            assert files == FILES or name_of_set(files) != name_of_set(FILES), place


def test_half_a_zip_is_none() -> None:
    """As is what never was one."""
    body = packed(FILES)
    for part in (body[: len(body) // 2], body[10:], b"", b"<html>"):
        with pytest.raises(TemplatesError):
            unpacked(part)
