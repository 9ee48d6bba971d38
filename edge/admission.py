"""Who may speak: terminals are registered, approved, suspended, resumed and retired.

Plain units of work: they take a connection, change rows and tell of it; the API, the command line and the
device session all use them. A serial number is served in one tenant; who registers it second gets a device
that is not served, cannot tell it from a free one, and only the platform hears of it (contract §2).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from edge import telling
from edge.store import devices as rows
from edge.store import tenants
from edge.store.ids import IdClock, public_id
from edge.store.schema import PLATFORM

SERIAL_PATTERN: Final = r"^[A-Za-z0-9_-]{1,32}$"
DEVICE_ID_PATTERN: Final = r"^dev_[a-z0-9_]{1,48}$"
_SERIAL: Final = re.compile(SERIAL_PATTERN, re.ASCII)
_DEVICE_ID: Final = re.compile(DEVICE_ID_PATTERN, re.ASCII)
RECENT_US: Final = 7 * 86_400 * 1_000_000
"""How old the punches that a terminal kept may be at its approval for webhooks to be told of them."""


class AdmissionError(ValueError):
    """A terminal cannot be admitted as asked."""

    param: str | None = None


class SerialInvalid(AdmissionError):
    """A serial number no terminal can have (PROTOCOL §12 #54)."""

    param = "serial_number"


class DeviceIdInvalid(AdmissionError):
    """A chosen id of the wrong shape."""

    param = "id"


class AlreadyRegistered(AdmissionError):
    """The tenant already has a device of that serial number or id."""

    def __init__(self, message: str, param: str, device_id: str) -> None:
        super().__init__(message)
        self.param = param
        self.device_id = device_id


class NoSuchDevice(LookupError):
    """The tenant has no such device, nor does its serial wait."""


def is_serial(text: str) -> bool:
    """Whether a terminal can have this serial number."""
    return _SERIAL.fullmatch(text) is not None


def register(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    *,
    serial: str,
    now: int,
    device_id: str | None = None,
    name: str | None = None,
    site_id: int | None = None,
    history_from: int | None = None,
    **settings: Any,
) -> sa.RowMapping:
    """Make a device of a serial number and return its whole row.

    One that was retired comes back under its old id, with its old dedup keys. `history_from`: punches before
    that instant (microseconds) are acknowledged and let go; None keeps all. `settings`: timezone, tags,
    business_critical.
    Raises SerialInvalid, DeviceIdInvalid, AlreadyRegistered.
    """
    if not is_serial(serial):
        raise SerialInvalid(
            f"'{serial[:40]}' is no serial number: 1 to 32 letters, digits, - and _ are. "
            "It is printed on the terminal and shown in its menu under System Info."
        )
    known = rows.by_serial(conn, tenant_id, serial)
    if known is not None and known["state"] != "retired":
        raise AlreadyRegistered(
            f"Serial number '{serial}' is already registered as {known['public_id']}.",
            "serial_number",
            known["public_id"],
        )
    if known is None:
        values = {"name": name or serial, "site_id": site_id, "history_from": history_from, **settings}
        internal_id = _add(conn, ids, tenant_id, serial, device_id, now, values)
    else:
        internal_id = known["id"]
        _revive(conn, known, name=name, site_id=site_id, history_from=history_from, **settings)
    served = take_serial(conn, tenant_id, internal_id, serial)
    row = existing(conn, tenant_id, internal_id)
    telling.tell_device(
        conn, ids, row, "device.registered", status=status_of(row), last_seen=row["last_seen_at"]
    )
    if not served:
        tell_platform_of_conflict(conn, ids, row)
    return row


def take_serial(conn: sa.Connection, tenant_id: int, device_id: int, serial: str) -> bool:
    """Serve a device under its serial number, which waits no more. False where another tenant's is served;
    then the platform is to be told."""
    served = rows.claim_serial(conn, tenant_id, serial, device_id)
    rows.drop_pending(conn, tenant_id, serial)
    if served:
        rows.drop_pending(conn, PLATFORM, serial)
    return served


def leave_serial(conn: sa.Connection, tenant_id: int, device_id: int, serial: str) -> None:
    """Serve a device no more under a serial number that its row no longer claims. Another tenant that
    registered it meanwhile is served from now on."""
    rows.release_serial(conn, tenant_id, device_id)
    waiting = rows.first_unserved(conn, serial)
    if waiting is not None:
        rows.claim_serial(conn, waiting["tenant_id"], serial, waiting["id"])


def _add(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    serial: str,
    device_id: str | None,
    now: int,
    values: dict[str, Any],
) -> int:
    if device_id is not None:
        _check_device_id(conn, tenant_id, device_id)
    internal_id = ids.next()
    rows.add(
        conn,
        {
            "tenant_id": tenant_id,
            "id": internal_id,
            "public_id": device_id or public_id("dev", internal_id),
            "serial": serial,
            "state": "active",
            "created_at": now,
            **values,
        },
    )
    return internal_id


def _check_device_id(conn: sa.Connection, tenant_id: int, device_id: str) -> None:
    if _DEVICE_ID.fullmatch(device_id) is None:
        raise DeviceIdInvalid(
            f"'{device_id[:60]}' is no device id: dev_ and 1 to 48 small letters, digits and _ are."
        )
    taken = rows.by_public_id(conn, tenant_id, device_id)
    if taken is not None:
        raise AlreadyRegistered(
            f"The id '{device_id}' is taken by the terminal with serial number '{taken['serial']}'.",
            "id",
            device_id,
        )


def _revive(conn: sa.Connection, known: sa.RowMapping, **values: Any) -> None:
    given = {key: value for key, value in values.items() if value is not None}
    rows.change(
        conn,
        known["tenant_id"],
        known["id"],
        state="active",
        retired_at=None,
        history_from=values["history_from"],
        webhooks_from=values.get("webhooks_from"),
        **{key: value for key, value in given.items() if key not in ("history_from", "webhooks_from")},
    )


def tell_platform_of_conflict(conn: sa.Connection, ids: IdClock, row: sa.RowMapping) -> None:
    """A device was registered under a serial number that another tenant is served under."""
    holder = rows.claim_of(conn, row["serial"])
    served_in = tenants.by_id(conn, holder["tenant_id"]) if holder is not None else None
    asked_in = tenants.by_id(conn, row["tenant_id"])
    telling.tell(
        conn,
        ids,
        PLATFORM,
        "device.identity_changed",
        reason="serial_registered_twice",
        serial_number=row["serial"],
        served_account=None if served_in is None else served_in["public_id"],
        refused_account=None if asked_in is None else asked_in["public_id"],
        refused_device_id=row["public_id"],
    )


def approve(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    *,
    serial: str,
    now: int,
    site_id: int | None = None,
    history_from: int | None = None,
    webhooks_hear_all: bool = False,
    name: str | None = None,
    device_id: str | None = None,
    also_waiting_in: Sequence[int] = (),
) -> sa.RowMapping:
    """Let in a terminal that waits, and return its whole row.

    `also_waiting_in`: further tenants whose waiting serials may be taken (0 for a platform key).
    `webhooks_hear_all`: also of punches that were more than seven days old by now.
    Raises NoSuchDevice where nothing of that serial waits, and what `register` raises.
    """
    if not is_serial(serial):
        raise NoSuchDevice(serial)
    known = rows.by_serial(conn, tenant_id, serial)
    if known is None or known["state"] == "retired":
        waits_in = [where for where in (tenant_id, *also_waiting_in) if rows.is_pending(conn, where, serial)]
        if not waits_in:
            raise NoSuchDevice(serial)
    return register(
        conn,
        ids,
        tenant_id,
        serial=serial,
        now=now,
        device_id=device_id,
        name=name,
        site_id=site_id,
        history_from=history_from,
        webhooks_from=None if webhooks_hear_all else now - RECENT_US,
    )


def notice_conflict(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    device_id: int,
    differ: Mapping[str, tuple[str, str]],
    now: int,
) -> int:
    """Two terminals call under one serial number: it gets no commands until somebody has confirmed which is
    the right one (`confirm`). Told once. Returns since when, microseconds. Raises NoSuchDevice.

    `differ`: what was known and what the other says, by `edge.identities.Evidence`'s members.
    """
    row = existing(conn, tenant_id, device_id)
    if row["conflicted_at"] is not None:
        return int(row["conflicted_at"])
    rows.note_identity(conn, tenant_id, device_id, conflicted_at=now)
    telling.tell_device(
        conn,
        ids,
        row,
        "device.identity_changed",
        status=status_of(row),
        last_seen=row["last_seen_at"],
        reason="another_terminal",
        known={name: before for name, (before, _) in differ.items()},
        said={name: after for name, (_, after) in differ.items()},
    )
    return now


def confirm(conn: sa.Connection, tenant_id: int, device_id: int) -> sa.RowMapping:
    """The terminal that calls now is the right one: what is known of it is learned anew, and it gets commands
    again. Raises NoSuchDevice."""
    existing(conn, tenant_id, device_id)
    rows.note_identity(conn, tenant_id, device_id, conflicted_at=None, evidence={})
    return existing(conn, tenant_id, device_id)


def suspend(conn: sa.Connection, tenant_id: int, device_id: int) -> sa.RowMapping:
    """Refuse what a terminal sends until it is resumed; it keeps its records. Raises NoSuchDevice."""
    return _set_state(conn, tenant_id, device_id, "suspended")


def resume(conn: sa.Connection, tenant_id: int, device_id: int) -> sa.RowMapping:
    """Serve a suspended terminal again. Raises NoSuchDevice."""
    return _set_state(conn, tenant_id, device_id, "active")


def _set_state(conn: sa.Connection, tenant_id: int, device_id: int, state: str) -> sa.RowMapping:
    row = existing(conn, tenant_id, device_id)
    if row["state"] != state:
        rows.change(conn, tenant_id, device_id, state=state)
    return existing(conn, tenant_id, device_id)


def retire(conn: sa.Connection, tenant_id: int, device_id: int, *, now: int) -> sa.RowMapping:
    """Stop serving a terminal for good. Raises NoSuchDevice.

    Its row and the keys of its punches stay, so that nothing is ever stored twice. Another tenant that
    registered the serial number meanwhile is served from now on.
    """
    row = existing(conn, tenant_id, device_id)
    rows.change(conn, tenant_id, device_id, state="retired", retired_at=now)
    rows.forget_drift(conn, tenant_id, device_id)
    leave_serial(conn, tenant_id, device_id, row["serial"])
    return row


def move(conn: sa.Connection, tenant_id: int, device_ids: Collection[int], site_id: int | None) -> None:
    """Put devices at a site, or at none."""
    rows.move(conn, tenant_id, device_ids, site_id)


def existing(conn: sa.Connection, tenant_id: int, device_id: int) -> sa.RowMapping:
    """The whole row of a device that is not retired. Raises NoSuchDevice."""
    row = rows.by_id(conn, tenant_id, device_id)
    if row is None or row["state"] == "retired":
        raise NoSuchDevice(public_id("dev", device_id))
    return row


def status_of(row: sa.RowMapping) -> str:
    """Connectivity as the table remembers it; the presence kept in memory is fresher."""
    if row["state"] == "suspended":
        return "suspended"
    if row["last_seen_at"] is None:
        return "new"
    return "online" if row["online"] and row["served"] else "offline"
