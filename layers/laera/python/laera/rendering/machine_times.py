"""Moments as machines read them: on the paper's own clock, with its offset."""

from datetime import datetime
from email.utils import format_datetime

from laera.domain.site import Site


def iso_time(site: Site, moment: datetime) -> str:
    """`2026-01-30T21:45:00-03:00`: what RFC 3339 and the W3C's note on dates both understand."""
    return site.local_time(moment).isoformat(timespec="seconds")


def mail_time(site: Site, moment: datetime) -> str:
    """`Fri, 30 Jan 2026 21:45:00 -0300`, as RSS wants it (RFC 822 with a year of four digits)."""
    return format_datetime(site.local_time(moment))
