"""The front's promises: a commit outlives its client, nobody takes everything, a stop loses no reply."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable
from ipaddress import ip_network
from typing import cast

import pytest
from structlog.testing import capture_logs

from edge.push.limits import Limits
from edge.push.peers import Peers
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
    until,
)

# --- the handler: failures, and clients that go away --------------------------------------------------------


async def failing(request: DeviceRequest) -> DeviceReply:
    raise RuntimeError("the disk is on fire")


def failing_at_once(request: DeviceRequest) -> DeviceReply:
    raise RuntimeError("the disk is on fire")


def splitting(request: DeviceRequest) -> DeviceReply:
    return DeviceReply(headers={"X-A": "1\r\nX-B: 2"})


def lying(request: DeviceRequest) -> DeviceReply:
    return DeviceReply(b"NOT OK", 403)


@pytest.mark.parametrize("handler", [failing, failing_at_once, splitting, lying])
async def test_a_handler_that_fails_is_logged_and_answered_500(
    handler: Handler,
) -> None:
    with capture_logs() as logs:
        async with served(handler) as door:
            assert_refused(await door.exchange(post()), 500)
    (entry,) = logs
    assert (entry["event"], entry["endpoint"], entry["peer"]) == (
        "device_request_failed",
        "cdata",
        "127.0.0.1",
    )
    assert isinstance(entry["exc_info"], Exception)


@pytest.mark.parametrize("leave", ["reset", "close"])
async def test_a_client_that_goes_away_does_not_cancel_the_commit(leave: str) -> None:
    begun, gone, done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def committing(request: DeviceRequest) -> DeviceReply:
        begun.set()
        await gone.wait()
        await asyncio.sleep(0)
        done.set()
        return OK

    async with served(committing) as door:
        _, writer = await door.connect()
        writer.write(post())
        await begun.wait()
        if leave == "reset":
            reset(writer)
        await closed(writer)
        if leave == "reset":
            await until(lambda: door.front.connections == 0)
        gone.set()
        async with asyncio.timeout(5):
            await done.wait()
        await until(lambda: not door.front.running)


async def test_an_awaitable_that_is_no_coroutine_is_awaited_too() -> None:
    loop = asyncio.get_running_loop()

    def handler(request: DeviceRequest) -> Awaitable[DeviceReply]:
        reply: asyncio.Future[DeviceReply] = loop.create_future()
        loop.call_later(0.01, reply.set_result, OK)
        return reply

    async with served(handler) as door:
        assert body_of(await door.exchange(post())) == b"OK"


async def test_a_reply_that_is_cancelled_is_no_acknowledgement() -> None:
    loop = asyncio.get_running_loop()

    def handler(request: DeviceRequest) -> Awaitable[DeviceReply]:
        reply: asyncio.Future[DeviceReply] = loop.create_future()
        loop.call_soon(reply.cancel)
        return reply

    async with served(handler) as door:
        assert_refused(await door.exchange(post()), 503)


async def test_a_client_that_does_not_read_its_reply_is_dropped() -> None:
    asked = asyncio.Event()

    def handler(request: DeviceRequest) -> DeviceReply:
        asked.set()
        return DeviceReply(bytes(32 * 1024 * 1024))

    async with served(handler, limits=Limits(unread_seconds=0.05)) as door:
        with socket.socket() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.setblocking(False)
            await asyncio.get_running_loop().sock_connect(client, ("127.0.0.1", door.port))
            client.send(IDLE)
            await asked.wait()
            await until(lambda: door.front.connections == 0)


# --- limits -------------------------------------------------------------------------------------------------


class LoopbackIsNothingSpecial(Peers):
    """Treats 127.0.0.1 as any address on the internet, because tests have no other."""

    def unlimited(self, peer: str) -> bool:
        return False


async def refused_at_the_door(door: Door) -> bool:
    """A new connection is closed at once, without a word; otherwise it is served."""
    try:
        return await door.exchange(IDLE) == b""
    except ConnectionError:
        return True


async def test_one_address_has_so_many_connections_and_no_more() -> None:
    async with served(Recorder(), limits=Limits(per_address=2)) as door:
        door.front.peers = LoopbackIsNothingSpecial()
        held = [await door.connect() for _ in range(2)]
        await until(lambda: door.front.connections == 2)
        assert await refused_at_the_door(door)
        await closed(held[0][1])
        await until(lambda: door.front.connections == 1)
        assert not await refused_at_the_door(door)
        await closed(held[1][1])


async def test_loopback_and_trusted_networks_have_no_limit_of_their_own() -> None:
    async with served(Recorder(), limits=Limits(per_address=1)) as door:
        held = [await door.connect() for _ in range(3)]
        await until(lambda: door.front.connections == 3)
        assert not await refused_at_the_door(door)
        for _, writer in held:
            await closed(writer)


async def test_all_together_have_so_many_connections_and_no_more() -> None:
    async with served(Recorder(), limits=Limits(connections=2)) as door:
        held = [await door.connect() for _ in range(2)]
        await until(lambda: door.front.connections == 2)
        assert await refused_at_the_door(door)
        for _, writer in held:
            await closed(writer)
        await until(lambda: door.front.connections == 0)
        assert not await refused_at_the_door(door)


async def test_when_unfinished_requests_hold_too_much_memory_the_largest_is_refused() -> None:
    async with served(Recorder(), limits=Limits(held_bytes=50_000)) as door:
        small = await door.connect()
        small[1].write(post(body=PUNCH, length=len(PUNCH) * 2))
        await until(lambda: door.front.connections == 1)
        large = await door.connect()
        large[1].write(post(body=bytes(60_000), length=100_000))
        assert_refused(await large[0].read(), 503)
        small[1].write(PUNCH)
        assert body_of(await small[0].read()) == b"OK"
        await closed(small[1])
        await closed(large[1])
        await until(lambda: door.front.connections == 0)
        assert body_of(await door.exchange(post(body=bytes(40_000)))) == b"OK"


@pytest.mark.parametrize(
    ("proxies", "peer"), [(["127.0.0.0/8"], "41.1.2.3"), ([], "127.0.0.1"), (["10.0.0.0/8"], "127.0.0.1")]
)
async def test_only_a_trusted_proxy_may_say_for_whom_it_speaks(proxies: list[str], peer: str) -> None:
    recorder = Recorder()
    async with served(recorder, trusted_proxies=[ip_network(proxy) for proxy in proxies]) as door:
        await door.exchange(post(UPLOAD, PUNCH, b"X-Forwarded-For: 6.6.6.6", b"X-Forwarded-For: 41.1.2.3"))
    assert recorder.only.peer == peer


# --- stopping -----------------------------------------------------------------------------------------------


async def test_stopping_answers_what_is_under_way_and_closes_the_rest() -> None:
    begun, go = asyncio.Event(), asyncio.Event()

    async def committing(request: DeviceRequest) -> DeviceReply:
        begun.set()
        await go.wait()
        return OK

    async with served(committing) as door:
        idle = await door.connect()
        half = await door.connect()
        half[1].write(post(length=len(PUNCH) + 1))
        busy = asyncio.ensure_future(door.exchange(post()))
        await begun.wait()
        await until(lambda: door.front.connections == 3)
        stopping = asyncio.ensure_future(door.front.stop(5.0))
        assert await idle[0].read() == b""
        assert await half[0].read() == b""
        assert await refused_at_the_door(door)
        assert not stopping.done()
        go.set()
        await stopping
        assert body_of(await busy) == b"OK"
        assert door.front.connections == 0
        await closed(idle[1])
        await closed(half[1])


async def test_a_stop_does_not_wait_for_a_client_that_does_not_read() -> None:
    asked = asyncio.Event()

    def handler(request: DeviceRequest) -> DeviceReply:
        asked.set()
        return DeviceReply(bytes(32 * 1024 * 1024))

    async with served(handler) as door:
        reader, writer = await door.connect()
        writer.write(IDLE)
        await asked.wait()
        transport = cast(asyncio.Transport, writer.transport)
        transport.pause_reading()
        async with asyncio.timeout(5):
            await door.front.stop(0.02)
        await until(lambda: door.front.connections == 0)
        transport.resume_reading()
        await closed(writer)
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(32 * 1024 * 1024)


async def test_a_reply_too_late_for_the_stop_is_cancelled_and_not_acknowledged() -> None:
    cancelled = asyncio.Event()

    async def stuck(request: DeviceRequest) -> DeviceReply:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()
        return OK

    with capture_logs() as logs:
        async with served(stuck) as door:
            waiting = asyncio.ensure_future(door.exchange(post()))
            await until(lambda: len(door.front.running) == 1)
            await door.front.stop(0.02)
            assert cancelled.is_set()
            assert not door.front.running
            assert_refused(await waiting, 503)
    assert logs == [
        {"event": "device_replies_cancelled", "log_level": "warning", "count": 1, "after_seconds": 0.02}
    ]
