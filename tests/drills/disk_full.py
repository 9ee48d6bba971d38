"""A disk that fills up under load and is freed again, and a database that cannot be written and then can.

`python -m tests.drills.disk_full [--cycles 3] [--terminals 20] [--seed N]`

The disk is a small tmpfs of its own, which only root may mount. Half of the times it is filled until the edge
stops by itself; the other half it is filled to the last byte, under an edge that does not stop before a write
has found no room. A fifth as often nothing of the database can be written: its files are made immutable
under the running edge, where the file system can do that.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import asyncpg
import httpx

from common.client import EdgeClient
from tests.drills.accounts import Account, settle
from tests.drills.terminals import Resender
from tests.kit.edge_process import EdgeProcess
from tests.kit.postgres import Postgres, PostgresUnavailable

MIB: Final = 1024 * 1024
DISK: Final = 96 * MIB
BALLAST: Final = 8
LEAST: Final = 24
SETTLED_S: Final = 0.5
"""After it what was accepted before is answered."""
HELD_S: Final = 1.5
RESUMES_S: Final = 30.0
FULL_S: Final = 40.0
READ: Final = ("/healthz", "/readyz", "/v1/devices?limit=5", "/v1/attendance?limit=5")
UNTAKEN: Final = ("refused", "failed")
SETTINGS: Final = f"""
admission = "open"
backup_every_hours = 0
ballast_mib = {BALLAST}
"""


class Skipped(Exception):
    """This machine does not allow it; the message says what."""


@dataclass
class Outcome:
    """`resumed`: how long after each cycle's end the first upload was acknowledged again, seconds."""

    account: Account
    releases: int
    resumed: list[float]
    refused: int
    problems: list[str] = field(default_factory=list)


@contextlib.contextmanager
def small_disk() -> Iterator[Path]:
    """A folder on a file system of 96 MiB. Raises Skipped."""
    with tempfile.TemporaryDirectory() as name:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", name], capture_output=True, text=True
        )
        if mounted.returncode != 0:
            raise Skipped(f"a disk of its own cannot be mounted: {mounted.stderr.strip()}")
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "-l", name], check=True)


class Filler:
    """Takes what is free on a disk, and gives it back."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "filler"

    def fill(self, leaving: int) -> None:
        """Until so many bytes are free."""
        with self._file.open("ab") as file:
            while (free := _free(self._file.parent)) > leaving:
                file.write(bytes(min(free - leaving, MIB)))
                file.flush()

    def fill_up(self) -> None:
        """To the last byte, over and over until nothing more goes in."""
        with self._file.open("ab", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(64 * 1024))

    def give_back(self) -> None:
        self._file.unlink(missing_ok=True)


def _free(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


class Drill:
    """One edge under load, and what was seen of it. `folder` is where its data lies, and its log."""

    def __init__(
        self, folder: Path, terminals: int, seed: int, least: int = LEAST, database: str | None = None
    ) -> None:
        self.folder = folder
        data = folder / "data"
        data.mkdir()
        (data / "punchdeck.toml").write_text(f"{SETTINGS}least_free_mib = {least}\n")
        self.edge = EdgeProcess(data, database=database)
        self._database = database or f"sqlite:///{data}/punchdeck.db"
        self.rng = random.Random(seed)
        self.seed = seed
        self.fleet: list[Resender] = []
        self._terminals = terminals
        self.filler = Filler(folder)
        self.problems: list[str] = []
        self.resumed: list[float] = []
        self.releases = 0

    async def run(self, cycles: int, cycle: Callable[[Drill, int], Awaitable[None]]) -> Outcome:
        """So many cycles under load, then the account."""
        await asyncio.to_thread(self.edge.start)
        self.fleet = [
            Resender(f"DISK{n:04}", self.edge.port, random.Random(self.rng.random()))
            for n in range(self._terminals)
        ]
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for terminal in self.fleet:
                group.create_task(terminal.work(stop))
            await self._more_acknowledged()
            for number in range(cycles):
                await asyncio.sleep(self.rng.uniform(0.2, 0.6))
                await cycle(self, number)
                after = await self._more_acknowledged()
                if after is None:
                    self.problems.append(f"cycle {number}: nothing is taken {RESUMES_S:.0f} s after its end")
                else:
                    self.resumed.append(after)
            stop.set()
        return await self._account()

    async def _account(self) -> Outcome:
        async with EdgeClient(self.edge.url, self.edge.admin_key) as api:
            account = await settle(
                self._database, [pair for one in self.fleet for pair in one.acknowledged], api
            )
        made = sum(terminal.sent for terminal in self.fleet)
        if account.stored != made:
            self.problems.append(f"{made} punches were made, {account.stored} are stored")
        refused = sum(self.number(f'punchdeck_uploads_total{{outcome="{name}"}}') for name in UNTAKEN)
        await asyncio.to_thread(self.edge.terminate)
        return Outcome(account, self.releases, self.resumed, int(refused), account.problems + self.problems)

    async def _more_acknowledged(self) -> float | None:
        """After how long something more was acknowledged, None if nothing was."""
        before, began = self.acknowledged, time.monotonic()
        while time.monotonic() - began < RESUMES_S:
            if self.acknowledged > before:
                return time.monotonic() - began
            await asyncio.sleep(0.02)
        return None

    @property
    def ballast(self) -> Path:
        return self.edge.data / "ballast"

    @property
    def acknowledged(self) -> int:
        return sum(len(terminal.acknowledged) for terminal in self.fleet)

    def get(self, path: str) -> httpx.Response:
        with httpx.Client(trust_env=False, headers=self._key) as http:
            return http.get(self.edge.url + path)

    def post(self, path: str, body: dict[str, str]) -> httpx.Response:
        with httpx.Client(trust_env=False, headers=self._key) as http:
            return http.post(self.edge.url + path, json=body)

    @property
    def _key(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.edge.admin_key}"}

    def number(self, name: str) -> float:
        """A metric, 0 where it is not there yet."""
        found = [line for line in self.get("/metrics").text.splitlines() if line.startswith(name + " ")]
        return float(found[0].split()[-1]) if found else 0.0

    def demand(self, holds: bool, what: str) -> None:
        if not holds:
            self.problems.append(what)


async def nearly_full(drill: Drill, number: int) -> None:
    """The disk is filled until the edge stops by itself, held so, and given back."""
    await asyncio.to_thread(drill.filler.fill, (LEAST - 4) * MIB)
    await _until(lambda: drill.number("punchdeck_disk_full") == 1, FULL_S)
    await _held(drill, number)
    drill.demand(_size(drill.ballast) == BALLAST * MIB, f"cycle {number}: the ballast went without need")


async def full_up(drill: Drill, number: int) -> None:
    """The disk is filled to the last byte until a write has found no room, held so, and given back."""
    await _until(lambda: _size(drill.ballast) == BALLAST * MIB, FULL_S)
    drill.demand(_size(drill.ballast) == BALLAST * MIB, f"cycle {number}: there is no ballast before it")

    def filled() -> bool:
        drill.filler.fill_up()
        return not drill.ballast.exists()

    await _until(filled, FULL_S)
    released = not drill.ballast.exists()
    drill.releases += released
    drill.demand(released, f"cycle {number}: no write found the disk full, or the ballast was not let go of")
    await _held(drill, number)


async def server_full(drill: Drill, number: int) -> None:
    """What PostgreSQL cannot store is not acknowledged; what fits into what it has may be."""
    failed = 'punchdeck_uploads_total{outcome="failed"}'
    before = drill.number(failed)

    def met() -> bool:
        drill.filler.fill_up()
        return drill.number(failed) > before

    await _until(met, FULL_S)
    drill.demand(drill.number(failed) > before, f"cycle {number}: nothing found the server's disk full")
    await asyncio.sleep(HELD_S)
    for path in READ:
        answer = await asyncio.to_thread(drill.get, path)
        drill.demand(answer.status_code == 200, f"cycle {number}: {path} answered {answer.text[:200]}")
    drill.filler.give_back()


async def _held(drill: Drill, number: int) -> None:
    """The disk stays full for a while: nothing is taken, everything can be read, and it is said."""
    await asyncio.sleep(SETTLED_S)
    before = drill.acknowledged
    await asyncio.sleep(HELD_S)
    drill.demand(drill.acknowledged == before, f"cycle {number}: uploads were acknowledged on a full disk")
    asked = {path: await asyncio.to_thread(drill.get, path) for path in READ}
    for path, answer in asked.items():
        drill.demand(answer.status_code == 200, f"cycle {number}: {path} answered {answer.text[:200]}")
    drill.demand(asked["/readyz"].json()["storing"] is False, f"cycle {number}: /readyz hides it")
    refused = await asyncio.to_thread(drill.post, "/v1/sites", {"name": f"Site {number}"})
    drill.demand(
        refused.status_code == 503 and refused.json()["error"]["code"] == "storage_full",
        f"cycle {number}: a change was answered with {refused.text[:200]}",
    )
    drill.filler.give_back()


async def unwritable(drill: Drill, number: int) -> None:
    """No file of the database can be written for a while."""
    # Not the index of the WAL, which is memory: the kernel ends who writes to it there.
    files = [drill.edge.data / name for name in ("punchdeck.db", "punchdeck.db-wal")]
    immutable(True, files)
    try:
        await asyncio.sleep(SETTLED_S)
        before = drill.acknowledged
        await asyncio.sleep(HELD_S)
        drill.demand(
            drill.acknowledged == before, f"cycle {number}: uploads were acknowledged that nobody could write"
        )
        answer = await asyncio.to_thread(drill.get, "/v1/attendance?limit=1")
        drill.demand(answer.status_code == 200, f"cycle {number}: reading answered {answer.text[:200]}")
    finally:
        immutable(False, files)


def immutable(on: bool, files: list[Path]) -> None:
    """Raises Skipped where the file system does not know that, or one who is not root asks."""
    done = subprocess.run(["chattr", "+i" if on else "-i", *files], capture_output=True, text=True)
    if done.returncode != 0:
        raise Skipped(f"files cannot be made immutable: {done.stderr.strip()}")


def writes_are_refused(folder: Path) -> None:
    """Raises Skipped unless a file that is open for writing can be made one that cannot be written."""
    probe = folder / "probe"
    with probe.open("wb", buffering=0) as file:
        immutable(True, [probe])
        try:
            file.write(b"x")
        except OSError:
            return
        finally:
            immutable(False, [probe])
    raise Skipped("this file system lets go on writing what was made immutable")


async def _until(holds: Callable[[], bool], within_s: float) -> None:
    given_up = time.monotonic() + within_s
    while not await asyncio.to_thread(holds) and time.monotonic() < given_up:
        await asyncio.sleep(0.05)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


async def nearly(cycles: int, terminals: int, seed: int) -> Outcome:
    """The disk nearly filled and freed. Raises Skipped."""
    with small_disk() as folder:
        return await Drill(folder, terminals, seed).run(cycles, nearly_full)


async def full(cycles: int, terminals: int, seed: int) -> Outcome:
    """The disk filled to the last byte and freed. Raises Skipped."""
    with small_disk() as folder:
        return await Drill(folder, terminals, seed, least=0).run(cycles, full_up)


async def shared_full(cycles: int, terminals: int, seed: int) -> Outcome:
    """The disk of a PostgreSQL server filled and freed, that of its tables. Raises Skipped."""
    with small_disk() as disk, tempfile.TemporaryDirectory() as own, Postgres() as server:
        space = disk / "space"
        space.mkdir()
        shutil.chown(space, "nobody")  # whom a server of ours runs as under root, who alone mounts
        connection = await asyncpg.connect(server.url().replace("+asyncpg", ""))
        await connection.execute(f"CREATE TABLESPACE small LOCATION '{space}'")
        await connection.execute("CREATE DATABASE drill TABLESPACE small")
        await connection.close()
        drill = Drill(Path(own), terminals, seed, least=0, database=server.url("drill"))
        drill.filler = Filler(disk)
        return await drill.run(cycles, server_full)


async def read_only(cycles: int, terminals: int, seed: int) -> Outcome:
    """The database unwritable and back. Raises Skipped."""
    with tempfile.TemporaryDirectory() as name:
        writes_are_refused(Path(name))
        return await Drill(Path(name), terminals, seed).run(cycles, unwritable)


def report(name: str, outcome: Outcome, cycles: int, seed: int, seconds: float) -> bool:
    """Print the row; whether all held."""
    account = outcome.account
    worst = max(outcome.resumed, default=0.0)
    print(
        f"{name}: cycles {cycles}  acknowledged {account.acknowledged:,}  stored {account.stored:,}  "
        f"lost {account.lost}  doubled {account.doubled}  refused {outcome.refused:,}  "
        f"ballast released {outcome.releases}  taken again after at most {worst:.1f} s  "
        f"integrity {account.integrity}  seconds {seconds:.0f}  seed {seed}"
    )
    for problem in outcome.problems[:20]:
        print(f"  VIOLATED {problem}")
    return not outcome.problems


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=3)
    parser.add_argument("--terminals", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    given = parser.parse_args()
    held = True
    half = given.cycles // 2
    for name, run, cycles in (
        ("disk full", full, given.cycles - half),
        ("disk nearly full", nearly, max(half, 1)),
        ("disk of PostgreSQL full", shared_full, max(given.cycles // 5, 1)),
        ("database read-only", read_only, max(given.cycles // 5, 1)),
    ):
        started = time.perf_counter()
        try:
            outcome = asyncio.run(run(cycles, given.terminals, given.seed))
        except (Skipped, PostgresUnavailable) as reason:
            print(f"{name}: skipped, {reason}")
        else:
            held &= report(name, outcome, cycles, given.seed, time.perf_counter() - started)
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
