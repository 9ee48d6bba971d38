"""Secrets that all processes of an installation share, made by whichever asks first."""

from __future__ import annotations

import secrets

import sqlalchemy as sa

from edge.store.engine import insert
from edge.store.schema import PLATFORM, installation_secret


def shared(conn: sa.Connection, name: str, size: int = 32) -> bytes:
    """The secret of that name, random where it did not exist."""
    conn.execute(
        insert(conn, installation_secret)
        .values(tenant_id=PLATFORM, name=name, value=secrets.token_bytes(size))
        .on_conflict_do_nothing()
    )
    statement = sa.select(installation_secret.c.value).where(
        installation_secret.c.tenant_id == PLATFORM, installation_secret.c.name == name
    )
    return bytes(conn.execute(statement).scalar_one())
