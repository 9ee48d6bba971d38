"""When an alert is heard again."""

from __future__ import annotations

from console.core.alarm_bell import AlarmBell
from console.core.alerts import Severity


def test_it_comes_again_while_nobody_takes_it_on() -> None:
    bell = AlarmBell(300)
    assert bell.due_in(Severity.CRITICAL, 0) is None, "nothing has opened yet"
    bell.ring(100)
    assert bell.due_in(Severity.CRITICAL, 110) == 290
    assert bell.due_in(Severity.CRITICAL, 500) == 0
    bell.ring(500)
    assert bell.due_in(Severity.WARNING, 500) == 300


def test_once_somebody_has_it_there_is_silence() -> None:
    bell = AlarmBell(300)
    bell.ring(0)
    assert bell.due_in(None, 10) is None
    assert bell.due_in(Severity.CRITICAL, 1000) is None, "what opens next begins anew"


def test_what_is_only_to_be_known_does_not_insist() -> None:
    bell = AlarmBell(300)
    bell.ring(0)
    assert bell.due_in(Severity.INFO, 10) is None


def test_it_can_be_told_to_ring_once() -> None:
    bell = AlarmBell(0)
    bell.ring(0)
    assert bell.due_in(Severity.CRITICAL, 1000) is None
