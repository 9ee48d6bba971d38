"""A fake attendance terminal: uploads, polls, obeys; keeps every punch until the OK (PROTOCOL.md §2, §7)."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from edge.simulator.answers import (
    Settings,
    idle_gap,
    read_handshake,
    read_poll,
    results_taken,
    server_time,
    told_time,
)
from edge.simulator.clock import DeviceClock
from edge.simulator.commands import execute
from edge.simulator.courier import Courier
from edge.simulator.downloads import fetch, origin_of
from edge.simulator.exchange import Answer, Server
from edge.simulator.firmware import FIRMWARES
from edge.simulator.fleet import SitePlan, TerminalPlan
from edge.simulator.hardware import MODEL, Counts, pushed_options
from edge.simulator.life import FIRST_RETRY_S, NO_STATE, Connection, Life, LogCounts
from edge.simulator.machine import After, Machine, Outcome, bodies
from edge.simulator.memory import Memory, Users
from edge.simulator.people import Employee
from edge.simulator.punch_log import LoggedPunch
from edge.simulator.uploads import Acknowledged, Uploads
from edge.simulator.wire import (
    Sender,
    file_request,
    init_request,
    oplog_line,
    options_request,
    poll_request,
    result_request,
    time_request,
)
from edge.simulator.workday import Direction


class Terminal(Life):
    """One terminal that speaks the attendance dialect.

    `utc` gives true time (seconds since 1970), `speed` divides every wait it makes, `latency` is what a
    request spends on the way. `on_acknowledged` gets serial and ATTLOG line of every record at its first OK.
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
        self.machine = _build(plan, site, utc, rng, roster)
        literal = self.machine.firmware.literal
        courier = Courier(server, literal=literal, speed=speed, timeout_s=timeout_s, latency=latency)
        super().__init__(plan, courier, rng, on_connection)
        self._sender = Sender(self.machine.firmware, plan.serial, server.host_header, server.prefix)
        self._uploads = Uploads(self.machine, self._sender, self.courier, on_acknowledged)
        self._uploads.settings = Settings(error_delay_s=FIRST_RETRY_S)
        self._results: list[Outcome] = []
        self._told: Counts | None = None

    @property
    def settings(self) -> Settings:
        """What the server ordered at the last handshake, with what it changed by command since."""
        return self._uploads.settings

    @property
    def counts(self) -> LogCounts:
        """What became of its punches."""
        log = self.machine.memory.punches
        return LogCounts(log.made, log.acknowledged, log.unacknowledged)

    def punch(self, pin: str, direction: Direction, verify: int) -> LoggedPunch | None:
        """Somebody uses the terminal. None: it is off, or its reader was busy at this second.

        No two records of a terminal are equal: a person is recognised at most once a second, and an old
        reader recognises one person a second at all.
        """
        log, newest = self.machine.memory.punches, None
        if self.machine.firmware.literal and log.last is not None:
            newest = log.last.time
        time = self._free_second(pin, self.machine.clock.local(), newest)
        if self._off or time is None:
            return None
        status = int(direction) if self.plan.state_keys else NO_STATE
        record = LoggedPunch(pin, time, status, verify, self.machine.clock.zone_s)
        self._last_of[pin] = time
        log.append(record)
        if self.machine.firmware.photos:
            self.machine.memory.snapshots.append(record)
        self._wake.set()
        return record

    # What the dialect says

    @property
    def _error_delay_s(self) -> float:
        return self.settings.error_delay_s

    def _waiting(self) -> bool:
        return self._uploads.waiting()

    async def _send_all(self) -> None:
        await self._uploads.send_all()

    def _switched_on(self) -> None:
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
        if machine.firmware.asks_time:
            self._take_time(told_time(await self.courier.ask(time_request(self._sender))))
        self._set_connected(True)

    def _take_time(self, told: datetime | None) -> None:
        """Sets clock and zone by it; no time changes neither."""
        offset = None if told is None else told.utcoffset()
        if told is not None and offset is not None:
            self.machine.clock.zone_s = int(offset.total_seconds())
            self.machine.clock.set_from(told.timestamp())

    def _set_clock(self, answer: Answer) -> None:
        date = server_time(self.machine.firmware, answer)
        if date is not None:
            self.machine.clock.set_from(date)

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
                after = await self._carry_out(outcome)
            if after is not After.NOTHING:
                break  # what stands behind a reboot or a check is lost (§7.1)
        await self._finish(after)
        if orders.confused:
            return self.settings.error_delay_s
        self._idle_polls = 0 if orders.commands else self._idle_polls + 1
        return self._gap()

    async def _carry_out(self, outcome: Outcome) -> After:
        await self.courier.pause(outcome.takes_s)
        if outcome.download is not None:
            download, own = outcome.download, self.courier.server
            origin = origin_of(download.url, own) if self.machine.firmware.fetches_directly else None
            ask = partial(file_request, self._sender, download.url)
            return await self._carry_out(download.finish(await fetch(self.courier, download, ask, origin)))
        for upload in outcome.uploads:
            await self._uploads.send(upload.table, upload.lines, upload.marks)
        self._results.append(outcome)
        self._uploads.settings = self.settings.changed_by(outcome.changed)
        return outcome.after

    async def _post_results(self) -> None:
        """Results are kept, and posted again, until an answer lets this generation throw them away (§1.2)."""
        if not self._results:
            return
        await self.courier.pause(self.machine.rng.uniform(0.5, 2.0))
        taken = True
        for body in bodies(self._results):
            answer = await self.courier.ask(result_request(self._sender, body))
            taken = taken and results_taken(self.machine.firmware, answer)
        if taken:
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
