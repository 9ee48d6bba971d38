"""Bad for long enough is told once; over is told once; what cannot be seen is neither."""

from __future__ import annotations

from dataclasses import replace

from edge.alerts.conditions import DISMISSED_S, GONE, Key, Known, Move, Reading, shifted, step
from edge.alerts.model import Entity

DOOR = Entity("device", "dev_door")
KEY = Key("clock_drift", DOOR)
BAD = Reading("rule_x", "clock_drift", DOOR, "bad", "warning", "Off", "By much.", hold_s=100, clear_s=60)
GOOD = replace(BAD, finding="good", reason="")
LEFT = replace(BAD, finding="gone", reason="")


class Course:
    """One entity through time; `told` is what people heard."""

    def __init__(self) -> None:
        self.known: dict[Key, Known] = {}
        self.told: list[str] = []
        self.statuses: list[str | None] = []

    def at(self, now: float, *readings: Reading) -> list[Move]:
        moves = step(self.known, readings, now)
        for move in moves:
            if move.after is None:
                self.known.pop(move.key, None)
            else:
                self.known[move.key] = move.after
            if move.change is not None:
                self.statuses.append(move.change.status)
                if move.change.tell:
                    self.told.append(str(move.change.status))
        return moves

    @property
    def stage(self) -> str | None:
        return self.known[KEY].stage if KEY in self.known else None


def test_what_is_bad_for_the_hold_is_told_and_what_passes_before_is_not() -> None:
    course = Course()
    course.at(0, BAD)
    course.at(99, BAD)
    assert (course.stage, course.told) == ("pending", [])
    course.at(99.5, GOOD)
    course.at(100, BAD)
    course.at(199, BAD)
    assert (course.stage, course.told) == ("pending", [])
    course.at(200, BAD)
    assert (course.stage, course.told) == ("firing", ["firing"])


def test_without_a_hold_it_is_told_at_once_and_without_a_clearing_time_it_is_over_at_once() -> None:
    course = Course()
    at_once = replace(BAD, hold_s=0, clear_s=0)
    course.at(5, at_once)
    course.at(20, replace(at_once, finding="good"))
    assert (course.statuses, course.told) == (["firing", "resolved"], ["firing", "resolved"])


def test_it_is_over_once_it_stays_good_and_coming_back_before_is_not_told_again() -> None:
    course = Course()
    for now in (0, 100):
        course.at(now, BAD)
    course.at(110, GOOD)
    assert course.stage == "resolving"
    course.at(150, BAD)
    course.at(160, GOOD)
    course.at(219, GOOD)
    assert (course.stage, course.told) == ("resolving", ["firing"])
    course.at(220, GOOD)
    assert (course.stage, course.told) == (None, ["firing", "resolved"])


def test_what_cannot_be_read_has_not_recovered() -> None:
    course = Course()
    for now in (0, 100):
        course.at(now, BAD)
    for now in range(115, 5_000, 15):
        assert course.at(now) == []
    assert course.stage == "firing"


def test_what_cannot_be_read_does_not_fire_either() -> None:
    course = Course()
    course.at(0, BAD)
    for now in range(15, 5_000, 15):
        course.at(now)
    assert course.told == []


def test_a_rising_severity_is_passed_on_and_never_falls() -> None:
    course = Course()
    for now in (0, 100):
        course.at(now, BAD)
    (raised,) = course.at(110, replace(BAD, severity="critical"))
    assert raised.change is not None
    assert (raised.change.status, raised.change.severity) == ("firing", "critical")
    assert not raised.change.tell  # whoever writes it down sees that it rose, and tells so
    assert course.at(120, BAD) == []


def test_new_words_are_written_down_and_nobody_is_told() -> None:
    course = Course()
    for now in (0, 100):
        course.at(now, BAD)
    (move,) = course.at(110, replace(BAD, title="Off by more"))
    assert move.change is not None
    assert (move.change.title, move.change.tell, course.told) == ("Off by more", False, ["firing"])


def test_what_is_there_no_more_is_over_without_waiting() -> None:
    course = Course()
    for now in (0, 100):
        course.at(now, BAD)
    (move,) = course.at(101, LEFT)
    assert move.change is not None
    assert (move.change.status, move.change.reason) == ("resolved", GONE)


def test_resolved_by_hand_it_rests_until_it_was_good() -> None:
    course = Course()
    dismissed = Known("rule_x", "dismissed", "warning", 1_000.0, "Off")
    course.known[KEY] = dismissed
    assert course.at(2_000, BAD) == []
    (move,) = course.at(2_015, GOOD)
    assert (move.change, course.stage) == (None, None)
    course.at(2_030, BAD)
    assert course.stage == "pending"


def test_resolved_by_hand_and_bad_for_a_day_more_it_begins_anew() -> None:
    course = Course()
    course.known[KEY] = Known("rule_x", "dismissed", "warning", 1_000.0, "Off")
    course.at(1_000 + DISMISSED_S, BAD)
    assert course.stage == "pending"


def test_a_clock_that_goes_back_begins_the_hold_anew() -> None:
    course = Course()
    course.at(10_000, BAD)
    course.at(5_000, BAD)
    course.at(5_099, BAD)
    assert course.told == []
    course.at(5_100, BAD)
    assert course.told == ["firing"]


def test_a_clock_that_jumps_ahead_does_not_end_a_hold() -> None:
    course = Course()
    course.at(0, BAD)
    course.known[KEY] = shifted(course.known[KEY], 3_600)
    course.at(3_615, BAD)
    assert course.told == []
    course.at(3_700, BAD)
    assert course.told == ["firing"]


def test_an_alert_goes_on_under_another_rule_of_its_kind() -> None:
    course = Course()
    for now in (0, 100):
        course.at(now, BAD)
    assert course.at(115, replace(BAD, rule="rule_own")) == []
    (move,) = course.at(130, replace(GOOD, rule="rule_own", clear_s=0))
    assert move.change is not None
    assert (move.change.status, move.change.rule) == ("resolved", "rule_own")
