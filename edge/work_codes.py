"""Work codes: one list for the tenant, kept the same on every terminal that has room for them.

A code that a terminal holds, and that never was in the list, is somebody's own and stays.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, Protocol

import sqlalchemy as sa

from edge.intents import ClearAll, Intent
from edge.people import Enqueue
from edge.store import commands, people
from edge.store import work_codes as rows
from edge.store.ids import IdClock
from edge.store.work_codes import HeldCode
from edge.upkeep_intents import DeleteWorkCode, StoreWorkCode

MOST: Final = 500
"""Codes of a tenant; people choose from them on a small screen."""
AT_ONCE: Final = 100
"""Commands for codes that wait for a device at a time: others want something of it too."""
REWRITES: Final = 5
RETRY_US: Final = 86_400 * 1_000_000
"""After this, what a terminal refused is tried once more."""
ACTOR: Final = "system"
_WORDS: Final = frozenset({StoreWorkCode.word, DeleteWorkCode.word})


class WorkCodeMisuse(ValueError):
    """A work code cannot be made as asked."""

    def __init__(self, message: str, param: str) -> None:
        super().__init__(message)
        self.param = param


class CodeTaken(WorkCodeMisuse):
    """The tenant has this code."""


class Fitting(Protocol):
    """What a terminal can hold, as far as codes need to know."""

    def name(self, text: str) -> str:
        """A name as the terminal will hold it."""
        ...

    def holds_work_codes(self) -> bool:
        """Whether it has room for work codes, as far as is known."""
        ...


def create(conn: sa.Connection, tenant_id: int, *, code: str, name: str, now: int) -> sa.RowMapping:
    """Add a code to the list. Raises WorkCodeMisuse."""
    if rows.count(conn, tenant_id) >= MOST:
        raise WorkCodeMisuse(f"There are {MOST} work codes, more do not fit. Delete one first.", "code")
    if not rows.add(conn, {"tenant_id": tenant_id, "code": code, "name": name, "created_at": now}):
        raise CodeTaken(f"There already is a work code '{code}'.", "code")
    return _changed(conn, tenant_id, code, now)


def rename(conn: sa.Connection, tenant_id: int, code: str, name: str, *, now: int) -> sa.RowMapping:
    """Give a code of the list another name."""
    rows.change(conn, tenant_id, code, name=name)
    return _changed(conn, tenant_id, code, now)


def remove(conn: sa.Connection, tenant_id: int, code: str, *, now: int) -> None:
    """Take a code off the list, and from the terminals."""
    rows.remove(conn, tenant_id, code)
    _tell_devices(conn, tenant_id, code, now)


def _changed(conn: sa.Connection, tenant_id: int, code: str, now: int) -> sa.RowMapping:
    _tell_devices(conn, tenant_id, code, now)
    row = rows.by_code(conn, tenant_id, code)
    assert row is not None
    return row


def _tell_devices(conn: sa.Connection, tenant_id: int, code: str, now: int) -> None:
    rows.forget_failures(conn, tenant_id, code)
    people.changed(conn, tenant_id, rows.device_ids(conn, tenant_id), now)


def differences(
    wanted: Mapping[str, str], held: Mapping[str, HeldCode], under_way: Collection[int], now: int
) -> list[Intent]:
    """What a terminal is to be told so that it holds what is wanted (names by codes, as it will hold them).

    Left alone is what it was told and has not answered yet (`under_way`: commands), what it refused lately,
    and what it keeps naming its own way.
    """

    def waits(known: HeldCode) -> bool:
        refused = known.failed_at is not None and known.failed_at > now - RETRY_US
        return known.command_id in under_way or refused

    told: list[Intent] = []
    for code, known in held.items():
        if code not in wanted and known.ours and not waits(known):
            told.append(DeleteWorkCode(code=code))
    for code, name in wanted.items():
        known = held.get(code, HeldCode(code))
        if known.held != name and known.rewritten < REWRITES and not waits(known):
            told.append(StoreWorkCode(code=code, name=name))
    if any(known.held is not None for known in held.values()):
        return told
    # It has not shown yet that it has room for codes: one is tried before the others.
    return [] if any(waits(known) for known in held.values()) else told[:1]


def compare(
    conn: sa.Connection,
    ids: IdClock,
    device: sa.RowMapping,
    fitting: Fitting,
    enqueue: Enqueue,
    *,
    now: int,
) -> int:
    """Compare a device (a row of `store.devices.whole`) with the list and have it told. Returns how many
    commands it is given."""
    tenant_id, device_id = device["tenant_id"], device["id"]
    if device["state"] != "active" or device["conflicted_at"] is not None or not fitting.holds_work_codes():
        return 0
    wanted = {code: fitting.name(name) for code, name in rows.names(conn, tenant_id).items()}
    held = rows.held_at(conn, tenant_id, device_id)
    if not wanted and not held:
        return 0
    under_way = set(commands.open_of_device(conn, tenant_id, device_id))
    room = AT_ONCE - sum(known.command_id in under_way for known in held.values())
    noted = []
    for intent in differences(wanted, held, under_way, now)[: max(room, 0)]:
        assert isinstance(intent, StoreWorkCode | DeleteWorkCode)
        command = enqueue(conn, ids, device, intent, actor=ACTOR, now=now)
        known = held.get(intent.code, HeldCode(intent.code))
        noted.append(known._replace(ours=True, command_id=command["id"], failed_at=None))
    rows.note(conn, tenant_id, device_id, noted)
    return len(noted)


def heard(
    conn: sa.Connection, tenant_id: int, device_id: int, reported: Mapping[str, str], *, now: int
) -> None:
    """A terminal tells of codes it holds, names by codes. Those that are in no list of ours are its own."""
    listed = rows.names(conn, tenant_id, reported)
    held = rows.held_at(conn, tenant_id, device_id, reported)
    noted = []
    for code in sorted(listed.keys() | held.keys()):
        known = held.get(code, HeldCode(code))
        told = known._replace(held=reported[code], ours=known.ours or code in listed)
        if known.held == told.held:
            told = told._replace(rewritten=0)
        elif known.held is not None and code in listed:
            told = told._replace(rewritten=known.rewritten + 1)
        if told != known:
            noted.append(told)
    rows.note(conn, tenant_id, device_id, noted)
    if noted:
        people.changed(conn, tenant_id, [device_id], now)


def settle(conn: sa.Connection, command: sa.RowMapping, *, now: int) -> None:
    """A command has ended: take note of what that means for the codes of its device."""
    tenant_id, device_id, word = command["tenant_id"], command["device_id"], command["command"]
    done = command["status"] == "succeeded"
    if word == ClearAll.word and done:
        rows.unlearn(conn, tenant_id, device_id)
    elif word in _WORDS:
        code = command["params"]["code"]
        known = rows.held_at(conn, tenant_id, device_id, [code]).get(code)
        if known is None or known.command_id != command["id"]:
            return
        if done and word == DeleteWorkCode.word:
            rows.forget(conn, tenant_id, device_id, code)
        elif done:
            stored = known._replace(held=command["params"].get("name", ""), command_id=None)
            rows.note(conn, tenant_id, device_id, [stored])
        else:
            rows.note(conn, tenant_id, device_id, [known._replace(command_id=None, failed_at=now)])
    else:
        return
    people.changed(conn, tenant_id, [device_id], now)
