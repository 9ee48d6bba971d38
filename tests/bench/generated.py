"""A database as a customer has it after three years: `python -m tests.bench.generated --folder DIR`.

Two tenants of very different size, 14 sites, working days with a peak in the morning, at noon and in the
evening, everything in the order in which it came. Punches are written straight into the product's own schema,
with its keys and ids, so that a terminal that sends one of them again is told that it is known. Of a SQLite
file the key and the unique index are in place meanwhile; the two others are made afterwards, which takes half
the time and leaves them somewhat denser than those of a database that has grown.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

import asyncpg
import sqlalchemy as sa

from common.codes import verify_mode
from edge import admission, sites, tenants
from edge.push.drafts import dedup_key
from edge.store import Store, devices, employees, open_store
from edge.store.attendance import clock_bound
from edge.store.engine import normalise_url
from edge.store.ids import EPOCH_US, NODE_BITS, IdClock, now_us, public_id
from edge.store.migrate import revisions
from edge.store.punches import PunchRow, save_sequences
from edge.zones import WallClock, local_seconds

TENANTS: Final = ("default", "Corner shop")
EMPLOYEES: Final = (24_000, 200)
SITES: Final = (13, 1)
SMALL_TERMINALS: Final = 4
YEARS: Final = 2.85  # ids begin with 2024
ZONES: Final = ("Africa/Lagos", "Europe/Paris", "Africa/Casablanca")
BATCH: Final = 100_000
SEED: Final = 8
SECOND_US: Final = 1_000_000
COLUMNS: Final = (*PunchRow._fields, "seq")
# When people come and go: hours of the day between which, most of them in the middle; status 0 is in.
WAVES: Final = ((6.5, 9.5, 0), (15.5, 19.5, 1), (11.5, 12.6, 1), (12.7, 14.0, 0))
VERIFY: Final = (1, 15, 15, 4)


class Box(NamedTuple):
    """A terminal, in the tenant and at the site where it stands."""

    tenant_id: int
    device_id: int
    site_id: int
    clock: WallClock


class Person(NamedTuple):
    """Somebody who punches: what terminals call them, the end of the keys of their punches by status."""

    pin: str
    verify: int
    mode: str
    boxes: Sequence[Box]
    said: tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, and how long writing took, indexes included."""

    url: str
    punches: int
    seconds: float
    reused: bool

    @property
    def folder(self) -> Path:
        """The data folder of an edge that is to serve it, where it is a file."""
        return Path(normalise_url(self.url).database or "").parent


def terminal_serial(number: int) -> str:
    return f"GROWN{number:05}"


def make(folder: Path, punches: int, terminals: int = 500, *, until: date | None = None) -> Made:
    """A data folder below `folder` that holds so many punches; one that was made before is used again."""
    name = f"generated-{punches}-{terminals}-{revisions()[-1]}"
    made = folder / name
    url = f"sqlite:///{(made / 'punchdeck.db').as_posix()}"
    if made.exists():
        return Made(url, punches, 0.0, True)
    draft = folder / f"{name}.draft"
    shutil.rmtree(draft, ignore_errors=True)  # of a run that did not come to its end
    draft.mkdir(parents=True)
    path = draft / "punchdeck.db"
    people, days = asyncio.run(_furnish(f"sqlite:///{path.as_posix()}", terminals, until))
    began = time.perf_counter()
    sequences = _write_sqlite(path, batches(people, days, punches))
    seconds = time.perf_counter() - began
    asyncio.run(_finish(f"sqlite:///{path.as_posix()}", sequences))
    draft.rename(made)
    return Made(url, punches, seconds, False)


def make_shared(url: str, punches: int, terminals: int = 500, *, until: date | None = None) -> Made:
    """The same in an empty PostgreSQL database."""
    people, days = asyncio.run(_furnish(url, terminals, until))
    began = time.perf_counter()
    sequences = asyncio.run(_copy(url, batches(people, days, punches)))
    seconds = time.perf_counter() - began
    asyncio.run(_finish(url, sequences))
    return Made(url, punches, seconds, False)


async def _furnish(url: str, terminals: int, until: date | None) -> tuple[list[list[Person]], list[date]]:
    """Make tenants, sites, terminals and people, as of the day before the first punch; who punches, tenant by
    tenant, and the days on which."""
    last = until or date.today() - timedelta(days=1)
    first = last - timedelta(days=int(365 * YEARS))
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    begun = local_seconds(datetime(first.year, first.month, first.day)) * SECOND_US - 86_400 * SECOND_US
    store = await open_store(url)
    store.ids = IdClock(clock=lambda: begun)
    try:
        people = [
            await _tenant(store, number, terminals if number == 0 else SMALL_TERMINALS, begun)
            for number in (0, 1)
        ]
    finally:
        await store.close()
    return people, [day for day in every if day.weekday() < 5]


async def _tenant(store: Store, number: int, terminals: int, now: int) -> list[Person]:
    def furnish(conn: sa.Connection) -> list[Person]:
        if number == 0:
            tenant = tenants.ensure_default(conn, store.ids, now=now)[0]
        else:
            tenant = tenants.create(conn, store.ids, name=TENANTS[number], now=now)
        at_sites = _terminals(conn, store, tenant["id"], number, terminals, now)
        return _people(conn, store, tenant["id"], number, at_sites, now)

    return await store.write(furnish)


def _terminals(
    conn: sa.Connection, store: Store, tenant_id: int, number: int, terminals: int, now: int
) -> list[list[Box]]:
    places = []
    for n in range(SITES[number]):
        zone = ZONES[n % len(ZONES)]
        row = sites.create(conn, store.ids, tenant_id, name=f"Plant {number}-{n}", now=now, timezone=zone)
        places.append((row["id"], WallClock(zone)))
    at_sites: list[list[Box]] = [[] for _ in places]
    for n in range(terminals):
        # Most terminals stand at the first sites, as most people work there.
        where = min(int(len(places) * (n / terminals) ** 1.6), len(places) - 1)
        site_id, clock = places[where]
        serial = terminal_serial(10_000 * number + n)
        row = admission.register(conn, store.ids, tenant_id, serial=serial, now=now, site_id=site_id)
        at_sites[where].append(Box(tenant_id, row["id"], site_id, clock))
    return [boxes for boxes in at_sites if boxes]


def _people(
    conn: sa.Connection, store: Store, tenant_id: int, number: int, at_sites: list[list[Box]], now: int
) -> list[Person]:
    rows, found = [], []
    noon = datetime(2025, 1, 1, 12)
    every = list(chain.from_iterable(at_sites))
    for n, internal_id in enumerate(store.ids.take(EMPLOYEES[number])):
        pin = str(1000 + n)
        rows.append(
            {
                "tenant_id": tenant_id,
                "id": internal_id,
                "public_id": public_id("emp", internal_id),
                "employee_id": f"E{n:05}",
                "pin": pin,
                "name": f"Person {n}",
                "privilege": "user",
                "active": True,
                "created_at": now,
                "version": 1,
            }
        )
        verify = VERIFY[n % len(VERIFY)]
        # Who is at home at a terminal punches at its neighbours too, by the day.
        home = every[n % len(every)]
        beside = next(boxes for boxes in at_sites if home in boxes)
        place = beside.index(home)
        boxes = [beside[(place + step) % len(beside)] for step in range(min(len(beside), 5))]
        said = tuple(dedup_key(noon, pin, status, verify, "")[8:] for status in (0, 1))
        found.append(Person(pin, verify, verify_mode(verify), boxes, (said[0], said[1])))
    employees.add(conn, rows)
    return found


def batches(people: Sequence[Sequence[Person]], days: Sequence[date], count: int) -> Iterator[list[Any]]:
    """Rows of `punch` and their numbers, in the order of their ids, BATCH or fewer at a time."""
    everybody = list(chain.from_iterable(people))
    most = len(everybody) * len(WAVES) * len(days)
    if count > most:
        raise SystemExit(f"{len(everybody):,} people punch no more than {most:,} times in {len(days)} days.")
    dice = random.Random(SEED)
    pools = [_times(dice, begin, end) for begin, end, _ in WAVES]
    sequences: dict[int, int] = {}
    last, done = 0, 0
    waiting: list[Any] = []
    for number, day in enumerate(days):
        today = count * (number + 1) // len(days) - done
        done += today
        came = _day(dice, everybody, pools, number, day, today)
        for received_us, local_us, status, person, box, offset in came:
            last = max(received_us, last + 1)
            device_id = box.device_id
            seq = sequences[device_id] = sequences.get(device_id, 1) + 1  # the first was its registration
            waiting.append(
                (
                    box.tenant_id,
                    (last - EPOCH_US) << NODE_BITS,
                    device_id,
                    box.site_id,
                    clock_bound(local_us) + person.said[status],
                    person.pin,
                    local_us - offset,
                    offset // SECOND_US,
                    box.clock.zone,
                    "ok",
                    status,
                    person.verify,
                    person.mode,
                    None,
                    None,
                    None,
                    None,
                    seq,
                )
            )
        if len(waiting) >= BATCH:
            yield waiting
            waiting = []
    yield waiting


def _times(dice: random.Random, begin: float, end: float) -> list[int]:
    """Seconds of the day, most of them in the middle of a wave."""
    return [int(3600 * dice.triangular(begin, end)) for _ in range(20_000)]


def _day(
    dice: random.Random,
    everybody: Sequence[Person],
    pools: Sequence[list[int]],
    number: int,
    day: date,
    count: int,
) -> list[tuple[int, int, int, Person, Box, int]]:
    """The punches of a day in the order in which they came: some come late, after their terminal was cut
    off."""
    midnight = local_seconds(datetime(day.year, day.month, day.day))
    noon = datetime(day.year, day.month, day.day, 12)
    offsets: dict[WallClock, int] = {}
    found: list[tuple[int, int, int, int, Person, Box, int]] = []
    share, rest = divmod(count, len(WAVES))
    for wave, pool in enumerate(pools):
        here = dice.sample(everybody, min(share + (rest if wave == 0 else 0), len(everybody)))
        seconds = dice.choices(pool, k=len(here))
        delays = dice.choices(range(200_000, 3_200_000), k=len(here))
        for place, (person, second, delay) in enumerate(zip(here, seconds, delays, strict=True)):
            box = person.boxes[number % len(person.boxes)]
            offset = offsets.get(box.clock)
            if offset is None:
                offset = offsets[box.clock] = box.clock.resolve(noon).offset * SECOND_US
            local_us = (midnight + second) * SECOND_US
            late = 7200 * SECOND_US if (box.device_id + number) % 400 == 0 else 0
            found.append((local_us - offset + delay + late, wave, place, local_us, person, box, offset))
    found.sort()
    return [(received, local_us, WAVES[wave][2], *rest_) for received, wave, _, local_us, *rest_ in found]


def _write_sqlite(path: Path, parts: Iterator[list[Any]]) -> dict[tuple[int, int], int]:
    sequences: dict[tuple[int, int], int] = {}
    marks = ", ".join("?" * len(COLUMNS))
    statement = f"INSERT INTO punch ({', '.join(COLUMNS)}) VALUES ({marks})"
    conn = sqlite3.connect(path, isolation_level=None)
    # Nobody else reads it yet: what a crash leaves is thrown away.
    for pragma in (
        "journal_mode = DELETE",
        "journal_mode = OFF",
        "synchronous = OFF",
        "cache_size = -524288",
    ):
        conn.execute(f"PRAGMA {pragma}")
    indexes = conn.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'punch' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indexes:
        conn.execute(f"DROP INDEX {name}")
    for rows in parts:
        conn.execute("BEGIN")
        conn.executemany(statement, rows)
        conn.execute("COMMIT")
        sequences.update({(row[0], row[2]): row[-1] for row in rows})
    for _, made_by in indexes:
        conn.execute(made_by)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.close()
    return sequences


async def _copy(url: str, parts: Iterator[list[Any]]) -> dict[tuple[int, int], int]:
    sequences: dict[tuple[int, int], int] = {}
    conn = await asyncpg.connect(
        normalise_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    )
    try:
        for rows in parts:
            await conn.copy_records_to_table("punch", records=rows, columns=COLUMNS)
            sequences.update({(row[0], row[2]): row[-1] for row in rows})
        # As autovacuum leaves a table that has grown over years.
        await conn.execute("VACUUM ANALYZE")
    finally:
        await conn.close()
    return sequences


async def _finish(url: str, sequences: dict[tuple[int, int], int]) -> None:
    """The numbers that events of the terminals go on from, and when each was seen last."""
    now = now_us()
    seen = [
        {
            "tenant_id": tenant_id,
            "device_id": device_id,
            "last_seen_at": now,
            "online": False,
            "changed_at": now,
            "address": "192.0.2.1",
            "poll_interval_us": 10 * SECOND_US,
        }
        for tenant_id, device_id in sequences
    ]

    def save(conn: sa.Connection) -> None:
        save_sequences(conn, sequences)
        devices.save_presence(conn, seen)

    store = await open_store(url)
    try:
        await store.write(save)
    finally:
        await store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where made databases are kept")
    parser.add_argument("--punches", type=int, default=10_000_000)
    parser.add_argument("--terminals", type=int, default=500)
    parser.add_argument("--database", help="an empty PostgreSQL database to fill in place of a file")
    options = parser.parse_args()
    if options.database:
        made = make_shared(options.database, options.punches, options.terminals)
    else:
        made = make(options.folder, options.punches, options.terminals)
    if made.reused:
        print(f"{made.folder} was there")
        return
    print(f"{made.punches:,} punches in {made.seconds:.1f} s, {made.punches / made.seconds:,.0f} a second")


if __name__ == "__main__":
    main()
