"""site.yaml: the paper's name, address, clock, languages, sections and look, read or complained about."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from laera.domain.complaints import Complaint, close_to, errors_in
from laera.domain.desk import Desk
from laera.domain.front_matter import read_text
from laera.domain.plain_text import quoted
from laera.domain.site import RESERVED_WORDS, FooterLink, Section, Site
from laera.domain.slugs import slugify
from laera.domain.yaml_text import Fields, Items, Node, Scalar, read_yaml

LARGEST_SITE_FILE = 64 * 1024
"""Bytes of site.yaml."""

LONGEST_NAME = 100
LONGEST_URL = 200
LONGEST_DESCRIPTION = 300
MOST_LANGUAGES = 10
MOST_SECTIONS = 50
MOST_FOOTER_LINKS = 20

TEMPLATES_FIELD = "templates"
_FIELDS = frozenset({"name", "url", "time_zone", "languages", "description", "sections", "footer", TEMPLATES_FIELD})
_FOOTER_FIELDS = frozenset({"text", "page"})
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_SET_NAME = re.compile(r"[0-9a-f]{16}")
_OF_NO_PLACE = re.compile(r"(?:right|posix)/.*|localtime|posixrules|Factory")
"""Clocks that come with the time zones and are the computer's own, or count leap seconds."""
_SECTION_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


SetLook = Callable[[str], Complaint | Collection[str]]
"""Looks at the template set of a name: the languages it has words in, or why no paper can be made with it."""


@dataclass(frozen=True, slots=True)
class SiteReading:
    """The paper, or None and at least one error. Warnings come with either."""

    site: Site | None
    complaints: tuple[Complaint, ...] = ()


def read_site(body: bytes, spoken: Collection[str] | None = None, look_at: SetLook | None = None) -> SiteReading:
    """Read site.yaml; every complaint at once, in the order of its lines. Never raises, whatever the bytes.

    `spoken` are the languages that the press has words in; without them a language of the paper is taken to be one.
    `look_at` is asked about the template set that the paper names; without it any is taken to be good.
    """
    text = read_text(body, LARGEST_SITE_FILE)
    if isinstance(text, Complaint):
        return SiteReading(None, (text,))
    reading = read_yaml(text.text)
    desk = _SiteDesk(spoken, look_at)
    desk.complaints += [*text.complaints, *reading.complaints]
    desk.lost = reading.lost
    site = desk.site(reading.fields)
    complaints = tuple(sorted(desk.complaints, key=lambda complaint: complaint.line or 0))
    return SiteReading(None if errors_in(complaints) else site, complaints)


@cache
def starter_site() -> Site:
    """The paper one gets before uploading a site.yaml."""
    reading = read_site(starter_site_file())
    if reading.site is None:
        raise ValueError("; ".join(map(str, reading.complaints)))
    return reading.site


def starter_site_file() -> bytes:
    """The site.yaml to begin with, comments included."""
    return resources.files("laera.domain").joinpath("starter_site.yaml").read_bytes()


class _SiteDesk(Desk):
    """One site.yaml on the desk. `lost` names fields that could not be read; None when there is no telling."""

    lost: frozenset[str] | None = frozenset()

    def __init__(self, spoken: Collection[str] | None, look_at: SetLook | None) -> None:
        super().__init__()
        self._spoken = spoken
        self._look_at = look_at

    def site(self, fields: Fields) -> Site | None:
        """The paper; None where something needed is missing or wrong."""
        parts = self.known_fields(fields, "", _FIELDS)
        name = self._required(parts, "name", "La Era", LONGEST_NAME)
        url = self._url(parts)
        time_zone = self._time_zone(parts)
        templates = self._templates(parts)
        languages = self._languages(parts)
        sections = self._sections(parts, languages) if languages else ()
        descriptions = self._descriptions(parts, languages)
        footer = self._footer(parts, languages)
        if not (name and url and time_zone and languages and sections):
            return None
        return Site(name, url, time_zone, languages, sections, descriptions, templates, footer)

    def _missing(self, field: str, cure: str) -> None:
        if self.lost is not None and field not in self.lost:
            self.complain("this is missing", cure, field=field)

    def _required(self, parts: dict[str, Node], field: str, example: str, longest: int) -> str | None:
        if field not in parts:
            self._missing(field, f"add {field}: {example}")
            return None
        text = self.text(parts[field], field, longest)
        if text == "":
            self.complain("this is empty", f"add {field}: {example}", line=parts[field].line, field=field)
        return text or None

    def _url(self, parts: dict[str, Node]) -> str | None:
        written = self._required(parts, "url", "https://laera.example", LONGEST_URL)
        if written is None:
            return None
        line = parts["url"].line
        try:
            address = urlsplit(written.lower())
            port = address.port
        except ValueError:
            address, port = urlsplit(""), None
        host = address.hostname or ""
        is_plain = not (address.query or address.fragment or address.username or address.password)
        if address.scheme not in {"https", "http"} or len(host) > 253 or not _HOST.fullmatch(host) or not is_plain:
            self.complain(
                f"{quoted(written)} is not the address of a site",
                "write it as https://laera.example",
                line=line,
                field="url",
            )
            return None
        if address.path not in {"", "/"}:
            self.complain(
                "the paper must stand at the root of its host", f"write https://{host}", line=line, field="url"
            )
            return None
        return f"{address.scheme}://{host}" + (f":{port}" if port is not None else "")

    def _time_zone(self, parts: dict[str, Node]) -> str | None:
        name = self._required(parts, "time_zone", "America/Santiago", LONGEST_NAME)
        if name is None:
            return None
        try:
            is_known = ZoneInfo(name) is not None and not _OF_NO_PLACE.fullmatch(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            is_known = False
        if not is_known:
            near = close_to(name, (zone for zone in available_timezones() if not _OF_NO_PLACE.fullmatch(zone)))
            near = near or _zone_of_city(name)
            cure = f"did you mean '{near}'?" if near else "write a name such as America/Santiago or Europe/Madrid"
            self.complain(f"{quoted(name)} is not a time zone", cure, line=parts["time_zone"].line, field="time_zone")
            return None
        return name

    def _templates(self, parts: dict[str, Node]) -> str:
        """The set's name, empty when there is none or it cannot be used. Its languages join those of the press."""
        node = parts.get(TEMPLATES_FIELD)
        if node is None:
            return ""
        written = self.text(node, TEMPLATES_FIELD, LONGEST_NAME)
        if written is None:
            return ""
        name = written.lower()
        if not _SET_NAME.fullmatch(name):
            self.complain(
                f"{quoted(written)} is not the name of a template set",
                "write the sixteen letters and digits that 'laera templates push' printed, or leave the line out",
                line=node.line,
                field=TEMPLATES_FIELD,
            )
            return ""
        found = self._look_at(name) if self._look_at else self._spoken
        if isinstance(found, Complaint):
            self._note(replace(found, line=node.line, field=TEMPLATES_FIELD))
            return ""
        self._spoken = found
        return name

    def _languages(self, parts: dict[str, Node]) -> tuple[str, ...]:
        node = parts.get("languages")
        cure = "add languages: [es, en]"
        if node is None:
            self._missing("languages", cure)
            return ()
        found: list[str] = []
        for item in self.items(node, "languages", MOST_LANGUAGES, separator=",", needed=cure):
            word = self.text(item, "languages", LONGEST_NAME)
            if word is None:
                continue
            code = word.lower()
            if not _LANGUAGE.fullmatch(code):
                self.complain(
                    f"{quoted(word)} is not a language code",
                    "write two letters, such as es",
                    line=item.line,
                    field="languages",
                )
            elif code in found:
                self.complain(f"{code} is there twice", "keep one", line=item.line, field="languages")
            elif code in RESERVED_WORDS:
                self.complain(f"'{code}' is a word the paper keeps for itself", line=item.line, field="languages")
            else:
                found.append(code)
                self._note_unspoken(code, item.line)
        return tuple(found)

    def _note_unspoken(self, code: str, line: int) -> None:
        if self._spoken is not None and code not in self._spoken:
            self.warn(
                f"the press has no words in '{code}': what it says itself on those pages is in English",
                f"have templates/words/{code}.po made, or leave the language out",
                line=line,
                field="languages",
            )

    def _descriptions(self, parts: dict[str, Node], languages: Sequence[str]) -> dict[str, str]:
        node = parts.get("description")
        if node is None or not languages:
            return {}
        if isinstance(node, Scalar):
            text = self.text(node, "description", LONGEST_DESCRIPTION)
            return dict.fromkeys(languages, text) if text else {}
        if not isinstance(node, Fields):
            self.complain("this should be a text for each language", "write es: …", line=node.line, field="description")
            return {}
        texts = self.known_fields(node, "description", frozenset(languages))
        read = {code: self.text(text, f"description.{code}", LONGEST_DESCRIPTION) for code, text in texts.items()}
        return {code: text for code, text in read.items() if text}

    def _sections(self, parts: dict[str, Node], languages: Sequence[str]) -> tuple[Section, ...]:
        node = parts.get("sections")
        example = "{id: international, es: Internacional, en: International}"
        cure = f"add entries such as - {example}"
        if not isinstance(node, Items):
            if node is None:
                self._missing("sections", cure)
            else:
                said = "this should be a list"
                self.complain(said, f"write entries such as - {example}", line=node.line, field="sections")
            return ()
        sections: list[Section] = []
        owners: dict[str, str] = {}
        for item in self.items(node, "sections", MOST_SECTIONS, needed=cure):
            if not isinstance(item, Fields):
                self.complain(
                    "a section needs its id and names", f"write - {example}", line=item.line, field="sections"
                )
                continue
            section = self._section(item, languages)
            if section is None:
                continue
            if any(other.id == section.id for other in sections):
                self.complain(f"the id '{section.id}' is there twice", "keep one", line=item.line, field="sections")
                continue
            for code in languages:
                self._claim(section, code, languages, owners, item.line)
            sections.append(section)
        return tuple(sections)

    def _section(self, node: Fields, languages: Sequence[str]) -> Section | None:
        words = self.known_fields(node, "sections", frozenset({"id", *languages}))
        identity = self.text(words["id"], "sections.id", LONGEST_NAME) if "id" in words else ""
        if identity is None:
            return None
        if not _SECTION_ID.fullmatch(identity):
            said = f"{quoted(identity)} is not an id" if identity else "a section has no id"
            self.complain(
                said, f"write id: {slugify(identity) or 'international'}", line=node.line, field="sections.id"
            )
            return None
        written = {
            code: self.text(words[code], f"sections.{code}", LONGEST_NAME) for code in languages if code in words
        }
        if None in written.values():
            return None
        names = {code: name for code, name in written.items() if name}
        if not names:
            code = languages[0]
            said = f"section '{identity}' has no name"
            self.complain(said, f"add {code}: …", line=node.line, field=f"sections.{code}")
            return None
        name = next(iter(names.values()))
        for code in languages:
            if code not in names:
                said = f"section '{identity}' has no name in '{code}': it is called {quoted(name)} there"
                self.warn(said, f"add {code}: …", line=node.line, field=f"sections.{code}")
        return Section(identity, {code: names.get(code, name) for code in languages})

    def _footer(self, parts: dict[str, Node], languages: Sequence[str]) -> dict[str, tuple[FooterLink, ...]]:
        """The standing pages at the foot of every page, by language."""
        node = parts.get("footer")
        if node is None or not languages:
            return {}
        found: dict[str, dict[str, FooterLink]] = {}
        example = f"- {{{languages[0]}: Contacto}}"
        for item in self.items(node, "footer", MOST_FOOTER_LINKS):
            if not isinstance(item, Fields):
                self.complain(
                    "an entry of the footer needs what the page is called in each language",
                    f"write {example}",
                    line=item.line,
                    field="footer",
                )
                continue
            for code, called in self.known_fields(item, "footer", frozenset(languages)).items():
                link = self._footer_link(called, f"footer.{code}")
                if link is None:
                    continue
                links = found.setdefault(code, {})
                if link.slug in links:
                    said = f"the page '{link.slug}' is there twice"
                    self.complain(said, "keep one", line=called.line, field=f"footer.{code}")
                links[link.slug] = link
        return {code: tuple(found[code].values()) for code in languages if code in found}

    def _footer_link(self, node: Node, field: str) -> FooterLink | None:
        """What a page is called, whose words are its address too unless `page` names another."""
        parts = self.known_fields(node, field, _FOOTER_FIELDS) if isinstance(node, Fields) else {"text": node}
        if "text" not in parts:
            self.complain("there is nothing for readers to click on", "add text: …", line=node.line, field=field)
            return None
        text = self.text(parts["text"], field, LONGEST_NAME)
        page = self.text(parts["page"], field, LONGEST_NAME) if "page" in parts else text
        if not text or page is None:
            return None
        slug = slugify(page)
        if not slug or ("page" in parts and slug != page):
            cure = f"write page: {slug}" if slug else "add page: with the last word of its address"
            self.complain(f"{quoted(page)} is not a page's address", cure, line=node.line, field=field)
            return None
        return FooterLink(text, slug, node.line)

    def _claim(self, section: Section, code: str, languages: Sequence[str], owners: dict[str, str], line: int) -> None:
        """Note that the section takes its word in a language, or complain that it cannot."""
        slug = section.slug(code)
        field = f"sections.{code}"
        name = quoted(section.names[code])
        if not slug:
            self.complain(f"no address can be made from {name}", "use plain letters", line=line, field=field)
        elif slug in RESERVED_WORDS or slug.split("-", 1)[0].isdigit():  # a number begins the address of a day's paper
            self.complain(
                f"the address of {name} would be /{slug}, which the paper keeps for itself",
                "choose another name",
                line=line,
                field=field,
            )
        elif slug in languages:
            self.complain(
                f"the address of {name} would end in /{slug}, which belongs to the paper in '{slug}'",
                "choose another name",
                line=line,
                field=field,
            )
        elif owners.setdefault(f"{code}/{slug}", section.id) != section.id:
            self.complain(
                f"{name} has the same address as section '{owners[f'{code}/{slug}']}'",
                "choose another name",
                line=line,
                field=field,
            )


def no_such_page(language: str, link: FooterLink, path: str) -> Complaint:
    """The warning about a link of the footer that leads to no page."""
    return Complaint(
        f"no standing page is at {path}, and the foot of every page leads there",
        f"upload one under pages/{language}/ with slug: {link.slug}; of one that is on its way this goes by itself",
        link.line,
        f"footer.{language}",
        is_warning=True,
    )


def _zone_of_city(word: str) -> str | None:
    """`Santiago` or `santiago de chile` for `America/Santiago`."""
    city = slugify(word.rsplit("/", 1)[-1]).replace("-", "_")
    if not city:
        return None
    zones = sorted(zone for zone in available_timezones() if zone.rsplit("/", 1)[-1].lower() == city)
    return zones[0] if zones else None
