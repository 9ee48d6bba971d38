"""Who may do what at the edge, and who did what: keys, people, the audit log; read from the API's JSON.

Instants are whole microseconds since 1970, UTC.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from common.instants import parse_instant
from console.core.records import Json, instant_or_none

_READ: Final = frozenset(
    {
        "devices:read", "sites:read", "attendance:read", "employees:read", "commands:read", "alerts:read",
        "jobs:read", "stream:read",
    }
)  # fmt: skip
_OPERATE: Final = _READ | {
    "devices:write", "sites:write", "attendance:write", "employees:write", "commands:execute",
    "alerts:write", "jobs:write", "webhooks:read", "events:read",
}  # fmt: skip
_INTEGRATE: Final = _READ | {
    "employees:write", "jobs:write", "webhooks:read", "webhooks:write", "events:read",
}  # fmt: skip
ROLES: Final[Mapping[str, frozenset[str]]] = {
    "viewer": _READ,
    "operator": _OPERATE,
    "integrator": _INTEGRATE,
    "admin": _OPERATE | _INTEGRATE
    | {
        "devices:delete", "firmware:write", "keys:read", "keys:write", "audit:read", "templates:write",
        "alerts:admin",
    },
}  # fmt: skip
"""What each role may do, as the edge has it."""
BY_NAME_ONLY: Final = frozenset({"commands:raw", "templates:read"})
"""In no role: a key has these only where they are named for it."""


@dataclass(frozen=True, slots=True)
class Key:
    """An API key, without the key itself. `site_ids` None: all sites; `ip_allow` None: from anywhere;
    `person` is the id of whose it is, "" for nobody's; `made_by` that of a key, "" for the server."""

    id: str
    name: str
    prefix: str
    last4: str
    mode: str
    role: str
    scopes: tuple[str, ...]
    site_ids: tuple[str, ...] | None
    status: str
    created_us: int
    expires_us: int | None
    revoked_us: int | None
    used_us: int | None
    used_from: str
    ip_allow: tuple[str, ...] | None
    person: str
    made_by: str

    @classmethod
    def of(cls, body: Json) -> Key:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        sites, networks = body["site_ids"], body["ip_allow"]
        return cls(
            id=body["id"],
            name=body["name"],
            prefix=body["prefix"],
            last4=body["last4"],
            mode=body["mode"],
            role=body["role"],
            scopes=tuple(body["scopes"]),
            site_ids=None if sites is None else tuple(sites),
            status=body["status"],
            created_us=parse_instant(body["created_at"]),
            expires_us=instant_or_none(body["expires_at"]),
            revoked_us=instant_or_none(body["revoked_at"]),
            used_us=instant_or_none(body["last_used_at"]),
            used_from=body["last_used_ip"] or "",
            ip_allow=None if networks is None else tuple(networks),
            person=body["person"] or "",
            made_by=body["created_by"] or "",
        )

    @property
    def works(self) -> bool:
        return self.status == "active"

    @property
    def narrowed(self) -> bool:
        """Whether it may do less than its role."""
        return frozenset(self.scopes) != ROLES.get(self.role, frozenset(self.scopes))

    @property
    def shown(self) -> str:
        """As it can be recognised: "pd_live_…cQJC"."""
        return f"{self.prefix}…{self.last4}"


@dataclass(frozen=True, slots=True)
class KeyDraft:
    """A key as somebody wants it. None where it is not limited so."""

    name: str
    role: str
    scopes: tuple[str, ...] | None = None
    site_ids: tuple[str, ...] | None = None
    expires_at: str | None = None
    ip_allow: tuple[str, ...] | None = None
    person: str | None = None

    def body(self) -> dict[str, Any]:
        """For POST."""
        said: dict[str, Any] = {"name": self.name, "role": self.role}
        for name in ("scopes", "site_ids", "expires_at", "ip_allow", "person"):
            value = getattr(self, name)
            if value is not None:
                said[name] = list(value) if isinstance(value, tuple) else value
        return said


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be told of alerts and have keys. "" where something is not known."""

    id: str
    name: str
    email: str
    phone: str
    timezone: str
    language: str
    quiet_from: str
    quiet_to: str
    channels: int
    created_us: int

    @classmethod
    def of(cls, body: Json) -> Person:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        quiet = body["quiet_hours"] or {}
        return cls(
            id=body["id"],
            name=body["name"],
            email=body["email"] or "",
            phone=body["phone"] or "",
            timezone=body["timezone"] or "",
            language=body["language"] or "",
            quiet_from=quiet.get("from", ""),
            quiet_to=quiet.get("to", ""),
            channels=len(body["channels"]),
            created_us=parse_instant(body["created_at"]),
        )


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as somebody wants them."""

    name: str
    email: str = ""
    phone: str = ""
    timezone: str = ""
    quiet_from: str = ""
    quiet_to: str = ""

    def body(self) -> dict[str, Any]:
        """For POST and PATCH."""
        quiet = {"from": self.quiet_from, "to": self.quiet_to} if self.quiet_from else None
        return {
            "name": self.name,
            "email": self.email or None,
            "phone": self.phone or None,
            "timezone": self.timezone or None,
            "quiet_hours": quiet,
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done. `diff`: member -> (before, after), as JSON. `actor` is the id of a key, or what the
    edge calls itself."""

    id: str
    position: int
    at_us: int
    actor: str
    action: str
    target: str
    diff: Mapping[str, tuple[Any, Any]]
    address: str
    program: str
    request_id: str
    hash: str
    previous_hash: str

    @classmethod
    def of(cls, body: Json) -> Entry:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        return cls(
            id=body["id"],
            position=body["position"],
            at_us=parse_instant(body["created_at"]),
            actor=body["actor"],
            action=body["action"],
            target=body["target"] or "",
            diff={name: (change[0], change[1]) for name, change in body["diff"].items()},
            address=body["address"] or "",
            program=body["user_agent"] or "",
            request_id=body["request_id"] or "",
            hash=body["hash"],
            previous_hash=body["previous_hash"],
        )


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether the log is as it was written. `entries`: how many hold, from position `first` on."""

    whole: bool
    entries: int
    first: int | None
    last: int
    broken_at: int | None
    reason: str

    @classmethod
    def of(cls, body: Json) -> Verification:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        return cls(
            whole=body["whole"],
            entries=body["entries"],
            first=body["first_position"],
            last=body["last_position"],
            broken_at=body["broken_at"],
            reason=body["reason"] or "",
        )


def said(value: Any) -> str:
    """A value of a change as it is read: words as they are, the rest as JSON; "" for none."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
