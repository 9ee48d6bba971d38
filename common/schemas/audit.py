"""The audit log: who changed what."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from common.schemas.fields import Answer, InstantText, Page, TableQuery


class AuditEntry(Answer):
    """One thing done. Each entry's hash covers the one before it."""

    id: str
    object: Literal["audit_entry"]
    position: int
    actor: str
    action: str
    target: str | None
    diff: dict[str, list[Any]] = Field(description="member -> [before, after]")
    address: str | None
    user_agent: str | None
    request_id: str | None
    hash: str
    previous_hash: str
    created_at: InstantText


class AuditPage(Page[AuditEntry]):
    """Entries, newest first."""


class AuditQuery(TableQuery):
    """Which entries: all."""


class AuditVerification(Answer):
    """Whether the audit log is whole."""

    object: Literal["audit_verification"]
    whole: bool
    entries: int = Field(description="How many entries hold, from the oldest that is kept on.")
    first_position: int | None
    last_position: int
    broken_at: int | None = Field(description="The first entry that does not hold.")
    reason: str | None
