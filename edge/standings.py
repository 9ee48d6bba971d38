"""How employees stand on terminals, for those who look: in sync, pending or failed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import sqlalchemy as sa

from edge.store import held_people
from edge.store import people as rows
from edge.store.people import Lack, WantedState


class Standing(NamedTuple):
    """How an employee stands on one device. `since`: of what is pending or failed."""

    device_id: int
    wanted: WantedState
    status: Literal["in_sync", "pending", "failed"]
    error: str | None = None
    since: int | None = None
    attempts: int = 0


def standing(
    conn: sa.Connection, tenant_id: int, people: Mapping[int, str], now: int
) -> dict[str, list[Standing]]:
    """How employees (id -> PIN) stand on every device that shall hold them or shall lose them, by PIN."""
    pins = set(people.values())
    wanted = rows.wanted_on(conn, tenant_id, list(people), now)
    held = held_people.holders(conn, tenant_id, pins)
    lacks = {(lack.device_id, lack.pin): lack for lack in rows.lacks_of_pins(conn, tenant_id, pins)}
    found: dict[str, list[Standing]] = {pin: [] for pin in pins}
    for pair in sorted(wanted | lacks.keys()):
        found[pair[1]].append(stands(pair[0], pair in wanted, pair in held, lacks.get(pair)))
    return found


class Cell(NamedTuple):
    """How an employee stands on one device, whether or not it has to do with it. `wanted` None: it is there,
    and nobody said where it shall be, so it is left alone."""

    device_id: int
    wanted: WantedState | None
    held: bool
    status: Literal["in_sync", "pending", "failed", "unknown"]
    error: str | None = None
    since: int | None = None


def cells(conn: sa.Connection, tenant_id: int, people: Mapping[int, str], now: int) -> dict[str, list[Cell]]:
    """How employees (id -> PIN) stand on every device that shall hold them, holds them or shall lose them, by
    PIN."""
    pins = set(people.values())
    wanted = rows.wanted_on(conn, tenant_id, list(people), now)
    held = held_people.holders(conn, tenant_id, pins)
    governed = held_people.governed_pins(conn, tenant_id, pins)
    lacks = {(lack.device_id, lack.pin): lack for lack in rows.lacks_of_pins(conn, tenant_id, pins)}
    found: dict[str, list[Cell]] = {pin: [] for pin in pins}
    for pair in sorted(wanted | held | lacks.keys()):
        device_id, pin = pair
        if pair in wanted or pair in lacks or pin in governed:
            one = stands(device_id, pair in wanted, pair in held, lacks.get(pair))
            cell = Cell(device_id, one.wanted, pair in held, one.status, one.error, one.since)
        else:
            cell = Cell(device_id, None, True, "unknown")
        found[pin].append(cell)
    return found


def stands(device_id: int, wanted: bool, held: bool, lack: Lack | None) -> Standing:
    """How a person stands on a device; before the first comparison, what is not held is pending."""
    if lack is None:
        return Standing(
            device_id, "present" if wanted else "absent", "in_sync" if held == wanted else "pending"
        )
    failed = lack.status == "failed"
    return Standing(
        device_id, lack.wanted, "failed" if failed else "pending", lack.error, lack.changed_at, lack.attempts
    )
