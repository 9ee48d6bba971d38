"""Maintenance windows: how they come back, and what is sent of one."""

from __future__ import annotations

from datetime import datetime

import pytest

from console.core.maintenance import Mode, Recurrence, Repeat, Window, WindowDraft

BODY = {
    "id": "mwin_1", "object": "maintenance_window", "name": "Restart",
    "selector": {"sites": ["site_1"], "devices": None, "tags": None}, "starts": "2026-11-28T02:30:00",
    "timezone": "Africa/Casablanca", "duration_s": 7200, "rrule": "FREQ=WEEKLY;BYDAY=SA", "mode": "observe",
    "reason": None, "active": False, "active_until": None,
    "next_turns": [{"starts_at": "2026-11-28T01:30:00Z", "ends_at": "2026-11-28T03:30:00Z"}],
    "device_count": 4, "created_by": "key_1", "created_at": "2026-11-22T08:00:00Z", "version": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "read"),
    [
        (None, Recurrence()),
        ("FREQ=DAILY", Recurrence(Repeat.DAILY)),
        ("FREQ=WEEKLY;BYDAY=MO,SA", Recurrence(Repeat.WEEKLY, ("MO", "SA"))),
        ("FREQ=WEEKLY;INTERVAL=1;BYDAY=SU", Recurrence(Repeat.WEEKLY, ("SU",))),
        ("FREQ=MONTHLY", Recurrence(Repeat.MONTHLY)),
    ],
)
def test_what_can_be_said_simply_is(rule: str | None, read: Recurrence) -> None:
    assert Recurrence.of(rule) == read
    assert Recurrence.of(read.rrule()) == read


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY;BYDAY=MO", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=-1SA", "FREQ=DAILY;COUNT=3"]
)
def test_anything_else_is_kept_as_it_is_written(rule: str) -> None:
    read = Recurrence.of(rule)
    assert read.repeat is Repeat.OTHER
    assert read.rrule() == rule


def test_a_window_is_read_with_its_turns() -> None:
    window = Window.of(BODY)
    assert window.selector == {"sites": ["site_1"]}
    assert window.mode is Mode.OBSERVE
    assert not window.past
    assert window.coming[0].ends_us - window.coming[0].starts_us == 7200 * 1_000_000


def test_a_window_that_is_over_has_no_turn_left() -> None:
    assert Window.of({**BODY, "next_turns": []}).past


def test_a_draft_is_sent_on_the_wall_clock_of_its_zone() -> None:
    draft = WindowDraft("Restart", datetime(2026, 11, 28, 2, 30), "Africa/Casablanca", 7200)
    body = draft.body()
    assert (body["starts"], body["rrule"], body["selector"]) == ("2026-11-28T02:30:00", None, {})
