"""A story's body: Markdown in, safe HTML out.

comrak reads CommonMark with GitHub's tables, strikethrough, footnotes and autolinks; a few tags are then fitted to the
page; and nh3, which parses as browsers do, keeps what is on our list. It comes last: nothing touches the HTML after it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Self

import comrak
import nh3

from laera.domain import markup
from laera.domain.embeds import Kind, is_frame
from laera.domain.photographs import Renditions
from laera.domain.recordings import Player
from laera.rendering.asides import with_asides
from laera.rendering.embeds import with_facades
from laera.rendering.figures import with_pictures
from laera.rendering.recordings import PlayerWords, may_hold_recordings, with_players
from laera.rendering.tables import with_tables
from laera.rendering.words import Words

URL_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

TAGS = frozenset(
    re.findall(
        r"\w+",
        """
        a abbr audio b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h2 h3
        h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small strong sub summary sup table tbody
        td tfoot th thead tr track u ul var video wbr
        """,
    )
)
"""Every element that a body may hold. `h1` is the page's own."""

_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title", "id", "aria-label", "data-frame"},
    "audio": {"src", "aria-label"},
    "abbr": {"title"},
    "div": {"aria-label"},
    "img": {"src", "srcset", "sizes", "alt", "title", "width", "height"},
    "li": {"id"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "track": {"src", "srclang", "label"},
    "video": {"src", "poster", "width", "height", "aria-label"},
}
_VALUES = {
    "a": {"download": {""}},
    "audio": {"controls": {""}, "preload": {"none"}},
    "div": {"role": {"group", "note"}, "tabindex": {"0"}},
    "td": {"align": {"left", "center", "right"}},
    "th": {"align": {"left", "center", "right"}, "scope": {"col", "row"}},
    "img": {"loading": {"lazy"}, "decoding": {"async"}},
    "track": {"kind": {"captions"}, "default": {""}},
    "video": {"controls": {""}, "preload": {"none"}, "playsinline": {""}},
}
_CLASSES = {
    "a": {"footnote-backref"},
    "blockquote": {"pull"},
    "div": {"box", "gallery", "table"},
    "p": {"attribution", "box-name"},
    "figure": {"embed", "film", "sound", *Kind},
    "section": {"footnotes"},
    "small": {"credit"},
    "sup": {"footnote-ref"},
}
WITHOUT_CONTENT = {"script", "style", "template", "iframe", "noscript", "object", "svg", "math", "select", "textarea"}

_HEADING = re.compile(r"<(/?)h([1-5])\b", re.IGNORECASE)
_OUR_IDS = re.compile(r"fn(?:ref)?-[^\s\"'<>]+")
_OUR_PICTURE = re.compile(r"/media/[A-Za-z0-9._-]+")
_OUR_PICTURES = re.compile(r"(?:/media/[A-Za-z0-9._-]+ [0-9]+w(?:, )?)+")
_RAW_PLAYER = re.compile(r"<(/?)(?:audio|video|track)(?=[\s/>])", re.IGNORECASE)
_SMALL_NUMBER = re.compile(r"[0-9]{1,5}")

MOST_CLEANINGS = 5
"""Two are the rule, for HTML that changed at all."""


@dataclass(frozen=True, slots=True)
class BodyWords:
    """What a body says that no editor wrote, in the story's language."""

    footnote_back: str = "↩"
    """For screen readers: names the link from a footnote back to its place."""
    photograph_by: str = ""
    table: str = ""
    """For screen readers: a table without a caption."""
    box: str = ""
    """The same for a fact box without a title."""
    embeds: Mapping[Kind, str] = field(default_factory=dict)
    """What videos, posts, maps and so on are called that have no title."""
    player: PlayerWords = field(default_factory=PlayerWords)
    """What stands beside a recording."""
    embed_notice: str = ""
    """What a click on one does. Has {service} in it."""

    @classmethod
    def of(cls, words: Words, languages: Mapping[str, str]) -> Self:
        """Those of a catalogue; `languages` are the names of the paper's languages."""
        return cls(
            footnote_back=words.footnote_back,
            photograph_by=words.photograph_by,
            table=words.table,
            box=words.box,
            player=PlayerWords(words.recording_length, words.recording_download, languages),
            embeds={
                Kind.VIDEO: words.embed_video,
                Kind.AUDIO: words.embed_audio,
                Kind.POST: words.embed_post,
                Kind.MAP: words.embed_map,
                Kind.CHART: words.embed_chart,
            },
            embed_notice=words.embed_notice,
        )


def body_html(
    markdown: str,
    *,
    pictures: Mapping[str, Renditions] | None = None,
    players: Mapping[str, Player] | None = None,
    words: BodyWords = BodyWords(),
    has_wide_pictures: bool = False,
) -> str:
    """The body as HTML that needs no trust in its author. The same text always gives the same HTML.

    `pictures` and `players` are the photographs and recordings made ready, by upload key, as `laera.rendering.figures`
    and `laera.rendering.recordings` want them. The text is
    expected to keep to the limits of `laera.domain.markup`; beyond them it is as safe, but may be slow.
    """
    html = read_html(markdown)
    if "<" in markdown:
        html = _RAW_PLAYER.sub(r"<\1no-player", html)  # players are the paper's own; the sanitiser takes this one out
    if "<img" in html:
        if may_hold_recordings(html):
            html = with_players(html, players, words.player)
        html = with_pictures(html, pictures, words.photograph_by, are_wide=has_wide_pictures)
    if "https://" in html:
        html = with_facades(html, words.embeds, words.embed_notice)
    if "<h1" in html or "<H1" in html:
        html = _HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}", html)
    if "<table>" in html:
        html = with_tables(html, words.table)
    if "<blockquote>" in html or "markdown-alert" in html:
        html = with_asides(html, words.box)
    if "data-footnote-backref" in html:
        html = html.replace('aria-label="Back to reference ', f'aria-label="{escape(words.footnote_back)} ')
    # Without raw HTML what comrak makes is well-formed, and settled after one cleaning.
    return sanitised(html) if "<" in markdown else _cleaner().clean(html)


def sanitised(html: str) -> str:
    """The HTML with nothing in it but what is on our lists; what has been through here once stays as it is.

    Removing an element can leave others nested as no browser would read them back, so the result is cleaned until it
    is read back as it was written. What does not settle is shown as text.
    """
    clean = _cleaner().clean
    for _ in range(MOST_CLEANINGS):
        before, html = html, clean(html)
        if html == before:
            return html
    return escape(html)


def read_html(markdown: str) -> str:
    """What the Markdown engine makes of a body: not safe yet, and its images as they were written."""
    return comrak.markdown_to_html(markdown, *reading_options())


@cache
def reading_options() -> tuple[comrak.ExtensionOptions, comrak.ParseOptions, comrak.RenderOptions]:
    """How the paper reads Markdown, and writes it."""
    return (
        *markup.reading_options(),
        comrak.RenderOptions(unsafe_=True),  # raw HTML goes on to the sanitiser, which is made for it
    )


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=WITHOUT_CONTENT,
        attributes=_ATTRIBUTES,
        tag_attribute_values=_VALUES,
        allowed_classes=_CLASSES,
        attribute_filter=_attribute,
        url_schemes=set(URL_SCHEMES),
        url_relative=_relative_url,
        link_rel="noopener",
        strip_comments=True,
    )


def _attribute(_: str, name: str, text: str) -> str | None:
    """The attribute's value, None to leave it out. Only what the lists above let through comes here."""
    if name == "data-frame":
        return text if is_frame(text) else None
    allowed = _ONLY.get(name)
    return text if allowed is None or allowed.fullmatch(text) else None


_ONLY: Mapping[str, re.Pattern[str]] = {
    "id": _OUR_IDS,
    "src": _OUR_PICTURE,
    "poster": _OUR_PICTURE,
    "srclang": re.compile("[A-Za-z0-9-]+"),
    "srcset": _OUR_PICTURES,
    "width": _SMALL_NUMBER,
    "height": _SMALL_NUMBER,
    "colspan": _SMALL_NUMBER,
    "rowspan": _SMALL_NUMBER,
    "start": _SMALL_NUMBER,
    "dir": re.compile("ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"),
}


def _relative_url(url: str) -> str | None:
    """A place on this page or on this paper stays; what a browser could take for another host goes."""
    if url.startswith("#"):
        return url
    if url.startswith("/") and url[1:2] not in {"/", "\\"} and url.isprintable() and "\\" not in url:
        return url
    return None
