"""Fragments: the few words of a story around what was looked for, and which of them that is."""

import unicodedata
from collections.abc import Collection

from laera.domain.search import Span
from laera.searching.stems import Stems, spans_of_words, words_in

_WIDTH = 220
"""Letters of a fragment, about two lines."""
_BEFORE = 60
"""Of them before the first word that was looked for."""


def marked(text: str, wanted: Collection[str], stems: Stems) -> tuple[Span, ...]:
    """The whole text with what was looked for told apart. `wanted` are stems."""
    text = unicodedata.normalize("NFC", text)
    return _spans(text, _places(text, wanted, stems), 0, len(text))


def fragment(text: str, wanted: Collection[str], stems: Stems) -> tuple[Span, ...]:
    """The stretch of the text in which most of the stems stand, the first of several; without any, its beginning."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    places = _places(text, wanted, stems)
    best, most = 0, 0
    for index, (begin, _, _) in enumerate(places):
        within = {stem for start, _, stem in places[index : index + _WIDTH] if start < begin + _WIDTH - _BEFORE}
        if len(within) > most:
            best, most = begin, len(within)
    begin = _after_a_space(text, max(0, best - _BEFORE)) if best > _BEFORE else 0
    end = min(len(text), begin + _WIDTH)
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + 1) if " " in text[begin:end] else end
    spans = _spans(text, places, begin, end)
    before, after = Span("… ") if begin else None, Span(" …") if end < len(text) else None
    return tuple(span for span in (before, *spans, after) if span)


def _places(text: str, wanted: Collection[str], stems: Stems) -> list[tuple[int, int, str]]:
    """Where the words begin and end that have a wanted stem, and which."""
    found = {word: form for word in set(words_in(text)) for form in reversed(stems.of_word(word)) if form in wanted}
    if not found:
        return []
    return [(begin, end, found[word]) for word, begin, end in spans_of_words(text) if word in found]


def _spans(text: str, places: list[tuple[int, int, str]], begin: int, end: int) -> tuple[Span, ...]:
    spans = []
    at = begin
    for start, stop, _ in places:
        if start < begin or stop > end:
            continue
        if start > at:
            spans.append(Span(text[at:start]))
        spans.append(Span(text[start:stop], is_found=True))
        at = stop
    if at < end:
        spans.append(Span(text[at:end]))
    return tuple(spans)


def _after_a_space(text: str, at: int) -> int:
    found = text.find(" ", at, at + _BEFORE)
    return found + 1 if found >= 0 else at
