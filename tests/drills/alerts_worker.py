"""What `tests.drills.alerts_kills` kills: the engine of alerts, what tells people, and terminals that come
and go. Its clock runs SPEED times as fast, so that holds of minutes take seconds."""

from __future__ import annotations

import asyncio
import os
import random
import time
from ipaddress import ip_network
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from edge import telling
from edge.alerts.channels import Channels
from edge.alerts.engine import AlertEngine
from edge.alerts.notifier import Notifier
from edge.feed import Feed
from edge.master_keys import MasterKeyFile
from edge.store import Store, devices, open_store
from edge.store.ids import EPOCH_US, IdClock, now_us
from edge.vault import Vault
from edge.webhooks.guard import Guard
from edge.webhooks.sender import Sender
from tests.drills.webhooks_worker import fork

SPEED: Final = 60
START_US: Final = EPOCH_US + 2 * 365 * 86_400 * 1_000_000
TURN_S: Final = 0.05
FLIP_S: Final = 0.05
SILENT_US: Final = 32_000_000


def fast_us() -> int:
    """The drill's clock, the same in every worker of a day."""
    return START_US + (now_us() % (86_400 * 1_000_000)) * SPEED


async def work(url: str, folder: str, tenant_id: int, device_ids: list[int], flip: bool) -> None:
    """Terminals come and go (or stay as they are), and people are told, until killed."""
    store = await open_store(url)
    store.ids = IdClock(os.getpid() % 1000 + 1, clock=fast_us)
    guard = Guard((ip_network("127.0.0.0/8"),))
    sender, vault = Sender(guard), Vault(MasterKeyFile(Path(folder), None, environment={}))
    channels = Channels(store, vault, guard, sender.send)
    owner = f"worker {os.getpid()}"
    engine = AlertEngine(store, Feed(store), owner, wall=fast_us, mono=lambda: time.monotonic() * SPEED)
    notifier = Notifier(store, channels, owner, wall=fast_us)
    rng = random.Random()
    async with asyncio.TaskGroup() as group:
        group.create_task(notifier.run())
        group.create_task(_turn(engine, notifier))
        while flip:
            count = rng.choice((1, 1, 1, 2, 5))
            first = rng.randrange(len(device_ids))
            some = device_ids[first : first + count]
            await store.write(lambda conn, some=some: _flip(conn, store, tenant_id, some))  # type: ignore[misc]
            await asyncio.sleep(FLIP_S)


async def _turn(engine: AlertEngine, notifier: Notifier) -> None:
    while True:
        await engine.turn()
        notifier.changed()
        await asyncio.sleep(TURN_S)


def _flip(conn: sa.Connection, store: Store, tenant_id: int, device_ids: list[int]) -> None:
    now = fast_us()
    for row in devices.by_ids(conn, tenant_id, device_ids):
        online = not row["online"]
        since = now if online else now - SILENT_US
        status = "online" if online else "offline"
        telling.tell_device(
            conn, store.ids, row, f"device.{status}", status=status, last_seen=since, since=since
        )
        presence = {
            "tenant_id": tenant_id,
            "device_id": row["id"],
            "last_seen_at": since,
            "online": online,
            "changed_at": now,
            "address": None,
            "poll_interval_us": 10_000_000,
        }
        devices.save_presence(conn, [presence])


if __name__ == "__main__":
    fork(work)
