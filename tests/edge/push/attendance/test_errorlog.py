"""What failed inside a terminal."""

from __future__ import annotations

import base64
import json
import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.push.attendance.errorlog import parse_errorlog
from edge.push.attendance.table_records import ErrorReport
from tests.edge.push.attendance.bodies import (
    ANY_BODY,
    COSTLY_BODIES,
    check_accounted,
    check_fast,
    large,
)
from tests.kit.corpus import Sample, samples_where


def one(body: bytes) -> ErrorReport:
    table = parse_errorlog(body)
    assert (len(table.records), list(table.dead)) == (1, [])
    return table.records[0]


@pytest.mark.parametrize(
    "sample", samples_where(lambda e: e.get("table") == "ERRORLOG"), ids=lambda s: s.name
)
def test_samples_of_the_corpus_give_exactly_what_their_sidecars_say(sample: Sample) -> None:
    table = parse_errorlog(sample.body)
    told = [
        {
            "type": "ERRORLOG",
            "ErrCode": report.code,
            "ErrMsg": report.message,
            "DataOrigin": report.origin,
            "CmdId": report.command_id,
            "Additional": report.additional,
        }
        for report in table.records
    ]
    assert told == sample.expect["records"]
    check_accounted(sample.body, table)


def test_a_code_has_parts() -> None:
    report = one(b"ERRORLOG ErrCode=D02E0004\tErrMsg=angle\tDataOrigin=dev\tCmdId=0\tAdditional=\n")
    assert (report.side, report.module, report.number) == ("D", 2, 4)
    assert (report.message, report.origin, report.command_id) == ("angle", "dev", None)
    other = one(b"errorlog errcode=E-17\terrmsg=x")
    assert (other.code, other.side, other.module, other.number) == ("E-17", None, None, None)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (base64.b64encode('{"pin":"5","name":"明"}'.encode()), '{"pin":"5","name":"明"}'),
        (b"plain words", "plain words"),
        (b"abcd", "abcd"),  # base64 by chance, of no text
        (b"e30", "e30"),
        (base64.b64encode(b'{"a":\0}'), base64.b64encode(b'{"a":\0}').decode()),
        (b"null", ""),
        (b"", ""),
    ],
)
def test_what_is_added_is_text_decoded_where_it_was_encoded(sent: bytes, told: str) -> None:
    assert one(b"ERRORLOG ErrCode=D01E0001\tAdditional=" + sent).additional == told


def test_what_is_added_is_no_longer_than_anybody_reads() -> None:
    assert len(one(b"ERRORLOG ErrCode=D01E0001\tAdditional=" + b"A" * 200_000).additional) == 65536


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"ERRORLOG ErrMsg=x", "no_error_code"),
        (b"ERRORLOG ErrCode= \tErrMsg=x", "no_error_code"),
        (b"ERRORLOG ErrCode=" + b"D" * 65, "no_error_code"),
        (b"ERRORLOG ", "unknown_keyword"),
        (b"USER PIN=5", "unknown_keyword"),
        (b"ErrCode=D01E0001", "unknown_keyword"),
        (b"noise", "unknown_keyword"),
    ],
)
def test_what_is_no_report_is_kept_and_said_why(line: bytes, code: str) -> None:
    (dead,) = parse_errorlog(line).dead
    assert (dead.raw, dead.line_no, dead.code) == (line, 1, code)


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).filter(lambda t: t != "null")
JSON = st.dictionaries(st.text(string.ascii_letters, max_size=5), st.text("abc 明é", max_size=9), min_size=1)


@st.composite
def reports(draw: st.DrawFn) -> tuple[ErrorReport, bytes]:
    side, module, number = (
        draw(st.sampled_from(["D", "S"])), draw(st.integers(0, 99)), draw(st.integers(0, 9999))
    )  # fmt: skip
    command_id = draw(st.none() | st.integers(1, 2**31).map(str))
    additional = json.dumps(draw(JSON), ensure_ascii=False)
    report = ErrorReport(
        f"{side}{module:02}E{number:04}", side, module, number, draw(TEXT),
        draw(st.sampled_from(["dev", "cmd"])), command_id, additional, 1,
    )  # fmt: skip
    fields = [
        f"ErrCode={report.code}", f"ErrMsg={report.message}", f"DataOrigin={report.origin}",
        f"CmdId={command_id or ''}", f"Additional={base64.b64encode(additional.encode()).decode()}",
    ]  # fmt: skip
    return report, "\t".join(draw(st.permutations(fields))).encode()


@given(st.lists(reports(), max_size=5), st.sampled_from([b"\n", b"\r\n"]))
def test_reports_written_are_reports_read(written: list[tuple[ErrorReport, bytes]], end: bytes) -> None:
    body = b"".join(b"ERRORLOG " + line + end for _, line in written)
    expected = [replace(report, line_no=n) for n, (report, _) in enumerate(written, 1)]
    assert parse_errorlog(body).records == expected


@settings(max_examples=300, deadline=None)
@given(ANY_BODY)
def test_no_bytes_raise_and_every_line_is_accounted_for(body: bytes) -> None:
    check_accounted(body, parse_errorlog(body))


@settings(max_examples=30, deadline=None, derandomize=True)
@given(ANY_BODY)
def test_any_large_body_is_read_in_time(seed: bytes) -> None:
    body = large(seed)
    check_fast(lambda: parse_errorlog(body))


@pytest.mark.parametrize("body", COSTLY_BODIES, ids=lambda body: repr(body[:12]))
def test_costly_bodies_are_read_in_time(body: bytes) -> None:
    check_fast(lambda: parse_errorlog(body))
    check_accounted(body, parse_errorlog(body))
