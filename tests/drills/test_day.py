"""The scripted day in short, the dark site one whose clocks change meanwhile, so that the tests cover it."""

from __future__ import annotations

import pytest

from tests.drills.day import Day, drill

SHORT = Day(
    terminals=8,
    people=400,
    sites=4,
    backlog=2_000,
    seed=1,
    newcomers=40,
    movers=10,
    leavers=4,
    pace=10,
    live_rate=10,
    steps=4,
    dark="tanger",
    work_s=1.0,
    ahead_s=3.0,
    offline_after=5.0,
)


@pytest.mark.parametrize("database", ["sqlite"])
async def test_a_day_of_a_whole_fleet_leaves_everything_as_it_should_be(database: str) -> None:
    outcome = await drill(SHORT)
    assert outcome.problems == []
