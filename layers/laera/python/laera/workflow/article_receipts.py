"""What an editor is told of an article: the outcome of an upload, in words."""

from collections.abc import Iterable
from datetime import datetime

from laera.domain.complaints import Complaint
from laera.domain.receipts import Invalidation, Outcome, Receipt
from laera.domain.site import Site
from laera.workflow.plans import Plan
from laera.workflow.ports import Notice
from laera.workflow.records import ArticleRecord, State
from laera.workflow.standing import Standing


def receipt_of(
    notice: Notice,
    standing: Standing,
    plan: Plan,
    record: ArticleRecord,
    site: Site,
    at: datetime,
    *,
    changed: Iterable[str],
    following: Iterable[str],
    invalidation: Invalidation | None,
    warnings: Iterable[Complaint],
) -> Receipt:
    """The end of an upload that was planned so, from the `record` before it.

    It `changed` these paths, and has the fronts `following` set anew. `warnings` are about other stories, and so not
    about the text: a version that was refused has none.
    """
    newest = standing.newest
    outcome = outcome_of(standing, plan, record)
    complaints = standing.complaints
    if not standing.is_refused:
        about_photographs = (complaint for use in plan.uses for complaint in use.complaints)
        complaints = (*complaints, *about_photographs, *warnings)
    return Receipt(
        key=notice.key,
        version_id=newest.version_id if newest else notice.version_id or "none",
        outcome=outcome,
        at=at,
        uploaded=newest.modified if newest else None,
        address=site.absolute(plan.record.path) if plan.wants_address else "",
        note=_note(outcome, standing, plan, site),
        complaints=complaints,
        changed=tuple(changed),
        following=tuple(following),
        headline=standing.article.headline if standing.article else "",
        invalidation=invalidation,
    )


def outcome_of(standing: Standing, plan: Plan, record: ArticleRecord) -> Outcome:
    """How the upload ends that was planned so, from the `record` before it."""
    if standing.is_refused:
        return Outcome.REJECTED
    is_same_story = record.state is State.LIVE and (record.source, record.path) == (
        plan.record.source,
        plan.record.path,
    )
    if plan.outcome is Outcome.PUBLISHED and is_same_story and record.seen != plan.record.seen:
        return Outcome.UNCHANGED
    return plan.outcome


def address_taken(path: str, owner: str) -> Complaint:
    """The complaint about a story whose address is another's."""
    return Complaint(
        problem=f"the address {path} belongs to {owner}",
        cure="give this story another `slug:`, or withdraw that one: this story then takes over by itself",
        field="slug",
    )


def alias_taken(path: str, owner: str) -> Complaint:
    """The warning about an old address that leads to another story, or is one's page."""
    return Complaint(
        problem=f"the old address {path} belongs to {owner}, and does not lead here",
        cure="remove it from one of the two: what is left has it by itself",
        field="aliases",
        is_warning=True,
    )


def language_taken(language: str, owner: str) -> Complaint:
    """The warning about a second story of a translation group in one language: no page links to it as a translation."""
    return Complaint(
        problem=f"{owner} is this story's version in '{language}' already",
        cure="give one of the two another translation_key",
        field="translation_key",
        is_warning=True,
    )


def say_the_same(filed: Receipt, receipt: Receipt) -> bool:
    """Whether a receipt on file tells an editor all that a new one would."""
    same = {Outcome.PUBLISHED, Outcome.UNCHANGED}
    is_same_outcome = filed.outcome == receipt.outcome or {filed.outcome, receipt.outcome} == same
    return is_same_outcome and (
        (filed.address, filed.complaints, filed.note, filed.preview, filed.would_touch)
        == (receipt.address, receipt.complaints, receipt.note, receipt.preview, receipt.would_touch)
    )


def _note(outcome: Outcome, standing: Standing, plan: Plan, site: Site) -> str:
    article = standing.article
    if outcome is Outcome.REJECTED and plan.record.state is State.LIVE:
        return f"The version before it stays on the site ({plan.record.version_id})."
    if article and plan.record.state is State.HELD:
        subject = "It" if outcome is Outcome.SCHEDULED else "The version before it"
        return f"{subject} runs at {site.local_time(article.release).isoformat(sep=' ', timespec='minutes')}."
    if outcome is Outcome.WITHDRAWN and article and not standing.is_deleted:
        if article.withdrawn is None:
            return "It has expired."
        return f"Readers are told: {article.withdrawn}" if article.withdrawn else "Readers are told no reason."
    if outcome is Outcome.WITHDRAWN and (standing.is_deleted or standing.newest is None):
        return "The file was deleted."
    return ""
