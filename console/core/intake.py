"""What comes in on a stream: collected into batches, and watched for when what was missed has arrived."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from common.client import StreamMessage
from common.instants import parse_instant
from console.core.batching import Batches
from console.core.fleet import Snapshot
from console.core.records import Json
from console.core.states import Known, Pace

# An event that young belongs to now and not to what was missed.


class Sink(Protocol):
    """Who keeps what a connection brings. Called on the loop; must not block and must not fail."""

    def identified(self, me: Json) -> str | None:
        """The edge knows us as `me`. Answer with the cursor to go on from; None begins anew."""
        ...

    def cursor_lost(self) -> None:
        """The edge does not know the cursor; what came after it cannot be asked for."""
        ...

    def snapshot_asked(self) -> None:
        """A snapshot is being asked for; events told from now on may or may not be in it."""
        ...

    def snapshot_taken(self, snapshot: Snapshot) -> None: ...

    def history(self, punches: Sequence[Json]) -> None:
        """The latest punches, in the order they were received, where there was no cursor to go on from."""
        ...

    def told(self, messages: Sequence[StreamMessage], cursor: str | None) -> None:
        """Events and gaps, in order, and the cursor after them."""
        ...

    def wants_snapshot(self) -> bool:
        """Whether an event has shown that the last snapshot is out of date."""
        ...


@dataclass(frozen=True, slots=True)
class Clocks:
    """The time: of the wall in microseconds since 1970, and of a clock that never jumps in seconds."""

    wall_us: Callable[[], int] = lambda: time.time_ns() // 1000
    mono_s: Callable[[], float] = time.monotonic


class Intake:
    """Takes the messages of one connection, attempt after attempt. `on_news` is called when `known` is
    different in more than how long ago something was heard."""

    def __init__(
        self, sink: Sink, known: Known, pace: Pace, clocks: Clocks, on_news: Callable[[], None]
    ) -> None:
        self._sink = sink
        self._known = known
        self._pace = pace
        self._clocks = clocks
        self._on_news = on_news
        self._batches: Batches[StreamMessage] = Batches(pace.batch)
        self._flush_at: asyncio.TimerHandle | None = None
        self._missed: tuple[int, int] | None = None

    def heard(self) -> None:
        """A sign of life."""
        self._known.heard_s, self._known.heard_us = self._clocks.mono_s(), self._clocks.wall_us()

    def missed(self, from_us: int, to_us: int) -> None:
        """What was told between two instants of the edge's clock is about to come; a heartbeat ends it."""
        self._missed = (from_us, to_us)
        self._known.done, self._known.share = 0, 0.0

    def take(self, message: StreamMessage) -> None:
        """A message, heartbeats included."""
        self.heard()
        now = self._clocks.mono_s()
        self._batches.add(message, now)
        if self._missed is not None:
            self._note_progress(message, *self._missed)
        due = self._batches.due_in(now)
        if due == 0.0:
            self.flush()
        elif due is not None and self._flush_at is None:
            self._flush_at = asyncio.get_running_loop().call_later(due, self.flush)

    def flush(self) -> None:
        """Hand on what was collected."""
        if self._flush_at is not None:
            self._flush_at.cancel()
            self._flush_at = None
        if not self._batches:
            return
        messages = self._batches.take()
        told = [message for message in messages if message.event != "heartbeat"]
        self._sink.told(told, messages[-1].cursor)
        if told and self._missed is not None:
            self._on_news()

    def close(self) -> None:
        """The connection broke, or ends: hand on what came, stop waiting for more."""
        self.flush()
        self._missed, self._known.done = None, None

    def _note_progress(self, message: StreamMessage, from_us: int, to_us: int) -> None:
        if message.event == "heartbeat":
            self._caught_up()
            return
        try:
            at_us = parse_instant(message.body["timestamp"])
        except (KeyError, ValueError, AttributeError):
            return  # a gap, or what the sink will pass over
        self._known.done = (self._known.done or 0) + 1
        self._known.share = min(max((at_us - from_us) / max(to_us - from_us, 1), 0.0), 1.0)

    def _caught_up(self) -> None:
        self.flush()
        self._missed, self._known.done = None, None
        self._on_news()
