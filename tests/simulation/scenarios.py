"""What happens at a paper, one scenario each: how things stand, and then what somebody does."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from PIL import Image

from tests.simulation.newsdays import manuscript
from tests.simulation.rehearsals import HELD_UNTIL, SECRET, SITE, Rehearsal

Act = Callable[[Rehearsal], None]
A, B, C, EN = "articles/es/a.md", "articles/es/b.md", "articles/es/c.md", "articles/en/a.md"
PERSON = "authors/ana-rojas.yaml"
PAGE = "pages/es/acerca.md"
PHOTOGRAPH = "media/puerto.png"
HOME_FILE, BY_NAME, BY_ID = (f"fronts/es/{name}.yaml" for name in ("home", "internacional", "international"))
PUBLISHED = datetime(2026, 1, 30, 9, tzinfo=UTC)
"""When a manuscript says that it was, unless it says otherwise."""
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


def _short_lived(room: Rehearsal) -> None:
    """A newer version found its address taken, and is not to stay for long."""
    room.write(B, "Dos")
    room.play()
    room.write(A, "Uno")
    room.play()
    room.write(B, "Uno", expires=EMBARGO)


def _pair(room: Rehearsal) -> None:
    room.write(A, "Uno", translation_key="pair")


def _translation(room: Rehearsal) -> None:
    room.write(EN, "One", translation_key="pair")


def _both(room: Rehearsal) -> None:
    _pair(room)
    _translation(room)


def _illustrated(room: Rehearsal) -> None:
    room.write(A, "Uno", photograph=f"{{src: {PHOTOGRAPH}, alt: El puerto}}")


def _illustrated_within(room: Rehearsal) -> None:
    room.put(A, manuscript("Uno") + f"![El puerto]({PHOTOGRAPH})\n".encode())


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


def _three_days(room: Rehearsal) -> None:
    room.write(A, "Uno", published="2026-01-30T15:00:00Z")
    room.write(B, "Dos", published="2026-01-28T15:00:00Z")


def _a_day_between(room: Rehearsal) -> None:
    room.write(C, "Tres", published="2026-01-29T15:00:00Z", tags="[tierra]", byline="Ana Rojas")


def _all_three(room: Rehearsal) -> None:
    _three_days(room)
    _a_day_between(room)


def _two_days_pass(room: Rehearsal) -> None:
    room.clock.moment = PUBLISHED + timedelta(days=2, seconds=5)
    room.rounds.append("clock")


def _pinned(room: Rehearsal) -> None:
    _two_stories(room)
    room.put(HOME_FILE, b"pins: [{story: " + A.encode() + b", position: 2" + _UNTIL + b"]")


def _pinned_elsewhere(room: Rehearsal) -> None:
    _story(room)
    room.put(BY_ID, b"lead: " + B.encode())


def _of_another_section(room: Rehearsal) -> None:
    room.write(B, "Dos", section="culture")


def _decided_twice_over(room: Rehearsal) -> None:
    """One strip has ended, and a second thing of the same front is to end an hour later."""
    _two_stories(room)
    lead = b"lead: {story: " + A.encode() + b", until: 2026-01-31T14:00:00Z}"
    room.put(HOME_FILE, lead + b"\nbreaking: {text: Ahora, story: " + B.encode() + _UNTIL)
    room.play()
    _hour_comes(room)


def _another_hour_comes(room: Rehearsal) -> None:
    room.clock.advance(timedelta(hours=1))
    room.rounds.append("clock")


def _hours_pass_in_sleep(room: Rehearsal) -> None:
    room.clock.moment = HELD_UNTIL + timedelta(hours=5)
    room.rounds.append("clock")


def _swept_and_held(room: Rehearsal) -> None:
    """The clock's sweep has run before, so the next one knows since when it has not."""
    room.rounds.append("clock")
    _held(room)


def _retagged(room: Rehearsal) -> None:
    _story(room)
    room.play()
    room.write(A, "Uno", byline="Ana Rojas")


def _renamed_paper(room: Rehearsal) -> None:
    room.put("site.yaml", SITE.replace(b"La Era", b"El Faro"))


def _moved_to_the_name(room: Rehearsal) -> None:
    """A story that stood under two names of its section, and at another slug before."""
    _story(room)
    room.play()
    _renamed_section(room)
    room.play()
    room.write(A, "Dos")


def _deleted_before_the_name(room: Rehearsal) -> None:
    """A story that was gone before its section got another name: it never stood under that."""
    _deleted(room)
    room.play()
    _renamed_section(room)


def _aliased(room: Rehearsal) -> None:
    room.write(A, "Uno", aliases="[/viejo/uno]")


def _second_translation(room: Rehearsal) -> None:
    room.write(B, "Dos", translation_key="pair")


def _two_translations(room: Rehearsal) -> None:
    _both(room)
    _second_translation(room)


def _page(room: Rehearsal, title: str = "Acerca") -> None:
    """A standing page; the foot of every page leads to it as long as it is called so."""
    if title == "Acerca":
        room.put("site.yaml", SITE + b"footer: [{es: Acerca}]\n")
    room.put(PAGE, f"---\ntitle: {title}\n---\nUn diario.\n".encode())


def _signed(room: Rehearsal) -> None:
    room.write(A, "Uno", byline="Ana Rojas")
    _photograph(room)


def _told_of(room: Rehearsal) -> None:
    """What the paper says of who signs the story, with a portrait."""
    room.put(PERSON, b"name: Ana Rojas\nportrait: {src: " + PHOTOGRAPH.encode() + b", alt: Ana}\n")


def _signed_and_told_of(room: Rehearsal) -> None:
    _signed(room)
    _told_of(room)


def _correct(room: Rehearsal) -> None:
    room.write(A, "Uno", tags="[mar]", corrections="[{date: 2026-01-31T10:00Z, text: Eran siete.}]")


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
    Scenario("who waits for an address expires", _short_lived, _hour_comes),
    Scenario("a translation", _pair, _translation),
    Scenario("a translation goes", _both, lambda room: room.delete(EN)),
    Scenario("the photograph comes after its story", _illustrated, _photograph),
    Scenario("the photograph within a text comes after its story", _illustrated_within, _photograph),
    Scenario("the photograph goes", _and_photograph, lambda room: room.delete(PHOTOGRAPH), is_remembered_by_site=True),
    Scenario("site.yaml renames a section", _story, _renamed_section, is_remembered_by_site=True),
    Scenario("a front is decided", _two_stories, lambda room: room.put(HOME_FILE, b"lead: " + A.encode())),
    Scenario("a decided front loses its story", _decided, lambda room: room.delete(B)),
    Scenario("a front is automatic again", _decided, lambda room: room.delete(HOME_FILE)),
    Scenario("breaking news end", _decided, _hour_comes),
    Scenario("another file decides a front", _decided_twice, lambda room: room.delete(BY_ID)),
    Scenario("a pin comes to its end", _pinned, _hour_comes),
    Scenario("news are news for two days", _story, _two_days_pass),
    Scenario("breaking news end, and then a pin", _decided_twice_over, _another_hour_comes),
    Scenario("the clock's sweep sleeps for hours", _swept_and_held, _hours_pass_in_sleep),
    Scenario("a story of another section is pinned", _pinned_elsewhere, _of_another_section),
    Scenario("a day comes between two", _three_days, _a_day_between),
    Scenario("a day between two goes", _all_three, lambda room: room.delete(C)),
    Scenario("site.yaml renames the paper", _retagged, _renamed_paper),
    Scenario("a story goes that stood under two names", _moved_to_the_name, lambda room: room.delete(A)),
    Scenario(
        "a story comes back after its section was renamed", _deleted_before_the_name, lambda room: room.write(A, "Dos")
    ),
    Scenario("an old address is named", _story, _aliased),
    Scenario("an old address is dropped", _aliased, lambda room: room.write(A, "Uno")),
    Scenario("a second translation in one language", _both, _second_translation),
    Scenario("the first of two translations goes", _two_translations, lambda room: room.delete(A)),
    Scenario("a standing page is renamed", _page, lambda room: _page(room, "Nosotros")),
    Scenario("a person is told of", _signed, _told_of),
    Scenario(
        "a person is told of no more",
        _signed_and_told_of,
        lambda room: room.delete(PERSON),
        is_remembered_by_site=True,
    ),
    Scenario("a correction", _story, _correct),
    Scenario("a correction is taken back", _correct, lambda room: room.write(A, "Uno", tags="[mar]")),
    Scenario("the site bucket is lost", _story, _site_lost, is_disaster=True),
    Scenario("an event is lost", _nothing, _event_lost),
)
