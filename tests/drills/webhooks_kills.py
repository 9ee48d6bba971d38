"""kill -9 of what sends webhooks, hundreds of times in minutes: nothing lost, nothing overtaken, few twice.

`python -m tests.drills.webhooks_kills [--kills 300] [--database sqlite|postgresql] [--seed N]`

Where `tests.drills.webhooks` kills whole edges, which take seconds to start, this kills a process that holds
no more than the store, the dispatcher and something that tells events (`tests.drills.webhooks_worker`). On
PostgreSQL the leases of who was killed are ended by hand, as 45 seconds would.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from edge import admission, tenants
from edge.master_keys import MasterKeyFile
from edge.store import open_store
from edge.store.ids import now_us
from edge.store.schema import device, event
from edge.store.webhook_lanes import release_all
from edge.store.webhook_tables import webhook_delivery
from edge.vault import Vault
from edge.webhooks import endpoints
from edge.webhooks.lanes import BATCH, PER_ENDPOINT
from tests.drills.receiver import Receiver, drained, order_of, receiving
from tests.drills.webhooks_worker import TYPE
from tests.kit.edge_process import ROOT
from tests.kit.invariants import check_all, fences_of, read, wrong
from tests.kit.postgres import Postgres

START_S = 60.0
DRAIN_S = 60.0


@dataclass(frozen=True)
class Outcome:
    """Counts of a drill and everything that is wrong. `bound`: how many may arrive twice."""

    told: int
    arrived: int
    again: int
    bound: int
    problems: list[str]


class Workers:
    """Workers, one after another. Usable as a context."""

    def __init__(
        self,
        where: str,
        folder: Path,
        tenant_id: int,
        device_ids: list[int],
        worker: str = "tests.drills.webhooks_worker",
    ) -> None:
        self._given = (where, str(folder), tenant_id, device_ids)
        self._worker = worker

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", self._worker]
        self._forks = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        return self

    def __exit__(self, *error: object) -> None:
        os.killpg(self._forks.pid, signal.SIGKILL)
        self._forks.communicate()

    def begin(self, *, tell: bool) -> int:
        """Start one, and return its process id."""
        assert self._forks.stdin is not None
        assert self._forks.stdout is not None
        self._forks.stdin.write(json.dumps([*self._given, tell]) + "\n")
        self._forks.stdin.flush()
        return int(self._forks.stdout.readline())

    def kill9(self, pid: int) -> None:
        """End one without a chance to finish anything; returns when it is gone."""
        os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            while True:
                os.kill(pid, 0)
                time.sleep(0.001)


async def drill(kills: int, database: str, terminals: int, seed: int) -> Outcome:
    """Run it and return the outcome; the database is one of its own."""
    rng = random.Random(seed)
    receiver = Receiver(random.Random(seed))
    async with receiving(receiver) as url, contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(Postgres()) if database == "postgresql" else None
        where = f"sqlite:///{folder}/webhooks.db" if server is None else server.create_database("kills")
        tenant_id, device_ids = await _prepared(where, folder, terminals, url, receiver)
        workers = stack.enter_context(Workers(where, folder, tenant_id, device_ids))
        fences = []
        for _ in range(kills):
            pid, arrived = await asyncio.to_thread(workers.begin, tell=True), receiver.taken
            async with asyncio.timeout(START_S):
                while receiver.taken == arrived:  # until it is at work
                    await asyncio.sleep(0.01)
            await asyncio.sleep(rng.uniform(0.0, 0.3))
            await asyncio.to_thread(workers.kill9, pid)
            fences += await read(where, fences_of)
            if server is not None:
                await with_store(where, release_all)
        pid = await asyncio.to_thread(workers.begin, tell=False)
        told = await _told(where)
        await drained(sum(len(numbers) for numbers in told.values()), receiver.seen, patience_s=DRAIN_S)
        states = await _recorded(where)
        await asyncio.to_thread(workers.kill9, pid)
        found = await check_all(where, receipts={receiver.endpoint: list(receiver.seen)}, fences=fences)
    return _outcome(receiver, told, states, wrong(found), kills)


async def _prepared(
    where: str, folder: Path, terminals: int, url: str, receiver: Receiver
) -> tuple[int, list[int]]:
    """A tenant with terminals and an endpoint."""
    store = await open_store(where)
    vault = Vault(MasterKeyFile(folder, None, environment={}))

    def unit(conn: sa.Connection) -> tuple[int, list[int], str, str]:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now_us())
        tenant_id = int(tenant["id"])
        made = [
            admission.register(conn, store.ids, tenant_id, serial=f"KILL{number:04}", now=now_us())["id"]
            for number in range(terminals)
        ]
        endpoint, secret = endpoints.create(
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
            now=now_us(),
        )
        return tenant_id, made, endpoint["public_id"], secret

    tenant_id, made, receiver.endpoint, receiver.secret = await store.write(unit)
    await store.close()
    return tenant_id, made


async def with_store(where: str, unit: Any) -> Any:
    """Do a unit on a database that nobody else writes to."""
    store = await open_store(where)
    try:
        return await store.write(unit)
    finally:
        await store.close()


async def _told(where: str) -> dict[str, list[int]]:
    """What was told, by serial number: sequences in the order of the feed."""

    def unit(conn: sa.Connection) -> dict[str, list[int]]:
        statement = (
            sa.select(device.c.serial, event.c.seq)
            .join(device, sa.and_(device.c.tenant_id == event.c.tenant_id, device.c.id == event.c.device_id))
            .where(event.c.type == TYPE)
            .order_by(event.c.seq)
        )
        found: dict[str, list[int]] = {}
        for serial, sequence in conn.execute(statement):
            found.setdefault(serial, []).append(sequence)
        return found

    told: dict[str, list[int]] = await with_store(where, unit)
    return told


async def _recorded(where: str) -> dict[str, int]:
    """How deliveries ended, once none is to be sent any more: what arrived just before a kill is sent again,
    and what the receiver then refuses some seconds later once more."""
    deadline = time.monotonic() + DRAIN_S
    while "pending" in (states := await read(where, _states)) and time.monotonic() < deadline:
        await asyncio.sleep(0.1)
    return states


def _states(conn: sa.Connection) -> dict[str, int]:
    statement = sa.select(webhook_delivery.c.state, sa.func.count()).group_by(webhook_delivery.c.state)
    return {state: count for state, count in conn.execute(statement)}


def _outcome(
    receiver: Receiver, told: dict[str, list[int]], states: dict[str, int], violated: list[str], kills: int
) -> Outcome:
    problems = order_of(receiver, told) + violated
    if set(states) != {"delivered"}:
        problems.append(f"deliveries ended as {states}")
    again, bound = receiver.taken - len(receiver.seen), kills * PER_ENDPOINT * BATCH
    if again > bound:
        problems.append(f"{again} arrived twice, where {bound} may")
    return Outcome(sum(len(numbers) for numbers in told.values()), len(receiver.seen), again, bound, problems)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--terminals", type=int, default=40)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    arguments = parser.parse_args()
    began = time.perf_counter()
    outcome = asyncio.run(drill(arguments.kills, arguments.database, arguments.terminals, arguments.seed))
    seconds = time.perf_counter() - began
    print(
        f"kill -9 of the dispatcher, {arguments.database}: kills {arguments.kills}  told {outcome.told:,}  "
        f"arrived {outcome.arrived:,}  twice {outcome.again:,} (may: {outcome.bound:,})  "
        f"out of order or lost {len(outcome.problems)}  seconds {seconds:.0f}  seed {arguments.seed}"
    )
    for problem in outcome.problems[:20]:
        print(f"  VIOLATED {problem}")
    sys.exit(1 if outcome.problems else 0)


if __name__ == "__main__":
    main()
