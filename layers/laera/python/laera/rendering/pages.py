"""The renderer: values in, the bytes of a page out. The same values give the same bytes, always."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, Self

from laera.domain.articles import Article
from laera.domain.forms import StoryForm
from laera.domain.fronts import Strip
from laera.domain.history import History
from laera.domain.listings import Card, CorrectedCard
from laera.domain.people import Profile
from laera.domain.photographs import Renditions
from laera.domain.recordings import Player
from laera.domain.search import Asked, Finding, Result
from laera.domain.site import Section, Site
from laera.errors import TemplatesError
from laera.rendering.articles import article_page
from laera.rendering.assets import Asset
from laera.rendering.bylines import byline_page
from laera.rendering.corrections import corrections_page
from laera.rendering.days import day_page
from laera.rendering.editions import HOME_FRONT, LanguageEdition
from laera.rendering.environment import TemplateHome
from laera.rendering.feeds import FORMATS, FeedFormat, corrections_feed, stories_feed
from laera.rendering.figures import photographs_in
from laera.rendering.fronts import front_page
from laera.rendering.looks import Look, SetSource, own_look
from laera.rendering.notices import emptied_page, gone_page, moved_page, not_found_page
from laera.rendering.offline import service_worker, web_manifest
from laera.rendering.previews import ROBOTS, PreviewNote, banner_of
from laera.rendering.recordings import recordings_in
from laera.rendering.saved import saved_page
from laera.rendering.search import search_page
from laera.rendering.standing_pages import standing_page
from laera.rendering.tags import tag_page
from laera.rendering.views import Banner, LiveBlogView, Page

_CONTROLS = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0D}) + b"\x7f"
"""Bytes that no document may contain, whatever an editor pasted."""
_LOOKS_KEPT = 3
"""Of pushed sets: the one in force, the one before it, and one that is looked at."""


class PageRenderer:
    """Renders every kind of page. Keeps what pages share for the newest site value it has seen.

    `hub` is the WebSub hub that feeds name, `index_now_key` what search engines know the paper by; empty while none do.
    Papers whose readers `can_search` are indexed, and their pages lead to the search page.
    """

    def __init__(self, home: TemplateHome, hub: str = "", index_now_key: str = "", *, can_search: bool = False) -> None:
        self.can_search = can_search
        self._hub = hub
        self._index_now_key = index_now_key
        self._own = own_look(home)
        self._made_by = cache(lambda: home.press_set)  # in a checkout it takes reading every file
        self._pushed: dict[str, Look] = {}
        self._sets: SetSource | None = None
        self._editions: tuple[Site, dict[str, LanguageEdition]] | None = None
        self._last_body: tuple[tuple[object, ...], str] | None = None

    @classmethod
    def load(
        cls, folder: Path | None = None, *, hub: str = "", index_now_key: str = "", can_search: bool = False
    ) -> Self:
        """From `folder`, else from the layer's compiled templates when there are any, else from the checkout's."""
        home = TemplateHome(folder) if folder else TemplateHome.find()
        return cls(home, hub, index_now_key, can_search=can_search)

    def with_sets(self, sets: SetSource) -> Self:
        """A renderer like this one, for papers that name a template set, which `sets` gives when it is first used."""
        other = copy(self)
        other._sets, other._pushed, other._editions = sets, {}, None  # noqa: SLF001 - it is one of us
        return other

    @property
    def has_sets(self) -> bool:
        """Whether a paper may name a template set."""
        return self._sets is not None

    @property
    def template_set(self) -> str:
        """The hash of the press's own templates, assets and words; every page made with them carries it."""
        return self._own.name

    @property
    def languages(self) -> frozenset[str]:
        """Those that the press has words in. Pages in another say in English what no editor wrote."""
        return self._own.languages

    def look(self, templates: str = "") -> Look:
        """The press's own look, or that of the template set of this name. TemplatesError says why there is none."""
        if not templates:
            return self._own
        if templates not in self._pushed:
            if self._sets is None:
                raise TemplatesError(f"this press is given no template sets, and the paper names {templates}")
            from laera.rendering.pushed_looks import pushed_look  # noqa: PLC0415 - most papers name no set

            look = pushed_look(templates, self._sets(templates), self._own)
            kept = list(self._pushed.items())[-_LOOKS_KEPT + 1 :]
            self._pushed = {**dict(kept), templates: look}
        return self._pushed[templates]

    @cached_property
    def press_set(self) -> str:
        """The hash of all that the site is made by, code, hub and key included: when it changes, pages may."""
        if not (self._hub or self._index_now_key or self.can_search):
            return self._made_by()
        told = f"{self._made_by()} {self._hub} {self._index_now_key} {self.can_search}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def key_file(self) -> tuple[str, bytes] | None:
        """The object by which search engines see that their pings come from the paper: its name and its bytes."""
        return (f"{self._index_now_key}.txt", self._index_now_key.encode()) if self._index_now_key else None

    def assets(self, templates: str = "") -> tuple[Asset, ...]:
        """The files that pages of a look refer to; put them on the site before any page."""
        return self.look(templates).assets

    def article(
        self,
        site: Site,
        article: Article,
        *,
        version_id: str,
        renditions: Renditions | None,
        translations: Mapping[str, str],
        pictures: Mapping[str, Renditions] | None = None,
        players: Mapping[str, Player] | None = None,
        note: PreviewNote | None = None,
    ) -> bytes:
        """A story's page, or a standing page; without renditions the photograph leaves no hole.

        `version_id` is stamped on it.
        `translations` are the paths of the story in other languages; its own language may be among them.
        `pictures` are the renditions of photographs within the body, `players` the recordings that it plays, by upload
        key. With a `note` the page is a preview: the same but for a banner that says so and a word to robots.
        """
        edition = self._edition(site, article.language)
        body, live = self._parts(edition, article, pictures, players)
        decide = standing_page if article.is_page else partial(article_page, live=live, players=players or {})
        page = decide(
            edition,
            article,
            body,
            version_id=version_id,
            renditions=renditions,
            translations=translations,
        )
        template = "page.html" if article.is_page else "article.html"
        if note is None:
            return self._render(template, edition, page, article.section.id)
        is_without = bool(article.photograph) and page.picture is None
        wanted = {photograph.src for photograph in photographs_in(article.body)}
        wanted.update(recording.src for recording in recordings_in(article.body))
        lacks = is_without or not wanted <= {*(pictures or ()), *(players or ())}
        banner = banner_of(edition, note, lacks_photograph=lacks)
        page = replace(page, head=replace(page.head, robots=ROBOTS))
        return self._render(template, edition, page, article.section.id, banner)

    def twin(
        self,
        site: Site,
        article: Article,
        *,
        renditions: Renditions | None,
        pictures: Mapping[str, Renditions] | None = None,
        players: Mapping[str, Player] | None = None,
    ) -> bytes:
        """The story as Markdown, complete without its page."""
        from laera.rendering.twins import article_twin  # noqa: PLC0415 - fronts need no Markdown engine

        edition = self._edition(site, article.language)
        return _plain(
            article_twin(edition, article, renditions=renditions, pictures=pictures or {}, players=players or {})
        )

    def ninjs(
        self,
        site: Site,
        article: Article,
        *,
        version_id: str,
        renditions: Renditions | None,
        translations: Mapping[str, str],
        pictures: Mapping[str, Renditions] | None = None,
        players: Mapping[str, Player] | None = None,
    ) -> bytes:
        """The story as IPTC's ninjs. `translations` as for `article`."""
        from laera.rendering.ninjs import ninjs_item  # noqa: PLC0415 - fronts need no ninjs

        edition = self._edition(site, article.language)
        item = ninjs_item(
            edition,
            article,
            self._body(edition, article, pictures, players),
            version_id=version_id,
            renditions=renditions,
            translations=translations,
            pictures=pictures or {},
            players=players or {},
        )
        return _plain(json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n")

    def history(self, site: Site, history: History) -> bytes:
        """What changed in a story since it was published, as readers saw it."""
        from laera.rendering.history import history_page  # noqa: PLC0415 - fronts compare no texts
        from laera.rendering.markdown import body_html  # noqa: PLC0415 - fronts need no Markdown engine

        article = history.showings[0].article
        edition = self._edition(site, article.language)
        return self._render("history.html", edition, history_page(edition, history, body_html), article.section.id)

    def text(
        self,
        site: Site,
        article: Article,
        pictures: Mapping[str, Renditions] | None = None,
        players: Mapping[str, Player] | None = None,
    ) -> str:
        """What a reader reads of the story's body, a line for each paragraph: the text of its ninjs."""
        from laera.rendering.readers_text import paragraphs_of  # noqa: PLC0415 - fronts need no Markdown engine

        edition = self._edition(site, article.language)
        return "\n".join(paragraphs_of(self._body(edition, article, pictures, players)))

    def feed(
        self, form: FeedFormat, site: Site, language: str, *, scope: str, title: str, page: str, cards: Sequence[Card]
    ) -> bytes:
        """The feed of a list of stories. `title` is empty for the paper as a whole; `page` shows the same stories."""
        edition = self._edition(site, language)
        return form.written(edition, stories_feed(edition, scope, title, page, cards, self._hub))

    def corrections_feed(
        self, form: FeedFormat, site: Site, language: str, corrected: Sequence[CorrectedCard]
    ) -> bytes:
        """The feed of what the paper had wrong."""
        edition = self._edition(site, language)
        return form.written(edition, corrections_feed(edition, corrected, self._hub))

    def llms_txt(self, site: Site, cards: Mapping[str, Sequence[Card]]) -> bytes:
        """The paper for language models; cards by language."""
        from laera.rendering.llms import llms_txt  # noqa: PLC0415 - needs the Markdown engine, unlike other fronts

        editions = {language: self._edition(site, language) for language in site.languages}
        return _plain(llms_txt(site, editions, cards))

    def front(
        self,
        site: Site,
        language: str,
        section: Section | None,
        cards: Sequence[Card],
        *,
        first_sections: Sequence[str] = (),
        strip: Strip | None = None,
        corrected: Sequence[CorrectedCard] = (),
    ) -> bytes:
        """The home front, or a section's: its cards as they stand, the lead first, and below the breaking strip if any.

        `first_sections` are the ids of sections whose blocks come before the others on the home front, `corrected` the
        corrections at its foot.
        """
        edition = self._edition(site, language)
        page = front_page(edition, section, cards, first_sections=first_sections, strip=strip, corrected=corrected)
        return self._render("front.html", edition, page, section.id if section else HOME_FRONT)

    def tag(self, site: Site, language: str, slug: str, cards: Sequence[Card]) -> bytes:
        """The stories of one tag. Cards come newest first, at least one."""
        edition = self._edition(site, language)
        return self._render("tag.html", edition, tag_page(edition, slug, cards))

    def byline(
        self, site: Site, language: str, slug: str, cards: Sequence[Card], profile: Profile | None = None
    ) -> bytes:
        """The stories of one who signs them, newest first, and what the paper says of them; at least one of both."""
        edition = self._edition(site, language)
        biography = ""
        if profile and profile.biography:
            from laera.rendering.markdown import body_html  # noqa: PLC0415 - most fronts need no Markdown engine

            biography = body_html(profile.biography)
        return self._render("byline.html", edition, byline_page(edition, slug, cards, profile, biography))

    def day(
        self,
        site: Site,
        language: str,
        day: date,
        cards: Sequence[Card],
        *,
        earlier: date | None = None,
        later: date | None = None,
    ) -> bytes:
        """A day's paper: its cards, newest first, one more than `MOST_STORIES` when there are as many.

        `earlier` and `later` are the nearest days with stories in this language.
        """
        edition = self._edition(site, language)
        return self._render("day.html", edition, day_page(edition, day, cards, earlier=earlier, later=later))

    def corrections(self, site: Site, language: str, corrected: Sequence[CorrectedCard]) -> bytes:
        """What the paper had wrong and put right. Corrections come newest first, or there are none."""
        edition = self._edition(site, language)
        return self._render("corrections.html", edition, corrections_page(edition, corrected))

    def saved(self, site: Site, language: str) -> bytes:
        """The page on which a reader's browser lists the stories saved for later."""
        edition = self._edition(site, language)
        return self._render("saved.html", edition, saved_page(edition))

    def search(
        self, site: Site, language: str, asked: Asked, finding: Finding, results: Sequence[Result], following: str
    ) -> bytes:
        """The page on which readers look for stories. `following` is the address of the next results, if any."""
        edition = self._edition(site, language)
        return self._render("search.html", edition, search_page(edition, asked, finding, results, following))

    def service_worker(self, site: Site) -> bytes:
        """The script that keeps fronts and saved stories for when there is no connection."""
        return service_worker(site, self.look(site.templates))

    def web_manifest(self, site: Site, language: str) -> bytes:
        """What a browser is told when a reader installs the paper."""
        return web_manifest(self._edition(site, language), self.look(site.templates))

    def gone(self, site: Site, language: str, reason: str | None, headline: str) -> bytes:
        """What stands where a story was withdrawn (served with 410)."""
        edition = self._edition(site, language)
        return self._render("gone.html", edition, gone_page(edition, reason or "", headline))

    def emptied(self, site: Site, language: str) -> bytes:
        """What stands where a list has no stories any more (served with 410)."""
        edition = self._edition(site, language)
        return self._render("gone.html", edition, emptied_page(edition))

    def moved(self, site: Site, language: str, path: str) -> bytes:
        """What stands at an old address (served with 301)."""
        edition = self._edition(site, language)
        return self._render("moved.html", edition, moved_page(edition, path))

    def not_found(self, site: Site, language: str) -> bytes:
        """The page for unknown addresses (served with 404)."""
        edition = self._edition(site, language)
        return self._render("not_found.html", edition, not_found_page(edition))

    def _parts(
        self,
        edition: LanguageEdition,
        article: Article,
        pictures: Mapping[str, Renditions] | None,
        players: Mapping[str, Player] | None,
    ) -> tuple[str, LiveBlogView | None]:
        """The story's body as HTML; a live blog's is what stands above its entries, which are the other part."""
        if article.form is not StoryForm.LIVE_BLOG:
            return self._body(edition, article, pictures, players), None
        from laera.rendering.live_blogs import live_blog  # noqa: PLC0415 - few stories are live blogs
        from laera.rendering.markdown import BodyWords, body_html  # noqa: PLC0415 - fronts need no Markdown engine

        words = BodyWords.of(edition.words, edition.language_names)
        made = partial(body_html, pictures=pictures or {}, players=players or {}, words=words)
        return live_blog(edition, article, made)

    def _body(
        self,
        edition: LanguageEdition,
        article: Article,
        pictures: Mapping[str, Renditions] | None,
        players: Mapping[str, Player] | None,
    ) -> str:
        """The story's body as HTML. The last one is kept: a story's page and its ninjs are made one after the other."""
        from laera.rendering.markdown import BodyWords, body_html  # noqa: PLC0415 - fronts need no Markdown engine

        words = BodyWords.of(edition.words, edition.language_names)
        are_wide = article.form is StoryForm.PHOTO_ESSAY
        made_from = (article.body, dict(pictures or {}), dict(players or {}), words, are_wide)
        if self._last_body is None or self._last_body[0] != made_from:
            html = body_html(
                article.body,
                pictures=pictures or {},
                players=players or {},
                words=words,
                has_wide_pictures=are_wide,
            )
            self._last_body = (made_from, html)
        return self._last_body[1]

    def _edition(self, site: Site, language: str) -> LanguageEdition:
        known = self._editions
        if known is None or (known[0] is not site and known[0] != site):
            look = self.look(site.templates)
            words = {name: look.words(name) for name in site.languages}
            editions = {
                name: LanguageEdition(
                    site, name, words=words, look=look, feed_formats=FORMATS, can_search=self.can_search
                )
                for name in site.languages
            }
            known = self._editions = (site, editions)
        return known[1][language]

    def _render(
        self,
        template: str,
        edition: LanguageEdition,
        page: Page,
        standing: str = "",
        banner: Banner | None = None,
    ) -> bytes:
        chrome = edition.chrome(standing)
        values: dict[str, Any] = {"page": page, "chrome": chrome, "say": edition.words, "banner": banner}
        return _plain(edition.render(template, values))


def _plain(text: str) -> bytes:
    """The text as UTF-8, without what no reader can see."""
    return text.encode("utf-8", "replace").translate(None, _CONTROLS)
