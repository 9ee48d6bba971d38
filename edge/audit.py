"""Who changed what: written with the change itself, each entry hashed together with the one before."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from edge import logs
from edge.store import Store
from edge.store import audit as rows
from edge.store.audit import Head
from edge.store.ids import IdClock

STEP: Final = 2_000
_SECRETS: Final = re.compile(r"secret|token|passw|comm_?key|authorization|api_key$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, and from where: a key's id or `system:…`, with what the request says of itself."""

    actor: str
    address: str | None = None
    user_agent: str | None = None
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done. `diff`: member -> [before, after]; secrets in it are hidden as it is written."""

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
            "diff": {name: [_hidden(name, value) for value in pair] for name, pair in entry.diff.items()},
            "address": who.address,
            "user_agent": who.user_agent,
            "request_id": who.request_id,
            "previous_hash": end.hash,
        }
        end = Head(end.position + 1, entry_hash(row))
        fresh.append({**row, "hash": end.hash})
    rows.append(conn, tenant_id, fresh, end)


def _hidden(name: str, value: Any) -> Any:
    """A value of a diff without secrets, wherever they stand: what is here stays for long."""
    if isinstance(value, str):
        return logs.HIDDEN if _SECRETS.search(name) else logs.without_secrets(value)
    if isinstance(value, Mapping):
        return {key: _hidden(str(key), inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_hidden(name, inner) for inner in value]
    return value


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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look through a tenant's chain found: how many entries hold, and where it breaks (None: nowhere).

    `first` and `last` are the positions of what is kept; `reason` says what is wrong, for people.
    """

    entries: int
    first: int | None
    last: int
    broken_at: int | None = None
    reason: str | None = None


class Chain:
    """Follows a chain from what age has let go of to its end. Pure: entries in, oldest first."""

    def __init__(self, anchor: Head, end: Head) -> None:
        self._last = anchor
        self._anchor = anchor
        self._end = end
        self.entries = 0

    @property
    def position(self) -> int:
        """Of the last entry that was followed."""
        return self._last.position

    def follow(self, row: Mapping[str, Any] | sa.RowMapping) -> Verdict | None:
        """One entry more; a verdict where the chain breaks at it."""
        expected = self._last.position + 1
        if row["position"] != expected:
            return self._broken(expected, f"entry {expected} is missing")
        if bytes(row["previous_hash"]) != self._last.hash:
            return self._broken(expected, f"entry {expected} does not follow the one before it")
        if bytes(row["hash"]) != entry_hash(row):
            return self._broken(expected, f"entry {expected} is not what was written")
        self._last = Head(row["position"], bytes(row["hash"]))
        self.entries += 1
        return None

    def ended(self) -> Verdict:
        """The verdict once there are no more entries."""
        if self._last != Head(self._end.position, bytes(self._end.hash)):
            missing = self._last.position + 1
            return self._broken(missing, f"the log ends before entry {missing}")
        return Verdict(self.entries, self._first, self._last.position)

    @property
    def _first(self) -> int | None:
        return self._anchor.position + 1 if self.entries else None

    def _broken(self, position: int, reason: str) -> Verdict:
        return Verdict(self.entries, self._first, self._end.position, position, reason)


def broken_at(conn: sa.Connection, tenant_id: int) -> int | None:
    """The first position at which the chain does not hold, None if it is whole."""
    chain = Chain(rows.anchor(conn, tenant_id), rows.head(conn, tenant_id))
    for row in rows.chain(conn, tenant_id):
        verdict = chain.follow(row)
        if verdict is not None:
            return verdict.broken_at
    return chain.ended().broken_at


async def verify(store: Store, tenant_id: int) -> Verdict:
    """Look a chain through as it is now, in short looks, so that a long one holds nobody up."""

    def begin(conn: sa.Connection) -> tuple[Head, Head]:
        return rows.anchor(conn, tenant_id), rows.head(conn, tenant_id)

    anchor, end = await store.read(begin)
    chain = Chain(anchor, end)
    while chain.position < end.position:
        at = chain.position
        page = await store.read(lambda conn, at=at: rows.after(conn, tenant_id, at, STEP))  # type: ignore[misc]  # mypy infers no default
        verdict = await asyncio.to_thread(
            _follow, chain, [row for row in page if row["position"] <= end.position]
        )
        if verdict is not None:
            return verdict
        if chain.position == at:
            break
    return chain.ended()


def _follow(chain: Chain, page: Sequence[sa.RowMapping]) -> Verdict | None:
    for row in page:
        verdict = chain.follow(row)
        if verdict is not None:
            return verdict
    return None
