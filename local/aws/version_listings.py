"""A listing of versions that costs what the keys asked for cost.

For each listing moto copies every version of every object in the bucket before it looks at the prefix: a press that
looks at one upload's versions would slow down with every upload before it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from local.aws.mending import mended


@contextmanager
def quick_version_listings() -> Iterator[None]:
    """While the block runs, a listing sees the keys under its prefix alone."""
    from moto.s3.models import S3Backend

    list_versions = S3Backend.list_object_versions

    def list_under_prefix(backend: Any, bucket_name: str, prefix: str = "", **named: Any) -> Any:
        bucket = backend.get_bucket(bucket_name)
        everything = bucket.keys
        # Calls come one at a time, so nobody sees the bucket while it is narrowed.
        bucket.keys = _narrowed(everything, prefix)
        try:
            return list_versions(backend, bucket_name, prefix=prefix, **named)
        finally:
            bucket.keys = everything

    with mended(S3Backend, "list_object_versions", list_under_prefix):
        yield


def _narrowed(keys: Any, prefix: str) -> Any:
    narrow = type(keys)()
    for key in [key for key in keys if key.startswith(prefix)]:
        # Past the store's own way of setting a key, which would add a version.
        dict.__setitem__(narrow, key, keys.getlist(key))
    return narrow
