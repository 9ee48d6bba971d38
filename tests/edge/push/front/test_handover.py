"""One port for terminals, API and documentation: what is not the device side's reaches aiohttp untouched."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from tests.edge.push.conftest import TLS
from tests.edge.push.front.door import (
    PUNCH,
    Door,
    Recorder,
    body_of,
    closed,
    post,
    served,
    status_of,
    until,
    web_server,
)


@pytest.fixture(params=["plain", "tls"])
def tls(request: pytest.FixtureRequest, contexts: TLS) -> TLS | None:
    return contexts if request.param == "tls" else None


def application() -> web.Application:
    async def size(request: web.Request) -> web.Response:
        return web.json_response({"size": len(await request.read()), "query": request.query_string})

    async def echo(request: web.Request) -> web.WebSocketResponse:
        channel = web.WebSocketResponse()
        await channel.prepare(request)
        async for message in channel:
            await channel.send_str(message.data.upper())
        return channel

    app = web.Application(client_max_size=2 * 1024 * 1024)
    app.router.add_route("*", "/v1/size", size)
    app.router.add_get("/v1/stream", echo)
    return app


@asynccontextmanager
async def shared_port(tls: TLS | None) -> AsyncIterator[tuple[Door, Recorder, str, aiohttp.ClientSession]]:
    recorder = Recorder()
    async with (
        web_server(application()) as factory,
        served(recorder, factory, tls=tls) as door,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=tls[1] if tls else True)) as session,
    ):
        yield door, recorder, f"{'https' if tls else 'http'}://127.0.0.1:{door.port}", session


async def test_an_api_client_keeps_its_connection(tls: TLS | None) -> None:
    async with shared_port(tls) as (door, recorder, _, _):
        reader, writer = await door.connect()
        for _ in range(3):
            writer.write(b"GET /v1/size?a=b HTTP/1.1\r\nHost: e\r\n\r\n")
            assert body_of(await reader.readuntil(b"}")) == b'{"size": 0, "query": "a=b"}'
        writer.write(b"POST /v1/size HTTP/1.1\r\nHost: e\r\nContent-Length: 900000\r\n\r\n" + bytes(900_000))
        assert body_of(await reader.readuntil(b"}")) == b'{"size": 900000, "query": ""}'
        await closed(writer)
    assert not recorder.requests


async def test_a_websocket_works(tls: TLS | None) -> None:
    async with (
        shared_port(tls) as (_, _, url, session),
        session.ws_connect(f"{url}/v1/stream") as channel,
    ):
        for text in ("salam", "bonjour"):
            await channel.send_str(text)
            assert await channel.receive_str() == text.upper()


async def test_terminals_and_api_share_the_port(tls: TLS | None) -> None:
    async with shared_port(tls) as (door, recorder, url, session):
        answer = await door.exchange(post())
        async with session.get(f"{url}/v1/size") as api:
            assert api.status == 200
    assert (status_of(answer), body_of(answer)) == (200, b"OK")
    assert recorder.only.body == PUNCH


async def test_what_arrived_before_the_hand_over_is_not_lost(tls: TLS | None) -> None:
    request = b"POST /v1/size HTTP/1.1\r\nHost: e\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc"
    async with shared_port(tls) as (door, _, _, _):
        answer = await door.exchange(*(bytes([byte]) for byte in request))
    assert body_of(answer) == b'{"size": 3, "query": ""}'


async def test_a_body_that_comes_after_the_hand_over_arrives(tls: TLS | None) -> None:
    async with shared_port(tls) as (door, _, _, _):
        reader, writer = await door.connect()
        writer.write(b"POST /v1/size HTTP/1.1\r\nHost: e\r\nConnection: close\r\nContent-Length: 3\r\n\r\n")
        await asyncio.sleep(0.02)
        writer.write(b"abc")
        assert body_of(await reader.read()) == b'{"size": 3, "query": ""}'
        await closed(writer)


async def test_an_unknown_path_is_answered_by_the_web_server(tls: TLS | None) -> None:
    async with shared_port(tls) as (_, _, url, session), session.get(f"{url}/nothing") as answer:
        assert answer.status == 404
        assert "aiohttp" in answer.headers["Server"]


async def test_connections_handed_over_no_longer_count(tls: TLS | None) -> None:
    async with shared_port(tls) as (door, _, _, _):
        reader, writer = await door.connect()
        await until(lambda: door.front.connections == 1)
        writer.write(b"GET /v1/size HTTP/1.1\r\nHost: e\r\n\r\n")
        await reader.readuntil(b"}")
        assert door.front.connections == 0
        await closed(writer)


async def test_a_tls_hello_on_a_plain_port_is_closed(contexts: TLS) -> None:
    async with served(Recorder()) as door:
        with pytest.raises((ssl.SSLError, ConnectionError)):
            await Door(door.front, door.port, contexts[1]).connect()
        assert not door.front.refused


@pytest.mark.usefixtures("expected_logs")
async def test_a_terminal_over_tls_gets_its_refusals_too(contexts: TLS) -> None:
    async with served(Recorder(), tls=contexts) as door:
        answer = await door.exchange(post(length=9 * 1024 * 1024))
    assert status_of(answer) == 413
