"""A storm: thousands of terminals fall silent within ten seconds. How many messages people get, how late the
loop runs meanwhile, and how much is written.

The whole of what runs for alerts in an edge (`edge.alerts.desk`) on a real database, told by a real HTTP
receiver; only the holds of the rules are shorter.

    python -m tests.bench.storm [--devices 5000] [--sites 200] [--database sqlite|postgresql] [--json]
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_network
from pathlib import Path
from random import Random
from typing import Any, Final

import sqlalchemy as sa
from aiohttp import web

from edge import admission, sites, telling, tenants
from edge.alerts import channel_drafts, ruleset
from edge.alerts.desk import AlertDesk
from edge.alerts.sources.edge_itself import Vitals
from edge.feed import Feed
from edge.master_keys import MasterKeyFile
from edge.presence import SCAN_S
from edge.store import Store, devices, open_store
from edge.store.alert_tables import alert, alert_rule, alert_watch
from edge.store.ids import now_us
from edge.vault import Vault
from edge.webhooks.guard import Guard
from edge.webhooks.sender import Sender
from tests.bench.stand import Stand
from tests.bench.table import Budget, arguments, machine, show
from tests.kit.edge_process import free_port

STORM_S: Final = 10.0
HOLD_S: Final = 15.0
SETTLE_S: Final = 45.0
SILENT_US: Final = 32_000_000
SAMPLE_S: Final = 0.005
_OF_ALERTS: Final = {"alert": alert, "alert_watch": alert_watch}


class Counted:
    """Rows written to the tables of alerts."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()

    def hear(self, conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        for name in _OF_ALERTS:
            for verb in ("INSERT INTO", "UPDATE", "DELETE FROM"):
                if statement.startswith(f"{verb} {name} "):
                    self.rows[name] += max(cursor.rowcount, 0)


async def lateness(worst: list[float]) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + SAMPLE_S
        await asyncio.sleep(SAMPLE_S)
        worst.append(loop.time() - due)


@asynccontextmanager
async def receiver(taken: list[dict[str, Any]]) -> AsyncIterator[int]:
    async def take(request: web.Request) -> web.Response:
        taken.append(json.loads(await request.read()))
        return web.Response(text="ok")

    app = web.Application()
    app.router.add_post("/", take)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield port
    finally:
        await runner.cleanup()


def customer(conn: sa.Connection, store: Store, vault: Vault, *, fan_in: bool, url: str) -> int:
    """A tenant with shorter holds, and one way to tell of what happens."""
    now, ids = now_us(), store.ids
    tenant_id = tenants.create(conn, ids, name="storm", now=now)["id"]
    ruleset.load(conn, ids, tenant_id)
    shorter = {"site_outage": {"hold_s": HOLD_S}, "device_offline": {"hold_s": HOLD_S}}
    for kind, params in shorter.items():
        chosen = (alert_rule.c.tenant_id == tenant_id) & (alert_rule.c.kind == kind)
        conn.execute(alert_rule.update().where(chosen).values(params=params))
    chosen = (alert_rule.c.tenant_id == tenant_id) & (alert_rule.c.kind == "tenant_connectivity")
    conn.execute(alert_rule.update().where(chosen).values(enabled=fan_in))
    given = {"url": url, "headers": {}, "secret": None}
    channel_drafts.create(
        conn, ids, vault, tenant_id, name="storm", kind="webhook", given=given, enabled=True, now=now
    )
    return int(tenant_id)


def fleet(conn: sa.Connection, store: Store, tenant_id: int, count: int, places: int) -> list[int]:
    """Terminals that are all online."""
    now, ids = now_us(), store.ids
    made: list[int] = []
    for number in range(places):
        site = sites.create(conn, ids, tenant_id, name=f"Site {number}", now=now)
        for serial in range(number, count, places):
            row = admission.register(
                conn, ids, tenant_id, serial=f"STORM{serial:05}", now=now, site_id=site["id"]
            )
            made.append(row["id"])
    devices.save_presence(conn, [presence(tenant_id, device, now, online=True) for device in made])
    return made


def presence(tenant_id: int, device: int, now: int, *, online: bool) -> dict[str, Any]:
    return {
        "tenant_id": tenant_id,
        "device_id": device,
        "last_seen_at": now,
        "online": online,
        "changed_at": now,
        "address": None,
        "poll_interval_us": 10_000_000,
    }


async def storm(store: Store, folder: Path, count: int, places: int, *, fan_in: bool) -> dict[str, Any]:
    taken: list[dict[str, Any]] = []
    networks = (ip_network("127.0.0.0/8"),)
    guard = Guard(networks, frozenset())
    sender = Sender(guard)
    vault = Vault(MasterKeyFile(folder, None))
    async with receiver(taken) as port:
        url = f"http://127.0.0.1:{port}/"
        tenant_id = await store.write(lambda conn: customer(conn, store, vault, fan_in=fan_in, url=url))
        desk = AlertDesk(
            store,
            Feed(store),
            vault,
            guard,
            "storm",
            Vitals("storm", folder),
            sender.send,
            lambda key: None,
        )
        tasks = [asyncio.create_task(chore) for chore in desk.chores()]
        try:
            await asyncio.sleep(3)  # alerts begin with no terminals, so there is none to be waited for
            made = await store.write(lambda conn: fleet(conn, store, tenant_id, count, places))
            desk.engine.changed()
            await asyncio.sleep(10)
            counted = Counted()
            sa.event.listen(sa.Engine, "after_cursor_execute", counted.hear)
            late: list[float] = []
            watch = asyncio.create_task(lateness(late))
            await blow(store, tenant_id, made)
            await asyncio.sleep(HOLD_S + SETTLE_S)
            watch.cancel()
            sa.event.remove(sa.Engine, "after_cursor_execute", counted.hear)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await desk.close()
            await sender.close()
        states = await store.read(lambda conn: states_of(conn, tenant_id))
    late.sort()
    return {
        "fan-in": "on" if fan_in else "off",
        "terminals": count,
        "sites": places,
        "alerts": ", ".join(f"{name} {number}" for name, number in sorted(states.items())),
        "messages": len(taken),
        "alerts told": sum(len(message.get("alerts", ())) for message in taken),
        "loop p99 ms": round(1000 * late[int(len(late) * 0.99)], 1),
        "loop max ms": round(1000 * late[-1], 1),
        "rows": sum(counted.rows.values()),
    }


async def blow(store: Store, tenant_id: int, made: Sequence[int]) -> None:
    """The facts, as the detector tells them at each of its scans."""
    scans = int(STORM_S / SCAN_S)
    order = list(made)
    Random(1).shuffle(order)
    for scan in range(scans):
        some = order[scan::scans]
        await store.write(lambda conn, some=some: gone(conn, store, tenant_id, some))  # type: ignore[misc]
        await asyncio.sleep(SCAN_S)


def gone(conn: sa.Connection, store: Store, tenant_id: int, some: Sequence[int]) -> None:
    since = now_us() - SILENT_US
    for row in devices.by_ids(conn, tenant_id, some):
        telling.tell_device(
            conn, store.ids, row, "device.offline", status="offline", last_seen=since, since=since
        )
    devices.save_presence(conn, [presence(tenant_id, device, since, online=False) for device in some])


def states_of(conn: sa.Connection, tenant_id: int) -> dict[str, int]:
    statement = (
        sa.select(alert.c.kind, alert.c.status, sa.func.count())
        .where(alert.c.tenant_id == tenant_id)
        .group_by(alert.c.kind, alert.c.status)
    )
    return {f"{kind} {status}": number for kind, status, number in conn.execute(statement)}


async def one_round(url: str, folder: Path, count: int, places: int, *, fan_in: bool) -> dict[str, Any]:
    store = await open_store(url)
    try:
        return await storm(store, folder, count, places, fan_in=fan_in)
    finally:
        await store.close()


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--devices", type=int, default=5_000)
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    options = parser.parse_args()
    count, places = (400, 20) if options.quick else (options.devices, options.sites)
    with Stand() as stand:
        on = machine(stand.folder)
        postgres = stand.postgres() if options.database == "postgresql" else None
        rows = []
        for fan_in in (False, True):
            name = f"storm_{fan_in}".lower()
            url = (
                f"sqlite:///{stand.folder / name}.db" if postgres is None else postgres.create_database(name)
            )
            rows.append(asyncio.run(one_round(url, stand.folder, count, places, fan_in=fan_in)))
    budgets = [
        Budget(
            "messages, tenant alert off",
            f"<= {places}",
            f"{rows[0]['messages']}",
            rows[0]["messages"] <= places,
        ),
        Budget("messages, tenant alert on", "1", f"{rows[1]['messages']}", rows[1]["messages"] == 1),
        *(
            Budget(
                f"loop lag, tenant alert {row['fan-in']}",
                "<= 200 ms",
                f"{row['loop max ms']} ms",
                row["loop max ms"] <= 200,
            )
            for row in rows
        ),
        *(
            Budget(
                f"rows written, tenant alert {row['fan-in']}",
                "<= 2 a terminal, 4 a site",
                f"{row['rows']:,} of {2 * count + 4 * places:,}",
                row["rows"] <= 2 * count + 4 * places,
            )
            for row in rows
        ),
    ]
    show(f"storm, {options.database}", rows, on=on, budgets=budgets, as_json=options.json)
    return 0 if all(budget.met for budget in budgets[:2]) else 1


if __name__ == "__main__":
    sys.exit(main())
