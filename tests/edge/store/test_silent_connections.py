"""Connections to PostgreSQL that end without a word for the edge: found out once, not one by one."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from edge.store import Store, open_store
from edge.store.engine import DATABASE_ERRORS
from tests.kit.chaos import ChaosProxy
from tests.kit.postgres import Postgres

ANSWER_S = 1.0
CONNECTIONS = 6
READERS = 3


def _one(conn: sa.Connection) -> int:
    return int(conn.scalar(sa.select(1)) or 0)


def _slow(conn: sa.Connection) -> None:
    conn.execute(sa.select(sa.func.pg_sleep(0.2)))


@pytest.fixture
async def line(postgres: Postgres) -> AsyncIterator[tuple[ChaosProxy, str]]:
    """A proxy before a database, and its address through it."""
    name = f"silent_{secrets.token_hex(6)}"
    direct = postgres.create_database(name)
    async with ChaosProxy(postgres.folder / ".s.PGSQL.5432") as proxy:
        through = sa.make_url(direct).set(host="127.0.0.1", port=proxy.port, query={})
        yield proxy, through.render_as_string(hide_password=False)
    postgres.drop_database(name)


@pytest.fixture
async def store(line: tuple[ChaosProxy, str], monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    """All of its connections were used and lie idle."""
    monkeypatch.setattr("edge.store.postgresql.ANSWER_S", ANSWER_S)
    opened = await open_store(line[1], CONNECTIONS)
    opened.group_unit = lambda conn, works: [_one(conn) for _ in works]
    await asyncio.gather(*[opened.read(_slow) for _ in range(READERS)], opened.submit(None, 0))
    yield opened
    await opened.close()


async def test_one_answer_is_waited_for_in_vain_not_one_a_connection(
    line: tuple[ChaosProxy, str], store: Store
) -> None:
    line[0].half_open("client")
    begun = time.monotonic()
    with pytest.raises(DATABASE_ERRORS):
        await store.read(_one)
    found_s = time.monotonic() - begun
    begun = time.monotonic()
    assert await asyncio.gather(*[store.read(_one) for _ in range(2 * READERS)]) == [1] * 2 * READERS
    assert await store.submit(None, 0) == 1
    assert time.monotonic() - begun < ANSWER_S <= found_s < 2 * ANSWER_S


async def test_what_is_asked_when_they_go_fails_after_one_wait_for_an_answer(
    line: tuple[ChaosProxy, str], store: Store
) -> None:
    asked = asyncio.create_task(store.write(_slow))
    await asyncio.sleep(0.05)
    begun = time.monotonic()
    line[0].half_open("client")
    with pytest.raises(DATABASE_ERRORS):
        await asked
    assert await store.read(_one) == 1
    assert time.monotonic() - begun < 2 * ANSWER_S


async def test_a_server_is_stopped_at_once_though_its_connections_are_silent(
    line: tuple[ChaosProxy, str], store: Store
) -> None:
    line[0].half_open("client")
    begun = time.monotonic()
    await store.close()
    assert time.monotonic() - begun < 2 * ANSWER_S + 1


async def test_one_that_lay_idle_is_asked_first_and_who_waits_for_it_is_served_on_another(
    line: tuple[ChaosProxy, str], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge.store.silent_connections.IDLE_S", 0.0)
    line[0].half_open("client")
    begun = time.monotonic()
    assert await asyncio.gather(store.read(_one), store.submit(None, 0)) == [1, 1]
    assert ANSWER_S <= time.monotonic() - begun < 2 * ANSWER_S


@pytest.mark.usefixtures("expected_logs")  # of the connection that listens, if it is noticed in time
async def test_what_the_server_ended_is_never_used(line: tuple[ChaosProxy, str], store: Store) -> None:
    every = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"

    def end_all(conn: sa.Connection) -> None:
        conn.exec_driver_sql(every)

    with pytest.raises(DATABASE_ERRORS):
        await store.read(end_all)
    await asyncio.sleep(0.1)  # for the word of it to come through
    assert await asyncio.gather(*[store.read(_one) for _ in range(READERS)], store.submit(None, 0)) == [1] * 4
