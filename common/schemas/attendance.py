"""Attendance: punches as users see them, and the lines that could not be read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from common.schemas.devices import Device
from common.schemas.employees import Employee
from common.schemas.fields import Answer, Instant, InstantText, ListQuery, Page, Received, TableQuery, Text

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
    device: Device | None = Field(None, json_schema_extra={"description": "Only with expand[]=device."})
    employee: Employee | None = Field(None, json_schema_extra={"description": "Only with expand[]=employee."})


class AttendancePage(Page[Attendance]):
    """Punches."""


class AttendanceQuery(TableQuery):
    """Which punches."""

    limit: int | None = Field(None, ge=1, le=1000, description="How many at most, 1 to 1,000; default 1,000.")
    from_: Instant | None = Field(None, alias="from", description="Punched at this instant or later.")
    to: Instant | None = Field(None, description="Punched before this instant.")
    punch_time_gte: Instant | None = Field(None, alias="punch_time[gte]", description="The same as from.")
    punch_time_gt: Instant | None = Field(None, alias="punch_time[gt]", description="Punched after this.")
    punch_time_lte: Instant | None = Field(None, alias="punch_time[lte]", description="Up to this instant.")
    punch_time_lt: Instant | None = Field(None, alias="punch_time[lt]", description="The same as to.")
    date: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")] | None = Field(
        None, description="Punched on this day, 23 to 25 hours long, in `timezone`.", examples=["2026-03-29"]
    )
    timezone: Text | None = Field(
        None,
        description="Zone of `date`, an IANA name. Default: of the site, where `site` names one; else of the "
        "account, else UTC.",
    )
    received_from: Instant | None = Field(None, description="Received at this instant or later.")
    received_to: Instant | None = Field(None, description="Received before this instant.")
    order: Literal["desc", "asc", "received_at"] = Field(
        "desc",
        description=(
            "Newest punch first, oldest first, or as received, oldest first: for pollers who must not miss "
            "late punches. There next_cursor is always given: ask again with it for what is new since."
        ),
    )
    q: Text | None = Field(
        None,
        min_length=1,
        max_length=100,
        description="Of whom: part of the name, or how employee_id or PIN of an employee begins; or a whole "
        "PIN.",
    )
    employee_id: list[Text] | None = Field(None, description="Repeat it for several.")
    device: list[Text] | None = Field(None, description="Id or serial number. Repeat it for several.")
    site: list[Text] | None = Field(None, description="Id, slug or name. Repeat it for several.")
    punch_type: list[Text] | None = None
    verify_mode: list[Text] | None = None
    expand: list[Literal["device", "employee"]] | None = Field(
        None,
        alias="expand[]",
        description="Put these objects in beside their ids, as they are now. Repeat it for both.",
    )


DeadLineStatus = Literal["open", "resolved", "discarded"]
Reason = Annotated[Text, Field(min_length=1, max_length=500)]


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
    status: DeadLineStatus = Field(description="open until it was read after all, or discarded.")
    settled_at: InstantText | None
    settled_by: str | None = Field(description="The key that did it.")
    reason: str | None
    attendance_id: str | None = Field(description="The punch that it came to, where it came to one.")
    created_at: InstantText


class DeadLinePage(Page[DeadLine]):
    """Lines that could not be read, newest first."""


class DeadLineQuery(ListQuery):
    """Which lines."""

    device: list[Text] | None = Field(None, description="Id or serial number. Repeat it for several.")
    code: list[Text] | None = Field(None, description="Why it could not be read. Repeat it for several.")
    table: list[Text] | None = Field(None, description="What it came as. Repeat it for several.")
    status: list[DeadLineStatus] | None = Field(None, description="Default: open. Repeat it for several.")


class DeadLineSelector(Received):
    """Which open lines: those that fit every member given. Nothing means none; all are meant with `all`."""

    device: list[Text] | None = Field(None, min_length=1, max_length=1_000, description="Ids or serials.")
    code: list[Text] | None = Field(None, min_length=1, max_length=100)
    table: list[Text] | None = Field(None, min_length=1, max_length=100, examples=[["ATTLOG"]])
    seen_from: Instant | None = Field(None, description="That first came at this instant or later.")
    seen_to: Instant | None = Field(None, description="That first came before this instant.")
    all: bool = False

    @model_validator(mode="after")
    def _means_something(self) -> DeadLineSelector:
        if not self.all and not self.model_fields_set & {"device", "code", "table", "seen_from", "seen_to"}:
            raise ValueError("name which lines are meant, or all of them with all: true")
        return self


class DeadLineDiscard(Received):
    """Why a line is let go of."""

    reason: Reason


class DeadLinesDiscard(DeadLineSelector):
    """Which open lines are let go of, and why."""

    reason: Reason


class DeadLinesDiscarded(Answer):
    """How many lines were let go of."""

    object: Literal["dead_lines_discarded"]
    discarded: int
    has_more: bool = Field(description="Whether more fit: send it again.")
