"""From a terminal's request to its answer: who it is, whether it is let in, what it brought."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final, NamedTuple

import sqlalchemy as sa
import structlog

from edge.devices import Device, Directory
from edge.exchanges import Exchanges, named
from edge.ingest import DeadDraft, Ingest, PunchDraft, RawDraft, ResultDraft, Upload
from edge.knocking import Knocking, NoSuchPath
from edge.metrics import Metrics
from edge.presence import Key
from edge.push.attendance import handshake
from edge.push.attendance.dialect import Kind, Request, classify, dialect_of
from edge.push.attendance.options import info_from_options
from edge.push.attendance.results import parse_results
from edge.push.attendance.tables import count_lines, parse_attlog
from edge.push.drafts import punch_drafts
from edge.push.identity import Identity
from edge.push.privacy import without_biometrics
from edge.push.storing import FAILED, Storing
from edge.push.text import decode, encoding_hint
from edge.push.wire import OK, DeviceReply, DeviceRequest
from edge.store import Store, StoreError
from edge.store.ids import now_us

log = structlog.get_logger()

_SERIAL: Final = re.compile(rb"[A-Za-z0-9_-]{1,32}")
_EPOCH: Final = datetime(1970, 1, 1)
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
# The tables whose upload is answered with a count; the rest wants a plain OK (PROTOCOL.md §1.3).
_COUNTED: Final = frozenset({"ATTLOG", "OPERLOG"})

INLINE_BYTES: Final = 64 * 1024
# Terminals send some hundred lines at a time; what a small body of blank noise could hold is not worth
# reading.
MOST_LINES: Final = 250_000
MOST_DEAD: Final = 500

TOO_MANY_LINES: Final = DeviceReply(b"More than 250,000 lines at once; send fewer at a time.\n", 413)
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
NO_EXCHANGE: Final = DeviceReply(
    b"Encrypted uploads are not possible; switch communication encryption off on the terminal.\n", 404
)
NO_FILE: Final = DeviceReply(b"There is no such file for this terminal.\n", 404)


class Session:
    """Answers every request of every terminal. `note_seen` and `exchanges` hear of each one that was let
    in."""

    def __init__(
        self,
        store: Store,
        directory: Directory,
        ingest: Ingest,
        knocking: Knocking,
        note_seen: Callable[[Key, str, bool], None],
        metrics: Metrics,
        exchanges: Exchanges,
        *,
        store_biometrics: bool = False,
        wall: Callable[[], int] = now_us,
    ) -> None:
        self._store = store
        self._directory = directory
        self._storing = Storing(ingest, metrics)
        self._knocking = knocking
        self._note_seen = note_seen
        self._exchanges = exchanges
        self._biometrics = store_biometrics
        self._wall = wall
        self._identity = Identity(store, directory)

    def handle(self, request: DeviceRequest) -> DeviceReply | Awaitable[DeviceReply]:
        """The answer, at once where nothing has to be waited for: the transport's handler."""
        serial = request.query.get("sn", b"").strip()
        if _SERIAL.fullmatch(serial) is None:
            return BAD_SERIAL
        begun = self._wall()
        device = self._directory.known(serial.decode())
        if device is not None and device.state == "active" and request.tenant_secret is None:
            return self._serve(request, device, begun)
        return self._admit(request, serial.decode(), begun)

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
        self._note_seen(key, request.peer, asked.kind in _POLLS)
        name = named(request.endpoint, asked.table or _CALLED.get(asked.kind, ""))
        answer = self._answer(request, asked, device)
        if not isinstance(answer, DeviceReply):
            return self._noted(answer, key, begun, name, len(request.body))
        self._exchanges.note(key, begun, name, answer.status, len(request.body), self._wall() - begun)
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
            self._exchanges.note(key, begun, name, status, size, self._wall() - begun)

    def _answer(
        self, request: DeviceRequest, asked: Request, device: Device
    ) -> DeviceReply | Awaitable[DeviceReply]:
        match asked.kind:
            case Kind.POLL | Kind.PING:
                return OK if asked.kind is Kind.PING else self._poll(device)
            case Kind.ATTLOG:
                return self._attlog(request, asked, device)
            case Kind.INIT:
                return self._init(request, device)
            case Kind.INFO:
                return self._info(request, device)
            case Kind.OPTIONS:
                return self._options(request, device)
            case Kind.RESULTS:
                return self._results(request, device)
            case Kind.TIME:
                return DeviceReply(handshake.render_time(_zoned(device, self._wall())))
            case Kind.EXCHANGE:
                return NO_EXCHANGE
            case Kind.FILE:
                return NO_FILE
            case Kind.LOOKUP | Kind.AUTHENTICATE if request.method == "GET":
                return OK
            case _:
                return self._raw(request, asked, device)

    def _poll(self, device: Device) -> DeviceReply:
        if device.push_version is None and not device.greeted:
            # It was never seen to introduce itself; CHECK makes it (PROTOCOL.md §0.3).
            device.greeted = True
            return DeviceReply(f"C:{self._wall() // 1_000_000}:CHECK\n".encode())
        return OK

    async def _init(self, request: DeviceRequest, device: Device) -> DeviceReply:
        said = handshake.parse_init(request.query)
        dialect = dialect_of(request.query, "", device.dialect, request.endpoint)
        device.greeted = True
        if not await self._identity.announced(device, said, dialect):
            return FAILED
        now = self._wall()
        terms = handshake.Terms(
            serial=device.source.serial,
            utc_offset_min=device.clock.offset_at(now) // 60,
            stamps=device.stamps,
            pushver=said.pushver,
            biometrics=self._biometrics,
        )
        return DeviceReply(handshake.render_options(terms))

    async def _info(self, request: DeviceRequest, device: Device) -> DeviceReply:
        said = await self._identity.polled(device, request.query["info"])
        return self._poll(device) if said else FAILED

    async def _options(self, request: DeviceRequest, device: Device) -> DeviceReply:
        return OK if await self._identity.told_options(device, request.body) else FAILED

    async def _attlog(self, request: DeviceRequest, asked: Request, device: Device) -> DeviceReply:
        now = self._wall()
        if request.body.count(b"\n") > MOST_LINES:
            return TOO_MANY_LINES
        read = partial(
            _read_attlog, request.body, device, now, decode(request.query.get("devicetype", b"")).text
        )
        # A large body is read beside the loop: others go on being answered meanwhile.
        parsed = read() if len(request.body) <= INLINE_BYTES else await asyncio.to_thread(read)
        upload = Upload(
            source=device.source,
            received_at=now,
            table_name=asked.table,
            punches=parsed.drafts,
            dead=parsed.dead[:MOST_DEAD],
            # So much that cannot be read is kept whole instead of line by line.
            raw=_whole(request, asked) if len(parsed.dead) > MOST_DEAD else None,
            stamp=_moved_stamp(asked, device),
            expired=parsed.expired,
            dead_whole=max(len(parsed.dead) - MOST_DEAD, 0),
            size=len(request.body),
        )
        return await self._storing.store(upload, device, b"OK: %d" % parsed.lines)

    async def _results(self, request: DeviceRequest, device: Device) -> DeviceReply:
        results = parse_results(request.body, request.query)
        upload = Upload(
            source=device.source,
            received_at=self._wall(),
            table_name="",
            results=[
                ResultDraft(result.id, result.cmd, result.ret, _open_info(result.info), result.content)
                for result in results
            ],
            size=len(request.body),
        )
        reply = await self._storing.store(upload, device, b"OK")
        for result in results:
            if result.info and not await self._identity.answered(device, result.info):
                return FAILED
        return reply

    async def _raw(self, request: DeviceRequest, asked: Request, device: Device) -> DeviceReply:
        """Keep whatever else it sends, whole, and say so (PROTOCOL.md §5: unknown tables)."""
        if not request.body and request.method != "POST":
            return OK
        body = request.body if self._biometrics else without_biometrics(request.body)
        upload = Upload(
            source=device.source,
            received_at=self._wall(),
            table_name=asked.table,
            raw=RawDraft(request.endpoint, asked.table, _query_text(request), body),
            stamp=_moved_stamp(asked, device) if asked.table else None,
            size=len(request.body),
        )
        said = b"OK: %d" % count_lines(body) if asked.table in _COUNTED else b"OK"
        return await self._storing.store(upload, device, said)


class _Parsed(NamedTuple):
    drafts: list[PunchDraft]
    dead: list[DeadDraft]
    lines: int
    expired: int


def _read_attlog(body: bytes, device: Device, now: int, device_type: str) -> _Parsed:
    read = parse_attlog(
        body,
        now=_EPOCH + timedelta(microseconds=now + device.clock.offset_at(now) * 1_000_000),
        pushver=device.push_version,
        device_type=device_type or device.options.get("DeviceType"),
        encoding=encoding_hint(device.options.get("language")),
    )
    drafts, expired = punch_drafts(read.punches, device, now)
    dead = [DeadDraft(line.raw, line.line_no, line.code, line.message) for line in read.dead]
    return _Parsed(drafts, dead, read.lines, expired)


def _whole(request: DeviceRequest, asked: Request) -> RawDraft:
    return RawDraft(request.endpoint, asked.table, _query_text(request), request.body)


def _refusal(asked: Request, request: DeviceRequest) -> DeviceReply:
    if dialect_of(request.query, asked.table, None, request.endpoint) == "acc":
        return NOT_ADMITTED_ACCESS
    if asked.kind in _UPLOADS or request.body:
        return NOT_ADMITTED
    return UNKNOWN_DEVICE


def _open_info(info: Mapping[str, str] | None) -> Mapping[str, str] | None:
    """The answer to INFO without the terminal's secrets."""
    return None if info is None else info_from_options(info).raw


def _moved_stamp(asked: Request, device: Device) -> str | None:
    return asked.stamp if asked.stamp != device.stamps.get(asked.table) else None


def _zoned(device: Device, now: int) -> datetime:
    return datetime.fromtimestamp(now / 1_000_000, UTC).astimezone(device.clock.info)


def _query_text(request: DeviceRequest) -> str:
    return "&".join(f"{name}={decode(value).text}" for name, value in request.query.items())
