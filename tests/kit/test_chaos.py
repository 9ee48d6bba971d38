"""The chaos proxy does each thing it is told to, and nothing else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.kit.chaos import ChaosProxy, Faults


class Echo:
    """Sends back what it gets, and remembers in what pieces it came and how it ended."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.ended = asyncio.Event()
        self.tasks: set[asyncio.Task[None]] = set()

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.tasks.add(asyncio.create_task(self._serve(reader, writer)))

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(65536):
                self.pieces.append(piece)
                writer.write(piece)
                await writer.drain()
        except ConnectionError:
            pass  # ended is ended
        finally:
            writer.close()
            self.ended.set()

    @property
    def heard(self) -> bytes:
        return b"".join(self.pieces)


@asynccontextmanager
async def proxied() -> AsyncIterator[tuple[ChaosProxy, Echo]]:
    echo = Echo()
    server = await asyncio.start_server(echo.accept, "127.0.0.1", 0)
    try:
        async with ChaosProxy(server.sockets[0].getsockname()[:2]) as proxy:
            yield proxy, echo
    finally:
        server.close()
        await echo.stop()


class Client:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def exchange(self, sent: bytes) -> bytes:
        self.writer.write(sent)
        async with asyncio.timeout(5):
            return await self.reader.readexactly(len(sent))

    async def hears_nothing(self) -> bool:
        """Neither a byte nor an end, for a moment."""
        try:
            async with asyncio.timeout(0.1):
                await self.reader.read(1)
        except TimeoutError:
            return True
        return False


@asynccontextmanager
async def connected(proxy: ChaosProxy) -> AsyncIterator[Client]:
    client = Client(*await asyncio.open_connection("127.0.0.1", proxy.port))
    try:
        yield client
    finally:
        client.writer.transport.abort()


async def test_without_faults_it_is_not_there() -> None:
    sent = bytes(range(256)) * 4000
    async with proxied() as (proxy, echo), connected(proxy) as client:
        client.writer.write(sent)
        client.writer.write_eof()
        assert await client.reader.read() == sent
        assert echo.heard == sent


async def test_delay_holds_for_each_direction_alone() -> None:
    async with proxied() as (proxy, _), connected(proxy) as client:
        proxy.down.delay_s = 0.1
        started = time.monotonic()
        assert await client.exchange(b"ping") == b"ping"
        assert time.monotonic() - started >= 0.1
        assert proxy.up.delay_s == 0.0


async def test_faults_begin_and_end_for_connections_that_stand() -> None:
    async with proxied() as (proxy, _), connected(proxy) as before:
        await before.exchange(b"ping")
        proxy.down = Faults(delay_s=0.1)
        async with connected(proxy) as meanwhile:
            for client in (before, meanwhile):
                started = time.monotonic()
                await client.exchange(b"ping")
                assert time.monotonic() - started >= 0.1
            proxy.down = Faults()
            started = time.monotonic()
            for client in (before, meanwhile):
                await client.exchange(b"ping")
            assert time.monotonic() - started < 0.1


async def test_throttled_bytes_take_their_time() -> None:
    async with proxied() as (proxy, _), connected(proxy) as client:
        proxy.up.bytes_per_s = 20_000
        proxy.up.piece = 500
        started = time.monotonic()
        await client.exchange(b"x" * 2000)
        assert time.monotonic() - started >= 0.1


async def test_bytes_arrive_one_by_one() -> None:
    async with proxied() as (proxy, echo), connected(proxy) as client:
        proxy.up.piece = 1
        assert await client.exchange(b"GET / HTTP/1.1") == b"GET / HTTP/1.1"
        assert len(echo.pieces) == 14


async def test_a_partition_drops_everything_until_it_heals() -> None:
    async with proxied() as (proxy, echo), connected(proxy) as before:
        await before.exchange(b"1")
        proxy.partition()
        before.writer.write(b"2")
        async with connected(proxy) as during:
            during.writer.write(b"3")
            assert await before.hears_nothing()
            assert await during.hears_nothing()
            assert echo.heard == b"1"
            proxy.heal()
            assert await before.reader.readexactly(1) == b"2"
            assert await during.reader.readexactly(1) == b"3"


async def test_the_server_ends_and_the_client_is_not_told() -> None:
    async with proxied() as (proxy, echo), connected(proxy) as client:
        await client.exchange(b"1")
        proxy.half_open(left="client")
        async with asyncio.timeout(5):
            await echo.ended.wait()
        client.writer.write(b"2")
        assert await client.hears_nothing()
        assert echo.heard == b"1"


async def test_the_client_ends_and_the_server_is_not_told() -> None:
    async with proxied() as (proxy, echo), connected(proxy) as client:
        await client.exchange(b"1")
        proxy.half_open(left="server")
        async with asyncio.timeout(5):
            assert await client.reader.read() == b""
        await asyncio.sleep(0.05)
        assert not echo.ended.is_set()


async def test_reset_reaches_the_client_as_a_reset() -> None:
    async with proxied() as (proxy, echo), connected(proxy) as client:
        await client.exchange(b"1")
        proxy.reset()
        with pytest.raises(ConnectionResetError):
            await client.exchange(b"2")
        async with asyncio.timeout(5):
            await echo.ended.wait()
        assert proxy.connections == 0


async def test_an_answer_is_cut_after_it_was_earned_and_only_once() -> None:
    async with proxied() as (proxy, echo), connected(proxy) as client:
        proxy.down.cut_after = 3
        client.writer.write(b"123456")
        async with asyncio.timeout(5):
            await echo.ended.wait()
        assert echo.heard == b"123456"
        assert proxy.down.cut_after is None
        async with connected(proxy) as again:
            assert await again.exchange(b"123456") == b"123456"


async def test_a_request_is_cut_where_it_was_told() -> None:
    async with proxied() as (proxy, echo), connected(proxy) as client:
        proxy.up.cut_after = 10
        await client.exchange(b"1234")
        with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
            await client.exchange(b"567890abc")
        async with asyncio.timeout(5):
            await echo.ended.wait()
        assert b"1234567890".startswith(echo.heard)  # a reset may overtake bytes


async def test_refused_connections_are_reset() -> None:
    async with proxied() as (proxy, echo):
        proxy.refusing = True
        async with connected(proxy) as client:
            with pytest.raises(ConnectionResetError):
                await client.exchange(b"1")
        proxy.refusing = False
        async with connected(proxy) as client:
            await client.exchange(b"2")
        assert echo.heard == b"2"


async def test_a_target_that_is_not_there_is_a_reset() -> None:
    async with ChaosProxy(("127.0.0.1", 9)) as proxy, connected(proxy) as client:
        with pytest.raises(ConnectionResetError):
            await client.exchange(b"1")


async def test_a_unix_socket_can_be_the_target(tmp_path: Path) -> None:
    echo = Echo()
    path = tmp_path / "s"
    server = await asyncio.start_unix_server(echo.accept, path)
    try:
        async with ChaosProxy(path) as proxy, connected(proxy) as client:
            assert await client.exchange(b"1") == b"1"
            proxy.reset()
            async with asyncio.timeout(5):
                await echo.ended.wait()
    finally:
        server.close()
        await echo.stop()
