"""Files that terminals fetch: firmware of a command of theirs, and nothing else (PROTOCOL.md §7.5)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Final

import sqlalchemy as sa
import structlog

from edge import firmware
from edge.devices import Device
from edge.firmware_files import FirmwareFiles
from edge.push.attendance.commands import upgrade_as_base64
from edge.push.delivery import terminal_of
from edge.push.storing import FAILED
from edge.push.wire import DeviceReply, DeviceRequest
from edge.store import Store, StoreError
from edge.store.ids import now_us

log = structlog.get_logger()

NO_FILE: Final = DeviceReply(b"There is no such file for this terminal.\n", 404)
_HOST: Final = re.compile(r"([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?")
_NAMED: Final = re.compile(rb"(?:.*/)?file/([A-Za-z0-9_-]{1,32})/([0-9a-f]{32})", re.DOTALL)


def addressed(request: DeviceRequest) -> DeviceRequest:
    """A file that is asked for by its own address, in the form in which other firmware asks for it: the
    terminal as SN, the address as url. Whoever fetches an address itself says nothing else of itself."""
    url = request.endpoint.encode("latin-1")
    named = _NAMED.fullmatch(url)
    serial = b"" if named is None else named[1]
    return replace(request, endpoint="file", query={"sn": serial, **request.query, "url": url})


def origin_of(request: DeviceRequest) -> str:
    """Where a terminal calls the device side: what it reached once it reaches again. "" where it does not
    say."""
    # Whoever vouches for it or not: with a wrong word a terminal misleads itself alone.
    secure = request.secure or request.headers.get("x-forwarded-proto", "") == "https"
    return _origin(request.headers.get("host", ""), request.tenant_secret, secure)


@lru_cache(maxsize=1024)
def _origin(host: str, secret: str | None, secure: bool) -> str:
    if _HOST.fullmatch(host) is None:
        return ""
    below = "" if secret is None else f"/t/{secret}"
    return f"{'https' if secure else 'http'}://{host}{below}/iclock/"


class FileRequests:
    """Finds the file behind a request. The web server sends it, whole or in ranges."""

    def __init__(self, store: Store, files: FirmwareFiles, wall: Callable[[], int] = now_us) -> None:
        self._store = store
        self._files = files
        self._wall = wall

    async def answer(self, request: DeviceRequest, device: Device) -> DeviceReply:
        """The file, where a command of this very terminal that is under way names it; else nothing."""
        named = _NAMED.fullmatch(request.query.get("url", b"").strip())
        if request.method not in ("GET", "HEAD") or named is None:
            return NO_FILE
        if named[1].decode() != device.source.serial:
            return NO_FILE
        try:
            return await self._find(device, named[2].decode())
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("file_not_served", serial=device.source.serial, error=str(error))
            return FAILED

    async def _find(self, device: Device, key: str) -> DeviceReply:
        now = self._wall()
        found = await self._store.read(lambda conn: firmware.fetched(conn, *device.key, key, now))
        if found is None:
            return NO_FILE
        tenant_id, late = device.source.tenant_id, found.late
        as_base64 = upgrade_as_base64(terminal_of(device))
        path = await asyncio.to_thread(self._files.path, tenant_id, found.sha256, as_base64=as_base64)
        if path is None:
            log.error(
                "firmware_not_on_this_edge",
                serial=device.source.serial,
                sha256=found.sha256,
                advice="share the folder firmware of the data folders between edges, or upload it again",
            )
            return NO_FILE
        if late is not None:
            await self._store.write(lambda conn: firmware.prolong(conn, tenant_id, late, now))
        return DeviceReply(b"", file=path)
