"""How long a story takes to read."""

import pytest

from laera.rendering.reading_time import SECONDS_A_PHOTOGRAPH, WORDS_A_MINUTE, minutes_to_read


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [
        (0, "en", 1),
        (228 * 4, "en", 4),
        (218 * 4, "es", 4),
        (218 * 4, "es-CL", 4),
        (166 * 4, "pl", 4),
        (184 * 4, "xx", 4),
        (218 * 4 + 100, "es", 4),
        (218 * 4 + 120, "es", 5),
    ],
)
def test_words_are_read_at_the_speed_of_their_language(words: int, language: str, minutes: int) -> None:
    """To the nearest minute, one at least; a language nobody measured is read as the mean of those that were."""
    assert minutes_to_read(f"<p>{'palabra ' * words}</p>", language, 0) == minutes


def test_photographs_are_looked_at() -> None:
    """Six take a minute."""
    assert SECONDS_A_PHOTOGRAPH == 10
    assert minutes_to_read("<p>" + "word " * 228 + "</p>", "en", 6) == 2


def test_tags_are_not_read() -> None:
    """Nor what is in them; words with hyphens, dots and apostrophes are one."""
    markup = '<img src="/media/a.webp" alt="many words that nobody reads"> ' * 228
    assert minutes_to_read(markup, "en", 0) == 1
    assert minutes_to_read("it’s well-known at 21.30 " * 114, "en", 0) == 2


@pytest.mark.parametrize(("language", "text"), [("zh", "新闻"), ("ja", "新聞を")])
def test_languages_without_spaces_count_characters(language: str, text: str) -> None:
    """Whose speed is in characters too."""
    times = 3 * WORDS_A_MINUTE[language] // len(text)
    assert minutes_to_read(f"<p>{text * times}</p>", language, 0) == 3
