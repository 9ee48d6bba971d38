"""Durable ingest over HTTP: one punch a request, answered after its commit, against a bare handler.

Once without a webhook, and once with one that every punch matches: then the edge also delivers, though
terminals go first; how much it came to is printed. Rounds of the servers alternate and medians are compared,
because machines are noisy. The server has one core for itself, on which the others stand still meanwhile, and
must be busy there; the client, and who receives the webhooks, run on the other and must not be.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
from collections.abc import Mapping
from typing import Any

from tests.bench.backlog import DELIVERED
from tests.bench.load import MOST_AT_ONCE
from tests.bench.stand import Report, Stand, metric
from tests.bench.table import Budget, arguments, machine, show
from tests.bench.webhooks import listen
from tests.kit.edge_process import EdgeProcess

RATIO = {"sqlite": 0.9, "postgresql": 0.8}
BUSY_PERCENT = 95.0
P99_MS = 25.0
SHARE_OF_RATE = 0.7
TELLING = "edge with a webhook"
EDGES = {"edge": "edge", TELLING: "telling"}


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--database", choices=sorted(RATIO), default="sqlite")
    parser.add_argument("--rounds", type=int, help="of each server (default 5, quick 2)")
    parser.add_argument("--seconds", type=float, help="of a round (default 6, quick 1.5)")
    parser.add_argument("--terminals", type=int, default=256)  # each is served 20 times a second
    parser.add_argument("--concurrency", type=int, default=64)
    options = parser.parse_args()
    rounds = options.rounds or (2 if options.quick else 5)
    seconds = options.seconds or (1.5 if options.quick else 6.0)
    with Stand() as stand:
        on = machine(stand.folder)
        postgres = stand.postgres() if options.database == "postgresql" else None
        servers = {"bare": stand.bare()}
        for name, folder in EDGES.items():
            servers[name] = stand.edge(postgres and postgres.create_database(folder), name=folder)
        asyncio.run(listen(servers[TELLING], stand.receiver()))
        load = {"terminals": options.terminals, "concurrency": options.concurrency, "seconds": seconds}
        reports: dict[str, list[Report]] = {name: [] for name in servers}
        sent = dict.fromkeys(servers, 0)
        for _ in range(rounds):
            for name, server in servers.items():
                with stand.alone(server):
                    report = stand.load(server, **load, first=sent[name])
                sent[name] += report["punches_sent"]
                reports[name].append(report)
        steady: dict[str, Report] = {}
        for name in EDGES:
            rate = SHARE_OF_RATE * statistics.median(report["rate"] for report in reports[name])
            calm = {**load, "concurrency": MOST_AT_ONCE, "rate": rate, "introduced": True}
            with stand.alone(servers[name]):
                steady[name] = stand.load(servers[name], **calm, first=sent[name])
            sent[name] += steady[name]["punches_sent"]
        delivered = metric(servers[TELLING], DELIVERED)
        lost = sum(sent[name] - _stored(servers[name]) for name in EDGES)
    rows = {name: _row(name, found) for name, found in reports.items()}
    calm_rows = [_row(f"{name} at {SHARE_OF_RATE:.0%}", [report]) for name, report in steady.items()]
    errors = sum(row["errors"] for row in [*rows.values(), *calm_rows])
    show(
        f"durable ingest, one punch a request, {options.database}",
        [*rows.values(), *calm_rows],
        on=on,
        budgets=[
            *(_rate_budget(name, rows, RATIO[options.database]) for name in EDGES),
            *(_p99_budget(name, steady[name]) for name in EDGES),
            _busy_budget([*rows.values()]),
            Budget("every punch sent is stored", "0 missing", f"{lost} missing", lost == 0),
        ],
        notes=[
            f"{rounds} rounds of {seconds:g} s each, medians; {options.concurrency} connections, "
            f"{options.terminals} terminals.",
            f"{TELLING}: {delivered:,.0f} of {sent[TELLING]:,} punches were delivered while they came.",
            *_first_errors([report for found in reports.values() for report in found]),
            *_first_errors([*steady.values()]),
        ],
        as_json=options.json,
    )
    return 1 if errors or lost else 0


def _rate_budget(name: str, rows: Mapping[str, Mapping[str, Any]], least: float) -> Budget:
    ratio = rows[name]["requests/s"] / rows["bare"]["requests/s"]
    return Budget(f"{name} / bare handler", f">= {least}", f"{ratio:.2f}", ratio >= least)


def _p99_budget(name: str, steady: Report) -> Budget:
    p99_ms = steady["p99_ms"]
    return Budget(
        f"p99 at 70 % of that rate, {name}", f"<= {P99_MS:.0f} ms", f"{p99_ms} ms", p99_ms <= P99_MS
    )


def _row(server: str, reports: list[Report]) -> dict[str, Any]:
    def median(name: str) -> float:
        return float(statistics.median(report[name] for report in reports))

    return {
        "server": server,
        "requests/s": median("rate"),
        "p50 ms": median("p50_ms"),
        "p99 ms": median("p99_ms"),
        "server busy %": median("server_busy_percent"),
        "CPU us/request": median("server_cpu_us"),
        "RSS MiB": median("server_rss_mib"),
        "client busy %": median("own_busy_percent"),
        "others busy %": median("others_busy_percent"),
        "errors": sum(report["errors"] for report in reports),
    }


def _busy_budget(rows: list[dict[str, Any]]) -> Budget:
    busy = [row["server busy %"] for row in rows]
    said = " / ".join(f"{percent:.0f} %" for percent in busy)
    return Budget("server busy, each", f">= {BUSY_PERCENT:.0f} %", said, min(busy) >= BUSY_PERCENT)


def _stored(edge: EdgeProcess) -> int:
    return int(metric(edge, 'punchdeck_lines_total{outcome="new"}'))


def _first_errors(reports: list[Report]) -> list[str]:
    return [f"An answer was wrong: {report['first_error']}" for report in reports if report["first_error"]][
        :3
    ]


if __name__ == "__main__":
    sys.exit(main())
