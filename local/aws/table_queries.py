"""A Query that looks at one partition, and there only at the page asked for.

For each Query moto collects and sorts every item of the table, comparing them one by one in Python: at 20,000 items
that takes longer than publishing an article. The items that could be in the answer are found here first; moto then
answers from them alone.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from local.aws.mending import mended

# What the Query in progress may find; None outside a Query on a table's own key.
_candidates: ContextVar[list[Any] | None] = ContextVar("query_candidates", default=None)


_CONDITIONS: dict[str, Callable[..., bool]] = {
    "": lambda _: True,
    "BEGINS_WITH": str.startswith,
    "BETWEEN": lambda key, low, high: low <= key <= high,
    "EQ": operator.eq,
    "=": operator.eq,
    "<": operator.lt,
    "LT": operator.lt,
    "<=": operator.le,
    "LE": operator.le,
    ">": operator.gt,
    "GT": operator.gt,
    ">=": operator.ge,
    "GE": operator.ge,
}


@contextmanager
def quick_table_queries() -> Iterator[None]:
    """While the block runs, a Query on a table's own string keys costs what its partition costs."""
    from moto.dynamodb.models.table import Table

    query, all_items = Table.query, Table.all_items

    def query_one_partition(
        table: Any,
        hash_key: Any,
        comparison: str | None,
        operands: list[Any],
        limit: int,
        start_after: dict[str, Any] | None,
        forward: bool,
        projection: Any,
        index_name: str | None = None,
        *rest: Any,
        **named: Any,
    ) -> Any:
        asked: tuple[Any, ...] = (
            table,
            hash_key,
            comparison,
            operands,
            limit,
            start_after,
            forward,
            projection,
            index_name,
        )
        if index_name is not None or hash_key is None or not _has_string_sort_key(table):
            return query(*asked, *rest, **named)
        names = _within(table.items.get(hash_key, {}), comparison, [operand.value for operand in operands or []])
        if names is None:
            return query(*asked, *rest, **named)
        if start_after:
            after = start_after[table.range_key_attr]["S"]
            names = [name for name in names if (name[0] > after if forward else name[0] < after)]
        names.sort(key=lambda name: name[0], reverse=forward is False)
        if limit and limit > 0:
            # One more than asked for tells moto that there is another page.
            names = names[: limit + 1]
        token = _candidates.set([item for _, item in names])
        try:
            return query(*asked, *rest, **named)
        finally:
            _candidates.reset(token)

    def items_in_question(table: Any) -> list[Any]:
        candidates = _candidates.get()
        return all_items(table) if candidates is None else candidates

    with mended(Table, "query", query_one_partition), mended(Table, "all_items", items_in_question):
        yield


def _has_string_sort_key(table: Any) -> bool:
    return any(
        attribute["AttributeName"] == table.range_key_attr and attribute["AttributeType"] == "S"
        for attribute in table.attr
    )


def _within(partition: Mapping[Any, Any], comparison: str | None, operands: list[str]) -> list[tuple[str, Any]] | None:
    """The partition's items whose sort key satisfies the key condition, each with that key.

    None for a condition not known here. Plain strings compare as DynamoDB's keys do, which go by their UTF-8 bytes.
    """
    satisfies = _CONDITIONS.get(comparison or "")
    if satisfies is None:
        return None
    keys = ((key.value, item) for key, item in partition.items())
    return [(key, item) for key, item in keys if satisfies(key, *operands)]
