"""What a function is told by its environment: read once, typed, complete or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

from laera.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """The names of the resources around a function; each field is an environment variable in small letters."""

    content_bucket: str
    site_bucket: str
    receipts_bucket: str
    table_name: str
    uploads_queue_url: str
    rebuild_queue_url: str
    media_queue_url: str
    cursor_secret_arn: str

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read every setting; SettingsError names all that are missing or empty."""
        names = [field.name for field in fields(cls)]
        missing = [name.upper() for name in names if not environ.get(name.upper())]
        if missing:
            raise SettingsError(f"missing environment variables: {', '.join(missing)}")
        return cls(**{name: environ[name.upper()] for name in names})
