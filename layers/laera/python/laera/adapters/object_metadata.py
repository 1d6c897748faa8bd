"""What S3 can carry beside an object: headers, and so plain ASCII."""

import re
from collections.abc import Mapping

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VALUE = re.compile(r"[!-~](?:[ -~]*[!-~])?")


def carried(metadata: Mapping[str, str]) -> dict[str, str]:
    """The metadata in order of its names; ValueError names what would not survive the journey through HTTP."""
    for name, value in metadata.items():
        if not _NAME.fullmatch(name):
            raise ValueError(f"metadata name {name!r}: use lower case ASCII letters, digits and hyphens")
        if not _VALUE.fullmatch(value):
            raise ValueError(f"metadata {name}: {value!r} cannot be a header; encode it as plain ASCII first")
    return dict(sorted(metadata.items()))
