"""What a terminal uploads, in what portions and under which stamps (PROTOCOL.md §3.5, §5, §6)."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence

from edge.simulator.answers import Settings, as_stamp
from edge.simulator.courier import RETRY_S, Courier
from edge.simulator.encoded_time import decoded_seconds, encoded_seconds
from edge.simulator.machine import Machine
from edge.simulator.memory import snapshot
from edge.simulator.punch_log import LoggedPunch
from edge.simulator.wire import (
    CONSTANT_STAMP,
    Sender,
    attlog_line,
    photo_request,
    ping_request,
    stamp_parameter,
    upload_request,
    user_line,
)

SMALLEST_BATCH = 30
BATCHES_PER_PING = 5

Acknowledged = Callable[[str, str], None]


class Uploads:
    """The outgoing side of one terminal.

    `settings` are those of the last handshake; `on_acknowledged` gets serial and ATTLOG line of a record at
    its first OK.
    """

    def __init__(
        self, machine: Machine, sender: Sender, courier: Courier, on_acknowledged: Acknowledged | None
    ) -> None:
        self.settings = Settings()
        self._machine = machine
        self._sender = sender
        self._courier = courier
        self._on_acknowledged = on_acknowledged
        self._batch = machine.firmware.first_batch
        self._stamp = 0
        self._users: deque[bytes] = deque()
        self._next = 0.0

    def begin(self, settings: Settings) -> None:
        """A handshake succeeded: what its cursors mean to this generation (§3.5)."""
        memory, firmware = self._machine.memory, self._machine.firmware
        self.settings = settings
        self._next = asyncio.get_running_loop().time()
        stamp = settings.stamp("ATTLOG")
        if firmware.stamps != "constant":
            memory.punches.send_after_stamp(as_stamp(stamp), self._machine.clock.local())
        elif stamp == "0":
            memory.punches.send_all_again()
        if settings.stamp("OPERLOG") == "0" and settings.transfers("EnrollUser"):
            self._users = deque(user_line(firmware, user) for user in memory.users)

    def waiting(self) -> bool:
        """Whether there is something that may go out now (§3.6)."""
        memory, settings = self._machine.memory, self.settings
        punches = memory.punches.pending > 0 and settings.transfers("AttLog")
        photos = bool(memory.snapshots) and settings.transfers("AttPhoto")
        lines = settings.transfers("OpLog") and any(memory.outbox.values())
        on_time = settings.realtime or asyncio.get_running_loop().time() >= self._next
        return (punches or photos or lines) and on_time

    async def send_all(self) -> None:
        """Everything that waits: users the server asked for, operations, templates, punches.

        Raises Refused, UnknownDevice, NoAnswer; what was not acknowledged stays.
        """
        memory, settings = self._machine.memory, self.settings
        if settings.transfers("OpLog"):
            await self._send_lines("OPERLOG", self._users)
            for table, lines in memory.outbox.items():
                await self._send_lines(table, lines)
        # What waits now and no more: people who go on punching must not keep the terminal from its next poll
        left, batches = memory.punches.pending if settings.transfers("AttLog") else 0, 0
        while left > 0 and memory.punches.pending:
            left -= await self._send_punches()
            batches += 1
            if settings.answers_ping and batches % BATCHES_PER_PING == 0:
                await self._courier.ask(ping_request(self._sender))
        if settings.transfers("AttPhoto"):
            for _ in range(len(memory.snapshots)):
                await self._send_photo(memory.snapshots[0])
                memory.snapshots.popleft()
        if not settings.realtime:
            wait_s = settings.next_upload_in(self._machine.clock.local())
            self._next = asyncio.get_running_loop().time() + wait_s / self._courier.speed

    async def _send_photo(self, punch: LoggedPunch) -> None:
        """What its camera saw at a punch, one a request."""
        name = f"{punch.time:%Y%m%d%H%M%S}-{punch.pin}.jpg"
        stamp = self._stamp_parameter("ATTPHOTO", encoded_seconds(punch.time))
        await self._courier.insist("ATTPHOTO", photo_request(self._sender, name, snapshot(name), stamp))

    async def _send_lines(self, table: str, lines: deque[bytes]) -> None:
        while lines:
            pack = [lines[at] for at in range(min(len(lines), self._machine.firmware.largest_batch))]
            await self.send(table, pack)
            for _ in pack:
                lines.popleft()

    async def _send_punches(self) -> int:
        """One batch, after each failure a smaller one, three in all (§1.3). Returns how many went."""
        log, firmware = self._machine.memory.punches, self._machine.firmware
        extend = self._machine.extension()
        for wait_s in RETRY_S:
            batch = log.batch(self._batch)
            lines = [attlog_line(firmware, record, extend) for record in batch]
            stamp = max(encoded_seconds(record.time) for record in batch)
            if await self._courier.stored("ATTLOG", self._request("ATTLOG", lines, stamp)):
                self._stamp = stamp
                self._batch = min(firmware.largest_batch, self._batch + 10)
                self._tell(log.acknowledge(batch), extend)
                return len(batch)
            self._batch = max(SMALLEST_BATCH, self._batch - 30)
            await self._courier.pause(wait_s)
        raise self._courier.given_up("ATTLOG")

    def _tell(self, records: Sequence[LoggedPunch], extend: str) -> None:
        if self._on_acknowledged is not None:
            for record in records:
                line = attlog_line(self._machine.firmware, record, extend)
                self._on_acknowledged(self._machine.serial, line.decode())

    async def send(self, table: str, lines: Sequence[bytes], marks: Mapping[str, str] | None = None) -> None:
        """Lines of one table in one request, three attempts. Raises Refused, UnknownDevice, NoAnswer."""
        # An answer to a query repeats the punch cursor: a later one would make the server skip what follows
        stamp = self._stamp if table == "ATTLOG" else encoded_seconds(self._machine.clock.local())
        await self._courier.insist(table, self._request(table, lines, stamp, marks))

    def _request(
        self, table: str, lines: Sequence[bytes], stamp: int, marks: Mapping[str, str] | None = None
    ) -> bytes:
        return upload_request(self._sender, table, self._stamp_parameter(table, stamp), lines, marks)

    def _stamp_parameter(self, table: str, stamp: int) -> str:
        firmware, text = self._machine.firmware, CONSTANT_STAMP
        if firmware.stamps == "encoded":
            text = str(stamp)
        elif firmware.stamps == "iso":
            moment = decoded_seconds(stamp)
            text = "0" if moment is None else moment.isoformat()
        return stamp_parameter(firmware, table, text, bool(self.settings.server_version))
