"""Tells the other processes on a PostgreSQL that there is something new, a little faster than they would find
out.

Only a wake-up: whoever hears nothing looks by itself. Sent beside the transactions, at most TIMES_A_SECOND,
because a NOTIFY inside of them makes all commits of the database wait in one line.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import asyncpg
import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from edge.store.engine import News

CHANNEL: Final = "punchdeck"
TIMES_A_SECOND: Final = 20
AGAIN_S: Final = 1.0
ALIVE_S: Final = 10.0
ANSWER_S: Final = 5.0
FAREWELL_S: Final = 1.0
MOST: Final = 200
LONGEST: Final = 7_900
"""Bytes of a message; PostgreSQL takes no 8,000."""

log = structlog.get_logger()


def text_of(news: News, sender: str) -> str:
    """As it is sent. What is too much to be named is said as everything, or found out by looking."""
    serials = None if news.serials is None or len(news.serials) > MOST else sorted(news.serials)
    tenants = sorted(news.tenants)[:MOST]
    said = {"from": sender, "tenants": tenants, "serials": serials, "topics": sorted(news.topics)}
    text = json.dumps(said, separators=(",", ":"))
    return text if len(text.encode()) < LONGEST else json.dumps(said | {"serials": None})


def news_of(text: str, us: str) -> News | None:
    """What another process sent; None of our own, and of what only a newer version understands."""
    try:
        said: dict[str, Any] = json.loads(text)
        if said["from"] == us:
            return None
        serials = said["serials"]
        return News(set(said["tenants"]), None if serials is None else set(serials), set(said["topics"]))
    except (ValueError, KeyError, TypeError) as error:
        log.warning("wake_up_not_understood", error=repr(error))
        return None


EVERYTHING: Final = ("webhooks", "rules")


class Wakeups:
    """Speaks and listens over one connection of its own, and makes it anew when it is lost."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._us = ""
        self._on_news: Callable[[News], None] = lambda news: None
        self._news = News()
        self._some = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.alive = False
        """Whether the others are heard at the moment."""

    def start(self, us: str, on_news: Callable[[News], None]) -> None:
        """Begin, under the name that tells us from the others. `on_news` is called on the loop; after every
        connecting with all there may be."""
        self._us, self._on_news = us, on_news
        self._task = asyncio.create_task(self._run(), name="pg-wakeups")

    async def close(self) -> None:
        """Nothing more is said or heard: what there still was to tell, the others find out by looking."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._engine.dispose()

    def announce(self, news: News) -> None:
        """Have the others told, together with what else there is by then."""
        self._news.add(news)
        self._some.set()

    async def _run(self) -> None:
        while True:
            try:
                async with self._engine.connect() as conn:
                    raw: Any = (await conn.get_raw_connection()).driver_connection
                    try:
                        await self._serve(raw)
                    finally:  # else its end would be waited for, on a line where nobody may be any more
                        with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                            await raw.close(timeout=FAREWELL_S)
            except (
                OSError,
                TimeoutError,
                sa.exc.SQLAlchemyError,
                asyncpg.PostgresError,
                asyncpg.InterfaceError,
            ) as error:
                log.warning("wake_ups_interrupted", error=str(error))
            finally:
                self.alive = False
            await asyncio.sleep(AGAIN_S)

    async def _serve(self, raw: Any) -> None:
        lost = asyncio.Event()

        def ended(_connection: object) -> None:
            lost.set()
            self._some.set()

        raw.add_termination_listener(ended)
        await raw.add_listener(CHANNEL, self._hear)
        self.alive = True
        self._on_news(News(set(), None, set(EVERYTHING)))
        while True:
            try:
                async with asyncio.timeout(ALIVE_S):
                    await self._some.wait()
            except TimeoutError:
                pass  # nothing to tell: whether the line still holds is to be known all the same
            if lost.is_set():
                break
            self._some.clear()
            news, self._news = self._news, News()
            try:
                async with asyncio.timeout(ANSWER_S):
                    if news:
                        await raw.execute("SELECT pg_notify($1, $2)", CHANNEL, text_of(news, self._us))
                    else:
                        await raw.execute("SELECT 1")
            except BaseException:
                self._news.add(news)
                raise
            await asyncio.sleep(1 / TIMES_A_SECOND)
        raise OSError("the connection was ended by the server")

    def _hear(self, _connection: object, _pid: int, _channel: str, payload: str) -> None:
        news = news_of(payload, self._us)
        if news is not None:
            self._on_news(news)
