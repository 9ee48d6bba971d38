"""Tenants of an installation, for platform keys."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from common.schemas.fields import Answer, InstantText, ListQuery, Name, Page, Received, Text, absent

RetentionDays = Annotated[int, Field(ge=1, le=36_500)]


class Tenant(Answer):
    """A customer of the installation."""

    id: str
    object: Literal["tenant"]
    name: str
    timezone: str | None
    retention_days: int | None = Field(description="How long punches are kept; null: for ever.")
    device_url: str = Field(description="What its terminals are pointed at so that they wait in this tenant.")
    created_at: InstantText


class TenantPage(Page[Tenant]):
    """Tenants in the order they were made."""


class TenantQuery(ListQuery):
    """Which tenants: all."""


class TenantCreate(Received):
    """A tenant to make."""

    name: Name
    timezone: Text | None = None
    retention_days: RetentionDays | None = None


class TenantChange(Received):
    """What to change; members that are missing stay, null unsets."""

    name: Name = absent()
    timezone: Text | None = None
    retention_days: RetentionDays | None = None
