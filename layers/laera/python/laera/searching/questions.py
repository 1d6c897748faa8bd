"""Questions: what a reader typed, read as words, "phrases" and -words, and as SQLite's full-text index is asked it.

Nothing of what was typed reaches the index but letters and digits, each word between quotation marks: so no question is
a mistake, and none can be an order.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from laera.searching.stems import Stems, words_in

LONGEST_QUESTION = 200
"""Characters. Nobody has more to ask at once."""
_MOST_TERMS = 16
"""Words and phrases that are looked for; those beyond are passed over."""

_QUOTES = str.maketrans(dict.fromkeys("“”„«»″", '"') | {"−": "-", "–": "-"})
_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_AS_WRITTEN = "{headline summary names body}"


class Sense(StrEnum):
    """What can be made of a question."""

    GOOD = "good"
    EMPTY = "empty"
    """There is no word in it, or none that is wanted."""
    COMMON = "common"
    """There are only words that nearly every story has."""
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or some in a row, each with all its stems."""

    stems: tuple[tuple[str, ...], ...]

    def asked(self) -> str:
        """As the index is asked for it."""
        if len(self.stems) > 1:
            phrase = " ".join(forms[0] for forms in self.stems)
            return f'{_AS_WRITTEN} : "{phrase}"'
        return " OR ".join(f'"{form}"' for form in self.stems[0])


@dataclass(frozen=True, slots=True)
class Question:
    """What stories must hold, and what they must not."""

    sense: Sense
    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def asked(self, *, any_will_do: bool = False) -> str:
        """As the index is asked it: for all that is wanted, or for any of it."""
        joint = " OR " if any_will_do else " AND "
        wanted = joint.join(f"({term.asked()})" for term in self.wanted)
        unwanted = " OR ".join(f"({term.asked()})" for term in self.unwanted)
        return f"({wanted}) NOT ({unwanted})" if unwanted else wanted

    @property
    def stems(self) -> frozenset[str]:
        """Every stem that is looked for."""
        return frozenset(form for term in self.wanted for forms in term.stems for form in forms)


def read_question(text: str, stems: Stems) -> Question:
    """Make sense of what was typed. Common words are passed over outside phrases; a phrase is looked for as it is."""
    if len(text) > LONGEST_QUESTION:
        return Question(Sense.LONG)
    wanted: dict[Term, None] = {}
    unwanted: dict[Term, None] = {}
    were_common = False
    for is_unwanted, is_phrase, words in _parts(text):
        if not is_phrase and len(words) == 1 and not is_unwanted and stems.is_common(words[0]):
            were_common = True
            continue
        term = Term(tuple(map(stems.of_word, words)))
        (unwanted if is_unwanted else wanted)[term] = None
    if not wanted:
        return Question(Sense.COMMON if were_common else Sense.EMPTY)
    return Question(Sense.GOOD, _first(wanted), _first(unwanted))


def _parts(text: str) -> Iterator[tuple[bool, bool, list[str]]]:
    """Whether each part is unwanted, whether its words must stand in a row, and its words."""
    for found in _PART.finditer(unicodedata.normalize("NFC", text).translate(_QUOTES)):
        words = words_in(found["phrase"] or found["word"] or "")
        if words:
            yield bool(found["minus"]), len(words) > 1, words


def _first(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(terms)[:_MOST_TERMS]
