"""What a database that has grown costs: `python -m tests.bench.growth --folder DIR [--punches N]`.

Ingest and backlogs go to an edge on an empty database and to one on a database of many punches in turn, and
medians are compared. Then everything is asked of the grown one that users, integrators and the console ask.
The database is made by tests.bench.generated and kept in the folder; every run works on a copy of it.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from edge import admission, tenants
from edge.store import open_store
from edge.store.ids import now_us
from tests.bench import backlog
from tests.bench.generated import make, make_shared
from tests.bench.growth_before import compare
from tests.bench.growth_calls import timings
from tests.bench.growth_plans import plans
from tests.bench.load import serial
from tests.bench.stand import Report, Stand, pinned
from tests.bench.table import Budget, arguments, machine, print_table, show
from tests.kit.edge_process import EdgeProcess

INGEST: Final = 0.9
BACKLOG: Final = 0.5
LIST_MS: Final = 50.0
LOAD_TERMINALS: Final = 256
MOST_ROUNDS: Final = 20
PARTS: Final = ("ingest", "backlog", "lists")


def outage(number: int) -> str:
    """The terminal that comes back with a backlog in a round."""
    return f"OUTAGE{number:04}"


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--folder", type=Path, required=True, help="where made databases are kept")
    parser.add_argument("--punches", type=int, default=10_000_000)
    parser.add_argument("--terminals", type=int, default=500)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this; may be repeated")
    parser.add_argument("--only", default="", help="of the lists, calls whose names have this in them")
    parser.add_argument("--rounds", type=int, help="of each measurement (default 5, quick 2)")
    parser.add_argument("--calls", type=int, help="how often each list is asked (default 100, quick 5)")
    parser.add_argument("--plans", action="store_true", help="print how the database answers, and no more")
    parser.add_argument("--compare", action="store_true", help="former statements beside those of now")
    options = parser.parse_args()
    with Stand() as stand:
        on = machine(stand.folder)
        data, database = _grown(stand, options)
        if options.compare:
            print_table(compare(data / "punchdeck.db"))
            return 0
        if options.plans:
            url = database or f"sqlite:///{(data / 'punchdeck.db').as_posix()}"
            print_table(asyncio.run(plans(url)))
            return 0
        with pinned(stand.server_core):
            grown = EdgeProcess(data, "--dev", database=database)
            grown.start()
        try:
            return _measure(stand, grown, options, on)
        finally:
            grown.terminate()


def _grown(stand: Stand, options: Namespace) -> tuple[Path, str | None]:
    """The data folder of an edge on a grown database, and the database where it is no file."""
    data = Path(tempfile.mkdtemp(dir=stand.folder))
    if options.database == "postgresql":
        url = stand.postgres().create_database("grown")
        make_shared(url, options.punches, options.terminals)
        asyncio.run(_let_in(url))
        return data, url
    made = make(options.folder, options.punches, options.terminals)
    shutil.copy2(made.folder / "punchdeck.db", data)
    asyncio.run(_let_in(f"sqlite:///{(data / 'punchdeck.db').as_posix()}"))
    return data, None


async def _let_in(url: str) -> None:
    """Register the terminals of the loads: where there are two tenants nobody could say whose they are."""
    store = await open_store(url)

    def register(conn: sa.Connection) -> None:
        tenant_id = tenants.ensure_default(conn, store.ids, now=now_us())[0]["id"]
        for name in [serial(n) for n in range(LOAD_TERMINALS)] + [outage(n) for n in range(MOST_ROUNDS)]:
            admission.register(conn, store.ids, tenant_id, serial=name, now=now_us())

    try:
        await store.write(register)
    finally:
        await store.close()


def _measure(stand: Stand, grown: EdgeProcess, options: Namespace, on: dict[str, Any]) -> int:
    parts = options.part or PARTS
    rounds = options.rounds or (2 if options.quick else 5)
    rows: list[dict[str, Any]] = []
    budgets: list[Budget] = []
    title = f"{options.punches:,} punches, {options.terminals} terminals, {options.database}"
    if "ingest" in parts or "backlog" in parts:
        url = stand.postgres().create_database("empty") if options.database == "postgresql" else None
        empty = stand.edge(url)
        if "ingest" in parts:
            _compare_ingest(stand, empty, grown, rounds, 1.5 if options.quick else 6.0, rows, budgets)
        if "backlog" in parts:
            with pinned(stand.other_cores):
                _compare_backlog(empty, grown, rounds, 20_000 if options.quick else 100_000, rows, budgets)
        empty.terminate()
    lists: list[dict[str, Any]] = []
    if "lists" in parts:
        with pinned(stand.other_cores):
            found = list(timings(grown, options.calls or (5 if options.quick else 100), options.only))
        lists = [timed.row() for timed in found]
        slow = [row for row in lists if row["p99 ms"] > LIST_MS]
        worst = max(lists, key=lambda row: row["p99 ms"])
        said = f"{worst['p99 ms']} ms ({worst['call']}); {len(slow)} of {len(lists)} calls above"
        budgets.append(Budget("lists, p99 of each call", f"<= {LIST_MS:.0f} ms", said, not slow))
    if options.json:
        show(title, rows + lists, on=on, budgets=budgets, as_json=True)
    else:
        print_table(rows)
        show(title, lists, on=on, budgets=budgets)
    return 0


def _compare_ingest(
    stand: Stand,
    empty: EdgeProcess,
    grown: EdgeProcess,
    rounds: int,
    seconds: float,
    rows: list[dict[str, Any]],
    budgets: list[Budget],
) -> None:
    reports: dict[str, list[Report]] = {"empty": [], "grown": []}
    sent = {"empty": 0, "grown": 0}
    for _ in range(rounds):
        for name, edge in (("empty", empty), ("grown", grown)):
            report = stand.load(edge, terminals=LOAD_TERMINALS, seconds=seconds, first=sent[name])
            sent[name] += report["punches_sent"]
            reports[name].append(report)
            if report["errors"]:
                raise SystemExit(f"{name}: {report['first_error']}")
    rows += [
        {
            "ingest": name,
            "a second": statistics.median(report["rate"] for report in each),
            "p99 ms": statistics.median(report["p99_ms"] for report in each),
            "CPU us each": statistics.median(report["server_cpu_us"] for report in each),
            "RSS MiB": statistics.median(report["server_rss_mib"] for report in each),
        }
        for name, each in reports.items()
    ]
    _budget("ingest over HTTP", INGEST, rows[-2]["a second"], rows[-1]["a second"], budgets)


def _compare_backlog(
    empty: EdgeProcess,
    grown: EdgeProcess,
    rounds: int,
    records: int,
    rows: list[dict[str, Any]],
    budgets: list[Budget],
) -> None:
    rates: dict[str, list[float]] = {"empty": [], "grown": []}
    for n in range(rounds):
        for name, edge in (("empty", empty), ("grown", grown)):
            rates[name].append(backlog.send(edge, outage(n), records)["records/s"])
    rows += [
        {"ingest": f"backlog, {name}", "a second": statistics.median(each)} for name, each in rates.items()
    ]
    _budget("backlog of one terminal", BACKLOG, rows[-2]["a second"], rows[-1]["a second"], budgets)


def _budget(what: str, least: float, empty: float, grown: float, budgets: list[Budget]) -> None:
    ratio = grown / empty
    budgets.append(Budget(f"{what}, grown / empty", f">= {least}", f"{ratio:.2f}", ratio >= least))


if __name__ == "__main__":
    sys.exit(main())
