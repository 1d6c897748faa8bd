"""The template's resources in this process: stores raised in moto, the rest as plans for those who carry them out.

Everything comes from template.yaml. What CloudFormation in moto drops without a word (versioning, notifications,
lifecycle, time to live) is set here through the services' own calls, as a deployment would end up having it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from local.aws.cloud import Cloud
from local.aws.functions import FunctionPlan
from local.aws.intrinsics import Resolver
from local.aws.queues import QueueSource
from local.aws.streams import StreamSource
from local.aws.template import ACCOUNT, REGION, STACK, Resource, Template
from local.aws.timers import Timer
from local.errors import TemplateError

BUCKET = "AWS::S3::Bucket"
TABLE = "AWS::DynamoDB::Table"
QUEUE = "AWS::SQS::Queue"
SECRET = "AWS::SecretsManager::Secret"  # noqa: S105 - the name of a resource type
FUNCTION = "AWS::Lambda::Function"
EVENT_SOURCE = "AWS::Lambda::EventSourceMapping"
RULE = "AWS::Events::Rule"
SCHEDULE = "AWS::Scheduler::Schedule"
HTTP_API = "AWS::ApiGatewayV2::Api"
DISTRIBUTION = "AWS::CloudFront::Distribution"
EVENT_BUS = "AWS::Events::EventBus"

_STOOD_IN_FOR = {
    BUCKET,
    TABLE,
    QUEUE,
    SECRET,
    FUNCTION,
    EVENT_SOURCE,
    RULE,
    SCHEDULE,
    HTTP_API,
    DISTRIBUTION,
    EVENT_BUS,
}
# Kinds that change nothing a reader or an editor could see on a laptop: permissions, logs, alarms, names.
_OF_NO_CONSEQUENCE = re.compile(
    r"AWS::(IAM|Logs|CloudWatch|SNS|CloudFormation|Route53|CertificateManager|WAFv2|Budgets)::.*"
    r"|AWS::Lambda::(Permission|LayerVersion|Version|Alias|EventInvokeConfig)"
    r"|AWS::ApiGatewayV2::(Stage|DomainName|ApiMapping)|AWS::SQS::QueuePolicy|AWS::S3::BucketPolicy"
    r"|AWS::Scheduler::ScheduleGroup"
    r"|AWS::CloudFront::(Function|CachePolicy|OriginRequestPolicy|ResponseHeadersPolicy|OriginAccessControl|MonitoringSubscription)"
)

_QUEUE_ATTRIBUTES = {
    "DelaySeconds",
    "FifoQueue",
    "KmsMasterKeyId",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ReceiveMessageWaitTimeSeconds",
    "SqsManagedSseEnabled",
    "VisibilityTimeout",
}
_NAME_PROPERTIES = {
    BUCKET: "BucketName",
    TABLE: "TableName",
    QUEUE: "QueueName",
    SECRET: "Name",
    FUNCTION: "FunctionName",
    RULE: "Name",
    SCHEDULE: "Name",
    EVENT_BUS: "Name",
}


class Stack:
    """One deployment of the template into a Cloud. Call `raise_stores` once before anything is read from it."""

    def __init__(self, template: Template, cloud: Cloud) -> None:
        self._template = template
        self._cloud = cloud
        self._known: dict[tuple[str, str], str] = {}
        self._resolver = Resolver(self._reference, self._attribute, template.conditions, template.mappings)

    def raise_stores(self) -> None:
        """Makes secrets, tables, queues and buckets, then lets buckets speak to queues."""
        for resource in self.of_type(SECRET):
            self._raise_secret(resource)
        for resource in self.of_type(TABLE):
            self._raise_table(resource)
        queues = list(self.of_type(QUEUE))
        for resource in queues:
            self._raise_queue(resource)
        for resource in queues:
            self._connect_dead_letters(resource)
        for resource in self.of_type(BUCKET):
            self._raise_bucket(resource)

    def of_type(self, kind: str) -> Iterator[Resource]:
        """The resources of one type whose condition holds."""
        return (resource for resource in self._template.of_type(kind) if self._exists(resource))

    def properties(self, resource: Resource) -> dict[str, Any]:
        """A resource's properties with every intrinsic function worked out."""
        resolved: dict[str, Any] = self._resolver.resolve(resource.properties)
        return resolved

    def name(self, logical_id: str) -> str:
        """The physical name of a bucket, table, queue, secret or function."""
        resource = self._template.resources.get(logical_id)
        if resource is None:
            raise TemplateError(f"template.yaml: the local runner needs a resource called {logical_id}")
        given = resource.properties.get(_NAME_PROPERTIES.get(resource.type, "Name"))
        if given is not None:
            return str(self._resolver.resolve(given))
        generated = f"{STACK}-{logical_id}"
        return generated.lower() if resource.type == BUCKET else generated

    def reference(self, logical_id: str) -> str:
        """What `Ref` gives of a resource: a bucket's or table's name, a queue's address."""
        return str(self._reference(logical_id))

    def not_stood_in_for(self) -> list[str]:
        """The resources of the template that mean nothing to the runner although they may matter once deployed."""
        return [
            f"{resource.logical_id} ({resource.type})"
            for resource in self._template.resources.values()
            if self._exists(resource)
            and resource.type not in _STOOD_IN_FOR
            and not _OF_NO_CONSEQUENCE.fullmatch(resource.type)
        ]

    @property
    def layers(self) -> tuple[Path, ...]:
        """The folders of the layers' contents."""
        return self._template.layers

    @cached_property
    def functions(self) -> dict[str, FunctionPlan]:
        """Every function by its logical id."""
        return {
            resource.logical_id: FunctionPlan.from_properties(
                resource.logical_id,
                self.name(resource.logical_id),
                self._template.code[resource.logical_id],
                self.properties(resource),
            )
            for resource in self.of_type(FUNCTION)
        }

    def queue_sources(self) -> list[QueueSource]:
        """Every event source mapping from a queue."""
        return [
            QueueSource.from_properties(
                _queue_url(properties["EventSourceArn"]), self.function_named(properties["FunctionName"]), properties
            )
            for properties in self._event_sources(":sqs:")
        ]

    def stream_sources(self) -> list[StreamSource]:
        """Every event source mapping from a table's stream."""
        sources = []
        for properties in self._event_sources(":dynamodb:"):
            table = properties["EventSourceArn"].split("/")[1]
            failures = properties.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")
            failure_url = None if failures is None else _queue_url(failures)
            function = self.function_named(properties["FunctionName"])
            sources.append(StreamSource.from_properties(table, function, failure_url, properties))
        return sources

    def timers(self) -> tuple[Timer, ...]:
        """Every schedule that wakes a function."""
        timers = []
        for kind in (RULE, SCHEDULE):
            for resource in self.of_type(kind):
                properties = self.properties(resource)
                expression = properties.get("ScheduleExpression")
                if expression is None or properties.get("State", "ENABLED") != "ENABLED":
                    continue
                targets = properties["Targets"] if kind == RULE else [properties["Target"]]
                timers += [
                    Timer.from_schedule(
                        resource.logical_id,
                        expression,
                        self.function_named(target["Arn"]),
                        target.get("Input"),
                        at_once=kind == SCHEDULE and "StartDate" not in properties,
                    )
                    for target in targets
                ]
        return tuple(timers)

    def function_named(self, name_or_arn: str) -> str:
        """The logical id of a function that a property names by its physical name or its ARN."""
        name = name_or_arn.rsplit(":function:", maxsplit=1)[-1].split(":", maxsplit=1)[0]
        for logical_id, plan in self.functions.items():
            if plan.name == name:
                return logical_id
        raise TemplateError(f"template.yaml: nothing but a function can be called here, and {name_or_arn} is none")

    def _event_sources(self, service: str) -> Iterator[dict[str, Any]]:
        for resource in self.of_type(EVENT_SOURCE):
            properties = self.properties(resource)
            if service in properties["EventSourceArn"] and properties.get("Enabled", True):
                yield properties

    def _exists(self, resource: Resource) -> bool:
        return resource.condition is None or self._resolver.condition(resource.condition)

    # What `Ref` and `Fn::GetAtt` say

    def _reference(self, name: str) -> Any:
        if name in self._template.parameters:
            return self._template.parameters[name]
        resource = self._template.resources.get(name)
        if resource is None:
            raise TemplateError(f"template.yaml: Ref to {name}, which is neither a parameter nor a resource")
        if (name, "Ref") in self._known:
            return self._known[name, "Ref"]
        if resource.type == QUEUE:
            return _queue_url(self._arn(resource))
        if resource.type.startswith("AWS::CloudFront::"):
            return name
        return self.name(name)

    def _attribute(self, name: str, attribute: str) -> str:
        resource = self._template.resources.get(name)
        if resource is None:
            raise TemplateError(f"template.yaml: Fn::GetAtt of {name}.{attribute}, but there is no resource {name}")
        if (name, attribute) in self._known:
            return self._known[name, attribute]
        physical = self.name(name)
        said = {
            "Arn": self._arn(resource),
            "FunctionARN": self._arn(resource),
            "FunctionMetadata.FunctionARN": self._arn(resource),
            "DomainName": f"{physical}.s3.amazonaws.com",
            "RegionalDomainName": f"{physical}.s3.{REGION}.amazonaws.com",
            "ApiEndpoint": f"https://{name.lower()}.execute-api.{REGION}.amazonaws.com",
            "Id": name,
            "ApiId": name,
        }
        if resource.type == DISTRIBUTION:
            said["DomainName"] = f"{name.lower()}.cloudfront.net"
        return said.get(attribute, physical)

    def _arn(self, resource: Resource) -> str:
        physical = self.name(resource.logical_id)
        service = resource.type.split("::", 2)[1].lower()
        local_parts = {
            BUCKET: f"s3:::{physical}",
            TABLE: f"dynamodb:{REGION}:{ACCOUNT}:table/{physical}",
            FUNCTION: f"lambda:{REGION}:{ACCOUNT}:function:{physical}",
            "AWS::CloudFront::Function": f"cloudfront::{ACCOUNT}:function/{resource.logical_id}",
        }
        return "arn:aws:" + local_parts.get(resource.type, f"{service}:{REGION}:{ACCOUNT}:{physical}")

    # Stores

    def _raise_secret(self, resource: Resource) -> None:
        properties = self.properties(resource)
        secrets = self._cloud.secrets
        wanted = properties.get("GenerateSecretString")
        value = properties.get("SecretString", "")
        if wanted is not None:
            choices = {
                name: wanted[name]
                for name in (
                    "PasswordLength",
                    "ExcludeCharacters",
                    "ExcludePunctuation",
                    "IncludeSpace",
                    "ExcludeNumbers",
                )
                if name in wanted
            }
            value = secrets.get_random_password(**choices)["RandomPassword"]
            if "GenerateStringKey" in wanted:
                value = json.dumps({**json.loads(wanted["SecretStringTemplate"]), wanted["GenerateStringKey"]: value})
        created = secrets.create_secret(Name=self.name(resource.logical_id), SecretString=value)
        for attribute in ("Ref", "Id"):
            self._known[resource.logical_id, attribute] = created["ARN"]

    def _raise_table(self, resource: Resource) -> None:
        properties = self.properties(resource)
        described: dict[str, Any] = {
            name: properties[name]
            for name in (
                "AttributeDefinitions",
                "KeySchema",
                "BillingMode",
                "GlobalSecondaryIndexes",
                "LocalSecondaryIndexes",
            )
            if name in properties
        }
        if "StreamSpecification" in properties:
            described["StreamSpecification"] = {
                "StreamEnabled": True,
                "StreamViewType": properties["StreamSpecification"]["StreamViewType"],
            }
        if "ProvisionedThroughput" in properties:
            described["ProvisionedThroughput"] = properties["ProvisionedThroughput"]
        name = self.name(resource.logical_id)
        created = self._cloud.dynamodb.create_table(TableName=name, **described)["TableDescription"]
        if "LatestStreamArn" in created:
            self._known[resource.logical_id, "StreamArn"] = created["LatestStreamArn"]
        if "TimeToLiveSpecification" in properties:
            self._cloud.dynamodb.update_time_to_live(
                TableName=name, TimeToLiveSpecification=properties["TimeToLiveSpecification"]
            )

    def _raise_queue(self, resource: Resource) -> None:
        properties = self.properties(resource)
        attributes: dict[Any, str] = {
            name: _as_text(value) for name, value in properties.items() if name in _QUEUE_ATTRIBUTES
        }
        url = self._cloud.sqs.create_queue(QueueName=self.name(resource.logical_id), Attributes=attributes)["QueueUrl"]
        self._known[resource.logical_id, "Ref"] = url
        self._known[resource.logical_id, "QueueUrl"] = url

    def _connect_dead_letters(self, resource: Resource) -> None:
        properties = self.properties(resource)
        policies: dict[Any, str] = {
            name: json.dumps(properties[name]) for name in ("RedrivePolicy", "RedriveAllowPolicy") if name in properties
        }
        if policies:
            url = self._known[resource.logical_id, "QueueUrl"]
            self._cloud.sqs.set_queue_attributes(QueueUrl=url, Attributes=policies)

    def _raise_bucket(self, resource: Resource) -> None:
        properties = self.properties(resource)
        s3, bucket = self._cloud.s3, self.name(resource.logical_id)
        s3.create_bucket(Bucket=bucket)
        if "VersioningConfiguration" in properties:
            s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=properties["VersioningConfiguration"])
        if "BucketEncryption" in properties:
            rules: list[Any] = [
                {"ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"]}
                for rule in properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
            ]
            s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": rules})
        if "PublicAccessBlockConfiguration" in properties:
            s3.put_public_access_block(
                Bucket=bucket, PublicAccessBlockConfiguration=properties["PublicAccessBlockConfiguration"]
            )
        if "LifecycleConfiguration" in properties:
            rules = [_lifecycle_rule(rule) for rule in properties["LifecycleConfiguration"]["Rules"]]
            s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})
        if "NotificationConfiguration" in properties:
            self._let_speak(resource.logical_id, bucket, properties["NotificationConfiguration"])

    def _let_speak(self, logical_id: str, bucket: str, configuration: Mapping[str, Any]) -> None:
        for unknown in set(configuration) - {"QueueConfigurations"}:
            raise TemplateError(f"template.yaml: {logical_id} has {unknown}; the local runner delivers to queues alone")
        queues: list[Any] = []
        for entry in configuration["QueueConfigurations"]:
            queue: dict[str, Any] = {"QueueArn": entry["Queue"], "Events": [entry["Event"]]}
            if "Filter" in entry:
                queue["Filter"] = {"Key": {"FilterRules": entry["Filter"]["S3Key"]["Rules"]}}
            queues.append(queue)
        self._cloud.s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"QueueConfigurations": queues}
        )


def _queue_url(arn: str) -> str:
    _, _, _, region, account, name = arn.split(":")
    return f"https://sqs.{region}.amazonaws.com/{account}/{name}"


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _lifecycle_rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    """CloudFormation's words for a lifecycle rule in those of the API."""
    said: dict[str, Any] = {
        "ID": rule.get("Id", "rule"),
        "Status": rule["Status"],
        "Filter": {"Prefix": rule.get("Prefix", "")},
    }
    if "ExpirationInDays" in rule:
        said["Expiration"] = {"Days": rule["ExpirationInDays"]}
    elif rule.get("ExpiredObjectDeleteMarker"):
        said["Expiration"] = {"ExpiredObjectDeleteMarker": True}
    for name in ("NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload"):
        if name in rule:
            said[name] = rule[name]
    return said
