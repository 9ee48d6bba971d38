"""A terminal comes back after an outage with 100,000 records while others go on with their heartbeats.

It sends 1,000 lines a post, the next after the answer to the last, as terminals do. The feed is then read
through the API: every record must have been told once, in order and without a gap. After that the same again
with a webhook that all of it matches: what is delivered meanwhile is printed.
"""

from __future__ import annotations

import asyncio
import http.client
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from common.client import EdgeClient
from tests.bench.stand import Stand, metric, pinned
from tests.bench.table import Budget, arguments, machine, show
from tests.bench.webhooks import listen
from tests.kit.checkers import gapless
from tests.kit.edge_process import EdgeProcess

LINES_A_POST = 1000
OTHERS = 500
POLL_EVERY_S = 10.0
RECORDS_PER_S = 40_000
TOLD_PER_S = 15_000
TOLD_ROUNDS = 2
HEARTBEAT_P99_MS = 50.0
HOLD_MS = 20.0
BESIDE_S = 2.0
DELIVERED = "punchdeck_webhook_receiver_seconds_count"
LAG = "punchdeck_loop_lag_seconds_max"


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--records", type=int, help="of each terminal (default 100,000, quick 20,000)")
    parser.add_argument("--rounds", type=int, help="terminals, one after another (default 5, quick 2)")
    options = parser.parse_args()
    records = options.records or (20_000 if options.quick else 100_000)
    rounds = options.rounds or (2 if options.quick else 5)
    with Stand() as stand, _beside(stand) as on:
        url = stand.postgres().create_database("bench") if options.database == "postgresql" else None
        edge = stand.edge(url)
        others = stand.begin_load(
            edge, kind="polls", terminals=OTHERS, rate=OTHERS / POLL_EVERY_S, seconds=3600, warm_up=1
        )
        _await_introductions(edge)
        time.sleep(BESIDE_S)
        lag_before = metric(edge, LAG)
        rows = [send(edge, f"OUTAGE{n:04d}", records) for n in range(rounds)]
        lag = metric(edge, LAG)
        time.sleep(BESIDE_S)  # a few heartbeats even where the backlog was gone at once
        heartbeats = stand.finish(others, now=True)
        problems, read_s, told = asyncio.run(_read_feed(edge, rounds, records))
        asyncio.run(listen(edge, stand.receiver()))
        telling = [send(edge, f"TOLD{n:04d}", records) for n in range(min(rounds, TOLD_ROUNDS))]
        delivered = metric(edge, DELIVERED)
    rate = statistics.median(row["records/s"] for row in rows)
    told_rate = statistics.median(row["records/s"] for row in telling)
    problems += [heartbeats["first_error"]] if heartbeats["errors"] else []
    show(
        f"backlog of {records:,} records from one terminal in posts of {LINES_A_POST:,}, {options.database}",
        [*rows, *telling],
        on=on,
        budgets=[
            Budget(
                "records/s stored and sequenced",
                f">= {RECORDS_PER_S:,}",
                f"{rate:,.0f}",
                rate >= RECORDS_PER_S,
            ),
            Budget(
                "the same with one matching webhook",
                f">= {TOLD_PER_S:,}",
                f"{told_rate:,.0f}",
                told_rate >= TOLD_PER_S,
            ),
            Budget(
                f"heartbeats of {OTHERS} others, p99",
                f"<= {HEARTBEAT_P99_MS:.0f} ms",
                f"{heartbeats['p99_ms']} ms",
                heartbeats["p99_ms"] <= HEARTBEAT_P99_MS,
            ),
            Budget(
                "longest hold of the loop seen",
                f"<= {HOLD_MS:.0f} ms",
                _hold(lag, lag_before),
                lag * 1e3 <= HOLD_MS,
            ),
            Budget("told once, in order, no gap", "0 problems", f"{len(problems)} problems", not problems),
        ],
        notes=[
            f"Heartbeats: {heartbeats['requests']} at {OTHERS / POLL_EVERY_S:.0f}/s, "
            f"p50 {heartbeats['p50_ms']} ms, worst {heartbeats['max_ms']} ms.",
            f"OUTAGE: no webhook. TOLD: one, of which {delivered:,.0f} deliveries were made meanwhile.",
            f"The feed read back through /v1/events: {told:,} events in {read_s:.1f} s, "
            "pauses of the rate limit included.",
            *problems[:5],
        ],
        as_json=options.json,
    )
    return 1 if problems else 0


@contextmanager
def _beside(stand: Stand) -> Iterator[dict[str, Any]]:
    """The machine, looked at before this process leaves the server's core to the server."""
    on = machine(stand.folder)
    with pinned(stand.other_cores):
        yield on


def _hold(lag: float, before: float) -> str:
    """The edge keeps its worst since the start, so where that is older it only bounds the backlog's."""
    return f"{lag * 1000:.1f} ms" if lag > before else f"no more than {lag * 1000:.1f} ms"


def _await_introductions(edge: EdgeProcess) -> None:
    deadline = time.monotonic() + 60
    while metric(edge, "punchdeck_terminals_online") < OTHERS:
        if time.monotonic() > deadline:
            raise SystemExit(f"The {OTHERS} other terminals were not all online within a minute.")
        time.sleep(0.1)


def bodies_of(records: int) -> list[bytes]:
    began = datetime.now().replace(microsecond=0) - timedelta(days=2, seconds=records)
    lines = [
        f"{1000 + n % 500}\t{(began + timedelta(seconds=n)).isoformat(' ')}\t{n % 2}\t1\t\t0\t0\t\n"
        for n in range(records)
    ]
    return ["".join(lines[at : at + LINES_A_POST]).encode() for at in range(0, records, LINES_A_POST)]


def send(edge: EdgeProcess, serial: str, records: int) -> dict[str, Any]:
    """Have a terminal come back with so many records, and say how long they took."""
    bodies = bodies_of(records)
    ask(edge, "GET", f"/iclock/cdata?SN={serial}&options=all&language=69&pushver=2.4.1")
    slowest = 0.0
    begun = time.perf_counter()
    for body in bodies:
        posted = time.perf_counter()
        answer = ask(edge, "POST", f"/iclock/cdata?SN={serial}&table=ATTLOG&Stamp=9999", body)
        slowest = max(slowest, time.perf_counter() - posted)
        if answer != b"OK: %d" % body.count(b"\n"):
            raise SystemExit(f"A post of {LINES_A_POST} lines was answered {answer!r}.")
    seconds = time.perf_counter() - begun
    return {
        "terminal": serial,
        "records": records,
        "seconds": round(seconds, 2),
        "records/s": round(records / seconds),
        "ms/post": round(1000 * seconds / len(bodies), 1),
        "slowest post ms": round(1000 * slowest, 1),
    }


def ask(edge: EdgeProcess, method: str, target: str, body: bytes | None = None) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", edge.port, timeout=30)
    connection.request(method, target, body, {"Connection": "close", "User-Agent": "iClock Proxy/1.09"})
    response = connection.getresponse()
    answer = response.read()
    connection.close()
    if response.status != 200:
        raise SystemExit(f"{method} {target} was answered {response.status}: {answer!r}")
    return answer


async def _read_feed(edge: EdgeProcess, rounds: int, records: int) -> tuple[list[str], float, int]:
    """What is wrong with the feed as integrators read it, how long reading took, how many events it has."""
    begun = time.perf_counter()
    sequences: dict[str, list[int]] = {}
    punches: dict[str, set[str]] = {}
    told = 0
    async with EdgeClient(edge.url, edge.admin_key) as api:
        async for event in api.pages("/v1/events", {"limit": 1000}):
            told += 1
            serial = event["device"]["serial_number"]
            sequences.setdefault(serial, []).append(event["sequence"])
            if event["event"] == "attendance.created":
                punches.setdefault(serial, set()).add(event["punch_time_local"])
    problems = gapless(sequences)
    for n in range(rounds):
        serial = f"OUTAGE{n:04d}"
        found = len(punches.get(serial, ()))
        if found != records:
            problems.append(f"{serial}: {found} of {records} records are told by the feed")
    return problems, time.perf_counter() - begun, told


if __name__ == "__main__":
    sys.exit(main())
