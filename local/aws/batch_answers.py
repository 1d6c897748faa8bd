"""What a function's answer says about the records it was given (ReportBatchItemFailures)."""

from collections.abc import Collection
from typing import Any


def failed_records(answer: Any, given: Collection[str]) -> frozenset[str]:
    """The identifiers among `given` that the answer reports as failed.

    Lambda's rules: nothing, an empty object, or an empty or null list means that all went well. Anything it cannot
    make sense of (a wrong key, an empty or unknown identifier, a list of the wrong things) means that all failed.
    """
    everything = frozenset(given)
    if answer is None or answer == {}:
        return frozenset()
    if not isinstance(answer, dict) or "batchItemFailures" not in answer:
        return everything
    failures = answer["batchItemFailures"]
    if failures is None:
        return frozenset()
    if not isinstance(failures, list):
        return everything
    named = [failure.get("itemIdentifier") if isinstance(failure, dict) else None for failure in failures]
    known = frozenset(name for name in named if isinstance(name, str) and name in everything)
    return known if len(known) == len(set(map(str, named))) else everything
