"""Work codes, and what terminals hold of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from edge.store.engine import insert
from edge.store.people_tables import device_work_code, work_code
from edge.store.schema import device


class HeldCode(NamedTuple):
    """What is known of one code on one device, as `device_work_code` says."""

    code: str
    held: str | None = None
    ours: bool = False
    command_id: int | None = None
    rewritten: int = 0
    failed_at: int | None = None


class Standing(NamedTuple):
    """On how many terminals a code is as it should be, on its way, or refused."""

    in_sync: int = 0
    pending: int = 0
    failed: int = 0


def add(conn: sa.Connection, row: Mapping[str, Any]) -> bool:
    """Returns False where the tenant has the code."""
    added = conn.execute(insert(conn, work_code).values(version=1, **row).on_conflict_do_nothing())
    return added.rowcount == 1


def by_code(conn: sa.Connection, tenant_id: int, code: str) -> sa.RowMapping | None:
    statement = sa.select(work_code).where(work_code.c.tenant_id == tenant_id, work_code.c.code == code)
    return conn.execute(statement).mappings().one_or_none()


def page(conn: sa.Connection, tenant_id: int, *, after: str, limit: int) -> Sequence[sa.RowMapping]:
    """In the order of the codes, from after one on."""
    statement = (
        sa.select(work_code)
        .where(work_code.c.tenant_id == tenant_id, work_code.c.code > after)
        .order_by(work_code.c.code)
        .limit(limit)
    )
    return conn.execute(statement).mappings().all()


def count(conn: sa.Connection, tenant_id: int) -> int:
    statement = sa.select(sa.func.count()).select_from(work_code).where(work_code.c.tenant_id == tenant_id)
    return int(conn.execute(statement).scalar_one())


def change(conn: sa.Connection, tenant_id: int, code: str, **values: Any) -> None:
    """Its version goes up."""
    conn.execute(
        work_code.update()
        .where(work_code.c.tenant_id == tenant_id, work_code.c.code == code)
        .values(version=work_code.c.version + 1, **values)
    )


def remove(conn: sa.Connection, tenant_id: int, code: str) -> None:
    conn.execute(work_code.delete().where(work_code.c.tenant_id == tenant_id, work_code.c.code == code))


def names(conn: sa.Connection, tenant_id: int, codes: Collection[str] | None = None) -> dict[str, str]:
    """The names of codes of a tenant: of all, or of those among some."""
    statement = sa.select(work_code.c.code, work_code.c.name).where(work_code.c.tenant_id == tenant_id)
    if codes is not None:
        statement = statement.where(work_code.c.code.in_(codes))
    return {code: name for code, name in conn.execute(statement.order_by(work_code.c.code))}


def held_at(
    conn: sa.Connection, tenant_id: int, device_id: int, codes: Collection[str] | None = None
) -> dict[str, HeldCode]:
    """What is known of the codes on a device, of all or of some."""
    statement = sa.select(*(device_work_code.c[name] for name in HeldCode._fields)).where(
        device_work_code.c.tenant_id == tenant_id, device_work_code.c.device_id == device_id
    )
    if codes is not None:
        statement = statement.where(device_work_code.c.code.in_(codes))
    found = conn.execute(statement.order_by(device_work_code.c.code))
    return {row.code: HeldCode._make(row) for row in found}


def note(conn: sa.Connection, tenant_id: int, device_id: int, found: Iterable[HeldCode]) -> None:
    """Replace what is known of codes on a device."""
    rows = [{"tenant_id": tenant_id, "device_id": device_id, **one._asdict()} for one in found]
    if not rows:
        return
    statement = insert(conn, device_work_code)
    changed = {name: statement.excluded[name] for name in HeldCode._fields if name != "code"}
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=list(device_work_code.primary_key.columns), set_=changed
        ),
        rows,
    )


def forget(conn: sa.Connection, tenant_id: int, device_id: int, code: str) -> None:
    conn.execute(
        device_work_code.delete().where(
            device_work_code.c.tenant_id == tenant_id,
            device_work_code.c.device_id == device_id,
            device_work_code.c.code == code,
        )
    )


def unlearn(conn: sa.Connection, tenant_id: int, device_id: int) -> None:
    """What a device holds is not known any more."""
    conn.execute(
        device_work_code.update()
        .where(device_work_code.c.tenant_id == tenant_id, device_work_code.c.device_id == device_id)
        .values(held=None, rewritten=0, failed_at=None)
    )


def forget_failures(conn: sa.Connection, tenant_id: int, code: str) -> None:
    """A code is another than those that terminals refused."""
    conn.execute(
        device_work_code.update()
        .where(device_work_code.c.tenant_id == tenant_id, device_work_code.c.code == code)
        .values(failed_at=None, rewritten=0)
    )


def standing(conn: sa.Connection, tenant_id: int, codes: Collection[str]) -> dict[str, Standing]:
    """How codes stand on terminals; those of which nothing is known anywhere are left out."""
    known = device_work_code.c
    waits, refused = known.command_id.is_not(None), known.failed_at.is_not(None)
    settled = sa.and_(~waits, ~refused, known.held.is_not(None))
    counted = [
        sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)
        for condition in (settled, waits, sa.and_(~waits, refused))
    ]
    statement = (
        sa.select(known.code, *counted)
        .where(known.tenant_id == tenant_id, known.code.in_(codes))
        .group_by(known.code)
    )
    return {code: Standing(*map(int, numbers)) for code, *numbers in conn.execute(statement)}


def device_ids(conn: sa.Connection, tenant_id: int) -> list[int]:
    """The devices that are served."""
    statement = sa.select(device.c.id).where(device.c.tenant_id == tenant_id, device.c.state != "retired")
    return list(conn.scalars(statement.order_by(device.c.id)))
