"""Former shapes of statements, so that one run can show on one file what another shape is worth."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from edge.feed import read_page
from edge.store import attendance
from edge.store.attendance import Found, StoredPunch, Walk, Wanted, _parts, _Steps
from edge.store.events import Position
from edge.store.ids import first_id_at, instant_of
from edge.store.schema import punch

ROUNDS: Final = 9
MANY: Final = 40
MONTH_US: Final = 30 * 86_400 * 1_000_000
"""How far back the feed is read."""


def merged_whole(conn: sa.Connection, tenant_id: int, wanted: Wanted, walk: Walk, limit: int) -> Found:
    """Several walks as one, by reading a page of whole punches of each."""
    steps = _Steps(conn, tenant_id, walk, False)
    each = [sa.select(steps._one(part, None, None).limit(limit).subquery()) for part in _parts(wanted, walk)]
    merged = sa.union_all(*each).subquery()
    statement = sa.select(merged).order_by(*steps._ordered([merged.c.place, merged.c.id])).limit(limit)
    return Found([StoredPunch._make(row) for row in conn.execute(statement)], None)


def compare(path: Path) -> list[dict[str, Any]]:
    """Each question by the former statement and by the one of now: milliseconds of the thread's own work,
    medians, and whether both answer the same."""
    engine = sa.create_engine(f"sqlite:///{path.as_posix()}")
    try:
        with engine.connect() as conn:
            raw = conn.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.execute("PRAGMA cache_size = -16384")
            return _compare(conn)
    finally:
        engine.dispose()


def _compare(conn: sa.Connection) -> list[dict[str, Any]]:
    tenant_id = conn.scalar(sa.select(sa.func.min(punch.c.tenant_id))) or 0
    newest = conn.scalar(sa.select(sa.func.max(punch.c.id)).where(punch.c.tenant_id == tenant_id)) or 0
    latest = conn.execute(
        sa.select(punch.c.device_id, punch.c.pin, punch.c.site_id, punch.c.punched_at)
        .where(punch.c.tenant_id == tenant_id, punch.c.id <= newest)
        .order_by(punch.c.id.desc())
        .limit(20_000)
    ).all()
    devices = frozenset(sorted({row.device_id for row in latest})[:MANY])
    pins = frozenset(sorted({row.pin for row in latest})[:MANY])
    site_id = next(row.site_id for row in latest if row.device_id in devices)
    at_site = Wanted(device_ids=devices, site_ids=frozenset({site_id}))
    at = latest[-1].punched_at - MONTH_US
    lists: list[tuple[str, Wanted, Walk, int]] = [
        (f"of {MANY} terminals", Wanted(device_ids=devices), "clock", 101),
        (f"of {MANY} people", Wanted(pins=pins), "time", 101),
        ("of a site", at_site, "clock", 101),
        ("of a site, 1,000 as exports read", at_site, "clock", 1001),
        (
            "of a site, a past month, 1,000",
            Wanted(punched_from=at, punched_to=at + MONTH_US, device_ids=devices, site_ids=at_site.site_ids),
            "clock",
            1001,
        ),
    ]
    rows = []
    for name, wanted, walk, limit in lists:
        rows.append(
            _row(
                name,
                lambda w=wanted, k=walk, n=limit: merged_whole(conn, tenant_id, w, k, n).punches,
                lambda w=wanted, k=walk, n=limit: (
                    attendance.page(conn, tenant_id, w, k, ascending=False, after=None, limit=n).punches
                ),
            )
        )
    begin = Position(0, first_id_at(instant_of(newest) - MONTH_US))
    rows.append(
        _row(
            "events that are no punches, of a month",
            lambda: [
                row
                for row in _ten_pages(conn, tenant_id, begin, with_punches=True)
                if row.type != "attendance.created"
            ],
            lambda: _ten_pages(conn, tenant_id, begin, with_punches=False),
        )
    )
    return rows


def _ten_pages(conn: sa.Connection, tenant_id: int, after: Position, *, with_punches: bool) -> list[Any]:
    """As much of the feed as a request for some kinds of events looks through."""
    found: list[Any] = []
    for _ in range(10):
        page = read_page(conn, tenant_id, after, 1000, with_punches=with_punches)
        found += page
        if len(page) < 1000:
            break
        after = page[-1].position
    return found


def _row(name: str, before: Callable[[], list[Any]], now: Callable[[], list[Any]]) -> dict[str, Any]:
    former, present = _ms(before), _ms(now)
    return {
        "question": name,
        "before ms": former,
        "now ms": present,
        "times": round(former / max(present, 0.01), 1),
        # For events the former one gave up before it had seen them all.
        "same answer": "yes" if now()[: len(before())] == before() else "NO",
    }


def _ms(ask: Callable[[], list[Any]]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.thread_time()
        ask()
        took.append((time.thread_time() - began) * 1e3)
    return round(statistics.median(took), 2)
