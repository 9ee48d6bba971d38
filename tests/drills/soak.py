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
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx

from common.client import EdgeClient, EdgeError
from tests.bench.table import print_table
from tests.drills import soak_watch
from tests.drills.accounts import settle
from tests.drills.receiver import Receiver, listen, receiving
from tests.drills.soak_fleet import plan_of
from tests.drills.soak_watch import MIB, Sample
from tests.drills.terminals import Resender
from tests.kit.edge_process import ROOT, EdgeProcess, free_port
from tests.kit.postgres import Postgres

HOURS: Final = 8.0
POLLS_AN_HOUR: Final = 360
"""Of each terminal."""
PUNCHES_AN_HOUR: Final = 8
"""Of each terminal: 24,000 people, four a day, 500 terminals."""
COMMANDS: Final = ("fetch_info", "sync_time", "reload_options", "fetch_attendance")
LISTS: Final = ("attendance", "devices", "events", "commands", "sites", "alerts")
FORMATS: Final = ("csv", "ndjson", "xlsx")
SAMPLE_S: Final = 5.0
WARM_SHARE: Final = 0.25
MOST_SPEED: Final = 20.0
"""A terminal that asks more than twice a second is soon one that is made to wait."""
OFTENEST_S: Final = 0.12
"""Between commands: a key has ten calls a second."""
PATIENCE_S: Final = 60.0
PATIENT_S: Final = 300.0
"""A spreadsheet of everything takes minutes on a machine that is busy."""
STREAMS: Final = 2
READERS: Final = 2
AT_ONCE: Final = 4
ROWS: Final = 12
LINKS_LEFT: Final = 40
"""Connections to receivers are kept for the next delivery, and a listening socket is one."""


@dataclass(frozen=True, slots=True)
class Soak:
    """What is asked for."""

    minutes: float
    database: str
    terminals: int
    history: int
    seed: int
    trace: str = ""

    @property
    def hurry(self) -> float:
        """So many times as fast as the clock."""
        return HOURS * 60 / self.minutes


@dataclass
class Load:
    """What has been done to the edge so far. `fleet`: what the terminals' process said last."""

    fleet: dict[str, Any] = field(default_factory=dict)
    polls_before: int = 0
    commands: int = 0
    calls: int = 0
    exports: int = 0
    exported: int = 0
    refused: int = 0
    breaks: int = 0
    heard: list[set[str]] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def polls(self) -> int:
        return int(self.fleet.get("polls", 0)) - self.polls_before

    def hours(self, terminals: int) -> float:
        """The volume that was done, by what is behind."""
        punches = int(self.fleet.get("acknowledged", 0))
        return min(self.polls / POLLS_AN_HOUR, punches / PUNCHES_AN_HOUR) / terminals


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
        self.samples: list[Sample] = []
        self.problems: list[str] = []
        self.port = int((edge.data / "punchdeck.toml").read_text().rpartition("= ")[2])
        self.heard_at = int(hook.rstrip("/").rpartition(":")[2])
        self.acknowledged: list[tuple[str, str]] = []
        self.before = 0
        self.began = 0.0

    async def done(self) -> Outcome:
        """All of it."""
        plan = plan_of(self.soak.terminals, self.soak.seed)
        async with self._client() as api:
            await _register(api, plan)
            await self._remember()
            await self._fill_caches()
            self.receiver.endpoint, self.receiver.secret = await listen(
                self.edge.url, self.edge.admin_key, self.hook
            )
            async with asyncio.TaskGroup() as beside, self._streams(beside):
                fleet = await self._fleet(beside)
                await _until(lambda: self.load.fleet.get("connected", 0) >= self.soak.terminals)
                self.load.polls_before = int(self.load.fleet["polls"])
                self.began = time.monotonic()
                _say(f"{self.soak.terminals} terminals are connected")
                serials = [one.serial for one in plan.terminals]
                async with asyncio.TaskGroup() as group:
                    group.create_task(self._office(api, serials))
                    for number in range(READERS):
                        group.create_task(self._read(number))
                    group.create_task(self._export())
                    await self._watch()
                    self.load.over.set()
                lasted = time.monotonic() - self.began
                await self._settled(api, fleet)
            account = await settle(self.where, self.acknowledged, api)
        await asyncio.to_thread(self.edge.terminate)
        self.problems += account.problems
        made = self.before + int(self.load.fleet["punches"])
        if account.stored != made:
            self.problems.append(f"{account.stored} punches are stored of {made} that were made")
        self.problems += soak_watch.bad_endings(self.edge.output)
        warm = [one for one in self.samples if one.at_s >= WARM_SHARE * self.soak.minutes * 60]
        self.problems += soak_watch.growth(warm)
        return Outcome(self._row(account, warm, lasted), self.samples, self.problems)

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
        _say(f"{len(self.acknowledged):,} punches of before in {time.monotonic() - begun:.0f} s")

    async def _fill_caches(self) -> None:
        """Everything is exported by as many at once as the edge has connections that read: what each of them
        keeps of the database, up to its bound, is kept from the begin and is no growth."""
        for form in FORMATS:
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(self._exported(form))
        _say(f"{AT_ONCE * len(FORMATS)} exports of all of it")

    async def _exported(self, form: str) -> None:
        async with self._client() as api:
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

    @contextlib.asynccontextmanager
    async def _streams(self, group: asyncio.TaskGroup) -> AsyncIterator[None]:
        self.load.heard = [set() for _ in range(STREAMS)]
        tasks = [group.create_task(self._stream(heard)) for heard in self.load.heard]
        await asyncio.sleep(0)
        yield
        for task in tasks:
            task.cancel()

    async def _stream(self, heard: set[str]) -> None:
        cursor: str | None = None
        async with self._client() as api:
            while True:
                try:
                    async with contextlib.aclosing(api.stream(cursor, ("attendance.created",))) as told:
                        async for message in told:
                            cursor = message.cursor or cursor
                            if message.event == "attendance.created":
                                heard.add(str(message.body["attendance_id"]))
                except EdgeError:
                    self.load.breaks += 1
                    await asyncio.sleep(0.5)

    async def _office(self, api: EdgeClient, serials: list[str]) -> None:
        """Each terminal is told something once an hour."""
        dice, wanted = random.Random(self.soak.seed), round(HOURS * self.soak.terminals)
        every_s = max(self.soak.minutes * 60 / wanted, OFTENEST_S)
        for word, due in _due(COMMANDS, self.began, every_s):
            if await _over(self.load.over, due):
                return
            body: dict[str, Any] = {"command": word}
            if word == "fetch_attendance":
                now = time.time()
                body["params"] = {"from": _instant(now - 300), "to": _instant(now)}
            await self._asked(api.post(f"/v1/devices/{dice.choice(serials)}/commands", body), "commands")

    async def _read(self, number: int) -> None:
        async with self._client() as api:
            for path, due in _due(LISTS, self.began, 1.0 + 0.1 * number):
                if await _over(self.load.over, due):
                    return
                await self._asked(api.get(f"/v1/{path}", {"limit": 500}), "calls")

    async def _export(self) -> None:
        """Everything, once an hour."""
        async with self._client() as api:
            for form, due in _due(FORMATS, self.began, 3600 / self.soak.hurry):
                if await _over(self.load.over, due):
                    return
                try:
                    self.load.exported += len(await api.content(f"/v1/attendance?format={form}"))
                    self.load.exports += 1
                except EdgeError as error:
                    self.problems.append(f"an export as {form}: {error}")

    async def _asked(self, call: Any, kind: str) -> None:
        try:
            await call
            setattr(self.load, kind, getattr(self.load, kind) + 1)
        except EdgeError as error:
            self.load.refused += 1
            if self.load.refused <= 5:
                self.problems.append(f"{kind}: {error}")

    def _client(self) -> EdgeClient:
        return EdgeClient(self.edge.url, self.edge.admin_key, timeout_s=PATIENT_S)

    # What is seen

    async def _watch(self) -> None:
        """Samples until the time is over."""
        every_s = min(SAMPLE_S, self.soak.minutes * 60 / 40)
        ends, warm = self.began + self.soak.minutes * 60, self.began + WARM_SHARE * self.soak.minutes * 60
        async with httpx.AsyncClient(trust_env=False, timeout=60.0) as http:
            while (now := time.monotonic()) < ends:
                self.samples.append(await self._sample(http))
                if self.soak.trace and warm <= now < warm + every_s:
                    os.kill(self.edge.pid, signal.SIGUSR2)
                if len(self.samples) % 12 == 0:
                    _say(f"{self.samples[-1].row()}")
                await asyncio.sleep(max(0.0, every_s - (time.monotonic() - now)))
        if self.soak.trace:
            os.kill(self.edge.pid, signal.SIGUSR2)

    async def _sample(self, http: httpx.AsyncClient) -> Sample:
        shown = await http.get(f"{self.edge.url}/metrics")
        pairs = (line.rpartition(" ") for line in shown.text.splitlines() if not line.startswith("#"))
        found = {name: float(value) for name, _, value in pairs}
        (rss, threads), (files, links) = await asyncio.to_thread(self._of_process)
        wal, database = self._sizes(found)
        return Sample(
            at_s=time.monotonic() - self.began,
            hours=self.load.hours(self.soak.terminals),
            rss=rss,
            files=files,
            links=links,
            threads=threads,
            lag_s=found["punchdeck_loop_lag_seconds"],
            waiting=found["punchdeck_uploads_waiting"],
            wal=wal,
            database=database,
        )

    def _of_process(self) -> tuple[tuple[float, int], tuple[int, int]]:
        return soak_watch.status_of(self.edge.pid), soak_watch.files_of(
            self.edge.pid, self.port, self.heard_at
        )

    def _sizes(self, found: dict[str, float]) -> tuple[float, float]:
        if self.soak.database == "postgresql":
            return 0.0, found.get("punchdeck_database_bytes", 0.0) / MIB
        files = (self.edge.data / "punchdeck.db-wal", self.edge.data / "punchdeck.db")
        wal, database = (path.stat().st_size / MIB if path.exists() else 0.0 for path in files)
        return wal, database

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
            last = await self._sample(http)
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
            "WAL": f"{max((one.wal for one in self.samples), default=0):.0f} MiB",
            "lag": f"{max((one.lag_s for one in self.samples), default=0) * 1000:.0f} ms",
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


def _due(words: tuple[str, ...], began: float, every_s: float) -> Iterator[tuple[str, float]]:
    """One after the other, again and again, and when each is due."""
    number = 0
    while True:
        yield words[number % len(words)], began + number * every_s
        number += 1


async def _over(over: asyncio.Event, due: float) -> bool:
    """Waits until something is due; whether all is over before."""
    try:
        async with asyncio.timeout(max(0.0, due - time.monotonic())):
            await over.wait()
    except TimeoutError:
        return over.is_set()
    return True


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


def _instant(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


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
