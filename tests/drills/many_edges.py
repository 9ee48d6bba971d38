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
import bisect
import contextlib
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from common.client import CertificateNotTrusted, EdgeClient, EdgeError, StreamMessage
from common.instants import parse_instant
from console.core.connection import Connection
from console.core.fleet import Snapshot
from console.core.states import Live, State
from edge.simulator.access_firmware import ACCESS_FIRMWARES
from edge.simulator.exchange import Answer
from edge.simulator.fleet import FleetPlan, plan_fleet
from edge.simulator.generations import GENERATIONS
from edge.simulator.profile import CALM, Profile
from edge.simulator.run import Fleet
from edge.simulator.staging import stage
from edge.simulator.workday import DuePunch, PunchSource, Rate
from tests.drills.accounts import settle
from tests.drills.receiver import Receiver, drained, listen, order_of, receiving
from tests.kit.edge_process import EdgeProcess
from tests.kit.haproxy import Haproxy
from tests.kit.invariants import punch_sequences, read
from tests.kit.postgres import Postgres

EDGES: Final = 3
EVERY_S: Final = 5.0
STOPPED_S: Final = 15.0
"""Longer than the leases of presence and of jobs."""
PUNCHES_A_SECOND: Final = 20.0
CUT_SHARE: Final = 0.03
TOLD_S: Final = 60.0
LEAST_S: Final = 34.0
"""A shorter silence is none; one second for what the answer took."""
LATE_S: Final = (0, 2, 4, 6, 8)
"""So late may be what edges know of one another: who is back for less than that is told of as gone first."""
AFTER_DATABASE_S: Final = 150.0
"""After nobody could listen, every terminal has a grace before its silence counts."""
AWAY_S: Final = 60.0
"""The longest pause of the console between two attempts; what it missed meanwhile it must have afterwards."""
DRAIN_S: Final = 100.0


@dataclass
class Console:
    """What the console would have on the screen, and since when it is connected."""

    live: bool = False
    since: float = field(default_factory=time.monotonic)
    longest_s: float = 0.0
    away_s: float = 0.0
    cursor: str | None = None
    punches: dict[str, int] = field(default_factory=dict)
    gaps: int = 0

    def noted(self, state: State) -> None:
        now = time.monotonic()
        live = isinstance(state, Live)
        if live and not self.live:
            self.away_s += now - self.since
            self.longest_s = max(self.longest_s, now - self.since)
        if live != self.live:
            self.live, self.since = live, now

    # What a connection calls.
    def identified(self, me: dict[str, Any]) -> str | None:
        return self.cursor

    def cursor_lost(self) -> None:
        self.gaps += 1
        self.cursor = None

    def snapshot_asked(self) -> None:
        return

    def snapshot_taken(self, snapshot: Snapshot) -> None:
        return

    def history(self, punches: Sequence[dict[str, Any]]) -> None:
        for punch in punches:
            self._take(str(punch["id"]))

    def told(self, messages: Sequence[StreamMessage], cursor: str | None) -> None:
        for message in messages:
            if message.event == "gap":
                self.gaps += 1
            elif message.event == "attendance.created":
                self._take(str(message.body["attendance_id"]))
        self.cursor = cursor

    def wants_snapshot(self) -> bool:
        return False

    def _take(self, punch: str) -> None:
        self.punches[punch] = self.punches.get(punch, 0) + 1


@dataclass
class Harm:
    """What was done to whom, and when."""

    kills: int = 0
    stops: int = 0
    database: list[float] = field(default_factory=list)
    unheard: list[float] = field(default_factory=list)
    """When somebody began to listen again after nobody had: at first, and after each stop of the database."""
    cut: dict[str, float] = field(default_factory=dict)
    heard: dict[str, list[float]] = field(default_factory=dict)

    def note(self, serial: str, _request: bytes, answer: Answer) -> None:
        """A terminal had an answer. One that a balancer gave in place of an edge was heard by nobody."""
        if answer.status < 500:
            self.heard.setdefault(serial, []).append(time.time())

    def silent_s(self, serial: str, at: float) -> float:
        """For how long a terminal had had no answer at an instant."""
        times = self.heard.get(serial, [])
        place = bisect.bisect(times, at)
        return at - times[place - 1] if place else float("inf")


@dataclass
class People:
    """Who punches, until they go home."""

    source: PunchSource
    gone: bool = False

    def due(self, start: float, end: float) -> list[DuePunch]:
        return [] if self.gone else self.source.due(start, end)


@dataclass(frozen=True)
class Outcome:
    row: dict[str, Any]
    problems: list[str]


class Cluster:
    """Edges on one database behind a balancer; usable as an asynchronous context."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Cluster:
        with self._stack as stack:
            self.server = stack.enter_context(Postgres({"max_connections": "60"}))
            self.url = self.server.create_database("many")
            self.edges = [self._edge(f"edge{number}") for number in range(1, EDGES + 1)]
            for edge in self.edges:
                edge.start()
                stack.callback(_end, edge)
            self.balancer = stack.enter_context(Haproxy([edge.port for edge in self.edges]))
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def _edge(self, name: str) -> EdgeProcess:
        data = self.folder / name
        data.mkdir()
        key = self.folder / "master.key"
        if not key.exists():
            key.write_text("cHVuY2hkZWNrLWRyaWxsLW1hc3Rlci1rZXktMDAwMDE=\n")
            key.chmod(0o600)
        (data / "punchdeck.toml").write_text(
            f'trusted_proxies = ["127.0.0.1"]\nmaster_key_file = "{key}"\nlog_format = "json"\n'
        )
        return EdgeProcess(data, "--dev", database=self.url)


def _end(edge: EdgeProcess) -> None:
    with contextlib.suppress(ProcessLookupError, AssertionError):
        os.kill(edge.pid, signal.SIGCONT)
        edge.kill9()


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
    return await _judge(cluster, fleet, receiver, harm, console, lasted)


def plan_of(terminals: int, seed: int) -> FleetPlan:
    """Attendance terminals in which nothing fails by itself."""
    usual = {name: 1.0 for name in GENERATIONS if name not in ACCESS_FIRMWARES}
    profile = Profile(flapping_share=0.0, employees_per_terminal=2, generations=usual)
    plan = plan_fleet(seed, max(terminals // 12, 1), terminals, profile)
    return replace(plan, terminals=tuple(replace(one, silent=False) for one in plan.terminals))


@contextlib.asynccontextmanager
async def watching(url: str, key: str, console: Console) -> AsyncIterator[Connection]:
    """The console's own connection, as long as the block lasts."""
    connection = Connection(EdgeClient(url, key), console, explain=_unexplained)
    connection.states.add(console.noted)
    running = asyncio.create_task(connection.run())
    try:
        yield connection
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _unexplained(error: CertificateNotTrusted) -> CertificateNotTrusted:
    return error


async def _harm(
    cluster: Cluster, fleet: Fleet, harm: Harm, rng: random.Random, seconds: float, stops: int
) -> None:
    """Something every EVERY_S: an edge killed or stopped while another serves, now and then the database."""
    begun = time.monotonic()
    database_at = [begun + seconds * (number + 1) / (stops + 1) for number in range(stops)]
    victims = rng.sample(sorted(fleet.terminals), max(round(len(fleet.terminals) * CUT_SHARE), 2))
    cut_at = [begun + rng.uniform(0.05, 0.95) * seconds for _ in victims]
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
        elif {serial for serial, _ in await _facts(url, key)} >= harm.cut.keys():
            return


async def _facts(url: str, key: str) -> list[tuple[str, float]]:
    """Serial number and instant of each fact that a terminal is offline."""
    try:
        async with EdgeClient(url, key) as client:
            return [
                (body["device"]["serial_number"], parse_instant(body["timestamp"]) / 1e6)
                async for body in client.pages("/v1/events", {"types": "device.offline", "limit": 1000})
            ]
    except EdgeError:
        return []


async def _judge(
    cluster: Cluster, fleet: Fleet, receiver: Receiver, harm: Harm, console: Console, lasted: float
) -> Outcome:
    # Some firmware writes the time with a T between its parts.
    acknowledged = [(serial, line.replace("T", " ", 1)) for serial, line in fleet.acknowledged]
    async with EdgeClient(cluster.balancer.url, cluster.edges[0].admin_key) as api:
        account = await settle(cluster.url, acknowledged, api)
    problems = list(account.problems)
    problems += order_of(receiver, await read(cluster.url, punch_sequences))
    facts = await _facts(cluster.balancer.url, cluster.edges[0].admin_key)
    wrong, late = _presence(harm, facts)
    problems += wrong
    missing = account.stored - len(console.punches)
    if missing or console.gaps:
        problems.append(f"the console saw {missing} punches fewer than there are, and {console.gaps} gaps")
    if console.longest_s > AWAY_S:
        problems.append(f"the console was away for {console.longest_s:.0f} s")
    row = {
        "minutes": round(lasted / 60, 1),
        "edges": EDGES,
        "terminals": len(fleet.terminals),
        "kills": harm.kills,
        "stops": harm.stops,
        "database stops": len(harm.database),
        "acknowledged": account.acknowledged,
        "stored": account.stored,
        "lost": account.lost,
        "doubled": account.doubled,
        "webhooks": len(receiver.seen),
        "twice": receiver.taken - len(receiver.seen),
        "cut": len(harm.cut),
        "told": len({serial for serial, _ in facts} & harm.cut.keys()),
        "told after s": late,
        "false": sum("false" in one for one in wrong),
        "waited by themselves": len(facts) - len({serial for serial, _ in facts} & harm.cut.keys()),
        "console reconnecting s": round(console.away_s, 1),
        "longest s": round(console.longest_s, 1),
    }
    return Outcome(row, problems)


def _presence(harm: Harm, facts: Sequence[tuple[str, float]]) -> tuple[list[str], float]:
    """What is wrong with the facts, and after how many seconds the latest was told, if nothing excuses it."""
    told: dict[str, float] = {}
    problems, latest = [], 0.0
    for serial, at in facts:
        if serial in harm.cut and at >= harm.cut[serial] and serial not in told:
            told[serial] = at
        elif (silent := max(harm.silent_s(serial, at - late) for late in LATE_S)) < LEAST_S:
            problems.append(f"a false fact: {serial}, offline {silent:.0f} s after its last answer")
    for serial, cut in harm.cut.items():
        if serial not in told:
            problems.append(f"not told: {serial} lost its line")
            continue
        after = harm.silent_s(serial, told[serial])
        if any(cut - 10 <= at + AFTER_DATABASE_S and at <= told[serial] for at in harm.unheard):
            continue  # everybody had a grace then
        latest = max(latest, after)
        if after > TOLD_S:
            problems.append(f"late: {serial} was told {after:.0f} s after its last sign of life")
    return problems, round(latest, 1)


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
