"""How a site does: who is online, for how long, and what was punched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from common.instants import rfc3339_or_none
from common.schemas.sites import SiteHealth
from edge.alerts.muting import maintenance_turns
from edge.api import finding
from edge.api.objects import device_status
from edge.api.registry import operation
from edge.api.work import Result, View
from edge.store import attendance, deliveries, device_events, devices, tenants
from edge.store.attendance import Wanted
from edge.store.ids import first_id_at, instant_of
from edge.uptime import MONTH_US, NOTHING, Span, Uptime, turns_of
from edge.uptime import uptimes as turned

DAY_US: Final = 86_400 * 1_000_000


@operation(
    "GET",
    "/v1/sites/{site}/health",
    scope="sites:read",
    answers=SiteHealth,
    errors=("site_not_found",),
)
def get_site_health(view: View) -> Result:
    """Get how a site does."""
    row = finding.site(view, view.path["site"])
    there = devices.at_sites(view.conn, view.tenant_id, [row["id"]])[row["id"]]
    live = {found["id"]: view.services.presence(view.tenant_id, found["id"]) for found in there}
    statuses = [device_status(found, live[found["id"]]) for found in there]
    today, tomorrow = day_of(view.now_us, zone_at(view, row))
    ever = sorted(devices.ever_at_sites(view.conn, view.tenant_id, [row["id"]]))
    last = _last_punch(view, row["id"], ever)
    return Result(
        {
            "id": row["public_id"],
            "object": "site_health",
            "name": row["name"],
            "online_count": statuses.count("online"),
            "offline_count": statuses.count("offline"),
            "total_count": len(there),
            "uptime_percentage": _uptime_percentage(view, there, statuses),
            "avg_webhook_latency_ms": _latency_ms(view, there),
            "punches_today": attendance.count_at_site(
                view.conn, view.tenant_id, row["id"], ever, today, tomorrow
            ),
            "last_punch_at": rfc3339_or_none(last),
        }
    )


def _latency_ms(view: View, there: Sequence[sa.RowMapping]) -> float | None:
    mean = deliveries.mean_latency_ms(
        view.conn, view.tenant_id, [device["id"] for device in there], view.now_us - DAY_US
    )
    return None if mean is None else round(mean, 1)


def zone_at(view: View, row: sa.RowMapping) -> ZoneInfo:
    """The zone by which a site's days begin."""
    tenant = tenants.by_id(view.conn, view.tenant_id)
    return ZoneInfo(row["timezone"] or (tenant and tenant["timezone"]) or "UTC")


def day_of(now_us: int, zone: ZoneInfo) -> tuple[int, int]:
    """From midnight to midnight on the wall of the zone: a day may be 23 or 25 hours long."""
    local = datetime.fromtimestamp(now_us / 1e6, UTC).astimezone(zone)
    start = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    end = (start.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=zone)
    return int(start.timestamp() * 1e6), int(end.timestamp() * 1e6)


def _last_punch(view: View, site_id: int, device_ids: list[int]) -> int | None:
    if not device_ids:
        return None
    wanted = Wanted(device_ids=frozenset(device_ids), site_ids=frozenset({site_id}))
    walk = attendance.walk_for(wanted)
    found = attendance.page(view.conn, view.tenant_id, wanted, walk, ascending=False, after=None, limit=1)
    return found.punches[0].punched_at if found.punches else None


def _uptime_percentage(view: View, there: list[sa.RowMapping], statuses: list[str]) -> float | None:
    return sum(uptimes(view, there, statuses), NOTHING).percentage


def uptimes(view: View, there: Sequence[sa.RowMapping], statuses: Sequence[str]) -> list[Uptime]:
    """What each of these devices did in the last 30 days. One that was never seen was not monitored, nor is
    one that is being worked on."""
    return [one[0] for one in uptimes_within(view, there, statuses, [(view.now_us - MONTH_US, view.now_us)])]


def uptimes_within(
    view: View, there: Sequence[sa.RowMapping], statuses: Sequence[str], spans: Sequence[Span]
) -> list[list[Uptime]]:
    """The same in each of several spans of time, the last of which ends now; by device."""
    start = spans[0][0]
    device_ids = [row["id"] for row in there]
    told = device_events.presence(view.conn, view.tenant_id, device_ids, first_id_at(start))
    spared = maintenance_turns(view.conn, view.tenant_id, start, view.now_us, device_ids)
    found = []
    for row, status in zip(there, statuses, strict=True):
        turns = turns_of((instant_of(row_id), type_, body) for row_id, type_, body in told[row["id"]])
        if status != "new":
            worked_on = spared.get(row["id"], ())
            found.append(turned(turns, status == "online", row["created_at"], spans, worked_on))
    return found
