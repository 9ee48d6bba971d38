"""Commands of people that came to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import sqlalchemy as sa

from edge.alerts.conditions import Reading
from edge.alerts.looking import Look, bad, good, named
from edge.alerts.model import Entity
from edge.alerts.ruleset import Rule
from edge.alerts.selecting import Subject
from edge.alerts.subjects import device_subject
from edge.store import alert_sources
from edge.store.ids import public_id

KIND: Final = "command_failed"
MOST_NAMED: Final = 100


class Commands:
    """One alert a terminal for what was wanted of it alone, and one for each job that was wanted of many: a
    bulk command that a thousand terminals missed is one thing to look at. Over once it was done after all, or
    is so old that nobody waits for it."""

    kinds = frozenset({KIND})

    def read(self, look: Look) -> Iterator[Reading]:
        watched = look.watched(KIND)
        span = look.most(KIND, "within_s")
        failed: dict[str, list[sa.RowMapping]] = {}
        rows: dict[int, sa.RowMapping] = {}
        if span is not None:
            since = look.now_us - round(span * 1e6)
            found = alert_sources.failed_commands(look.conn, look.tenant_id, since)
            of = {row["device_id"] for row in found}
            rows = {row["id"]: row for row in alert_sources.terminals(look.conn, look.tenant_id, ids=of)}
            for command in found:
                if command["device_id"] in rows:
                    failed.setdefault(_entity_id(command, rows), []).append(command)
        for name, commands in failed.items():
            yield from _of(look, name, commands, rows)
        for key, known in look.known.items():
            if key.kind == KIND and key.entity.id in watched - failed.keys():
                rule = next((rule for rule in look.rules if rule.id == known.rule), None)
                if rule is None or not rule.enabled:
                    yield from look.gone(KIND, {key.entity.id})
                else:
                    yield good(rule, key.entity, "It was done after all, or is over.")


def _entity_id(command: sa.RowMapping, rows: dict[int, sa.RowMapping]) -> str:
    if command["job_id"] is not None:
        return public_id("job", command["job_id"])
    return str(rows[command["device_id"]]["public_id"])


def _of(
    look: Look, name: str, commands: Sequence[sa.RowMapping], rows: dict[int, sa.RowMapping]
) -> Iterator[Reading]:
    last = commands[0]
    row = rows[last["device_id"]]
    job = last["job_id"] is not None
    entity = Entity("command" if job else "device", name)
    subject = Subject(entity=entity, kind=KIND) if job else device_subject(row)
    rule = look.rule(KIND, subject)
    if rule is None:
        yield from look.gone(KIND, {name})
        return
    recent = [one for one in commands if _is_recent(look, rule, one)]
    if not recent:
        yield good(rule, entity, "Nobody waits for it any more.")
        return
    devices = list(dict.fromkeys(rows[one["device_id"]]["public_id"] for one in recent))[:MOST_NAMED]
    yield bad(rule, entity, _title(recent, row, job), _reason(recent), devices, name=_called(last, job))


def _is_recent(look: Look, rule: Rule, command: sa.RowMapping) -> bool:
    return bool(command["finished_at"] >= look.now_us - rule.params["within_s"] * 1e6)


def _called(command: sa.RowMapping, job: bool) -> str:
    return f"{command['command']} on many terminals" if job else ""


def _title(commands: Sequence[sa.RowMapping], row: sa.RowMapping, job: bool) -> str:
    word = commands[0]["command"]
    if job:
        return f"{word} was not carried out by some terminals"
    if len({one["command"] for one in commands}) > 1:
        return f"{named(row)} did not carry out commands"
    return f"{named(row)} did not carry out {word}"


def _reason(commands: Sequence[sa.RowMapping]) -> str:
    last = commands[0]
    said = last["error"] or f"The last of them has {last['status']}."
    terminals = len({one["device_id"] for one in commands})
    if last["job_id"] is not None:
        return f"{terminals} terminals. The last of them: {said}"
    return said if len(commands) == 1 else f"{len(commands)} commands. The last of them: {said}"
