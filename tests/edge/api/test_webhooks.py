"""Webhooks by the API: made with a secret, changed, rotated, tried, switched off and on; their deliveries."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from common import signing
from common.event_samples import sample_of
from common.events import EVENTS
from common.js_safe import js_safe
from edge.store import webhooks
from edge.store.ids import now_us
from edge.store.webhook_tables import webhook, webhook_secret
from edge.webhooks import lanes
from edge.webhooks.lanes import Attempt, Done
from edge.webhooks.parcel import Outcome, Parcel, headers_of
from edge.webhooks.relay import relay
from tests.edge.api.conftest import Api
from tests.edge.api.test_devices import wait_at_the_door

URL = "https://example.com/hook"


async def made(api: Api, **members: Any) -> dict[str, Any]:
    body = {"url": URL, "events": ["*"], **members}
    return await api.made("/v1/webhooks", body)


async def punches(api: Api, count: int) -> None:
    device = await api.device("S1")
    await api.punch(device["id"], *({"pin": str(number)} for number in range(count)))


@dataclass
class Away:
    """What would have left the building."""

    outcome: Outcome = field(default_factory=lambda: Outcome(200, 12, None, "ok"))
    parcels: list[Parcel] = field(default_factory=list)

    async def send(self, parcel: Parcel) -> Outcome:
        self.parcels.append(parcel)
        return self.outcome


async def attempted(api: Api, outcomes: Sequence[Outcome]) -> None:
    """Relay what was told, and attempt what waits, once each."""
    store = api.store
    left = list(outcomes)

    def unit(conn: sa.Connection) -> None:
        relay(conn, store.ids, api.home.tenant_id, now_us())
        for row in webhooks.of_tenant(conn, api.home.tenant_id):
            claims = lanes.take(
                conn,
                api.home.tenant_id,
                row["id"],
                "test",
                now=now_us(),
                most=9,
                busy=0,
                fresh_only=False,
            )
            for claim in claims:
                (load,) = lanes.load(conn, row, [claim], now_us())
                attempts = [Attempt(due, left.pop(0), now_us()) for due in load.due if left]
                lanes.record(
                    conn,
                    store.ids,
                    claim.tenant_id,
                    claim.webhook_id,
                    [Done(claim, attempts, load.lost, keep=False)],
                    random=Random(1),
                    now=now_us(),
                )

    await store.write(unit)


async def test_a_webhook_is_made_with_a_secret_that_is_shown_once_and_sealed(api: Api) -> None:
    shown = await made(api, events=["attendance.created", "device.offline", "device.offline"])
    assert shown["id"].startswith("wh_")
    assert shown["secret"].startswith("whsec_")
    assert shown["events"] == ["attendance.created", "device.offline"]
    assert (shown["status"], shown["breaker"]["state"], shown["warnings"]) == ("enabled", "closed", [])
    got = (await api.get(f"/v1/webhooks/{shown['id']}")).json()
    assert "secret" not in got
    assert (await api.get("/v1/webhooks")).json()["data"] == [got]
    kept = await api.store.read(lambda conn: conn.scalars(sa.select(webhook_secret.c.sealed)).all())
    assert all(shown["secret"].encode() not in sealed for sealed in kept)
    revealed = await api.post(f"/v1/webhooks/{shown['id']}/reveal_secret")
    assert revealed.json()["secrets"] == [shown["secret"]]
    audit = (await api.get("/v1/audit")).json()["data"]
    assert "webhook.reveal_secret" in [entry["action"] for entry in audit]
    assert shown["secret"] not in str(audit)


async def test_a_secret_of_one_s_own_may_be_weak_and_is_then_warned_of(api: Api) -> None:
    shown = await made(api, secret="my own secret")
    assert shown["secret"] == "my own secret"
    assert "Standard Webhooks" in shown["warnings"][0]


@pytest.mark.parametrize(
    ("member", "value", "says"),
    [
        ("url", "ftp://example.com", "https://"),
        ("url", "example.com", "https://"),
        ("url", "https://", "https://"),
        ("url", "https://me:pw@example.com/", "user name"),
        ("url", "https://example.com/#x", "#"),
        ("url", "https://exämple.com/", "ASCII"),
        ("url", "https://example.com:0/", "ASCII"),
        ("url", "https://example.com:99999/", "URL"),
        ("events", [], "at least 1"),
        ("events", ["attendance"], "attendance.created"),
        ("headers", {"X-PunchConnect-Event": "x"}, "edge writes itself"),
        ("headers", {"Host": "x"}, "edge writes itself"),
        ("headers", {"X": "a\r\nY: b"}, "control"),
        ("secret", "short", "8"),
        ("max_lanes", 0, "1"),
        ("max_age_hours", 337, "336"),
        ("signature", "rsa", "ed25519"),
    ],
)
async def test_what_cannot_work_is_refused_and_why(api: Api, member: str, value: object, says: str) -> None:
    body = {"url": URL, "events": ["*"], member: value}
    refused = await api.post("/v1/webhooks", body)
    assert refused.status_code == 422
    assert says in refused.json()["error"]["message"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://192.168.1.4/x", "https://[::1]/"])
async def test_only_the_form_of_the_url_is_judged(api: Api, url: str) -> None:
    assert (await made(api, url=url))["url"] == url


async def test_a_webhook_is_changed_with_its_version(api: Api) -> None:
    shown = await made(api, headers={"X-Token": "t0ken"})
    path = f"/v1/webhooks/{shown['id']}"
    assert shown["headers"] == ["X-Token"], "values are the receiver's secrets"
    changed = await api.patch(path, {"events": ["device.online"], "max_lanes": 2, "description": "HR"})
    assert changed.status_code == 200, changed.text
    assert (changed.json()["events"], changed.json()["max_lanes"]) == (["device.online"], 2)
    assert (changed.json()["description"], changed.json()["headers"]) == ("HR", ["X-Token"])
    other = await api.patch(path, {"headers": {"X-Other": "an0ther"}})
    assert other.json()["headers"] == ["X-Other"]
    stored = await api.store.read(lambda conn: conn.execute(sa.select(webhook)).mappings().all())
    audit = (await api.get("/v1/audit")).json()["data"]
    assert not any(value in f"{stored} {audit}" for value in ("t0ken", "an0ther"))
    stale = await api.call("PATCH", path, json={"description": "x"}, headers={"If-Match": '"v1"'})
    assert stale.status_code == 412
    assert (await api.delete(path)).json() == {"id": shown["id"], "object": "webhook", "deleted": True}
    assert (await api.get(path)).status_code == 404


async def test_its_headers_follow_it_to_no_other_receiver_unless_given_again(api: Api) -> None:
    shown = await made(api, url="https://hr.example.com/hook", headers={"Authorization": "Bearer t0ken"})
    path = f"/v1/webhooks/{shown['id']}"
    for there in ("https://hr.example.com/other", "https://hr.example.com:443/hook"):
        assert (await api.patch(path, {"url": there})).json()["headers"] == ["Authorization"]
    for elsewhere in (
        "https://example.org/hook",
        "http://hr.example.com/hook",
        "https://hr.example.com:8443/",
    ):
        refused = await api.patch(path, {"url": elsewhere})
        assert (refused.status_code, refused.json()["error"]["param"]) == (422, "headers")
        assert "Give them again" in refused.json()["error"]["message"]
    moved = await api.patch(path, {"url": "https://example.org/hook", "headers": {"X-Key": "another"}})
    assert (moved.json()["url"], moved.json()["headers"]) == ("https://example.org/hook", ["X-Key"])
    bare = await api.patch(path, {"url": "https://example.com/hook", "headers": {}})
    assert (bare.json()["url"], bare.json()["headers"]) == ("https://example.com/hook", [])


async def test_a_secret_is_turned_over(api: Api) -> None:
    shown = await made(api)
    path = f"/v1/webhooks/{shown['id']}"
    rotated = (await api.post(f"{path}/rotate_secret", {"overlap_hours": 1})).json()
    assert rotated["secret"] != shown["secret"]
    assert rotated["secrets"] == 2
    revealed = (await api.post(f"{path}/reveal_secret")).json()["secrets"]
    assert revealed == [rotated["secret"], shown["secret"]]
    for _ in range(3):
        body = {"legacy_signature_key": "new"}
        assert (await api.post(f"{path}/rotate_secret", body)).status_code == 200
    assert (await api.post(f"{path}/rotate_secret", {})).status_code == 409, "five sign already"
    at_once = await api.post(f"{path}/rotate_secret", {"overlap_hours": 0})
    assert at_once.json()["secrets"] == 1


async def test_trying_it_sends_a_signed_example_at_once(api: Api) -> None:
    away = Away()
    api.services.send_webhook = away.send
    shown = await made(api, headers={"X-Token": "t0ken"})
    for name in EVENTS:
        tried = await api.post(f"/v1/webhooks/{shown['id']}/test", {"event": name})
        assert tried.status_code == 200, tried.text
        said = tried.json()
        assert (said["delivered"], said["status"], said["body"]["event"]) == (True, 200, name)
        assert said["body"]["test"] is True
    parcel = away.parcels[0]
    assert (parcel.url, parcel.headers, parcel.secrets) == (URL, {"X-Token": "t0ken"}, [shown["secret"]])
    assert signing.body_is_signed(
        shown["secret"], parcel.body, signing.body_signature(parcel.body_secret, parcel.body)
    )
    away.outcome = Outcome(None, 3, "blocked_address", None)
    said = (await api.post(f"/v1/webhooks/{shown['id']}/test", {})).json()
    assert (said["delivered"], said["error"]) == (False, "blocked_address")
    assert "webhooks_allowed_networks" in said["message"]
    wrong = await api.post(f"/v1/webhooks/{shown['id']}/test", {"event": "x"})
    assert wrong.status_code == 422


def test_every_event_has_an_example_that_javascript_would_write_alike() -> None:
    for name in EVENTS:
        body = sample_of(name, "evt_1", "2026-03-27T08:00:00.000Z")
        assert js_safe(body) == body
        assert (body["device"] is None) == (body["sequence"] is None)


async def test_deliveries_are_listed_with_what_came_of_them_and_sent_once_more(api: Api) -> None:
    shown = await made(api, events=["attendance.created"], headers={"X-Token": "t0ken"})
    path = f"/v1/webhooks/{shown['id']}"
    await punches(api, 3)
    await attempted(api, [Outcome(200, 7, None, "ok"), Outcome(500, 9, "http_500", "sorry")])
    page = (await api.get(f"{path}/deliveries")).json()["data"]
    assert [(one["state"], one["attempts"], one["status"]) for one in page] == [
        ("pending", 0, None),
        ("pending", 1, 500),
        ("delivered", 1, 200),
    ]
    assert (await api.get(path)).json()["pending"] == 2
    failed = (await api.get(f"{path}/deliveries/{page[1]['id']}")).json()
    assert failed["body"]["id"] == failed["event_id"]
    request = failed["request"]
    assert json.loads(request["body"]) == failed["body"]
    assert request["headers"]["X-PunchConnect-Delivery"] == failed["id"]
    assert request["headers"]["X-PunchConnect-Attempt"] == "1"
    assert signing.body_is_signed(
        shown["secret"], request["body"].encode(), request["headers"]["X-PunchConnect-Signature"]
    )
    assert request["headers"]["X-Token"] == "(not shown)"
    assert [(one["status"], one["error"], one["response"]) for one in failed["history"]] == [
        (500, "http_500", "sorry")
    ]
    delivered = (await api.get(f"{path}/deliveries/{page[2]['id']}")).json()
    assert [(one["number"], one["status"], one["took_ms"]) for one in delivered["history"]] == [(1, 200, 7)]
    assert (await api.post(f"{path}/deliveries/{page[1]['id']}/resend")).status_code == 409
    resent = await api.post(f"{path}/deliveries/{page[2]['id']}/resend")
    assert resent.status_code == 202, resent.text
    assert (resent.json()["trigger"], resent.json()["event_id"]) == ("resend", delivered["event_id"])
    assert resent.json()["id"] != delivered["id"]
    for query, count in (
        ("state=delivered", 1),
        ("event=device.online", 0),
        ("device=S1", 4),
        ("to=2020-01-01T00:00:00Z", 0),
    ):
        assert len((await api.get(f"{path}/deliveries?{query}")).json()["data"]) == count, query
    pages = []
    after = f"{path}/deliveries?limit=3"
    while after:
        one = (await api.get(after)).json()
        pages += [row["id"] for row in one["data"]]
        after = f"{path}/deliveries?limit=3&cursor={one['next_cursor']}" if one["has_more"] else ""
    assert len(set(pages)) == len(pages) == 4


async def test_a_delivery_can_be_copied_for_the_shell(api: Api) -> None:
    got: list[tuple[bytes, str]] = []

    async def take(request: web.Request) -> web.Response:
        got.append((await request.read(), request.headers["X-PunchConnect-Signature"]))
        return web.Response()

    app = web.Application()
    app.router.add_post("/it's here", take)
    server = TestServer(app)
    await server.start_server()
    shown = await made(api, url=str(server.make_url("/it's here")), events=["attendance.created"])
    device = await api.device("S1", name='It\'s "Gate" $A `x`')
    await api.punch(device["id"], {"pin": "7"})
    await attempted(api, [Outcome(500, 9, "http_500", "sorry")])
    (one,) = (await api.get(f"/v1/webhooks/{shown['id']}/deliveries")).json()["data"]
    line = (await api.get(f"/v1/webhooks/{shown['id']}/deliveries/{one['id']}")).json()["request"]["curl"]
    process = await asyncio.create_subprocess_exec(
        "sh", "-c", line, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    assert await process.wait() == 0
    await server.close()
    ((body, signature),) = got
    assert signing.body_is_signed(shown["secret"], body, signature)


async def test_who_must_not_hold_a_secret_checks_with_the_public_key(api: Api) -> None:
    away = Away()
    api.services.send_webhook = away.send
    shown = await made(api, signature="ed25519")
    path = f"/v1/webhooks/{shown['id']}"
    assert (await api.post(f"{path}/test", {})).json()["delivered"] is True
    headers = headers_of(away.parcels[0], 1_795_240_000)
    (key,) = (await api.get(f"{path}/public_key")).json()["public_keys"]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + away.parcels[0].body
    by_secret, by_key = headers["webhook-signature"].split()
    assert by_secret.startswith("v1,")
    Ed25519PublicKey.from_public_bytes(base64.b64decode(key.removeprefix("whpk_"))).verify(
        base64.b64decode(by_key.removeprefix("v1a,")), signed
    )
    rotated = (await api.post(f"{path}/rotate_secret", {})).json()
    keys = (await api.get(f"{path}/public_key")).json()["public_keys"]
    assert [len(keys), keys[1]] == [2, key], "the one before still signs"
    assert rotated["secret"] not in str(keys)
    weak = await made(api, signature="ed25519", secret="my own secret")
    assert (await api.get(f"/v1/webhooks/{weak['id']}/public_key")).json()["public_keys"] == []


@pytest.mark.parametrize(("asked", "heard"), [({}, 1), ({"webhooks": "all"}, 2)])
async def test_of_the_past_that_a_terminal_brings_only_the_last_days_are_told(
    api: Api, asked: dict[str, str], heard: int
) -> None:
    shown = await made(api, events=["attendance.created"])
    await wait_at_the_door(api, "OLD1")
    approved = await api.made("/v1/devices/OLD1/approve", {"history": "all", **asked})
    day_us = 86_400 * 1_000_000
    times = [now_us() - 8 * day_us, now_us() - 6 * day_us]
    await api.punch(approved["id"], *({"pin": "7", "punched_at": at} for at in times))
    registered = await api.device("NEW1")
    await api.punch(registered["id"], {"pin": "8", "punched_at": times[0]})
    await attempted(api, [])
    page = (await api.get(f"/v1/webhooks/{shown['id']}/deliveries")).json()["data"]
    assert [one["device_id"] for one in page] == [registered["id"], *[approved["id"]] * heard]
    listed = (await api.get("/v1/attendance")).json()["data"]
    assert len(listed) == 3, "all of it is stored"


async def test_switched_off_it_keeps_what_comes_and_switched_on_it_gets_it(api: Api) -> None:
    shown = await made(api, events=["attendance.created"])
    path = f"/v1/webhooks/{shown['id']}"
    off = (await api.post(f"{path}/disable")).json()
    assert (off["status"], off["disabled_reason"]) == ("disabled", "disabled by hand")
    await punches(api, 2)
    await attempted(api, [])
    assert (await api.get(path)).json()["pending"] == 2
    on = (await api.post(f"{path}/enable")).json()
    assert (on["status"], on["disabled_reason"]) == ("enabled", None)
    await attempted(api, [Outcome(200, 1, None, None)] * 2)
    assert (await api.get(path)).json()["pending"] == 0


async def test_a_key_of_some_sites_sees_no_webhook(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    limited = await api.key("admin", site_ids=["hq"])
    shown = await made(api)
    assert (await api.get("/v1/webhooks", key=limited)).json()["data"] == []
    assert (await api.get(f"/v1/webhooks/{shown['id']}", key=limited)).status_code == 404
    refused = await api.post("/v1/webhooks", {"url": URL, "events": ["*"]}, key=limited)
    assert refused.status_code == 403
