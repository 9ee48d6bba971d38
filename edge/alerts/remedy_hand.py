"""The means of every remedy: commands in the edge's own name, and notes in the history of alerts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from edge import commands
from edge.alerts import book
from edge.alerts.remedy_words import WHAT
from edge.commands import CommandConflict
from edge.intents import Intent
from edge.presence import Key
from edge.store import commands as command_rows
from edge.store import devices
from edge.store import remedies as rows
from edge.store.ids import IdClock

ACTOR: Final = "system"
WAITS_S: Final = 3_600
"""How long a command of a remedy waits for its terminal: what it is for is soon past."""
ENDED: Final = frozenset({"succeeded", "failed", "expired", "cancelled"})


class Hand:
    """One transaction's worth of remedies of one tenant. `given`: the devices that were given a command."""

    def __init__(self, conn: sa.Connection, ids: IdClock, tenant_id: int, now_us: int) -> None:
        self.conn = conn
        self.ids = ids
        self.tenant_id = tenant_id
        self.now = now_us
        self.given: list[Key] = []
        self._notes: list[tuple[int, str]] = []

    def begin(
        self,
        action: str,
        key: str,
        alert_id: int,
        device_id: int | None = None,
        intent: Intent | None = None,
        state: Mapping[str, Any] | None = None,
    ) -> bool:
        """Do something about an alert: once for that key, whoever tries again. False where it was done, or
        cannot be done to that terminal."""
        remedy_id = self.ids.next()
        row = {
            "tenant_id": self.tenant_id,
            "id": remedy_id,
            "alert_id": alert_id,
            "device_id": device_id,
            "action": action,
            "key": key,
            "status": "done" if intent is None else "open",
            "begun_at": self.now,
            "state": dict(state or {}),
        }
        if not rows.begin(self.conn, row):
            return False
        if intent is None or device_id is None:
            return True
        given = self.ask(device_id, intent)
        values: dict[str, Any] = {"status": "done"} if given is None else {"command_id": given}
        rows.change(self.conn, self.tenant_id, remedy_id, **values)
        return given is not None

    def ask(self, device_id: int, intent: Intent) -> int | None:
        """Give a terminal a command. Returns its id; None where it gets none."""
        device = devices.by_id(self.conn, self.tenant_id, device_id)
        if device is None or device["state"] != "active":
            return None
        try:
            command = commands.enqueue(
                self.conn, self.ids, device, intent, actor=ACTOR, now=self.now, expires_in_s=WAITS_S
            )
        except CommandConflict:
            return None  # two boxes under its number: an alert of its own says so
        self.given.append((self.tenant_id, device_id))
        return int(command["id"])

    def command(self, command_id: int) -> sa.RowMapping | None:
        """A command as it stands."""
        return command_rows.by_id(self.conn, self.tenant_id, command_id)

    def note(self, alert_id: int, text: str) -> None:
        """Have an alert's history say so."""
        self._notes.append((alert_id, text))

    def change(self, row: sa.RowMapping, **values: Any) -> None:
        """Change a remedy, if that changes anything."""
        if any(row[name] != value for name, value in values.items()):
            rows.change(self.conn, self.tenant_id, row["id"], **values)

    def close(self) -> None:
        """Write the notes, alert by alert in the order of their ids, as everybody does who holds several."""
        for alert_id, text in sorted(self._notes, key=lambda one: one[0]):
            book.note(self.conn, self.tenant_id, alert_id, WHAT, self.now, text=text)
        self._notes.clear()
