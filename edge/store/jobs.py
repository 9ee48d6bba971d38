"""Jobs, and the items they are made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

import sqlalchemy as sa

from edge.store.command_tables import command, job, job_item
from edge.store.schema import device, tenant

ItemStatus = Literal["waiting", "running", "succeeded", "failed", "skipped", "cancelled"]
ENDED: Final = ("succeeded", "failed", "expired", "cancelled")
"""How commands end."""

# Spelled as in the index, or SQLite does not see that it will do.
OPEN: Final = sa.text("job.status IN ('queued', 'running', 'cancelling')")


class NewItem(NamedTuple):
    """An item to be carried out in a step. `ref`: what it is called in its job; `params`: what it is about,
    until it has ended."""

    number: int
    ref: str
    step: int
    device_id: int | None
    params: Mapping[str, Any] | None = None


class Front(NamedTuple):
    """How far a job is: the step of the first item that waits, None where none does, and whether any runs."""

    next_step: int | None
    running: bool


def add(conn: sa.Connection, row: Mapping[str, Any], items: Sequence[NewItem]) -> None:
    """A job, and its items in their order."""
    conn.execute(job.insert().values(**row))
    shared = {"tenant_id": row["tenant_id"], "job_id": row["id"], "status": "waiting"}
    conn.execute(job_item.insert(), [{**shared, **item._asdict()} for item in items])


def by_id(conn: sa.Connection, tenant_id: int, job_id: int) -> sa.RowMapping | None:
    statement = sa.select(job).where(job.c.tenant_id == tenant_id, job.c.id == job_id)
    return conn.execute(statement).mappings().one_or_none()


def hold(conn: sa.Connection, tenant_id: int, job_id: int) -> sa.RowMapping | None:
    """A job's row, which nobody else changes to the commit: whoever moves a job on holds it."""
    statement = sa.select(job).where(job.c.tenant_id == tenant_id, job.c.id == job_id).with_for_update()
    return conn.execute(statement).mappings().one_or_none()


def change(conn: sa.Connection, tenant_id: int, job_id: int, **values: Any) -> None:
    conn.execute(job.update().where(job.c.tenant_id == tenant_id, job.c.id == job_id).values(**values))


def open_jobs(conn: sa.Connection) -> Sequence[sa.RowMapping]:
    """Jobs that have not ended, over all tenants, the oldest first: tenant_id, id, type, status, step."""
    statement = (
        sa.select(job.c.tenant_id, job.c.id, job.c.type, job.c.status, job.c.step)
        .where(job.c.tenant_id.in_(sa.select(tenant.c.id)), OPEN)
        .order_by(job.c.tenant_id, job.c.id)
    )
    return conn.execute(statement).mappings().all()


def page(
    conn: sa.Connection,
    tenant_id: int,
    *,
    before: int | None,
    limit: int,
    types: Collection[str] | None = None,
    statuses: Collection[str] | None = None,
    actor: str | None = None,
) -> Sequence[sa.RowMapping]:
    """Jobs of a tenant, newest first, from before an id on; each filter narrows."""
    statement = sa.select(job).where(job.c.tenant_id == tenant_id).order_by(job.c.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(job.c.id < before)
    if types is not None:
        statement = statement.where(job.c.type.in_(types))
    if statuses is not None:
        statement = statement.where(job.c.status.in_(statuses))
    if actor is not None:
        statement = statement.where(job.c.actor == actor)
    return conn.execute(statement).mappings().all()


def counts(conn: sa.Connection, tenant_id: int, job_id: int) -> dict[ItemStatus, int]:
    """How many items are in each status; statuses of none are left out."""
    statement = (
        sa.select(job_item.c.status, sa.func.count())
        .where(job_item.c.tenant_id == tenant_id, job_item.c.job_id == job_id)
        .group_by(job_item.c.status)
    )
    return {status: count for status, count in conn.execute(statement)}


def front(conn: sa.Connection, tenant_id: int, job_id: int) -> Front:
    """Two looks into the index, however many items there are."""

    def first(status: ItemStatus) -> int | None:
        return conn.scalar(
            sa.select(job_item.c.step)
            .where(
                job_item.c.tenant_id == tenant_id, job_item.c.job_id == job_id, job_item.c.status == status
            )
            .order_by(job_item.c.number)
            .limit(1)
        )

    return Front(first("waiting"), first("running") is not None)


def items(
    conn: sa.Connection,
    tenant_id: int,
    job_id: int,
    *,
    after: int = -1,
    limit: int,
    statuses: Collection[str] | None = None,
    within_step: int | None = None,
) -> Sequence[sa.RowMapping]:
    """Items in their order with `device_public_id`, from after a number on; `within_step`: of no later
    step."""
    here = sa.and_(device.c.tenant_id == job_item.c.tenant_id, device.c.id == job_item.c.device_id)
    statement = (
        sa.select(job_item, device.c.public_id.label("device_public_id"))
        .outerjoin(device, here)
        .where(job_item.c.tenant_id == tenant_id, job_item.c.job_id == job_id, job_item.c.number > after)
        .order_by(job_item.c.number)
        .limit(limit)
    )
    if statuses is not None:
        statement = statement.where(job_item.c.status.in_(statuses))
    if within_step is not None:
        statement = statement.where(job_item.c.step <= within_step)
    return conn.execute(statement).mappings().all()


def change_item(conn: sa.Connection, tenant_id: int, job_id: int, number: int, **values: Any) -> None:
    conn.execute(
        job_item.update()
        .where(job_item.c.tenant_id == tenant_id, job_item.c.job_id == job_id, job_item.c.number == number)
        .values(**values)
    )


def begin(
    conn: sa.Connection,
    tenant_id: int,
    job_id: int,
    given: Mapping[int, int],
    refused: Mapping[int, str],
    now: int,
) -> None:
    """Items that have begun: which command was given, by number, and why none could be."""
    outcomes = [
        *(
            {"_number": number, "_status": "running", "_command": command_id, "_error": None, "_ended": None}
            for number, command_id in given.items()
        ),
        *(
            {"_number": number, "_status": "failed", "_command": None, "_error": error, "_ended": now}
            for number, error in refused.items()
        ),
    ]
    conn.execute(
        job_item.update()
        .where(
            job_item.c.tenant_id == tenant_id,
            job_item.c.job_id == job_id,
            job_item.c.number == sa.bindparam("_number"),
        )
        .values(
            status=sa.bindparam("_status"),
            command_id=sa.bindparam("_command"),
            error=sa.bindparam("_error"),
            finished_at=sa.bindparam("_ended"),
        ),
        outcomes,
    )


def end_waiting(
    conn: sa.Connection,
    tenant_id: int,
    job_id: int,
    status: Literal["skipped", "cancelled"],
    now: int,
    error: str | None = None,
) -> None:
    """All that has not begun never will."""
    conn.execute(
        job_item.update()
        .where(job_item.c.tenant_id == tenant_id, job_item.c.job_id == job_id, job_item.c.status == "waiting")
        .values(status=status, finished_at=now, error=error, params=sa.null())
    )


def end_items(
    conn: sa.Connection, tenant_id: int, job_id: int, problems: Mapping[int, str | None], now: int
) -> None:
    """Items have ended: by number why they failed, None where they succeeded. What they were about is let go
    of."""
    conn.execute(
        job_item.update()
        .where(
            job_item.c.tenant_id == tenant_id,
            job_item.c.job_id == job_id,
            job_item.c.number == sa.bindparam("_number"),
        )
        .values(
            status=sa.bindparam("_status"),
            error=sa.bindparam("_error"),
            finished_at=now,
            params=sa.null(),
        ),
        [
            {"_number": number, "_status": "succeeded" if error is None else "failed", "_error": error}
            for number, error in problems.items()
        ],
    )


def command_ended(conn: sa.Connection, row: Mapping[str, Any] | sa.RowMapping) -> None:
    """The item of a command that has just ended, ends with it: `row` is the command's, as it is now.

    Called in the transaction that ends a command. What was not is found by `ended_unnoticed`.
    """
    if row["job_id"] is None or row["status"] not in ENDED:
        return
    ending = {"succeeded": "succeeded", "cancelled": "cancelled"}.get(row["status"], "failed")
    conn.execute(
        job_item.update()
        .where(
            job_item.c.tenant_id == row["tenant_id"],
            job_item.c.command_id == row["id"],
            job_item.c.status == "running",
        )
        .values(status=ending, error=row["error"], finished_at=row["finished_at"])
    )


def ended_unnoticed(conn: sa.Connection, tenant_id: int, job_id: int, limit: int) -> Sequence[sa.RowMapping]:
    """Commands of a job that ended while its items still run."""
    statement = (
        sa.select(command)
        .join(
            job_item,
            sa.and_(job_item.c.tenant_id == command.c.tenant_id, job_item.c.command_id == command.c.id),
        )
        .where(
            command.c.tenant_id == tenant_id,
            job_item.c.tenant_id == tenant_id,
            job_item.c.job_id == job_id,
            job_item.c.status == "running",
            command.c.status.in_(ENDED),
        )
        .order_by(command.c.id)
        .limit(limit)
    )
    return conn.execute(statement).mappings().all()


def queued_commands(conn: sa.Connection, tenant_id: int, job_id: int, limit: int) -> list[tuple[int, int]]:
    """(command, device) of commands of a job that have not left."""
    statement = (
        sa.select(command.c.id, command.c.device_id)
        .where(command.c.tenant_id == tenant_id, command.c.job_id == job_id, command.c.status == "queued")
        .order_by(command.c.id)
        .limit(limit)
    )
    return [(command_id, device_id) for command_id, device_id in conn.execute(statement)]
