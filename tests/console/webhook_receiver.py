"""What deliveries of a webhook go to: a real server that can be down; and an edge where hours have passed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from aiohttp import web

from edge.store.webhook_tables import webhook_delivery, webhook_lane


@dataclass
class Receiver:
    """Answers `status`; `taken` are the ids of the events that it took, in the order they came."""

    url: str = ""
    status: int = 200
    taken: list[str] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        await request.read()
        self.signatures.append(request.headers["webhook-signature"])
        if self.status == 200:
            self.taken.append(request.headers["webhook-id"])
        return web.json_response({"said": self.status}, status=self.status)


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/in", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/in"
    try:
        yield receiver
    finally:
        await runner.cleanup()


async def hours_pass(data: Path) -> None:
    """The schedule of what has failed is at its end: the next attempt is the last, and is due."""
    await asyncio.to_thread(_hours_pass, data)


def _hours_pass(data: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{data / 'punchdeck.db'}", connect_args={"timeout": 20})
    now = time.time_ns() // 1000
    waits = sa.and_(webhook_delivery.c.state == "pending", webhook_delivery.c.attempts > 0)
    with engine.begin() as conn:
        conn.execute(webhook_delivery.update().where(waits).values(charged=5, next_due=now))
        conn.execute(webhook_lane.update().where(webhook_lane.c.next_due.is_not(None)).values(next_due=now))
    engine.dispose()
