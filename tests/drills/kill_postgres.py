"""PostgreSQL killed under a running edge: nothing acknowledged is lost, and the edge comes back on its own.

`python -m tests.drills.kill_postgres [--cycles 10] [--terminals 40] [--seed N]`
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

from common.client import EdgeClient
from tests.drills.accounts import Account, settle
from tests.drills.kill import report
from tests.drills.terminals import Resender
from tests.kit.edge_process import EdgeProcess
from tests.kit.postgres import Postgres

RECOVERY_S = 60.0


async def drill(cycles: int, terminals: int, seed: int) -> Account:
    """Kill it or stop it at once, `cycles` times; the edge is never restarted."""
    rng = random.Random(seed)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(Postgres())
        url = server.create_database("drill")
        edge = stack.enter_context(EdgeProcess(folder / "data", "--dev", database=url))
        fleet = [Resender(f"PGKILL{n:04}", edge.port, random.Random(rng.random())) for n in range(terminals)]
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for terminal in fleet:
                group.create_task(terminal.work(stop))
            for _ in range(cycles):
                await asyncio.sleep(rng.uniform(0.2, 0.8))
                if rng.random() < 0.5:
                    await asyncio.to_thread(server.kill)
                else:
                    await asyncio.to_thread(server.stop, "immediate")
                await asyncio.sleep(rng.uniform(0.0, 0.3))
                await asyncio.to_thread(server.restart)
                await _served_again(fleet)
            stop.set()
        acknowledged = [entry for terminal in fleet for entry in terminal.acknowledged]
        async with EdgeClient(edge.url, edge.admin_key) as api:
            account = await settle(url, acknowledged, api)
        made = sum(terminal.sent for terminal in fleet)
        if account.stored != made:
            account.problems.append(f"{made} punches were made, {account.stored} are stored")
        return account


async def _served_again(fleet: list[Resender]) -> None:
    """Return when something was acknowledged since. Raises AssertionError if nothing is, for too long."""
    before = sum(len(terminal.acknowledged) for terminal in fleet)
    deadline = time.monotonic() + RECOVERY_S
    while sum(len(terminal.acknowledged) for terminal in fleet) == before:
        if time.monotonic() > deadline:
            raise AssertionError(f"nothing was acknowledged within {RECOVERY_S:.0f} s of the restart")
        await asyncio.sleep(0.02)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=10)
    parser.add_argument("--terminals", type=int, default=40)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    arguments = parser.parse_args()
    started = time.perf_counter()
    account = asyncio.run(drill(arguments.cycles, arguments.terminals, arguments.seed))
    seconds = time.perf_counter() - started
    sys.exit(report("kill of PostgreSQL", account, arguments.cycles, arguments.seed, seconds))


if __name__ == "__main__":
    main()
