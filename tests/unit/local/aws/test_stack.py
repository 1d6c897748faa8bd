"""The template's resources, as they stand in this process."""

from datetime import timedelta
from pathlib import Path

import pytest

from local.aws.cloud import Cloud
from local.aws.stack import Stack
from local.aws.template import Template, read_template
from local.errors import TemplateError


@pytest.fixture
def stack(cloud: Cloud, small_template: Path) -> Stack:
    """The small template, raised."""
    stack = Stack(read_template(small_template), cloud)
    stack.raise_stores()
    return stack


def test_a_bucket_has_what_the_template_gives_it(stack: Stack, cloud: Cloud) -> None:
    """Versions, encryption, lifecycle and notifications: all that moto's own CloudFormation would have dropped."""
    bucket = stack.name("Uploads")

    assert bucket == "paper-123456789012"
    assert cloud.s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    rules = cloud.s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
    lifecycle = cloud.s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"][0]
    assert lifecycle["NoncurrentVersionExpiration"]["NoncurrentDays"] == 90
    events = cloud.s3.get_bucket_notification_configuration(Bucket=bucket)["QueueConfigurations"]
    assert [entry["Events"] for entry in events] == [["s3:ObjectCreated:*"], ["s3:ObjectRemoved:*"]]


def test_a_resource_whose_condition_fails_is_not_made(stack: Stack, cloud: Cloud) -> None:
    """Conditions decide here as they do when deployed."""
    assert [bucket["Name"] for bucket in cloud.s3.list_buckets()["Buckets"]] == ["paper-123456789012"]
    assert [resource.logical_id for resource in stack.of_type("AWS::S3::Bucket")] == ["Uploads"]


def test_queue_table_and_secret_have_what_the_template_gives_them(stack: Stack, cloud: Cloud) -> None:
    """Visibility, dead letters, stream, time to live and a secret of the wanted length."""
    url = cloud.sqs.get_queue_url(QueueName=stack.name("Notices"))["QueueUrl"]
    attributes = cloud.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert attributes["VisibilityTimeout"] == "30"
    assert "laera-DeadNotices" in attributes["RedrivePolicy"]
    table = cloud.dynamodb.describe_table(TableName=stack.name("Records"))["Table"]
    assert table["StreamSpecification"]["StreamViewType"] == "NEW_AND_OLD_IMAGES"
    lifetime = cloud.dynamodb.describe_time_to_live(TableName=stack.name("Records"))["TimeToLiveDescription"]
    assert lifetime["AttributeName"] == "expires"
    secret = cloud.secrets.get_secret_value(SecretId=stack.functions["Reader"].environment["SECRET"])["SecretString"]
    assert len(secret) == 40
    assert secret.isalnum()


def test_a_function_has_its_code_its_limits_and_its_variables(stack: Stack, tmp_path: Path) -> None:
    """Globals are merged and references resolved, as in the deployed function."""
    plan = stack.functions["Reader"]

    assert plan.folder == tmp_path / "reader"
    assert (plan.handler, plan.timeout_seconds, plan.memory_megabytes) == ("handler.handler", 5, 128)
    assert plan.environment["BUCKET"] == "paper-123456789012"
    assert plan.environment["QUEUE_URL"] == "https://sqs.us-east-1.amazonaws.com/123456789012/laera-Notices"


def test_event_sources_and_schedules_come_from_the_template(stack: Stack) -> None:
    """Batch sizes, failure reports, filters and rates are the template's."""
    (queue,) = stack.queue_sources()
    assert (queue.queue, queue.function, queue.batch_size, queue.reports_failures) == (
        "laera-Notices",
        "Reader",
        5,
        True,
    )
    (stream,) = stack.stream_sources()
    assert (stream.table, stream.batch_size, stream.most_retries) == ("laera-Records", 50, -1)
    assert stream.patterns[0]["dynamodb"]["Keys"]["pk"]["S"] == [{"prefix": "LISTING#"}]
    (timer,) = stack.timers()
    assert (timer.every, timer.function, timer.at_once) == (timedelta(minutes=1), "Reader", True)


def test_the_papers_own_template_is_stood_in_for_whole(cloud: Cloud, paper_template: Template) -> None:
    """Nothing in the repository's template is left to chance: each resource is raised here, or is of no consequence."""
    stack = Stack(paper_template, cloud)
    stack.raise_stores()

    assert stack.not_stood_in_for() == []
    assert {source.function for source in stack.queue_sources()} <= set(stack.functions)
    assert stack.name("ContentBucket") != stack.name("SiteBucket")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("Stage: {Type: String, Default: prod}", "Stage: {Type: String}", "parameter Stage needs a Default"),
        ("CodeUri: reader", "Description: none", "Reader needs a CodeUri"),
        ("Parameters:", "Parameters: {", "is not YAML"),
        ("Runtime: python3.13", "Runtime: python3.13\n    Bogus: 1", "Bogus"),
    ],
)
@pytest.mark.usefixtures("cloud")
def test_a_template_that_cannot_be_tried_says_why(small_template: Path, old: str, new: str, complaint: str) -> None:
    """The message names the place in the template."""
    small_template.write_text(small_template.read_text().replace(old, new))

    with pytest.raises(TemplateError, match=complaint):
        read_template(small_template)


def test_a_bucket_that_calls_a_function_directly_is_refused(cloud: Cloud, small_template: Path) -> None:
    """The runner delivers to queues; anything else would be silence."""
    text = small_template.read_text().replace("QueueConfigurations:", "TopicConfigurations:")
    small_template.write_text(text)
    stack = Stack(read_template(small_template), cloud)

    with pytest.raises(TemplateError, match="TopicConfigurations"):
        stack.raise_stores()
