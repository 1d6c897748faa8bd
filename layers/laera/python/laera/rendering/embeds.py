"""Facades: what stands on a page in place of a video, a post, a map or a chart until a reader asks for it.

A facade is a link to the service, with its name and a word on what a click does. Nothing is loaded from there before;
`embeds.js` then puts a frame in the link's place, and without scripts the link is just followed.
"""

import re
from collections.abc import Mapping
from html import escape, unescape

from laera.domain.embeds import Kind, embed_at

_ALONE = re.compile(r'<p><a href="([^"\n]*)"(?: title="[^"]*")?>((?:(?!</?a[ >])[^\n])*)</a></p>')
"""A paragraph of one link and nothing else."""
_TAG = re.compile(r"<[^<>]*>")


def with_facades(html: str, called: Mapping[Kind, str], notice: str) -> str:
    """The HTML with a facade for each link, alone in its paragraph, to something of a service we know.

    The link's words are its title; one whose words are its address is `called` after its kind. `notice` says what a
    click does, with `{service}`.
    """
    return _ALONE.sub(lambda found: _facade(found, called, notice), html)


def _facade(link: re.Match[str], called: Mapping[Kind, str], notice: str) -> str:
    url = unescape(link[1])
    embed = embed_at(url)
    if embed is None:
        return link[0]
    title = " ".join(unescape(_TAG.sub("", link[2])).split())
    if not title or embed_at(title):
        title = called.get(embed.kind, "")
    name = f"<b>{escape(title)}</b> <small>{embed.service}</small>" if title else f"<small>{embed.service}</small>"
    caption = f"<figcaption>{escape(notice.format(service=embed.service))}</figcaption>" if notice else ""
    frame = f'<a href="{escape(url)}" data-frame="{escape(embed.frame)}">{name}</a>'
    return f'<figure class="embed {embed.kind}">{frame}{caption}</figure>'
