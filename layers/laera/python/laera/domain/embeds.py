"""Services whose videos, posts, maps and charts a story may hold. What is not in this list is a link."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import cos, radians


class Kind(StrEnum):
    """What a reader gets; each has its own shape on the page."""

    VIDEO = "video"
    AUDIO = "audio"
    POST = "post"
    MAP = "map"
    CHART = "chart"


@dataclass(frozen=True, slots=True)
class Embed:
    """One thing of a service's: `frame` is the address that a frame loads, with as little tracking as there is."""

    service: str
    kind: Kind
    frame: str


@dataclass(frozen=True, slots=True)
class _Service:
    """`address` is what an editor copies from a browser, `frame` makes of it what `frames` describes, at `host`."""

    name: str
    kind: Kind
    host: str
    address: str
    frame: Callable[[re.Match[str]], str]
    frames: str


_MAP_WIDTH, _MAP_HEIGHT, _TILE = 640, 480, 256
"""Pixels: a map's frame, as far as its zoom is concerned, and the tile that shows the whole world."""


def _youtube(found: re.Match[str]) -> str:
    start = re.search(r"[?&](?:t|start)=([0-9]{1,6})s?(?:[&#]|$)", found[0])
    return f"/embed/{found['id']}?autoplay=1" + (f"&start={start[1]}" if start else "")


def _vimeo(found: re.Match[str]) -> str:
    return f"/video/{found['id']}?dnt=1&autoplay=1" + (f"&h={found['key']}" if found["key"] else "")


def _map(found: re.Match[str]) -> str:
    zoom, latitude, longitude = int(found["zoom"]), float(found["lat"]), float(found["lon"])
    across = 360 * _MAP_WIDTH / _TILE / 2**zoom
    up = across * _MAP_HEIGHT / _MAP_WIDTH * cos(radians(latitude))
    edges = (
        max(longitude - across / 2, -180),
        max(latitude - up / 2, -85),
        min(longitude + across / 2, 180),
        min(latitude + up / 2, 85),
    )
    box = "%2C".join(f"{edge:.5f}" for edge in edges)
    marker = f"&marker={found['mlat']}%2C{found['mlon']}" if found["mlat"] else ""
    return f"/export/embed.html?bbox={box}&layer=mapnik{marker}"


_NUMBER = r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?"
_LATITUDE = r"-?(?:[0-7]?[0-9]|8[0-4])(?:\.[0-9]{1,12})?"  # maps of the web end at 85 degrees
_LONGITUDE = r"-?(?:[0-9]{1,2}|1[0-7][0-9])(?:\.[0-9]{1,12})?"
_SERVICES = (
    _Service(
        "YouTube",
        Kind.VIDEO,
        "www.youtube-nocookie.com",
        r"https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/|embed/)|youtu\.be/)"
        r"(?P<id>[\w-]{11})(?:[?&#/].*)?",
        _youtube,
        r"/embed/[\w-]{11}\?autoplay=1(?:&start=[0-9]+)?",
    ),
    _Service(
        "Vimeo",
        Kind.VIDEO,
        "player.vimeo.com",
        r"https://(?:www\.)?vimeo\.com/(?P<id>[0-9]+)(?:/(?P<key>[0-9a-f]+))?/?(?:[?#].*)?",
        _vimeo,
        r"/video/[0-9]+\?dnt=1&autoplay=1(?:&h=[0-9a-f]+)?",
    ),
    _Service(
        "X",
        Kind.POST,
        "platform.twitter.com",
        r"https://(?:www\.|mobile\.)?(?:x|twitter)\.com/\w{1,20}/status/(?P<id>[0-9]+)(?:[?#/].*)?",
        lambda found: f"/embed/Tweet.html?dnt=true&id={found['id']}",
        r"/embed/Tweet\.html\?dnt=true&id=[0-9]+",
    ),
    _Service(
        "Instagram",
        Kind.POST,
        "www.instagram.com",
        r"https://(?:www\.)?instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/(?P<id>[\w-]+)/?(?:[?#].*)?",
        lambda found: f"/p/{found['id']}/embed/",
        r"/p/[\w-]+/embed/",
    ),
    _Service(
        "Spotify",
        Kind.AUDIO,
        "open.spotify.com",
        r"https://open\.spotify\.com/(?:intl-\w+/)?(?P<id>(?:track|album|playlist|artist|episode|show)/[0-9A-Za-z]+)"
        r"/?(?:[?#].*)?",
        lambda found: f"/embed/{found['id']}",
        r"/embed/[a-z]+/[0-9A-Za-z]+",
    ),
    _Service(
        "OpenStreetMap",
        Kind.MAP,
        "www.openstreetmap.org",
        rf"https://www\.openstreetmap\.org/(?:\?mlat=(?P<mlat>{_LATITUDE})&mlon=(?P<mlon>{_LONGITUDE})(?:&[^#]*)?)?"
        rf"#map=(?P<zoom>1?[0-9])/(?P<lat>{_LATITUDE})/(?P<lon>{_LONGITUDE})(?:&.*)?",
        _map,
        rf"/export/embed\.html\?bbox={_NUMBER}(?:%2C{_NUMBER}){{3}}&layer=mapnik(?:&marker={_NUMBER}%2C{_NUMBER})?",
    ),
    _Service(
        "Datawrapper",
        Kind.CHART,
        "datawrapper.dwcdn.net",
        r"https://(?:datawrapper\.dwcdn\.net|www\.datawrapper\.de/_)/(?P<id>[0-9A-Za-z]{5})(?:/[0-9]*)*(?:[?#].*)?",
        lambda found: f"/{found['id']}/",
        r"/[0-9A-Za-z]{5}/",
    ),
)
_FORMS = tuple((service, re.compile(service.address, re.ASCII)) for service in _SERVICES)
_FRAMES = re.compile("|".join(f"https://{re.escape(one.host)}{one.frames}" for one in _SERVICES), re.ASCII)

SERVICES = tuple(service.name for service in _SERVICES)
"""Their names."""
FRAME_SOURCES = " ".join(sorted(f"https://{service.host}" for service in _SERVICES))
"""What a page's Content-Security-Policy says after `frame-src`."""


def embed_at(url: str) -> Embed | None:
    """What this address shows in a frame, None for an ordinary link."""
    for service, form in _FORMS:
        if found := form.fullmatch(url):
            return Embed(service.name, service.kind, f"https://{service.host}{service.frame(found)}")
    return None


def is_frame(url: str) -> bool:
    """Whether a page may load this address in a frame."""
    return _FRAMES.fullmatch(url) is not None
