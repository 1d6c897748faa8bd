"""A pushed set at work: its pages are the designer's, and its templates reach nothing but what pages are made of."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from laera.errors import TemplatesError
from laera.rendering.compiling import compile_templates, files_of_set
from laera.rendering.environment import SOURCE
from laera.rendering.pages import PageRenderer
from laera.rendering.pushed_looks import LONGEST_PAGE, LONGEST_RANGE, MOST_PIECES
from laera.rendering.specimens import mistakes_of
from tests.unit.rendering.samples import RENDITIONS, SITE, a_full_story, cards

NAME = "0123456789abcdef"
PUSHED = replace(SITE, templates=NAME)
FILES = files_of_set()


def with_files(renderer: PageRenderer, **changes: bytes | None) -> PageRenderer:
    """A press whose bucket has one set: this checkout's, with files replaced or left out (`None`)."""
    named = {name.replace("__", "/").replace("_", "."): body for name, body in changes.items()}
    files = {name: body for name, body in {**FILES, **named}.items() if body is not None}
    return renderer.with_sets(lambda _: files)


def mistakes(renderer: PageRenderer, **changes: bytes | None) -> str:
    """All that is said against such a set."""
    return "\n".join(mistakes_of(with_files(renderer, **changes), NAME))


def test_the_same_files_make_the_same_pages(renderer: PageRenderer) -> None:
    """But for the name of the set, which every page carries."""
    pushed = with_files(renderer)
    own_name, name = renderer.template_set.encode(), NAME.encode()

    assert pushed.front(PUSHED, "es", None, cards(9)) == renderer.front(SITE, "es", None, cards(9)).replace(
        own_name, name
    )
    story = a_full_story()
    page = pushed.article(PUSHED, story, version_id="v", renditions=RENDITIONS, translations={})
    own = renderer.article(SITE, story, version_id="v", renditions=RENDITIONS, translations={})
    assert page == own.replace(own_name, name)
    assert pushed.assets(NAME) == renderer.assets()


def test_one_press_makes_papers_of_several_looks(renderer: PageRenderer) -> None:
    """A pointer is all that differs, and back at the first the bytes are those of before."""
    pushed = with_files(renderer, tag_html=b"<p>{{ page.name }}, {{ say.by }}</p>")
    before = pushed.tag(SITE, "es", "x", cards(2))
    assert pushed.tag(PUSHED, "es", "x", cards(2)) == b"<p>x, Por</p>"
    assert pushed.tag(SITE, "es", "x", cards(2)) == before


def test_what_a_set_lacks_is_the_press_s_own(renderer: PageRenderer) -> None:
    """A template, a script or a language that came with a later release does not leave a hole."""
    pushed = with_files(renderer, tag_html=None, assets__share_js=None, words__en_mo=None, words__en_json=None)
    assert pushed.tag(PUSHED, "en", "x", cards(2, "en")) == renderer.tag(SITE, "en", "x", cards(2, "en")).replace(
        renderer.template_set.encode(), NAME.encode()
    )
    assert pushed.assets(NAME) == renderer.assets()
    assert mistakes_of(pushed, NAME) == ()


def test_a_layer_makes_the_same_of_a_set_as_a_checkout(renderer: PageRenderer, tmp_path: Path) -> None:
    """With its own templates compiled, and without what compiles words."""
    compile_templates(tmp_path / "compiled")
    layer = with_files(PageRenderer.load(tmp_path / "compiled"), tag_html=None, rows_html=None)
    pushed = with_files(renderer, tag_html=None, rows_html=None)

    assert mistakes_of(layer, NAME) == ()
    assert layer.tag(PUSHED, "es", "x", cards(9)) == pushed.tag(PUSHED, "es", "x", cards(9))
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, laera.rendering.pushed_looks, laera.rendering.specimens; print(*sys.modules)",
        ],
        env={"PYTHONPATH": str(SOURCE.parent / "layers/laera/python")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert {"babel", "zipfile"}.isdisjoint(loaded)


def test_a_message_that_a_set_lacks_is_the_press_s_own(renderer: PageRenderer) -> None:
    """Its catalogue was compiled before there was such a message."""
    mo = FILES["words/es.mo"].replace(b"gone_reason\x00", b"gone_raisin\x00")
    assert mo != FILES["words/es.mo"]
    pushed = with_files(renderer, words__es_mo=mo)
    assert pushed.look(NAME).words("es").gone_reason == renderer.look().words("es").gone_reason


def test_a_new_language_comes_with_a_set(renderer: PageRenderer) -> None:
    """Portuguese words in a set are the paper's, without a release."""
    pushed = with_files(renderer, words__pt_mo=FILES["words/es.mo"], words__pt_json=FILES["words/es.json"])
    assert pushed.look(NAME).languages == renderer.languages | {"pt"}
    assert pushed.look(NAME).words("pt-BR").language_name == "Español"
    assert pushed.look().languages == renderer.languages


def test_a_set_that_is_in_order_is_not_complained_of(renderer: PageRenderer) -> None:
    """This checkout's own can be pushed."""
    assert mistakes(renderer) == ""


@pytest.mark.parametrize("name", sorted(path.name for path in SOURCE.glob("*.html")))
def test_a_mistake_in_any_template_is_found_with_its_line(renderer: PageRenderer, name: str) -> None:
    """A specimen is made of every kind of page, so no template is first tried on readers."""
    body = FILES[name]
    ends = [body.rindex(end) for end in (b"</body>", b"{% endblock %}") if end in body]
    end = ends[0] if ends else len(body)
    broken = body[:end] + b"\n{{ paige }}" + body[end:]
    line = body[:end].count(b"\n") + 2
    pushed = renderer.with_sets(lambda _: {**FILES, name: broken})
    assert f"{name}: line {line}: 'paige' is undefined" in mistakes_of(pushed, NAME)


def test_syntax_is_complained_of_where_it_is_wrong(renderer: PageRenderer) -> None:
    """In templates that nothing uses too."""
    assert "unused.html: line 2: Unexpected end of template" in mistakes(renderer, unused_html=b"\n{% if true %}")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ ''.__class__.__mro__ }}", "'__class__' of 'str' object is unsafe"),
        ("{{ page.__init__.__globals__ }}", "'__init__' of 'TagPage' object is unsafe"),
        ("{{ say.story_corrections.__call__.__globals__ }}", "is unsafe"),
        ("{{ say.story_corrections.catalogue.install() }}", "'catalogue' of 'Counted' object is unsafe"),
        ("{{ say.from_catalogue('') }}", "is not safely callable"),
        ("{{ say.locale.from_record({}) }}", "is not safely callable"),
        ("{{ '{0.__class__}'.format(page) }}", "is unsafe"),
        ("{{ self.__init__.__globals__ }}", "is unsafe"),
        ("{% set x = chrome.assets.update({'a': 'b'}) %}", "'update' of 'dict' object is unsafe"),
        ("{% set x = chrome.assets.clear() %}", "'clear' of 'dict' object is unsafe"),
        ("{{ cycler.__init__.__globals__ }}", "is unsafe"),
        ("{{ lipsum(1000000000) }}", "'lipsum' is undefined"),
        ("{{ 'a' * 1000000000 }}", "* is for numbers"),
        ("{{ page.rows * 1000000000 }}", "* is for numbers"),
        ("{{ 9 ** 9 ** 9 }}", "** for none"),
        (f"{{% for n in range({LONGEST_RANGE + 1}) %}}{{% endfor %}}", "a range has at most 1000 numbers"),
        ("{% for a in range(999) %}{% for b in range(999) %}x{% endfor %}{% endfor %}", "there is no end to the page"),
        ("{% include 'tag.html' %}", "maximum recursion depth exceeded"),
        ("{% include '../environment.py' %}", "../environment.py"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{% do page %}", "Encountered unknown tag 'do'"),
    ],
)
def test_a_template_reaches_nothing_else(renderer: PageRenderer, template: str, said: str) -> None:
    """Neither the press nor its time: each attempt is a complaint that names the template."""
    found = mistakes(renderer, tag_html=template.encode())
    assert said in found
    assert "tag.html" in found


def test_pages_of_ours_are_far_from_the_bounds(renderer: PageRenderer) -> None:
    """A designer does not meet them by making a page: the longest front has not a tenth."""
    assert len(renderer.front(SITE, "es", None, cards(200))) * 10 < LONGEST_PAGE
    pushed = with_files(
        renderer, tag_html=b"{% for row in page.rows %}{% for card in row.cards %}x{% endfor %}{% endfor %}"
    )
    assert len(pushed.tag(PUSHED, "es", "x", cards(200))) * 10 < MOST_PIECES


def _facts(**changes: object) -> bytes:
    return json.dumps({**json.loads(FILES["words/es.json"]), **changes}).encode()


@pytest.mark.parametrize(
    "facts",
    [
        lambda: b"",
        lambda: b"[]",
        lambda: b"{}",
        lambda: _facts(months=["enero"]),
        lambda: _facts(months=[1] * 12),
        lambda: _facts(date="%(d)9999999999s"),
        lambda: _facts(date="%(year)s"),
        lambda: _facts(date="x" * 201),
        lambda: _facts(date_time="{1.__class__} {0}"),
        lambda: _facts(date_time="{2}"),
        lambda: _facts(grouping=[0, 0]),
        lambda: _facts(grouping=["3", 3]),
        lambda: _facts(more="x"),
        lambda: _facts(direction='" onload="x'),
        lambda: _facts(cities={"Europe/London": 1}),
        lambda: _facts(cities=["Europe/London"]),
    ],
)
def test_what_is_no_way_with_dates_is_refused(renderer: PageRenderer, facts: Callable[[], bytes]) -> None:
    """A pattern is filled by Python: only those of which nothing can come but a date are taken."""
    assert "words/es.mo: this catalogue cannot be read" in mistakes(renderer, words__es_json=facts())


def test_a_language_written_from_right_to_left_has_its_pages_so(renderer: PageRenderer) -> None:
    """Browsers are told on every page, and on no page of another language."""
    pushed = with_files(renderer, words__es_json=_facts(direction="rtl"))

    for page in (pushed.not_found(PUSHED, "es"), pushed.moved(PUSHED, "es", "/")):
        assert b'<html lang="es" dir="rtl">' in page
    assert b'<html lang="en">' in pushed.not_found(PUSHED, "en")


def test_a_set_of_before_is_still_a_set(renderer: PageRenderer) -> None:
    """Which did not say how its language is written, nor what it calls a city."""
    facts = {
        name: value for name, value in json.loads(FILES["words/es.json"]).items() if name not in {"direction", "cities"}
    }

    assert mistakes(renderer, words__es_json=json.dumps(facts).encode()) == ""


@pytest.mark.parametrize("mo", [b"", b"mo", FILES["words/es.mo"][:40], FILES["words/es.mo"][:-9]])
def test_a_damaged_catalogue_is_refused(renderer: PageRenderer, mo: bytes) -> None:
    """Rather than read as far as it goes."""
    assert "words/es.mo: " in mistakes(renderer, words__es_mo=mo)


def test_a_message_with_another_placeholder_is_refused(renderer: PageRenderer) -> None:
    """It would be filled from the press's own values."""
    mo = FILES["words/es.mo"].replace(b"{section}", b"{secci0n}")
    assert "words/es.mo: more_in: has {secci0n} where {section} belongs" in mistakes(renderer, words__es_mo=mo)


def test_words_without_the_facts_of_their_language_are_refused(renderer: PageRenderer) -> None:
    """Nobody could date a story."""
    assert mistakes(renderer, words__es_json=None) == "words/es.json: this is missing; push the set again"


def test_a_template_in_another_encoding_is_refused(renderer: PageRenderer) -> None:
    """All mistakes of a set are told at once."""
    found = mistakes(renderer, tag_html="año".encode("latin-1"), words__es_json=None)
    assert found.splitlines() == [
        "tag.html: this is not UTF-8: save it as UTF-8",
        "words/es.json: this is missing; push the set again",
    ]


def test_a_press_without_sets_says_so(renderer: PageRenderer) -> None:
    """A paper that names a set is not made without it."""
    with pytest.raises(TemplatesError, match="is given no template sets"):
        renderer.front(PUSHED, "es", None, ())


def test_a_few_looks_are_kept(renderer: PageRenderer) -> None:
    """The set in force is fetched once, and a long row of others does not fill the memory."""
    fetched: list[str] = []

    def source(name: str) -> dict[str, bytes]:
        fetched.append(name)
        return FILES

    pushed = renderer.with_sets(source)
    for name in ("a", "b", "a", "c", "b", "d", "e", "a"):
        pushed.look(name)
    assert fetched == ["a", "b", "c", "d", "e", "a"]
