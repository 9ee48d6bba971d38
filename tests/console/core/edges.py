"""A real edge to be connected to, its terminals, and sessions that are ended with the test."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from common.client import EdgeClient
from console.core.cache import Cache
from console.core.intake import Clocks
from console.core.problems import Problem
from console.core.profiles import Profile
from console.core.records import Gap, Punch
from console.core.session import Session
from console.core.states import Live, Offline, Pace, State
from console.core.status import Status

FAST: Final = Pace(first_delay=0.05, longest_delay=0.2, refresh=60.0, settle=0.02, batch=0.02, tick=0.05)
"""As the real one, but nobody has to wait for it."""

_serials = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Tenant:
    """A tenant of a running edge, and the key of its administrator."""

    url: str
    id: str
    key: str

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def client(self) -> EdgeClient:
        return EdgeClient(self.url, self.key)

    def profile(self, url: str | None = None, **settings: Any) -> Profile:
        return Profile.new("Test", url or self.url, **settings)

    async def terminal(self, **members: Any) -> Terminal:
        """A registered terminal with a serial number of its own."""
        serial = f"CORE{next(_serials):04}"
        async with self.client() as client:
            device = await client.register_device(serial, **members)
        return Terminal(self.port, serial, device["id"])

    async def stored(self) -> list[str]:
        """The ids of all punches, in the order they came."""
        async with self.client() as client:
            records = [record async for record in client.attendance(order="received_at", limit=1000)]
        return [record["id"] for record in records]


@dataclass
class Terminal:
    """Punches as a terminal does: again and again until the server has said OK."""

    port: int
    serial: str
    id: str
    pins: list[str] = field(default_factory=list)

    async def punch(self, *pins: str) -> None:
        """Returns once the edge has taken them. They are made a second apart, up to now."""
        now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        lines = [
            f"{pin}\t{now - timedelta(seconds=len(pins) - 1 - place)}\t0\t1\n"
            for place, pin in enumerate(pins)
        ]
        while not await self._deliver("".join(lines), len(lines)):
            await asyncio.sleep(0.05)
        self.pins += pins

    async def punch_on(self, count: int, pause_s: float) -> None:
        for _ in range(count):
            await self.punch(f"{self.serial[-4:]}{len(self.pins)}")
            await asyncio.sleep(pause_s)

    async def _deliver(self, body: str, count: int) -> bool:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                writer.write(
                    f"POST /iclock/cdata?SN={self.serial}&table=ATTLOG&Stamp=9999 HTTP/1.1\r\n"
                    f"Host: edge\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
                )
                return (await reader.read()).endswith(f"OK: {count}".encode())
            finally:
                writer.close()
        return False


@dataclass
class Watched:
    """A session that runs, and the states its connection has been in."""

    session: Session
    states: list[State]
    running: asyncio.Task[None]

    @property
    def ids(self) -> list[str]:
        return [line.id for line in self.session.feed.lines() if isinstance(line, Punch)]

    @property
    def pins(self) -> list[str]:
        return [line.employee for line in self.session.feed.lines() if isinstance(line, Punch)]

    @property
    def gaps(self) -> list[Gap]:
        return [line for line in self.session.feed.lines() if isinstance(line, Gap)]

    @property
    def state(self) -> State:
        return self.session.state

    @property
    def offline(self) -> Offline | None:
        return state if isinstance(state := self.session.state, Offline) else None

    @property
    def problem(self) -> Problem:
        assert self.offline is not None
        assert self.offline.problem is not None
        return self.offline.problem

    def status(self, terminal: Terminal) -> Status:
        return self.session.fleet.status(self.session.fleet.devices[terminal.id])

    @property
    def live(self) -> bool:
        return isinstance(self.session.state, Live)

    def kinds(self) -> list[str]:
        """The kinds of states, without repetitions."""
        names = [type(state).__name__ for state in self.states]
        return [name for place, name in enumerate(names) if place == 0 or names[place - 1] != name]


@asynccontextmanager
async def opened(
    profile: Profile,
    key: str,
    *,
    cache: Cache | None = None,
    pace: Pace = FAST,
    clocks: Clocks | None = None,
) -> AsyncIterator[Watched]:
    """A session that runs until the block ends; what it fails with is raised there."""
    session = Session(profile, key, cache=cache, pace=pace, clocks=clocks)
    states = [session.state]
    session.connection.states.add(states.append)
    await session.remember()
    running = asyncio.create_task(session.run(), name="session")
    await asyncio.sleep(0)  # one that was never begun closes nothing when it is cancelled
    try:
        yield Watched(session, states, running)
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
