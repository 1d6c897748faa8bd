"""What is wrong with a manuscript, said so that an editor can cure it."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing to mend: where it stands, what is wrong and how to cure it.

    `line` counts from 1 in the uploaded file; None when the whole file is meant. A warning never keeps a story off the site.
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


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The cure for a misspelt word: `did you mean 'x'?`, else the words there are."""
    choices = sorted(set(known))
    close = difflib.get_close_matches(word.lower(), choices, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"choose one of: {', '.join(choices)}" if choices else ""
