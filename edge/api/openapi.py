"""The API's description, made of the same declarations that route and check its requests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from common import __version__
from common.event_samples import sample_of
from common.events import EVENTS
from common.schemas.errors import ErrorAnswer
from common.schemas.event_bodies import BODIES
from edge.api.docs import samples
from edge.api.error_kinds import KINDS
from edge.api.reading import CSV
from edge.api.registry import Operation

_REF: Final = "#/components/schemas/{model}"
# What the reference calls the parts of the API, in its order.
TAGS: Final[Mapping[str, tuple[str, str]]] = {
    "devices": ("Devices", "Terminals: let in, named, placed, looked after, replaced."),
    "sites": ("Sites", "Places where terminals stand."),
    "attendance": ("Attendance", "Punches, by when they were made or by when they came."),
    "employees": ("Employees", "People, and the terminals where they shall be."),
    "biometrics": ("Biometrics", "Pictures and templates: what is kept, and how it is deleted."),
    "commands": ("Commands", "What is wanted of terminals."),
    "jobs": ("Jobs", "Work on many objects that goes on by itself."),
    "webhooks": ("Webhooks", "Endpoints that are told of events, and what was delivered to them."),
    "events": ("Events and stream", "What happened: asked for, or told as it happens."),
    "alerts": ("Alerts", "What needs a person: seen, taken on, given away, called over."),
    "rules": ("Rules", "When something is worth an alert, and what a rule would have told last month."),
    "policies": ("Policies", "Who hears of which alerts, and who next."),
    "channels": ("Channels", "Ways to tell people: mail, services, your own webhook, the console."),
    "people": ("People", "Who can be told, by what, and when not."),
    "notices": ("Notices", "What people were told, or are about to be."),
    "maintenance_windows": ("Maintenance windows", "When terminals are worked on, so nobody is woken."),
    "silences": ("Silences", "What people do not want to hear of for a while."),
    "work_codes": ("Work codes", "What people say at a punch to be working on."),
    "messages": ("Messages", "What terminals show to people."),
    "firmware": ("Firmware", "Files that terminals can be told to install."),
    "keys": ("Keys", "API keys: make, rotate, revoke; and what the key of a call may do."),
    "tenants": ("Tenants", "Customers of the installation, for platform keys."),
    "audit": ("Audit", "Who changed what."),
    "server": ("Server", "Is it alive, is it ready, its numbers, its documentation."),
}
# Modules whose operations stand in the part of another.
_PARTS: Final = {
    "alert_report": "alerts",
    "audit_log": "audit",
    "dead_lines": "attendance",
    "device_health": "devices",
    "device_import": "devices",
    "device_people": "devices",
    "dry_runs": "rules",
    "employee_bulk": "employees",
    "employee_matrix": "employees",
    "job_events": "jobs",
    "me": "keys",
    "meta": "server",
    "pages": "server",
    "persons": "people",
    "replacing": "devices",
    "retiming": "sites",
    "site_health": "sites",
    "site_history": "sites",
    "stream": "events",
    "tickets": "events",
    "updates": "server",
    "webhook_deliveries": "webhooks",
}
_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_PARAMS: Final = {
    "device": "Id or serial number.",
    "site": "Id or slug.",
    "employee": "Id or employee_id.",
}
_HEADERS: Final[dict[str, Any]] = {
    "X-Request-Id": {"schema": {"type": "string"}, "description": "Ours, or the one you sent."},
    "X-RateLimit-Limit": {"schema": {"type": "integer"}, "description": "Requests a minute."},
    "X-RateLimit-Remaining": {"schema": {"type": "integer"}, "description": "That may be sent at once now."},
    "X-RateLimit-Reset": {
        "schema": {"type": "integer"},
        "description": "Second since 1970 at which nothing will be used up.",
    },
}

Schemas = Mapping[Any, dict[str, Any]]  # by (model, mode)


def tag_of(operation: Operation) -> str:
    """The part of the API that an operation belongs to."""
    return _PARTS.get(operation.tag, operation.tag)


def in_order(operations: Iterable[Operation]) -> list[Operation]:
    """Operations as readers look for them: by part, by path, and reading before changing."""
    parts = list(TAGS)
    return sorted(
        operations,
        key=lambda one: (
            parts.index(tag_of(one)) if tag_of(one) in TAGS else len(parts),
            one.path.split("/"),
            _METHODS.index(one.method),
        ),
    )


def document(operations: Iterable[Operation], public_url: str) -> dict[str, Any]:
    """OpenAPI 3.1 of the operations."""
    declared = in_order(operations)
    schemas, definitions = _schemas(declared)
    paths: dict[str, dict[str, Any]] = {}
    for operation in declared:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Punchdeck",
            "version": __version__,
            "description": (
                "Fleets of biometric attendance terminals. Times are RFC 3339 in UTC. Every error has the "
                "same form and [a page](/docs/errors) that says what to do. POST takes an Idempotency-Key, "
                "kept for 24 hours. [Guides](/docs) explain the rest."
            ),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": public_url}],
        "tags": _tags(declared),
        "security": [{"key": []}],
        "paths": paths,
        "webhooks": {event: _told(event) for event in EVENTS},
        "components": {
            "schemas": definitions,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "An API key."}},
        },
    }


def _tags(operations: list[Operation]) -> list[dict[str, Any]]:
    used = {tag_of(operation) for operation in operations}
    known = [
        {"name": tag, "x-displayName": title, "description": description}
        for tag, (title, description) in TAGS.items()
        if tag in used
    ]
    return known + [{"name": tag} for tag in sorted(used - TAGS.keys())]


def _told(event: str) -> dict[str, Any]:
    """What an endpoint that asked for an event is sent."""
    example = sample_of(event, "evt_01kmpsv6r8e2s8w5q3n7c1z0aj", "2026-03-27T08:00:01.250Z")
    schema = {"$ref": f"#/components/schemas/{BODIES[event].__name__}"}
    return {
        "post": {
            "operationId": f"told_{event.replace('.', '_')}",
            "summary": event,
            "description": f"{EVENTS[event]} See [its page](/docs/events/{event}).",
            "tags": ["webhooks"],
            "security": [],
            "requestBody": {"content": {"application/json": {"schema": schema, "example": example}}},
            "responses": {"2XX": {"description": "Taken. Anything else, or 10 s of silence: tried again"}},
        }
    }


def _schemas(operations: list[Operation]) -> tuple[Schemas, dict[str, Any]]:
    wanted: list[tuple[type[BaseModel], JsonSchemaMode]] = [(ErrorAnswer, "serialization")]
    wanted += [(body, "serialization") for body in BODIES.values()]
    for operation in operations:
        if operation.body is not None:
            wanted.append((operation.body, "validation"))
        if operation.answers is not None:
            wanted.append((operation.answers, "serialization"))
        if operation.accepted is not None:
            wanted.append((operation.accepted, "serialization"))
    found, whole = models_json_schema(list(dict.fromkeys(wanted)), ref_template=_REF)
    definitions: dict[str, Any] = whole["$defs"]
    definitions["ErrorDetail"]["properties"]["code"]["x-extensible-enum"] = sorted(KINDS)
    return found, definitions


def _operation(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [tag_of(operation)],
        "parameters": [*_path_parameters(operation), *_query_parameters(operation), *_headers(operation)],
        "responses": _responses(operation, schemas),
    }
    if operation.description:
        found["description"] = operation.description
    if operation.public:
        found["security"] = []
    if operation.scope is not None:
        found["x-scope"] = operation.scope
    if code := samples.beside(operation.name):
        found["x-codeSamples"] = code
    if operation.body is not None:
        found["requestBody"] = {
            "required": True,
            "content": {operation.consumes: {"schema": _body_schema(operation.body, operation, schemas)}},
        }
    elif operation.raw and operation.mutates:
        found["requestBody"] = {"required": True, "content": {operation.consumes: {}}}
    return found


def _body_schema(body: type[BaseModel], operation: Operation, schemas: Schemas) -> dict[str, Any]:
    if operation.consumes == CSV:  # it is the table itself that is sent, not a member of something
        return dict(body.model_json_schema()["properties"]["csv"])
    return schemas[body, "validation"]


def _path_parameters(operation: Operation) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": _PARAMS.get(name, "Id."),
            "schema": {"type": "string"},
        }
        for name in operation.params
    ]


def _query_parameters(operation: Operation) -> list[dict[str, Any]]:
    if operation.query is None:
        return []
    schema = operation.query.model_json_schema(by_alias=True)
    found = []
    for name, described in schema["properties"].items():
        kind = {key: value for key, value in described.items() if key not in ("description", "title")}
        # A parameter that is not given is not there: null cannot be sent.
        choices = [choice for choice in kind.pop("anyOf", []) if choice.get("type") != "null"]
        if choices:
            kind |= choices[0] if len(choices) == 1 else {"anyOf": choices}
            if kind.get("default", ...) is None:
                del kind["default"]
        parameter = {"name": name, "in": "query", "required": False, "schema": kind}
        if "description" in described:
            parameter["description"] = described["description"]
        found.append(parameter)
    return found


def _headers(operation: Operation) -> list[dict[str, Any]]:
    text = {"type": "string"}
    found = []
    if operation.idempotent_by_key:
        found.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "description": "Of your choice; a request repeated with it is answered as the first.",
                "schema": {"type": "string", "minLength": 1, "maxLength": 255},
            }
        )
    if operation.can_be_awaited:
        found.append(
            {
                "name": "Prefer",
                "in": "header",
                "description": "wait=N: answer once it has ended (200), after N seconds (202), 30 at most.",
                "schema": text,
            }
        )
    if operation.conditional:
        found.append(
            {
                "name": "If-Match" if operation.mutates else "If-None-Match",
                "in": "header",
                "description": "An ETag: change only if unchanged."
                if operation.mutates
                else "An ETag: answer 304 if unchanged.",
                "schema": text,
            }
        )
    if not operation.public and operation.account != "platform":
        found.append(
            {
                "name": "Punchdeck-Account",
                "in": "header",
                "description": "For platform keys: the tenant that the call is about.",
                "schema": text,
            }
        )
    return found


def _responses(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    headers = {} if operation.public else {"headers": _HEADERS}
    done: dict[str, Any] = {"description": operation.summary, **headers}
    if operation.answers is not None:
        done["content"] = {"application/json": {"schema": schemas[operation.answers, "serialization"]}}
    elif operation.raw:
        done["content"] = {form: {} for form in operation.produces}
    if operation.table:
        done["content"] |= {form: {} for form in operation.produces if form not in done["content"]}
    found = {str(operation.status): done}
    if operation.finds:
        found["200"] = {**done, "description": "It was there already"}
    begun = operation.accepted or operation.answers
    if operation.can_be_awaited and begun is not None:
        content = {"application/json": {"schema": schemas[begun, "serialization"]}}
        found["200"] = {"description": "It has ended, for who liked to wait", "content": content, **headers}
        found["202"] = {"description": "It has begun", "content": content, **headers}
    if operation.conditional and not operation.mutates:
        found["304"] = {"description": "Unchanged"}
    codes: dict[int, list[str]] = {}
    for code in operation.all_errors():
        codes.setdefault(KINDS[code].status, []).append(code)
    for status in sorted(codes):
        found[str(status)] = {
            "description": ", ".join(codes[status]),
            "content": {"application/json": {"schema": schemas[ErrorAnswer, "serialization"]}},
            **headers,
        }
    return found
