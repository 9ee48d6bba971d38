"""The terminals of the soak, a process of their own: every second it says what it has done, as JSON.

`python -m tests.drills.soak_fleet URL TERMINALS SPEED RATE SEED FILE`. At SIGTERM nobody punches any more;
once all has its OK it writes what was acknowledged to FILE, as JSON, and ends.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from edge.simulator.access_firmware import ACCESS_FIRMWARES
from edge.simulator.exchange import Answer
from edge.simulator.fleet import FleetPlan, plan_fleet
from edge.simulator.generations import GENERATIONS
from edge.simulator.profile import CALM, Profile
from edge.simulator.run import Fleet
from edge.simulator.workday import DuePunch, Rate

PEOPLE_A_TERMINAL: Final = 48
TELL_S: Final = 1.0
DRAIN_S: Final = 10.0
POLL: Final = b"GET /iclock/getrequest"


def plan_of(terminals: int, seed: int) -> FleetPlan:
    """Attendance terminals in which nothing fails by itself, at sites of a dozen, each with its people."""
    usual = {name: 1.0 for name in GENERATIONS if name not in ACCESS_FIRMWARES}
    profile = Profile(flapping_share=0.0, employees_per_terminal=PEOPLE_A_TERMINAL, generations=usual)
    plan = plan_fleet(seed, max(terminals // 12, 1), terminals, profile)
    return replace(plan, terminals=tuple(replace(one, silent=False) for one in plan.terminals))


@dataclass
class Shift:
    """Who punches, from when all terminals are connected until they go home."""

    source: Rate
    at_work: bool = False

    def due(self, start: float, end: float) -> list[DuePunch]:
        return self.source.due(start, end) if self.at_work else []


@dataclass
class Polls:
    """How often terminals asked what there is to do."""

    count: int = 0

    def watch(self, request: bytes, _answer: Answer) -> None:
        self.count += request.startswith(POLL)


async def work(url: str, terminals: int, speed: float, rate: float, seed: int, file: Path) -> None:
    """Until told to end."""
    plan = plan_of(terminals, seed)
    shift, polls, told = Shift(Rate(plan, rate)), Polls(), asyncio.Event()
    fleet = Fleet(
        plan, url, source=shift, climate=CALM, speed=speed, timeout_s=60.0, record_acknowledged=True
    )
    for terminal in fleet.terminals.values():
        terminal.courier.watch = polls.watch
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    running = asyncio.create_task(fleet.run())
    telling = asyncio.create_task(_tell(fleet, polls))
    await fleet.wait_connected()
    shift.at_work = True
    await told.wait()
    shift.at_work = False
    await _drained(fleet)
    telling.cancel()
    await asyncio.gather(telling, return_exceptions=True)
    _say(fleet, polls)
    # Some firmware writes the time with a T between its parts.
    told_ok = [(serial, line.replace("T", " ", 1)) for serial, line in fleet.acknowledged]
    await asyncio.to_thread(file.write_text, json.dumps(told_ok))
    fleet.stop()
    await running


async def _drained(fleet: Fleet) -> None:
    """Until all has its OK, or nothing has got one for a while."""
    deadline, before = time.monotonic() + DRAIN_S, -1
    while (pending := fleet.stats().pending) and time.monotonic() < deadline:
        if pending != before:
            deadline, before = time.monotonic() + DRAIN_S, pending
        await asyncio.sleep(0.1)


async def _tell(fleet: Fleet, polls: Polls) -> None:
    while True:
        _say(fleet, polls)
        await asyncio.sleep(TELL_S)


def _say(fleet: Fleet, polls: Polls) -> None:
    stats = fleet.stats()
    said = {
        "connected": stats.connected,
        "polls": polls.count,
        "punches": stats.punches,
        "acknowledged": stats.acknowledged,
        "pending": stats.pending,
        "commands": stats.commands,
        "failures": stats.failures,
        "trouble": stats.trouble,
    }
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    asyncio.run(
        work(
            sys.argv[1],
            int(sys.argv[2]),
            float(sys.argv[3]),
            float(sys.argv[4]),
            int(sys.argv[5]),
            Path(sys.argv[6]),
        )
    )
