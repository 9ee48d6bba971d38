"""After a drill: what the database holds, beside what was acknowledged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from common.client import EdgeClient
from tests.kit.checkers import i2_stored_told_once
from tests.kit.invariants import as_stored, check_all, read, stored_lines, wrong


@dataclass(frozen=True)
class Account:
    """Counts of a drill and everything that is wrong."""

    acknowledged: int
    stored: int
    lost: int
    doubled: int
    integrity: str
    problems: list[str]


async def settle(url: str, acknowledged: Sequence[tuple[str, str]], api: EdgeClient | None) -> Account:
    """Hold the database, and the API where it runs, against what terminals were told, by every invariant."""
    stored = await read(url, stored_lines)
    found = await check_all(url, acknowledged)
    problems = wrong(found)
    if api is not None:
        events = [entry async for entry in api.pages("/v1/events", {"limit": 1000})]
        told = [entry["attendance_id"] for entry in events if entry["event"] == "attendance.created"]
        listed = [entry["id"] async for entry in api.attendance()]
        problems += i2_stored_told_once(listed, told)
        if len(listed) != len(stored):
            problems.append(f"the API lists {len(listed)} punches, the database holds {len(stored)}")
    heard = {(serial, as_stored(line)) for serial, line in acknowledged}
    return Account(
        acknowledged=len(heard),
        stored=len(stored),
        lost=len(heard - set(stored)),
        doubled=len(stored) - len(set(stored)),
        integrity="; ".join(found["integrity"]) or "ok",
        problems=problems,
    )
