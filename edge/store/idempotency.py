"""Idempotency keys: taken, answered and replayed in the transaction of the effect itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from edge.store.engine import insert
from edge.store.failures import failure_of
from edge.store.schema import idempotency

# How long a second request waits for the first.
WAIT_MS = 3000


class StillRunning(Exception):
    """The first request with this key holds it and has not committed yet."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What is kept of the first request with a key. `body` is None where it is to be rendered afresh."""

    fingerprint: bytes
    status: int
    headers: Mapping[str, str]
    body: str | None
    request_id: str


def take(
    conn: sa.Connection, tenant_id: int, key: str, fingerprint: bytes, request_id: str, now: int
) -> Taken | None:
    """Claim a key for this transaction: None if it was free, else what the first request left.

    On PostgreSQL a second claim waits for the first to commit. Raises StillRunning where that takes too long.
    """
    statement = (
        insert(conn, idempotency)
        .values(
            tenant_id=tenant_id,
            key=key,
            fingerprint=fingerprint,
            request_id=request_id,
            created_at=now,
        )
        .on_conflict_do_nothing()
        .returning(idempotency.c.key)
    )
    if _claimed(conn, statement):
        return None
    found = conn.execute(
        sa.select(idempotency).where(idempotency.c.tenant_id == tenant_id, idempotency.c.key == key)
    ).one()
    return Taken(found.fingerprint, found.status, found.headers or {}, found.body, found.request_id)


def _claimed(conn: sa.Connection, statement: sa.Executable) -> bool:
    if conn.dialect.name == "sqlite":  # one writer: nobody else can be half-way
        return conn.execute(statement).first() is not None
    conn.execute(sa.text(f"SET LOCAL lock_timeout = '{WAIT_MS}ms'"))
    try:
        claimed = conn.execute(statement).first() is not None
    except DBAPIError as error:
        if failure_of(error) == "locked":
            raise StillRunning from error
        raise
    conn.execute(sa.text("SET LOCAL lock_timeout TO DEFAULT"))
    return claimed


def answer(
    conn: sa.Connection, tenant_id: int, key: str, status: int, headers: Mapping[str, str], body: str | None
) -> None:
    """Keep what the first request is answered."""
    conn.execute(
        idempotency.update()
        .where(idempotency.c.tenant_id == tenant_id, idempotency.c.key == key)
        .values(status=status, headers=dict(headers), body=body)
    )
