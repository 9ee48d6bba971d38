"""The log of slow things: a line each, not too many, and what was left out is counted."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from edge.slow import MOST, SlowLog, unit_name
from edge.store import Run, Store, open_store
from tests.kit.edge_process import EdgeProcess

SLOW_MS = 300


def slow_unit(conn: sa.Connection) -> int:
    time.sleep(0.02)
    return int(conn.exec_driver_sql("SELECT 7").scalar_one())


def refused_unit(conn: sa.Connection) -> None:
    conn.exec_driver_sql("SELECT * FROM no_such_table")


def counted(registry: CollectorRegistry, kind: str) -> float | None:
    return registry.get_sample_value("punchdeck_slow_total", {"kind": kind})


def ran(writes: bool, waited_s: float, ran_s: float) -> Run:
    return Run(writes, [slow_unit], uploads=3, waited_s=waited_s, ran_s=ran_s)


# -- what is slow, and how much is said
# ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "share"), [("read", 1), ("write", 1), ("request", 2), ("upload", 2), ("loop", 0.5)]
)
def test_each_kind_has_its_own_share_of_the_limit(kind: str, share: float) -> None:
    registry = CollectorRegistry()
    slow = SlowLog(SLOW_MS, registry)

    def took(seconds: float) -> None:
        match kind:
            case "read" | "write":
                slow.transaction(ran(kind == "write", seconds / 4, seconds * 3 / 4))
            case "request":
                slow.request(seconds, "list_devices", 200, "req_1")
            case "upload":
                slow.upload(seconds, 0.1, "SN1", "ATTLOG")
            case "loop":
                slow.loop(seconds)

    with capture_logs() as lines:
        took(SLOW_MS * share / 1000 - 0.001)
        assert (lines, counted(registry, kind)) == ([], 0)
        took(SLOW_MS * share / 1000 + 0.001)
    assert [(line["event"], line["kind"]) for line in lines] == [("slow", kind)]
    assert counted(registry, kind) == 1


def test_a_transaction_says_which_units_how_long_it_waited_and_ran() -> None:
    with capture_logs() as lines:
        SlowLog(SLOW_MS).transaction(ran(True, 0.25, 1.5))
    assert lines == [
        {
            "event": "slow",
            "log_level": "info",
            "kind": "write",
            "units": [f"{__name__}.slow_unit"],
            "more_units": 0,
            "uploads": 3,
            "waited_ms": 250.0,
            "ran_ms": 1500.0,
            "failed": False,
        }
    ]


async def test_of_a_storm_some_lines_are_written_and_the_rest_is_counted() -> None:
    registry = CollectorRegistry()
    slow = SlowLog(SLOW_MS, registry)
    with capture_logs() as lines:
        for _ in range(MOST + 32):
            slow.loop(1)
        slow.request(9, "list_devices", 200, "req_1")  # another kind has lines of its own
        await slow.turn()
        slow.loop(1)
        await slow.turn()
    assert [line["kind"] for line in lines] == [*["loop"] * MOST, "request", "loop", "loop"]
    assert lines[-2] == {"event": "slow_left_out", "log_level": "info", "kind": "loop", "count": 32}
    assert counted(registry, "loop") == MOST + 33


def test_nothing_is_slow_where_it_is_switched_off() -> None:
    registry = CollectorRegistry()
    slow = SlowLog(0, registry)
    with capture_logs() as lines:
        slow.loop(1e6)
        slow.transaction(ran(True, 1e6, 1e6))
    assert (lines, counted(registry, "loop"), counted(registry, "write")) == ([], 0, 0)


def test_units_are_named_by_where_they_are_written() -> None:
    assert unit_name(slow_unit) == f"{__name__}.slow_unit"
    assert unit_name(partial(partial(slow_unit))) == f"{__name__}.slow_unit"
    assert unit_name(lambda conn: None) == f"{__name__}.test_units_are_named_by_where_they_are_written"


# -- what the database tells of its transactions
# ----------------------------------------------------------------------------------------------------


@pytest.fixture
async def told(database_url: str) -> Any:
    store = await open_store(database_url)
    runs: list[Run] = []
    store.on_ran = runs.append
    yield store, runs
    await store.close()


async def test_every_transaction_is_told_with_its_time(told: tuple[Store, list[Run]]) -> None:
    store, runs = told
    assert (await store.read(slow_unit), await store.write(slow_unit)) == (7, 7)
    assert [(run.writes, list(run.units), run.uploads, run.error) for run in runs] == [
        (False, [slow_unit], 0, None),
        (True, [slow_unit], 0, None),
    ]
    assert all(0.02 <= run.ran_s < 5 and 0 <= run.waited_s < 5 for run in runs)


async def test_submissions_are_told_as_one_with_how_many_they_were(told: tuple[Store, list[Run]]) -> None:
    store, runs = told
    store.group_unit = lambda conn, works: [slow_unit(conn) for _ in works]
    futures = [store.submit(number, 10) for number in range(5)]
    assert [await future for future in futures] == [7] * 5
    assert sum(run.uploads for run in runs) == 5
    assert all(run.writes and run.error is None and run.ran_s >= 0.02 for run in runs)


async def test_what_the_database_fails_is_told_and_what_a_unit_refuses_is_no_failure_of_it(
    told: tuple[Store, list[Run]],
) -> None:
    store, runs = told

    def misuse(conn: sa.Connection) -> None:
        raise ValueError("not like this")

    for work in (store.read, store.write):
        with pytest.raises(sa.exc.SQLAlchemyError):
            await work(refused_unit)
        with pytest.raises(ValueError, match="not like this"):
            await work(misuse)
    assert [isinstance(run.error, sa.exc.SQLAlchemyError) for run in runs] == [True, False, True, False]


# -- a whole edge
# ----------------------------------------------------------------------------------------------------


@pytest.fixture
def edge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EdgeProcess]:
    monkeypatch.setenv("PUNCHDECK_SLOW_MS", str(SLOW_MS))
    monkeypatch.setenv("PUNCHDECK_LOG_FORMAT", "json")
    with EdgeProcess(tmp_path / "data", "--dev") as edge:
        yield edge


def lines_of(edge: EdgeProcess) -> list[dict[str, Any]]:
    found = re.findall(r"^\{.*\}$", edge.output, re.MULTILINE)
    return [line for line in map(json.loads, found) if line["event"] == "slow"]


def test_an_edge_whose_disk_is_held_says_what_had_to_wait(edge: EdgeProcess) -> None:
    headers = {"Authorization": f"Bearer {edge.admin_key}"}
    with httpx.Client(base_url=edge.url, headers=headers, trust_env=False, timeout=30) as http:
        http.get("/iclock/cdata?SN=SLOW1&options=all")
        punch = b"1\t2026-03-02 08:00:00\t0\t1\t\t0\t0\n"
        wait_s = 2.5 * SLOW_MS / 1000
        with closing(sqlite3.connect(edge.data / "punchdeck.db", check_same_thread=False)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            timer = threading.Timer(wait_s, holder.rollback)
            timer.start()
            upload = http.post("/iclock/cdata?SN=SLOW1&table=ATTLOG&Stamp=1", content=punch)
            timer.join()
            holder.execute("BEGIN IMMEDIATE")
            timer = threading.Timer(wait_s, holder.rollback)
            timer.start()
            site = http.post("/v1/sites", json={"name": "Quay"})
            timer.join()
        numbers = http.get("/metrics").text
    assert (upload.text, site.status_code) == ("OK: 1", 201)
    by_kind = {line["kind"]: line for line in lines_of(edge)}
    assert by_kind["upload"]["serial"] == "SLOW1"
    assert by_kind["upload"]["ms"] >= by_kind["upload"]["waited_for_commit_ms"] >= 2 * SLOW_MS
    assert by_kind["request"]["operation"] == "create_site"
    assert by_kind["request"]["request_id"] == site.headers["X-Request-Id"]
    assert any("Dispatcher" in name for name in by_kind["write"]["units"])
    for kind in ("upload", "request", "write"):
        found = re.search(rf'punchdeck_slow_total{{kind="{kind}"}} (\S+)', numbers)
        assert found is not None
        assert float(found[1]) >= 1
