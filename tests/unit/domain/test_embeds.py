"""Addresses that editors copy from a browser, and what a page may load for them."""

import pytest

from laera.domain.embeds import FRAME_SOURCES, SERVICES, Embed, Kind, embed_at, is_frame

NO_COOKIES = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
MAP = "https://www.openstreetmap.org/export/embed.html"
TWEET = "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20"
KNOWN = {
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ": ("YouTube", NO_COOKIES),
    "https://m.youtube.com/watch?list=a&v=dQw4w9WgXcQ&feature=share": ("YouTube", NO_COOKIES),
    "https://www.youtube.com/shorts/dQw4w9WgXcQ?si=x": ("YouTube", NO_COOKIES),
    "https://youtu.be/dQw4w9WgXcQ?t=43": ("YouTube", f"{NO_COOKIES}&start=43"),
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90s": ("YouTube", f"{NO_COOKIES}&start=90"),
    "https://vimeo.com/76979871": ("Vimeo", "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"),
    "https://vimeo.com/76979871/ab12": ("Vimeo", "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&h=ab12"),
    "https://x.com/jack/status/20?s=20": ("X", TWEET),
    "https://twitter.com/jack/status/20/photo/1": ("X", TWEET),
    "https://www.instagram.com/laera/p/C-x_1/?img=2": ("Instagram", "https://www.instagram.com/p/C-x_1/embed/"),
    "https://www.instagram.com/reel/C-x_1/": ("Instagram", "https://www.instagram.com/p/C-x_1/embed/"),
    "https://open.spotify.com/intl-es/episode/4rOoJ6Egrf8K2IrywzwOMk?si=x": (
        "Spotify",
        "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk",
    ),
    "https://www.openstreetmap.org/#map=15/-33/-71.5": (
        "OpenStreetMap",
        f"{MAP}?bbox=-71.51373%2C-33.00864%2C-71.48627%2C-32.99136&layer=mapnik",
    ),
    "https://www.openstreetmap.org/?mlat=-33.01&mlon=-71.52#map=2/0/0&layers=N": (
        "OpenStreetMap",
        f"{MAP}?bbox=-112.50000%2C-84.37500%2C112.50000%2C84.37500&layer=mapnik&marker=-33.01%2C-71.52",
    ),
    "https://datawrapper.dwcdn.net/aB3dE/2/": ("Datawrapper", "https://datawrapper.dwcdn.net/aB3dE/"),
    "https://www.datawrapper.de/_/aB3dE/": ("Datawrapper", "https://datawrapper.dwcdn.net/aB3dE/"),
}


@pytest.mark.parametrize("url", KNOWN)
def test_what_an_editor_copies_becomes_a_frame(url: str) -> None:
    """At a host that pages may load from, with what the service offers against tracking; the rest of the link goes."""
    embed = embed_at(url)

    assert embed is not None
    assert (embed.service, embed.frame) == KNOWN[url]
    assert is_frame(embed.frame)
    assert embed.frame.startswith(tuple(f"{source}/" for source in FRAME_SOURCES.split()))


def test_every_service_is_tried_here() -> None:
    """One that is added needs an address in this list."""
    assert {service for service, _ in KNOWN.values()} == set(SERVICES)


def test_a_thing_has_its_kind() -> None:
    """By which it is called and shaped."""
    assert embed_at("https://x.com/jack/status/20") == Embed("X", Kind.POST, TWEET)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/@laera",
        "https://www.youtube.com/watch?v=short",
        "http://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be.evil.example/dQw4w9WgXcQ",
        "https://evil.example/https://youtu.be/dQw4w9WgXcQ",
        "https://vimeo.com/channels/x",
        "https://x.com/jack",
        "https://www.instagram.com/laera/",
        "https://www.openstreetmap.org/",
        "https://www.openstreetmap.org/#map=15/nan/inf",
        "https://www.openstreetmap.org/#map=5/999/999",
        "https://www.openstreetmap.org/#map=5/85/0",
        "https://www.openstreetmap.org/#map=5/0/180",
        "https://datawrapper.dwcdn.net/../x",
        "/internacional",
        "",
    ],
)
def test_others_are_ordinary_links(url: str) -> None:
    """A channel, a profile, another host, another scheme."""
    assert embed_at(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        "https://www.instagram.com/accounts/login/",
        "https://www.instagram.com/p/x/embed/../../..",
        "https://evil.example/embed/dQw4w9WgXcQ?autoplay=1",
        f"{NO_COOKIES}&x=javascript:1",
        f"x{NO_COOKIES}",
        "javascript:alert(1)",
    ],
)
def test_nothing_else_is_loaded(url: str) -> None:
    """Not even from the same hosts."""
    assert not is_frame(url)
