"""A port that takes TLS, plain, or both: the first byte decides, on every loop that serves."""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from edge import first_byte
from edge.first_byte import FirstByte, Takes
from tests.kit.certificates import Pair, self_signed

Logs = list[logging.LogRecord]
Scenario = Callable[[], Coroutine[Any, Any, None]]


@pytest.fixture(params=["asyncio", "uvloop"])
def on_loop(request: pytest.FixtureRequest) -> Callable[[Scenario], None]:
    """Runs a scenario on a loop of a kind."""
    factory = None
    if request.param == "uvloop":
        if sys.platform == "win32":
            pytest.skip("uvloop is not for Windows")
        import uvloop

        factory = uvloop.new_event_loop

    def run(scenario: Scenario) -> None:
        with asyncio.Runner(loop_factory=factory) as runner:
            runner.run(asyncio.wait_for(scenario(), 20))

    return run


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair.made(tmp_path)


class Echo(asyncio.Protocol):
    """Says what it is told, and whether over TLS."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport) or hasattr(transport, "write")
        self.transport: Any = transport

    def data_received(self, data: bytes) -> None:
        secure = self.transport.get_extra_info("sslcontext") is not None
        self.transport.write((b"tls:" if secure else b"plain:") + data)


@asynccontextmanager
async def listening(
    pair: Pair | None, *, plain: bool, **options: Any
) -> AsyncIterator[tuple[FirstByte, int]]:
    context = None if pair is None else server_context(pair)
    takes = Takes(None if context is None else lambda: context, Echo, plain)
    port = FirstByte(takes, **options)
    server = await asyncio.get_running_loop().create_server(port.protocol, "127.0.0.1", 0)
    try:
        yield port, server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await port.close()


def server_context(pair: Pair) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.cert, pair.key)
    return context


async def says(port: int, *pieces: bytes, tls: ssl.SSLContext | None = None) -> bytes:
    """What comes back for the first of the pieces, until there is nothing more."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=tls)
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
    try:
        return await reader.read(65_536)
    finally:
        writer.close()
        try:
            await writer.wait_closed()
        except OSError:
            pass  # reset, which some tests are about


def test_both_share_a_port(on_loop: Callable[[Scenario], None], pair: Pair) -> None:
    async def scenario() -> None:
        async with listening(pair, plain=True) as (_, port):
            assert await says(port, b"salam", tls=pair.client()) == b"tls:salam"
            assert await says(port, b"salam") == b"plain:salam"

    on_loop(scenario)


def test_a_hello_may_come_byte_by_byte(on_loop: Callable[[Scenario], None], pair: Pair) -> None:
    async def scenario() -> None:
        async with listening(pair, plain=False) as (_, port):
            assert await asyncio.to_thread(_dripped, port, pair.client()) == b"tls:drop"

    on_loop(scenario)


def _dripped(port: int, context: ssl.SSLContext) -> bytes:
    """TLS over a socket that takes one byte at a time while the hands are shaken, in blocking calls."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(incoming, outgoing, server_hostname="127.0.0.1")
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def until_done(step: Callable[[], Any]) -> Any:
            while True:
                try:
                    done = step()
                except ssl.SSLWantReadError:
                    done = None
                for byte in outgoing.read():
                    plain.sendall(bytes([byte]))
                if done is not None:
                    return done
                incoming.write(plain.recv(65_536))

        until_done(lambda: tls.do_handshake() or True)
        until_done(lambda: tls.write(b"drop"))
        return bytes(until_done(lambda: tls.read(100)))


def test_what_comes_with_the_end_of_the_handshake_is_not_lost(
    on_loop: Callable[[Scenario], None], pair: Pair
) -> None:
    async def scenario() -> None:
        async with listening(pair, plain=False) as (_, port):
            sent = bytes(200_000)
            reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=pair.client())
            writer.write(sent)
            heard = b""
            while heard.count(b"\0") < len(sent):
                heard += await reader.read(65_536)
            assert heard.replace(b"tls:", b"") == sent
            writer.close()

    on_loop(scenario)


@pytest.mark.usefixtures("expected_logs")
def test_who_speaks_plain_to_tls_can_read_why_and_takes_it_for_no_receipt(
    on_loop: Callable[[Scenario], None], pair: Pair
) -> None:
    async def scenario() -> None:
        async with listening(pair, plain=False) as (_, port):
            upload = b"POST /iclock/cdata?SN=A1&table=ATTLOG HTTP/1.1\r\nContent-Length: 900000\r\n\r\n"
            answer = await says(port, upload, bytes(900_000))
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 400 ")
        assert b"Content-Type: text/plain" in head
        assert b"Content-Length: %d" % len(body) in head
        assert b"https://" in body
        assert b"OK" not in answer.upper()

    on_loop(scenario)


def test_a_hello_where_nobody_speaks_tls_is_closed_and_named_once(
    on_loop: Callable[[Scenario], None], pair: Pair, expected_logs: Logs
) -> None:
    async def scenario() -> None:
        async with listening(None, plain=True) as (_, port):
            for _ in range(3):
                with pytest.raises((ssl.SSLError, ConnectionError)):
                    await says(port, b"x", tls=pair.client())
            assert await says(port, b"x") == b"plain:x"

    on_loop(scenario)
    (line,) = [record.getMessage() for record in expected_logs]
    assert "tls_on_plain_port" in line
    assert "address='127.0.0.1'" in line


def test_a_failed_handshake_is_closed_and_named_once(
    on_loop: Callable[[Scenario], None], pair: Pair, tmp_path: Path, expected_logs: Logs
) -> None:
    stranger = ssl.create_default_context(cadata=self_signed(tmp_path, "other.test").pem)

    async def scenario() -> None:
        async with listening(pair, plain=True) as (port, number):
            assert await says(number, b"\x16 is all that this has of a hello") == b""
            for _ in range(2):
                with pytest.raises(ssl.SSLCertVerificationError):
                    await says(number, b"x", tls=stranger)
            while port.handshakes:
                await asyncio.sleep(0.005)
            assert await says(number, b"x", tls=pair.client()) == b"tls:x"

    on_loop(scenario)
    (line,) = [record.getMessage() for record in expected_logs]
    assert "tls_handshake_failed" in line


@pytest.mark.usefixtures("expected_logs")
@pytest.mark.parametrize("sent", [b"", b"\x16", b"\x16\x03\x01\x02\x00\x01"])
def test_who_says_nothing_or_stops_half_way_is_let_go(
    on_loop: Callable[[Scenario], None], pair: Pair, sent: bytes
) -> None:
    async def scenario() -> None:
        async with listening(pair, plain=False, hello_s=0.2) as (port, number):
            reader, writer = await asyncio.open_connection("127.0.0.1", number)
            writer.write(sent)
            try:
                assert await asyncio.wait_for(reader.read(), 5) == b""
            except ConnectionResetError:
                pass
            writer.close()
            while port.handshakes or port._guests:
                await asyncio.sleep(0.005)
            assert not port._per_address

    on_loop(scenario)


@pytest.mark.usefixtures("expected_logs")
def test_one_address_cannot_take_all_the_room(
    on_loop: Callable[[Scenario], None], pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_byte, "PER_ADDRESS", 3)

    async def waiting(**options: Any) -> int:
        async with listening(pair, plain=True, **options) as (port, number):
            held = [await asyncio.open_connection("127.0.0.1", number) for _ in range(5)]
            closed = 0
            for reader, _ in held:
                try:
                    async with asyncio.timeout(0.1):
                        closed += await reader.read(1) == b""
                except TimeoutError:
                    pass
                except ConnectionResetError:
                    closed += 1
            for _, writer in held:
                writer.close()
            assert len(port._guests) <= 5
        return closed

    async def scenario() -> None:
        assert await waiting() == 2
        assert await waiting(unlimited=lambda address: address == "127.0.0.1") == 0

    on_loop(scenario)


@pytest.mark.usefixtures("expected_logs")
def test_a_stop_waits_for_nobody_undecided(on_loop: Callable[[Scenario], None], pair: Pair) -> None:
    async def scenario() -> None:
        async with listening(pair, plain=True) as (port, number):
            _, silent = await asyncio.open_connection("127.0.0.1", number)
            _, half = await asyncio.open_connection("127.0.0.1", number)
            half.write(b"\x16\x03\x01\x02\x00\x01")
            while not port.handshakes:
                await asyncio.sleep(0.005)
        assert not port.handshakes
        silent.close()
        half.close()

    on_loop(scenario)
