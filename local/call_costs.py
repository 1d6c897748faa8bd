"""What moto and the SDK work out anew for each call although it never changes: a fifth of the time a call takes."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from local.mending import mended


@contextmanager
def quick_calls() -> Iterator[None]:
    """While the block runs, the S3 routes are imported once and each service's methods are listed once.

    And a part of the SDK's name for itself is spelt once, not letter by letter twice a call.
    """
    from botocore import useragent  # noqa: PLC0415
    from moto.core import responses  # noqa: PLC0415
    from moto.core.utils import method_names_from_class  # noqa: PLC0415
    from moto.s3 import urls  # noqa: PLC0415
    from moto.s3.models import S3Backend  # noqa: PLC0415

    spelt = useragent.sanitize_user_agent_string_component

    def url_module(_backend: Any) -> Any:
        return urls

    with (
        mended(S3Backend, "_url_module", property(url_module)),
        mended(responses, "method_names_from_class", functools.cache(method_names_from_class)),
        mended(useragent, "sanitize_user_agent_string_component", functools.cache(spelt)),
    ):
        yield
