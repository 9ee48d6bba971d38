"""Reply bytes: what old clients parse, and refusals that nobody can take for an acknowledgement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.reply import HEAD_LIMIT, ReplyWriter, refusal
from edge.push.wire import OK, DeviceReply

NOON = 1_592_889_609.9  # Tue, 23 Jun 2020 05:20:09 GMT
REFUSED = (400, 404, 408, 411, 413, 431, 500, 501, 503)


def written(reply: DeviceReply, **how: bool) -> bytes:
    return ReplyWriter(lambda: NOON).bytes_of(reply, **how)


def test_an_ok_is_title_case_plain_text_dated_measured_and_closed() -> None:
    assert written(OK) == (
        b"HTTP/1.1 200 OK\r\n"
        b"Content-Type: text/plain;charset=UTF-8\r\n"
        b"Date: Tue, 23 Jun 2020 05:20:09 GMT\r\n"
        b"Connection: close\r\n"
        b"Content-Length: 2\r\n"
        b"\r\n"
        b"OK"
    )


def test_extra_headers_and_other_statuses_keep_the_same_frame() -> None:
    assert written(DeviceReply(b"part", 206, {"Content-Range": "bytes 0-3/9"})) == (
        b"HTTP/1.1 206 Partial Content\r\n"
        b"Content-Type: text/plain;charset=UTF-8\r\n"
        b"Date: Tue, 23 Jun 2020 05:20:09 GMT\r\n"
        b"Connection: close\r\n"
        b"Content-Range: bytes 0-3/9\r\n"
        b"Content-Length: 4\r\n"
        b"\r\n"
        b"part"
    )


def test_a_status_without_a_name_still_has_the_blank_and_phrase_old_clients_look_for() -> None:
    assert written(DeviceReply(b"", 299)).startswith(b"HTTP/1.1 299 Unnamed\r\n")


def test_head_is_answered_with_the_length_and_no_body() -> None:
    assert written(OK, without_body=True).endswith(b"Content-Length: 2\r\n\r\n")


def test_the_date_follows_the_clock() -> None:
    now = NOON
    writer = ReplyWriter(lambda: now)
    assert b"05:20:09" in writer.bytes_of(OK)
    now += 1
    assert b"05:20:10" in writer.bytes_of(OK)
    now -= 3601
    assert b"04:20:09" in writer.bytes_of(OK)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-A", "a\r\nSet-Cookie: b"),
        ("X-A", "a\nb"),
        ("X-A", "ب"),
        ("X-A\r\nX-B", "a"),
        ("X A", "a"),
        ("", "a"),
        ("Content-Length", "3"),
        ("date", "now"),
        ("Transfer-Encoding", "chunked"),
        ("X-Long", "a" * HEAD_LIMIT),
    ],
)
def test_a_header_that_would_split_forge_or_outgrow_the_block_is_an_error(name: str, value: str) -> None:
    with pytest.raises(ValueError, match="header"):
        written(DeviceReply(headers={name: value}))


def test_a_refusal_with_the_letters_of_an_acknowledgement_is_an_error() -> None:
    with pytest.raises(ValueError, match="letters"):
        written(DeviceReply(b"NOT OK", 403))


@pytest.mark.parametrize("status", REFUSED)
def test_every_refusal_says_what_to_do_and_holds_no_ok_in_any_case(status: int) -> None:
    reply = refusal(status)
    assert reply.status == status
    assert b"ok" not in reply.body.lower()
    assert len(reply.body.split(b". ")) > 1
    head = written(reply).partition(b"\r\n\r\n")[0]
    assert b"OK" not in head
    assert b"Content-Type: text/plain;charset=UTF-8\r\n" in head


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_header_text_ever_adds_a_line(name: str, value: str) -> None:
    try:
        data = written(DeviceReply(headers={name: value}))
    except ValueError:
        return
    head, _, body = data.partition(b"\r\n\r\n")
    assert body == b"OK"
    assert len(head.splitlines()) == 6
