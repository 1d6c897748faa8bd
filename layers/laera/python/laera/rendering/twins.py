"""An article's Markdown twin: the whole story as plain text, for programs and people who want no page around it.

It is composed as a tree and written out by comrak, which escapes whatever could be taken for Markdown. No raw HTML of
the body is in it: tags fall, and the words between them stay.
"""

import html
import re
from collections.abc import Mapping
from typing import Any

import comrak
import nh3

from laera.domain.articles import Article, Photograph
from laera.domain.photographs import Renditions
from laera.domain.site import Site
from laera.rendering.dates import moment_in
from laera.rendering.editions import LanguageEdition
from laera.rendering.markdown import URL_SCHEMES, WITHOUT_CONTENT, media_key, reading_options

_NOT_AS_IT_IS = re.compile(r"[<\[=]|(?<!#)#(?!#)")
"""A body with one of these may hold HTML, links, images or a heading as large as the story's own."""

_NOWHERE = comrak.Sourcepos(comrak.LineColumn(0, 0), comrak.LineColumn(0, 0))


def article_twin(
    edition: LanguageEdition,
    article: Article,
    *,
    renditions: Renditions | None,
    pictures: Mapping[str, Renditions],
) -> str:
    """The twin. `pictures` are the renditions of photographs within the body, by upload key.

    A photograph stands as its widest public copy, one that is not ready as its description.
    """
    head = [_node(_heading(1), _text(article.headline))]
    if article.summary:
        head.append(_node(comrak.BlockQuote(), _paragraph(article.summary)))
    head.append(_list(_facts(edition, article)))
    if article.photograph:
        head += _photograph(edition, article.photograph, renditions)
    foot = [_node(comrak.ThematicBreak()), _linked(edition.site.name, edition.site.absolute(edition.home))]
    if article.corrections:
        foot = [_node(_heading(2), _text(edition.words.corrections)), _list(_corrections(edition, article)), *foot]
    parts = (_written(head), _body(edition.site, article.body, pictures), _written(foot))
    return "\n".join(part for part in parts if part)


def _facts(edition: LanguageEdition, article: Article) -> list[comrak.AstNode]:
    """Who, where and when, under which heading, about what, and the address that stays."""
    site, words = edition.site, edition.words
    signed = ", ".join(byline.name for byline in article.bylines)
    published = moment_in(words, site.clock, article.published)
    facts = [
        _paragraph(f"{words.by} {signed}" if signed else site.name),
        _paragraph(", ".join(filter(None, (article.dateline, f"{published.text} ({published.iso})")))),
    ]
    if article.updated and article.updated > article.published:
        updated = moment_in(words, site.clock, article.updated)
        facts.append(_paragraph(f"{words.updated}: {updated.text} ({updated.iso})"))
    section = edition.section_links[article.section.id]
    facts.append(_linked(section.text, site.absolute(section.path)))
    if article.tags:
        facts.append(_paragraph(f"{words.tags}: {', '.join(tag.name for tag in article.tags)}"))
    url = site.absolute(site.article_path(article.language, article.section, article.slug))
    return [*facts, _linked(url, url)]


def _photograph(
    edition: LanguageEdition, photograph: Photograph, renditions: Renditions | None
) -> list[comrak.AstNode]:
    """The photograph, or what it shows, with caption and credit."""
    alt = "" if photograph.is_decorative else photograph.alt
    picture = edition.shared_picture(renditions, alt)
    blocks = []
    if picture:
        image = _node(comrak.Image(comrak.NodeLink(picture.url, "")), _text(alt))
        blocks.append(_node(comrak.Paragraph(), image))
    elif alt:
        blocks.append(_paragraph(alt))
    credit = photograph.credit
    if credit and ":" not in credit:
        credit = f"{edition.words.photograph_by} {credit}"
    if photograph.caption or credit:
        said = _text(" ".join(filter(None, (photograph.caption, credit))))
        blocks.append(_node(comrak.Paragraph(), _node(comrak.Emph(), said)))
    return blocks


def _corrections(edition: LanguageEdition, article: Article) -> list[comrak.AstNode]:
    """Oldest first, as on the page."""
    notes = []
    for correction in sorted(article.corrections, key=lambda correction: correction.date):
        moment = moment_in(edition.words, edition.site.clock, correction.date)
        notes.append(_paragraph(f"{moment.day} ({moment.iso}): {correction.text}"))
    return notes


def _body(site: Site, markdown: str, pictures: Mapping[str, Renditions]) -> str:
    """The body as the editor wrote it, safe and complete away from its page; prose without marks is not even read."""
    if not _NOT_AS_IT_IS.search(markdown):
        return markdown.strip("\n") + "\n"
    extensions, reading, writing = reading_options()
    tree = comrak.parse_document(markdown, extensions, reading)
    lowers = any(
        isinstance(node.node_value, comrak.Heading) and node.node_value.value.level == 1 for node in _all(tree)
    )
    tree.children = _fitted(site, tree.children, pictures, lowers=lowers)
    return comrak.format_commonmark(tree, extensions, reading, writing)


def _fitted(
    site: Site, nodes: list[comrak.AstNode], pictures: Mapping[str, Renditions], *, lowers: bool
) -> list[comrak.AstNode]:
    """The nodes without raw HTML, with addresses that lead somewhere from anywhere."""
    fitted: list[comrak.AstNode] = []
    hidden = ""  # the tag whose content no reader is to see, while it is open
    for node in nodes:
        value = node.node_value
        if isinstance(value, comrak.HtmlInline):
            tag = value.value.strip("</> ").partition(" ")[0].lower()
            if tag in WITHOUT_CONTENT:
                hidden = "" if value.value.startswith("</") else tag
            elif tag.startswith("br"):
                fitted.append(_node(comrak.LineBreak()))
            continue
        if hidden:
            continue
        if isinstance(value, comrak.HtmlBlock):
            words = _words_of(value.value.literal)
            if words:
                fitted.append(_paragraph(words))
            continue
        node.children = _fitted(site, node.children, pictures, lowers=lowers)
        if isinstance(value, comrak.Heading) and lowers:
            level = min(value.value.level + 1, 6)
            fitted.append(_node(_heading(level), *node.children))
        elif isinstance(value, comrak.Link):
            url = _public_url(site, value.value.url)
            link = _node(comrak.Link(comrak.NodeLink(url, value.value.title)), *node.children)
            fitted += [link] if url else node.children
        elif isinstance(value, comrak.Image):
            copy = _widest(pictures.get(media_key(value.value.url)))
            image = comrak.Image(comrak.NodeLink(site.absolute(copy), value.value.title)) if copy else None
            fitted += [_node(image, *node.children)] if image else node.children
        else:
            fitted.append(node)
    return fitted


def _public_url(site: Site, url: str) -> str:
    """The address as it is to be followed from anywhere; empty when it must not or cannot be."""
    if url.startswith("/") and url[1:2] not in {"/", "\\"}:
        return site.absolute(url)
    scheme, colon, _ = url.partition(":")
    return url if colon and scheme.lower() in URL_SCHEMES else ""


def _widest(renditions: Renditions | None) -> str:
    if renditions is None or not renditions.copies:
        return ""
    return max(renditions.of_type("image/jpeg") or renditions.copies, key=lambda copy: copy.width).path


def _words_of(markup: str) -> str:
    """What a reader would read of raw HTML, on one line."""
    clean = nh3.clean(markup, tags=set(), clean_content_tags=WITHOUT_CONTENT)
    return " ".join(html.unescape(clean).split())


def _all(node: comrak.AstNode) -> list[comrak.AstNode]:
    return [node, *(found for child in node.children for found in _all(child))]


def _node(value: "comrak.NodeValue[Any]", *children: comrak.AstNode) -> comrak.AstNode:
    return comrak.AstNode(value, _NOWHERE, None, list(children))


def _text(text: str) -> comrak.AstNode:
    return _node(comrak.Text(text))


def _paragraph(text: str) -> comrak.AstNode:
    return _node(comrak.Paragraph(), _text(text))


def _linked(text: str, url: str) -> comrak.AstNode:
    return _node(comrak.Paragraph(), _node(comrak.Link(comrak.NodeLink(url, "")), _text(text)))


def _heading(level: int) -> comrak.Heading:
    return comrak.Heading(comrak.NodeHeading(level, False, False))


def _list(items: list[comrak.AstNode]) -> comrak.AstNode:
    bullets = comrak.NodeList(
        comrak.ListType.Bullet, 0, 2, 1, comrak.ListDelimType.Period, ord("-"), True, is_task_list=False
    )
    return _node(comrak.List(bullets), *(_node(comrak.Item(bullets), item) for item in items))


def _written(blocks: list[comrak.AstNode]) -> str:
    return comrak.format_commonmark(_node(comrak.Document(), *blocks), *reading_options())
