"""What is said to attendance terminals that are let in: each request's upload and its reply."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final, Protocol

import sqlalchemy as sa
import structlog

from edge.devices import Device
from edge.ingest import ResultDraft, Upload
from edge.intents import EnrollEmployee
from edge.push.access import times
from edge.push.attendance import handshake
from edge.push.attendance.answers import Portion, portion_of
from edge.push.attendance.dialect import Kind, Request, classify, dialect_of
from edge.push.attendance.options import info_from_options
from edge.push.attendance.records import CommandResult
from edge.push.attendance.results import parse_results
from edge.push.attendance_uploads import Read, parser_of, read_attlog, read_table, read_unknown
from edge.push.command_lines import Unfit
from edge.push.commands import lines_of
from edge.push.file_requests import NO_FILE
from edge.push.identity import Identity
from edge.push.privacy import KEEPS_NOTHING, Privacy
from edge.push.storing import FAILED, Storing
from edge.push.terminal import Terminal
from edge.push.text import decode
from edge.push.wire import OK, DeviceReply, DeviceRequest
from edge.store import StoreError
from edge.store.ids import now_us

log = structlog.get_logger()

# The tables whose upload is answered with a count; the rest wants a plain OK (PROTOCOL.md §1.3).
_COUNTED: Final = frozenset({"ATTLOG", "OPERLOG"})
_EVIDENCE: Final = frozenset({"ATTLOG", "OPERLOG"})
_ROAMING: Final = frozenset({"REMOTEATT", "ROAMING"})
_LONGEST_PIN: Final = 64
_STAMPS: Final = frozenset({"stamp", "opstamp", "photostamp", "fpimage"})

INLINE_BYTES: Final = 64 * 1024  # of punches; of the other tables, which are slower to read:
INLINE_TABLE_BYTES: Final = 16 * 1024
# Terminals send some hundred lines at a time; what a small body of blank noise could hold is not worth
# reading.
MOST_LINES: Final = 250_000

TOO_MANY_LINES: Final = DeviceReply(b"More than 250,000 lines at once; send fewer at a time.\n", 413)
NO_EXCHANGE: Final = DeviceReply(
    b"Encrypted uploads are not possible; switch communication encryption off on the terminal.\n", 404
)
NOBODY: Final = DeviceReply(b"NONE")


class Delivering(Protocol):
    """Brings commands to terminals, and hears what became of them."""

    def poll(self, device: Device, private: bool = False) -> DeviceReply | Awaitable[DeviceReply]:
        """The reply to a poll: commands, or OK. `private`: templates may be among them."""
        ...

    async def settle(self, device: Device, results: Sequence[CommandResult]) -> bool:
        """Take results. Returns whether that is durable."""
        ...

    async def answered(self, device: Device, portion: Portion, records: int) -> bool:
        """A part of the answer to a query is stored. Returns whether that is noted durably."""
        ...


class Hearing(Protocol):
    """Hears results besides."""

    async def heard(self, device: Device, results: Sequence[CommandResult]) -> bool:
        """Take results. Returns whether that is durable."""
        ...


class Knowing(Protocol):
    """Knows people whom a terminal does not know yet."""

    async def person(self, device: Device, pin: str) -> EnrollEmployee | None: ...


class Finding(Protocol):
    """Finds the files that terminals fetch."""

    async def answer(self, request: DeviceRequest, device: Device) -> DeviceReply: ...


class AttendanceServing:
    """Answers attendance terminals (PROTOCOL.md part A). `privacy`: with which requests templates and
    pictures may come and go."""

    def __init__(
        self,
        storing: Storing,
        identity: Identity,
        *,
        delivery: Delivering | None = None,
        roll_calls: Hearing | None = None,
        roaming: Knowing | None = None,
        files: Finding | None = None,
        privacy: Privacy = KEEPS_NOTHING,
        wall: Callable[[], int] = now_us,
    ) -> None:
        self._storing = storing
        self._identity = identity
        self._delivery = delivery
        self._roll_calls = roll_calls
        self._roaming = roaming
        self._files = files
        self._privacy = privacy
        self._wall = wall

    def handle(self, request: DeviceRequest, device: Device) -> DeviceReply | Awaitable[DeviceReply]:
        """The answer, at once where nothing has to be waited for."""
        asked = classify(request.endpoint, request.method, request.query, request.body)
        return self.answer(request, asked, device)

    def answer(
        self, request: DeviceRequest, asked: Request, device: Device
    ) -> DeviceReply | Awaitable[DeviceReply]:
        """The same where it is known what is asked."""
        match asked.kind:
            case Kind.POLL:
                return self._poll(request, device)
            case Kind.ATTLOG if _is_usual(request, device):
                return self._punches(request, asked, device)
            case Kind.PING | Kind.AUTHENTICATE:
                return OK  # a finger or password sent to be checked is neither checked nor kept
            case Kind.INIT:
                return self._init(request, device)
            case Kind.INFO:
                return self._info(request, device)
            case Kind.OPTIONS:
                return self._options(request, device)
            case Kind.RESULTS:
                return self._results(request, device)
            case Kind.TIME:
                return self._time(request, device)
            case Kind.EXCHANGE:
                return NO_EXCHANGE
            case Kind.FILE:
                return NO_FILE if self._files is None else self._files.answer(request, device)
            case Kind.LOOKUP:
                return self._look_up(request, asked, device)
            case _:
                return self._upload(request, asked, device)

    def _poll(self, request: DeviceRequest, device: Device) -> DeviceReply | Awaitable[DeviceReply]:
        private = self._privacy.admits(request)
        return self._answered(device, private) if private == device.private else self._met(device, private)

    async def _met(self, device: Device, private: bool) -> DeviceReply:
        """It calls by another way than before."""
        if not await self._identity.calls(device, private):
            return FAILED
        reply = self._answered(device, private)
        return reply if isinstance(reply, DeviceReply) else await reply

    def _answered(self, device: Device, private: bool) -> DeviceReply | Awaitable[DeviceReply]:
        if device.push_version is None and not device.greeted:
            # It was never seen to introduce itself; CHECK makes it (PROTOCOL.md §0.3).
            device.greeted = True
            return DeviceReply(f"C:{self._wall() // 1_000_000}:CHECK\n".encode())
        return OK if self._delivery is None else self._delivery.poll(device, private)

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
            biometrics=self._privacy.admits(request),
        )
        return DeviceReply(handshake.render_options(terms))

    async def _info(self, request: DeviceRequest, device: Device) -> DeviceReply:
        if not await self._identity.polled(device, request.query["info"]):
            return FAILED
        reply = self._poll(request, device)
        return reply if isinstance(reply, DeviceReply) else await reply

    async def _options(self, request: DeviceRequest, device: Device) -> DeviceReply:
        return OK if await self._identity.told_options(device, request.body) else FAILED

    def _time(self, request: DeviceRequest, device: Device) -> DeviceReply:
        """Each endpoint has a form of its own (PROTOCOL.md §8.1)."""
        zoned = datetime.fromtimestamp(self._wall() / 1_000_000, UTC).astimezone(device.clock.info)
        render = times.render_time if request.endpoint == "rtdata" else handshake.render_time
        return DeviceReply(render(zoned))

    async def _look_up(self, request: DeviceRequest, asked: Request, device: Device) -> DeviceReply:
        """A person the terminal does not know (PROTOCOL.md §9); other look-ups nobody here can answer."""
        if asked.table not in _ROAMING or self._roaming is None:
            return OK
        nobody = NOBODY if asked.table == "ROAMING" else OK
        pin = decode(request.query.get("pin", b"")).text.strip()
        if not 0 < len(pin) <= _LONGEST_PIN:
            return nobody
        try:
            person = await self._roaming.person(device, pin)
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("person_not_looked_up", serial=device.source.serial, error=str(error))
            return FAILED
        if person is None:
            return nobody
        version = handshake.LEGACY if asked.table == "ROAMING" else device.push_version  # (§9)
        terminal = Terminal(
            device.source.serial, push_version=version, options=device.options, zone=device.clock.info
        )
        try:
            lines = lines_of(person, terminal, self._wall())
        except Unfit as why:
            log.info("person_unfit", serial=device.source.serial, why=why.code)
            return nobody
        return DeviceReply(b"".join(line.text + b"\n" for line in lines))

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
        if reply.status != OK.status:
            return reply
        for result in results:
            if result.info and not await self._identity.answered(device, result.info):
                return FAILED
        if self._roll_calls is not None and not await self._roll_calls.heard(device, results):
            return FAILED
        if self._delivery is not None and not await self._delivery.settle(device, results):
            return FAILED
        return reply

    def _punches(
        self, request: DeviceRequest, asked: Request, device: Device
    ) -> DeviceReply | Awaitable[DeviceReply]:
        """What `_upload` comes to for by far the most uploads, with nothing to await but the commit."""
        read = read_attlog(request, asked, device, self._wall())
        said = b"OK: %d" % read.lines
        return DeviceReply(said) if read.empty else self._storing.store(read.upload, device, said)

    async def _upload(self, request: DeviceRequest, asked: Request, device: Device) -> DeviceReply:
        if not request.body and request.method != "POST":
            return OK
        # It may have been taken for another before (PROTOCOL.md §0.3).
        mistaken = asked.table in _EVIDENCE and device.dialect == "acc"
        if mistaken and not await self._identity.speaks(device, "att"):
            return FAILED
        legacy = device.greeted and device.push_version is None and _names_no_table(request)
        if legacy and not await self._identity.names_no_table(device):
            return FAILED
        if asked.kind is not Kind.PHOTO and request.body.count(b"\n") > MOST_LINES:
            return TOO_MANY_LINES
        read = await self._read(request, asked, device)
        said = b"OK: %d" % read.lines if asked.table in _COUNTED else b"OK"
        reply = DeviceReply(said) if read.empty else await self._storing.store(read.upload, device, said)
        portion = portion_of(request.query)
        if portion is None or self._delivery is None or reply.status != OK.status:
            return reply
        return reply if await self._delivery.answered(device, portion, read.lines) else FAILED

    async def _read(self, request: DeviceRequest, asked: Request, device: Device) -> Read:
        """A large body is read beside the loop: others go on being answered meanwhile."""
        now, size = self._wall(), len(request.body)
        if asked.kind is Kind.ATTLOG:
            read, inline = partial(read_attlog, request, asked, device, now), size <= INLINE_BYTES
        elif (parse := parser_of(request, asked, device)) is not None:
            read = partial(read_table, parse, request, asked, device, now, self._privacy.admits(request))
            inline = size <= INLINE_TABLE_BYTES
        else:
            read, inline = partial(read_unknown, request, asked, device, now), size <= INLINE_BYTES
        # An archive of a few bytes may hold megabytes.
        return read() if inline and "contenttype" not in request.query else await asyncio.to_thread(read)


def _is_usual(request: DeviceRequest, device: Device) -> bool:
    """Whether an upload of punches is small, names its table, answers no query of ours and comes from a
    terminal that is known for what it is."""
    query = request.query
    return (
        0 < len(request.body) <= INLINE_BYTES
        and device.dialect != "acc"
        and "table" in query
        and "contenttype" not in query
        and "cmdid" not in query
    )


def _names_no_table(request: DeviceRequest) -> bool:
    """Whether the stamp alone says what is uploaded (PROTOCOL.md §3.5)."""
    return "table" not in request.query and not _STAMPS.isdisjoint(request.query)


def _open_info(info: Mapping[str, str] | None) -> Mapping[str, str] | None:
    """The answer to INFO without the terminal's secrets."""
    return None if info is None else info_from_options(info).raw
