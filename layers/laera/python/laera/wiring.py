"""Joins ports and adapters for the functions: built on first use, kept while the process lives.

Imports stand inside the functions, so that a function's cold start pays only for what it uses.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from laera.errors import SettingsError
from laera.settings import Settings

if TYPE_CHECKING:
    from laera.adapters.secrets import SecretKeyRing
    from laera.domain.site import Site
    from laera.rendering.pages import PageRenderer
    from laera.workflow.announcer import Announcer
    from laera.workflow.listings import Listings
    from laera.workflow.photographs import PhotoDesk
    from laera.workflow.ports import Clock, ReceiptStore, SiteStore, Table
    from laera.workflow.press import Press
    from laera.workflow.previews import Previews
    from laera.workflow.rehearsal import Stage
    from laera.workflow.search import SearchDesk

_MAKING_A_CLIENT = Lock()  # a session makes clients for one thread at a time


@contextmanager
def _keeping_everything() -> Iterator[None]:
    """Parts and the modules they read stay for good: looking for garbage among them is a tenth of a cold start."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings.from_environ(os.environ)


@cache
def client(service: str) -> Any:  # noqa: ANN401 - each service has a client type of its own
    """One SDK client per service: adaptive retries inside short timeouts, checksums only where S3 demands them."""
    from botocore.config import Config

    config = Config(
        connect_timeout=3,
        read_timeout=10,
        retries={"mode": "adaptive", "max_attempts": 4},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    with _MAKING_A_CLIENT:
        return _session().create_client(service, config=config)


@cache
def _session() -> Any:  # noqa: ANN401 - as above
    """What clients share: a session of its own for each would read the SDK's files, and open the environment, anew."""
    import botocore.session

    from laera.adapters.service_models import NamedServices

    session = botocore.session.get_session()
    session.register_component("data_loader", NamedServices())
    return session


_given_clock: "Clock | None" = None


def clock() -> "Clock":
    """What every desk goes by: the machine's own time, unless `use_clock` gave another."""
    from laera.adapters.clock import SystemClock

    return _given_clock or SystemClock()


def use_clock(given: "Clock") -> None:
    """Have every desk go by this clock from now on; those that are made already are made anew."""
    global _given_clock  # noqa: PLW0603 - a process has one clock, as it has one environment
    _given_clock = given
    for made in (press, photo_desk, announcer, listings, previews, key_ring, search_desk):
        made.cache_clear()


@cache
@_keeping_everything()
def press() -> "Press":
    """The press on S3, DynamoDB and SQS."""
    from laera.adapters.dynamodb import DynamoTable
    from laera.adapters.s3 import S3Content, S3Receipts, S3Site
    from laera.adapters.sqs import SqsOutcomes, SqsQueue
    from laera.rendering.pages import PageRenderer
    from laera.workflow.press import Press, PreviewRoom

    names = settings()
    return Press(
        content=S3Content(client("s3"), names.content_bucket),
        site=S3Site(client("s3"), names.site_bucket),
        receipts=S3Receipts(client("s3"), names.receipts_bucket),
        table=DynamoTable(client("dynamodb"), names.table_name),
        uploads=SqsQueue(client("sqs"), names.uploads_queue_url),
        rebuild=SqsQueue(client("sqs"), names.rebuild_queue_url),
        media=SqsQueue(client("sqs"), names.media_queue_url),
        outcomes=SqsOutcomes(client("sqs"), names.outcomes_queue_url),
        clock=clock(),
        renderer=PageRenderer.load(hub=names.websub_hub, index_now_key=names.indexnow_key, can_search=True),
        invalidation_budget=names.invalidation_budget,
        preview_room=PreviewRoom(key_ring(), _stage),
    )


def _stage(site: "SiteStore", table: "Table", receipts: "ReceiptStore") -> "Stage":
    """A stage for a rehearsal."""
    from laera.adapters.overlay import OverlayStage

    return OverlayStage(site, table, receipts)


@cache
@_keeping_everything()
def photo_desk() -> "PhotoDesk":
    """What makes photographs ready. Needs no renderer, so its function carries no templates' engine."""
    from laera.adapters.dynamodb import DynamoTable
    from laera.adapters.s3 import S3Content, S3Receipts, S3Site
    from laera.adapters.sqs import SqsOutcomes, SqsQueue
    from laera.workflow.photographs import PhotoDesk

    names = settings()
    return PhotoDesk(
        content=S3Content(client("s3"), names.content_bucket),
        site=S3Site(client("s3"), names.site_bucket),
        receipts=S3Receipts(client("s3"), names.receipts_bucket),
        table=DynamoTable(client("dynamodb"), names.table_name),
        uploads=SqsQueue(client("sqs"), names.uploads_queue_url),
        outcomes=SqsOutcomes(client("sqs"), names.outcomes_queue_url),
        clock=clock(),
        invalidation_budget=names.invalidation_budget,
    )


@cache
@_keeping_everything()
def announcer() -> "Announcer":
    """What tells others of outcomes. Needs no renderer either."""
    from laera.adapters.cloudfront import CloudFrontCdn
    from laera.adapters.dynamodb import DynamoTable
    from laera.adapters.eventbridge import EventBridgeBus
    from laera.adapters.sqs import SqsOutcomes
    from laera.adapters.web import HttpsWeb
    from laera.workflow.announcer import Announcer

    names = settings()
    if not names.distribution_id:
        raise SettingsError("missing environment variables: DISTRIBUTION_ID")
    return Announcer(
        table=DynamoTable(client("dynamodb"), names.table_name),
        outcomes=SqsOutcomes(client("sqs"), names.outcomes_queue_url),
        bus=EventBridgeBus(client("events"), names.news_bus_name),
        cdn=CloudFrontCdn(lambda: client("cloudfront"), names.distribution_id),
        web=HttpsWeb(),
        clock=clock(),
        budget=names.invalidation_budget,
        hub=names.websub_hub,
        index_now_key=names.indexnow_key,
    )


@cache
@_keeping_everything()
def listings() -> "Listings":
    """What has been published. Needs the table's client alone, until a cursor has to be signed or read."""
    from laera.adapters.dynamodb import DynamoTable
    from laera.workflow.current_site import CurrentSite
    from laera.workflow.cursors import Cursors
    from laera.workflow.listings import Listings

    table = DynamoTable(client("dynamodb"), settings().table_name)
    return Listings(table, CurrentSite(table, clock(), _starter_site), Cursors(key_ring(), clock()))


@cache
@_keeping_everything()
def search_desk() -> "SearchDesk":
    """What answers readers who look for stories."""
    from laera.adapters.dynamodb import DynamoTable
    from laera.adapters.s3 import S3Site
    from laera.workflow.current_site import CurrentSite
    from laera.workflow.cursors import Cursors
    from laera.workflow.open_spans import OpenSpans
    from laera.workflow.search import SearchDesk

    table = DynamoTable(client("dynamodb"), settings().table_name)
    spans = OpenSpans(S3Site(client("s3"), settings().site_bucket), clock())
    return SearchDesk(spans, CurrentSite(table, clock(), _starter_site), Cursors(key_ring(), clock()))


@cache
@_keeping_everything()
def page_renderer() -> "PageRenderer":
    """What renders pages for a function that does not publish."""
    from laera.adapters.s3 import S3Content
    from laera.rendering.pages import PageRenderer
    from laera.workflow.pushed_sets import PushedSets

    content = S3Content(client("s3"), settings().content_bucket)
    return PageRenderer.load(can_search=True).with_sets(PushedSets(content))


@cache
@_keeping_everything()
def previews() -> "Previews":
    """What is not published and can be seen by those who have its address."""
    from laera.adapters.s3 import S3Receipts
    from laera.workflow.previews import Previews

    return Previews(S3Receipts(client("s3"), settings().receipts_bucket), key_ring(), clock())


@cache
def key_ring() -> "SecretKeyRing":
    """What cursors and previews are signed with; fetched when the first is signed or read."""
    from laera.adapters.secrets import SecretKeyRing

    return SecretKeyRing(lambda: client("secretsmanager"), settings().cursor_secret_arn, clock())


def _starter_site() -> "Site":
    from laera.domain.site_file import starter_site

    return starter_site()
