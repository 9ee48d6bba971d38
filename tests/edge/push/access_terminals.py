"""Access terminals for tests of the device side: what they send, and a device to read it for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edge.devices import Device
from edge.ingest import Source
from edge.push.access.handshake import token_for
from edge.push.registrations import Registrations
from edge.zones import WallClock
from tests.edge.push.conftest import DeviceSide

NOW_US = 1_791_190_800_000_000  # 2026-10-05T09:00:00Z


def device_of(serial: str = "ACC1", zone: str = "Africa/Casablanca", **known: Any) -> Device:
    """A device as the directory has it, an access terminal unless told otherwise."""
    source = Source(1, 7, "dev_7", serial, "Gate", None, None, "Unassigned")
    values: dict[str, Any] = {
        "source": source,
        "state": "active",
        "clock": WallClock(zone),
        "retention_us": None,
        "history_from": None,
        "dialect": "acc",
        "push_version": "3.1.2",
        "firmware": None,
        "model": None,
        "options": {},
        "counts": {},
    }
    return Device(**(values | known))


class AccessTerminal:
    """One access terminal and the edge it speaks to over real sockets."""

    def __init__(self, side: DeviceSide, serial: str) -> None:
        self.side = side
        self.serial = serial
        self.cookie: str | None = None

    async def init(self) -> bytes:
        return await self.get(f"cdata?SN={self.serial}&pushver=3.1.2&options=all&DeviceType=acc")

    async def register(
        self, body: bytes = b"DeviceType=acc,~DeviceName=F20/M,LockCount=1,ReaderCount=2"
    ) -> bytes:
        """Tell what it is, and from then on show the token that follows from the answer."""
        answer = await self.post("registry?SN=" + self.serial, body)
        device = await self.side.directory.find(self.serial)
        assert device is not None
        given = await Registrations(self.side.store).credentials(device)
        assert answer.endswith(b"\r\n\r\nRegistryCode=" + given.registry_code.encode())
        self.cookie = token_for(given, self.serial)
        return answer

    async def table(self, name: str, body: bytes, **query: str) -> bytes:
        said = "".join(f"&{key}={value}" for key, value in query.items())
        return await self.post(f"cdata?SN={self.serial}&table={name}{said}", body)

    async def records(self, name: str, body: bytes) -> bytes:
        return await self.table("tabledata", body, tablename=name, count=str(body.count(b"\n")))

    async def packet(self, name: str, body: bytes, **query: str) -> bytes:
        """One packet of an answer to a query."""
        said = "".join(f"&{key}={value}" for key, value in query.items())
        return await self.post(f"querydata?SN={self.serial}&type=tabledata&tablename={name}{said}", body)

    async def get(self, target: str) -> bytes:
        return await self.side.send(self._head("GET", target, {}))

    async def post(self, target: str, body: bytes) -> bytes:
        return await self.side.send(self._head("POST", target, {"Content-Length": str(len(body))}) + body)

    def _head(self, method: str, target: str, headers: Mapping[str, str]) -> bytes:
        shown = {} if self.cookie is None else {"Cookie": f"token={self.cookie}"}
        lines = [f"{name}: {value}" for name, value in {"Host": "edge", **shown, **headers}.items()]
        return "\r\n".join([f"{method} /iclock/{target} HTTP/1.1", *lines, "", ""]).encode()


async def registered(side: DeviceSide, serial: str, **settings: object) -> AccessTerminal:
    """A terminal that an operator let in and that went through the three steps of the handshake."""
    await side.register(serial, **settings)
    terminal = AccessTerminal(side, serial)
    assert (await terminal.init()).endswith(b"\r\n\r\nOK")
    await terminal.register()
    return terminal
