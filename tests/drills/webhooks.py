"""kill -9 of the edge at random moments while webhooks go out: every punch arrives, each terminal's in order.

`python -m tests.drills.webhooks [--cycles 60] [--database sqlite|postgresql] [--terminals 20] [--seed N]`

The receiver refuses one delivery in five hundred, which holds up its lane for ten seconds. What arrives twice
is counted: as many as were under way when the edge was killed, and no more than the bound that is printed.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from aiohttp import web

from common import signing
from edge.webhooks.lanes import BATCH, PER_ENDPOINT
from tests.drills.terminals import Resender
from tests.kit.checkers import i3_lane_order
from tests.kit.edge_process import EdgeProcess
from tests.kit.invariants import check_all, punch_sequences, read, wrong
from tests.kit.postgres import Postgres

REFUSED: float = 0.002
DRAIN_S = 180.0


@dataclass
class Receiver:
    """What arrived, in the order in which it first did: `seen` as public ids of events, `first` by terminal.

    `endpoint`: the public id under which it is known to the edge.
    """

    rng: random.Random
    secret: str = ""
    endpoint: str = ""
    first: dict[str, list[int]] = field(default_factory=dict)
    seen: dict[str, None] = field(default_factory=dict)
    taken: int = 0
    forged: int = 0

    async def take(self, request: web.Request) -> web.Response:
        raw = await request.read()
        try:
            signing.verify(self.secret, request.headers, raw, now=time.time())
        except signing.SignatureRefused:
            self.forged += 1
        if self.rng.random() < REFUSED:
            return web.Response(status=500)
        body = await request.json()
        self.taken += 1
        if body["id"] not in self.seen:
            self.seen[body["id"]] = None
            self.first.setdefault(body["device"]["serial_number"], []).append(body["sequence"])
        return web.Response()


@dataclass(frozen=True)
class Outcome:
    """Counts of a drill and everything that is wrong. `bound`: how many may arrive twice."""

    stored: int
    arrived: int
    again: int
    bound: int
    problems: list[str]


def receiving(receiver: Receiver) -> AbstractAsyncContextManager[str]:
    """Where it listens, while the context is open."""
    return receiving_at(receiver.take)


@asynccontextmanager
async def receiving_at(take: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """The same of any handler."""
    app = web.Application()
    app.router.add_post("/", take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def drill(cycles: int, database: str, terminals: int, seed: int) -> Outcome:
    """Run it and return the outcome; the database is one of its own."""
    rng = random.Random(seed)
    receiver = Receiver(random.Random(seed))
    async with receiving(receiver) as url:
        with contextlib.ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            server = stack.enter_context(Postgres()) if database == "postgresql" else None
            where = f"sqlite:///{folder}/data/punchdeck.db" if server is None else server.create_database("w")
            edge = EdgeProcess(folder / "data", "--dev", database=None if server is None else where)
            await asyncio.to_thread(edge.start)
            receiver.endpoint, receiver.secret = await listen(edge, url)
            fleet = [
                Resender(f"HOOK{n:04}", edge.port, random.Random(rng.random())) for n in range(terminals)
            ]
            stop = asyncio.Event()
            async with asyncio.TaskGroup() as group:
                for terminal in fleet:
                    group.create_task(terminal.work(stop))
                for _ in range(cycles):
                    await asyncio.sleep(rng.uniform(0.1, 0.6))
                    await asyncio.to_thread(edge.kill9)
                    await asyncio.to_thread(edge.start)
                stop.set()
            told = await read(where, punch_sequences)
            stored = sum(len(numbers) for numbers in told.values())
            await _drained(receiver, stored)
            await asyncio.to_thread(edge.terminate)
            acknowledged = [entry for terminal in fleet for entry in terminal.acknowledged]
            found = await check_all(where, acknowledged, {receiver.endpoint: list(receiver.seen)})
    problems = i3_lane_order(told, receiver.first) + wrong(found)
    if receiver.forged:
        problems.append(f"{receiver.forged} deliveries without a good signature")
    again = receiver.taken - len(receiver.seen)
    bound = cycles * PER_ENDPOINT * BATCH
    if again > bound:
        problems.append(f"{again} arrived twice, where {bound} may")
    return Outcome(stored, len(receiver.seen), again, bound, problems)


async def listen(edge: EdgeProcess, url: str) -> tuple[str, str]:
    """Make an endpoint that hears of punches: its public id, its secret."""
    headers = {"Authorization": f"Bearer {edge.admin_key}"}
    body = {"url": url, "events": ["attendance.created"]}
    async with httpx.AsyncClient(trust_env=False, headers=headers) as http:
        made = await http.post(f"{edge.url}/v1/webhooks", json=body)
        made.raise_for_status()
        return str(made.json()["id"]), str(made.json()["secret"])


async def _drained(receiver: Receiver, count: int) -> None:
    """Until everything arrived, or nothing has for a long while."""
    deadline, before = time.monotonic() + DRAIN_S, -1
    while len(receiver.seen) < count and time.monotonic() < deadline:
        if len(receiver.seen) != before:
            deadline, before = time.monotonic() + DRAIN_S, len(receiver.seen)
        await asyncio.sleep(0.1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=60)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--terminals", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    arguments = parser.parse_args()
    began = time.perf_counter()
    outcome = asyncio.run(drill(arguments.cycles, arguments.database, arguments.terminals, arguments.seed))
    seconds = time.perf_counter() - began
    print(
        f"webhooks under kill -9, {arguments.database}: cycles {arguments.cycles}  "
        f"stored {outcome.stored:,}  arrived {outcome.arrived:,}  twice {outcome.again:,} "
        f"(may: {outcome.bound:,})  seconds {seconds:.0f}  seed {arguments.seed}"
    )
    for problem in outcome.problems[:20]:
        print(f"  VIOLATED {problem}")
    sys.exit(1 if outcome.problems else 0)


if __name__ == "__main__":
    main()
