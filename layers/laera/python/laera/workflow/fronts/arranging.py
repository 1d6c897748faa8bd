"""What editors decide, brought to a front: its document, the stories named there, the arrangement of the moment."""

from collections.abc import Iterable, Mapping

from laera.domain.fronts import Arrangement, FrontDocument, arrange
from laera.domain.listings import HOME, Card, Place, is_list_of_one
from laera.workflow.fronts.reading import FrontReading, documents_of
from laera.workflow.ports import Table


def arranged(
    reading: FrontReading, language: str, front: str, scope: str, count: int, *, news_first: int = 0
) -> Arrangement:
    """The front of that name, from its list and, where an editor decided anything, the stories named for this hour.

    `news_first` as for `arrange`.
    """
    record = reading.documents(language).get(front)
    document = FrontDocument.from_record(record["document"]) if record else None
    named: dict[str, Card] = {}
    for story in document.stories_at(reading.now, reading.site.clock) if document else ():
        cards = reading.cards(language, story, 1)
        named |= {story: cards[0]} if cards else {}
    newest = reading.cards(language, scope, count)
    now, clock = reading.now, reading.site.clock
    return arrange(document, newest, named, count, now=now, clock=clock, news_first=news_first)


def fronts_by_story(table: Table, language: str) -> Mapping[str, Mapping[str, str]]:
    """The fronts that name a story at whatever hour, by the scope of its list of one: front and document's key."""
    found: dict[str, dict[str, str]] = {}
    for front, body in documents_of(table, language).items():
        for story in FrontDocument.from_record(body["document"]).stories():
            found.setdefault(story, {})[front] = body["key"]
    return found


def list_behind(front: str) -> str:
    """The scope of the list that a front is made from, by the front's name."""
    return front if front == HOME else f"section#{front}"


def fronts_naming(table: Table, places: Iterable[Place]) -> dict[Place, str]:
    """The lists behind the fronts that name the stories at these places, each with its document's key."""
    found: dict[Place, str] = {}
    by_story: dict[str, Mapping[str, Mapping[str, str]]] = {}
    for place in places:
        if is_list_of_one(place.scope):
            if place.language not in by_story:
                by_story[place.language] = fronts_by_story(table, place.language)
            for front, key in by_story[place.language].get(place.scope, {}).items():
                found[Place(place.language, list_behind(front), "")] = key
    return found
