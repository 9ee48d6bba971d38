"""Channels by the API: made, tried on real servers, changed, taken away; and their secrets, which stay so."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import standardwebhooks
from aiohttp import web
from aiohttp.test_utils import TestServer

from edge.alerts import channel_drafts
from edge.alerts.channels import Channels
from edge.alerts.messages import Message
from edge.store import channels as rows
from edge.store import notices, policies
from edge.store.channels import Row
from edge.store.ids import now_us
from edge.store.notice_tables import channel, notice
from edge.vault import Vault
from edge.webhooks.guard import Guard
from edge.webhooks.sender import Sender
from tests.edge.api.conftest import Api, on_sqlite
from tests.kit.certificates import self_signed
from tests.kit.mail_server import mail_server

SECRET = "canary7f3a"
GUARD = Guard([ip_network("127.0.0.0/8")])
EMAIL = {
    "host": "mail.example.com",
    "from": "alerts@example.com",
    "to": ["ops@example.com"],
    "user": "me",
    "password": SECRET,
}
WEBHOOK = {
    "url": "https://example.com/hook",
    "headers": {"Authorization": SECRET},
    "secret": f"{SECRET}-signs",
}
APPRISE = {"url": f"slack://{SECRET}/{SECRET}/{SECRET}/"}
HOW = {"email": EMAIL, "webhook": WEBHOOK, "apprise": APPRISE}


def vault(api: Api) -> Vault:
    assert api.services.vault is not None
    return api.services.vault


@pytest.fixture
async def told(api: Api) -> AsyncIterator[Channels]:
    """What tells people, here within this machine too."""
    sender = Sender(GUARD)
    made = Channels(api.store, vault(api), GUARD, sender.send)
    api.services.channels = made
    yield made
    await made.close()
    await sender.close()


async def make(api: Api, kind: str, **members: Any) -> dict[str, Any]:
    return await api.made("/v1/channels", {"name": f"by {kind}", kind: HOW[kind] | members})


async def test_the_console_is_always_there_and_stays_as_it_is(api: Api, told: Channels) -> None:
    (console,) = (await api.get("/v1/channels")).json()["data"]
    assert (console["id"], console["kind"], console["enabled"]) == ("chan_console", "console", True)
    assert console == (await api.get("/v1/channels/chan_console")).json()
    tried = await api.post("/v1/channels/chan_console/test")
    assert (tried.json()["delivered"], tried.json()["message"]) == (True, None)
    for refused in (
        await api.patch("/v1/channels/chan_console", {"enabled": False}),
        await api.delete("/v1/channels/chan_console"),
    ):
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "conflict")
    await api.store.write(lambda conn: rows.ensure_console(conn, api.home.tenant_id))
    await api.store.write(lambda conn: rows.ensure_console(conn, api.home.tenant_id))
    assert (await api.get("/v1/channels")).json()["data"] == [console]


async def test_a_channel_of_each_kind_is_made_and_shows_no_secret(api: Api) -> None:
    mail = await make(api, "email")
    assert mail["email"] == {
        "host": "mail.example.com",
        "port": 587,
        "tls": "starttls",
        "from": "alerts@example.com",
        "to": ["ops@example.com"],
        "user": "me",
        "has_password": True,
    }
    assert (mail["kind"], mail["webhook"], mail["apprise"], mail["secret"]) == ("email", None, None, None)
    hook = await make(api, "webhook")
    assert hook["webhook"] == {"url": "https://example.com/hook", "headers": ["Authorization"]}
    service = await make(api, "apprise")
    assert service["apprise"] == {"service": "Slack", "url": "slack://…"}
    listed = (await api.get("/v1/channels")).json()["data"]
    assert [one["name"] for one in listed] == ["Console", "by email", "by webhook", "by apprise"]
    for one in listed[1:]:
        assert one == (await api.get(f"/v1/channels/{one['id']}")).json()
    first = (await api.get("/v1/channels?limit=2")).json()
    rest = (await api.get(f"/v1/channels?limit=2&cursor={first['next_cursor']}")).json()
    assert first["data"] + rest["data"] == listed


async def test_a_secret_to_sign_with_is_made_and_shown_once(api: Api) -> None:
    body = {"name": "x", "webhook": {"url": "https://example.com/"}}
    key = {"Idempotency-Key": "k1"}
    made = await api.made("/v1/channels", body, headers=key)
    assert made["secret"].startswith("whsec_")
    again = await api.made("/v1/channels", body, headers=key)
    assert again["id"] == made["id"]
    assert "secret" not in again


async def test_nothing_secret_is_in_any_answer_log_audit_or_row(
    api: Api, told: Channels, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        texts = []
        for kind in HOW:
            made = await api.post("/v1/channels", {"name": kind, kind: HOW[kind]})
            shown = made.json()
            if kind == "webhook":
                assert shown.pop("secret") == f"{SECRET}-signs"  # the one time
            texts.append(str(shown))
            path = f"/v1/channels/{shown['id']}"
            texts.append((await api.get(path)).text)
            change = {"user": None, "password": None} if kind == "email" else HOW[kind]
            texts.append((await api.patch(path, {kind: change})).text)
            texts.append((await api.patch(path, {kind: HOW[kind], "name": "y"})).text)
            texts.append((await api.post(f"{path}/test")).text)
            texts.append((await api.patch(path, {kind: {**HOW[kind], "nonsense": SECRET}})).text)
        for wrong in (f"file://{SECRET}", f"slack://{SECRET} {SECRET}", f"{SECRET}"):
            texts.append((await api.post("/v1/channels", {"name": "x", "apprise": {"url": wrong}})).text)
        texts.append((await api.get("/v1/channels")).text)
        texts.append((await api.get("/v1/audit?limit=1000")).text)
        texts.append((await api.get("/v1/events?limit=1000")).text)
    for text in (*texts, caplog.text):
        assert SECRET not in text
    kept = await api.store.read(lambda conn: conn.execute(sa.select(channel)).all())
    assert len(kept) == 3
    assert SECRET not in str(kept)
    audit = (await api.get("/v1/audit?limit=1000")).json()["data"]
    changed = [entry["diff"] for entry in audit if entry["action"] == "channel.change"]
    assert any("password" in diff for diff in changed)
    assert any("headers" in diff and "secret" in diff for diff in changed)


@pytest.mark.parametrize(
    ("body", "param", "says"),
    [
        ({"name": "x"}, "", "exactly one"),
        ({"name": "x", "email": EMAIL, "apprise": APPRISE}, "", "exactly one"),
        ({"name": "x", "email": {**EMAIL, "from": "nobody"}}, "email.from", "bare address"),
        ({"name": "x", "email": {**EMAIL, "from": "a@b\r\nBcc: c@d"}}, "email.from", "control"),
        ({"name": "x", "email": {**EMAIL, "to": ["Ops <a@example.com>"]}}, "email.to.0", "bare address"),
        ({"name": "x", "email": {**EMAIL, "host": "http://x"}}, "email.host", "host name"),
        ({"name": "x", "email": {**EMAIL, "host": "exämple.com"}}, "email.host", "xn--"),
        ({"name": "x", "email": {**EMAIL, "port": 0}}, "email.port", "1"),
        ({"name": "x", "email": {**EMAIL, "tls": "ssl"}}, "email.tls", "starttls"),
        ({"name": "x", "email": {**EMAIL, "user": None}}, "email.user", "give `user` too"),
        ({"name": "x", "email": {**EMAIL, "password": "Passé"}}, "email.password", "take no other"),
        ({"name": "x", "webhook": {"url": "ftp://example.com"}}, "webhook.url", "https://"),
        ({"name": "x", "webhook": {**WEBHOOK, "headers": {"Host": "x"}}}, "webhook.headers", "writes itself"),
        ({"name": "x", "apprise": {"url": "syslog://x"}}, "apprise.url", "not among the services"),
        ({"name": "x", "apprise": {"url": "mailto://x"}}, "apprise.url", "kind email"),
    ],
)
@on_sqlite
async def test_what_cannot_work_is_refused_and_why(
    api: Api, body: dict[str, Any], param: str, says: str
) -> None:
    refused = await api.post("/v1/channels", body)
    assert refused.status_code == 422, refused.text
    error = refused.json()["error"]
    assert error["param"] == param
    assert says in error["message"]


async def opened(api: Api, name: str) -> dict[str, Any]:
    def read(conn: sa.Connection) -> dict[str, Any]:
        row = rows.find(conn, api.home.tenant_id, name)
        assert row is not None
        return channel_drafts.opened(conn, vault(api), row)

    return await api.store.read(read)


async def test_a_channel_is_changed_and_keeps_what_is_not_named(api: Api) -> None:
    made = await make(api, "email")
    path = f"/v1/channels/{made['id']}"
    after = (await api.patch(path, {"name": "Mail", "enabled": False, "email": {"to": []}})).json()
    assert (after["name"], after["enabled"], after["version"]) == ("Mail", False, 2)
    assert after["email"] == made["email"] | {"to": []}
    assert await opened(api, made["id"]) == {"password": SECRET}
    stale = await api.patch(path, {"name": "x"}, headers={"If-Match": '"v1-abc"'})
    assert stale.json()["error"]["code"] == "precondition_failed"
    other = await api.patch(path, {"apprise": APPRISE})
    assert "of kind email and stays so" in other.json()["error"]["message"]
    hook = await make(api, "webhook")
    await api.patch(f"/v1/channels/{hook['id']}", {"webhook": {"url": "https://example.com/other"}})
    assert await opened(api, hook["id"]) == {
        "secret": f"{SECRET}-signs",
        "headers": {"Authorization": SECRET},
    }


@pytest.mark.parametrize(
    "change", [{"host": "mail.evil.example"}, {"port": 26}, {"tls": "none"}, {"user": "another"}]
)
@on_sqlite
async def test_a_password_is_not_sent_elsewhere_by_who_does_not_know_it(
    api: Api, change: dict[str, Any]
) -> None:
    path = f"/v1/channels/{(await make(api, 'email'))['id']}"
    refused = await api.patch(path, {"email": change})
    assert (refused.status_code, refused.json()["error"]["param"]) == (422, "email.password")
    assert "Give it again" in refused.json()["error"]["message"]
    assert (await api.patch(path, {"email": change | {"password": "new"}})).status_code == 200


@on_sqlite
async def test_headers_are_not_sent_elsewhere_by_who_does_not_know_them(api: Api) -> None:
    path = f"/v1/channels/{(await make(api, 'webhook'))['id']}"
    refused = await api.patch(path, {"webhook": {"url": "https://evil.example/hook"}})
    assert (refused.status_code, refused.json()["error"]["param"]) == (422, "webhook.headers")
    moved = await api.patch(path, {"webhook": {"url": "https://evil.example/hook", "headers": {}}})
    assert moved.json()["webhook"] == {"url": "https://evil.example/hook", "headers": []}


@on_sqlite
async def test_the_port_follows_the_way_it_is_the_usual_one_of(api: Api) -> None:
    made = await api.made(
        "/v1/channels", {"name": "x", "email": {"host": "m.example.com", "from": "a@example.com"}}
    )
    path = f"/v1/channels/{made['id']}"
    assert (await api.patch(path, {"email": {"tls": "tls"}})).json()["email"]["port"] == 465
    await api.patch(path, {"email": {"port": 2525}})
    assert (await api.patch(path, {"email": {"tls": "starttls"}})).json()["email"]["port"] == 2525


async def test_what_a_policy_or_a_person_names_is_not_deleted(api: Api) -> None:
    made = await make(api, "webhook")
    path = f"/v1/channels/{made['id']}"
    person = await api.made("/v1/people", {"name": "Amina", "channels": [made["id"]]})
    held = await api.delete(path)
    assert (held.status_code, held.json()["error"]["code"]) == (409, "conflict")
    assert "Amina (" in held.json()["error"]["message"]
    await api.patch(f"/v1/people/{person['id']}", {"channels": []})
    await api.store.write(lambda conn: policies.add(conn, policy(api, channels=[made["id"]])))
    held = await api.delete(path)
    assert "The policy 'Nights' (pol_1) tells people by this channel" in held.json()["error"]["message"]
    await api.store.write(lambda conn: policies.change(conn, api.home.tenant_id, 1, steps=[]))
    await api.store.write(lambda conn: waiting_notice(conn, api, made["id"]))
    assert (await api.delete(path)).json() == {"id": made["id"], "object": "channel", "deleted": True}
    assert (await api.get(path)).status_code == 404
    statuses = await api.store.read(lambda conn: conn.scalars(sa.select(notice.c.status)).all())
    assert statuses == ["cancelled"]


def policy(api: Api, **named: list[str]) -> dict[str, Any]:
    step = {"after_s": 0, "people": [], "channels": [], "until_ack": True, **named}
    fixed = {"matches": {}, "settings": {}, "position": 1, "created_at": 0, "version": 1}
    return {
        "tenant_id": api.home.tenant_id,
        "id": 1,
        "public_id": "pol_1",
        "name": "Nights",
        "steps": [step],
        **fixed,
    }


def waiting_notice(conn: sa.Connection, api: Api, name: str) -> None:
    row = rows.find(conn, api.home.tenant_id, name)
    assert row is not None
    texts = dict.fromkeys(("moment", "severity", "group_key", "dedupe_key"), "x")
    numbers = dict.fromkeys(("due_at", "attempts", "fence"), 0)
    conn.execute(
        notice.insert().values(
            tenant_id=api.home.tenant_id,
            id=api.store.ids.next(),
            channel_id=row["id"],
            status="waiting",
            says={},
            log=[],
            **texts,
            **numbers,
        )
    )


async def test_a_test_by_mail_arrives(
    api: Api, told: Channels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = self_signed(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(identity.file))
    async with mail_server(starttls=identity.context(), login=("me", SECRET)) as server:
        made = await make(api, "email", host="localhost", port=server.port)
        path = f"/v1/channels/{made['id']}"
        await api.store.write(lambda conn: fail(conn, api, made["id"]))
        assert (await api.get(path)).json()["failures"] == 1
        tried = (await api.post(f"{path}/test")).json()
        assert (tried["object"], tried["delivered"], tried["message"]) == ("channel_test", True, None)
        person = await api.made("/v1/people", {"name": "Amina", "email": "amina@example.com"})
        await api.post(f"{path}/test", {"person": person["id"]})
        assert server.to == [["ops@example.com"], ["amina@example.com"]]
        assert server.taken[0]["Subject"] == "Test of the channel by email"
        after = (await api.get(path)).json()
        assert (after["failures"], after["last_error"]) == (0, None)
        assert after["last_sent_at"] is not None
        bare = await api.made("/v1/people", {"name": "Nobody"})
        tried = (await api.post(f"{path}/test", {"person": bare["id"]})).json()
        assert not tried["delivered"]
        assert "no email address" in tried["message"]


def fail(conn: sa.Connection, api: Api, name: str) -> None:
    row = rows.find(conn, api.home.tenant_id, name)
    assert row is not None
    notices.note_channel(
        conn, api.home.tenant_id, row["id"], failed=True, last_error="x", last_failed_at=now_us()
    )


async def test_a_test_by_webhook_and_by_a_service_arrives(api: Api, told: Channels) -> None:
    got: list[tuple[str, dict[str, str], bytes]] = []

    async def take(request: web.Request) -> web.Response:
        got.append((request.path, dict(request.headers), await request.read()))
        return web.json_response({})

    app = web.Application()
    app.router.add_post("/{rest:.*}", take)
    async with TestServer(app, host="127.0.0.1") as server:
        made = await api.made(
            "/v1/channels", {"name": "x", "webhook": {"url": str(server.make_url("/hook"))}}
        )
        ntfy = await api.made(
            "/v1/channels", {"name": "x", "apprise": {"url": f"ntfy://127.0.0.1:{server.port}/t"}}
        )
        for one in (made, ntfy):
            tried = (await api.post(f"/v1/channels/{one['id']}/test")).json()
            assert tried["delivered"], tried
    (path, headers, body), (_, _, service) = got
    assert path == "/hook"
    standardwebhooks.Webhook(made["secret"]).verify(body, headers)
    assert b"Test of the channel" in service


async def test_what_went_wrong_is_said_and_counts_for_nothing(api: Api, told: Channels) -> None:
    made = await make(api, "email", host="127.0.0.1", port=9)
    tried = (await api.post(f"/v1/channels/{made['id']}/test")).json()
    assert not tried["delivered"]
    assert tried["message"].startswith("Nothing accepts connections at the mail server 127.0.0.1 port 9.")
    assert (await api.get(f"/v1/channels/{made['id']}")).json()["failures"] == 0


@on_sqlite
async def test_what_does_not_exist_is_not_tried(api: Api, told: Channels) -> None:
    unknown = await api.post("/v1/channels/chan_console/test", {"person": "person_none"})
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "person_not_found")
    theirs = await api.made("/v1/people", {"name": "x"}, key=api.other.admin)
    foreign = await api.post("/v1/channels/chan_console/test", {"person": theirs["id"]})
    assert foreign.status_code == 404
    for name in ("chan_none", "%00", "é", "x" * 200):
        for answer in (await api.get(f"/v1/channels/{name}"), await api.post(f"/v1/channels/{name}/test")):
            assert (answer.status_code, answer.json()["error"]["code"]) == (404, "channel_not_found")


MESSAGE = Message("x", "y", "ntc_1", "info")


async def row_of(api: Api, name: str) -> Row:
    row = await api.store.read(lambda conn: rows.find(conn, api.home.tenant_id, name))
    assert row is not None
    return row


@on_sqlite
async def test_a_secret_that_cannot_be_opened_is_a_failure_that_is_said(
    api: Api, told: Channels, expected_logs: Any
) -> None:
    row = await row_of(api, (await make(api, "email"))["id"])
    outcome = await told.send({**row, "sealed": b"x" * 40}, None, MESSAGE)
    assert outcome.error is not None
    assert outcome.error.endswith("make the channel anew.")
    assert not outcome.ok


@on_sqlite
async def test_who_does_not_answer_is_left_and_the_others_get_their_turn(api: Api, told: Channels) -> None:
    """Five that never answer, three at once: the last have their full time too, and nothing stays behind."""
    quick = Channels(api.store, vault(api), GUARD, told._post, timeout_s=0.3)
    async with mail_server(slow=True) as server, asyncio.timeout(10):
        made = await make(api, "email", host="127.0.0.1", port=server.port, tls="none")
        row = await row_of(api, made["id"])
        outcomes = await asyncio.gather(*(quick.send(row, None, MESSAGE) for _ in range(5)))
        for outcome in outcomes:
            assert "does not answer. Is it running" in str(outcome.error)
        assert len(server.greetings) == 5
        assert max(outcome.took_ms for outcome in outcomes) >= 550
        await quick.close()
        assert not quick._doors


@on_sqlite
async def test_whose_servers_do_not_answer_keeps_no_other_account_waiting(api: Api, told: Channels) -> None:
    async with mail_server(slow=True) as slow, mail_server() as good, asyncio.timeout(10):
        theirs = await make(api, "email", host="127.0.0.1", port=slow.port, tls="none")
        row = await row_of(api, theirs["id"])
        many = [asyncio.create_task(told.send(row, None, MESSAGE)) for _ in range(10)]
        while len(slow.greetings) < 3:
            await asyncio.sleep(0.01)
        plain = {"port": good.port, "user": None, "tls": "none"}
        other = {**row, "tenant_id": api.other.tenant_id, "sealed": None, "settings": row["settings"] | plain}
        assert (await told.send(other, None, MESSAGE)).ok
        assert len(slow.greetings) == 3
        for one in many:
            one.cancel()
        await asyncio.gather(*many, return_exceptions=True)


@on_sqlite
async def test_closing_ends_what_is_under_way(api: Api, told: Channels) -> None:
    async with mail_server(slow=True) as server, asyncio.timeout(10):
        made = await make(api, "email", host="127.0.0.1", port=server.port, tls="none")
        under_way = asyncio.create_task(told.send(await row_of(api, made["id"]), None, MESSAGE))
        while not server.greetings:
            await asyncio.sleep(0.01)
        await told.close()
        assert not (await under_way).ok


@on_sqlite
async def test_who_gives_up_waiting_ends_the_attempt(api: Api, told: Channels) -> None:
    async with mail_server(slow=True) as server, asyncio.timeout(10):
        made = await make(api, "email", host="127.0.0.1", port=server.port, tls="none")
        under_way = asyncio.create_task(told.send(await row_of(api, made["id"]), None, MESSAGE))
        while not server.greetings:
            await asyncio.sleep(0.01)
        under_way.cancel()
        with pytest.raises(asyncio.CancelledError):
            await under_way
        while told._doors:
            await asyncio.sleep(0.01)
