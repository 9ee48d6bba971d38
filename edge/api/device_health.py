"""What a device's status rests on: how long it is silent, how often it calls, what it asked and got."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from common.instants import rfc3339, rfc3339_or_none
from common.schemas.devices import DeviceHealth
from edge.api import finding
from edge.api.registry import operation
from edge.api.site_health import uptimes
from edge.api.work import Result, View
from edge.exchanges import Exchange
from edge.store import attendance
from edge.store.attendance import Wanted
from edge.uptime import NOTHING

MOST_COUNTED: Final = 100_000
_SHARED: Final = ("id", "status", "health", "health_reasons", "last_seen", "offline_after_s")


@operation(
    "GET",
    "/v1/devices/{device}/health",
    scope="devices:read",
    answers=DeviceHealth,
    errors=("device_not_found",),
)
def get_device_health(view: View) -> Result:
    """Get what a device's status rests on.

    The exchanges are those that the answering edge process has seen since its start; of a suspended device,
    those before it was suspended.
    """
    row = finding.device(view, view.path["device"])
    live = view.services.presence(view.tenant_id, row["id"])
    shown = finding.shown_device(view, row)
    last_seen = row["last_seen_at"] if live is None else live[1]
    interval_us = row["poll_interval_us"]
    return Result(
        {
            **{name: shown[name] for name in _SHARED},
            "object": "device_health",
            "silent_s": None if last_seen is None else round(max(view.now_us - last_seen, 0) / 1e6, 1),
            "poll_interval_s": None if interval_us is None else round(interval_us / 1e6, 1),
            "uptime_percentage": _uptime_percentage(view, row, str(shown["status"])),
            "last_punch_at": rfc3339_or_none(_last_punch(view, row)),
            "punches_stored": attendance.count_of_device(
                view.conn, view.tenant_id, row["id"], view.site_ids, MOST_COUNTED
            ),
            "exchanges": [_shown(one) for one in view.services.exchanges.of((view.tenant_id, row["id"]))],
        }
    )


def _uptime_percentage(view: View, row: sa.RowMapping, status: str) -> float | None:
    """Null for one that was never seen, and for one that is suspended: nobody listens to it."""
    if status == "suspended":
        return None
    return sum(uptimes(view, [row], [status]), NOTHING).percentage


def _last_punch(view: View, row: sa.RowMapping) -> int | None:
    """A device that moved was punched at elsewhere too, which is none of a limited key's business."""
    wanted = Wanted(device_ids=frozenset({row["id"]}), site_ids=view.site_ids)
    walk = attendance.walk_for(wanted)
    found = attendance.page(view.conn, view.tenant_id, wanted, walk, ascending=False, after=None, limit=1)
    return found.punches[0].punched_at if found.punches else None


def _shown(exchange: Exchange) -> dict[str, Any]:
    return {
        "at": rfc3339(exchange.at_us),
        "request": exchange.request,
        "status": exchange.status,
        "bytes": exchange.bytes_in,
        "took_ms": round(exchange.took_us / 1000, 3),
    }
