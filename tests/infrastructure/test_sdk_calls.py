"""What the adapters ask of AWS is what some function may do: no call that deployment would refuse."""

import ast
from itertools import chain

from tests.infrastructure.stack import ROOT, read

LIBRARY = ROOT / "layers" / "laera" / "python" / "laera"

# What IAM calls the permission for each call of the SDK.
PERMISSIONS = {
    "create_invalidation": {"cloudfront:CreateInvalidation"},
    "delete_item": {"dynamodb:DeleteItem"},
    "get_item": {"dynamodb:GetItem"},
    "get_object": {"s3:GetObject", "s3:GetObjectVersion"},
    "get_secret_value": {"secretsmanager:GetSecretValue"},
    "head_object": {"s3:GetObject"},
    "list_object_versions": {"s3:ListBucketVersions"},
    "list_objects_v2": {"s3:ListBucket"},
    "put_item": {"dynamodb:PutItem"},
    "put_events": {"events:PutEvents"},
    "put_object": {"s3:PutObject"},
    "query": {"dynamodb:Query"},
    "send_message_batch": {"sqs:SendMessage"},
}
NOT_CALLS = {"exceptions", "meta"}


def calls_of_the_sdk() -> set[str]:
    """The name of every method that an adapter calls on a client."""
    return {
        node.func.attr
        for path in (LIBRARY / "adapters").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) in {"self._client", "self._client()", "client"}
    } - NOT_CALLS


def table_methods_in_use() -> set[str]:
    """What the workflow calls on its table."""
    return {
        node.func.attr
        for path in (LIBRARY / "workflow").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) in {"table", "self._table", "self.table"}
    }


def test_every_call_is_one_that_a_function_may_make() -> None:
    """A call that the template forbids would work in every test but on AWS."""
    calls = calls_of_the_sdk()
    assert calls, "the adapters no longer call their client by a name that is looked for here"
    assert calls <= set(PERMISSIONS), "name the permission for the new call above"

    needed = set(chain.from_iterable(PERMISSIONS[call] for call in calls))
    if "delete" not in table_methods_in_use():
        needed -= PERMISSIONS["delete_item"]  # the table can forget a record; no step of the workflow asks it to
    stack = read("template.yaml")
    roles = [f"{name.removesuffix('Function')}Role" for name in stack.functions()]
    granted = {action for role in roles for statement in stack.permissions(role) for action in statement.actions}
    assert needed <= granted
