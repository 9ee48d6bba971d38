"""A terminal's log loses nothing that was not acknowledged, and counts what became of every record."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from edge.simulator.encoded_time import encoded_seconds
from edge.simulator.punch_log import LoggedPunch, PunchLog

EIGHT = datetime(2026, 10, 5, 8, 0, 0)


def filled(count: int, capacity: int = 1_000) -> PunchLog:
    """A log with one record a second from eight o'clock on."""
    log = PunchLog(capacity)
    for number in range(count):
        log.append(LoggedPunch(str(number), EIGHT + timedelta(seconds=number), 0, 1))
    return log


def pins(records: object) -> list[str]:
    return [record.pin for record in records]  # type: ignore[attr-defined]  # any sequence of records


class LogLife(RuleBasedStateMachine):
    """Punches, batches, lost answers, full re-uploads and clearing in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.log = PunchLog(capacity=50)
        self.made = 0
        self.first_acknowledged: list[str] = []
        self.in_flight: list[LoggedPunch] = []

    @rule(count=st.integers(1, 8))
    def punch(self, count: int) -> None:
        for _ in range(count):
            self.log.append(LoggedPunch(str(self.made), EIGHT + timedelta(seconds=self.made), 0, 1))
            self.made += 1

    @precondition(lambda self: not self.in_flight)
    @rule(size=st.integers(1, 40))
    def send(self, size: int) -> None:
        self.in_flight = list(self.log.batch(size))

    @precondition(lambda self: self.in_flight)
    @rule(arrives=st.booleans())
    def answer(self, arrives: bool) -> None:
        if arrives:
            self.first_acknowledged += pins(self.log.acknowledge(self.in_flight))
        self.in_flight = []

    @rule()
    def send_all_again(self) -> None:
        self.in_flight = []
        self.log.send_all_again()

    @rule()
    def clear(self) -> None:
        self.in_flight = []
        self.log.clear()

    @invariant()
    def every_record_is_accounted_for(self) -> None:
        log = self.log
        assert log.made == self.made
        assert log.acknowledged == len(self.first_acknowledged) == len(set(self.first_acknowledged))
        still_here = [record for record in log.batch(10**6) if not record.acknowledged]
        assert log.unacknowledged == len(still_here)
        assert len(log) <= 50

    @invariant()
    def what_is_next_is_the_oldest_that_is_left(self) -> None:
        waiting = pins(self.log.batch(10**6))
        assert waiting == sorted(waiting, key=int)
        assert len(waiting) == self.log.pending


TestLogLife = LogLife.TestCase
TestLogLife.settings = settings(max_examples=60, deadline=None)


def test_records_stay_after_their_ok_for_queries() -> None:
    log = filled(5)
    log.acknowledge(log.batch(5))
    assert (log.pending, len(log)) == (0, 5)
    assert pins(log.between(EIGHT + timedelta(seconds=1), EIGHT + timedelta(seconds=3))) == ["1", "2", "3"]


def test_an_old_client_sends_again_what_is_newer_than_the_cursor_it_is_handed() -> None:
    log = filled(10)
    log.acknowledge(log.batch(10))
    noon = EIGHT + timedelta(hours=4)
    log.send_after_stamp(encoded_seconds(EIGHT + timedelta(seconds=6)), noon)
    assert pins(log.batch(100)) == ["7", "8", "9"]
    log.send_after_stamp(9999, noon)
    assert log.pending == 10, "9999 is a date in 2000: everything is newer"
    log.send_after_stamp(1_700_000_000, noon)
    assert log.pending == 10, "an epoch number lies in the future of the clock: everything is sent"


def test_an_old_client_loses_what_lies_before_an_invented_cursor() -> None:
    log = filled(3)
    log.send_after_stamp(encoded_seconds(EIGHT + timedelta(minutes=1)), EIGHT + timedelta(hours=1))
    assert (log.pending, log.unacknowledged) == (0, 3)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1)),
    st.timedeltas(timedelta(seconds=1), timedelta(days=900)),
)
def test_encoded_seconds_keep_the_order_of_time(earlier: datetime, gap: timedelta) -> None:
    assert encoded_seconds(earlier) < encoded_seconds(earlier + gap)


def test_encoded_seconds_of_the_specification() -> None:
    assert encoded_seconds(datetime(2018, 2, 27, 14, 51, 0)) == 583512660
    assert encoded_seconds(datetime(2008, 11, 19, 17, 21, 19)) == 285528079
    assert encoded_seconds(datetime(2000, 1, 1, 2, 46, 39)) == 9999
    assert encoded_seconds(datetime(2026, 10, 5, 9, 0, 0)) == 860144400
