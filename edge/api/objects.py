"""Rows as the objects of the API."""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from common.instants import rfc3339, rfc3339_or_none
from edge.admission import status_of
from edge.api.services import LivePresence
from edge.keys import API_VERSIONS, effective_scopes
from edge.presence_rhythm import silence_after
from edge.store.ids import public_id
from edge.telling import UNASSIGNED

_COUNTS = ("users", "fingerprints", "faces", "punches")
_UNSTABLE: Final = "device_unstable"
_CONFLICT: Final = "identity_conflict"
_SAID_ELSEWHERE: Final = {"device_offline": "", "duplicate_serial": _CONFLICT}


def device_object(
    row: sa.RowMapping, live: LivePresence | None, pending_commands: int, troubles: Collection[str] = ()
) -> dict[str, Any]:
    """A device, from a row of `store.devices.whole` and what memory knows of its presence. `troubles`: the
    kinds of alerts about it that are not over."""
    last_seen = row["last_seen_at"] if live is None else live[1]
    zone, zone_source = zone_of(row)
    reasons = _health_reasons(row, troubles)
    counts = row["counts"] or {}
    return {
        "id": row["public_id"],
        "object": "device",
        "serial_number": row["serial"],
        "name": row["name"],
        "site": UNASSIGNED if row["site_name"] is None else row["site_name"],
        "site_id": row["site_public_id"],
        "status": device_status(row, live),
        "health": "ok" if not reasons else "unstable" if _UNSTABLE in reasons else "degraded",
        "health_reasons": reasons,
        "last_seen": rfc3339_or_none(last_seen),
        "offline_after_s": _offline_after(row) if live is None else round(live[2], 1),
        "model": row["model"],
        "firmware": row["firmware"],
        "push_version": row["push_version"],
        "dialect": row["chosen_dialect"] or row["dialect"],
        "dialect_source": _dialect_source(row),
        "ip": row["address"],
        "timezone": zone,
        "timezone_source": zone_source,
        "counts": {name: counts.get(name) for name in _COUNTS},
        "clock_drift_s": row["clock_drift_s"],
        "pending_commands": pending_commands,
        "tags": row["tags"],
        "business_critical": row["business_critical"],
        "created_at": rfc3339(row["created_at"]),
        "version": row["version"],
    }


def _health_reasons(row: sa.RowMapping, troubles: Collection[str]) -> list[str]:
    """What is wrong with it besides being offline, which its status says; that it comes and goes first."""
    reasons = {_SAID_ELSEWHERE.get(kind, kind) for kind in troubles} - {""}
    if row["conflicted_at"] is not None:
        reasons.add(_CONFLICT)
    return sorted(reasons, key=lambda reason: (reason != _UNSTABLE, reason))


def _dialect_source(row: sa.RowMapping) -> str | None:
    if row["chosen_dialect"] is not None:
        return "chosen"
    return None if row["dialect"] is None else "shown"


def device_status(row: sa.RowMapping, live: LivePresence | None) -> str:
    """Connectivity now: memory is fresher than the table."""
    if live is None or row["state"] == "suspended" or live[1] is None:
        return status_of(row)
    return "online" if live[0] else "offline"


def zone_of(row: sa.RowMapping) -> tuple[str, str]:
    """The zone that a device's times are read in, and whose setting that is."""
    for source in ("device", "site", "tenant"):
        zone = row["timezone" if source == "device" else f"{source}_timezone"]
        if zone is not None:
            return zone, source
    return "UTC", "assumed"


def _offline_after(row: sa.RowMapping) -> float | None:
    """As remembered; None until its rhythm was seen."""
    interval_us: int | None = row["poll_interval_us"]
    if interval_us is None:
        return None
    return round(silence_after(interval_us / 1e6), 1)


def pending_object(row: sa.RowMapping) -> dict[str, Any]:
    """A terminal that waits, as a device: its serial number is its id until it is approved."""
    return {
        "id": row["serial"],
        "object": "device",
        "serial_number": row["serial"],
        "name": row["serial"],
        "site": UNASSIGNED,
        "site_id": None,
        "status": "pending",
        "health": "ok",
        "health_reasons": [],
        "last_seen": rfc3339(row["last_seen_at"]),
        "offline_after_s": None,
        "model": row["model"],
        "firmware": None,
        "push_version": None,
        "dialect": None,
        "dialect_source": None,
        "ip": row["address"],
        "timezone": "UTC",
        "timezone_source": "assumed",
        "counts": dict.fromkeys(_COUNTS),
        "clock_drift_s": None,
        "pending_commands": 0,
        "tags": [],
        "business_critical": False,
        "created_at": rfc3339(row["first_seen_at"]),
        "version": 0,
    }


def site_object(row: sa.RowMapping, devices: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "id": row["public_id"],
        "object": "site",
        "name": row["name"],
        "slug": row["slug"],
        "location": {
            "address": row["address"],
            "lat": row["lat"],
            "lon": row["lon"],
            "timezone": row["timezone"],
        },
        "devices": devices,
        "business_critical": row["business_critical"],
        "tags": row["tags"],
        "created_at": rfc3339(row["created_at"]),
        "version": row["version"],
    }


def key_object(
    row: sa.RowMapping, site_names: Mapping[int, str], person: str | None, now_us: int
) -> dict[str, Any]:
    """A key. `site_names`: public ids of sites; those that are gone are left out. `person`: whose it is."""
    expired = row["expires_at"] is not None and row["expires_at"] <= now_us
    site_ids = row["site_ids"]
    return {
        "id": public_id("key", row["id"]),
        "object": "key",
        "name": row["name"],
        "prefix": row["prefix"],
        "last4": row["last4"],
        "mode": "test" if row["prefix"].startswith("pd_test_") else "live",
        "role": row["role"],
        "scopes": sorted(effective_scopes(row["tenant_id"], row["role"], row["scopes"])),
        "site_ids": None
        if site_ids is None
        else [site_names[site_id] for site_id in site_ids if site_id in site_names],
        "status": "revoked" if row["revoked_at"] is not None else "expired" if expired else "active",
        "created_at": rfc3339(row["created_at"]),
        "expires_at": rfc3339_or_none(row["expires_at"]),
        "revoked_at": rfc3339_or_none(row["revoked_at"]),
        "last_used_at": rfc3339_or_none(row["last_used_at"]),
        "last_used_ip": row["last_used_ip"],
        "ip_allow": row["ip_allow"],
        "person": person,
        "api_version": row["api_version"] or API_VERSIONS[0],
        "created_by": row["created_by"],
    }


def tenant_object(row: sa.RowMapping, public_url: str) -> dict[str, Any]:
    return {
        "id": row["public_id"],
        "object": "tenant",
        "name": row["name"],
        "timezone": row["timezone"],
        "retention_days": row["retention_days"],
        "device_url": f"{public_url}/t/{row['path_secret']}/iclock/",
        "created_at": rfc3339(row["created_at"]),
    }


def dead_line_object(row: sa.RowMapping, device_id: str, serial: str) -> dict[str, Any]:
    line = bytes(row["line"])
    return {
        "id": public_id("dead", row["id"]),
        "object": "dead_line",
        "device_id": device_id,
        "device_serial": serial,
        "table": row["table_name"],
        "line": line.decode("utf-8", "replace"),
        "line_base64": base64.b64encode(line).decode(),
        "line_no": row["line_no"],
        "code": row["code"],
        "message": row["message"],
        "first_seen": rfc3339(row["first_seen_at"]),
        "last_seen": rfc3339(row["last_seen_at"]),
        "count": row["count"],
        "status": row["status"],
        "settled_at": rfc3339_or_none(row["settled_at"]),
        "settled_by": row["settled_by"],
        "reason": row["reason"],
        "attendance_id": None if row["punch_id"] is None else public_id("att", row["punch_id"]),
        "created_at": rfc3339(row["first_seen_at"]),
    }


def audit_object(row: sa.RowMapping, created_at: int) -> dict[str, Any]:
    return {
        "id": public_id("aud", row["id"]),
        "object": "audit_entry",
        "position": row["position"],
        "actor": row["actor"],
        "action": row["action"],
        "target": row["target"],
        "diff": row["diff"],
        "address": row["address"],
        "user_agent": row["user_agent"],
        "request_id": row["request_id"],
        "hash": bytes(row["hash"]).hex(),
        "previous_hash": bytes(row["previous_hash"]).hex(),
        "created_at": rfc3339(created_at),
    }
