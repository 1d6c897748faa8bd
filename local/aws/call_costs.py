"""What moto and the SDK work out anew for each call although it never changes: a fifth of the time a call takes."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from local.aws.mending import mended

_PLAIN = frozenset({"S", "N", "BOOL", "NULL"})
"""The kinds of value of a table that are the same in an answer as in the store."""


@contextmanager
def quick_calls() -> Iterator[None]:
    """While the block runs, the S3 routes are imported once and each service's methods are listed once.

    A part of the SDK's name for itself is spelt once, not letter by letter twice a call. And a plain value of a table
    is told as it is, where moto looks for each of ten kinds of value under five names: for a list of forty stories
    that takes longer than finding them.
    """
    from botocore import useragent
    from moto.core import responses
    from moto.core.serialize import BaseJSONSerializer
    from moto.core.utils import method_names_from_class
    from moto.s3 import urls
    from moto.s3.models import S3Backend

    in_full = BaseJSONSerializer._serialize_type_structure  # noqa: SLF001 - moto's

    def plainly(serializer: Any, told: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name == "AttributeValue" and isinstance(value, dict) and _PLAIN.issuperset(value):
            told[key] = value
        else:
            in_full(serializer, told, value, shape, key)

    spelt = useragent.sanitize_user_agent_string_component

    def url_module(_backend: Any) -> Any:
        return urls

    with (
        mended(S3Backend, "_url_module", property(url_module)),
        mended(responses, "method_names_from_class", functools.cache(method_names_from_class)),
        mended(BaseJSONSerializer, "_serialize_type_structure", plainly),
        mended(useragent, "sanitize_user_agent_string_component", functools.cache(spelt)),
    ):
        yield
