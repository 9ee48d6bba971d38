"""Hours of a fleet in minutes, against one edge: memory, descriptors, threads stay, and nothing is lost.

`python -m tests.drills.soak [--minutes 10] [--database sqlite|postgresql] [--terminals 500]
[--history 100000] [--trace FILE] [--seed N]`

Eight hours of the reference fleet are 1.44 million polls (500 terminals, one every 10 s), 32,000 punches
(24,000 people, four a day) and 4,000 commands (one an hour for each terminal). Terminals go through that as
much faster as there are more minutes in eight hours, but ask no more than twice a second, nor faster than the
machine answers; what was reached is printed beside what it should be. An hour of the figures is an hour's
volume, of polls or of punches, whichever is behind. What the edge does once a minute or less comes as much
more often, and raw uploads go after a minute (`soak_edge`); what it does every few seconds, and every wait,
is as long as ever.

Beside it: a webhook of every punch, two streams, readers of lists and exports, an hourly backup, retention.
A history of punches is uploaded and exported first, so that caches are full; the first quarter is not judged.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from common.client import EdgeClient
from tests.bench.table import print_table
from tests.drills import soak_watch
from tests.drills.accounts import settle
from tests.drills.receiver import Receiver, listen, receiving
from tests.drills.soak_fleet import plan_of
from tests.drills.soak_office import FORMATS, READERS, STREAMS, Office
from tests.drills.soak_plan import HOURS, POLLS_AN_HOUR, PUNCHES_AN_HOUR, WARM_SHARE, Load, Soak, say
from tests.drills.soak_samples import Samples
from tests.drills.soak_watch import MIB, Sample
from tests.drills.terminals import Resender
from tests.kit.edge_process import ROOT, EdgeProcess, free_port
from tests.kit.postgres import Postgres

MOST_SPEED: Final = 20.0
"""A terminal that asks more than twice a second is soon one that is made to wait."""
PATIENCE_S: Final = 60.0
AT_ONCE: Final = 4
ROWS: Final = 12
LINKS_LEFT: Final = 40
"""Connections to receivers are kept for the next delivery, and a listening socket is one."""


@dataclass(frozen=True)
class Outcome:
    row: dict[str, Any]
    samples: list[Sample]
    problems: list[str]


async def drill(soak: Soak) -> Outcome:
    """Run it and return the outcome."""
    receiver = Receiver(random.Random(soak.seed))
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-", dir="/tmp")))
        server = stack.enter_context(Postgres()) if soak.database == "postgresql" else None
        edge = _edge(soak, folder, None if server is None else server.create_database("soak"))
        where = f"sqlite:///{edge.data}/punchdeck.db" if server is None else server.url("soak")
        await asyncio.to_thread(edge.start)
        stack.push(edge)  # ended with us, whatever happens
        async with receiving(receiver) as hook:
            return await _Work(soak, folder, edge, where, receiver, hook).done()


def _edge(soak: Soak, folder: Path, database: str | None) -> EdgeProcess:
    data = folder / "data"
    data.mkdir()
    (data / "punchdeck.toml").write_text(
        'admission = "open"\nwebhooks_allowed_networks = ["127.0.0.0/8"]\nbackup_every_hours = 1\n'
        f"device_port = {free_port()}\n"
    )
    command = (sys.executable, "-W", "always::ResourceWarning", "-m", "tests.drills.soak_edge")
    told = (str(soak.hurry), os.path.abspath(soak.trace) if soak.trace else "-", "serve")
    return EdgeProcess(data, database=database, command=(*command, *told))


class _Work:
    """One run against an edge that listens."""

    def __init__(
        self, soak: Soak, folder: Path, edge: EdgeProcess, where: str, receiver: Receiver, hook: str
    ) -> None:
        self.soak, self.folder, self.edge, self.where = soak, folder, edge, where
        self.receiver, self.hook = receiver, hook
        self.load = Load()
        self.problems: list[str] = []
        self.office = Office(soak, edge, self.load, self.problems)
        self.port = int((edge.data / "punchdeck.toml").read_text().rpartition("= ")[2])
        self.samples = Samples(soak, edge, self.load, self.port, int(hook.rstrip("/").rpartition(":")[2]))
        self.acknowledged: list[tuple[str, str]] = []
        self.before = 0

    async def done(self) -> Outcome:
        """All of it."""
        plan = plan_of(self.soak.terminals, self.soak.seed)
        async with self.office.client() as api:
            await _register(api, plan)
            await self._remember()
            await self._fill_caches()
            self.receiver.endpoint, self.receiver.secret = await listen(
                self.edge.url, self.edge.admin_key, self.hook
            )
            async with asyncio.TaskGroup() as beside, self.office.streams(beside):
                fleet = await self._fleet(beside)
                await _until(lambda: self.load.fleet.get("connected", 0) >= self.soak.terminals)
                self.load.polls_before = int(self.load.fleet["polls"])
                self.load.began = time.monotonic()
                say(f"{self.soak.terminals} terminals are connected")
                serials = [one.serial for one in plan.terminals]
                async with asyncio.TaskGroup() as group:
                    group.create_task(self.office.tell(api, serials))
                    for number in range(READERS):
                        group.create_task(self.office.read(number))
                    group.create_task(self.office.export())
                    await self.samples.watch()
                    self.load.over.set()
                lasted = time.monotonic() - self.load.began
                await self._settled(api, fleet)
            account = await settle(self.where, self.acknowledged, api)
        await asyncio.to_thread(self.edge.terminate)
        self.problems += account.problems
        made = self.before + int(self.load.fleet["punches"])
        if account.stored != made:
            self.problems.append(f"{account.stored} punches are stored of {made} that were made")
        self.problems += soak_watch.bad_endings(self.edge.output)
        warm = [one for one in self.samples.taken if one.at_s >= WARM_SHARE * self.soak.minutes * 60]
        self.problems += soak_watch.growth(warm)
        return Outcome(self._row(account, warm, lasted), self.samples.taken, self.problems)

    # What goes on

    async def _remember(self) -> None:
        """A history, as terminals upload that were away."""
        dice = random.Random(self.soak.seed)
        away = [Resender(f"AWAY{n:04}", self.port, random.Random(dice.random())) for n in range(20)]
        for one in away:
            for _ in range(self.soak.history // len(away)):
                one.punch()

        async def tell(one: Resender) -> None:
            while one.buffer:
                if not await one.deliver():
                    await asyncio.sleep(0.1)

        begun = time.monotonic()
        async with asyncio.timeout(600), asyncio.TaskGroup() as group:
            for one in away:
                group.create_task(tell(one))
        self.acknowledged += [entry for one in away for entry in one.acknowledged]
        self.before = sum(one.sent for one in away)
        say(f"{len(self.acknowledged):,} punches of before in {time.monotonic() - begun:.0f} s")

    async def _fill_caches(self) -> None:
        """Everything is exported by as many at once as the edge has connections that read: what each of them
        keeps of the database, up to its bound, is kept from the begin and is no growth."""
        for form in FORMATS:
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(self._exported(form))
        say(f"{AT_ONCE * len(FORMATS)} exports of all of it")

    async def _exported(self, form: str) -> None:
        async with self.office.client() as api:
            await api.content(f"/v1/attendance?format={form}")

    async def _fleet(self, beside: asyncio.TaskGroup) -> asyncio.subprocess.Process:
        soak = self.soak
        rate = soak.terminals * PUNCHES_AN_HOUR * HOURS / (soak.minutes * 60)
        url, speed = f"http://127.0.0.1:{self.port}", min(soak.hurry, MOST_SPEED)
        told = (url, soak.terminals, speed, rate, soak.seed, self._told)
        fleet = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.drills.soak_fleet", *map(str, told)),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
        )
        beside.create_task(self._hear(fleet))
        return fleet

    @property
    def _told(self) -> Path:
        return self.folder / "acknowledged.json"

    async def _hear(self, fleet: asyncio.subprocess.Process) -> None:
        assert fleet.stdout is not None
        async for line in fleet.stdout:
            self.load.fleet = json.loads(line)
        if await fleet.wait() != 0:
            raise AssertionError(f"the terminals' process ended with {fleet.returncode}")

    # The end

    async def _settled(self, api: EdgeClient, fleet: asyncio.subprocess.Process) -> None:
        """Commands are over, then nobody punches, then everybody has heard of everything."""
        try:
            for status in ("queued", "sent"):
                await _until_none(api, "/v1/commands", status)
        except TimeoutError as error:
            self.problems.append(str(error))
        fleet.send_signal(signal.SIGTERM)
        await fleet.wait()
        self.acknowledged += [(serial, line) for serial, line in json.loads(self._told.read_text())]
        # Some were taken when a command asked for them, and are then passed over by their terminal.
        wanted = int(self.load.fleet["punches"])
        readers = [self.receiver.seen, *self.load.heard]
        with contextlib.suppress(TimeoutError):
            await _until(lambda: min(map(len, readers)) >= wanted)
        for name, found in zip(("the webhook", *["a stream"] * STREAMS), readers, strict=True):
            if len(found) != wanted:
                self.problems.append(f"{name} was told of {len(found)} punches of {wanted}")
        if self.receiver.forged:
            self.problems.append(f"{self.receiver.forged} deliveries without a good signature")
        async with httpx.AsyncClient(trust_env=False, timeout=60.0) as http:
            last = await self.samples.sample(http)
        if last.waiting:
            self.problems.append(f"{last.waiting:.0f} uploads still wait")
        if last.links > LINKS_LEFT:
            self.problems.append(f"{last.links} connections to terminals and receivers are left")

    def _row(self, account: Any, warm: list[Sample], lasted: float) -> dict[str, Any]:
        soak, load, line = self.soak, self.load, soak_watch.rss_line(warm)
        fds, threads = (
            soak_watch.quarters([getattr(one, name) for one in warm]) if warm else (0, 0)
            for name in ("files", "threads")
        )
        per_hour = soak.terminals * HOURS
        return {
            "minutes": f"{lasted / 60:.1f}",
            "polls": _share(load.polls, POLLS_AN_HOUR * per_hour),
            "punches": _share(int(load.fleet["acknowledged"]), PUNCHES_AN_HOUR * per_hour),
            "commands": _share(load.commands, per_hour),
            "volume of": f"{load.hours(soak.terminals):.2f} hours of {HOURS:g}",
            "clockwork x": f"{soak.hurry:g}",
            "backups": self.edge.output.count("backup_made"),
            "calls": f"{load.calls:,}",
            "exports": f"{load.exports} ({load.exported / MIB:.0f} MiB)",
            "webhooks": f"{len(self.receiver.seen):,}",
            "twice": self.receiver.taken - len(self.receiver.seen),
            "streams broken": load.breaks,
            "sessions broken": load.fleet["failures"],
            "RSS": f"{warm[0].rss:.0f} -> {warm[-1].rss:.0f} MiB, {line.slope:+.2f} +- {line.error:.2f}/h"
            if warm
            else "-",
            "fds": f"{fds[0]} -> {fds[1]}",
            "threads": f"{threads[0]} -> {threads[1]}",
            "WAL": f"{max((one.wal for one in self.samples.taken), default=0):.0f} MiB",
            "lag": f"{max((one.lag_s for one in self.samples.taken), default=0) * 1000:.0f} ms",
            "acknowledged": f"{account.acknowledged:,}",
            "stored": f"{account.stored:,}",
            "lost": account.lost,
            "doubled": account.doubled,
        }


async def _register(api: EdgeClient, plan: Any) -> None:
    items = [{"serial_number": one.serial, "id": one.device_id, "name": one.name} for one in plan.terminals]
    for start in range(0, len(items), 100):
        await api.post("/v1/devices/bulk", {"items": items[start : start + 100]})
    for site in plan.sites:
        where = {"address": site.address, "lat": site.lat, "lon": site.lon, "timezone": site.timezone}
        there = [one.device_id for one in plan.terminals_of(site.id)]
        await api.post("/v1/sites", {"id": site.id, "name": site.name, "location": where, "devices": there})


async def _until(holds: Any) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not holds():
            await asyncio.sleep(0.2)


async def _until_none(api: EdgeClient, path: str, status: str) -> None:
    """Until a list is empty. Raises TimeoutError that says how it was not."""
    deadline = time.monotonic() + PATIENCE_S
    while found := (await api.get(path, {"status": status}))["data"]:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{path} still lists {len(found)} as {status}, of them {found[0]}")
        await asyncio.sleep(1.0)


def _share(done: int, wanted: float) -> str:
    return f"{done:,} of {wanted:,.0f} ({100 * done / wanted:.0f} %)"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--terminals", type=int, default=500)
    parser.add_argument("--history", type=int, default=100_000, help="punches that are there before")
    parser.add_argument("--trace", default="", help="a file for where memory grew; costs speed and memory")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    given = parser.parse_args()
    soak = Soak(**vars(given))
    outcome = asyncio.run(drill(soak))
    step = max(len(outcome.samples) // ROWS, 1)
    print_table([one.row() for one in [*outcome.samples[::step], outcome.samples[-1]]])
    said = "  ".join(f"{name} {value}" for name, value in outcome.row.items())
    print(f"soak, {soak.database}, {soak.terminals} terminals: {said}  seed {soak.seed}")
    for problem in outcome.problems[:30]:
        print(f"  VIOLATED {problem}")
    sys.exit(1 if outcome.problems else 0)


if __name__ == "__main__":
    main()
