"""Simulated terminals on a thread of their own: each can be cut off, and somebody can work at its menus."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from edge.simulator.exchange import Server
from edge.simulator.fleet import plan_fleet
from edge.simulator.profile import Profile
from edge.simulator.terminal import Terminal
from edge.simulator.wire import User, user_line

SPEED = 8.0
"""A terminal that waits ten seconds waits a bit more than one."""


class TerminalsApart:
    """So many terminals of one kind, which begin to call when the context is entered. `holding` is whom all
    of them hold from the start. In a plan's order: `serials`."""

    def __init__(self, url: str, count: int, holding: dict[str, str]) -> None:
        plan = plan_fleet(3, 1, count, Profile(generations={"speedface": 1}, employees_per_terminal=1))
        self.terminals: dict[str, Terminal] = {}
        for planned in plan.terminals:
            terminal = Terminal(
                replace(planned, clock_drift_s=0.0, silent=False), plan.sites[0], Server.parse(url),
                utc=time.time, rng=random.Random(1), roster={}, speed=SPEED, timeout_s=10.0,
            )  # fmt: skip
            for pin, name in holding.items():
                terminal.machine.memory.users.put(User(pin, name))
            self.terminals[planned.serial] = terminal

    @property
    def serials(self) -> list[str]:
        return list(self.terminals)

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="terminals", daemon=True)
        self._thread.start()
        for terminal in self.terminals.values():
            self._soon(terminal.run())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._call(self._end()).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def cut(self, *serials: str) -> None:
        """They lose the line; what happens at them is kept there."""
        for serial in serials:
            self._loop.call_soon_threadsafe(self.terminals[serial].cut)

    def restore(self, *serials: str) -> None:
        for serial in serials:
            self._loop.call_soon_threadsafe(self.terminals[serial].restore)

    def rename(self, serial: str, pin: str, name: str) -> None:
        """Somebody writes another name at a terminal's menu; the terminal tells so, then loses the line."""
        terminal = self.terminals[serial]

        async def work() -> None:
            memory = terminal.machine.memory
            known = memory.users.get(pin)
            assert known is not None, f"{serial} does not hold {pin}"
            memory.users.put(replace(known, name=name))
            memory.outbox["OPERLOG"].append(user_line(terminal.machine.firmware, replace(known, name=name)))
            while memory.outbox["OPERLOG"]:
                await asyncio.sleep(0.01)
            terminal.cut()

        self._call(work()).result(20)

    def name_of(self, serial: str, pin: str) -> str | None:
        """As the terminal holds it now."""
        user = self.terminals[serial].machine.memory.users.get(pin)
        return None if user is None else user.name

    def _soon(self, work: Coroutine[Any, Any, object]) -> None:
        start: Callable[[], object] = lambda: self._loop.create_task(work)  # noqa: E731
        self._loop.call_soon_threadsafe(start)

    def _call(self, work: Coroutine[Any, Any, None]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _end(self) -> None:
        mine = asyncio.current_task()
        running = [task for task in asyncio.all_tasks() if task is not mine]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
