"""Where a paper lies that is to be verified: in two folders, in the paper that runs here, or in the cloud."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from laera.adapters.clock import SystemClock
from laera.adapters.dynamodb import DynamoTable
from laera.adapters.folder_content import FolderContent
from laera.adapters.folder_site import FolderSite
from laera.adapters.s3 import S3Content, S3Site
from laera.adapters.sqs import SqsQueue
from laera.errors import NewsroomError
from laera.workflow.ports import ContentStore, Observed, SiteStore, Table
from laera.workflow.tokens import token_of
from local.errors import NoPaperError
from local.running_paper import RunningPaper
from local.verifying.bucket_snapshot import BucketSnapshot

_OWN = ".laera"
_WAITING = tuple(f"ApproximateNumberOfMessages{state}" for state in ("", "NotVisible", "Delayed"))
_CONFIG = Config(
    connect_timeout=5,
    read_timeout=30,
    max_pool_connections=32,
    retries={"mode": "adaptive", "max_attempts": 5},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a running press works through and remembers: its queues and its table."""

    rebuild: SqsQueue
    table: Table
    sqs: Any
    rebuild_url: str
    queue_urls: tuple[str, ...]

    def waiting(self) -> int:
        """How many messages wait or are being handled, about, in all queues."""
        return sum(map(self._waiting_in, self.queue_urls))

    def unswept(self) -> int:
        """How many of them are a sweep's, about."""
        return self._waiting_in(self.rebuild_url)

    def _waiting_in(self, url: str) -> int:
        told = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(_WAITING))["Attributes"]
        return sum(int(number) for number in told.values())


@dataclass(frozen=True, slots=True)
class PaperStores:
    """A paper. `content` gives the uploads as they are now; `site_name` is what its site is called in commands.

    `desk` is there when the paper is at work, None for folders and for buckets alone. `hub` and `index_now_key` are
    what the stack was deployed with: pages name them. Papers in buckets have readers who `can_search`.
    """

    content: Callable[[], ContentStore]
    site: SiteStore
    now: Callable[[], datetime]
    site_name: str
    desk: Desk | None = None
    is_at_work: bool = True
    hub: str = ""
    index_now_key: str = ""
    can_search: bool = True

    def count_uploads(self) -> int:
        """How many keys the content bucket holds, deleted ones included."""
        return sum(1 for _ in self.content().keys())  # noqa: SIM118 - a bucket, not a dict


class _ReadSite(FolderSite):
    """A site folder whose files are read whenever they are observed: whoever changed one may have kept its time."""

    def observe(self, key: str) -> Observed | None:
        page = self.get(key)
        return Observed(token_of(page.body), page.metadata, page.content_type, page.cache_control) if page else None


def in_folders(content: Path, site: Path, moment: datetime | None) -> PaperStores:
    """What `laera build` has made, as of a moment or of now. NoPaperError when there is no such thing."""
    if not content.is_dir():
        raise NoPaperError(f"{content} is not a folder; name the folder that holds site.yaml, articles and media")
    if not (site / _OWN).is_dir():
        raise NoPaperError(f"{site} is not a site that 'laera build' has made; name the folder that it was given")
    clock = SystemClock()
    return PaperStores(
        content=lambda: FolderContent(content),
        site=_ReadSite(site),
        now=lambda: moment or clock.now(),
        site_name=str(site),
        is_at_work=False,
        can_search=False,
    )


def in_running_paper(port: int, *, at_work: bool = False) -> PaperStores:
    """The paper that `laera serve` runs. NoPaperError when none runs there.

    Once nothing in it is under way, and so does its `now` wait, unless it is to be seen `at_work`.
    """
    paper = RunningPaper(port)
    question = "paper-at-work" if at_work else "paper"
    told = paper.ask("GET", question)
    return _in_buckets(
        _clients_of(told), told["names"], now=lambda: datetime.fromisoformat(paper.ask("GET", question)["now"])
    )


def in_stack(name: str) -> PaperStores:
    """A deployed stack, found by its name with the credentials that the AWS CLI would use."""
    stores = _in_buckets(_aws, _names_in_stack(name), now=SystemClock().now)
    (stack,) = _aws("cloudformation").describe_stacks(StackName=name)["Stacks"]
    told = {it["ParameterKey"]: it["ParameterValue"] for it in stack.get("Parameters", ())}
    return replace(stores, hub=told.get("WebSubHub", ""), index_now_key=told.get("IndexNowKey", ""))


def content_bucket(*, bucket: str, stack: str, port: int) -> tuple[Any, str]:
    """A client of S3 and the bucket that uploads go to: the one named, a stack's, else the running paper's."""
    if bucket or stack:
        return _aws("s3"), bucket or _names_in_stack(stack)["ContentBucket"]
    told = RunningPaper(port).ask("GET", "paper-at-work")
    return _clients_of(told)("s3"), told["names"]["ContentBucket"]


def _clients_of(told: Mapping[str, Any]) -> Callable[[str], Any]:
    """What makes clients of the services that a running paper told of."""

    def client(service: str) -> Any:
        return boto3.client(  # type: ignore[call-overload]  # by name
            service,
            endpoint_url=told["endpoint"],
            region_name=told["region"],
            aws_access_key_id="local",
            aws_secret_access_key="local",  # noqa: S106 - any will do there
            config=_CONFIG.merge(Config(s3={"addressing_style": "path"})),
        )

    return client


def _names_in_stack(name: str) -> dict[str, str]:
    """What the resources of a stack are called."""
    names: dict[str, str] = {}
    for page in _aws("cloudformation").get_paginator("list_stack_resources").paginate(StackName=name):
        names |= {it["LogicalResourceId"]: it.get("PhysicalResourceId", "") for it in page["StackResourceSummaries"]}
    missing = [it for it in ("ContentBucket", "SiteBucket", "ArticlesTable", "RebuildQueue") if it not in names]
    if missing:
        raise NoPaperError(f"the stack {name} has no {missing[0]}; name a stack that was deployed from template.yaml")
    return names


def in_buckets(content: str, site: str) -> PaperStores:
    """Two buckets by their names, with the credentials that the AWS CLI would use."""
    return _in_buckets(_aws, {"ContentBucket": content, "SiteBucket": site}, now=SystemClock().now)


@contextmanager
def saying_what_fails() -> Iterator[None]:
    """Turns what can go wrong between here and a paper's stores into one line for the person at the terminal."""
    try:
        yield
    except NewsroomError as error:
        raise NoPaperError(f"the paper's stores cannot be read: {error}") from error
    except (BotoCoreError, ClientError) as error:
        raise NoPaperError(f"AWS did not do as asked: {error}") from error


def _aws(service: str) -> Any:
    return boto3.client(service, config=_CONFIG)  # type: ignore[call-overload]  # by name


def _in_buckets(client: Callable[[str], Any], names: Mapping[str, str], now: Callable[[], datetime]) -> PaperStores:
    s3 = client("s3")
    desk = None
    if "RebuildQueue" in names:
        sqs = client("sqs")
        queue_urls = tuple(names[queue] for queue in ("UploadsQueue", "RebuildQueue", "MediaQueue"))
        table = DynamoTable(client("dynamodb"), names["ArticlesTable"])
        rebuild_url = names["RebuildQueue"]
        desk = Desk(SqsQueue(sqs, rebuild_url), table, sqs, rebuild_url, queue_urls)
    return PaperStores(
        content=lambda: BucketSnapshot(S3Content(s3, names["ContentBucket"])),
        site=S3Site(s3, names["SiteBucket"]),
        now=now,
        site_name=names["SiteBucket"],
        desk=desk,
    )
