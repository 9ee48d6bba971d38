"""One attempt: a signed request to an address that may be reached, and what came of it. Nothing is thrown."""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Mapping
from functools import partial
from ipaddress import ip_address
from typing import Any, Final, cast

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import AddrInfoType
from aiohttp.http import HttpProcessingError, RawResponseMessage
from aiohttp.streams import StreamReader

from edge.webhooks.guard import BlockedAddress, Guard
from edge.webhooks.parcel import Outcome, Parcel, headers_of
from edge.webhooks.schedule import retry_after_s

TIMEOUT_S: Final = 10.0
CONNECT_S: Final = 5.0
MOST_READ: Final = 16 * 1024
MOST_KEPT: Final = 2_000
MOST_INFORMATIONAL: Final = 10
"""Answers like 100 Continue before the one that counts."""
IN_FLIGHT: Final = 128

# What a receiver might echo and must not be kept.
_SECRETS: Final = re.compile(r"whsec_[A-Za-z0-9+/=_-]+|pd_(?:live|test)_\w+")


class Sender:
    """Sends over one pool of connections. Close it when done."""

    def __init__(self, guard: Guard, resolver: AbstractResolver | None = None) -> None:
        resolver = resolver or aiohttp.ThreadedResolver()
        self._tls = _session(_Door(guard, resolver, plain=False))
        self._plain = _session(_Door(guard, resolver, plain=True))

    async def close(self) -> None:
        await self._tls.close()
        await self._plain.close()

    async def send(self, parcel: Parcel) -> Outcome:
        """Make one attempt."""
        session = self._tls if parcel.url.lower().startswith("https:") else self._plain
        began = time.monotonic()
        status: int | None = None
        response: str | None = None
        asked: str | None = None
        error, detail = None, None
        try:
            async with session.post(
                parcel.url, data=parcel.body, headers=headers_of(parcel, time.time()), allow_redirects=False
            ) as answer:
                status, asked = answer.status, answer.headers.get("Retry-After")
                response = _kept(await _beginning(answer))
        except (aiohttp.ClientError, ssl.SSLError, OSError, ValueError) as failure:
            cause = _cause(failure)
            error, detail = _word(failure, cause), str(cause)
        took_ms = round((time.monotonic() - began) * 1000)
        if status is not None:
            # The answer counts as soon as it is there, whatever becomes of its body.
            error = None if 200 <= status < 300 else f"http_{status}"
        wait_s = retry_after_s(status, asked, time.time_ns() // 1000)
        return Outcome(status, took_ms, error, response, wait_s, detail)


def _session(door: _Door) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=_Connector(resolver=door, socket_factory=door.open, limit=IN_FLIGHT, ttl_dns_cache=30),
        timeout=aiohttp.ClientTimeout(total=TIMEOUT_S, connect=CONNECT_S),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        skip_auto_headers=("Accept", "Accept-Encoding", "User-Agent"),
    )


class _Protocol(ResponseHandler):
    """Answers as aiohttp reads them, but only so many that say no more than that one will come: a receiver
    that says it for ever would keep the loop from everything else."""

    _informational = 0

    def feed_data(self, data: tuple[RawResponseMessage, StreamReader], size: int = 0) -> None:
        if not 100 <= data[0].code < 200:
            self._informational = 0
        elif self._informational >= MOST_INFORMATIONAL:
            if self.transport is not None:
                self.transport.abort()
            self.set_exception(HttpProcessingError(message="too many informational answers"))
            return
        else:
            self._informational += 1
        super().feed_data(data, size)


class _Connector(aiohttp.TCPConnector):
    """Makes connections that are read by `_Protocol`."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._factory = cast("partial[ResponseHandler]", partial(_Protocol, loop=self._loop))


class _Door(AbstractResolver):
    """The way out: names are resolved and sockets made by it. A name is refused altogether if any of its
    addresses may not be reached: of a mixed answer the next attempt could pick the other one."""

    def __init__(self, guard: Guard, resolver: AbstractResolver, *, plain: bool) -> None:
        self._guard = guard
        self._resolver = resolver
        self._plain = plain

    def open(self, info: AddrInfoType) -> socket.socket:
        """A socket for an address that may be reached. Raises BlockedAddress."""
        family, kind, proto, _, where = info
        self._guard.check(ip_address(str(where[0])), int(where[1]), plain=self._plain)
        made = socket.socket(family=family, type=kind, proto=proto)
        made.setblocking(False)
        return made

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        for result in found:
            self._guard.check(ip_address(result["host"]), port, plain=self._plain)
        return found

    async def close(self) -> None:
        await self._resolver.close()


async def _beginning(answer: aiohttp.ClientResponse) -> bytes:
    """The first bytes of an answer's body: no more is read, and the connection is then not used again."""
    read = b""
    try:
        while len(read) < MOST_READ:
            part = await answer.content.read(MOST_READ - len(read))
            if not part:
                return read
            read += part
    except (aiohttp.ClientError, OSError):
        return read
    answer.close()
    return read


def _kept(read: bytes) -> str | None:
    text = read.decode("utf-8", "replace").replace("\0", "")
    return _SECRETS.sub("[removed]", text[: MOST_KEPT * 2])[:MOST_KEPT] or None


def _cause(failure: Exception) -> Exception:
    return failure.os_error if isinstance(failure, aiohttp.ClientConnectorError) else failure


def _word(failure: Exception, cause: Exception) -> str:
    """What went wrong, as its owner may know it: no addresses, and nothing to measure."""
    if isinstance(cause, BlockedAddress):
        return "blocked_address"
    for word, kinds in _WORDS.items():
        if isinstance(failure, kinds):
            return word
    return "protocol"


_WORDS: Final[Mapping[str, tuple[type[Exception], ...]]] = {
    "timeout": (TimeoutError,),
    "tls": (aiohttp.ClientSSLError, ssl.SSLError),
    "dns": (aiohttp.ClientConnectorDNSError,),
    "connect": (aiohttp.ClientConnectorError, aiohttp.ServerDisconnectedError, ConnectionError),
}
