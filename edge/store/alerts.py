"""Alerts as rows: one, a page of them, what is open of a fleet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import sqlalchemy as sa

from edge.store.alert_tables import alert
from edge.store.schema import site

# What everybody who shows an alert needs: the row, and the site it is about.
_WHOLE: Final = sa.select(
    alert, site.c.public_id.label("site_public_id"), site.c.name.label("site_name")
).select_from(
    alert.outerjoin(site, sa.and_(site.c.tenant_id == alert.c.tenant_id, site.c.id == alert.c.site_id))
)
_RANK: Final = sa.case({"critical": 2, "warning": 1}, value=alert.c.severity, else_=0)
_EXPECTED: Final = sa.func.coalesce(alert.c.expected, 0.0)
TOLD: Final = ("firing", "resolving", "unstable")

Order = Literal["urgency", "opened_at"]


@dataclass(frozen=True, slots=True)
class Sought:
    """Which alerts. None: whichever. `site_ids`, `device_ids`: rows; `devices`: public ids of the same;
    `assignee`: a public id, or "" for nobody. `words` must all be found in the texts."""

    statuses: Collection[str] | None = None
    kinds: Collection[str] | None = None
    severities: Collection[str] | None = None
    site_ids: Collection[int] | None = None
    device_ids: Collection[int] | None = None
    devices: Collection[str] = ()
    assignee: str | None = None
    from_us: int | None = None
    to_us: int | None = None
    words: Sequence[str] = ()


def find(conn: sa.Connection, tenant_id: int, alert_id: int, *, hold: bool = False) -> sa.RowMapping | None:
    """One alert with its site; `hold` keeps others from changing it until the transaction ends."""
    statement = _WHOLE.where(alert.c.tenant_id == tenant_id, alert.c.id == alert_id)
    if hold:
        statement = statement.with_for_update(of=alert)
    return conn.execute(statement).mappings().one_or_none()


def page(
    conn: sa.Connection,
    tenant_id: int,
    sought: Sought,
    *,
    order: Order,
    after: Sequence[int | str] | None,
    limit: int,
) -> Sequence[sa.RowMapping]:
    """Alerts after an anchor of that order (`anchor_of`), or from the first on."""
    statement = _WHOLE.where(*_conditions(tenant_id, sought)).limit(limit)
    if order == "opened_at":
        statement = statement.order_by(alert.c.opened_at.desc(), alert.c.id.desc())
    else:
        statement = statement.order_by(_RANK.desc(), _EXPECTED.desc(), alert.c.id)
    if after is not None:
        statement = statement.where(_beyond(order, after))
    return conn.execute(statement).mappings().all()


def anchor_of(order: Order, row: sa.RowMapping) -> list[int | str]:
    """Where a page ends, for `page`."""
    if order == "opened_at":
        return [row["opened_at"], row["id"]]
    rank = {"critical": 2, "warning": 1}.get(row["severity"], 0)
    return [rank, repr(float(row["expected"] or 0)), row["id"]]


def count(conn: sa.Connection, tenant_id: int, sought: Sought, most: int) -> int:
    """How many there are, counted up to a number."""
    some = sa.select(alert.c.id).where(*_conditions(tenant_id, sought)).limit(most).subquery()
    return int(conn.execute(sa.select(sa.func.count()).select_from(some)).scalar_one())


def children(conn: sa.Connection, tenant_id: int, alert_id: int) -> Sequence[sa.RowMapping]:
    """The alerts that one explains, or explained, in the order they were opened."""
    statement = _WHOLE.where(alert.c.tenant_id == tenant_id, alert.c.parent_id == alert_id)
    return conn.execute(statement.order_by(alert.c.id)).mappings().all()


def troubles(conn: sa.Connection, tenant_id: int, device_id: int | None = None) -> dict[int, frozenset[str]]:
    """The kinds of alerts that people were told of and that are not over, for each terminal that has any."""
    statement = sa.select(alert.c.device_id, alert.c.kind).where(
        alert.c.tenant_id == tenant_id,
        alert.c.status.in_(TOLD),
        alert.c.entity_type == "device",
        alert.c.device_id.is_not(None),
    )
    if device_id is not None:
        statement = statement.where(alert.c.device_id == device_id)
    found: dict[int, set[str]] = {}
    for of_device, kind in conn.execute(statement):
        found.setdefault(of_device, set()).add(kind)
    return {of_device: frozenset(kinds) for of_device, kinds in found.items()}


def open_by_rule(conn: sa.Connection, tenant_id: int) -> dict[str, int]:
    """How many alerts are open of each rule that has any."""
    statement = (
        sa.select(alert.c.rule, sa.func.count())
        .where(alert.c.tenant_id == tenant_id, alert.c.status != "resolved")
        .group_by(alert.c.rule)
    )
    return {rule: count for rule, count in conn.execute(statement)}


def change(conn: sa.Connection, tenant_id: int, alert_id: int, **values: Any) -> None:
    """Change an alert; its version goes up."""
    conn.execute(
        alert.update()
        .where(alert.c.tenant_id == tenant_id, alert.c.id == alert_id)
        .values(version=alert.c.version + 1, **values)
    )


def acknowledgements_over(conn: sa.Connection, now_us: int, limit: int) -> list[tuple[int, int]]:
    """Tenant and alert of what is open and was taken on until an instant that has passed."""
    statement = (
        sa.select(alert.c.tenant_id, alert.c.id)
        # Spelled as in the index, or SQLite does not see that the index will do.
        .where(alert.c.ack_until <= now_us, sa.text("ack_until IS NOT NULL AND status <> 'resolved'"))
        .order_by(alert.c.tenant_id, alert.c.ack_until)
        .limit(limit)
    )
    return [(tenant_id, alert_id) for tenant_id, alert_id in conn.execute(statement)]


def _conditions(tenant_id: int, sought: Sought) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [alert.c.tenant_id == tenant_id]
    among = (
        (alert.c.status, sought.statuses),
        (alert.c.kind, sought.kinds),
        (alert.c.severity, sought.severities),
        (alert.c.site_id, sought.site_ids),
    )
    found += [column.in_(values) for column, values in among if values is not None]
    if sought.device_ids is not None:
        # A site's outage lists its terminals by public id, as the JSON of a list of texts.
        listed = sa.cast(alert.c.devices, sa.Text)
        found.append(
            sa.or_(
                alert.c.device_id.in_(sought.device_ids),
                *(listed.contains(f'"{name}"', autoescape=True) for name in sought.devices),
            )
        )
    if sought.assignee is not None:
        wanted = alert.c.assignee.is_(None) if sought.assignee == "" else alert.c.assignee == sought.assignee
        found.append(wanted)
    if sought.from_us is not None:
        found.append(alert.c.opened_at >= sought.from_us)
    if sought.to_us is not None:
        found.append(alert.c.opened_at < sought.to_us)
    for word in sought.words:
        texts = (alert.c.title, alert.c.reason, alert.c.entity_name)
        found.append(sa.or_(*(sa.func.lower(text).contains(word.lower(), autoescape=True) for text in texts)))
    return found


def _beyond(order: Order, after: Sequence[int | str]) -> sa.ColumnElement[bool]:
    if order == "opened_at":
        opened_at, row_id = (int(part) for part in after)
        return sa.or_(
            alert.c.opened_at < opened_at, sa.and_(alert.c.opened_at == opened_at, alert.c.id < row_id)
        )
    rank, expected = _RANK, _EXPECTED
    last_rank, last_expected, last_id = int(after[0]), float(after[1]), int(after[2])
    later = sa.or_(expected < last_expected, sa.and_(expected == last_expected, alert.c.id > last_id))
    return sa.or_(rank < last_rank, sa.and_(rank == last_rank, later))
