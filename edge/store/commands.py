"""Commands, and the lines they are sent as."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from edge.store.command_tables import command, command_line, device_lines
from edge.store.engine import insert
from edge.store.people_tables import device_people, device_person
from edge.store.schema import device, tenant

# Spelled as in the indexes, or SQLite does not see that they will do.
OPEN: Final = sa.text("command.status IN ('queued', 'sent')")
_AWAITED: Final = sa.text("command_line.state IN ('sent', 'waiting')")

# With the columns of its device that everybody shows of it.
_SHOWN = (
    sa.select(
        command,
        device.c.public_id.label("device_public_id"),
        device.c.serial.label("device_serial"),
        device.c.site_id.label("site_id"),
    )
    .select_from(command)
    .join(device, sa.and_(device.c.tenant_id == command.c.tenant_id, device.c.id == command.c.device_id))
)


@dataclass(frozen=True, slots=True)
class Counter:
    """The last number given to a line of a device, and to how many lines of one reply it ever answered."""

    number: int
    answered_together: int


def add(conn: sa.Connection, row: Mapping[str, Any]) -> None:
    conn.execute(command.insert().values(**row))


def by_id(conn: sa.Connection, tenant_id: int, command_id: int) -> sa.RowMapping | None:
    """A command with `device_public_id`, `device_serial` and `site_id` of its device."""
    statement = _SHOWN.where(command.c.tenant_id == tenant_id, command.c.id == command_id)
    return conn.execute(statement).mappings().one_or_none()


def change(conn: sa.Connection, tenant_id: int, command_id: int, **values: Any) -> None:
    conn.execute(
        command.update().where(command.c.tenant_id == tenant_id, command.c.id == command_id).values(**values)
    )


def change_queued(conn: sa.Connection, tenant_id: int, command_id: int, **values: Any) -> bool:
    """Change a command that is queued. False where it is not by now."""
    changed = conn.execute(
        command.update()
        .where(command.c.tenant_id == tenant_id, command.c.id == command_id, command.c.status == "queued")
        .values(**values)
    )
    return changed.rowcount == 1


def page(
    conn: sa.Connection,
    tenant_id: int,
    *,
    before: int | None,
    limit: int,
    device_ids: Collection[int] | None = None,
    site_ids: Collection[int] | None = None,
    statuses: Collection[str] | None = None,
    words: Collection[str] | None = None,
) -> Sequence[sa.RowMapping]:
    """Commands as `by_id` gives them, newest first, from before an id on; each filter narrows."""
    statement = _SHOWN.where(command.c.tenant_id == tenant_id).order_by(command.c.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(command.c.id < before)
    if device_ids is not None:
        statement = statement.where(command.c.device_id.in_(device_ids))
    if site_ids is not None:
        statement = statement.where(device.c.site_id.in_(site_ids))
    if statuses is not None:
        statement = statement.where(command.c.status.in_(statuses))
    if words is not None:
        statement = statement.where(command.c.command.in_(words))
    return conn.execute(statement).mappings().all()


def devices_with_open(conn: sa.Connection) -> set[tuple[int, int]]:
    """(tenant, device) of all that have commands under way, over all tenants: for a process's own memory."""
    statement = (
        sa.select(command.c.tenant_id, command.c.device_id)
        .where(command.c.tenant_id.in_(sa.select(tenant.c.id)), OPEN)
        .distinct()
    )
    return {(tenant_id, device_id) for tenant_id, device_id in conn.execute(statement)}


def unsent(
    conn: sa.Connection,
    tenant_id: int,
    device_id: int,
    *,
    now: int,
    after: int,
    limit: int,
    words: Collection[str] | None = None,
    but_words: Collection[str] = (),
) -> Sequence[sa.RowMapping]:
    """Commands of a device that have steps to be sent and have not run out, in the order they were made, from
    after an id on."""
    statement = (
        sa.select(command)
        .where(
            command.c.tenant_id == tenant_id,
            command.c.device_id == device_id,
            command.c.id > after,
            OPEN,
            command.c.expires_at > now,
            sa.or_(command.c.status == "queued", command.c.step < command.c.steps),
        )
        .order_by(command.c.id)
        .limit(limit)
    )
    if words is not None:
        statement = statement.where(command.c.command.in_(words))
    if but_words:
        statement = statement.where(command.c.command.not_in(but_words))
    return conn.execute(statement).mappings().all()


def has_open(conn: sa.Connection, tenant_id: int, device_id: int) -> bool:
    """Whether any command of a device is under way."""
    statement = sa.select(command.c.id).where(
        command.c.tenant_id == tenant_id, command.c.device_id == device_id, OPEN
    )
    return conn.execute(statement.limit(1)).first() is not None


def overdue(conn: sa.Connection, now: int, limit: int) -> Sequence[sa.RowMapping]:
    """Open commands whose time has run out, over all tenants: (tenant_id, id, device_id)."""
    statement = (
        sa.select(command.c.tenant_id, command.c.id, command.c.device_id)
        .where(command.c.tenant_id.in_(sa.select(tenant.c.id)), OPEN, command.c.expires_at <= now)
        .limit(limit)
    )
    return conn.execute(statement).mappings().all()


def open_of_device(conn: sa.Connection, tenant_id: int, device_id: int) -> list[int]:
    """The ids of all commands of a device that are under way."""
    statement = sa.select(command.c.id).where(
        command.c.tenant_id == tenant_id, command.c.device_id == device_id, OPEN
    )
    return list(conn.scalars(statement.order_by(command.c.id)))


def counter(conn: sa.Connection, tenant_id: int, device_id: int) -> Counter:
    """What is counted for a device; its row is made where there is none."""
    conn.execute(
        insert(conn, device_lines)
        .values(tenant_id=tenant_id, device_id=device_id, number=0, answered_together=0)
        .on_conflict_do_nothing()
    )
    statement = sa.select(device_lines.c.number, device_lines.c.answered_together).where(
        device_lines.c.tenant_id == tenant_id, device_lines.c.device_id == device_id
    )
    return Counter(*conn.execute(statement).one())


def save_counter(conn: sa.Connection, tenant_id: int, device_id: int, **values: int) -> None:
    conn.execute(
        device_lines.update()
        .where(device_lines.c.tenant_id == tenant_id, device_lines.c.device_id == device_id)
        .values(**values)
    )


def add_lines(conn: sa.Connection, lines: Sequence[Mapping[str, Any]]) -> None:
    """Every column of `command_line` but those that an answer fills in."""
    if lines:
        conn.execute(command_line.insert(), list(lines))


def lines_named(
    conn: sa.Connection, tenant_id: int, device_id: int, wire_ids: Collection[str]
) -> dict[str, sa.RowMapping]:
    """The lines of a device that these ids were given to, by id."""
    statement = sa.select(command_line).where(
        command_line.c.tenant_id == tenant_id,
        command_line.c.device_id == device_id,
        command_line.c.wire_id.in_(wire_ids),
    )
    return {row["wire_id"]: row for row in conn.execute(statement).mappings()}


def awaited_lines(
    conn: sa.Connection, tenant_id: int, device_id: int, command_id: int | None = None
) -> Sequence[sa.RowMapping]:
    """Lines of a device whose last word is still to come, in the order of their commands."""
    statement = (
        sa.select(command_line)
        .where(command_line.c.tenant_id == tenant_id, command_line.c.device_id == device_id, _AWAITED)
        .order_by(command_line.c.command_id, command_line.c.step, command_line.c.position)
    )
    if command_id is not None:
        statement = statement.where(command_line.c.command_id == command_id)
    return conn.execute(statement).mappings().all()


def change_line(conn: sa.Connection, tenant_id: int, device_id: int, wire_id: str, **values: Any) -> None:
    conn.execute(
        command_line.update()
        .where(
            command_line.c.tenant_id == tenant_id,
            command_line.c.device_id == device_id,
            command_line.c.wire_id == wire_id,
        )
        .values(**values)
    )


def change_lines(
    conn: sa.Connection, tenant_id: int, device_id: int, lines: Mapping[str, Mapping[str, Any]]
) -> None:
    """Change many lines, by their ids; the same columns of each."""
    if not lines:
        return
    columns = next(iter(lines.values())).keys()
    conn.execute(
        command_line.update()
        .where(
            command_line.c.tenant_id == tenant_id,
            command_line.c.device_id == device_id,
            command_line.c.wire_id == sa.bindparam("_line"),
        )
        .values({name: sa.bindparam(f"_{name}") for name in columns}),
        [
            {"_line": wire_id, **{f"_{name}": value for name, value in values.items()}}
            for wire_id, values in lines.items()
        ],
    )


def await_no_more(conn: sa.Connection, tenant_id: int, device_id: int, command_id: int) -> None:
    """The command has ended: what its lines will still be answered changes nothing."""
    conn.execute(
        command_line.update()
        .where(
            command_line.c.tenant_id == tenant_id,
            command_line.c.device_id == device_id,
            command_line.c.command_id == command_id,
            _AWAITED,
        )
        .values(state="unanswered")
    )


def failed_lines(
    conn: sa.Connection, tenant_id: int, command_id: int, limit: int
) -> tuple[Sequence[sa.RowMapping], int]:
    """The first lines that failed and were needed, and of how many steps any did."""
    failed = sa.and_(
        command_line.c.tenant_id == tenant_id,
        command_line.c.command_id == command_id,
        command_line.c.needed,
        command_line.c.state == "failed",
    )
    first = sa.select(command_line).where(failed).order_by(command_line.c.step, command_line.c.position)
    count = sa.select(sa.func.count(command_line.c.step.distinct())).where(failed)
    return conn.execute(first.limit(limit)).mappings().all(), int(conn.execute(count).scalar_one())


def words(conn: sa.Connection, tenant_id: int, command_id: int) -> set[str]:
    """What a terminal said of the lines of a command."""
    statement = (
        sa.select(command_line.c.word)
        .distinct()
        .where(
            command_line.c.tenant_id == tenant_id,
            command_line.c.command_id == command_id,
            command_line.c.word.is_not(None),
        )
    )
    return set(conn.scalars(statement))


def people_held(conn: sa.Connection, tenant_id: int, device_id: int, counted: int | None) -> set[str] | None:
    """The PINs a terminal holds; None where not all are known: it neither listed them all nor counts as many
    (`counted`) as it told of."""
    listed = sa.select(device_people.c.listed_at).where(
        device_people.c.tenant_id == tenant_id, device_people.c.device_id == device_id
    )
    held = sa.select(device_person.c.pin).where(
        device_person.c.tenant_id == tenant_id, device_person.c.device_id == device_id
    )
    found = set(conn.scalars(held))
    whole = conn.execute(listed).scalar_one_or_none() is not None or counted == len(found)
    return found if whole else None
