"""The door of the device side: who calls, whether it is let in, and who serves its dialect."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

import sqlalchemy as sa
import structlog

from edge.clocks import Clocks
from edge.devices import Device, Directory
from edge.exchanges import Exchanges, named
from edge.firmware_files import FirmwareFiles
from edge.ingest import Ingest
from edge.knocking import Knocking, NoSuchPath
from edge.metrics import Metrics
from edge.minding import Minding
from edge.presence import Key
from edge.push.attendance.dialect import Kind, Request, classify, dialect_of
from edge.push.file_requests import FileRequests, addressed, origin_of
from edge.push.identity import Identity
from edge.push.privacy import KEEPS_NOTHING, Privacy
from edge.push.roll_calls import RollCalls
from edge.push.serving_access import AccessServing
from edge.push.serving_attendance import AttendanceServing, Delivering
from edge.push.storing import FAILED, Storing
from edge.push.text import decode
from edge.push.wire import DeviceReply, DeviceRequest
from edge.roaming import Roaming
from edge.store import Store, StoreError
from edge.store.ids import now_us

log = structlog.get_logger()

_SERIAL: Final = re.compile(rb"[A-Za-z0-9_-]{1,32}")
_UPLOADS: Final = frozenset(
    {
        Kind.ATTLOG,
        Kind.PHOTO,
        Kind.TABLE,
        Kind.OPTIONS,
        Kind.RESULTS,
        Kind.EVENT,
        Kind.UNCLASSIFIED,
    }
)
_POLLS: Final = frozenset({Kind.POLL, Kind.INFO})
# What the requests without a table are called in the book of exchanges, beside their endpoint.
_CALLED: Final = {Kind.INIT: "init", Kind.INFO: "INFO", Kind.TIME: "time"}

UNKNOWN_DEVICE: Final = DeviceReply(b"UNKNOWN DEVICE")  # with 200: how a terminal is told to wait (§12 #8)
NOT_ADMITTED_ACCESS: Final = DeviceReply(b"Not approved yet; approve this terminal in the console.\n", 406)
NOT_ADMITTED: Final = DeviceReply(
    b"Not approved yet; the terminal keeps its records. Approve it in the console.\n", 403
)
BAD_SERIAL: Final = DeviceReply(
    b"The request names no terminal: SN must be 1 to 32 letters, digits, '-' or '_'.\n", 400
)
NO_PATH: Final = DeviceReply(
    b"No tenant has this path; compare the server address with the console's.\n", 404
)


class Noticing(Protocol):
    """What becomes of what is known of who calls; `edge.detector`."""

    def note_seen(self, key: Key, address: str, poll: bool, site: int | None = None) -> None: ...

    def note_refused(self, key: Key) -> None: ...

    def note_deaf(self) -> None: ...


class Session:
    """Answers every request of every terminal. `presence` and `exchanges` hear of each one that was let
    in."""

    def __init__(
        self,
        store: Store,
        directory: Directory,
        ingest: Ingest,
        knocking: Knocking,
        presence: Noticing,
        metrics: Metrics,
        exchanges: Exchanges,
        *,
        delivery: Delivering | None = None,
        minding: Minding | None = None,
        clocks: Clocks | None = None,
        files: FirmwareFiles | None = None,
        privacy: Privacy = KEEPS_NOTHING,
        wall: Callable[[], int] = now_us,
    ) -> None:
        self._directory = directory
        self._knocking = knocking
        self._presence = presence
        self._exchanges = exchanges
        self._wall = wall
        storing, identity = Storing(ingest, metrics, clocks), Identity(store, directory, minding)
        roll_calls = RollCalls(store, wall)
        wanted = None if files is None else FileRequests(store, files, wall)
        self._attendance = AttendanceServing(
            storing,
            identity,
            delivery=delivery,
            roll_calls=roll_calls,
            roaming=Roaming(store, wall),
            files=wanted,
            privacy=privacy,
            wall=wall,
        )
        self._access = AccessServing(
            store,
            directory,
            storing,
            identity,
            delivery=delivery,
            roll_calls=roll_calls,
            files=wanted,
            privacy=privacy,
            wall=wall,
        )

    def handle(self, request: DeviceRequest) -> DeviceReply | Awaitable[DeviceReply]:
        """The answer, at once where nothing has to be waited for: the transport's handler."""
        if request.endpoint.startswith("file/"):
            request = addressed(request)
        serial = request.query.get("sn", b"").strip()
        if _SERIAL.fullmatch(serial) is None:
            return BAD_SERIAL
        begun = self._wall()
        device = self._directory.known(serial.decode())
        if device is not None and device.state == "active" and request.tenant_secret is None:
            return self._serve(request, device, begun)
        return self._admit(request, serial.decode(), begun)

    async def give_out_overdue(self) -> None:
        """Store what waits in memory of answers that never end; to be called now and then."""
        await self._access.give_out_overdue()

    async def _admit(self, request: DeviceRequest, serial: str, begun: int) -> DeviceReply:
        asked = classify(request.endpoint, request.method, request.query, request.body)
        try:
            device = await self._directory.find(serial)
            if device is not None and request.tenant_secret is not None:
                tenant_id = await self._knocking.tenant_of(request.tenant_secret)
                device = device if device.source.tenant_id == tenant_id else None
            if device is None:
                model = decode(request.query.get("devicename", b"")).text or None
                device = await self._knocking.knock(serial, request.tenant_secret, model, request.peer)
        except NoSuchPath:
            return NO_PATH
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("terminal_not_looked_up", serial=serial, error=str(error))
            self._presence.note_deaf()
            return FAILED
        if device is None or device.state != "active":
            return _refusal(asked, request)
        answer = self._serve(request, device, begun)
        return answer if isinstance(answer, DeviceReply) else await answer

    def _serve(
        self, request: DeviceRequest, device: Device, begun: int
    ) -> DeviceReply | Awaitable[DeviceReply]:
        """Answer a terminal that is let in, and note what it asked and got."""
        asked = classify(request.endpoint, request.method, request.query, request.body)
        key = device.key
        self._presence.note_seen(key, request.peer, asked.kind in _POLLS, device.source.site_id)
        device.origin = origin_of(request)
        name = named(request.endpoint, asked.table or _CALLED.get(asked.kind, ""))
        answer = (
            self._access.handle(request, device)
            if self._speaks_access(request, asked, device)
            else self._attendance.answer(request, asked, device)
        )
        if not isinstance(answer, DeviceReply):
            return self._noted(answer, key, begun, name, len(request.body))
        self._note(key, begun, name, answer.status, len(request.body))
        return answer

    async def _noted(
        self, answer: Awaitable[DeviceReply], key: Key, begun: int, name: bytes, size: int
    ) -> DeviceReply:
        status = 500  # what the transport answers where this breaks
        try:
            reply = await answer
            status = reply.status
            return reply
        finally:
            self._note(key, begun, name, status, size)

    def _note(self, key: Key, begun: int, name: bytes, status: int, size: int) -> None:
        self._exchanges.note(key, begun, name, status, size, self._wall() - begun)
        if status >= 400:
            self._presence.note_refused(key)

    def _speaks_access(self, request: DeviceRequest, asked: Request, device: Device) -> bool:
        """The dialect of this request: the operator's choice, else as §0.3 of PROTOCOL.md says."""
        dialect = device.chosen_dialect or dialect_of(
            request.query, asked.table, device.dialect, request.endpoint
        )
        return dialect == "acc"


def _refusal(asked: Request, request: DeviceRequest) -> DeviceReply:
    if dialect_of(request.query, asked.table, None, request.endpoint) == "acc":
        return NOT_ADMITTED_ACCESS
    if asked.kind in _UPLOADS or request.body:
        return NOT_ADMITTED
    return UNKNOWN_DEVICE
