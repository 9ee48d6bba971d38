"""What a device's status rests on: its silence, its rhythm, its punches, what it asked and was answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from common.instants import parse_instant, rfc3339
from edge import app, keys, tenants
from edge.api import device_health
from edge.push.serving_attendance import MOST_LINES
from edge.settings import Settings
from edge.store.devices import save_presence
from edge.store.ids import now_us
from tests.edge.api.conftest import Api
from tests.kit.replies import body_of, status_of

LINE = b"1001\t2026-03-27 08:00:00\t0\t1\t\t0\t0\t\n"
SECOND = 1_000_000


@dataclass
class Whole:
    """An edge with all its parts, called by terminals and by one of its keys."""

    parts: app.Edge
    http: httpx.AsyncClient
    admin: str

    async def terminal(self, target: str, body: bytes | None = None) -> bytes:
        """What a terminal is answered, over a connection of its own."""
        at = urlsplit(str(self.http.base_url))
        reader, writer = await asyncio.open_connection(at.hostname, at.port)
        head = f"{'GET' if body is None else 'POST'} /iclock/{target} HTTP/1.1\r\nHost: edge\r\n"
        writer.write(f"{head}Content-Length: {len(body or b'')}\r\n\r\n".encode() + (body or b""))
        async with asyncio.timeout(10):
            answer = await reader.read()
        writer.close()
        return answer

    async def call(self, method: str, path: str, key: str = "", **rest: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {key or self.admin}"}
        return await self.http.request(method, path, headers=headers, **rest)

    async def register(self, serial: str, **members: Any) -> None:
        made = await self.call("POST", "/v1/devices", json={"serial_number": serial, **members})
        assert made.status_code == 201, made.text

    async def health(self, device: str) -> dict[str, Any]:
        answer = await self.call("GET", f"/v1/devices/{device}/health")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@asynccontextmanager
async def whole_edge(folder: Path) -> AsyncIterator[Whole]:
    async with (
        app.running(Settings(port=0, data=folder)) as (parts, served),
        httpx.AsyncClient(base_url=served.url, trust_env=False, timeout=30) as http,
    ):
        yield Whole(parts, http, served.key_file.read_text().strip())


@pytest.fixture
async def whole(tmp_path: Path) -> AsyncIterator[Whole]:
    async with whole_edge(tmp_path / "edge") as running:
        yield running


def asked(health: dict[str, Any]) -> list[tuple[str, int, int]]:
    return [(one["request"], one["status"], one["bytes"]) for one in health["exchanges"]]


async def test_what_a_terminal_asks_is_shown_with_status_and_size_newest_first(whole: Whole) -> None:
    await whole.register("A1")
    begun = now_us() // 1000 * 1000
    await whole.terminal("cdata?SN=A1&options=all&pushver=2.4.1")
    await whole.terminal("getrequest?SN=A1")
    assert body_of(await whole.terminal("cdata?SN=A1&table=ATTLOG&Stamp=1", LINE)) == b"OK: 1"
    await whole.terminal("cdata?SN=A1&table=OPERLOG&Stamp=1", b"OPLOG 0\t0\t2026-01-01 00:00:00\n")
    await whole.terminal("devicecmd?SN=A1", b"ID=1&Return=0&CMD=CHECK\n")
    health = await whole.health("A1")
    assert asked(health) == [
        ("devicecmd", 200, 24),
        ("cdata OPERLOG", 200, 30),
        ("cdata ATTLOG", 200, len(LINE)),
        ("getrequest", 200, 0),
        ("cdata init", 200, 0),
    ]
    at = [parse_instant(one["at"]) for one in health["exchanges"]]
    assert at == sorted(at, reverse=True)
    assert begun <= at[-1] <= at[0] <= now_us()
    stored = health["exchanges"][2]["took_ms"]
    assert 0 < stored < 10_000  # the commit was waited for
    assert (health["object"], health["status"], health["health"]) == ("device_health", "online", "ok")
    assert 0 <= health["silent_s"] < 10
    assert (health["offline_after_s"], health["uptime_percentage"]) == (600, 100.0)
    assert (health["last_punch_at"], health["punches_stored"]) == ("2026-03-27T08:00:00.000Z", 1)


async def test_a_refused_upload_shows_as_such(whole: Whole) -> None:
    await whole.register("A1")
    body = b"\n" * (MOST_LINES + 1)
    assert status_of(await whole.terminal("cdata?SN=A1&table=ATTLOG", body)) == 413
    await whole.terminal("exchange?SN=A1", b"key")
    assert asked(await whole.health("A1")) == [("exchange", 404, 3), ("cdata ATTLOG", 413, len(body))]


async def test_an_answer_that_fails_is_the_500_that_the_terminal_got(
    whole: Whole, monkeypatch: pytest.MonkeyPatch, expected_logs: list[Any]
) -> None:
    async def broken(upload: object) -> None:
        raise RuntimeError("broken")

    await whole.register("A1")
    monkeypatch.setattr(whole.parts.ingest, "submit", broken)
    assert status_of(await whole.terminal("cdata?SN=A1&table=ATTLOG", LINE)) == 500
    assert asked(await whole.health("A1")) == [("cdata ATTLOG", 500, len(LINE))]
    assert expected_logs


async def test_only_the_last_eight_are_shown(whole: Whole) -> None:
    await whole.register("A1")
    for number in range(10):
        await whole.terminal("cdata?SN=A1&table=NEWTHING", b"x" * (number + 1))
    assert [size for _, _, size in asked(await whole.health("A1"))] == [10, 9, 8, 7, 6, 5, 4, 3]


async def test_a_suspended_terminal_shows_what_it_asked_before_and_how_long_ago(whole: Whole) -> None:
    await whole.register("A1")
    await whole.terminal("getrequest?SN=A1")
    await whole.call("POST", "/v1/devices/A1/suspend")
    before = await whole.health("A1")
    assert status_of(await whole.terminal("cdata?SN=A1&table=ATTLOG", LINE)) == 403
    health = await whole.health("A1")
    assert health["status"] == "suspended"
    assert asked(health) == [("getrequest", 200, 0)]
    assert health["last_seen"] == before["last_seen"]
    await whole.call("POST", "/v1/devices/A1/resume")
    await whole.terminal("cdata?SN=A1&table=ATTLOG", LINE)
    assert asked(await whole.health("A1")) == [("cdata ATTLOG", 200, len(LINE)), ("getrequest", 200, 0)]


async def test_a_deleted_terminal_is_forgotten_and_a_waiting_one_was_never_known(whole: Whole) -> None:
    await whole.register("A1")
    await whole.terminal("getrequest?SN=A1")
    await whole.call("DELETE", "/v1/devices/A1")
    assert (await whole.call("GET", "/v1/devices/A1/health")).status_code == 404
    assert len(whole.parts.exchanges) == 0
    await whole.terminal("getrequest?SN=A1")
    await whole.terminal("getrequest?SN=STRANGER")
    assert len(whole.parts.exchanges) == 0
    await whole.register("A1")
    assert asked(await whole.health("A1")) == []


async def test_another_tenant_sees_nothing_of_it(whole: Whole) -> None:
    """Two tenants registered one serial number: the terminal is the first one's, and so is what it asks."""

    def second(conn: Any) -> str:
        ids, now = whole.parts.store.ids, now_us()
        tenant = tenants.create(conn, ids, name="other", now=now)
        return keys.create(conn, ids, tenant["id"], name="admin", role="admin", now=now)[1]

    theirs = await whole.parts.store.write(second)
    await whole.register("A1")
    await whole.terminal("getrequest?SN=A1")
    ours = await whole.health("A1")
    for name in ("A1", ours["id"]):
        assert (await whole.call("GET", f"/v1/devices/{name}/health", theirs)).status_code == 404
    made = await whole.call("POST", "/v1/devices", theirs, json={"serial_number": "A1"})
    assert made.status_code == 201, made.text
    health = (await whole.call("GET", "/v1/devices/A1/health", theirs)).json()
    assert (health["status"], health["silent_s"], health["exchanges"]) == ("new", None, [])


async def test_a_key_limited_to_a_site_is_told_nothing_of_what_stands_elsewhere(api: Api) -> None:
    await api.made("/v1/sites", {"name": "Old"})
    await api.made("/v1/sites", {"name": "New"})
    device = await api.device("A1", site="old")
    limited = await api.key("viewer", site_ids=["new"])
    missing = await api.get("/v1/devices/nobody/health", key=limited)
    elsewhere = await api.get("/v1/devices/A1/health", key=limited)
    assert missing.status_code == elsewhere.status_code == 404
    assert elsewhere.json()["error"]["code"] == "device_not_found"

    noon = parse_instant("2026-03-27T12:00:00Z")
    await api.punch(device["id"], {"punched_at": noon + 5 * SECOND}, {"punched_at": noon + 6 * SECOND})
    await api.patch("/v1/devices/A1", {"site": "new"})
    moved = (await api.get("/v1/devices/A1/health", key=limited)).json()
    assert (moved["last_punch_at"], moved["punches_stored"]) == (None, 0)
    await api.punch(device["id"], {"punched_at": noon})
    moved = (await api.get("/v1/devices/A1/health", key=limited)).json()
    assert (moved["last_punch_at"], moved["punches_stored"]) == (rfc3339(noon), 1)
    everywhere = (await api.get("/v1/devices/A1/health")).json()
    assert (everywhere["last_punch_at"], everywhere["punches_stored"]) == (rfc3339(noon + 6 * SECOND), 3)


async def test_silence_and_rhythm_are_told_as_far_as_they_are_known(api: Api) -> None:
    device = await api.device("A1")
    never = (await api.get("/v1/devices/A1/health")).json()
    assert (never["id"], never["status"]) == (device["id"], "new")
    unknown = ("last_seen", "silent_s", "offline_after_s", "poll_interval_s", "last_punch_at")
    assert [never[name] for name in unknown] == [None] * 5
    assert never["uptime_percentage"] is None
    assert (never["punches_stored"], never["exchanges"]) == (0, [])

    internal = await api.internal_id(device["id"])
    seen = now_us() - 90 * SECOND
    row = {
        "tenant_id": api.home.tenant_id,
        "device_id": internal,
        "last_seen_at": seen,
        "online": True,
        "changed_at": seen,
        "address": "10.0.0.9",
        "poll_interval_us": 30 * SECOND,
    }
    await api.store.write(lambda conn: save_presence(conn, [row]))
    remembered = (await api.get("/v1/devices/A1/health")).json()
    assert (remembered["status"], remembered["poll_interval_s"]) == ("online", 30.0)
    assert remembered["offline_after_s"] == 105.0
    assert 90 <= remembered["silent_s"] < 120

    api.presence[(api.home.tenant_id, internal)] = (False, seen - 60 * SECOND, 42.0)
    live = (await api.get("/v1/devices/A1/health")).json()
    assert (live["status"], live["offline_after_s"]) == ("offline", 42.0)
    assert live["last_seen"] == rfc3339(seen - 60 * SECOND)
    assert 150 <= live["silent_s"] < 180


async def test_punches_are_counted_as_long_as_that_is_quick(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_health, "MOST_COUNTED", 3)
    device, other = await api.device("A1"), await api.device("A2")
    await api.punch(other["id"], {}, {})
    for count, told in ((3, 3), (4, None)):
        await api.punch(device["id"], *[{}] * (3 if count == 3 else 1))
        assert (await api.get("/v1/devices/A1/health")).json()["punches_stored"] == told


async def test_the_last_punch_is_the_one_made_last_not_the_one_received_last(whole: Whole) -> None:
    await whole.register("A1")
    later = datetime(2026, 3, 27, 9, tzinfo=UTC)
    for moment in (later, later - timedelta(days=30)):
        line = f"7\t{moment:%Y-%m-%d %H:%M:%S}\t0\t1\n".encode()
        await whole.terminal("cdata?SN=A1&table=ATTLOG", line)
    health = await whole.health("A1")
    assert (health["last_punch_at"], health["punches_stored"]) == ("2026-03-27T09:00:00.000Z", 2)
