"""What an access terminal asks is told from the request alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.access.dialect import Kind, Request, classify
from tests.kit.corpus import Sample, samples_where

KINDS = {
    "init": Kind.INIT,
    "count": Kind.COUNT,
    "options": Kind.ANSWERED_OPTIONS,
    "account": Kind.ANSWER,
    "account-overview": Kind.OVERVIEW,
    "account-file": Kind.ARCHIVE,
    "auth": Kind.VERIFY,
    "publickey": Kind.EXCHANGE,
    "time": Kind.TIME,
    "download": Kind.FILE,
    "unknown": Kind.UNKNOWN,
}
TABLES = {
    "rtlog": Kind.LOG,
    "rtstate": Kind.STATE,
    "irstate": Kind.COUNTERS,
    "testdata": Kind.WIEGAND,
    "options": Kind.OPTIONS,
}
ENDPOINTS = {
    "registry": Kind.REGISTER,
    "push": Kind.CONFIGURE,
    "ping": Kind.PING,
    "devicecmd": Kind.RESULTS,
    "querydata": Kind.ANSWER,
}
ACCESS = samples_where(lambda e: e["dialect"] == "acc")


@pytest.mark.parametrize("sample", ACCESS, ids=lambda s: s.name)
def test_every_access_request_of_the_corpus_is_recognised(sample: Sample) -> None:
    expect = sample.expect
    request = classify(sample.endpoint, sample.method, sample.query, sample.body)
    if expect.get("table") == "tabledata":
        kind = Kind.TABLE if sample.endpoint == "cdata" else Kind.ANSWER
        assert request[:3] == (kind, expect["tablename"].lower(), expect["tablename"])
    else:
        kind = KINDS.get(expect.get("kind", "")) or TABLES.get(expect.get("table", ""))
        assert request.kind is (kind or ENDPOINTS[sample.endpoint])
    assert request.command_id == expect.get("cmdid")


@pytest.mark.parametrize(
    ("method", "target", "body", "expected"),
    [
        ("GET", "push?", b"", Request(Kind.CONFIGURE)),
        ("GET", "registry?", b"", Request(Kind.REGISTER)),
        ("POST", "ping?", b"", Request(Kind.PING)),
        ("POST", "getrequest?", b"", Request(Kind.POLL)),
        ("GET", "getrequest?INFO=Ver", b"", Request(Kind.INFO)),
        ("POST", "cdata?table= RTLOG ", b"x", Request(Kind.LOG, "rtlog", "RTLOG")),
        ("POST", "cdata?table=ATTPHOTO", b"x", Request(Kind.OTHER_TABLE, "attphoto", "ATTPHOTO")),
        ("POST", "cdata?table=a\nb", b"x", Request(Kind.OTHER_TABLE)),
        ("POST", "cdata?table=tabledata", b"x", Request(Kind.UNCLASSIFIED)),
        ("POST", "cdata?table=tabledata&tablename=a=1\r\n", b"x", Request(Kind.UNCLASSIFIED)),
        ("POST", "cdata?options=all&pushver=3.1.2", b"", Request(Kind.INIT)),
        ("GET", "cdata?type=time", b"", Request(Kind.TIME)),
        ("POST", "cdata?", b"ID=5&Return=0&CMD=DATA", Request(Kind.RESULTS)),
        ("POST", "cdata?", b"ID=5&SN=9&Return=0&CMD=DATA", Request(Kind.RESULTS)),
        ("POST", "cdata?", b"whatever", Request(Kind.UNCLASSIFIED)),
        ("POST", "cdata?type=PostVerifyData", b"x", Request(Kind.UNCLASSIFIED)),
        ("POST", "querydata?type=tabledata&cmdid=1", b"x", Request(Kind.UNCLASSIFIED, command_id="1")),
        (
            "POST",
            "querydata?type=vmtable&cmdid=7&tablename=[APList]",
            b"x",
            Request(Kind.ANSWER, "aplist", "APList", "7"),
        ),
        ("POST", "querydata?type=count&cmdid=0&tablename=user", b"", Request(Kind.COUNT, "user", "user")),
        ("GET", "rtdata?", b"", Request(Kind.UNKNOWN)),
        ("GET", "service/control?", b"", Request(Kind.UNKNOWN)),
    ],
)  # fmt: skip
def test_forms_that_the_corpus_does_not_show(
    method: str, target: str, body: bytes, expected: Request
) -> None:
    endpoint, _, query = target.partition("?")
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    assert classify(endpoint, method, {n.lower(): v.encode() for n, _, v in pairs}, body) == expected


@given(
    st.sampled_from(["cdata", "fdata", "getrequest", "querydata", "file", "rtdata", "registry", "", "x"]),
    st.sampled_from(["GET", "POST", "HEAD", ""]),
    st.dictionaries(
        st.sampled_from(["table", "tablename", "type", "cmdid", "authtype", "desc", "options", "info"]),
        st.binary(),
    ),
    st.binary(),
)
def test_any_request_is_of_some_kind_and_its_table_may_stand_in_a_reply(
    endpoint: str, method: str, query: dict[str, bytes], body: bytes
) -> None:
    request = classify(endpoint, method, query, body)
    assert isinstance(request.kind, Kind)
    assert request.said == "" or request.said.replace("_", "a").isalnum()
    assert request.table == request.said.lower()
    assert len(request.said) <= 64
    assert request.command_id is None or request.command_id.isalnum()
