"""Turns a reply into bytes that old clients can read, and words refusals so that none is taken for an OK."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from email.utils import formatdate
from http import HTTPStatus

from edge.push.wire import DeviceReply

# Old firmware wants `text/plain` in it; HTTP libraries without the charset read names as Latin-1.
CONTENT_TYPE = "text/plain;charset=UTF-8"
HEAD_LIMIT = 1024  # old clients copy the header block into a buffer of 2 kB (PROTOCOL.md §1.2)

_RESERVED = frozenset({"connection", "content-length", "content-type", "date", "transfer-encoding"})
_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_VALUE = re.compile(r"[\t\x20-\x7e]*")

_REFUSALS = {
    400: "This request cannot be read: its first line or its lengths are malformed. Check the terminal's "
    "server address, port and http/https setting.",
    404: "Nothing is served under this path on this port. Terminals use /iclock/: set the terminal's server "
    "address to this host and port without a path.",
    408: "The request did not arrive in time and nothing of it was stored. Check the terminal's network; "
    "it will send the same data again.",
    411: "The upload does not say how long it is, so it may be cut short; nothing of it was stored. "
    "Send it again with a Content-Length header.",
    413: "The upload is larger than this server takes and nothing of it was stored. Send it in smaller "
    "parts, or have the size limit raised.",
    431: "The first line and the headers are too long together. Shorten the address and put data into the "
    "body.",
    500: "The server failed while handling this request and did not confirm it. Send it again; "
    "the server's log names the cause under device_request_failed.",
    501: "This Transfer-Encoding is not supported and nothing was stored. Send it again with a "
    "Content-Length header.",
    503: "The server has too much under way or is shutting down; nothing of this request was confirmed. "
    "Send it again in a minute.",
}


def refusal(status: int) -> DeviceReply:
    """The reply that refuses a request with `status`: what happened, what to do, never the letters OK."""
    return DeviceReply(f"{_REFUSALS[status]}\n".encode(), status)


def check(reply: DeviceReply) -> None:
    """Raises ValueError for a reply that must not leave: a header that would split or outgrow the block, or a
    refusal that a client could read as an acknowledgement (contract §2)."""
    if reply.file is not None:
        raise ValueError("a file goes through the web server, which knows ranges")
    for name, value in reply.headers.items():
        if name.lower() in _RESERVED:
            raise ValueError(f"reply header {name!r} is written by the transport; leave it out")
        if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            raise ValueError(f"reply header {name!r} is not one line of ASCII text")
    if reply.status >= 400 and b"OK" in reply.body:
        raise ValueError(f"a reply with status {reply.status} must not hold the letters OK")


class ReplyWriter:
    """Writes reply bytes; keeps the Date line for the second it is true."""

    __slots__ = ("_clock", "_date", "_ok_head", "_second")

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._second = -1
        self._date = ""
        self._ok_head = b""

    def bytes_of(self, reply: DeviceReply, *, without_body: bool = False) -> bytes:
        """Header block in Title-Case and body, HTTP/1.1 also towards 1.0 clients: they take either
        (PROTOCOL.md §1.2). `without_body` answers HEAD. Raises ValueError as `check`."""
        second = int(self._clock())
        if second != self._second:
            self._tick(second)
        if reply.status == 200 and not reply.headers and reply.file is None:
            head = b"%b%d\r\n\r\n" % (self._ok_head, len(reply.body))
        else:
            head = self._full_head(reply)
        return head if without_body else head + reply.body

    def _tick(self, second: int) -> None:
        self._second = second
        self._date = formatdate(second, usegmt=True)
        self._ok_head = self._opening(200).encode() + b"Content-Length: "

    def _opening(self, status: int) -> str:
        try:
            phrase = HTTPStatus(status).phrase
        except ValueError:
            phrase = "Unnamed"
        return (
            f"HTTP/1.1 {status} {phrase}\r\nContent-Type: {CONTENT_TYPE}\r\nDate: {self._date}\r\n"
            "Connection: close\r\n"
        )

    def _full_head(self, reply: DeviceReply) -> bytes:
        check(reply)
        extra = "".join(f"{name}: {value}\r\n" for name, value in reply.headers.items())
        head = f"{self._opening(reply.status)}{extra}Content-Length: {len(reply.body)}\r\n\r\n".encode()
        if len(head) > HEAD_LIMIT:
            raise ValueError(f"the reply's headers take {len(head)} bytes; clients crash beyond {HEAD_LIMIT}")
        return head
