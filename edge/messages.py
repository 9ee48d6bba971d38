"""Messages: what terminals show to everybody, or to those who punch, for as long as it holds.

Who is meant is settled when a message is made; terminals that come later do not get it. Sending and taking
back go on by themselves (`edge.message_rounds`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from edge.store import messages as rows
from edge.store import people
from edge.store.ids import IdClock
from edge.upkeep_intents import DeleteMessage, StoreMessage

MOST: Final = 1_000
"""Messages of a tenant at a time, those included that are still leaving some terminal."""
LONGEST_BYTES: Final = 320
GREATEST_NUMBER: Final = 65_535
MOST_MINUTES: Final = 65_535
MINUTE_US: Final = 60_000_000
_WORDS: Final = frozenset({StoreMessage.word, DeleteMessage.word})


class MessageMisuse(ValueError):
    """A message cannot be made as asked."""

    def __init__(self, message: str, param: str) -> None:
        super().__init__(message)
        self.param = param


def create(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    *,
    text: str,
    device_ids: Collection[int] | None,
    employee_ids: Collection[int] | None,
    starts_at: int,
    ends_at: int | None,
    actor: str,
    now: int,
) -> sa.RowMapping:
    """Have terminals show a text. Returns its row. Raises MessageMisuse.

    `device_ids`: where, None for wherever the employees shall be. `employee_ids`: to whom, None for all.
    """
    _check(text, starts_at, ends_at, now)
    where = _where(conn, tenant_id, device_ids, employee_ids, now)
    message_id = ids.next()
    row = {
        "tenant_id": tenant_id,
        "id": message_id,
        "text": text,
        "employees": None if employee_ids is None else sorted(employee_ids),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "actor": actor,
    }
    while not rows.add(conn, {**row, "number": _free_number(rows.numbers(conn, tenant_id))}):
        pass  # somebody was faster; the next one is another
    rows.add_devices(conn, tenant_id, message_id, where)
    made = rows.row_of(conn, tenant_id, message_id)
    assert made is not None
    return made


def _check(text: str, starts_at: int, ends_at: int | None, now: int) -> None:
    size = len(text.encode())
    if size > LONGEST_BYTES:
        raise MessageMisuse(
            f"The text takes {size} bytes, terminals show {LONGEST_BYTES}. Shorten it; letters of other "
            "scripts than Latin take two to four bytes each.",
            "text",
        )
    if not 2000 <= _utc(starts_at).year <= 2099:
        raise MessageMisuse("Terminals know the years 2000 to 2099.", "starts_at")
    if ends_at is not None and ends_at <= max(starts_at, now):
        raise MessageMisuse("It would be over before it begins, or is over already.", "ends_at")


def _where(
    conn: sa.Connection,
    tenant_id: int,
    device_ids: Collection[int] | None,
    employee_ids: Collection[int] | None,
    now: int,
) -> list[int]:
    if employee_ids is None:
        if not device_ids:
            raise MessageMisuse(
                "The selector matches no device, so nobody would see it. GET /v1/devices lists them.",
                "selector",
            )
        return sorted(device_ids)
    there = {device_id for device_id, _ in people.wanted_on(conn, tenant_id, employee_ids, now)}
    if device_ids is not None:
        there &= set(device_ids)
    if not there:
        raise MessageMisuse(
            "None of these employees is to be on any of these terminals, so none would see it. Put them on "
            "devices or sites first.",
            "employees",
        )
    return sorted(there)


def _free_number(taken: Sequence[int]) -> int:
    """The number after the last that is taken, or the first that is free: those just let go of rest a while.

    Raises MessageMisuse.
    """
    if len(taken) >= MOST:
        raise MessageMisuse(f"There are {MOST:,} messages at a time at most. Delete one first.", "text")
    if not taken or taken[-1] < GREATEST_NUMBER:
        return taken[-1] + 1 if taken else 1
    known = set(taken)
    return next(number for number in range(1, GREATEST_NUMBER) if number not in known)


def remove(conn: sa.Connection, row: sa.RowMapping, *, now: int) -> None:
    """Take a message back from every terminal."""
    rows.end(conn, row["tenant_id"], row["id"], now, deleted=True)


def shown_on(conn: sa.Connection, row: sa.RowMapping, device: sa.RowMapping, now: int) -> StoreMessage | None:
    """What a device (a row of `store.devices.whole`) is told to show; None where nobody of those meant is to
    be there any more."""
    pins: tuple[str, ...] | None = None
    if row["employees"] is not None:
        wanted = people.wanted_on(conn, row["tenant_id"], row["employees"], now)
        pins = tuple(sorted(pin for device_id, pin in wanted if device_id == device["id"]))
        if not pins:
            return None
    zone = device["timezone"] or device["site_timezone"] or device["tenant_timezone"] or "UTC"
    starts = _utc(row["starts_at"]).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return StoreMessage(
        number=row["number"],
        text=row["text"],
        starts=starts,
        minutes=_minutes(row["starts_at"], row["ends_at"]),
        pins=pins,
    )


def _minutes(starts_at: int, ends_at: int | None) -> int:
    """For how long a terminal shows it by itself; 0: until it is taken back, as what lasts too long."""
    if ends_at is None:
        return 0
    minutes = -(-(ends_at - starts_at) // MINUTE_US)
    return minutes if minutes <= MOST_MINUTES else 0


def _utc(instant: int) -> datetime:
    return datetime.fromtimestamp(instant // 1_000_000, UTC)


def settle(conn: sa.Connection, command: sa.RowMapping) -> None:
    """A command has ended: take note of what that means for the message it was of."""
    if command["command"] not in _WORDS:
        return
    row = rows.of_command(conn, command["tenant_id"], command["id"])
    if row is None:
        return
    place = (conn, row["tenant_id"], row["message_id"], row["device_id"])
    done, status = command["status"] == "succeeded", row["status"]
    if status == "sent":
        rows.set_status(*place, "shown" if done else "failed", error=None if done else _why(command))
    elif status == "deleting" and command["status"] == "expired":
        rows.set_status(*place, "leaving")  # it was away for long, and may still show it
    elif status == "deleting":
        rows.set_status(*place, "gone" if done else "failed", error=None if done else _why(command))


def _why(command: sa.RowMapping) -> str:
    return command["error"] or f"The command was {command['status']}."
