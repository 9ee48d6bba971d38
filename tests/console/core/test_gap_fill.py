"""What the stream lost is put where it belongs, and nothing else moves."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.core.feed import FeedBuffer, FeedChange, parse_feed_filter
from console.core.gap_fill import fill_gap
from console.core.records import Gap, Punch
from tests.console.core.edges import Tenant, opened
from tests.console.core.records import punch

GAP = Gap(1, 2)


@given(before=st.integers(0, 5), missing=st.integers(0, 5), after=st.integers(0, 5))
def test_punches_take_the_place_of_the_gap(before: int, missing: int, after: int) -> None:
    made = [punch(str(number), employee=str(number)) for number in range(before + missing + after)]
    feed = FeedBuffer()
    feed.append([*made[:before], GAP, *made[before + missing :]])
    places = {line.id: feed.end - 1 - at for at, line in enumerate(reversed(made[before + missing :]))}
    told: list[FeedChange] = []
    feed.changed.add(told.append)
    fresh = feed.fill(GAP, made[: before + missing])
    assert fresh == made[before : before + missing], "what was there is known"
    assert list(feed.lines()) == made
    assert feed.gaps == 0
    assert [change.filled for change in told] == [True]
    assert all(feed.line(place).id == punch_id for punch_id, place in places.items()), "those after it stay"
    for line in made:
        found = feed.passing(parse_feed_filter(f"employee={line.employee}"))
        assert found == [line], "it is found by what it says"


def test_a_gap_that_has_gone_is_not_filled() -> None:
    with pytest.raises(ValueError, match="not in list"):
        FeedBuffer().fill(GAP, [])


async def test_a_real_edge_knows_what_the_stream_lost(tenant: Tenant) -> None:
    terminal = await tenant.terminal(name="Gate 1")
    await terminal.punch("7", "8", "9")
    async with opened(tenant.profile(), tenant.key) as watched:
        session = watched.session
        while len(watched.ids) < 3 or not watched.live:
            await asyncio.sleep(0.02)
        lines = [line for line in session.feed.lines() if isinstance(line, Punch)]
        session.feed.clear()
        gap = Gap(lines[0].received_us, lines[-1].received_us)
        session.feed.append([lines[0], gap])
        assert await fill_gap(session, gap) == 2
        assert sorted(watched.pins) == ["7", "8", "9"]
        assert watched.gaps == []
