"""The fleet of the articles at an edge: simulated terminals whose people punch when a test says so."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Final, Self

from common.client import EdgeClient
from edge.simulator.fleet import TerminalPlan, plan_fleet
from edge.simulator.profile import CALM, Profile
from edge.simulator.run import Fleet
from edge.simulator.staging import stage
from edge.simulator.terminal import Terminal
from edge.simulator.workday import DuePunch

# The first sites of the standard fleet, which are those of the articles.
SITES: Final = 5
CONNECTED_S: Final = 60.0
# How much faster than real ones the terminals poll: commands are fetched and silence is noticed sooner.
SPEED: Final = 8.0
SILENT: Final = "DGD9220156"
CHECK_IN, FINGER = 0, 1


class Nobody:
    """People who do not punch by themselves."""

    def due(self, since: float, until: float) -> list[DuePunch]:
        return []


class Articles:
    """Registered and running while entered, in a thread of its own."""

    def __init__(self, url: str, key: str) -> None:
        steady = Profile(flapping_share=0.0, drifting_share=0.0, generations={"speedface": 1.0})
        self.plan = plan_fleet(7, sites=SITES, profile=steady)
        self._url, self._key = url, key
        self._loop = asyncio.new_event_loop()
        self._fleet = Fleet(self.plan, url, climate=CALM, speed=SPEED, source=Nobody())
        self._thread = threading.Thread(target=self._loop.run_forever, name="articles")

    def __enter__(self) -> Self:
        self._thread.start()
        self._do(self._begin()).result(CONNECTED_S)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._do(self._end()).result(CONNECTED_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def at(self, site: str) -> list[TerminalPlan]:
        """The terminals of a site that are not silent."""
        return [terminal for terminal in self.plan.terminals_of(site) if not terminal.silent]

    def punch(self, serial: str, pin: str) -> bool:
        """Somebody punches in with a finger. False: not recorded, as the terminal is off or busy."""

        async def now() -> bool:
            return self._fleet.terminals[serial].punch(pin, CHECK_IN, FINGER) is not None

        return bool(self._do(now()).result(CONNECTED_S))

    def cut(self, serial: str) -> None:
        """Take the network from a terminal."""
        self._loop.call_soon_threadsafe(self._fleet.cut_terminal, serial)

    def restore(self, serial: str) -> None:
        self._loop.call_soon_threadsafe(self._fleet.restore_terminal, serial)

    def users(self, serial: str) -> dict[str, str]:
        """Who a terminal knows: names by PIN."""
        terminal = self._fleet.terminals[serial]
        assert isinstance(terminal, Terminal)
        return {user.pin: user.name for user in terminal.machine.memory.users}

    async def _begin(self) -> None:
        async with EdgeClient(self._url, self._key) as client:
            await stage(self.plan, client)
        self._running = asyncio.create_task(self._fleet.run())
        await self._fleet.wait_connected()

    async def _end(self) -> None:
        self._fleet.stop()
        await self._running

    def _do(self, work: Any) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)
