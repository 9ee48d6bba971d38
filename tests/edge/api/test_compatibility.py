"""What version 1 of the API has promised stays: additions are free, what clients rely on is not taken away.

`python -m tests.edge.api.test_compatibility` writes down what is promised from now on, after additions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from edge.api import server  # noqa: F401  (declares every operation)
from edge.api.openapi import document
from edge.api.registry import CATALOGUE

PROMISED: Final = Path(__file__).with_name("promised_v1.json")

Promise = dict[str, dict[str, Any]]


def promise(description: Mapping[str, Any]) -> Promise:
    """What clients rely on, by operation: where it is, what it takes, must have and answers."""
    schemas = description["components"]["schemas"]
    found: Promise = {}
    for path, ways in description["paths"].items():
        for method, told in ways.items():
            parameters = [one for one in told["parameters"] if one["in"] != "path"]
            body = _json_schema(told.get("requestBody", {}), schemas)
            answers = {status: _json_schema(one, schemas) for status, one in told["responses"].items()}
            found[told["operationId"]] = {
                "call": f"{method.upper()} {path}",
                "scope": told.get("x-scope"),
                "parameters": sorted(f"{one['in']} {one['name']}" for one in parameters),
                "required": sorted(one["name"] for one in parameters if one.get("required")),
                "takes": sorted(body.get("properties", {})),
                "must_have": sorted(body.get("required", [])),
                "answers": {
                    status: sorted(schema.get("properties", {}))
                    for status, schema in answers.items()
                    if status < "400"
                },
            }
    return dict(sorted(found.items()))


def _json_schema(holder: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    schema: Mapping[str, Any] = holder.get("content", {}).get("application/json", {}).get("schema", {})
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    return schema


def broken(before: Promise, now: Promise) -> list[str]:
    """What was promised and is so no more."""
    found = []
    for name, was in before.items():
        has = now.get(name)
        if has is None or has["call"] != was["call"]:
            found.append(f"{name}: {was['call']} is gone")
            continue
        if has["scope"] != was["scope"]:
            found.append(f"{name}: needs {has['scope']} in place of {was['scope']}")
        for what in ("parameters", "takes"):
            found += [f"{name}: takes no {one} any more" for one in sorted({*was[what]} - {*has[what]})]
        for what in ("required", "must_have"):
            found += [f"{name}: {one} must be given now" for one in sorted({*has[what]} - {*was[what]})]
        for status, members in was["answers"].items():
            if status not in has["answers"]:
                found.append(f"{name}: never answers {status} any more")
                continue
            gone = sorted({*members} - {*has["answers"][status]})
            found += [f"{name}: {status} has no {one} any more" for one in gone]
    return found


def present() -> Promise:
    return promise(document(CATALOGUE, "https://edge.example"))


def test_nothing_that_was_promised_was_taken_away() -> None:
    assert broken(json.loads(PROMISED.read_text("utf-8")), present()) == []


def test_what_breaks_clients_is_seen() -> None:
    now = present()
    before = json.loads(json.dumps(now))
    assert broken(before, now) == []
    site = now["create_site"]
    site["must_have"] = [*site["must_have"], "slug"]
    site["takes"].remove("tags")
    site["answers"]["201"].remove("slug")
    now["get_me"]["scope"] = "keys:read"
    now["list_devices"]["parameters"].remove("query site")
    del now["get_site"]
    assert broken(before, now) == [
        "create_site: takes no tags any more",
        "create_site: slug must be given now",
        "create_site: 201 has no slug any more",
        "get_me: needs keys:read in place of None",
        "get_site: GET /v1/sites/{site} is gone",
        "list_devices: takes no query site any more",
    ]


if __name__ == "__main__":
    PROMISED.write_text(json.dumps(present(), indent=1, sort_keys=True) + "\n", "utf-8")
