"""Presence: which days, tags and bylines have stories, noted so that other fronts can link to theirs and no others."""

from laera.domain.listings import listing_pk, presence_of
from laera.workflow.ports import Item, Table


class Presence:
    """The note about one list, as it was before the list was read. ValueError for a list that is always there.

    `was_noted` tells whether it has been written since.
    """

    def __init__(self, table: Table, language: str, scope: str) -> None:
        place = presence_of(scope)
        if place is None:
            raise ValueError(f"the list {scope} is always there")
        presence, self._word = place
        self.was_noted = False
        self._table = table
        self._pk = listing_pk(language, presence)
        self._item = table.get(self._pk, self._word)

    def note(self, *, is_there: bool) -> None:
        """Note whether the list has stories, unless that is on record.

        A list that was emptied before anybody looked is noted as well: a sweep must find what says that it is gone.
        Raises PreconditionLostError when somebody else has noted anything since.
        """
        if self._item is not None and is_there == ("gone" not in self._item.body):
            return
        body: dict[str, object] = {"word": self._word} if is_there else {"gone": True}
        rev = self._item.rev if self._item else 0
        item = Item(self._pk, self._word, rev + 1, body)
        self._table.put(item, rev or None)
        self._item = item
        self.was_noted = True
