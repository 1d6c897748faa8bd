"""Putting right, while the runner runs, what moto does differently from AWS."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def mended(owner: object, name: str, replacement: object) -> Iterator[None]:
    """While the block runs, `owner.name` is `replacement`.

    A name that moto no longer has is an error at once: a mend that mends nothing would let the difference back in.
    """
    original = getattr(owner, name)
    setattr(owner, name, replacement)
    try:
        yield
    finally:
        setattr(owner, name, original)
