"""A whole fleet at work in one process: terminals, people, weather, and what came of it."""

from __future__ import annotations

import asyncio
import heapq
import random
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from edge.simulator.access_firmware import ACCESS_FIRMWARES
from edge.simulator.access_terminal import AccessTerminal
from edge.simulator.exchange import Server
from edge.simulator.fleet import FleetPlan
from edge.simulator.hardware import MODEL
from edge.simulator.life import Life
from edge.simulator.people import Employee
from edge.simulator.profile import Climate
from edge.simulator.punch_log import LoggedPunch
from edge.simulator.terminal import Terminal
from edge.simulator.weather import Weather
from edge.simulator.workday import DuePunch, PunchSource, Rate, Workday

TICK_S = 0.2
LONGEST_GAP_S = 5.0  # after a sleep of the machine nobody has punched meanwhile

OnPunch = Callable[[str, LoggedPunch], None]


@dataclass(frozen=True, slots=True)
class FleetStats:
    """Sums over the fleet. `pending` punches have no OK yet, `turned_away` ones found no free reader."""

    terminals: int
    connected: int
    punches: int
    acknowledged: int
    pending: int
    turned_away: int
    exchanges: int
    failures: int
    commands: int
    trouble: str


class Fleet:
    """The terminals of a plan, pushing to one server until stopped.

    `rate` is punches a second over the fleet; without one people work their shifts. A `lively` rate follows
    the hours of the sites. `speed` divides every wait of the terminals; punches and weather follow `clock`
    (seconds since 1970). `on_punch` is called with serial and record when a punch is made. With
    `record_acknowledged` the list `acknowledged` holds serial and exact ATTLOG line of every record whose OK
    arrived. Raises ValueError for a server address that is none.
    """

    def __init__(
        self,
        plan: FleetPlan,
        server_url: str,
        *,
        rate: float | None = None,
        lively: bool = False,
        climate: Climate | None = None,
        speed: float = 1.0,
        clock: Callable[[], float] = time.time,
        tls: ssl.SSLContext | None = None,
        timeout_s: float = 15.0,
        source: PunchSource | None = None,
        on_punch: OnPunch | None = None,
        record_acknowledged: bool = False,
    ) -> None:
        self.plan = plan
        self.server = Server.parse(server_url, tls)
        self.weather = Weather(plan, climate or Climate())
        self.acknowledged: list[tuple[str, str]] = []
        self.connected = 0
        self.turned_away = 0
        self._speed = speed
        self._clock = clock
        self._timeout_s = timeout_s
        self._on_punch = on_punch
        self._record = record_acknowledged
        self._source = source or _source(plan, rate, lively)
        self._stop = asyncio.Event()
        self._connection_changed = asyncio.Event()
        self.terminals = self._build()

    def _build(self) -> dict[str, Life]:
        sites = {site.id: site for site in self.plan.sites}
        rosters: dict[str, dict[str, Employee]] = {
            site.id: {person.pin: person for person in self.plan.employees(site.id)}
            for site in self.plan.sites
        }
        terminals: dict[str, Life] = {}
        for plan in self.plan.terminals:
            rng = random.Random(f"{self.plan.seed}:terminal:{plan.serial}")
            kind = AccessTerminal if plan.generation in ACCESS_FIRMWARES else Terminal
            terminals[plan.serial] = kind(
                plan,
                sites[plan.site_id],
                self.server,
                utc=self._clock,
                rng=rng,
                roster=rosters[plan.site_id],
                speed=self._speed,
                timeout_s=self._timeout_s,
                latency=partial(self.weather.latency, plan.serial, rng),
                on_acknowledged=self._note_acknowledged if self._record else None,
                on_connection=self._note_connection,
            )
        return terminals

    # Running

    async def run(self) -> None:
        """Runs until `stop` or cancellation; an unreachable server is just terminals offline."""
        self.server = await self.server.resolved()
        now = self._clock()
        for key in [*(site.id for site in self.plan.sites), *self.terminals]:
            self.weather.restore(key, now)
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._punch_loop()), group.create_task(self._weather_loop())]
            for delay_s, terminal in zip(_starts(len(self.terminals)), self.terminals.values(), strict=True):
                terminal.courier.server = self.server
                tasks.append(group.create_task(self._start(terminal, delay_s)))
            await self._stop.wait()
            for task in tasks:
                task.cancel()

    def stop(self) -> None:
        """Lets `run` return; may be called at any time, from the loop's thread."""
        self._stop.set()

    async def wait_connected(self, count: int | None = None) -> None:
        """Waits until `count` terminals hold a session; without a count, until each has held one.

        Silent terminals are not waited for.
        """
        while not self._enough(count):
            self._connection_changed.clear()
            await self._connection_changed.wait()

    def _enough(self, count: int | None) -> bool:
        if count is not None:
            return self.connected >= count
        return all(terminal.tally.sessions or terminal.plan.silent for terminal in self.terminals.values())

    async def _start(self, terminal: Life, delay_s: float) -> None:
        await asyncio.sleep(delay_s / self._speed)
        await terminal.run()

    async def _punch_loop(self) -> None:
        since = self._clock()
        # In a thread: drawing a day for a large fleet takes seconds
        await asyncio.to_thread(self._source.due, since, since)
        while True:
            await asyncio.sleep(TICK_S)
            now = self._clock()
            since = max(since, now - LONGEST_GAP_S)
            if now > since:
                for punch in await asyncio.to_thread(self._source.due, since, now):
                    self._hand_over(punch)
                since = now

    def _hand_over(self, punch: DuePunch) -> None:
        """To the terminal it was meant for, or the next one at the site that is free."""
        chosen = self.terminals[punch.serial]
        neighbours = (
            self.terminals[plan.serial]
            for plan in self.plan.terminals_of(chosen.plan.site_id)
            if plan.serial != punch.serial
        )
        for terminal in (chosen, *neighbours):
            modes = dict(MODEL[terminal.plan.model].verify)
            verify = punch.verify if punch.verify in modes else max(modes, key=lambda mode: modes[mode])
            record = terminal.punch(punch.pin, punch.direction, verify)
            if record is not None:
                if self._on_punch is not None:
                    self._on_punch(terminal.plan.serial, record)
                return
        self.turned_away += 1

    async def _weather_loop(self) -> None:
        now = self._clock()
        changes = [(self.weather.next_change(serial, now), serial) for serial in self.terminals]
        heapq.heapify(changes)
        while True:
            await asyncio.sleep(min(1.0, max(0.05, changes[0][0] - self._clock())) / self._speed)
            now = self._clock()
            while changes[0][0] <= now:
                _, serial = changes[0]
                self._apply_weather(serial, now)
                heapq.heapreplace(changes, (self.weather.next_change(serial, now), serial))

    # The weather by hand

    def cut_site(self, site_id: str) -> None:
        """Takes the network from a site until `restore_site`. KeyError for an unknown id."""
        self._change(self.weather.cut, site_id)

    def restore_site(self, site_id: str) -> None:
        """Gives a site its network back, whatever the weather was. KeyError for an unknown id."""
        self._change(lambda what: self.weather.restore(what, self._clock()), site_id)

    def cut_terminal(self, serial: str) -> None:
        """Takes the network from one terminal until `restore_terminal`. KeyError for an unknown serial."""
        self._change(self.weather.cut, serial)

    def restore_terminal(self, serial: str) -> None:
        """Gives one terminal its network back. KeyError for an unknown serial."""
        self._change(lambda what: self.weather.restore(what, self._clock()), serial)

    def _change(self, change: Callable[[str], None], what: str) -> None:
        change(what)
        now = self._clock()
        for plan in self.plan.terminals:
            if what in (plan.serial, plan.site_id):
                self._apply_weather(plan.serial, now)

    def _apply_weather(self, serial: str, now: float) -> None:
        terminal = self.terminals[serial]
        if self.weather.up(serial, now):
            terminal.restore()
        else:
            terminal.cut()

    # What came of it

    def _note_acknowledged(self, serial: str, line: str) -> None:
        self.acknowledged.append((serial, line))

    def _note_connection(self, serial: str, connected: bool) -> None:
        self.connected += 1 if connected else -1
        self._connection_changed.set()

    def stats(self) -> FleetStats:
        """The fleet in numbers, as it stands now."""
        logs = [terminal.counts for terminal in self.terminals.values()]
        tallies = [terminal.tally for terminal in self.terminals.values()]
        troubled = [
            terminal for terminal in self.terminals.values() if terminal.trouble and not terminal.connected
        ]
        return FleetStats(
            terminals=len(logs),
            connected=self.connected,
            punches=sum(log.made for log in logs),
            acknowledged=sum(log.acknowledged for log in logs),
            pending=sum(log.unacknowledged for log in logs),
            turned_away=self.turned_away,
            exchanges=sum(terminal.courier.exchanges for terminal in self.terminals.values()),
            failures=sum(tally.failures for tally in tallies),
            commands=sum(tally.commands for tally in tallies),
            trouble=troubled[0].trouble if troubled else "",
        )


def _source(plan: FleetPlan, rate: float | None, lively: bool) -> PunchSource:
    return Workday(plan) if rate is None else Rate(plan, rate, lively=lively)


def _starts(count: int) -> list[float]:
    """Seconds until each terminal is switched on: a fleet of 62 within one, large ones 250 a second."""
    span = min(count / 62, max(1.0, count / 250))
    return [span * number / count for number in range(count)]
