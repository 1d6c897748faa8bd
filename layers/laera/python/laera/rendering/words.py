"""The paper's own words in each language: one JSON file per language in `templates/words/`."""

import json
from dataclasses import dataclass, fields
from typing import Any, Self

from laera.errors import TemplatesError
from laera.rendering.environment import TemplateHome

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says that no editor wrote. Templates know it as `say`."""

    language_name: str
    """The language's name in itself: Español."""
    date: str
    """With {day}, {month} (its name) and {year}."""
    date_time: str
    """With {date} and {time}."""
    zone: str
    """With {city}: whose clock a time was read from."""
    months: tuple[str, ...]
    """Twelve names."""
    skip: str
    sections: str
    languages: str
    by: str
    photograph_by: str
    updated: str
    corrections: str
    tags: str
    share: str
    share_mail: str
    share_copy: str
    share_copied: str
    more_in: str
    """With {section}."""
    latest: str
    front_empty: str
    front_empty_hint: str
    gone: str
    gone_text: str
    gone_reason: str
    moved: str
    moved_text: str
    not_found: str
    not_found_text: str
    back_home: str
    footnote_back: str
    """For screen readers; the footnote's number follows."""
    footer: str
    """With {paper}."""
    comments: str
    comments_stored: str
    comments_without_script: str
    comment_label: str
    comment_send: str
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

    @classmethod
    def from_record(cls, record: dict[str, Any], source: str) -> Self:
        """From the catalogue's JSON; every missing or unknown word is named."""
        known = {field.name for field in fields(cls)}
        missing, unknown = sorted(known - record.keys()), sorted(record.keys() - known)
        if missing or unknown:
            raise TemplatesError(f"{source}: missing words: {missing}; unknown words: {unknown}; compare with en.json")
        if len(record["months"]) != 12:
            raise TemplatesError(f"{source}: months: {len(record['months'])} names instead of 12")
        return cls(**{**record, "months": tuple(record["months"])})


def read_words(home: TemplateHome, language: str) -> Words:
    """The catalogue of a language, of its base language (`es` for `es-CL`), else English."""
    for name in (language, language.split("-", 1)[0], FALLBACK):
        path = home.folder / "words" / f"{name}.json"
        if path.is_file():
            return Words.from_record(json.loads(path.read_text(encoding="utf-8")), f"words/{path.name}")
    raise TemplatesError(f"words/{FALLBACK}.json is missing from {home.folder}; restore it from the repository")
