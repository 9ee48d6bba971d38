"""Instants of punches anew, from the local times that were kept: after a zone was corrected.

Ids stay, and what was told once is told again as attendance.updated, in the order of each terminal's clock.
Whatever ends the process, the job goes on after its last commit; done twice, the second time changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from edge import admission, audit, jobs, telling
from edge.attendance import PunchView, attendance_members, views
from edge.jobs import Advanced, Kind
from edge.punch_times import instant_shown
from edge.store import attendance, devices, events
from edge.store import jobs as rows
from edge.store.attendance import StoredPunch, Wanted, clock_bound
from edge.store.ids import IdClock, instant_of, public_id
from edge.store.jobs import NewItem
from edge.tenants import is_zone
from edge.zones import Instant, WallClock

BATCH: Final = 200
"""How many punches are looked at in one transaction: uploads wait for it."""
_EPOCH: Final = datetime(1970, 1, 1)
_WIDEST_OFFSET_US: Final = 26 * 3_600 * 1_000_000


class Zone(NamedTuple):
    """A zone, and whether it is only assumed because nobody named one."""

    name: str
    assumed: bool


class Part(NamedTuple):
    """Punches of one terminal that are to be read in a zone. `site_ids`: those made there; None: anywhere."""

    device_id: int
    device_public_id: str
    zone: Zone
    site_ids: Collection[int] | None


class NothingToRetime(Exception):
    """No terminal ever stood there."""


def create(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    parts: Sequence[Part],
    from_us: int,
    *,
    actor: str,
    shown: Mapping[str, Any],
) -> sa.RowMapping:
    """Make the job, and return its row. Punches count that are at `from_us` or later, read in the zone of
    now. Raises NothingToRetime."""
    if not parts:
        raise NothingToRetime("No terminal ever stood there, so there are no punches to be read anew.")
    items = [
        NewItem(
            number,
            part.device_public_id,
            0,
            part.device_id,
            {
                "zone": list(part.zone),
                "site_ids": None if part.site_ids is None else sorted(part.site_ids),
                "after": clock_bound(from_us - _WIDEST_OFFSET_US).hex(),
            },
        )
        for number, part in enumerate(parts)
    ]
    params = {**shown, "from_us": from_us, "punches": 0, "changed": 0}
    return jobs.create(conn, ids, tenant_id, "attendance.retime", items, params=params, actor=actor)


def retimed(punch: StoredPunch, zone: Zone) -> Instant | None:
    """When a punch was made, read in a zone; None where the terminal itself said when.

    That is seen by that it is not what the zone says in which the punch was read: an offset came with it, or
    the terminal still went by the one before a change of clocks.
    """
    local = _EPOCH + timedelta(microseconds=punch.punched_at + punch.utc_offset * 1_000_000)
    came_at = instant_of(punch.id)
    if is_zone(punch.timezone):  # what was a zone once may be none any more
        before = instant_shown(local, _wall(punch.timezone, False), came_at)
        if (before.at, before.offset) != (punch.punched_at, punch.utc_offset):
            return None
    return instant_shown(local, _wall(zone.name, zone.assumed), came_at)


@lru_cache(64)
def _wall(zone: str, assumed: bool) -> WallClock:
    return WallClock(zone, assumed)


def advance(conn: sa.Connection, ids: IdClock, row: sa.RowMapping, now: int) -> Advanced:
    """Read the next punches of a terminal anew."""
    tenant_id, job_id = row["tenant_id"], row["id"]
    if row["status"] == "cancelling":
        rows.end_waiting(conn, tenant_id, job_id, "cancelled", now)
    elif row["status"] == "queued":
        rows.change(conn, tenant_id, job_id, status="running", started_at=now)
    item = _next(conn, row)
    if item is None:
        jobs.end(conn, row, now)
        return Advanced()
    kept = item["params"]
    found = attendance.page(
        conn,
        tenant_id,
        Wanted(device_ids=frozenset({item["device_id"]})),
        "clock",
        ascending=True,
        after=(bytes.fromhex(kept["after"]), 0),
        limit=BATCH,
    ).punches
    changed = _changes(found, kept, row["params"]["from_us"])
    if changed:
        _write(conn, ids, tenant_id, item["device_id"], changed)
    counted = row["params"]
    params = {
        **counted,
        "punches": counted["punches"] + len(found),
        "changed": counted["changed"] + len(changed),
    }
    rows.change(conn, tenant_id, job_id, params=params)
    if len(found) < BATCH:
        rows.end_items(conn, tenant_id, job_id, {item["number"]: None}, now)
    else:
        place = found[-1].place
        assert isinstance(place, bytes), "the walk by clock goes by keys of deduplication"
        after = {**kept, "after": place.hex()}
        rows.change_item(conn, tenant_id, job_id, item["number"], params=after)
    return Advanced(more=True)


def _next(conn: sa.Connection, row: sa.RowMapping) -> sa.RowMapping | None:
    found = rows.items(conn, row["tenant_id"], row["id"], limit=1, statuses=("waiting",))
    return found[0] if found else None


def _changes(
    found: Sequence[StoredPunch], kept: Mapping[str, Any], from_us: int
) -> list[tuple[StoredPunch, StoredPunch]]:
    """Punches that are to be changed, as they are and as they will be."""
    zone, site_ids = Zone(*kept["zone"]), kept["site_ids"]
    changed = []
    for punch in found:
        if site_ids is not None and punch.site_id not in site_ids:
            continue
        instant = retimed(punch, zone)
        if instant is None or instant.at < from_us:
            continue
        after = punch._replace(
            punched_at=instant.at,
            utc_offset=instant.offset,
            timezone=zone.name,
            time_quality=instant.quality,
        )
        if after != punch:
            changed.append((punch, after))
    return changed


def _write(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    device_id: int,
    changed: Sequence[tuple[StoredPunch, StoredPunch]],
) -> None:
    """Change punches, and tell of each what it is now."""
    attendance.retime(conn, tenant_id, [after for _, after in changed])
    before, after = (views(conn, tenant_id, side) for side in zip(*changed, strict=True))
    row = devices.by_id(conn, tenant_id, device_id)
    assert row is not None, "devices are retired, never deleted"
    device = telling.device_members(row, admission.status_of(row), row["last_seen_at"])
    sequence = events.next_sequences(conn, tenant_id, device_id, len(changed))
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        event_id = ids.next()
        body = telling.event_body(
            event_id, "attendance.updated", sequence + number, device, _members(old, new)
        )
        events.append_of_device(conn, tenant_id, event_id, device_id, sequence + number, body)


def _members(old: PunchView, new: PunchView) -> dict[str, Any]:
    before, after = attendance_members(old), attendance_members(new)
    return {
        "attendance_id": public_id("att", new.id),
        **after,
        "changes": audit.changes(before, after),
    }


def _devices(conn: sa.Connection, row: sa.RowMapping) -> Collection[tuple[int, int]]:
    item = _next(conn, row)
    return () if item is None else ((row["tenant_id"], item["device_id"]),)


KIND: Final = Kind(lambda conn, row, thorough: True, advance, _devices)
