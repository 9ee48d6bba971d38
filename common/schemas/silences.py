"""Silences: what people do not want to hear of for a while."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from common.schemas.fields import Answer, Instant, InstantText, ListQuery, Page, Received, Text, absent
from common.schemas.selectors import Selector, SelectorShown

Reason = Annotated[Text, Field(max_length=2_000)]
_ENDS = "Within 30 days of now."


class Matcher(Selector):
    """Which alerts, by what they are about. All members must fit, of the values of one any."""

    alerts: Annotated[list[Text], Field(min_length=1, max_length=100)] | None = Field(
        None,
        description="Ids of alerts: whatever the same rules find of the same terminals, sites or others, "
        "also after these are over.",
    )


class MatcherShown(SelectorShown):
    """Which alerts. Members that are missing do not narrow it."""

    alerts: list[str] | None = None


class Hidden(Answer):
    """What a silence hides now."""

    count: int
    alerts: list[str] = Field(description="Ids of the first 20.")


class Silence(Answer):
    """What people do not want to hear of for a while."""

    id: str
    object: Literal["silence"]
    matcher: MatcherShown
    starts_at: InstantText
    ends_at: InstantText
    active: bool
    reason: str | None
    hides: Hidden
    created_by: str
    created_at: InstantText
    version: int


class SilencePage(Page[Silence]):
    """Silences, newest first. Those that are over stay for 30 days."""


class SilenceQuery(ListQuery):
    """Which silences."""

    active: bool | None = Field(None, description="Only those that hold now, or do not.")


class SilenceCreate(Received):
    """A silence to begin now."""

    matcher: Matcher
    ends_at: Instant = Field(description=_ENDS)
    reason: Reason | None = None


class SilenceChange(Received):
    """What to change; members that are missing stay, null unsets."""

    ends_at: Instant = absent(description=_ENDS)
    reason: Reason | None = None
