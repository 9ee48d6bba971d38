"""A device front on a real loopback socket, and raw clients that say exactly what a test wants said."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from edge.push.transport import DeviceFront
from edge.push.wire import OK, DeviceReply, DeviceRequest, Handler

PUNCH = b"1\t2026-03-02 08:01:00\t0\t1\t0\t0\n"
IDLE = b"GET /iclock/getrequest?SN=A1 HTTP/1.1\r\nHost: edge\r\n\r\n"
UPLOAD = b"/iclock/cdata?SN=A1&table=ATTLOG&Stamp=9999"


class Recorder:
    """A handler that remembers its requests and answers OK after a turn of the loop, as after a commit."""

    def __init__(self) -> None:
        self.requests: list[DeviceRequest] = []

    def __call__(self, request: DeviceRequest) -> Awaitable[DeviceReply]:
        self.requests.append(request)
        return self._commit()

    async def _commit(self) -> DeviceReply:
        await asyncio.sleep(0.005)
        return OK

    @property
    def only(self) -> DeviceRequest:
        (request,) = self.requests
        return request


@dataclass
class Door:
    """Where the front listens."""

    front: DeviceFront
    port: int
    tls: ssl.SSLContext | None = None

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.port, ssl=self.tls)

    async def exchange(self, *pieces: bytes, half_close: bool = False) -> bytes:
        """Sends the pieces one by one, and returns all that comes back until the server closes."""
        reader, writer = await self.connect()
        try:
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0)
            if half_close:
                writer.write_eof()
            async with asyncio.timeout(10):
                return await reader.read()
        finally:
            await closed(writer)


async def closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    try:
        await writer.wait_closed()
    except ConnectionError:
        pass  # the server reset it first, which is what some tests are about


async def until(holds: Callable[[], bool]) -> None:
    """Waits for what no event of the client's announces: the server's side of a socket."""
    async with asyncio.timeout(5):
        while not holds():
            await asyncio.sleep(0.002)


@asynccontextmanager
async def served(
    handler: Handler,
    make_web: Callable[[], asyncio.Protocol] | None = None,
    *,
    tls: tuple[ssl.SSLContext, ssl.SSLContext] | None = None,
    **options: Any,
) -> AsyncIterator[Door]:
    """Serves on a free port; `tls` is the server's and the client's context."""
    front = DeviceFront(handler, make_web, **options)
    server = await asyncio.get_running_loop().create_server(
        front.protocol, "127.0.0.1", 0, ssl=tls[0] if tls else None
    )
    try:
        yield Door(front, server.sockets[0].getsockname()[1], tls[1] if tls else None)
    finally:
        server.close()
        await front.stop(1.0)


@asynccontextmanager
async def web_server(app: web.Application, **options: Any) -> AsyncIterator[Callable[[], asyncio.Protocol]]:
    """The protocol factory of a real aiohttp server, set up as the edge sets it up."""
    usual = {"access_log": None, "auto_decompress": False, "keepalive_timeout": 75}
    runner = web.AppRunner(app, **(usual | options))
    await runner.setup()
    assert runner.server is not None
    try:
        yield runner.server
    finally:
        await runner.cleanup()


def post(
    target: bytes = UPLOAD,
    body: bytes = PUNCH,
    *headers: bytes,
    length: int | None = None,
    version: bytes = b"1.1",
) -> bytes:
    """An upload as terminals write it; `length` overrides what Content-Length claims."""
    lines = [
        b"POST " + target + b" HTTP/" + version,
        b"Host: edge:8080",
        b"User-Agent: iClock Proxy/1.09",
        b"Connection: close",
        *headers,
        b"Content-Length: %d" % (len(body) if length is None else length),
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def body_of(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


def assert_refused(answer: bytes, status: int) -> None:
    """A terminal reads this as a failure, a person reads why."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert status_of(answer) == status
    assert b"\r\nContent-Type: text/plain;charset=UTF-8\r\n" in head
    assert b"\r\nConnection: close\r\n" in head + b"\r\n"
    assert b"OK" not in answer.upper()
    assert len(body) > 40


def reset(writer: asyncio.StreamWriter) -> None:
    """Leaves with a reset instead of an end."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
