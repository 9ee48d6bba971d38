"""API keys."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from common.schemas.fields import Answer, Instant, InstantText, ListQuery, Name, Page, Received, Text

Role = Literal["viewer", "operator", "integrator", "admin"]
KeyMode = Literal["live", "test"]


class Key(Answer):
    """An API key; the key itself is shown only when it is made."""

    id: str
    object: Literal["key"]
    name: str
    prefix: str
    last4: str
    mode: KeyMode
    role: Role
    scopes: list[str] = Field(description="What it may do: its role, narrowed to the scopes named for it.")
    site_ids: list[str] | None = Field(description="The sites it is limited to; null: all.")
    status: Literal["active", "expired", "revoked"]
    created_at: InstantText
    expires_at: InstantText | None
    revoked_at: InstantText | None
    last_used_at: InstantText | None = Field(description="To the minute.")
    last_used_ip: str | None
    ip_allow: list[str] | None = Field(description="Networks that it may be used from; null: from anywhere.")
    api_version: str = Field(description="The version of the API that it is answered by.")
    person: str | None = Field(description="Id of whose key it is: what is done with it was done by them.")
    created_by: str | None = Field(description="The key that made it; null: the server or its command line.")


class KeyCreated(Key):
    """A key that was just made."""

    key: str = Field(description="Shown this once.")


class KeyPage(Page[Key]):
    """Keys, newest first."""


class KeyQuery(ListQuery):
    """Which keys: all."""


class KeyCreate(Received):
    """A key to make. It cannot have more rights than the one that makes it."""

    name: Name
    role: Role
    scopes: list[Text] | None = Field(
        None, max_length=50, description="Narrow the role to these; scopes in no role must be named here."
    )
    site_ids: Annotated[list[Text], Field(min_length=1, max_length=1000)] | None = Field(
        None, description="Limit it to these sites (ids or slugs)."
    )
    expires_at: Instant | None = None
    ip_allow: Annotated[list[Text], Field(min_length=1, max_length=100)] | None = Field(
        None, description="Have it work only from these networks (10.0.0.0/8) and addresses."
    )
    mode: KeyMode = "live"
    person: Text | None = Field(None, max_length=100, description="The id of the person whose key it is.")


class KeyChange(Received):
    """What to change of a key."""

    person: Text | None = Field(max_length=100, description="The id of whose key it is; null: nobody's.")


class KeyRotation(Received):
    """How long the old secret still works."""

    overlap_hours: float = Field(24, ge=0, le=24 * 30)
