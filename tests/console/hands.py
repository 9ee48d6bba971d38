"""A terminal played by hand: it polls, and answers every command as it is told to."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

from common.client import EdgeClient

OK: Final = 0
REFUSED: Final = -1
POLL_S: Final = 0.3
_COMMAND: Final = re.compile(r"C:(\d+):(\S*)")


@dataclass
class Hand:
    """`answer` is the code it answers with; None: it fetches commands and says nothing."""

    port: int
    serial: str
    id: str = ""
    answer: int | None = OK
    fetched: list[str] = field(default_factory=list)

    async def run(self) -> None:
        """Poll until cancelled."""
        await self._ask("GET", f"/iclock/cdata?SN={self.serial}&options=all&pushver=2.4.1")
        while True:
            told = await self._ask("GET", f"/iclock/getrequest?SN={self.serial}")
            for number, verb in _COMMAND.findall(told):
                self.fetched.append(verb)
                if self.answer is not None:
                    said = f"ID={number}&Return={self.answer}&CMD={verb}\n"
                    await self._ask("POST", f"/iclock/devicecmd?SN={self.serial}", said)
            await asyncio.sleep(POLL_S)

    async def _ask(self, method: str, target: str, body: str = "") -> str:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                length = f"Content-Length: {len(body)}\r\n" if body else ""
                head = f"{method} {target} HTTP/1.1\r\nHost: edge\r\nConnection: close\r\n{length}\r\n"
                writer.write(f"{head}{body}".encode())
                return (await reader.read()).decode(errors="replace").partition("\r\n\r\n")[2]
            finally:
                writer.close()
        return ""


@asynccontextmanager
async def hands(
    url: str, key: str, site: str, *serials: str, polling: bool = True
) -> AsyncIterator[list[Hand]]:
    """Registered at a site of their own, and polling; `polling` False: they never call."""
    port = int(url.rpartition(":")[2])
    made = [Hand(port, serial) for serial in serials]
    async with EdgeClient(url, key) as client:
        place = await client.create_site(site)
        for hand in made:
            device = await client.register_device(hand.serial, site=place["id"], name=hand.serial.title())
            hand.id = device["id"]
    running = [asyncio.create_task(hand.run(), name=hand.serial) for hand in made] if polling else []
    try:
        yield made
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
