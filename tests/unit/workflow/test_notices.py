"""Which upload a message is about, whoever sent it and however its name is spelt."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laera.errors import UnreadableMessageError
from laera.workflow.notices import message_of, notices_in
from laera.workflow.ports import Notice


def s3(*keys: str) -> str:
    """An S3 notification about these keys, as encoded on the wire."""
    return json.dumps({"Records": [{"s3": {"object": {"key": key, "versionId": "v1"}}} for key in keys]})


@pytest.mark.parametrize(
    ("wire", "key"),
    [
        ("articles/es/puerto+%C3%B1%2B.md", "articles/es/puerto ñ+.md"),
        ("articles/es/100%25.md", "articles/es/100%.md"),
        ("articles/es/pin%CC%83a.md", "articles/es/pin\u0303a.md"),
    ],
)
def test_s3_spells_names_in_its_own_way(wire: str, key: str) -> None:
    """Spaces come as +, everything else in percent signs, and Unicode forms are kept as uploaded."""
    assert notices_in(s3(wire)) == [Notice(key, "v1")]


def test_eventbridge_spells_names_as_they_are() -> None:
    """A + is a + there."""
    event = {"detail": {"object": {"key": "articles/es/puerto ñ+%.md", "version-id": "v1"}}}
    assert notices_in(json.dumps(event)) == [Notice("articles/es/puerto ñ+%.md", "v1")]


def test_an_event_of_a_bucket_without_versions_names_the_key_alone() -> None:
    """The version is only a hint; the bucket is asked."""
    assert notices_in(json.dumps({"Records": [{"s3": {"object": {"key": "a.md"}}}]})) == [Notice("a.md")]


def test_every_upload_of_one_message_is_named_in_order() -> None:
    """And folders, which some clients upload as empty files, are passed over."""
    assert [notice.key for notice in notices_in(s3("b.md", "articles/es/", "a.md"))] == ["b.md", "a.md"]


def test_the_test_event_of_s3_is_about_nothing() -> None:
    """S3 sends it when notifications are set up."""
    assert notices_in(json.dumps({"Event": "s3:TestEvent", "Bucket": "content"})) == []


@given(key=st.text(), version_id=st.none() | st.text(), reason=st.text())
def test_the_press_understands_itself(key: str, version_id: str | None, reason: str) -> None:
    """A notice to itself comes back as it was sent, in characters that the queue takes."""
    notice = Notice(key, version_id, reason)
    assert message_of(notice).isascii()
    assert notices_in(message_of(notice)) == [notice]


def test_a_sweep_that_stopped_at_a_folder_goes_on() -> None:
    """The last key of a stretch may be a folder's; the rest of the archive must not be forgotten for that."""
    stretch = Notice("articles/es/", reason="sweep:site")
    assert notices_in(message_of(stretch)) == [stretch]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not JSON",
        "[]",
        "null",
        "3",
        '"text"',
        "{}",
        '{"Records": 3}',
        '{"Records": [{}]}',
        '{"laera": {}}',
        '{"detail": {}}',
    ],
)
def test_what_nobody_sent_is_said_to_be_unreadable(body: str) -> None:
    """Such a message ends in the dead-letter queue, where an operator sees it."""
    with pytest.raises(UnreadableMessageError):
        notices_in(body)


def test_odd_types_in_a_message_are_unreadable_too() -> None:
    """Keys are text."""
    odd: list[Any] = [{"Records": [{"s3": {"object": {"key": 7}}}]}, {"detail": {"object": {"key": None}}}]
    for message in odd:
        with pytest.raises(UnreadableMessageError):
            notices_in(json.dumps(message))
