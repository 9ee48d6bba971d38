"""Who changed what: written with the change itself, each entry hashed together with the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from edge.store import audit as rows
from edge.store.audit import BEGINNING, Head
from edge.store.ids import IdClock


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, and from where: a key's id or `system:…`, with what the request says of itself."""

    actor: str
    address: str | None = None
    user_agent: str | None = None
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done. `diff`: member -> [before, after], never a secret."""

    action: str
    target: str | None
    diff: Mapping[str, Sequence[Any]] = field(default_factory=dict)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What differs, as a diff."""
    names = [name for name in (*before, *after) if before.get(name) != after.get(name)]
    return {name: [before.get(name), after.get(name)] for name in dict.fromkeys(names)}


def write(conn: sa.Connection, ids: IdClock, tenant_id: int, who: Who, entries: Sequence[Entry]) -> None:
    """Append entries to a tenant's chain. Holds it to the commit, so it comes last in a unit of work."""
    if not entries:
        return
    end = rows.lock_head(conn, tenant_id)
    fresh = []
    for entry in entries:
        row = {
            "tenant_id": tenant_id,
            "id": ids.next(),
            "position": end.position + 1,
            "actor": who.actor,
            "action": entry.action,
            "target": entry.target,
            "diff": dict(entry.diff),
            "address": who.address,
            "user_agent": who.user_agent,
            "request_id": who.request_id,
            "previous_hash": end.hash,
        }
        end = Head(end.position + 1, entry_hash(row))
        fresh.append({**row, "hash": end.hash})
    rows.append(conn, tenant_id, fresh, end)


def entry_hash(row: Mapping[str, Any] | sa.RowMapping) -> bytes:
    """SHA-256 over the entry before and everything this one says."""
    said = {
        name: row[name]
        for name in (
            "tenant_id",
            "id",
            "position",
            "actor",
            "action",
            "target",
            "diff",
            "address",
            "user_agent",
            "request_id",
        )
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(bytes(row["previous_hash"]) + text.encode()).digest()


def broken_at(conn: sa.Connection, tenant_id: int) -> int | None:
    """The first position at which the chain does not hold, None if it is whole.

    Entries that age removed from its beginning are not missed; anything else is.
    """
    last: Head | None = None
    for row in rows.chain(conn, tenant_id):
        if last is None and row["position"] == 1:
            last = Head(0, BEGINNING)
        if last is not None and (
            row["position"] != last.position + 1 or bytes(row["previous_hash"]) != last.hash
        ):
            return last.position + 1
        if bytes(row["hash"]) != entry_hash(row):
            return int(row["position"])
        last = Head(row["position"], bytes(row["hash"]))
    end = rows.head(conn, tenant_id)
    return None if last is None or last == Head(end.position, bytes(end.hash)) else last.position + 1
