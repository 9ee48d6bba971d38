"""The device side over real sockets: what terminals send is served, what is cut short never acknowledged."""

from __future__ import annotations

import asyncio
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from edge.push.limits import Limits
from edge.push.transport import DeviceFront
from edge.push.wire import OK, DeviceReply, DeviceRequest
from tests.edge.push.front.door import (
    IDLE,
    PUNCH,
    UPLOAD,
    Recorder,
    assert_refused,
    body_of,
    closed,
    post,
    reset,
    served,
    status_of,
    until,
)


def upload(*lines: bytes, end: bytes = b"\r\n") -> bytes:
    return end.join([*lines, b"Content-Length: %d" % len(PUNCH), b"", b""]) + PUNCH


# What strict servers answer 400, by the field that shows it was understood.
LENIENT = {
    "blank in the target": upload(b"POST /iclock/cdata?SN=A1&x=Ver 6.60 Mar 19 HTTP/1.1", b"Host: e"),
    "tab in the target": upload(b"POST /iclock/cdata?SN=A1&x=a\tb HTTP/1.1", b"Host: e"),
    "blank after the version": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1 ", b"Host: e"),
    "8-bit query": upload(b"POST /iclock/cdata?SN=A1&x=\xd5\xc5\xc8\xfd HTTP/1.1", b"Host: e"),
    "NUL in the query": upload(b"POST /iclock/cdata?SN=A1&x=\x00 HTTP/1.1", b"Host: e"),
    "lower-case method": upload(b"post /iclock/cdata?SN=A1 HTTP/1.1", b"Host: e"),
    "lower-case version": upload(b"POST /iclock/cdata?SN=A1 http/1.1", b"Host: e"),
    "version 1.2": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.2", b"Host: e"),
    "no leading slash": upload(b"POST iclock/cdata?SN=A1 HTTP/1.1", b"Host: e"),
    "1.1 without Host": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1"),
    "1.0 without Host": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.0"),
    "bare line feeds": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1", b"Host: e", end=b"\n"),
    "one bare line feed": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1", b"Host: e\nAccept: */*"),
    "repeated Host": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1", b"Host: e", b"Host: f"),
    "equal lengths": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1", b"Content-Length: %d" % len(PUNCH)),
    "blank before a colon": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1", b"Content-Length : 1"),
    "blank in a name": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1", b"Content Type: x"),
    "line without colon": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1", b"nonsense"),
    "folded line": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1", b"Accept: a,", b"  b"),
    "control character": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1", b"X-A: \x07"),
    "bytes after the body": post() + b"\r\nGET / HTTP/1.1\r\n\r\n",
    "absolute form": upload(b"POST http://10.0.0.1:80/iclock/cdata?SN=A1 HTTP/1.0", b"Host: e"),
    "Connection: starting": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1", b"Connection: starting"),
    "gzip claimed": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1", b"Content-Encoding: gzip"),
    "odd characters": upload(b'POST /iclock/cdata?SN=A1&x="<>{}|%#\\ HTTP/1.1', b"Host: e"),
    "empty lines first": b"\r\n\r\n\n" + post(),
    "unknown Expect": upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1", b"Expect: the best"),
    "target of 15 kB": upload(b"POST /iclock/cdata?SN=A1&x=" + b"a" * 15_000 + b" HTTP/1.1"),
    "doubled prefix": post(b"/iclock/iclock/cdata/?SN=A1"),
    "no prefix": post(b"/cdata?SN=A1"),
    "aspx": post(b"/iclock/cdata.aspx?SN=A1"),
}


@pytest.mark.parametrize("half_close", [False, True], ids=["waits", "half-closes"])
@pytest.mark.parametrize("sent", LENIENT.values(), ids=LENIENT.keys())
async def test_real_traffic_is_served(sent: bytes, half_close: bool) -> None:
    recorder = Recorder()
    async with served(recorder) as door:
        answer = await door.exchange(sent, half_close=half_close)
    assert (status_of(answer), body_of(answer)) == (200, b"OK")
    request = recorder.only
    assert (request.method, request.endpoint, request.query["sn"], request.body) == (
        "POST",
        "cdata",
        b"A1",
        PUNCH,
    )


async def test_the_handler_gets_everything_a_terminal_said() -> None:
    recorder = Recorder()
    async with served(recorder) as door:
        await door.exchange(
            post(
                b"/t/Secret_22/iclock/devicecmd?SN=A1&INFO=Ver 6+1&INFO=b%00",
                b"ID=1\x00",
                b"MAC: 0:1",
                version=b"1.0",
            )
        )
    assert recorder.only == DeviceRequest(
        method="POST",
        endpoint="devicecmd",
        query={"sn": b"A1", "info": b"b\x00"},
        headers={
            "host": "edge:8080",
            "user-agent": "iClock Proxy/1.09",
            "connection": "close",
            "mac": "0:1",
            "content-length": "5",
        },
        body=b"ID=1\x00",
        peer="127.0.0.1",
        tenant_secret="Secret_22",
        http10=True,
    )


async def test_a_request_without_body_is_served_at_once() -> None:
    recorder = Recorder()
    async with served(recorder) as door:
        answer = await door.exchange(IDLE)
    assert body_of(answer) == b"OK"
    assert (recorder.only.method, recorder.only.endpoint, recorder.only.body) == ("GET", "getrequest", b"")


async def test_a_reply_that_needs_no_waiting_makes_no_task() -> None:
    seen: list[int] = []

    def handler(request: DeviceRequest) -> DeviceReply:
        seen.append(len(asyncio.all_tasks()))
        return OK

    async with served(handler) as door:
        before = len(asyncio.all_tasks())
        assert body_of(await door.exchange(IDLE)) == b"OK"
        assert not door.front.running
    assert seen == [before]


async def test_a_head_request_gets_no_body() -> None:
    async with served(Recorder()) as door:
        answer = await door.exchange(IDLE.replace(b"GET", b"HEAD"))
    assert answer.endswith(b"Content-Length: 2\r\n\r\n")


async def test_byte_by_byte_is_the_same_request() -> None:
    recorder = Recorder()
    async with served(recorder) as door:
        answer = await door.exchange(*(bytes([byte]) for byte in post()))
    assert body_of(answer) == b"OK"
    assert recorder.only.body == PUNCH


async def test_a_large_body_arrives_whole() -> None:
    body = bytes(range(256)) * 8_000
    recorder = Recorder()
    async with served(recorder) as door:
        answer = await door.exchange(post(body=body))
    assert body_of(answer) == b"OK"
    assert recorder.only.body == body


async def test_date_and_extra_headers_leave_with_the_reply() -> None:
    reply = DeviceReply(b"part", 206, {"Content-Range": "bytes 0-3/9"})
    async with served(lambda request: reply, clock=lambda: 1_592_889_609.0) as door:
        head, _, body = (await door.exchange(IDLE)).partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert lines[0] == b"HTTP/1.1 206 Partial Content"
    assert set(lines[1:]) == {
        b"Content-Type: text/plain;charset=UTF-8",
        b"Date: Tue, 23 Jun 2020 05:20:09 GMT",
        b"Connection: close",
        b"Content-Range: bytes 0-3/9",
        b"Content-Length: 4",
    }
    assert body == b"part"


# --- what is refused, and that nobody can read an acknowledgement into it ---------------------------------

LENGTHLESS = b"POST /iclock/cdata?SN=A1 HTTP/1.0\r\n\r\n"
REFUSED = {
    "unknown method": (b"BREW /iclock/cdata HTTP/1.1\r\n\r\n", 400),
    "two lengths": (post(UPLOAD, PUNCH, b"Content-Length: 1"), 400),
    "length and chunks": (post(UPLOAD, PUNCH, b"Transfer-Encoding: chunked"), 400),
    "too large": (post(length=9 * 1024 * 1024), 413),
    "length beyond reason": (post(length=10**30), 413),
    "head over 16 kB": (upload(b"POST /iclock/cdata?SN=A1 HTTP/1.1", b"X: " + b"a" * 16_384), 431),
    "head without end": (b"GET /iclock/cdata?SN=" + b"1" * 17_000, 431),
    "odd transfer encoding": (b"POST /iclock/cdata HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    "slow head": (b"POST /iclock/cdata?SN=A1 HTTP/1.1\r\nHost:", 408),
    "slow body": (post(length=len(PUNCH) + 1), 408),
    "no length, client waits": (LENGTHLESS + PUNCH, 411),
    "chunks on a port without a web server": (
        b"POST /iclock/cdata HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        411,
    ),
    "not a device path": (b"GET /v1/devices HTTP/1.1\r\n\r\n", 404),
}


@pytest.mark.usefixtures("expected_logs")  # one of them is logged
@pytest.mark.parametrize(("sent", "status"), REFUSED.values(), ids=REFUSED.keys())
async def test_a_refusal_has_a_status_a_reason_and_no_ok(sent: bytes, status: int) -> None:
    recorder = Recorder()
    async with served(recorder, limits=Limits(head_seconds=0.05, body_seconds=0.05)) as door:
        assert_refused(await door.exchange(sent), status)
        assert door.front.refused == {status: 1}
    assert not recorder.requests


async def test_a_client_that_sends_its_whole_oversized_body_first_still_reads_why() -> None:
    recorder = Recorder()
    with capture_logs() as logs:
        async with served(recorder) as door:
            answer = await door.exchange(post(body=bytes(9 * 1024 * 1024)))
    assert_refused(answer, 413)
    assert not recorder.requests
    assert logs == [
        {
            "event": "device_upload_too_large",
            "log_level": "warning",
            "peer": "127.0.0.1",
            "endpoint": "cdata",
            "size": 9 * 1024 * 1024,
        }
    ]


@pytest.mark.usefixtures("expected_logs")
async def test_a_refused_client_that_never_stops_sending_is_dropped() -> None:
    async with served(Recorder(), limits=Limits(linger_seconds=0.05)) as door:
        reader, writer = await door.connect()
        writer.write(post(length=10**9))
        assert_refused(await reader.read(), 413)
        with pytest.raises(ConnectionError):
            await send_for_ever(writer)
        await closed(writer)


async def send_for_ever(writer: asyncio.StreamWriter) -> None:
    async with asyncio.timeout(5):
        while True:
            writer.write(bytes(65_536))
            await writer.drain()


async def test_the_body_deadline_grows_with_the_announced_length() -> None:
    limits = Limits(body_seconds=0.05, body_rate=1_000)
    async with served(Recorder(), limits=limits) as door:
        begun = time.monotonic()
        assert status_of(await door.exchange(post(length=300))) == 408
        assert time.monotonic() - begun > 0.3


async def test_a_body_in_time_after_a_slow_start_is_served() -> None:
    async with served(Recorder(), limits=Limits(head_seconds=0.1)) as door:
        reader, writer = await door.connect()
        writer.write(post(body=b"", length=len(PUNCH)))
        await asyncio.sleep(0.15)
        writer.write(PUNCH)
        assert body_of(await reader.read()) == b"OK"
        await closed(writer)


# --- incomplete requests end without a word -----------------------------------------------------------------


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"POST /iclock/cdata?SN=A1 HTTP/1.1\r\n",
        post(length=len(PUNCH) + 1),
        post(b"/v1", length=99)[:30],
    ],
    ids=["nothing", "half a head", "half a body", "half a foreign head"],
)
async def test_a_request_cut_short_is_closed_without_a_word(sent: bytes) -> None:
    recorder = Recorder()
    async with served(recorder) as door:
        assert await door.exchange(sent, half_close=True) == b""
    assert not recorder.requests


async def test_a_connection_reset_in_the_body_leaves_nothing_behind() -> None:
    recorder = Recorder()
    async with served(recorder) as door:
        reader, writer = await door.connect()
        writer.write(post(length=len(PUNCH) + 1))
        await until(lambda: door.front.connections == 1)
        reset(writer)
        await until(lambda: door.front.connections == 0)
        await closed(writer)
        assert await reader.read() == b""
    assert not recorder.requests


async def test_a_silent_connection_is_closed_without_a_word() -> None:
    async with served(Recorder(), limits=Limits(head_seconds=0.03)) as door:
        assert await door.exchange() == b""
        assert await door.exchange(b"\r\n") == b""
        assert not door.front.refused


@pytest.mark.parametrize("first", [b"\x16\x03\x01\x02\x00\x01", b"\x00", b"\xff", b"\r\n\x7f"])
async def test_what_cannot_be_http_is_closed_at_its_first_byte(first: bytes) -> None:
    async with served(Recorder()) as door:
        reader, writer = await door.connect()
        writer.write(first)
        try:
            async with asyncio.timeout(5):
                assert await reader.read() == b""
        except ConnectionError:
            pass  # closed with the rest unread
        await closed(writer)
        assert not door.front.refused


# --- bodies without a length --------------------------------------------------------------------------------


@pytest.mark.parametrize("pieces", [(LENGTHLESS + PUNCH,), (LENGTHLESS, PUNCH[:5], PUNCH[5:])])
async def test_without_a_length_the_body_ends_where_the_client_does(pieces: tuple[bytes, ...]) -> None:
    recorder = Recorder()
    async with served(recorder) as door:
        answer = await door.exchange(*pieces, half_close=True)
    assert body_of(answer) == b"OK"
    assert recorder.only.body == PUNCH


@pytest.mark.parametrize("body", [b"", PUNCH[:-1]])
async def test_without_a_length_and_a_last_line_end_it_may_be_cut_and_is_refused(body: bytes) -> None:
    recorder = Recorder()
    async with served(recorder) as door:
        assert_refused(await door.exchange(LENGTHLESS, body, half_close=True), 411)
    assert not recorder.requests


@pytest.mark.usefixtures("expected_logs")
async def test_without_a_length_the_size_limit_holds_too() -> None:
    async with served(Recorder(), limits=Limits(body_bytes=100)) as door:
        assert_refused(await door.exchange(LENGTHLESS + PUNCH, PUNCH * 4, half_close=True), 413)


# --- Expect -------------------------------------------------------------------------------------------------

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


async def test_a_client_that_waits_for_leave_to_send_its_body_gets_it() -> None:
    async with served(Recorder()) as door:
        reader, writer = await door.connect()
        writer.write(post(UPLOAD, b"", b"Expect: 100-Continue", length=len(PUNCH)))
        assert await reader.readexactly(len(CONTINUE)) == CONTINUE
        writer.write(PUNCH)
        assert body_of(await reader.read()) == b"OK"
        await closed(writer)


@pytest.mark.parametrize(
    "pieces",
    [
        (post(UPLOAD, PUNCH, b"Expect: 100-continue"),),
        (post(UPLOAD, PUNCH[:3], b"Expect: 100-continue", length=len(PUNCH)), PUNCH[3:]),
        (post(UPLOAD, b"", b"Expect: 100-continue", length=len(PUNCH), version=b"1.0"), PUNCH),
    ],
    ids=["body sent with it", "body begun", "HTTP/1.0"],
)
async def test_leave_to_send_is_given_only_where_it_is_waited_for(pieces: tuple[bytes, ...]) -> None:
    async with served(Recorder()) as door:
        answer = await door.exchange(*pieces)
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")


# --- however the bytes arrive -------------------------------------------------------------------------------


class Wire(asyncio.Transport):
    """A transport without a socket, so that a test decides where packets end."""

    def __init__(self) -> None:
        super().__init__({"peername": ("41.1.2.3", 5123)})
        self.sent = b""
        self.open = True

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sent += data

    def close(self) -> None:
        self.open = False

    abort = close

    def is_closing(self) -> bool:
        return not self.open

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        self.open = False

    def get_write_buffer_size(self) -> int:
        return 0


async def test_a_refusal_to_a_client_that_is_gone_is_no_error() -> None:
    class Gone(Wire):
        def write_eof(self) -> None:
            raise OSError(107, "Transport endpoint is not connected")

    connection, wire = DeviceFront(Recorder(), None).protocol(), Gone()
    connection.connection_made(wire)
    connection.data_received(b"BREW /pot HTTP/1.1\r\n\r\n")
    assert not wire.open
    connection.connection_lost(None)


def deliver(packets: list[bytes]) -> tuple[list[DeviceRequest], bytes]:
    """What the handler gets and the client reads, when these packets arrive and then the end."""

    async def run() -> tuple[list[DeviceRequest], bytes]:
        requests: list[DeviceRequest] = []

        def handler(request: DeviceRequest) -> DeviceReply:
            requests.append(request)
            return OK

        connection, wire = DeviceFront(handler, None, clock=lambda: 0.0).protocol(), Wire()
        connection.connection_made(wire)
        for packet in packets:
            if wire.open:
                connection.data_received(packet)
        if wire.open:
            connection.eof_received()
        connection.connection_lost(None)
        return requests, wire.sent

    with capture_logs():
        return asyncio.run(run())


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([*LENIENT.values(), *(sent for sent, _ in REFUSED.values()), LENGTHLESS + PUNCH, IDLE]),
    st.data(),
)
def test_where_packets_end_changes_nothing(sent: bytes, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(sent)), max_size=6).map(sorted))
    packets = [sent[a:b] for a, b in zip([0, *cuts], [*cuts, len(sent)], strict=True) if a < b]
    assert deliver(packets) == deliver([sent])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(st.binary(min_size=1, max_size=60), st.sampled_from([post(), IDLE[:-2]])), max_size=5)
)
def test_no_bytes_break_the_connection_or_get_an_ok_they_did_not_earn(packets: list[bytes]) -> None:
    requests, sent = deliver(packets)
    assert sent.startswith(b"HTTP/1.1 200 OK") == bool(requests)
