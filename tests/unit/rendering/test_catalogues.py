"""Catalogues: what a translator did wrong is named, all at once, with the cure."""

import re

import pytest

from laera.errors import TemplatesError
from laera.rendering.catalogues import compile_catalogue, facts_of
from laera.rendering.environment import SOURCE
from laera.rendering.locale_facts import LocaleFacts

ENGLISH = (SOURCE / "words" / "en.po").read_text(encoding="utf-8")
COMMENTS = 'msgid "comments"\nmsgstr "Comments"\n'


def complaint_about(text: str | bytes, name: str = "en.po") -> str:
    """What is said of a catalogue that cannot be used."""
    with pytest.raises(TemplatesError) as raised:
        compile_catalogue(name, text if isinstance(text, bytes) else text.encode())
    return str(raised.value)


def test_a_message_that_is_not_there_is_missing_and_one_that_nobody_says_is_unknown() -> None:
    """A translator learns of both in one go."""
    said = complaint_about(ENGLISH.replace('msgid "comments"', 'msgid "komments"'))

    assert said.splitlines() == [
        "words/en.po: missing messages: comments; copy them from en.po and translate them",
        "words/en.po: unknown messages: komments; en.po has all that pages say: remove or rename them",
    ]


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ('msgid "comments"\nmsgstr ""\n', "not translated: comments; write their msgstr"),
        (f"#, fuzzy\n{COMMENTS}", "marked as fuzzy: comments; look at them again and remove the mark"),
        (f"{COMMENTS}\n{COMMENTS}", "there twice: comments; keep one of each"),
        ('msgid "comments"\nmsgstr "{paper} comments"\n', "comments: has {paper} where no placeholder belongs"),
        ('msgid "comments"\nmsgstr "Comments {"\n', "comments: a brace is without its other half in “Comments {”"),
    ],
)
def test_a_message_that_cannot_be_said_is_named(written: str, complaint: str) -> None:
    """Empty, doubtful, twice or with a placeholder that nobody fills."""
    assert complaint_about(ENGLISH.replace(COMMENTS, written)) == f"words/en.po: {complaint}"


@pytest.mark.parametrize("written", ["Published by nobody", "Published by {Paper}", "By {paper} in {city}", "By {}"])
def test_a_translation_neither_loses_a_placeholder_nor_asks_for_another(written: str) -> None:
    """The paper's name stands in its last line in every language."""
    said = complaint_about(ENGLISH.replace("Published by {paper}", written))

    assert said.startswith("words/en.po: footer: has ")
    assert said.endswith(" where {paper} belongs")


def test_a_placeholder_may_move_within_its_message() -> None:
    """Other languages have another order of words."""
    moved = ENGLISH.replace("Published by {paper}", "{paper} has published this")

    assert b"{paper} has published this" in compile_catalogue("en.po", moved.encode()).mo


def test_the_header_says_the_language_of_the_file() -> None:
    """Who copies en.po and forgets its header would get English dates between Portuguese words."""
    said = complaint_about(ENGLISH, "pt.po")

    assert said == 'words/pt.po: the header says "Language: en_GB\\n" in a file named after pt: write pt there'


def test_a_header_may_name_a_country() -> None:
    """Dates in English are those of Britain, or of the United States."""
    american = ENGLISH.replace("Language: en_GB", "Language: en_US")

    assert compile_catalogue("en.po", ENGLISH.encode()).locale.date == "%(d)s %(MMMM)s %(y)s"
    assert compile_catalogue("en.po", american.encode()).locale.date == "%(MMMM)s %(d)s, %(y)s"


def test_a_country_that_does_not_exist_is_named() -> None:
    """Its dates are nobody's."""
    said = complaint_about(ENGLISH.replace("Language: en_GB", "Language: en_XX"))

    assert said == "words/en.po: the CLDR has no locale 'en_XX'; write one such as es, pt_BR or en_GB"


def test_a_date_that_cannot_be_written_is_named() -> None:
    """Thai counts years in an era of its own, which no page of ours knows."""
    with pytest.raises(TemplatesError, match="dates in the locale 'th' have parts that La Era cannot write"):
        facts_of("th")


def test_a_file_that_is_no_catalogue_is_named() -> None:
    """With the line where it stops being one."""
    line = next(number for number, line in enumerate(ENGLISH.splitlines(), 1) if line == 'msgid "comments"')

    said = complaint_about(ENGLISH.replace('msgid "comments"', "comments:"))

    assert re.match(rf"words/en\.po: line {line}: .+; compare with en\.po", said)


def test_a_catalogue_is_unicode() -> None:
    """Latin-1 would be read as another alphabet; what the header claims is believed by every other tool."""
    spanish = (SOURCE / "words" / "es.po").read_text(encoding="utf-8")

    assert complaint_about(spanish.encode("latin-1"), "es.po") == "words/es.po: this is not UTF-8: save it as UTF-8"
    assert complaint_about(spanish.replace("charset=UTF-8", "charset=latin-1"), "es.po") == (
        "words/es.po: the header says charset=latin-1: save the file as UTF-8 and write charset=UTF-8"
    )


def test_facts_survive_the_way_into_a_layer() -> None:
    """What a layer carries as JSON is what Babel said."""
    facts = facts_of("pt_BR")

    assert LocaleFacts.from_record(facts.to_record()) == facts
    assert facts.months[2] == "março"


def test_a_catalogue_saved_by_a_windows_editor_is_read() -> None:
    """A byte order mark and other line ends change nothing."""
    windows = b"\xef\xbb\xbf" + ENGLISH.replace("\n", "\r\n").encode()

    assert compile_catalogue("en.po", windows).mo == compile_catalogue("en.po", ENGLISH.encode()).mo
