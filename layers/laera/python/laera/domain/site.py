"""The paper itself, as `site.yaml` describes it: its name, languages, sections and clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self
from zoneinfo import ZoneInfo

from laera.domain.slugs import slugify

SITE_KEY = "site.yaml"

# First words of addresses that belong to the press, never to a section or a language. The codes of the paper's own
# languages are such words too (`Site.languages`).
RESERVED_WORDS = frozenset(
    [
        "404",
        "ads.txt",
        "api",
        "articles",
        "assets",
        "atom",
        "author",
        "corrections",
        "favicon.ico",
        "feed",
        "fronts",
        "index",
        "llms",
        "manifest.webmanifest",
        "media",
        "news-sitemap",
        "pages",
        "pages-sitemap",
        "preview",
        "robots",
        "rss",
        "saved",
        "search",
        "section",
        "security",
        "sitemap",
        "sitemaps",
        "sw.js",
        "tag",
        "well-known",
    ]
)

RESERVED_LAST_WORDS = frozenset({"feed", "search"})
"""Never the last word of a story's address: a section's feed is `feed.json`, and the CDN has `/??/search` searched."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper; one id in all languages, a name and so a slug in each."""

    id: str
    names: Mapping[str, str]

    def name(self, language: str) -> str:
        """What readers see."""
        return self.names[language]

    def slug(self, language: str) -> str:
        """Its word in an address."""
        return slugify(self.names[language])


NO_SECTION = Section("", {})
"""Where standing pages belong: their addresses are one word."""


@dataclass(frozen=True, slots=True)
class FooterLink:
    """A standing page that the foot of every page leads to: what it is called there, and the word in its address.

    `line` is where `site.yaml` names it.
    """

    text: str
    slug: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Site:
    """The paper. Languages and sections keep the order of `site.yaml`; the first language is served at `/`.

    `templates` is the template set that its pages are made with, empty for the press's own. `footer` are links by
    language.
    """

    name: str
    url: str
    time_zone: str
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    templates: str = ""
    footer: Mapping[str, tuple[FooterLink, ...]] = field(default_factory=dict)

    @property
    def default_language(self) -> str:
        """The one without a prefix in its addresses."""
        return self.languages[0]

    @cached_property
    def clock(self) -> ZoneInfo:
        """The paper's time zone."""
        return ZoneInfo(self.time_zone)

    @cached_property
    def _sections_by_word(self) -> dict[str, Section]:
        words: dict[str, Section] = {}
        for section in reversed(self.sections):
            for language in self.languages:
                words[section.slug(language)] = section
        for section in reversed(self.sections):
            words[section.id] = section
        return words

    def section(self, word: str) -> Section | None:
        """By id, or by name or slug in any language."""
        return self._sections_by_word.get(word) or self._sections_by_word.get(slugify(word))

    def section_words(self, language: str) -> list[str]:
        """The slugs an editor may write for a section in one language."""
        return [section.slug(language) for section in self.sections]

    def local_time(self, moment: datetime) -> datetime:
        """The moment as the paper's own clock shows it."""
        return moment.astimezone(self.clock)

    def local_day(self, moment: datetime) -> date:
        """The paper's own day: what `/2026/01/31` means."""
        return self.local_time(moment).date()

    def home_path(self, language: str) -> str:
        """`/` or `/en`."""
        return "/" if language == self.default_language else f"/{language}"

    def path(self, language: str, *words: str) -> str:
        """`/internacional/slug`, or with the language's prefix `/en/international/slug`."""
        prefix = () if language == self.default_language else (language,)
        return "/" + "/".join((*prefix, *words))

    def section_path(self, language: str, section: Section) -> str:
        """The section's front."""
        return self.path(language, section.slug(language))

    def article_path(self, language: str, section: Section, slug: str) -> str:
        """Where a story stands; of no section, a standing page."""
        return self.path(language, section.slug(language), slug) if section.id else self.path(language, slug)

    @cached_property
    def front_paths(self) -> Mapping[str, Section]:
        """The addresses of the home fronts and of sections' fronts, with the section; NO_SECTION for home."""
        fronts = {self.home_path(language): NO_SECTION for language in self.languages}
        return fronts | {
            self.section_path(language, section): section for language in self.languages for section in self.sections
        }

    def footer_links(self) -> Iterator[tuple[str, FooterLink, str]]:
        """Every link of the footer: its language, the link, and the path that it leads to."""
        for language in self.languages:
            for link in self.footer.get(language, ()):
                yield language, link, self.path(language, link.slug)

    def absolute(self, path: str) -> str:
        """The canonical URL of a path."""
        return self.url.rstrip("/") + path

    def to_record(self) -> dict[str, object]:
        """As JSON values, so that a reader of the record needs no YAML."""
        return {
            "name": self.name,
            "url": self.url,
            "time_zone": self.time_zone,
            "languages": list(self.languages),
            "sections": [{"id": section.id, "names": dict(section.names)} for section in self.sections],
            "descriptions": dict(self.descriptions),
            "templates": self.templates,
            "footer": {language: [[link.text, link.slug] for link in links] for language, links in self.footer.items()},
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`; the record was valid when it was written."""
        return cls(
            name=record["name"],
            url=record["url"],
            time_zone=record["time_zone"],
            languages=tuple(record["languages"]),
            sections=tuple(Section(section["id"], dict(section["names"])) for section in record["sections"]),
            descriptions=dict(record["descriptions"]),
            templates=record.get("templates", ""),
            footer={
                language: tuple(FooterLink(*link) for link in links)
                for language, links in record.get("footer", {}).items()
            },
        )


def object_key(path: str) -> str:
    """The site bucket's object that answers for a path: `/en` is `en/index.html`, a name with a dot is a file."""
    trimmed = path.strip("/")
    if is_file(path):
        return trimmed
    return f"{trimmed}/index.html" if trimmed else "index.html"


def is_file(path: str) -> bool:
    """Whether a file answers for a path, and no page."""
    return "." in path.rsplit("/", 1)[-1]


def path_of(key: str) -> str:
    """The path that an object of the site bucket answers for: the inverse of `object_key`."""
    return f"/{key}".removesuffix("/index.html") or "/"


def twin_path(path: str) -> str:
    """Where the Markdown twin of the story at `path` stands."""
    return f"{path}.md"


def ninjs_path(path: str) -> str:
    """Where the story at `path` stands as ninjs, for other newsrooms' programs."""
    return f"{path}.json"


def history_path(path: str) -> str:
    """Where readers see what was changed in the story at `path`."""
    return f"{path}/history"


def companions_of(path: str) -> tuple[str, ...]:
    """Everything else that stands for the story whose page is at `path`: it comes, moves and goes with the page."""
    return twin_path(path), ninjs_path(path), history_path(path)


def day_path(site: Site, language: str, day: date) -> str:
    """A day's paper: `/2026/01/31`, `/en/2026/01/31`."""
    return site.path(language, f"{day:%Y}", f"{day:%m}", f"{day:%d}")


def tag_path(site: Site, language: str, slug: str) -> str:
    """The stories of one tag: `/tag/mareas`."""
    return site.path(language, "tag", slug)


def byline_path(site: Site, language: str, slug: str) -> str:
    """The stories of one byline: `/author/ana-rojas`."""
    return site.path(language, "author", slug)


def saved_path(site: Site, language: str) -> str:
    """The stories that a reader saved for later."""
    return site.path(language, "saved")


def search_path(site: Site, language: str) -> str:
    """Where readers look for stories."""
    return site.path(language, "search")


def manifest_path(site: Site, language: str) -> str:
    """What browsers are told when a reader installs the paper."""
    return site.path(language, "manifest.webmanifest")


def corrections_path(site: Site, language: str) -> str:
    """What the paper had wrong and put right."""
    return site.path(language, "corrections")
