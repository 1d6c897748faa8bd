"""A deployed paper is found by the name of its stack."""

from collections.abc import Iterator

import boto3
import pytest

from laera.workflow.notices import message_of
from laera.workflow.ports import Notice
from local.aws.cloud import Cloud
from local.errors import NoPaperError
from local.verifying.paper_stores import in_stack, saying_what_fails

TEMPLATE = """\
Parameters:
  WebSubHub: {Type: String, Default: ""}
  IndexNowKey: {Type: String, Default: ""}
Resources:
  ContentBucket: {Type: AWS::S3::Bucket}
  SiteBucket: {Type: AWS::S3::Bucket}
  UploadsQueue: {Type: AWS::SQS::Queue}
  RebuildQueue: {Type: AWS::SQS::Queue}
  MediaQueue: {Type: AWS::SQS::Queue}
  ArticlesTable:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: pk, AttributeType: S}, {AttributeName: sk, AttributeType: S}]
      KeySchema: [{AttributeName: pk, KeyType: HASH}, {AttributeName: sk, KeyType: RANGE}]
"""


@pytest.fixture
def stack(cloud: Cloud) -> Iterator[str]:
    """A stack that was deployed with a hub and a key."""
    told = {"WebSubHub": "https://hub.example/", "IndexNowKey": "0123456789abcdef"}
    boto3.client("cloudformation").create_stack(
        StackName="paper",
        TemplateBody=TEMPLATE,
        Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in told.items()],
    )
    yield "paper"
    assert cloud.s3.list_buckets()["Buckets"]


def test_a_stack_is_read_and_mended_through_its_own_stores(stack: str, cloud: Cloud) -> None:
    """Its buckets, table and queues, and what its pages name, come from CloudFormation."""
    stores = in_stack(stack)

    assert (stores.hub, stores.index_now_key) == ("https://hub.example/", "0123456789abcdef")
    assert list(stores.site.keys()) == []
    assert stores.desk is not None
    assert stores.desk.table.get("SITE#config", "CURRENT") is None
    assert stores.desk.waiting() == 0
    stores.desk.rebuild.send([Notice("articles/a.md", reason="rebuild")])
    assert stores.desk.waiting() == 1
    url = next(url for url in stores.desk.queue_urls if "RebuildQueue" in url)
    (message,) = cloud.sqs.receive_message(QueueUrl=url)["Messages"]
    assert message["Body"] == message_of(Notice("articles/a.md", reason="rebuild"))


def test_a_stack_of_something_else_is_refused(cloud: Cloud) -> None:
    """With what it lacks; a stack that is not there is said in AWS's own words."""
    boto3.client("cloudformation").create_stack(
        StackName="other", TemplateBody="Resources: {SiteBucket: {Type: 'AWS::S3::Bucket'}}"
    )

    with pytest.raises(NoPaperError, match="the stack other has no ContentBucket; name a stack that was deployed from"):
        in_stack("other")
    with pytest.raises(NoPaperError, match=r"AWS did not do as asked: .*nowhere"), saying_what_fails():
        in_stack("nowhere")
    assert cloud.s3.list_buckets()["Buckets"]
