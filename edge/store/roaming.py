"""Whom a terminal may be told of when it asks."""

from __future__ import annotations

import sqlalchemy as sa

from edge.store.people_tables import employee, employee_place


def placed_person(
    conn: sa.Connection, tenant_id: int, device_id: int, site_id: int | None, pin: str
) -> sa.RowMapping | None:
    """The employee of a PIN whose place is this terminal or its site, None where there is none."""
    there = sa.and_(employee_place.c.kind == "device", employee_place.c.place_id == device_id)
    if site_id is not None:
        at_site = sa.and_(employee_place.c.kind == "site", employee_place.c.place_id == site_id)
        there = sa.or_(there, at_site)
    placed = (
        sa.select(employee_place.c.place_id)
        .where(employee_place.c.tenant_id == tenant_id, employee_place.c.employee_id == employee.c.id, there)
        .exists()
    )
    statement = sa.select(employee).where(employee.c.tenant_id == tenant_id, employee.c.pin == pin, placed)
    return conn.execute(statement).mappings().first()
