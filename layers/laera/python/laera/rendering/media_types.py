"""What the paper's pages and documents are called over HTTP, each by its registered name.

CloudFront compresses RSS, XML, JSON and plain text, and leaves Atom, JSON Feed and Markdown as they are. A wrong
name would save some kilobytes of what readers fetch once and then ask for with `If-None-Match`; programs go by the
right one.
"""

HTML = "text/html; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
JSON_FEED = "application/feed+json"
SQLITE = "application/vnd.sqlite3"
XML = "application/xml; charset=utf-8"
JSON = "application/json"
MARKDOWN = "text/markdown; charset=utf-8"
JAVASCRIPT = "text/javascript; charset=utf-8"
WEB_MANIFEST = "application/manifest+json"
PLAIN_TEXT = "text/plain; charset=utf-8"

_PICTURES = {"avif": "image/avif", "gif": "image/gif", "jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


def media_type(content_type: str) -> str:
    """A type as links name it: without its parameters."""
    return content_type.partition(";")[0]


def picture_type(path: str) -> str:
    """The type of a rendition, by its name."""
    return _PICTURES[path.rsplit(".", 1)[-1]]
