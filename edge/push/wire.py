"""What the transport hands to the session and what it gets back: the door between HTTP and the dialects."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final


@dataclass(slots=True)  # frozen ones take several times as long to make
class DeviceRequest:
    """One request of a terminal, its body complete.

    `endpoint` is the canonical lower-case name after `/iclock/` (`cdata`, `getrequest`, `devicecmd`, …; the
    aliases of PROTOCOL.md §1.1 are resolved); what follows `file/` is as sent. `query` keeps the last of
    repeated names, names lower-cased, values percent-decoded bytes, never stripped. `headers` are
    lower-cased, first of duplicates wins. `secure`: it came over TLS.
    """

    method: str
    endpoint: str
    query: Mapping[str, bytes]
    headers: Mapping[str, str]
    body: bytes
    peer: str
    tenant_secret: str | None = None
    http10: bool = False
    secure: bool = False


_NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(slots=True)
class DeviceReply:
    """What goes back: `text/plain`, closed after the body (PROTOCOL.md §1.2). `file`: it goes back instead of
    the body, or the ranges of it that were asked for; only the web server can send one."""

    body: bytes = b"OK"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: _NO_HEADERS)
    file: Path | None = None


OK = DeviceReply()

# A reply that needs no waiting is given at once; one that waits for a commit is awaited by the transport.
Handler = Callable[[DeviceRequest], DeviceReply | Awaitable[DeviceReply]]
