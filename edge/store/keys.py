"""API keys: rows hold hashes only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from edge.store.schema import api_key


def add(conn: sa.Connection, row: Mapping[str, Any]) -> None:
    conn.execute(api_key.insert().values(**row))


def by_hash(conn: sa.Connection, digest: bytes) -> sa.RowMapping | None:
    """The key with this hash, of whichever tenant: the key is what says which tenant asks.

    Also found under the hash it had before it was rotated; the caller checks until when that counts.
    """
    now = conn.execute(sa.select(api_key).where(api_key.c.hash == digest)).mappings().first()
    if now is not None:
        return now
    return conn.execute(sa.select(api_key).where(api_key.c.previous_hash == digest)).mappings().first()


def by_id(conn: sa.Connection, tenant_id: int, key_id: int) -> sa.RowMapping | None:
    statement = sa.select(api_key).where(api_key.c.tenant_id == tenant_id, api_key.c.id == key_id)
    return conn.execute(statement).mappings().one_or_none()


def page(conn: sa.Connection, tenant_id: int, before: int | None, limit: int) -> Sequence[sa.RowMapping]:
    """Keys of a tenant, newest first, from before an id on."""
    statement = (
        sa.select(api_key).where(api_key.c.tenant_id == tenant_id).order_by(api_key.c.id.desc()).limit(limit)
    )
    if before is not None:
        statement = statement.where(api_key.c.id < before)
    return conn.execute(statement).mappings().all()


def change(conn: sa.Connection, tenant_id: int, key_id: int, **values: Any) -> None:
    conn.execute(
        api_key.update().where(api_key.c.tenant_id == tenant_id, api_key.c.id == key_id).values(**values)
    )


def note_used(conn: sa.Connection, used: Mapping[tuple[int, int], tuple[int, str | None]]) -> None:
    """When keys (tenant, id) were last used, in microseconds, and from which address."""
    if not used:
        return
    statement = (
        api_key.update()
        .where(api_key.c.tenant_id == sa.bindparam("of_tenant"), api_key.c.id == sa.bindparam("of_key"))
        .values(last_used_at=sa.bindparam("at"), last_used_ip=sa.bindparam("address"))
    )
    conn.execute(
        statement,
        [
            {"of_tenant": tenant, "of_key": key, "at": at, "address": address}
            for (tenant, key), (at, address) in sorted(used.items())
        ],
    )
