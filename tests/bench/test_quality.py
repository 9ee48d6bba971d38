"""The table of quality.md is put together from what benches and drills print, and leaves out nothing."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from tests.bench.quality import ROWS, Bench, Line, Ran, Row, Table, markdown, run
from tests.bench.table import Budget
from tests.drills.__main__ import DRILLS

ON = {
    "cores": 2,
    "memory_gib": 4,
    "system": "Linux",
    "python": "3",
    "sqlite": "3",
    "file_system": "ext4",
    "load_before": 0,
}
RATIO = Budget("edge / bare handler", ">= 0.9", "0.64", False)
P99 = Budget("p99 at 70 % of that rate", "<= 25 ms", "20 ms", True)


def said(*budgets: Budget) -> str:
    return json.dumps({"bench": "x", "budgets": [budget._asdict() for budget in budgets]}, indent=2)


class Programs:
    """Stands for programs: each ends as told, and how often which was run is known."""

    def __init__(self, ended: Ran) -> None:
        self.ended = ended
        self.commands: list[tuple[str, ...]] = []

    def __call__(self, command: Sequence[str], limit_s: float) -> Ran:
        self.commands.append(tuple(command))
        return self.ended


def table(ended: Ran, **options: Any) -> tuple[Table, Programs]:
    programs = Programs(ended)
    given = {"quick": False, "form": "short", "folder": "/made", **options}
    return Table(programs, **given), programs


def test_every_row_is_answered_by_programs_that_exist() -> None:
    drills = {drill.name for drill in DRILLS}
    assert len({row.key for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert row.benches or row.drills, row.key
        assert set(row.drills) <= drills, row.key
        for bench in row.benches:
            assert importlib.util.find_spec(bench.module) is not None, bench.module


def test_rows_that_one_bench_answers_run_it_once_and_show_their_own_budgets() -> None:
    rows, programs = table(Ran(0, said(RATIO, P99), "", 12.4))
    first = rows.lines(Row("a", "ingest", (Bench("b", lines=("edge / bare",)),)))
    second = rows.lines(Row("b", "p99", (Bench("b", lines=("p99",)),)))
    assert first == [Line("ingest: edge / bare handler", ">= 0.9", "0.64", "MISSED", 12)]
    assert second == [Line("p99: p99 at 70 % of that rate", "<= 25 ms", "20 ms", "met", None)]
    assert programs.commands == [("b", "--json")]


def test_a_bench_that_makes_databases_is_told_where_and_a_quick_one_makes_few() -> None:
    rows, programs = table(Ran(0, said(P99), "", 1), quick=True)
    rows.lines(Row("a", "growth", (Bench("b", "--folder {folder}"),)))
    assert programs.commands == [("b", "--folder", "/made", "--quick", "--punches", "200000", "--json")]


@pytest.mark.parametrize(
    ("ended", "reason"),
    [
        (Ran(1, "", "Traceback\nOSError: no room\n", 3), "exit code 1: OSError: no room"),
        (Ran(None, "", "still here", 3600), "not done after 3600 s: still here"),
        (Ran(0, "a table\n", "", 3), "it printed no JSON"),
    ],
    ids=["fails", "too-long", "no-json"],
)
def test_a_bench_that_fails_is_said_to_with_its_reason(ended: Ran, reason: str) -> None:
    (line,) = table(ended)[0].lines(Row("a", "ingest", (Bench("b"),)))
    assert (line.measured, line.met) == (reason, "failed")


def test_a_budget_that_a_bench_no_longer_prints_is_missed_aloud() -> None:
    lines = table(Ran(0, said(P99), "", 1))[0].lines(Row("a", "ingest", (Bench("b", lines=("p99", "rate")),)))
    assert [(line.row, line.met) for line in lines] == [
        ("ingest: p99 at 70 % of that rate", "met"),
        ("ingest: rate", "failed"),
    ]


@pytest.mark.parametrize(
    ("ended", "met"),
    [
        (Ran(0, "40 cycles, 0 lost\n", "", 5), "held"),
        (Ran(1, "1 lost\n", "", 5), "VIOLATED"),
        (Ran(0, "skipped: no strace\n", "", 5), "skipped"),
        (Ran(None, "cycle 3\n", "", 5), "failed"),
    ],
    ids=["holds", "does-not", "skipped", "too-long"],
)
def test_a_drill_says_whether_it_held(ended: Ran, met: str) -> None:
    rows, programs = table(ended)
    (line,) = rows.lines(Row("a", "disk full and back", drills=("disk-full",)))
    assert (line.met, line.budget, line.seconds) == (met, "--cycles 2", 5)
    assert ended.last in line.measured
    assert programs.commands == [("tests.drills.disk_full", "--cycles", "2")]


def test_without_drills_none_is_run() -> None:
    rows, programs = table(Ran(0, "", "", 1), form=None)
    assert rows.lines(Row("a", "x", drills=("fsync",))) == []
    assert programs.commands == []


def test_it_becomes_a_table_of_markdown() -> None:
    text = markdown([Line("a | b", "<= 1", "2", "MISSED", None)], ON)
    assert text.splitlines()[2:] == [
        "| row | budget | measured | met | seconds |",
        "| --- | --- | --- | --- | --- |",
        "| a \\| b | <= 1 | 2 | MISSED | - |",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="groups of processes are POSIX's")
def test_a_program_that_takes_too_long_is_ended() -> None:
    ran = run(["http.server", "0", "--bind", "127.0.0.1"], 1.0)
    assert ran.code is None
    assert ran.seconds < 15
