"""What comes in on a stream is handed on in batches, in order, with the cursor after it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from common.client import StreamMessage
from common.instants import rfc3339
from console.core.intake import Clocks, Intake
from console.core.states import Known, Pace
from tests.console.conftest import Until
from tests.console.core.records import NOON_US, SECOND_US
from tests.console.core.sinks import Notes

PACE = Pace(batch=0.03)


@dataclass
class Taking:
    """An intake and what it works with."""

    sink: Notes = field(default_factory=Notes)
    known: Known = field(default_factory=Known)
    news: list[int | None] = field(default_factory=list)
    clocks: Clocks = field(default_factory=Clocks)

    def __post_init__(self) -> None:
        self.intake = Intake(
            self.sink, self.known, PACE, self.clocks, lambda: self.news.append(self.known.done)
        )


def heartbeat(cursor: str) -> StreamMessage:
    return StreamMessage("heartbeat", cursor, {"event": "heartbeat"})


def punch(cursor: str, at_us: int | None = None) -> StreamMessage:
    body = {"event": "attendance.created"} | ({} if at_us is None else {"timestamp": rfc3339(at_us)})
    return StreamMessage("attendance.created", cursor, body)


async def test_a_batch_is_handed_on_with_the_last_cursor(until: Until) -> None:
    taking = Taking()
    messages = [punch(f"0.{number}") for number in range(5)]
    for message in messages:
        taking.intake.take(message)
    assert taking.sink.calls == []
    await until(lambda: taking.sink.calls)
    assert taking.sink.messages == messages
    assert taking.sink.cursors == ["0.4"]
    taking.intake.close()


async def test_a_full_batch_is_handed_on_at_once() -> None:
    taking = Taking()
    for number in range(500):
        taking.intake.take(punch(f"0.{number}"))
    assert len(taking.sink.messages) == 500
    assert taking.sink.calls == ["told"]
    taking.intake.close()
    assert taking.sink.calls == ["told"]


async def test_a_heartbeat_is_a_cursor_and_a_sign_of_life_but_no_event(until: Until) -> None:
    clocks = Clocks(wall_us=lambda: NOON_US, mono_s=lambda: 5.0)
    taking = Taking(clocks=clocks)
    taking.intake.take(heartbeat("0.a"))
    assert (taking.known.heard_s, taking.known.heard_us) == (5.0, NOON_US)
    await until(lambda: taking.sink.cursors == ["0.a"])
    assert taking.sink.messages == []
    taking.intake.close()


async def test_closing_hands_on_what_waits() -> None:
    taking = Taking()
    taking.intake.take(punch("0.1"))
    taking.intake.missed(NOON_US, NOON_US + SECOND_US)
    assert taking.known.done == 0
    taking.intake.close()
    assert taking.sink.cursors == ["0.1"]
    assert taking.known.done is None
    taking.news.clear()
    await asyncio.sleep(PACE.batch + 0.05)
    assert taking.sink.cursors == ["0.1"]
    assert taking.news == [], "nothing fires afterwards"


async def test_what_was_missed_is_counted_and_its_share_told() -> None:
    taking = Taking()
    taking.intake.missed(NOON_US, NOON_US + 100 * SECOND_US)
    for second in (0, 25, 50):
        taking.intake.take(punch("0.1", NOON_US + second * SECOND_US))
    assert (taking.known.done, taking.known.share) == (3, 0.5)
    taking.intake.take(punch("0.1", NOON_US - 5 * SECOND_US))
    assert taking.known.share == 0.0, "clocks may differ; a share stays one"
    taking.intake.take(punch("0.2", NOON_US + 105 * SECOND_US))
    assert (taking.known.done, taking.known.share) == (5, 1.0)
    taking.intake.close()


async def test_a_heartbeat_says_that_nothing_more_was_missed() -> None:
    taking = Taking()
    taking.intake.missed(NOON_US, NOON_US + 100 * SECOND_US)
    for number in range(6):
        taking.intake.take(punch(f"0.{number}", NOON_US))
        assert taking.known.done == number + 1, "still arriving"
    taking.intake.take(heartbeat("0.5"))
    assert taking.known.done is None
    assert taking.news == [6, None], "how many it were is told before it is over"
    assert len(taking.sink.messages) == 6
    taking.intake.close()


async def test_messages_without_a_time_are_not_counted() -> None:
    taking = Taking()
    taking.intake.missed(NOON_US, NOON_US + 100 * SECOND_US)
    taking.intake.take(StreamMessage("gap", "0.2", {"event": "gap"}))
    for strange in (None, "", "noon", 5):
        taking.intake.take(StreamMessage("x", "0.3", {"event": "x", "timestamp": strange}))
    assert taking.known.done == 0
    taking.intake.close()
    assert [message.event for message in taking.sink.messages] == ["gap", "x", "x", "x", "x"]
