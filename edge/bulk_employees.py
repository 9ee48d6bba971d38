"""Thousands of employees made or changed by one request."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import sqlalchemy as sa

from edge import employee_upserts
from edge.bulk_upserts import BATCH, Bulk, Done
from edge.employee_upserts import Upsert
from edge.store.ids import IdClock


def _carry_out(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    upserts: Sequence[Upsert],
    within: Collection[int] | None,
    now: int,
) -> Done:
    employee_upserts.judge(conn, tenant_id, upserts, within)
    return Done(employee_upserts.save(conn, ids, tenant_id, upserts, now=now))


EMPLOYEES: Final = Bulk("employees.bulk_upsert", "employee", "employee_id", Upsert, _carry_out)
KIND: Final = EMPLOYEES.kind

__all__ = ["BATCH", "EMPLOYEES", "KIND"]
