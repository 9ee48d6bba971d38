"""Messages on their way: sent to terminals and taken back from them, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import sqlalchemy as sa

from edge import commands, messages
from edge.commands import CommandConflict
from edge.intents import Intent
from edge.store import Store, devices, leases, punches
from edge.store import commands as command_rows
from edge.store import messages as rows
from edge.store.ids import now_us
from edge.store.messages import Due, Status
from edge.store.schema import PLATFORM
from edge.upkeep_intents import DeleteMessage

EVERY_S: Final = 2.0
BATCH: Final = 50
"""How many terminals are told in one transaction: uploads wait for it."""
KEPT_DAYS: Final = 90
"""How long a message that ran out can still be looked at."""
ACTOR: Final = "system"
LEASE: Final = "messages"
LEASE_US: Final = 60 * 1_000_000
_SENT: Final[Status] = "sent"
_FAILED: Final[Status] = "failed"
_DELETING: Final[Status] = "deleting"
_GONE: Final[Status] = "gone"
_SECOND_US: Final = 1_000_000
_DAY_US: Final = 86_400 * _SECOND_US


class MessageRounds:
    """Carries messages on, in one process at a time. `given` hears after the commit which (tenant, device)
    was given commands."""

    def __init__(
        self,
        store: Store,
        owner: str,
        given: Callable[[tuple[int, int]], None],
        wall: Callable[[], int] = now_us,
    ) -> None:
        self._store = store
        self._owner = owner
        self._given = given
        self._wall = wall

    async def turn(self) -> int:
        """One turn. Returns how many terminals were told something; where nothing is to be done, it only
        reads."""
        told = 0
        while await self._store.read(self._work) and (fence := await self._fence()) is not None:
            given, done = await self._store.write(partial(self._unit, fence))
            for key in given:
                self._given(key)
            told += len(given)
            if not done:
                break
        return told

    async def _fence(self) -> int | None:
        return await self._store.write(
            lambda conn: leases.acquire(conn, PLATFORM, LEASE, self._owner, LEASE_US)
        )

    def _work(self, conn: sa.Connection) -> bool:
        now = self._wall()
        old = now - KEPT_DAYS * _DAY_US
        return bool(rows.run_out(conn, now, 1) or rows.due(conn, 1) or rows.done_with(conn, old, 1))

    def _unit(self, fence: int, conn: sa.Connection) -> tuple[list[tuple[int, int]], int]:
        """Returns the devices that were given a command, and how much was done."""
        if not leases.holds(conn, PLATFORM, LEASE, fence):
            return [], 0
        now = self._wall()
        over = rows.run_out(conn, now, BATCH)
        for tenant_id, message_id in over:
            rows.end(conn, tenant_id, message_id, now, deleted=False)
        due = rows.due(conn, BATCH)
        # Held before their commands are looked at: polls may be taking them.
        punches.lock_devices(conn, sorted({(one.tenant_id, one.device_id) for one in due}))
        given = [(one.tenant_id, one.device_id) for one in due if self._carry_on(conn, one, now)]
        old = rows.done_with(conn, now - KEPT_DAYS * _DAY_US, BATCH)
        for tenant_id, message_id in old:
            rows.remove(conn, tenant_id, message_id)
        return given, len(over) + len(due) + len(old)

    def _carry_on(self, conn: sa.Connection, due: Due, now: int) -> bool:
        """Send it, or take it back. Returns whether the device was given a command."""
        message = rows.row_of(conn, due.tenant_id, due.message_id)
        device = devices.by_id(conn, due.tenant_id, due.device_id)
        place = (conn, due.tenant_id, due.message_id, due.device_id)
        intent: Intent | None = None
        lifetime, then, otherwise = commands.LONGEST_S, _DELETING, _GONE
        if message is not None and device is not None and due.status == "waiting":
            intent = messages.shown_on(conn, message, device, now)
            lifetime, then, otherwise = _lifetime(message["ends_at"], now), _SENT, _FAILED
        elif message is not None:
            intent = self._taking_back(conn, due, message, now)
        if device is None or intent is None:
            rows.set_status(*place, "gone", command_id=None)
            return False
        try:
            command = commands.enqueue(
                conn, self._store.ids, device, intent, actor=ACTOR, now=now, expires_in_s=lifetime
            )
        except CommandConflict as error:
            rows.set_status(*place, otherwise, error=str(error))
            return False
        rows.set_status(*place, then, command_id=command["id"], error=None)
        return True

    def _taking_back(
        self, conn: sa.Connection, due: Due, message: sa.RowMapping, now: int
    ) -> DeleteMessage | None:
        """None where the terminal cannot have it: its command never left, or was refused."""
        sent = None if due.command_id is None else command_rows.by_id(conn, due.tenant_id, due.command_id)
        if sent is not None and sent["status"] == "queued":
            commands.cancel(conn, due.tenant_id, sent["id"], now=now)
            return None
        if sent is not None and sent["command"] != DeleteMessage.word:
            refused = sent["status"] == "failed" and sent["error_code"] != commands.NO_ANSWER
            if refused or sent["sent_at"] is None:
                return None
        return DeleteMessage(number=message["number"])


def _lifetime(ends_at: int | None, now: int) -> int:
    """For how many seconds a message may wait for its terminal."""
    left = commands.LONGEST_S if ends_at is None else (ends_at - now) // _SECOND_US
    return max(1, min(commands.LONGEST_S, left))
