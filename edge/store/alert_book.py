"""Alerts as they are written: what is open of some entities, and rows added, changed and dropped at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from edge.store.alert_tables import alert
from edge.store.schema import site

CHUNK: Final = 500
Entity = tuple[str, str]  # type, id


def open_of(
    conn: sa.Connection, tenant_id: int, kinds: Collection[str], entities: Collection[Entity]
) -> list[dict[str, Any]]:
    """Open alerts of these kinds about these entities, held until the transaction ends."""
    ids = sorted({entity_id for _, entity_id in entities})
    found: list[dict[str, Any]] = []
    for at in range(0, len(ids), CHUNK):
        statement = (
            sa.select(alert)
            .where(
                alert.c.tenant_id == tenant_id,
                alert.c.status != "resolved",
                alert.c.kind.in_(kinds),
                alert.c.entity_id.in_(ids[at : at + CHUNK]),
            )
            .order_by(alert.c.id)
            .with_for_update()
        )
        found += [dict(row) for row in conn.execute(statement).mappings()]
    return found


def latest(
    conn: sa.Connection, tenant_id: int, kind: str, entity: Entity, since_us: int
) -> dict[str, Any] | None:
    """The alert of that kind about an entity that was over last, not before an instant."""
    statement = (
        sa.select(alert)
        .where(
            alert.c.tenant_id == tenant_id,
            alert.c.entity_type == entity[0],
            alert.c.entity_id == entity[1],
            alert.c.kind == kind,
            alert.c.status == "resolved",
            alert.c.resolved_at >= since_us,
        )
        .order_by(alert.c.id.desc())
        .limit(1)
        .with_for_update()
    )
    row = conn.execute(statement).mappings().first()
    return None if row is None else dict(row)


def add(conn: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        conn.execute(alert.insert(), list(rows))


def save(
    conn: sa.Connection, tenant_id: int, rows: Iterable[Mapping[str, Any]], names: Sequence[str]
) -> None:
    """Write these members of alerts; their versions go up."""
    values = [{"of_id": row["id"], **{f"to_{name}": row[name] for name in names}} for row in rows]
    if values:
        conn.execute(
            alert.update()
            .where(alert.c.tenant_id == tenant_id, alert.c.id == sa.bindparam("of_id"))
            .values(version=alert.c.version + 1, **{name: sa.bindparam(f"to_{name}") for name in names}),
            values,
        )


def drop(conn: sa.Connection, tenant_id: int, ids: Sequence[int]) -> None:
    """Forget alerts that nobody had to hear of."""
    for at in range(0, len(ids), CHUNK):
        chosen = alert.c.id.in_(ids[at : at + CHUNK])
        conn.execute(alert.delete().where(alert.c.tenant_id == tenant_id, chosen))


def held(conn: sa.Connection, tenant_id: int, alert_id: int) -> dict[str, Any] | None:
    """One alert, held until the transaction ends."""
    statement = sa.select(alert).where(alert.c.tenant_id == tenant_id, alert.c.id == alert_id)
    row = conn.execute(statement.with_for_update()).mappings().one_or_none()
    return None if row is None else dict(row)


def sites_by_public_ids(
    conn: sa.Connection, tenant_id: int, names: Collection[str]
) -> dict[str, sa.Row[Any, Any, Any]]:
    """(public_id, id, name) of sites, by public id."""
    statement = sa.select(site.c.public_id, site.c.id, site.c.name).where(
        site.c.tenant_id == tenant_id, site.c.public_id.in_(names)
    )
    return {row.public_id: row for row in conn.execute(statement)}
