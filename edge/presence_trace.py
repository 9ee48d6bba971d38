"""The presence of a tenant's terminals as a trace that `alerts replay` takes: what was told, in its order.

What is read is plain JSON, so that a running server can hand it to the command line in portions; what is made
of it, `trace`, is pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from common.instants import parse_instant
from edge.detector import STARTED
from edge.store import audit, device_events, devices
from edge.store.device_events import ToldFact
from edge.store.ids import first_id_at, instant_of
from edge.store.schema import PLATFORM

AT_ONCE: Final = 20_000
WEEK_US: Final = 7 * 86_400 * 1_000_000
MONDAY_US: Final = 4 * 86_400 * 1_000_000  # 1970-01-05, the first Monday there was

Line = dict[str, Any]


def portion(conn: sa.Connection, tenant_id: int, start: int, after: int | None) -> dict[str, Any]:
    """What was told since `start` (microseconds): `facts` [instant, device, status, since, cause] with `next`
    to go on after, null at the end. The first portion also has `devices`, as they are now, and `restarts`."""
    found = device_events.facts(conn, tenant_id, after or first_id_at(start) - 1, AT_ONCE)
    portion: dict[str, Any] = {
        "facts": [_fact(row) for row in found],
        "next": found[-1].id if len(found) == AT_ONCE else None,
    }
    if after is None:
        portion["devices"] = [_device(row) for row in devices.ever_seen(conn, tenant_id)]
        portion["restarts"] = [
            instant_of(row_id) for row_id in audit.ids_of(conn, PLATFORM, STARTED, from_id=first_id_at(start))
        ]
    return portion


def _fact(row: ToldFact) -> list[Any]:
    body = json.loads(row.body)
    since = body.get("since") if row.type == "device.offline" else None
    return [
        instant_of(row.id),
        row.device_id,
        row.type.removeprefix("device."),
        None if since is None else parse_instant(since),
        body.get("suspected_cause"),
    ]


def _device(row: sa.RowMapping) -> dict[str, Any]:
    return {
        "row": row["id"],
        "id": row["public_id"],
        "site": row["site_public_id"],
        "critical": row["business_critical"] or bool(row["site_business_critical"]),
        "tz": row["timezone"] or row["site_timezone"] or row["tenant_timezone"],
        "created": row["created_at"],
        "online": bool(row["online"]),
        "retired": row["state"] == "retired",
    }


def trace(
    devices: Sequence[Mapping[str, Any]],
    facts: Sequence[Sequence[Any]],
    restarts: Sequence[int],
    start: int,
    end: int,
    *,
    anonymous: bool = False,
) -> Iterator[Line]:
    """The lines of a trace from start to end. `facts` reach from start to now: what a terminal was at the
    start shows in what it became.

    `anonymous`: terminals and sites get numbers, zones are left out, and weeks are counted from the first one
    of the trace; hours and days of the week stay.
    """
    first: dict[int, str] = {}
    for _, device, status, *_ in facts:
        first.setdefault(device, status)
    known = [one for one in devices if one["row"] in first or not one["retired"]]
    known = [one for one in known if one["created"] < end]
    names = _names(known, anonymous)
    shift = (start - MONDAY_US) // WEEK_US * WEEK_US + MONDAY_US if anonymous else 0
    lines: list[tuple[int, int, Line]] = []
    for one in known:
        at = max(one["created"], start)
        lines.append((at, 0, _declared(one, names, anonymous)))
        if one["created"] < start and not _online_at_start(one, first):
            lines.append((start, 1, {"type": "offline", "device": names[one["id"]]}))
    lines += [(at, 2, {"type": "edge_restart"}) for at in restarts if start <= at <= end]
    public = {one["row"]: one["id"] for one in known}
    for at, device, status, since, cause in facts:
        if device in public and at <= end:
            lines.append((at, 3, _told(names[public[device]], status, since, cause, shift)))
    lines.append((end, 4, {"type": "end"}))
    for at, _, line in sorted(lines, key=lambda entry: entry[:2]):
        yield {"t": _seconds(at - shift), **line}


def _names(known: Sequence[Mapping[str, Any]], anonymous: bool) -> dict[str, str]:
    """What the trace calls devices and sites, by their ids."""
    ids = [one["id"] for one in known]
    sites = list(dict.fromkeys(one["site"] for one in known if one["site"] is not None))
    if not anonymous:
        return {name: name for name in (*ids, *sites)}
    numbered = {name: f"D{number}" for number, name in enumerate(ids, 1)}
    return numbered | {name: f"S{number}" for number, name in enumerate(sites, 1)}


def _declared(one: Mapping[str, Any], names: Mapping[str, str], anonymous: bool) -> Line:
    line: Line = {"type": "device", "device": names[one["id"]]}
    if one["site"] is not None:
        line["site"] = names[one["site"]]
    if one["critical"]:
        line["critical"] = True
    if one["tz"] is not None and not anonymous:
        line["tz"] = one["tz"]
    return line


def _online_at_start(one: Mapping[str, Any], first: Mapping[int, str]) -> bool:
    status = first.get(one["row"])
    return bool(one["online"]) if status is None else status == "offline"


def _told(name: str, status: str, since: int | None, cause: str | None, shift: int) -> Line:
    line: Line = {"type": status, "device": name}
    if since is not None:
        line["since"] = _seconds(since - shift)
    if cause is not None:
        line["suspected_cause"] = cause
    return line


def _seconds(instant_us: int) -> float:
    return instant_us // 1000 / 1000
