"""Files a server tells a terminal to fetch: in one piece or in ranges of 1 MB (PROTOCOL.md §7.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from edge.simulator.courier import Courier
from edge.simulator.exchange import NoAnswer, Server
from edge.simulator.machine import Download

PIECE = 1024 * 1024
LARGEST = 64 * 1024 * 1024  # no terminal has room for more

Span = tuple[int, int]
"""First and last byte of a range."""
Ask = Callable[[Span | None], bytes]
"""The finished request for a range, or for the whole file."""


def origin_of(url: str, own: Server) -> Server | None:
    """Where a client turns that fetches an address itself; None: its own server, or it is no address."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return None
    try:
        origin = Server.parse(f"{parts.scheme}://{parts.netloc}", own.tls)
    except ValueError:
        return None
    same = (origin.host, origin.port) == (own.host, own.port)
    return replace(origin, address=own.address) if same else origin


async def fetch(courier: Courier, download: Download, ask: Ask, origin: Server | None = None) -> bytes | None:
    """The file; None where it could not be had. A dead line is a NoAnswer as ever."""
    try:
        if not download.ranged:
            answer = await courier.ask(ask(None), origin)
            return answer.body if answer.status == 200 else None
        return await _in_pieces(courier, ask, origin)
    except NoAnswer:
        if not courier.line_up:
            raise
        return None


async def _in_pieces(courier: Courier, ask: Ask, origin: Server | None) -> bytes | None:
    content = bytearray()
    while len(content) <= LARGEST:
        answer = await courier.ask(ask((len(content), len(content) + PIECE - 1)), origin)
        if answer.status == 200:
            return answer.body  # this server knows no ranges
        if answer.status == 416 and content:
            return bytes(content)  # the last piece ended just at the end
        if answer.status != 206 or len(answer.body) > PIECE:
            return None
        content += answer.body
        if len(answer.body) < PIECE:
            return bytes(content)
    return None
