"""The disk fails here and there; and it does so where it is told to, once."""

from __future__ import annotations

import logging
import sqlite3

import pytest
import sqlalchemy as sa

from tests.drills import fault_at_nth


async def test_an_edge_whose_disk_fails_now_and_then_goes_on(expected_logs: list[logging.LogRecord]) -> None:
    outcome = await fault_at_nth.drill(every=37, most=12, first=20)
    assert outcome.problems == []
    assert outcome.rounds > outcome.faults >= 4, "the last round is one in which nothing failed"
    assert outcome.arrived > 0


def test_the_nth_statement_or_commit_fails_and_no_other() -> None:
    reached = []
    with fault_at_nth.failing() as disk:
        engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
        for number in range(1, 6):
            disk.fail(number)
            try:
                with engine.begin() as conn:
                    conn.exec_driver_sql("CREATE TABLE IF NOT EXISTS t (x)")
                    conn.exec_driver_sql("INSERT INTO t VALUES (1)")
            except sa.exc.OperationalError:
                reached.append(disk.failed)
        disk.fail(0)
        with engine.connect() as conn:
            kept = conn.exec_driver_sql("SELECT count(*) FROM t").scalar()
        engine.dispose()
    assert reached == ["CREATE TABLE IF NOT EXISTS t (x)", "INSERT INTO t VALUES (1)", "COMMIT"]
    assert kept == 2, "those of the rounds in which nothing failed"


def test_a_disk_that_was_to_fail_is_a_good_one_afterwards() -> None:
    with fault_at_nth.failing() as disk:
        disk.fail(1)
        with pytest.raises(sqlite3.OperationalError):
            disk.ask("SELECT 1")
    engine = sa.create_engine("sqlite://")
    with engine.begin() as conn:
        assert conn.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()
