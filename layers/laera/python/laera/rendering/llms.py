"""llms.txt (llmstxt.org): the paper on one page for language models, its newest stories as Markdown twins.

The format is fixed: the name as heading, a quotation that says what it is, then lists of links under headings; what
stands under "Optional" may be left out by those in a hurry.
"""

from collections.abc import Mapping, Sequence

import comrak

from laera.domain.listings import Card
from laera.domain.site import Site, twin_path
from laera.rendering.editions import LanguageEdition
from laera.rendering.feeds import FORMATS
from laera.rendering.markdown_trees import bullets, heading, line, link, quotation, text, written
from laera.rendering.sitemaps import index_path


def llms_txt(site: Site, editions: Mapping[str, LanguageEdition], cards: Mapping[str, Sequence[Card]]) -> str:
    """The file; editions and newest stories by language. A language without stories has no heading."""
    descriptions = [editions[language].description for language in site.languages]
    blocks = [heading(1, site.name), quotation(" ".join(filter(None, descriptions)) or site.name)]
    for language in site.languages:
        if stories := cards.get(language):
            blocks.append(heading(2, editions[language].words.language_name))
            blocks.append(bullets(_story(site, card) for card in stories))
    feeds = [
        line(link(f"{editions[language].words.language_name}: {form.label}", site.absolute(form.path(home))))
        for language in site.languages
        for home in (site.home_path(language),)
        for form in FORMATS
    ]
    sitemap = line(link("Sitemap", site.absolute(index_path())))
    return written([*blocks, heading(2, "Optional"), bullets([*feeds, sitemap])])


def _story(site: Site, card: Card) -> comrak.AstNode:
    whole = link(card.headline, site.absolute(twin_path(card.path)))
    return line(whole, text(f": {card.summary}")) if card.summary else line(whole)
