"""What is said to access terminals that are let in: how they register, what they ask, whom they let in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa
import structlog

from edge.devices import Device, Directory
from edge.push.access import handshake
from edge.push.access.authorize import opening, parse_attempt, render_verdict
from edge.push.access.commands import OPEN_SECONDS
from edge.push.access.dialect import Kind, Request, classify
from edge.push.access.handshake import Credentials, Terms
from edge.push.access.times import render_time
from edge.push.access_reading import local_now, told_number
from edge.push.access_uploads import AccessUploads
from edge.push.attendance.handshake import parse_init
from edge.push.attendance.lines import Unread
from edge.push.entry_verdict import verdict_on
from edge.push.file_requests import NO_FILE
from edge.push.identity import Identity
from edge.push.privacy import KEEPS_NOTHING, Privacy
from edge.push.registrations import Registrations
from edge.push.serving_attendance import NO_EXCHANGE, Delivering, Finding, Hearing
from edge.push.storing import FAILED, Storing
from edge.push.text import encoding_hint
from edge.push.wire import OK, DeviceReply, DeviceRequest
from edge.store import Store, StoreError
from edge.store.entrants import entrant
from edge.store.ids import now_us

log = structlog.get_logger()

_UNAVAILABLE: Final = (StoreError, OSError, sa.exc.SQLAlchemyError)
_MOST_DOORS: Final = 16

VERDICT_S: Final = 1.5  # somebody stands at a door, and the terminal waits a couple of seconds (§10.8)

NO_ENDPOINT: Final = DeviceReply(b"There is nothing under this address.\n", 404)  # never 200 (C10)


class AccessServing:
    """Answers access terminals (PROTOCOL.md part B). `privacy`: with which requests templates and pictures
    may come and go. `mono`: seconds of a clock that never jumps."""

    def __init__(
        self,
        store: Store,
        directory: Directory,
        storing: Storing,
        identity: Identity,
        *,
        delivery: Delivering | None = None,
        roll_calls: Hearing | None = None,
        files: Finding | None = None,
        privacy: Privacy = KEEPS_NOTHING,
        wall: Callable[[], int] = now_us,
        mono: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._directory = directory
        self._identity = identity
        self._registrations = Registrations(store)
        self._delivery = delivery
        self._files = files
        self._uploads = AccessUploads(storing, delivery, roll_calls, privacy=privacy, wall=wall, mono=mono)
        self._privacy = privacy
        self._wall = wall

    async def handle(self, request: DeviceRequest, device: Device) -> DeviceReply:
        """The answer, after the commit of whatever the request brought."""
        asked = classify(request.endpoint, request.method, request.query, request.body)
        try:
            credentials = await self._registrations.credentials(device)
            self._registrations.note_token(device, credentials, request.headers.get("cookie"), request.peer)
            # After it was served elsewhere it goes on as before, without an init (PROTOCOL.md §0.3).
            if asked.kind is not Kind.INIT and not await self._identity.speaks(device, "acc"):
                return FAILED
            return await self._answer(request, asked, device, credentials)
        except _UNAVAILABLE as error:
            log.error("access_terminal_not_served", serial=device.source.serial, error=str(error))
            return FAILED

    async def give_out_overdue(self) -> None:
        """Store what waits in memory of answers that never end; to be called now and then."""
        await self._uploads.give_out_overdue(self._directory.find)

    async def _answer(
        self, request: DeviceRequest, asked: Request, device: Device, credentials: Credentials
    ) -> DeviceReply:
        match asked.kind:
            case Kind.INIT:
                return await self._init(request, device, credentials)
            case Kind.REGISTER:
                return await self._register(request, device, credentials)
            case Kind.CONFIGURE:
                return DeviceReply(handshake.render_configuration(self._terms(request, device, credentials)))
            case Kind.OPTIONS | Kind.ANSWERED_OPTIONS:
                return OK if await self._identity.told_options(device, request.body) else FAILED
            case Kind.INFO:
                said = await self._identity.polled(device, request.query["info"])
                return await self._poll(request, device) if said else FAILED
            case Kind.POLL:
                return await self._poll(request, device)
            case Kind.PING | Kind.OVERVIEW:
                return OK
            case Kind.TIME:
                return DeviceReply(render_time(_zoned(device, self._wall())))
            case Kind.VERIFY:
                return await self._verdict(request, device)
            case Kind.FILE:
                return NO_FILE if self._files is None else await self._files.answer(request, device)
            case Kind.EXCHANGE | Kind.UNKNOWN:
                return self._refuse(request, asked, device)
            case _:
                return await self._uploads.take(request, asked, device)

    async def _poll(self, request: DeviceRequest, device: Device) -> DeviceReply:
        if self._delivery is None:
            return OK
        private = self._privacy.admits(request)
        if private != device.private and not await self._identity.calls(device, private):
            return FAILED
        answer = self._delivery.poll(device, private)
        return answer if isinstance(answer, DeviceReply) else await answer

    async def _init(self, request: DeviceRequest, device: Device, credentials: Credentials) -> DeviceReply:
        """A terminal that is not registered here gets OK, and registers (PROTOCOL.md §10.1)."""
        device.greeted = True
        if not await self._identity.announced(device, parse_init(request.query), "acc"):
            return FAILED
        if not await self._registrations.is_registered(device, credentials):
            return OK
        return DeviceReply(handshake.render_registered(self._terms(request, device, credentials)))

    async def _register(
        self, request: DeviceRequest, device: Device, credentials: Credentials
    ) -> DeviceReply:
        if not await self._identity.told_options(device, request.body):
            return FAILED
        await self._registrations.register(device, credentials)
        return DeviceReply(handshake.render_registration(credentials))

    def _terms(self, request: DeviceRequest, device: Device, credentials: Credentials) -> Terms:
        biometrics = self._privacy.admits(request)
        return Terms(device.source.serial, credentials, device.push_version, device.options, biometrics)

    async def _verdict(self, request: DeviceRequest, device: Device) -> DeviceReply:
        """Whether somebody gets in. Where that cannot be decided in time, the terminal is told so, and does
        what it was set to do then."""
        now = self._wall()
        attempt = parse_attempt(
            request.body,
            serial=device.source.serial,
            now=local_now(device, now),
            encoding=encoding_hint(device.options.get("language")),
        )
        if isinstance(attempt, Unread):
            log.warning("attempt_not_understood", serial=device.source.serial, reason=attempt.message)
            return DeviceReply(render_verdict("FAILED", request.body))
        event = attempt.event
        try:
            async with asyncio.timeout(VERDICT_S):
                person = await self._store.read(
                    lambda conn: entrant(conn, *device.key, event.pin, event.card)
                )
        except (TimeoutError, *_UNAVAILABLE) as error:
            log.error("attempt_not_decided", serial=device.source.serial, error=str(error))
            return DeviceReply(render_verdict("TIMEOUT", attempt.record))
        doors = min(told_number(device, "LockCount") or _MOST_DOORS, _MOST_DOORS)
        door = attempt.door_of(doors, told_number(device, "ReaderCount"))
        verdict = verdict_on(event, person, now)
        return DeviceReply(render_verdict(verdict, attempt.record, opening(door, OPEN_SECONDS)))

    def _refuse(self, request: DeviceRequest, asked: Request, device: Device) -> DeviceReply:
        if asked.kind is Kind.EXCHANGE:
            log.warning(
                "terminal_wants_encryption", serial=device.source.serial, advice="switch it off there"
            )
            return NO_EXCHANGE
        log.warning("unknown_endpoint", serial=device.source.serial, endpoint=request.endpoint)
        return NO_ENDPOINT


def _zoned(device: Device, now: int) -> datetime:
    return datetime.fromtimestamp(now // 1_000_000, UTC).astimezone(device.clock.info)
