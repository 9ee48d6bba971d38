"""kill -9 of what finds alerts and tells people of them: nobody hears twice of one thing under two names, no
alert is lost, none stands twice, and what is bad in the end is told.

`python -m tests.drills.alerts_kills [--kills 60] [--database sqlite|postgresql] [--seed N]`

The process that is killed holds the store, the engine, the notifier and terminals that come and go
(`tests.drills.alerts_worker`). Leases of who was killed are ended by hand, as 60 seconds would.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from aiohttp import web

from edge import admission, sites, tenants
from edge.alerts import channel_drafts, ruleset
from edge.master_keys import MasterKeyFile
from edge.store import devices, open_store
from edge.store.alert_tables import alert
from edge.store.ids import IdClock, public_id
from edge.store.notice_tables import notice
from edge.store.schema import device, device_presence, event, lease
from edge.vault import Vault
from tests.drills.alerts_worker import SPEED, fast_us
from tests.drills.receiver import receiving_at
from tests.drills.webhooks_kills import Workers, with_store
from tests.kit.invariants import check_all, fences_of, read, wrong
from tests.kit.postgres import Postgres

SITES: Final = {"A": 5, "B": 4, "C": 3, "D": 2, "E": 1, "F": 6, "G": 3}
START_S: Final = 60.0
SETTLE_S: Final = 30.0


@dataclass
class Receiver:
    """What people were told, by the key that is the same whenever the same is told."""

    told: dict[str, list[str]] = field(default_factory=dict)
    taken: int = 0

    async def take(self, request: web.Request) -> web.Response:
        said = await request.json()
        self.taken += 1
        self.told.setdefault(said["dedupe_key"], []).append(said["title"])
        return web.Response(text="ok")


@dataclass(frozen=True)
class Outcome:
    """Counts of a drill and everything that is wrong."""

    kills: int
    facts: int
    alerts: int
    messages: int
    again: int
    problems: list[str]


async def drill(kills: int, database: str, seed: int, settle_s: float = SETTLE_S) -> Outcome:
    """Run it and return the outcome; the database is one of its own."""
    rng, receiver = random.Random(seed), Receiver()
    async with receiving_at(receiver.take) as url, contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(Postgres()) if database == "postgresql" else None
        where = f"sqlite:///{folder}/alerts.db" if server is None else server.create_database("kills")
        tenant_id, made = await _prepared(where, folder, url)
        workers = stack.enter_context(Workers(where, folder, tenant_id, made, "tests.drills.alerts_worker"))
        fences = []
        for _ in range(kills):
            pid, before = await asyncio.to_thread(workers.begin, tell=True), await _facts(where)
            async with asyncio.timeout(START_S):
                while await _facts(where) == before:  # until it is at work
                    await asyncio.sleep(0.05)
            await asyncio.sleep(rng.uniform(0.0, 3.0))
            await asyncio.to_thread(workers.kill9, pid)
            fences += await read(where, fences_of)
            await with_store(where, _let_go)
        pid = await asyncio.to_thread(workers.begin, tell=False)
        await asyncio.sleep(settle_s)
        await asyncio.to_thread(workers.kill9, pid)
        problems, counts = await with_store(where, lambda conn: judge(conn, tenant_id))
        problems += wrong(await check_all(where, fences=fences))
    again = sum(len(titles) - 1 for titles in receiver.told.values())
    renamed = [titles for titles in receiver.told.values() if len(set(titles)) > 1]
    problems += [f"one key, two things: {titles}" for titles in renamed]
    sent = counts.pop("messages sent")
    if len(receiver.told) < sent:
        problems.append(f"{sent} messages are said to be sent, {len(receiver.told)} arrived")
    return Outcome(kills, counts["facts"], counts["alerts"], receiver.taken, again, problems)


async def _prepared(where: str, folder: Path, url: str) -> tuple[int, list[int]]:
    store = await open_store(where)
    store.ids = IdClock(clock=fast_us)
    vault = Vault(MasterKeyFile(folder, None, environment={}))

    def unit(conn: sa.Connection) -> tuple[int, list[int]]:
        now, made = fast_us(), []
        tenant_id = int(tenants.create(conn, store.ids, name="kills", now=now)["id"])
        ruleset.load(conn, store.ids, tenant_id)
        given = {"url": url, "headers": {}, "secret": None}
        channel_drafts.create(
            conn, store.ids, vault, tenant_id, name="all", kind="webhook", given=given, enabled=True, now=now
        )
        for name, count in SITES.items():
            site = sites.create(conn, store.ids, tenant_id, name=name, now=now)
            for number in range(count):
                row = admission.register(
                    conn, store.ids, tenant_id, serial=f"{name}-{number}", now=now, site_id=site["id"]
                )
                made.append(row["id"])
        seen = {"tenant_id": tenant_id, "last_seen_at": now, "online": True, "changed_at": now}
        rest = {"address": None, "poll_interval_us": 10_000_000}
        devices.save_presence(conn, [{**seen, **rest, "device_id": one} for one in made])
        return tenant_id, made

    try:
        return await store.write(unit)
    finally:
        await store.close()


async def _facts(where: str) -> int:
    def unit(conn: sa.Connection) -> int:
        told = event.c.type.in_(("device.offline", "device.online"))
        return int(conn.scalar(sa.select(sa.func.count()).select_from(event).where(told)) or 0)

    return int(await with_store(where, unit))


def _let_go(conn: sa.Connection) -> None:
    conn.execute(lease.update().values(expires_at=0))
    conn.execute(notice.update().values(lease_until=0))


def judge(conn: sa.Connection, tenant_id: int) -> tuple[list[str], dict[str, int]]:
    """What is wrong with the alerts of a tenant whose terminals have long been as they are."""
    rows = conn.execute(sa.select(alert).where(alert.c.tenant_id == tenant_id)).mappings().all()
    notices = conn.execute(sa.select(notice).where(notice.c.tenant_id == tenant_id)).mappings().all()
    problems = _not_as_it_is(conn, tenant_id, rows) + _told_wrongly(conn, tenant_id, rows)
    waiting = [
        one for one in notices if one["status"] == "waiting" and one["due_at"] < fast_us() - 600_000_000
    ]
    problems += [f"not sent: {one['moment']} of {one['alert_id']}" for one in waiting]
    sent = {one["message"] for one in notices if one["status"] == "sent"}
    facts = event.c.type.in_(("device.offline", "device.online"))
    count = conn.scalar(sa.select(sa.func.count()).select_from(event).where(facts)) or 0
    return problems, {"facts": int(count), "alerts": len(rows), "messages sent": len(sent)}


def _not_as_it_is(conn: sa.Connection, tenant_id: int, rows: Sequence[sa.RowMapping]) -> list[str]:
    """Who is offline is told of, or explained by what is told of; who is online is not said to be offline."""
    standing = {
        row["entity_id"]: row
        for row in rows
        if row["kind"] == "device_offline" and row["status"] != "resolved"
    }
    by_id = {row["id"]: row for row in rows}
    statement = (
        sa.select(device.c.public_id, device.c.serial, device_presence.c.online)
        .join(device_presence, device_presence.c.device_id == device.c.id)
        .where(device.c.tenant_id == tenant_id)
    )
    found = []
    for name, serial, online in conn.execute(statement):
        row = standing.get(name)
        if online and row is not None:
            found.append(f"{serial} is online and its alert {row['status']}")
        elif not online and row is None:
            found.append(f"{serial} is offline and nobody knows")
        elif not online and row is not None and row["status"] != "firing":
            parent = by_id.get(row["parent_id"])
            if parent is None or parent["status"] not in ("firing", "inhibited"):
                found.append(f"{serial} is offline and its alert is {row['status']}")
    return found


def _told_wrongly(conn: sa.Connection, tenant_id: int, rows: Sequence[sa.RowMapping]) -> list[str]:
    """Every alert that fired was told as opened once, and what is over of it as resolved once."""
    told: Counter[tuple[str, str]] = Counter()
    statement = sa.select(event.c.type, event.c.body).where(
        event.c.tenant_id == tenant_id, event.c.type.in_(("alert.opened", "alert.resolved"))
    )
    for kind, body in conn.execute(statement):
        told[kind, json.loads(body)["alert_id"]] += 1
    found = []
    for row in rows:
        name = public_id("alr", row["id"])
        opened, resolved = told["alert.opened", name], told["alert.resolved", name]
        if opened != (row["fired_at"] is not None):
            found.append(f"{row['kind']} of {row['entity_name']} was told as opened {opened} times")
        if resolved > opened:
            found.append(f"{row['kind']} of {row['entity_name']} was told as resolved {resolved} times")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    options = parser.parse_args()
    begun = time.monotonic()
    outcome = asyncio.run(drill(options.kills, options.database, options.seed))
    print(
        f"kill -9 of alerts, {options.database}: kills {outcome.kills}  facts {outcome.facts:,}  "
        f"alerts {outcome.alerts}  messages {outcome.messages}  again under the same key {outcome.again}  "
        f"problems {len(outcome.problems)}  clock x{SPEED}  seconds {time.monotonic() - begun:.0f}  "
        f"seed {options.seed}"
    )
    for problem in outcome.problems[:20]:
        print(f"  {problem}")
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main())
