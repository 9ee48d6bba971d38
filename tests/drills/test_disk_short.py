"""A full disk and a database that cannot be written, in short: no OK without a commit, and back by itself."""

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


async def test_a_database_that_cannot_be_written_loses_nothing_and_goes_on_by_itself() -> None:
    try:
        outcome = await disk_full.read_only(cycles=1, terminals=5, seed=1)
    except disk_full.Skipped as reason:
        pytest.skip(str(reason))
    assert outcome.problems == []
