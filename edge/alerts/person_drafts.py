"""People made, changed and taken away, who can be told of alerts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from edge.alerts.channel_drafts import named_by
from edge.store import channels, persons
from edge.store.ids import IdClock, public_id
from edge.tenants import is_zone

MOST_PEOPLE: Final = 1_000


class PersonMisuse(ValueError):
    """A person cannot be made or changed as asked."""

    def __init__(self, message: str, param: str) -> None:
        super().__init__(message)
        self.param = param


class PersonConflict(Exception):
    """Others do not allow this; the message says what to do."""


class NoSuchChannel(LookupError):
    """A person is to be told by a channel that is not there."""


def create(
    conn: sa.Connection, ids: IdClock, tenant_id: int, values: Mapping[str, Any], now: int
) -> sa.RowMapping:
    """Add a person. `values`: name, email, phone, timezone, language, quiet, channels.

    Raises PersonMisuse, PersonConflict where there are too many, NoSuchChannel.
    """
    if len(persons.of_tenant(conn, tenant_id)) >= MOST_PEOPLE:
        raise PersonConflict(f"There are {MOST_PEOPLE} people already. Delete one who is not needed.")
    _check(conn, tenant_id, values)
    row_id = ids.next()
    name = public_id("person", row_id)
    fixed = {"tenant_id": tenant_id, "id": row_id, "public_id": name, "created_at": now, "version": 1}
    persons.add(conn, {**values, **fixed})
    return _existing(conn, tenant_id, name)


def change(conn: sa.Connection, row: sa.RowMapping, values: Mapping[str, Any]) -> sa.RowMapping:
    """Change a person whose row is held. Raises PersonMisuse, NoSuchChannel."""
    _check(conn, row["tenant_id"], values)
    persons.change(conn, row["tenant_id"], row["id"], **values)
    return _existing(conn, row["tenant_id"], row["public_id"])


def remove(conn: sa.Connection, row: sa.RowMapping) -> None:
    """Take away a person whose row is held. Raises PersonConflict where a policy names them."""
    policy = named_by(conn, row["tenant_id"], "people", row["public_id"])
    if policy is not None:
        raise PersonConflict(
            f"The policy '{policy['name']}' ({policy['public_id']}) has {row['name']} told. Take them out of "
            "the policy first."
        )
    persons.remove(conn, row["tenant_id"], row["id"])


def _check(conn: sa.Connection, tenant_id: int, values: Mapping[str, Any]) -> None:
    zone = values.get("timezone")
    if zone is not None and not is_zone(zone):
        raise PersonMisuse(
            f"'{zone[:60]}' is no time zone. Use a name such as Africa/Casablanca.", "timezone"
        )
    listed = values.get("channels", ())
    for name in listed:
        if channels.find(conn, tenant_id, name) is None:
            raise NoSuchChannel(name)
    if len(set(listed)) < len(listed):
        raise PersonMisuse(
            "A channel is listed twice. List each once, the first to be used first.", "channels"
        )


def _existing(conn: sa.Connection, tenant_id: int, name: str) -> sa.RowMapping:
    found = persons.find(conn, tenant_id, name)
    assert found is not None, "the person is held"
    return found
