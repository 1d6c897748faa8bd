"""A cloud for each test, and a small stack to put into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local.aws.cloud import Cloud
from local.aws.stack import Stack
from local.aws.template import Template, read_template


@pytest.fixture(scope="session")
def paper_template() -> Template:
    """The repository's own template, read once."""
    with Cloud():
        return read_template(Path(__file__).parents[3] / "template.yaml")


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    """Empty stores, mended as the runner mends them."""
    with Cloud() as cloud:
        yield cloud


@pytest.fixture
def stack(cloud: Cloud, paper_template: Template) -> Stack:
    """The paper's stack."""
    stack = Stack(paper_template, cloud)
    stack.raise_stores()
    return stack


SMALL_TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String, Default: prod}
Conditions:
  IsTest: !Equals [!Ref Stage, test]
Globals:
  Function:
    Runtime: python3.13
    Handler: handler.handler
    Timeout: 5
    Environment: {Variables: {BUCKET: !Ref Uploads, QUEUE_URL: !Ref Notices, SECRET: !Ref Key}}
Resources:
  Uploads:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "paper-${AWS::AccountId}"
      VersioningConfiguration: {Status: Enabled}
      BucketEncryption:
        ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]
      LifecycleConfiguration:
        Rules:
          - Id: Old
            Status: Enabled
            NoncurrentVersionExpiration: {NoncurrentDays: 90, NewerNoncurrentVersions: 10}
      NotificationConfiguration:
        QueueConfigurations:
          - {Event: "s3:ObjectCreated:*", Queue: !GetAtt Notices.Arn}
          - {Event: "s3:ObjectRemoved:*", Queue: !GetAtt Notices.Arn}
  NeverMade:
    Type: AWS::S3::Bucket
    Condition: IsTest
  Notices:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 30
      RedrivePolicy: {deadLetterTargetArn: !GetAtt DeadNotices.Arn, maxReceiveCount: 2}
  DeadNotices:
    Type: AWS::SQS::Queue
  Records:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: pk, AttributeType: S}, {AttributeName: sk, AttributeType: S}]
      KeySchema: [{AttributeName: pk, KeyType: HASH}, {AttributeName: sk, KeyType: RANGE}]
      StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
      TimeToLiveSpecification: {AttributeName: expires, Enabled: true}
  Key:
    Type: AWS::SecretsManager::Secret
    Properties:
      GenerateSecretString: {PasswordLength: 40, ExcludePunctuation: true}
  Reader:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: reader
      Events:
        Notices:
          Type: SQS
          Properties: {Queue: !GetAtt Notices.Arn, BatchSize: 5, FunctionResponseTypes: [ReportBatchItemFailures]}
        Records:
          Type: DynamoDB
          Properties:
            Stream: !GetAtt Records.StreamArn
            StartingPosition: TRIM_HORIZON
            BatchSize: 50
            FilterCriteria: {Filters: [{Pattern: '{"dynamodb": {"Keys": {"pk": {"S": [{"prefix": "LISTING#"}]}}}}'}]}
        EveryMinute:
          Type: ScheduleV2
          Properties: {ScheduleExpression: rate(1 minute)}
        Listing:
          Type: HttpApi
          Properties: {Path: '/api/things/{id}', Method: GET, ApiId: !Ref Door}
  Door:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefaultRouteSettings: {ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2}
      CorsConfiguration: {AllowOrigins: ["*"], AllowMethods: [GET], MaxAge: 60}
"""

ECHO = """\
import os
from other import answer


def handler(event, context):
    if event.get("fail"):
        raise ValueError("told to")
    print("a line of the log")
    return {
        "event": event,
        "name": context.function_name,
        "left": context.get_remaining_time_in_millis(),
        "answer": answer,
        "bucket": os.environ.get("BUCKET"),
    }
"""


@pytest.fixture
def small_template(tmp_path: Path) -> Path:
    """A template with one of everything, and the code of its one function."""
    path = tmp_path / "template.yaml"
    path.write_text(SMALL_TEMPLATE)
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "handler.py").write_text(ECHO)
    (tmp_path / "reader" / "other.py").write_text("answer = 42\n")
    return path
