"""Connections on which the database server has stopped answering, and those that lie beside them.

Where a router or a failover drops connections without a word, each of them would be found out by waiting for
an answer of its own. So the first that goes unanswered is given up, and all that lie idle with it: what is
asked next is asked on a new one.
"""

from __future__ import annotations

from typing import Any

import asyncpg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine


def give_up_together(*engines: AsyncEngine) -> None:
    """Have these engines end a connection that was not answered in time at once, without a farewell that
    would be waited for as long again, and with it all of theirs that nobody uses."""
    idle: set[asyncpg.Connection[asyncpg.Record]] = set()

    def unanswered(context: sa.engine.ExceptionContext) -> None:
        if isinstance(context.original_exception, TimeoutError) and context.connection is not None:
            context.connection.invalidate(context.original_exception)

    def invalidated(adapted: Any, _record: object, error: BaseException | None) -> None:
        idle.discard(adapted.driver_connection)
        if isinstance(error, TimeoutError):
            adapted.driver_connection.terminate()
            while idle:
                idle.pop().terminate()

    def came_back(adapted: Any, _record: object) -> None:
        if adapted is not None:  # None where it was given up meanwhile
            idle.add(adapted.driver_connection)

    def left(adapted: Any, *_: object) -> None:
        idle.discard(adapted.driver_connection)

    for engine in engines:
        sa.event.listen(engine.sync_engine, "handle_error", unanswered)
        pool = engine.sync_engine.pool
        sa.event.listen(pool, "invalidate", invalidated)
        sa.event.listen(pool, "checkin", came_back)
        sa.event.listen(pool, "checkout", left)
        sa.event.listen(pool, "close", left)
