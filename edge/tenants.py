"""Tenants: made once, renamed, given a zone and a retention; each has a secret path for its terminals."""

from __future__ import annotations

import secrets
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from edge.store import tenants as rows
from edge.store.ids import IdClock, public_id

DEFAULT: Final = "default"
MAX_RETENTION_DAYS: Final = 36_500


class TenantMisuse(ValueError):
    """A tenant cannot be made or changed as asked."""

    def __init__(self, message: str, param: str) -> None:
        super().__init__(message)
        self.param = param


class NameTaken(TenantMisuse):
    """Another tenant has the name."""


class NoSuchTenant(LookupError):
    """There is no tenant of that id or name."""


def create(
    conn: sa.Connection,
    ids: IdClock,
    *,
    name: str,
    now: int,
    timezone: str | None = None,
    retention_days: int | None = None,
) -> sa.RowMapping:
    """Make a tenant. Raises TenantMisuse."""
    _check(timezone, retention_days)
    rows.lock_all(conn)
    if rows.find(conn, name) is not None:
        raise NameTaken(f"There already is a tenant '{name}'.", "name")
    tenant_id = rows.next_id(conn)
    rows.add(
        conn,
        {
            "id": tenant_id,
            "public_id": public_id("ten", ids.next()),
            "name": name,
            "path_secret": new_path_secret(),
            "timezone": timezone,
            "retention_days": retention_days,
            "created_at": now,
        },
    )
    return _existing(conn, tenant_id)


def ensure_default(conn: sa.Connection, ids: IdClock, *, now: int) -> tuple[sa.RowMapping, bool]:
    """The tenant of a new installation, made where it is missing; the second says whether it was."""
    rows.lock_all(conn)
    found = rows.find(conn, DEFAULT)
    if found is not None:
        return found, False
    return create(conn, ids, name=DEFAULT, now=now), True


def find(conn: sa.Connection, name: str) -> sa.RowMapping:
    """A tenant by public id or name. Raises NoSuchTenant."""
    found = rows.find(conn, name)
    if found is None:
        raise NoSuchTenant(name)
    return found


def change(
    conn: sa.Connection,
    tenant_id: int,
    *,
    name: str | None = None,
    **settings: str | int | None,
) -> sa.RowMapping:
    """Rename, or set `timezone` or `retention_days` (None unsets). Raises TenantMisuse."""
    timezone, retention = settings.get("timezone"), settings.get("retention_days")
    assert not isinstance(timezone, int)
    assert not isinstance(retention, str)
    _check(timezone, retention)
    values: dict[str, str | int | None] = dict(settings)
    if name is not None:
        rows.lock_all(conn)
        other = rows.find(conn, name)
        if other is not None and other["id"] != tenant_id:
            raise NameTaken(f"There already is a tenant '{name}'.", "name")
        values["name"] = name
    if values:
        rows.change(conn, tenant_id, **values)
    return _existing(conn, tenant_id)


def rotate_path_secret(conn: sa.Connection, tenant_id: int) -> sa.RowMapping:
    """Give the tenant's terminals a new path; the old one stops at once."""
    rows.change(conn, tenant_id, path_secret=new_path_secret())
    return _existing(conn, tenant_id)


def new_path_secret() -> str:
    """22 characters that are safe in a path."""
    return secrets.token_urlsafe(16)


def is_zone(name: str) -> bool:
    """Whether a time zone of that IANA name is known here."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, no zone name, a folder of the zone database
        return False
    return True


def _check(timezone: str | None, retention_days: int | None) -> None:
    if timezone is not None and not is_zone(timezone):
        raise TenantMisuse(
            f"'{timezone}' is no time zone. Use an IANA name such as Africa/Lagos.", "timezone"
        )
    if retention_days is not None and not 1 <= retention_days <= MAX_RETENTION_DAYS:
        raise TenantMisuse(f"retention_days must be within 1 and {MAX_RETENTION_DAYS}.", "retention_days")


def _existing(conn: sa.Connection, tenant_id: int) -> sa.RowMapping:
    row = rows.by_id(conn, tenant_id)
    if row is None:
        raise NoSuchTenant(str(tenant_id))
    return row
