"""The wall clock of a running edge is set: an hour and a day forward and back, over both changes of summer
time, and smeared over a leap second. Nobody goes offline by it, no retry is early or stuck, nothing is lost.

`python -m tests.drills.clock [--long] [--seed N]`. Needs libfaketime (Debian: apt-get install faketime);
without it the drill is skipped, saying why.

The edge is the real one: what the system tells it of the time is ahead or behind by as much as stands in a
file, also for SQLite's own clock, and what never jumps (CLOCK_MONOTONIC) is left alone. Terminals go on
calling. Of one of them a delivery is refused before each step: forward, its retry may come as soon as the
clock shows that it is due, as on a machine that slept; back, it comes when it would have come. Likewise a
command for a terminal that does not call expires when it would have.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from aiohttp import web

from common.client import EdgeClient
from edge.webhooks.schedule import DELAYS_S
from tests.drills.accounts import Account, settle
from tests.drills.receiver import receiving_at
from tests.drills.terminals import Resender
from tests.kit.edge_process import EdgeProcess
from tests.kit.invariants import read, stored_lines

LIBRARY: Final = "faketime/libfaketime.so.1"
HOUR: Final = 3_600
DAY: Final = 86_400
LATE_S: Final = 12.0
"""By how much a retry or an expiry may be late: its jitter, the rounds of those who look, a busy machine."""
SEEN_S: Final = 1.2
PAUSE_S: Final = 0.5
EXPIRES_S: Final = 10
SPRING: Final = datetime(2027, 3, 28, 1, tzinfo=UTC).timestamp()
AUTUMN: Final = datetime(2027, 10, 31, 1, tzinfo=UTC).timestamp()


class Skipped(Exception):
    """Clocks cannot be set here; the message says why."""


class FakeClock:
    """How far the edge's wall clock is ahead of ours, in a file that it reads every second."""

    def __init__(self, folder: Path) -> None:
        found = sorted(Path("/usr/lib").glob(f"*/{LIBRARY}")) if sys.platform == "linux" else []
        if not found:
            raise Skipped("there is no libfaketime here (Debian: apt-get install faketime)")
        self._file = folder / "offset"
        self.set(0.0)
        told = {
            "LD_PRELOAD": str(found[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }
        variables = [f"{name}={value}" for name, value in told.items()]
        self.command = ("/usr/bin/env", *variables, sys.executable, "-m", "edge", "serve")

    def set(self, ahead_s: float) -> None:
        """Whole, so that nobody reads half of it."""
        self.ahead_s = ahead_s
        draft = self._file.with_suffix(".new")
        draft.write_text(f"{ahead_s:+.3f}")
        draft.replace(self._file)


class Caller(Resender):
    """A terminal that polls and punches at its pace; `idle`: nobody comes to it."""

    idle = False

    async def work(self, stop: asyncio.Event) -> None:
        while not stop.is_set() or self.buffer:
            if not stop.is_set() and not self.idle:
                self.punch()
            await self.deliver()
            await self.poll()
            await asyncio.sleep(PAUSE_S)

    async def poll(self) -> None:
        try:
            async with asyncio.timeout(5.0):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                try:
                    writer.write(
                        f"GET /iclock/getrequest?SN={self.serial} HTTP/1.1\r\nHost: d\r\n\r\n".encode()
                    )
                    await reader.read()
                finally:
                    writer.close()
        except (TimeoutError, OSError):
            pass  # it calls again


@dataclass
class Receiver:
    """Takes all but, when told so, the next of one terminal; notes when that comes, by the edge's clock
    (seconds) and by one that never jumps."""

    refuse: str | None = None
    refused: str | None = None
    tries: list[tuple[float, float]] = field(default_factory=list)
    came_back: asyncio.Event = field(default_factory=asyncio.Event)
    taken: dict[str, int] = field(default_factory=dict)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.json()
        tried = float(request.headers["webhook-timestamp"]), time.monotonic()
        if self.refuse is not None and body["device"]["serial_number"] == self.refuse:
            self.refuse, self.refused, self.tries = None, body["id"], [tried]
            self.came_back.clear()
            return web.Response(status=500)
        if body["id"] == self.refused and len(self.tries) == 1:
            self.tries.append(tried)
            self.came_back.set()
        self.taken[body["id"]] = self.taken.get(body["id"], 0) + 1
        return web.Response()


@dataclass
class Scene:
    """What runs, and what is wrong with it so far."""

    clock: FakeClock
    api: EdgeClient
    fleet: list[Caller]
    receiver: Receiver
    problems: list[str] = field(default_factory=list)
    steps: int = 0

    async def step(self, ahead_s: float) -> None:
        """Set the clock, with a retry and a command that wait."""
        self.steps += 1
        by = ahead_s - self.clock.ahead_s
        name = f"{by / HOUR:+.0f} h"
        self.receiver.refuse = self.fleet[0].serial
        async with asyncio.timeout(30.0):
            while self.receiver.refuse is not None:
                await asyncio.sleep(0.02)
        await asyncio.sleep(0.5)  # until it is written down that it is to be tried again
        command = await self._command()
        told = time.monotonic()
        self.clock.set(ahead_s)
        await asyncio.sleep(SEEN_S)
        await self._retried(name, by)
        if by < 0:
            await self._expired(name, command, told)
        await self.nobody_offline(name)

    async def _retried(self, name: str, by: float) -> None:
        try:
            async with asyncio.timeout(DELAYS_S[0] + LATE_S):
                await self.receiver.came_back.wait()
        except TimeoutError:
            self.problems.append(f"{name}: a retry that was due after {DELAYS_S[0]} s had not come")
            return
        (shown, began), (shown_again, again) = self.receiver.tries
        passed = shown_again - shown if by > 0 else again - began
        if passed < DELAYS_S[0] - 1:  # of the signature's clock whole seconds are told
            self.problems.append(f"{name}: a retry came after {passed:.1f} s, due after {DELAYS_S[0]}")

    async def _command(self) -> str:
        made = await self.api.post(
            "/v1/devices/dev_absent/commands", {"command": "restart", "expires_in": EXPIRES_S}
        )
        return str(made["id"])

    async def _expired(self, name: str, command: str, told: float) -> None:
        while time.monotonic() < told + EXPIRES_S + LATE_S:
            found = await self.api.get(f"/v1/commands/{command}")
            if found["status"] == "expired":
                break
            await asyncio.sleep(0.2)
        else:
            self.problems.append(f"{name}: a command is not over {LATE_S:.0f} s after it was due")
        if time.monotonic() < told + EXPIRES_S - 1:
            self.problems.append(f"{name}: a command was over before its time")

    async def nobody_offline(self, name: str) -> None:
        """Note who is said to be."""
        events = await self.events("device.offline")
        if events:
            self.problems.append(f"{name}: {events[0]['device']['serial_number']} is said to be offline")

    async def drained(self) -> None:
        """Until everything that was acknowledged has arrived, or that takes too long."""
        deadline = time.monotonic() + DELAYS_S[0] + LATE_S
        while time.monotonic() < deadline:
            told = sum(len(terminal.acknowledged) for terminal in self.fleet)
            if len(self.receiver.taken) >= told and not any(terminal.buffer for terminal in self.fleet):
                return
            await asyncio.sleep(0.1)

    async def events(self, kind: str) -> list[dict[str, Any]]:
        return [
            dict(one) async for one in self.api.pages("/v1/events", {"limit": 1000}) if one["event"] == kind
        ]


@dataclass(frozen=True)
class Outcome:
    """Counts of a drill and everything that is wrong."""

    account: Account
    steps: int
    problems: list[str]


async def drill(seed: int, *, long: bool) -> Outcome:
    """Run it and return the outcome. Raises Skipped."""
    rng, receiver = random.Random(seed), Receiver()
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        clock = FakeClock(folder)
        url = await stack.enter_async_context(receiving_at(receiver.take))
        edge = EdgeProcess(folder / "data", "--dev", command=clock.command)
        await asyncio.to_thread(edge.start)
        try:
            fleet = [Caller(f"CLOCK{n:03}", edge.port, random.Random(rng.random())) for n in range(6)]
            api = await stack.enter_async_context(EdgeClient(edge.url, edge.admin_key))
            await api.register_device("ABSENT", id="dev_absent")
            await api.post("/v1/webhooks", {"url": url, "events": ["attendance.created"]})
            scene = Scene(clock, api, fleet, receiver)
            stop = asyncio.Event()
            async with asyncio.TaskGroup() as group:
                for terminal in fleet:
                    group.create_task(terminal.work(stop))
                await _all_of_it(scene, long=long)
                stop.set()
            account = await _settled(scene, f"sqlite:///{folder}/data/punchdeck.db")
            await asyncio.to_thread(edge.terminate)
        except BaseException:
            await asyncio.to_thread(edge.kill9)
            print(edge.output[-6000:], file=sys.stderr)
            raise
        printed = [line for line in edge.output.splitlines() if "Traceback" in line]
        return Outcome(account, scene.steps, [*account.problems, *scene.problems, *printed])


async def _all_of_it(scene: Scene, *, long: bool) -> None:
    there_and_back = (HOUR, 0, DAY, 0) if not long else (HOUR, 0, -HOUR, 0, DAY, 0, -DAY, 0) * 3
    for ahead_s in there_and_back:
        await scene.step(ahead_s)
    # Half a year passes at once here: what is under way then would be too old, and rightly given up.
    for terminal in scene.fleet:
        terminal.idle = True
    await scene.drained()
    for instant in (SPRING, AUTUMN):
        scene.clock.set(instant - time.time() - 2.0)
        scene.steps += 1
        await asyncio.sleep(3.0)
        await scene.nobody_offline(f"over the change of {datetime.fromtimestamp(instant, UTC):%B}")
    scene.clock.set(0)
    await asyncio.sleep(SEEN_S)
    for terminal in scene.fleet:
        terminal.idle = False
    for part in range(4):  # a leap second, smeared
        scene.clock.set(-part / 4)
        await asyncio.sleep(SEEN_S)
    scene.steps += 1
    await scene.nobody_offline("a leap second")


async def _settled(scene: Scene, url: str) -> Account:
    acknowledged = [entry for terminal in scene.fleet for entry in terminal.acknowledged]
    account = await settle(url, acknowledged, scene.api)
    punches = await read(url, stored_lines)
    await scene.drained()
    if len(scene.receiver.taken) != len(punches):
        scene.problems.append(f"{len(punches)} punches are stored, {len(scene.receiver.taken)} arrived")
    ids = [entry["id"] async for entry in scene.api.attendance()]
    if len(set(ids)) != len(ids):
        scene.problems.append("an id was given twice")
    made = sum(terminal.sent for terminal in scene.fleet)
    if account.stored != made:
        scene.problems.append(f"{made} punches were made, {account.stored} are stored")
    return account


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="also behind the true time, three times")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    given = parser.parse_args()
    began = time.perf_counter()
    try:
        outcome = asyncio.run(drill(given.seed, long=given.long))
    except Skipped as reason:
        print(f"skipped: {reason}")
        sys.exit(0)
    account = outcome.account
    print(
        f"clock: steps {outcome.steps}  acknowledged {account.acknowledged:,}  stored {account.stored:,}  "
        f"lost {account.lost}  doubled {account.doubled}  wrong {len(outcome.problems)}  "
        f"seconds {time.perf_counter() - began:.0f}  seed {given.seed}"
    )
    for problem in outcome.problems[:20]:
        print(f"  VIOLATED {problem}")
    sys.exit(1 if outcome.problems else 0)


if __name__ == "__main__":
    main()
