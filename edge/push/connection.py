"""One terminal's connection: gathers head and body, asks the handler, answers, closes (PROTOCOL.md §1)."""

from __future__ import annotations

import asyncio
from enum import Enum, auto
from types import CoroutineType
from typing import TYPE_CHECKING, cast

import structlog

from edge.push.head import (
    BODY_METHODS,
    Head,
    HeadError,
    Place,
    decode_query,
    head_end,
    parse_head,
    place_of,
    restated,
    split_target,
    wants_file,
)
from edge.push.peers import Caller
from edge.push.reply import refusal
from edge.push.wire import DeviceReply, DeviceRequest

if TYPE_CHECKING:
    from edge.push.transport import DeviceFront

TLS_HELLO = 0x16

log = structlog.get_logger()


class _Phase(Enum):
    HEAD = auto()
    BODY = auto()
    REPLY = auto()  # the request is complete; what follows it is read and dropped
    CLOSING = auto()


class Connection(asyncio.Protocol):
    """One head, one body, one reply; made and counted by a DeviceFront."""

    __slots__ = (
        "_body_at",
        "_buffer",
        "_front",
        "_head",
        "_loop",
        "_phase",
        "_place",
        "_query",
        "_secure",
        "_timer",
        "_transport",
        "held",
        "peer",
    )

    _transport: asyncio.Transport | None
    _head: Head
    _place: Place
    _query: bytes

    def __init__(self, front: DeviceFront) -> None:
        self._front = front
        self._loop = asyncio.get_running_loop()
        self._transport = None
        self._timer: asyncio.TimerHandle | None = None
        self._phase = _Phase.HEAD
        self._buffer: bytearray | None = None
        self._body_at = 0
        self.held = 0
        self._secure = False
        self.peer = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        peer = transport.get_extra_info("peername")
        self.peer = peer[0] if peer else ""
        self._secure = transport.get_extra_info("sslcontext") is not None
        if self._front.admit(self):
            self._arm(self._front.limits.head_seconds)
        else:
            self.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._disarm()
        self._buffer = None
        self._front.forget(self)

    def data_received(self, data: bytes) -> None:
        if self._phase is _Phase.HEAD:
            self._gather_head(data)
        elif self._phase is _Phase.BODY:
            self._gather_body(data)

    def eof_received(self) -> bool | None:
        """True keeps the way back open for a client that half-closes after its request; TLS cannot."""
        if self._phase is _Phase.BODY and self._head.length is None:
            assert self._buffer is not None
            if self._buffer.endswith((b"\n", b"\r"), self._body_at):
                self._serve(bytes(memoryview(self._buffer)[self._body_at :]))
            else:
                self.refuse(411)
        if self._phase is not _Phase.REPLY or self._transport is None:
            return None
        return not self._secure

    def stop(self) -> None:
        """The server is stopping: close unless a reply is under way."""
        if self._phase is not _Phase.REPLY and self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """Drop the connection with whatever is unsent."""
        self._phase = _Phase.CLOSING
        if self._transport is not None:
            self._transport.abort()

    def refuse(self, status: int) -> None:
        """Answer an incomplete request and stop listening to it, but let the client finish sending: unread
        bytes would turn the close into a reset, and the client would never read why."""
        front = self._front
        front.refused[status] += 1
        front.release(self)
        self._buffer = None
        self._phase = _Phase.CLOSING
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        transport.write(front.replies.bytes_of(refusal(status)))
        if not transport.can_write_eof():
            transport.close()
            return
        try:
            transport.write_eof()
        except OSError:  # the client is gone
            transport.abort()
        self._arm(front.limits.linger_seconds)

    def _gather_head(self, data: bytes) -> None:
        window: bytes | bytearray
        searched = 0
        if self._buffer is None:
            data = window = data.lstrip(b"\r\n")
            if not data:
                return
            if not 0x20 <= data[0] < 0x7F:  # a TLS hello on a plain port, or no HTTP at all
                if data[0] == TLS_HELLO:
                    self._front.on_hello(self.peer)
                self.abort()
                return
        else:
            searched = max(len(self._buffer) - 3, 0)
            self._buffer += data
            window = self._buffer
        end = head_end(window, searched)
        if (len(window) if end < 0 else end) > self._front.limits.head_bytes:
            self.refuse(431)
        elif end < 0:
            self._keep(window, len(data))
        else:
            self._begin(window, end, len(data))

    def _begin(self, window: bytes | bytearray, end: int, fresh: int) -> None:
        """The head ends at `end` of `window`, whose last `fresh` bytes are not counted as held yet."""
        front = self._front
        try:
            head = parse_head(bytes(window[:end]))
        except HeadError as error:
            self.refuse(error.status)
            return
        path, self._query = split_target(head.target)
        place = place_of(path)
        if place is None or head.chunked:
            self._hand_over(bytes(window), 404 if place is None else 411)
            return
        if front.web is not None and wants_file(head, place):
            self._hand_over(restated(head, place), 404)
            return
        self._head = head
        self._place = place
        self._body_at = end
        length = head.length
        if length is None and head.method not in BODY_METHODS:
            length = 0
        size = len(window) - end if length is None else length
        if size > front.limits.body_bytes:
            self._too_large(size)
        elif length is None:
            self._await_body(window, fresh, front.limits.body_seconds)
        elif len(window) - end >= length:
            self._serve(bytes(window[end : end + length]))
        else:
            self._await_body(window, fresh, front.limits.body_deadline(length))

    def _hand_over(self, received: bytes, otherwise: int) -> None:
        """Give the connection to the web server as if it had been there from the start."""
        front, transport = self._front, self._transport
        if front.web is None or transport is None:
            self.refuse(otherwise)
            return
        self._disarm()
        self._transport = None
        front.forget(self)
        web = front.web()
        transport.set_protocol(web)
        web.connection_made(transport)
        web.data_received(received)

    def _await_body(self, window: bytes | bytearray, fresh: int, seconds: float) -> None:
        self._phase = _Phase.BODY
        self._arm(seconds)
        head = self._head
        begun = len(window) > self._body_at
        if not begun and not head.http10 and head.headers.get("expect", "").lower() == "100-continue":
            assert self._transport is not None
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        self._keep(window, fresh)

    def _keep(self, window: bytes | bytearray, fresh: int) -> None:
        """Hold an incomplete request until more of it arrives."""
        if self._buffer is None:
            self._buffer = bytearray(window)
        self._front.hold(self, fresh)

    def _gather_body(self, data: bytes) -> None:
        buffer = self._buffer
        assert buffer is not None
        buffer += data
        limits = self._front.limits
        length = self._head.length
        start = self._body_at
        if length is None:
            if len(buffer) - start > limits.body_bytes:
                self._too_large(len(buffer) - start)
                return
        elif len(buffer) - start >= length:
            with memoryview(buffer) as view:
                body = bytes(view[start : start + length])
            self._serve(body)
            return
        self._front.hold(self, len(data))

    def _too_large(self, size: int) -> None:
        """Refused for ever, so the operator is told: the terminal will send it again and again."""
        log.warning(
            "device_upload_too_large", endpoint=self._place.endpoint, peer=self._caller().address, size=size
        )
        self.refuse(413)

    def _serve(self, body: bytes) -> None:
        """The request is complete: ask the handler, and send its reply now or when it is there."""
        front, head = self._front, self._head
        self._phase = _Phase.REPLY
        self._disarm()
        self._buffer = None
        if self.held:
            front.release(self)
        try:
            caller = self._caller()
            request = DeviceRequest(
                method=head.method,
                endpoint=self._place.endpoint,
                query=decode_query(self._query),
                headers=head.headers if caller.host is None else {**head.headers, "host": caller.host},
                body=body,
                peer=caller.address,
                tenant_secret=self._place.tenant_secret,
                http10=head.http10,
                secure=caller.secure,
            )
            answer = front.handler(request)
            if not isinstance(answer, DeviceReply):
                reply = (
                    self._loop.create_task(answer)
                    if isinstance(answer, CoroutineType)
                    else asyncio.ensure_future(answer)
                )
                front.running.add(reply)
                reply.add_done_callback(self._answered)
                return
        except Exception as error:
            self._fail(error)
            return
        self._send(answer)

    def _answered(self, reply: asyncio.Future[DeviceReply]) -> None:
        self._front.running.discard(reply)
        if reply.cancelled():
            self._send(refusal(503))
        elif (error := reply.exception()) is not None:
            self._fail(error)
        else:
            self._send(reply.result())

    def _fail(self, error: BaseException) -> None:
        log.error(
            "device_request_failed",
            endpoint=self._place.endpoint,
            peer=self._caller().address,
            exc_info=error,
        )
        self._send(refusal(500))

    def _send(self, reply: DeviceReply) -> None:
        """One write, then close; a client that does not read is dropped after a while."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        replies = self._front.replies
        try:
            data = replies.bytes_of(reply, without_body=self._head.method == "HEAD")
        except Exception as error:
            self._fail(error)
            return
        self._phase = _Phase.CLOSING
        transport.write(data)
        transport.close()
        if transport.get_write_buffer_size():
            self._arm(self._front.limits.unread_seconds)

    def _caller(self) -> Caller:
        return self._front.peers.caller(self.peer, self._head.headers, over_tls=self._secure)

    def _arm(self, seconds: float) -> None:
        self._disarm()
        self._timer = self._loop.call_later(seconds, self._late)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _late(self) -> None:
        self._timer = None
        if self._phase is _Phase.CLOSING or (self._phase is _Phase.HEAD and self._buffer is None):
            self.abort()
        else:
            self.refuse(411 if self._phase is _Phase.BODY and self._head.length is None else 408)
