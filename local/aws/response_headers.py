"""What a response headers policy of the template does to an answer.

Source: Amazon CloudFront Developer Guide, "Understand response headers policies".
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from local.aws.exchange import Answer, Request


def with_policy(policy: Mapping[str, Any], request: Request, answer: Answer) -> Answer:
    """The answer with what a response headers policy takes away, adds or replaces."""
    headers = dict(answer.headers)
    for item in policy.get("RemoveHeadersConfig", {}).get("Items", []):
        headers.pop(item["Header"].lower(), None)
    for name, value, override in [
        *_security_headers(policy.get("SecurityHeadersConfig", {})),
        *_custom_headers(policy),
    ]:
        if override or name not in headers:
            headers[name] = value
    cors = policy.get("CorsConfig")
    if cors is not None and "origin" in request.headers:
        for name, value in _cors_headers(cors, request.headers["origin"], request.method).items():
            if cors.get("OriginOverride") or name not in headers:
                headers[name] = value
    return replace(answer, headers=headers)


def _security_headers(config: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    said: dict[str, Callable[[Any], tuple[str, str]]] = {
        "ContentSecurityPolicy": lambda part: ("content-security-policy", part["ContentSecurityPolicy"]),
        "ContentTypeOptions": lambda _: ("x-content-type-options", "nosniff"),
        "FrameOptions": lambda part: ("x-frame-options", part["FrameOption"]),
        "ReferrerPolicy": lambda part: ("referrer-policy", part["ReferrerPolicy"]),
        "StrictTransportSecurity": lambda part: (
            "strict-transport-security",
            f"max-age={part['AccessControlMaxAgeSec']}"
            + ("; includeSubDomains" if part.get("IncludeSubdomains") else "")
            + ("; preload" if part.get("Preload") else ""),
        ),
    }
    return [(*said[name](part), bool(part.get("Override"))) for name, part in config.items() if name in said]


def _custom_headers(policy: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    items = policy.get("CustomHeadersConfig", {}).get("Items", [])
    return [(item["Header"].lower(), item["Value"], bool(item.get("Override"))) for item in items]


def _cors_headers(cors: Mapping[str, Any], origin: str, method: str) -> dict[str, str]:
    allowed = cors["AccessControlAllowOrigins"]["Items"]
    if "*" not in allowed and origin not in allowed:
        return {}
    headers = {"access-control-allow-origin": "*" if "*" in allowed else origin}
    if method == "OPTIONS":
        headers["access-control-allow-methods"] = ",".join(cors["AccessControlAllowMethods"]["Items"])
        headers["access-control-allow-headers"] = ",".join(cors["AccessControlAllowHeaders"]["Items"])
        headers["access-control-max-age"] = str(cors.get("AccessControlMaxAgeSec", 600))
    elif "AccessControlExposeHeaders" in cors:
        headers["access-control-expose-headers"] = ",".join(cors["AccessControlExposeHeaders"]["Items"])
    return headers
