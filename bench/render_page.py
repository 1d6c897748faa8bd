"""How long one article's page takes, without and with its Markdown: `python bench/render_page.py`.

Prints microseconds of CPU per article, the median of 15 rounds over 200 different articles, and what a page weighs.
"""

import gzip
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "layers/laera/python")]

from laera.domain.articles import Article
from laera.rendering.articles import article_page
from laera.rendering.environment import SOURCE, TemplateHome
from laera.rendering.markdown import body_html
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import RENDITIONS, SITE, a_full_story, cards

ARTICLES, ROUNDS = 200, 15
PARAGRAPH = (
    "The harbour woke to a calm that nobody had seen for **months**, and at noon the first ship left for the south, "
    "as [the port authority](https://example.org) had promised the week before in front of a full and doubtful hall. "
)


def microseconds(work: Callable[[Article], object], articles: list[Article]) -> float:
    """CPU time of `work` for one article, the median of all rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time_ns()
        for article in articles:
            work(article)
        rounds.append((time.process_time_ns() - start) / len(articles) / 1000)
    return statistics.median(rounds)


def main() -> None:
    """Measure and print."""
    start = time.perf_counter()
    renderer = PageRenderer(TemplateHome(SOURCE))
    loaded = time.perf_counter() - start
    body = "\n\n".join(PARAGRAPH * 2 for _ in range(7))
    articles = [
        replace(a_full_story(), slug=f"story-{number}", headline=f"Story {number}", body=f"{body}\n\nStory {number}.")
        for number in range(ARTICLES)
    ]
    translations = {"es": "/internacional/una-noche"}
    edition = renderer._edition(SITE, "en")  # noqa: SLF001 - the parts are measured one by one
    ready = {article.slug: body_html(article.body) for article in articles}

    def view(article: Article) -> object:
        return article_page(
            edition,
            article,
            ready[article.slug],
            version_id="v",
            renditions=RENDITIONS,
            translations=translations,
            players={},
        )

    views = {article.slug: view(article) for article in articles}

    def template(article: Article) -> object:
        return renderer._render("article.html", edition, views[article.slug], "international")  # type: ignore[arg-type]  # noqa: SLF001 - as above

    def page(article: Article) -> bytes:
        return renderer.article(SITE, article, version_id="v", renditions=RENDITIONS, translations=translations)

    sample = page(articles[0])
    style = next(asset.body for asset in renderer.assets() if asset.name == "style.css")
    forty = cards(40, "en")
    rows = [
        ("view", microseconds(view, articles)),
        ("template to bytes", microseconds(template, articles)),
        ("Markdown to safe HTML", microseconds(lambda article: body_html(article.body), articles)),
        ("whole page", microseconds(page, articles)),
        ("home front of 40 cards", microseconds(lambda _: renderer.front(SITE, "en", None, forty), articles[:20])),
    ]
    print(f"environment made in {loaded * 1000:.0f} ms (templates compile on first use)")
    for name, cost in rows:
        print(f"{name:<24} {cost:7.0f} µs")
    weight, style_weight = len(gzip.compress(sample, 9)), len(gzip.compress(style, 9))
    print(f"article page {len(sample)} bytes, {weight} compressed; style sheet {style_weight} compressed")


if __name__ == "__main__":
    main()
