"""Connections on which the database server has stopped answering, and those that lie beside them.

One that lay idle for a while is asked whether it still stands before it is used again; one that was used just
now is not, because asking takes three answers, and most of what the edge asks takes one. Where a router or a
failover drops connections without a word, each of them would be found out by waiting for an answer of its
own. So the first that goes unanswered is given up, and all that lie idle with it: what is asked next is asked
on a new one.
"""

from __future__ import annotations

import time
from typing import Any

import asyncpg
import sqlalchemy as sa
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine

# Of what went down sooner after its last answer, the edge hears when it asks.
IDLE_S = 1.0


def give_up_together(*engines: AsyncEngine) -> None:
    """Have these engines end a connection that was not answered in time at once, without a farewell that
    would be waited for as long again, and with it all of theirs that nobody uses."""
    idle: dict[asyncpg.Connection[asyncpg.Record], float] = {}

    def unanswered(context: sa.engine.ExceptionContext) -> None:
        if isinstance(context.original_exception, TimeoutError) and context.connection is not None:
            context.connection.invalidate(context.original_exception)

    def invalidated(adapted: Any, _record: object, error: BaseException | None) -> None:
        idle.pop(adapted.driver_connection, None)
        if isinstance(error, TimeoutError) or isinstance(getattr(error, "__cause__", None), TimeoutError):
            adapted.driver_connection.terminate()
            while idle:
                idle.popitem()[0].terminate()

    def came_back(adapted: Any, _record: object) -> None:
        if adapted is not None:  # None where it was given up meanwhile
            idle[adapted.driver_connection] = time.monotonic()

    def wanted(adapted: Any, *_: object) -> None:
        since = idle.pop(adapted.driver_connection, None)
        if adapted.driver_connection.is_closed():
            raise DisconnectionError("the server has ended the connection")
        if since is not None and time.monotonic() - since > IDLE_S:
            try:
                adapted.ping()
            except (OSError, adapted.dbapi.Error) as error:
                raise DisconnectionError("the connection no longer stands") from error

    def closed(adapted: Any, *_: object) -> None:
        idle.pop(adapted.driver_connection, None)

    for engine in engines:
        sa.event.listen(engine.sync_engine, "handle_error", unanswered)
        pool = engine.sync_engine.pool
        sa.event.listen(pool, "invalidate", invalidated)
        sa.event.listen(pool, "checkin", came_back)
        sa.event.listen(pool, "checkout", wanted)
        sa.event.listen(pool, "close", closed)
