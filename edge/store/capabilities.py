"""What a database that speaks PostgreSQL's protocol can do: found out by trying, not by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from edge.store.engine import StoreError

# What the edge cannot do without, and why.
_NEEDED: Final = {
    "SELECT pg_current_xact_id(), pg_snapshot_xmin(pg_current_snapshot())": (
        "It does not say which transactions still run, by which the event feed is read without missing any"
    ),
    "SELECT pg_advisory_xact_lock(0)": (
        "It has no advisory locks, by which the events of a terminal are kept in their order"
    ),
    "SELECT 1 FROM (SELECT 1) AS one FOR UPDATE SKIP LOCKED": (
        "It has no SKIP LOCKED, by which processes take work without waiting for one another"
    ),
}

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Capabilities:
    """`notify`: processes can wake one another; without, they look every second. `connections`: how many it
    takes of all of us together. `hasty`: it answers commits before they are on disk, unless a session asks
    otherwise. `ends_transactions`: it can end one that takes too long, whatever it waits for (PostgreSQL 17).
    `concerns`: what its owner should mend."""

    notify: bool
    connections: int
    hasty: bool
    ends_transactions: bool
    concerns: tuple[str, ...]


async def probe(conn: AsyncConnection) -> Capabilities:
    """Try what is needed. Raises StoreError for a database that cannot serve, which says what it lacks."""
    if (await conn.execute(sa.text("SELECT pg_is_in_recovery()"))).scalar_one():
        raise StoreError(
            "This database is a standby that only reads. Name the primary with --database, or an address "
            "that always leads to it."
        )
    await conn.rollback()
    for statement, why in _NEEDED.items():
        try:
            await conn.execute(sa.text(statement))
        except DBAPIError as error:
            raise StoreError(
                f"This database cannot hold Punchdeck's data: {error.orig}. {why}. "
                "Use PostgreSQL 13 or newer."
            ) from error
        finally:
            await conn.rollback()
    return Capabilities(
        await _notifies(conn),
        int(await _setting(conn, "max_connections") or 0)
        - int(await _setting(conn, "superuser_reserved_connections") or 0),
        await _setting(conn, "synchronous_commit") == "off",
        await _setting(conn, "transaction_timeout") is not None,
        tuple(await _loses(conn)),
    )


async def _setting(conn: AsyncConnection, name: str) -> str | None:
    """None where there is no such setting."""
    found = await conn.execute(sa.text("SELECT current_setting(:name, true)"), {"name": name})
    value: str | None = found.scalar_one()
    return value


async def _notifies(conn: AsyncConnection) -> bool:
    try:
        await conn.execute(sa.text("LISTEN punchdeck_probe"))
        await conn.execute(sa.text("UNLISTEN punchdeck_probe"))
    except DBAPIError as error:
        log.warning("no_notify", error=str(error.orig), says="processes look for news every second")
        return False
    finally:
        await conn.rollback()
    return True


async def _loses(conn: AsyncConnection) -> list[str]:
    return [
        f"The database has {name}=off: a power cut may lose punches that were acknowledged. Switch it on in "
        "postgresql.conf."
        for name in ("fsync", "full_page_writes")
        if await _setting(conn, name) == "off"
    ]
