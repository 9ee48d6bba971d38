"""Statements that are made once: for each engine, and for each shape."""

from __future__ import annotations

import sqlalchemy as sa

from edge.store.engine import prepared
from edge.store.schema import tenant


def test_a_statement_is_made_once_for_each_shape() -> None:
    made: list[bool] = []

    @prepared
    def of_tenant(conn: sa.Connection, hold: bool) -> sa.Select[int]:
        made.append(hold)
        statement = sa.select(tenant.c.id).where(tenant.c.id == sa.bindparam("wanted"))
        return statement.with_for_update() if hold else statement

    engine = sa.create_engine("sqlite://")
    tenant.metadata.create_all(engine, [tenant])
    with engine.connect() as conn:
        assert of_tenant(conn, True) is of_tenant(conn, True)
        assert of_tenant(conn, False) is not of_tenant(conn, True)
        assert conn.scalars(of_tenant(conn, False), {"wanted": 1}).all() == []
    engine.dispose()
    assert made == [True, False]
