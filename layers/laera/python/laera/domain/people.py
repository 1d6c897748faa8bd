"""People: who signs stories, as their own file tells of them, and what the page of their stories shows of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from laera.domain.articles import Photograph
from laera.domain.listings import Thumbnail, thumbnail_of
from laera.domain.photographs import Rendition, Renditions

_SQUARE = "1x1"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as their file tells. `slug` is the word in the address of their page; texts are by language.

    `biographies` are Markdown, `links` names and addresses. `languages` are those of the paper in which all this is
    told, and the page stands whether or not there are stories.
    """

    slug: str
    name: str
    roles: Mapping[str, str]
    biographies: Mapping[str, str]
    links: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ()
    portrait: Photograph | None = None

    def profile(self, language: str, renditions: Renditions | None) -> "Profile":
        """What the page in one language shows, with the portrait as it is ready."""
        squares = renditions.cut(_SQUARE, "image/jpeg") if renditions else ()
        return Profile(
            self.name,
            self.roles.get(language, ""),
            self.biographies.get(language, ""),
            self.links,
            self.languages,
            thumbnail_of(self.portrait, renditions),
            squares[0] if squares else None,
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as the page in one language shows them. `square` is the copy of the portrait for shared links."""

    name: str
    role: str = ""
    biography: str = ""
    links: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ()
    portrait: Thumbnail | None = None
    square: Rendition | None = None

    def to_record(self) -> dict[str, object]:
        """As JSON values."""
        square = self.square
        return {
            "name": self.name,
            "role": self.role,
            "biography": self.biography,
            "links": [list(link) for link in self.links],
            "languages": list(self.languages),
            "portrait": self.portrait.to_record() if self.portrait else None,
            "square": [square.path, square.media_type, square.width, square.height] if square else None,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        return cls(
            record["name"],
            record["role"],
            record["biography"],
            tuple((name, url) for name, url in record["links"]),
            tuple(record["languages"]),
            Thumbnail.from_record(record["portrait"]) if record["portrait"] else None,
            Rendition(*record["square"]) if record["square"] else None,
        )


def profile_scope(slug: str) -> str:
    """The list of one that holds a person's profile in a language."""
    return f"person#{slug}"
