"""Lists walk indexes: no query of a hot list reads a whole table, on either engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations, pairwise
from typing import Any

import pytest
import sqlalchemy as sa

from edge.store import Store
from tests.edge.api.conftest import Api
from tests.edge.api.test_attendance import MARCH, SECOND

BIG = ("punch", "event", "dead_line", "audit", "idempotency", "command")

# path, and whether its order must come from an index alone
HOT = [
    ("/v1/attendance", True),
    ("/v1/attendance?order=asc", True),
    ("/v1/attendance?from=2026-03-27T00:00:00Z&to=2026-03-28T00:00:00Z", True),
    ("/v1/attendance?order=received_at", True),
    ("/v1/attendance?order=received_at&received_from=2026-03-27T00:00:00Z", True),
    ("/v1/attendance?device=A0", True),
    ("/v1/attendance?device=A0&from=2026-03-27T00:00:00Z", True),
    ("/v1/attendance?device=A0&device=A1", False),
    ("/v1/attendance?employee_id=7", True),
    ("/v1/attendance?employee_id=7&employee_id=8&device=A0", False),
    ("/v1/attendance?site=hq", False),
    ("/v1/attendance?punch_type=check_in&verify_mode=face", True),
    ("/v1/attendance?punch_time[gte]=2026-03-27T00:00:00Z&punch_time[lt]=2026-03-28T00:00:00Z", True),
    ("/v1/attendance?date=2026-03-27&timezone=Europe/Sofia&device=A0", True),
    ("/v1/attendance?q=7", True),
    ("/v1/attendance?include=total_count", True),
    ("/v1/attendance?include=total_count&device=A0", True),
    ("/v1/attendance?expand[]=device&expand[]=employee", False),
    ("/v1/attendance/dead", True),
    ("/v1/attendance/dead?device=A0&code=no_time&table=ATTLOG", True),
    ("/v1/attendance/dead?status=open&status=discarded", True),
    ("/v1/events", True),
    ("/v1/devices/A0/events", True),
    ("/v1/devices/A0/events?kind=presence", True),
    ("/v1/devices", False),
    ("/v1/devices/A0", False),
    ("/v1/devices/A0/health", True),
    ("/v1/sites/hq/health", False),
    ("/v1/sites/hq/history", False),
    ("/v1/audit", True),
    ("/v1/commands", True),
    ("/v1/commands?device=A0", True),
    ("/v1/commands?status=queued&command=restart", True),
]


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """Every SELECT that is sent meanwhile, with its parameters."""
    sent: list[tuple[str, Any]] = []

    def note(conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            sent.append((statement, parameters))

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


async def plan_of(store: Store, statement: str, parameters: Any) -> str:
    def explain(conn: sa.Connection) -> str:
        if conn.dialect.name == "sqlite":
            rows = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            return "\n".join(row[3] for row in rows)
        # Tables of a test are so small that reading them whole is right: forbidden, it shows whether it must
        # be.
        for way in ("seqscan", "sort", "bitmapscan", "hashjoin", "mergejoin"):
            conn.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        return "\n".join(row[0] for row in conn.exec_driver_sql(f"EXPLAIN {statement}", parameters))

    return await store.read(explain)


def whole_tables(plan: str, dialect: str) -> list[str]:
    """Lines of a plan that read all of a table or of an index, instead of the tenant's part of it."""
    lines = [*(line.strip().removeprefix("->").strip() for line in plan.splitlines()), ""]
    if dialect == "sqlite":
        # Aliases of a table begin with its name.
        return [line for line in lines if line.startswith(tuple(f"SCAN {table}" for table in BIG))]
    return [
        line
        for line, below in pairwise(lines)
        if any(f" on {table} " in line for table in BIG)
        and (
            line.startswith("Seq Scan")
            or not below.replace("((", "(").startswith("Index Cond: (tenant_id = ")
        )
    ]


def sorts(plan: str, dialect: str) -> bool:
    return "TEMP B-TREE FOR" in plan if dialect == "sqlite" else "Sort" in plan


@pytest.mark.parametrize(("path", "ordered"), HOT)
async def test_a_hot_list_walks_an_index(api: Api, path: str, ordered: bool) -> None:
    devices = [await api.device(f"A{n}") for n in range(2)]
    await api.made("/v1/sites", {"name": "HQ", "devices": ["A0"]})
    for device in devices:
        await api.punch(device["id"], *({"punched_at": MARCH + n * SECOND, "pin": str(n)} for n in range(50)))
    with statements() as sent:
        assert (await api.get(path)).status_code == 200
        page = (await api.get(path, params=None if "/h" in path else {"limit": 1})).json()
        cursor = page.get("next_cursor")
        if cursor:
            await api.get(f"{path}{'&' if '?' in path else '?'}cursor={cursor}")
    dialect = api.store.dialect
    walked = 0
    for statement, parameters in list(sent):
        if not any(f"{word} {table}" in statement for word in ("FROM", "JOIN") for table in BIG):
            continue
        walked += 1
        plan = await plan_of(api.store, statement, parameters)
        assert not whole_tables(plan, dialect), f"{statement}\n{plan}"
        if ordered:
            assert not sorts(plan, dialect), f"{statement}\n{plan}"
    assert walked or path.startswith("/v1/devices")


FILTERS = [
    "from=2026-03-27T00:00:00Z",
    "to=2026-03-28T00:00:00Z",
    "received_from=2026-03-27T00:00:00Z",
    "received_to=2036-03-27T00:00:00Z",
    "employee_id=7",
    "device=A0",
    "site=hq",
    "punch_type=check_in",
    "verify_mode=face",
]
SORTED = "site=|received_"


async def test_every_filter_and_every_order_walk_an_index(api: Api) -> None:
    """Each filter with each order and with each other filter: no table is read whole, and where one index
    gives the order, nothing is sorted. Of a site the pages of its devices are put in order; and so is what
    came between two instants, where punch times are the order."""
    devices = [await api.device(f"A{n}") for n in range(2)]
    await api.made("/v1/sites", {"name": "HQ", "devices": ["A0", "A1"]})
    for device in devices:
        await api.punch(device["id"], *({"punched_at": MARCH + n * SECOND, "pin": str(n)} for n in range(10)))
    both = [f"{one}&{other}" for one, other in combinations(FILTERS, 2)]
    seen: set[str] = set()
    for order in ("desc", "asc", "received_at"):
        for filters in FILTERS if order == "asc" else (*FILTERS, *both):
            with statements() as sent:
                answer = await api.get(f"/v1/attendance?order={order}&{filters}&limit=5")
                assert answer.status_code == 200, answer.text
            for statement, parameters in list(sent):
                if "FROM punch" not in statement or statement in seen:
                    continue
                seen.add(statement)
                plan = await plan_of(api.store, statement, parameters)
                assert not whole_tables(plan, api.store.dialect), f"{filters}\n{statement}\n{plan}"
                if order == "received_at" or not re.search(SORTED, filters):
                    assert not sorts(plan, api.store.dialect), f"{filters}\n{statement}\n{plan}"
    assert len(seen) > 50


async def test_the_check_sees_a_whole_table(api: Api) -> None:
    for wrong in (
        "SELECT id FROM punch ORDER BY verify_mode",
        "SELECT id FROM punch WHERE device_id = 1 ORDER BY status",
        "SELECT body FROM event WHERE type = 'device.online' ORDER BY type, seq",
    ):
        plan = await plan_of(api.store, wrong, ())
        assert whole_tables(plan, api.store.dialect), plan
        assert sorts(plan, api.store.dialect), plan
