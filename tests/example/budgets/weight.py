"""Bytes that readers wait for, compressed as the CDN sends them."""

import re
import urllib.request
from collections.abc import Mapping

from tests.example.budgets.finding import Finding
from tests.example.paper import ExamplePaper

ARTICLE, SCRIPTS = 14 * 1024, 12 * 1024
_SCRIPT = re.compile(rb'<script [^>]*src="([^"]+)"')
_STYLE = re.compile(rb'<link rel="stylesheet" href="([^"]+)">')


def articles(paper: ExamplePaper, objects: Mapping[str, bytes]) -> Finding:
    """The HTML of every article with the style sheet that it needs to be painted."""
    stories = {key: body for key, body in objects.items() if b'<meta property="og:type" content="article">' in body}
    styles = {path: sent(paper, path) for body in stories.values() for path in _styles(body)}
    weights = {
        key: sent(paper, "/" + key.removesuffix("/index.html")) + sum(styles[path] for path in _styles(body))
        for key, body in stories.items()
    }
    heaviest = max(weights, key=lambda key: weights[key])
    return Finding(
        "HTML and styles of an article",
        f"<= {ARTICLE:,} bytes",
        f"{weights[heaviest]:,} of {heaviest.removesuffix('/index.html')}, the heaviest of {len(weights)}",
        tuple(f"{key}: {weight:,} bytes" for key, weight in weights.items() if weight > ARTICLE),
    )


def scripts(paper: ExamplePaper, objects: Mapping[str, bytes]) -> Finding:
    """All scripts that pages ask for, though no page has all, with the service worker at its own address."""
    asked_for = {"/sw.js"}.union(*(_scripts(body) for key, body in objects.items() if key.endswith(".html")))
    weights = {path: sent(paper, path) for path in sorted(asked_for)}
    total = sum(weights.values())
    too_many = tuple(f"{path}: {weight:,} bytes" for path, weight in weights.items()) if total > SCRIPTS else ()
    return Finding("all scripts", f"<= {SCRIPTS:,} bytes", f"{total:,} in {len(weights)} files", too_many)


def sent(paper: ExamplePaper, path: str) -> int:
    """Bytes of the body as a browser receives it."""
    request = urllib.request.Request(paper.address + path, headers={"accept-encoding": "gzip"})  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback
        return len(answer.read())


def _styles(page: bytes) -> list[str]:
    return [path.decode() for path in _STYLE.findall(page)]


def _scripts(page: bytes) -> list[str]:
    return [path.decode() for path in _SCRIPT.findall(page)]
