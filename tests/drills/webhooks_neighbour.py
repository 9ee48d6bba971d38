"""One account's endpoint hangs with thousands waiting: what the other account's deliveries notice of it.

`python -m tests.drills.webhooks_neighbour [--backlog 10000] [--seconds 60]`

First the quiet account alone, then with the other beside it, whose receiver takes no notice of a request for
15 seconds. Latency is from the commit of an event to its arrival at the quiet account's receiver.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path

import psutil
import sqlalchemy as sa
import structlog
from aiohttp import web

from edge import admission, telling, tenants
from edge.feed import Feed
from edge.master_keys import MasterKeyFile
from edge.store import Store, open_store, webhooks
from edge.store.ids import instant_of, now_us, row_id
from edge.store.webhook_tables import webhook_delivery
from edge.vault import Vault
from edge.webhooks import endpoints
from edge.webhooks.dispatcher import Dispatcher
from edge.webhooks.guard import Guard
from edge.webhooks.sender import Sender
from tests.bench.table import print_table
from tests.drills.receiver import receiving_at

TYPE = "device.online"
HANGS_S = 15.0
EVERY_S = 0.05
MOST = 1.2
TERMINALS = 100


@dataclass
class Quiet:
    """The quiet account's receiver: how long each event took to come, seconds."""

    took_s: list[float] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.json()
        told = instant_of(row_id("evt", body["id"]) or 0)
        self.took_s.append((now_us() - told) / 1e6)
        return web.Response()

    def percentile(self, share: float) -> float:
        ordered = sorted(self.took_s)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


@dataclass
class Account:
    """A tenant with terminals and an endpoint."""

    tenant_id: int
    devices: list[sa.RowMapping]


async def hang(request: web.Request) -> web.Response:
    """Takes no notice."""
    await asyncio.sleep(HANGS_S)
    return web.Response()


def account(conn: sa.Connection, store: Store, vault: Vault, name: str, url: str, terminals: int) -> Account:
    now = now_us()
    tenant_id = int(tenants.create(conn, store.ids, name=name, now=now)["id"])
    devices = [
        admission.register(conn, store.ids, tenant_id, serial=f"{name}{number:04}", now=now)
        for number in range(terminals)
    ]
    endpoints.create(
        conn,
        store.ids,
        vault,
        tenant_id,
        url=url,
        events_wanted=[TYPE],
        secret=None,
        description=None,
        ordering="device",
        settings={},
        site_ids=None,
        actor="key_drill",
        now=now,
    )
    return Account(tenant_id, devices)


@dataclass(frozen=True)
class Outcome:
    """The quiet account alone and beside the other, and how many waited there at the end."""

    alone: Quiet
    beside: Quiet
    waiting: int

    @property
    def ratio(self) -> float:
        return self.beside.percentile(0.99) / self.alone.percentile(0.99)


@asynccontextmanager
async def dispatching(store: Store, vault: Vault) -> AsyncIterator[Dispatcher]:
    sender = Sender(Guard((ip_network("127.0.0.0/8"),)))
    dispatcher = Dispatcher(store, Feed(store), sender, vault, "neighbour")
    running = asyncio.create_task(dispatcher.run())
    yield dispatcher
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await sender.close()


async def drill(backlog: int, seconds: float) -> Outcome:
    """Run it, on an embedded database of its own."""
    alone, beside = Quiet(), Quiet()
    now = [alone]
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(f"sqlite:///{folder}/webhooks.db")
        vault = Vault(MasterKeyFile(Path(folder), None, environment={}))

        async def take(request: web.Request) -> web.Response:
            return await now[0].take(request)

        async with (
            receiving_at(take) as quiet_url,
            receiving_at(hang) as hanging_url,
            dispatching(store, vault) as dispatcher,
        ):
            quiet = await store.write(lambda conn: account(conn, store, vault, "QUIET", quiet_url, 20))
            await _tell_steadily(store, quiet, 1.0)  # connections and caches
            alone.took_s.clear()
            await _tell_steadily(store, quiet, seconds)
            loud = await store.write(lambda conn: account(conn, store, vault, "LOUD", hanging_url, TERMINALS))
            await _pile_up(store, loud, backlog)
            now[0] = beside
            await _tell_steadily(store, quiet, seconds)
            assert dispatcher.in_flight, "the hanging endpoint is being tried"
            waiting = await store.read(lambda conn: _waiting(conn, loud))
        await store.close()
    return Outcome(alone, beside, waiting)


async def _tell_steadily(store: Store, who: Account, seconds: float) -> None:
    until = time.monotonic() + seconds
    place = 0
    while time.monotonic() < until:
        row = who.devices[place % len(who.devices)]
        await store.write(lambda conn, row=row: _tell(conn, store, [row]))
        place += 1
        await asyncio.sleep(EVERY_S)
    await asyncio.sleep(0.5)


async def _pile_up(store: Store, who: Account, count: int) -> None:
    """Have so many wait, and made into deliveries."""
    for begin in range(0, count, 500):
        rows = [who.devices[number % TERMINALS] for number in range(begin, min(begin + 500, count))]
        await store.write(lambda conn, rows=rows: _tell(conn, store, rows))
    while await store.read(lambda conn: _waiting(conn, who)) < count:
        await asyncio.sleep(0.1)


def _tell(conn: sa.Connection, store: Store, rows: list[sa.RowMapping]) -> None:
    for row in rows:
        telling.tell_device(conn, store.ids, row, TYPE, status="online", last_seen=None)


def _waiting(conn: sa.Connection, who: Account) -> int:
    (endpoint,) = webhooks.of_tenant(conn, who.tenant_id)
    statement = sa.select(sa.func.count()).where(
        webhook_delivery.c.tenant_id == who.tenant_id, webhook_delivery.c.webhook_id == endpoint["id"]
    )
    return int(conn.execute(statement).scalar_one())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backlog", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    load = psutil.getloadavg()[0]
    outcome = asyncio.run(drill(given.backlog, given.seconds))
    print_table(
        [
            {
                "quiet account": name,
                "events": len(one.took_s),
                **{f"p{share} ms": one.percentile(share / 100) * 1_000 for share in (50, 95, 99)},
            }
            for name, one in (("alone", outcome.alone), ("beside", outcome.beside))
        ]
    )
    met = outcome.ratio <= MOST
    print(
        f"\nwaiting beside: {outcome.waiting:,}; p99 is {outcome.ratio:.2f} × that alone, may be {MOST} ×: "
        f"{'met' if met else 'MISSED'}; load average before {load:.2f}, after {psutil.getloadavg()[0]:.2f}"
    )
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
