"""What `tests.drills.webhooks_kills` kills: the store, the dispatcher, and something that tells events.

Run as a program it imports everything once and forks a worker for every line it reads, so that each costs
milliseconds: a line is the arguments of `work` as JSON, the answer the worker's process id.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import random
import signal
import sys
from collections.abc import Callable, Coroutine
from ipaddress import ip_network
from pathlib import Path

import sqlalchemy as sa

from edge import admission, telling
from edge.feed import Feed
from edge.master_keys import MasterKeyFile
from edge.store import Store, open_store
from edge.vault import Vault
from edge.webhooks.dispatcher import Dispatcher
from edge.webhooks.guard import Guard
from edge.webhooks.sender import Sender

TYPE = "device.online"
TELL_EVERY_S = 0.02
# What is otherwise imported when it is first needed, in every worker anew.
LATE = (
    "alembic.command",
    "alembic.script",
    "edge.store.migrate",
    "edge.store.sqlite",
    "edge.store.postgresql",
)
LATE_TOO = ("cryptography.hazmat.primitives.ciphers.aead", "asyncpg")


async def work(url: str, folder: str, tenant_id: int, device_ids: list[int], tell: bool) -> None:
    """Tell of terminals, and send what was told, until killed."""
    store = await open_store(url)
    sender = Sender(Guard((ip_network("127.0.0.0/8"),)))
    vault = Vault(MasterKeyFile(Path(folder), None, environment={}))
    dispatcher = Dispatcher(store, Feed(store), sender, vault, f"worker {os.getpid()}")
    rng = random.Random()
    async with asyncio.TaskGroup() as group:
        group.create_task(dispatcher.run())
        while tell:
            some = [rng.choice(device_ids) for _ in range(rng.choice((1, 3, 12)))]
            await store.write(lambda conn, some=some: _tell(conn, store, tenant_id, some))
            await asyncio.sleep(TELL_EVERY_S)


def _tell(conn: sa.Connection, store: Store, tenant_id: int, device_ids: list[int]) -> None:
    for device_id in device_ids:
        row = admission.existing(conn, tenant_id, device_id)
        telling.tell_device(conn, store.ids, row, TYPE, status="online", last_seen=None)


def fork(work: Callable[..., Coroutine[None, None, None]]) -> None:
    """Be what forks workers."""
    for name in (*LATE, *LATE_TOO):
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody has to wait for the killed
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # where ids are told
            asyncio.run(work(*json.loads(line)))
            os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    fork(work)
