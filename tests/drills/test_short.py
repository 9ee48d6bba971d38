"""The drills in short, so that the tests cover them: a few kills on both engines, fsync, some fuzz."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drills import fsync, fuzz, kill
from tests.kit.postgres import PostgresUnavailable


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_nothing_acknowledged_is_lost_when_the_edge_is_killed(database: str) -> None:
    try:
        account = await kill.drill(cycles=3, database=database, terminals=10, seed=1)
    except PostgresUnavailable as reason:
        pytest.skip(str(reason))
    assert account.problems == []
    assert account.acknowledged > 0


def test_the_connection_that_writes_syncs_fully(tmp_path: Path) -> None:
    assert fsync.settings(tmp_path) == []


def test_every_acknowledged_punch_was_synced(tmp_path: Path) -> None:
    try:
        assert fsync.watched(tmp_path) == []
    except fsync.Skipped as reason:
        pytest.skip(str(reason))


def test_mutated_samples_break_no_parser() -> None:
    outcome = fuzz.fuzz(seconds=2, seed=1)
    assert outcome.failures == []
    assert set(outcome.slowest) == {parser.__name__ for parser in fuzz.PARSERS}
