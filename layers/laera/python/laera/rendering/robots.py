"""robots.txt (RFC 9309): all may read all but previews, and the sitemaps are here.

The paper has no opinion on which programs may read it or what for: that is for each newsroom to decide.
"""

from laera.domain.site import Site
from laera.rendering.sitemaps import index_path, news_sitemap_path

ROBOTS_PATH = "/robots.txt"
PREVIEWS = "/api/preview/"


def robots_txt(site: Site) -> bytes:
    """The file; addresses in it are absolute, as sitemaps.org asks."""
    sitemaps = [index_path(), *(news_sitemap_path(site, language) for language in site.languages)]
    lines = ["User-agent: *", f"Disallow: {PREVIEWS}", "", *(f"Sitemap: {site.absolute(path)}" for path in sitemaps)]
    return ("\n".join(lines) + "\n").encode()
