"""What waits for an instant, in all tables: moved with a clock that is put back."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from edge.store.command_tables import command
from edge.store.notice_tables import notice
from edge.store.schema import lease
from edge.store.webhook_tables import webhook, webhook_delivery, webhook_lane

_DEADLINES: Final = (
    (webhook_delivery.c.next_due, webhook_delivery.c.state == "pending"),
    (webhook_lane.c.next_due, sa.true()),
    (webhook_lane.c.lease_until, sa.true()),
    (webhook.c.parked_until, sa.true()),
    (notice.c.due_at, notice.c.status == "waiting"),
    (notice.c.lease_until, sa.true()),
    (command.c.expires_at, command.c.status.in_(("queued", "sent"))),
    (lease.c.expires_at, sa.true()),
)


def put_back(conn: sa.Connection, *, was: int, now: int, soon_us: int) -> None:
    """The clock showed `was` (microseconds) when it was put to `now`: what lies behind `was` moves with it.

    What lies between the two was due already, or was set since: nobody can tell, so that is due in `soon_us`.
    """
    for deadline, open_ones in _DEADLINES:
        moved = sa.case((deadline > was, deadline - (was - now)), else_=now + soon_us)
        conn.execute(
            deadline.table.update().where(deadline > now + soon_us, open_ones).values({deadline.name: moved})
        )


def end_leases(conn: sa.Connection) -> None:
    """Nobody holds anything: where one process writes, who held it before its start is gone."""
    conn.execute(lease.update().where(lease.c.expires_at > 0).values(expires_at=0))
