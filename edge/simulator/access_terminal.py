"""A fake access terminal: registers, tells what happens at its doors, obeys, asks (PROTOCOL.md part B)."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zlib import crc32
from zoneinfo import ZoneInfo

from edge.simulator.access_answers import (
    AccessSettings,
    block_of,
    orders_of,
    registered,
    registry_of,
    time_of,
)
from edge.simulator.access_commands import execute
from edge.simulator.access_firmware import ACCESS_FIRMWARES
from edge.simulator.access_log import STRANGER, AccessEvent
from edge.simulator.access_machine import INCIDENTS, AccessMachine, registration
from edge.simulator.access_outcome import AccessOutcome
from edge.simulator.access_tables import AccessTables
from edge.simulator.access_uploads import AccessUploads
from edge.simulator.access_wire import (
    AccessSender,
    configuration_request,
    direction_of,
    first_request,
    options_told,
    orders_request,
    piece_request,
    registry_request,
    results_request,
    time_request,
    token_of,
)
from edge.simulator.answers import Refused
from edge.simulator.clock import DeviceClock
from edge.simulator.courier import Courier
from edge.simulator.downloads import fetch
from edge.simulator.exchange import Server
from edge.simulator.fleet import SitePlan, TerminalPlan
from edge.simulator.hardware import MODEL, pushed_options
from edge.simulator.life import FIRST_RETRY_S, Connection, Life, LogCounts
from edge.simulator.machine import After, Outcome, bodies
from edge.simulator.people import Employee
from edge.simulator.punch_log import LoggedPunch, PunchLog
from edge.simulator.uploads import Acknowledged
from edge.simulator.workday import Direction

UPLOAD_FAILED = -722  # §10.10
AFTER_ACTIVITY_S = 1.0


class AccessTerminal(Life):
    """One terminal that speaks the access dialect; parameters as of `terminal.Terminal`.

    `punch` lets people in, and gives None where it does not; `happens` is all else that happens at a door.
    `on_acknowledged` gets serial and rtlog line of everybody who got in, at the first OK.
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
        courier = Courier(server, literal=False, speed=speed, timeout_s=timeout_s, latency=latency)
        super().__init__(plan, courier, rng, on_connection)
        self.settings = AccessSettings(error_delay_s=FIRST_RETRY_S)
        sender = AccessSender(self.machine.firmware, plan.serial, server.host_header, server.prefix)
        self._uploads = AccessUploads(self.machine, sender, courier, on_acknowledged)
        self._results: list[Outcome] = []
        self._options_changed = True

    @property
    def counts(self) -> LogCounts:
        """What became of the events of people who got in."""
        log = self.machine.punches
        return LogCounts(log.made, log.acknowledged, log.unacknowledged)

    # What happens at its doors

    def punch(self, pin: str, direction: Direction, verify: int) -> LoggedPunch | None:
        """Somebody wants to go through. None: it is off, busy, or the door stays shut."""
        machine = self.machine
        time = self._free_second(pin, machine.clock.local())
        if self._off or time is None:
            return None
        self._last_of[pin] = time
        if machine.rng.random() < self.plan.incidents:
            self.happens(machine.rng.choice(INCIDENTS), machine.rng.randint(1, machine.firmware.doors))
        user = machine.tables.user(pin)
        door = crc32(pin.encode()) % machine.firmware.doors + 1
        event = AccessEvent(
            pin, time, direction_of(direction), verify, code=machine.firmware.granted, door=door
        )
        event.card = (user or {}).get("cardno") or "0"
        self._wake.set()
        refused = machine.refusal(pin, door, time)
        if machine.firmware.verifies_remotely and machine.options.get("AutoServerFunOn") == "1":
            self._uploads.asking.append(event)
            return event
        if refused is not None:
            event.code = refused
            event.pin = "0" if refused == STRANGER else pin
            machine.keep(machine.events, event)
            return None
        machine.keep(machine.punches, event)
        machine.open(machine.doors.chosen(door)[0], time)
        return event

    def happens(self, code: int, door: int = 1) -> None:
        """Something that happens by itself, by its code of §10.9: a door is forced, a button pressed."""
        self.machine.happens(code, door)
        self._wake.set()

    # What the dialect says

    @property
    def _error_delay_s(self) -> float:
        return self.settings.error_delay_s

    def _waiting(self) -> bool:
        return self._uploads.waiting()

    async def _send_all(self) -> None:
        await self._uploads.send_all()

    def _switched_on(self) -> None:
        self._options_changed = True
        self.machine.switched_on()

    async def _handshake(self) -> None:
        """Init, registration where it is wanted, configuration, options, time (§10.1)."""
        self._uploads.sender = replace(self._uploads.sender, token="")
        settings = AccessSettings()
        told = registered(await self.courier.ask(first_request(self._uploads.sender)))
        if told is not None:
            settings = settings.with_block(told)
        else:
            settings = await self._register(settings)
        self._take_token(settings)
        settings = await self._configured(settings, known=told is not None)
        self._take_token(settings)
        self.settings = settings
        self._uploads.begin(settings)
        self._idle_polls = 0
        self.tally.handshakes += 1
        await self._tell_options()
        await self._ask_time()
        self._set_connected(True)

    async def _register(self, settings: AccessSettings) -> AccessSettings:
        machine = self.machine
        body = registration(machine.firmware, machine.known_options())
        answer = await self.courier.ask(registry_request(self._uploads.sender, body))
        code, token = registry_of(answer)
        self._uploads.sender = replace(self._uploads.sender, token=token)
        return settings.with_block({"RegistryCode": code})

    async def _configured(self, settings: AccessSettings, known: bool) -> AccessSettings:
        """Some servers tell all of it with `registry=ok` and have no /push: devices work all the same."""
        answer = await self.courier.ask(configuration_request(self._uploads.sender))
        if answer.status == 200:
            return settings.with_block(block_of(answer))
        if known:
            return settings
        raise Refused(f"configuration answered {answer.status}")

    def _take_token(self, settings: AccessSettings) -> None:
        if settings.registry_code and settings.session_id:
            token = token_of(settings.registry_code, self.plan.serial, settings.session_id)
            self._uploads.sender = replace(self._uploads.sender, token=token)

    async def _tell_options(self) -> None:
        machine = self.machine
        known = machine.known_options()
        told = f"{pushed_options(machine.model, known)},{registration(machine.firmware, known)}"
        await self.courier.insist("options", options_told(self._uploads.sender, told))
        self._options_changed = False

    async def _ask_time(self) -> None:
        """The answer sets clock and zone; one without a time changes nothing (§8.1)."""
        said = time_of(await self.courier.ask(time_request(self._uploads.sender)))
        if said is not None:
            date, self.machine.clock.zone_s = said
            self.machine.clock.set_from(date)

    # Polls and commands

    def _gap(self) -> float:
        gap = self.settings.delay_s if self._idle_polls else min(AFTER_ACTIVITY_S, self.settings.delay_s)
        return gap * (1 + self.plan.poll_jitter)

    async def _poll(self) -> float:
        """Tells how the doors stand, polls, obeys, and returns the seconds until the next poll."""
        await self._uploads.tell_state()
        orders = orders_of(await self.courier.ask(orders_request(self._uploads.sender)))
        after, asks_time = After.NOTHING, False
        for order in orders:
            self.tally.commands += 1
            for outcome in execute(self.machine, order):
                outcome = await self._carried_out(outcome)
                asks_time = asks_time or (isinstance(outcome, AccessOutcome) and outcome.asks_time)
                after = outcome.after
            if after is not After.NOTHING:
                break  # what stands behind a restart is lost (§7.1)
        await self._finish(after)
        if asks_time:
            await self._ask_time()
        if self._options_changed:
            await self._tell_options()
        self._idle_polls = 0 if orders else self._idle_polls + 1
        return self._gap()

    async def _carried_out(self, outcome: Outcome) -> Outcome:
        await self.courier.pause(outcome.takes_s)
        if outcome.download is not None:
            ask = partial(piece_request, self._uploads.sender, outcome.download.url)
            content = await fetch(self.courier, outcome.download, ask)
            return await self._carried_out(outcome.download.finish(content))
        packets = outcome.packets if isinstance(outcome, AccessOutcome) else ()
        if not await self._uploads.answer(packets):
            outcome = replace(outcome, result=_returning(outcome.result, UPLOAD_FAILED))
        self._results.append(outcome)
        if outcome.changed:
            self.settings = self.settings.with_block(outcome.changed)
            self._options_changed = True
        return outcome

    async def _post_results(self) -> None:
        """Kept, and posted again, until the answer is 200."""
        if not self._results:
            return
        await self.courier.pause(self._rng.uniform(0.1, 0.4))
        taken = True
        for body in bodies(self._results):
            answer = await self.courier.ask(results_request(self._uploads.sender, body))
            taken = taken and answer.status == 200
        if taken:
            self._results.clear()


def _returning(result: bytes, code: int) -> bytes:
    head, _, rest = result.partition(b"eturn=")
    return head + b"eturn=%d&" % code + rest.partition(b"&")[2]


def _build(
    plan: TerminalPlan,
    site: SitePlan,
    utc: Callable[[], float],
    rng: random.Random,
    roster: Mapping[str, Employee] | None,
) -> AccessMachine:
    """The box as it hangs on the wall: its clock wrong as planned, its people those of the site."""
    firmware, model = ACCESS_FIRMWARES[plan.generation], MODEL[plan.model]
    offset = datetime.fromtimestamp(utc(), UTC).astimezone(ZoneInfo(site.timezone)).utcoffset() or timedelta()
    zone_s = int(offset.total_seconds())
    return AccessMachine(
        serial=plan.serial,
        firmware=firmware,
        model=model,
        version=plan.firmware,
        ip=plan.ip,
        mac=plan.mac,
        language=plan.language,
        tables=AccessTables(firmware, roster),
        clock=DeviceClock(utc, zone_s, plan.clock_drift_s, plan.follows_server_clock, tolerance_s=2.0),
        rng=rng,
        punches=PunchLog(model.max_logs),
        events=PunchLog(model.max_logs),
    )
