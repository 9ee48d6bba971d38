"""What one round over the conditions of a large tenant costs: `python -m tests.bench.conditions --help`.

Prints a line a source: milliseconds a round, median and most; how much of that the loop's own thread worked,
which no step of it can exceed; and the longest step that was seen, other processes included. Then what it
costs to rank one alert, and a whole region, by consequence.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from edge import tenants
from edge.alerts import ruleset
from edge.alerts.expected import consequence, consequences
from edge.alerts.looking import Look, Source
from edge.alerts.watching import Watching
from edge.store import Store, open_store
from edge.store.attendance import clock_bound
from edge.store.ids import EPOCH_US, NODE_BITS, now_us
from edge.store.schema import device, device_presence, punch, site
from tests.kit.postgres import start_shared

DAY_US = 86_400 * 1_000_000
HOUR_US = 3_600 * 1_000_000
OPTIONS = {f"Option{n}": "x" * 16 for n in range(60)} | {"~MaxAttLogCount": "10", "~MaxUserCount": "30"}
BATCH = 20_000


def rows_of(number: int, tenant_id: int, now: int) -> tuple[dict[str, Any], dict[str, Any]]:
    base = {
        "tenant_id": tenant_id,
        "id": number,
        "public_id": f"dev_{number}",
        "serial": f"S{number}",
        "name": f"Terminal {number}",
        "site_id": number // 10 + 1,
        "state": "active",
        "tags": [],
        "business_critical": False,
        "options": OPTIONS,
        "counts": {"punches": number % 90_000, "users": 200},
        "counted": {"held": 5, "at": 5},
        "evidence": {},
        "created_at": now - 60 * DAY_US,
        "version": 1,
    }
    seen = {
        "tenant_id": tenant_id,
        "device_id": number,
        "last_seen_at": now,
        "online": True,
        "changed_at": now,
        "clock_drift_s": number % 7 - 3,
    }
    return base, seen


def punches(tenant_id: int, devices: int, count: int, now: int) -> list[dict[str, Any]]:
    """Punches of the last four weeks and of today, most of them in the hour before now."""
    dice = random.Random(1)
    each = max(count // devices // 29, 1)
    found = []
    for number in range(1, devices + 1):
        for back in range(29):
            for _ in range(each):
                if back == 0 and number % 50 == 0:
                    continue  # the silent ones
                at = now - back * DAY_US - dice.randrange(HOUR_US)
                found.append((at, number))
    found.sort()
    return [
        {
            "tenant_id": tenant_id,
            "id": ((at - EPOCH_US) << NODE_BITS) + place % 1024,
            "device_id": number,
            "site_id": number // 10 + 1,
            "dedup": clock_bound(at) + place.to_bytes(8, "big"),
            "pin": str(place % 500),
            "punched_at": at,
            "utc_offset": 0,
            "timezone": "UTC",
            "time_quality": "ok",
            "status": 0,
            "verify": 1,
            "verify_mode": "face",
            "seq": place,
        }
        for place, (at, number) in enumerate(found)
    ]


async def fill(store: Store, devices: int, count: int) -> int:
    now = now_us()
    tenant_id: int = await store.write(lambda conn: tenants.ensure_default(conn, store.ids, now=now)[0]["id"])
    sites = [
        {
            "tenant_id": tenant_id,
            "id": n + 1,
            "public_id": f"site_{n}",
            "name": f"Site {n}",
            "slug": f"site-{n}",
            "tags": [],
            "created_at": now,
            "business_critical": False,
            "version": 1,
        }
        for n in range(devices // 10 + 1)
    ]
    pairs = [rows_of(number, tenant_id, now) for number in range(1, devices + 1)]
    await write_all(store, site, sites)
    await write_all(store, device, [pair[0] for pair in pairs])
    await write_all(store, device_presence, [pair[1] for pair in pairs])
    await write_all(store, punch, punches(tenant_id, devices, count, now))
    if store.dialect == "postgresql":
        await store.write(lambda conn: conn.exec_driver_sql("ANALYZE") and None)
    return tenant_id


async def write_all(store: Store, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    for at in range(0, len(rows), BATCH):
        part = rows[at : at + BATCH]
        await store.write(lambda conn, part=part: conn.execute(table.insert(), part) and None)


class Steps:
    """The longest step of the loop since it was asked last."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._task = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            due = time.perf_counter() + 0.001
            await asyncio.sleep(0.001)
            self.longest = max(self.longest, time.perf_counter() - due)

    def take(self) -> float:
        longest, self.longest = self.longest, 0.0
        return longest

    def stop(self) -> None:
        self._task.cancel()


async def measure(store: Store, tenant_id: int, rounds: int) -> None:
    rules = await store.read(lambda conn: [ruleset.rule_of(row) for row in ruleset.rows(conn, tenant_id)])
    sources: tuple[Source, ...] = Watching.of_tenants(store, "bench")._sources
    steps = Steps()
    total = 0.0
    print(f"{store.dialect}\n{'source':12}{'median ms':>12}{'most ms':>12}{'loop cpu ms':>13}{'step ms':>10}")
    for source in sources:
        times, work, longest = [], [], 0.0
        for _ in range(rounds):
            look = lambda conn: list(source.read(Look(conn, tenant_id, now_us(), rules)))  # noqa: B023, E731
            steps.take()
            began, busy = time.perf_counter(), time.thread_time()
            await store.read(look)
            work.append((time.thread_time() - busy) * 1e3)
            times.append((time.perf_counter() - began) * 1e3)
            longest = max(longest, steps.take() * 1e3)
        total += statistics.median(times)
        name = type(source).__name__
        line = f"{name:12}{statistics.median(times):12.1f}{max(times):12.1f}"
        print(f"{line}{statistics.median(work):13.1f}{longest:10.1f}")
    print(f"{'a round':12}{total:12.1f}")
    steps.stop()
    await measure_consequence(store, tenant_id)


async def measure_consequence(store: Store, tenant_id: int) -> None:
    region = [[f"dev_{site_ * 10 + n}" for n in range(10)] for site_ in range(1, 101)]
    began = time.perf_counter()
    one = await store.read(lambda conn: consequence(conn, tenant_id, ["dev_17"], now_us() - HOUR_US))
    middle = time.perf_counter()
    many = await store.read(lambda conn: consequences(conn, tenant_id, region, now_us() - HOUR_US))
    end = time.perf_counter()
    print(
        f"one alert {(middle - began) * 1e3:.1f} ms ({one}), 100 sites {(end - middle) * 1e3:.1f} ms", end=" "
    )
    print(f"({sum(found or 0 for found in many):.0f} punches)")


async def main(devices: int, count: int, rounds: int, engines: list[str]) -> None:
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            server = None if engine == "sqlite" else start_shared()
            url = f"sqlite:///{Path(folder).as_posix()}/bench.db"
            if server is not None:
                url = server.create_database("bench_conditions")
            store = await open_store(url)
            try:
                began = time.perf_counter()
                tenant_id = await fill(store, devices, count)
                print(f"{devices:,} terminals, filled in {time.perf_counter() - began:.0f} s")
                await measure(store, tenant_id, rounds)
            finally:
                await store.close()
                if server is not None:
                    server.drop_database("bench_conditions")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--devices", type=int, default=10_000)
    parser.add_argument("--punches", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--engine", nargs="*", default=["sqlite", "postgresql"])
    asked = parser.parse_args()
    asyncio.run(main(asked.devices, asked.punches, asked.rounds, asked.engine))
