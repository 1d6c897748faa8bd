"""What happens at a paper, one scenario each: how things stand, and then what somebody does."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from PIL import Image

from tests.simulation.rehearsals import HELD_UNTIL, SECRET, SITE, Rehearsal

Act = Callable[[Rehearsal], None]
A, B, EN = "articles/es/a.md", "articles/es/b.md", "articles/en/a.md"
PHOTOGRAPH = "media/puerto.png"
HOME_FILE, BY_NAME, BY_ID = (f"fronts/es/{name}.yaml" for name in ("home", "internacional", "international"))
EMBARGO = HELD_UNTIL.strftime("%Y-%m-%dT%H:%M:%SZ")
_UNTIL = f", until: {EMBARGO}}}".encode()


@dataclass(frozen=True)
class Scenario:
    """`before` is played to its end without faults; what follows from `act` is struck at every call.

    After `is_disaster` links may lead to nothing until all pages are back. `is_remembered_by_site`: redirects or
    tombstones of which the bucket knows nothing may stay.
    """

    name: str
    before: Act
    act: Act
    is_disaster: bool = False
    is_remembered_by_site: bool = False


def _nothing(room: Rehearsal) -> None:
    """Only the paper itself."""


def _story(room: Rehearsal) -> None:
    room.write(A, "Uno", tags="[mar]")


def _renamed(room: Rehearsal) -> None:
    _story(room)
    room.play()
    room.write(A, "Dos")


def _deleted(room: Rehearsal) -> None:
    _story(room)
    room.play()
    room.delete(A)


def _restore(room: Rehearsal) -> None:
    room.content.delete_version(A, room.content.versions(A)[0].version_id)
    room.tell(A)


def _held(room: Rehearsal) -> None:
    room.write(A, "Uno", summary=SECRET.decode(), embargo=EMBARGO)


def _hour_comes(room: Rehearsal) -> None:
    room.clock.moment = HELD_UNTIL + timedelta(seconds=5)
    room.rounds.append("clock")


def _contested(room: Rehearsal) -> None:
    room.write(A, "Ambos")
    room.play()
    room.write(B, "Ambos")


def _pair(room: Rehearsal) -> None:
    room.write(A, "Uno", translation_key="pair")


def _translation(room: Rehearsal) -> None:
    room.write(EN, "One", translation_key="pair")


def _both(room: Rehearsal) -> None:
    _pair(room)
    _translation(room)


def _illustrated(room: Rehearsal) -> None:
    room.write(A, "Uno", photograph=f"{{src: {PHOTOGRAPH}, alt: El puerto}}")


def _photograph(room: Rehearsal) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (24, 16), "navy").save(picture, "PNG")
    room.put(PHOTOGRAPH, picture.getvalue())


def _and_photograph(room: Rehearsal) -> None:
    _illustrated(room)
    _photograph(room)


def _site_lost(room: Rehearsal) -> None:
    room.site.empty()
    room.clock.advance(timedelta(hours=3))
    room.rounds.append("reconcile")


def _event_lost(room: Rehearsal) -> None:
    _story(room)
    room.uploads.notices.clear()
    room.clock.advance(timedelta(hours=3))
    room.rounds.append("reconcile")


def _renamed_section(room: Rehearsal) -> None:
    room.put("site.yaml", SITE.replace(b"Internacional,", b"Mundo,"))


def _two_stories(room: Rehearsal) -> None:
    _story(room)
    room.play()
    room.write(B, "Dos")


def _decided(room: Rehearsal) -> None:
    _two_stories(room)
    room.put(HOME_FILE, b"lead: " + A.encode() + b"\nbreaking: {text: Ahora, story: " + B.encode() + _UNTIL)


def _decided_twice(room: Rehearsal) -> None:
    _story(room)
    room.put(BY_NAME, b"breaking: {text: Despues" + _UNTIL)
    room.play()
    room.put(BY_ID, b"breaking: {text: Ahora" + _UNTIL)


SCENARIOS = (
    Scenario("new", _nothing, _story),
    Scenario("edit", _story, lambda room: room.write(A, "Uno", summary="dos")),
    Scenario("same headline, other lists", _story, lambda room: room.write(A, "Uno", tags="[tierra]")),
    Scenario("rename", _story, lambda room: room.write(A, "Dos")),
    Scenario("break", _story, lambda room: room.write(A, "Dos", section="nowhere")),
    Scenario("delete", _story, lambda room: room.delete(A)),
    Scenario("restore", _deleted, _restore),
    Scenario("erase the newest version", _renamed, _restore, is_remembered_by_site=True),
    Scenario("hold", _nothing, _held),
    Scenario("release", _held, _hour_comes),
    Scenario("hold after publication", _story, _held),
    Scenario("withdraw", _story, lambda room: room.write(A, "Uno", withdrawn="Era un error.")),
    Scenario("another address is wanted twice", _story, lambda room: room.write(B, "Uno")),
    Scenario("takeover", _contested, lambda room: room.delete(A)),
    Scenario("takeover by renaming", _contested, lambda room: room.write(A, "Dos")),
    Scenario("a translation", _pair, _translation),
    Scenario("a translation goes", _both, lambda room: room.delete(EN)),
    Scenario("the photograph comes after its story", _illustrated, _photograph),
    Scenario("the photograph goes", _and_photograph, lambda room: room.delete(PHOTOGRAPH), is_remembered_by_site=True),
    Scenario("site.yaml renames a section", _story, _renamed_section, is_remembered_by_site=True),
    Scenario("a front is decided", _two_stories, lambda room: room.put(HOME_FILE, b"lead: " + A.encode())),
    Scenario("a decided front loses its story", _decided, lambda room: room.delete(B)),
    Scenario("a front is automatic again", _decided, lambda room: room.delete(HOME_FILE)),
    Scenario("breaking news end", _decided, _hour_comes),
    Scenario("another file decides a front", _decided_twice, lambda room: room.delete(BY_ID)),
    Scenario("the site bucket is lost", _story, _site_lost, is_disaster=True),
    Scenario("an event is lost", _nothing, _event_lost),
)
