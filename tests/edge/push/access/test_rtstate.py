"""How doors and passages stand (PROTOCOL.md §10.6)."""

from __future__ import annotations

from functools import partial
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.access.records import DoorAlarm, DoorState, Sensor
from edge.push.access.rtstate import parse_irstate, parse_rtstate, parse_testdata
from tests.edge.push.access.bodies import ANY_BODY, SERIAL, SNIPPETS, check_accounted, check_fast, enlarged
from tests.kit.corpus import Sample, samples_where

parse = partial(parse_rtstate, serial=SERIAL)
READERS = [parse, partial(parse, doors=4), parse_irstate, parse_testdata]


@pytest.mark.parametrize("sample", samples_where(lambda e: "doors" in e), ids=lambda s: s.name)
def test_states_of_the_corpus(sample: Sample) -> None:
    (report,) = parse(sample.body).records
    (record,) = sample.expect["records"]
    told = {
        "time": report.time_text,
        "sensor": report.sensor,
        "relay": report.relay,
        "alarm": report.alarm,
        "door": report.door,
    }
    assert {name: told[name] for name in record} == record
    assert [
        {"door": state.door, "sensor": state.sensor, "relay": state.relay, "alarms": list(state.alarms)}
        for state in report.doors
    ] == sample.expect["doors"]
    assert str(report.local) == record["time"]


def test_counters_of_the_corpus() -> None:
    (sample,) = samples_where(lambda e: e.get("table") == "irstate")
    (told,) = parse_irstate(sample.body).records
    assert (told.infrared, told.sensors, told.entries, told.exits, told.alarms, told.running) == (
        1,
        2,
        2,
        2,
        1,
        1,
    )


def test_wiegand_bits_of_the_corpus() -> None:
    (sample,) = samples_where(lambda e: e.get("table") == "testdata")
    (record,) = sample.expect["records"]
    (told,) = parse_testdata(sample.body).records
    assert (told.kind, told.bit_count, told.bits, told.sub_serial) == (
        record["type"], int(record["bitscount"]), record["bits"], record["sn"],
    )  # fmt: skip
    assert told.bits not in repr(told)


def test_a_controller_with_four_doors() -> None:
    line = b"time=2026-08-21 07:00:12\tsensor=9900\trelay=04\talarm=0100000800000000"
    (report,) = parse(line, doors=4).records
    assert report.doors == (
        DoorState(1, "closed", 0, ("forced",)),
        DoorState(2, "open", 0, ()),
        DoorState(3, "closed", 1, ()),
        DoorState(4, "open", 0, ("duress_fingerprint",)),
    )
    before = {state.door: state for state in report.doors}
    (later,) = parse(line.replace(b"relay=04", b"relay=05"), doors=4).records
    assert later.changed_from({}) == later.doors
    assert [state.door for state in later.changed_from(before)] == [1]
    assert report.changed_from(before) == ()


def test_a_sub_controller_reports_for_one_door_of_its_own() -> None:
    (report,) = parse(b"time=2026-08-21 07:00:12\tsensor=02\trelay=01\talarm=20\tdoor=03\tsn=6012345").records
    assert report.doors == (DoorState(3, "open", 1, ("mains",)),)
    assert report.sub_serial == "6012345"
    assert (
        parse(b"type=rtstate\ttime=2026-08-21 07:00:12\trelay=00\tsn=" + SERIAL.encode())
        .records[0]
        .sub_serial
        == ""
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"time=2026-08-21 07:00:12", "no_state"),
        (b"time=2026-08-21 07:00:12\tsensor=\trelay=\talarm=", "no_state"),
        (b"relay=00\talarm=0000000000000000", "no_time"),
        (b"time=1\tsensor=0x\trelay=00", "bad_state"),
        (b"time=1\tsensor=001", "bad_state"),
        (b"time=1\talarm=" + b"00" * 40, "bad_state"),
    ],
)
def test_what_cannot_be_read_is_a_dead_line(line: bytes, code: str) -> None:
    assert [dead.code for dead in parse(line).dead] == [code]


DOORS = st.lists(
    st.tuples(
        st.sampled_from(get_args(Sensor)), st.integers(0, 1), st.lists(st.sampled_from(get_args(DoorAlarm)))
    ),
    min_size=1,
    max_size=8,
)


@given(DOORS)
def test_what_goes_over_the_wire_comes_back(doors: list[tuple[Any, int, list[Any]]]) -> None:
    sensors, relays = bytearray(2), 0
    alarms = bytearray(8)
    states = []
    for place, (sensor, relay, told) in enumerate(doors):
        sensors[place // 4] |= get_args(Sensor).index(sensor) << place % 4 * 2
        relays |= relay << place
        words = tuple(word for word in get_args(DoorAlarm) if word in told)
        alarms[place] = sum(1 << get_args(DoorAlarm).index(word) for word in words)
        states.append(DoorState(place + 1, sensor, relay, words))
    line = f"time=2026-08-21 07:00:12\tsensor={sensors.hex()}\trelay={relays:02x}\talarm={alarms.hex()}"
    (report,) = parse(line.encode(), doors=len(doors)).records
    assert list(report.doors) == states


@pytest.mark.parametrize("read", READERS)
@given(body=ANY_BODY)
def test_any_bytes_are_accounted_for(read: Any, body: bytes) -> None:
    check_accounted(body, read(body))


COSTLY = [
    b"a\n", b"relay=0\n", b"time=1\trelay=00\n", b"time=1\talarm=ffffffffffffffff\n", b"alarm=zz\tsn=\xff\n",
    b"irstate=\xff\n", b"incount=1\n", b"bits=01\n", b"bits=0\ta=\xff\n", b"=\t",
    b"".join(b"time=1\talarm=%016x\n" % (n * 0x9E3779B97F4A7C15 % 2**64) for n in range(1000)),
]  # fmt: skip


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("seed", COSTLY, ids=lambda seed: repr(seed[:20]))
def test_a_large_body_is_read_at_once(read: Any, seed: bytes) -> None:
    check_fast(partial(read, enlarged(seed)))


@pytest.mark.parametrize("read", READERS)
@given(seed=st.lists(SNIPPETS, min_size=1, max_size=6).map(b"".join))
def test_any_large_body_is_read_at_once(read: Any, seed: bytes) -> None:
    check_fast(partial(read, enlarged(seed)))
