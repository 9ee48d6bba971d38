"""A disk that is full, in short: no OK without a commit, and on by itself once there is room."""

from __future__ import annotations

import pytest

from tests.drills import disk_full


async def test_a_full_disk_takes_nothing_loses_nothing_and_goes_on_by_itself() -> None:
    try:
        outcome = await disk_full.full(cycles=1, terminals=5, seed=1)
    except disk_full.Skipped as reason:
        pytest.skip(str(reason))
    assert outcome.problems == []
    assert outcome.releases == 1
    assert outcome.refused > 0
