"""The look of a set that a designer pushed. Whoever may push it is not trusted with the press: it can only make pages.

What it lacks (a template or a message that a later release brought) is the press's own.
"""

import json
import re
import struct
from collections.abc import Iterator, Mapping
from typing import Any, Self

from jinja2 import BaseLoader, ChoiceLoader, FunctionLoader, StrictUndefined, Template
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from laera.errors import TemplatesError
from laera.rendering.assets import Asset, asset_of
from laera.rendering.locale_facts import DATE_FIELDS, TIME_FIELDS, LocaleFacts
from laera.rendering.looks import Look
from laera.rendering.words import COUNTED, FALLBACK, MESSAGES, Counted, Words, placeholder_mistakes

MOST_PIECES = 200_000
LONGEST_PAGE = 4_000_000
"""Of one page made with such a set: the pieces that its templates write, and the characters. Ours have a hundredth."""
LONGEST_RANGE = 1_000
LONGEST_FACT = 200
"""Characters of any name or pattern by which a language writes dates."""

_FIELDS = re.compile(rf"%\((?:{'|'.join(sorted(DATE_FIELDS | TIME_FIELDS))})\)s")
_BROKEN = (OSError, ValueError, TypeError, LookupError, ArithmeticError, struct.error, RecursionError)
"""What damaged catalogues make their readers raise."""


class _Bounded(Template):
    """A template of which no page without end is made. Loops that write nothing are not counted."""

    def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - as Jinja2 has it
        """The page; TemplatesError when there is no end to it."""
        pieces: list[str] = []
        length = 0
        for piece in self.generate(*args, **kwargs):
            pieces.append(piece)
            length += len(piece)
            if len(pieces) > MOST_PIECES or length > LONGEST_PAGE:
                raise TemplatesError(f"{self.name}: there is no end to the page; look for a loop that repeats too much")
        return "".join(pieces)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Where such templates run: they reach the values they are given and cannot change them."""

    template_class = _Bounded
    intercepted_binops = frozenset({"*", "**"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - a template's values
        """Of a counted message nothing but the message: its catalogue can be changed."""
        return not isinstance(obj, Counted) and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401 - as above
        """Of the press's own code a template may call messages, and what it is given on purpose."""
        is_ours = str(getattr(obj, "__module__", "")).startswith("laera.")
        return super().is_safe_callable(obj) and (not is_ours or isinstance(obj, Counted) or obj is _short_range)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - a template's values
        """Multiplying repeats texts and lists, and powers have no bound."""
        if operator == "**" or not all(isinstance(side, int | float) for side in (left, right)):
            raise SecurityError(f"{operator} is for numbers, and ** for none")
        return super().call_binop(context, operator, left, right)

    @classmethod
    def on(cls, templates: Mapping[str, str], own: BaseLoader | None) -> Self:
        """With these templates; those of the press's own stand behind them."""
        read = FunctionLoader(lambda name: (templates[name], name, None) if name in templates else None)
        environment = cls(
            loader=ChoiceLoader([read, own] if own else [read]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.globals["range"] = _short_range
        del environment.globals["lipsum"]  # as much text as one asks for
        return environment


def pushed_look(name: str, files: Mapping[str, bytes], own: Look) -> Look:
    """The look that these files are. TemplatesError names every mistake that shows before a page is made."""
    mistakes: list[str] = []
    templates: dict[str, str] = {}
    words: dict[str, Words] = {}
    for path in sorted(files):
        try:
            if path.endswith(".html"):
                templates[path] = files[path].decode("utf-8").replace("\r\n", "\n")
            elif path.endswith(".mo"):
                language = path.removeprefix("words/").removesuffix(".mo")
                words[language] = _words(path, files, own.words(language))
        except UnicodeDecodeError:
            mistakes.append(f"{path}: this is not UTF-8: save it as UTF-8")
        except TemplatesError as error:
            mistakes.append(str(error))
    if mistakes:
        raise TemplatesError("\n".join(mistakes))

    def words_of(language: str) -> Words:
        base = language.split("-", 1)[0]
        for known in (language, base):
            if known in words:
                return words[known]
            if known in own.languages:
                return own.words(known)
        return words[FALLBACK] if FALLBACK in words else own.words(FALLBACK)

    return Look(
        name=name,
        environment=_Sandbox.on(templates, own.environment.loader),
        assets=_assets(files, own),
        languages=own.languages | words.keys(),
        words=words_of,
        sources=frozenset(templates),
    )


def _assets(files: Mapping[str, bytes], own: Look) -> tuple[Asset, ...]:
    """By name; where the set has none of a name, the press's own."""
    assets = {asset.name: asset for asset in own.assets}
    for path, body in files.items():
        if path.startswith("assets/"):
            asset = asset_of(path.removeprefix("assets/"), body)
            assets[asset.name] = asset
    return tuple(assets[name] for name in sorted(assets))


def _words(path: str, files: Mapping[str, bytes], own: Words) -> Words:
    facts = f"{path.removesuffix('.mo')}.json"
    if facts not in files:
        raise TemplatesError(f"{facts}: this is missing; push the set again")
    try:
        words = Words.from_catalogue(files[path], _locale(json.loads(files[facts])), behind=own)
        mistakes = [f"{path}: {mistake}" for name in sorted(MESSAGES) for mistake in _message_mistakes(words, name)]
    except _BROKEN as error:
        raise TemplatesError(f"{path}: this catalogue cannot be read ({error}); push the set again") from error
    if mistakes:
        raise TemplatesError("\n".join(mistakes))
    return words


def _message_mistakes(words: Words, name: str) -> Iterator[str]:
    said = getattr(words, name)
    forms = {said.form(count) for count in range(200)} if name in COUNTED else {said}
    for form in sorted(forms):
        yield from placeholder_mistakes(name, form)


def _locale(record: Any) -> LocaleFacts:  # noqa: ANN401 - whatever the JSON holds
    facts = LocaleFacts.from_record(record)
    texts = (facts.tag, facts.date_time, facts.group, facts.comma, facts.end, facts.pair)
    patterns = (facts.date, facts.full_date, facts.time)
    names = (*facts.months, *facts.weekdays, *facts.halves, *facts.cities, *facts.cities.values())
    is_whole = (
        (len(facts.months), len(facts.weekdays), len(facts.halves)) == (12, 7, 2)
        and all(isinstance(text, str) and len(text) <= LONGEST_FACT for text in (*texts, *patterns, *names))
        and all("%" not in _FIELDS.sub("", pattern) for pattern in patterns)
        and not set("{}") & set(re.sub(r"\{[01]\}", "", facts.date_time))
        and len(facts.grouping) == 2
        and facts.direction in {"ltr", "rtl"}
        and all(isinstance(size, int) and size > 0 for size in facts.grouping)
    )
    if not is_whole:
        raise ValueError("the language's way with dates is not whole")
    return facts


def _short_range(*bounds: int) -> range:
    numbers = range(*bounds)
    if len(numbers) > LONGEST_RANGE:
        raise SecurityError(f"a range has at most {LONGEST_RANGE} numbers")
    return numbers
