"""What editors decide, brought to a front: its document, the stories named there, the arrangement of the moment."""

from collections.abc import Mapping, Sequence

from laera.domain.fronts import Arrangement, FrontDocument, arrange
from laera.domain.listings import Card
from laera.workflow.fronts.reading import FrontReading, documents_of
from laera.workflow.ports import Table


def arranged(reading: FrontReading, language: str, front: str, scope: str, count: int) -> Arrangement:
    """The front of that name, from its list and, where an editor decided anything, the stories named for this hour."""
    record = reading.documents(language).get(front)
    document = FrontDocument.from_record(record["document"]) if record else None
    named: dict[str, Card] = {}
    for story in document.stories_at(reading.now, reading.site.clock) if document else ():
        cards = reading.cards(language, story, 1)
        named |= {story: cards[0]} if cards else {}
    newest = reading.cards(language, scope, count)
    return arrange(document, newest, named, count, now=reading.now, clock=reading.site.clock)


def fronts_by_story(table: Table, language: str) -> Mapping[str, Sequence[str]]:
    """The fronts that name a story at whatever hour, by the scope of its list of one."""
    found: dict[str, list[str]] = {}
    for front, body in documents_of(table, language).items():
        for story in FrontDocument.from_record(body["document"]).stories():
            found.setdefault(story, []).append(front)
    return found
