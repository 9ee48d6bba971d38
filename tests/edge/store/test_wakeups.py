"""Processes on one PostgreSQL wake one another: soon, together, and never in place of looking."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from logging import LogRecord

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from edge.store import News, Store, open_store
from edge.store.engine import tell
from edge.store.wakeups import LONGEST, news_of, text_of
from tests.kit.postgres import DatabaseServer

WITHIN_S = 10.0


class Pair:
    """Two processes' stores, and what the second hears."""

    def __init__(self, one: Store, two: Store) -> None:
        self.one, self.two = one, two
        self.heard: list[News] = []
        two.on_news = self.heard.append

    async def until_alive(self) -> None:
        async with asyncio.timeout(WITHIN_S):
            while not (self.one.heard_at_once and self.two.heard_at_once):
                await asyncio.sleep(0.02)
        await asyncio.sleep(0.1)
        self.heard.clear()

    async def until_heard(self) -> News:
        async with asyncio.timeout(WITHIN_S):
            while not self.heard:
                await asyncio.sleep(0.02)
        together = News()
        for news in self.heard:
            together.add(news)
        return together


@pytest.fixture
async def pair(postgres: DatabaseServer) -> AsyncIterator[Pair]:
    name = f"test_{secrets.token_hex(6)}"
    url = postgres.create_database(name)
    one = await open_store(url)
    two = await open_store(url)
    yield Pair(one, two)
    await one.close()
    await two.close()
    postgres.drop_database(name)


async def test_events_of_one_process_wake_the_readers_of_another(pair: Pair) -> None:
    await pair.until_alive()
    await pair.one.write(lambda conn: tell(conn, 7))
    assert (await pair.until_heard()).tenants == {7}


async def test_changes_of_devices_and_other_things_are_heard_by_name(pair: Pair) -> None:
    await pair.until_alive()
    pair.one.announce(serials=["A1", "A2"], topics=["webhooks"])
    news = await pair.until_heard()
    assert (news.serials, news.topics) == ({"A1", "A2"}, {"webhooks"})


async def test_nobody_hears_itself(pair: Pair) -> None:
    await pair.until_alive()
    pair.two.announce(topics=["rules"])
    pair.one.announce(topics=["webhooks"])
    assert (await pair.until_heard()).topics == {"webhooks"}


async def test_after_its_line_was_lost_a_process_looks_at_everything(
    pair: Pair, expected_logs: list[LogRecord]
) -> None:
    await pair.until_alive()
    await pair.one.write(
        lambda conn: conn.execute(
            sa.text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                "AND datname = current_database()"
            )
        )
    )
    assert (await pair.until_heard()).serials is None


async def test_many_announcements_are_told_together(pair: Pair) -> None:
    await pair.until_alive()
    for number in range(1_000):
        pair.one.announce(serials=[f"A{number % 50}"])
    assert (await pair.until_heard()).serials == {f"A{number}" for number in range(50)}
    assert len(pair.heard) < 5


@given(
    st.sets(st.integers(0, 1 << 31), max_size=2_000),
    st.none() | st.sets(st.text(max_size=40), max_size=400),
    st.sets(st.sampled_from(["webhooks", "rules"])),
)
def test_a_message_is_never_too_long_and_never_says_less_of_devices(
    tenants: set[int], serials: set[str] | None, topics: set[str]
) -> None:
    text = text_of(News(tenants, serials, topics), "a")
    assert len(text.encode()) <= LONGEST
    news = news_of(text, "b")
    assert news is not None
    assert news.topics == topics
    assert news.serials is None or news.serials == serials
    assert news.tenants <= tenants


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"from": "x", "serials": 3}), "null"])
def test_what_no_version_says_is_passed_over(text: str, expected_logs: list[LogRecord]) -> None:
    assert news_of(text, "us") is None
    assert expected_logs
