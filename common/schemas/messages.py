"""Messages: what terminals show to people."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from common.schemas.fields import Answer, Instant, InstantText, ListQuery, Page, Received, Text
from common.schemas.jobs import Selector


class MessageCreate(Received):
    """A text to show: to everybody at terminals, to employees wherever they shall be, or to these there."""

    text: Annotated[Text, Field(min_length=1, max_length=320)] = Field(
        description="At most 320 bytes of UTF-8, on one line.", examples=["Meeting at 14:00"]
    )
    employees: Annotated[list[Annotated[Text, Field(max_length=100)]], Field(max_length=500)] | None = Field(
        None, min_length=1, description="Ids of those who see it when they punch; default everybody."
    )
    selector: Selector | None = Field(
        None, description="On which terminals; default those where the employees shall be."
    )
    starts_at: Instant | None = Field(None, description="From when on; default now.")
    ends_at: Instant | None = Field(None, description="Until when; default until it is deleted.")

    @model_validator(mode="after")
    def _somebody(self) -> MessageCreate:
        if self.employees is None and self.selector is None:
            raise ValueError("name employees, or terminals with selector, or both")
        return self


class MessageDevices(Answer):
    """On how many terminals a message stands how."""

    waiting: int = Field(description="Will be shown once the terminal has fetched it.")
    shown: int
    failed: int
    leaving: int = Field(description="Is being taken back.")
    gone: int


class Message(Answer):
    """A text that terminals show."""

    id: str
    object: Literal["message"]
    text: str
    employees: list[str] | None = Field(description="employee_id of those who see it; null: everybody.")
    starts_at: InstantText
    ends_at: InstantText | None
    status: Literal["scheduled", "active", "ended"]
    devices: MessageDevices
    created_by: str
    created_at: InstantText


class MessagePage(Page[Message]):
    """Messages, newest first."""


class MessageQuery(ListQuery):
    """Which messages: all that were not deleted; those that ended, for 90 days."""


class MessageDevice(Answer):
    """How a message stands on one terminal."""

    device_id: str
    device_serial: str
    name: str
    status: Literal["waiting", "shown", "failed", "leaving", "gone"]
    error: str | None
    command_id: str | None


class MessageDevicePage(Page[MessageDevice]):
    """The terminals of a message, in the order they were registered."""


class MessageDeviceQuery(ListQuery):
    """Which of them: all."""
