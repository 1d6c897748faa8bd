"""What a function is told by its environment: read once, typed, complete or refused."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, Self

from laera.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """What is around a function; each field is an environment variable in small letters. Those with a default may lack.

    `distribution_id` is told to the one function that invalidates: the CDN cannot exist before the API's function does.
    `invalidation_budget` is a month's; an empty `websub_hub` or `indexnow_key` pings nobody.
    """

    content_bucket: str
    site_bucket: str
    receipts_bucket: str
    table_name: str
    uploads_queue_url: str
    rebuild_queue_url: str
    media_queue_url: str
    cursor_secret_arn: str
    outcomes_queue_url: str
    news_bus_name: str
    distribution_id: str = ""
    invalidation_budget: int = 1000
    websub_hub: str = ""
    indexnow_key: str = ""

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read every setting; SettingsError names all that are missing or empty, or says what is no number."""
        missing = [
            field.name.upper()
            for field in fields(cls)
            if field.default is MISSING and not environ.get(field.name.upper())
        ]
        if missing:
            raise SettingsError(f"missing environment variables: {', '.join(missing)}")
        given: dict[str, Any] = {
            field.name: environ[field.name.upper()] for field in fields(cls) if environ.get(field.name.upper())
        }
        if "invalidation_budget" in given:
            given["invalidation_budget"] = _count("INVALIDATION_BUDGET", given["invalidation_budget"])
        return cls(**given)


def _count(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise SettingsError(f"{name} must be a whole number such as 1000, not {text!r}")
    return int(text)
