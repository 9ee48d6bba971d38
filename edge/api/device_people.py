"""The people of one terminal: whom it holds, whom it should."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from common.instants import rfc3339, rfc3339_or_none
from common.schemas import employees as schema
from edge import standings, telling
from edge.api import finding
from edge.api.employees import credentials_object
from edge.api.registry import operation
from edge.api.work import Result, View
from edge.store import employees as rows
from edge.store import held_people, people
from edge.store.held_people import Held
from edge.store.people import Lack, Wanted

STEP: Final = 1_000
_NO_CREDENTIALS: Final = held_people.Credentials()


@operation(
    "GET",
    "/v1/devices/{device}/people",
    scope="employees:read",
    query=schema.DevicePeopleQuery,
    answers=schema.DevicePersonPage,
    errors=("device_not_found", "cursor_invalid"),
)
def list_device_people(view: View, query: schema.DevicePeopleQuery) -> Result:
    """List whom a terminal holds and whom it should, by PIN."""
    device = finding.device(view, view.path["device"])
    limit = query.limit or 100
    anchor = view.anchor(query.cursor)
    after = "" if anchor is None else str(anchor[0])
    found: list[dict[str, Any]] = []
    while len(found) <= limit:
        step = limit + 1 if query.sync is None else STEP
        pins = people.pins_page(
            view.conn,
            view.tenant_id,
            device["id"],
            device["site_id"],
            now=view.now_us,
            after=after,
            limit=step,
        )
        found += [shown for shown in _shown(view, device, pins) if query.sync in (None, shown["status"])]
        if len(pins) < step:
            break
        after = pins[-1]
    return view.page(found[: limit + 1], limit, lambda shown: [shown["pin"]], lambda shown: shown)


def _shown(view: View, device: sa.RowMapping, pins: Sequence[str]) -> list[dict[str, Any]]:
    conn, tenant_id, device_id = view.conn, view.tenant_id, device["id"]
    wanted = people.wanted_at(conn, tenant_id, device_id, device["site_id"], view.now_us, pins)
    there = held_people.held_at(conn, tenant_id, device_id, pins)
    lacks = people.lacks_at(conn, tenant_id, device_id, pins)
    known = rows.by_pins(conn, tenant_id, pins)
    credentials = held_people.credentials_of(conn, tenant_id, pins, device_id)
    return [
        _person(
            pin,
            device_id,
            known.get(pin),
            wanted.get(pin),
            there.get(pin),
            lacks.get(pin),
            credentials.get(pin, _NO_CREDENTIALS),
        )
        for pin in pins
    ]


def _person(
    pin: str,
    device_id: int,
    employee: sa.RowMapping | None,
    wanted: Wanted | None,
    there: Held | None,
    lack: Lack | None,
    credentials: held_people.Credentials,
) -> dict[str, Any]:
    standing = standings.stands(device_id, wanted is not None, there is not None, lack)
    nobody = employee is None and lack is None
    return {
        "object": "device_person",
        "pin": pin,
        "employee": None if employee is None else telling.employee_members(employee),
        "held": None if there is None else _held(there, credentials),
        "wanted": None
        if wanted is None
        else {
            "name": wanted.name or None,
            "card_number": wanted.card or None,
            "privilege": wanted.privilege or None,
        },
        "status": "unknown" if nobody else standing.status,
        "error": standing.error,
        "since": rfc3339_or_none(standing.since),
    }


def _held(there: Held, credentials: held_people.Credentials) -> dict[str, Any]:
    return {
        "name": there.name,
        "card_number": there.card or None,
        "privilege": there.privilege,
        "credentials": credentials_object(credentials, False, bool(there.details.get("password"))),
        "reported_at": rfc3339(there.reported_at),
    }
