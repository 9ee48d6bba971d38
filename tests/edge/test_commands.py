"""Commands as they are kept: read back as they were given, a few steps at a time, known without asking."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from edge import admission, commands, tenants
from edge import intents as wanted
from edge.command_steps import (
    HIDDEN,
    MODELS,
    about,
    intent_of,
    params_of,
    rule_of,
    steps_from,
    without_secrets,
)
from edge.intents import DeleteEmployee, EnrollEmployee, Intent, SyncEmployees
from edge.open_commands import OpenCommands
from edge.presence import Key
from edge.store import open_store, retention
from edge.store.command_tables import command
from edge.store.ids import now_us
from edge.upkeep_intents import StoreTemplate
from tests.edge.push.terminals import STEPS


def kept(intent: Intent, **more: Any) -> dict[str, Any]:
    return {"command": intent.word, "params": json.loads(json.dumps(params_of(intent))), **more}


@given(STEPS)
def test_what_is_kept_is_read_back_as_it_was(intent: Intent) -> None:
    back = intent_of(kept(intent))
    if isinstance(intent, wanted.Between):  # kept to the millisecond; terminals know seconds
        assert isinstance(back, wanted.Between)
        assert (back.start // 1000, back.end // 1000) == (intent.start // 1000, intent.end // 1000)
    else:
        assert back == intent
    assert MODELS[intent.word] is type(intent)


@given(st.integers(0, 12), st.integers(0, 8), st.integers(1, 5))
def test_steps_are_the_same_however_they_are_cut(named: int, removed: int, count: int) -> None:
    people = [wanted.Person(employee_id=str(pin), name=f"Person {pin}") for pin in range(1, named + 1)]
    row = kept(SyncEmployees(employees=people), removes=[str(pin) for pin in range(100, 100 + removed)])
    whole = steps_from(row, 0, named + removed)
    assert [about(step) for step in whole] == [str(pin) for pin in range(1, named + 1)] + row["removes"]
    assert [type(step) for step in whole] == [EnrollEmployee] * named + [DeleteEmployee] * removed
    cut = [step for first in range(0, named + removed, count) for step in steps_from(row, first, count)]
    assert tuple(cut) == whole


def test_every_command_of_the_contract_has_its_rule() -> None:
    once = {
        "restart", "enroll_biometric", "clear_attendance", "clear_all", "unlock_door", "cancel_alarm",
        "upgrade_firmware", "raw",
    }  # fmt: skip
    guarded = once - {"restart", "enroll_biometric", "cancel_alarm"}
    assert {word for word in wanted.INTENTS if not rule_of(word).repeatable} == once
    for word in wanted.INTENTS:
        assert rule_of(word).reason == (word in guarded)
        assert rule_of(word).expires_s == (300 if word in guarded else None)


def test_what_nobody_may_read_is_hidden_and_the_rest_is_not() -> None:
    person = {"employee_id": "7", "name": "Sarah", "password": "4711"}
    assert without_secrets("enroll_employee", person) == {**person, "password": HIDDEN}
    shown = without_secrets("sync_employees", {"employees": [person, {"employee_id": "8"}]})
    assert shown == {"employees": [{**person, "password": HIDDEN}, {"employee_id": "8"}]}
    template = params_of(StoreTemplate(pin="7", type=1, text="c2VjcmV0"))
    assert without_secrets("store_template", template)["text"] == HIDDEN
    assert without_secrets("store_message", {"text": "Welcome"}) == {"text": "Welcome"}


@pytest.mark.parametrize(
    ("word", "left_s", "due_s"),
    [
        ("fetch_info", 7 * 86_400, 7 * 86_400),
        ("restart", 7 * 86_400, 3600),
        ("unlock_door", 300, 300),
        ("unlock_door", 1, 60),
        ("upgrade_firmware", 10, 900),
    ],
)
def test_how_long_an_answer_is_waited_for(word: str, left_s: int, due_s: int) -> None:
    now = now_us()
    assert commands.answer_due(word, now + left_s * 10**6, now) == now + due_s * 10**6


async def test_commands_that_ended_long_ago_are_let_go_of(database_url: str) -> None:
    store = await open_store(database_url)

    def unit(conn: sa.Connection) -> tuple[list[int], list[int]]:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now_us())
        row = admission.register(conn, store.ids, tenant["id"], serial="S1", now=now_us())
        made = [
            commands.enqueue(conn, store.ids, row, wanted.Restart(), actor="key_test", now=now_us())["id"]
            for _ in range(2)
        ]
        commands.cancel(conn, tenant["id"], made[0], now=now_us())
        assert retention.delete_commands(conn, tenant["id"], now_us() - 10**9) == 0
        assert retention.delete_commands(conn, tenant["id"], now_us() + 10**9) == 1
        return made, list(conn.scalars(sa.select(command.c.id)))

    made, left = await store.write(unit)
    assert left == made[1:]
    await store.close()


async def test_who_has_commands_is_known_without_asking(database_url: str) -> None:
    store = await open_store(database_url)
    waiting = OpenCommands(store)

    def give(conn: sa.Connection) -> tuple[Key, int]:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now_us())
        row = admission.register(conn, store.ids, tenant["id"], serial="S1", now=now_us())
        made = commands.enqueue(conn, store.ids, row, wanted.Restart(), actor="key_test", now=now_us())
        return (tenant["id"], row["id"]), made["id"]

    key, command_id = await store.write(give)
    assert key not in waiting
    waiting.mark(key)
    assert key in waiting
    waiting.discard(key)
    await waiting.refresh()  # as for what another process wrote
    assert key in waiting
    await store.write(lambda conn: commands.cancel(conn, key[0], command_id, now=now_us()))
    await waiting.refresh()
    assert key not in waiting
    await store.close()
