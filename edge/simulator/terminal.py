"""A fake terminal: connects, uploads, polls, obeys; keeps every punch until the OK (PROTOCOL.md §2, §7)."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from edge.simulator.answers import (
    Crash,
    Refused,
    Settings,
    UnknownDevice,
    idle_gap,
    read_handshake,
    read_poll,
    results_taken,
    server_time,
)
from edge.simulator.clock import DeviceClock
from edge.simulator.commands import execute
from edge.simulator.courier import Courier
from edge.simulator.exchange import Answer, NoAnswer, Server
from edge.simulator.firmware import FIRMWARES
from edge.simulator.fleet import SitePlan, TerminalPlan
from edge.simulator.hardware import MODEL, Counts, pushed_options
from edge.simulator.machine import After, Machine, Outcome
from edge.simulator.memory import Memory, Users
from edge.simulator.people import Employee
from edge.simulator.punch_log import LoggedPunch
from edge.simulator.uploads import Acknowledged, Uploads
from edge.simulator.wire import (
    Sender,
    init_request,
    oplog_line,
    options_request,
    poll_request,
    result_request,
)
from edge.simulator.workday import Direction

FIRST_RETRY_S = 15.0  # before any handshake told an ErrorDelay: a V5L that was refused with 401 (§1.2)
REBOOT_S = (20.0, 40.0)
NO_STATE = 255
READER_AHEAD = timedelta(seconds=2)
_SECOND = timedelta(seconds=1)

Connection = Callable[[str, bool], None]


class _StartAgain(Exception):
    """CHECK: go through the handshake once more, now."""


class _Reboot(Exception):
    """REBOOT: silent for a while, then from the start."""


@dataclass(slots=True)
class Tally:
    """What one terminal has been through; a session is a handshake that was carried to its end."""

    handshakes: int = 0
    sessions: int = 0
    failures: int = 0
    reboots: int = 0
    commands: int = 0


class Terminal:
    """One terminal of a plan. `run` is its life; punches come in through `punch`, outages through `cut` and
    `restore`.

    `utc` gives true time (seconds since 1970), `speed` divides every wait it makes, `latency` is what a
    request spends on the way. `on_acknowledged` gets serial and ATTLOG line of every record at its first OK,
    `on_connection` the serial and whether a session stands. `trouble` says why the last session ended.
    """

    def __init__(
        self,
        plan: TerminalPlan,
        site: SitePlan,
        server: Server,
        *,
        utc: Callable[[], float],
        rng: random.Random,
        roster: Mapping[str, Employee] | None = None,
        speed: float = 1.0,
        timeout_s: float = 15.0,
        latency: Callable[[], float] | None = None,
        on_acknowledged: Acknowledged | None = None,
        on_connection: Connection | None = None,
    ) -> None:
        self.plan = plan
        self.machine = _build(plan, site, utc, rng, roster)
        self.tally = Tally()
        self.trouble = ""
        self.connected = False
        literal = self.machine.firmware.literal
        self.courier = Courier(server, literal=literal, speed=speed, timeout_s=timeout_s, latency=latency)
        self._sender = Sender(self.machine.firmware, plan.serial, server.host_header, server.prefix)
        self._uploads = Uploads(self.machine, self._sender, self.courier, on_acknowledged)
        self._uploads.settings = Settings(error_delay_s=FIRST_RETRY_S)
        self._on_connection = on_connection
        self._wake = asyncio.Event()
        self._off = False
        self._results: list[bytes] = []
        self._told: Counts | None = None
        self._idle_polls = 0
        self._last_of: dict[str, datetime] = {}

    @property
    def settings(self) -> Settings:
        """What the server ordered at the last handshake, with what it changed by command since."""
        return self._uploads.settings

    # Punches and outages, from outside

    def punch(self, pin: str, direction: Direction, verify: int) -> LoggedPunch | None:
        """Somebody uses the terminal. None: it is off, or its reader was busy at this second.

        No two records of a terminal are equal: a person is recognised at most once a second, and an old
        reader recognises one person a second at all.
        """
        time = self._free_second(pin)
        if self._off or time is None:
            return None
        status = int(direction) if self.plan.state_keys else NO_STATE
        record = LoggedPunch(pin, time, status, verify, self.machine.clock.zone_s)
        self._last_of[pin] = time
        self.machine.memory.punches.append(record)
        self._wake.set()
        return record

    def _free_second(self, pin: str) -> datetime | None:
        now = self.machine.clock.local()
        last = self._last_of.get(pin)
        if self.machine.firmware.literal:
            newest = self.machine.memory.punches.last
            last = newest.time if newest is not None else None
        if last is None or last < now or last > now + READER_AHEAD:
            return now
        return last + _SECOND if last < now + READER_AHEAD else None

    def cut(self) -> None:
        """The network goes away; an answer that is on its way is lost."""
        self.courier.cut()

    def restore(self) -> None:
        """The network is back: the terminal starts again with its first request."""
        self.courier.restore()

    # Life

    async def run(self) -> None:
        """Lives until cancelled; a terminal planned as silent returns after it registered."""
        while True:
            if not self.courier.line_up:
                await self.courier.line()
                await self.courier.pause(self.machine.rng.uniform(0.1, 1.5))
            try:
                await self._session()
                return
            except _StartAgain:
                continue
            except (_Reboot, Crash):
                await self._reboot()
            except (NoAnswer, Refused, UnknownDevice) as trouble:
                await self._recover(trouble)
            finally:
                self._set_connected(False)

    async def _session(self) -> None:
        """From the first request to the failure that ends it; returns only for a silent terminal."""
        await self._handshake()
        await self._uploads.send_all()
        due = self._after(await self._poll())
        if self.plan.silent:
            self._off = True
            return
        while True:
            if await self._news_before(due):
                await self._uploads.send_all()
                self._idle_polls = 0
                due = min(due, self._after(self._gap()))
            else:
                due = self._after(await self._poll())

    def _after(self, seconds: float) -> float:
        return asyncio.get_running_loop().time() + seconds / self.courier.speed

    async def _news_before(self, due: float) -> bool:
        """Waits for records that may go out at once; False when the next poll is due, come what may."""
        if asyncio.get_running_loop().time() >= due:
            return False
        try:
            async with asyncio.timeout_at(due):
                while not self._uploads.waiting():
                    self._wake.clear()
                    await self._wake.wait()
        except TimeoutError:
            return False
        return True

    async def _recover(self, trouble: Exception) -> None:
        self._set_connected(False)
        self.tally.failures += 1
        self.trouble = str(trouble)
        if self.courier.line_up:
            await self.courier.pause(self.settings.error_delay_s * (1 + self.plan.poll_jitter))

    async def _reboot(self) -> None:
        self.tally.reboots += 1
        self._off = True
        self._set_connected(False)
        await self.courier.pause(self.machine.rng.uniform(*REBOOT_S))
        self._off = False
        self._told = None
        self.machine.memory.outbox["OPERLOG"].append(oplog_line(0, self.machine.clock.local()))

    async def _handshake(self) -> None:
        machine = self.machine
        answer = await self.courier.ask(init_request(self._sender, self.plan.language))
        settings = read_handshake(machine.firmware, answer)
        machine.clock.zone_s = settings.zone_s
        self._set_clock(answer)
        self._uploads.begin(settings)
        self._idle_polls = 0
        self.tally.handshakes += 1
        if settings.wants_options and machine.firmware.pushes_options:
            options = pushed_options(machine.model, machine.known_options())
            await self.courier.insist("options", options_request(self._sender, options))
        self._set_connected(True)

    def _set_clock(self, answer: Answer) -> None:
        date = server_time(self.machine.firmware, answer)
        if date is not None:
            self.machine.clock.set_from(date)

    def _set_connected(self, connected: bool) -> None:
        if connected != self.connected:
            self.connected = connected
            self.tally.sessions += connected
            if self._on_connection is not None:
                self._on_connection(self.plan.serial, connected)

    # Polls and commands

    def _gap(self) -> float:
        gap = idle_gap(self.machine.firmware, self._idle_polls, self.settings.delay_s)
        return gap * (1 + self.plan.poll_jitter)

    async def _poll(self) -> float:
        """Polls, obeys, and returns the seconds until the next poll."""
        counts = self.machine.memory.counts()
        info = self.machine.info() if counts != self._told else None
        answer = await self.courier.ask(poll_request(self._sender, info))
        orders = read_poll(self.machine.firmware, answer)
        self._told = counts
        self._set_clock(answer)
        after = After.NOTHING
        for command in orders.commands:
            self.tally.commands += 1
            outcome = execute(self.machine, command)
            if outcome is not None:
                await self._carry_out(outcome)
                after = outcome.after
            if after is not After.NOTHING:
                break  # what stands behind a reboot or a check is lost (§7.1)
        await self._finish(after)
        if orders.confused:
            return self.settings.error_delay_s
        self._idle_polls = 0 if orders.commands else self._idle_polls + 1
        return self._gap()

    async def _carry_out(self, outcome: Outcome) -> None:
        await self.courier.pause(outcome.takes_s)
        for upload in outcome.uploads:
            await self._uploads.send(upload.table, upload.lines, upload.marks)
        self._results.append(outcome.result)
        self._uploads.settings = self.settings.changed_by(outcome.changed)

    async def _finish(self, after: After) -> None:
        """Posts results, then does what waits for that; a reboot happens whether or not they arrived."""
        try:
            await self._post_results()
        except NoAnswer:
            if after is not After.REBOOT:
                raise
        if after is After.REBOOT:
            raise _Reboot
        if after is After.START_AGAIN:
            raise _StartAgain

    async def _post_results(self) -> None:
        """Results are kept, and posted again, until an answer lets this generation throw them away (§1.2)."""
        if not self._results:
            return
        await self.courier.pause(self.machine.rng.uniform(0.5, 2.0))
        answer = await self.courier.ask(result_request(self._sender, b"".join(self._results)))
        if results_taken(self.machine.firmware, answer):
            self._results.clear()


def _build(
    plan: TerminalPlan,
    site: SitePlan,
    utc: Callable[[], float],
    rng: random.Random,
    roster: Mapping[str, Employee] | None,
) -> Machine:
    """The box as it hangs on the wall: configured for its site once, its clock wrong as planned."""
    firmware, model = FIRMWARES[plan.generation], MODEL[plan.model]
    offset = datetime.fromtimestamp(utc(), UTC).astimezone(ZoneInfo(site.timezone)).utcoffset() or timedelta()
    return Machine(
        serial=plan.serial,
        firmware=firmware,
        model=model,
        version=plan.firmware,
        ip=plan.ip,
        mac=plan.mac,
        language=plan.language,
        lat=site.lat,
        lon=site.lon,
        memory=Memory(Users(roster), model.max_logs),
        clock=DeviceClock(
            utc,
            int(offset.total_seconds()),
            plan.clock_drift_s,
            plan.follows_server_clock,
            firmware.clock_tolerance_s,
        ),
        rng=rng,
    )
