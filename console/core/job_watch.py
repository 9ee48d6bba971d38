"""A job while somebody looks at it: asked for now and then, and when one of its commands has ended."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from common.client import EdgeClient, EdgeError, StreamMessage
from console.core.jobs import OVER, Job, Part, Parts, fetch_job, fetch_parts
from console.core.listeners import Listeners

EVERY_S: Final = 1.5
MANY: Final = 100
MANY_EVERY_S: Final = 4.0
"""Where there are more parts than MANY."""
SETTLE_S: Final = 0.25
"""Events come in swarms; one question answers them all."""
ABOUT: Final = "command."

log = logging.getLogger(__name__)


class JobWatch:
    """`run` it for as long as the job is looked at; it ends by itself once everything has. `changed` tells
    the job with its parts whenever it was asked for; `trouble` is the last failure, None where the last
    question was answered."""

    def __init__(self, client: EdgeClient, job_id: str) -> None:
        self.job_id = job_id
        self.changed: Listeners[Parts] = Listeners()
        self.trouble: EdgeError | None = None
        self.latest: Parts | None = None
        self._client = client
        self._ours: frozenset[str] = frozenset()
        self._wake = asyncio.Event()

    def hear(self, message: StreamMessage) -> None:
        """An event of the stream."""
        if message.event.startswith(ABOUT) and message.body.get("command_id") in self._ours:
            self._wake.set()

    def look(self) -> None:
        """Ask now: somebody did something about it."""
        self._wake.set()

    async def run(self) -> None:
        """Until everything has ended, or it is cancelled."""
        while True:
            self._wake.clear()
            try:
                job, parts = await self._ask()
            except EdgeError as error:
                log.info("job %s was not told: %s", self.job_id, error)
                self.trouble = error
                if self.latest is not None:
                    self.changed.tell(self.latest)
            else:
                self.trouble = None
                self.latest = Parts(job, parts)
                self.changed.tell(self.latest)
                if not job.open and all(part.fate in OVER for part in parts):
                    return
            await self._pause()

    async def _ask(self) -> tuple[Job, tuple[Part, ...]]:
        # The job first: what has ended by then has ended in its parts too.
        job = await fetch_job(self._client, self.job_id)
        parts = await fetch_parts(self._client, job)
        self._ours = frozenset(part.command_id for part in parts if part.command_id is not None)
        return job, parts

    async def _pause(self) -> None:
        many = self.latest is not None and len(self.latest.parts) > MANY
        try:
            async with asyncio.timeout(MANY_EVERY_S if many else EVERY_S):
                await self._wake.wait()
        except TimeoutError:
            return
        await asyncio.sleep(SETTLE_S)
