"""Bad networks between the edge and its database, and between it and who receives its webhooks.

`python -m tests.drills.partitions [--cycles 5] [--long] [--only FAULT] [--terminals 20] [--seed N]`; long is
100 cycles.

One edge runs all the time, under load, on a real PostgreSQL behind a proxy; what it tells goes to a receiver
behind another. A cycle is one fault on one of the two (AT_DATABASE, AT_RECEIVER), then its end. While the
database cannot be reached nothing is acknowledged, and 5 seconds after the end of it terminals are served
again (where it went without a word, 5 seconds after an answer was waited for in vain; where it was not told
that a connection ended, 5 seconds after it ended the transaction by itself); in the end everything that was
acknowledged is stored and told once, everything stored has arrived in each terminal's order, and the process
holds no more threads and files than before.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import math
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx
import psutil
import sqlalchemy as sa

from common.client import EdgeClient
from edge.store.ids import now_us
from edge.store.postgresql import ANSWER_S, STOPPED_S
from edge.store.webhook_tables import webhook_lane
from tests.drills.accounts import Account, settle
from tests.drills.receiver import Receiver, receiving
from tests.drills.terminals import Resender
from tests.kit.chaos import ChaosProxy, Faults
from tests.kit.edge_process import EdgeProcess
from tests.kit.invariants import punch_sequences, read
from tests.kit.postgres import Postgres

BACK_S: Final = 5.0
ON_ITS_WAY_S: Final = 1.0
"""What was committed before the network went may be answered for so long."""
DRAIN_S: Final = 180.0
RETRIED_S: Final = 30.0
"""Within which a lane whose turn has come is empty."""
# With 20 terminals some 200 punches a second: webhooks keep up, and what a fault held up is soon caught up.
PAUSE_S: Final = 0.7
QUIET_S: Final = 3.0
MORE_THREADS: Final = 4
MORE_FILES: Final = 16
"""Connections of the pool, and of the sender to its receiver, that were not open before."""


@asynccontextmanager
async def dropped(proxy: ChaosProxy) -> AsyncIterator[None]:
    """Packets vanish, both ways."""
    proxy.partition()
    try:
        yield
    finally:
        proxy.heal()


@asynccontextmanager
async def reset(proxy: ChaosProxy) -> AsyncIterator[None]:
    """Every connection is reset, and so is every new one."""
    proxy.refusing = True
    proxy.reset()
    try:
        yield
    finally:
        proxy.refusing = False


@asynccontextmanager
async def cut_in_an_answer(proxy: ChaosProxy) -> AsyncIterator[None]:
    """A connection is reset in the middle of what is answered on it."""
    proxy.down.cut_after = 40
    yield
    proxy.down.cut_after = None


@asynccontextmanager
async def server_gone(proxy: ChaosProxy) -> AsyncIterator[None]:
    """What listens hears that all connections ended, the edge hears nothing of it."""
    proxy.half_open("client")
    yield


@asynccontextmanager
async def client_gone(proxy: ChaosProxy) -> AsyncIterator[None]:
    """The edge hears that its connections ended, what listens hears nothing of it."""
    proxy.half_open("server")
    yield


@asynccontextmanager
async def _slowed(proxy: ChaosProxy, **how: float) -> AsyncIterator[None]:
    proxy.up, proxy.down = Faults(**how), Faults(**how)  # type: ignore[arg-type]
    try:
        yield
    finally:
        proxy.up, proxy.down = Faults(), Faults()


def delayed(proxy: ChaosProxy) -> contextlib.AbstractAsyncContextManager[None]:
    """Everything is 100 ms late, each way."""
    return _slowed(proxy, delay_s=0.1)


def throttled(proxy: ChaosProxy) -> contextlib.AbstractAsyncContextManager[None]:
    """20 kB a second."""
    return _slowed(proxy, bytes_per_s=20_000)


def split(proxy: ChaosProxy) -> contextlib.AbstractAsyncContextManager[None]:
    """Packets of 50 bytes."""
    return _slowed(proxy, piece=50)


Fault = Callable[[ChaosProxy], contextlib.AbstractAsyncContextManager[None]]
UNREACHABLE: Final[Sequence[Fault]] = (dropped, reset)
AT_RECEIVER: Final[Sequence[Fault]] = (
    dropped,
    reset,
    server_gone,
    delayed,
    cut_in_an_answer,
    throttled,
    client_gone,
    split,
)
AT_DATABASE: Final[Sequence[Fault]] = AT_RECEIVER


@dataclass
class Outcome:
    """Counts of a drill and everything that is wrong. `back_s`: the longest until terminals were served."""

    account: Account
    faults: Counter[str]
    arrived: int
    again: int
    back_s: float
    problems: list[str]


@dataclass
class Scene:
    """What runs: terminals, and the two proxies that the edge calls through."""

    fleet: list[Resender]
    database: ChaosProxy
    receiver: ChaosProxy
    rng: random.Random
    problems: list[str]
    back_s: float = 0.0
    # Until when the database may keep terminals waiting for what it was not told the end of.
    hanging_until: float = 0.0

    @property
    def acknowledged(self) -> int:
        return sum(len(terminal.acknowledged) for terminal in self.fleet)

    async def cycle(self, number: int, fault: Fault, *, at_database: bool) -> None:
        """One fault and its end, and terminals served again."""
        seconds = self.rng.uniform(1.5, 4.0)
        async with fault(self.database if at_database else self.receiver):
            if at_database and fault in UNREACHABLE:
                await self._away(number, fault, seconds)
            else:
                await asyncio.sleep(seconds)
        before, healed = self.acknowledged, time.monotonic()
        while self.acknowledged == before and time.monotonic() - healed < 60.0:
            await asyncio.sleep(0.01)
        took = time.monotonic() - healed
        self.back_s = max(self.back_s, took)
        if at_database and fault is client_gone:
            self.hanging_until = healed + STOPPED_S
        due = max(healed + (ANSWER_S if fault is server_gone else 0.0), self.hanging_until) + BACK_S
        if healed + took > due:
            self.problems.append(
                f"cycle {number}, {fault.__name__}: terminals were served {took:.1f} s after its end"
            )

    async def _away(self, number: int, fault: Fault, seconds: float) -> None:
        await asyncio.sleep(ON_ITS_WAY_S)
        before = self.acknowledged
        await asyncio.sleep(seconds)
        if self.acknowledged != before:
            said = self.acknowledged - before
            self.problems.append(
                f"cycle {number}, {fault.__name__}: {said} records were acknowledged meanwhile"
            )


async def drill(cycles: int, terminals: int, seed: int, only: str | None = None) -> Outcome:
    """Run it and return the outcome; the database is one of its own. `only`: this fault, at the database."""
    rng = random.Random(seed)
    receiver = Receiver(random.Random(seed))
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(Postgres())
        direct = server.create_database("drill")
        url = await stack.enter_async_context(receiving(receiver))
        listens = ("127.0.0.1", urlsplit(url).port or 0)
        hooks = await stack.enter_async_context(ChaosProxy(listens))
        database = await stack.enter_async_context(ChaosProxy(server.folder / ".s.PGSQL.5432"))
        through = sa.make_url(direct).set(
            host="127.0.0.1", port=database.port, query={}, drivername="postgresql"
        )
        edge = EdgeProcess(folder / "data", "--dev", database=through.render_as_string(hide_password=False))
        await asyncio.to_thread(edge.start)
        try:
            fleet = [
                Resender(f"PART{n:04}", edge.port, random.Random(rng.random()), PAUSE_S)
                for n in range(terminals)
            ]
            scene = Scene(fleet, database, hooks, rng, [])
            receiver.secret = await _endpoint(edge, f"http://127.0.0.1:{hooks.port}/")
            faults = await _cycles(scene, edge, _planned(cycles, only))
            outcome = await _settled(scene, edge, direct, receiver, faults)
            await asyncio.to_thread(edge.terminate)
        except BaseException:
            await asyncio.to_thread(edge.kill9)
            print(edge.output[-6000:], file=sys.stderr)
            raise
        words = ("Traceback", "never retrieved", "was destroyed", "never awaited")
        printed = [line for line in edge.output.splitlines() if any(word in line for word in words)]
        outcome.problems += [f"the edge printed: {line[:200]}" for line in printed]
        return outcome


def _planned(cycles: int, only: str | None) -> list[tuple[Fault, bool]]:
    """Faults, and whether they are the database's: all of them in turn, every third at the receiver."""
    if only is not None:
        return [(fault, True) for fault in AT_RECEIVER if fault.__name__ == only] * cycles
    database, receiver = itertools.cycle(AT_DATABASE), itertools.cycle(AT_RECEIVER)
    return [
        (next(receiver), False) if number % 3 == 0 else (next(database), True)
        for number in range(1, cycles + 1)
    ]


async def _cycles(scene: Scene, edge: EdgeProcess, planned: Sequence[tuple[Fault, bool]]) -> Counter[str]:
    """One fault after the other, under load."""
    faults: Counter[str] = Counter()
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for terminal in scene.fleet:
            group.create_task(terminal.work(stop))
        await asyncio.sleep(QUIET_S)
        process = psutil.Process(edge.pid)
        threads, files = process.num_threads(), process.num_fds()
        for number, (fault, at_database) in enumerate(planned, 1):
            faults[f"{'database' if at_database else 'receiver'} {fault.__name__}"] += 1
            await scene.cycle(number, fault, at_database=at_database)
        stop.set()
    await asyncio.sleep(QUIET_S)
    if process.num_threads() > threads + MORE_THREADS:
        scene.problems.append(f"{threads} threads before, {process.num_threads()} after")
    if process.num_fds() > files + MORE_FILES:
        scene.problems.append(f"{files} files before, {process.num_fds()} after")
    return faults


async def _settled(
    scene: Scene, edge: EdgeProcess, url: str, receiver: Receiver, faults: Counter[str]
) -> Outcome:
    acknowledged = [entry for terminal in scene.fleet for entry in terminal.acknowledged]
    wanted = await read(url, punch_sequences)
    stored = sum(len(numbers) for numbers in wanted.values())
    # First this: of a connection whose end it does not hear of, the database keeps the transaction open for
    # a while, and what was told behind it is shown to nobody until then. And a delivery that failed three
    # times in a row is tried again after five minutes, and what follows it not before.
    deadline = time.monotonic() + DRAIN_S
    while len(receiver.seen) < stored and time.monotonic() < deadline:
        await asyncio.sleep(1.0)
        deadline = max(deadline, time.monotonic() + await read(url, _retried_in_s) + RETRIED_S)
    async with EdgeClient(edge.url, edge.admin_key) as api:
        account = await settle(url, acknowledged, api)
    problems = [*account.problems, *scene.problems, *_in_order(wanted, receiver.first)]
    if receiver.forged:
        problems.append(f"{receiver.forged} deliveries without a good signature")
    made = sum(terminal.sent for terminal in scene.fleet)
    if account.stored != made:
        problems.append(f"{made} punches were made, {account.stored} are stored")
    again = receiver.taken - len(receiver.seen)
    return Outcome(account, faults, len(receiver.seen), again, scene.back_s, problems)


def _retried_in_s(conn: sa.Connection) -> float:
    """How long until the last of what failed is tried again; minus infinity where nothing failed."""
    lane = sa.select(sa.func.max(webhook_lane.c.next_due)).where(webhook_lane.c.retrying)
    last = conn.scalar(lane)
    return -math.inf if last is None else (last - now_us()) / 1e6


def _in_order(wanted: Mapping[str, list[int]], arrived: Mapping[str, list[int]]) -> list[str]:
    return [
        f"{serial}: told {len(numbers)}, arrived {len(arrived.get(serial, []))} or in another order"
        for serial, numbers in wanted.items()
        if sorted(numbers) != arrived.get(serial, [])
    ]


async def _endpoint(edge: EdgeProcess, url: str) -> str:
    headers = {"Authorization": f"Bearer {edge.admin_key}"}
    body = {"url": url, "events": ["attendance.created"]}
    async with httpx.AsyncClient(trust_env=False, headers=headers) as http:
        made = await http.post(f"{edge.url}/v1/webhooks", json=body)
        made.raise_for_status()
        return str(made.json()["secret"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=5)
    parser.add_argument("--long", action="store_true", help="100 cycles")
    parser.add_argument("--only", choices=[fault.__name__ for fault in AT_RECEIVER], help="at the database")
    parser.add_argument("--terminals", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    given = parser.parse_args()
    cycles = 100 if given.long else given.cycles
    began = time.perf_counter()
    outcome = asyncio.run(drill(cycles, given.terminals, given.seed, given.only))
    account = outcome.account
    print(
        f"partitions: cycles {cycles}  acknowledged {account.acknowledged:,}  stored {account.stored:,}  "
        f"lost {account.lost}  doubled {account.doubled}  arrived {outcome.arrived:,}  "
        f"twice {outcome.again:,}  served again after {outcome.back_s:.1f} s at most  "
        f"seconds {time.perf_counter() - began:.0f}  seed {given.seed}"
    )
    print("  " + "  ".join(f"{name} {count}" for name, count in sorted(outcome.faults.items())))
    for problem in outcome.problems[:20]:
        print(f"  VIOLATED {problem}")
    sys.exit(1 if outcome.problems else 0)


if __name__ == "__main__":
    main()
