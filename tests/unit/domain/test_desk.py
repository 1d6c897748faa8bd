"""The desk that reads fields."""

from zoneinfo import ZoneInfo

import pytest

from laera.domain.desk import MOST_COMPLAINTS, Desk
from laera.domain.yaml_text import Fields, Items, Scalar

CLOCK = ZoneInfo("America/Santiago")


@pytest.fixture
def desk() -> Desk:
    """A desk with nothing on it."""
    return Desk()


@pytest.mark.parametrize(("word", "meant"), [("true", True), ("Yes", True), ("sí", True), ("OFF", False)])
def test_yes_and_no_have_many_names(desk: Desk, word: str, meant: bool) -> None:
    """Whatever YAML calls true, in either language."""
    assert desk.flag(Scalar(word, 1), "draft") is meant
    assert desk.complaints == []


def test_perhaps_is_complained_about(desk: Desk) -> None:
    """Where there is no value there is a complaint with its line and field."""
    assert desk.flag(Scalar("perhaps", 7), "draft") is None
    assert (desk.complaints[0].line, desk.complaints[0].field) == (7, "draft")


def test_a_clock_s_oddity_is_a_warning(desk: Desk) -> None:
    """A moment that could be read is given, with what was odd about it."""
    assert desk.date(Scalar("2026-04-04 23:30", 3), "published", CLOCK) is not None
    assert desk.complaints[0].is_warning


def test_text_is_joined_but_not_changed(desk: Desk) -> None:
    """Line breaks and runs of spaces become one space; typographic spaces stay."""
    assert desk.text(Scalar(" a\r\n\tb   c\u202fd ", 1), "summary", 20) == "a b c\u202fd"
    assert desk.complaints == []


def test_one_value_is_a_list_of_one(desk: Desk) -> None:
    """Lists, single values, and values with a separator."""
    scalar = Scalar("a; b", 1)

    assert desk.items(scalar, "byline", 5) == [scalar]
    assert desk.items(scalar, "byline", 5, separator=";") == [Scalar("a", 1), Scalar(" b", 1)]
    assert desk.items(Items([scalar, Scalar(" ", 2)], 1), "byline", 5) == [scalar]


def test_fields_of_a_field_are_sorted_out(desk: Desk) -> None:
    """Unknown ones are odd, doubled ones wrong, blank ones absent."""
    one = Scalar("1", 1)
    fields = Fields(
        [(Scalar("A", 1), one), (Scalar("a", 2), one), (Scalar("b", 3), Scalar("", 3)), (Scalar("z", 4), one)], 1
    )

    assert desk.known_fields(fields, "f", frozenset({"a", "b"})) == {"a": one}
    assert [(complaint.line, complaint.is_warning) for complaint in desk.complaints] == [(2, False), (4, True)]


def test_warnings_do_not_crowd_out_errors(desk: Desk) -> None:
    """However many oddities there are, an error is heard."""
    for _ in range(2 * MOST_COMPLAINTS):
        desk.warn("odd")
    desk.complain("wrong")

    assert len(desk.complaints) == MOST_COMPLAINTS + 1
    assert not desk.complaints[-1].is_warning
