"""The article table.

Attributes: `pk` and `sk` (S), `rev` (N), `body` (S: JSON), and `expires` (N, seconds since 1970) where a record may be
forgotten. Every read is consistent; every write is conditional. Give it a low-level client.
"""

from typing import TYPE_CHECKING, Any

from laera.adapters.aws_errors import named
from laera.adapters.records import Record
from laera.errors import PreconditionLostError, TableUnavailableError
from laera.workflow.ports import Item, Page

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


class DynamoTable:
    """The table, one call for each method; `query` needs more only when a page is larger than 1 MB."""

    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self._client = client
        self._name = name

    def get(self, pk: str, sk: str) -> Item | None:
        """The record as it is now."""
        with named(TableUnavailableError):
            answer = self._client.get_item(TableName=self._name, Key=_key(pk, sk), ConsistentRead=True)
        attributes = answer.get("Item")
        return _item(attributes) if attributes else None

    def put(self, item: Item, expected_rev: int | None) -> None:
        """Write if the stored rev is `expected_rev` (None: no such record); else raise PreconditionLostError."""
        if expected_rev is None:
            self._put(item, "attribute_not_exists(#pk)", {"#pk": "pk"}, None)
        else:
            self._put(item, "#rev = :rev", {"#rev": "rev"}, expected_rev)

    def put_newer(self, item: Item) -> bool:
        """Write unless a record with the same or a greater rev is there; tells whether it wrote."""
        try:
            self._put(item, "attribute_not_exists(#rev) OR #rev < :rev", {"#rev": "rev"}, item.rev)
        except PreconditionLostError:
            return False
        return True

    def delete(self, pk: str, sk: str, expected_rev: int) -> None:
        """Remove if the stored rev is `expected_rev`; else, if it is still there, raise PreconditionLostError."""
        with named(TableUnavailableError):
            self._client.delete_item(
                TableName=self._name,
                Key=_key(pk, sk),
                ConditionExpression="attribute_not_exists(#rev) OR #rev = :rev",
                ExpressionAttributeNames={"#rev": "rev"},
                ExpressionAttributeValues={":rev": {"N": str(expected_rev)}},
            )

    def query(
        self,
        pk: str,
        *,
        after: str | None = None,
        lowest: str | None = None,
        highest: str | None = None,
        newest_first: bool = True,
        limit: int = 100,
    ) -> Page:
        """Records of a partition by sort key; a full page has a `last` even if nothing comes behind it."""
        if limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        start = _start(after, lowest, highest, newest_first=newest_first)
        if start is _NOTHING or (lowest is not None and highest is not None and lowest > highest):
            return Page((), None)
        request = _condition(pk, lowest, highest)
        items: list[Item] = []
        while len(items) < limit:
            if start is not None:
                request["ExclusiveStartKey"] = _key(pk, start)
            with named(TableUnavailableError):
                answer = self._client.query(
                    TableName=self._name,
                    ConsistentRead=True,
                    ScanIndexForward=not newest_first,
                    Limit=limit - len(items),
                    **request,
                )
            items += map(_item, answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return Page(tuple(items), None)
            start = answer["LastEvaluatedKey"]["sk"]["S"]
        return Page(tuple(items), start)

    def _put(self, item: Item, condition: str, names: dict[str, str], rev: int | None) -> None:
        record = Record.of(item)
        attributes: dict[str, Any] = {
            **_key(item.pk, item.sk),
            "rev": {"N": str(record.rev)},
            "body": {"S": record.body},
        }
        if record.expires is not None:
            attributes["expires"] = {"N": str(record.expires)}
        values: dict[str, Any] = {} if rev is None else {"ExpressionAttributeValues": {":rev": {"N": str(rev)}}}
        with named(TableUnavailableError):
            self._client.put_item(
                TableName=self._name,
                Item=attributes,
                ConditionExpression=condition,
                ExpressionAttributeNames=names,
                **values,
            )


_NOTHING = ""
"""As a start: no record can follow. DynamoDB has no empty sort key, so it is not mistaken for one."""


def _start(after: str | None, lowest: str | None, highest: str | None, *, newest_first: bool) -> str | None:
    """Where to go on: DynamoDB refuses a start outside the bounds of the query."""
    if after is None:
        return None
    first, final = (highest, lowest) if newest_first else (lowest, highest)
    if first is not None and _before(after, first, newest_first=newest_first):
        return None  # the bound comes later than `after`, so it alone decides
    if final is not None and _before(final, after, newest_first=newest_first):
        return _NOTHING
    if not after:
        return _NOTHING if newest_first else None
    return after


def _before(one: str, other: str, *, newest_first: bool) -> bool:
    """Whether `one` comes before `other` in the direction of reading."""
    return one > other if newest_first else one < other


def _condition(pk: str, lowest: str | None, highest: str | None) -> dict[str, Any]:
    names, values, expression = {"#pk": "pk"}, {":pk": {"S": pk}}, "#pk = :pk"
    bounds = {name: {"S": value} for name, value in ((":lowest", lowest), (":highest", highest)) if value is not None}
    if bounds:
        names["#sk"] = "sk"
        values |= bounds
    if len(bounds) == 2:
        expression += " AND #sk BETWEEN :lowest AND :highest"
    elif lowest is not None:
        expression += " AND #sk >= :lowest"
    elif highest is not None:
        expression += " AND #sk <= :highest"
    return {
        "KeyConditionExpression": expression,
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": values,
    }


def _key(pk: str, sk: str) -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def _item(attributes: Any) -> Item:  # noqa: ANN401 - the SDK's own shape
    expires = attributes.get("expires")
    record = Record(int(attributes["rev"]["N"]), attributes["body"]["S"], int(expires["N"]) if expires else None)
    return record.item(attributes["pk"]["S"], attributes["sk"]["S"])
