"""Stems: what is the same of a word in all its forms, with no accents, so that `canciones` finds `canción`."""

import re
import unicodedata
from functools import cache

import Stemmer

_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 64
"""Letters of a word that count; what is longer is no word of a language."""
_MOST_KNOWN = 200_000
"""Words whose stems are kept: a few megabytes."""

_ALGORITHMS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
    "tr": "turkish",
}

_PLURAL_IN_S = frozenset({"es", "pt"})
"""Languages in which a noun's plural is the word with an s, whatever else Snowball makes of it."""

_COMMON = {
    "en": """
        a about all also an and any are as at be because been but by can could did do does for from had has have he her
        his how i if in into is it its itself just me more most my no not of on or our out over so some such than that
        the their them then there these they this those to under up was we were what when where which who will with
        would you your
    """,
    "es": """
        a al algo ante antes asi aun bajo cada como con contra cual cuando de del desde donde e el ella ellas ellos en
        entre era es esa ese eso esta este esto estos fue ha hasta hay la las le les lo los mas me mi mis mucho muy ni
        no nos o otra otro para pero por porque que quien se ser si sin sobre son su sus tambien te tu un una unas uno
        unos y ya yo
    """,
}


class Stems:
    """The stems of one language. A language that Snowball does not know keeps its words as they are, less accents."""

    def __init__(self, language: str) -> None:
        algorithm = _ALGORITHMS.get(language)
        self._stemmer = Stemmer.Stemmer(algorithm) if algorithm else None
        self._common = frozenset(_COMMON.get(language, "").split())
        self._has_plain_plurals = language in _PLURAL_IN_S
        self._known: dict[str, tuple[str, ...]] = {}

    @staticmethod
    def of(language: str) -> "Stems":
        """Those of a language, made once."""
        return _made(language)

    def of_word(self, word: str) -> tuple[str, ...]:
        """The stem of a word as it is written, then those it has besides without accents or as a singular, if others.

        Snowball knows some endings by their accents alone, and takes some plurals for verbs. Who writes `hablarian` is
        to find `hablarían` all the same, and who writes `marítimos` `marítimo`.
        """
        stems = self._known.get(word)
        if stems is None:
            lower = word.lower()[:_LONGEST_WORD]
            forms = [lower, without_accents(lower)]
            if (
                self._has_plain_plurals
                and len(lower) > 3
                and forms[1] not in self._common
                and lower[-1] == "s"
                and forms[1][-2] in "aeiou"
            ):
                forms.append(lower[:-1])
            stems = tuple(dict.fromkeys(without_accents(self._stemmed(form)) for form in forms))
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[word] = stems
        return stems

    def of_text(self, text: str) -> tuple[str, str]:
        """The stems of a text in order, a space apart; and those that its words have besides."""
        known = self._known
        forms = [known.get(word) or self.of_word(word) for word in words_in(text)]
        besides = [other for all_forms in forms if len(all_forms) > 1 for other in all_forms[1:]]
        return " ".join([all_forms[0] for all_forms in forms]), " ".join(besides)

    def is_common(self, word: str) -> bool:
        """Whether the word is in nearly every story, so that it tells none from another."""
        return without_accents(word.lower()) in self._common

    def _stemmed(self, word: str) -> str:
        return str(self._stemmer.stemWord(word)) if self._stemmer else word


def words_in(text: str) -> list[str]:
    """The words of a text: letters and digits of any script, nothing else."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def spans_of_words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text in NFC, each with where it begins and ends."""
    return [(found[0], *found.span()) for found in _WORD.finditer(text)]


def without_accents(text: str) -> str:
    """The letters below the accents: `cafe` of `café`, `n` of `ñ`."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@cache
def _made(language: str) -> Stems:
    return Stems(language)
