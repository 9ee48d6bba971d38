"""People who can be told of alerts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from edge.store.notice_tables import notice, person
from edge.store.schema import api_key


def add(conn: sa.Connection, row: Mapping[str, Any]) -> None:
    conn.execute(person.insert().values(**row))


def find(conn: sa.Connection, tenant_id: int, name: str, *, hold: bool = False) -> sa.RowMapping | None:
    """A person by public id. `hold`: until the transaction ends nobody else changes them."""
    statement = sa.select(person).where(person.c.tenant_id == tenant_id, person.c.public_id == name)
    return conn.execute(statement.with_for_update() if hold else statement).mappings().one_or_none()


def by_id(conn: sa.Connection, tenant_id: int, person_id: int) -> sa.RowMapping | None:
    statement = sa.select(person).where(person.c.tenant_id == tenant_id, person.c.id == person_id)
    return conn.execute(statement).mappings().one_or_none()


def page(conn: sa.Connection, tenant_id: int, *, after: int, limit: int) -> Sequence[sa.RowMapping]:
    """People in the order they were made, from after an id on."""
    statement = sa.select(person).where(person.c.tenant_id == tenant_id, person.c.id > after)
    return conn.execute(statement.order_by(person.c.id).limit(limit)).mappings().all()


def of_tenant(conn: sa.Connection, tenant_id: int) -> Sequence[sa.RowMapping]:
    """All people, in the order they were made."""
    statement = sa.select(person).where(person.c.tenant_id == tenant_id).order_by(person.c.id)
    return conn.execute(statement).mappings().all()


def public_ids(conn: sa.Connection, tenant_id: int, person_ids: Collection[int]) -> dict[int, str]:
    if not person_ids:
        return {}
    statement = sa.select(person.c.id, person.c.public_id).where(
        person.c.tenant_id == tenant_id, person.c.id.in_(person_ids)
    )
    return {person_id: public_id for person_id, public_id in conn.execute(statement)}


def change(conn: sa.Connection, tenant_id: int, person_id: int, **values: Any) -> None:
    """Change a person; their version goes up."""
    conn.execute(
        person.update()
        .where(person.c.tenant_id == tenant_id, person.c.id == person_id)
        .values(version=person.c.version + 1, **values)
    )


def remove(conn: sa.Connection, tenant_id: int, person_id: int) -> None:
    """Take a person away. Their keys go on without them; what they were to be told is cancelled."""
    conn.execute(
        api_key.update()
        .where(api_key.c.tenant_id == tenant_id, api_key.c.person_id == person_id)
        .values(person_id=None)
    )
    conn.execute(
        notice.update()
        .where(notice.c.tenant_id == tenant_id, notice.c.person_id == person_id, notice.c.status == "waiting")
        .values(status="cancelled", error="the person was deleted")
    )
    conn.execute(person.delete().where(person.c.tenant_id == tenant_id, person.c.id == person_id))
