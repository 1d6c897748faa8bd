"""What a recording is like to the stories that play it: its copy, and for a film its captions and its poster."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from laera.domain.articles import Photograph
from laera.domain.complaints import Complaint
from laera.domain.photographs import focal_name
from laera.domain.recordings import Captions, Playable, Player, Recording, captions_key, poster_key
from laera.workflow.photograph_use import RENDITIONS, PhotographUse, Use, image_pk, look_at
from laera.workflow.ports import ContentStore, Item, Table

POSTER_WIDTH = 1280
"""Pixels of the widest poster that a page asks for."""


@dataclass(frozen=True, slots=True)
class CaptionsUse:
    """A film's captions in one language; None while there are none, which is nothing to complain of."""

    key: str
    language: str
    captions: Captions | None
    complaints: tuple[Complaint, ...] = ()
    focal: str = field(default=focal_name(None), init=False)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is to be made any more."""
        return self.captions is not None

    def is_as_in(self, record: Item | None) -> bool:
        """Whether a record tells of the captions that the story was set with."""
        return _captions(record) == self.captions


@dataclass(frozen=True, slots=True)
class RecordingUse:
    """A recording of a story, and what belongs to it once it is known to be a film."""

    key: str
    playable: Playable | None
    complaints: tuple[Complaint, ...] = ()
    captions: tuple[CaptionsUse, ...] = ()
    poster: PhotographUse | None = None
    focal: str = field(default=focal_name(None), init=False)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is to be made any more."""
        return self.playable is not None

    def is_as_in(self, record: Item | None) -> bool:
        """Whether a record tells of the copy that the story was set with."""
        return _playable(record) == self.playable

    @property
    def uses(self) -> tuple[Use, ...]:
        """The recording and what belongs to it, all of which the story registers with."""
        return (self, *self.captions, *((self.poster,) if self.poster else ()))

    @property
    def player(self) -> Player | None:
        """What a page plays, once there is anything."""
        if self.playable is None:
            return None
        spoken = tuple((use.language, use.captions.path) for use in self.captions if use.captions)
        return Player(self.playable, spoken, self._poster)

    @property
    def _poster(self) -> str:
        copies = self.poster.renditions.of_type("image/jpeg") if self.poster and self.poster.renditions else ()
        modest = [copy for copy in copies if copy.width <= POSTER_WIDTH]
        return modest[0].path if modest else ""


def look_at_recording(
    table: Table, content: ContentStore, recording: Recording, languages: Sequence[str]
) -> RecordingUse:
    """The recording as it is now; a warning says what keeps it, or the captions of a film, from the page.

    Captions are looked for in each of these languages.
    """
    key = recording.src
    item = table.get(image_pk(key), RENDITIONS)
    playable = _playable(item)
    if playable is None:
        return RecordingUse(key, None, _what_is_wrong(content, key, item, "a recording"))
    if not playable.is_film:
        return RecordingUse(key, playable)
    captions = tuple(_look_at_captions(table, captions_key(key, language), language) for language in languages)
    poster = look_at(table, content, Photograph(poster_key(key), "", is_decorative=True))
    complaints: tuple[Complaint, ...] = ()
    if not any(use.captions or use.complaints for use in captions):
        cure = f"upload {captions[0].key}: what is said, as WebVTT"
        complaints = (_warning(f"{key} has no captions for readers who cannot hear it", cure),)
    return RecordingUse(key, playable, complaints, captions, _without_complaints(poster))


def _look_at_captions(table: Table, key: str, language: str) -> CaptionsUse:
    item = table.get(image_pk(key), RENDITIONS)
    complaints = (_unreadable(key, "captions"),) if item and "refused" in item.body else ()
    return CaptionsUse(key, language, _captions(item), complaints)


def _without_complaints(poster: PhotographUse) -> PhotographUse:
    """A film needs no poster, so nothing is missing."""
    return PhotographUse(poster.key, poster.renditions, poster.photograph, poster.focal)


def _what_is_wrong(content: ContentStore, key: str, item: Item | None, what: str) -> tuple[Complaint, ...]:
    if item and "refused" in item.body:
        return (_unreadable(key, what),)
    if content.newest(key) is None:
        return (_warning(f"{key} has not been uploaded", "the story runs without it until it is uploaded"),)
    return ()


def _unreadable(key: str, what: str) -> Complaint:
    return _warning(f"{key} could not be read as {what}", "see its own receipt")


def _playable(item: Item | None) -> Playable | None:
    return Playable.from_record(item.body["renditions"]) if item and "renditions" in item.body else None


def _captions(item: Item | None) -> Captions | None:
    return Captions.from_record(item.body["renditions"]) if item and "renditions" in item.body else None


def _warning(problem: str, cure: str) -> Complaint:
    return Complaint(problem, cure, field="recording", is_warning=True)
