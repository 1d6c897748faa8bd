"""What is not as it should be, told apart and told in words."""

from dataclasses import replace

import pytest

from laera.adapters.memory import MemorySite
from laera.rendering.assets import asset_of
from laera.workflow.ports import PublicObject
from laera.workflow.public_objects import page_object
from local.verifying.differences import Kind, all_keys, differences

PAGE = page_object("<p>El faro gira</p>\n<p>otra vez, más</p>\n".encode(), ["story-1"])
GONE = page_object(b"<p>Ya no</p>", ["story-1"], status=410)
MOVED = page_object(b"<p>Por ahi</p>", ["story-1"], status=301, location="/alla")
COPY = PublicObject(b"\xff\xd8\xff\xe0 copy", "image/jpeg", "immutable", {"laera-digest": "1"})


def found(should_be: PublicObject | None, lies_there: PublicObject | None) -> tuple[Kind, str] | None:
    """How one object differs."""
    expected, actual = MemorySite(), MemorySite()
    for site, page in ((expected, should_be), (actual, lies_there)):
        if page:
            site.put("a/index.html", page, None)
    told = list(differences(expected, actual, all_keys(expected, actual)))
    assert len(told) <= 1
    return (told[0].kind, told[0].what) if told else None


def test_what_is_as_it_should_be_is_not_told() -> None:
    """Bytes, type, lifetime and metadata."""
    assert found(PAGE, PAGE) is None
    assert found(MOVED, MOVED) is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>El faro girb</p>\n", "byte 14, line 1: '>El faro girb</p>\\n' should be '>El faro gira</p>\\n<p>otra"),
        ("<p>El faro gira</p>\n<p>otro vez, más</p>\n", "byte 26, line 2: 'a</p>\\n<p>otro vez, más</p>\\n' should be"),
        ("<p>El faro gira</p>\n<p>otra vez, más</p>\n!", "byte 42, line 3: 'z, más</p>\\n!' should be 'z, más"),
        ("", "byte 0, line 1: nothing should be '<p>El faro gira</p>\\n<p>o'; 0 of 42 bytes"),
    ],
)
def test_the_first_difference_of_a_text_is_shown(body: str, said: str) -> None:
    """Where it is, by byte and line, with some words around it, and the sizes when they differ."""
    kind, what = found(PAGE, replace(PAGE, body=body.encode())) or (None, "")

    assert kind is Kind.DIFFERENT
    assert what.startswith(said)


def test_the_first_difference_of_a_photograph_is_told_in_hexadecimal() -> None:
    """Its bytes are no words."""
    assert found(COPY, replace(COPY, body=b"\xff\xd8\xff\xe1 copy")) == (
        Kind.DIFFERENT,
        "byte 3: e1 20 63 6f should be e0 20 63 6f",
    )
    assert found(COPY, replace(COPY, body=b"\xff\xd8")) == (
        Kind.DIFFERENT,
        "byte 2: nothing should be ff e0 20 63; 2 of 9 bytes",
    )


def test_every_header_that_differs_is_told() -> None:
    """Also one that is missing, or one too many."""
    wrong = PublicObject(PAGE.body, "text/plain", "no-store", {"laera-digest": PAGE.metadata["laera-digest"], "x": "1"})

    kind, what = found(PAGE, wrong) or (None, "")

    assert kind is Kind.DIFFERENT
    assert what.split("; ") == [
        "content type 'text/plain' should be 'text/html",  # which has a semicolon of its own
        "charset=utf-8'",
        f"cache lifetime 'no-store' should be '{PAGE.cache_control}'",
        "cache-tag is missing: should be 'story-1'",
        "x '1' should be ''",
    ]


def test_what_is_missing_is_said_by_its_nature() -> None:
    """A page, a redirect, a tombstone."""
    assert found(PAGE, None) == (Kind.MISSING, "text/html of 42 bytes")
    assert found(MOVED, None) == (Kind.MISSING, "301 to /alla")
    assert found(GONE, None) == (Kind.MISSING, "410")


def test_what_the_site_alone_remembers_is_not_wrong() -> None:
    """Redirects and tombstones where a site made anew has nothing, or another's tombstone."""
    for memory in (GONE, MOVED):
        for should_be in (None, page_object(b"<p>Otra</p>", ["story-2"], status=410)):
            kind, _ = found(should_be, memory) or (None, "")
            assert kind is Kind.REMEMBERED
            assert not kind.is_wrong


def test_memory_is_believed_only_while_it_is_whole() -> None:
    """A byte flipped in a tombstone is damage; a page where nothing should be is nobody's memory."""
    assert (found(None, replace(GONE, body=b"<p>Ya sI</p>")) or (None,))[0] is Kind.UNEXPECTED
    assert (found(GONE, replace(GONE, body=b"<p>Ya sI</p>")) or (None,))[0] is Kind.DIFFERENT
    assert (found(None, PAGE) or (None,))[0] is Kind.UNEXPECTED


def test_a_file_of_an_earlier_look_is_no_mistake() -> None:
    """Its name carries its content, so it is told from one that somebody put there or spoilt."""
    site = MemorySite()
    asset = asset_of("style.css", b"p {}")
    for key, body in ((asset.key, asset.body), ("assets/own.css", b""), (asset.key.replace("style", "other"), b"q {}")):
        site.put(key, PublicObject(body, asset.content_type, "immutable"), None)

    kinds = {it.key: it.kind for it in differences(MemorySite(), site, site.keys())}

    assert kinds.pop(asset.key) is Kind.REMEMBERED
    assert set(kinds.values()) == {Kind.UNEXPECTED}


def test_a_redirect_where_a_page_should_be_is_wrong() -> None:
    """However whole it is."""
    assert (found(PAGE, MOVED) or (None,))[0] is Kind.DIFFERENT
    assert (found(PAGE, GONE) or (None,))[0] is Kind.DIFFERENT
    assert (found(MOVED, GONE) or (None,))[0] is Kind.DIFFERENT


def test_differences_come_in_order_and_the_looks_are_counted() -> None:
    """However many there are: more than are asked for at once."""
    expected, actual = MemorySite(), MemorySite()
    for number in range(600):
        expected.put(f"{number:03}/index.html", PAGE, None)
    looks: list[int] = []

    told = [it.key for it in differences(expected, actual, all_keys(expected, actual), looks.append)]

    assert told == [f"{number:03}/index.html" for number in range(600)]
    assert sum(looks) == 600
