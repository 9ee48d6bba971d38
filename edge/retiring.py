"""A device is taken out of service for good: what was under way for it ends with it."""

from __future__ import annotations

import sqlalchemy as sa

from edge import admission, commands
from edge.store import punches
from edge.store.ids import IdClock


def retire(conn: sa.Connection, ids: IdClock, tenant_id: int, device_id: int, *, now: int) -> sa.RowMapping:
    """Serve a terminal no more (`admission.retire`). Commands that wait for it are cancelled, those that it
    fetched have failed; jobs go on without it. Returns its row from before. Raises NoSuchDevice.
    """
    punches.lock_devices(conn, [(tenant_id, device_id)])
    row = admission.existing(conn, tenant_id, device_id)
    commands.end_open(
        conn,
        ids,
        row,
        now=now,
        code="device_deleted",
        message=f"The device '{row['name']}' was deleted before its terminal answered. Register its serial "
        "number again, then send the command again if it is still wanted.",
        queued=True,
    )
    return admission.retire(conn, tenant_id, device_id, now=now)
