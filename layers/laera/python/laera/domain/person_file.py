"""`authors/<word>.yaml`: what the paper says of somebody who signs stories, read or complained about."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from laera.domain.complaints import Complaint, did_you_mean, errors_in
from laera.domain.front_matter import read_text
from laera.domain.markup import complaints_about, warnings_about
from laera.domain.people import Person
from laera.domain.photograph_desk import PORTRAIT_FIELDS, PhotographDesk
from laera.domain.plain_text import composed, quoted, without_unseen
from laera.domain.site import Site
from laera.domain.slugs import LONGEST_SLUG, is_slug, slugify
from laera.domain.yaml_text import Fields, Node, Scalar, read_yaml

PEOPLE = "authors/"
ENDING = ".yaml"
LARGEST_PERSON_FILE = 64 * 1024
"""Bytes of a person's file."""

LONGEST_NAME = 100
LONGEST_ROLE = 150
LONGEST_BIOGRAPHY = 4000
LONGEST_LINK = 500
MOST_LINKS = 12

FIELDS = frozenset({"name", "slug", "role", "biography", "portrait", "links", "languages"})
_MAIL = re.compile(r"[^\s@:/?&%]+@[^\s@:/?&%]+\.[^\s@:/?&%]+")
_Reader = Callable[[Node, str], str]
_EXAMPLE = "write an address that begins with https://, or a mail address"


@dataclass(frozen=True, slots=True)
class PersonReading:
    """The person, or None and at least one error. Warnings come with either."""

    person: Person | None
    complaints: tuple[Complaint, ...] = ()


def is_person_file(key: str) -> bool:
    """Whether an upload of this name is meant to be about somebody who signs."""
    return key.startswith(PEOPLE) and key.lower().endswith(ENDING)


def word_of(key: str) -> str | Complaint:
    """The word in the address of the person's page, which is the file's name; or what is wrong with the name."""
    name = key.removeprefix(PEOPLE)
    word = name[: -len(ENDING)]
    if "/" in name:
        return Complaint("the file lies in a folder below authors/", f"name it {PEOPLE}{name.rsplit('/', 1)[-1]}")
    if not is_slug(word) or not key.endswith(ENDING):
        better = slugify(word, LONGEST_SLUG) or "ana-rojas"
        return Complaint(f"{quoted(name)} is not a name as addresses have them", f"name it {PEOPLE}{better}{ENDING}")
    return word


def read_person(key: str, body: bytes, site: Site) -> PersonReading:
    """Read a person's file; every complaint at once, in the order of its lines. Never raises, whatever the bytes."""
    word = word_of(key)
    about_name = (word,) if isinstance(word, Complaint) else ()
    text = read_text(body, LARGEST_PERSON_FILE)
    if isinstance(text, Complaint):
        return PersonReading(None, (*about_name, text))
    reading = read_yaml(text.text)
    desk = _PersonFileDesk(site, "" if isinstance(word, Complaint) else word)
    desk.complaints += [*about_name, *text.complaints, *reading.complaints]
    is_name_lost = reading.lost is None or "name" in reading.lost
    person = desk.person(reading.fields, is_name_lost=is_name_lost)
    complaints = tuple(sorted(desk.complaints, key=lambda complaint: complaint.line or 0))
    return PersonReading(None if errors_in(complaints) else person, complaints)


class _PersonFileDesk(PhotographDesk):
    """One person's file on the desk. `word` is empty when the file's name is wrong."""

    def __init__(self, site: Site, word: str) -> None:
        super().__init__()
        self.site = site
        self.word = word

    def person(self, fields: Fields, *, is_name_lost: bool) -> Person | None:
        """The person; None where something needed is missing or wrong."""
        parts = self.known_fields(fields, "", FIELDS)
        name = self._name(parts, is_name_lost=is_name_lost)
        if name:
            self._compare(name, parts)
        languages = self._languages(parts["languages"]) if "languages" in parts else ()
        roles = self._by_language(parts, "role", self._role)
        biographies = self._by_language(parts, "biography", self._biography)
        links = self._links(parts["links"]) if "links" in parts else ()
        portrait = self.photograph(parts["portrait"], "portrait", PORTRAIT_FIELDS) if "portrait" in parts else None
        if not name or not self.word:
            return None
        return Person(self.word, name, roles, biographies, links, languages or self.site.languages, portrait)

    def _name(self, parts: Mapping[str, Node], *, is_name_lost: bool) -> str | None:
        cure = "add name: …, as it stands over stories"
        if "name" not in parts:
            if not is_name_lost:
                self.complain("this is missing", cure, field="name")
            return None
        name = self.text(parts["name"], "name", LONGEST_NAME)
        if name == "":
            self.complain("this is empty", cure, line=parts["name"].line, field="name")
        return name

    def _compare(self, name: str, parts: Mapping[str, Node]) -> None:
        """Complain if stories signed with the name lead elsewhere than to the page that the file is about."""
        node = parts.get("slug", parts["name"])
        field = "slug" if "slug" in parts else "name"
        written = self.text(node, field, LONGEST_NAME)
        if written is None:
            return
        slug = slugify(written)
        if field == "slug" and slug != written:
            cure = f"write {slug}" if slug else "write it as ana-rojas"
            self.complain(f"{quoted(written)} cannot stand in an address", cure, line=node.line, field=field)
        elif not slug:
            said = f"there are no letters in {quoted(name)} from which an address could be made"
            self.complain(said, f"add slug: {self.word or 'ana-rojas'}", line=node.line, field=field)
        elif self.word and slug != self.word:
            whose = "this slug" if field == "slug" else "this name"
            self.complain(
                f"stories signed with {whose} lead to /author/{slug}, and the file is about /author/{self.word}",
                f"name the file {PEOPLE}{slug}{ENDING}, or write slug: {self.word} here and where stories are signed",
                line=node.line,
                field=field,
            )

    def _languages(self, node: Node) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for item in self.items(node, "languages", len(self.site.languages) + 20, separator=","):
            word = self.text(item, "languages", LONGEST_NAME)
            if word is None:
                continue
            if word.lower() in self.site.languages:
                found[word.lower()] = None
            else:
                cure = did_you_mean(word, self.site.languages)
                said = f"{quoted(word)} is not a language of site.yaml"
                self.complain(said, cure, line=item.line, field="languages")
        return tuple(language for language in self.site.languages if language in found)

    def _by_language(self, parts: Mapping[str, Node], field: str, read: _Reader) -> dict[str, str]:
        """A text for each language, or one for all."""
        node = parts.get(field)
        if node is None:
            return {}
        if isinstance(node, Fields):
            texts = self.known_fields(node, field, frozenset(self.site.languages))
            found = {code: read(text, f"{field}.{code}") for code, text in texts.items()}
        else:
            found = dict.fromkeys(self.site.languages, read(node, field))
        return {code: found[code] for code in self.site.languages if found.get(code)}

    def _role(self, node: Node, field: str) -> str:
        return self.text(node, field, LONGEST_ROLE) or ""

    def _biography(self, node: Node, field: str) -> str:
        """Markdown; its lines are kept."""
        if not isinstance(node, Scalar):
            self.complain("this should be text", "write it after a '|', or in quotes", line=node.line, field=field)
            return ""
        text = composed(without_unseen(node.text)).strip()
        if len(text) > LONGEST_BIOGRAPHY:
            said = f"this is {len(text)} characters long, more than the {LONGEST_BIOGRAPHY} there may be"
            self.complain(said, "shorten it", line=node.line, field=field)
            return ""
        if "![" in text:
            self.complain("a biography holds no photographs", "name one as portrait: …", line=node.line, field=field)
        first = node.line if node.is_bare or "\n" not in node.text else node.line + 1
        for complaint in tuple(complaints_about(text, first)) or tuple(warnings_about(text, first)):
            self._note(complaint)
        return text

    def _links(self, node: Node) -> tuple[tuple[str, str], ...]:
        """Names and addresses; an address without a name is called after its host."""
        entries: list[tuple[Scalar, Node]]
        if isinstance(node, Fields):
            entries = node.entries
        else:
            entries = [(Scalar("", item.line), item) for item in self.items(node, "links", MOST_LINKS)]
        if len(entries) > MOST_LINKS:
            said = f"there are {len(entries)} entries, more than the {MOST_LINKS} there may be"
            self.complain(said, "keep the important ones", line=node.line, field="links")
            return ()
        found: list[tuple[str, str]] = []
        for name, value in entries:
            link = self._link(name, value)
            if link and link in found:
                self.complain(f"{quoted(link[1])} is there twice", "keep one", line=value.line, field="links")
            elif link:
                found.append(link)
        return tuple(found)

    def _link(self, label: Scalar, node: Node) -> tuple[str, str] | None:
        written = self.text(node, "links", LONGEST_LINK)
        name = self.text(label, "links", LONGEST_NAME)
        if written is None or name is None:
            return None
        mail = written.removeprefix("mailto:")
        if _MAIL.fullmatch(mail):
            return name or mail, f"mailto:{mail}"
        try:
            address = urlsplit(written)
            host = address.hostname if address.scheme in {"http", "https"} and " " not in written else None
        except ValueError:
            host = None
        if not host:
            self.complain(f"{quoted(written)} is not an address", _EXAMPLE, line=node.line, field="links")
            return None
        return name or host.removeprefix("www."), written
