"""Catalogues: what a translator did wrong is named, all at once, with the cure."""

import re
from gettext import GNUTranslations
from io import BytesIO

import pytest

from laera.errors import TemplatesError
from laera.rendering.catalogues import compile_catalogue, facts_of
from laera.rendering.environment import SOURCE
from laera.rendering.locale_facts import LocaleFacts
from laera.rendering.words import Words

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


COUNTED = 'msgstr[0] "Correction"\nmsgstr[1] "Corrections"\n'


@pytest.mark.parametrize(
    ("forms", "complaint"),
    [
        ('msgstr[0] "Correction"\n', "not translated: story_corrections; write their msgstr"),
        (
            'msgstr[0] "{cuont} correction"\nmsgstr[1] "Corrections"\n',
            "story_corrections: has {cuont} where no placeholder belongs",
        ),
    ],
)
def test_every_form_of_a_counted_message_is_looked_at(forms: str, complaint: str) -> None:
    """A form that was forgotten would leave a hole on some pages only."""
    assert complaint_about(ENGLISH.replace(COUNTED, forms)) == f"words/en.po: {complaint}"


def test_a_counted_message_has_forms_and_others_have_none() -> None:
    """The English catalogue shows which is which."""
    plain = ENGLISH.replace(f'msgid_plural "story_corrections"\n{COUNTED}', 'msgstr "Corrections"\n')
    assert complaint_about(plain) == "words/en.po: story_corrections: has no forms for counts; see en.po"

    plural = ENGLISH.replace(COMMENTS, 'msgid "comments"\nmsgid_plural "comments"\nmsgstr[0] "A"\nmsgstr[1] "B"\n')
    assert complaint_about(plural) == "words/en.po: comments: has no use for counts; see en.po"


@pytest.mark.parametrize("rule", ["nplurals=2; plural=n", "nplurals=2; plural=(n != 1", "nplurals=2; plural=x"])
def test_a_rule_for_counts_that_leads_to_no_form_is_named(rule: str) -> None:
    """The third story of a list would have no form to be counted with."""
    said = complaint_about(ENGLISH.replace("nplurals=2; plural=(n != 1)", rule))

    assert said.startswith("words/en.po: Plural-Forms does not fit the forms that there are")


def test_a_language_has_as_many_forms_as_it_needs() -> None:
    """Polish has three, and a number in each where its translator wants one."""
    rule = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"
    forms = 'msgstr[0] "Sprostowanie"\nmsgstr[1] "{count} sprostowania"\nmsgstr[2] "{count} sprostowań"\n'
    polish = ENGLISH.replace(COUNTED, forms).replace("nplurals=2; plural=(n != 1)", rule)
    polish = re.sub(r"(msgstr\[1\] .+\n)(?!msgstr)", r'\1msgstr[2] "{count}"\n', polish)
    compiled = compile_catalogue("pl.po", polish.replace("Language: en_GB", "Language: pl").encode())
    words = Words.from_catalogue(compiled.mo, compiled.locale)

    assert [words.story_corrections(count) for count in (1, 2, 5, 12345)] == [
        "Sprostowanie",
        "2 sprostowania",
        "5 sprostowań",
        "12\N{NO-BREAK SPACE}345 sprostowań",
    ]


def test_the_header_says_the_language_of_the_file() -> None:
    """Who copies en.po and forgets its header would get English dates between Portuguese words."""
    said = complaint_about(ENGLISH, "pt.po")

    assert said == 'words/pt.po: the header says "Language: en_GB\\n" in a file named after pt: write pt there'


@pytest.mark.parametrize("name", ["pt_BR.po", "portugues2.po", "PT.po"])
def test_a_file_is_named_by_a_language_s_code(name: str) -> None:
    """Under another name nobody would look for it."""
    assert complaint_about(ENGLISH, name) == (
        f"words/{name}: no language has this name: name the file by the code that site.yaml has, such as pt.po"
    )


def test_a_message_with_a_context_is_another() -> None:
    """Gettext would not find it under its name."""
    said = complaint_about(ENGLISH.replace(COMMENTS, f'msgctxt "page"\n{COMMENTS}'))

    assert "missing messages: comments;" in said
    assert "unknown messages: page/comments;" in said


def test_a_header_may_name_a_country() -> None:
    """Dates in English are those of Britain, or of the United States."""
    american = ENGLISH.replace("Language: en_GB", "Language: en_US")

    assert compile_catalogue("en.po", ENGLISH.encode()).locale.date == "%(d)s %(MMMM)s %(y)s"
    assert compile_catalogue("en.po", american.encode()).locale.date == "%(MMMM)s %(d)s, %(y)s"


def test_a_country_that_does_not_exist_is_named() -> None:
    """Its dates are nobody's."""
    said = complaint_about(ENGLISH.replace("Language: en_GB", "Language: en_XX"))

    assert said == "words/en.po: the CLDR has no locale 'en_XX'; write one such as es, pt_BR or en_GB"


def test_weekdays_stand_in_the_form_that_a_date_wants() -> None:
    """Finnish has one of its own, which is no reason to refuse it."""
    finnish = facts_of("fi")

    assert (finnish.weekdays[0], finnish.months[0]) == ("maanantai", "tammikuuta")
    assert finnish.full_date == "%(EEEE)s %(d)s. %(MMMM)s %(y)s"


def test_a_date_that_cannot_be_written_is_named() -> None:
    """Thai counts years in an era of its own, which no page of ours knows."""
    with pytest.raises(TemplatesError, match="dates in the locale 'th' have parts that La Era cannot write"):
        facts_of("th")


def test_a_file_that_is_no_catalogue_is_named() -> None:
    """With the line where it stops being one."""
    line = next(number for number, line in enumerate(ENGLISH.splitlines(), 1) if line == 'msgid "comments"')

    said = complaint_about(ENGLISH.replace('msgid "comments"', "comments:"))

    assert re.match(rf"words/en\.po: line {line}: .+; compare with en\.po", said)


@pytest.mark.parametrize("text", ['"Comments', 'Comments"', "Comments", '"The "comments""', '"Comments\\"'])
def test_a_text_stands_between_quotation_marks(text: str) -> None:
    """A reader would miss the letter that was taken for one."""
    line = next(number for number, line in enumerate(ENGLISH.splitlines(), 1) if line == 'msgstr "Comments"')

    said = complaint_about(ENGLISH.replace('msgstr "Comments"', f"msgstr {text}"))

    assert said.startswith(f"words/en.po: line {line}: ")


def test_a_text_may_hold_quotation_marks_and_run_over_lines() -> None:
    """As gettext's tools write them."""
    written = ENGLISH.replace('msgstr "Comments"', 'msgstr ""\n"The \\"comments\\" "\n"here"')

    assert b'The "comments" here' in compile_catalogue("en.po", written.encode()).mo


def test_a_catalogue_is_unicode() -> None:
    """Latin-1 would be read as another alphabet; what the header claims is believed by every other tool."""
    spanish = (SOURCE / "words" / "es.po").read_text(encoding="utf-8")

    assert complaint_about(spanish.encode("latin-1"), "es.po") == "words/es.po: this is not UTF-8: save it as UTF-8"
    assert complaint_about(spanish.replace("charset=UTF-8", "charset=latin-1"), "es.po") == (
        "words/es.po: the header says charset=latin-1: save the file as UTF-8 and write charset=UTF-8"
    )


def test_the_same_catalogue_gives_the_same_bytes() -> None:
    """Today's date, which Babel would write into them, is not there; nor is a translator's."""
    dated = ENGLISH.replace('"MIME', '"POT-Creation-Date: 2026-11-25 18:54+0000\\n"\n"MIME')

    compiled = compile_catalogue("en.po", ENGLISH.encode()).mo
    assert GNUTranslations(BytesIO(compiled)).info()["pot-creation-date"] == "1970-01-01 00:00+0000"
    assert compile_catalogue("en.po", dated.encode()).mo == compiled


@pytest.mark.parametrize("line", ["Plural-Forms: nplurals=two; plural=n;", "POT-Creation-Date: yesterday"])
def test_a_header_that_cannot_be_read_is_named(line: str) -> None:
    """Whatever tool wrote it."""
    said = complaint_about(ENGLISH.replace('"MIME', f'"{line}\\n"\n"MIME'))

    assert re.fullmatch(r"words/en\.po: line \d+: .+(two|yesterday).+; compare with en\.po", said)


def test_facts_survive_the_way_into_a_layer() -> None:
    """What a layer carries as JSON is what Babel said."""
    facts = facts_of("pt_BR")

    assert LocaleFacts.from_record(facts.to_record()) == facts
    assert facts.months[2] == "março"


def test_a_language_knows_its_direction_and_its_names_of_cities() -> None:
    """Only those names are kept that are not the zone's own."""
    hebrew, spanish = facts_of("he"), facts_of("es")

    assert (hebrew.direction, spanish.direction) == ("rtl", "ltr")
    assert spanish.cities["America/New_York"] == "Nueva York"
    assert "America/Bogota" not in facts_of("en").cities


def test_a_catalogue_saved_by_a_windows_editor_is_read() -> None:
    """A byte order mark and other line ends change nothing."""
    windows = b"\xef\xbb\xbf" + ENGLISH.replace("\n", "\r\n").encode()

    assert compile_catalogue("en.po", windows).mo == compile_catalogue("en.po", ENGLISH.encode()).mo
