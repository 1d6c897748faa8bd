"""Catalogues as translators write them, gettext's PO files: read with Babel, every mistake named, compiled.

Only a checkout and the building of a layer come here: what a layer carries was compiled by `compiling.py`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO, StringIO
from string import Formatter

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from laera.errors import TemplatesError
from laera.rendering.locale_facts import DATE_FIELDS, TIME_FIELDS, LocaleFacts
from laera.rendering.words import MESSAGES, PLACEHOLDERS


@dataclass(frozen=True, slots=True)
class CompiledCatalogue:
    """What `gettext` reads, and how the language writes dates."""

    mo: bytes
    locale: LocaleFacts


@lru_cache(maxsize=32)
def compile_catalogue(name: str, body: bytes) -> CompiledCatalogue:
    """Compile `es.po`. What is wrong with it is said at once, with the cure; the same bytes are read once."""
    source = f"words/{name}"
    try:
        text = body.decode("utf-8-sig")
        catalogue = read_po(StringIO(text), abort_invalid=True)
    except UnicodeDecodeError as error:
        raise TemplatesError(f"{source}: this is not UTF-8: save it as UTF-8") from error
    except PoFileError as error:
        raise TemplatesError(f"{source}: line {error.lineno + 1}: {error}; compare with en.po") from error
    mistakes = [*_header_mistakes(name.removesuffix(".po"), catalogue), *_mistakes(catalogue, text)]
    if mistakes:
        raise TemplatesError("\n".join(f"{source}: {mistake}" for mistake in mistakes))
    try:
        locale = facts_of(str(catalogue.locale_identifier))
    except TemplatesError as error:
        raise TemplatesError(f"{source}: {error}") from error
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return CompiledCatalogue(compiled.getvalue(), locale)


@cache
def facts_of(locale: str) -> LocaleFacts:
    """The facts of `es`, or of English as Britain writes it: `en_GB`."""
    try:
        known = Locale.parse(locale)
    except (UnknownLocaleError, ValueError) as error:
        raise TemplatesError(f"the CLDR has no locale '{locale}'; write one such as es, pt_BR or en_GB") from error
    date, time = known.date_formats["long"].format, known.time_formats["short"].format
    fields = set(re.findall(r"%\((\w+)\)s", date + time))
    if not fields <= DATE_FIELDS | TIME_FIELDS:
        raise TemplatesError(f"dates in the locale '{locale}' have parts that La Era cannot write: {date}, {time}")
    months, halves = known.months["format"]["wide"], known.day_periods["format"]["abbreviated"]
    return LocaleFacts(
        language=known.language,
        months=tuple(months[number] for number in range(1, 13)),
        date=date,
        time=time,
        date_time=str(known.datetime_formats["long"]),
        halves=(halves["am"], halves["pm"]),
    )


def _header_mistakes(language: str, catalogue: Catalog) -> Iterator[str]:
    locale = str(catalogue.locale_identifier or "")
    if re.split("[-_]", locale)[0] != language.split("-", maxsplit=1)[0]:
        yield f'the header says "Language: {locale}\\n" in a file named after {language}: write {language} there'
    if catalogue.charset.lower().replace("-", "") != "utf8":
        yield f"the header says charset={catalogue.charset}: save the file as UTF-8 and write charset=UTF-8"


def _mistakes(catalogue: Catalog, text: str) -> Iterator[str]:
    written = Counter(re.findall(r'^msgid "(.+)"$', text, re.MULTILINE))
    if twice := sorted(name for name, times in written.items() if times > 1):
        yield f"there twice: {', '.join(twice)}; keep one of each"
    messages = {str(message.id): message for message in catalogue if message.id}
    if missing := sorted(MESSAGES - messages.keys()):
        yield f"missing messages: {', '.join(missing)}; copy them from en.po and translate them"
    if unknown := sorted(messages.keys() - MESSAGES):
        yield f"unknown messages: {', '.join(unknown)}; en.po has all that pages say: remove or rename them"
    if empty := sorted(name for name, message in messages.items() if not message.string):
        yield f"not translated: {', '.join(empty)}; write their msgstr"
    if fuzzy := sorted(name for name, message in messages.items() if message.fuzzy):
        yield f"marked as fuzzy: {', '.join(fuzzy)}; look at them again and remove the mark"
    for name in sorted(messages.keys() & MESSAGES):
        yield from _placeholder_mistakes(name, messages[name])


def _placeholder_mistakes(name: str, message: Message) -> Iterator[str]:
    wanted = PLACEHOLDERS.get(name, frozenset())
    try:
        found = {field for _, field, _, _ in Formatter().parse(str(message.string)) if field is not None}
    except ValueError:
        yield f"{name}: a brace is without its other half in “{message.string}”"
        return
    if message.string and found != wanted:
        yield f"{name}: has {_braced(found)} where {_braced(wanted)} belongs"


def _braced(names: set[str] | frozenset[str]) -> str:
    return " and ".join(f"{{{name}}}" for name in sorted(names)) or "no placeholder"
