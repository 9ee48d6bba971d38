"""Sends what is due: a task for each channel, so that one that hangs keeps nobody else from being told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from random import Random
from typing import Final, Protocol

import sqlalchemy as sa
import structlog

from edge.alerts import attempts, outbox
from edge.alerts.attempts import Parcel
from edge.alerts.messages import Message, Outcome
from edge.store import Store, StoreError, notices
from edge.store.ids import now_us
from edge.store.notices import Queue

POLL_S: Final = 1.0
MOST_CHANNELS: Final = 64
"""Channels of all tenants that are sent by at once."""
SEND_S: Final = 60.0
"""A channel that took so long took nothing. Shorter than the lease."""
STOP_S: Final = 5.0
FAULTS: Final = (StoreError, OSError, sa.exc.SQLAlchemyError)

log = structlog.get_logger()


class Sender(Protocol):
    """The ways to people."""

    async def send(
        self, channel: sa.RowMapping, person: sa.RowMapping | None, message: Message
    ) -> Outcome: ...


class Notifier:
    """Sends the notices of all tenants, beside other processes that do the same.

    `wall` gives microseconds.
    """

    def __init__(
        self,
        store: Store,
        channels: Sender,
        owner: str,
        *,
        public_url: str = "",
        random: Random | None = None,
        wall: Callable[[], int] = now_us,
    ) -> None:
        self._store = store
        self._channels = channels
        self._owner = owner
        self.public_url = public_url
        """By which people reach this edge; what they are told points there."""
        self._random = random or Random()
        self._wall = wall
        self._serving: dict[Queue, asyncio.Task[None]] = {}
        self._wake = asyncio.Event()
        self._stopping = False
        self.stale = 0
        """Times that nothing was written, because the notices were another's by then."""

    def changed(self) -> None:
        """Something may be due: look at once."""
        self._wake.set()

    async def run(self) -> None:
        """Serve until cancelled; then what is under way is waited for a little."""
        try:
            await self._take_over()
            while True:
                self._wake.clear()
                try:
                    await self.look()
                except FAULTS as error:
                    log.error("notices_not_sent", error=str(error))
                try:
                    async with asyncio.timeout(POLL_S):
                        await self._wake.wait()
                except TimeoutError:
                    pass  # time to look by itself: another process may have written
        finally:
            await self._stop()

    async def look(self) -> None:
        """Begin to send by the channels that something is due for."""
        now = self._wall()
        for queue in await self._store.read(lambda conn: notices.due(conn, now)):
            if queue not in self._serving and len(self._serving) < MOST_CHANNELS:
                task = asyncio.create_task(self._serve(queue), name="notices")
                self._serving[queue] = task
                task.add_done_callback(lambda done, queue=queue: self._served(done, queue))  # type: ignore[misc]

    async def idle(self) -> None:
        """Wait until nothing is being sent here."""
        while self._serving:
            await asyncio.wait(self._serving.values())
            await asyncio.sleep(0)

    async def _take_over(self) -> None:
        """An embedded database has one process: whoever held a notice before is gone."""
        if self._store.dialect == "sqlite":
            await self._store.write(notices.release_all)

    async def _stop(self) -> None:
        """What is under way may end, and is recorded; what takes too long arrives once more later."""
        self._stopping = True
        tasks = list(self._serving.values())
        if tasks:
            await asyncio.wait(tasks, timeout=STOP_S)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _served(self, task: asyncio.Task[None], queue: Queue) -> None:
        del self._serving[queue]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("channel_left", error=repr(error), tenant=queue.tenant_id)

    async def _serve(self, queue: Queue) -> None:
        """Send what is due by a channel, until nothing is."""
        try:
            while not self._stopping:
                parcels = await self._store.write(
                    lambda conn: outbox.take(
                        conn,
                        self._store.ids,
                        *queue,
                        self._owner,
                        public_url=self.public_url,
                        now=self._wall(),
                    )
                )
                if not parcels:
                    return
                await asyncio.gather(*(self._send(parcel) for parcel in parcels))
        except FAULTS as error:
            # The leases run out, and whoever takes the notices then sends them under the same keys.
            log.error("notices_left", tenant=queue.tenant_id, error=str(error))

    async def _send(self, parcel: Parcel) -> None:
        outcome = await self._attempt(parcel)
        written = await self._store.write(
            lambda conn: attempts.record(
                conn, self._store.ids, parcel, outcome, random=self._random, now=self._wall()
            )
        )
        self.stale += not written

    async def _attempt(self, parcel: Parcel) -> Outcome:
        began = asyncio.get_running_loop().time()
        name = parcel.channel["name"]
        try:
            async with asyncio.timeout(SEND_S):
                return await self._channels.send(parcel.channel, parcel.person, parcel.message)
        except TimeoutError:
            error = f"'{name}' did not answer within {SEND_S:.0f} s. Check that what it leads to is up."
        except Exception as unforeseen:  # whatever a service's library raises: it is a failed attempt
            log.error("channel_raised", tenant=parcel.tenant_id, error=repr(unforeseen))
            error = f"'{name}' could not be used ({type(unforeseen).__name__}). The edge's log says more."
        return Outcome(False, error, round((asyncio.get_running_loop().time() - began) * 1000))
