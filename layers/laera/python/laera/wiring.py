"""Joins ports and adapters for the functions: built on first use, kept while the process lives.

Imports stand inside the functions, so that a function's cold start pays only for what it uses.
"""

import os
from functools import cache
from typing import TYPE_CHECKING

from laera.settings import Settings

if TYPE_CHECKING:
    from botocore.client import BaseClient


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings.from_environ(os.environ)


@cache
def client(service: str) -> "BaseClient":
    """One SDK client per service: adaptive retries inside short timeouts, checksums only where S3 demands them."""
    import botocore.session
    from botocore.config import Config

    config = Config(
        connect_timeout=3,
        read_timeout=10,
        retries={"mode": "adaptive", "max_attempts": 4},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return botocore.session.get_session().create_client(service, config=config)
