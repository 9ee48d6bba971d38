"""The terminals of the drill's day: at work, cut off, and looked into."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from edge.simulator import AccessTerminal, Fleet, FleetPlan, FleetStats, Server, Terminal
from edge.simulator.courier import Courier
from edge.simulator.exchange import Answer
from edge.simulator.hardware import MODEL
from edge.simulator.profile import CALM
from edge.simulator.punch_log import LoggedPunch
from edge.simulator.workday import Direction, DuePunch
from tests.drills.day_clock import DayClock
from tests.drills.day_plan import furnish, offset_at

LOOK_S: Final = 0.1
AGAIN_S: Final = 4.0
"""Nobody punches twice within these: a reader would give the second record a second that is to come, and the
edge, which keeps the records of an upload by their times, would be right to put it behind others."""
_AT_ONCE: Final = 100


class Made(NamedTuple):
    """A punch as its terminal recorded it, and the instant at which somebody made it."""

    pin: str
    local: datetime
    at: float


@dataclass(frozen=True, slots=True)
class Held:
    """A person as a terminal's own store has it. `enters`: it may open a door there, where doors are."""

    name: str
    card: int
    enters: bool = True


class Comings:
    """People who punch live: so many a second, of those who are at work, on terminals that have a line."""

    def __init__(self, plan: FleetPlan, rate: float) -> None:
        self.rate = rate
        self.staff: Mapping[str, Sequence[str]] = {}
        self.pausing = True
        self._rng = random.Random(f"{plan.seed}:comings")
        self._terminals = plan.terminals
        self._owed = 0.0
        self._last: dict[str, float] = {}

    def rests(self, pin: str, at: float) -> bool:
        """Whether somebody punched just now; noted as doing so where not."""
        if at - self._last.get(pin, 0.0) < AGAIN_S:
            return True
        self._last[pin] = at
        return False

    def due(self, start: float, end: float) -> list[DuePunch]:
        """Punches with start <= at < end, in order of time."""
        rng, staff = self._rng, self.staff
        open_to = [one for one in self._terminals if staff.get(one.site_id)]
        if self.pausing or not open_to:
            return []
        self._owed += self.rate * (end - start)
        count, self._owed = int(self._owed), self._owed % 1
        found = []
        for _ in range(count):
            terminal = rng.choice(open_to)
            verify = rng.choice(MODEL[terminal.model].verify)[0]
            pin = rng.choice(staff[terminal.site_id])
            direction = rng.choice((Direction.IN, Direction.OUT))
            if not self.rests(pin, end):
                found.append(DuePunch(rng.uniform(start, end), terminal.serial, pin, direction, verify))
        return sorted(found)


class Gate:
    """All requests of terminals go through it; while it is closed none is under way. A terminal that heard
    what time it is before a jump of the clock, and after it believed that, would be wrong by it."""

    def __init__(self) -> None:
        self._open = asyncio.Event()
        self._open.set()
        self._empty = asyncio.Event()
        self._empty.set()
        self._under_way = 0

    def guard(self, courier: Courier) -> None:
        """Let what a terminal asks go through here."""
        ask = courier.ask

        async def guarded(request: bytes, elsewhere: Server | None = None) -> Answer:
            await self._open.wait()
            self._under_way += 1
            self._empty.clear()
            try:
                return await ask(request, elsewhere)
            finally:
                self._under_way -= 1
                if not self._under_way:
                    self._empty.set()

        courier.ask = guarded

    @asynccontextmanager
    async def closed(self) -> AsyncIterator[None]:
        self._open.clear()
        try:
            await self._empty.wait()
            yield
        finally:
            self._open.set()


class DayFleet:
    """Terminals at work. `made` holds every punch that any of them took, in the order it did."""

    def __init__(self, plan: FleetPlan, url: str, clock: DayClock, rate: float, speed: float) -> None:
        self.plan = plan
        self.clock = clock
        self.comings = Comings(plan, rate)
        self.made: defaultdict[str, list[Made]] = defaultdict(list)
        self.dark: str | None = None
        self._fleet = Fleet(
            plan,
            url,
            climate=CALM,
            speed=speed,
            clock=clock.time,
            source=self.comings,
            on_punch=self._took,
            timeout_s=60.0,
        )
        self.terminals: dict[str, Terminal | AccessTerminal] = {
            serial: one
            for serial, one in self._fleet.terminals.items()
            if isinstance(one, Terminal | AccessTerminal)
        }
        self._gate = Gate()
        for one in self.terminals.values():
            self._gate.guard(one.courier)
        self.came_with = furnish(plan, self.terminals)

    async def run(self) -> None:
        await self._fleet.run()

    def stop(self) -> None:
        self._fleet.stop()

    async def wait_connected(self) -> None:
        await self._fleet.wait_connected()

    @property
    def punches(self) -> int:
        return sum(map(len, self.made.values()))

    def stats(self) -> FleetStats:
        return self._fleet.stats()

    def _took(self, serial: str, record: LoggedPunch) -> None:
        self.made[serial].append(Made(record.pin, record.time, self.clock.time()))

    # The line

    def cut(self, site_id: str) -> None:
        self.dark = site_id
        self._fleet.cut_site(site_id)

    def restore(self) -> None:
        assert self.dark is not None
        self._fleet.restore_site(self.dark)
        self.dark = None

    def waiting(self, dark: bool = False) -> int:
        """Punches without an OK, at the site that is dark or at all others."""
        return sum(
            one.counts.unacknowledged
            for one in self.terminals.values()
            if (one.plan.site_id == self.dark) is dark
        )

    async def quiet(self) -> None:
        """Nobody punches any more, and all that has a line has told what it had."""
        self.comings.pausing = True
        while self.waiting():
            await asyncio.sleep(LOOK_S)

    async def pass_until(
        self, ends: float, steps: int, work_s: float, backlog: int, pins: Sequence[str]
    ) -> None:
        """The day passes over until `ends`, a part at a time. In each the dark site keeps its share of
        `backlog` punches of `pins`, spread over it; the others punch live for `work_s` at its end."""
        begins = self.clock.time()
        length = (ends - begins) / steps
        for step in range(1, steps + 1):
            await self.quiet()
            share = backlog * step // steps - backlog * (step - 1) // steps
            await self._keep(share, begins + length * (step - 1), begins + length * step, pins)
            async with self._gate.closed():
                self.clock.pass_over(max(0.0, begins + length * step - work_s - self.clock.time()))
            self.comings.pausing = False
            await asyncio.sleep(max(0.0, begins + length * step - self.clock.time()))

    async def _keep(self, count: int, begins: float, ends: float, pins: Sequence[str]) -> None:
        """The dark site's people punch, evenly between two instants, wherever a reader is free."""
        assert self.dark is not None
        rng = random.Random(f"{self.plan.seed}:dark:{begins:.0f}")
        there = [one for one in self.terminals.values() if one.plan.site_id == self.dark]
        for number in range(count):
            at = begins + (ends - begins) * number / count
            with self.clock.showing(at):
                while self.comings.rests(pin := rng.choice(pins), at) or not self._keeps(rng, there, pin):
                    pass
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)

    def _keeps(self, rng: random.Random, there: list[Terminal | AccessTerminal], pin: str) -> bool:
        for one in rng.sample(there, len(there)):
            record = one.punch(
                pin, rng.choice((Direction.IN, Direction.OUT)), MODEL[one.plan.model].verify[0][0]
            )
            if record is not None:
                self._took(one.plan.serial, record)
                return True
        return False

    # Looking into them

    def astray(self) -> list[str]:
        """Terminals that have a line and whose clock does not show the time on the wall of their site."""
        now = self.clock.time()
        offsets = {site.id: offset_at(site, now) for site in self.plan.sites}
        return [
            serial
            for serial, one in self.terminals.items()
            if one.plan.site_id != self.dark and one.machine.clock.zone_s != offsets[one.plan.site_id]
        ]

    def holds(self, serial: str) -> dict[str, Held]:
        """Whom a terminal holds, straight from its own store."""
        one = self.terminals[serial]
        if isinstance(one, Terminal):
            return {user.pin: Held(user.name, int(user.card or 0)) for user in one.machine.memory.users}
        tables = one.machine.tables
        apart = "mulcarduser" in one.machine.firmware.tables
        cards = {row["pin"]: int(row["cardno"], 16) for row in tables.rows("mulcarduser")} if apart else {}
        rights = {row["pin"] for row in tables.rows("userauthorize")}
        return {
            row["pin"]: Held(
                row.get("name", ""),
                cards.get(row["pin"]) or int(row.get("cardno") or 0),
                row["pin"] in rights,
            )
            for row in tables.rows("user")
        }

    def leftovers(self, serial: str, pins: Collection[str]) -> set[str]:
        """PINs of which a terminal still has a template, a card or a right, be the user there or not."""
        one = self.terminals[serial]
        if isinstance(one, Terminal):
            return {place.pin for place in one.machine.memory.templates} & set(pins)
        tables = ("templatev10", "biodata", "userauthorize", "mulcarduser")
        return {
            row["pin"]
            for table in tables
            if table in one.machine.firmware.tables
            for row in one.machine.tables.rows(table)
        } & set(pins)


async def until(holds: Callable[[], bool], seconds: float, what: str) -> None:
    """Looks until something holds. Raises TimeoutError that says what did not."""
    try:
        async with asyncio.timeout(seconds):
            while not holds():
                await asyncio.sleep(LOOK_S)
    except TimeoutError:
        raise TimeoutError(f"after {seconds:.0f} s still not: {what}") from None
