"""kill -9 of the edge at random moments under load: nothing acknowledged is lost, nothing is stored twice,
and what an endpoint hears of it is in order.

`python -m tests.drills.kill [--cycles 60] [--database sqlite|postgresql] [--terminals 40] [--seed N]`
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
from pathlib import Path

import httpx

from common.client import EdgeClient
from tests.drills.accounts import Account, settle
from tests.drills.receiver import Receiver, listen, receiving
from tests.drills.terminals import Resender
from tests.kit.edge_process import EdgeProcess
from tests.kit.invariants import check_all, wrong
from tests.kit.postgres import Postgres


async def drill(cycles: int, database: str, terminals: int, seed: int) -> Account:
    """Run it and return the account; the database is one of its own."""
    rng = random.Random(seed)
    receiver = Receiver(random.Random(seed))
    async with receiving(receiver) as listening, contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(Postgres()) if database == "postgresql" else None
        url = f"sqlite:///{folder}/data/punchdeck.db" if server is None else server.create_database("drill")
        edge = EdgeProcess(folder / "data", "--dev", database=None if server is None else url)
        await asyncio.to_thread(edge.start)
        receiver.endpoint, receiver.secret = await listen(edge.url, edge.admin_key, listening)
        fleet = [Resender(f"KILL{n:04}", edge.port, random.Random(rng.random())) for n in range(terminals)]
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for terminal in fleet:
                group.create_task(terminal.work(stop))
            for _ in range(cycles):
                await asyncio.sleep(rng.uniform(0.02, 0.4))
                await asyncio.to_thread(edge.kill9)
                await asyncio.to_thread(edge.start)
            stop.set()
        acknowledged = [entry for terminal in fleet for entry in terminal.acknowledged]
        async with EdgeClient(edge.url, edge.admin_key) as api:
            received = sum(terminal.sent for terminal in fleet)
            account = await settle(url, acknowledged, api)
        if account.stored != received:
            account.problems.append(f"{received} punches were made, {account.stored} are stored")
        account.problems.extend(_lines_accounted(edge))
        await asyncio.to_thread(edge.terminate)
        heard = {receiver.endpoint: list(receiver.seen)}  # whatever is delivered has arrived by now
        account.problems.extend(wrong(await check_all(url, acknowledged, heard)))
        return account


def _lines_accounted(edge: EdgeProcess) -> list[str]:
    """I10 over the last process: everything it acknowledged it also counted, none of it unreadable."""
    with httpx.Client(trust_env=False) as http:
        text = http.get(f"{edge.url}/metrics", headers={"Authorization": f"Bearer {edge.admin_key}"}).text
    dead = [line for line in text.splitlines() if line.startswith('punchdeck_lines_total{outcome="dead"}')]
    return [] if dead and float(dead[0].split()[-1]) == 0 else [f"unreadable lines counted: {dead}"]


def report(name: str, account: Account, cycles: int, seed: int, seconds: float) -> int:
    """Print the row; the exit code says whether all held."""
    print(
        f"{name}: cycles {cycles}  acknowledged {account.acknowledged:,}  stored {account.stored:,}  "
        f"lost {account.lost}  doubled {account.doubled}  integrity {account.integrity}  "
        f"seconds {seconds:.0f}  seed {seed}"
    )
    for problem in account.problems[:20]:
        print(f"  VIOLATED {problem}")
    return 1 if account.problems else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=60)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--terminals", type=int, default=40)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    arguments = parser.parse_args()
    started = time.perf_counter()
    account = asyncio.run(drill(arguments.cycles, arguments.database, arguments.terminals, arguments.seed))
    seconds = time.perf_counter() - started
    sys.exit(report(f"kill -9, {arguments.database}", account, arguments.cycles, arguments.seed, seconds))


if __name__ == "__main__":
    main()
