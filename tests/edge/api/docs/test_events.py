"""What the documentation says of events is what events say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from common.event_samples import sample_of
from common.events import EVENTS
from common.schemas.event_bodies import BODIES, schema_of
from tests.edge.api.conftest import Api, on_sqlite

AT = "2026-03-27T08:00:01.250Z"


def refusals(event: str, body: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft202012Validator(schema_of(event)).iter_errors(body)]


@pytest.mark.parametrize("event", EVENTS)
def test_the_example_of_every_event_fits_its_schema(event: str) -> None:
    schema = schema_of(event, f"https://example.com/{event}")
    Draft202012Validator.check_schema(schema)
    body = sample_of(event, "evt_1", AT)
    assert refusals(event, body) == []
    assert set(body) - {"id"} <= set(schema["properties"]), "every member is explained"


@pytest.mark.parametrize("event", EVENTS)
def test_a_schema_refuses_what_the_event_never_is(event: str) -> None:
    body = sample_of(event, "evt_1", AT)
    assert refusals(event, {**body, "event": "another"})
    assert refusals(event, {**body, "timestamp": "yesterday"})
    assert refusals(event, {name: value for name, value in body.items() if name != "device"})


def test_every_event_has_a_schema() -> None:
    assert BODIES.keys() == EVENTS.keys()


@on_sqlite
async def test_events_of_a_real_server_fit_their_schemas(api: Api) -> None:
    site = await api.made("/v1/sites", {"name": "Warehouse"})
    device = await api.device("BFEZ203901245", site=site["id"])
    await api.punch(device["id"], {}, {"temperature": 36.6, "mask": 1, "work_code": "5"})
    hook = await api.made("/v1/webhooks", {"url": "https://example.com/", "events": ["*"]})
    await api.post(f"/v1/webhooks/{hook['id']}/disable")
    command = await api.post(f"/v1/devices/{device['id']}/commands", {"command": "sync_time"})
    await api.post(f"/v1/commands/{command.json()['id']}/cancel")
    told = (await api.get("/v1/events")).json()["data"]
    assert {"attendance.created", "device.registered", "webhook.disabled"} <= {one["event"] for one in told}
    for body in told:
        assert refusals(body["event"], body) == [], body


@on_sqlite
async def test_schemas_are_served_under_their_own_names(api: Api) -> None:
    answer = await api.get("/docs/events/device.offline/schema.json", key=None)
    assert answer.headers["Content-Type"] == "application/schema+json; charset=utf-8"
    assert answer.json()["$id"] == "http://edge.test/docs/events/device.offline/schema.json"
    page = (await api.get("/docs/events/device.offline", key=None)).text
    assert "silent for longer than it ever is" in page
    assert json.dumps(EVENTS["device.offline"])[1:-1] in page
