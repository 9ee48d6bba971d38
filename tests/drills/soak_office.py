"""Who works with a soak's edge: commands to its terminals, lists, exports, streams."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, Final

from common.client import EdgeClient, EdgeError
from tests.drills.soak_plan import HOURS, Load, Soak
from tests.kit.edge_process import EdgeProcess

COMMANDS: Final = ("fetch_info", "sync_time", "reload_options", "fetch_attendance")
LISTS: Final = ("attendance", "devices", "events", "commands", "sites", "alerts")
FORMATS: Final = ("csv", "ndjson", "xlsx")
OFTENEST_S: Final = 0.12
"""Between commands: a key has ten calls a second."""
PATIENT_S: Final = 300.0
"""A spreadsheet of everything takes minutes on a machine that is busy."""
STREAMS: Final = 2
READERS: Final = 2


class Office:
    """Programs of a soak, each until the load is over; what goes wrong is put to its problems."""

    def __init__(self, soak: Soak, edge: EdgeProcess, load: Load, problems: list[str]) -> None:
        self.soak, self.edge, self.load, self.problems = soak, edge, load, problems

    @contextlib.asynccontextmanager
    async def streams(self, group: asyncio.TaskGroup) -> AsyncIterator[None]:
        self.load.heard = [set() for _ in range(STREAMS)]
        tasks = [group.create_task(self._stream(heard)) for heard in self.load.heard]
        await asyncio.sleep(0)
        yield
        for task in tasks:
            task.cancel()

    async def _stream(self, heard: set[str]) -> None:
        cursor: str | None = None
        async with self.client() as api:
            while True:
                try:
                    async with contextlib.aclosing(api.stream(cursor, ("attendance.created",))) as told:
                        async for message in told:
                            cursor = message.cursor or cursor
                            if message.event == "attendance.created":
                                heard.add(str(message.body["attendance_id"]))
                except EdgeError:
                    self.load.breaks += 1
                    await asyncio.sleep(0.5)

    async def tell(self, api: EdgeClient, serials: list[str]) -> None:
        """Each terminal is told something once an hour."""
        dice, wanted = random.Random(self.soak.seed), round(HOURS * self.soak.terminals)
        every_s = max(self.soak.minutes * 60 / wanted, OFTENEST_S)
        for word, due in _due(COMMANDS, self.load.began, every_s):
            if await _over(self.load.over, due):
                return
            body: dict[str, Any] = {"command": word}
            if word == "fetch_attendance":
                now = time.time()
                body["params"] = {"from": _instant(now - 300), "to": _instant(now)}
            await self._asked(api.post(f"/v1/devices/{dice.choice(serials)}/commands", body), "commands")

    async def read(self, number: int) -> None:
        async with self.client() as api:
            for path, due in _due(LISTS, self.load.began, 1.0 + 0.1 * number):
                if await _over(self.load.over, due):
                    return
                await self._asked(api.get(f"/v1/{path}", {"limit": 500}), "calls")

    async def export(self) -> None:
        """Everything, once an hour."""
        async with self.client() as api:
            for form, due in _due(FORMATS, self.load.began, 3600 / self.soak.hurry):
                if await _over(self.load.over, due):
                    return
                try:
                    self.load.exported += len(await api.content(f"/v1/attendance?format={form}"))
                    self.load.exports += 1
                except EdgeError as error:
                    self.problems.append(f"an export as {form}: {error}")

    async def _asked(self, call: Any, kind: str) -> None:
        try:
            await call
            setattr(self.load, kind, getattr(self.load, kind) + 1)
        except EdgeError as error:
            self.load.refused += 1
            if self.load.refused <= 5:
                self.problems.append(f"{kind}: {error}")

    def client(self) -> EdgeClient:
        return EdgeClient(self.edge.url, self.edge.admin_key, timeout_s=PATIENT_S)


def _due(words: tuple[str, ...], began: float, every_s: float) -> Iterator[tuple[str, float]]:
    """One after the other, again and again, and when each is due."""
    number = 0
    while True:
        yield words[number % len(words)], began + number * every_s
        number += 1


async def _over(over: asyncio.Event, due: float) -> bool:
    """Waits until something is due; whether all is over before."""
    try:
        async with asyncio.timeout(max(0.0, due - time.monotonic())):
            await over.wait()
    except TimeoutError:
        return over.is_set()
    return True


def _instant(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
