"""Channels: ways to tell people, and how each did of late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from edge.store.engine import insert
from edge.store.notice_tables import channel, notice

Row = Mapping[Any, Any]
"""A row as the database gives it, or the console's as it is before it has one."""

CONSOLE: Final = "chan_console"
CONSOLE_ID: Final = 0
"""The row of the console: the same in every tenant, and the first of every list."""


def console(tenant_id: int) -> dict[str, Any]:
    """The row of the channel that is always there, as it is before anything was told by it."""
    return {
        "tenant_id": tenant_id,
        "id": CONSOLE_ID,
        "public_id": CONSOLE,
        "name": "Console",
        "kind": "console",
        "settings": {},
        "key_version": None,
        "sealed": None,
        "enabled": True,
        "failures": 0,
        "last_sent_at": None,
        "last_failed_at": None,
        "last_error": None,
        "created_at": 0,
        "version": 1,
    }


def ensure_console(conn: sa.Connection, tenant_id: int) -> None:
    """Have a row for the console, which notices may then name."""
    conn.execute(insert(conn, channel).values(**console(tenant_id)).on_conflict_do_nothing())


def add(conn: sa.Connection, row: Mapping[str, Any]) -> None:
    conn.execute(channel.insert().values(**row))


def find(conn: sa.Connection, tenant_id: int, name: str, *, hold: bool = False) -> Row | None:
    """A channel by its public id. `hold`: until the transaction ends nobody else changes it."""
    statement = sa.select(channel).where(channel.c.tenant_id == tenant_id, channel.c.public_id == name)
    found = conn.execute(statement.with_for_update() if hold else statement).mappings().one_or_none()
    return console(tenant_id) if found is None and name == CONSOLE else found


def by_id(conn: sa.Connection, tenant_id: int, channel_id: int) -> Row | None:
    statement = sa.select(channel).where(channel.c.tenant_id == tenant_id, channel.c.id == channel_id)
    found = conn.execute(statement).mappings().one_or_none()
    return console(tenant_id) if found is None and channel_id == CONSOLE_ID else found


def page(conn: sa.Connection, tenant_id: int, *, after: int, limit: int) -> list[Row]:
    """Channels in the order they were made, from after an id on (-1: from the console on)."""
    statement = sa.select(channel).where(channel.c.tenant_id == tenant_id, channel.c.id > after)
    found: list[Row] = list(conn.execute(statement.order_by(channel.c.id).limit(limit)).mappings())
    if after < CONSOLE_ID and (not found or found[0]["id"] != CONSOLE_ID):
        found.insert(0, console(tenant_id))
    return found[:limit]


def count(conn: sa.Connection, tenant_id: int) -> int:
    """How many there are beside the console."""
    statement = (
        sa.select(sa.func.count())
        .select_from(channel)
        .where(channel.c.tenant_id == tenant_id, channel.c.id != CONSOLE_ID)
    )
    return conn.execute(statement).scalar_one()


def change(conn: sa.Connection, tenant_id: int, channel_id: int, **values: Any) -> None:
    """Change a channel; its version goes up."""
    conn.execute(
        channel.update()
        .where(channel.c.tenant_id == tenant_id, channel.c.id == channel_id)
        .values(version=channel.c.version + 1, **values)
    )


def remove(conn: sa.Connection, tenant_id: int, channel_id: int) -> None:
    """Take a channel away; what waits for it is cancelled, what was sent stays."""
    conn.execute(
        notice.update()
        .where(
            notice.c.tenant_id == tenant_id,
            notice.c.channel_id == channel_id,
            notice.c.status == "waiting",
        )
        .values(status="cancelled", error="the channel was deleted")
    )
    conn.execute(channel.delete().where(channel.c.tenant_id == tenant_id, channel.c.id == channel_id))
