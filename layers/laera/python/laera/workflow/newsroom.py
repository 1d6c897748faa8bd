"""The newsroom: takes every notice to the desk it belongs to."""

from dataclasses import dataclass

from laera.domain.articles import PAGES
from laera.domain.complaints import Complaint
from laera.domain.front_file import FRONTS, is_front_file
from laera.domain.person_file import PEOPLE, is_person_file
from laera.domain.receipts import Outcome, Receipt
from laera.domain.site import SITE_KEY
from laera.rendering.template_sets import TEMPLATES, set_of_key
from laera.workflow.front_documents import FrontDocumentDesk
from laera.workflow.people import PersonDesk
from laera.workflow.ports import Clock, ContentStore, Notice, Queue, ReceiptStore, Table
from laera.workflow.publish import ArticleDesk
from laera.workflow.receipts import file_if_new, file_receipt
from laera.workflow.site_desk import SiteDesk
from laera.workflow.sweeps import is_sweep, sweep
from laera.workflow.template_set_desk import TemplateSetDesk

ARTICLES = "articles/"
MEDIA = "media/"
LONGEST_STORY_KEY = 900
"""Bytes of the longest key that a story may have: its records are named by it, with some words before."""


def is_story(key: str) -> bool:
    """Whether an upload of this name is a manuscript to the press: a story or a standing page."""
    return key.startswith((ARTICLES, PAGES)) and key.lower().endswith(".md") and len(key.encode()) <= LONGEST_STORY_KEY


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What `publish_article` does. `media` goes to the photo desk, which gives its own receipts."""

    content: ContentStore
    receipts: ReceiptStore
    table: Table
    media: Queue
    rebuild: Queue
    clock: Clock
    articles: ArticleDesk
    site: SiteDesk
    front_documents: FrontDocumentDesk
    people: PersonDesk
    template_sets: TemplateSetDesk

    def publish(self, notice: Notice) -> Receipt | None:
        """Handle one notice; the receipt when this function is the one that ends the upload."""
        if is_sweep(notice):
            sweep(self.content, self.table, self.rebuild, self.clock, notice)
            return None
        if notice.key == SITE_KEY:
            return self.site.publish(notice)
        if notice.key.startswith(MEDIA):
            self.media.send([notice])
            return None
        desk = self._desk_of(notice.key)
        if desk is None:
            return self._stray(notice)
        self.site.ensure_on_record()
        return desk.publish(notice)

    def _desk_of(self, key: str) -> ArticleDesk | FrontDocumentDesk | PersonDesk | TemplateSetDesk | None:
        if is_story(key):
            return self.articles
        if is_front_file(key):
            return self.front_documents
        if is_person_file(key):
            return self.people
        return self.template_sets if set_of_key(key) else None

    def apologise(self, notice: Notice) -> None:
        """File a receipt for an upload on which the press itself keeps failing: the editor must not wait in vain.

        A stretch of a sweep is no upload: the key it names is only where it stands.
        """
        if is_sweep(notice):
            return
        newest = self.content.newest(notice.key)
        version_id = newest.version_id if newest else notice.version_id or "none"
        failure = Complaint(
            "the press itself failed on this file; what was published before stays",
            "nothing in it needs mending as far as is known: the engineers have been told and it will be tried again",
        )
        receipt = Receipt(notice.key, version_id, Outcome.REJECTED, self.clock.now(), complaints=(failure,))
        file_receipt(self.receipts, self.table, receipt)

    def _stray(self, notice: Notice) -> Receipt:
        """A file the press has no use for is said to be so; it changes nothing."""
        newest = self.content.newest(notice.key)
        version_id = newest.version_id if newest else notice.version_id or "none"
        if newest is None:
            outcome, note = Outcome.WITHDRAWN, "The file was deleted; the press had no use for it."
        else:
            outcome, note = Outcome.REJECTED, ""
        receipt = Receipt(
            notice.key,
            version_id,
            outcome,
            self.clock.now(),
            uploaded=newest.modified if newest else None,
            note=note,
            complaints=(no_use_for(notice.key),) if newest else (),
        )
        file_if_new(self.receipts, self.table, receipt)
        return receipt


def no_use_for(key: str) -> Complaint:
    """What is wrong with a file that goes to no desk."""
    if key.startswith((ARTICLES, PAGES)) and key.lower().endswith(".md"):
        problem = (
            f"the file's name with its folders is {len(key.encode())} bytes long, more than the {LONGEST_STORY_KEY}"
        )
        return Complaint(f"{problem} there may be", "give it a shorter name")
    if key.startswith((ARTICLES, PAGES)):
        kind = "articles" if key.startswith(ARTICLES) else "standing pages"
        problem = f"{kind} are Markdown files, and '{key.rsplit('/', 1)[-1]}' does not end in .md"
        return Complaint(problem, "save it as plain text with the ending .md and upload that")
    if key.startswith(PEOPLE):
        problem = f"files about people are YAML files, and '{key.rsplit('/', 1)[-1]}' does not end in .yaml"
        return Complaint(problem, "save it as plain text with the ending .yaml and upload that")
    if key.startswith(FRONTS):
        problem = f"front documents are YAML files, and '{key.rsplit('/', 1)[-1]}' does not end in .yaml"
        return Complaint(problem, "save it as plain text with the ending .yaml and upload that")
    if key.startswith(TEMPLATES):
        problem = f"'{key.removeprefix(TEMPLATES)}' is not named as a template set is"
        return Complaint(problem, "have 'laera templates push' upload it: it names the set after its content")
    return Complaint(
        "the press has no use for a file here",
        "stories go under articles/ and end in .md, standing pages go under pages/ and end in .md, photographs and "
        "recordings go under media/, front documents go under fronts/ and end in .yaml, files about people go under "
        "authors/ and end in .yaml, template sets go under templates/, the paper's settings are site.yaml",
    )
