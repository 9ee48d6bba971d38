"""A receiver of webhooks: what arrives at it, and whether that is what was told, in order."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence, Sized
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import httpx
from aiohttp import web

from common import signing
from tests.kit.checkers import i3_lane_order

REFUSED: Final = 0.002


@dataclass
class Receiver:
    """What arrived, in the order in which it first did: `seen` as public ids of events, `first` by terminal.

    `endpoint`: the public id under which it is known to the edge. `own`: headers that it wants; `bare`: how
    often it was sent something without them.
    """

    rng: random.Random
    secret: str = ""
    endpoint: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
    bare: int = 0
    first: dict[str, list[int]] = field(default_factory=dict)
    seen: dict[str, None] = field(default_factory=dict)
    taken: int = 0
    forged: int = 0

    async def take(self, request: web.Request) -> web.Response:
        raw = await request.read()
        try:
            signing.verify(self.secret, request.headers, raw, now=time.time())
        except signing.SignatureRefused:
            self.forged += 1
        self.bare += any(request.headers.get(name) != value for name, value in self.own.items())
        if self.rng.random() < REFUSED:
            return web.Response(status=500)
        body = await request.json()
        self.taken += 1
        if body["id"] not in self.seen:
            self.seen[body["id"]] = None
            self.first.setdefault(body["device"]["serial_number"], []).append(body["sequence"])
        return web.Response()


def receiving(receiver: Receiver) -> AbstractAsyncContextManager[str]:
    """Where it listens, while the context is open."""
    return receiving_at(receiver.take)


@asynccontextmanager
async def receiving_at(take: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """The same of any handler."""
    app = web.Application()
    app.router.add_post("/", take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def listen(url: str, key: str, hook: str, own: Mapping[str, str] | None = None) -> tuple[str, str]:
    """Make an endpoint that hears of punches, with headers of its `own`: its public id, its secret."""
    headers = {"Authorization": f"Bearer {key}"}
    body = {"url": hook, "events": ["attendance.created"], "headers": own or {}}
    async with httpx.AsyncClient(trust_env=False, headers=headers) as http:
        made = await http.post(f"{url}/v1/webhooks", json=body)
        made.raise_for_status()
        return str(made.json()["id"]), str(made.json()["secret"])


async def drained(count: int, *heard: Sized, patience_s: float) -> None:
    """Until so many arrived at each, or at none anything for so long."""
    deadline, before = time.monotonic() + patience_s, [-1]
    while min(now := [len(each) for each in heard]) < count and time.monotonic() < deadline:
        if now != before:
            deadline, before = time.monotonic() + patience_s, now
        await asyncio.sleep(0.1)


def order_of(receiver: Receiver, told: Mapping[str, Sequence[int]]) -> list[str]:
    """What is wrong with what arrived, beside what was told of each terminal."""
    forged = [f"{receiver.forged} deliveries without a good signature"] if receiver.forged else []
    return i3_lane_order(told, receiver.first) + forged
