"""Sitemaps, read by `sitemap-verify`: the protocol's schema and rules, and what Google asks of news and pictures."""

from functools import cache

from protego import Protego
from sitemap_verify.engine_profiles import EngineValidationContext, validate_engine_profile
from sitemap_verify.parser import parse_sitemap_document
from sitemap_verify.validators import validate_document
from sitemap_verify.xsd_validator import XsdValidator


def complaints(document: bytes, url: str) -> list[str]:
    """What is wrong with a sitemap or an index that is served at this address, in error or in doubt."""
    try:
        read = parse_sitemap_document(document.decode(), source=url, uncompressed_size=len(document), is_gzipped=False)
    except ValueError as error:
        return [str(error)]
    found = _schemas().validate(read)
    more, urls, sitemaps = validate_document(read, base_url=url)
    context = EngineValidationContext(document=read, urls=urls, child_sitemaps=sitemaps, robots_discovered=True)
    found += [*more, *validate_engine_profile("google", context)]
    return [f"{one.code}: {one.message} ({one.location})" for one in found]


def sitemaps_of(robots: bytes) -> list[str]:
    """The sitemaps that a crawler finds in robots.txt."""
    return list(Protego.parse(robots.decode()).sitemaps)


def may_read(robots: bytes, url: str) -> bool:
    """Whether a crawler that obeys robots.txt reads this address."""
    return bool(Protego.parse(robots.decode()).can_fetch(url, "AnyBot"))


@cache
def _schemas() -> XsdValidator:
    return XsdValidator()
