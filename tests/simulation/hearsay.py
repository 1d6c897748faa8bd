"""What a listener knows who has heard all announcements, in whatever order, and believes the last of each story."""

from collections.abc import Iterable

from laera.adapters.memory import MemoryOutcomes, MemoryTable
from laera.domain.announcements import FOR_READERS, Announcement, Event
from laera.workflow.records import RECORD, ArticleRecord


def wrongly_heard(table: MemoryTable, outcomes: MemoryOutcomes) -> list[str]:
    """The stories about which the listener is wrong: where readers get them, or that they do not."""
    words = [word for word, _ in outcomes.words if isinstance(word, Announcement)]
    wrong = []
    for item in table.items():
        if item.sk != RECORD or not item.pk.startswith("ARTICLE#"):
            continue
        key, record = item.pk.removeprefix("ARTICLE#"), ArticleRecord.from_record(item.body)
        believed, told = _believed(word for word in words if word.key == key), record.told.path
        if record.is_settled and believed != told:
            wrong.append(f"{key}: heard of at {believed or 'no address'}, and is at {told or 'none'}")
    return wrong


def _believed(words: Iterable[Announcement]) -> str:
    about_readers = [word for word in words if word.event in FOR_READERS | {Event.WITHDRAWN}]
    last = max(about_readers, key=lambda word: word.sequence, default=None)
    if last is None or last.event is Event.WITHDRAWN:
        return ""
    return last.address.removeprefix("https://laera.example")
