"""Lines that could not be read, kept until they can be or somebody lets go of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import sqlalchemy as sa

from edge.store.schema import dead_line

Status = Literal["open", "resolved", "discarded"]

_STEP: Final = 500  # ids a statement


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which lines; None means any. Instants (microseconds) are of when a line first came."""

    device_ids: Collection[int] | None = None
    codes: Collection[str] | None = None
    tables: Collection[str] | None = None
    seen_from: int | None = None
    seen_to: int | None = None


def page(
    conn: sa.Connection,
    tenant_id: int,
    *,
    before: int | None,
    limit: int,
    chosen: Chosen,
    statuses: Collection[str],
) -> Sequence[sa.RowMapping]:
    """Lines newest first, from before an id on."""
    statement = (
        sa.select(dead_line)
        .where(dead_line.c.tenant_id == tenant_id, *_conditions(chosen))
        .order_by(dead_line.c.id.desc())
        .limit(limit)
    )
    if len(statuses) == 1:  # of several there is no order in the index
        statement = statement.where(dead_line.c.status == next(iter(statuses)))
    else:
        statement = statement.where(dead_line.c.status.in_(statuses))
    if before is not None:
        statement = statement.where(dead_line.c.id < before)
    return conn.execute(statement).mappings().all()


def by_id(conn: sa.Connection, tenant_id: int, line_id: int) -> sa.RowMapping | None:
    statement = sa.select(dead_line).where(dead_line.c.tenant_id == tenant_id, dead_line.c.id == line_id)
    return conn.execute(statement).mappings().one_or_none()


def chosen_ids(conn: sa.Connection, tenant_id: int, chosen: Chosen, limit: int) -> list[tuple[int, int]]:
    """(id, device) of open lines, oldest first."""
    statement = (
        sa.select(dead_line.c.id, dead_line.c.device_id)
        .where(dead_line.c.tenant_id == tenant_id, dead_line.c.status == "open", *_conditions(chosen))
        .order_by(dead_line.c.id)
        .limit(limit)
    )
    return [(line_id, device_id) for line_id, device_id in conn.execute(statement)]


def settle(
    conn: sa.Connection,
    tenant_id: int,
    line_id: int,
    status: Status,
    at: int,
    by: str,
    reason: str | None,
    punch_id: int | None = None,
) -> None:
    """A line is open no more."""
    conn.execute(
        dead_line.update()
        .where(dead_line.c.tenant_id == tenant_id, dead_line.c.id == line_id)
        .values(status=status, settled_at=at, settled_by=by, reason=reason, punch_id=punch_id)
    )


def discard(
    conn: sa.Connection, tenant_id: int, line_ids: Sequence[int], at: int, by: str, reason: str | None
) -> None:
    """Let go of what open lines say. Their rows stay, by which they are known when they come again."""
    for start in range(0, len(line_ids), _STEP):
        conn.execute(
            dead_line.update()
            .where(
                dead_line.c.tenant_id == tenant_id,
                dead_line.c.id.in_(line_ids[start : start + _STEP]),
                dead_line.c.status == "open",
            )
            .values(line=b"", status="discarded", settled_at=at, settled_by=by, reason=reason)
        )


def _conditions(chosen: Chosen) -> list[sa.ColumnElement[bool]]:
    columns: list[tuple[sa.Column[Any], Collection[Any] | None]] = [
        (dead_line.c.device_id, chosen.device_ids),
        (dead_line.c.code, chosen.codes),
        (dead_line.c.table_name, chosen.tables),
    ]
    found: list[sa.ColumnElement[bool]] = [
        column.in_(wanted) for column, wanted in columns if wanted is not None
    ]
    if chosen.seen_from is not None:
        found.append(dead_line.c.first_seen_at >= chosen.seen_from)
    if chosen.seen_to is not None:
        found.append(dead_line.c.first_seen_at < chosen.seen_to)
    return found
