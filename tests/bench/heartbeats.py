"""A fleet at rest: 10,000 terminals that poll every 10 s, and what they cost beside a bare handler.

What taking them on costs in their first minutes is a row of its own, and no part of the ratio.
"""

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
    parser.add_argument("--settle", type=float, help="how long they are new (default 90 s, quick 10)")
    options = parser.parse_args()
    terminals = options.terminals or (1_000 if options.quick else 10_000)
    rounds = options.rounds or (1 if options.quick else 3)
    seconds = options.seconds or (4.0 if options.quick else 20.0)
    settle = options.settle or (10.0 if options.quick else 90.0)
    load: dict[str, Any] = {"kind": "polls", "terminals": terminals, "rate": terminals / POLL_EVERY_S}
    load["concurrency"] = MOST_AT_ONCE
    reports: dict[str, list[Report]] = {"bare": [], "edge": []}
    with Stand() as stand:
        on = machine(stand.folder)
        servers = {"bare": stand.bare(), "edge": stand.edge()}
        new = stand.load(servers["edge"], **load, seconds=settle)
        for n in range(rounds):
            for name, server in servers.items():
                known = n > 0 or name == "edge"
                reports[name].append(stand.load(server, **load, seconds=seconds, introduced=known))
    rows = [_row(name, found) for name, found in reports.items()]
    rows.append(_row("edge, they are new", [new]))
    ratio = rows[1]["CPU us/poll"] / rows[0]["CPU us/poll"]
    errors = [
        report["first_error"] for found in (*reports.values(), [new]) for report in found if report["errors"]
    ]
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
