"""Catalogues as translators write them, gettext's PO files: read with Babel, every mistake named, compiled.

Only a checkout and the building of a layer come here: what a layer carries was compiled by `compiling.py`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from gettext import GNUTranslations
from io import BytesIO, StringIO
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from laera.errors import TemplatesError
from laera.rendering.dates import city_of
from laera.rendering.locale_facts import DATE_FIELDS, TIME_FIELDS, LocaleFacts
from laera.rendering.words import COUNTED, MESSAGES, placeholder_mistakes

_QUOTED = re.compile(r'\s*(?:msg\w+(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*"\s*')
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
"""Babel would write today's: the same catalogue gives the same bytes."""


@dataclass(frozen=True, slots=True)
class CompiledCatalogue:
    """What `gettext` reads, and how the language writes dates, numbers and lists."""

    mo: bytes
    locale: LocaleFacts


@lru_cache(maxsize=32)
def compile_catalogue(name: str, body: bytes) -> CompiledCatalogue:
    """Compile `es.po`. What is wrong with it is said at once, with the cure; the same bytes are read once."""
    source = f"words/{name}"
    try:
        text = body.decode("utf-8-sig").replace("\r\n", "\n")
        catalogue = read_po(StringIO(text), abort_invalid=True)
    except UnicodeDecodeError as error:
        raise TemplatesError(f"{source}: this is not UTF-8: save it as UTF-8") from error
    except PoFileError as error:
        said = str(error).removesuffix(f" on {error.lineno}")
        raise TemplatesError(f"{source}: line {error.lineno + 1}: {said}; compare with en.po") from error
    mistakes = [
        *_quote_mistakes(text),
        *_header_mistakes(name.removesuffix(".po"), catalogue),
        *_mistakes(catalogue, text),
    ]
    if mistakes:
        raise TemplatesError("\n".join(f"{source}: {mistake}" for mistake in mistakes))
    try:
        locale = facts_of(str(catalogue.locale_identifier))
    except TemplatesError as error:
        raise TemplatesError(f"{source}: {error}") from error
    catalogue.creation_date = _NO_DATE
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    if not _every_count_has_a_form(compiled):
        raise TemplatesError(
            f"{source}: Plural-Forms does not fit the forms that there are; write it as gettext's manual has it"
        )
    return CompiledCatalogue(compiled.getvalue(), locale)


@cache
def facts_of(locale: str) -> LocaleFacts:
    """The facts of `es`, or of English as Britain writes it: `en_GB`."""
    try:
        known = Locale.parse(locale)
    except (UnknownLocaleError, ValueError) as error:
        raise TemplatesError(f"the CLDR has no locale '{locale}'; write one such as es, pt_BR or en_GB") from error
    date, full_date = known.date_formats["long"].format, known.date_formats["full"].format
    # Finnish names the weekday in a form of its own (cccc), which stands here in the place of the other (EEEE).
    weekdays = known.days["stand-alone" if "cccc" in full_date else "format"]["wide"]
    full_date = full_date.replace("cccc", "EEEE")
    time = known.time_formats["short"].format
    fields = set(re.findall(r"%\((\w+)\)s", full_date + date + time))
    if not fields <= DATE_FIELDS | TIME_FIELDS:
        raise TemplatesError(f"dates in the locale '{locale}' have parts that La Era cannot write: {full_date}, {time}")
    months = known.months["format"]["wide"]
    halves = known.day_periods["format"]["abbreviated"]
    rows = known.list_patterns["standard"]
    last, before = known.decimal_formats[None].grouping
    return LocaleFacts(
        tag=str(known).replace("_", "-"),
        months=tuple(months[number] for number in range(1, 13)),
        weekdays=tuple(weekdays[number] for number in range(7)),
        date=date,
        full_date=full_date,
        time=time,
        date_time=str(known.datetime_formats["long"]),
        halves=(halves["am"], halves["pm"]),
        group=known.number_symbols["latn"]["group"],
        grouping=(last, before),
        comma=_between(rows["middle"]),
        end=_between(rows["end"]),
        pair=_between(rows["2"]),
        direction=known.text_direction,
        cities=dict(_cities(known)),
    )


def _cities(locale: Locale) -> Iterator[tuple[str, str]]:
    """The CLDR knows a zone by one name, also those that have been given others since."""
    names = get_global("zone_aliases")
    for zone in sorted(available_timezones()):
        city = locale.time_zones.get(names.get(zone, zone), {}).get("city")
        if city and city != city_of(zone):
            yield zone, city


def _between(pattern: str) -> str:
    """What `{0} y {1}` puts between two names."""
    return pattern.partition("{0}")[2].partition("{1}")[0]


def _quote_mistakes(text: str) -> Iterator[str]:
    """Babel would take a letter for the quotation mark that is missing."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith(("msg", '"')) and not _QUOTED.fullmatch(line):
            yield f'line {number}: the text must stand between two ", and \\ before a " within it'


def _header_mistakes(language: str, catalogue: Catalog) -> Iterator[str]:
    locale = str(catalogue.locale_identifier or "")
    if not _LANGUAGE.fullmatch(language):
        yield "no language has this name: name the file by the code that site.yaml has, such as pt.po"
    elif re.split("[-_]", locale)[0] != language.split("-", maxsplit=1)[0]:
        yield f'the header says "Language: {locale}\\n" in a file named after {language}: write {language} there'
    if catalogue.charset.lower().replace("-", "") != "utf8":
        yield f"the header says charset={catalogue.charset}: save the file as UTF-8 and write charset=UTF-8"


def _mistakes(catalogue: Catalog, text: str) -> Iterator[str]:
    written = Counter(re.findall(r'^msgid "(.+)"$', text, re.MULTILINE))
    if twice := sorted(name for name, times in written.items() if times > 1):
        yield f"there twice: {', '.join(twice)}; keep one of each"
    messages = {_name(message): message for message in catalogue if message.id}
    if missing := sorted(MESSAGES - messages.keys()):
        yield f"missing messages: {', '.join(missing)}; copy them from en.po and translate them"
    if unknown := sorted(messages.keys() - MESSAGES):
        yield f"unknown messages: {', '.join(unknown)}; en.po has all that pages say: remove or rename them"
    if empty := sorted(name for name, message in messages.items() if not all(_forms(message))):
        yield f"not translated: {', '.join(empty)}; write their msgstr"
    if fuzzy := sorted(name for name, message in messages.items() if message.fuzzy):
        yield f"marked as fuzzy: {', '.join(fuzzy)}; look at them again and remove the mark"
    for name in sorted(messages.keys() & MESSAGES):
        message = messages[name]
        if bool(message.pluralizable) is not (name in COUNTED):
            yield f"{name}: {'has no forms for counts' if name in COUNTED else 'has no use for counts'}; see en.po"
        for form in filter(None, _forms(message)):
            yield from placeholder_mistakes(name, form)


def _name(message: Message) -> str:
    """The message's name; no message of ours has a context (`msgctxt`), so with one it is another."""
    name = str(message.id if isinstance(message.id, str) else message.id[0])
    return f"{message.context}/{name}" if message.context else name


def _forms(message: Message) -> tuple[str, ...]:
    """What is said: one text, or one for each of the language's plural forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _every_count_has_a_form(mo: BytesIO) -> bool:
    """Whether the header's rule leads from any count to one of the forms."""
    mo.seek(0)
    try:
        catalogue = GNUTranslations(mo)
        return all(catalogue.ngettext(name, name, count) != name for name in COUNTED for count in range(200))
    except ValueError:
        return False
