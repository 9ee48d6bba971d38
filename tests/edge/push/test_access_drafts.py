"""What records of access terminals come to: every line is accounted for, and nothing of a body slips in."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.access.rtlog import parse_rtlog
from edge.push.access.rtstate import parse_rtstate
from edge.push.access.tabledata import parse_tabledata
from edge.push.access_drafts import Drafted, door_fact, drafted
from edge.push.door_states import DoorStates
from edge.reports import CredentialDraft, PersonDraft
from tests.edge.push.access.bodies import ANY_BODY
from tests.edge.push.access_terminals import NOW_US, device_of
from tests.kit.corpus import Sample, samples_where

NOW = datetime(2026, 10, 5, 10)
GREATEST_NUMBER = 2**53 - 1
TABLES = (
    "rtlog", "transaction", "user", "templatev10", "biophoto", "userpic", "biodata", "attphoto", "errorlog",
    "identitycard", "deviceauthorize", "timezone",
)  # fmt: skip
SAMPLES = samples_where(lambda expect: bool(expect.get("tablename")) and "records" in expect)


def drafts(table: str, body: bytes, biometrics: bool = False, **known: Any) -> Drafted:
    device = device_of(**known)
    serial = device.source.serial
    if table == "rtlog":
        return drafted(parse_rtlog(body, serial=serial, now=NOW), device, NOW_US, biometrics)
    return drafted(parse_tabledata(table, body, serial=serial, now=NOW), device, NOW_US, biometrics)


@given(st.sampled_from(TABLES), ANY_BODY, st.booleans(), st.none() | st.just(NOW_US))
def test_every_line_is_accounted_for(
    table: str, body: bytes, biometrics: bool, history_from: int | None
) -> None:
    read = drafts(table, body, biometrics, history_from=history_from)
    stored = len(read.punches) + len(read.facts) + len(read.people) + len(read.photos)
    left = len(read.dead) + read.unlisted + read.expired + read.unwanted + read.beside
    assert stored + left == read.lines
    for fact in read.facts:
        assert_json(dict(fact.members))


def assert_json(value: object) -> None:
    """Fit for an event: text that is text, numbers that every reader can hold, no column's NUL."""
    assert b"\\u0000" not in json.dumps(value, ensure_ascii=False).encode()
    for number in [each for each in _leaves(value) if isinstance(each, int)]:
        assert abs(number) <= GREATEST_NUMBER


def _leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in _leaves(each)]
    return [leaf for each in value for leaf in _leaves(each)] if isinstance(value, list) else [value]


@given(ANY_BODY)
def test_punches_are_told_in_the_order_of_their_times(body: bytes) -> None:
    read = drafts("rtlog", body)
    assert [punch.punched_at for punch in read.punches] == sorted(punch.punched_at for punch in read.punches)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_table_of_the_corpus_comes_to_what_it_says(sample: Sample) -> None:
    table, records = sample.expect["tablename"].lower(), sample.expect["records"]
    read = drafts(table, sample.body, biometrics=True, serial=str(sample.expect["sn"]))
    assert (read.lines, read.dead) == (sample.expect["record_count"], [])
    match table:
        case "user":
            people = [draft for draft in read.people if isinstance(draft, PersonDraft)]
            assert [draft.pin for draft in people] == [record["pin"] for record in records]
            assert [draft.name for draft in people] == [record["name"] or None for record in records]
            assert [draft.card for draft in people] == [record["cardno"] for record in records]
        case "templatev10" | "biodata":
            fingers = [draft for draft in read.people if isinstance(draft, CredentialDraft)]
            assert [draft.pin for draft in fingers] == [record["pin"] for record in records]
            assert [len(draft.content or b"") for draft in fingers] == [
                (record.get("template") or record["tmp"])["length"] for record in records
            ]
            if "fingers" in sample.expect:
                assert [
                    {"finger": draft.number, "duress": draft.duress} for draft in fingers
                ] == sample.expect["fingers"]
        case "attphoto":
            (photo,) = read.photos
            assert (photo.purpose, photo.pin, len(photo.content)) == ("attendance", "22", 231)
        case "errorlog":
            assert [fact.members["code"] for fact in read.facts] == [record["errcode"] for record in records]
        case "deviceauthorize":
            assert [fact.members["controller"] for fact in read.facts] == [record["SN"] for record in records]
        case _:
            assert table == "transaction"
            assert [fact.members["code"] for fact in read.facts] == [int(records[0]["eventtype"])]
            assert [fact.local for fact in read.facts] == [sample.expect["time_decoded"].replace(" ", "T")]


@pytest.mark.parametrize(
    ("code", "pin", "kind"),
    [
        (23, "12", "access"),
        (27, "0", "access"),
        (28, "0", "door"),
        (101, "12", "alarm"),
        (102, "0", "alarm"),
        (200, "0", "door"),
        (6, "12", "door"),
        (5004, "0", "door"),
        (6001, "0", "alarm"),
    ],
)
def test_bands_decide_what_kind_of_fact_it_is(code: int, pin: str, kind: str) -> None:
    read = drafts(
        "rtlog", f"time=2026-08-12 08:00:00\tpin={pin}\tevent={code}\tverifytype=1\tindex=4\n".encode()
    )
    assert ([fact.kind for fact in read.facts], read.punches) == ([kind], [])


def test_a_clock_that_is_wrong_is_marked_on_events_too() -> None:
    lines = b"".join(
        b"time=%s\tpin=%d\tevent=%d\tindex=%d\n" % (time, pin, code, index)
        for index, (time, pin, code) in enumerate(
            [
                (b"2031-01-01 00:00:00", 1, 3),
                (b"2031-01-01 00:00:00", 0, 102),
                (b"2026-03-22 02:30:00", 0, 27),
            ]
        )
    )
    read = drafts("rtlog", lines)
    assert [punch.time_quality for punch in read.punches] == ["suspect"]
    assert [fact.members["time_quality"] for fact in read.facts] == ["suspect", "nonexistent"]


def test_a_picture_is_kept_only_where_it_is_one_and_wanted() -> None:
    picture = base64.b64encode(b"\xff\xd8\xff" + bytes(60)).decode()
    wrong = base64.b64encode(b"<svg onload=alert(1)>" + bytes(60)).decode()
    body = f"userpic pin=1\tcontent={picture}\nuserpic pin=2\tcontent={wrong}\n".encode()
    assert [(photo.purpose, photo.pin) for photo in drafts("userpic", body, True).photos] == [("person", "1")]
    assert drafts("userpic", body).photos == []
    assert drafts("userpic", body).unwanted == 2


STATES = st.lists(
    st.tuples(st.sampled_from(["00", "01", "02", "05", "06"]), st.sampled_from(["00", "01"])), max_size=12
)


@given(STATES, st.integers(0, 12))
def test_a_door_is_told_once_for_each_change_however_reports_are_sent(
    states: list[tuple[str, str]], cut: int
) -> None:
    device, doors = device_of(), DoorStates()
    lines = [
        f"time=2026-08-12 08:00:{second:02}\tsensor={sensor}\trelay={relay}\n".encode()
        for second, (sensor, relay) in enumerate(states)
    ]
    digests = []
    for part in (lines[:cut], lines[:cut][-1:], lines[cut:]):  # the last one again, as after a lost reply
        reports = parse_rtstate(b"".join(part), serial="ACC1", doors=2).records
        changes = doors.changes(device.key, reports)
        digests += [door_fact(report, state, device, NOW_US).digest for report, state in changes.told]
        doors.settle(device.key, changes)
    apart = [
        ((int(sensor, 16) >> 2 * door & 3, int(relay, 16) >> door & 1))
        for door in (0, 1)
        for sensor, relay in states
    ]
    changed = sum(
        before != after
        for door in (0, 1)
        for before, after in zip(
            apart[door * len(states) :],
            apart[door * len(states) + 1 : (door + 1) * len(states)],
            strict=False,
        )
    )
    assert len(digests) == len(set(digests)) == changed


def test_controllers_of_a_terminal_have_doors_of_their_own() -> None:
    doors, device = DoorStates(), device_of()
    body = b"".join(
        b"time=2026-08-12 08:00:00\tsensor=0%d\trelay=00\tsn=SUB%d\n" % (sensor, controller)
        for sensor in (1, 2)
        for controller in range(80)
    )
    changes = doors.changes(device.key, parse_rtstate(body, serial="ACC1").records)
    told = {report.sub_serial for report, _ in changes.told}
    assert len(changes.told) == len(told) == len(changes.after) == 64
