"""The table's stream, with AWS's rule that a write which changes nothing leaves no record."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from local.aws.mending import mended


class StreamRecords:
    """Drops the records of writes that changed nothing and rings a bell for each that did."""

    def __init__(self) -> None:
        self._bells: list[Callable[[], None]] = []

    def ring(self, bell: Callable[[], None]) -> None:
        """Calls `bell` whenever any table's stream has a new record; it must return at once."""
        self._bells.append(bell)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """While the block runs, moto's streams keep to that rule."""
        from moto.dynamodb.models.table import StreamShard

        add = StreamShard.add

        def add_if_changed(shard: Any, old: Any, new: Any) -> None:
            if old is not None and new is not None and old.to_json() == new.to_json():
                return
            add(shard, old, new)
            for bell in self._bells:
                bell()

        with mended(StreamShard, "add", add_if_changed):
            yield
