"""Endpoints of webhooks, and the secrets that their deliveries are signed with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from edge.store.engine import prepared
from edge.store.events import Position
from edge.store.webhook_tables import (
    webhook,
    webhook_delivery,
    webhook_lane,
    webhook_relay,
    webhook_secret,
)


def add(conn: sa.Connection, row: Mapping[str, Any]) -> None:
    conn.execute(webhook.insert().values(**row))


def find(conn: sa.Connection, tenant_id: int, name: str, *, hold: bool = False) -> sa.RowMapping | None:
    """An endpoint by its public id. `hold`: until the transaction ends nobody else changes it."""
    statement = sa.select(webhook).where(webhook.c.tenant_id == tenant_id, webhook.c.public_id == name)
    if hold:
        statement = statement.with_for_update()
    return conn.execute(statement).mappings().one_or_none()


def by_id(
    conn: sa.Connection, tenant_id: int, webhook_id: int, *, hold: bool = False
) -> sa.RowMapping | None:
    values = {"of_tenant": tenant_id, "of_webhook": webhook_id}
    return conn.execute(_by_id(conn, hold), values).mappings().one_or_none()


@prepared
def _by_id(conn: sa.Connection, hold: bool) -> sa.Select[Any]:
    statement = sa.select(webhook).where(
        webhook.c.tenant_id == sa.bindparam("of_tenant"), webhook.c.id == sa.bindparam("of_webhook")
    )
    return statement.with_for_update() if hold else statement


def page(conn: sa.Connection, tenant_id: int, *, after: int, limit: int) -> Sequence[sa.RowMapping]:
    """Endpoints in the order they were made, from after an id on."""
    statement = sa.select(webhook).where(webhook.c.tenant_id == tenant_id, webhook.c.id > after)
    return conn.execute(statement.order_by(webhook.c.id).limit(limit)).mappings().all()


def of_tenant(conn: sa.Connection, tenant_id: int) -> Sequence[sa.RowMapping]:
    """Every endpoint of a tenant; no second transaction adds, changes or takes one away meanwhile."""
    return conn.execute(_of_tenant(conn), {"of_tenant": tenant_id}).mappings().all()


@prepared
def _of_tenant(conn: sa.Connection) -> sa.Select[Any]:
    statement = sa.select(webhook).where(webhook.c.tenant_id == sa.bindparam("of_tenant"))
    return statement.order_by(webhook.c.id).with_for_update(read=True)


def count(conn: sa.Connection, tenant_id: int) -> int:
    """How many endpoints a tenant has."""
    return int(conn.scalar(_count(conn), {"of_tenant": tenant_id}) or 0)


@prepared
def _count(conn: sa.Connection) -> sa.Select[Any]:
    counted = sa.select(sa.func.count()).select_from(webhook)
    return counted.where(webhook.c.tenant_id == sa.bindparam("of_tenant"))


def owners(conn: sa.Connection) -> set[int]:
    """Tenants that have endpoints."""
    return set(conn.scalars(_owners(conn)))


@prepared
def _owners(conn: sa.Connection) -> sa.Select[Any]:
    return sa.select(webhook.c.tenant_id).distinct()


def parked(conn: sa.Connection) -> Sequence[sa.RowMapping]:
    """Endpoints of all tenants whose breaker is open: tenant_id, id, breaker, parked_until."""
    statement = sa.select(webhook.c.tenant_id, webhook.c.id, webhook.c.breaker, webhook.c.parked_until)
    return conn.execute(statement.where(webhook.c.parked_until.is_not(None))).mappings().all()


def all_settings(conn: sa.Connection) -> Sequence[sa.RowMapping]:
    """What endpoints of all tenants are set to: tenant_id, id, settings."""
    return conn.execute(sa.select(webhook.c.tenant_id, webhook.c.id, webhook.c.settings)).mappings().all()


def change(conn: sa.Connection, tenant_id: int, webhook_id: int, values: Mapping[str, Any]) -> None:
    conn.execute(_change(conn), {"of_tenant": tenant_id, "of_webhook": webhook_id} | dict(values))


@prepared
def _change(conn: sa.Connection) -> sa.Update:
    return webhook.update().where(
        webhook.c.tenant_id == sa.bindparam("of_tenant"), webhook.c.id == sa.bindparam("of_webhook")
    )


def remove(conn: sa.Connection, tenant_id: int, webhook_id: int, now: int) -> None:
    """Take an endpoint away; what waits for it is cancelled, what was delivered stays until its time."""
    for table in (webhook_secret, webhook_lane):
        conn.execute(table.delete().where(table.c.tenant_id == tenant_id, table.c.webhook_id == webhook_id))
    conn.execute(
        webhook_delivery.update()
        .where(
            webhook_delivery.c.tenant_id == tenant_id,
            webhook_delivery.c.webhook_id == webhook_id,
            webhook_delivery.c.state == "pending",
        )
        .values(state="cancelled", finished_at=now, error="endpoint_deleted", body=None)
    )
    conn.execute(webhook.delete().where(webhook.c.tenant_id == tenant_id, webhook.c.id == webhook_id))


def secrets_of(conn: sa.Connection, tenant_id: int, webhook_id: int, now: int) -> Sequence[sa.RowMapping]:
    """The sealed secrets of an endpoint that are still good, the newest first."""
    values = {"of_tenant": tenant_id, "of_webhook": webhook_id, "now": now}
    return conn.execute(_secrets_of(conn), values).mappings().all()


@prepared
def _secrets_of(conn: sa.Connection) -> sa.Select[Any]:
    table = webhook_secret
    statement = sa.select(table).where(
        table.c.tenant_id == sa.bindparam("of_tenant"),
        table.c.webhook_id == sa.bindparam("of_webhook"),
        sa.or_(table.c.retires_at.is_(None), table.c.retires_at > sa.bindparam("now")),
    )
    return statement.order_by(table.c.number.desc())


def add_secret(conn: sa.Connection, row: Mapping[str, Any]) -> None:
    conn.execute(webhook_secret.insert().values(**row))


def retire_secrets(conn: sa.Connection, tenant_id: int, webhook_id: int, at: int) -> None:
    """The newest secret is good until an instant; those already retiring no longer than that."""
    table = webhook_secret
    conn.execute(
        table.update()
        .where(
            table.c.tenant_id == tenant_id,
            table.c.webhook_id == webhook_id,
            sa.or_(table.c.retires_at.is_(None), table.c.retires_at > at),
        )
        .values(retires_at=at)
    )


def drop_retired(conn: sa.Connection, tenant_id: int, now: int) -> None:
    table = webhook_secret
    conn.execute(table.delete().where(table.c.tenant_id == tenant_id, table.c.retires_at <= now))


def relay_position(conn: sa.Connection, tenant_id: int) -> tuple[Position, int] | None:
    """How far the feed was made into deliveries, and the last id of one; held until the transaction ends."""
    row = conn.execute(_relay_position(conn), {"of_tenant": tenant_id}).one_or_none()
    return None if row is None else (Position(row[0], row[1]), int(row[2]))


@prepared
def _relay_position(conn: sa.Connection) -> sa.Select[Any]:
    return (
        sa.select(webhook_relay.c.xid, webhook_relay.c.event_id, webhook_relay.c.last_delivery_id)
        .where(webhook_relay.c.tenant_id == sa.bindparam("of_tenant"))
        .with_for_update()
    )


def set_relay(conn: sa.Connection, tenant_id: int, position: Position, last_delivery_id: int) -> None:
    """Advance the relay, whose row is held."""
    values = {"of_tenant": tenant_id, "xid": position.xid, "event_id": position.id}
    conn.execute(_set_relay(conn), values | {"last_delivery_id": last_delivery_id})


@prepared
def _set_relay(conn: sa.Connection) -> sa.Update:
    return webhook_relay.update().where(webhook_relay.c.tenant_id == sa.bindparam("of_tenant"))


def add_relay(conn: sa.Connection, tenant_id: int, position: Position) -> None:
    conn.execute(
        webhook_relay.insert().values(
            tenant_id=tenant_id, xid=position.xid, event_id=position.id, last_delivery_id=0
        )
    )
