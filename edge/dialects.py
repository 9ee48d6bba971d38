"""Which dialect a terminal is told things in: the operator's choice, else what it shows by itself.

Commands are worded when they leave, so what waits goes out in the dialect of then. One that was begun in
another begins anew: half of it in each would leave a person there who opens nothing.
"""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa

from edge import admission, commands
from edge.command_steps import rule_of
from edge.store import commands as rows
from edge.store import devices, punches
from edge.store.ids import IdClock

Dialect = Literal["att", "acc"]


def choose(
    conn: sa.Connection, ids: IdClock, tenant_id: int, device_id: int, dialect: Dialect | None, *, now: int
) -> None:
    """Speak this dialect with a terminal from its next request on, whatever it says of itself; None: as it
    shows. Raises NoSuchDevice."""
    punches.lock_devices(conn, [(tenant_id, device_id)])
    before = admission.existing(conn, tenant_id, device_id)
    devices.change(conn, tenant_id, device_id, chosen_dialect=dialect)
    if spoken(before["chosen_dialect"], before["dialect"]) != spoken(dialect, before["dialect"]):
        begin_anew(conn, ids, before, now=now)


def spoken(chosen: str | None, shown: str | None) -> Dialect:
    """What is spoken with a terminal; attendance where nothing is known (PROTOCOL.md §0.3)."""
    return "acc" if (chosen or shown) == "acc" else "att"


def begin_anew(conn: sa.Connection, ids: IdClock, device_row: sa.RowMapping, *, now: int) -> None:
    """What was begun in another dialect is told from the beginning of the step it is at; what must not be
    repeated and has left in part has failed. The caller holds the device."""
    tenant_id, device_id = device_row["tenant_id"], device_row["id"]
    for command_id in rows.open_of_device(conn, tenant_id, device_id):
        row = commands.existing(conn, tenant_id, command_id)
        if row["status"] != "sent":
            continue
        if rule_of(row["command"]).repeatable:
            _reword(conn, row)
        elif row["step"] < row["steps"]:
            commands.finish(
                conn,
                ids,
                row,
                device_row,
                "failed",
                now=now,
                speaking=False,
                code="dialect_changed",
                message=f"The dialect of '{device_row['name']}' was changed while this was being told. Look "
                "what of it was done before you send it again.",
            )


def _reword(conn: sa.Connection, row: sa.RowMapping) -> None:
    tenant_id, device_id, command_id = row["tenant_id"], row["device_id"], row["id"]
    awaited = rows.awaited_lines(conn, tenant_id, device_id, command_id)
    for line in awaited:
        rows.change_line(conn, tenant_id, device_id, line["wire_id"], state="unanswered")
    begun = [line["step"] for line in awaited if line["step"] >= 0]
    rows.change(conn, tenant_id, command_id, step=min([row["step"], *begun]), position=0)
