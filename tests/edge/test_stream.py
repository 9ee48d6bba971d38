"""The live stream: resumable from any cursor, the same over WebSocket and server-sent events, never
another's.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa

from common.client import EdgeClient, RequestRefused, StreamMessage, Unreachable
from edge import admission, keys, sites, tenants
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
    async with asyncio.timeout(10), aclosing(client.stream(after, types)) as messages:
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
        session.ws_connect(f"{url}/v1/stream") as socket,
    ):
        await socket.send_json({"after": "0.0", "types": ["*"]})
        found: list[dict[str, Any]] = []
        async with asyncio.timeout(10):
            while len(found) < 3:
                message = json.loads(await socket.receive_str())
                found += [message] if message["event"] != "heartbeat" else []
    assert found == expected


@pytest.mark.parametrize("hello", ["nonsense", "[]", '{"after": 5}', '{"after": "x.y"}', '{"types": "all"}'])
async def test_a_web_socket_that_asks_wrongly_is_told_why(served: tuple[Edge, str, str], hello: str) -> None:
    _, url, key = served
    headers = {"Authorization": f"Bearer {key}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.ws_connect(f"{url}/v1/stream") as socket,
    ):
        await socket.send_str(hello)
        said = json.loads(await socket.receive_str())
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
            await anext(other)  # by then the first is being served too
    with pytest.raises(Unreachable):
        await reading
    await client.close()
    assert edge.streams.readers == 0


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
