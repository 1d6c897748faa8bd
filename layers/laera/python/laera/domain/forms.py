"""Forms: what kind of story a story is, which decides how its page looks and how lists announce it."""

from collections.abc import Mapping
from enum import StrEnum

from laera.domain.slugs import slugify


class StoryForm(StrEnum):
    """The forms, by the word that records and editors use."""

    STANDARD = "standard"
    LONG_READ = "long-read"
    OPINION = "opinion"
    PHOTO_ESSAY = "photo-essay"
    LIVE_BLOG = "live-blog"
    WIRE = "wire"


# The words for a form besides its own, as slugs: accents, capitals and spaces make no difference.
# docs/editor/forms.md tells editors each of them.
SYNONYMS: Mapping[StoryForm, tuple[str, ...]] = {
    StoryForm.STANDARD: ("noticia",),
    StoryForm.LONG_READ: ("reportaje", "a-fondo"),
    StoryForm.OPINION: ("columna", "column"),
    StoryForm.PHOTO_ESSAY: ("fotogaleria", "ensayo-fotografico"),
    StoryForm.LIVE_BLOG: ("en-vivo", "minuto-a-minuto", "live"),
    StoryForm.WIRE: ("cable", "agencia"),
}
FORMS_BY_WORD: Mapping[str, StoryForm] = {
    word: form for form, words in SYNONYMS.items() for word in (form.value, *words)
}


def form_called(word: str) -> StoryForm | None:
    """The form that an editor's word names, None when it names none."""
    return FORMS_BY_WORD.get(slugify(word))
