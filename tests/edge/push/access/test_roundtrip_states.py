"""States written as doors, passages and readers tell them are states read (PROTOCOL.md §10.6).

A terminal that reports for all of its doors at once is in `test_rtstate`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from edge.push.access.records import DoorAlarm, DoorState, PassageCounters, Sensor, WiegandTest
from edge.push.access.rtstate import parse_irstate, parse_rtstate, parse_testdata
from tests.edge.push.access.bodies import SERIAL, check_accounted

SENSORS, ALARMS = get_args(Sensor), get_args(DoorAlarm)
TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)).map(lambda at: at.replace(microsecond=0))
ENDS = st.sampled_from(["\n", "\r\n", "\t\n"])
COUNTS = st.integers(0, 999_999_999)
SERIALS = st.sampled_from(["6012345", "ODG7039967031"])


@st.composite
def reports_of_one_door(draw: st.DrawFn) -> tuple[dict[str, Any], str]:
    """A sub-controller tells of one door, whose bits stand where those of the first door would."""
    state = DoorState(
        draw(st.integers(2, 255)),
        draw(st.sampled_from(SENSORS)),
        draw(st.integers(0, 1)),
        tuple(alarm for alarm in ALARMS if draw(st.booleans())),
    )
    local, serial = draw(TIMES), draw(SERIALS)
    columns = [
        f"time={local}", f"sensor={SENSORS.index(state.sensor):02x}", f"relay={state.relay:02x}",
        f"alarm={sum(1 << ALARMS.index(alarm) for alarm in state.alarms):02x}", f"door={state.door:02x}",
        f"sn={serial}",
    ]  # fmt: skip
    expected = {"local": local, "time_text": str(local), "doors": (state,), "sub_serial": serial}
    return expected, "\t".join(draw(st.permutations(columns)))


@given(st.lists(reports_of_one_door(), max_size=5), ENDS, st.booleans())
def test_reports_of_single_doors_come_back(
    written: list[tuple[dict[str, Any], str]], end: str, prefixed: bool
) -> None:
    lines = [("type=rtstate\t" if prefixed else "") + line for _, line in written]
    body = "".join(line + end for line in lines).encode()
    table = parse_rtstate(body, serial=SERIAL, doors=4)
    told = [{name: getattr(report, name) for name in each} for report, (each, _) in pairs(table, written)]
    assert told == [expected for expected, _ in written]
    assert not table.dead
    check_accounted(body, table)


COUNTERS = st.builds(PassageCounters, st.just(1), COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)


@given(st.lists(COUNTERS, max_size=5), ENDS, st.permutations(range(6)))
def test_counters_of_a_passage_come_back(written: list[PassageCounters], end: str, order: list[int]) -> None:
    lines = []
    for each in written:
        columns = [
            f"irstate={each.infrared}", f"irsensecount={each.sensors}", f"incount={each.entries}",
            f"outcount={each.exits}", f"alarmcount={each.alarms}", f"runcount={each.running}",
        ]  # fmt: skip
        lines.append("\t".join(columns[place] for place in order))
    body = "".join(line + end for line in lines).encode()
    table = parse_irstate(body)
    expected = [each.__class__(number, *fields(each)) for number, each in enumerate(written, 1)]
    assert (list(table.records), list(table.dead)) == (expected, [])


CARDS = st.builds(
    WiegandTest, st.just(1), st.sampled_from(["wiegand", "1"]), st.integers(1, 512),
    st.text("01", min_size=1, max_size=512), st.sampled_from(["", "6012345"]),
)  # fmt: skip


@given(st.lists(CARDS, max_size=5), ENDS)
def test_bits_of_cards_come_back(written: list[WiegandTest], end: str) -> None:
    lines = [f"type={c.kind}\tbitscount={c.bit_count}\tbits={c.bits}\tsn={c.sub_serial}" for c in written]
    table = parse_testdata("".join(line + end for line in lines).encode())
    expected = [
        WiegandTest(number, c.kind, c.bit_count, c.bits, c.sub_serial) for number, c in enumerate(written, 1)
    ]
    assert (list(table.records), list(table.dead)) == (expected, [])


def pairs(table: Any, written: list[Any]) -> Any:
    return zip(table.records, written, strict=True)


def fields(each: PassageCounters) -> list[int | None]:
    return [each.infrared, each.sensors, each.entries, each.exits, each.alarms, each.running]
