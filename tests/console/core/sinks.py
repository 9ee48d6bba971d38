"""Who takes what a connection brings, and only notes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from common.client import StreamMessage
from console.core.fleet import Snapshot
from console.core.records import Json


@dataclass
class Notes:
    """A sink. `calls`: what was called, in order; `on_asked`: what to do when a snapshot is asked for."""

    cursor: str | None = None
    wants: bool = False
    calls: list[str] = field(default_factory=list)
    messages: list[StreamMessage] = field(default_factory=list)
    cursors: list[str | None] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    punches: list[Json] = field(default_factory=list)
    on_asked: Callable[[], object] = lambda: None

    def identified(self, me: Json) -> str | None:
        self.calls.append("identified")
        return self.cursor

    def cursor_lost(self) -> None:
        self.calls.append("cursor_lost")
        self.cursor = None

    def snapshot_asked(self) -> None:
        self.calls.append("snapshot_asked")
        self.on_asked()

    def snapshot_taken(self, snapshot: Snapshot) -> None:
        self.calls.append("snapshot_taken")
        self.snapshots.append(snapshot)
        self.wants = False

    def history(self, punches: Sequence[Json]) -> None:
        self.calls.append("history")
        self.punches += punches

    def told(self, messages: Sequence[StreamMessage], cursor: str | None) -> None:
        self.calls.append("told")
        self.messages += messages
        self.cursors.append(cursor)
        self.cursor = cursor

    def wants_snapshot(self) -> bool:
        return self.wants
