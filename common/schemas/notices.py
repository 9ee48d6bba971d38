"""Notices: what of an alert was told to whom, is still to be told, or was not."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from common.schemas.fields import Answer, InstantText, ListQuery, Page
from common.schemas.selectors import SeverityName


class NoticeAttempt(Answer):
    """One attempt to tell it."""

    at: InstantText
    ok: bool
    error: str | None
    took_ms: int


class Notice(Answer):
    """One thing for one person, or for the channel itself, by one channel."""

    id: str
    object: Literal["notice"]
    alert: str
    moment: Literal["fired", "escalated", "repeated", "resolved"]
    step: int | None = Field(description="Of the policy, from 0; null for what no step says.")
    policy: str | None
    channel: str | None = Field(description="Null where it was deleted.")
    channel_name: str | None
    person: str | None = Field(description="Null: for the channel itself.")
    person_name: str | None
    severity: SeverityName
    status: Literal["waiting", "sent", "failed", "cancelled"]
    held_for: str | None = Field(
        description="Why it waits, or waited, beyond its step: acknowledged, snoozed, inhibited "
        "(another alert explains it), quiet_hours, cap (too many in an hour), group (told of its site just "
        "now), or the id of the silence or maintenance window."
    )
    due_at: InstantText | None = Field(description="Null while somebody has the alert.")
    sent_at: InstantText | None
    error: str | None = Field(description="Why it was not told, or not yet.")
    dedupe_key: str = Field(description="The same however often it arrives.")
    message: str | None = Field(
        description="Key of the message that it went out in; notices with the same went out together."
    )
    attempts: list[NoticeAttempt] = Field(description="Oldest first.")
    created_at: InstantText


class NoticePage(Page[Notice]):
    """Notices, newest first."""


class NoticeQuery(ListQuery):
    """How many notices, from where on."""
