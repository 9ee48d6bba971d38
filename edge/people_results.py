"""What became of commands about people: whom a terminal holds since, and what is to be tried again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

import sqlalchemy as sa

from edge import matrix
from edge.intents import ClearAll, DeleteEmployee, EnrollEmployee, SyncEmployees
from edge.people import tell_synced
from edge.store import commands, employees, held_people
from edge.store import people as rows
from edge.store.ids import IdClock
from edge.store.people import MATRIX, Lack

SOME_FAILED: Final = "some_failed"
"""The error code of a command of many people that the terminal carried out for some of them."""
MOST_LINES: Final = 10_000

_SETTLED: Final = frozenset(
    intent.word for intent in (SyncEmployees, EnrollEmployee, DeleteEmployee, ClearAll)
)


def taken_back(conn: sa.Connection, command: sa.RowMapping, *, now: int) -> None:
    """A command was cancelled: what it was to bring about is given up until somebody wants it anew, or for a
    day. `command`: its row after that."""
    if command["command"] not in _SETTLED:
        return
    tenant_id, device_id = command["tenant_id"], command["device_id"]
    rows.hold(conn, tenant_id, device_id)
    rows.changed(conn, tenant_id, [device_id], now)
    lacks = rows.lacks_at(conn, tenant_id, device_id, _named(command))
    ours = [lack for lack in lacks.values() if lack.command_id == command["id"]]
    rows.note(conn, tenant_id, [_given_up(lack, "The command was cancelled.", now) for lack in ours])


def _given_up(lack: Lack, error: str, now: int) -> Lack:
    return lack._replace(status="failed", command_id=None, error=error, changed_at=now)


def settle(conn: sa.Connection, ids: IdClock, command: sa.RowMapping, *, now: int) -> None:
    """A command has ended (succeeded, failed or expired), whoever gave it: note whom the device holds now,
    and what is to be tried again. `command`: its row after that; its secrets may be gone."""
    if command["command"] not in _SETTLED:
        return
    tenant_id, device_id = command["tenant_id"], command["device_id"]
    rows.hold(conn, tenant_id, device_id)
    rows.changed(conn, tenant_id, [device_id], now)
    named = _named(command)
    refused = _refused(conn, command)
    lacks = rows.lacks_at(conn, tenant_id, device_id, named)
    ours = {pin: lack for pin, lack in lacks.items() if lack.command_id == command["id"]}
    done: set[str] = set()
    if command["status"] == "succeeded" or refused:
        done = _carried_out(conn, command, named, refused, now)
    finished = done & ours.keys()
    rows.drop(conn, tenant_id, [(device_id, pin) for pin in finished])
    if command["actor"] == MATRIX and command["command"] != DeleteEmployee.word:
        _nobodys(conn, tenant_id, device_id, done, lacks, now)
    again = [_after_failure(ours[pin], command, refused.get(pin), now) for pin in ours.keys() - finished]
    rows.note(conn, tenant_id, again)
    tell_synced(conn, ids, tenant_id, finished)


def _named(command: sa.RowMapping) -> dict[str, Mapping[str, Any]]:
    """Whom a command names, as it was written, by PIN."""
    params = command["params"]
    if command["command"] == ClearAll.word:
        return {}
    persons = params["employees"] if command["command"] == SyncEmployees.word else [params]
    return {person.get("pin") or person["employee_id"]: person for person in persons}


def _refused(conn: sa.Connection, command: sa.RowMapping) -> dict[str, str]:
    """Whom the terminal refused where it was told of many and took others; the error of each."""
    if command["error_code"] != SOME_FAILED:
        return {}
    failed, _ = commands.failed_lines(conn, command["tenant_id"], command["id"], MOST_LINES)
    return {line["about"]: line["message"] or "" for line in failed if line["about"] is not None}


def _carried_out(
    conn: sa.Connection,
    command: sa.RowMapping,
    named: Mapping[str, Mapping[str, Any]],
    refused: Collection[str],
    now: int,
) -> set[str]:
    """Note whom a device holds after a command; the PINs about which it did as it was told."""
    tenant_id, device_id = command["tenant_id"], command["device_id"]
    if command["command"] == ClearAll.word:
        held_people.forget_held(conn, tenant_id, device_id)
        return set()
    done = named.keys() - refused
    if command["command"] == DeleteEmployee.word:
        held_people.forget_held(conn, tenant_id, device_id, done)
        return done
    written = [
        {
            "pin": pin,
            "name": person.get("name", ""),
            "card": person.get("card_number") or "",
            "privilege": person.get("privilege", "user"),
            "now": now,
        }
        for pin, person in named.items()
        if pin in done
    ]
    held_people.write_held(conn, tenant_id, device_id, written)
    gone = [pin for pin in command["removes"] or () if pin not in refused]
    if gone:
        held_people.forget_held(conn, tenant_id, device_id, gone)
    return done


def _nobodys(
    conn: sa.Connection,
    tenant_id: int,
    device_id: int,
    done: Collection[str],
    lacks: Mapping[str, Lack],
    now: int,
) -> None:
    """Who was written after having been deleted here is to be deleted there too."""
    known = employees.names_of_pins(conn, tenant_id, done)
    rows.note(
        conn,
        tenant_id,
        [
            matrix.lacking(device_id, pin, "absent", now)
            for pin in done
            if pin not in known and not matrix.leaves(lacks.get(pin))
        ],
    )


def _after_failure(lack: Lack, command: sa.RowMapping, error: str | None, now: int) -> Lack:
    """Expired is no failure of the terminal: it was away, and is told again."""
    if command["status"] == "expired":
        return lack._replace(status="pending", command_id=None, changed_at=now)
    attempts = lack.attempts + 1
    said = error or command["error"] or "The terminal refused without saying why."
    return lack._replace(
        status="failed" if attempts >= matrix.ATTEMPTS else "pending",
        command_id=None,
        attempts=attempts,
        error=said,
        changed_at=now,
    )
