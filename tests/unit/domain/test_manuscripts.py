"""Manuscripts: an upload read into an article, or into everything there is to mend."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from laera.domain.articles import Article, Byline, Correction, Photograph, Tag
from laera.domain.complaints import Complaint, errors_in
from laera.domain.forms import StoryForm
from laera.domain.front_matter import LARGEST_MANUSCRIPT
from laera.domain.manuscripts import ManuscriptReading, read_manuscript
from laera.domain.site import Site, path_of
from laera.domain.site_file import starter_site
from laera.workflow.ports import LARGEST_UPLOAD

SITE = starter_site()
PAPER = Path(__file__).parents[2] / "golden" / "site"
EXAMPLE = Path(__file__).parents[3] / "examples" / "la-era"
KEY = "articles/en/2026/quiet-night.md"
NEEDED = {"headline": "A quiet night", "section": "international", "published": "2026-01-30T09:15:00Z"}


def reading(front_matter: str = "", body: str = "Text.\n", key: str = KEY, site: Site = SITE) -> ManuscriptReading:
    """Read a manuscript that has what is needed, with fields added or (by the same name) put in their place."""
    given = {line.split(":")[0] for line in front_matter.splitlines() if line[:1].isalpha()}
    needed = "".join(f"{name}: {text}\n" for name, text in NEEDED.items() if name not in given)
    return read_manuscript(key, f"---\n{needed}{front_matter}---\n{body}".encode(), site)


def article(front_matter: str = "", body: str = "Text.\n", key: str = KEY, site: Site = SITE) -> Article:
    """The article, read without a single complaint."""
    read = reading(front_matter, body, key, site)
    assert read.complaints == ()
    assert read.article is not None
    return read.article


def aliases_of(read: ManuscriptReading) -> tuple[str, ...]:
    """The story's old addresses, none of a story that is refused."""
    return read.article.aliases if read.article else ()


def only_complaint(read: ManuscriptReading) -> Complaint:
    """The one complaint there is."""
    assert len(read.complaints) == 1, [str(complaint) for complaint in read.complaints]
    return read.complaints[0]


def error(front_matter: str = "", body: str = "Text.\n", key: str = KEY) -> Complaint:
    """The one complaint, which keeps the story off the site."""
    read = reading(front_matter, body, key)
    assert read.article is None
    assert not only_complaint(read).is_warning
    return read.complaints[0]


def warning(front_matter: str = "", body: str = "Text.\n", key: str = KEY) -> tuple[Article, Complaint]:
    """The article and the one complaint, which does not keep it off the site."""
    read = reading(front_matter, body, key)
    assert read.article is not None
    assert only_complaint(read).is_warning
    return read.article, read.complaints[0]


WHOLE = """\
---
headline: "Kyiv: a quiet night"
summary: What happened.
section: Internacional
language: es
slug: noche-tranquila
byline: [Ana Rojas, {name: Дмитро, slug: dmytro}]
dateline: KYIV
published: 2026-01-30 06:15
updated: 2026-01-31T10:00:00+01:00
embargo: 2026-01-30T09:00:00Z
expires: 2030-01-01
draft: no
tags: [Kyiv, War, kyiv]
photograph:
  src: /media/2026/kyiv.jpg
  alt: A street
  caption: The street
  credit: Agencia Norte
  focal: [0.5, 0.25]
corrections:
  - date: 2026-01-31
    text: It was Thursday.
aliases: [/old/kyiv/, noche]
translation_key: kyiv-night
form: Opinión
---

## Text

More.
"""


def test_every_field_is_read() -> None:
    """What an editor writes becomes the article, times in UTC, names with their slugs."""
    read = read_manuscript("articles/es/x.md", WHOLE.encode(), SITE)

    assert read.complaints == ()
    assert read.article == Article(
        key="articles/es/x.md",
        language="es",
        section=SITE.sections[0],
        slug="noche-tranquila",
        headline="Kyiv: a quiet night",
        published=datetime(2026, 1, 30, 9, 15, tzinfo=UTC),
        body="\n## Text\n\nMore.\n",
        body_line=28,
        summary="What happened.",
        bylines=(Byline("Ana Rojas", "ana-rojas"), Byline("Дмитро", "dmytro")),
        dateline="KYIV",
        updated=datetime(2026, 1, 31, 9, tzinfo=UTC),
        embargo=datetime(2026, 1, 30, 9, tzinfo=UTC),
        expires=datetime(2030, 1, 1, 3, tzinfo=UTC),
        tags=(Tag("Kyiv", "kyiv"), Tag("War", "war")),
        photograph=Photograph("media/2026/kyiv.jpg", "A street", "The street", "Agencia Norte", (0.5, 0.25)),
        corrections=(Correction(datetime(2026, 1, 31, 3, tzinfo=UTC), "It was Thursday."),),
        aliases=("/old/kyiv", "/internacional/noche"),
        translation_key="kyiv-night",
        form=StoryForm.OPINION,
    )


def test_windows_files_read_the_same() -> None:
    """A byte order mark, CRLF line ends and decomposed accents make no difference."""
    text = WHOLE.replace("quiet", "tranquilé").replace("More.", "Café.")
    plain = read_manuscript("articles/es/x.md", text.encode(), SITE)
    windows = text.replace("é", "e\u0301").replace("\n", "\r\n")

    assert read_manuscript("articles/es/x.md", b"\xef\xbb\xbf" + windows.encode(), SITE) == plain


def test_hugo_names_are_understood() -> None:
    """A folder of Hugo articles moves in as it is, its `params` wherever they stand."""
    hugo = (
        "title: T\ndescription: S\ndate: 2026-01-01T00:00:00Z\nlastmod: 2026-01-02T00:00:00Z\n"
        "publishDate: 2026-01-01T00:00:00Z\nexpiryDate: 2027-01-01T00:00:00Z\ntranslationKey: k\nauthors:\n- Ana\n"
        "image: {src: media/a.png, alt: A}\n"
    )
    params = "params: {title: No, author: Nobody, section: sports, theme: {colour: red}}\n"
    for matter in (hugo + params, params + hugo):
        read = read_manuscript(KEY, f"---\n{matter}---\nText.\n".encode(), SITE)
        story = read.article

        assert read.complaints == ()
        assert story is not None
        assert (story.headline, story.summary, story.translation_key) == ("T", "S", "k")
        assert (story.published, story.updated) == (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC))
        assert (story.section.id, story.bylines) == ("sports", (Byline("Ana", "ana"),))


def test_a_photograph_needs_words_and_a_correction_its_text() -> None:
    """Quotation marks with nothing between them describe nothing and correct nothing."""
    assert error('photograph: {src: media/a.jpg, alt: ""}\n').field == "photograph.alt"
    assert article('photograph: {src: media/a.jpg, alt: "", decorative: true}\n').photograph is not None
    assert error('corrections: [{date: 2026-01-31, text: " "}]\n').field == "corrections.text"


@pytest.mark.parametrize("field", NEEDED)
@pytest.mark.parametrize("empty", ["", '""', "' '", '"\\u202e"', "[]", "{}", "[ ' ' ]"])
def test_what_a_story_needs_may_not_be_empty(field: str, empty: str) -> None:
    """However emptiness is written, the receipt says where it is: no story stays away without a word."""
    read = reading(f"{field}: {empty}\n")

    assert read.article is None
    assert {complaint.field for complaint in errors_in(read.complaints)} == {field}


@pytest.mark.parametrize("name", ["Title", "TITLE", "title"])
def test_case_of_names_makes_no_difference(name: str) -> None:
    """`Title:` is `title:`."""
    text = f"---\n{name}: T\nsection: sports\ndate: 2026-01-01\nTranslation-Key: k\n---\nText."
    read = read_manuscript(KEY, text.encode(), SITE)

    assert read.complaints == ()
    assert read.article is not None
    assert (read.article.headline, read.article.translation_key) == ("T", "k")


def test_every_complaint_comes_at_once() -> None:
    """An editor fixes a story once: all that is wrong is said together, in the order of the file."""
    text = """\
---
headline:
section: internacionall
published: 31/01/2026
expires: yesterday
draft: perhaps
tags: {a: b}
photograph: {src: https://elsewhere.example/a.jpg}
corrections: [It was Thursday.]
sumary: S
---

"""
    read = read_manuscript("articles/es/x.md", text.encode(), SITE)

    assert read.article is None
    assert [str(complaint) for complaint in read.complaints] == [
        "line 2: headline: this is empty; add headline: …",
        "line 3: section: 'internacionall' is not in site.yaml; did you mean 'internacional'?",
        "line 4: published: '31/01/2026': this is not a date; write the year first: 2026-01-31",
        "line 5: expires: 'yesterday': this is not a date; write it as 2026-01-31 or 2026-01-31T18:30",
        "line 6: draft: this should be true or false; write true or false",
        "line 7: tags: 'a' is not a field here; it was left out; there are: name, slug",
        "line 7: tags: a name is missing; write name: …",
        (
            "line 8: photograph.src: 'https://elsewhere.example/a.jpg' is not a file under media/; "
            "upload it under media/ and write media/….jpg"
        ),
        (
            "line 8: photograph.alt: the photograph has no description for readers who cannot see it; "
            "add alt: …, or decorative: true if it shows nothing the story tells"
        ),
        "line 9: corrections: a correction needs its date and its text; write - {date: 2026-01-31, text: …}",
        "line 10: 'sumary' is not a field of an article; it was left out; did you mean 'summary'?",
        "line 12: the story has no text; write it below the front matter",
    ]


def test_broken_yaml_does_not_hide_the_rest() -> None:
    """One field that cannot be read leaves the others read, and complained about."""
    text = '---\nheadline: Kyiv: a night\nsection: sport\ntags: [a, b\npublished: "2026-01-31\n---\nText.'
    read = read_manuscript(KEY, text.encode(), SITE)

    assert [(complaint.line, complaint.field) for complaint in read.complaints] == [
        (2, None),
        (3, "section"),
        (4, None),
        (5, None),
    ]


@pytest.mark.parametrize("field", ["headline", "section", "published"])
def test_what_is_needed_is_asked_for(field: str) -> None:
    """Headline, section and date cannot be left out, nor left blank."""
    assert error(f"{field}:\n").problem == "this is empty"
    missing = read_manuscript(
        KEY,
        "".join(
            ["---\n", *(f"{name}: {text}\n" for name, text in NEEDED.items() if name != field), "---\nText."]
        ).encode(),
        SITE,
    )
    assert (only_complaint(missing).field, only_complaint(missing).problem) == (field, "this is missing")


def test_the_embargo_can_be_the_date() -> None:
    """A story that names only its hour of release is dated by it."""
    text = "---\nheadline: A\nsection: sports\nembargo: 2026-02-01T06:00:00Z\n---\nText."
    read = read_manuscript(KEY, text.encode(), SITE)

    assert read.article is not None
    assert read.article.published == read.article.embargo == datetime(2026, 2, 1, 6, tzinfo=UTC)


class TestLanguage:
    """The language stands in the front matter, or is the folder's."""

    def test_the_folder_tells(self) -> None:
        """A file in articles/es/ is Spanish."""
        assert article(key="articles/es/a/b.md").language == "es"

    def test_a_region_is_left_out(self) -> None:
        """`es-CL` and `ES` are `es`."""
        assert article("lang: es-CL\n", key="articles/a.md").language == "es"
        assert article("lang: ES\n", key="articles/a.md").language == "es"

    def test_without_either_it_is_asked_for(self) -> None:
        """A file in no language's folder must say."""
        complaint = error(key="articles/wire/a.md")

        assert str(complaint).startswith("line 1: language: this is missing; add language: es")

    @pytest.mark.parametrize("folder", ["fr", "pt-BR"])
    def test_a_folder_of_a_language_the_paper_lacks_is_named(self, folder: str) -> None:
        """Such as one that was taken out of site.yaml: a French story is not to be called Spanish."""
        complaint = error(key=f"articles/{folder}/a.md")

        assert str(complaint) == (
            f"line 1: language: the file lies in articles/{folder}/, and '{folder}' is not a language of site.yaml; "
            "move it to articles/es/, or add language: with one of: es, en"
        )

    def test_a_paper_of_one_language_need_not_say(self) -> None:
        """Where there is no choice none is asked for."""
        assert article(key="articles/a.md", site=replace(SITE, languages=("en",))).language == "en"

    def test_another_language_is_refused(self) -> None:
        """Only languages of site.yaml have pages."""
        assert error("language: fr\n").cure == "choose one of: es, en"

    def test_the_front_matter_wins_over_the_folder(self) -> None:
        """A file in the wrong folder runs as it says, with a warning."""
        story, complaint = warning("language: es\n")

        assert story.language == "es"
        assert complaint.cure == "move it to articles/es/"


class TestSlug:
    """The address is made of the headline unless the editor chooses one."""

    def test_from_the_headline(self) -> None:
        """Accents and signs make no trouble."""
        assert article("headline: ¿Qué pasó en Ñuñoa?\n").slug == "que-paso-en-nunoa"

    @pytest.mark.parametrize("written", ["Noche Tranquila", "noche_tranquila", "Nóche-tranquila"])
    def test_small_slips_are_mended(self, written: str) -> None:
        """Capitals, spaces and accents are put right, and said."""
        story, complaint = warning(f"slug: {written}\n")

        assert story.slug == "noche-tranquila"
        assert complaint.field == "slug"

    @pytest.mark.parametrize("written", ["../../etc/passwd", "a/b", ".hidden", "a%2e%2e", "a\\\\b", "<b>"])
    def test_paths_are_refused(self, written: str) -> None:
        """What looks like a path or markup is not guessed at."""
        assert error(f'slug: "{written}"\n').field == "slug"

    def test_the_paper_s_own_words_are_refused(self) -> None:
        """No story takes an address the paper needs, by choice or by headline."""
        assert "keeps for itself" in error("slug: feed\n").problem
        assert "keeps for itself" in error("headline: Search\n").problem
        assert error("headline: Feed!\n").cure == "add slug: feed-2"

    def test_a_headline_without_letters_needs_a_slug(self) -> None:
        """A headline in another script is fine with a slug, and asks for one without."""
        assert error("headline: Тихая ночь\n").cure.startswith("add slug:")
        assert article("headline: Тихая ночь\nslug: quiet\n").slug == "quiet"
        assert error("slug: ночь\n").field == "slug"


class TestText:
    """Headline, summary and the like: one line of visible text."""

    def test_a_folded_summary_is_one_line(self) -> None:
        """A summary over several lines is joined."""
        assert article("summary: >\n  One\n  two.\n\n  Three.\n").summary == "One two. Three."

    def test_no_break_spaces_stay(self) -> None:
        """Typographic spaces are the editor's."""
        assert article("headline: 5\u00a0000 voters\n").headline == "5\u00a0000 voters"

    def test_numbers_and_words_like_no_are_text(self) -> None:
        """YAML guesses no types here."""
        assert article("headline: 2024\n").headline == "2024"
        assert article("headline: No\ntags: [no, 1_000, null-island]\n").tags[0] == Tag("no", "no")

    @pytest.mark.parametrize(
        ("field", "longest"), [("headline", 300), ("summary", 1000), ("dateline", 100), ("translation_key", 200)]
    )
    def test_too_long_is_refused(self, field: str, longest: int) -> None:
        """The longest text allowed is read; one character more is not, and the complaint counts."""
        reading_it = getattr(article(f"{field}: {'x' * longest}\n"), field)

        assert reading_it == "x" * longest
        assert f"{longest + 1} characters" in error(f"{field}: {'x' * (longest + 1)}\n").problem

    @pytest.mark.parametrize("unseen", ["\u202e", "\u2066", "\x07", "\x85", "\u2028"])
    def test_unseen_characters_are_left_out(self, unseen: str) -> None:
        """What would show text backwards, or break a line for some programs, never reaches a page."""
        story, complaint = warning(f"headline: a{unseen}b\n")

        assert story.headline in {"ab", "a b"}
        assert f"U+{ord(unseen):04X}" in complaint.problem
        escaped, _ = warning(f'headline: "a\\u{ord(unseen):04X}b"\n')
        assert escaped.headline == story.headline

    def test_letters_written_as_escapes_are_composed(self) -> None:
        """A decomposed letter hidden in an escape is composed like any other."""
        assert article('headline: "Cafe\\u0301"\n').headline == "Café"

    def test_a_list_is_no_text(self) -> None:
        """A headline that is a list, as `{{ title }}` would be, is complained about."""
        assert error("headline: [a, b]\n").problem == "this should be text"


class TestNames:
    """Bylines and tags: one, several, with slugs."""

    @pytest.mark.parametrize("field", ["author", "byline", "authors", "bylines"])
    def test_one_name_or_several(self, field: str) -> None:
        """A single name needs no list; two may be joined by a semicolon."""
        assert article(f"{field}: Ana Rojas\n").bylines == (Byline("Ana Rojas", "ana-rojas"),)
        assert [byline.name for byline in article(f"{field}: Ana; Luis\n").bylines] == ["Ana", "Luis"]
        assert [byline.name for byline in article(f"{field}: [Ana, '', Luis, ana]\n").bylines] == ["Ana", "Luis"]

    def test_a_comma_stays_in_a_name(self) -> None:
        """Nobody loses a Jr."""
        assert article('byline: "Martin Luther King, Jr."\n').bylines[0].name == "Martin Luther King, Jr."

    def test_tags_may_be_written_with_commas(self) -> None:
        """`tags: a, b` is two tags."""
        assert [tag.slug for tag in article("tags: Sea ice, war , \n").tags] == ["sea-ice", "war"]

    def test_too_many_are_refused(self) -> None:
        """Twenty tags and ten names at most."""
        assert len(article(f"tags: [{', '.join(f't{n}' for n in range(20))}]\n").tags) == 20
        assert "21 entries" in error(f"tags: [{', '.join(f't{n}' for n in range(21))}]\n").problem
        assert "11 entries" in error(f"byline: [{', '.join(f't{n}' for n in range(11))}]\n").problem

    def test_a_name_in_another_script_needs_a_slug(self) -> None:
        """The cure shows how to give one."""
        assert error("byline: Дмитро\n").cure == "write {name: Дмитро, slug: ana-rojas}"


class TestDates:
    """Dates in relation to one another and to the paper's clock."""

    def test_an_update_before_the_story_is_odd(self) -> None:
        """It runs, with a warning."""
        assert warning("updated: 2025-01-01\n")[1].field == "updated"

    def test_a_story_that_expires_unseen_is_odd(self) -> None:
        """An expiry before the embargo is a slip."""
        assert warning("embargo: 2026-02-02\nexpires: 2026-02-01\n")[1].field == "expires"

    def test_an_embargo_never_comes_early(self) -> None:
        """An hour that comes twice in autumn means the second for an embargo, and a fraction of a second counts up."""
        story, _ = warning("embargo: 2026-04-04T23:30:00\n")
        assert story.embargo == datetime(2026, 4, 5, 3, 30, tzinfo=UTC)
        assert article("embargo: 2026-04-04T20:00:00.001Z\n").embargo == datetime(2026, 4, 4, 20, 0, 1, tzinfo=UTC)

    def test_a_list_is_no_date(self) -> None:
        """A date that is a list is complained about."""
        assert error("updated: [2026]\n").problem == "this should be a date"


class TestWithdrawal:
    """A story taken back."""

    @pytest.mark.parametrize(
        ("written", "reason"),
        [
            ("The source withdrew it.", "The source withdrew it."),
            *dict.fromkeys(("true", "yes", "Sí", "on", "1", "y"), "").items(),
            *dict.fromkeys(("false", "no", "off", "0", "n"), None).items(),
        ],
    )
    def test_the_reason_is_told(self, written: str, reason: str | None) -> None:
        """A reason is for readers; a yes, as any flag may be written, gives none; a no leaves the story up."""
        assert article(f"withdrawn: {written}\n").withdrawn == reason

    def test_a_blank_is_not_guessed_at(self) -> None:
        """An empty `withdrawn:` could mean either."""
        assert error("withdrawn:\n").field == "withdrawn"
        assert error('withdrawn: " "\n').field == "withdrawn"

    def test_a_withdrawn_story_and_a_draft_may_be_empty(self) -> None:
        """Nothing is read from them."""
        assert article("withdrawn: It was wrong.\n", body="").body == ""
        assert article("draft: true\n", body=" \n").is_draft

    def test_a_story_without_text_is_refused(self) -> None:
        """A page of nothing is a slip; one line of a wire is a story."""
        assert error(body=" \n").problem == "the story has no text"
        assert article(body="Flash.").body == "Flash."


class TestPhotograph:
    """The photograph above a story."""

    def test_a_decorative_one_has_no_description(self) -> None:
        """`decorative: true` is the explicit way to leave the description out."""
        photograph = article("hero: {src: media/a.webp, decorative: true, alt: x}\n").photograph

        left_open = frozenset({"caption", "credit"})
        assert photograph == Photograph("media/a.webp", "", is_decorative=True, left_open=left_open)

    def test_what_is_left_open_is_not_what_is_left_empty(self) -> None:
        """An editor who wants no caption says so; one who says nothing may get the file's own."""
        photograph = article('hero: {src: media/a.webp, alt: x, caption: ""}\n').photograph

        assert photograph is not None
        assert (photograph.caption, photograph.left_open) == ("", frozenset({"credit"}))

    @pytest.mark.parametrize(
        "written", ["[0.5, 0.3]", "0.5 0.3", "0.5, 0.3", "50% 30%", "{x: 0.5, y: 0.3}", '"50%, 0.3"']
    )
    def test_the_focal_point_may_be_written_as_one_likes(self, written: str) -> None:
        """From the left and from the top, as fractions or per cent."""
        photograph = article(f"hero:\n  src: media/a.jpg\n  alt: A\n  focal: {written}\n").photograph

        assert photograph is not None
        assert photograph.focal == pytest.approx((0.5, 0.3))

    @pytest.mark.parametrize("written", ["left", "[2, 0.5]", "[0.5]", "{x: 1}", "1.2.3 0", "nan nan", "[[0], 1]"])
    def test_what_is_no_point_is_refused(self, written: str) -> None:
        """A point outside the picture is a slip."""
        assert error(f"hero:\n  src: media/a.jpg\n  alt: A\n  focal: {written}\n").field == "photograph.focal"

    @pytest.mark.parametrize(
        "src",
        [
            "",
            "https://e.example/a.jpg",
            "//e/a.jpg",
            "media/../a.jpg",
            "media//a.jpg",
            "a.jpg",
            "media/a.svg",
            "media/a\\\\b.jpg",
        ],
    )
    def test_only_uploads_are_shown(self, src: str) -> None:
        """No other host, no path out of media/, no drawing with scripts."""
        assert error(f'hero: {{src: "{src}", alt: A}}\n').field == "photograph.src"

    def test_a_bare_name_lacks_its_description(self) -> None:
        """`image: media/a.jpg` is understood, and the description asked for."""
        assert error("image: media/a.jpg\n").field == "photograph.alt"

    def test_a_part_twice_is_refused(self) -> None:
        """Duplicates inside a field count as duplicates."""
        assert "twice" in error("hero: {src: media/a.jpg, src: media/b.jpg, alt: A}\n").problem


class TestCorrections:
    """What the story had wrong."""

    def test_one_needs_no_list(self) -> None:
        """A single correction may stand alone."""
        assert article("corrections: {date: 2026-01-31T00:00Z, text: It was Thursday.}\n").corrections == (
            Correction(datetime(2026, 1, 31, tzinfo=UTC), "It was Thursday."),
        )

    def test_each_needs_date_and_text(self) -> None:
        """What is missing is named."""
        assert error("corrections: [{text: A}]\n").field == "corrections.date"
        assert error("corrections: [{date: 2026-01-31}]\n").field == "corrections.text"


class TestAliases:
    """Old addresses."""

    def test_only_stories_addresses_can_be_old_ones(self) -> None:
        """Of all that a paper consists of, nothing but a page of somebody's text is given away."""
        keys = {path.relative_to(PAPER).as_posix() for path in PAPER.rglob("*") if path.is_file()}
        given = {path for path in map(path_of, keys) if path in aliases_of(reading(f'aliases: ["{path}"]\n'))}
        manuscripts = {path.relative_to(EXAMPLE).as_posix(): path for path in EXAMPLE.rglob("*.md")}
        stories = [read_manuscript(key, path.read_bytes(), SITE).article for key, path in manuscripts.items()]
        claimed = {
            path
            for story in filter(None, stories)
            for path in (SITE.article_path(story.language, story.section, story.slug), *story.aliases)
        }

        assert given
        assert {path for path in given - claimed if not path.startswith("/receipts/")} == set()

    def test_they_are_read_in_canonical_form(self) -> None:
        """Lower case, no slash at the end, no index.html; a bare word stands beside the story."""
        story = article(
            "aliases: [/Old/Story/, /old/story, /a/index.html, /b/old-index.html, first-name, /en/2020/x]\n"
        )

        assert story.aliases == ("/old/story", "/a", "/b/old-index.html", "/en/international/first-name", "/en/2020/x")

    @pytest.mark.parametrize(
        "alias",
        [
            "/api/articles",
            "/assets/x",
            "/.well-known/security.txt",
            "/ads.txt",
            "/sw.js",
            "/en/404.html",
            "/a/../b",
            "//e.example/a",
            "a/b",
            "/a b",
            "/é",
            "/a?b",
        ],
    )
    def test_what_cannot_redirect_is_refused(self, alias: str) -> None:
        """The press's own places and odd paths redirect nowhere."""
        assert error(f'aliases: ["{alias}"]\n').field == "aliases"

    @pytest.mark.parametrize("alias", ["/", "/en", "/en/", "/politica", "/Politica/"])
    def test_a_front_is_left_out(self, alias: str) -> None:
        """It redirects nowhere; but a section that is new today must not take down a story of last year."""
        story, complaint = warning(f'aliases: ["/2020/x", "{alias}"]\n')
        assert story.aliases == ("/2020/x",)
        assert complaint.field == "aliases"


class TestForms:
    """What kind of story it is."""

    def test_a_story_is_news_unless_it_says_otherwise(self) -> None:
        """As nearly all are."""
        assert article().form is article("form:\n").form is StoryForm.STANDARD

    def test_a_misspelt_form_is_told_the_right_one(self) -> None:
        """The nearest word in either language; else all there are."""
        complaint = error("form: fotogaleria’s\n")
        assert (complaint.field, complaint.line) == ("form", 5)
        assert complaint.cure == "did you mean 'fotogaleria'?"
        assert error("form: opinon\n").cure == "did you mean 'opinion'?"
        assert error("form: poem\n").cure == (
            "choose one of: standard, long-read, opinion, photo-essay, live-blog, wire"
        )

    def test_a_live_blog_goes_on_until_it_has_ended(self) -> None:
        """By the paper's clock; nothing but that field ends it."""
        body = "## 18:00 One\n"
        assert article("form: live-blog\n", body).is_live
        ended = article("form: live-blog\nended: 2026-02-01 18:00\n", body)
        assert ended.ended == datetime(2026, 2, 1, 21, tzinfo=UTC)
        assert not ended.is_live

    def test_no_other_story_ends(self) -> None:
        """The field is left out, and said."""
        story, complaint = warning("ended: 2026-02-01 18:00\n")
        assert story.ended is None
        assert (complaint.field, complaint.cure) == ("ended", "remove it, or write form: live-blog")

    def test_what_is_wrong_with_an_entry_is_said_with_its_line(self) -> None:
        """As of any mistake; a heading of another story may say what it likes."""
        body = "\n## 18:00 One\n\n## Two\n"
        complaint = error("form: live-blog\n", body)
        assert (complaint.line, complaint.field) == (10, None)
        assert complaint.problem == "'Two' begins an entry of the live blog and has no time such as 14:32"
        assert article(body=body).form is StoryForm.STANDARD

    def test_a_live_blog_has_entries(self) -> None:
        """A draft need not have any yet, one that is withdrawn need not at all."""
        assert error("form: live-blog\n").problem == "the live blog has no entries"
        assert article("form: live-blog\ndraft: true\n").is_draft
        assert article("form: live-blog\nwithdrawn: true\n", "## Two\n").withdrawn == ""

    def test_an_end_before_the_newest_entry_is_odd(self) -> None:
        """By the paper's clock, with the day."""
        body = "## 2026-03-01 18:00 One\n"
        story, complaint = warning("form: live-blog\nended: 2026-03-01 17:00\n", body)
        assert story.ended
        assert complaint.problem == "the live blog ends before its newest entry, 2026-03-01 18:00"

    def test_an_agency_is_named(self) -> None:
        """Under either name, on a story of any form."""
        assert article("agency: Agencia Norte\n").agency == "Agencia Norte"
        assert article("source: Agencia Norte\n").agency == "Agencia Norte"

    def test_an_end_before_the_beginning_is_odd(self) -> None:
        """A year mistyped, most often."""
        story, complaint = warning("form: live-blog\nended: 2020-02-01 18:00\n", "## 18:00 One\n")
        assert not story.is_live
        assert complaint.problem == "the live blog ends before the story's own date"


def test_the_same_field_twice_is_refused() -> None:
    """Two values for one field cannot both be meant, whatever they are called."""
    assert error("title: B\n").problem == "headline and title are the same field"
    assert error("draft: no\nDraft: yes\n").problem == "draft and Draft are the same field"
    assert error("draft: no\ndraft: yes\n").problem == "draft is there twice"


def test_an_unknown_field_is_only_odd() -> None:
    """Files made for other programs run here."""
    assert warning("layout: post\n")[1].cure == "remove it, or keep it if other programs need it"
    assert warning("expiress: 2027-01-01\n")[1].cure == "did you mean 'expires'?"


def test_complaints_are_not_endless() -> None:
    """A receipt stays readable, and small enough to keep, however much is wrong."""
    read = reading("".join(f"odd{number}: x\n" for number in range(500)))

    assert len(read.complaints) == 100


def test_an_error_behind_a_hundred_warnings_still_counts() -> None:
    """No flood of oddities lets a broken story run."""
    read = reading("".join(f"odd{number}: x\n" for number in range(500)) + "updated: never\n")

    assert read.article is None
    assert errors_in(read.complaints)


def test_the_largest_file_is_the_one_the_press_reads() -> None:
    """The limit here and the limit of the stores are one number."""
    assert LARGEST_MANUSCRIPT == LARGEST_UPLOAD
    prose = "palabra " * 131072

    assert only_complaint(reading(body=prose[:LARGEST_UPLOAD])).problem == "the file is larger than 1,048,576 bytes"
    assert article(body=prose[: LARGEST_UPLOAD - 200]).body


def test_oddities_in_the_body_are_said_with_their_line() -> None:
    """Links that lead nowhere, images from elsewhere and forbidden tags are named where they stand."""
    body = "\n[a](www.example.com)\n\n![b](https://e.example/b.jpg)\n\n<iframe src=x></iframe>\n"
    read = reading(body=body)

    assert read.article is not None
    assert [(complaint.line, complaint.is_warning) for complaint in read.complaints] == [
        (7, True),
        (9, True),
        (11, True),
    ]


def test_a_body_beyond_the_limits_is_refused() -> None:
    """What would take too long to make is not begun."""
    assert "links" in error(body="[a](/b) " * 1001).problem
