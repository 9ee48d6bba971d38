"""What a row costs on PostgreSQL (fsync on): the figures that the guide on sizing multiplies.

Prints how fast presence is flushed and how much log each of its rows writes, and the bytes that a punch, a
terminal and a terminal's presence take with their indexes.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from typing import Any

import sqlalchemy as sa

from edge.store import Store, devices, open_store
from edge.store.ids import now_us
from edge.store.schema import punch
from tests.bench.conditions import DAY_US, fill
from tests.bench.conditions import punches as made_punches
from tests.bench.stand import Stand
from tests.bench.table import arguments, machine, show

TABLES = ("punch", "device", "device_presence")


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--terminals", type=int, help="default 10,000, quick 1,000")
    parser.add_argument("--punches", type=int, help="at least; default 290,000, quick 29,000")
    parser.add_argument("--rounds", type=int, default=5, help="flushes of each size")
    options = parser.parse_args()
    terminals = options.terminals or (1_000 if options.quick else 10_000)
    with Stand() as stand:
        on = machine(stand.folder)
        url = stand.postgres().create_database("sizing")
        rows = asyncio.run(_measure(url, terminals, options.punches or terminals * 29, options.rounds))
    notes = [f"{terminals:,} terminals; medians of {options.rounds}."]
    show("what a row costs on PostgreSQL", rows, on=on, notes=notes, as_json=options.json)
    return 0


async def _measure(url: str, terminals: int, punches: int, rounds: int) -> list[dict[str, Any]]:
    store = await open_store(url)
    try:
        tenant = await fill(store, terminals, punches)
        rows = [await _flush(store, tenant, size, rounds) for size in (100, 1_000, terminals // 2)]
        rows += [await _insert(store, tenant, terminals, size) for size in (1, 20)]
        for table in TABLES:
            size = await _number(store, f"SELECT pg_total_relation_size('{table}')")
            count = await _number(store, f"SELECT count(*) FROM {table}")
            rows.append(_row(f"{table}, stored", count, bytes_=size / max(count, 1)))
        return rows
    finally:
        await store.close()


async def _flush(store: Store, tenant: int, size: int, rounds: int) -> dict[str, Any]:
    """Presence of so many terminals in one transaction, as every edge does it every five seconds."""
    times, written = [], []
    for _ in range(rounds):
        now = now_us()
        seen = [
            {
                "tenant_id": tenant,
                "device_id": number,
                "last_seen_at": now,
                "online": True,
                "changed_at": now,
                "address": "10.1.2.3",
                "poll_interval_us": 10_000_000,
            }
            for number in range(1, size + 1)
        ]
        before = await _number(store, "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")
        begun = time.perf_counter()
        await store.write(lambda conn, seen=seen: devices.save_presence(conn, seen))
        times.append(time.perf_counter() - begun)
        written.append(await _number(store, "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn") - before)
    seconds = statistics.median(times)
    return _row(
        f"presence, {size:,} a flush", size, size / seconds, seconds * 1000, statistics.median(written) / size
    )


async def _insert(store: Store, tenant: int, terminals: int, size: int) -> dict[str, Any]:
    """Punches of a day long ago, so many a transaction, one transaction after another."""
    long_ago = now_us() - 400 * DAY_US * (1 + size)
    made = made_punches(tenant, terminals, terminals * 29, long_ago)[: 50 * size]
    before = await _number(store, "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")
    begun = time.perf_counter()
    for first in range(0, len(made), size):
        part = made[first : first + size]
        await store.write(lambda conn, part=part: conn.execute(punch.insert(), part) and None)
    seconds = time.perf_counter() - begun
    written = await _number(store, "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn") - before
    count = len(made)
    milliseconds = seconds * 1000 / (count / size)
    return _row(f"punches, {size} a commit", count, count / seconds, milliseconds, written / count)


def _row(
    what: str,
    rows: int,
    rate: float | None = None,
    milliseconds: float | None = None,
    log: float | None = None,
    bytes_: float | None = None,
) -> dict[str, Any]:
    return {
        "what": what,
        "rows": rows,
        "rows/s": rate,
        "ms": milliseconds,
        "log bytes/row": log,
        "bytes/row": bytes_,
    }


async def _number(store: Store, sql: str) -> int:
    return await store.read(lambda conn: int(conn.execute(sa.text(sql)).scalar_one()))


if __name__ == "__main__":
    sys.exit(main())
