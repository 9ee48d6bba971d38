"""Results: what a terminal says of the lines it was sent, and what that means for their commands.

A result may come twice, late, under an id of a line that was sent again since, or under an id that was never
given. The first word on a line counts; whatever else comes changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import sqlalchemy as sa

from edge.commands import NO_ANSWER, OPEN, existing, finish
from edge.store import commands as rows
from edge.store import devices
from edge.store.ids import IdClock
from edge.upkeep_intents import NOT_THERE, DeleteBiometrics

Key = tuple[int, int]  # tenant, device

FAILURES_TOLD: Final = 100
_SETTLED: Final = frozenset({"succeeded", "failed"})


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to one line. `waiting`: the terminal has it, the last word follows. `told` is what came back
    with it, JSON without secrets."""

    line: sa.RowMapping
    state: Literal["succeeded", "failed", "waiting"]
    word: str
    message: str
    return_code: int | None
    told: Mapping[str, Any] | None = None


def settle(conn: sa.Connection, ids: IdClock, key: Key, answers: Sequence[Answered], now: int) -> None:
    """Take answers, in their order; those commands end of which nothing more is to come.

    The caller holds the device (`store.punches.lock_devices`).
    """
    settled: set[str] = set()
    changes: dict[str, dict[str, Any]] = {}
    touched: dict[int, list[Answered]] = {}
    for answer in answers:
        line = answer.line
        if line["state"] in _SETTLED or line["wire_id"] in settled:
            continue
        if answer.state in _SETTLED:
            settled.add(line["wire_id"])
        _note(conn, key, answer, changes, now)
        touched.setdefault(line["command_id"], []).append(answer)
    rows.change_lines(conn, *key, changes)
    _note_proof(conn, key, [answer.line for answer in answers])
    if not touched:
        return
    device_row = devices.by_id(conn, *key)
    if device_row is None:
        return
    for command_id, heard in touched.items():
        _heard(conn, key, command_id, heard)
        conclude(conn, ids, device_row, command_id, now=now)


def _note(
    conn: sa.Connection, key: Key, answer: Answered, changes: dict[str, dict[str, Any]], now: int
) -> None:
    """Add to `changes` what an answer changes of its line; and of the line that repeats it, which nothing is
    known of yet."""
    line = answer.line
    said: dict[str, Any] = {
        "word": answer.word,
        "return_code": answer.return_code,
        "message": answer.message or None,
        "answered_at": now,
    }
    # A line nobody waits for any more stays so until the last word on it.
    state = line["state"] if line["state"] == "unanswered" and answer.state == "waiting" else answer.state
    changes[line["wire_id"]] = {"state": state, **said}
    if line["state"] == "unanswered" and answer.state in _SETTLED:
        for again in rows.awaited_lines(conn, *key, line["command_id"]):
            same = (again["step"], again["position"]) == (line["step"], line["position"])
            if same and changes.get(again["wire_id"], {}).get("state") not in _SETTLED:
                changes[again["wire_id"]] = {"state": answer.state, **said}


def _note_proof(conn: sa.Connection, key: Key, lines: Sequence[sa.RowMapping]) -> None:
    """Whether it now has answered two lines of one reply: such a terminal does not take a reply for one
    command (PROTOCOL.md §12 #52). Lines of a reply left at one instant under ids that follow each other."""
    if not lines or rows.counter(conn, *key).answered_together >= 2:
        return
    near = {str(int(line["wire_id"]) + step) for line in lines for step in (-1, 0, 1)}
    left: dict[int, int] = {}
    for line in rows.lines_named(conn, *key, near).values():
        if line["answered_at"] is not None:
            left[line["sent_at"]] = left.get(line["sent_at"], 0) + 1
    together = max(left.values(), default=0)
    if together >= 2:
        rows.save_counter(conn, *key, answered_together=together)


def _heard(conn: sa.Connection, key: Key, command_id: int, answers: Sequence[Answered]) -> None:
    """Keep with a command what came back, but for what it does not depend on; where it had ended for want of
    an answer, that one came late."""
    row = existing(conn, key[0], command_id)
    result = dict(row["result"] or {})
    return_code = row["return_code"]
    for answer in answers:
        if answer.line["needed"]:
            result |= answer.told or {}
            return_code = answer.return_code
    if row["status"] not in OPEN:
        if row["error_code"] != NO_ANSWER:
            return
        result["answered_late"] = answers[-1].word
    rows.change(conn, key[0], command_id, return_code=return_code, result=result or None)


def conclude(
    conn: sa.Connection, ids: IdClock, device_row: sa.RowMapping, command_id: int, *, now: int
) -> None:
    """End a command of which everything was sent and answered; one of a single step as soon as it failed."""
    tenant_id = device_row["tenant_id"]
    row = existing(conn, tenant_id, command_id)
    if row["status"] not in OPEN:
        return
    single = row["steps"] == 1
    whole = row["step"] >= row["steps"] and not rows.awaited_lines(
        conn, tenant_id, row["device_id"], command_id
    )
    if not (whole or single):
        return
    failed, count = rows.failed_lines(conn, tenant_id, command_id, FAILURES_TOLD)
    if failed:
        first = failed[0]
        message = first["message"] or "The terminal refused it."
        if not single:
            message = f"{count} of {row['steps']} people could not be brought there. The first: {message}"
        finish(
            conn,
            ids,
            row,
            device_row,
            "failed",
            now=now,
            speaking=True,
            code=first["word"] if single else "some_failed",
            message=message,
            return_code=first["return_code"],
            result=row["result"] if single else _of_people(row, failed, count),
        )
    elif whole and _deleted_nothing(conn, row):
        finish(
            conn,
            ids,
            row,
            device_row,
            "failed",
            now=now,
            speaking=True,
            code="not_supported",
            message="The terminal says of every table that it does not have it, so nothing was deleted. If "
            "it does hold fingers or faces, delete the whole person, or delete them at the terminal.",
        )
    elif whole:
        result = row["result"] if single else _of_people(row, (), 0)
        finish(conn, ids, row, device_row, "succeeded", now=now, speaking=True, result=result)


def _deleted_nothing(conn: sa.Connection, row: sa.RowMapping) -> bool:
    """Whether what was to be deleted of somebody's body may well be there still."""
    if row["command"] != DeleteBiometrics.word:
        return False
    words = rows.words(conn, row["tenant_id"], row["id"])
    return bool(words) and words <= NOT_THERE


def _of_people(row: sa.RowMapping, failed: Sequence[sa.RowMapping], count: int) -> dict[str, Any]:
    """How a command of many people ended, with the first of those it failed for."""
    return {
        "total": row["steps"],
        "succeeded": row["steps"] - count,
        "failed": count,
        "errors": [
            {"pin": line["about"], "code": line["word"], "message": line["message"]} for line in failed
        ],
    }


def give_up(conn: sa.Connection, ids: IdClock, device_row: sa.RowMapping, command_id: int, now: int) -> None:
    """The terminal goes on asking and never answers this: it has failed."""
    row = existing(conn, device_row["tenant_id"], command_id)
    if row["status"] in OPEN:
        message = (
            f"The terminal '{device_row['name']}' fetched it {row['attempts']} times and never said what "
            "became of it. Its firmware may not know the command."
        )
        finish(
            conn,
            ids,
            row,
            device_row,
            "failed",
            now=now,
            speaking=True,
            code=NO_ANSWER,
            message=message,
        )
