"""Letting in: a person who stands at a door, a sub-controller (PROTOCOL.md §10.7, §10.8)."""

from __future__ import annotations

import pytest
from hypothesis import given

from edge.push.access.authorize import Attempt, authorization, opening, parse_attempt, render_verdict
from edge.push.attendance.lines import Unread
from tests.edge.push.access.bodies import ANY_BODY, NOW, SERIAL
from tests.kit.corpus import samples_where


def attempt(body: bytes) -> Attempt:
    told = parse_attempt(body, serial=SERIAL, now=NOW)
    assert isinstance(told, Attempt)
    return told


def test_the_attempt_of_the_corpus() -> None:
    (sample,) = samples_where(lambda e: e.get("auth_type") == "device")
    told = attempt(sample.body)
    event = sample.expect["event"]
    assert (told.event.time_text, told.event.pin, told.event.code) == (event["time"], event["pin"], 0)
    assert (told.event.card, told.event.door, told.event.direction) == (None, 1, 0)
    assert told.event.verification.word == "card"
    assert told.place == "reader"
    assert render_verdict("SUCCESS", told.record, opening(1, 5)) == (
        b"AUTH=SUCCESS\r\n" + sample.body.rstrip() + b"\r\nCONTROL DEVICE 0101010500\r\n"
    )


def test_who_is_refused_gets_no_door() -> None:
    reply = render_verdict("FAILED", b"time=2021-03-01 12:00:00\tpin=12\r\nmore", opening(1, 5))
    assert reply == b"AUTH=FAILED\r\ntime=2021-03-01 12:00:00\tpin=12\r\n"


def test_a_broken_clock_keeps_nobody_out() -> None:
    told = attempt(
        b"\r\ntime=1971--10--29 -23:-27:-54\tpin=12\taddrtype=2\teventaddr=3\tevent=0\tverifytype=4\n"
    )
    assert (told.event.pin, told.place, told.event.local) == ("12", "door", None)
    assert told.door_of(4, 4) == 3


@pytest.mark.parametrize(
    ("addrtype", "addr", "doors", "readers", "door"),
    [
        (2, 3, 4, 8, 3),
        (3, 1, 2, 4, 1),
        (3, 2, 2, 4, 1),
        (3, 3, 2, 4, 2),
        (3, 2, 2, 2, 2),
        (1, 7, 4, 8, 1),
        (4, 2, 4, 8, 1),
        (2, 99, 4, 8, 4),
        (2, 0, 4, 8, 1),
        (9, 2, 4, 8, 2),
    ],
)
def test_the_door_behind_an_address(addrtype: int, addr: int, doors: int, readers: int, door: int) -> None:
    line = f"time=2021-03-01 12:00:00\tpin=1\taddrtype={addrtype}\teventaddr={addr}\tevent=0"
    assert attempt(line.encode()).door_of(doors, readers) == door


@given(ANY_BODY)
def test_any_body_is_an_attempt_or_says_why_it_is_none(body: bytes) -> None:
    told = parse_attempt(body, serial=SERIAL, now=NOW)
    if isinstance(told, Unread):
        assert told.message.endswith(".")
        return
    reply = render_verdict("TIMEOUT", told.record)
    assert reply.startswith(b"AUTH=TIMEOUT\r\n")
    assert reply.count(b"\n") == 2


@pytest.mark.parametrize(("door", "seconds"), [(0, 5), (17, 5), (1, 0), (1, 255), (1, -1)])
def test_doors_and_times_that_cannot_be_told(door: int, seconds: int) -> None:
    with pytest.raises(ValueError, match="door"):
        opening(door, seconds)


def test_sub_controllers_are_let_in_or_turned_away() -> None:
    assert (
        authorization("DDG7059967043", True) == "DATA UPDATE DeviceAuthorize SN=DDG7059967043\tIsAuthorize=1"
    )
    assert authorization("DDG7059967043", False).endswith("IsAuthorize=2")
    for serial in ("", "A\tIsAuthorize=1", "A\nC:1:REBOOT"):
        with pytest.raises(ValueError, match="serial number"):
            authorization(serial, True)
