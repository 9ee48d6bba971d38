"""What an access terminal uploads: events, door states, changed tables, answers, questions (§10.5-§10.8)."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from edge.simulator.access_answers import AccessSettings, Order, verdict_of
from edge.simulator.access_control import control_device
from edge.simulator.access_log import REMOTE_DENIED, REMOTE_GRANTED, REMOTE_TIMEOUT, AccessEvent
from edge.simulator.access_machine import AccessMachine
from edge.simulator.access_wire import (
    AccessSender,
    Packet,
    alive_request,
    answer_request,
    authorize_line,
    live_request,
    may_enter_request,
    rtlog_line,
    table_request,
)
from edge.simulator.answers import Refused
from edge.simulator.courier import Courier
from edge.simulator.exchange import NoAnswer
from edge.simulator.punch_log import PunchLog
from edge.simulator.uploads import Acknowledged

BATCH = 50
BATCHES_PER_PING = 5
RECORDS_AT_ONCE = 20
AUTHORIZE = "DeviceAuthorize"


class AccessUploads:
    """The outgoing side of one terminal. `sender` shows the token of the day, `asking` are people who wait
    before the door while the server is asked about them."""

    def __init__(
        self,
        machine: AccessMachine,
        sender: AccessSender,
        courier: Courier,
        on_acknowledged: Acknowledged | None,
    ) -> None:
        self.sender = sender
        self.asking: deque[AccessEvent] = deque()
        self._machine = machine
        self._courier = courier
        self._on_acknowledged = on_acknowledged
        self._settings = AccessSettings()
        self._state = ""
        self._authorizing = False

    def begin(self, settings: AccessSettings) -> None:
        """A registration was carried to its end."""
        self._settings = settings
        self._state = ""
        self._authorizing = bool(self._machine.behind)

    def waiting(self) -> bool:
        """Whether there is something that may go out now."""
        machine = self._machine
        pending = machine.punches.pending or machine.events.pending
        return bool(pending or self.asking or machine.tests or any(machine.outbox.values()))

    async def send_all(self) -> None:
        """Questions first, then what happened, then what changed.

        Raises Refused, UnknownDevice, NoAnswer; what was not taken stays.
        """
        machine = self._machine
        machine.settle()
        while self.asking:
            await self._ask_about(self.asking.popleft())
        await self._send_events(machine.events)
        await self._send_events(machine.punches)
        await self._send_tables()
        while machine.tests:
            await self._courier.insist("testdata", live_request(self.sender, "testdata", [machine.tests[0]]))
            machine.tests.popleft()
        if machine.doors.state() != self._state:
            await self.tell_state()

    async def tell_state(self) -> None:
        """How the doors stand; more often than not nothing changed (§10.6)."""
        self._machine.settle()
        state = self._machine.doors.state()
        record = f"time={self._machine.clock.local():%Y-%m-%d %H:%M:%S}\t{state}"
        await self._courier.insist("rtstate", live_request(self.sender, "rtstate", [record]))
        self._state = state

    async def _send_events(self, log: PunchLog[AccessEvent]) -> None:
        """What waits now and no more: who goes on passing must not keep it from its next poll."""
        left, batches = log.pending, 0
        while left > 0 and log.pending:
            batch = log.batch(BATCH)
            lines = [self._line(event) for event in batch]
            await self._courier.insist("rtlog", live_request(self.sender, "rtlog", lines))
            self._tell(log, batch)
            left, batches = left - len(batch), batches + 1
            if batches % BATCHES_PER_PING == 0:
                await self._courier.ask(alive_request(self.sender))

    def _line(self, event: AccessEvent) -> str:
        machine = self._machine
        serial = machine.serial if machine.firmware.sub_controllers else ""
        return rtlog_line(machine.firmware, event, bool(self._settings.verify_styles), serial)

    def _tell(self, log: PunchLog[AccessEvent], batch: Sequence[AccessEvent]) -> None:
        first_time = log.acknowledge(batch)
        if self._on_acknowledged is not None and log is self._machine.punches:
            for event in first_time:
                self._on_acknowledged(self._machine.serial, self._line(event))

    async def _send_tables(self) -> None:
        machine = self._machine
        if self._authorizing:
            lines = [authorize_line(serial) for serial in machine.behind]
            request = table_request(self.sender, AUTHORIZE, lines, kind="registry")
            await self._courier.insist(AUTHORIZE, request, f"{AUTHORIZE}=".encode())
            self._authorizing = False
        for table, lines_waiting in machine.outbox.items():
            if not self._wanted(table):
                lines_waiting.clear()
            while lines_waiting:
                pack = [lines_waiting[at] for at in range(min(len(lines_waiting), RECORDS_AT_ONCE))]
                request = table_request(self.sender, table, pack)
                await self._courier.insist(table, request, f"{table}=".encode())
                for _ in pack:
                    lines_waiting.popleft()

    def _wanted(self, table: str) -> bool:
        if table in ("biophoto", "userpic"):
            return self._settings.photos
        return self._settings.templates or table not in ("templatev10", "biodata")

    async def answer(self, packets: Sequence[Packet]) -> bool:
        """The answer to a query; False where the server does not take it. Raises UnknownDevice, NoAnswer."""
        for packet in packets:
            wanted = f"{packet.table}=".encode() if packet.kind == "tabledata" else b"OK"
            try:
                await self._courier.insist("querydata", answer_request(self.sender, packet), wanted)
            except Refused:
                return False
        return True

    async def _ask_about(self, event: AccessEvent) -> None:
        """The server decides; without an answer in time the door stays shut (§10.8)."""
        machine = self._machine
        try:
            verdict = verdict_of(await self._courier.ask(may_enter_request(self.sender, event)))
        except NoAnswer:
            if not self._courier.line_up:
                self.asking.appendleft(event)
                raise
            event.code = REMOTE_TIMEOUT
            machine.keep(machine.events, event)
            return
        if verdict.auth != "SUCCESS":
            event.code = REMOTE_DENIED if verdict.auth == "FAILED" else REMOTE_TIMEOUT
            machine.keep(machine.events, event)
            return
        event.code = REMOTE_GRANTED
        machine.keep(machine.punches, event)
        if verdict.command:
            arguments = verdict.command.removeprefix("CONTROL DEVICE").strip()
            control_device(machine, Order("0", verdict.command), arguments)
        else:
            machine.open(machine.doors.chosen(event.door)[0], event.time)
