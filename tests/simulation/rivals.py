"""What somebody else does, and has done for them, between two calls of a handler."""

from tests.simulation.rehearsals import SECRET, SITE, Rehearsal
from tests.simulation.scenarios import EMBARGO, HOME_FILE, A, Act


def _repeat(room: Rehearsal) -> None:
    room.tell(A)


def _edit(room: Rehearsal) -> None:
    room.write(A, "Uno", summary="mientras tanto")


def _rename(room: Rehearsal) -> None:
    room.write(A, "Tres")


def _hold(room: Rehearsal) -> None:
    room.write(A, "Uno", summary=SECRET.decode(), embargo=EMBARGO)


def _delete(room: Rehearsal) -> None:
    room.delete(A)


def _take_back(room: Rehearsal) -> None:
    """The newest version, or its deletion, never was: the one way in which a story returns to what it was before."""
    room.site.may_go_back = True
    if room.content.versions(A):
        room.content.delete_version(A, room.content.versions(A)[0].version_id)
    room.tell(A)


def _rename_paper(room: Rehearsal) -> None:
    room.put("site.yaml", SITE.replace(b"La Era", b"El Faro"))


def _rename_section(room: Rehearsal) -> None:
    room.put("site.yaml", SITE.replace(b"Internacional,", b"Mundo,"))


def _decide_front(room: Rehearsal) -> None:
    room.put(HOME_FILE, b"lead: " + A.encode())


RIVALS: tuple[tuple[str, Act], ...] = (
    ("repeats the message", _repeat),
    ("edits", _edit),
    ("renames", _rename),
    ("holds", _hold),
    ("deletes", _delete),
    ("takes the newest version back", _take_back),
)

OF_THE_PAPER: tuple[tuple[str, Act], ...] = (
    ("renames the paper", _rename_paper),
    ("renames the section", _rename_section),
    ("decides the home front", _decide_front),
)
