"""Firmware that terminals are told to install: what there is, who may fetch it, what proves that it runs."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Final, NamedTuple

import sqlalchemy as sa

from edge import command_results
from edge.command_results import Answered
from edge.firmware_files import Content
from edge.intents import UpgradeFirmware
from edge.store import commands, punches
from edge.store import firmware as rows
from edge.store.ids import IdClock, public_id, row_id

FETCHING_US: Final = 900 * 1_000_000
"""How long the answer is still awaited after the terminal last fetched a piece of the file."""
PROVEN_WITHIN_US: Final = 86_400 * 1_000_000
INSTALLED: Final = "installed"


class FirmwareInUse(Exception):
    """The file is still needed; the message says by what."""


class Fetched(NamedTuple):
    """A file that a terminal may have, by its SHA-256. `late`: the command whose answer is awaited too short
    for a slow line."""

    sha256: str
    late: int | None


def keep(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    content: Content,
    *,
    name: str,
    version: str | None,
    actor: str,
) -> tuple[sa.RowMapping, bool]:
    """Note a file that lies on the disk. Returns its row, and whether it is new: the same bytes are one."""
    known = rows.by_sha256(conn, tenant_id, content.sha256)
    if known is not None:
        return known, False
    firmware_id = ids.next()
    values = {"name": name, "version": version, "actor": actor}
    rows.add(conn, {"tenant_id": tenant_id, "id": firmware_id, **asdict(content), **values})
    row = rows.by_id(conn, tenant_id, firmware_id)
    assert row is not None
    return row, True


def remove(conn: sa.Connection, row: sa.RowMapping) -> None:
    """Let go of a file. Raises FirmwareInUse while a command or a job still needs it."""
    tenant_id, name = row["tenant_id"], public_id("fw", row["id"])
    rows.hold(conn, tenant_id, row["id"])
    for command in rows.open_upgrades(conn, tenant_id):
        if command["params"].get("firmware") == name:
            raise FirmwareInUse(
                f"The command {public_id('cmd', command['id'])} still needs it. Cancel the command, or wait "
                "until it has ended."
            )
    for job in rows.open_bulk_jobs(conn, tenant_id):
        given = job["params"]
        if given["command"] == rows.UPGRADE and given["params"].get("firmware") == name:
            raise FirmwareInUse(
                f"The job {public_id('job', job['id'])} still needs it. Cancel the job, or wait until it has "
                "ended."
            )
    rows.remove(conn, tenant_id, row["id"])


def named(conn: sa.Connection, tenant_id: int, intent: UpgradeFirmware) -> sa.RowMapping | None:
    """The file that an intent names, which stays until the commit; None where the tenant has none of that
    id."""
    return None if intent.firmware is None else rows.named(conn, tenant_id, intent.firmware)


def fetched(conn: sa.Connection, tenant_id: int, device_id: int, key: str, now: int) -> Fetched | None:
    """The file that a key opens to a device: one command's, as long as that is under way."""
    for command in rows.open_upgrades(conn, tenant_id, device_id):
        given = command["params"].get("key")
        if not isinstance(given, str) or not secrets.compare_digest(given, key):
            continue
        firmware_id = row_id("fw", command["params"]["firmware"])
        row = None if firmware_id is None else rows.by_id(conn, tenant_id, firmware_id)
        if row is None or command["expires_at"] <= now:
            return None
        short = command["expires_at"] < now + FETCHING_US // 2
        return Fetched(row["sha256"], command["id"] if short else None)
    return None


def prolong(conn: sa.Connection, tenant_id: int, command_id: int, now: int) -> None:
    """A terminal is fetching: its answer is awaited for a while after that."""
    rows.prolong(conn, tenant_id, command_id, now + FETCHING_US)


def proven(conn: sa.Connection, ids: IdClock, key: tuple[int, int], before: str, after: str, now: int) -> int:
    """A terminal runs other firmware than it did: the last upgrade that it never answered has succeeded.
    Returns how many commands that settles."""
    punches.lock_devices(conn, [key])
    lines = rows.unanswered_upgrades(conn, *key, now - PROVEN_WITHIN_US)
    if not lines:
        return 0
    line = lines[-1]
    told = {"firmware": after, "firmware_before": before}
    answer = Answered(line, "succeeded", INSTALLED, "", None, told=told)
    command_results.settle(conn, ids, key, [answer], now)
    row = commands.by_id(conn, key[0], line["command_id"])
    return int(row is not None and row["status"] == "succeeded")
