"""The paper's own words in each language: one gettext catalogue per language in `templates/words/`."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any, Self

from laera.errors import TemplatesError
from laera.rendering.environment import TemplateHome
from laera.rendering.locale_facts import LocaleFacts
from laera.rendering.numbers import number_in

FALLBACK = "en"

COUNT = "count"
PLACEHOLDERS = {
    "zone": frozenset({"city"}),
    "more_in": frozenset({"section"}),
    "history_of": frozenset({"headline"}),
    "history_absent": frozenset({"since", "until"}),
    "about_tag": frozenset({"paper", "tag"}),
    "about_byline": frozenset({"paper", "name"}),
    "about_day": frozenset({"paper", "date"}),
    "embed_notice": frozenset({"service"}),
    "recording_length": frozenset({"time"}),
    "recording_download": frozenset({"size"}),
    "footer": frozenset({"paper"}),
    "preview_until": frozenset({"moment"}),
    "preview_touches": frozenset({"added", "changed", "removed"}),
}
"""What stands in braces in a message; the others have none, and a counted message may have its `COUNT` besides."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A message about a number of things, in the form that the language has for that number."""

    name: str
    catalogue: GNUTranslations
    locale: LocaleFacts

    def __call__(self, count: int) -> str:
        """The message for so many."""
        return self.form(count).format(count=number_in(self.locale, count))

    def form(self, count: int) -> str:
        """The form for so many, the number still to be filled in."""
        return self.catalogue.ngettext(self.name, self.name, count)


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says that no editor wrote. Templates know it as `say`.

    A field is a message of the catalogues, under the same name; `say.message`, or `say.message(3)` when it is counted.
    """

    locale: LocaleFacts
    """No message: how the language writes dates, numbers and lists."""
    language_name: str
    """The language's name in itself: Español."""
    zone: str
    """Whose clock a time was read from."""
    skip: str
    sections: str
    languages: str
    front_page: str
    look: str
    look_size: str
    look_normal: str
    look_large: str
    look_largest: str
    look_colours: str
    look_automatic: str
    look_light: str
    look_dark: str
    look_blocked: str
    by: str
    photograph_by: str
    place_returned: str
    place_start: str
    updated: str
    corrections: str
    story_corrections: Counted
    all_corrections: str
    corrections_policy: str
    corrections_empty: str
    tags: str
    tag: str
    about_tag: str
    stories_by: str
    about_byline: str
    byline_empty: str
    days_paper: str
    about_day: str
    other_days: str
    day_cut: Counted
    share: str
    share_open: str
    share_mail: str
    share_copy: str
    share_copied: str
    save: str
    saved: str
    saved_note: str
    saved_without_script: str
    saved_empty: str
    saved_remove: str
    saved_removed: str
    saved_failed: str
    further: str
    related: str
    more_in: str
    latest: str
    breaking: str
    reading_time: Counted
    opinion_note: str
    live_ended: str
    live_fresh: str
    live_reload: str
    form_standard: str
    form_long_read: str
    form_opinion: str
    form_photo_essay: str
    form_live: str
    form_live_ended: str
    form_wire: str
    front_empty: str
    front_empty_hint: str
    gone: str
    gone_text: str
    gone_reason: str
    emptied: str
    emptied_text: str
    moved: str
    moved_text: str
    history: str
    history_of: str
    history_note: str
    history_published: str
    history_changed: str
    history_returned: str
    history_absent: str
    history_earlier: str
    history_same: Counted
    history_added: str
    """For screen readers; what was added follows."""
    history_removed: str
    """The same for what was removed."""
    history_rewritten: str
    history_formatting: str
    history_otherwise: str
    history_form: str
    history_headline: str
    history_summary: str
    history_byline: str
    history_dateline: str
    history_date: str
    history_section: str
    history_address: str
    history_photograph: str
    history_caption: str
    history_credit: str
    history_text: str
    search: str
    search_hint: str
    search_words: str
    """Names the field for screen readers."""
    search_all_sections: str
    search_section: str
    search_from: str
    search_to: str
    search_order: str
    search_best: str
    search_newest: str
    search_any: str
    search_none: str
    search_common: str
    search_long: str
    search_dates: str
    search_stale: str
    search_more: str
    not_found: str
    not_found_text: str
    back_home: str
    footnote_back: str
    """For screen readers; the footnote's number follows."""
    table: str
    """For screen readers: names a table without a caption."""
    box: str
    """The same for a fact box without a title."""
    recording_length: str
    recording_download: str
    embed_video: str
    embed_audio: str
    embed_post: str
    embed_map: str
    embed_chart: str
    embed_notice: str
    footer: str
    offline_copy: str
    offline_none: str
    offline_newer: str
    offline_show: str
    preview: str
    preview_until: str
    preview_touches: str
    preview_added: str
    preview_changed: str
    preview_removed: str
    preview_photograph: str
    comments: str
    comments_stored: str
    comments_private: str
    comments_without_script: str
    comment_label: str
    comment_answer_label: str
    comment_send: str
    comment_answer: str
    comment_save: str
    comment_cancel: str
    comment_edit: str
    comment_delete: str
    comment_undo: str
    comment_deleted: str
    comment_saved: str
    comment_empty: str
    comment_edited: str
    comment_full: str
    comment_blocked: str
    comments_all: str
    comments_export: str
    comments_erase: str
    comments_erase_sure: str
    comments_erase_yes: str
    comments_erased: str

    @classmethod
    def from_catalogue(cls, mo: bytes, locale: LocaleFacts, *, behind: Self | None = None) -> Self:
        """From a compiled catalogue: a complete one, or `behind` has the rest."""
        catalogue = GNUTranslations(BytesIO(mo))
        if behind:
            catalogue.add_fallback(behind.story_corrections.catalogue)  # any counted message knows its catalogue
        messages: dict[str, Any] = {
            name: Counted(name, catalogue, locale) if name in COUNTED else catalogue.gettext(name) for name in MESSAGES
        }
        return cls(locale=locale, **messages)


MESSAGES = frozenset(field.name for field in fields(Words)) - {"locale"}
"""The names of all messages, which a catalogue's `msgid` lines have."""
COUNTED = frozenset(field.name for field in fields(Words) if field.type is Counted)
"""Those that have a form for each kind of number the language knows."""


def placeholder_mistakes(name: str, form: str) -> Iterator[str]:
    """What is wrong with the braces of a message, or of one of its forms."""
    wanted = PLACEHOLDERS.get(name, frozenset())
    try:
        found = {field for _, field, _, _ in Formatter().parse(form) if field is not None}
    except ValueError:
        yield f"{name}: a brace is without its other half in “{form}”"
        return
    if name in COUNTED:
        found -= {COUNT}  # «One story» needs no number
    if found != wanted:
        yield f"{name}: has {_braced(found)} where {_braced(wanted)} belongs"


def _braced(names: Collection[str]) -> str:
    return " and ".join(f"{{{name}}}" for name in sorted(names)) or "no placeholder"


def languages_spoken(home: TemplateHome) -> frozenset[str]:
    """The languages that have a catalogue."""
    return frozenset(path.stem for path in (home.folder / "words").glob(f"*.{_kind(home)}"))


def read_all_words(home: TemplateHome) -> dict[str, Words]:
    """Every catalogue there is, by language: whoever begins with this hears of each mistake before any page is made."""
    return {language: read_words(home, language) for language in sorted(languages_spoken(home) | {FALLBACK})}


def read_words(home: TemplateHome, language: str) -> Words:
    """The catalogue of a language, of its base language (`es` for `es-CL`), else English."""
    kind = _kind(home)
    for name in (language, language.split("-", 1)[0], FALLBACK):
        path = home.folder / "words" / f"{name}.{kind}"
        if path.is_file():
            return _compiled(path) if home.is_compiled else _written(path)
    raise TemplatesError(f"words/{FALLBACK}.{kind} is missing from {home.folder}; restore it from the repository")


def _kind(home: TemplateHome) -> str:
    return "mo" if home.is_compiled else "po"


def _compiled(path: Path) -> Words:
    facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return Words.from_catalogue(path.read_bytes(), LocaleFacts.from_record(facts))


def _written(path: Path) -> Words:
    from laera.rendering.catalogues import compile_catalogue  # noqa: PLC0415 - needs Babel, which no layer carries

    catalogue = compile_catalogue(path.name, path.read_bytes())
    return Words.from_catalogue(catalogue.mo, catalogue.locale)
