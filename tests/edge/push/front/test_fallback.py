"""Device requests behind aiohttp: the same answers, whether chunked or on a connection that a proxy keeps."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_network
from typing import Any

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from edge.push.fallback import fallback_routes, serve_fallback
from edge.push.limits import Limits
from edge.push.wire import OK, DeviceReply, DeviceRequest, Handler
from tests.edge.push.front.door import (
    IDLE,
    PUNCH,
    UPLOAD,
    Door,
    Recorder,
    assert_refused,
    body_of,
    closed,
    post,
    reset,
    served,
    status_of,
    web_server,
)

CHUNKED = b"POST " + UPLOAD + b" HTTP/1.1\r\nHost: e\r\nTransfer-Encoding: chunked\r\n"
API = b"GET /v1/me HTTP/1.1\r\nHost: e\r\n\r\n"


@asynccontextmanager
async def whole_edge(handler: Handler, **options: Any) -> AsyncIterator[Door]:
    """A front and, behind it, an application with an API route and the fallback."""

    async def me(request: web.Request) -> web.Response:
        return web.Response(text="me.")

    app = web.Application()
    app.router.add_get("/v1/me", me)
    async with served(handler, **options) as door:
        app.add_routes(fallback_routes(door.front))
        async with web_server(app, lingering_time=0.05) as door.front.web:
            yield door


async def after_api(door: Door, *pieces: bytes) -> bytes:
    """What a device request is answered on a connection that an API request opened."""
    reader, writer = await door.connect()
    try:
        writer.write(API)
        await reader.readuntil(b"me.")
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(0)
        async with asyncio.timeout(10):
            return await reader.read()
    finally:
        await closed(writer)


async def test_a_chunked_upload_is_served() -> None:
    recorder = Recorder()
    async with whole_edge(recorder) as door:
        chunks = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (5, PUNCH[:5], len(PUNCH) - 5, PUNCH[5:])
        answer = await door.exchange(CHUNKED + b"\r\n" + chunks)
    assert (status_of(answer), body_of(answer)) == (200, b"OK")
    assert b"\r\nContent-Type: text/plain;charset=UTF-8\r\n" in answer
    assert b"\r\nConnection: close\r\n" in answer
    assert (recorder.only.endpoint, recorder.only.body) == ("cdata", PUNCH)


@pytest.mark.parametrize(
    ("target", "endpoint"),
    [
        (UPLOAD, "cdata"),
        (b"/ICLOCK/cdata.aspx?SN=A1", "cdata"),
        (b"/iclock/iclock/getreq/?SN=A1", "getrequest"),
        (b"/cdata?SN=A1", "cdata"),
        (b"/getreq.aspx?SN=A1", "getrequest"),
        (b"/t/Secret_22/iclock/devicecmd?SN=A1", "devicecmd"),
        (b"/t/Secret_22/ping?SN=A1", "ping"),
        (b"/iclock?SN=A1", ""),
        (b"/iclock/service/control?SN=A1", "service/control"),
    ],
)
async def test_a_kept_connection_knows_the_same_device_paths(target: bytes, endpoint: str) -> None:
    recorder = Recorder()
    async with whole_edge(recorder) as door:
        assert body_of(await after_api(door, post(target))) == b"OK"
        assert body_of(await door.exchange(post(target))) == b"OK"
    behind, before = recorder.requests
    assert behind == before
    assert before.endpoint == endpoint


async def test_both_doors_hand_in_the_same_request() -> None:
    recorder = Recorder()
    sent = post(
        b"/t/s/iclock/cdata?SN=A1&INFO=a+b%20%D5%C5&x=1&x=2",
        b"\x00\xff" + PUNCH,
        b"X-Forwarded-For: 6.6.6.6",
        b"X-Forwarded-For: 41.1.2.3",
        b"X-Name: \xd5\xc5",
        b"Cookie: token=1",
        version=b"1.0",
    )
    async with whole_edge(recorder, trusted_proxies=[ip_network("127.0.0.0/8")]) as door:
        assert body_of(await after_api(door, sent)) == b"OK"
        assert body_of(await door.exchange(sent)) == b"OK"
    behind, before = recorder.requests
    assert behind == before
    assert before.peer == "41.1.2.3"
    assert before.query["info"] == b"a+b \xd5\xc5"


async def test_without_peers_nobody_speaks_for_another() -> None:
    recorder = Recorder()

    async def serve(request: web.Request) -> web.StreamResponse:
        return await serve_fallback(request, recorder)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", serve)
    async with web_server(app) as factory, served(recorder, factory) as door:
        answer = await door.exchange(CHUNKED + b"X-Forwarded-For: 6.6.6.6\r\n\r\n0\r\n\r\n")
        assert body_of(answer) == b"OK"
        assert_refused(await door.exchange(b"GET /v1 HTTP/1.1\r\nHost: e\r\n\r\n"), 404)
    assert recorder.only.peer == "127.0.0.1"


REFUSED = {
    "too large": (post(length=1_001), 413),
    "too many chunks": (CHUNKED + b"\r\n" + b"1f4\r\n%b\r\n" % bytes(500) * 3 + b"0\r\n\r\n", 413),
    "slow body": (post(length=len(PUNCH) + 1), 408),
    "slow chunks": (CHUNKED + b"\r\n5\r\nabc", 408),
    "no length": (b"POST " + UPLOAD + b" HTTP/1.1\r\nHost: e\r\n\r\n", 411),
}


@pytest.mark.parametrize(("sent", "status"), REFUSED.values(), ids=REFUSED.keys())
async def test_a_refusal_has_a_status_a_reason_and_no_ok(sent: bytes, status: int) -> None:
    recorder = Recorder()
    async with whole_edge(recorder, limits=Limits(body_bytes=1_000, body_seconds=0.05)) as door:
        assert_refused(await after_api(door, sent), status)
    assert not recorder.requests


@pytest.mark.usefixtures("expected_logs")  # aiohttp logs them
async def test_broken_chunks_are_never_acknowledged() -> None:
    recorder = Recorder()
    async with whole_edge(recorder, limits=Limits(body_seconds=0.05)) as door:
        assert status_of(await after_api(door, CHUNKED + b"\r\n5\r\nabcdeXX\r\n0\r\n\r\n")) == 400
        reader, writer = await door.connect()
        writer.write(CHUNKED + b"\r\n5\r\nab")
        await asyncio.sleep(0.02)
        writer.write(b"cdeXX\r\n0\r\n\r\n")
        assert_refused(await reader.read(), 408)  # aiohttp does not tell the waiting handler
        await closed(writer)
    assert not recorder.requests


@pytest.mark.usefixtures("expected_logs")  # aiohttp logs it
async def test_a_body_that_aiohttp_cannot_unpack_is_refused() -> None:
    recorder = Recorder()
    app = web.Application()
    sent = CHUNKED + b"Content-Encoding: gzip\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"
    async with served(recorder) as door:
        app.add_routes(fallback_routes(door.front))
        async with web_server(app, auto_decompress=True) as door.front.web:
            assert_refused(await door.exchange(sent), 400)
    assert not recorder.requests


async def test_a_slow_body_within_its_rate_is_served() -> None:
    recorder = Recorder()
    async with whole_edge(recorder, limits=Limits(body_seconds=0.05, body_rate=10)) as door:
        reader, writer = await door.connect()
        writer.write(CHUNKED + b"\r\n14\r\n" + bytes(20) + b"\r\n")
        await asyncio.sleep(0.1)
        writer.write(b"0\r\n\r\n")
        assert body_of(await reader.read()) == b"OK"
        await closed(writer)
    assert recorder.only.body == bytes(20)


@pytest.mark.usefixtures("expected_logs")  # aiohttp logs them
async def test_a_body_cut_short_never_reaches_the_handler() -> None:
    recorder = Recorder()
    async with whole_edge(recorder) as door:
        for sent in (post(length=len(PUNCH) + 1), CHUNKED + b"\r\n5\r\nab"):
            reader, writer = await door.connect()
            writer.write(API)
            await reader.readuntil(b"me.")
            writer.write(sent)
            writer.write_eof()
            assert b"200" not in await reader.read()
            await closed(writer)
    assert not recorder.requests


async def failing(request: DeviceRequest) -> DeviceReply:
    raise RuntimeError("the disk is on fire")


def splitting(request: DeviceRequest) -> DeviceReply:
    return DeviceReply(headers={"X-A": "1\r\nX-B: 2"})


@pytest.mark.parametrize("handler", [failing, splitting])
async def test_a_handler_that_fails_is_logged_and_answered_500(handler: Handler) -> None:
    with capture_logs() as logs:
        async with whole_edge(handler) as door:
            assert_refused(await after_api(door, post()), 500)
    (entry,) = logs
    assert (entry["event"], entry["endpoint"], entry["peer"]) == (
        "device_request_failed",
        "cdata",
        "127.0.0.1",
    )


async def test_a_reply_given_at_once_keeps_its_status_and_headers() -> None:
    reply = DeviceReply(b"part", 206, {"Content-Range": "bytes 0-3/9"})
    async with whole_edge(lambda request: reply) as door:
        answer = await after_api(door, IDLE)
    assert status_of(answer) == 206
    assert b"\r\nContent-Range: bytes 0-3/9\r\n" in answer
    assert body_of(answer) == b"part"


async def test_a_client_that_goes_away_does_not_cancel_the_commit() -> None:
    begun, gone, done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def committing(request: DeviceRequest) -> DeviceReply:
        begun.set()
        await gone.wait()
        done.set()
        return OK

    async with whole_edge(committing) as door:
        reader, writer = await door.connect()
        writer.write(API)
        await reader.readuntil(b"me.")
        writer.write(post())
        await begun.wait()
        reset(writer)
        await closed(writer)
        await asyncio.sleep(0.05)
        gone.set()
        async with asyncio.timeout(5):
            await done.wait()
