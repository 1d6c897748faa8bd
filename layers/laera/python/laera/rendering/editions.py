"""An edition: the paper in one language, with everything its pages share worked out once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from laera.domain.photographs import SHAPES, Rendition, Renditions
from laera.domain.site import Site, corrections_path, manifest_path, saved_path, search_path
from laera.rendering.dates import zone_name
from laera.rendering.looks import Look
from laera.rendering.views import Alternate, Chrome, Link, SharedPicture
from laera.rendering.words import Words

if TYPE_CHECKING:
    from laera.rendering.feeds import FeedFormat

HOME_FRONT = "home"
"""Where a reader stands, for the navigation: the home front, a section's id (its front), or nowhere (empty)."""


class LanguageEdition:
    """One language of one paper. Cheap to keep, made again when `site.yaml` changes."""

    def __init__(
        self,
        site: Site,
        language: str,
        *,
        words: Mapping[str, Words],
        look: Look,
        feed_formats: "tuple[FeedFormat, ...]",
        can_search: bool = False,
    ) -> None:
        self.site = site
        self.language = language
        self.words = words[language]
        self.zone = zone_name(self.words, site.time_zone)
        self.home = site.home_path(language)
        self.description = site.descriptions.get(language, "")
        self.section_links = {
            section.id: Link(section.name(language), site.section_path(language, section)) for section in site.sections
        }
        self.more_links = {
            section_id: Link(self.words.more_in.format(section=link.text), link.path)
            for section_id, link in self.section_links.items()
        }
        self.corrections = Link(self.words.corrections, corrections_path(site, language))
        self.search = Link(self.words.search, search_path(site, language)) if can_search else None
        self.others = tuple(other for other in site.languages if other != language)
        self.language_names = {name: words[name].language_name for name in site.languages}
        self._pages = tuple(Link(link.text, site.path(language, link.slug)) for link in site.footer.get(language, ()))
        self._feeds = tuple(Link(form.label, form.path(self.home)) for form in feed_formats)
        self._environment = look.environment
        self._assets = {asset.name: asset.path for asset in look.assets}
        self._template_set = look.name
        self._chromes: dict[str, Chrome] = {}

    def render(self, template: str, values: Mapping[str, Any]) -> str:
        """The template filled with these values."""
        return self._environment.get_template(template).render(values)

    def chrome(self, standing: str = "") -> Chrome:
        """What surrounds a page, with the reader's place in the navigation marked."""
        if standing not in self._chromes:
            self._chromes[standing] = self._make_chrome(standing)
        return self._chromes[standing]

    def language_links(self, paths: Mapping[str, str]) -> tuple[Link, ...]:
        """The switch to every other language: to the page given for it, else to that language's home, which it says."""
        return tuple(
            Link(self.language_names[other], path, other)
            if (path := paths.get(other))
            else Link(self.language_names[other], self.site.home_path(other), other, instead=self.words.front_page)
            for other in self.others
        )

    def alternates(self, paths: Mapping[str, str]) -> tuple[Alternate, ...]:
        """What hreflang says of a page and its translations, in the order of `site.yaml`; nothing when it stands alone.

        `x-default` is the version in the paper's first language that has one.
        """
        versions = [(language, paths[language]) for language in self.site.languages if paths.get(language)]
        if len(versions) < 2:
            return ()
        return tuple(
            Alternate(language, self.site.absolute(path))
            for language, path in [*versions, ("x-default", versions[0][1])]
        )

    def shared_picture(self, renditions: Renditions | None, alt: str) -> SharedPicture | None:
        """The whole picture for other programs: the widest JPEG, else the widest copy of any type."""
        if renditions is None or not renditions.copies:
            return None
        best = max(renditions.of_type("image/jpeg") or renditions.copies, key=lambda copy: copy.width)
        return self._shared(best, alt)

    def cut_pictures(self, renditions: Renditions | None, alt: str) -> tuple[SharedPicture, ...]:
        """The picture as search engines and shared links show it, in every shape that there is, the broadest first.

        The whole picture alone as long as none was cut.
        """
        cuts = [cut[0] for shape in SHAPES if renditions and (cut := renditions.cut(shape, "image/jpeg"))]
        whole = self.shared_picture(renditions, alt)
        return tuple(self._shared(cut, alt) for cut in cuts) or ((whole,) if whole else ())

    def _shared(self, copy: Rendition, alt: str) -> SharedPicture:
        return SharedPicture(self.site.absolute(copy.path), copy.width, copy.height, alt)

    def _make_chrome(self, standing: str) -> Chrome:
        sections = tuple(
            Link(link.text, link.path, is_current=section_id == standing)
            for section_id, link in self.section_links.items()
        )
        shared = {
            "say": self.words,
            "home": Link(self.site.name, self.home, is_current=standing == HOME_FRONT),
            "description": self.description,
            "sections": sections,
            "corrections": self.corrections,
            "search": self.search,
            "saved": Link(self.words.saved, saved_path(self.site, self.language)),
            "pages": self._pages,
            "feeds": self._feeds,
            "footer_line": self.words.footer.format(paper=self.site.name),
        }

        def part(template: str) -> Markup:
            return Markup(self.render(template, shared))  # noqa: S704 - a template's output, escaped already

        return Chrome(
            language=self.language,
            direction=self.words.locale.direction,
            locale=self.language.replace("-", "_"),
            paper=self.site.name,
            template_set=self._template_set,
            assets=self._assets,
            corrections=self.corrections,
            manifest=manifest_path(self.site, self.language),
            nameplate=part("nameplate.html"),
            look=part("look.html"),
            navigation=part("navigation.html"),
            comments=part("comments.html"),
            footer=part("footer.html"),
        )
