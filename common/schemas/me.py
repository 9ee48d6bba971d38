"""Who a key is."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from common.schemas.fields import Answer
from common.schemas.keys import KeyMode, Role


class MyTenant(Answer):
    """The tenant that calls are about."""

    id: str
    name: str
    timezone: str | None
    retention_days: int | None


class MyPerson(Answer):
    """Whose key it is."""

    id: str
    name: str


class Me(Answer):
    """The key of this call, and what it may do."""

    id: str
    object: Literal["me"]
    name: str
    role: Role
    scopes: list[str]
    site_ids: list[str] | None
    mode: KeyMode
    platform: bool
    person: MyPerson | None = Field(description="Whose key it is; null: nobody's in particular.")
    tenant: MyTenant | None
    server_version: str
    min_console: str = Field(description="The oldest version of the console that this server serves.")
