"""The paper as an editor means it to be, and what must then be seen at every address: a plain model, not our code."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.integration.sights import Sight

URL = "https://laera.example"
ZONE = ZoneInfo("America/Santiago")
HOMES = {"es": "/", "en": "/en"}
SECTIONS = {
    "internacional": {"es": "internacional", "en": "international"},
    "ciencia": {"es": "ciencia", "en": "science"},
}
FEEDS = ("feed.xml", "atom.xml", "feed.json")
COMPANIONS = (".md", ".json", "/history")


@dataclass(frozen=True)
class Story:
    """One upload. Its slug is given, its summary is always the same; `more` are lines of front matter besides."""

    key: str
    language: str
    section: str
    headline: str
    slug: str
    published: datetime
    body: str = "Un texto."
    byline: str = ""
    tags: tuple[str, ...] = ()
    corrections: tuple[tuple[datetime, str], ...] = ()
    translation_key: str = ""
    more: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it is read."""
        return under(HOMES[self.language], f"{SECTIONS[self.section][self.language]}/{self.slug}")

    @property
    def addresses(self) -> tuple[str, ...]:
        """The page and its companions."""
        return (self.path, *(self.path + end for end in COMPANIONS))

    @property
    def urn(self) -> str:
        """What it is called wherever it moves."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{URL}/{self.key}").urn

    @property
    def modified(self) -> datetime:
        """When it last changed, as far as it says."""
        return max([self.published, *(moment for moment, _ in self.corrections)])

    @property
    def day(self) -> date:
        """In which day's paper it stands."""
        return self.published.astimezone(ZONE).date()

    def manuscript(self) -> str:
        """The file."""
        lines = [
            f"headline: {self.headline}",
            f"slug: {self.slug}",
            f"section: {self.section}",
            "summary: Lo que se sabe.",
            f"published: {self.published.isoformat()}",
            *([f"byline: {self.byline}"] if self.byline else []),
            *([f"tags: [{', '.join(self.tags)}]"] if self.tags else []),
            *([f"translation_key: {self.translation_key}"] if self.translation_key else []),
            *(["corrections:"] if self.corrections else []),
            *(f"  - {{date: {moment.isoformat()}, text: {text}}}" for moment, text in self.corrections),
            *self.more,
        ]
        return "\n".join(["---", *lines, "---", self.body, ""])


@dataclass(frozen=True)
class IntendedPaper:
    """What readers should have at a moment.

    `moved` are new paths by old ones, `gone` what readers are told by path, `unseen` paths that nobody may know of yet.
    `pins` are keys by position on the Spanish home, `breaking` is its strip: text and path.
    """

    now: datetime
    stories: tuple[Story, ...]
    moved: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    unseen: frozenset[str] = frozenset()
    pins: Mapping[int, str] = field(default_factory=dict)
    breaking: tuple[str, str] | None = None

    def sights(self) -> dict[str, Sight]:
        """What is seen at every address that says anything."""
        seen: dict[str, Sight] = {"/sitemap.xml": self._sitemap_index(), "/llms.txt": self._llms()}
        fronts = [under(home, slugs[language]) for language, home in HOMES.items() for slugs in SECTIONS.values()]
        seen["/pages-sitemap.xml"] = tuple(URL + path for path in (*HOMES.values(), *fronts))
        for language in HOMES:
            seen |= self._of_language(language)
        for story in self.stories:
            seen |= self._of_story(story)
        for old, new in self.moved.items():
            seen |= {old + end: ("moved", new + end) for end in ("", *COMPANIONS)}
        for path, reason in self.gone.items():
            seen |= {path: (410, reason)} | {path + end: (410, "") for end in (".md", ".json")}
            seen[f"{path}/history"] = (410, reason)
        return seen | dict.fromkeys(self.unseen, (404, ""))

    def _of_language(self, language: str) -> dict[str, Sight]:
        stories, home = self._in(language), HOMES[language]
        strip = self.breaking if language == "es" else None
        cards = _cards(self._pinned(stories) if language == "es" else stories)
        last = tuple((story.path, story.headline, text) for _, text, story in _corrected(stories)[:3])
        seen: dict[str, Sight] = {home: (cards, strip, last)}
        seen |= _feeds(home, stories) | _listing(f"language={language}", stories)
        for section, slugs in SECTIONS.items():
            found = [story for story in stories if story.section == section]
            front = under(home, slugs[language])
            seen |= {front: (_cards(found), None)} | _feeds(front, found)
            seen |= _listing(f"language={language}&section={section}", found)
        lists: defaultdict[str, list[Story]] = defaultdict(list)
        for story in stories:
            for tag in story.tags:
                lists[f"tag/{_slug(tag)}"].append(story)
            if story.byline:
                lists[f"author/{_slug(story.byline)}"].append(story)
        for name, found in lists.items():
            page, (kind, word) = under(home, name), name.split("/")
            seen |= {page: (_cards(found), None)} | _feeds(page, found)
            seen |= _listing(f"language={language}&{'byline' if kind == 'author' else kind}={word}", found)
        return seen | self._days(language, stories) | self._corrections(language, stories) | self._news(language)

    def _days(self, language: str, stories: list[Story]) -> dict[str, Sight]:
        days = sorted({story.day for story in stories})
        seen: dict[str, Sight] = {}
        for number, day in enumerate(days):
            found = [story for story in stories if story.day == day]
            beside = {"prev": days[number - 1] if number else None, "next": (*days, None)[number + 1]}
            links = sorted((_day_page(language, other), which) for which, other in beside.items() if other)
            seen[_day_page(language, day)] = (tuple(sorted(_cards(found))), tuple(links))
            seen[f"/sitemap-{language}-{day}.xml"] = tuple((URL + story.path, story.modified) for story in found)
            seen |= _listing(f"language={language}&from={day}&to={day}", found)
        return seen

    def _corrections(self, language: str, stories: list[Story]) -> dict[str, Sight]:
        found = _corrected(stories)
        page = under(HOMES[language], "corrections")
        items = tuple((story.urn, URL + story.path, story.headline, text, moment) for moment, text, story in found)
        rows = tuple((story.path, story.headline, text) for _, text, story in found)
        return {page: rows} | {f"{page}/{name}": items for name in FEEDS}

    def _news(self, language: str) -> dict[str, Sight]:
        found = [story for story in self._in(language) if story.published > self.now - timedelta(hours=48)]
        sitemap = under(HOMES[language], "news-sitemap.xml")
        return {sitemap: tuple((URL + story.path, story.headline) for story in found)}

    def _of_story(self, story: Story) -> dict[str, Sight]:
        versions = {
            other.language: URL + other.path
            for other in self.stories
            if other.key == story.key or (story.translation_key and other.translation_key == story.translation_key)
        }
        others = {language: url for language, url in versions.items() if language != story.language}
        hreflang = tuple(sorted((versions | {"x-default": versions["es"]}).items())) if others else ()
        switch = [others.get(language, home).removeprefix(URL) for language, home in HOMES.items()]
        notes = tuple(text for _, text in story.corrections)
        url, section = URL + story.path, SECTIONS[story.section][story.language]
        return {
            story.path: (
                story.headline,
                story.body,
                notes,
                notes,
                url,
                hreflang,
                tuple(others.values()),
                tuple(to for language, to in zip(HOMES, switch, strict=True) if language != story.language),
            ),
            f"{story.path}.md": (story.headline, url, story.body, notes),
            f"{story.path}.json": (story.urn, story.headline, url, notes, tuple(others.items())),
            f"{story.path}/history": (story.path, story.headline),
            f"/api/articles/{story.language}/{section}/{story.slug}": _record(story),
        }

    def _sitemap_index(self) -> Sight:
        days = {f"{URL}/sitemap-{story.language}-{story.day}.xml" for story in self.stories}
        always = {f"{URL}/{name}" for name in ("pages-sitemap.xml", "news-sitemap.xml", "en/news-sitemap.xml")}
        return tuple(sorted(days | always))

    def _llms(self) -> Sight:
        return tuple((story.headline, f"{URL}{story.path}.md") for one in HOMES for story in self._in(one))

    def _in(self, language: str) -> list[Story]:
        """The newest first."""
        found = (story for story in self.stories if story.language == language)
        return sorted(found, key=lambda story: story.published, reverse=True)

    def _pinned(self, stories: list[Story]) -> list[Story]:
        order = [story for story in stories if story.key not in self.pins.values()]
        for position, key in sorted(self.pins.items()):
            order[position - 1 : position - 1] = [story for story in stories if story.key == key]
        return order


def absent(address: str) -> Sight:
    """What is seen at an address that said something once and has nothing to say any more."""
    if address.startswith("/api/articles?"):
        return ()
    return (404, "") if address.startswith("/api/") else (410, "")


def under(home: str, name: str) -> str:
    """An address of a language or below a page."""
    return f"{home.rstrip('/')}/{name}"


def now() -> datetime:
    """This minute."""
    return datetime.now(UTC).replace(second=0, microsecond=0)


def _corrected(stories: Iterable[Story]) -> list[tuple[datetime, str, Story]]:
    """Every correction, the newest first."""
    corrections = ((moment, text, story) for story in stories for moment, text in story.corrections)
    return sorted(corrections, key=lambda one: one[0], reverse=True)


def _cards(stories: Iterable[Story]) -> tuple[tuple[str, str], ...]:
    return tuple((story.path, story.headline) for story in stories)


def _feeds(page: str, stories: Iterable[Story]) -> dict[str, Sight]:
    items = tuple((story.urn, URL + story.path, story.headline, "Lo que se sabe.", story.modified) for story in stories)
    return {under(page, name): items for name in FEEDS}


def _listing(question: str, stories: Iterable[Story]) -> dict[str, Sight]:
    return {f"/api/articles?{question}": tuple(_record(story) for story in stories)}


def _record(story: Story) -> Sight:
    return URL + story.path, story.headline, "Lo que se sabe.", story.modified


def _day_page(language: str, day: date) -> str:
    return under(HOMES[language], day.strftime("%Y/%m/%d"))


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
