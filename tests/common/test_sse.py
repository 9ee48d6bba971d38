"""Events of a stream come out the same however the bytes were cut."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from common.sse import EventParser, ServerEvent

WIRE = (
    ': hello\n\nid: 1.a\nevent: attendance.created\ndata: {"a":1}\n\n'
    "id: 1.b\ndata: first\ndata: second\n\n:\n\nretry: 1500\ndata: é\r\n\r\n"
).encode()
EVENTS = [
    ServerEvent("attendance.created", '{"a":1}', "1.a"),
    ServerEvent("message", "first\nsecond", "1.b"),
    ServerEvent("message", "é", "1.b"),
]


@given(st.lists(st.integers(0, len(WIRE)), max_size=12))
def test_any_cut_gives_the_same_events(cuts: list[int]) -> None:
    parser = EventParser()
    places = [0, *sorted(cuts), len(WIRE)]
    found = [event for start, end in itertools.pairwise(places) for event in parser.feed(WIRE[start:end])]
    assert found == EVENTS
    assert parser.retry_ms == 1500


def test_an_event_that_is_cut_off_is_not_told() -> None:
    assert EventParser().feed(b"data: half\n") == []
