"""Where in the feed a moment is."""

from __future__ import annotations

import sqlalchemy as sa

from edge.store.events import START, Position
from edge.store.ids import first_id_at
from edge.store.schema import event, punch

# No transaction lives so long: what was written before cannot be overtaken by it.
LONGEST_TRANSACTION_US = 300 * 1_000_000


def position_before(conn: sa.Connection, tenant_id: int, instant_us: int) -> Position:
    """A place in the feed before all that was told at the instant or later, and not far before it."""
    if conn.dialect.name == "sqlite":
        return max(START, Position(0, first_id_at(instant_us) - 1))
    earlier = first_id_at(instant_us - LONGEST_TRANSACTION_US)
    return min(_last_before(conn, tenant_id, table, earlier) for table in (event, punch))


def _last_before(conn: sa.Connection, tenant_id: int, table: sa.Table, row_id: int) -> Position:
    statement = (
        sa.select(table.c.xid)
        .where(table.c.tenant_id == tenant_id, table.c.id < row_id)
        .order_by(table.c.id.desc())
        .limit(1)
    )
    xid = conn.scalar(statement)
    if xid == 0:  # from before a move to PostgreSQL, where ids were in the order of commits
        return Position(0, row_id - 1)
    return START if xid is None else Position(xid, 0)
