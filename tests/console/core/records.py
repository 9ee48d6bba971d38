"""Devices, sites, punches and events as the API would write them, each given by what matters."""

from __future__ import annotations

from typing import Any

from common.instants import rfc3339
from console.core.fleet import FleetState, Snapshot
from console.core.records import NO_SITE, Device, Punch, Site

NOON_US = 1_767_268_800_000_000
"""2026-01-01T12:00:00Z."""
SECOND_US = 1_000_000


def device(id: str, site_id: str = NO_SITE, connectivity: str = "online", **members: Any) -> Device:
    members = {"serial": id.upper(), "name": f"Name of {id}", "site": site_id or "Unassigned", **members}
    return Device(id=id, site_id=site_id, connectivity=connectivity, **members)


def site(id: str, **members: Any) -> Site:
    return Site(id=id, name=members.pop("name", id), **members)


def snapshot(
    *devices: Device,
    sites: tuple[Site, ...] = (),
    waiting: tuple[Device, ...] = (),
    as_of_us: int | None = None,
) -> Snapshot:
    return Snapshot(devices, sites, waiting, as_of_us)


def fleet_of(*devices: Device, sites: tuple[Site, ...] = ()) -> FleetState:
    fleet = FleetState()
    fleet.replace(snapshot(*devices, sites=sites))
    return fleet


def event(
    name: str,
    about: Device | None,
    at_us: int = NOON_US,
    last_seen_us: int | None = None,
    **members: Any,
) -> dict[str, Any]:
    told = None
    if about is not None:
        told = {
            "id": about.id,
            "serial_number": about.serial,
            "name": about.name,
            "site": about.site,
            "status": about.connectivity,
            "last_seen": None if last_seen_us is None else rfc3339(last_seen_us),
        }
    return {
        "id": "evt_1",
        "object": "event",
        "event": name,
        "timestamp": rfc3339(at_us),
        "sequence": None if about is None else 1,
        "device": told,
        **members,
    }


def punch(
    id: str, device_id: str = "d1", site_id: str = NO_SITE, at_us: int = NOON_US, **members: Any
) -> Punch:
    values: dict[str, Any] = {
        "received_us": at_us,
        "punched_us": at_us,
        "offset_min": 60,
        "employee": "7",
        "punch_type": "check_in",
        "verify_mode": "fingerprint",
        "serial": device_id.upper(),
        "device": f"Name of {device_id}",
        "site": site_id or "Unassigned",
        "time_quality": "ok",
        "late": False,
        **members,
    }
    return Punch(id=id, device_id=device_id, site_id=site_id, **values)
