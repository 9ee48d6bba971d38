"""Attendance: punches as users see them, and the lines that could not be read."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from common.schemas.fields import Answer, Instant, InstantText, ListQuery, Page, Text

TimeQuality = Literal["ok", "ambiguous", "nonexistent", "suspect", "assumed"]


class RawPunch(Answer):
    """What the terminal sent."""

    pin: str
    status: int
    verify: int
    work_code: str | None


class Attendance(Answer):
    """A punch."""

    id: str
    object: Literal["attendance"]
    employee_id: str
    punch_time: InstantText
    punch_time_local: str = Field(
        pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$", description="As the terminal sent it."
    )
    timezone: str
    utc_offset: str = Field(pattern=r"^[+-]\d\d:\d\d$")
    time_quality: TimeQuality
    punch_type: str = Field(
        description="check_in, check_out, break_out, break_in, overtime_in, overtime_out, …"
    )
    verify_mode: str = Field(description="fingerprint, face, card, password, palm, …")
    device_id: str
    device_serial: str
    site: str
    site_id: str | None
    work_code: str | None
    mask: bool | None
    temperature: float | None
    received_at: InstantText
    late: bool = Field(description="Received more than 5 minutes after the punch.")
    raw: RawPunch
    created_at: InstantText


class AttendancePage(Page[Attendance]):
    """Punches."""


class AttendanceQuery(ListQuery):
    """Which punches."""

    limit: int | None = Field(None, ge=1, le=1000, description="How many at most, 1 to 1,000; default 1,000.")
    from_: Instant | None = Field(None, alias="from", description="Punched at this instant or later.")
    to: Instant | None = Field(None, description="Punched before this instant.")
    received_from: Instant | None = Field(None, description="Received at this instant or later.")
    received_to: Instant | None = Field(None, description="Received before this instant.")
    order: Literal["desc", "asc", "received_at"] = Field(
        "desc",
        description=(
            "Newest punch first, oldest first, or as received, oldest first: for pollers who must not miss "
            "late punches. There next_cursor is always given: ask again with it for what is new since."
        ),
    )
    employee_id: list[Text] | None = Field(None, description="Repeat it for several.")
    device: list[Text] | None = Field(None, description="Id or serial number. Repeat it for several.")
    site: list[Text] | None = Field(None, description="Id, slug or name. Repeat it for several.")
    punch_type: list[Text] | None = None
    verify_mode: list[Text] | None = None


class DeadLine(Answer):
    """A line that could not be read."""

    id: str
    object: Literal["dead_line"]
    device_id: str
    device_serial: str
    table: str
    line: str = Field(description="As text; bytes that are none are shown as �.")
    line_base64: str = Field(description="As sent.")
    line_no: int
    code: str
    message: str
    first_seen: InstantText
    last_seen: InstantText
    count: int
    created_at: InstantText


class DeadLinePage(Page[DeadLine]):
    """Lines that could not be read, newest first."""


class DeadLineQuery(ListQuery):
    """Which lines."""

    device: list[Text] | None = Field(None, description="Id or serial number. Repeat it for several.")
