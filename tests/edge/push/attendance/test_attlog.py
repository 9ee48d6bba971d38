"""Punch lines: every shape that terminals send, and any bytes that they do not."""

from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from edge.push.attendance import tables
from edge.push.attendance.records import Punch, Upload
from edge.push.attendance.shapes import Hints, read_columns, read_punch
from edge.push.attendance.tables import count_lines, parse_attlog
from tests.kit.corpus import Sample, samples_where

NOW = datetime(2026, 11, 21, 5, 0)


def parse(body: bytes, **hints: Any) -> Upload:
    return parse_attlog(body, now=NOW, **hints)


def one(body: bytes, **hints: Any) -> Punch:
    upload = parse(body, **hints)
    assert (len(upload.punches), upload.dead) == (1, [])
    return upload.punches[0]


# --- the corpus ------------------------------------------------------------------------------------------

SIDECAR_NAMES = {
    "main": (
        "pin", "time", "status", "verify", "workcode", "reserved1", "reserved2",
        "mask_flag", "temperature", "conv_temperature", "time_offset", "extend_data",
    ),
    "tft": ("pin", "time", "status", "verify", "workcode", "reserved1", "reserved2"),
}  # fmt: skip
ALWAYS_NAMED = SIDECAR_NAMES["main"][:10]


def as_sidecar(punch: Punch) -> dict[str, Any]:
    """A punch's line by the names of the corpus: strings as sent, None for columns that are absent."""
    layout, values, _ = read_columns(punch.line.decode(), Hints(NOW))
    names = SIDECAR_NAMES[layout]
    record: dict[str, Any] = dict.fromkeys(ALWAYS_NAMED) | dict(zip(names, values, strict=False))
    if layout == "tft":
        record |= {"jobcodes": values[7:13], "tips": values[13:16]}
    if record.get("extend_data"):
        record["extend_data"] = json.loads(base64.b64decode(record["extend_data"]))
    if (punch.status, punch.verify) == (255, 3) and punch.pin == punch.work_code:
        record["suspect"] = "invalid-card-echo"
    return record


@pytest.mark.parametrize("sample", samples_where(lambda e: e.get("table") == "ATTLOG"), ids=lambda s: s.name)
def test_samples_of_the_corpus_give_exactly_what_their_sidecars_say(sample: Sample) -> None:
    upload = parse(sample.body)
    expect = sample.expect
    assert [as_sidecar(punch) for punch in upload.punches] == expect["records"]
    assert len(upload.punches) == expect["record_count"]
    assert len(upload.dead) == expect.get("rejected_lines", 0)
    assert f"OK: {upload.lines}" in expect["reply"]["body_any_of"]
    for punch, record in zip(upload.punches, expect["records"], strict=True):
        assert punch.pin == record["pin"]
        assert punch.time_text == record["time"]
        assert str(punch.local) == record["time"].replace("T", " ")
        assert (punch.status, punch.verify) == (int(record["status"]), int(record["verify"]))
        assert punch.work_code == (record["workcode"] or "")
    unique = {(p.pin, p.local, p.status, p.verify, p.work_code) for p in upload.punches}
    assert len(unique) == expect.get("unique_punches", len(upload.punches))


# --- shapes ----------------------------------------------------------------------------------------------

SEVEN = b"1452\t2015-07-30 15:16:28\t0\t1\tW7\t0\t0"
READ = Punch(
    "1452", "2015-07-30 15:16:28", datetime(2015, 7, 30, 15, 16, 28), 0, 1, "W7", None, None, None, SEVEN, 1
)


def test_a_plain_line_says_all_by_its_columns() -> None:
    punch = one(SEVEN + b"\n")
    assert punch == READ
    assert punch.odd is None


@pytest.mark.parametrize(
    "line",
    [
        b"1452\t2015-07-30T15:16:28\t0\t1\tW7\t0\t0",
        b"1452\t2015-07-30 15:16:28\t0\t1\tW7\t0\t0\t",
        b"8\t1452\t2015-07-30 15:16:28\t0\t1\tW7\t0\t0",
        b"1452\t2015-7-30 15:16:28\t 0\t01\tW7\t0\t0",
        b"1452 2015-07-30 15:16:28 0 1 W7 0 0",
        b"8 1452  2015-07-30 15:16:28  0  1  W7",
        b"PIN=1452\tDateTime=2015-07-30 15:16:28\tVerified=1\tStatus=0\tWorkCode=W7",
        b"Time=2015-07-30 15:16:28\tPIN=1452\tStatus=0\tVerify=1\tWorkcode=W7",
        b"ATTLOG pin=1452\ttime=2015-07-30T15:16:28\tverify=1\tstatus=0\tworkcode=W7\tCmdId=5",
        b"1452\t2015-07-30 15:16:28\t0\t1\tW7\t0\t0\t110101199003077578\t0",
        b"14\x0052\t2015-07-30 15:16:28\t0\t1\tW7\t0\t0",
    ],
)
def test_the_same_punch_is_read_from_every_shape(line: bytes) -> None:
    punch = one(line)
    said = (punch.pin, punch.local, punch.status, punch.verify, punch.work_code)
    assert said == (READ.pin, READ.local, READ.status, READ.verify, READ.work_code)
    assert (punch.mask, punch.temperature, punch.utc_offset) == (None, None, None)
    assert punch.line == line.rstrip(b"\r\n")


@pytest.mark.parametrize("shape", [b"%s", b"%s\t\t", b"%s\t\t0\t0", b"%s\t\t0\t0\t", b"%s\t\t0\t0\t\t\t\t"])
def test_an_empty_pin_is_a_stranger_and_kept(shape: bytes) -> None:
    punch = one(shape % b"\t2020-06-08 11:34:17\t255\t15")
    assert (punch.pin, punch.status, punch.verify) == ("", 255, 15)


def test_what_a_line_leaves_out_is_undefined() -> None:
    punch = one(b"7\t2020-06-08 11:34:17")
    assert (punch.status, punch.verify, punch.work_code) == (255, 255, "")
    assert one(b"7\t2020-06-08 11:34:17\t\t\tnull\t0\t0") == punch._replace(
        line=b"7\t2020-06-08 11:34:17\t\t\tnull\t0\t0"
    )


@pytest.mark.parametrize(
    ("rest", "mask", "temperature", "complete"),
    [
        (b"0\t0", None, None, True),
        (b"0\t0\t255\t0\t0\t", None, None, True),
        (b"0\t0\t0\t0\t0", 0, None, True),
        (b"0\t0\t1\t36.2\t0\t", 1, "36.2", True),
        (b"0\t0\t1\t36.50\t97.7", 1, "36.5", False),
        (b"\t\t1\t037.0", 1, "37", True),
        (b"0\t0\t1\t40.360001", 1, "40.360001", True),
        (b"0\t0\t\t255\t", None, None, True),
        (b"0\t0\t0\t00.000", 0, None, False),
        (b"0\t0\t7\t-1\t0", None, None, False),
        (b"0\t0\tnull\tnull\t", None, None, True),
        (b"0\t0\t1\thot\t0", 1, None, False),
        (b"3\t0", None, None, False),
    ],
)
def test_mask_and_temperature_are_read_where_they_were_taken(
    rest: bytes, mask: int | None, temperature: str | None, complete: bool
) -> None:
    punch = one(b"5\t2020-06-08 11:34:17\t255\t15\t\t" + rest)
    assert (punch.mask, punch.temperature, punch.complete) == (mask, temperature, complete)
    assert temperature is None or json.dumps(json.loads(temperature)) == temperature  # fit for JSON as it is


@pytest.mark.parametrize(
    ("offset", "seconds"),
    [(b"+28800", 28800), (b"-12600", -12600), (b"0", 0), (b"", None), (b"+99999", None), (b"UTC", None)],
)
def test_a_line_may_carry_its_own_offset(offset: bytes, seconds: int | None) -> None:
    assert one(b"5\t2026-03-30 23:59:59\t1\t15\t\t0\t0\t\t\t\t%s\t" % offset).utc_offset == seconds


@pytest.mark.parametrize(
    ("time", "local", "offset"),
    [
        (b"1774915199", datetime(2026, 3, 30, 23, 59, 59), 0),
        (b"2026-03-30T23:59:59Z", datetime(2026, 3, 30, 23, 59, 59), 0),
        (b"2026-03-30T23:59:59-05:30", datetime(2026, 3, 30, 23, 59, 59), -19800),
        (b"2026/03/30 23:59", datetime(2026, 3, 30, 23, 59), None),
        (b"2026-03-30 23:59:59.250", datetime(2026, 3, 30, 23, 59, 59), None),
    ],
)
def test_other_ways_to_write_the_time(time: bytes, local: datetime, offset: int | None) -> None:
    punch = one(b"5\t%s\t1\t15\t\t0\t0" % time)
    assert (punch.local, punch.utc_offset) == (local, offset)
    assert punch.odd == punch.line


def test_a_result_of_checking_an_identity_card_is_no_check_in() -> None:
    line = b"5\t2020-06-08 11:34:17\t0\t2\t\t0\t0\t%s\t%s"
    card = b"11010119900307757X"
    attendance, check = line % (card, b"0"), line % (card, b"1")
    assert (one(attendance).status, one(attendance).verify) == (0, 2)
    assert (one(check).status, one(check).verify) == (255, 16)
    assert one(check).odd == check
    # A document that is not Chinese has another number: then only the kind of terminal tells.
    passport = line % (b"P123", b"1")
    assert one(passport).status == 0
    assert one(passport, device_type="pid").status == 255


def test_job_codes_of_a_tft_terminal_are_neither_mask_nor_temperature() -> None:
    line = b"100\t2018-05-02 08:00:01\t0\t1\t0\t0\t0\t1\t12"
    assert (one(line).mask, one(line).temperature) == (1, "12")
    assert (one(line, pushver="3.2.0").mask, one(line, pushver="3.2.0").temperature) == (None, None)
    assert one(line, pushver="3.2.0").odd == line
    assert one(line + b"\t\t\t\t\t1.0\t2.50\t0.0").mask is None


# --- times -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("time", "suspect"),
    [
        (b"1970-01-01 00:00:10", "clock_reset"),
        (b"2000-01-01 00:00:00", "clock_reset"),
        (b"2000-12-31 23:59:59", "clock_reset"),
        (b"2001-01-01 00:00:00", None),
        (b"2026-11-21 05:00:00", None),
        (b"2026-11-22 05:00:00", None),
        (b"2026-11-22 05:00:01", "in_the_future"),
        (b"2165-01-01 00:00:00", "in_the_future"),
    ],
)
def test_an_implausible_time_is_kept_and_marked(time: bytes, suspect: str | None) -> None:
    punch = one(b"5\t%s\t1\t15\t\t0\t0" % time)
    assert punch.suspect == suspect
    assert punch.complete
    assert one(b"5\t%s\t1\t15\t\t0\t0" % time.replace(b" ", b"T")).suspect == suspect


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"1002\t2026-13-45 99:99:99\t0\t1\t\t0\t0\t", "bad_time"),
        (b"1002\t1971--10--29 -23:-27:-54\t0\t1", "bad_time"),
        (b"1002\t0000-00-00 00:00:00\t0\t1", "bad_time"),
        (b"1002\t0001-01-01 00:00:00\t0\t1", "bad_time"),  # no zone west of Greenwich could say when
        (b"1002\t9999-12-31 23:59:59\t0\t1", "bad_time"),
        (b"1002\t2026-W32-3 08:00:00\t0\t1\t\t0\t0", "bad_time"),
        (b"1002\t2026-08-12 08+01:00\t0\t1\t\t0\t0", "bad_time"),
        ("1002\t２026-08-12 08:00:00\t0\t1\t\t0\t0".encode(), "bad_time"),
        (b"basura sin tabs", "no_time"),
        (b"x2026-08-12 08:00:00 1 0", "no_time"),
        (b"OPLOG 4 2026-08-12 08:00:00 1 0", "no_time"),
        (b"USER PIN=7\tName=Ann\tPri=0", "no_time"),
        (b"OPLOG 4\t0\t2026-08-12 08:00:00\t0\t0\t0\t0", "bad_time"),
        (b"1\t\t0\t1", "no_time"),
        (b"1\t2026-08-12 08:00:00\tin\t1\t\t0\t0", "bad_status"),
        (b"1\t2026-08-12 08:00:00\t1_0\t1\t\t0\t0", "bad_status"),
        (b"1\t2026-08-12 08:00:00\t0\tface\t\t0\t0", "bad_verify"),
        (b"1\t2026-08-12 08:00:00\t12345678901\t1", "bad_status"),
        (b"1" * 65 + b"\t2026-08-12 08:00:00\t0\t1\t\t0\t0", "pin_too_long"),
        (b"1\t2026-08-12 08:00:00\t0\t1\t" + b"7" * 65 + b"\t0\t0", "work_code_too_long"),
        (b"Time=2015-07-30 15:16:28\tStatus=0", "no_pin"),
        (b"PIN=7\tStatus=0", "no_time"),
    ],
)
def test_a_line_that_cannot_be_read_is_dead_and_the_others_live(line: bytes, code: str) -> None:
    upload = parse(SEVEN + b"\n" + line + b"\n" + SEVEN)
    assert [(dead.raw, dead.line_no, dead.code) for dead in upload.dead] == [(line, 2, code)]
    assert [punch.line_no for punch in upload.punches] == [1, 3]
    assert upload.lines == 3
    assert "discard" in upload.dead[0].message  # says what to do


# --- lines -----------------------------------------------------------------------------------------------


def test_a_heading_is_no_record_and_is_not_counted() -> None:
    upload = parse(b"\nTABLE=ATTLOG\r\n" + SEVEN + b"\r\n")
    assert (len(upload.punches), upload.lines, upload.dead) == (1, 1, [])
    assert count_lines(b"\nTABLE=ATTLOG\n" + SEVEN) == 1
    # Only as the first: later it is a line like any other, and unreadable.
    assert len(parse(SEVEN + b"\nTABLE=ATTLOG\n").dead) == 1


@pytest.mark.parametrize("body", [b"", b"\n", b"\r\n\r\n", b" \t\n\0", b"\t\t\t\t\t\t\n"])
def test_blank_lines_are_nothing(body: bytes) -> None:
    upload = parse(body)
    assert (upload.punches, upload.dead, upload.lines) == ([], [], 0)
    assert count_lines(body) == 0


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\r", b"\r\n\r\n"])
def test_a_line_is_the_same_whatever_ends_it(end: bytes) -> None:
    assert parse(SEVEN + end).punches == [READ]


def test_nul_is_stripped_from_text_and_kept_in_the_raw_line() -> None:
    line = b"1\x00001\t2026-08-12 08:00:00\t0\t1\tW\x00C\t0\t0"
    punch = one(line)
    assert (punch.pin, punch.work_code, punch.odd) == ("1001", "WC", line)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_text_of_chinese_terminals(encoding: str) -> None:
    punch = one("张伟\t2026-08-12 08:00:00\t0\t1\t早班\t0\t0".encode(encoding))
    assert (punch.pin, punch.work_code) == ("张伟", "早班")
    assert (punch.odd is None) == (encoding == "utf-8")


def test_half_a_character_spoils_its_own_column_only() -> None:
    line = b"\t".join(["张伟".encode()[:-1], b"2026-08-12 08:00:00", b"0", b"1", "早".encode()])
    punch = one(line)
    assert (punch.pin, punch.work_code, punch.odd) == ("张", "早", line)


# --- for all ---------------------------------------------------------------------------------------------

NAME = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\t\n\r\0=\u0085\u2028\u2029"),
    max_size=24,
)
CODE = st.integers(0, 255)
LOCAL = st.datetimes(datetime(2001, 1, 1), NOW + timedelta(days=1)).map(lambda t: t.replace(microsecond=0))
RECORD = st.tuples(
    NAME,
    LOCAL,
    CODE,
    CODE,
    NAME.filter(lambda word: word != "null"),
    st.sampled_from([None, 0, 1]),
    st.none() | st.integers(341, 429).map(lambda tenths: f"{tenths / 10:g}"),
    st.none() | st.integers(-18 * 3600, 18 * 3600),
)
TAIL = st.sampled_from(["", "\t"])
END = st.sampled_from(["\n", "\r\n", "\n\n", "\n \r\n"])
Record = tuple[str, datetime, int, int, str, int | None, str | None, int | None]


def render(record: Record, tail: str) -> str:
    """The line a terminal of protocol 5.8 writes, or an older one where the newer columns are empty."""
    pin, local, status, verify, work_code, mask, temperature, offset = record
    columns = [pin, str(local), str(status), str(verify), work_code, "0", ""]
    if (mask, temperature, offset) != (None, None, None):
        columns += ["" if mask is None else str(mask), temperature or "", ""]
    if offset is not None:
        columns += [f"{offset:+d}", ""]
    return "\t".join(columns) + tail


@given(st.lists(st.tuples(RECORD, TAIL, END)))
def test_what_a_terminal_writes_is_what_is_read(written: list[tuple[Record, str, str]]) -> None:
    body = "".join(render(record, tail) + end for record, tail, end in written).encode()
    upload = parse(body)
    assert [punch[0:1] + punch[2:9] for punch in upload.punches] == [record for record, _, _ in written]
    assert all(punch.odd is None and punch.suspect is None for punch in upload.punches)
    assert (upload.lines, upload.dead) == (len(written), [])


@given(st.lists(RECORD, min_size=1), st.sampled_from(["\n", "\r\n"]), st.data())
def test_where_a_body_is_cut_at_line_ends_nothing_is_lost_or_doubled(
    records: list[Record], end: str, data: st.DataObject
) -> None:
    lines = [render(record, "").encode() + end.encode() for record in records]
    at = data.draw(st.integers(0, len(lines)))
    halves = [parse(b"".join(lines[:at])), parse(b"".join(lines[at:]))]
    whole = parse(b"".join(lines))
    apart = [punch._replace(line_no=0) for half in halves for punch in half.punches]
    assert apart == [punch._replace(line_no=0) for punch in whole.punches]


SNIPPETS = st.sampled_from(
    [
        b"\t", b"\n", b"\r\n", b"\r", b"\0", b" ", b"=", b"TABLE=ATTLOG", b"PIN=", b"Time=", b"1452", b"-1",
        b"2026-08-12 08:00:00", b"2026-08-12T08:00:00", b"1971--10--29 -23:-27:-54", b"1774915199", b"36.2",
        b"255", b"null",
        b"\t0\t1\t\t0\t0\t", b"+28800", b"11010119900307757X", b"\xe4\xbd", b"\xff\xfe", b"\xd5\xc5",
    ]
)  # fmt: skip
ANY_BODY = st.binary() | st.lists(SNIPPETS | st.binary(max_size=3)).map(b"".join)


@settings(max_examples=400, deadline=None)
@given(ANY_BODY, st.sampled_from([None, "2.0.1", "2.4.1", "3.2.0"]), st.sampled_from([None, "att", "pid"]))
@example(b"\xe4\xbd\t2026-08-12 08:00:00\t0\t1\t\xd5\t0\t0\n\0\n\r", None, None)
@example(b"1\t2026-08-12 08:00:00\t\xd9\xa1\t1\t\t0\t0", None, None)
@example(b"TABLE=ATTLOG\nTABLE=ATTLOG", None, None)
def test_no_bytes_raise_and_every_line_is_a_punch_dead_or_blank(
    body: bytes, pushver: str | None, device_type: str | None
) -> None:
    upload = parse(body, pushver=pushver, device_type=device_type)
    assert len(upload.punches) + len(upload.dead) == upload.lines == count_lines(body)
    told = [*(p.line for p in upload.punches), *(d.raw for d in upload.dead)]
    lines = body.split(b"\n")
    numbers = [*(p.line_no for p in upload.punches), *(d.line_no for d in upload.dead)]
    assert [lines[number - 1].rstrip(b"\r") for number in numbers] == [line.rstrip(b"\r") for line in told]
    assert len(set(numbers)) == len(numbers)
    for punch in upload.punches:
        assert "\0" not in punch.pin + punch.work_code
        (punch.pin + punch.work_code).encode()
        assert len(punch.pin) <= 64 >= len(punch.work_code)
        assert timedelta(days=1) <= punch.local - datetime.min
        assert timedelta(days=1) <= datetime.max - punch.local


@settings(max_examples=300, deadline=None)
@given(st.lists(SNIPPETS, max_size=12).map(b"".join), RECORD)
def test_the_fast_reader_says_what_the_patient_one_says(noise: bytes, record: Record) -> None:
    tables._rests.clear()
    for line in (render(record, "\t").encode(), SEVEN + noise, b"5\t2026-08-12 08:00:00\t0\t1\t" + noise):
        for punch in parse(line).punches[:1]:  # as met for the first time, and again from what was remembered
            text = punch.line.replace(b"\0", b"").decode(errors="ignore")
            if punch.line == text.encode():
                assert (
                    punch == parse(line).punches[0] == read_punch(punch.line, text, punch.line_no, Hints(NOW))
                )


def test_what_is_remembered_of_lines_stays_small() -> None:
    for number in range(3 * tables._MOST_RESTS):
        one(b"5\t2026-08-12 08:00:00\t0\t1\t\t%d\t0" % number)
    one(b"5\t2026-08-12 08:00:00\t0\t1\t\t0\t0\t\t\t\t\t" + b"x" * 100_000)
    assert len(tables._rests) <= tables._MOST_RESTS
    assert max(map(len, tables._rests)) <= tables._LONGEST_REST
