"""Devices, sites and punches as the console keeps them: read once from the API's JSON, never changed.

Instants are whole microseconds since 1970, UTC; `moment` makes a datetime of one.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from common.instants import parse_instant

Json = Mapping[str, Any]

NO_SITE: Final = ""
"""The site id under which terminals without a site are gathered."""

NOT_UNDERSTOOD: Final = (LookupError, ValueError, TypeError, AttributeError)
"""What reading a body of an unknown shape fails with."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def moment(instant_us: int) -> datetime:
    """The instant as an aware datetime in UTC."""
    return _EPOCH + timedelta(microseconds=instant_us)


def instant_or_none(text: str | None) -> int | None:
    return None if text is None else parse_instant(text)


@dataclass(frozen=True, slots=True)
class Device:
    """A terminal as the edge last described it. `connectivity` and `health` are the API's words; what to show
    is `FleetState.status`. A waiting terminal has its serial number as id."""

    id: str
    serial: str
    name: str
    site: str
    site_id: str
    connectivity: str
    health: str = "ok"
    health_reasons: tuple[str, ...] = ()
    last_seen_us: int | None = None
    offline_after_s: float | None = None
    model: str | None = None
    firmware: str | None = None
    push_version: str | None = None
    dialect: str | None = None
    ip: str | None = None
    timezone: str = "UTC"
    timezone_source: str = "assumed"
    users: int | None = None
    fingerprints: int | None = None
    faces: int | None = None
    punches: int | None = None
    clock_drift_s: float | None = None
    pending_commands: int = 0
    tags: tuple[str, ...] = ()
    business_critical: bool = False
    created_us: int | None = None
    version: int = 0

    @classmethod
    def of(cls, body: Json) -> Device:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        counts = body["counts"]
        shared = sys.intern
        return cls(
            id=shared(body["id"]),
            serial=shared(body["serial_number"]),
            name=shared(body["name"]),
            site=shared(body["site"]),
            site_id=shared(body["site_id"] or NO_SITE),
            connectivity=shared(body["status"]),
            health=shared(body["health"]),
            health_reasons=tuple(body["health_reasons"]),
            last_seen_us=instant_or_none(body["last_seen"]),
            offline_after_s=body["offline_after_s"],
            model=body["model"],
            firmware=body["firmware"],
            push_version=body["push_version"],
            dialect=body["dialect"],
            ip=body["ip"],
            timezone=shared(body["timezone"]),
            timezone_source=shared(body.get("timezone_source", "assumed")),
            users=counts["users"],
            fingerprints=counts["fingerprints"],
            faces=counts["faces"],
            punches=counts["punches"],
            clock_drift_s=body["clock_drift_s"],
            pending_commands=body["pending_commands"],
            tags=tuple(body["tags"]),
            business_critical=body["business_critical"],
            created_us=instant_or_none(body["created_at"]),
            version=body["version"],
        )


@dataclass(frozen=True, slots=True)
class Site:
    """A site. `lat` and `lon` are degrees (WGS 84), None where nobody has placed it; `timezone` an IANA name
    or None."""

    id: str
    name: str
    slug: str = ""
    address: str | None = None
    lat: float | None = None
    lon: float | None = None
    timezone: str | None = None
    business_critical: bool = False
    tags: tuple[str, ...] = ()
    version: int = 0

    @classmethod
    def of(cls, body: Json) -> Site:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        location = body["location"]
        return cls(
            id=sys.intern(body["id"]),
            name=sys.intern(body["name"]),
            slug=body["slug"],
            address=location["address"],
            lat=location["lat"],
            lon=location["lon"],
            timezone=location["timezone"],
            business_critical=body["business_critical"],
            tags=tuple(body["tags"]),
            version=body["version"],
        )


class Punch(NamedTuple):
    """One line of the feed. `offset_min`: minutes that the terminal's local time is ahead of UTC."""

    id: str
    received_us: int
    punched_us: int
    offset_min: int
    employee: str
    punch_type: str
    verify_mode: str
    device_id: str
    serial: str
    device: str
    site: str
    site_id: str
    time_quality: str
    late: bool
    work_code: str | None = None
    mask: bool | None = None
    temperature: float | None = None

    @property
    def lag_s(self) -> int:
        """From the punch to its arrival at the edge, whole seconds; the terminal's clock may make it
        negative."""
        return (self.received_us - self.punched_us) // 1_000_000

    @property
    def undefined(self) -> bool:
        """Whether the terminal does not say if somebody came or went."""
        return self.punch_type == "undefined"

    @property
    def local(self) -> datetime:
        """The wall clock at the terminal, naive."""
        return (moment(self.punched_us) + timedelta(minutes=self.offset_min)).replace(tzinfo=None)


class Gap(NamedTuple):
    """A line where the stream lost something: whatever was told between two instants. `after_us` is None
    where nothing came before it."""

    after_us: int | None
    before_us: int | None


FeedLine = Punch | Gap


def punch_of(body: Json, device_names: Mapping[str, str]) -> Punch:
    """Read an `attendance.created` event or an attendance object, which does not carry its device's name.

    Raises one of NOT_UNDERSTOOD where it is neither.
    """
    shared = sys.intern
    device_id = shared(body["device_id"])
    told = body.get("device")
    name = told["name"] if told else device_names.get(device_id, body["device_serial"])
    sign, hours, minutes = body["utc_offset"][0], body["utc_offset"][1:3], body["utc_offset"][4:6]
    offset = int(hours) * 60 + int(minutes)
    return Punch(
        id=body["attendance_id"] if "attendance_id" in body else body["id"],
        received_us=parse_instant(body["received_at"]),
        punched_us=parse_instant(body["punch_time"]),
        offset_min=-offset if sign == "-" else offset,
        employee=shared(body["employee_id"]),
        punch_type=shared(body["punch_type"]),
        verify_mode=shared(body["verify_mode"]),
        device_id=device_id,
        serial=shared(body["device_serial"]),
        device=shared(name),
        site=shared(body["site"]),
        site_id=shared(body["site_id"] or NO_SITE),
        time_quality=shared(body["time_quality"]),
        late=body["late"],
        work_code=body["work_code"],
        mask=body["mask"],
        temperature=body["temperature"],
    )
