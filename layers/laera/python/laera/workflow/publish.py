"""Publishing an article: from one upload key to its page, its places in lists, its receipt.

The steps of one attempt, each conditional on what was observed before the bucket was read, each safe to repeat:

1. observe the record and the pages it names; 2. read the bucket; 3. record `pending`, naming all that may be touched;
4. claim the address; 5. write the page; 6. write the places in lists; 7. leave former addresses; 8. record the settled
state, and just before it announce what is new; 9. file the receipt; 10. read the bucket again: if it moved, start over.

Withdrawal takes the places out before the page. Listing entries carry the record's revision, so a slow writer can never
put back what a faster one has replaced.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from laera.domain.articles import Article, is_page
from laera.domain.complaints import Complaint
from laera.domain.listings import STANDING_PAGES, Place, is_list_of_one
from laera.domain.receipts import AHEAD, Invalidation, Receipt
from laera.domain.site import SITE_KEY, Site, companions_of, ninjs_path
from laera.errors import ContestedError, PreconditionLostError
from laera.rendering.pages import PageRenderer
from laera.rendering.previews import PreviewNote
from laera.workflow import addresses
from laera.workflow.addresses import Use
from laera.workflow.announcements import announcements_of, superseded
from laera.workflow.article_receipts import (
    address_taken,
    alias_taken,
    language_taken,
    outcome_of,
    receipt_of,
    say_the_same,
)
from laera.workflow.editions import Editions
from laera.workflow.embargoes import note_wakes
from laera.workflow.fronts.arranging import fronts_naming
from laera.workflow.fronts.day import empty_days, touched_by_turn
from laera.workflow.fronts.kinds import touched_by
from laera.workflow.fronts.search_span import is_search_list
from laera.workflow.invalidations import invalidation_of
from laera.workflow.listing_entries import place_entries, remove_entries
from laera.workflow.notices import ADDRESS, FRONT, REBUILD, SITE, TRANSLATION
from laera.workflow.papers import Edition, Paper
from laera.workflow.photograph_use import look_at, register_use
from laera.workflow.plans import Plan, plan_of, to_be_found
from laera.workflow.ports import (
    Clock,
    ContentStore,
    Item,
    Notice,
    Outcomes,
    Queue,
    ReceiptStore,
    SiteStore,
    Table,
    Version,
)
from laera.workflow.public_objects import Shelf, Sightings
from laera.workflow.receipts import file_receipt, file_superseded, is_with_the_editor, receipt_on_file
from laera.workflow.recording_use import look_at_recording
from laera.workflow.records import RECORD, ArticleRecord, article_pk
from laera.workflow.standing import Standing, standing_of
from laera.workflow.story_objects import StoryObjects, astray, story_tag
from laera.workflow.translations import Sibling, enter_translation, translations_of, versions_of
from laera.workflow.version_reader import ReadOnce

if TYPE_CHECKING:
    from laera.workflow.preview_desk import PreviewDesk

_ATTEMPTS = 8


@dataclass
class _Attempt:
    """What one notice has taught so far: kept from attempt to attempt.

    `refused` are versions whose address another upload has, `asked` the path and the seniority they asked with, `told`
    the notices that were sent to other stories, `beside` the paths that follow because another page came or went.
    """

    notice: Notice
    refused: dict[str, Complaint] = field(default_factory=dict)
    asked: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)
    stood: set[str] = field(default_factory=set)
    changed: dict[str, None] = field(default_factory=dict)
    listed: dict[Place, None] = field(default_factory=dict)
    beside: dict[str, None] = field(default_factory=dict)
    linked: dict[str, str] = field(default_factory=dict)
    invalidation: Invalidation | None = None
    told: dict[Notice, None] = field(default_factory=dict)
    warnings: dict[str, Complaint] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    has_filed: bool = False

    @property
    def is_thorough(self) -> bool:
        """Whether to write again even what the record says is written: the site may have been lost."""
        return self.notice.reason == REBUILD and not self.has_filed

    def turn_to_the_next_version(self) -> None:
        """This one has its receipt; what is done from now on belongs in another's."""
        self.has_filed = True
        self.changed.clear()
        self.listed.clear()
        self.beside.clear()
        self.invalidation = None


@dataclass(frozen=True)
class _Look:
    """What one attempt found, and what it means. `rev` is the record's revision, 0 when there was none."""

    rev: int
    record: ArticleRecord
    sightings: Sightings
    edition: Edition
    reader: ReadOnce
    standing: Standing
    plan: Plan

    @property
    def page_path(self) -> str:
        """Where readers must find the story, empty when they must not."""
        return self.plan.record.path if self.plan.article else ""


class ArticleDesk:
    """Publishes, holds and withdraws articles."""

    def __init__(
        self,
        *,
        content: ContentStore,
        site: SiteStore,
        receipts: ReceiptStore,
        table: Table,
        uploads: Queue,
        media: Queue,
        outcomes: Outcomes,
        invalidation_budget: int,
        clock: Clock,
        renderer: PageRenderer,
        paper: Paper,
        shelf: Shelf,
        previews: "Callable[[], PreviewDesk] | None" = None,
        released: Version | None = None,
    ) -> None:
        """Without `previews`, asked for when the first is wanted, none are made.

        A rehearsal's desk takes the version `released` for no draft.
        """
        self._content = content
        self._site = site
        self._receipts = receipts
        self._table = table
        self._uploads = uploads
        self._media = media
        self._outcomes = outcomes
        self._invalidation_budget = invalidation_budget
        self._clock = clock
        self._renderer = renderer
        self._paper = paper
        self._shelf = shelf
        self._previews = previews
        self._released = released

    def publish(self, notice: Notice) -> Receipt:
        """Bring everything that depends on one upload key in line with the bucket, and tell how it ended.

        Raises ContestedError when others kept writing the same things; delivering the notice again is then safe.
        """
        attempt = _Attempt(notice)
        for _ in range(_ATTEMPTS):
            try:
                receipt = self._converge(notice.key, attempt)
            except PreconditionLostError:
                receipt = None
            if receipt is not None:
                return receipt
        raise ContestedError(f"{notice.key}: others keep writing the same page or record")

    def _converge(self, key: str, attempt: _Attempt) -> Receipt | None:
        """One attempt; None when it must start over because the bucket moved or the address was refused."""
        look = self._look(key, attempt)
        plan, record, standing, site = look.plan, look.record, look.standing, look.edition.site
        is_seen = record.is_settled and record.seen == plan.record.seen
        was_refused = is_seen and record.version_id != plan.record.version_id
        if was_refused and plan.wants_address and self._still_refused(key, plan, attempt):
            return None
        strays = astray(look.sightings, key, record, look.page_path)
        record = record.with_strays(strays, are_alone=is_page(key))
        attempt.paths.update((*record.filled, *plan.record.filled))
        attempt.stood.update((*record.stood, *plan.record.stood))
        is_news = plan.record != record or attempt.is_thorough or bool(strays)
        rev = look.rev
        if is_news:
            rev += 1
            begun = plan.record.begun(record, rev - 1)
            self._table.put(Item(article_pk(key), RECORD, rev, begun.to_record()), look.rev or None)
        is_another_s = plan.article is not None and look.page_path not in look.sightings.pages_of(story_tag(key))
        if plan.wants_address and (is_news or is_another_s or attempt.notice.reason == ADDRESS):
            owner = self._claim(plan.record.path, key, Use.PAGE, standing, attempt, is_news=is_news)
            if owner != key:
                self._note_refusal(plan, owner, attempt)
                return None
        objects = StoryObjects(self._renderer, self._shelf, site, key, look.sightings, attempt.changed)
        if plan.article and standing.version:
            attempt.linked = self._translations(plan.article, plan.record.path, attempt)
            editions = Editions(look.reader, standing.versions, standing.version, plan.article, site)
            objects.write(plan, plan.article, attempt.linked, editions)
        if is_news:
            self._write_lists(key, plan, record, standing, site, rev, attempt)
        if is_news or attempt.notice.reason in {ADDRESS, SITE}:

            def may_fill(path: str, use: Use) -> bool:
                return self._claim(path, key, use, standing, attempt, is_news=is_news) == key

            objects.leave(plan, record, standing, may_fill)
        if is_news:
            self._give_up(key, plan, record, standing, objects, attempt)
            attempt.invalidation = self._announce(key, plan, record, rev - 1, standing, site, attempt)
            self._table.put(Item(article_pk(key), RECORD, rev + 1, plan.record.to_record()), rev)
        self._look_at_aliases(key, plan, attempt)
        receipt = receipt_of(
            attempt.notice,
            standing,
            plan,
            record,
            site,
            self._clock.now(),
            changed=attempt.changed,
            following=sorted({*touched_by(self._renderer, site, attempt.listed), *attempt.beside}),
            invalidation=attempt.invalidation,
            warnings=attempt.warnings.values(),
        )
        receipt = self._file(receipt, standing, site, attempt, is_first=record.seen != plan.record.seen)
        if self._has_moved(key, standing):
            attempt.turn_to_the_next_version()
            return None
        return receipt

    def proof(self, key: str, note: PreviewNote) -> bytes:
        """A live story's page as it is now, with a note for those who may see it; nothing is written.

        ContestedError when it is not live any more.
        """
        attempt = _Attempt(Notice(key))
        look = self._look(key, attempt)
        article, plan = look.plan.article, look.plan
        if article is None:
            raise ContestedError(f"{key} went while its proof was made")
        objects = StoryObjects(self._renderer, self._shelf, look.edition.site, key, look.sightings, {})
        return objects.page(plan, article, self._translations(article, plan.record.path, attempt), note)

    def _look(self, key: str, attempt: _Attempt) -> _Look:
        """Observe the record and the pages it names, then read the bucket, and plan. In this order."""
        item = self._table.get(article_pk(key), RECORD)
        record = ArticleRecord.from_record(item.body) if item else ArticleRecord()
        self._ask_again(key, attempt)
        attempt.warnings.clear()
        attempt.owners.clear()
        sightings = Sightings(self._site, attempt.is_thorough)
        sightings.observe(record.path, *record.filled, *sorted(attempt.paths))
        sightings.observe(*(path for stood in (*record.stood, *sorted(attempt.stood)) for path in companions_of(stood)))
        edition = self._paper.current()
        now = self._clock.now()
        reader = ReadOnce(self._content)
        standing = standing_of(reader, key, edition, record, attempt.refused, now, self._released)
        ports = self._table, self._content
        plan = plan_of(standing, edition.site, now, partial(look_at, *ports), partial(look_at_recording, *ports))
        if plan.article and not plan.article.is_page and self._renderer.can_search:
            text = self._renderer.text(edition.site, plan.article, plan.pictures, plan.players)
            plan = to_be_found(plan, hashlib.sha256(text.encode()).hexdigest()[:32])
        return _Look(item.rev if item else 0, record, sightings, edition, reader, standing, plan)

    def _still_refused(self, key: str, plan: Plan, attempt: _Attempt) -> bool:
        """Whether the key already waits for this address in vain: then nothing needs to be written again."""
        since = plan.record.since or self._clock.now()
        owner = addresses.refusal(self._table, plan.record.path, key, since)
        if owner:
            self._note_refusal(plan, owner, attempt)
        return owner is not None

    def _note_refusal(self, plan: Plan, owner: str, attempt: _Attempt) -> None:
        version_id, path = plan.record.version_id, plan.record.path
        attempt.refused[version_id] = address_taken(path, owner)
        attempt.asked[version_id] = path, plan.record.since or self._clock.now()

    def _ask_again(self, key: str, attempt: _Attempt) -> None:
        """Forget refusals that no longer stand: the owner may have left, and another have published this story since.

        Asked after the record was read, so whoever is told of a free address later finds this attempt's record.
        """
        for version_id, (path, since) in list(attempt.asked.items()):
            if addresses.refusal(self._table, path, key, since) is None:
                del attempt.asked[version_id], attempt.refused[version_id]

    def _claim(self, path: str, key: str, use: Use, standing: Standing, attempt: _Attempt, *, is_news: bool) -> str:
        """Claim a path; gives its owner. Whoever loses or may now have it is told, unless nothing is new to them."""
        since = standing.since or self._clock.now()
        answer = addresses.claim(self._table, path, key, use, since)
        attempt.owners[path] = answer.owner
        if answer.others and (is_news or answer.is_new):
            self._tell(answer.others, ADDRESS, attempt)
        return answer.owner

    def _write_lists(
        self,
        key: str,
        plan: Plan,
        record: ArticleRecord,
        standing: Standing,
        site: Site,
        rev: int,
        attempt: _Attempt,
    ) -> None:
        """Everything lists and other stories know of this one, as of revision `rev`."""
        turning = empty_days(self._table, (place for place in plan.entries if place not in record.places))
        shown = record.is_settled and (record.card, record.places) == (plan.record.card, plan.record.places)
        if attempt.is_thorough or not shown:
            place_entries(self._table, plan.entries, rev)
            attempt.listed.update(dict.fromkeys(plan.entries))
        elif record.text != plan.record.text:
            texts = {place: entry for place, entry in plan.entries.items() if is_search_list(place.scope)}
            place_entries(self._table, texts, rev)
        left = [place for place in dict.fromkeys((*record.places, *standing.left)) if place not in plan.entries]
        remove_entries(self._table, left, rev, self._clock.now())
        attempt.listed.update(dict.fromkeys(left))
        turning += empty_days(self._table, (place for place in record.places if place not in plan.entries))
        for place in turning:
            attempt.beside.update(dict.fromkeys(touched_by_turn(self._table, site, place)))
        self._tell_fronts(record, plan, attempt)
        self._tell_the_paper(record, plan, site)
        register_use(
            self._table,
            self._media,
            key,
            record.photographs,
            plan.uses,
            rev,
            was_interrupted=not record.is_settled,
        )
        note_wakes(self._table, key, record.wakes, plan.record.wakes, rev)
        groups, path = plan.record.translations, plan.record.path
        if (record.state, record.path, record.translations) != (plan.record.state, path, groups):
            siblings = enter_translation(self._table, key, record.translations, groups, path, rev)
            if siblings:
                self._tell([sibling.key for sibling in siblings], TRANSLATION, attempt)
            for sibling in siblings:
                beside = (sibling.path,) if is_page(sibling.key) else (sibling.path, ninjs_path(sibling.path))
                attempt.beside.update(dict.fromkeys(beside))
            if plan.article and self._translations(plan.article, path, attempt) != attempt.linked:
                raise PreconditionLostError(f"{key}: a translation came or went before this story could be told")

    def _tell_fronts(self, record: ArticleRecord, plan: Plan, attempt: _Attempt) -> None:
        """Fronts whose documents name the story follow too; of its coming and going the documents' receipts tell."""
        naming = fronts_naming(self._table, attempt.listed)
        attempt.listed.update(dict.fromkeys(naming))
        was, is_now = ({p for p in one.places if is_list_of_one(p.scope)} for one in (record, plan.record))
        if naming and (was != is_now or not record.is_settled):
            self._uploads.send([Notice(document, reason=FRONT) for document in sorted(set(naming.values()))])

    def _tell_the_paper(self, record: ArticleRecord, plan: Plan, site: Site) -> None:
        """When a page that the footer leads to comes or goes, the receipt of `site.yaml` tells of it."""
        listed = [any(place.scope == STANDING_PAGES for place in one.places) for one in (record, plan.record)]
        stood, stands = (
            one.path if is_there else "" for one, is_there in zip((record, plan.record), listed, strict=True)
        )
        if any(listed) and (stood != stands or not record.is_settled):
            wanted = {path for _, _, path in site.footer_links()}
            if {stood, stands, *record.filled} & wanted:
                self._uploads.send([Notice(SITE_KEY, reason=FRONT)])

    def _tell(self, keys: Iterable[str], reason: str, attempt: _Attempt) -> None:
        """Have other stories looked at, for this reason."""
        notices = [Notice(key, reason=reason) for key in keys]
        attempt.told.update(dict.fromkeys(notices))
        self._uploads.send(notices)

    def _translations(self, article: Article, path: str, attempt: _Attempt) -> dict[str, str]:
        """Where the story stands in each language, this one included; nothing if another is its version in it."""
        if not article.translation_key:
            return {}
        own = Sibling(article.language, article.key, path)
        others = (one for one in translations_of(self._table, article.translation_key) if one.key != own.key)
        versions = versions_of([own, *others])
        first = versions[own.language]
        if first.key != own.key:
            attempt.warnings["translation_key"] = language_taken(own.language, first.key)
            return {}
        return {language: version.path for language, version in versions.items()}

    def _look_at_aliases(self, key: str, plan: Plan, attempt: _Attempt) -> None:
        """Warn of old addresses that lead to other stories."""
        for path in plan.article.aliases if plan.article else ():
            owner = attempt.owners.get(path) or addresses.owner_of(self._table, path)
            if owner not in {None, key}:
                attempt.warnings[path] = alias_taken(path, str(owner))

    def _give_up(
        self,
        key: str,
        plan: Plan,
        record: ArticleRecord,
        standing: Standing,
        objects: StoryObjects,
        attempt: _Attempt,
    ) -> None:
        """Give up the claims of addresses at which nothing of the story is left."""
        kept = plan.record.path if plan.wants_address else ""
        filled = {"", kept, *plan.moved, *objects.left(plan, record)}
        for path in dict.fromkeys((record.path, *record.leaving, *record.filled)):
            if path not in filled:
                self._claim(path, key, Use.FREE, standing, attempt, is_news=True)

    def _announce(
        self,
        key: str,
        plan: Plan,
        record: ArticleRecord,
        rev: int,
        standing: Standing,
        site: Site,
        attempt: _Attempt,
    ) -> Invalidation | None:
        """Tell the queue of outcomes what follows from reaching the plan; gives what it costs at the CDN.

        `record` was found at `rev`, 0 when there was none.
        Before the record is settled: whoever dies in between has it told again, under the same ids. A press that has
        lost its records and makes everything again has nothing to tell.
        """
        if attempt.is_thorough and not record.told_at(rev):
            return None
        announcements = announcements_of(
            key,
            standing,
            plan,
            record,
            rev,
            outcome=outcome_of(standing, plan, record),
            site=site,
            tag=story_tag(key),
            at=self._clock.now(),
        )
        if announcements:
            self._outcomes.send(announcements)
        return invalidation_of(self._table, announcements, self._invalidation_budget, self._clock.now())

    def _file(self, receipt: Receipt, standing: Standing, site: Site, attempt: _Attempt, *, is_first: bool) -> Receipt:
        """File the receipt unless this version's is on file already and says the same; gives the one that stands."""
        key, version_id = receipt.key, receipt.version_id
        overtaken = {*standing.overtaken, *([attempt.notice.version_id] if attempt.notice.version_id else [])}
        without = [
            other for other in sorted(overtaken - {version_id}) if receipt_on_file(self._table, key, other) is None
        ]
        if without:
            self._outcomes.send(superseded(key, without, receipt.at))
        for other in without:
            file_superseded(self._table, key, other, version_id, receipt.at)
        filed = None if is_first or attempt.has_filed else receipt_on_file(self._table, key, version_id)
        receipt = self._looking_ahead(receipt, filed, standing, site, attempt)
        if not (filed and say_the_same(filed, receipt) and is_with_the_editor(self._receipts, filed)):
            file_receipt(self._receipts, self._table, receipt)
        return receipt

    def _looking_ahead(
        self, receipt: Receipt, filed: Receipt | None, standing: Standing, site: Site, attempt: _Attempt
    ) -> Receipt:
        """The receipt of a story to come tells where it can be seen; what the one on file told of it still holds."""
        if self._previews is None or receipt.outcome not in AHEAD:
            return receipt
        if (
            filed
            and filed.outcome is receipt.outcome
            and filed.preview
            and attempt.notice.reason not in {REBUILD, SITE}
        ):
            return filed
        self._shelf.stock(site)  # a preview shows itself with the files of every page
        return self._previews().look_ahead(standing, site, tuple(attempt.told)).added_to(receipt)

    def _has_moved(self, key: str, standing: Standing) -> bool:
        current = self._content.newest(key)
        newest = standing.newest
        handled = None if newest is None or newest.is_delete_marker else newest.version_id
        return (current.version_id if current else None) != handled
