"""The live stream: resumable from any cursor, the same over WebSocket and server-sent events, never
another's.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa

from common.client import EdgeClient, KeyRefused, RequestRefused, StreamMessage, Unreachable
from edge import admission, keys, sites, stream, telling, tenants
from edge.app import Edge, running
from edge.settings import Settings
from edge.store.ids import now_us


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[tuple[Edge, str, str]]:
    """A running edge, its address and its admin key."""
    settings = Settings(data=tmp_path / "data", port=0, dev=True)
    async with running(settings) as (edge, at):
        yield edge, at.url, at.key_file.read_text().strip()


async def punch(url: str, serial: str, pin: int) -> None:
    body = f"{pin}\t2026-08-12 08:00:00\t0\t1\n"
    port = int(url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"POST /iclock/cdata?SN={serial}&table=ATTLOG HTTP/1.1\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    assert (await reader.read()).endswith(b"OK: 1")
    writer.close()


async def collect(
    client: EdgeClient, after: str | None, count: int, types: tuple[str, ...] = ()
) -> list[StreamMessage]:
    """The next so many messages that are no heartbeats."""
    found: list[StreamMessage] = []
    async with asyncio.timeout(20), aclosing(client.stream(after, types)) as messages:
        async for message in messages:
            if message.event != "heartbeat":
                found.append(message)
            if len(found) == count:
                return found
    raise AssertionError("the stream ended")


async def test_a_stream_resumes_after_any_cursor_and_repeats_nothing(served: tuple[Edge, str, str]) -> None:
    _, url, key = served
    for pin in range(5):
        await punch(url, "S1", pin)
    async with EdgeClient(url, key) as client:
        whole = await collect(client, "0.0", 7)  # registered, online and five punches
        for place, message in enumerate(whole[:-1]):
            rest = await collect(client, message.cursor, len(whole) - place - 1)
            assert [entry.body for entry in rest] == [entry.body for entry in whole[place + 1 :]]
    assert [entry.body["sequence"] for entry in whole] == list(range(1, 8))


async def test_without_a_cursor_only_what_is_new_is_told(served: tuple[Edge, str, str]) -> None:
    _, url, key = served
    await punch(url, "S1", 1)
    async with (
        EdgeClient(url, key) as client,
        aclosing(client.stream(None, ("attendance.created",))) as messages,
    ):
        first = await anext(messages)
        assert first.event == "heartbeat"
        await punch(url, "S1", 2)
        async with asyncio.timeout(5):
            assert (await anext(messages)).body["employee_id"] == "2"


async def test_a_heartbeat_follows_what_was_missed(served: tuple[Edge, str, str]) -> None:
    _, url, key = served
    for pin in range(3):
        await punch(url, "S1", pin)
    async with EdgeClient(url, key) as client, aclosing(client.stream("0.0")) as messages, asyncio.timeout(5):
        heard = [await anext(messages) for _ in range(7)]
    assert [message.event == "heartbeat" for message in heard] == [True, *[False] * 5, True]
    assert heard[-1].cursor == heard[-2].cursor


async def test_types_narrow_what_is_told(served: tuple[Edge, str, str]) -> None:
    _, url, key = served
    await punch(url, "S1", 1)
    async with EdgeClient(url, key) as client:
        (message,) = await collect(client, "0.0", 1, ("device.online",))
    assert message.event == "device.online"


async def test_a_web_socket_tells_the_same(served: tuple[Edge, str, str]) -> None:
    _, url, key = served
    await punch(url, "S1", 1)
    async with EdgeClient(url, key) as client:
        expected = [dict(message.body) for message in await collect(client, "0.0", 3)]
    headers = {"Authorization": f"Bearer {key}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.ws_connect(f"{url}/v1/stream") as ws,
    ):
        await ws.send_json({"after": "0.0", "types": ["*"]})
        found: list[dict[str, Any]] = []
        async with asyncio.timeout(10):
            while len(found) < 3:
                message = json.loads(await ws.receive_str())
                found += [message] if message["event"] != "heartbeat" else []
    assert found == expected


@pytest.mark.parametrize("hello", ["nonsense", "[]", '{"after": 5}', '{"after": "x.y"}', '{"types": "all"}'])
async def test_a_web_socket_that_asks_wrongly_is_told_why(served: tuple[Edge, str, str], hello: str) -> None:
    _, url, key = served
    headers = {"Authorization": f"Bearer {key}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.ws_connect(f"{url}/v1/stream") as ws,
    ):
        await ws.send_str(hello)
        said = json.loads(await ws.receive_str())
        assert said["event"] == "error"
        assert said["message"].endswith(".")


async def test_a_cursor_that_is_none_is_refused_before_the_stream_begins(
    served: tuple[Edge, str, str],
) -> None:
    _, url, key = served
    async with EdgeClient(url, key) as client:
        with pytest.raises(RequestRefused) as caught:
            await collect(client, "nonsense", 1)
    assert caught.value.code == "cursor_invalid"


async def test_a_stream_ends_with_the_server_and_nothing_is_left_running(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", port=0, dev=True)
    async with running(settings) as (edge, at):
        key = at.key_file.read_text().strip()
        client = EdgeClient(at.url, key)
        reading = asyncio.create_task(collect(client, None, 1))
        async with asyncio.timeout(5), aclosing(client.stream(None)) as other:
            await anext(other)
            while edge.streams.readers < 2:
                await asyncio.sleep(0.01)
    with pytest.raises(Unreachable):
        await reading
    await client.close()
    assert edge.streams.readers == 0


async def test_a_stream_that_is_asked_for_while_the_server_stops_is_refused(
    served: tuple[Edge, str, str],
) -> None:
    edge, url, key = served
    await edge.streams.close()
    async with EdgeClient(url, key) as client:
        with pytest.raises(RequestRefused) as refused:
            await collect(client, None, 1)
    assert refused.value.code == "unavailable"


async def test_a_stream_ends_with_its_key(served: tuple[Edge, str, str]) -> None:
    edge, url, key = served
    async with EdgeClient(url, key) as admin:
        made = await admin.post("/v1/keys", {"name": "x", "role": "viewer"})
        async with (
            EdgeClient(url, made["key"]) as client,
            aclosing(client.stream(None)) as messages,
            asyncio.timeout(5),
        ):
            assert (await anext(messages)).event == "heartbeat"
            await admin.delete(f"/v1/keys/{made['id']}")
            with pytest.raises(KeyRefused) as refused:
                await anext(messages)
            assert refused.value.code == "api_key_revoked"
    assert edge.streams.readers == 0


async def held_back(url: str, key: str, after: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A client that asks for the stream and then takes next to nothing."""
    host, _, port = url.removeprefix("http://").rpartition(":")
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    narrow.setblocking(False)
    await asyncio.get_running_loop().sock_connect(narrow, (host, int(port)))
    reader, writer = await asyncio.open_connection(sock=narrow, limit=1024)
    writer.write(
        f"GET /v1/stream?after={after} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n\r\n".encode()
    )
    return reader, writer


async def told(edge: Edge, count: int) -> None:
    """Tell the tenant so many things that take some room."""

    def unit(conn: sa.Connection) -> None:
        tenant_id = tenants.find(conn, "default")["id"]
        for number in range(count):
            telling.tell(
                conn, edge.store.ids, tenant_id, "webhook.disabled", webhook={"id": f"{number}" + "x" * 2600}
            )

    await edge.store.write(unit)


async def test_a_client_that_takes_nothing_is_let_go_and_holds_nobody_up(
    served: tuple[Edge, str, str],
) -> None:
    """More than a thousand events behind: it is told that it lagged and from where to go on."""
    edge, url, key = served
    reader, writer = await held_back(url, key, "0.0")
    while edge.streams.readers < 1:
        await asyncio.sleep(0.01)
    async with EdgeClient(url, key) as client, asyncio.timeout(30):
        quick = asyncio.create_task(collect(client, "0.0", 2500, ("webhook.disabled",)))
        while edge.streams.readers < 2:
            await asyncio.sleep(0.01)
        for _ in range(5):
            await told(edge, 500)
        assert len(await quick) == 2500
        await asyncio.sleep(2 * stream.LOOK_S)  # it takes nothing: that is what it is let go for
        got = bytearray()
        while piece := await reader.read(65536):
            got += piece
    lines = [line for line in got.split(b"\n") if line.startswith(b"data: {")]
    last = json.loads(lines[-1].removeprefix(b"data: "))
    assert last["event"] == "lagged"
    assert json.loads(lines[-2].removeprefix(b"data: "))["cursor"] == last["cursor"]
    assert len(lines) < 2500
    writer.close()


async def test_a_client_that_left_is_noticed_though_nothing_is_told(served: tuple[Edge, str, str]) -> None:
    edge, url, key = served
    async with EdgeClient(url, key) as client, aclosing(client.stream(None)) as messages:
        await anext(messages)
    async with asyncio.timeout(5):
        while edge.streams.readers:
            await asyncio.sleep(0.05)


async def test_a_key_has_twenty_streams_at_once(served: tuple[Edge, str, str]) -> None:
    edge, url, key = served
    async with AsyncExitStack() as stack, asyncio.timeout(10):
        client = await stack.enter_async_context(EdgeClient(url, key))
        for _ in range(20):
            messages = await stack.enter_async_context(aclosing(client.stream(None)))
            await anext(messages)
        with pytest.raises(RequestRefused) as refused:
            await collect(client, None, 1)
        assert refused.value.code == "rate_limited"
        assert edge.streams.readers == 20


async def test_a_cursor_older_than_events_are_kept_is_told_of_the_gap(
    served: tuple[Edge, str, str],
) -> None:
    _, url, key = served
    await punch(url, "S1", 1)
    async with EdgeClient(url, key) as client:
        gap, *others = await collect(client, "0.1", 3)
    assert gap.event == "gap"
    assert (gap.body["from"], others[0].event) == ("0.1", "device.registered")
    assert gap.cursor == gap.body["to"]


async def test_heartbeats_come_every_so_often(
    served: tuple[Edge, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, url, key = served
    assert stream.HEARTBEAT_S == 15
    monkeypatch.setattr(stream, "HEARTBEAT_S", 0.2)
    async with EdgeClient(url, key) as client, aclosing(client.stream(None)) as messages, asyncio.timeout(8):
        heard = [await anext(messages) for _ in range(3)]
    assert [message.event for message in heard] == ["heartbeat"] * 3


async def test_tenants_and_site_keys_hear_only_of_their_own(served: tuple[Edge, str, str]) -> None:
    edge, url, _ = served
    now, ids = now_us(), edge.store.ids

    def unit(conn: sa.Connection) -> tuple[str, str]:
        home = tenants.find(conn, "default")["id"]
        other = tenants.create(conn, ids, name="other", now=now)["id"]
        here = sites.create(conn, ids, home, name="Here", now=now)
        admission.register(conn, ids, home, serial="HERE1", now=now, site_id=here["id"])
        admission.register(conn, ids, home, serial="THERE1", now=now)
        admission.register(conn, ids, other, serial="OTHER1", now=now)
        _, of_other = keys.create(conn, ids, other, name="x", role="viewer", now=now)
        _, of_site = keys.create(conn, ids, home, name="y", role="viewer", now=now, site_ids=[here["id"]])
        return of_other, of_site

    of_other, of_site = await edge.store.write(unit)
    edge.changed()
    for serial in ("HERE1", "THERE1", "OTHER1"):
        await punch(url, serial, 1)
    for reader, serial, count in ((of_other, "OTHER1", 3), (of_site, "HERE1", 3)):
        async with EdgeClient(url, reader) as client:
            messages = await collect(client, "0.0", count)
        assert {message.body["device"]["serial_number"] for message in messages} == {serial}
