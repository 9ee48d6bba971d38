"""The notifier on real databases: it sends once, survives being killed, and lets no channel delay another."""

from __future__ import annotations

import asyncio
import logging
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa

from edge import tenants
from edge.alerts import notifier
from edge.alerts.messages import Message, Outcome
from edge.alerts.notifier import Notifier
from edge.store import Store, open_store
from edge.store.ids import now_us
from edge.store.notice_tables import notice
from tests.edge.alerts.notice_world import URL, Rows
from tests.edge.store.conftest import store  # noqa: F401  (a fixture)
from tests.kit.edge_process import ROOT

T = TypeVar("T")
Way = Callable[[str, Message], Any]


class Ways:
    """Channels as a test wants them: by name what each does; those that are not named take all."""

    def __init__(self, **ways: Way) -> None:
        self.ways = ways
        self.sent: list[tuple[str, str]] = []
        self.news = asyncio.Event()

    async def send(self, channel: sa.RowMapping, person: sa.RowMapping | None, message: Message) -> Outcome:
        name = channel["name"]
        self.sent.append((name, message.dedupe_key))
        self.news.set()
        way = self.ways.get(name)
        if way is not None:
            return Outcome(*await way(name, message))
        return Outcome(True, None, 1)

    async def heard(self, count: int) -> list[tuple[str, str]]:
        """What was sent, as soon as it is so much."""
        async with asyncio.timeout(20):
            while len(self.sent) < count:
                self.news.clear()
                await self.news.wait()
        return self.sent


async def within(opened: Store, work: Callable[[Rows], T]) -> T:
    """Do something in the account `default`, which is made where it is missing."""

    def unit(conn: sa.Connection) -> T:
        tenant, _ = tenants.ensure_default(conn, opened.ids, now=now_us())
        return work(Rows(conn, opened.ids, tenant["id"], now_us))

    return await opened.write(unit)


async def statuses(opened: Store) -> list[tuple[str, int]]:
    statement = sa.select(notice.c.status, notice.c.attempts).order_by(notice.c.id)
    return [tuple(row) for row in await opened.read(lambda conn: conn.execute(statement).all())]


@asynccontextmanager
async def running(made: Notifier) -> AsyncIterator[Notifier]:
    task = asyncio.create_task(made.run())
    try:
        yield made
    finally:
        await made.idle()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def critical(*channels: str) -> Callable[[Rows], int]:
    def work(made: Rows) -> int:
        for name in channels:
            made.channel(name)
        return made.fire(severity="critical")

    return work


def at_site(name: str) -> Callable[[Rows], int]:
    return lambda made: made.fire(severity="critical", site_id=made.site(name))


async def test_what_is_planned_is_sent_once_and_written_down(store: Store) -> None:  # noqa: F811
    ways = Ways()
    async with running(Notifier(store, ways, "a", public_url=URL)):
        await within(store, critical("ops"))
        await ways.heard(1)
    found = await store.read(lambda conn: conn.execute(sa.select(notice)).mappings().all())
    sent = [row for row in found if row["status"] == "sent"]
    assert [(row["attempts"], row["owner"], row["log"][0]["ok"]) for row in sent] == [(1, None, True)]
    assert ways.sent == [("ops", sent[0]["dedupe_key"])]


async def test_a_channel_that_hangs_keeps_nobody_else_waiting(store: Store) -> None:  # noqa: F811
    released = asyncio.Event()

    async def hang(name: str, message: Message) -> tuple[bool, None, int]:
        await released.wait()
        return True, None, 1

    ways = Ways(stuck=hang)
    async with running(Notifier(store, ways, "a", public_url=URL)):
        await within(store, critical("stuck", "ops"))
        await ways.heard(2)
        await within(store, lambda made: made.fire(severity="critical"))
        sent = await ways.heard(3)
        assert sorted(name for name, _ in sent) == ["ops", "ops", "stuck"]
        released.set()


async def test_a_channel_that_raises_has_failed_and_is_tried_again(
    store: Store,  # noqa: F811
    expected_logs: list[logging.LogRecord],
) -> None:
    async def explode(name: str, message: Message) -> tuple[bool, None, int]:
        raise KeyError("a library's own idea")

    ways = Ways(ops=explode)
    async with running(Notifier(store, ways, "a", public_url=URL)):
        await within(store, critical("ops"))
        await ways.heard(1)
    statement = sa.select(notice.c.error, notice.c.due_at).where(notice.c.attempts == 1)
    error, due = await store.read(lambda conn: conn.execute(statement).one())
    assert error == "'ops' could not be used (KeyError). The edge's log says more."
    assert due >= now_us()
    assert "channel_raised" in expected_logs[0].getMessage()


async def test_a_channel_that_takes_too_long_took_nothing(
    store: Store,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def hang(name: str, message: Message) -> tuple[bool, None, int]:
        await asyncio.Event().wait()
        return True, None, 1

    monkeypatch.setattr(notifier, "SEND_S", 0.05)
    ways = Ways(ops=hang)
    async with running(Notifier(store, ways, "a", public_url=URL)):
        await within(store, critical("ops"))
        await ways.heard(1)
    assert (await statuses(store))[0] == ("waiting", 1)


async def test_of_two_notifiers_one_sends(store: Store) -> None:  # noqa: F811
    ways = Ways()
    first, second = (Notifier(store, ways, name, public_url=URL) for name in "ab")
    await within(store, lambda made: [made.channel(f"c{n}") for n in range(8)])
    async with running(first), running(second):
        for number in range(5):
            await within(store, at_site(f"Site {number}"))
        await ways.heard(40)
        await first.idle()
        await second.idle()
    assert len(ways.sent) == len(set(ways.sent)) == 40


async def lease_ends(opened: Store) -> None:
    """As if the lease's time were over, which is the database's to say."""
    await opened.write(lambda conn: conn.execute(notice.update().values(lease_until=1)))


async def test_who_was_away_for_longer_than_its_lease_writes_nothing(store: Store) -> None:  # noqa: F811
    came_back = asyncio.Event()

    async def sleep(name: str, message: Message) -> tuple[bool, str, int]:
        await came_back.wait()
        return False, "too late to matter", 1

    slow, quick = Ways(ops=sleep), Ways()
    sleeper, other = Notifier(store, slow, "a", public_url=URL), Notifier(store, quick, "b", public_url=URL)
    await within(store, critical("ops"))
    await sleeper.look()
    (first,) = await slow.heard(1)
    await lease_ends(store)
    await other.look()
    await other.idle()
    came_back.set()
    await sleeper.idle()
    assert quick.sent == [first]
    assert sleeper.stale == 1
    assert (await statuses(store))[0] == ("sent", 1)


KILLED = """
import asyncio, os, signal, sys
from edge.alerts.notifier import Notifier
from edge.store import open_store

class Deadly:
    async def send(self, channel, person, message):
        print(message.dedupe_key, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

async def main():
    await Notifier(await open_store(sys.argv[1]), Deadly(), "first", public_url="").run()

asyncio.run(main())
"""


async def test_killed_after_sending_it_is_sent_once_more_under_the_same_key(
    database_url: str, tmp_path: Path
) -> None:
    opened = await open_store(database_url)
    await within(opened, critical("ops"))
    await opened.close()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED, database_url, cwd=ROOT, stdout=subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert process.returncode == -signal.SIGKILL
    opened = await open_store(database_url)
    if opened.dialect == "postgresql":  # there another process may still be at it, so the lease has to end
        await lease_ends(opened)
    ways = Ways()
    async with running(Notifier(opened, ways, "second", public_url=URL)):
        await ways.heard(1)
    assert ways.sent == [("ops", said.decode().strip())]
    assert (await statuses(opened))[0] == ("sent", 1)
    await opened.close()
