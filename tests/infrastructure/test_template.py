"""What the stack promises, read from the template itself."""

import re
from dataclasses import fields
from itertools import chain
from typing import Any

import pytest

from laera.domain.embeds import FRAME_SOURCES
from laera.rendering.replies import PAGE_POLICY
from laera.settings import Settings
from laera.workflow.fronts.search_span import span_path
from laera.workflow.previews import PREVIEWS_KEPT
from laera.workflow.queries import PARAMETERS
from laera.workflow.search_requests import API_PARAMETERS, PAGE_PARAMETERS
from tests.infrastructure.stack import ROOT, Statement, Template, named, read

DAY = 24 * 60 * 60
BUCKETS = ("ContentBucket", "SiteBucket", "ReceiptsBucket", "LogsBucket")
QUEUES = ("UploadsQueue", "RebuildQueue", "MediaQueue", "OutcomesQueue")
FUNCTIONS = (
    "PublishArticle",
    "RebuildFronts",
    "ProcessMedia",
    "ReleaseDue",
    "Reconcile",
    "AnnounceOutcomes",
    "ListingsApi",
    "SearchArticles",
)
PUBLIC_PAGES = "*"
SEARCH_PAGES = ("/search", "/??/search", "/???/search")
PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    f"media-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src {FRAME_SOURCES}; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; object-src 'none'; upgrade-insecure-requests"
)

READ_OBJECTS = {"s3:GetObject", "s3:GetObjectVersion"}
WRITE_OBJECTS = {"s3:GetObject", "s3:PutObject"}
LIST_VERSIONS = {"s3:ListBucket", "s3:ListBucketVersions"}
READ_RECORDS = {"dynamodb:GetItem", "dynamodb:Query"}
WRITE_RECORDS = READ_RECORDS | {"dynamodb:PutItem"}
RECEIVE = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
SEND = {"sqs:SendMessage"}
LOG = {"logs:CreateLogStream", "logs:PutLogEvents"}
DISTRIBUTION = "arn:AWS::Partition:cloudfront::${AWS::AccountId}:distribution/${SiteDistribution}"
TRACE = {"*": {"xray:PutTraceSegments", "xray:PutTelemetryRecords"}}

# All that a function may do, by what it may do it to.
ALLOWED: dict[str, dict[str, set[str]]] = {
    "PublishArticle": {
        "UploadsQueue": RECEIVE | SEND,
        "RebuildQueue": RECEIVE | SEND,
        "MediaQueue": SEND,
        "OutcomesQueue": SEND,
        "ContentBucket/*": READ_OBJECTS,
        "ContentBucket": LIST_VERSIONS,
        "SiteBucket/*": WRITE_OBJECTS,
        "SiteBucket": {"s3:ListBucket"},
        "ReceiptsBucket/*": WRITE_OBJECTS,
        "ReceiptsBucket": {"s3:ListBucket"},
        "ArticlesTable": WRITE_RECORDS,
        "CursorSecret": {"secretsmanager:GetSecretValue"},
    },
    "RebuildFronts": {
        "ArticlesTable.StreamArn": {
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams",
        },
        "FrontsDeadLetterQueue": SEND,
        "OutcomesQueue": SEND,
        "ContentBucket/templates/*": {"s3:GetObjectVersion"},
        "ContentBucket": {"s3:ListBucketVersions"},
        "SiteBucket/*": WRITE_OBJECTS,
        "SiteBucket": {"s3:ListBucket"},
        "ArticlesTable": WRITE_RECORDS,
    },
    "ProcessMedia": {
        "MediaQueue": RECEIVE,
        "UploadsQueue": SEND,
        "OutcomesQueue": SEND,
        "ContentBucket/media/*": READ_OBJECTS,
        "ContentBucket": LIST_VERSIONS,
        "SiteBucket/media/*": WRITE_OBJECTS,
        "SiteBucket": {"s3:ListBucket"},
        "ReceiptsBucket/media/*": WRITE_OBJECTS,
        "ReceiptsBucket": {"s3:ListBucket"},
        "ArticlesTable": WRITE_RECORDS,
    },
    "ReleaseDue": {
        "ArticlesTable": WRITE_RECORDS,
        "UploadsQueue": SEND,
        "SchedulesDeadLetterQueue": SEND,
    },
    "Reconcile": {
        "ContentBucket": LIST_VERSIONS,
        "SiteBucket/404.html": {"s3:GetObject"},
        "SiteBucket": {"s3:ListBucket"},
        "ArticlesTable": WRITE_RECORDS,
        "RebuildQueue": SEND,
        "SchedulesDeadLetterQueue": SEND,
    },
    "AnnounceOutcomes": {
        "OutcomesQueue": RECEIVE | SEND,
        "NewsBus": {"events:PutEvents"},
        DISTRIBUTION: {"cloudfront:CreateInvalidation"},
        "ArticlesTable": {"dynamodb:GetItem", "dynamodb:PutItem"},
    },
    "ListingsApi": {
        "ArticlesTable": READ_RECORDS,
        "CursorSecret": {"secretsmanager:GetSecretValue"},
        "ReceiptsBucket/previews/*": {"s3:GetObject"},
    },
    "SearchArticles": {
        "ArticlesTable": {"dynamodb:GetItem"},
        "SiteBucket/search/*": {"s3:GetObject"},
        "SiteBucket": {"s3:ListBucket"},
        "ContentBucket/templates/*": {"s3:GetObjectVersion"},
        "ContentBucket": {"s3:ListBucketVersions"},
        "CursorSecret": {"secretsmanager:GetSecretValue"},
    },
}

# The records a function may read and write, by the beginning of their partition keys.
READS: dict[str, set[str]] = {
    "PublishArticle": {
        "ARTICLE",
        "ADDRESS",
        "LISTING",
        "FRONT",
        "TURN",
        "TRANSLATION",
        "IMAGE",
        "RECEIPT",
        "EMBARGO",
        "SITE",
        "INVALIDATIONS",
    },
    "RebuildFronts": {"LISTING", "SITE", "FRONT", "ADDRESS"},
    "ProcessMedia": {"IMAGE", "RECEIPT", "INVALIDATIONS"},
    "ReleaseDue": {"EMBARGO", "EMBARGO#swept", "TURN"},
    "Reconcile": {"RECEIPT", "ARTICLE", "SITE"},
    "AnnounceOutcomes": {"INVALIDATIONS"},
    "ListingsApi": {"LISTING", "SITE"},
    "SearchArticles": {"SITE"},
}
WRITES: dict[str, set[str]] = {
    "PublishArticle": READS["PublishArticle"] - {"INVALIDATIONS"},
    "RebuildFronts": {"LISTING#*#days", "LISTING#*#tags", "LISTING#*#authors", "LISTING#*#spans", "EMBARGO"},
    "ReleaseDue": {"EMBARGO#swept", "TURN"},
    "ProcessMedia": READS["ProcessMedia"] - {"INVALIDATIONS"},
    "AnnounceOutcomes": {"INVALIDATIONS"},
    "Reconcile": {"SITE#reconcile"},
}


@pytest.fixture
def stack() -> Template:
    """The stack's template."""
    return read("template.yaml")


# ------------------------------------------------------------------------------------------------------ queues


def test_a_message_stays_hidden_for_six_times_as_long_as_its_function_may_take(stack: Template) -> None:
    """A slow invocation is never overtaken by a second delivery of its own message."""
    sources = list(stack.events("SQS"))
    assert {named(source["Queue"]) for _, source in sources} == set(QUEUES)

    for function, source in sources:
        timeout = stack.functions()[function]["Timeout"]
        window = source.get("MaximumBatchingWindowInSeconds", 0)
        assert stack.properties(named(source["Queue"]))["VisibilityTimeout"] >= 6 * timeout + window


@pytest.mark.parametrize("queue", QUEUES)
def test_a_queue_gives_up_after_a_few_tries_into_dead_letters_that_keep_longer(stack: Template, queue: str) -> None:
    """A message moved to dead letters keeps its age, so dead letters must be kept longer than the queue's own."""
    source = stack.properties(queue)
    letters_name = queue.replace("Queue", "DeadLetterQueue")
    letters = stack.properties(letters_name)

    assert named(source["RedrivePolicy"]["deadLetterTargetArn"]) == letters_name
    assert 5 <= source["RedrivePolicy"]["maxReceiveCount"] <= 8
    assert source["MessageRetentionPeriod"] == 4 * DAY
    assert letters["MessageRetentionPeriod"] == 14 * DAY
    assert letters["RedriveAllowPolicy"]["redrivePermission"] == "byQueue"
    (allowed,) = letters["RedriveAllowPolicy"]["sourceQueueArns"]
    assert allowed["Fn::Sub"].endswith(":" + source["QueueName"]["Fn::Sub"])


def test_a_queue_takes_whatever_s3_sends(stack: Template) -> None:
    """S3's messages reach 64 KiB; those a queue refuses are lost without a word."""
    assert all(stack.properties(queue)["MaximumMessageSize"] >= 65_536 for queue in QUEUES)


def test_queues_are_encrypted_and_every_dead_letter_is_kept_for_a_fortnight(stack: Template) -> None:
    """Whoever comes back from a holiday still finds what failed."""
    queues = stack.of_type("AWS::SQS::Queue")
    assert all(queue["SqsManagedSseEnabled"] for queue in queues.values())
    letters = {name: queue for name, queue in queues.items() if "DeadLetter" in name}
    assert len(letters) == len(queues) - len(QUEUES)
    assert all(queue["MessageRetentionPeriod"] == 14 * DAY for queue in letters.values())


def test_only_the_content_bucket_may_put_word_on_the_uploads_queue(stack: Template) -> None:
    """S3 delivers for this bucket of this account, and for no one else's."""
    policy = stack.properties("UploadsQueuePolicy")
    (statement,) = (Statement.read(node) for node in policy["PolicyDocument"]["Statement"])

    assert policy["Queues"] == [{"Ref": "UploadsQueue"}]
    assert statement.principal == {"Service": "s3.amazonaws.com"}
    assert (statement.actions, statement.resources) == ({"sqs:SendMessage"}, {"UploadsQueue"})
    bucket = stack.properties("ContentBucket")["BucketName"]["Fn::Sub"]
    assert statement.condition["ArnEquals"] == {"aws:SourceArn": {"Fn::Sub": "arn:${AWS::Partition}:s3:::" + bucket}}
    assert statement.condition["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    assert "UploadsQueuePolicy" in stack.resources["ContentBucket"]["DependsOn"]


# ------------------------------------------------------------------------------------------------ event sources


def test_one_bad_message_never_fails_the_batch_around_it(stack: Template) -> None:
    """Every source takes the list of what failed, and nothing else is delivered again."""
    sources = [*stack.events("SQS"), *stack.events("DynamoDB")]
    assert len(sources) == 5
    assert all(source["FunctionResponseTypes"] == ["ReportBatchItemFailures"] for _, source in sources)


def test_queue_consumers_are_capped_at_the_source_and_filter_nothing(stack: Template) -> None:
    """A cap on the function would turn good messages into dead letters; a filter would delete them."""
    caps = {named(source["Queue"]): source["ScalingConfig"]["MaximumConcurrency"] for _, source in stack.events("SQS")}
    assert all(2 <= cap <= 1_000 for cap in caps.values())
    assert caps["RebuildQueue"] < caps["UploadsQueue"], "rebuilding everything must not be in an editor's way"
    assert not any("FilterCriteria" in source for _, source in stack.events("SQS"))
    assert not any("ReservedConcurrentExecutions" in function for function in stack.functions().values())


def test_a_poisoned_record_cannot_hold_up_the_fronts(stack: Template) -> None:
    """Retries end, batches are halved, and what fails is told to someone."""
    ((function, source),) = stack.events("DynamoDB")
    assert function == "RebuildFrontsFunction"
    assert source["StartingPosition"] == "TRIM_HORIZON"
    assert 0 < source["MaximumRetryAttempts"] <= 10
    assert source["BisectBatchOnFunctionError"] is True
    assert 0 < source["MaximumRecordAgeInSeconds"] <= 3_600
    assert named(source["DestinationConfig"]["OnFailure"]["Destination"]) == "FrontsDeadLetterQueue"
    assert "MaximumBatchingWindowInSeconds" not in source, "the editor's second matters"


def test_the_clock_is_retried_and_its_failures_are_kept(stack: Template) -> None:
    """A turn of the clock that fails is tried again before the next one comes, then set aside."""
    schedules = dict(stack.events("ScheduleV2"))
    assert {name: source["ScheduleExpression"] for name, source in schedules.items()} == {
        "ReleaseDueFunction": "rate(1 minute)",
        "ReconcileFunction": "rate(5 minutes)",
    }
    for name, source in schedules.items():
        function = stack.functions()[name]
        assert named(source["DeadLetterConfig"]["Arn"]) == "SchedulesDeadLetterQueue"
        assert named(function["DeadLetterQueue"]["TargetArn"]) == "SchedulesDeadLetterQueue"
        assert source["RetryPolicy"]["MaximumRetryAttempts"] >= 1
        interval = 60 * int(re.findall(r"\d+", source["ScheduleExpression"])[0])
        assert source["RetryPolicy"]["MaximumEventAgeInSeconds"] <= interval
        assert function["EventInvokeConfig"]["MaximumEventAgeInSeconds"] <= interval
        assert function["Timeout"] <= interval


# ------------------------------------------------------------------------------------------------------ buckets


@pytest.mark.parametrize("bucket", BUCKETS)
def test_a_bucket_is_private_encrypted_and_reached_over_tls_alone(stack: Template, bucket: str) -> None:
    """No setting of a single object can make it public, and nobody can listen in."""
    properties = stack.properties(bucket)
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(properties["PublicAccessBlockConfiguration"]) == 4
    assert "BucketEncryption" in properties
    assert "WebsiteConfiguration" not in properties

    policy = stack.bucket_policy(bucket)
    whole = frozenset({bucket, f"{bucket}/*"})
    for sid, condition in (
        ("RefusePlainHttp", {"Bool": {"aws:SecureTransport": "false"}}),
        ("RefuseOldTls", {"NumericLessThan": {"s3:TlsVersion": "1.2"}}),
    ):
        refusal = policy[sid]
        assert (refusal.effect, refusal.principal, refusal.actions) == ("Deny", "*", {"s3:*"})
        assert (refusal.resources, refusal.condition) == (whole, condition)


@pytest.mark.parametrize("bucket", BUCKETS)
def test_a_bucket_outlives_the_stack_and_forgets_unfinished_uploads(stack: Template, bucket: str) -> None:
    """Deleting the stack by mistake deletes no newspaper."""
    resource = stack.resources[bucket]
    assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Retain", "Retain")
    rules = stack.properties(bucket)["LifecycleConfiguration"]["Rules"]
    assert {rule["Status"] for rule in rules} == {"Enabled"}
    (unfinished,) = (rule["AbortIncompleteMultipartUpload"] for rule in rules if "Prefix" not in rule)
    assert unfinished["DaysAfterInitiation"] <= 7


def test_a_preview_is_forgotten_after_its_address_has_ended_and_a_receipt_never(stack: Template) -> None:
    """Nothing that may still be shown goes, and nothing that cannot be shown any more stays."""
    rules = stack.properties("ReceiptsBucket")["LifecycleConfiguration"]["Rules"]
    expiring = {rule.get("Prefix"): rule["ExpirationInDays"] for rule in rules if "ExpirationInDays" in rule}
    assert expiring == {"previews/": PREVIEWS_KEPT.days + 2}


@pytest.mark.parametrize("bucket", ["ContentBucket", "SiteBucket", "ReceiptsBucket"])
def test_no_access_list_can_share_an_object_and_every_access_is_logged(stack: Template, bucket: str) -> None:
    """The account owns every object, whoever put it there."""
    properties = stack.properties(bucket)
    assert properties["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    assert properties["LoggingConfiguration"]["DestinationBucketName"] == {"Ref": "LogsBucket"}


def test_the_last_good_version_of_an_article_is_never_expired(stack: Template) -> None:
    """The site is rebuilt from the newest valid version, which may be several bad edits old."""
    properties = stack.properties("ContentBucket")
    assert properties["VersioningConfiguration"] == {"Status": "Enabled"}
    (rule,) = properties["LifecycleConfiguration"]["Rules"]
    assert rule["NoncurrentVersionExpiration"]["NewerNoncurrentVersions"] >= 5
    assert rule["NoncurrentVersionExpiration"]["NoncurrentDays"] >= 90
    assert "ExpirationInDays" not in rule


def test_every_change_of_every_upload_is_told(stack: Template) -> None:
    """Arrivals, departures and lifecycle's own deletions, whatever the key: nothing is filtered away."""
    configurations = stack.properties("ContentBucket")["NotificationConfiguration"]["QueueConfigurations"]
    assert {configuration["Event"] for configuration in configurations} == {
        "s3:ObjectCreated:*",
        "s3:ObjectRemoved:*",
        "s3:LifecycleExpiration:*",
    }
    assert {named(configuration["Queue"]) for configuration in configurations} == {"UploadsQueue"}
    assert not any("Filter" in configuration for configuration in configurations)


def test_a_page_is_only_ever_replaced_by_who_saw_it(stack: Template) -> None:
    """A plain PUT into the site bucket is refused to everyone, so a slow writer cannot undo an edit."""
    refusal = stack.bucket_policy("SiteBucket")["RefuseUnconditionalWrites"]
    assert (refusal.effect, refusal.principal, refusal.actions) == ("Deny", "*", {"s3:PutObject"})
    assert refusal.resources == {"SiteBucket/*"}
    assert refusal.condition == {
        "Null": {"s3:if-match": "true", "s3:if-none-match": "true"},
        "Bool": {"s3:ObjectCreationOperation": "true"},
    }


def test_readers_reach_pages_through_this_distribution_alone(stack: Template) -> None:
    """The CDN may read pages; it may not list them, so a missing one answers 403 and becomes the 404 page."""
    policy = stack.bucket_policy("SiteBucket")
    (allowed,) = (statement for statement in policy.values() if statement.effect == "Allow")
    assert allowed.principal == {"Service": "cloudfront.amazonaws.com"}
    assert (allowed.actions, allowed.resources) == ({"s3:GetObject"}, {"SiteBucket/*"})
    assert allowed.condition["ArnEquals"]["aws:SourceArn"]["Fn::Sub"].endswith(":distribution/${SiteDistribution}")
    assert allowed.condition["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}


def test_readers_get_answers_and_never_the_search_index(stack: Template) -> None:
    """It lies beside the pages, and the CDN may not read it, however an address is written: a refusal goes by keys."""
    refusal = stack.bucket_policy("SiteBucket")["KeepTheIndexFromTheCdn"]
    assert (refusal.effect, refusal.principal) == ("Deny", {"Service": "cloudfront.amazonaws.com"})
    assert (refusal.actions, refusal.resources) == ({"s3:GetObject"}, {"SiteBucket/search/*"})
    assert refusal.condition == {}
    assert span_path("es", "2026-01-2").startswith("/search/")


# -------------------------------------------------------------------------------------------------------- table


def test_the_table_can_be_wound_back_and_not_be_deleted_by_mistake(stack: Template) -> None:
    """It is derived from the content bucket, but rebuilding takes an hour that a newsroom may not have."""
    table = stack.properties("ArticlesTable")
    resource = stack.resources["ArticlesTable"]
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["DeletionProtectionEnabled"] is True
    assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Retain", "Retain")
    assert table["StreamSpecification"] == {"StreamViewType": "KEYS_ONLY"}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert "GlobalSecondaryIndexes" not in table, "an index cannot be read consistently"


# ---------------------------------------------------------------------------------------------------- functions


def test_functions_run_a_supported_python_on_arm_behind_handlers_that_exist(stack: Template) -> None:
    """What is deployed is what lies in functions/, one folder a verb."""
    functions = stack.functions()
    assert set(functions) == {f"{name}Function" for name in FUNCTIONS}
    for function in functions.values():
        assert function["Runtime"] in {"python3.13", "python3.14"}
        assert function["Architectures"] == ["arm64"]
        assert (ROOT / function["CodeUri"] / "handler.py").is_file()
        assert function["Tracing"] == "Active"


def test_functions_are_told_exactly_what_settings_read(stack: Template) -> None:
    """A variable that no one reads, or that no one sets, is a mistake in one of two places."""
    shared = stack.document["Globals"]["Function"]["Environment"]["Variables"]
    own = {
        name: set(function["Environment"]["Variables"])
        for name, function in stack.of_type("AWS::Serverless::Function").items()
        if "Environment" in function
    }
    assert own == {"AnnounceOutcomesFunction": {"DISTRIBUTION_ID"}}, "the CDN needs the API, and the API its function"
    ours = {name for name in shared if not name.startswith("POWERTOOLS_")} | {"DISTRIBUTION_ID"}
    assert ours == {field.name.upper() for field in fields(Settings)}


def test_a_sweep_of_the_archive_is_not_taken_for_an_endless_loop(stack: Template) -> None:
    """Its chain of messages is longer than the sixteen links after which Lambda drops what a function sends itself."""
    functions = stack.functions()
    assert functions["PublishArticleFunction"]["RecursiveLoop"] == "Allow"
    assert [name for name, function in functions.items() if "RecursiveLoop" in function] == ["PublishArticleFunction"]
    busy = read("operations.yaml").properties("PublishArticleBusyAlarm")
    assert busy["Dimensions"] == [{"Name": "FunctionName", "Value": {"Ref": "PublishArticleFunctionName"}}]


def test_pillow_comes_with_the_one_function_that_opens_photographs(stack: Template) -> None:
    """The other functions start without its fifteen megabytes."""
    layers = {name: [named(layer) for layer in function["Layers"]] for name, function in stack.functions().items()}
    assert [name for name, of in layers.items() if "ImagingLayer" in of] == ["ProcessMediaFunction"]
    assert all(of[:2] == ["LaEraLayer", "DependenciesLayer"] for of in layers.values())


def test_sqlite_comes_with_the_two_functions_that_write_and_read_the_search_index(stack: Template) -> None:
    """What publishes stories starts without it."""
    layers = {name: [named(layer) for layer in function["Layers"]] for name, function in stack.functions().items()}
    with_it = {name for name, of in layers.items() if "SearchingLayer" in of}
    assert with_it == {"RebuildFrontsFunction", "SearchArticlesFunction"}


def test_every_function_logs_to_a_group_that_forgets(stack: Template) -> None:
    """Logs are kept as long as a fault may take to be noticed."""
    groups = stack.of_type("AWS::Logs::LogGroup")
    assert all(0 < group["RetentionInDays"] <= 365 for group in groups.values())
    used = [named(function["LoggingConfig"]["LogGroup"]) for function in stack.functions().values()]
    assert sorted([*used, "SiteApiLogGroup"]) == sorted(groups)


# -------------------------------------------------------------------------------------------------- permissions


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_this_and_nothing_else(stack: Template, function: str) -> None:
    """Least privilege: the table above is all of it, and no managed policy adds to it."""
    role = stack.properties(f"{function}Role")
    assert named(stack.functions()[f"{function}Function"]["Role"]) == f"{function}Role"
    assert "ManagedPolicyArns" not in role

    granted: dict[str, set[str]] = {}
    for statement in stack.permissions(f"{function}Role"):
        assert statement.effect == "Allow"
        for resource in statement.resources:
            granted.setdefault(resource, set()).update(statement.actions)
    assert granted == {**ALLOWED[function], f"{function}LogGroup": LOG, **TRACE}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_reaches_only_its_own_records(stack: Template, function: str) -> None:
    """What is under embargo is out of reach of what readers can ask."""
    reads: set[str] = set()
    writes: set[str] = set()
    for statement in stack.permissions(f"{function}Role"):
        if "ArticlesTable" in statement.resources:
            (operator,) = statement.condition
            assert operator == "ForAllValues:StringLike"
            keys = {key.removesuffix("#*") for key in statement.condition[operator]["dynamodb:LeadingKeys"]}
            writes |= keys if statement.actions & {"dynamodb:PutItem"} else set()
            reads |= keys if statement.actions & READ_RECORDS else set()
    assert reads == READS[function]
    assert writes == WRITES.get(function, set())


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_writes_pages_only_as_it_saw_them(stack: Template, function: str) -> None:
    """Each permission to write a page asks for one of the two conditions of compare-and-swap."""
    writes = [
        statement.condition
        for statement in stack.permissions(f"{function}Role")
        if "s3:PutObject" in statement.actions and any(name.startswith("SiteBucket") for name in statement.resources)
    ]
    if writes:
        assert writes == [{"Null": {"s3:if-match": "false"}}, {"Null": {"s3:if-none-match": "false"}}]


def all_roles(stack: Template) -> list[Statement]:
    """Everything that anything in the stack is allowed."""
    return list(chain.from_iterable(map(stack.permissions, stack.of_type("AWS::IAM::Role"))))


def test_nothing_can_write_to_the_content_bucket(stack: Template) -> None:
    """The editors' own files are theirs alone, and no upload can set off itself."""
    actions = {
        action
        for statement in all_roles(stack)
        if any(name.startswith("ContentBucket") for name in statement.resources)
        for action in statement.actions
    }
    assert actions == READ_OBJECTS | LIST_VERSIONS


def test_nothing_is_allowed_by_wildcard_but_traces(stack: Template) -> None:
    """No star among actions; a star for a resource only where AWS knows no narrower one."""
    for statement in all_roles(stack):
        assert not any("*" in action for action in statement.actions)
        if "*" in statement.resources:
            assert all(action.startswith("xray:") for action in statement.actions)


def test_services_that_act_for_us_act_for_this_account_alone(stack: Template) -> None:
    """No other account's bucket, schedule or distribution can borrow our permissions."""
    documents: list[dict[str, Any]] = []
    for node in stack.resources.values():
        properties = node["Properties"]
        documents += [properties[key] for key in ("PolicyDocument", "AssumeRolePolicyDocument") if key in properties]
    services = 0
    for statement in (Statement.read(node) for document in documents for node in document["Statement"]):
        if not isinstance(statement.principal, dict) or statement.principal["Service"] == "lambda.amazonaws.com":
            continue
        if statement.effect == "Deny":
            continue
        services += 1
        assert "aws:SourceArn" in statement.condition["ArnEquals"], statement.sid
        assert statement.condition["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}, statement.sid
    assert services == 4


# ---------------------------------------------------------------------------------------------------------- API


def test_the_api_lists_what_it_answers(stack: Template) -> None:
    """Each address is a route of its own; whatever else is asked under /api gets the API's own refusal."""
    routes = {(source["Method"], source["Path"]) for _, source in stack.events("HttpApi")}
    assert routes == {
        ("GET", "/api/articles"),
        ("GET", "/api/articles/{language}/{section}/{slug}"),
        ("GET", "/api/sections"),
        ("GET", "/api/preview/{token}"),
        ("GET", "/api/openapi.json"),
        ("GET", "/api/docs"),
        ("ANY", "/api/{proxy+}"),
        ("ANY", "/api/search"),
        ("ANY", "/search"),
        ("ANY", "/{language}/search"),
    }


def test_the_api_is_throttled_logged_and_open_to_read(stack: Template) -> None:
    """Any page may read it; none may send anything, and no credentials are taken."""
    api = stack.properties("SiteApi")
    assert 0 < api["DefaultRouteSettings"]["ThrottlingRateLimit"] <= 50
    assert 0 < api["DefaultRouteSettings"]["ThrottlingBurstLimit"] <= 100
    searches = {
        f"{source['Method']} {source['Path']}" for _, source in stack.events("HttpApi") if "search" in source["Path"]
    }
    assert set(api["RouteSettings"]) == searches
    assert all(0 < limits["ThrottlingRateLimit"] <= 20 for limits in api["RouteSettings"].values())
    assert named(api["AccessLogSettings"]["DestinationArn"]) == "SiteApiLogGroup"
    assert api["CorsConfiguration"]["AllowMethods"] == ["GET"]
    assert "AllowCredentials" not in api["CorsConfiguration"]


# ---------------------------------------------------------------------------------------------------------- CDN


def test_every_answer_carries_the_headers_that_protect_its_reader(stack: Template) -> None:
    """No behaviour is without a headers policy; pages run nothing inline and nothing from elsewhere."""
    policies = {
        pattern: named(behaviour["ResponseHeadersPolicyId"]) for pattern, behaviour in stack.behaviours().items()
    }
    assert policies == {
        PUBLIC_PAGES: "SiteHeadersPolicy",
        "/assets/*": "SiteHeadersPolicy",
        "/media/*": "MediaHeadersPolicy",
        "/api/*": "ApiHeadersPolicy",
        **dict.fromkeys(SEARCH_PAGES, "SiteHeadersPolicy"),
    }
    assert PAGE_POLICY == PUBLIC_POLICY  # what a preview says for itself
    for name, properties in stack.of_type("AWS::CloudFront::ResponseHeadersPolicy").items():
        headers = properties["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
        csp = "default-src 'none'; sandbox" if name == "MediaHeadersPolicy" else PUBLIC_POLICY
        assert headers["ContentSecurityPolicy"] == {"Override": True, "ContentSecurityPolicy": csp}
        assert headers["ContentTypeOptions"] == {"Override": True}
        # The API's previews say for themselves that their address is nobody's to know.
        assert headers["ReferrerPolicy"] == {
            "Override": name != "ApiHeadersPolicy",
            "ReferrerPolicy": "strict-origin-when-cross-origin",
        }
        assert headers["StrictTransportSecurity"] == {
            "Override": True,
            "AccessControlMaxAgeSec": 2 * 365 * DAY,
            "IncludeSubdomains": True,
            "Preload": True,
        }
        custom = properties["ResponseHeadersPolicyConfig"]["CustomHeadersConfig"]["Items"]
        assert {item["Header"] for item in custom} == {"cross-origin-opener-policy", "permissions-policy"}


def cache_policy(stack: Template, pattern: str) -> dict[str, Any]:
    """How long, and by what, the answers to a pattern are kept."""
    name = named(stack.behaviours()[pattern]["CachePolicyId"])
    config: dict[str, Any] = stack.properties(name)["CachePolicyConfig"]
    return config


@pytest.mark.parametrize("pattern", [PUBLIC_PAGES, "/assets/*", "/media/*", "/api/*", *SEARCH_PAGES])
def test_no_cookie_or_header_can_poison_what_is_kept(stack: Template, pattern: str) -> None:
    """All readers share one copy of each page; an answer may forbid that it is kept at all."""
    config = cache_policy(stack, pattern)
    key = config["ParametersInCacheKeyAndForwardedToOrigin"]
    assert config["MinTTL"] == 0
    assert key["CookiesConfig"] == {"CookieBehavior": "none"}
    assert key["HeadersConfig"] == {"HeaderBehavior": "none"}
    assert "OriginRequestPolicyId" not in stack.behaviours()[pattern]
    if pattern not in {"/api/*", *SEARCH_PAGES}:
        assert key["QueryStringsConfig"] == {"QueryStringBehavior": "none"}


def test_the_api_hears_of_its_own_parameters_alone(stack: Template) -> None:
    """An invented parameter neither reaches it nor makes another copy."""
    config = cache_policy(stack, "/api/*")
    assert config["ParametersInCacheKeyAndForwardedToOrigin"]["QueryStringsConfig"] == {
        "QueryStringBehavior": "whitelist",
        "QueryStrings": ["language", "section", "tag", "byline", "from", "to", "limit", "cursor", "q", "order"],
    }
    asked = set(config["ParametersInCacheKeyAndForwardedToOrigin"]["QueryStringsConfig"]["QueryStrings"])
    assert asked == {*PARAMETERS, *API_PARAMETERS}


@pytest.mark.parametrize("pattern", SEARCH_PAGES)
def test_a_page_of_results_is_kept_for_a_minute_at_most_by_what_its_form_sends(stack: Template, pattern: str) -> None:
    """Whatever else stands in an address makes no other copy, and what was withdrawn is soon not found any more."""
    config = cache_policy(stack, pattern)
    assert config["MaxTTL"] <= 60
    assert config["ParametersInCacheKeyAndForwardedToOrigin"]["QueryStringsConfig"] == {
        "QueryStringBehavior": "whitelist",
        "QueryStrings": list(PAGE_PARAMETERS),
    }


def test_a_page_asked_for_too_early_is_there_ten_seconds_later(stack: Template) -> None:
    """What is missing gets the 404 page; the API's own 404 passes as it is."""
    config = stack.properties("SiteDistribution")["DistributionConfig"]
    errors = {error["ErrorCode"]: error for error in config["CustomErrorResponses"]}
    assert set(errors) == {403, 404}
    assert all(error["ErrorCachingMinTTL"] <= 10 for error in errors.values())
    assert (errors[403]["ResponseCode"], errors[403]["ResponsePagePath"]) == (404, "/404.html")
    assert "ResponsePagePath" not in errors[404]


def test_pages_can_be_taken_back_by_their_tags(stack: Template) -> None:
    """One item withdraws a story everywhere it shows."""
    config = stack.properties("SiteDistribution")["DistributionConfig"]
    assert config["CacheTagConfig"] == {"HeaderName": "x-amz-meta-cache-tag"}


def test_readers_always_end_up_on_https(stack: Template) -> None:
    """And on a TLS that is not broken, wherever the paper's own certificate decides."""
    config = stack.properties("SiteDistribution")["DistributionConfig"]
    assert {behaviour["ViewerProtocolPolicy"] for behaviour in stack.behaviours().values()} == {"redirect-to-https"}
    condition, own, default = config["ViewerCertificate"]["Fn::If"]
    assert condition == "HasCertificate"
    assert (own["MinimumProtocolVersion"], own["SslSupportMethod"]) == ("TLSv1.2_2021", "sni-only")
    assert default == {"CloudFrontDefaultCertificate": True}
    (api,) = (origin for origin in config["Origins"] if origin["Id"] == "api")
    assert api["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"


def test_edge_functions_see_pages_and_nothing_else(stack: Template) -> None:
    """Addresses of the API, of assets and of photographs are left as they are."""
    associated = {
        pattern: [(item["EventType"], named(item["FunctionARN"])) for item in behaviour.get("FunctionAssociations", [])]
        for pattern, behaviour in stack.behaviours().items()
    }
    assert associated == {
        PUBLIC_PAGES: [
            ("viewer-request", "CanonicalAddressFunction.FunctionARN"),
            ("viewer-response", "PageOutcomeFunction.FunctionARN"),
        ],
        "/assets/*": [],
        "/media/*": [],
        "/api/*": [],
        **{pattern: [] for pattern in SEARCH_PAGES},
    }
    assert "DefaultRootObject" not in stack.properties("SiteDistribution")["DistributionConfig"]


# ------------------------------------------------------------------------------------------------------ waivers


@pytest.mark.parametrize("name", ["template.yaml", "operations.yaml"])
def test_every_waiver_says_why(name: str) -> None:
    """A check that is skipped is skipped where it would fail, with a reason in words."""
    for logical_id, node in read(name).resources.items():
        for waiver in node.get("Metadata", {}).get("checkov", {}).get("skip", []):
            assert len(waiver["comment"].split()) >= 6, f"{logical_id}: {waiver['id']}"
