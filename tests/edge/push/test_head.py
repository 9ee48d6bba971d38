"""What a head means: real terminals' oddities are read, nothing odd is ever repaired into something else."""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edge.push.head import (
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

TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
INIT = (
    b"GET /iclock/cdata?SN=1&options=all HTTP/1.1\r\nHost: edge:8080\r\nUser-Agent: iClock Proxy/1.09\r\n\r\n"
)


@pytest.mark.parametrize(
    ("line", "method", "target", "http10"),
    [
        (b"GET /iclock/cdata?SN=1 HTTP/1.1", "GET", b"/iclock/cdata?SN=1", False),
        (b"POST /iclock/cdata?SN=1 HTTP/1.0", "POST", b"/iclock/cdata?SN=1", True),
        (b"get /iclock/ping http/1.1", "GET", b"/iclock/ping", False),
        (b"GET /iclock/ping HTTP/1.2", "GET", b"/iclock/ping", False),
        (b"GET /iclock/ping HTTP/1.1  ", "GET", b"/iclock/ping", False),
        (b"GET /iclock/ping", "GET", b"/iclock/ping", True),
        (b"GET   /iclock/ping\tHTTP/1.1", "GET", b"/iclock/ping", False),
        (b"GET /x?INFO=Ver 6.60 Mar 19 2015,5 HTTP/1.1", "GET", b"/x?INFO=Ver 6.60 Mar 19 2015,5", False),
        (b"GET /x?table=ERRORLOG &Stamp=1 HTTP/1.1", "GET", b"/x?table=ERRORLOG &Stamp=1", False),
        (b"GET /x?Name=\xd5\xc5\x00 HTTP/1.1", "GET", b"/x?Name=\xd5\xc5\x00", False),
        (b"GET iclock/ping HTTP/1.1", "GET", b"iclock/ping", False),
        (b"GET http://10.0.0.1:80/iclock/ping HTTP/1.0", "GET", b"http://10.0.0.1:80/iclock/ping", True),
        (b"OPTIONS * HTTP/1.1", "OPTIONS", b"*", False),
    ],
)
def test_request_line_is_method_then_version_and_all_between(
    line: bytes, method: str, target: bytes, http10: bool
) -> None:
    head = parse_head(line + b"\r\nHost: a\r\n\r\n")
    assert (head.method, head.target, head.http10) == (method, target, http10)


@pytest.mark.parametrize(
    "line",
    [b"", b" ", b"GET", b"GET HTTP/1.1", b"BREW /pot HTTP/1.1", b"PRI * HTTP/2.0", b"\xff\xfe /x HTTP/1.1"],
)
def test_a_first_line_without_known_method_or_target_is_refused(line: bytes) -> None:
    with pytest.raises(HeadError) as refused:
        parse_head(line + b"\r\n\r\n")
    assert refused.value.status == 400


def test_headers_are_lower_cased_and_the_first_of_duplicates_counts() -> None:
    head = parse_head(b"GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\nX-Odd:  c \r\nMAC: 00:17:61:ab\r\n\r\n")
    assert head.headers == {"host": "a", "x-odd": "c", "mac": "00:17:61:ab"}


def test_forwarding_lines_are_joined_because_proxies_add_theirs_below_a_forged_one() -> None:
    head = parse_head(b"GET / HTTP/1.1\r\nX-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 2.2.2.2\r\n\r\n")
    assert head.headers["x-forwarded-for"] == "1.1.1.1, 2.2.2.2"


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_lines_may_end_in_a_bare_line_feed(end: bytes) -> None:
    head = parse_head(end.join([b"POST /x HTTP/1.1", b"Host: a", b"Content-Length: 3", b"", b""]))
    assert (head.headers["host"], head.length) == ("a", 3)


@pytest.mark.parametrize(
    "odd",
    [
        b"Content-Length : 35",
        b" Content-Length: 35",
        b"\tContent-Length: 35",
        b"Content\x00-Length: 35",
        b"Content-Length\xa0: 35",
        b"Content Length: 35",
        b": 35",
        b"no colon at all",
        b"Host",
    ],
)
def test_an_odd_header_line_is_dropped_not_repaired(odd: bytes) -> None:
    head = parse_head(b"POST /x HTTP/1.1\r\n" + odd + b"\r\nAccept: */*\r\n\r\n")
    assert head.headers == {"accept": "*/*"}
    assert head.length is None


def test_a_value_with_control_characters_is_dropped_but_one_in_another_alphabet_is_kept() -> None:
    head = parse_head(b"GET / HTTP/1.1\r\nX-A: a\x07b\r\nX-B: \xd5\x85\xa0\r\nX-C: a\tb\r\n\r\n")
    assert head.headers == {"x-b": "\xd5\x85\xa0", "x-c": "a\tb"}


@pytest.mark.parametrize(
    ("lines", "length", "chunked"),
    [
        (b"", None, False),
        (b"Content-Length: 0\r\n", 0, False),
        (b"Content-Length: 35\r\ncontent-length: 0035\r\n", 35, False),
        (b"Content-Length: 00000000000000000000000035\r\n", 35, False),
        (b"Transfer-Encoding: Chunked\r\n", None, True),
    ],
)
def test_body_framing(lines: bytes, length: int | None, chunked: bool) -> None:
    head = parse_head(b"POST /x HTTP/1.1\r\n" + lines + b"\r\n")
    assert (head.length, head.chunked) == (length, chunked)


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (b"Content-Length: 35\r\nContent-Length: 36\r\n", 400),
        (b"Content-Length: 35\r\nTransfer-Encoding: chunked\r\n", 400),
        (b"Content-Length: +35\r\n", 400),
        (b"Content-Length: 35, 35\r\n", 400),
        (b"Content-Length: 0x23\r\n", 400),
        (b"Content-Length: \xb2\r\n", 400),
        (b"Content-Length: 3\x005\r\n", 400),
        (b"Content-Length:\r\n", 400),
        (b"Content-Length: -1\r\n", 400),
        (b"Content-Length: " + b"9" * 5000 + b"\r\n", 413),
        (b"Transfer-Encoding: gzip, chunked\r\n", 501),
        (b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 501),
        (b"Transfer-Encoding: chunked\x00\r\n", 501),
    ],
)
def test_framing_that_can_be_read_two_ways_is_refused(lines: bytes, status: int) -> None:
    with pytest.raises(HeadError) as refused:
        parse_head(b"POST /x HTTP/1.1\r\n" + lines + b"\r\n")
    assert refused.value.status == status


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (b"/iclock/cdata", Place("cdata")),
        (b"/iclock/getrequest", Place("getrequest")),
        (b"/ICLOCK/getRequest", Place("getrequest")),
        (b"/iclock/getreq", Place("getrequest")),
        (b"/iclock/cdata/", Place("cdata")),
        (b"/iclock/iclock/cdata", Place("cdata")),
        (b"//iclock//devicecmd", Place("devicecmd")),
        (b"iclock/fdata", Place("fdata")),
        (b"/iclock/cdata.aspx", Place("cdata")),
        (b"/iclock/GetRequest.ASPX", Place("getrequest")),
        (b"/iclock/cdata ", Place("cdata")),
        (b"/%69clock/c%64ata", Place("cdata")),
        (b"/cdata", Place("cdata")),
        (b"/getreq", Place("getrequest")),
        (b"/ping.aspx", Place("ping")),
        (b"/fdata/", Place("fdata")),
        (b"/iclock", Place("")),
        (b"/iclock/service/control", Place("service/control")),
        (b"/iclock/FileName=options.cfg", Place("filename=options.cfg")),
        (b"/t/AbC_d-22/iclock/cdata", Place("cdata", "AbC_d-22")),
        (b"/t/AbC_d-22/iclock/iclock/cdata.aspx/", Place("cdata", "AbC_d-22")),
        (b"/t/AbC_d-22/cdata", Place("cdata", "AbC_d-22")),
        (b"/t/cdata/iclock/ping", Place("ping", "cdata")),
    ],
)
def test_device_paths_and_their_aliases(path: bytes, place: Place) -> None:
    assert place_of(path) == place


@pytest.mark.parametrize(
    "path",
    [
        b"",
        b"/",
        b"*",
        b"/v1/devices",
        b"/docs/cdata",
        b"/iclockx/cdata",
        b"/events",
        b"/t/secret",
        b"/t/s/v1",
    ],
)
def test_other_paths_are_not_the_device_side(path: bytes) -> None:
    assert place_of(path) is None


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        (b"/iclock/cdata?SN=1", b"/iclock/cdata", b"SN=1"),
        (b"/iclock/cdata", b"/iclock/cdata", b""),
        (b"/iclock/FileName=options.cfg?", b"/iclock/FileName=options.cfg", b""),
        (b"HTTP://u:p@10.0.0.1:80/iclock/cdata?SN=1?2", b"/iclock/cdata", b"SN=1?2"),
        (b"https://edge?SN=1", b"", b"SN=1"),
        (b"/iclock/file?url=http://a/b", b"/iclock/file", b"url=http://a/b"),
        (b"/iclock/cdata?INFO=a#b", b"/iclock/cdata", b"INFO=a#b"),
    ],
)
def test_target_splits_into_path_and_query(target: bytes, path: bytes, query: bytes) -> None:
    assert split_target(target) == (path, query)


@pytest.mark.parametrize(
    ("query", "values"),
    [
        (b"", {}),
        (b"SN=1&table=ATTLOG&Stamp=9999", {"sn": b"1", "table": b"ATTLOG", "stamp": b"9999"}),
        (b"table= ATTLOG &x=", {"table": b" ATTLOG ", "x": b""}),
        (b"INFO=Ver%206.60,+5", {"info": b"Ver 6.60,+5"}),
        (b"Name=%D5%C5\xd5\xc5&%", {"name": b"\xd5\xc5\xd5\xc5", "%": b""}),
        (b" SN =1&&S%4e=2", {"sn": b"2"}),
        (b"type=a&type=b", {"type": b"b"}),
        (b"a=b=c", {"a": b"b=c"}),
    ],
)
def test_query_keeps_values_as_sent(query: bytes, values: dict[str, bytes]) -> None:
    assert decode_query(query) == values


odd_bytes = st.binary(min_size=1, max_size=3).filter(
    lambda odd: b":" not in odd and b"\n" not in odd and not TOKEN.fullmatch(odd.decode("latin-1"))
)
lines = st.lists(
    st.one_of(st.binary(max_size=30), st.sampled_from([b"Host: a", b"Content-Length: 5", b"MAC: 0", b""])),
    max_size=8,
)


def parsed(data: bytes) -> Head | None:
    try:
        return parse_head(data)
    except HeadError as refused:
        status = refused.status
    assert status in {400, 413, 501}
    return None


@given(st.binary(max_size=400))
@example(b"GET /" + b"%" * 50)
def test_no_bytes_make_the_parser_raise_anything_else(data: bytes) -> None:
    head = parsed(data)
    if head is not None:
        path, query = split_target(head.target)
        place_of(path)
        decode_query(query)


@given(st.sampled_from([b"GET", b"POST"]), st.binary(max_size=60), lines)
def test_every_header_kept_stood_there_as_a_token_before_a_colon(
    method: bytes, target: bytes, block: list[bytes]
) -> None:
    raw = method + b" /" + target.replace(b"\n", b"") + b" HTTP/1.1\r\n" + b"\r\n".join(block) + b"\r\n\r\n"
    head = parsed(raw)
    if head is None:
        return
    sent = {line.partition(b":")[0].decode("latin-1") for line in raw.split(b"\n")[1:] if b":" in line}
    assert set(head.headers) <= {name.lower() for name in sent if TOKEN.fullmatch(name)}


@given(
    st.sampled_from([b"/iclock/file", b"/t/s%20e/ICLOCK//File/S-1/0aF", b"file?/", b"/iclock/iclock/file/"]),
    st.binary(max_size=60),
    lines,
)
def test_a_file_asked_for_leniently_is_asked_for_strictly_and_means_the_same(
    path: bytes, query: bytes, block: list[bytes]
) -> None:
    raw = b"GET " + path + b"?" + query.replace(b"\n", b"") + b" HTTP/1.1\n" + b"\n".join(block) + b"\n\n"
    head = parsed(raw)
    place = None if head is None else place_of(split_target(head.target)[0])
    if head is None or place is None or not wants_file(head, place):
        return
    said = restated(head, place)
    assert re.fullmatch(
        rb"GET [\x21-\x7e]+ HTTP/1\.1(\r\n[a-z-]+: [^\r\n]*)+\r\nConnection: close\r\n\r\n", said
    )
    again = parse_head(said)
    path_again, query_again = split_target(again.target)
    assert place_of(path_again) == place
    assert decode_query(query_again) == decode_query(split_target(head.target)[1])
    assert again.headers.get("range") == head.headers.get("range")


@given(odd_bytes, st.integers(0, 14), st.sampled_from([b"Content-Length: 7", b"Transfer-Encoding: chunked"]))
def test_a_spoilt_framing_header_is_as_if_it_were_not_there(odd: bytes, at: int, line: bytes) -> None:
    spoilt = line[:at] + odd + line[at:]
    assert parse_head(INIT[:-2] + spoilt + b"\r\n\r\n") == parse_head(INIT)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_lengths_must_be_the_same_number(one: int, other: int) -> None:
    raw = b"POST /x HTTP/1.1\r\nContent-Length: %d\r\nContent-Length: %d\r\n\r\n" % (one, other)
    if one == other:
        assert parse_head(raw).length == one
    else:
        with pytest.raises(HeadError):
            parse_head(raw)


@given(st.lists(st.sampled_from([b"\r\n", b"\n", b"\r", b"a", b"ab: c"]), max_size=30), st.data())
def test_the_end_of_a_head_is_the_first_empty_line_however_the_bytes_arrive(
    words: list[bytes], data: st.DataObject
) -> None:
    raw = b"".join(words)
    first = re.search(rb"\n\r?\n", raw)
    end = first.end() if first else -1
    assert head_end(raw) == end
    buffer, found = bytearray(), -1
    while raw and found < 0:
        size = data.draw(st.integers(1, len(raw)))
        searched = max(len(buffer) - 3, 0)
        buffer += raw[:size]
        raw = raw[size:]
        found = head_end(buffer, searched)
    assert found == end


@given(
    st.dictionaries(
        st.text("abcdefghijklmnopqrstuvwxyz~_0123456789", min_size=1), st.binary(max_size=20), max_size=5
    )
)
def test_a_percent_encoded_query_comes_back_byte_for_byte(values: dict[str, bytes]) -> None:
    query = "&".join(f"{name.upper()}={quote_from_bytes(value, safe='')}" for name, value in values.items())
    assert decode_query(query.encode()) == values
