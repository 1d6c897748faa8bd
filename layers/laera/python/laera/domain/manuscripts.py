"""Manuscripts: the text an editor uploads, read into an article or into everything there is to mend in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from laera.domain.aliases import alias_problem
from laera.domain.articles import UNDATED, Article, Byline, Correction, Photograph, Tag, is_page
from laera.domain.complaints import Complaint, close_to, did_you_mean, errors_in
from laera.domain.desk import NO, YES
from laera.domain.forms import FORMS_BY_WORD, StoryForm, form_called
from laera.domain.front_matter import Sheets, take_apart
from laera.domain.live_blogs import read_live_blog
from laera.domain.markup import complaints_about, warnings_about
from laera.domain.photograph_desk import PhotographDesk
from laera.domain.plain_text import quoted
from laera.domain.site import NO_SECTION, RESERVED_LAST_WORDS, RESERVED_WORDS, Section, Site
from laera.domain.slugs import LONGEST_SLUG, slugify
from laera.domain.yaml_text import Fields, Node, Scalar

# Characters, and entries of lists. docs/editor/front-matter.md tells editors each of them.
LONGEST_HEADLINE = 300
LONGEST_SUMMARY = 1000
LONGEST_NAME = 100
LONGEST_REASON = 500
LONGEST_CORRECTION = 2000
LONGEST_ALIAS = 1000
LONGEST_TRANSLATION_KEY = 200
MOST_BYLINES = 10
MOST_TAGS = 20
MOST_CORRECTIONS = 50
MOST_ALIASES = 50

# Our name for a field, and the names it has elsewhere (Hugo, Jekyll, Pelican). Case, `-` and `_` make no difference.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "headline": ("title",),
    "summary": ("description",),
    "section": (),
    "language": ("lang",),
    "slug": (),
    "byline": ("author", "authors", "bylines"),
    "dateline": (),
    "published": ("date",),
    "updated": ("lastmod",),
    "embargo": ("publishDate",),
    "expires": ("expiryDate",),
    "draft": (),
    "withdrawn": (),
    "tags": (),
    "photograph": ("hero", "image"),
    "corrections": (),
    "aliases": (),
    "translation_key": ("translationKey",),
    "form": (),
    "ended": (),
    "agency": ("source",),
}
_PARAMS = "params"

NOT_OF_A_PAGE = ("section", "byline", "dateline", "tags", "corrections", "form", "ended", "agency")
"""What belongs to stories alone: a standing page is of no section and no day, and nobody signs it."""


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")


_FIELD_OF = {_plain(name): field for field, names in SYNONYMS.items() for name in (field, *names)}
_FIELD_OF_EXACT = {name: field for field, names in SYNONYMS.items() for name in (field, *names)}
_NAMES = sorted(_FIELD_OF_EXACT)

_CORRECTION_FIELDS = frozenset({"date", "text"})
_PERSON_FIELDS = frozenset({"name", "slug"})

_ROOTS = ("articles", "pages")
_LANGUAGE_LIKE = re.compile(r"[a-z]{2}(-[A-Za-z]{2,4})?", re.ASCII)
_MENDABLE_SLUG = re.compile(r"[\w\s.,'’-]*")


@dataclass(frozen=True, slots=True)
class ManuscriptReading:
    """The article, or None and at least one error. Warnings come with either."""

    article: Article | None
    complaints: tuple[Complaint, ...] = ()


def read_manuscript(key: str, body: bytes, site: Site, *, as_final: bool = False) -> ManuscriptReading:
    """Read an uploaded file; every complaint at once, in the order of its lines. Never raises, whatever the bytes.

    With `as_final` it is read as if `draft` were taken out of it.
    """
    sheets = take_apart(body)
    if isinstance(sheets, Complaint):
        return ManuscriptReading(None, (sheets,))
    return _Reading(key, sheets, site, as_final=as_final).finish()


class _Reading(PhotographDesk):
    """One manuscript on the desk."""

    def __init__(self, key: str, sheets: Sheets, site: Site, *, as_final: bool) -> None:
        super().__init__()
        self.complaints += sheets.complaints
        self.key = key
        self.sheets = sheets
        self.site = site
        self.as_final = as_final
        self.nodes: dict[str, Node] = {}
        self.names: dict[str, Scalar] = {}
        self.is_page = is_page(key)
        self.lost = None if sheets.lost is None else {_FIELD_OF.get(_plain(name)) for name in sheets.lost}
        self._sort(sheets.fields)

    def _sort(self, fields: Fields, *, is_params: bool = False) -> None:
        """Every known field under our name for it, unless it is blank; those within `params` give way to the others."""
        for name, node in sorted(fields.entries, key=lambda entry: entry[0].text == _PARAMS):
            word = name.text
            field = _FIELD_OF_EXACT.get(word) or _FIELD_OF.get(_plain(word.strip()))
            if field is None:
                if not is_params:
                    self._unknown(name, node)
            elif field in self.names:
                if is_params:
                    continue
                first = self.names[field]
                both = f"{word} is there twice" if first.text == word else f"{first.text} and {word} are the same field"
                self.complain(both, f"keep one (the other is on line {first.line})", line=name.line, field=field)
            else:
                self.names[field] = name
                if not (isinstance(node, Scalar) and node.is_empty):
                    self.nodes[field] = node

    def _unknown(self, name: Scalar, node: Node) -> None:
        if name.text == _PARAMS and isinstance(node, Fields):
            self._sort(node, is_params=True)
            return
        near = close_to(name.text, _NAMES)
        cure = f"did you mean '{near}'?" if near else "remove it, or keep it if other programs need it"
        kind = "a standing page" if self.is_page else "an article"
        self.warn(f"{quoted(name.text)} is not a field of {kind}; it was left out", cure, line=name.line)

    def _leave_out_what_is_of_stories(self) -> None:
        for field in NOT_OF_A_PAGE:
            if self.nodes.pop(field, None) is not None:
                name = self.names[field]
                self.warn(f"a standing page has no {name.text}; it was left out", "remove it", line=name.line)

    def finish(self) -> ManuscriptReading:
        """The reading, its complaints in the order of the file."""
        article = self._article()
        complaints = tuple(sorted(self.complaints, key=lambda complaint: complaint.line or 0))
        return ManuscriptReading(None if errors_in(complaints) else article, complaints)

    def _article(self) -> Article | None:
        """Read every field, so that every complaint is heard; None where a required one is missing."""
        if self.is_page:
            self._leave_out_what_is_of_stories()
        nodes = self.nodes
        headline = self._words("headline", LONGEST_HEADLINE, required=True)
        language = self._language()
        section = NO_SECTION if self.is_page else self._section(language)
        slug = self._slug(headline)
        if self.is_page and language and slug:
            slug = self._slug_of_page(language, slug)
        embargo = self._moment("embargo", not_before=True)
        published = self._published(embargo)
        updated, expires = self._moment("updated"), self._moment("expires")
        withdrawn = self._withdrawn()
        is_draft = bool("draft" in nodes and self.flag(nodes["draft"], "draft")) and not self.as_final
        self._compare(published, updated, embargo, expires)
        bylines, tags = self._bylines(), self._tags()
        photograph = self._photograph()
        corrections = self._corrections()
        aliases = self._aliases(language, section)
        summary, dateline = self._words("summary", LONGEST_SUMMARY), self._words("dateline", LONGEST_NAME)
        translation_key = self._words("translation_key", LONGEST_TRANSLATION_KEY)
        form, agency = self._form(), self._words("agency", LONGEST_NAME)
        ended = self._ended(form, published)
        if withdrawn is None and not is_draft and not self.sheets.body.strip():
            kind = "page" if self.is_page else "story"
            self.complain(f"the {kind} has no text", "write it below the front matter", line=self.sheets.body_line)
        beyond = tuple(complaints_about(self.sheets.body, self.sheets.body_line))
        for complaint in beyond or warnings_about(self.sheets.body, self.sheets.body_line):
            self._note(complaint)
        if form is StoryForm.LIVE_BLOG and published and withdrawn is None and not beyond:
            self._look_at_entries(published, ended, is_draft=is_draft)
        if not headline or language is None or section is None or slug is None or published is None:
            return None
        return Article(
            key=self.key,
            language=language,
            section=section,
            slug=slug,
            headline=headline,
            published=published,
            body=self.sheets.body,
            body_line=self.sheets.body_line,
            summary=summary,
            bylines=bylines,
            dateline=dateline,
            updated=updated,
            embargo=embargo,
            expires=expires,
            is_draft=is_draft,
            withdrawn=withdrawn,
            tags=tags,
            photograph=photograph,
            corrections=corrections,
            aliases=aliases,
            translation_key=self._group(translation_key),
            form=form,
            ended=ended,
            agency=agency,
        )

    def _group(self, translation_key: str) -> str | None:
        """The translation group: pages and stories that chose the same word are no versions of each other."""
        return f"page {translation_key}" if translation_key and self.is_page else translation_key or None

    def _line(self, field: str) -> int:
        """The line of a field; of the front matter's first line when it is missing."""
        return self.names[field].line if field in self.names else self.sheets.fields.line

    def _missing(self, field: str, example: str) -> None:
        """A required field that is not there, or blank; silent when it may be among those that could not be read."""
        if self.lost is None or field in self.lost:
            return
        is_there = field in self.names
        self.complain(
            "this is empty" if is_there else "this is missing", f"add {example}", line=self._line(field), field=field
        )

    def _words(self, field: str, longest: int, *, required: bool = False) -> str:
        node = self.nodes.get(field)
        if node is None:
            text: str | None = ""
        else:
            text = self.text(node, field, longest)
        if required and text == "":
            self._missing(field, "title: …" if self.is_page else f"{field}: …")
        return text or ""

    def _language(self) -> str | None:
        languages = self.site.languages
        folders = self.key.split("/")
        root = folders[0]
        of_folder = folders[1] if len(folders) > 2 and root in _ROOTS and folders[1] in languages else None
        if "language" not in self.nodes:
            if of_folder is None and len(languages) > 1 and not self._lies_in_a_foreign_folder(folders):
                home = f"{root if root in _ROOTS else 'articles'}/{languages[0]}/"
                self._missing("language", f"language: {languages[0]} (or keep the file in {home})")
            return of_folder or (languages[0] if len(languages) == 1 else None)
        word = self.text(self.nodes["language"], "language", LONGEST_NAME)
        if word is None:
            return None
        language = word.lower()
        if language not in languages:
            language = language.replace("_", "-").split("-")[0]
        if language not in languages:
            self.complain(
                f"{quoted(word)} is not a language of site.yaml",
                f"choose one of: {', '.join(languages)}",
                line=self._line("language"),
                field="language",
            )
            return None
        if of_folder not in {None, language}:
            self.warn(
                f"the file lies in {root}/{of_folder}/ but says {language}, which counts",
                f"move it to {root}/{language}/",
                line=self._line("language"),
                field="language",
            )
        return language

    def _lies_in_a_foreign_folder(self, folders: list[str]) -> bool:
        """Whether the folder names a language, but none of the paper's: that is then what is wrong."""
        if len(folders) < 3 or folders[0] not in _ROOTS or not _LANGUAGE_LIKE.fullmatch(folders[1]):
            return False
        if self.lost is not None and "language" not in self.lost:
            languages = self.site.languages
            self.complain(
                f"the file lies in {folders[0]}/{folders[1]}/, and {quoted(folders[1])} is not a language of site.yaml",
                f"move it to {folders[0]}/{languages[0]}/, or add language: with one of: {', '.join(languages)}",
                line=self._line("language"),
                field="language",
            )
        return True

    def _section(self, language: str | None) -> Section | None:
        word = self.text(self.nodes["section"], "section", LONGEST_NAME) if "section" in self.nodes else ""
        if word == "":
            self._missing("section", f"one of: {', '.join(self._section_words(language))}")
        if not word:
            return None
        section = self.site.section(word)
        if section is None:
            words = self._section_words(language)
            near = close_to(word, [*words, *(known.id for known in self.site.sections)])
            self.complain(
                f"{quoted(word)} is not in site.yaml",
                f"did you mean '{near}'?" if near else did_you_mean(word, words),
                line=self._line("section"),
                field="section",
            )
        return section

    def _section_words(self, language: str | None) -> list[str]:
        return self.site.section_words(language or self.site.default_language)

    def _form(self) -> StoryForm:
        node = self.nodes.get("form")
        word = self.text(node, "form", LONGEST_NAME) if node is not None else None
        if not word:
            return StoryForm.STANDARD
        form = form_called(word)
        if form is None:
            near = close_to(word, FORMS_BY_WORD)
            self.complain(
                f"{quoted(word)} is not a form of a story",
                f"did you mean '{near}'?" if near else f"choose one of: {', '.join(StoryForm)}",
                line=self._line("form"),
                field="form",
            )
        return form or StoryForm.STANDARD

    def _ended(self, form: StoryForm, published: datetime | None) -> datetime | None:
        """When a live blog came to its end; other stories have none."""
        ended = self._moment("ended")
        problem, cure = "", ""
        if ended and form is not StoryForm.LIVE_BLOG:
            problem, cure = "only a live blog comes to an end; it was left out", "remove it, or write form: live-blog"
        elif ended and published and ended < published:
            problem, cure = "the live blog ends before the story's own date", "mend one of the two"
        if problem:
            self.warn(problem, cure, line=self._line("ended"), field="ended")
        return ended if form is StoryForm.LIVE_BLOG else None

    def _look_at_entries(self, published: datetime, ended: datetime | None, *, is_draft: bool) -> None:
        """Note what is wrong with a live blog's entries, and that there are none, which a draft need not have."""
        sheets = self.sheets
        blog = read_live_blog(sheets.body, published, self.site.clock, sheets.body_line)
        for complaint in blog.complaints:
            self._note(complaint)
        if not (blog.entries or blog.complaints or is_draft) and sheets.body.strip():
            cure = "begin each with a heading that is its time: ## 14:32 and a title"
            self.complain("the live blog has no entries", cure, line=sheets.body_line)
        if ended and published <= ended and blog.entries and blog.entries[0].moment > ended:
            newest = self.site.local_time(blog.entries[0].moment)
            problem = f"the live blog ends before its newest entry, {newest:%Y-%m-%d %H:%M}"
            self.warn(problem, "mend one of the two", line=self._line("ended"), field="ended")

    def _slug(self, headline: str) -> str | None:
        if "slug" in self.nodes:
            field, slug = "slug", self._written_slug()
            if slug is None:
                return None
        elif headline:
            field, slug = "headline", slugify(headline)
        else:
            return None
        if not slug:
            self.complain(
                "there are no letters here from which an address could be made",
                "add slug: words-in-plain-letters",
                line=self._line(field),
                field=field,
            )
            return None
        if slug in (RESERVED_WORDS if self.is_page else RESERVED_LAST_WORDS):
            self.complain(
                f"the address would end in '{slug}', which the paper keeps for itself",
                f"add slug: {slug}-2" if field == "headline" else f"write {slug}-2",
                line=self._line(field),
                field=field,
            )
            return None
        return slug

    def _slug_of_page(self, language: str, slug: str) -> str | None:
        """The slug, unless a front stands where the page would."""
        path = self.site.path(language, slug)
        front = self.site.front_paths.get(path)
        if front is None:
            return slug
        field = "slug" if "slug" in self.nodes else "headline"
        whose = f"section '{front.id}'" if front.id else "a language of the paper"
        self.complain(
            f"the address {path} belongs to {whose} in site.yaml",
            f"add slug: {slug}-2" if field == "headline" else f"write {slug}-2",
            line=self._line(field),
            field=field,
        )
        return None

    def _written_slug(self) -> str | None:
        """The slug an editor chose; small slips are mended with a warning, paths and the like are not guessed at."""
        written = self.text(self.nodes["slug"], "slug", LONGEST_HEADLINE)
        if written is None:
            return None
        slug = slugify(written)
        if slug == written:
            return slug
        line = self._line("slug")
        if slug and _MENDABLE_SLUG.fullmatch(written) and not written.startswith("."):
            self.warn(
                f"{quoted(written)} is not lower-case words joined by hyphens, at most {LONGEST_SLUG} characters",
                f"it was read as {slug}; write that",
                line=line,
                field="slug",
            )
            return slug
        if not slug:
            return ""
        self.complain(f"{quoted(written)} cannot stand in an address", f"write {slug}", line=line, field="slug")
        return None

    def _moment(self, field: str, *, not_before: bool = False) -> datetime | None:
        node = self.nodes.get(field)
        return None if node is None else self.date(node, field, self.site.clock, not_before=not_before)

    def _published(self, embargo: datetime | None) -> datetime | None:
        if "published" in self.nodes:
            return self._moment("published")
        if self.is_page and embargo is None:
            return UNDATED
        if embargo is None and "embargo" not in self.nodes:
            self._missing("published", "published: 2026-01-31T18:30")
        return embargo

    def _compare(
        self,
        published: datetime | None,
        updated: datetime | None,
        embargo: datetime | None,
        expires: datetime | None,
    ) -> None:
        if published and updated and updated < published:
            self.warn(
                "this is before the story's own date",
                "mend one of the two",
                line=self._line("updated"),
                field="updated",
            )
        first_seen = max((moment for moment in (published, embargo) if moment), default=None)
        if first_seen and expires and expires <= first_seen:
            self.warn(
                "the story expires before it may run, so readers never see it",
                "mend one of the dates",
                line=self._line("expires"),
                field="expires",
            )

    def _withdrawn(self) -> str | None:
        """The reason told to readers, empty when none is given; None when the story stands."""
        if "withdrawn" not in self.names:
            return None
        reason = self.text(self.nodes["withdrawn"], "withdrawn", LONGEST_REASON) if "withdrawn" in self.nodes else ""
        if reason == "":
            self.complain(
                "this is empty, which could mean either",
                "write the reason for readers, or true, or false",
                line=self._line("withdrawn"),
                field="withdrawn",
            )
            return ""
        word = (reason or "").lower()
        if word in NO:
            return None
        return "" if word in YES else reason or ""

    def _named(self, node: Node, field: str, examples: str) -> tuple[str, str] | None:
        """A name and its slug, written as text or as {name, slug}."""
        parts = self.known_fields(node, field, _PERSON_FIELDS) if isinstance(node, Fields) else {"name": node}
        if "name" not in parts:
            self.complain("a name is missing", "write name: …", line=node.line, field=field)
            return None
        name = self.text(parts["name"], field, LONGEST_NAME)
        written = self.text(parts["slug"], field, LONGEST_NAME) if "slug" in parts else name
        if not name or written is None:
            return None
        slug = slugify(written)
        if not slug:
            self.complain(
                f"no address can be made from {quoted(written)}",
                f"write {{name: {name}, slug: {examples}}}",
                line=node.line,
                field=field,
            )
            return None
        return name, slug

    def _names_in(self, field: str, most: int, separator: str, examples: str) -> dict[str, str]:
        """Slugs and names, the first of each slug."""
        found: dict[str, str] = {}
        if (node := self.nodes.get(field)) is not None:
            for item in self.items(node, field, most, separator=separator):
                if named := self._named(item, field, examples):
                    found.setdefault(named[1], named[0])
        return found

    def _bylines(self) -> tuple[Byline, ...]:
        return tuple(
            Byline(name, slug) for slug, name in self._names_in("byline", MOST_BYLINES, ";", "ana-rojas").items()
        )

    def _tags(self) -> tuple[Tag, ...]:
        return tuple(Tag(name, slug) for slug, name in self._names_in("tags", MOST_TAGS, ",", "sea-ice").items())

    def _photograph(self) -> Photograph | None:
        node = self.nodes.get("photograph")
        return None if node is None else self.photograph(node, "photograph")

    def _corrections(self) -> tuple[Correction, ...]:
        node = self.nodes.get("corrections")
        if node is None:
            return ()
        corrections = []
        for item in self.items(node, "corrections", MOST_CORRECTIONS):
            if not isinstance(item, Fields):
                self.complain(
                    "a correction needs its date and its text",
                    "write - {date: 2026-01-31, text: …}",
                    line=item.line,
                    field="corrections",
                )
                continue
            parts = self.known_fields(item, "corrections", _CORRECTION_FIELDS)
            for name, example in (("date", "2026-01-31"), ("text", "…")):
                if name not in parts:
                    self.complain(
                        "this is missing", f"add {name}: {example}", line=item.line, field=f"corrections.{name}"
                    )
            date = self.date(parts["date"], "corrections.date", self.site.clock) if "date" in parts else None
            text = self.text(parts["text"], "corrections.text", LONGEST_CORRECTION) if "text" in parts else None
            if text == "":
                self.complain("this is empty", "add text: …", line=item.line, field="corrections.text")
            if date and text:
                corrections.append(Correction(date, text))
        return tuple(corrections)

    def _aliases(self, language: str | None, section: Section | None) -> tuple[str, ...]:
        node = self.nodes.get("aliases")
        if node is None:
            return ()
        found: dict[str, None] = {}
        for item in self.items(node, "aliases", MOST_ALIASES):
            written = self.text(item, "aliases", LONGEST_ALIAS)
            if not written:
                continue
            path = written.lower()
            if "/" not in path and language and section:
                path = self.site.article_path(language, section, path)
            path = "/" + f"/{path.strip('/')}".removesuffix("/index.html").strip("/")
            if path in self.site.front_paths:  # no error: a section may come long after the story
                self.warn(
                    f"{quoted(written)} is the address of a front of this paper; it was left out",
                    "remove it, or write another old address",
                    line=item.line,
                    field="aliases",
                )
            elif problem := alias_problem(written, path, self.site):
                self.complain(
                    problem, "write an old address such as /2020/01/old-name", line=item.line, field="aliases"
                )
            else:
                found[path] = None
        return tuple(found)
