"""Changes: what differs between two forms of a story, as readers see it.

Texts are compared paragraph by paragraph and then word by word. The work is bounded whatever the texts are: what would
take too long to compare, or too much room to show, is said to have been rewritten.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain

from laera.domain.articles import Article, Photograph

LONGEST_SHOWN = 20_000
"""Characters that one change may show, old and new together."""
MOST_DIFFERENCES = 250
"""Words or paragraphs that came or went, in one comparison: beyond, a reader gets more from both texts in full."""
MOST_PAIRS = 900
"""Comparisons in looking for the paragraph that a new one was made from."""
ALIKE = 0.4
"""Share of words that two paragraphs must have in common to be one paragraph, changed."""
SHORTEST_SHARED = 6
"""Characters: fewer in common between two changes read as part of the change."""


class Part(StrEnum):
    """What of a story can change in sight of readers."""

    FORM = "form"
    HEADLINE = "headline"
    SUMMARY = "summary"
    BYLINE = "byline"
    DATELINE = "dateline"
    DATE = "date"
    SECTION = "section"
    ADDRESS = "address"
    TAGS = "tags"
    PHOTOGRAPH = "photograph"
    CAPTION = "caption"
    CREDIT = "credit"
    CORRECTIONS = "corrections"
    TEXT = "text"
    FORMATTING = "formatting"
    """Links and typography of a text whose words are the same."""


class Mark(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Span:
    """Words with the same fate."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with its changes marked; or, without spans, so many paragraphs in which nothing changed."""

    spans: tuple[Span, ...] = ()
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One part that changed. Without passages there is nothing to show of it but that it changed.

    `dates` are the old and the new one when the part is a date.
    """

    part: Part
    passages: tuple[Passage, ...] = ()
    dates: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A story in one form: what readers saw of it.

    `paragraphs` is the text of its body as it was read, None when it is too long to compare; `setting` is the body with
    its links and typography. `kind` is the name of its form, `section` the section's, `path` the address.
    """

    article: Article
    kind: str
    section: str
    path: str
    setting: str
    paragraphs: tuple[str, ...] | None


@dataclass(slots=True)
class Patience:
    """How many more comparisons of two words or paragraphs may be made. Many changes may share one."""

    steps: int = 400_000


def changes_between(before: Form, after: Form, patience: Patience) -> tuple[Change, ...]:
    """What a reader sees to be different, in the order of `Part`."""
    return tuple(change for change in _all_changes(before, after, patience) if change is not None)


def _all_changes(before: Form, after: Form, patience: Patience) -> Iterator[Change | None]:
    old, new = before.article, after.article
    yield _replaced(Part.FORM, before.kind, after.kind)
    yield _replaced(Part.HEADLINE, old.headline, new.headline)
    yield _reworded(Part.SUMMARY, old.summary, new.summary, patience)
    yield _replaced(Part.BYLINE, _signed(old), _signed(new))
    yield _replaced(Part.DATELINE, old.dateline, new.dateline)
    if old.published != new.published:
        yield Change(Part.DATE, dates=(old.published, new.published))
    yield _replaced(Part.SECTION, before.section, after.section)
    yield _replaced(Part.ADDRESS, before.path, after.path)
    yield _listed(Part.TAGS, [tag.name for tag in old.tags], [tag.name for tag in new.tags])
    yield from _in_photograph(old.photograph, new.photograph, patience)
    yield _listed(Part.CORRECTIONS, [it.text for it in old.corrections], [it.text for it in new.corrections])
    yield _in_text(before, after, patience)


def _signed(article: Article) -> str:
    return ", ".join(filter(None, (*(byline.name for byline in article.bylines), article.agency)))


def _replaced(part: Part, old: str, new: str) -> Change | None:
    """A short text: the old one whole, and the new one."""
    return None if old == new else _shown(part, [Passage(_whole(old, new))])


def _reworded(part: Part, old: str, new: str, patience: Patience) -> Change | None:
    """A longer one: word by word."""
    return None if old == new else _shown(part, [Passage(spans_between(old, new, patience))])


def _listed(part: Part, old: list[str], new: list[str]) -> Change | None:
    """Entries of a list: those that went and those that came. Their order says nothing."""
    earlier, later = dict.fromkeys(old), dict.fromkeys(new)
    went = [Passage((Span(Mark.REMOVED, text),)) for text in earlier if text not in later]
    came = [Passage((Span(Mark.ADDED, text),)) for text in later if text not in earlier]
    return _shown(part, went + came) if went or came else None


def _in_photograph(old: Photograph | None, new: Photograph | None, patience: Patience) -> Iterator[Change | None]:
    """Another photograph is told by what it shows; the name of its file is not for readers."""
    shown, shows = old.alt if old else "", new.alt if new else ""
    if (old and old.src) != (new and new.src):
        yield _shown(Part.PHOTOGRAPH, [Passage(_whole(shown, shows))] if shown or shows else [])
    else:
        yield _reworded(Part.PHOTOGRAPH, shown, shows, patience)
    yield _reworded(Part.CAPTION, old.caption if old else "", new.caption if new else "", patience)
    yield _replaced(Part.CREDIT, old.credit if old else "", new.credit if new else "")


def _in_text(before: Form, after: Form, patience: Patience) -> Change | None:
    if before.setting == after.setting:
        return None
    if before.paragraphs is None or after.paragraphs is None:
        return Change(Part.TEXT)
    if before.paragraphs == after.paragraphs:
        return Change(Part.FORMATTING)
    return _shown(Part.TEXT, passages_between(before.paragraphs, after.paragraphs, patience))


def _shown(part: Part, passages: list[Passage]) -> Change:
    """The change, without its passages when they are too long to show."""
    spans = chain.from_iterable(passage.spans for passage in passages)
    shown = sum(len(span.text) for span in spans if span.mark is not Mark.SAME)
    return Change(part, tuple(passages) if shown <= LONGEST_SHOWN else ())


def passages_between(before: Sequence[str], after: Sequence[str], patience: Patience) -> list[Passage]:
    """Two texts paragraph by paragraph; none when they have too little in common to be compared."""
    blocks = _blocks(before, after, patience)
    if blocks is None:
        return []
    passages: list[Passage] = []
    for block in blocks:
        if block.is_same:
            passages.append(Passage(unchanged=len(block.before)))
            continue
        for old, new in _paired(block.before, block.after):
            passages.append(Passage(spans_between(old, new, patience)))
    return passages


def spans_between(before: str, after: str, patience: Patience) -> tuple[Span, ...]:
    """Two paragraphs word by word, or the old one and the new one whole when little is left of it.

    All but what was added, joined, is `before`; all but what was removed is `after`.
    """
    # Each word with the space before it, the first one too: the space is taken away again by _without_lead.
    blocks = _blocks([f" {word}" for word in before.split(" ")], [f" {word}" for word in after.split(" ")], patience)
    if blocks is None:
        return _whole(before, after)
    joined = _joined(blocks)
    shared = sum(len(removed) for removed, added, is_same in joined if is_same)
    if 2 * shared < ALIKE * (len(before) + len(after)):
        return _whole(before, after)
    return tuple(_without_lead(list(_spans(joined))))


def _whole(before: str, after: str) -> tuple[Span, ...]:
    return tuple(span for span in (Span(Mark.REMOVED, before), Span(Mark.ADDED, after)) if span.text)


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch of two texts: the same in both, or what stands in the place of what."""

    before: Sequence[str]
    after: Sequence[str]
    is_same: bool


def _joined(blocks: list[_Block]) -> list[tuple[str, str, bool]]:
    """The blocks as (old, new, is the same), small words between two changes made part of the change."""
    joined: list[tuple[str, str, bool]] = []
    last = len(blocks) - 1
    for at, block in enumerate(blocks):
        old, new = "".join(block.before), "".join(block.after)
        is_same = block.is_same and (at in {0, last} or len(old) >= SHORTEST_SHARED)
        if joined and not is_same and not joined[-1][2]:
            earlier_old, earlier_new, _ = joined.pop()
            old, new = earlier_old + old, earlier_new + new
        joined.append((old, new, is_same))
    return joined


def _spans(joined: list[tuple[str, str, bool]]) -> Iterator[Span]:
    for old, new, is_same in joined:
        if is_same:
            yield Span(Mark.SAME, old)
        else:
            yield from _whole(old, new)


def _without_lead(spans: list[Span]) -> Iterator[Span]:
    """The spans without the space that stands before the first word of either text."""
    first, *rest = spans
    led = [Span(first.mark, first.text[1:])]
    if rest and first.mark is not Mark.SAME:
        second = rest.pop(0)
        led.append(Span(second.mark, second.text[1:]))
        if second.mark is Mark.SAME:  # the space before the words that are left is behind those that are not
            led[0] = Span(first.mark, first.text[1:] + " ")
    return (span for span in chain(led, rest) if span.text)


def _blocks(before: Sequence[str], after: Sequence[str], patience: Patience) -> list[_Block] | None:
    """Both texts cut into stretches that are the same and stretches that are not; None when they differ too much."""
    pairs = _shared(before, after, patience)
    if pairs is None:
        return None
    blocks: list[_Block] = []
    old = new = 0
    at = 0
    while at < len(pairs):
        i, j = pairs[at]
        if (i, j) != (old, new):
            blocks.append(_Block(before[old:i], after[new:j], is_same=False))
        length = 1
        while at + length < len(pairs) and pairs[at + length] == (i + length, j + length):
            length += 1
        blocks.append(_Block(before[i : i + length], after[j : j + length], is_same=True))
        at, old, new = at + length, i + length, j + length
    if old < len(before) or new < len(after):
        blocks.append(_Block(before[old:], after[new:], is_same=False))
    return blocks


def _shared(before: Sequence[str], after: Sequence[str], patience: Patience) -> list[tuple[int, int]] | None:
    """The positions of what is in both, by the shortest way from one to the other; None when that is too long.

    Eugene W. Myers, An O(ND) Difference Algorithm and Its Variations, 1986.
    """
    start, end = 0, 0
    shorter = min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    trail = _trail(old, new, patience)
    if trail is None:
        return None
    between = [(start + i, start + j) for i, j in _retraced(trail, len(old), len(new))]
    head = [(at, at) for at in range(start)]
    tail = [(len(before) - at, len(after) - at) for at in range(end, 0, -1)]
    return head + between + tail


def _trail(old: Sequence[str], new: Sequence[str], patience: Patience) -> list[dict[int, int]] | None:
    """How far into `old` each diagonal was followed, before each further difference."""
    reach = {1: 0}
    trail = []
    for differences in range(min(len(old) + len(new), MOST_DIFFERENCES) + 1):
        trail.append(reach.copy())
        for diagonal in range(-differences, differences + 1, 2):
            i = entry = _entry(reach, diagonal, differences)
            while i < len(old) and 0 <= i - diagonal < len(new) and old[i] == new[i - diagonal]:
                i += 1
            patience.steps -= 1 + i - entry
            reach[diagonal] = i
            if i >= len(old) and i - diagonal >= len(new):
                return trail
        if patience.steps < 0:
            return None
    return None


def _is_addition(reach: dict[int, int], diagonal: int, differences: int) -> bool:
    """Whether a diagonal is entered by an addition, from the one above; else by a removal, from the one below."""
    return diagonal == -differences or (diagonal != differences and reach[diagonal - 1] < reach[diagonal + 1])


def _entry(reach: dict[int, int], diagonal: int, differences: int) -> int:
    """How far into the old text a diagonal is entered."""
    return reach[diagonal + 1] if _is_addition(reach, diagonal, differences) else reach[diagonal - 1] + 1


def _retraced(trail: list[dict[int, int]], i: int, j: int) -> list[tuple[int, int]]:
    """The way back along the trail: what it passed that is in both."""
    pairs = []
    for differences in range(len(trail) - 1, -1, -1):
        reach, diagonal = trail[differences], i - j
        while i > _entry(reach, diagonal, differences):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        i, j = (i, j - 1) if _is_addition(reach, diagonal, differences) else (i - 1, j)
    return pairs[::-1]


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Each paragraph with the one it became; an empty text stands for none. The order of both is kept."""
    if len(before) * len(after) > MOST_PAIRS:
        return [*((old, "") for old in before), *(("", new) for new in after)]
    words, others = ([frozenset(_WORD.findall(text)) for text in texts] for texts in (before, after))
    likeness = [[_likeness(old, new) for new in others] for old in words]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in range(len(before) - 1, -1, -1):
        for j in range(len(after) - 1, -1, -1):
            together = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    pairs = []
    i = j = 0
    while i < len(before) and j < len(after):
        if best[i][j] == best[i + 1][j]:
            pairs.append((before[i], ""))
            i += 1
        elif best[i][j] == best[i][j + 1]:
            pairs.append(("", after[j]))
            j += 1
        else:
            pairs.append((before[i], after[j]))
            i, j = i + 1, j + 1
    return [*pairs, *((old, "") for old in before[i:]), *(("", new) for new in after[j:])]


def _likeness(words: frozenset[str], others: frozenset[str]) -> float:
    """The share of words that two paragraphs have in common, from 0 to 1."""
    return 2 * len(words & others) / max(len(words) + len(others), 1)


_WORD = re.compile(r"\w+")
