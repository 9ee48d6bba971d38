"""What access terminals upload: stored, and then acknowledged as each kind of upload wants it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Final

from edge.devices import Device
from edge.ingest import RawDraft, ResultDraft, Upload
from edge.push.access.dialect import Kind, Request
from edge.push.access.querydata import Assembler, Packet, Step, counted, packet_of, render_packet_reply
from edge.push.access.rtstate import parse_rtstate
from edge.push.access.tabledata import TableRecord, render_reply
from edge.push.access_drafts import Drafted, door_fact, drafted
from edge.push.access_reading import kept, read, told_number
from edge.push.attendance.answers import portion_of
from edge.push.attendance.archives import is_archive
from edge.push.attendance.lines import Table
from edge.push.attendance.options import info_from_options
from edge.push.attendance.results import parse_results
from edge.push.door_states import DoorStates
from edge.push.privacy import KEEPS_NOTHING, Privacy
from edge.push.serving_attendance import INLINE_BYTES, MOST_LINES, TOO_MANY_LINES, Delivering, Hearing
from edge.push.storing import FAILED, Storing
from edge.push.text import decode
from edge.push.wire import OK, DeviceReply, DeviceRequest
from edge.store.ids import now_us

_MOST_TAKES: Final = 4  # of one packet, where others of the same answer overtake it


class AccessUploads:
    """Takes uploads of terminals that are let in. `privacy`: with which requests templates and pictures may
    come. `mono`: seconds of a clock that never jumps. Calls raise what the store raises."""

    def __init__(
        self,
        storing: Storing,
        delivery: Delivering | None = None,
        roll_calls: Hearing | None = None,
        *,
        privacy: Privacy = KEEPS_NOTHING,
        wall: Callable[[], int] = now_us,
        mono: Callable[[], float] = time.monotonic,
    ) -> None:
        self._storing = storing
        self._delivery = delivery
        self._roll_calls = roll_calls
        self._privacy = privacy
        self._wall = wall
        self._mono = mono
        self._doors = DoorStates()
        self._answers = Assembler()

    async def take(self, request: DeviceRequest, asked: Request, device: Device) -> DeviceReply:
        """Store what a request brought, and acknowledge it."""
        if request.body.count(b"\n") > MOST_LINES:
            return TOO_MANY_LINES
        match asked.kind:
            case Kind.LOG | Kind.TABLE | Kind.ARCHIVE:
                return await self._table(request, asked, device)
            case Kind.STATE:
                return await self._state(request, device)
            case Kind.ANSWER:
                return await self._answer(request, asked, device)
            case Kind.COUNT:
                return await self._told(OK, request, device, counted(request.body) or 0)
            case Kind.RESULTS:
                return await self._results(request, device)
            case _ if request.body:  # kept as it came, but for templates and pictures (§5: unknown tables)
                raw = RawDraft(request.endpoint, asked.table, _said(request), kept(request.body))
                upload = self._upload(device, asked.table, Drafted(0), raw, len(request.body))
                return await self._storing.store(upload, device, b"OK")
            case _:
                return OK

    async def give_out_overdue(self, find: Callable[[str], Awaitable[Device | None]]) -> None:
        """Store what waits of answers that never end. `find` gives the device served under a serial."""
        for step in self._answers.overdue(self._mono()):
            packet = step.answer.packet
            device = await find(str(packet.owner))
            if device is not None:
                _, reply = await self._store_step(step, packet, device, device.private)
                if reply.status != OK.status:
                    continue
            self._answers.settle(step)

    async def _table(self, request: DeviceRequest, asked: Request, device: Device) -> DeviceReply:
        """Events, or records of a table, whose reply names it and their number (PROTOCOL.md §10.7)."""
        archived = asked.kind is Kind.ARCHIVE or is_archive(request.query)
        private = self._privacy.admits(request)
        drafts, whole = await self._read(asked.table, request.body, archived, device, private)
        raw = None if whole is None else RawDraft(request.endpoint, asked.table, _said(request), whole)
        upload = self._upload(device, asked.table, drafts, raw, len(request.body))
        said = render_reply(asked.said, drafts.lines) if asked.kind is Kind.TABLE else b"OK"
        reply = await self._storing.store(upload, device, said)
        return await self._told(reply, request, device, drafts.lines)

    async def _state(self, request: DeviceRequest, device: Device) -> DeviceReply:
        """How doors stand: what changed is told, the rest only remembered (PROTOCOL.md §10.6)."""
        now, doors = self._wall(), told_number(device, "LockCount")
        table = parse_rtstate(request.body, serial=device.source.serial, doors=doors or None)
        changes = self._doors.changes(device.key, table.records)
        unread: Table[TableRecord] = Table((), table.dead, table.unlisted, table.lines, table.blank)
        drafts = drafted(unread, device, now, biometrics=False)
        drafts.facts = [door_fact(report, state, device, now) for report, state in changes.told]
        reply = OK
        if drafts.facts or drafts.dead:
            whole = RawDraft(request.endpoint, "rtstate", _said(request), kept(request.body))
            raw = whole if drafts.whole else None
            upload = self._upload(device, "rtstate", drafts, raw, len(request.body))
            reply = await self._storing.store(upload, device, b"OK")
        if reply.status == OK.status:
            self._doors.settle(device.key, changes)
        return reply

    async def _answer(self, request: DeviceRequest, asked: Request, device: Device) -> DeviceReply:
        """A packet of an answer: what it makes whole is stored, then the next may build on it (§10.8)."""
        packet = packet_of(device.source.serial, asked, request.query, request.body)
        for _ in range(_MOST_TAKES):
            step = self._answers.take(packet, self._mono())
            private = self._privacy.admits(request)
            drafts, reply = await self._store_step(step, packet, device, private)
            if reply.status != OK.status:
                return reply
            if self._answers.settle(step):
                reply = DeviceReply(render_packet_reply(asked, packet.count, drafts.lines))
                return await self._told(reply, request, device, drafts.lines)
        return FAILED

    async def _store_step(
        self, step: Step, packet: Packet, device: Device, private: bool
    ) -> tuple[Drafted, DeviceReply]:
        """Store what a packet made whole. `packet` is the one that came last."""
        if not step.body:
            return Drafted(0), OK
        drafts, whole = await self._read(packet.table, step.body, packet.archived, device, private)
        query = f"tablename={packet.table}&cmdid={packet.command_id}"
        raw = None if whole is None else RawDraft("querydata", packet.table, query, whole)
        upload = self._upload(device, packet.table, drafts, raw, len(step.body))
        return drafts, await self._storing.store(upload, device, b"OK")

    async def _told(
        self, reply: DeviceReply, request: DeviceRequest, device: Device, records: int
    ) -> DeviceReply:
        """What answers a command of ours is counted with it. Files are its packets (PROTOCOL.md §10.8)."""
        portion = portion_of(request.query)
        if portion is None or self._delivery is None or reply.status != OK.status:
            return reply
        file = decode(request.query.get("fileseq", b"")).text.strip()
        if file.isascii() and file.isdigit() and len(file) < 5:
            portion = replace(portion, pack_index=int(file))
        return reply if await self._delivery.answered(device, portion, records) else FAILED

    async def _results(self, request: DeviceRequest, device: Device) -> DeviceReply:
        """What became of commands; `-5000` is not the last word on one (PROTOCOL.md §10.8)."""
        results = parse_results(request.body, request.query)
        told = []
        for result in results:
            info = None if result.info is None else info_from_options(result.info).raw  # without secrets
            told.append(ResultDraft(result.id, result.cmd, result.ret, info, result.content))
        upload = replace(self._upload(device, "", Drafted(0), None, len(request.body)), results=told)
        reply = await self._storing.store(upload, device, b"OK")
        if reply.status != OK.status:
            return reply
        # Which people are gone is known before the command counts as carried out.
        if self._roll_calls is not None and not await self._roll_calls.heard(device, results):
            return FAILED
        if self._delivery is not None and not await self._delivery.settle(device, results):
            return FAILED
        return reply

    async def _read(
        self, table: str, body: bytes, archived: bool, device: Device, private: bool
    ) -> tuple[Drafted, bytes | None]:
        reading = partial(read, table, body, archived, device, self._wall(), private)
        # What is large, or may be, is read beside the loop: others go on being answered meanwhile.
        if len(body) <= INLINE_BYTES and not archived:
            return reading()
        return await asyncio.to_thread(reading)

    def _upload(self, device: Device, table: str, drafts: Drafted, raw: RawDraft | None, size: int) -> Upload:
        return Upload(
            source=device.source,
            received_at=self._wall(),
            table_name=table,
            punches=drafts.punches,
            dead=drafts.dead,
            raw=raw,
            reports=drafts.reports,
            expired=drafts.expired,
            unwanted=drafts.unwanted,
            dead_whole=drafts.unlisted,
            size=size,
        )


def _said(request: DeviceRequest) -> str:
    return "&".join(f"{name}={decode(value).text}" for name, value in request.query.items())
