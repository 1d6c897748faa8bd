"""Reads HTML as a browser does and names what in it could run, or lead somewhere it must not."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

_HARMLESS = frozenset(
    re.findall(
        r"\w+",
        """
        a abbr audio b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h2 h3
        h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small strong sub summary sup table tbody
        td tfoot th thead tr track u ul var video wbr
        """,
    )
)
_HARMLESS_ATTRIBUTES = frozenset(
    re.findall(
        r"[\w-]+",
        """
        align alt aria-label class colspan controls decoding default dir download height id kind label lang loading
        playsinline rel role rowspan scope sizes srclang start tabindex title width
        """,
    )
)
_DROPPED_BY_BROWSERS = re.compile(r"[\t\n\r]")
_ALLOWED_ADDRESS = re.compile(r"(?:https?|mailto|tel):|#|/(?![/\\])", re.IGNORECASE)
_OUR_FRAMES = re.compile(
    r"https://(?:datawrapper\.dwcdn\.net|open\.spotify\.com|platform\.twitter\.com|player\.vimeo\.com|www\.instagram\.com"
    r"|www\.openstreetmap\.org|www\.youtube-nocookie\.com)/[\w/-]",
    re.ASCII,
)
_OUR_MEDIA = re.compile(r"/media/[\w.-]+", re.ASCII)


def dangers_in(html: str) -> list[str]:
    """What a body must not hold, each with its element; empty when the body is safe."""
    body = html5lib.parseFragment(html, container="div", namespaceHTMLElements=False)
    return [danger for element in body.iter() if element is not body for danger in _dangers(element)]


def scripts_in(page: str) -> list[str]:
    """Scripts a whole page holds in itself, handlers in attributes, and addresses that are scripts."""
    found = []
    for element in html5lib.parse(page, namespaceHTMLElements=False).iter():
        if element.tag == "script" and not element.get("src") and element.get("type") != "application/ld+json":
            found.append("a script of its own")
        for name, text in element.attrib.items():
            address = _as_browsers_read(text).lower()
            if str(name).lower().startswith("on") or address.startswith(("javascript:", "vbscript:", "data:text/html")):
                found.append(f"<{element.tag} {name}={text!r}>")
    return found


def _dangers(element: Element) -> Iterator[str]:
    tag = str(element.tag)
    if tag not in _HARMLESS:
        yield f"<{tag}>"
    for name, text in element.attrib.items():
        if not _is_harmless(str(name), text):
            yield f"<{tag} {name}={text!r}>"


def _is_harmless(name: str, text: str) -> bool:
    if name == "preload":
        return text == "none"
    if name in {"poster", "src"}:
        return _OUR_MEDIA.fullmatch(text) is not None
    if name == "srcset":
        return all(_OUR_MEDIA.match(copy.strip()) for copy in text.split(","))
    if name == "data-frame":
        return _OUR_FRAMES.match(text) is not None
    if name == "href":
        return _ALLOWED_ADDRESS.match(_as_browsers_read(text)) is not None
    return name in _HARMLESS_ATTRIBUTES


def _as_browsers_read(address: str) -> str:
    """Tabs and line ends dropped anywhere, controls and spaces at both ends, as the URL standard says."""
    return _DROPPED_BY_BROWSERS.sub("", address).strip("".join(map(chr, range(33))))
