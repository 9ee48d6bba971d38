"""Sites: places where devices stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from edge.store.schema import site


def add(conn: sa.Connection, row: Mapping[str, Any]) -> None:
    conn.execute(site.insert().values(**row))


def by_id(conn: sa.Connection, tenant_id: int, site_id: int) -> sa.RowMapping | None:
    statement = sa.select(site).where(site.c.tenant_id == tenant_id, site.c.id == site_id)
    return conn.execute(statement).mappings().one_or_none()


def find(conn: sa.Connection, tenant_id: int, name: str) -> sa.RowMapping | None:
    """A site by public id or slug."""
    for column in (site.c.public_id, site.c.slug):
        statement = sa.select(site).where(site.c.tenant_id == tenant_id, column == name)
        found = conn.execute(statement).mappings().one_or_none()
        if found is not None:
            return found
    return None


def matching(conn: sa.Connection, tenant_id: int, name: str) -> Sequence[sa.RowMapping]:
    """Sites that a filter means: the one of that public id or slug, else all of that name."""
    found = find(conn, tenant_id, name)
    if found is not None:
        return [found]
    statement = sa.select(site).where(site.c.tenant_id == tenant_id, site.c.name == name).order_by(site.c.id)
    return conn.execute(statement).mappings().all()


def page(
    conn: sa.Connection, tenant_id: int, *, after: int, limit: int, site_ids: Collection[int] | None = None
) -> Sequence[sa.RowMapping]:
    """Sites in the order they were made, from after an id on; `site_ids` narrows to some."""
    statement = (
        sa.select(site)
        .where(site.c.tenant_id == tenant_id, site.c.id > after)
        .order_by(site.c.id)
        .limit(limit)
    )
    if site_ids is not None:
        statement = statement.where(site.c.id.in_(site_ids))
    return conn.execute(statement).mappings().all()


def public_ids(conn: sa.Connection, tenant_id: int, site_ids: Collection[int]) -> dict[int, str]:
    if not site_ids:
        return {}
    statement = sa.select(site.c.id, site.c.public_id).where(
        site.c.tenant_id == tenant_id, site.c.id.in_(site_ids)
    )
    return {site_id: public_id for site_id, public_id in conn.execute(statement)}


def names(conn: sa.Connection, tenant_id: int, site_ids: Collection[int]) -> dict[int, str]:
    """What sites are called, by id."""
    if not site_ids:
        return {}
    statement = sa.select(site.c.id, site.c.name).where(
        site.c.tenant_id == tenant_id, site.c.id.in_(site_ids)
    )
    return {site_id: name for site_id, name in conn.execute(statement)}


def slugs_like(conn: sa.Connection, tenant_id: int, stem: str) -> set[str]:
    """Slugs that begin so."""
    statement = sa.select(site.c.slug).where(
        site.c.tenant_id == tenant_id, site.c.slug.startswith(stem, autoescape=True)
    )
    return set(conn.scalars(statement))


def change(conn: sa.Connection, tenant_id: int, site_id: int, **values: Any) -> None:
    """Change a site; its version goes up."""
    conn.execute(
        site.update()
        .where(site.c.tenant_id == tenant_id, site.c.id == site_id)
        .values(version=site.c.version + 1, **values)
    )


def remove(conn: sa.Connection, tenant_id: int, site_id: int) -> None:
    conn.execute(site.delete().where(site.c.tenant_id == tenant_id, site.c.id == site_id))
