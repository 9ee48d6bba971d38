"""All invariants of `tests.kit.checkers` over a real database: what they need is read, and each says what is
wrong.

For databases of drills, whose edges were at rest when they ended: nothing was let go of by age, and endpoints
ask for what they asked for when they were made.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from edge import audit as product_audit
from edge.admission import RECENT_US
from edge.alerts.book import KEPT_FIRST, KEPT_LAST
from edge.store import events
from edge.store.alert_tables import alert
from edge.store.engine import normalise_url, settled
from edge.store.events import Key, Position
from edge.store.ids import instant_of, public_id
from edge.store.postgresql import connect_engine
from edge.store.schema import (
    PLATFORM,
    audit,
    audit_head,
    device,
    event,
    former_site,
    idempotency,
    lease,
    metadata,
    punch,
    tenant,
)
from edge.store.webhook_tables import webhook, webhook_delivery, webhook_lane, webhook_relay
from tests.kit.checkers import (
    LEGAL,
    Alert,
    FenceSample,
    Link,
    Seen,
    gapless,
    i1_acknowledged_stored_once,
    i2_stored_told_once,
    i2_told_to_endpoints,
    i3_lane_order,
    i4_partition,
    i5_one_effect,
    i6_no_canary,
    i7_fences,
    i8_chain,
    i9_alerts,
    i10_lines_accounted,
)

T = TypeVar("T")
PAGE: Final = 1_000
ABOUT_ENDPOINTS: Final = ("webhook.failing", "webhook.disabled")
"""What is told of an endpoint, to the others only."""


async def read(url: str, unit: Callable[[sa.Connection], T]) -> T:
    """What a unit finds in the database that the URL names, in one snapshot. Nothing is migrated."""
    parsed = normalise_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = sa.create_engine(parsed)
        try:
            with engine.connect() as conn:
                conn.exec_driver_sql("BEGIN")  # the driver would not, and each SELECT see a state of its own
                return unit(conn)
        finally:
            engine.dispose()
    shared = connect_engine(parsed)
    try:
        async with shared.connect() as opened:
            conn_ = await opened.execution_options(isolation_level="REPEATABLE READ")
            return await conn_.run_sync(unit)
    finally:
        await shared.dispose()


async def check_all(
    url: str,
    acknowledged: Iterable[tuple[str, str]] = (),
    receipts: Mapping[str, Sequence[str]] | None = None,
    *,
    fences: Sequence[FenceSample] = (),
    canaries: Mapping[int, Sequence[bytes]] | None = None,
    lines: Mapping[str, int] | None = None,
) -> dict[str, list[str]]:
    """What is wrong, by invariant; a list that is empty says that it holds.

    `acknowledged`: (serial, attendance line) of every OK that arrived. `receipts`: by public id of an
    endpoint, the public ids of events in the order in which they arrived there. `fences`: samples taken while
    the drill ran (`fences_of`), and what was done under them. `canaries`: bytes that only a tenant's data
    has; the secret of its path is always one. `lines`: what `i10_lines_accounted` takes.
    """
    told_as = [(serial, as_stored(line)) for serial, line in acknowledged]
    return await read(url, lambda conn: _check(conn, told_as, receipts or {}, fences, canaries or {}, lines))


def wrong(found: Mapping[str, Sequence[str]]) -> list[str]:
    """Everything that is wrong, each with the invariant it violates."""
    return [f"{name}: {problem}" for name, problems in found.items() for problem in problems]


def as_stored(line: str) -> str:
    """What tells an attendance line from others of its terminal: PIN, local time, status."""
    return "\t".join(line.split("\t")[:3])


def _check(
    conn: sa.Connection,
    acknowledged: Sequence[tuple[str, str]],
    receipts: Mapping[str, Sequence[str]],
    fences: Sequence[FenceSample],
    canaries: Mapping[int, Sequence[bytes]],
    lines: Mapping[str, int] | None,
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {
        "I1": i1_acknowledged_stored_once(acknowledged, stored_lines(conn)),
        "I2": gapless(sequences(conn)),
        "I3": [],
        "I4": [],
        "I5": _idempotency(conn),
        "I6": i6_no_canary(_secrets(conn, canaries), _seen(conn)),
        "I7": i7_fences([*fences, *fences_of(conn)]),
        "I8": [],
        "I9": i9_alerts(_alerts(conn)),
        "I10": [] if lines is None else i10_lines_accounted(**lines),
        "integrity": _integrity(conn),
    }
    for tenant_id in conn.scalars(sa.select(tenant.c.id).order_by(tenant.c.id)).all():
        feed = list(_feed(conn, tenant_id))
        of_tenant = sa.select(punch.c.id).where(punch.c.tenant_id == tenant_id, settled(conn, punch))
        stored = conn.scalars(of_tenant).all()
        found["I2"] += i2_stored_told_once(
            stored, [key.position.id for key in feed if key.type == events.PUNCH]
        )
        matched = _matched(conn, tenant_id, feed)
        rows = _deliveries(conn, tenant_id)
        endpoints = {endpoint for endpoint, _ in matched} | _endpoints(conn, tenant_id).keys()
        of_feed = [row for row in rows if row["trigger"] == "event" and row["webhook_id"] in endpoints]
        found["I2"] += i2_told_to_endpoints(matched, [_pair(row) for row in of_feed])
        found["I3"] += _overtaken(conn, tenant_id, rows)
        found["I3"] += _received(conn, tenant_id, rows, receipts)
        found["I4"] += _partition(matched, rows, endpoints)
        found["I4"] += _forgotten(conn, tenant_id)
    for tenant_id in conn.scalars(sa.select(audit_head.c.tenant_id)).all():
        found["I8"] += [f"tenant {tenant_id}: {problem}" for problem in _chain(conn, tenant_id)]
    return found


def stored_lines(conn: sa.Connection) -> list[tuple[str, str]]:
    """Every punch as (serial, line as far as it tells punches apart), in the order of ids."""
    statement = (
        sa.select(device.c.serial, punch.c.pin, punch.c.punched_at, punch.c.utc_offset, punch.c.status)
        .join(device, sa.and_(device.c.tenant_id == punch.c.tenant_id, device.c.id == punch.c.device_id))
        .order_by(punch.c.id)
    )
    return [
        (serial, f"{pin}\t{datetime.fromtimestamp(at / 1e6 + offset, UTC):%Y-%m-%d %H:%M:%S}\t{status}")
        for serial, pin, at, offset, status in conn.execute(statement)
    ]


def punch_sequences(conn: sa.Connection) -> dict[str, list[int]]:
    """The numbers under which punches were told, ascending, by serial number."""
    return _numbers(conn, punch)


def sequences(conn: sa.Connection) -> dict[str, list[int]]:
    """The numbers of everything that was told of a device, ascending, by serial number."""
    return _numbers(conn, punch, event)


def _numbers(conn: sa.Connection, *tables: sa.Table) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for table in tables:
        statement = sa.select(device.c.serial, table.c.seq).join(
            device, sa.and_(device.c.tenant_id == table.c.tenant_id, device.c.id == table.c.device_id)
        )
        for serial, number in conn.execute(statement):
            found.setdefault(serial, []).append(number)
    return {serial: sorted(numbers) for serial, numbers in found.items()}


def fences_of(conn: sa.Connection) -> list[FenceSample]:
    """Who holds what under which fence just now."""
    leases = sa.select(lease.c.tenant_id, lease.c.name, lease.c.fence, lease.c.owner)
    lanes = sa.select(
        webhook_lane.c.tenant_id,
        webhook_lane.c.webhook_id,
        webhook_lane.c.lane,
        webhook_lane.c.fence,
        webhook_lane.c.owner,
    )
    found = [
        FenceSample(("lease", of, name), fence, owner) for of, name, fence, owner in conn.execute(leases)
    ]
    return found + [
        FenceSample(("lane", of, endpoint, lane), fence, owner)
        for of, endpoint, lane, fence, owner in conn.execute(lanes)
    ]


def _integrity(conn: sa.Connection) -> list[str]:
    if conn.dialect.name != "sqlite":
        return []
    return [said for said in conn.exec_driver_sql("PRAGMA integrity_check").scalars() if said != "ok"]


def _feed(conn: sa.Connection, tenant_id: int) -> Iterator[Key]:
    """All that is told of a tenant, in the order in which it is."""
    place = events.START
    while page := events.keys_after(conn, tenant_id, place, PAGE):
        yield from page
        place = page[-1].position


def _endpoints(conn: sa.Connection, tenant_id: int) -> dict[int, sa.RowMapping]:
    rows = conn.execute(sa.select(webhook).where(webhook.c.tenant_id == tenant_id)).mappings()
    return {row["id"]: row for row in rows}


def _deliveries(conn: sa.Connection, tenant_id: int) -> Sequence[sa.RowMapping]:
    statement = sa.select(webhook_delivery).where(webhook_delivery.c.tenant_id == tenant_id)
    return conn.execute(statement.order_by(webhook_delivery.c.id)).mappings().all()


def _pair(row: sa.RowMapping) -> tuple[int, int]:
    return row["webhook_id"], row["event_id"]


def _matched(conn: sa.Connection, tenant_id: int, feed: Sequence[Key]) -> list[tuple[int, int]]:
    """Which endpoint was to be told of what (endpoint, event), as far as the feed was read for them."""
    relay = conn.execute(
        sa.select(webhook_relay.c.xid, webhook_relay.c.event_id).where(webhook_relay.c.tenant_id == tenant_id)
    ).first()
    if relay is None:
        return []
    came, about, begins = Position(*relay), _about(conn, tenant_id), _webhooks_from(conn, tenant_id)
    found = []
    for endpoint in _endpoints(conn, tenant_id).values():
        heard, devices = set(endpoint["events"]), _heard_of(conn, tenant_id, endpoint["site_ids"])
        found += [
            (endpoint["id"], key.position.id)
            for key in feed
            if Position(endpoint["from_xid"], endpoint["from_id"]) < key.position <= came
            and ("*" in heard or key.type in heard)
            and (devices is None or key.device_id in devices)
            and about.get(key.position.id) != endpoint["public_id"]
            and not _too_old(key, begins)
        ]
    return found


def _heard_of(conn: sa.Connection, tenant_id: int, site_ids: Sequence[int] | None) -> set[int] | None:
    """Devices that are at these sites or were; None: all there are."""
    if site_ids is None:
        return None
    there = sa.select(device.c.id).where(device.c.tenant_id == tenant_id, device.c.site_id.in_(site_ids))
    left = sa.select(former_site.c.device_id).where(
        former_site.c.tenant_id == tenant_id, former_site.c.site_id.in_(site_ids)
    )
    return {*conn.scalars(there), *conn.scalars(left)}


def _about(conn: sa.Connection, tenant_id: int) -> dict[int, str]:
    """Of which endpoint (public id) an event tells."""
    told = sa.select(event.c.id, event.c.body).where(
        event.c.tenant_id == tenant_id, event.c.type.in_(ABOUT_ENDPOINTS)
    )
    return {row_id: json.loads(body)["webhook"]["id"] for row_id, body in conn.execute(told)}


def _webhooks_from(conn: sa.Connection, tenant_id: int) -> dict[int, int]:
    statement = sa.select(device.c.id, device.c.webhooks_from).where(
        device.c.tenant_id == tenant_id, device.c.webhooks_from.is_not(None)
    )
    return {device_id: instant for device_id, instant in conn.execute(statement)}


def _too_old(key: Key, begins: Mapping[int, int]) -> bool:
    """A punch that a terminal brought along at its approval, from long before."""
    if key.punched_at is None or instant_of(key.position.id) - key.punched_at <= RECENT_US:
        return False
    return key.punched_at < begins.get(key.device_id or 0, key.punched_at)


def _overtaken(conn: sa.Connection, tenant_id: int, rows: Sequence[sa.RowMapping]) -> list[str]:
    """In a lane with an order nothing is delivered while something in front of it waits."""
    ordered = {row_id for row_id, row in _endpoints(conn, tenant_id).items() if row["ordering"] != "none"}
    waits: dict[tuple[int, int], int] = {}
    problems = []
    for row in rows:
        lane = row["webhook_id"], row["lane"]
        if row["state"] == "pending":
            waits.setdefault(lane, row["id"])
        elif row["state"] == "delivered" and row["webhook_id"] in ordered and lane in waits:
            problems.append(f"delivery {row['id']} overtook {waits[lane]} in lane {lane}")
    return problems


def _received(
    conn: sa.Connection,
    tenant_id: int,
    rows: Sequence[sa.RowMapping],
    receipts: Mapping[str, Sequence[str]],
) -> list[str]:
    """What endpoints say has arrived, beside what is said to be delivered; lane by lane where there is an
    order."""
    problems = []
    for row_id, endpoint in _endpoints(conn, tenant_id).items():
        if endpoint["public_id"] not in receipts:
            continue
        own = [row for row in rows if row["webhook_id"] == row_id and row["trigger"] == "event"]
        lane_of = {public_id("evt", row["event_id"]): f"{endpoint['public_id']}/{row['lane']}" for row in own}
        told: dict[str, list[str]] = {}
        for name, lane in lane_of.items():
            told.setdefault(lane, []).append(name)
        arrived: dict[str, list[str]] = {}
        for name in receipts[endpoint["public_id"]]:
            arrived.setdefault(lane_of.get(name, "no lane"), []).append(name)
        if endpoint["ordering"] == "none":
            arrived = {lane: sorted(came, key=told.get(lane, came).index) for lane, came in arrived.items()}
        excused = {public_id("evt", row["event_id"]) for row in own if row["state"] != "delivered"}
        problems += i3_lane_order(told, arrived, excused)
    return problems


def _partition(
    matched: Sequence[tuple[int, int]], rows: Sequence[sa.RowMapping], endpoints: set[int]
) -> list[str]:
    """Every delivery that was to be is in one state; what was asked for again is one of its own."""
    parts: dict[str, list[object]] = {}
    again: list[object] = []
    for row in rows:
        of_feed = row["trigger"] == "event" and row["webhook_id"] in endpoints
        key: object = _pair(row) if of_feed else row["id"]
        if not of_feed:
            again.append(key)
        parts.setdefault(row["state"], []).append(key)
    return i4_partition([*matched, *again], parts)


def _forgotten(conn: sa.Connection, tenant_id: int) -> list[str]:
    """What waits is in a lane that somebody holds, or will look at."""
    delivery, lane = webhook_delivery, webhook_lane
    looked_at = sa.exists().where(
        lane.c.tenant_id == delivery.c.tenant_id,
        lane.c.webhook_id == delivery.c.webhook_id,
        lane.c.lane == delivery.c.lane,
        sa.or_(lane.c.next_due.is_not(None), lane.c.lease_until > 0),
    )
    waiting = sa.select(delivery.c.id).where(
        delivery.c.tenant_id == tenant_id, delivery.c.state == "pending", sa.not_(looked_at)
    )
    return [f"delivery {row_id} waits where nobody looks" for row_id in conn.scalars(waiting)]


def _idempotency(conn: sa.Connection) -> list[str]:
    """A key that was taken was answered in the same commit, and nothing was noted twice under it."""
    table = idempotency
    unanswered = sa.select(table.c.key).where(table.c.status.is_(None))
    statement = sa.select(table.c.key, audit.c.action, audit.c.target, audit.c.position).join(
        audit, sa.and_(audit.c.tenant_id == table.c.tenant_id, audit.c.request_id == table.c.request_id)
    )
    effects: dict[str, list[int]] = {}
    for key, action, target, position in conn.execute(statement):
        effects.setdefault(f"{key} {action} {target}", []).append(position)
    return [f"{key}: taken and not answered" for key in conn.scalars(unanswered)] + i5_one_effect(effects)


def _secrets(conn: sa.Connection, given: Mapping[int, Sequence[bytes]]) -> dict[int, list[bytes]]:
    """What only a tenant's own data may have in it."""
    found = {tenant_id: list(canaries) for tenant_id, canaries in given.items()}
    for tenant_id, secret in conn.execute(sa.select(tenant.c.id, tenant.c.path_secret)):
        found.setdefault(tenant_id, []).append(secret.encode())
    return found


def _seen(conn: sa.Connection) -> Iterator[Seen]:
    """Everything that is kept in a tenant's name; the installation itself is no tenant."""
    for table in metadata.sorted_tables:
        if "tenant_id" not in table.c:
            continue
        said = [
            column
            for column in table.c
            if isinstance(column.type, sa.Text | sa.String | sa.JSON | sa.LargeBinary)
        ]
        statement = sa.select(table.c.tenant_id, *said).where(table.c.tenant_id != PLATFORM)
        for tenant_id, *values in conn.execute(statement):
            for column, value in zip(said, values, strict=True):
                if value is not None:
                    yield Seen(tenant_id, f"{table.name}.{column.name}", _bytes(column, value))


def _bytes(column: sa.Column[Any], value: Any) -> bytes:
    if isinstance(value, str):
        return value.encode()
    if isinstance(column.type, sa.JSON):
        return json.dumps(value, ensure_ascii=False).encode()
    return (
        zlib.decompress(value) if (column.table.name, column.name) == ("raw_push", "body") else bytes(value)
    )


def _chain(conn: sa.Connection, tenant_id: int) -> list[str]:
    """By our own reckoning, which must agree with the product's."""
    ends = conn.execute(sa.select(audit_head).where(audit_head.c.tenant_id == tenant_id)).mappings().one()
    anchor = Link(ends["anchor_position"], bytes(ends["anchor_hash"] or bytes(32)))
    rows = conn.execute(sa.select(audit).where(audit.c.tenant_id == tenant_id).order_by(audit.c.position))
    problems = i8_chain(rows.mappings().all(), anchor, Link(ends["position"], bytes(ends["hash"])))
    said = product_audit.broken_at(conn, tenant_id)
    if (said is None) != (not problems):
        problems.append(f"the product says that it is broken at {said}")
    return problems


def _alerts(conn: sa.Connection) -> Iterator[Alert]:
    for row in conn.execute(sa.select(alert).order_by(alert.c.id)).mappings():
        kept = row["timeline"]
        if len(kept) >= KEPT_FIRST + KEPT_LAST:  # what was in between is left out
            kept = kept[-KEPT_LAST:]
        statuses = [entry["what"] for entry in kept if entry["what"] in LEGAL]
        key = row["tenant_id"], row["kind"], row["entity_type"], row["entity_id"]
        yield Alert(key, statuses, row["status"])
