"""Notices: planned with an alert's move, claimed when they are due, sent once more rather than never.

A notice that is being sent is held by a lease that the database's clock ends, and every claim raises its
fence: whoever was away for longer than its lease finds another fence and writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from edge.store.alert_tables import alert
from edge.store.engine import database_now
from edge.store.notice_tables import channel, notice, person

LEASE_US: Final = 90_000_000
CHUNK: Final = 500


class Queue(NamedTuple):
    """A channel that something is due for."""

    tenant_id: int
    channel_id: int


class Claim(NamedTuple):
    """A notice that is ours until its lease ends, as its fence says."""

    id: int
    fence: int


def _leased(conn: sa.Connection) -> sa.ColumnElement[bool]:
    return sa.and_(notice.c.lease_until.is_not(None), notice.c.lease_until > database_now(conn))


def add(conn: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add notices that wait."""
    if rows:
        conn.execute(notice.insert(), [dict(row) for row in rows])


def of_alert(conn: sa.Connection, tenant_id: int, alert_id: int) -> Sequence[sa.RowMapping]:
    """All of an alert, in the order they were planned, each with `leased`: whether it is being sent."""
    statement = sa.select(notice, _leased(conn).label("leased")).where(
        notice.c.tenant_id == tenant_id, notice.c.alert_id == alert_id
    )
    return conn.execute(statement.order_by(notice.c.id)).mappings().all()


def of_alerts(
    conn: sa.Connection, tenant_id: int, alert_ids: Collection[int]
) -> dict[int, list[sa.RowMapping]]:
    """The same of several, by alert; nothing of those that have none."""
    found: dict[int, list[sa.RowMapping]] = {}
    for ids in _chunks(alert_ids):
        statement = sa.select(notice, _leased(conn).label("leased")).where(
            notice.c.tenant_id == tenant_id, notice.c.alert_id.in_(ids)
        )
        for row in conn.execute(statement.order_by(notice.c.id)).mappings():
            found.setdefault(row["alert_id"], []).append(row)
    return found


def page(
    conn: sa.Connection,
    tenant_id: int,
    *,
    limit: int,
    before: int,
    alert_id: int | None = None,
    channel_id: int | None = None,
) -> Sequence[sa.RowMapping]:
    """Notices of an alert or a channel, the newest first, with public ids and names of whom they are for."""
    statement = (
        sa.select(
            notice,
            channel.c.public_id.label("channel_public_id"),
            channel.c.name.label("channel_name"),
            person.c.public_id.label("person_public_id"),
            person.c.name.label("person_name"),
        )
        .outerjoin(
            channel, sa.and_(channel.c.tenant_id == notice.c.tenant_id, channel.c.id == notice.c.channel_id)
        )
        .outerjoin(
            person, sa.and_(person.c.tenant_id == notice.c.tenant_id, person.c.id == notice.c.person_id)
        )
        .where(notice.c.tenant_id == tenant_id, notice.c.id < before)
        .order_by(notice.c.id.desc())
        .limit(limit)
    )
    if alert_id is not None:
        statement = statement.where(notice.c.alert_id == alert_id)
    if channel_id is not None:
        statement = statement.where(notice.c.channel_id == channel_id)
    return conn.execute(statement).mappings().all()


def due(conn: sa.Connection, now: int) -> list[Queue]:
    """Channels of all tenants that something is due for which nobody is sending, the longest due first."""
    statement = (
        sa.select(notice.c.tenant_id, notice.c.channel_id)
        .where(notice.c.status == "waiting", notice.c.due_at <= now, sa.not_(_leased(conn)))
        .group_by(notice.c.tenant_id, notice.c.channel_id)
        .order_by(sa.func.min(notice.c.due_at))
    )
    return [Queue(*found) for found in conn.execute(statement)]


def channel_held(conn: sa.Connection, tenant_id: int, channel_id: int, *, wait: bool) -> sa.RowMapping | None:
    """A channel, held until the transaction ends; None: it is gone or, without `wait`, held by another."""
    statement = sa.select(channel).where(channel.c.tenant_id == tenant_id, channel.c.id == channel_id)
    return conn.execute(statement.with_for_update(skip_locked=not wait)).mappings().one_or_none()


def channel_exists(conn: sa.Connection, tenant_id: int, channel_id: int) -> bool:
    statement = sa.select(channel.c.id).where(channel.c.tenant_id == tenant_id, channel.c.id == channel_id)
    return conn.scalar(statement) is not None


def waiting(
    conn: sa.Connection, tenant_id: int, channel_id: int, until: int, most: int
) -> Sequence[sa.RowMapping]:
    """What waits for a channel and is due by then, the longest due first, each with `leased`: whether it is
    being sent."""
    statement = (
        sa.select(notice, _leased(conn).label("leased"))
        .where(
            notice.c.tenant_id == tenant_id,
            notice.c.channel_id == channel_id,
            notice.c.status == "waiting",
            notice.c.due_at <= until,
        )
        .order_by(notice.c.due_at, notice.c.id)
        .limit(most)
    )
    return conn.execute(statement).mappings().all()


def in_flight(conn: sa.Connection, tenant_id: int, channel_id: int) -> Sequence[sa.RowMapping]:
    """What is being sent by a channel now: person, message, group and severity."""
    statement = sa.select(notice.c.person_id, notice.c.message, notice.c.group_key, notice.c.severity).where(
        notice.c.tenant_id == tenant_id,
        notice.c.channel_id == channel_id,
        notice.c.status == "waiting",
        _leased(conn),
    )
    return conn.execute(statement).mappings().all()


def sent_since(conn: sa.Connection, tenant_id: int, channel_id: int, since: int) -> Sequence[sa.RowMapping]:
    """What a channel was told after an instant: person, message, group, severity and when it was sent."""
    statement = sa.select(
        notice.c.person_id, notice.c.message, notice.c.group_key, notice.c.severity, notice.c.sent_at
    ).where(
        notice.c.tenant_id == tenant_id,
        notice.c.channel_id == channel_id,
        notice.c.status == "sent",
        notice.c.sent_at > since,
    )
    return conn.execute(statement).mappings().all()


def told(
    conn: sa.Connection, tenant_id: int, alert_ids: Collection[int], status: str
) -> set[tuple[int, int, int | None]]:
    """To whom (alert, channel, person) it was said (sent), or may still be (waiting), that these alerts are
    there."""
    found: set[tuple[int, int, int | None]] = set()
    for ids in _chunks(alert_ids):
        statement = (
            sa.select(notice.c.alert_id, notice.c.channel_id, notice.c.person_id)
            .where(
                notice.c.tenant_id == tenant_id,
                notice.c.alert_id.in_(ids),
                notice.c.status == status,
                notice.c.moment != "resolved",
            )
            .distinct()
        )
        found |= {(row[0], row[1], row[2]) for row in conn.execute(statement)}
    return found


def claim(
    conn: sa.Connection, tenant_id: int, notice_ids: Collection[int], message: str, owner: str
) -> list[Claim]:
    """Take notices, whose alerts are held, to be sent as one message."""
    found: list[Claim] = []
    for ids in _chunks(notice_ids):
        statement = (
            notice.update()
            .where(notice.c.tenant_id == tenant_id, notice.c.id.in_(ids))
            .values(
                message=message,
                owner=owner,
                lease_until=database_now(conn) + LEASE_US,
                fence=notice.c.fence + 1,
            )
            .returning(notice.c.id, notice.c.fence)
        )
        found += [Claim(*row) for row in conn.execute(statement)]
    return sorted(found)


def held(conn: sa.Connection, tenant_id: int, claims: Collection[Claim]) -> Sequence[sa.RowMapping]:
    """The notices of claims that still hold, until the transaction ends. Of the others nothing may be
    written."""
    fences = {claim.id: claim.fence for claim in claims}
    found: list[sa.RowMapping] = []
    for ids in _chunks(fences):
        statement = (
            sa.select(notice)
            .where(notice.c.tenant_id == tenant_id, notice.c.id.in_(ids), notice.c.status == "waiting")
            .order_by(notice.c.id)
            .with_for_update()
        )
        found += conn.execute(statement).mappings().all()
    return [row for row in found if row["fence"] == fences[row["id"]]]


def change(conn: sa.Connection, tenant_id: int, notice_ids: Collection[int], **values: Any) -> None:
    """Change some notices alike."""
    for ids in _chunks(notice_ids):
        conn.execute(
            notice.update().where(notice.c.tenant_id == tenant_id, notice.c.id.in_(ids)).values(**values)
        )


def cancel(conn: sa.Connection, tenant_id: int, notice_ids: Collection[int], why: str) -> None:
    """They are told no more."""
    change(conn, tenant_id, notice_ids, status="cancelled", error=why, owner=None, lease_until=None)


def held_for(conn: sa.Connection, tenant_id: int, why: str) -> Sequence[sa.RowMapping]:
    """What waits for the end of something, such as a silence."""
    statement = sa.select(notice).where(
        notice.c.tenant_id == tenant_id, notice.c.status == "waiting", notice.c.held_for == why
    )
    return conn.execute(statement.order_by(notice.c.id)).mappings().all()


def release_all(conn: sa.Connection) -> None:
    """Whoever was sending is gone: what it had claimed is free."""
    conn.execute(
        notice.update()
        .where(notice.c.lease_until.is_not(None))
        .values(owner=None, lease_until=None, fence=notice.c.fence + 1)
    )


def note_channel(conn: sa.Connection, tenant_id: int, channel_id: int, **values: Any) -> None:
    """How a channel does; its version stays. `failed`: counts one more failure in a row."""
    if values.pop("failed", False):
        values["failures"] = channel.c.failures + 1
    conn.execute(
        channel.update().where(channel.c.tenant_id == tenant_id, channel.c.id == channel_id).values(**values)
    )


def alerts(
    conn: sa.Connection, tenant_id: int, alert_ids: Collection[int], *, hold: bool = False
) -> dict[int, sa.RowMapping]:
    """Alerts by id. `hold`: until the transaction ends, and their notices with them: whoever changes notices
    holds the alert."""
    found: dict[int, sa.RowMapping] = {}
    for ids in _chunks(alert_ids):
        statement = sa.select(alert).where(alert.c.tenant_id == tenant_id, alert.c.id.in_(ids))
        if hold:
            statement = statement.order_by(alert.c.id).with_for_update()
        found |= {row["id"]: row for row in conn.execute(statement).mappings()}
    return found


def people(conn: sa.Connection, tenant_id: int, person_ids: Collection[int]) -> dict[int, sa.RowMapping]:
    """People by id."""
    found: dict[int, sa.RowMapping] = {}
    for ids in _chunks(person_ids):
        statement = sa.select(person).where(person.c.tenant_id == tenant_id, person.c.id.in_(ids))
        found |= {row["id"]: row for row in conn.execute(statement).mappings()}
    return found


def _chunks(ids: Iterable[int]) -> list[list[int]]:
    ordered = sorted(set(ids))
    return [ordered[at : at + CHUNK] for at in range(0, len(ordered), CHUNK)]
