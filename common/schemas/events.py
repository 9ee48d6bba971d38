"""Events: what webhooks and the stream tell, for those who ask instead."""

from __future__ import annotations

from typing import Literal

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

    model_config = ConfigDict(extra="allow")

    id: str
    object: Literal["event"]
    event: str
    timestamp: InstantText
    sequence: int | None
    device: EventDevice | None


class EventPage(Page[Event]):
    """Events oldest first. next_cursor is given even where no more follows yet: ask again with it later."""


class EventQuery(ListQuery):
    """Which events."""

    types: list[Text] | None = Field(
        None, description="Such as attendance.created; repeat it, or separate with commas, for several."
    )
    from_: Instant | None = Field(
        None, alias="from", description="Begin with events told at this instant or later; not with `cursor`."
    )


class DeviceEventPage(Page[Event]):
    """What happened to a device besides punches, newest first."""
