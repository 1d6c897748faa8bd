"""What is wrong with a manuscript, said so that an editor can cure it."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_MISSPELLING = 60
"""A longer word is not compared with others: comparing takes time with the square of the length."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing to mend: where it stands, what is wrong and how to cure it.

    `line` counts from 1 in the uploaded file; None when the whole file is meant. A warning never keeps a story off the
    site.
    """

    problem: str
    cure: str = ""
    line: int | None = None
    field: str | None = None
    is_warning: bool = False

    def __str__(self) -> str:
        """`line 4: section: 'internacionall' is not in site.yaml; did you mean 'internacional'?`."""
        where = [part for part in (f"line {self.line}" if self.line else "", self.field or "") if part]
        said = f"{self.problem}; {self.cure}" if self.cure else self.problem
        return ": ".join([*where, said])


def errors_in(complaints: Iterable[Complaint]) -> tuple[Complaint, ...]:
    """Those that keep the story off the site."""
    return tuple(complaint for complaint in complaints if not complaint.is_warning)


def close_to(word: str, known: Iterable[str]) -> str | None:
    """The known word that this one was probably meant to be."""
    if len(word) > LONGEST_MISSPELLING:
        return None
    close = difflib.get_close_matches(word.lower(), sorted(set(known)), n=1, cutoff=0.6)
    return close[0] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The cure for a misspelt word: `did you mean 'x'?`, else the words there are."""
    choices = sorted(set(known))
    close = close_to(word, choices)
    if close:
        return f"did you mean '{close}'?"
    return f"choose one of: {', '.join(choices)}" if choices else ""
