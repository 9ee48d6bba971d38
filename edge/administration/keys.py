"""API keys, as the command line makes and ends them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from edge import keys
from edge.administration.units import LONGEST_LIST, explained, tenant_id_of, write
from edge.keys import NoSuchKey
from edge.store import Store
from edge.store import keys as key_rows
from edge.store.ids import now_us, public_id, row_id


async def keys_list(store: Store, tenant: str) -> Any:
    def unit(conn: sa.Connection) -> list[dict[str, Any]]:
        return [_key(row) for row in key_rows.page(conn, tenant_id_of(conn, tenant), None, LONGEST_LIST)]

    return await explained(store.read(unit))


async def keys_create(
    store: Store,
    tenant: str,
    role: str,
    name: str,
    scopes: Sequence[str] | None = None,
    person: str | None = None,
) -> Any:
    def unit(conn: sa.Connection, tenant_id: int) -> dict[str, Any]:
        row, text = keys.create(
            conn, store.ids, tenant_id, name=name, role=role, now=now_us(), scopes=scopes, person=person
        )
        return {**_key(row), "person": person, "key": text}

    return await write(store, tenant, "key.created", unit)


async def keys_rotate(store: Store, tenant: str, key: str, overlap_hours: float = 24.0) -> Any:
    def unit(conn: sa.Connection, tenant_id: int) -> dict[str, Any]:
        overlap_us = round(overlap_hours * 3600 * 1_000_000)
        row, text = keys.rotate(conn, tenant_id, _key_id(key), now=now_us(), overlap_us=overlap_us)
        return {**_key(row), "key": text}

    return await write(store, tenant, "key.rotated", unit)


async def keys_revoke(store: Store, tenant: str, key: str) -> Any:
    return await write(
        store,
        tenant,
        "key.revoked",
        lambda conn, tenant_id: _key(keys.revoke(conn, tenant_id, _key_id(key), now=now_us())),
    )


def _key_id(key: str) -> int:
    found = row_id("key", key)
    if found is None:
        raise NoSuchKey(key)
    return found


def _key(row: Mapping[str, Any] | sa.RowMapping) -> dict[str, Any]:
    return {
        "id": public_id("key", row["id"]),
        "name": row["name"],
        "role": row["role"],
        "shown": f"{row['prefix']}…{row['last4']}",
        "scopes": row["scopes"],
        "revoked": row["revoked_at"] is not None,
    }
