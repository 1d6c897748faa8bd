"""The desk that reads fields: it asks for a value, and notes a complaint with its line where there is none."""

from datetime import datetime
from zoneinfo import ZoneInfo

from laera.domain.complaints import Complaint, close_to
from laera.domain.dates import read_date
from laera.domain.plain_text import composed, first_unseen, name_of, quoted, without_unseen
from laera.domain.yaml_text import Fields, Items, Node, Scalar

MOST_COMPLAINTS = 100
"""A receipt names no more warnings than this, and no more than twice as many complaints in all."""

_SPACES = str.maketrans("\t\n\r", "   ")
YES = frozenset({"true", "yes", "on", "1", "y", "sí", "si"})
NO = frozenset({"false", "no", "off", "0", "n"})


class Desk:
    """Gathers complaints while values are read. Each reader gives None (or nothing) where it had to complain."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []

    def complain(self, problem: str, cure: str = "", *, line: int | None = None, field: str | None = None) -> None:
        """Note what keeps the story off the site."""
        self._note(Complaint(problem, cure, line, field))

    def warn(self, problem: str, cure: str = "", *, line: int | None = None, field: str | None = None) -> None:
        """Note what the editor should know, though the story may run."""
        self._note(Complaint(problem, cure, line, field, is_warning=True))

    def _note(self, complaint: Complaint) -> None:
        most = MOST_COMPLAINTS if complaint.is_warning else 2 * MOST_COMPLAINTS  # warnings never crowd out errors
        if len(self.complaints) < most:
            self.complaints.append(complaint)

    def text(self, node: Node, field: str, longest: int) -> str | None:
        """A single line of text: spaces of any kind joined, at most `longest` characters."""
        if not isinstance(node, Scalar):
            self.complain("this should be text", "write it on one line, in quotes", line=node.line, field=field)
            return None
        text = node.text
        if not (text.isascii() and text.isprintable() and "  " not in text):
            if (unseen := first_unseen(text)) is not None:
                self.warn(
                    f"it holds characters that readers cannot see, such as {name_of(text[unseen])}; they were left out",
                    "remove them",
                    line=node.line,
                    field=field,
                )
                text = without_unseen(text)
            text = composed(_on_one_line(text))
        text = text.strip()
        if len(text) > longest:
            self.complain(
                f"this is {len(text)} characters long, more than the {longest} there may be",
                "shorten it",
                line=node.line,
                field=field,
            )
            return None
        return text

    def flag(self, node: Node, field: str) -> bool | None:
        """Yes or no."""
        word = node.text.strip().lower() if isinstance(node, Scalar) else ""
        if word in YES:
            return True
        if word in NO:
            return False
        self.complain("this should be true or false", "write true or false", line=node.line, field=field)
        return None

    def date(self, node: Node, field: str, clock: ZoneInfo, *, not_before: bool = False) -> datetime | None:
        """A moment in UTC, by the paper's clock where the editor gave no offset."""
        if not isinstance(node, Scalar):
            self.complain("this should be a date", "write it as 2026-01-31T18:30", line=node.line, field=field)
            return None
        reading = read_date(node.text, clock, not_before=not_before)
        if reading.problem:
            said = f"{quoted(node.text)}: {reading.problem}"
            note = self.warn if reading.moment else self.complain
            note(said, reading.cure, line=node.line, field=field)
        return reading.moment

    def items(self, node: Node, field: str, most: int, *, separator: str = "", needed: str = "") -> list[Node]:
        """The entries of a list; of a single value, that one, or its parts where a separator may stand between them.

        Of a list that may not be empty, `needed` is the cure.
        """
        if isinstance(node, Items):
            nodes = [item for item in node.nodes if not (isinstance(item, Scalar) and not item.text.strip())]
        elif isinstance(node, Scalar) and separator and separator in node.text:
            nodes = [Scalar(part, node.line) for part in node.text.split(separator) if part.strip()]
        else:
            nodes = [node]
        if len(nodes) > most:
            self.complain(
                f"there are {len(nodes)} entries, more than the {most} there may be",
                "keep the important ones",
                line=node.line,
                field=field,
            )
            return []
        if needed and not nodes:
            self.complain("this is empty", needed, line=node.line, field=field)
        return nodes

    def known_fields(self, node: Fields, field: str, known: frozenset[str]) -> dict[str, Node]:
        """The fields of a field by name; complains of any twice, warns of those unknown, drops those left blank."""
        found: dict[str, Node] = {}
        for name, value in node.entries:
            word = name.text.strip().lower()
            if word not in known:
                close = close_to(word, known)
                self.warn(
                    f"{quoted(name.text)} is not a field here; it was left out",
                    f"did you mean '{close}'?" if close else f"there are: {', '.join(sorted(known))}",
                    line=name.line,
                    field=field,
                )
            elif word in found:
                self.complain(f"{word} is there twice", "keep one", line=name.line, field=field)
            elif not (isinstance(value, Scalar) and value.is_empty):
                found[word] = value
        return found


def _on_one_line(text: str) -> str:
    """Line breaks, tabs and runs of spaces made one space; a no-break space stays one."""
    return " ".join(part for part in text.translate(_SPACES).split(" ") if part)
