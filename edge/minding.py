"""What the edge wants of terminals by itself: that they show the right time, and that nothing is missing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa
import structlog

from edge import commands
from edge.devices import Device
from edge.gaps import Counted, compare
from edge.intents import FetchAttendance, Intent
from edge.open_commands import OpenCommands
from edge.store import Store, StoreError, attendance, devices, punches
from edge.store.ids import now_us
from edge.terminal_time import Due, TerminalTime, due, former_time, offset_minutes

ACTOR: Final = "system"
CLOCKS_OFF_US: Final = 2 * 3600 * 1_000_000
"""How far clocks of terminals may be off: they show whole seconds, are seldom right to one, and may not have
been told yet that the clocks of their zone changed."""
_SECOND_US: Final = 1_000_000

log = structlog.get_logger()


class Minding:
    """Asked at every poll and told every count; queues commands in its own name. What fails is tried again
    when the terminal next calls: none of it is worth refusing a terminal for."""

    def __init__(self, store: Store, waiting: OpenCommands, wall: Callable[[], int] = now_us) -> None:
        self._store = store
        self._open = waiting
        self._wall = wall

    def polled(self, device: Device) -> Awaitable[None] | None:
        """A terminal calls. None where it knows what time it is; else to be awaited before it is answered,
        so that the answer can tell it."""
        now = self._wall()
        told = device.told_offset
        # One that was told by a version that took no note of it: its next change counts.
        known = TerminalTime(
            offset_minutes(device.clock, now) if told is None else told, device.summer_time_refused
        )
        wanted = due(known, device.clock, device.options, now)
        return self._tell_time(device, wanted) if wanted.intents or told is None else None

    def offset_told(self, device: Device) -> dict[str, Any]:
        """What is to be kept of a terminal that is handed its offset from UTC in this very answer."""
        now = self._wall()
        minutes = offset_minutes(device.clock, now)
        return {"told_offset": minutes, "former_time": _former_time(device, minutes, now)}

    async def _tell_time(self, device: Device, wanted: Due) -> None:
        minutes = wanted.then.minutes
        values = {
            "told_offset": minutes,
            "former_time": _former_time(device, minutes, self._wall()),
            "summer_time_refused": wanted.then.summer_time_refused,
        }
        if await self._want(device, wanted.intents, values):
            log.info("time_told", serial=device.source.serial, minutes=wanted.then.minutes)

    async def counted(self, device: Device, held: int) -> None:
        """A terminal says how many punches it holds: what is missing is asked for."""
        now, known = self._wall(), Counted.of(device.counted)
        if known is not None and held == known.held and known.missing_since is None:
            return
        since, until = (now, now) if known is None else (known.at, now)

        def received(conn: sa.Connection) -> tuple[int, int]:
            first, last = _local(device, since) - CLOCKS_OFF_US, _local(device, until) + CLOCKS_OFF_US
            row = devices.by_id(conn, *device.key)
            drift_s = None if row is None else row["clock_drift_s"]
            return attendance.count_between(conn, *device.key, first, last, since=since), drift_s or 0

        try:
            came, drift_s = (0, 0) if known is None else await self._store.read(received)
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("punches_not_counted", serial=device.source.serial, error=str(error))
            return
        step = compare(known, held, came, now, drift_s * _SECOND_US)
        asked: list[Intent] = []
        if step.ask is not None:
            span = {"from": _instant(step.ask[0]), "to": _instant(step.ask[1])}
            asked.append(FetchAttendance.model_validate(span))
            log.info("punches_missing", serial=device.source.serial, missing=step.missing, **span)
        if step.known != known:
            await self._want(device, asked, {"counted": step.known.kept()})

    async def _want(self, device: Device, intents: Sequence[Intent], values: dict[str, Any]) -> bool:
        """Queue commands and note what holds then, in one transaction; not where another process was faster,
        nor for a terminal that gets no commands."""
        before = {name: getattr(device, name) for name in values}

        def unit(conn: sa.Connection) -> bool:
            punches.lock_devices(conn, [device.key])
            row = devices.by_id(conn, *device.key)
            if row is None or row["state"] != "active" or row["conflicted_at"] is not None:
                return False
            if any(row[name] != before[name] for name in values):
                return False
            devices.note_identity(conn, *device.key, **values)
            for intent in intents:
                commands.enqueue(conn, self._store.ids, row, intent, actor=ACTOR, now=self._wall())
            return True

        try:
            done = await self._store.write(unit)
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("terminal_not_minded", serial=device.source.serial, error=str(error))
            return False
        for name, value in values.items():
            setattr(device, name, value)
        if done and intents:
            self._open.mark(device.key)
        return done


def _former_time(device: Device, minutes: int | None, now: int) -> dict[str, int]:
    """What is to be kept of what the clock of a terminal showed until it is told another offset now."""
    before = device.told_offset
    if minutes is None or before is None or before == minutes:
        return dict(device.former_time)
    former = former_time(device.clock, before, now)
    return {} if former is None else former._asdict()


def _local(device: Device, at_us: int) -> int:
    """What its clock shows then, if it is right."""
    return at_us + device.clock.offset_at(at_us) * _SECOND_US


def _instant(at_us: int) -> str:
    return datetime.fromtimestamp(at_us // _SECOND_US, UTC).isoformat().replace("+00:00", "Z")
