"""The events of terminals: what is extracted, what is attendance, what tells one from another (§10.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.access.records import Event
from edge.push.access.rtlog import parse_rtlog
from edge.push.access.tabledata import parse_tabledata
from edge.push.text import encode_seconds
from tests.edge.push.access.bodies import (
    ANY_BODY,
    NOW,
    SERIAL,
    SNIPPETS,
    check_accounted,
    check_fast,
    enlarged,
)
from tests.kit.corpus import Sample, samples_where

parse = partial(parse_rtlog, serial=SERIAL, now=NOW)
LINE = (
    b"time=2026-09-15 15:32:41\tpin=2\tcardno=0\teventaddr=1\tevent=3\tinoutstatus=0\tverifytype=15"
    b"\tindex=114"
)


def one(line: bytes) -> Event:
    (event,) = parse(line).records
    return event


def as_columns(event: Event) -> dict[str, str]:
    """What a sidecar would say of an event, of the columns that an event has."""
    return {
        "time": event.time_text,
        "pin": event.pin or "0",
        "cardno": event.card or "0",
        "eventaddr": str(event.door),
        "event": str(event.code),
        "inoutstatus": str(event.direction),
        "verifytype": event.verify_text,
        "index": event.index or "0",
        "sn": event.sub_serial,
        **event.other,
    }


@pytest.mark.parametrize("sample", samples_where(lambda e: e.get("table") == "rtlog"), ids=lambda s: s.name)
def test_events_of_the_corpus(sample: Sample) -> None:
    expect: dict[str, Any] = dict(sample.expect)
    table = parse_rtlog(sample.body, serial=expect["sn"], now=NOW)
    assert len(table.records) == table.lines == expect["record_count"]
    for event, record in zip(table.records, expect["records"], strict=True):
        wanted = {name.lower(): value for name, value in record.items()}
        mask, temperature = wanted.pop("maskflag", ""), wanted.pop("temperature", "")
        wanted.pop("convtemperature", None)
        assert event.mask == {"": None, "255": None, "0": 0, "1": 1}[mask]
        assert event.temperature is None
        assert temperature in ("", "0", "255")
        told = as_columns(event)
        assert {name: told[name] for name in wanted} == wanted
        assert event.local == datetime.fromisoformat(wanted["time"])
        assert event.suspect is None
    punches = [event for event in table.records if event.subject == "punch"]
    bands = [event.band for event in table.records]
    assert len(punches) == expect.get("granted", expect.get("person_events", 0))
    assert bands.count("denied") == expect.get("denied", bands.count("denied"))
    assert bands.count("alarm") == expect.get("alarms", 0)


def test_a_pass_is_a_punch_that_keeps_its_line() -> None:
    punch = one(LINE + b"\tmaskflag=1\ttemperature=36.60").punch()
    assert (punch.pin, punch.local) == ("2", datetime(2026, 9, 15, 15, 32, 41))
    assert (punch.status, punch.verify, punch.mask, punch.temperature) == (0, 15, 1, "36.6")
    assert punch.odd is not None
    assert punch.odd.startswith(LINE)


@pytest.mark.parametrize(("inout", "status"), [(b"0", 0), (b"1", 1), (b"2", 255), (b"3", 255), (b"", 255)])
def test_only_in_and_out_are_a_direction(inout: bytes, status: int) -> None:
    assert one(LINE.replace(b"inoutstatus=0", b"inoutstatus=" + inout)).punch().status == status


def test_what_is_no_attendance_makes_no_punch() -> None:
    for code in (b"27", b"102", b"6", b"255"):
        with pytest.raises(ValueError, match="no attendance"):
            one(LINE.replace(b"event=3", b"event=" + code)).punch()
    with pytest.raises(ValueError, match="no attendance"):
        one(LINE.replace(b"pin=2", b"pin=0")).punch()


def test_bits_of_verify_types_are_told_and_kept() -> None:
    event = one(LINE.replace(b"verifytype=15", b"verifytype=0000101000000011"))
    assert event.verification == (200, "face_and_password_and_card")
    assert event.verify_text == "0000101000000011"


def test_a_linkage_names_the_event_that_set_it_off() -> None:
    event = one(LINE.replace(b"event=3", b"event=6").replace(b"verifytype=15", b"verifytype=27"))
    assert (event.triggered_by, event.subject) == (27, "door")
    assert one(LINE).triggered_by is None


def test_a_clock_that_was_never_set_is_kept_and_a_punch_without_time_is_a_dead_line() -> None:
    body = (
        b"time=1971--10--29 -23:-27:-54\tpin=0\tevent=206\tindex=1\n"
        b"time=1971--10--29 -23:-27:-54\tpin=7\tevent=3\tindex=2\n"
        b"time=1999-12-31 23:59:59\tpin=7\tevent=3\tindex=3\n"
        b"time=2031-01-01 00:00:00\tpin=7\tevent=3\tindex=4\n"
    )
    table = parse(body)
    assert [event.suspect for event in table.records] == [None, "clock_reset", "in_the_future"]
    assert (table.records[0].local, table.records[0].time_text) == (None, "1971--10--29 -23:-27:-54")
    assert [(line.line_no, line.code) for line in table.dead] == [(2, "bad_time")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"time=2026-09-15 15:32:41\tpin=2", "no_event"),
        (b"time=2026-09-15 15:32:41\tevent=x\tpin=2", "no_event"),
        (b"event=3\tpin=2\tindex=5\teventaddr=1", "no_time"),
        (b"time=\tevent=206\tindex=5\teventaddr=1", "no_time"),
        (b"time=1\tevent=206", "no_event"),
        (LINE.replace(b"pin=2", b"pin=" + b"9" * 65), "value_too_long"),
        (b"time=" + b"1" * 65 + b"\tevent=206", "bad_time"),
        (b"\xff\xfe", "no_event"),
    ],
)
def test_what_cannot_be_read_is_a_dead_line(line: bytes, code: str) -> None:
    table = parse(line)
    assert [dead.code for dead in table.dead] == [code]
    assert table.lines == 1


def test_oddities_of_controllers() -> None:
    assert replace(one(b"type=rtlog\t" + LINE), line=LINE) == one(LINE)
    assert one(LINE + b"\tsn=" + SERIAL.encode()).sub_serial == ""
    assert one(LINE + b"\tsn=6012345").sub_serial == "6012345"
    assert one(LINE.replace(b"pin=2", b"pin=null")).pin is None
    assert one(LINE.replace(b"cardno=0", b"cardno=0012345")).card == "12345"
    assert one(b"SN=\tTIME=2026-09-15 15:32:41\tPIN=A7\tEVENT=0").pin == "A7"


def test_the_same_event_by_either_table_is_one() -> None:
    told_live = one(LINE)
    queried = parse_tabledata(
        "transaction",
        b"transaction cardno=0\tpin=2\tverified=15\tdoorid=1\teventtype=3\tinoutstate=0\ttime_second="
        b"858353561\tindex=114\tsitecode=0\tdevid=1\tsn=VGU6259910358\n",
        serial=SERIAL,
        now=NOW,
    ).records[0]
    assert isinstance(queried, Event)
    assert queried.local == told_live.local == datetime(2026, 9, 15, 15, 32, 41)
    assert queried.dedup == told_live.dedup
    assert queried.punch()[:6] == told_live.punch()._replace(time_text="858353561")[:6]


def test_events_are_told_apart_by_index_time_and_controller() -> None:
    others = [
        LINE.replace(b"index=114", b"index=115"),
        LINE.replace(b"15:32:41", b"15:32:42"),
        LINE + b"\tsn=6012345",
        LINE.replace(b"index=114", b"index=0"),
        LINE.replace(b"index=114", b"index=0").replace(b"pin=2", b"pin=3"),
        LINE.replace(b"index=114", b"index=0").replace(b"event=3", b"event=1"),
        LINE.replace(b"2026-09-15 15:32:41", b"1971--1"),
    ]
    keys = {
        one(line.replace(b"pin=2", b"pin=0") if b"1971" in line else line).dedup for line in [LINE, *others]
    }
    assert len(keys) == len(others) + 1
    assert {len(key) for key in keys} == {16}


def test_keys_grow_with_local_time() -> None:
    days = [
        one(LINE.replace(b"2026-09-15", day)).dedup for day in (b"2001-01-01", b"2026-09-15", b"2030-01-01")
    ]
    assert days == sorted(days)


NAMES = {
    "rtlog": ("time", "pin", "cardno", "eventaddr", "event", "inoutstatus", "verifytype", "index", "sn"),
    "transaction": (
        "time_second", "pin", "cardno", "doorid", "eventtype", "inoutstate", "verified", "index", "sn",
    ),
}  # fmt: skip
TEXT = st.text(
    st.characters(exclude_characters="\t\r\n\0", exclude_categories=["Cs"]), min_size=1, max_size=20
)
PINS = TEXT.filter(lambda pin: pin.strip() not in ("", "0") and pin != "null")
EVENTS = st.fixed_dictionaries(
    {
        "local": st.datetimes(datetime(2001, 1, 1), datetime(2062, 12, 31)).map(
            lambda t: t.replace(microsecond=0)
        ),
        "pin": st.none() | PINS,
        "card": st.none() | st.integers(1, 2**64).map(str),
        "door": st.integers(0, 255),
        "code": st.integers(0, 6999),
        "direction": st.integers(0, 2),
        "verify": st.integers(0, 255).map(str) | st.text("01", min_size=16, max_size=16),
        "index": st.none() | st.integers(1, 2**32).map(str),
        "sub_serial": st.sampled_from(["", "6012345", "ODG7039967031"]),
    }
)


def wire(event: dict[str, Any], table: str, order: list[int]) -> bytes:
    time_text = str(event["local"]) if table == "rtlog" else str(encode_seconds(event["local"]))
    values = [
        time_text, event["pin"] or "0", event["card"] or "0", event["door"], event["code"],
        event["direction"], event["verify"], event["index"] or "0", event["sub_serial"],
    ]  # fmt: skip
    columns = [f"{name}={value}" for name, value in zip(NAMES[table], values, strict=True)]
    return "\t".join(columns[place] for place in order).encode()


@given(
    st.lists(EVENTS, min_size=1, max_size=5),
    st.sampled_from(["rtlog", "transaction"]),
    st.permutations(range(9)),
    st.sampled_from([b"\n", b"\r\n", b"\t\n"]),
    st.booleans(),
)
def test_what_goes_over_the_wire_comes_back(
    events: list[dict[str, Any]], table: str, order: list[int], end: bytes, ended: bool
) -> None:
    prefix = b"" if table == "rtlog" else b"transaction "
    body = end.join(prefix + wire(event, table, order) for event in events) + (end if ended else b"")
    read: Any = (
        parse(body) if table == "rtlog" else parse_tabledata("transaction", body, serial=SERIAL, now=NOW)
    )
    assert not read.dead
    for event, told in zip(events, read.records, strict=True):
        assert told.local == event["local"]
        assert (told.pin, told.card) == (event["pin"], event["card"])
        assert (told.door, told.code, told.direction) == (event["door"], event["code"], event["direction"])
        assert (told.verify_text, told.index) == (event["verify"], event["index"])
        assert told.sub_serial == event["sub_serial"]
        assert len(told.dedup) == 16


@given(ANY_BODY)
def test_any_bytes_are_accounted_for(body: bytes) -> None:
    table = parse(body)
    check_accounted(body, table)
    for event in table.records:
        assert len(event.dedup) == 16
        if event.subject == "punch":
            assert event.punch().line_no == event.line_no


@pytest.mark.parametrize("encoding", [None, "gb18030", "utf-8"])
def test_a_pin_in_chinese_is_read(encoding: Any) -> None:
    table = parse(LINE.replace(b"pin=2", b"pin=" + "张三".encode("gb18030")), encoding=encoding)
    assert [event.pin for event in table.records] == ["张三"]


COSTLY = [
    b"\n", b"a\n", b"=\n", b"=\t", b"a=\t", b"event=1\n", b"time=1\tevent=0\n", b"event=20\ttime=1\n",
    b"event=20\ttime=1\tpin=0\tcardno=\n",
    b"\xff\n", b"event=20\ttime=1\tcardno=\tpin=\xd5\xc5\n", LINE + b"\n", b"time=\xff\tevent=\xff\n",
    b"aaaaaaaaaaaaaaaa=\n",
    b"".join(b"%c%c=\xff\t" % (a, b) for a in b"abcdefgh" for b in b"abcdefgh") + b"\n",
]  # fmt: skip


@pytest.mark.parametrize("seed", COSTLY, ids=lambda seed: repr(seed[:20]))
def test_a_large_body_is_read_at_once(seed: bytes) -> None:
    check_fast(partial(parse, enlarged(seed)))


@given(st.lists(SNIPPETS, min_size=1, max_size=6).map(b"".join))
def test_any_large_body_is_read_at_once(seed: bytes) -> None:
    check_fast(partial(parse, enlarged(seed)))
