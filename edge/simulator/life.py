"""What a terminal goes through whatever it speaks: a session, its end, a new start (PROTOCOL.md §2)."""

from __future__ import annotations

import asyncio
import random
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from edge.simulator.answers import Crash, Refused, UnknownDevice
from edge.simulator.courier import Courier
from edge.simulator.exchange import NoAnswer
from edge.simulator.fleet import TerminalPlan
from edge.simulator.machine import After
from edge.simulator.punch_log import LoggedPunch
from edge.simulator.workday import Direction

FIRST_RETRY_S = 15.0  # before any handshake told an ErrorDelay: a V5L that was refused with 401 (§1.2)
REBOOT_S = (20.0, 40.0)
NO_STATE = 255
READER_AHEAD = timedelta(seconds=2)
_SECOND = timedelta(seconds=1)

Connection = Callable[[str, bool], None]


class StartAgain(Exception):
    """Go through the handshake once more, now."""


class Reboot(Exception):
    """Silent for a while, then from the start."""


@dataclass(slots=True)
class Tally:
    """What one terminal has been through; a session is a handshake that was carried to its end."""

    handshakes: int = 0
    sessions: int = 0
    failures: int = 0
    reboots: int = 0
    commands: int = 0


@dataclass(frozen=True, slots=True)
class LogCounts:
    """What became of a terminal's punches, as `punch_log` counts them."""

    made: int
    acknowledged: int
    unacknowledged: int


class Life(ABC):
    """One terminal of a plan. `run` is its life; punches come in through `punch`, outages through `cut` and
    `restore`. What it says and understands is its dialect's.

    `on_connection` gets the serial and whether a session stands. `trouble` says why the last session ended.
    """

    def __init__(
        self, plan: TerminalPlan, courier: Courier, rng: random.Random, on_connection: Connection | None
    ) -> None:
        self.plan = plan
        self.courier = courier
        self.tally = Tally()
        self.trouble = ""
        self.connected = False
        self._rng = rng
        self._on_connection = on_connection
        self._wake = asyncio.Event()
        self._off = False
        self._idle_polls = 0
        self._last_of: dict[str, datetime] = {}

    # What its dialect says

    @abstractmethod
    def punch(self, pin: str, direction: Direction, verify: int) -> LoggedPunch | None:
        """Somebody uses the terminal. None: it is off, or its reader was busy at this second."""

    @property
    @abstractmethod
    def counts(self) -> LogCounts:
        """What became of its punches."""

    @property
    @abstractmethod
    def _error_delay_s(self) -> float:
        """Seconds from a failure to the next first request."""

    @abstractmethod
    async def _handshake(self) -> None:
        """From the first request to a session that stands."""

    @abstractmethod
    def _waiting(self) -> bool:
        """Whether there is something that may go out now."""

    @abstractmethod
    async def _send_all(self) -> None:
        """Everything that waits. Raises Refused, UnknownDevice, NoAnswer; what was not taken stays."""

    @abstractmethod
    async def _poll(self) -> float:
        """Polls, obeys, and returns the seconds until the next poll."""

    @abstractmethod
    def _gap(self) -> float:
        """Seconds to the next poll."""

    @abstractmethod
    def _switched_on(self) -> None:
        """What it notes of its own start."""

    @abstractmethod
    async def _post_results(self) -> None:
        """Posts results of commands, and keeps them where they are not taken."""

    # Outages, from outside

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
                await self.courier.pause(self._rng.uniform(0.1, 1.5))
            try:
                await self._session()
                return
            except StartAgain:
                continue
            except (Reboot, Crash):
                await self._reboot()
            except (NoAnswer, Refused, UnknownDevice) as trouble:
                await self._recover(trouble)
            finally:
                self._set_connected(False)

    async def _session(self) -> None:
        """From the first request to the failure that ends it; returns only for a silent terminal."""
        await self._handshake()
        await self._send_all()
        due = self._after(await self._poll())
        if self.plan.silent:
            self._off = True
            return
        while True:
            if await self._news_before(due):
                await self._send_all()
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
                while not self._waiting():
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
            await self.courier.pause(self._error_delay_s * (1 + self.plan.poll_jitter))

    async def _reboot(self) -> None:
        self.tally.reboots += 1
        self._off = True
        self._set_connected(False)
        await self.courier.pause(self._rng.uniform(*REBOOT_S))
        self._off = False
        self._switched_on()

    async def _finish(self, after: After) -> None:
        """Posts results, then does what waits for that; a reboot happens whether or not they arrived."""
        try:
            await self._post_results()
        except NoAnswer:
            if after is not After.REBOOT:
                raise
        if after is After.REBOOT:
            raise Reboot
        if after is After.START_AGAIN:
            raise StartAgain

    def _set_connected(self, connected: bool) -> None:
        if connected != self.connected:
            self.connected = connected
            self.tally.sessions += connected
            if self._on_connection is not None:
                self._on_connection(self.plan.serial, connected)

    def _free_second(self, pin: str, now: datetime, newest: datetime | None = None) -> datetime | None:
        """The second that a person's next record gets: no two records of a terminal are equal.

        `newest` is the last record's of a reader that recognises one person a second at all. None: the reader
        is busy.
        """
        last = self._last_of.get(pin) if newest is None else newest
        if last is None or last < now or last > now + READER_AHEAD:
            return now
        return last + _SECOND if last < now + READER_AHEAD else None
