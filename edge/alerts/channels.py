"""Tells people by a channel, whichever kind it is, and says in plain words what came of it."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import structlog

from edge.alerts import channel_apprise, channel_drafts, channel_email, channel_webhook
from edge.alerts.door import Door
from edge.alerts.messages import Message, NotTaken, Outcome
from edge.master_keys import VaultError
from edge.store import Store
from edge.store.channels import Row
from edge.vault import Vault
from edge.webhooks import parcel
from edge.webhooks.guard import Guard
from edge.webhooks.parcel import Parcel

TIMEOUT_S: Final = 20.0
AT_ONCE: Final = 4
OF_ONE: Final = 3
"""Of these, how many one tenant may have: whose servers do not answer keeps nobody else from being told."""

log = structlog.get_logger()


class Channels:
    """Makes attempts, `AT_ONCE` by mail and by services; the others wait their turn. Close it when done.

    `post`: makes one attempt at a webhook.
    """

    def __init__(
        self,
        store: Store,
        vault: Vault,
        guard: Guard,
        post: Callable[[Parcel], Awaitable[parcel.Outcome]],
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self._store = store
        self._vault = vault
        self._guard = guard
        self._post = post
        self._timeout_s = timeout_s
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._shares: dict[int, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(OF_ONE))
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="channels")
        self._doors: set[Door] = set()

    async def close(self) -> None:
        """Cut what is under way, and wait until nobody works at it."""
        for door in self._doors.copy():
            door.cut()
        await asyncio.to_thread(self._threads.shutdown)

    async def send(self, channel: Row, person: Row | None, message: Message) -> Outcome:
        """Make one attempt to tell a person, or whoever the channel itself means, by a row's channel.

        It is also made where the channel is switched off: who asks decides.
        """
        began = time.monotonic()
        try:
            said = await self._attempt(channel, person, message)
        except NotTaken as failure:
            return Outcome(False, str(failure), _since(began))
        return Outcome(True, said, _since(began))

    async def _attempt(self, channel: Row, person: Row | None, message: Message) -> str | None:
        if channel["kind"] == "console":
            return None  # it shows every alert as it is
        kept, settings = await self._kept(channel), channel["settings"]
        match channel["kind"]:
            case "email":
                to = settings["to"] if person is None else [person["email"]] if person["email"] else []
                return await self._apart(
                    channel["tenant_id"],
                    lambda door: channel_email.send(door, settings, kept.get("password"), to, message),
                    lambda: channel_email.silent(channel_email.server_of(settings)),
                )
            case "apprise":
                return await self._apart(
                    channel["tenant_id"],
                    lambda door: channel_apprise.send(door, kept["url"], person, message),
                    lambda: channel_apprise.silent(channel_apprise.schema_of(kept["url"])),
                )
            case "webhook":
                url = settings["url"]
                made = channel_webhook.parcel_of(url, channel["public_id"], kept, person, message)
                channel_webhook.check(url, await self._post(made))
                return None
        raise AssertionError(f"no channel is of kind {channel['kind']}")

    async def _kept(self, channel: Row) -> Mapping[str, Any]:
        try:
            return await self._store.read(lambda conn: channel_drafts.opened(conn, self._vault, channel))
        except VaultError as error:
            log.error("channel_unopenable", channel=channel["public_id"], error=str(error))
            raise NotTaken(
                f"What the channel '{channel['name']}' keeps secret cannot be opened. Have whoever runs the "
                "edge look into its log, or make the channel anew."
            ) from None

    async def _apart(
        self, tenant_id: int, work: Callable[[Door], str | None], silent: Callable[[], str]
    ) -> str | None:
        """Do what blocks in a thread when it is its turn. Raises NotTaken."""
        async with self._shares[tenant_id]:
            await self._turns.acquire()
            return await self._in_time(work, silent)

    async def _in_time(self, work: Callable[[Door], str | None], silent: Callable[[], str]) -> str | None:
        """Do it for as long as there is time: then its connections are cut."""
        door = Door(self._guard)
        self._doors.add(door)
        under_way = asyncio.get_running_loop().run_in_executor(self._threads, work, door)
        under_way.add_done_callback(lambda done: self._ended(door, done))
        try:
            done, _ = await asyncio.wait({under_way}, timeout=self._timeout_s)
        finally:
            door.cut()
        if not done:
            raise NotTaken(silent())
        return under_way.result()

    def _ended(self, door: Door, done: asyncio.Future[str | None]) -> None:
        """The thread is free: only now is it another's turn."""
        self._doors.discard(door)
        door.close()
        self._turns.release()
        if not done.cancelled():
            done.exception()  # nobody may be left who asks


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
