"""The way to one edge and back to it: snapshot by REST, then the stream from a cursor, again and again.

Why nothing is missed and nothing comes twice. A cursor names a place in the edge's feed, and the edge sends
everything after it, in order. With the cursor of the last message that was taken in, the stream goes on
right there. Without one the stream is opened *first*: its opening heartbeat carries the cursor of the
feed's end at that moment. Only then the snapshot and the latest punches are asked for, while what is told
meanwhile waits in the stream, unread. So whatever happens before the snapshot is in it, and whatever
happens after the opening is in the stream. What is in both is recognised: punches by id, statuses because
events are applied in order, and those older than the snapshot not at all. Who takes the batches keeps lines
and cursor together, so a crash in between repeats a batch at worst, and repeated punches are known.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing, contextmanager
from typing import Final

from common.client import CertificateNotTrusted, EdgeClient, EdgeError, KeyRefused, NotAnEdge, RequestRefused
from console.core.intake import Clocks, Intake, Sink
from console.core.listeners import Listeners
from console.core.problems import Problem, ProblemCode, problem_of
from console.core.records import Json
from console.core.snapshots import fetch_history, fetch_snapshot
from console.core.states import Connecting, Known, Pace, State, state_of
from console.core.versions import check_versions

# The computer slept, or its clock was set: what we believe to be open may be long gone.
SLEPT_US: Final = 10_000_000
# A snapshot of a large fleet is asked for less often: it shall take a twentieth of the time at most.
REST_FACTOR: Final = 20

Explain = Callable[[CertificateNotTrusted], Awaitable[CertificateNotTrusted]]
Jitter = Callable[[float, float], float]

log = logging.getLogger(__name__)


class Connection:
    """One edge, for as long as `run` runs. `state` says how it stands; `states` tells of every change."""

    def __init__(
        self,
        client: EdgeClient,
        sink: Sink,
        *,
        explain: Explain,
        pace: Pace | None = None,
        clocks: Clocks | None = None,
        jitter: Jitter = random.uniform,
    ) -> None:
        self.client = client
        self.me: Json | None = None
        self.synced_us: int | None = None
        """When the last snapshot came, our clock."""
        self.states: Listeners[State] = Listeners()
        self._sink = sink
        self._explain = explain
        self._pace = pace or Pace()
        self._clocks = clocks or Clocks()
        self._jitter = jitter
        self._known = Known()
        self._intake = Intake(sink, self._known, self._pace, self._clocks, self._on_news)
        self._state: State = Connecting()
        self._attempt: asyncio.Task[None] | None = None
        self._given_up: Problem | None = None
        self._wake = asyncio.Event()
        self._refresh = asyncio.Event()
        self._failures = 0

    @property
    def state(self) -> State:
        return self._state

    def set_pace(self, pace: Pace) -> None:
        """How patient it is from now on; batches keep the rhythm they began with."""
        self._pace = pace

    @property
    def heard_us(self) -> int | None:
        """When the edge was last heard, our clock."""
        return self._known.heard_us

    @property
    def clock_ahead_s(self) -> float | None:
        """This computer's clock minus the edge's, to a second."""
        return self.client.clock_ahead_s

    def remember(self, heard_us: int | None) -> None:
        """When the edge was last heard in an earlier run; before `run`."""
        self._known.heard_us = heard_us
        self._judge()

    def retry(self) -> None:
        """Try now, if we are waiting to: the operator asked, or the network came up."""
        self._wake.set()

    def renew(self) -> None:
        """Give up what seems to be open and connect again at once: the computer woke from sleep."""
        if self._attempt is not None:
            self._attempt.cancel()
        self.retry()

    def refresh(self) -> None:
        """Take a new snapshot soon, if we are connected."""
        self._refresh.set()

    async def run(self) -> None:
        """Until cancelled. Closes the client at its end."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._watch(), name="watch over the connection")
                group.create_task(self._keep_connected(), name="connection")
        finally:
            await self.client.close()

    # -- coming and going
    # --------------------------------------------------------------------------------------------

    async def _keep_connected(self) -> None:
        while True:
            self._wake.clear()
            self._known.trying, self._known.retry_s = True, None
            self._judge()
            problem = await self._until_broken()
            self._known.open, self._known.trying = False, False
            self._known.problem = problem
            if problem is not None:
                await self._pause(problem)

    async def _until_broken(self) -> Problem | None:
        """One attempt, to its end. None where it was given up on request."""
        attempt = self._attempt = asyncio.create_task(self._connected(), name="edge")
        self._given_up = None
        try:
            await asyncio.wait({attempt})
        finally:
            self._attempt = None
            attempt.cancel()
            await asyncio.gather(attempt, return_exceptions=True)
            self._intake.close()
        if attempt.cancelled():
            return self._given_up
        error = attempt.exception()
        if isinstance(error, CertificateNotTrusted):
            error = await self._explain(error)
        if isinstance(error, EdgeError):
            return problem_of(error, self.client.url)
        assert error is not None, "a connection never ends without saying why"
        raise error

    async def _pause(self, problem: Problem) -> None:
        """Until the next attempt: full jitter below a bound that doubles. Ends at once when asked to."""
        if problem.lasting:
            self._judge()
            await self._wake.wait()
            return
        bound = min(self._pace.first_delay * 2.0**self._failures, self._pace.longest_delay)
        self._failures = min(self._failures + 1, 30)
        delay = self._jitter(0.0, bound)
        self._known.retry_s = self._clocks.mono_s() + delay
        self._judge()
        try:
            async with asyncio.timeout(delay):
                await self._wake.wait()
        except TimeoutError:
            pass  # it is time

    # -- connected
    # ------------------------------------------------------------------------------------------------

    async def _connected(self) -> None:
        """Connect, and read until something breaks. Raises EdgeError."""
        me = await self.client.me()
        if me.get("object") != "me":
            raise NotAnEdge(f"{self.client.url} does not answer as an edge does. Check the address.")
        check_versions(me, self.client.url)
        self.me = me
        after = self._sink.identified(me)
        missed_since_us = None if after is None else self._known.heard_us
        async with aclosing(self.client.stream(after)) as stream:
            try:
                opening = await anext(stream)
            except RequestRefused as error:
                if error.code == "cursor_invalid" and after is not None:
                    self._sink.cursor_lost()
                raise
            await self._take_snapshot()
            if after is None:
                self._sink.history(await fetch_history(self.client))
            self._intake.take(opening)
            self._opened(missed_since_us)
            with _only_error():
                async with asyncio.TaskGroup() as group:
                    group.create_task(self._keep_fresh(), name="snapshots")
                    async for message in stream:
                        self._intake.take(message)

    def _opened(self, missed_since_us: int | None) -> None:
        self._known.open, self._known.problem = True, None
        self._failures = 0
        if missed_since_us is not None:
            ahead_us = round((self.clock_ahead_s or 0.0) * 1e6)
            self._intake.missed(missed_since_us - ahead_us, self._clocks.wall_us() - ahead_us)
        self._judge()

    async def _take_snapshot(self) -> float:
        """Returns how long it took, seconds."""
        began_s, asked_us = self._clocks.mono_s(), self._clocks.wall_us()
        self._sink.snapshot_asked()
        snapshot = await fetch_snapshot(self.client, asked_us)
        self.synced_us = self._clocks.wall_us()
        self._sink.snapshot_taken(snapshot)
        return self._clocks.mono_s() - began_s

    async def _keep_fresh(self) -> None:
        """New snapshots now and then, for what no event tells, and soon after an event that calls for one."""
        took_s = 0.0
        while True:
            try:
                async with asyncio.timeout(max(self._pace.refresh, took_s * REST_FACTOR)):
                    await self._refresh.wait()
                await asyncio.sleep(self._pace.settle)
            except TimeoutError:
                pass  # it is time
            # Before asking: what calls for another one while this one is under way is not in it.
            self._refresh.clear()
            try:
                took_s = await self._take_snapshot()
            except KeyRefused:
                raise
            except EdgeError as error:
                # The stream still tells of changes, and says so itself when it breaks; `synced_us` grows old.
                log.info("no snapshot of %s: %s", self.client.url, error)

    # -- watching
    # ------------------------------------------------------------------------------------------------

    async def _watch(self) -> None:
        """Silence makes a state of its own; so does waking up."""
        wall_us, mono_s = self._clocks.wall_us(), self._clocks.mono_s()
        while True:
            await asyncio.sleep(self._pace.tick)
            passed_us = (self._clocks.mono_s() - mono_s) * 1e6
            slept = abs(self._clocks.wall_us() - wall_us - passed_us) > SLEPT_US
            wall_us, mono_s = self._clocks.wall_us(), self._clocks.mono_s()
            if slept:
                self.renew()
            elif self._known.open and self._silence() > self._pace.offline_after:
                self._give_up_silent()
            self._judge()

    def _silence(self) -> float:
        return self._clocks.mono_s() - (self._known.heard_s or 0.0)

    def _give_up_silent(self) -> None:
        detail = (
            f"{self.client.url} has said nothing for {self._silence():.0f} s although the connection stands."
        )
        self._given_up = Problem(ProblemCode.SILENT, self.client.url, detail)
        if self._attempt is not None:
            self._attempt.cancel()

    def _on_news(self) -> None:
        self._judge()

    def _judge(self) -> None:
        if self._sink.wants_snapshot():
            self._refresh.set()
        state = state_of(self._known, self._clocks.mono_s(), self._pace)
        if state != self._state:
            self._state = state
            self.states.tell(state)


@contextmanager
def _only_error() -> Iterator[None]:
    """Raise what went wrong in a task group as itself: a mistake of ours before what the edge did."""
    try:
        yield
    except BaseExceptionGroup as group:
        mistakes = [error for error in group.exceptions if not isinstance(error, EdgeError)]
        raise [*mistakes, *group.exceptions][0] from None
