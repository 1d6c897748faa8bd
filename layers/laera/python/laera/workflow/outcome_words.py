"""Words on the queue of outcomes, as messages and back."""

import json

from laera.domain.announcements import Announcement
from laera.errors import UnreadableMessageError
from laera.workflow.ports import Ear, Ping, Recall, Word


def message_of(word: Word) -> str:
    """The message; `word_in` reads it back. In ASCII: SQS refuses some characters that keys may have."""
    match word:
        case Announcement():
            said: dict[str, object] = {"announcement": word.to_record()}
        case Ping():
            said = {"ping": {"ear": word.ear.value, "address": word.address}}
        case Recall():
            said = {"recall": {"id": word.id, "tags": list(word.tags)}}
    return json.dumps({"laera": said}, separators=(",", ":"))


def word_in(body: str) -> Word:
    """The word in one message; UnreadableMessageError when there is none."""
    try:
        said = json.loads(body)["laera"]
        if "announcement" in said:
            return Announcement.from_record(said["announcement"])
        if "ping" in said:
            return Ping(Ear(said["ping"]["ear"]), said["ping"]["address"])
        return Recall(said["recall"]["id"], tuple(said["recall"]["tags"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableMessageError("a message on the queue of outcomes is no word of the press") from error
