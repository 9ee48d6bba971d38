"""Several edges behind HAProxy on one PostgreSQL, one killed or stopped every few seconds: nothing lost or
doubled, webhooks in order, offline facts right, the console connected.

`python -m tests.drills.many_edges [--minutes 10] [--terminals 1000] [--stops 3] [--seed N]`

A terminal that a balancer could give to no edge waits for up to a minute, as it was told to, and is told of
when that is longer than its rhythm allows: such facts are true, and counted apart.

An edge is killed with SIGKILL and started again, or stopped with SIGSTOP for longer than its leases last.
The database is stopped at once (`immediate`), or killed, `--stops` times. Some terminals lose their line for
good: each must be told of as offline, and nobody else.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from common.client import EdgeClient
from edge.simulator.access_firmware import ACCESS_FIRMWARES
from edge.simulator.fleet import FleetPlan, plan_fleet
from edge.simulator.generations import GENERATIONS
from edge.simulator.profile import CALM, Profile
from edge.simulator.run import Fleet
from edge.simulator.staging import stage
from edge.simulator.workday import DuePunch, PunchSource, Rate
from tests.drills.many_edges_checks import AFTER_DATABASE_S, TOLD_S, Harm, Outcome, facts_of, judge
from tests.drills.many_edges_cluster import Cluster
from tests.drills.many_edges_console import Console, watching
from tests.drills.receiver import Receiver, drained, listen, receiving
from tests.kit.edge_process import EdgeProcess
from tests.kit.invariants import punch_sequences, read

EVERY_S: Final = 5.0
STOPPED_S: Final = 15.0
"""Longer than the leases of presence and of jobs."""
PUNCHES_A_SECOND: Final = 20.0
CUT_SHARE: Final = 0.03
KNOWN_S: Final = 15.0
"""By then each has polled twice. Of one that did so once nobody knows how often it does: its silence counts
after ten minutes."""
DRAIN_S: Final = 100.0


@dataclass
class People:
    """Who punches, until they go home."""

    source: PunchSource
    gone: bool = False

    def due(self, start: float, end: float) -> list[DuePunch]:
        return [] if self.gone else self.source.due(start, end)


async def drill(minutes: float, terminals: int, stops: int, seed: int) -> Outcome:
    """Run it and return the outcome."""
    rng = random.Random(seed)
    receiver, harm, console = Receiver(random.Random(seed)), Harm(), Console()
    with tempfile.TemporaryDirectory(prefix="many-", dir="/tmp") as folder:
        async with receiving(receiver) as hook:
            cluster = await asyncio.to_thread(Cluster(Path(folder)).__enter__)
            harm.unheard.append(time.time())
            try:
                return await _work(
                    cluster, hook, receiver, harm, console, rng, minutes, terminals, stops, seed
                )
            finally:
                await asyncio.to_thread(cluster.__exit__, None, None, None)


async def _work(
    cluster: Cluster,
    hook: str,
    receiver: Receiver,
    harm: Harm,
    console: Console,
    rng: random.Random,
    minutes: float,
    terminals: int,
    stops: int,
    seed: int,
) -> Outcome:
    balancer, key = cluster.balancer.url, cluster.edges[0].admin_key
    receiver.endpoint, receiver.secret = await listen(balancer, key, hook)
    plan = plan_of(terminals, seed)
    people = People(Rate(plan, PUNCHES_A_SECOND))
    fleet = Fleet(plan, balancer, source=people, climate=CALM, record_acknowledged=True)
    for serial, terminal in fleet.terminals.items():
        terminal.courier.watch = partial(harm.note, serial)
    async with EdgeClient(balancer, key) as client:
        await stage(plan, client)
    console.since = time.monotonic()
    async with watching(balancer, key, console):
        running = asyncio.create_task(fleet.run())
        await fleet.wait_connected()
        print(f"{terminals} terminals are connected; harm begins", file=sys.stderr, flush=True)
        begun = time.monotonic()
        await _harm(cluster, fleet, harm, rng, minutes * 60, stops)
        people.gone = True
        await _told(fleet, harm, balancer, key)
        fleet.stop()
        await running
        lasted = time.monotonic() - begun
        told = await read(cluster.url, punch_sequences)
        await drained(sum(map(len, told.values())), receiver.seen, console.punches, patience_s=DRAIN_S)
    return await judge(cluster, fleet, receiver, harm, console, lasted)


def plan_of(terminals: int, seed: int) -> FleetPlan:
    """Attendance terminals in which nothing fails by itself."""
    usual = {name: 1.0 for name in GENERATIONS if name not in ACCESS_FIRMWARES}
    profile = Profile(flapping_share=0.0, employees_per_terminal=2, generations=usual)
    plan = plan_fleet(seed, max(terminals // 12, 1), terminals, profile)
    return replace(plan, terminals=tuple(replace(one, silent=False) for one in plan.terminals))


async def _harm(
    cluster: Cluster, fleet: Fleet, harm: Harm, rng: random.Random, seconds: float, stops: int
) -> None:
    """Something every EVERY_S: an edge killed or stopped while another serves, now and then the database."""
    begun = time.monotonic()
    database_at = [begun + seconds * (number + 1) / (stops + 1) for number in range(stops)]
    victims = rng.sample(sorted(fleet.terminals), max(round(len(fleet.terminals) * CUT_SHARE), 2))
    cut_at = [begun + rng.uniform(min(KNOWN_S, 0.9 * seconds), 0.95 * seconds) for _ in victims]
    busy: dict[EdgeProcess, asyncio.Task[None]] = {}
    cuts = sorted(zip(cut_at, victims, strict=True))
    next_at = begun + EVERY_S
    while time.monotonic() < begun + seconds:
        await asyncio.sleep(0.1)
        while cuts and cuts[0][0] <= time.monotonic():
            _, serial = cuts.pop(0)
            fleet.cut_terminal(serial)
            harm.cut[serial] = time.time()
        if database_at and database_at[0] <= time.monotonic():
            database_at.pop(0)
            await _stop_database(cluster, harm, rng)
        if time.monotonic() < next_at:
            continue
        next_at += EVERY_S
        busy = {edge: task for edge, task in busy.items() if not task.done()}
        whole = [edge for edge in cluster.edges if edge not in busy]
        if len(whole) > 1:  # somebody is left to serve
            edge = rng.choice(whole)
            busy[edge] = asyncio.create_task(_hurt(edge, harm, rng))
    await asyncio.gather(*busy.values())


async def _hurt(edge: EdgeProcess, harm: Harm, rng: random.Random) -> None:
    if rng.random() < 0.5:
        harm.kills += 1
        await asyncio.to_thread(edge.kill9)
        while True:
            try:
                await asyncio.to_thread(edge.start)
            except AssertionError as error:  # the database is away: what runs it tries again, and so do we
                if "database" not in str(error).lower():
                    raise
                await asyncio.sleep(1.0)
            else:
                return
    harm.stops += 1
    os.kill(edge.pid, signal.SIGSTOP)
    await asyncio.sleep(STOPPED_S)
    os.kill(edge.pid, signal.SIGCONT)


async def _stop_database(cluster: Cluster, harm: Harm, rng: random.Random) -> None:
    if rng.random() < 0.5:
        await asyncio.to_thread(cluster.server.kill)
    else:
        await asyncio.to_thread(cluster.server.stop, "immediate")
    await asyncio.sleep(rng.uniform(0.5, 3.0))
    await asyncio.to_thread(cluster.server.restart)
    harm.database.append(time.time())
    harm.unheard.append(time.time())


async def _told(fleet: Fleet, harm: Harm, url: str, key: str) -> None:
    """Until every terminal that lost its line was told of, or should have been, and all buffers are empty."""
    last = max([*harm.cut.values(), *(at + AFTER_DATABASE_S - TOLD_S for at in harm.unheard)], default=0.0)
    deadline = max(last + TOLD_S + 10, time.time() + 30)
    while time.time() < deadline:
        await asyncio.sleep(1.0)
        held = (
            life.counts.unacknowledged for serial, life in fleet.terminals.items() if serial not in harm.cut
        )
        pending = sum(held)
        if pending:
            deadline = max(deadline, min(time.time() + 5, last + 300))
        elif {serial for serial, _ in await facts_of(url, key)} >= harm.cut.keys():
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--terminals", type=int, default=1000)
    parser.add_argument("--stops", type=int, default=3, help="of the database")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    given = parser.parse_args()
    outcome = asyncio.run(drill(given.minutes, given.terminals, given.stops, given.seed))
    said = "  ".join(f"{name} {value:,}" for name, value in outcome.row.items())
    print(f"many edges: {said}  seed {given.seed}")
    for problem in outcome.problems[:40]:
        print(f"  VIOLATED {problem}")
    sys.exit(1 if outcome.problems else 0)


if __name__ == "__main__":
    main()
