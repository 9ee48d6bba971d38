"""A fleet at rest: 10,000 terminals that poll every 10 s, and what they cost beside a bare handler."""

from __future__ import annotations

import statistics
import sys
from typing import Any

from tests.bench.load import MOST_AT_ONCE
from tests.bench.stand import Report, Stand
from tests.bench.table import Budget, arguments, machine, show

POLL_EVERY_S = 10.0
RATIO = 1.3
RSS_MIB = 400.0


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--terminals", type=int, help="default 10,000, quick 1,000")
    parser.add_argument("--rounds", type=int, help="of each server (default 3, quick 1)")
    parser.add_argument("--seconds", type=float, help="of a round (default 20, quick 4)")
    options = parser.parse_args()
    terminals = options.terminals or (1_000 if options.quick else 10_000)
    rounds = options.rounds or (1 if options.quick else 3)
    seconds = options.seconds or (4.0 if options.quick else 20.0)
    load = {"kind": "polls", "terminals": terminals, "rate": terminals / POLL_EVERY_S, "seconds": seconds}
    reports: dict[str, list[Report]] = {"bare": [], "edge": []}
    with Stand() as stand:
        on = machine(stand.folder)
        servers = {"bare": stand.bare(), "edge": stand.edge()}
        for n in range(rounds):
            for name, server in servers.items():
                reports[name].append(stand.load(server, **load, introduced=n > 0, concurrency=MOST_AT_ONCE))
    rows = [_row(name, found) for name, found in reports.items()]
    ratio = rows[1]["CPU us/poll"] / rows[0]["CPU us/poll"]
    errors = [report["first_error"] for found in reports.values() for report in found if report["errors"]]
    show(
        f"heartbeats of {terminals:,} terminals, a poll every {POLL_EVERY_S:g} s",
        rows,
        on=on,
        budgets=[
            Budget("CPU, edge / bare handler", f"<= {RATIO}", f"{ratio:.2f}", ratio <= RATIO),
            Budget(
                "memory of the edge",
                f"<= {RSS_MIB:.0f} MiB",
                f"{rows[1]['RSS MiB']:.0f} MiB",
                rows[1]["RSS MiB"] <= RSS_MIB,
            ),
        ],
        notes=[f"{rounds} rounds of {seconds:g} s each, medians.", *errors[:3]],
        as_json=options.json,
    )
    return 1 if errors else 0


def _row(server: str, reports: list[Report]) -> dict[str, Any]:
    def median(name: str) -> float:
        return float(statistics.median(report[name] for report in reports))

    return {
        "server": server,
        "polls/s": median("rate"),
        "p50 ms": median("p50_ms"),
        "p99 ms": median("p99_ms"),
        "server busy %": median("server_busy_percent"),
        "CPU us/poll": median("server_cpu_us"),
        "RSS MiB": median("server_rss_mib"),
        "others busy %": median("others_busy_percent"),
        "errors": sum(report["errors"] for report in reports),
    }


if __name__ == "__main__":
    sys.exit(main())
