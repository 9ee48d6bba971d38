"""Migrations killed at some of their statements, on both engines; and that the drill notices harm."""

from __future__ import annotations

import pytest

from tests.drills import migrations
from tests.kit.postgres import PostgresUnavailable


@pytest.mark.parametrize(("database", "every"), [("sqlite", 120), ("postgresql", 200)])
def test_a_start_after_a_killed_migration_is_as_if_nothing_had_happened(database: str, every: int) -> None:
    shared = 1 if database == "postgresql" else 0
    try:
        with migrations.databases_of(database) as databases:
            outcome = migrations.drill(databases, every, together=shared, first=40)
    except PostgresUnavailable as reason:
        pytest.skip(str(reason))
    assert outcome.problems == []
    assert outcome.killed >= 4
    assert outcome.together == 2 * shared


def test_rows_and_values_that_a_migration_took_are_named() -> None:
    before = {"punch": [{"id": "1", "pin": "'7'"}, {"id": "2", "pin": "'8'"}], "alembic_version": []}
    assert migrations.harmed(before, {"punch": [{"id": "2", "pin": "'8'"}, {"id": "1", "pin": "'7'"}]}) == []
    for after in ([{"id": "1", "pin": "'7'"}], [{"id": "1", "pin": "'7'"}, {"id": "2", "pin": "'9'"}], []):
        assert len(migrations.harmed(before, {"punch": after})) == 1
    assert len(migrations.harmed(before, {})) == 1
