"""Recordings within a body: which there are, and the player that stands on the page for each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import islice
from urllib.parse import unquote

from laera.domain.figures import recording_of
from laera.domain.recordings import MOST_RECORDINGS, RECORDING_TYPES, Player, Recording, clock_time
from laera.rendering.figures import IMAGE, IMAGES_ALONE

_KILO = 1_000


@dataclass(frozen=True, slots=True)
class PlayerWords:
    """What a player says that no editor wrote, in the story's language."""

    length: str = ""
    """How long it takes. Has {time} in it."""
    download: str = ""
    """A link to the file. Has {size} in it."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """What captions are called, by language."""


def may_hold_recordings(text: str) -> bool:
    """Whether a body is worth a look: most play nothing."""
    lower = text.lower()
    return any(ending in lower for ending in RECORDING_TYPES)


def recordings_in(markdown: str) -> tuple[Recording, ...]:
    """The uploads that the body plays, each once, in its order; at most `MOST_RECORDINGS`."""
    if "![" not in markdown or not may_hold_recordings(markdown):
        return ()
    from laera.rendering.markdown import read_html  # noqa: PLC0415 - most bodies play none

    found: dict[str, Recording] = {}
    for recording in filter(None, map(_recording, IMAGE.finditer(read_html(markdown)))):
        found.setdefault(recording.src, recording)
    return tuple(islice(found.values(), MOST_RECORDINGS))


def with_players(html: str, players: Mapping[str, Player] | None, words: PlayerWords) -> str:
    """The HTML with a player for each image mark that names a recording alone in its paragraph, a link within others.

    `players` are the recordings made ready, by upload key: one that is not among them leaves no hole, and its name
    within a sentence. None gives words in place of all.
    """
    html = IMAGES_ALONE.sub(lambda found: _apart(found, players, words), html)
    return IMAGE.sub(lambda found: _within_a_sentence(found, players or {}), html)


def recording_at(url: str, name: str, title: str) -> Recording | None:
    """The recording that an image mark of a body plays, None when it names none of the paper's or does not name it."""
    return recording_of(unquote(url), name, title)


def _recording(image: re.Match[str]) -> Recording | None:
    src, name, title = (unescape(part or "") for part in image.groups())
    return recording_at(src, name, title)


def _apart(paragraph: re.Match[str], players: Mapping[str, Player] | None, words: PlayerWords) -> str:
    """Each image of the paragraph by itself, when a recording is among them."""
    images = [(image[0], _recording(image)) for image in IMAGE.finditer(paragraph[1])]
    if not any(recording for _, recording in images):
        return paragraph[0]
    blocks = (
        "\n".join(_blocks(recording, players, words)) if recording else f"<p>{image}</p>" for image, recording in images
    )
    return "\n".join(block for block in blocks if block)


def _blocks(recording: Recording, players: Mapping[str, Player] | None, words: PlayerWords) -> Iterator[str]:
    said = " ".join(filter(None, (recording.caption, recording.credit)))
    if players is None:
        yield from (f"<p>{escape(text)}</p>" for text in (recording.name, said) if text)
    elif player := players.get(recording.src):
        yield _figure(recording, player, words)


def _figure(recording: Recording, player: Player, words: PlayerWords) -> str:
    playable = player.playable
    length = words.length.format(time=clock_time(playable.seconds))
    download = words.download.format(size=size_of(playable.size))
    parts = (
        f"<b>{escape(recording.name)}</b>",
        f"<small>{escape(length)}</small>" if length else "",
        escape(recording.caption),
        f'<small class="credit">{escape(recording.credit)}</small>' if recording.credit else "",
        f'<a href="{escape(playable.path)}" download="">{escape(download)}</a>' if download else "",
    )
    caption = f"<figcaption>{' '.join(filter(None, parts))}</figcaption>"
    kind = "film" if playable.is_film else "sound"
    return f'<figure class="{kind}">{_element(recording, player, words)}{caption}</figure>'


def _element(recording: Recording, player: Player, words: PlayerWords) -> str:
    playable = player.playable
    said = f'controls="" preload="none" src="{escape(playable.path)}" aria-label="{escape(recording.name)}"'
    if not playable.is_film:
        return f"<audio {said}></audio>"
    poster = f' poster="{escape(player.poster)}"' if player.poster else ""
    tracks = [
        f'<track kind="captions" src="{escape(path)}" srclang="{escape(language)}"'
        f' label="{escape(words.languages.get(language, language))}">'
        for language, path in player.captions
    ]
    tracks[:1] = [track.replace("<track ", '<track default="" ') for track in tracks[:1]]
    room = f'width="{playable.width}" height="{playable.height}"'
    return f'<video {said} playsinline="" {room}{poster}>{"".join(tracks)}</video>'


def _within_a_sentence(image: re.Match[str], players: Mapping[str, Player]) -> str:
    recording = _recording(image)
    if recording is None:
        return image[0]
    player = players.get(recording.src)
    name = escape(recording.name)
    return f'<a href="{escape(player.playable.path)}">{name}</a>' if player else name


def size_of(size: int) -> str:
    """`48 KB`, `12 MB`: what a reader's telephone will say that it fetched."""
    kilobytes = max(1, round(size / _KILO))
    return f"{kilobytes} KB" if kilobytes < _KILO else f"{round(kilobytes / _KILO)} MB"
