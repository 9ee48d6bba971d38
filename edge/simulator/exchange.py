"""One HTTP exchange as a terminal makes it: its own connection, no redirects (PROTOCOL.md §1)."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import time
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

HEAD_LIMIT = 65_536
BODY_LIMIT = 8 * 1024 * 1024
LITERAL_HEAD_BYTES = 2_048  # the response headers an old client has room for (§1.2)


class NoAnswer(Exception):
    """The server could not be reached, went away, or said something that is no HTTP answer."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where terminals push to: what is typed into their settings, and the address it resolves to."""

    host: str
    port: int
    prefix: str = ""
    tls: ssl.SSLContext | None = None
    address: str = ""

    @classmethod
    def parse(cls, url: str, tls: ssl.SSLContext | None = None) -> Server:
        """`http(s)://host[:port][/t/<secret>][/iclock]`; ValueError with one clear line for anything else.

        Without a context of its own an https server's certificate is not checked: terminals do not either
        (§11.2).
        """
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            raise ValueError(f"the port in {url!r} is no number from 0 to 65535") from None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url!r} is no server address: write http://HOST:PORT or https://HOST:PORT")
        prefix = parts.path.rstrip("/").removesuffix("/iclock")
        if parts.scheme == "http":
            return cls(parts.hostname, port or 80, prefix)
        return cls(parts.hostname, port or 443, prefix, tls or _trusting_context())

    async def resolved(self) -> Server:
        """The same with its address looked up, IPv4 first; unchanged where the name is not known just now.

        Thousands of terminals would else ask the resolver for every request.
        """
        try:
            found = await asyncio.get_running_loop().getaddrinfo(
                self.host, self.port, type=socket.SOCK_STREAM
            )
        except OSError:
            return self  # every exchange will try again and say what is wrong
        found.sort(key=lambda entry: entry[0] is not socket.AF_INET)
        return replace(self, address=str(found[0][4][0]))

    @property
    def host_header(self) -> str:
        """`host:port`, as terminals write it even for the usual ports."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def _trusting_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `headers` keep their spelling, old clients look at it; `took_s` is for all of it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    took_s: float = 0.0

    def header(self, name: str, literal: bool) -> str:
        """The first value of a header, matched to the letter where `literal`; empty where there is none."""
        for spelling, value in self.headers:
            if spelling == name or (not literal and spelling.lower() == name.lower()):
                return value
        return ""


async def exchange(server: Server, request: bytes, *, literal: bool, timeout_s: float) -> Answer:
    """Sends one finished request and reads the answer. Raises NoAnswer for every failure below HTTP.

    `literal` reads headers as the 2.0.x client does: a lower-case `content-length` is not seen, and headers
    beyond its buffer make it fail.
    """
    started = time.monotonic()
    try:
        async with asyncio.timeout(timeout_s):
            status, headers, body = await _converse(server, request, literal)
    except TimeoutError:
        raise NoAnswer(f"no answer from {server.host_header} within {timeout_s:g} s") from None
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, EOFError) as failure:
        raise NoAnswer(f"{server.host_header}: {failure or type(failure).__name__}") from None
    return Answer(status, headers, body, time.monotonic() - started)


async def _converse(
    server: Server, request: bytes, literal: bool
) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    reader, writer = await asyncio.open_connection(
        server.address or server.host,
        server.port,
        ssl=server.tls,
        server_hostname=server.host if server.tls else None,
        limit=HEAD_LIMIT,
    )
    try:
        writer.write(request)
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        status, headers = _read_head(head, literal)
        body = await _read_body(reader, Answer(status, headers, b""), literal)
        return status, headers, body
    finally:
        writer.close()
        try:
            await writer.wait_closed()
        except OSError:
            pass  # the server hung up first: what was read is complete all the same


def _read_head(head: bytes, literal: bool) -> tuple[int, tuple[tuple[str, str], ...]]:
    if literal and len(head) > LITERAL_HEAD_BYTES:
        raise EOFError(
            f"{len(head)} bytes of response headers overflow the {LITERAL_HEAD_BYTES} of this client"
        )
    first, *lines = head.decode("latin-1").split("\r\n")
    version, _, rest = first.partition(" ")
    code, blank, _ = rest.partition(" ")
    if (
        version not in ("HTTP/1.0", "HTTP/1.1")
        or not re.fullmatch(r"[0-9]{3}", code)
        or (literal and not blank)
    ):
        raise EOFError(f"not an HTTP answer: {first[:60]!r}")
    pairs = (line.partition(":") for line in lines if line)
    return int(code), tuple((name, value.strip()) for name, _, value in pairs)


async def _read_body(reader: asyncio.StreamReader, head: Answer, literal: bool) -> bytes:
    length = head.header("Content-Length", literal)
    if head.header("Transfer-Encoding", literal).lower() == "chunked":
        return await _read_chunks(reader)
    if not (length.isascii() and length.isdigit()):
        return await reader.read(BODY_LIMIT)
    if len(length) > 9 or int(length) > BODY_LIMIT:
        raise EOFError(f"a body of {length} bytes is more than a terminal can hold")
    return await reader.readexactly(int(length))


async def _read_chunks(reader: asyncio.StreamReader) -> bytes:
    body = bytearray()
    while True:
        line = await reader.readuntil(b"\r\n")
        try:
            size = int(line.split(b";")[0], 16)
        except ValueError:
            raise EOFError(f"not a chunk size: {line[:20]!r}") from None
        if size == 0:
            return bytes(body)
        if len(body) + size > BODY_LIMIT:
            raise EOFError("a chunked body larger than a terminal can hold")
        body += await reader.readexactly(size)
        await reader.readexactly(2)
