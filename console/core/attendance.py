"""A punch as it is kept at the edge: who, where, when by the clock on the wall there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from common.instants import parse_instant
from console.core.records import NO_SITE, Json, moment


@dataclass(frozen=True, slots=True)
class KeptPunch:
    """`local` is the terminal's wall clock, naive; `name` the employee's, "" where nobody has entered one or
    this key may not read it."""

    id: str
    employee: str
    name: str
    punched_us: int
    local: datetime
    offset_min: int
    zone: str
    time_quality: str
    punch_type: str
    verify_mode: str
    device_id: str
    device: str
    serial: str
    site: str
    site_id: str
    received_us: int
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
    def utc(self) -> datetime:
        """When it was, naive UTC."""
        return moment(self.punched_us).replace(tzinfo=None)

    @classmethod
    def of(cls, body: Json, device_name: str) -> KeptPunch:
        """Read the API's object; `device_name` as the terminal is called. Raises one of NOT_UNDERSTOOD where
        it is none."""
        employee = body.get("employee")
        sign, hours, minutes = body["utc_offset"][0], body["utc_offset"][1:3], body["utc_offset"][4:6]
        offset = (int(hours) * 60 + int(minutes)) * (-1 if sign == "-" else 1)
        punched_us = parse_instant(body["punch_time"])
        return cls(
            id=body["id"],
            employee=body["employee_id"],
            name=(employee or {}).get("name") or "",
            punched_us=punched_us,
            local=(moment(punched_us) + timedelta(minutes=offset)).replace(tzinfo=None),
            offset_min=offset,
            zone=body["timezone"],
            time_quality=body["time_quality"],
            punch_type=body["punch_type"],
            verify_mode=body["verify_mode"],
            device_id=body["device_id"],
            device=device_name,
            serial=body["device_serial"],
            site=body["site"],
            site_id=body["site_id"] or NO_SITE,
            received_us=parse_instant(body["received_at"]),
            late=body["late"],
            work_code=body["work_code"],
            mask=body["mask"],
            temperature=body["temperature"],
        )
