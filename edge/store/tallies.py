"""How much is open in the whole installation, over all tenants: numbers for operators, counted by index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from edge.store.alert_tables import alert
from edge.store.alerts import TOLD
from edge.store.command_tables import command, job
from edge.store.commands import OPEN as COMMAND_OPEN
from edge.store.jobs import OPEN as JOB_OPEN
from edge.store.schema import device, tenant

SEVERITIES: Final = ("critical", "warning", "info")


@dataclass(frozen=True, slots=True)
class Tallies:
    """`alerts`: by severity, all of them named."""

    alerts: Mapping[str, int]
    jobs: int
    commands: int
    terminals: int


def tallies(conn: sa.Connection) -> Tallies:
    """Count what is open now."""
    of_all = sa.select(tenant.c.id)  # the indexes begin with the tenant
    by_severity = conn.execute(
        sa.select(alert.c.severity, sa.func.count())
        .where(alert.c.tenant_id.in_(of_all), alert.c.status.in_(TOLD))
        .group_by(alert.c.severity)
    )
    found = {severity: count for severity, count in by_severity}

    def count(table: sa.Table, *conditions: sa.ColumnElement[bool] | sa.TextClause) -> int:
        statement = sa.select(sa.func.count()).select_from(table)
        return int(conn.scalar(statement.where(table.c.tenant_id.in_(of_all), *conditions)) or 0)

    return Tallies(
        {severity: found.get(severity, 0) for severity in SEVERITIES},
        count(job, JOB_OPEN),
        count(command, COMMAND_OPEN),
        count(device, device.c.state == "active"),
    )
