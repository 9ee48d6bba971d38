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
from dataclasses import dataclass
from pathlib import Path

from edge.webhooks.lanes import BATCH, PER_ENDPOINT
from tests.drills.receiver import Receiver, drained, listen, order_of, receiving
from tests.drills.terminals import Resender
from tests.kit.edge_process import EdgeProcess
from tests.kit.invariants import check_all, punch_sequences, read, wrong
from tests.kit.postgres import Postgres

DRAIN_S = 180.0


@dataclass(frozen=True)
class Outcome:
    """Counts of a drill and everything that is wrong. `bound`: how many may arrive twice."""

    stored: int
    arrived: int
    again: int
    bound: int
    problems: list[str]


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
            receiver.endpoint, receiver.secret = await listen(edge.url, edge.admin_key, url)
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
            await drained(stored, receiver.seen, patience_s=DRAIN_S)
            await asyncio.to_thread(edge.terminate)
            acknowledged = [entry for terminal in fleet for entry in terminal.acknowledged]
            found = await check_all(where, acknowledged, {receiver.endpoint: list(receiver.seen)})
    problems = order_of(receiver, told) + wrong(found)
    again = receiver.taken - len(receiver.seen)
    bound = cycles * PER_ENDPOINT * BATCH
    if again > bound:
        problems.append(f"{again} arrived twice, where {bound} may")
    return Outcome(stored, len(receiver.seen), again, bound, problems)


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
