"""An article's Markdown twin: the whole story as plain text, for programs and people who want no page around it.

It is composed as a tree and written out by comrak, which escapes whatever could be taken for Markdown. No raw HTML of
the body is in it: tags fall, and the words between them stay.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

import comrak
import nh3

from laera.domain.articles import Article, Photograph
from laera.domain.photographs import Renditions
from laera.domain.recordings import Player, Recording, clock_time
from laera.domain.site import Site
from laera.rendering.asides import PULL_QUOTE
from laera.rendering.dates import moment_in
from laera.rendering.editions import LanguageEdition
from laera.rendering.figures import credited, photograph_at
from laera.rendering.lists import list_in
from laera.rendering.markdown import URL_SCHEMES, WITHOUT_CONTENT, reading_options
from laera.rendering.markdown_trees import (
    all_nodes,
    bullets,
    headed,
    heading,
    line,
    link,
    node_of,
    paragraph,
    quotation,
    text,
    written,
)
from laera.rendering.recordings import recording_at

_NOT_AS_IT_IS = re.compile(r"[<\[=]|(?<!#)#(?!#)")
"""A body with one of these may hold HTML, links, images or a heading as large as the story's own."""

DEEPEST = 60
"""Levels of a body that keep their form, more than any reader tells apart; what lies deeper gives its words."""


def article_twin(
    edition: LanguageEdition,
    article: Article,
    *,
    renditions: Renditions | None,
    pictures: Mapping[str, Renditions],
    players: Mapping[str, Player],
) -> str:
    """The twin. `pictures` are the renditions of photographs within the body, `players` what it plays, by upload key.

    A photograph stands as its widest public copy, a recording as a link; one that is not ready as its description.
    """
    blocks = [heading(1, article.headline)]
    if article.summary:
        blocks.append(quotation(article.summary))
    blocks.append(bullets(_facts(edition, article)))
    if article.photograph:
        blocks += _photograph(edition, article.photograph, renditions)
    end = [node_of(comrak.ThematicBreak()), line(link(edition.site.name, edition.site.absolute(edition.home)))]
    if article.corrections:
        notes = _corrections(edition, article)
        end = [heading(2, edition.words.story_corrections(len(notes))), bullets(notes), *end]
    parts = (written(blocks), _body(edition, article.body, pictures, players), written(end))
    return "\n".join(part for part in parts if part)


def _facts(edition: LanguageEdition, article: Article) -> list[comrak.AstNode]:
    """Who, where and when, under which heading, about what, and the address that stays."""
    site, words = edition.site, edition.words
    signed = list_in(words.locale, [byline.name for byline in article.bylines])
    published = moment_in(words, site.clock, article.published)
    facts = [
        paragraph(", ".join(filter(None, (f"{words.by} {signed}" if signed else "", article.agency))) or site.name),
        paragraph(", ".join(filter(None, (article.dateline, f"{published.text} ({published.iso})")))),
    ]
    if article.updated and article.updated > article.published:
        updated = moment_in(words, site.clock, article.updated)
        facts.append(paragraph(f"{words.updated}: {updated.text} ({updated.iso})"))
    section = edition.section_links[article.section.id]
    facts.append(line(link(section.text, site.absolute(section.path))))
    if article.tags:
        facts.append(paragraph(f"{words.tags}: {', '.join(tag.name for tag in article.tags)}"))
    url = site.absolute(site.article_path(article.language, article.section, article.slug))
    return [*facts, line(link(url, url))]


def _photograph(
    edition: LanguageEdition, photograph: Photograph, renditions: Renditions | None
) -> list[comrak.AstNode]:
    """The photograph, or what it shows, with caption and credit."""
    picture = edition.shared_picture(renditions, photograph.alt)
    blocks = []
    if picture:
        image = node_of(comrak.Image(comrak.NodeLink(picture.url, "")), text(photograph.alt))
        blocks.append(node_of(comrak.Paragraph(), image))
    elif photograph.alt:
        blocks.append(paragraph(photograph.alt))
    credit = credited(edition.words.photograph_by, photograph.credit)
    if photograph.caption or credit:
        said = text(" ".join(filter(None, (photograph.caption, credit))))
        blocks.append(node_of(comrak.Paragraph(), node_of(comrak.Emph(), said)))
    return blocks


def _recording(edition: LanguageEdition, recording: Recording, player: Player | None) -> list[comrak.AstNode]:
    """A link to the recording with how long it takes, or its name; then caption and credit."""
    if player:
        path, length = player.playable.path, clock_time(player.playable.seconds)
        named = edition.words.recording_length.format(time=length)
        blocks = [line(link(recording.name, edition.site.absolute(path)), text(f" ({named})"))]
    else:
        blocks = [paragraph(recording.name)]
    if said := " ".join(filter(None, (recording.caption, recording.credit))):
        blocks.append(node_of(comrak.Paragraph(), node_of(comrak.Emph(), text(said))))
    return blocks


def _corrections(edition: LanguageEdition, article: Article) -> list[comrak.AstNode]:
    """Oldest first, as on the page."""
    notes = []
    for correction in article.corrections_in_order:
        moment = moment_in(edition.words, edition.site.clock, correction.date)
        notes.append(paragraph(f"{moment.day} ({moment.iso}): {correction.text}"))
    return notes


def _body(
    edition: LanguageEdition, markdown: str, pictures: Mapping[str, Renditions], players: Mapping[str, Player]
) -> str:
    """The body as the editor wrote it, safe and complete away from its page; prose without marks is not even read."""
    if not _NOT_AS_IT_IS.search(markdown):
        return markdown.strip("\n") + "\n"
    extensions, reading, writing = reading_options()
    tree = comrak.parse_document(markdown, extensions, reading)
    lowers = any(
        isinstance(node.node_value, comrak.Heading) and node.node_value.value.level == 1 for node in all_nodes(tree)
    )
    tree.children = _Fitting(edition, pictures, players, lowers).of(tree.children)
    return comrak.format_commonmark(tree, extensions, reading, writing)


@dataclass(frozen=True, slots=True)
class _Fitting:
    """How a body is made to stand by itself. `lowers` says that its headings are one size too large."""

    edition: LanguageEdition
    pictures: Mapping[str, Renditions]
    players: Mapping[str, Player]
    lowers: bool

    def of(self, nodes: Sequence[comrak.AstNode], depth: int = 0, *, in_a_cell: bool = False) -> list[comrak.AstNode]:
        """The nodes without raw HTML, with addresses that lead somewhere from anywhere."""
        if depth > DEEPEST:
            return [text(" ".join(word for node in nodes for word in _texts_in(node)))]
        fitted: list[comrak.AstNode] = []
        hidden = ""  # the tag whose content no reader is to see, while it is open
        for node in nodes:
            value = node.node_value
            if isinstance(value, comrak.HtmlInline):
                tag = value.value.strip("</> ").partition(" ")[0].lower()
                if tag in WITHOUT_CONTENT:
                    hidden = "" if value.value.startswith("</") else tag
                elif tag.startswith("br"):
                    fitted.append(text(" ") if in_a_cell else node_of(comrak.LineBreak()))
            elif isinstance(value, comrak.HtmlBlock):
                if words := _words_of(value.value.literal):
                    fitted.append(paragraph(words))
            elif not hidden:
                is_cell = in_a_cell or isinstance(value, comrak.TableCell)
                if isinstance(value, comrak.Paragraph) and (shown := _alone_in(node)):
                    for one in shown:
                        fitted += self._by_itself(one)
                    continue
                node.children = self.of(node.children, depth + 1, in_a_cell=is_cell)
                fitted += self._in_place_of(node)
        return fitted

    def _by_itself(self, shown: Photograph | Recording) -> list[comrak.AstNode]:
        if isinstance(shown, Recording):
            return _recording(self.edition, shown, self.players.get(shown.src))
        return _photograph(self.edition, shown, self.pictures.get(shown.src))

    def _in_place_of(self, node: comrak.AstNode) -> list[comrak.AstNode]:
        """The node, or what is to stand for it; what is in it is fitted already."""
        value = node.node_value
        if isinstance(value, comrak.Alert):
            title = value.value.title
            named = [line(node_of(comrak.Strong(), text(title)))] if title else []
            return [node_of(comrak.BlockQuote(), *named, *node.children)]
        if isinstance(value, comrak.BlockQuote):
            return [node_of(value, *_without_mark(node.children))]
        if isinstance(value, comrak.Heading) and self.lowers:
            return [headed(min(value.value.level + 1, 6), node.children)]
        if isinstance(value, comrak.Link):
            url = _public_url(self.edition.site, value.value.url)
            whole = comrak.Link(comrak.NodeLink(url, value.value.title))
            return [node_of(whole, *node.children)] if url else node.children
        if isinstance(value, comrak.Image):
            return self._picture(node)
        return [node]

    def _picture(self, node: comrak.AstNode) -> list[comrak.AstNode]:
        """What an image within a sentence shows, or its description."""
        shown = _shown_by(node)
        if shown is None:
            return node.children
        if isinstance(shown, Recording):
            player = self.players.get(shown.src)
            return [link(shown.name, self.edition.site.absolute(player.playable.path)) if player else text(shown.name)]
        picture = self.edition.shared_picture(self.pictures.get(shown.src), shown.alt)
        if picture is None:
            return [text(shown.alt)]
        return [node_of(comrak.Image(comrak.NodeLink(picture.url, "")), text(shown.alt))]


def _shown_by(node: comrak.AstNode) -> Photograph | Recording | None:
    image = node.node_value
    if not isinstance(image, comrak.Image):
        return None
    said = image.value.url, "".join(_texts_in(node)), image.value.title
    return photograph_at(*said) or recording_at(*said)


def _alone_in(paragraph: comrak.AstNode) -> list[Photograph | Recording]:
    """The photographs and recordings of a paragraph that holds nothing else; none when it does."""
    breaks = (comrak.SoftBreak, comrak.LineBreak)
    parts = [node for node in paragraph.children if not isinstance(node.node_value, breaks)]
    shown = [one for part in parts if (one := _shown_by(part))]
    return shown if len(shown) == len(parts) else []


def _without_mark(blocks: list[comrak.AstNode]) -> list[comrak.AstNode]:
    """The blocks of a quotation without the line that has it set large."""
    if not blocks or not isinstance(blocks[0].node_value, comrak.Paragraph):
        return blocks
    first_line = list(takewhile(lambda node: isinstance(node.node_value, comrak.Text), blocks[0].children))
    if "".join(word for node in first_line for word in _texts_in(node)).upper() != PULL_QUOTE:
        return blocks
    rest = blocks[0].children[len(first_line) + 1 :]
    return [node_of(comrak.Paragraph(), *rest), *blocks[1:]] if rest else blocks[1:]


def _texts_in(node: comrak.AstNode) -> Iterator[str]:
    for inner in all_nodes(node):
        value = inner.node_value
        if isinstance(value, comrak.Text):
            yield value.value
        elif isinstance(value, comrak.Code):
            yield value.value.literal


def _public_url(site: Site, url: str) -> str:
    """The address as it is to be followed from anywhere; empty when it must not or cannot be."""
    if url.startswith("/") and url[1:2] not in {"/", "\\"}:
        return site.absolute(url)
    scheme, colon, _ = url.partition(":")
    return url if colon and scheme.lower() in URL_SCHEMES else ""


def _words_of(markup: str) -> str:
    """What a reader would read of raw HTML, on one line."""
    clean = nh3.clean(markup, tags=set(), clean_content_tags=WITHOUT_CONTENT)
    return " ".join(html.unescape(clean).split())
