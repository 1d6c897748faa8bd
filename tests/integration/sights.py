"""What a reader or a program sees at an address of the paper, as values that can be compared; nothing of our own code.

A sight is what the address says, without its looks: the stories on a front in order, the items of a feed, the entries
of a sitemap. Two addresses that should say the same to an editor give the same sight.
"""

import html
import json
import re
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element, fromstring

from tests.integration.running import Reply

Sight = tuple[object, ...]

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def sight_of(address: str, reply: Reply) -> Sight:
    """What is seen there: the status with where it leads or what it tells of the story, or what the document says."""
    if reply.status == 301:
        return "moved", reply.headers["location"]
    if reply.status != 200:
        reason = re.search(r"<p><b>[^<]+</b> ([^<]+)</p>", reply.body)
        return reply.status, html.unescape(reason[1]) if reason else ""
    return next(read for shape, read in _READERS if re.search(shape, address))(reply.body)


def _home(body: str) -> Sight:
    """As every front, and the last corrections below its stories."""
    corrections = "".join(re.findall(r'<section class="block amends">.*?</section>', body, re.DOTALL))
    rows = re.findall(r'<h3><a href="([^"]+)#corrections">([^<]+)</a></h3>\s*<p>([^<]+)</p>', corrections)
    stories, strip = _front(body.replace(corrections, ""))
    return stories, strip, tuple((path, *map(html.unescape, said)) for path, *said in rows)


def _front(body: str) -> tuple[Sight, Sight | None]:
    """The stories of a front, a section, a tag or a byline, in order, and the strip above them."""
    strip = re.search(r'<aside class="breaking".*?</b> (?:<a href="([^"]+)">)?([^<]+)', body, re.DOTALL)
    return _stories(body), (html.unescape(strip[2].strip()), strip[1]) if strip else None


def _day(body: str) -> Sight:
    """The stories of a day, and the days beside it."""
    beside = dict(re.findall(r'<a href="([^"]+)" rel="(prev|next)">', body))
    return tuple(sorted(_stories(body))), tuple(sorted(beside.items()))


def _stories(body: str) -> tuple[tuple[str, str], ...]:
    found = re.findall(r'<h[23]><a href="([^"]+)">([^<]+)</a></h[23]>', _main(body))
    return tuple((path, html.unescape(headline)) for path, headline in found)


def _corrections(body: str) -> Sight:
    rows = re.findall(r'<h2><a href="([^"]+)">([^<]+)</a></h2>\s*<p>([^<]+)</p>', _main(body))
    return tuple((path.removesuffix("#corrections"), *map(html.unescape, said)) for path, *said in rows)


def _story(body: str) -> Sight:
    """Headline, text and corrections; the address; the translations, in the head, in JSON-LD and in the switch."""
    told = json.loads(_found(r'<script type="application/ld\+json">(.*?)</script>', body))
    other = told.get("workTranslation", told.get("translationOfWork", []))
    switch = _found(r'<nav class="languages"[^>]*>(.*?)</nav>', body)
    return (
        html.unescape(_found(r"<h1>([^<]+)</h1>", body)),
        _found(r'<div class="body"[^>]*>\s*<p>([^<]+)</p>', body),
        tuple(
            html.unescape(text).strip()
            for text in re.findall(r"</time> ([^<]+)</p>", _found(r'(<aside class="corrections".*?</aside>|\Z)', body))
        ),
        tuple(note["text"] for note in told.get("correction", ())),
        _found(r'<link rel="canonical" href="([^"]+)">', body),
        tuple(sorted(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', body))),
        tuple(one["@id"] for one in (other if isinstance(other, list) else [other])),
        tuple(re.findall(r'href="([^"]+)"', switch)),
    )


def _history(body: str) -> Sight:
    """The story it is of. How many entries it has depends on the minutes in which versions came."""
    link = re.search(r'<h1><a href="([^"]+)">([^<]+)</a></h1>', body)
    assert link, body
    return link[1], html.unescape(link[2])


def _twin(body: str) -> Sight:
    """Headline, address, text and corrections."""
    rest = body.split("\n\n-----", maxsplit=1)[0].split("## ")
    facts, text = rest[0].split("\n\n", 1)[0], rest[0].strip().rsplit("\n\n", 1)[1]
    notes = re.findall(r"^- .*?\): (.+)$", rest[1], re.MULTILINE) if len(rest) > 1 else []
    return facts.removeprefix("# "), _found(r"^- <(https://[^>]+)>$", body), text.strip(), tuple(notes)


def _ninjs(body: str) -> Sight:
    """The story's lasting name, headline, address, corrections and translations."""
    item = json.loads(body)
    return (
        item["uri"],
        item["headlines"][0]["value"],
        item["altids"][0]["value"],
        tuple(one["value"].split(": ", 1)[1] for one in item.get("descriptions", ()) if one["role"] == "correction"),
        tuple((one["language"], one["uri"]) for one in item.get("associations", ())),
    )


def _rss(body: str) -> Sight:
    return tuple(
        (
            _text(item, "guid").split("#")[0],
            _text(item, "link"),
            _text(item, "title"),
            _text(item, "description"),
            datetime.fromisoformat(_text(item, f"{_ATOM}updated"))
            if item.find(f"{_ATOM}updated") is not None
            else parsedate_to_datetime(_text(item, "pubDate")),
        )
        for item in fromstring(body).iter("item")
    )


def _atom(body: str) -> Sight:
    return tuple(
        (
            _text(entry, f"{_ATOM}id").split("#")[0],
            next(one.attrib["href"] for one in entry.iter(f"{_ATOM}link") if one.attrib["type"] == "text/html"),
            _text(entry, f"{_ATOM}title"),
            _text(entry, f"{_ATOM}summary"),
            datetime.fromisoformat(_text(entry, f"{_ATOM}updated")),
        )
        for entry in fromstring(body).iter(f"{_ATOM}entry")
    )


def _json_feed(body: str) -> Sight:
    return tuple(
        (
            item["id"].split("#")[0],
            item["url"],
            item["title"],
            item["content_text"],
            datetime.fromisoformat(item["date_modified"]),
        )
        for item in json.loads(body)["items"]
    )


def _sitemap_index(body: str) -> Sight:
    return tuple(sorted(_text(one, f"{_SITEMAP}loc") for one in fromstring(body)))


def _pages_sitemap(body: str) -> Sight:
    return tuple(_text(url, f"{_SITEMAP}loc") for url in fromstring(body))


def _day_sitemap(body: str) -> Sight:
    return tuple(
        (_text(url, f"{_SITEMAP}loc"), datetime.fromisoformat(_text(url, f"{_SITEMAP}lastmod")))
        for url in fromstring(body)
    )


def _news_sitemap(body: str) -> Sight:
    return tuple((_text(url, f"{_SITEMAP}loc"), _text(url, f"{_NEWS}news/{_NEWS}title")) for url in fromstring(body))


def _llms(body: str) -> Sight:
    return tuple(re.findall(r"^- \[([^]]+)\]\((https://[^)]+\.md)\)", body, re.MULTILINE))


def _listing(body: str) -> Sight:
    return tuple(_record(article) for article in json.loads(body)["articles"])


def _one(body: str) -> Sight:
    return _record(json.loads(body))


def _record(article: dict[str, str | None]) -> Sight:
    changed = article["updated"] or article["published"]
    assert changed
    return article["url"], article["headline"], article["summary"], datetime.fromisoformat(changed)


_READERS: tuple[tuple[str, Callable[[str], Sight]], ...] = (
    (r"^/api/articles\?", _listing),
    (r"^/api/", _one),
    (r"^/sitemap\.xml$", _sitemap_index),
    (r"^/pages-sitemap\.xml$", _pages_sitemap),
    (r"^/sitemap-", _day_sitemap),
    (r"/news-sitemap\.xml$", _news_sitemap),
    (r"/feed\.xml$", _rss),
    (r"/atom\.xml$", _atom),
    (r"/feed\.json$", _json_feed),
    (r"/llms\.txt$", _llms),
    (r"\.md$", _twin),
    (r"\.json$", _ninjs),
    (r"/history$", _history),
    (r"/corrections$", _corrections),
    (r"/\d{4}/\d\d/\d\d$", _day),
    (r"^/(en)?$", _home),
    (r"^(/en)?(/(tag|author))?/[^/]*$|^/en/[^/]+$", _front),
    ("", _story),
)


def _main(body: str) -> str:
    return _found(r"<main(.*?)</main>", body)


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.DOTALL | re.MULTILINE)
    assert found, f"no {pattern} in {text}"
    return found[1]


def _text(element: Element, path: str) -> str:
    return element.findtext(path) or ""
