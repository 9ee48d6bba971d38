"""Clients that mean harm, all at once, beside honest terminals: what these notice of it, and what it costs.

`python -m tests.drills.hostile [--slow 300] [--serials 5000] [--seconds 8] [--untimed] [--seed N]`, by
`--long` with 5,000 slow connections and 100,000 serials.

Addresses of this machine are free of limits, so all of it happens in a network namespace of its own where
everybody has another address; where there is none to be had (Linux only) it is skipped, saying why. Honest
terminals are served within 200 ms (99 %; where they are not even before it begins, within twice of what they
were), the edge grows by no more than 150 MiB, of unknown serials no more are kept than may be, and what was
acknowledged is stored once.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import resource
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil
import sqlalchemy as sa

from common.client import EdgeClient
from edge.knocking import MOST_PENDING
from edge.store.schema import pending_device
from tests.drills.accounts import Account, settle
from tests.drills.hostile_attacks import Plan, command
from tests.drills.terminals import Resender
from tests.kit.edge_process import ROOT, EdgeProcess

HOST: Final = "198.18.0.1"
INSIDE: Final = "--inside"
HONEST: Final = 20
PAUSE_S: Final = 0.2
WARM_UP_S: Final = 1.0
CALM_S: Final = 2.0
P99_S: Final = 0.2
GROWTH_MIB: Final = 150.0
FILES: Final = 20_000
WIND_UP_S: Final = 45.0


class Skipped(Exception):
    """The system has no network to lend; the message says why."""


class Honest(Resender):
    """A terminal from an address of its own that calls at its pace. `took`: seconds of each request."""

    def __init__(self, number: int, port: int, rng: random.Random) -> None:
        super().__init__(f"HONEST{number:03}", port, rng)
        self._address = f"198.18.1.{number + 1}"
        self.took: list[float] = []

    async def work(self, stop: asyncio.Event) -> None:
        while not stop.is_set() or self.buffer:
            if not stop.is_set():
                self.punch()
            await self.deliver()
            await asyncio.sleep(PAUSE_S * self.rng.uniform(0.5, 1.5))

    async def _post(self, body: bytes) -> bytes:
        began = time.perf_counter()
        reader, writer = await asyncio.open_connection(HOST, self.port, local_addr=(self._address, 0))
        try:
            head = f"POST /iclock/cdata?SN={self.serial}&table=ATTLOG&Stamp=9999 HTTP/1.1\r\nHost: drill\r\n"
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            return await reader.read()
        finally:
            self.took.append(time.perf_counter() - began)
            writer.close()


@dataclass(frozen=True)
class Outcome:
    """What honest terminals noticed, what the edge paid, what came of the attacks, and what is wrong."""

    account: Account
    calm_p99_s: float
    p99_s: float
    slowest_s: float
    grown_mib: float
    most_connections: int
    waiting: int
    came: dict[str, int]
    problems: list[str]


async def drill(slow: int, serials: int, seconds: float, seed: int, *, timed: bool) -> Outcome:
    """Run it where we are: in a network of our own. `timed`: honest ones may not wait for long."""
    rng = random.Random(seed)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        edge = stack.enter_context(EdgeProcess(folder / "data", "--host", "0.0.0.0"))
        fleet = [Honest(number, edge.port, random.Random(rng.random())) for number in range(HONEST)]
        async with EdgeClient(edge.url, edge.admin_key) as api:
            for terminal in fleet:
                await api.register_device(terminal.serial)
            stop = asyncio.Event()
            async with asyncio.TaskGroup() as group:
                for terminal in fleet:
                    group.create_task(terminal.work(stop))
                await asyncio.sleep(WARM_UP_S)
                _forgotten(fleet)
                await asyncio.sleep(CALM_S)
                calm = _forgotten(fleet)
                watching = group.create_task(_watched(edge.pid, stop))
                plan = Plan(HOST, edge.port, seconds, slow, serials, fleet[0].serial, seed)
                came = await _attacked(plan)
                stop.set()
            grown_mib, most_connections = watching.result()
            under = _forgotten(fleet)
            acknowledged = [entry for terminal in fleet for entry in terminal.acknowledged]
            url = f"sqlite:///{folder}/data/punchdeck.db"
            account = await settle(url, acknowledged, api)
        waiting = _waiting(url)
        problems = list(account.problems)
        if timed and _p99(under) > max(P99_S, 2 * _p99(calm)):
            problems.append(f"honest terminals waited {_p99(under) * 1e3:.0f} ms (99 %)")
        if grown_mib > GROWTH_MIB:
            problems.append(f"the edge grew by {grown_mib:.0f} MiB")
        if waiting > MOST_PENDING:
            problems.append(f"{waiting} unknown serials are kept, where {MOST_PENDING} may be")
        if account.stored != sum(terminal.sent for terminal in fleet):
            problems.append("not every punch that was made is stored")
        problems += [f"the edge printed: {line}" for line in edge.output.splitlines() if "Traceback" in line]
        problems += [f"{name}: {count}" for name, count in came.items() if ": 500" in name]
    return Outcome(
        account, _p99(calm), _p99(under), max(under), grown_mib, most_connections, waiting, came, problems
    )


def _forgotten(fleet: Sequence[Honest]) -> list[float]:
    """What was taken so far; the fleet begins anew."""
    took = [one for terminal in fleet for one in terminal.took]
    for terminal in fleet:
        terminal.took.clear()
    return took


def _p99(took: Sequence[float]) -> float:
    return sorted(took)[int(len(took) * 0.99)]


async def _attacked(plan: Plan) -> dict[str, int]:
    attacker = await asyncio.create_subprocess_exec(*command(plan), cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        async with asyncio.timeout(plan.seconds + WIND_UP_S):
            said, _ = await attacker.communicate()
    except BaseException:
        attacker.kill()
        await attacker.wait()
        raise
    came: dict[str, int] = json.loads(said)
    return came


async def _watched(pid: int, stop: asyncio.Event) -> tuple[float, int]:
    """By how many MiB the process had grown at most, and how many sockets it had, until told to stop."""
    process = psutil.Process(pid)
    begun = most = process.memory_info().rss
    sockets = 0
    while not stop.is_set():
        most = max(most, process.memory_info().rss)
        sockets = max(sockets, process.num_fds())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 0.2)
    return (most - begun) / 2**20, sockets


def _waiting(url: str) -> int:
    engine = sa.create_engine(url)
    with engine.connect() as conn:
        count = conn.scalar(sa.select(sa.func.count()).select_from(pending_device))
    engine.dispose()
    return int(count or 0)


def inside(given: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run this program again in a network namespace of its own. Raises Skipped."""
    unshare = shutil.which("unshare")
    if unshare is None:
        raise Skipped("there is no `unshare` here (Linux, package util-linux)")
    own = [unshare, "--net"] if os.geteuid() == 0 else [unshare, "--user", "--map-root-user", "--net"]
    allowed = subprocess.run([*own, "true"], capture_output=True, text=True)
    if allowed.returncode != 0:
        raise Skipped(f"no network namespace can be made: {allowed.stderr.strip()}")
    program = [sys.executable, "-m", "tests.drills.hostile", INSIDE, *given]
    return subprocess.run([*own, *program], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def network_of_our_own() -> None:
    """198.18.0.0/15, which is kept for measurements, is all ours on the loopback device: whoever is in it may
    call from any of its addresses."""
    import fcntl

    def told(request: int, name: bytes, what: bytes) -> None:
        fcntl.ioctl(link, request, struct.pack("16s24s", name, what))

    def address(text: str) -> bytes:
        return struct.pack("HH4s8x", socket.AF_INET, 0, socket.inet_aton(text))

    set_flags, set_address, set_mask, is_up = 0x8914, 0x8916, 0x891C, 1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        told(set_flags, b"lo", struct.pack("H", is_up))
        told(set_address, b"lo:1", address(HOST))
        told(set_mask, b"lo:1", address("255.254.0.0"))


def report(outcome: Outcome, seconds: float, seed: int) -> int:
    """Print the row, and what came of each attack; the exit code says whether all held."""
    account = outcome.account
    print(
        f"hostile clients: acknowledged {account.acknowledged:,}  lost {account.lost}  doubled "
        f"{account.doubled}  honest p99 {outcome.p99_s * 1e3:.0f} ms (calm {outcome.calm_p99_s * 1e3:.0f}, "
        f"slowest {outcome.slowest_s * 1e3:.0f})  grown {outcome.grown_mib:.0f} MiB  "
        f"files open {outcome.most_connections:,}  serials kept {outcome.waiting:,}  seconds {seconds:.0f}  "
        f"seed {seed}"
    )
    for name, count in sorted(outcome.came.items()):
        print(f"  {name}  {count:,}")
    for problem in outcome.problems[:20]:
        print(f"  VIOLATED {problem}")
    return 1 if outcome.problems else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slow", type=int, default=300)
    parser.add_argument("--serials", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--long", action="store_true", help="5,000 slow connections, 100,000 serials, 2 min")
    parser.add_argument("--untimed", action="store_true", help="honest terminals may wait: others work here")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    parser.add_argument(INSIDE, action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not given.inside:
        try:
            done = inside(sys.argv[1:])
        except Skipped as reason:
            print(f"skipped: {reason}")
            sys.exit(0)
        print(done.stdout, end="")
        sys.exit(done.returncode)
    network_of_our_own()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, most), most))
    if given.long:
        given.slow, given.serials, given.seconds = 5_000, 100_000, 120.0
    began = time.perf_counter()
    outcome = asyncio.run(
        drill(given.slow, given.serials, given.seconds, given.seed, timed=not given.untimed)
    )
    sys.exit(report(outcome, time.perf_counter() - began, given.seed))


if __name__ == "__main__":
    main()
