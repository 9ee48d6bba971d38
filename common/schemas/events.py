"""Events: what webhooks and the stream tell, for those who ask instead."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from common.schemas.fields import Instant, InstantText, ListQuery, Page, Text


class EventDevice(BaseModel):
    """The terminal an event is about, as it was then."""

    id: str
    serial_number: str
    name: str
    site: str
    status: str
    last_seen: InstantText | None


class Event(BaseModel):
    """One thing that happened. Further members depend on `event`."""

    model_config = ConfigDict(extra="allow", defer_build=True)

    id: str
    object: Literal["event"]
    event: str
    timestamp: InstantText
    sequence: int | None
    device: EventDevice | None


class Advised(BaseModel):
    """A command that would help: to be sent with POST /v1/devices/{device}/commands."""

    command: str
    params: dict[str, Any]


class ClockDriftEvent(Event):
    """The clock of a terminal was found wrong, or right again."""

    event: Literal["device.clock_drift"]
    drifting: bool = Field(description="False: it is right again.")
    clock_drift_s: int = Field(description="Terminal minus server, seconds.")
    zone_error_s: int = Field(
        description="How much of it a wrong zone, or a summer time of its own, explains; 0 where it does not."
    )
    advice: list[Advised]


class EventEmployee(BaseModel):
    """The employee an event is about, as it was then."""

    id: str
    employee_id: str
    pin: str
    name: str


class EmployeeEnrolledEvent(Event):
    """Somebody's finger, face, palm or card was enrolled at a terminal."""

    event: Literal["employee.enrolled"]
    employee: EventEmployee
    kind: Literal["finger", "face", "palm", "finger_vein", "card"]
    number: int | None = Field(description="Which finger or palm, where the terminal says.")


AnyEvent = ClockDriftEvent | EmployeeEnrolledEvent | Event


class EventPage(Page[AnyEvent]):
    """Events oldest first. next_cursor is given even where no more follows yet: ask again with it later."""


class EventQuery(ListQuery):
    """Which events."""

    types: list[Text] | None = Field(
        None, description="Such as attendance.created; repeat it, or separate with commas, for several."
    )
    from_: Instant | None = Field(
        None, alias="from", description="Begin with events told at this instant or later; not with `cursor`."
    )


class DeviceEventPage(Page[AnyEvent]):
    """What happened to a device besides punches, newest first."""
