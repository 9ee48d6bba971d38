"""What a request asks is told from the request alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.attendance.dialect import Kind, Request, classify, dialect_of
from tests.kit.corpus import Sample, samples, samples_where

KINDS = {
    "init": Kind.INIT,
    "info": Kind.INFO,
    "poll": Kind.POLL,
    "time": Kind.TIME,
    "remote-att": Kind.LOOKUP,
    "auth": Kind.AUTHENTICATE,
    "door-event": Kind.EVENT,
    "publickey": Kind.EXCHANGE,
    "download": Kind.FILE,
    "account-file": Kind.FILE,
    "account-overview": Kind.UNCLASSIFIED,
    "unclassified": Kind.UNCLASSIFIED,
    "unknown": Kind.UNKNOWN,
}
TABLE_KINDS = {"ATTLOG": Kind.ATTLOG, "OPTIONS": Kind.OPTIONS, "ATTPHOTO": Kind.PHOTO}
ENDPOINT_KINDS = {
    "ping": Kind.PING,
    "devicecmd": Kind.RESULTS,
    "registry": Kind.ACCESS,
    "push": Kind.ACCESS,
    "querydata": Kind.ACCESS,
}


@pytest.mark.parametrize("sample", samples(), ids=lambda s: s.name)
def test_every_request_of_the_corpus_is_recognised(sample: Sample) -> None:
    expect = sample.expect
    request = classify(sample.endpoint, sample.method, sample.query, sample.body)
    kind = ENDPOINT_KINDS.get(sample.endpoint) or KINDS.get(expect.get("kind", ""))
    if kind is not None:
        assert request.kind is kind
        return
    table = expect["table"].upper()
    assert request[:2] == (TABLE_KINDS.get(table, Kind.TABLE), table)


# Polls, pings, results and answers to queries look alike in both dialects: there what was stored decides.
TELLING = samples_where(lambda e: e.get("kind") == "init" or e.get("table", "").upper() in (
    "ATTLOG", "OPERLOG", "RTLOG", "RTSTATE", "IRSTATE", "TESTDATA"
) or e["endpoint"] in ("registry", "push"))  # fmt: skip


@pytest.mark.parametrize("sample", TELLING, ids=lambda s: s.name)
def test_the_dialect_is_told_by_what_a_terminal_says_or_does(sample: Sample) -> None:
    request = classify(sample.endpoint, sample.method, sample.query, sample.body)
    expected = {"legacy": "att"}.get(sample.expect["dialect"], sample.expect["dialect"])
    assert dialect_of(sample.query, request.table, None, sample.endpoint) == expected


@pytest.mark.parametrize(
    ("query", "table", "stored", "endpoint", "dialect"),
    [
        ({"devicetype": b"acc"}, "ATTLOG", "att", "cdata", "acc"),
        ({"devicetype": b" ACC "}, "", None, "cdata", "acc"),
        ({"devicetype": b"att"}, "RTLOG", "acc", "cdata", "att"),
        ({"devicetype": b"middle east"}, "", "acc", "cdata", "att"),
        ({"devicetype": b""}, "", "acc", "cdata", "acc"),
        ({"pushver": b"3.1.2"}, "", None, "cdata", "att"),
        ({}, "RTLOG", "att", "cdata", "acc"),
        ({}, "ATTLOG", "acc", "cdata", "att"),
        ({}, "", "att", "registry", "acc"),
        ({}, "", "acc", "getrequest", "acc"),
        ({}, "", None, "getrequest", "att"),
    ],
)
def test_what_it_says_comes_before_what_it_does_and_that_before_what_was_stored(
    query: dict[str, bytes], table: str, stored: str | None, endpoint: str, dialect: str
) -> None:
    assert dialect_of(query, table, stored, endpoint) == dialect


@pytest.mark.parametrize(
    ("method", "target", "body", "expected"),
    [
        ("POST", "cdata?table= attlog &Stamp=9999", b"", Request(Kind.ATTLOG, "ATTLOG", "9999")),
        ("POST", "cdata?table=OPERLOG&OpStamp=366", b"", Request(Kind.TABLE, "OPERLOG", "366")),
        ("POST", "fdata?table=ATTPHOTO&PhotoStamp=285528", b"", Request(Kind.PHOTO, "ATTPHOTO", "285528")),
        ("POST", "fdata?PIN=2008-4.jpg&PhotoStamp=285528", b"", Request(Kind.PHOTO, "ATTPHOTO", "285528")),
        ("POST", "cdata?PIN=4&PhotoStamp=285528", b"", Request(Kind.PHOTO, "ATTPHOTO", "285528")),
        ("POST", "fdata?PIN=2008-4.jpg", b"x", Request(Kind.PHOTO, "ATTPHOTO")),
        ("POST", "cdata?Stamp=260705", b"1\t2", Request(Kind.ATTLOG, "ATTLOG", "260705")),
        ("POST", "cdata?OpStamp=260705", b"OPLOG 4", Request(Kind.TABLE, "OPERLOG", "260705")),
        ("POST", "cdata?FPImage=5&PIN=1&FID=0", b"x", Request(Kind.PHOTO, "FPIMAGE")),
        ("POST", "cdata?", b"TABLE=ATTLOG\n1\t2", Request(Kind.ATTLOG, "ATTLOG")),
        ("POST", "cdata?", b"ID=5&Return=0&CMD=DATA", Request(Kind.RESULTS)),
        ("POST", "cdata?", b"ID=5\nSN=X\nReturn=0\nCMD=Shell", Request(Kind.RESULTS)),
        ("POST", "cdata?", b"whatever", Request(Kind.UNCLASSIFIED)),
        ("POST", "cdata?type=PostVerifyData", b"x", Request(Kind.UNCLASSIFIED)),
        ("POST", "cdata?options=all&pushver=2.4.1", b"", Request(Kind.INIT)),
        ("GET", "cdata?", b"", Request(Kind.INIT)),
        ("GET", "cdata?Stamp=9999", b"", Request(Kind.INIT)),
        ("GET", "cdata?PIN=7&save=1", b"", Request(Kind.LOOKUP, "ROAMING")),
        ("GET", "cdata?type=LastPunch&PIN=7", b"", Request(Kind.LOOKUP, "LASTPUNCH")),
        ("GET", "cdata?table=SELFSERVICEDATA&PIN=7", b"", Request(Kind.LOOKUP, "SELFSERVICEDATA")),
        ("POST", "cdata?table=SELFSERVICEDATA", b"x", Request(Kind.TABLE, "SELFSERVICEDATA")),
        ("GET", "rtdata?type=time", b"", Request(Kind.TIME)),
        ("GET", "rtdata?", b"", Request(Kind.UNKNOWN)),
        ("GET", "getrequest?INFO=", b"", Request(Kind.INFO)),
        ("GET", "ping?", b"", Request(Kind.PING)),
        ("POST", "ping?", b"", Request(Kind.PING)),
        ("GET", "cpos?", b"", Request(Kind.UNKNOWN)),
    ],
)  # fmt: skip
def test_forms_that_the_corpus_does_not_show(
    method: str, target: str, body: bytes, expected: Request
) -> None:
    endpoint, _, query = target.partition("?")
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    assert classify(endpoint, method, {n.lower(): v.encode() for n, _, v in pairs}, body) == expected


@pytest.mark.parametrize("stamp", [b"", b"1\nDelay=1", b"9" * 33, b"\xff", "٩".encode()])
def test_a_stamp_that_could_spoil_the_next_handshake_is_not_kept(stamp: bytes) -> None:
    assert classify("cdata", "POST", {"table": b"ATTLOG", "stamp": stamp}).stamp is None


@given(
    st.sampled_from(["cdata", "fdata", "getrequest", "devicecmd", "rtdata", "", "x"]),
    st.sampled_from(["GET", "POST", "HEAD", ""]),
    st.dictionaries(
        st.sampled_from(["table", "stamp", "opstamp", "type", "options", "pin", "info"]), st.binary()
    ),
    st.binary(),
)
def test_any_request_is_of_some_kind_and_its_table_fits_a_column(
    endpoint: str, method: str, query: dict[str, bytes], body: bytes
) -> None:
    request = classify(endpoint, method, query, body)
    assert isinstance(request.kind, Kind)
    assert "\0" not in request.table
    assert len(request.table) <= 64
    dialect_of(query, request.table, None, endpoint)
