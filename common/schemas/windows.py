"""Maintenance windows: when terminals are worked on, so that nobody is woken for it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from common.schemas.fields import Answer, InstantText, ListQuery, Name, Page, Received, Text, absent
from common.schemas.selectors import Places, PlacesShown

Mode = Literal["suppress", "observe"]
Reason = Annotated[Text, Field(max_length=2_000)]
_WALL = "On the wall clock of `timezone`, without an offset."
_TURN = "How long a turn lasts: 60 to 604,800 (7 days), in seconds that pass."
_RRULE = (
    "RFC 5545, with FREQ (YEARLY to HOURLY), INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH and "
    "BYSETPOS; null: once."
)
_MODE = (
    "suppress: neither people nor webhooks hear of alerts; observe: webhooks do, people do not. Facts "
    "(device.offline, device.online) are told in both."
)


class Turn(Answer):
    """One time of a window."""

    starts_at: InstantText
    ends_at: InstantText


class MaintenanceWindow(Answer):
    """When terminals are worked on."""

    id: str
    object: Literal["maintenance_window"]
    name: str
    selector: PlacesShown
    starts: str = Field(description=_WALL, examples=["2026-11-28T02:30:00"])
    timezone: str
    duration_s: int
    rrule: str | None
    mode: Mode
    reason: str | None
    active: bool = Field(description="Whether a turn is on.")
    active_until: InstantText | None
    next_turns: list[Turn] = Field(description="The three that come next; empty where none does.")
    device_count: int = Field(description="How many terminals it covers now.")
    created_by: str
    created_at: InstantText
    version: int


class MaintenanceWindowPage(Page[MaintenanceWindow]):
    """Maintenance windows, newest first."""


class MaintenanceWindowQuery(ListQuery):
    """Which maintenance windows."""

    active: bool | None = Field(None, description="Only those of which a turn is on, or is not.")


class MaintenanceWindowCreate(Received):
    """A maintenance window to make."""

    name: Name
    selector: Places = Field(
        Places.model_validate({}), description="Without members: all terminals and sites."
    )
    starts: Text = Field(description=_WALL, examples=["2026-11-28T02:30:00"])
    timezone: Text | None = Field(
        None, description="IANA name; default: the account's.", examples=["Africa/Casablanca"]
    )
    duration_s: int = Field(description=_TURN, examples=[7200])
    rrule: Annotated[Text, Field(max_length=500)] | None = Field(
        None, description=_RRULE, examples=["FREQ=WEEKLY;BYDAY=SA"]
    )
    mode: Mode = Field("suppress", description=_MODE)
    reason: Reason | None = None


class MaintenanceWindowChange(Received):
    """What to change; members that are missing stay, null unsets."""

    name: Name = absent()
    selector: Places = absent()
    starts: Text = absent(description=_WALL)
    timezone: Text = absent(description="IANA name.")
    duration_s: int = absent(description=_TURN)
    rrule: Annotated[Text, Field(max_length=500)] | None = Field(None, description=_RRULE)
    mode: Mode = absent(description=_MODE)
    reason: Reason | None = None


class CoverageAsked(Received):
    """What a selector is to be held against: the fleet as it is now."""

    selector: Places


class Coverage(Answer):
    """What a selector covers now."""

    object: Literal["maintenance_coverage"]
    device_count: int
    devices: list[str] = Field(description="Ids of the first 100.")
