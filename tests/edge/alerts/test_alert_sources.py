"""What a round asks of the database is led by an index, however much lies there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from edge.store import Store, alert_sources, expected_punches

QUERIES: dict[str, Callable[[sa.Connection], Any]] = {
    "watched": lambda conn: alert_sources.watched(conn, 1, {"clock_drift"}),
    "terminals": lambda conn: alert_sources.terminals(conn, 1, ["dev_1"]),
    "drifting": lambda conn: alert_sources.drifting(conn, 1, 60),
    "conflicted": lambda conn: alert_sources.conflicted(conn, 1),
    "holdings": lambda conn: alert_sources.holdings(conn, 1, after=5, limit=9, names=["dev_1"]),
    "loose": lambda conn: alert_sources.places(conn, 1, after=(None, 5), limit=9),
    "places": lambda conn: alert_sources.places(conn, 1, after=(3, 5), limit=9),
    "at_sites": lambda conn: alert_sources.at_sites(conn, 1, [3]),
    "counts": lambda conn: expected_punches.counts(conn, 1, [1, 2], [(0, 9), (20, 29)]),
    "new_dead_lines": lambda conn: alert_sources.new_dead_lines(conn, 1, 5),
    "failed_commands": lambda conn: alert_sources.failed_commands(conn, 1, 5),
}
INDEXES = {
    "watched": "ix_alert_due (tenant_id=? AND due_at>?)",
    "conflicted": "ix_device_conflicted (tenant_id=?)",
    "places": "ix_device_site (tenant_id=? AND site_id>?)",
    "loose": "ix_device_site (tenant_id=? AND site_id=?)",
    "counts": "(tenant_id=? AND device_id=? AND dedup>? AND dedup<?)",
    "new_dead_lines": "ix_dead_line_status (tenant_id=? AND status=? AND id>?)",
    "failed_commands": "ix_command_failed (tenant_id=? AND finished_at>?)",
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", QUERIES)
async def test_no_table_is_read_from_end_to_end(store: Store, name: str) -> None:
    plans: list[str] = []

    def asked(conn: sa.Connection) -> None:
        @sa.event.listens_for(conn, "after_cursor_execute")
        def _explain(conn: sa.Connection, _cursor: Any, text: str, values: Any, *_: Any) -> None:
            if not text.startswith("EXPLAIN"):
                plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
                plans.extend(str(row[3]) for row in plan)

        QUERIES[name](conn)

    await store.read(asked)
    assert plans
    assert [step for step in plans if step.startswith("SCAN ") and "anon" not in step] == []
    assert any(INDEXES.get(name, "") in step for step in plans), plans
