"""The audit log: who changed what."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from common.schemas.fields import Answer, InstantText, ListQuery, Page


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


class AuditQuery(ListQuery):
    """Which entries: all."""
