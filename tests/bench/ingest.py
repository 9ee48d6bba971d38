"""Durable ingest over HTTP: one punch a request, answered after its commit, against a bare handler.

Rounds of both servers alternate and medians are compared, because machines are noisy. The server has one core
for itself and must be busy there; the client runs on the other and must not be.
"""

from __future__ import annotations

import statistics
import sys
from typing import Any

from tests.bench.load import MOST_AT_ONCE
from tests.bench.stand import Report, Stand, metric
from tests.bench.table import Budget, arguments, machine, show
from tests.kit.edge_process import EdgeProcess

RATIO = {"sqlite": 0.9, "postgresql": 0.8}
BUSY_PERCENT = 95.0
P99_MS = 25.0
SHARE_OF_RATE = 0.7


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
        url = stand.postgres().create_database("bench") if options.database == "postgresql" else None
        bare, edge = stand.bare(), stand.edge(url)
        load = {"terminals": options.terminals, "concurrency": options.concurrency, "seconds": seconds}
        reports: dict[str, list[Report]] = {"bare": [], "edge": []}
        sent = 0
        for _ in range(rounds):
            reports["bare"].append(stand.load(bare, **load))
            report = stand.load(edge, **load, first=sent)
            sent += report["punches_sent"]
            reports["edge"].append(report)
        rate = SHARE_OF_RATE * statistics.median(report["rate"] for report in reports["edge"])
        steady = stand.load(
            edge, **{**load, "concurrency": MOST_AT_ONCE}, rate=rate, first=sent, introduced=True
        )
        sent += steady["punches_sent"]
        lost = sent - _stored(edge)
    rows = [_row(name, reports[name]) for name in ("bare", "edge")]
    rows.append(_row(f"edge at {SHARE_OF_RATE:.0%}", [steady]))
    ratio = rows[1]["requests/s"] / rows[0]["requests/s"]
    least = RATIO[options.database]
    errors = sum(row["errors"] for row in rows)
    show(
        f"durable ingest, one punch a request, {options.database}",
        rows,
        on=on,
        budgets=[
            Budget("edge / bare handler", f">= {least}", f"{ratio:.2f}", ratio >= least),
            Budget(
                "p99 at 70 % of that rate",
                f"<= {P99_MS:.0f} ms",
                f"{steady['p99_ms']} ms",
                steady["p99_ms"] <= P99_MS,
            ),
            _busy_budget(rows[:2]),
            Budget("every punch sent is stored", "0 missing", f"{lost} missing", lost == 0),
        ],
        notes=[
            f"{rounds} rounds of {seconds:g} s each, medians; {options.concurrency} connections, "
            f"{options.terminals} terminals; endpoints: 0 (no webhook endpoint matches).",
            *_first_errors([*reports["bare"], *reports["edge"], steady]),
        ],
        as_json=options.json,
    )
    return 1 if errors or lost else 0


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
    return Budget("server busy, bare / edge", f">= {BUSY_PERCENT:.0f} %", said, min(busy) >= BUSY_PERCENT)


def _stored(edge: EdgeProcess) -> int:
    return int(metric(edge, 'punchdeck_lines_total{outcome="new"}'))


def _first_errors(reports: list[Report]) -> list[str]:
    return [f"An answer was wrong: {report['first_error']}" for report in reports if report["first_error"]][
        :3
    ]


if __name__ == "__main__":
    sys.exit(main())
