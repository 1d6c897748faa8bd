"""What a form is called where readers meet it: above a headline, on a card, in a story's history."""

from laera.domain.forms import StoryForm
from laera.rendering.words import Words

UNANNOUNCED = frozenset({StoryForm.STANDARD, StoryForm.WIRE})
"""What readers expect of a paper anyway; a word above it would say nothing."""


def name_of(words: Words, form: StoryForm, *, is_live: bool) -> str:
    """The name of a form; of a live blog by whether it goes on."""
    return {
        StoryForm.STANDARD: words.form_standard,
        StoryForm.LONG_READ: words.form_long_read,
        StoryForm.OPINION: words.form_opinion,
        StoryForm.PHOTO_ESSAY: words.form_photo_essay,
        StoryForm.LIVE_BLOG: words.form_live if is_live else words.form_live_ended,
        StoryForm.WIRE: words.form_wire,
    }[form]


def label_of(words: Words, form: StoryForm, *, is_live: bool) -> str:
    """The word that announces a form; empty where none is needed."""
    return "" if form in UNANNOUNCED else name_of(words, form, is_live=is_live)
