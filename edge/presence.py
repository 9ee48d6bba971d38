"""Who is there: silence becomes the fact that a terminal is offline, its next request that it is back.

Pure: clocks are arguments. `mono` is seconds of a clock that never jumps, `wall` microseconds since 1970.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Final, Literal, Protocol

Key = tuple[int, int]  # tenant, device

# We dictate a poll every 10 s; two lost polls must not make a fact (alerts.md §2).
SILENT_POLLS: Final = 3.5
T_OFF_MIN_S: Final = 35.0
T_OFF_MAX_S: Final = 600.0
RHYTHM_POLLS: Final = 9
RHYTHM_KNOWN: Final = 3
GRACE_S: Final = 90.0
SCAN_S: Final = 2.0
CLOCK_JUMP_US: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Fact:
    """A terminal went silent or came back. `since`: the last sign of life before it, or the request that
    ended it.
    """

    key: Key
    status: Literal["online", "offline"]
    at: int
    since: int
    last_seen: int


class Remembered(Protocol):
    """A row of a device joined with its presence."""

    def __getitem__(self, name: str, /) -> Any: ...


@dataclass(slots=True)
class _Terminal:
    last_mono: float
    last_wall: int
    online: bool
    changed_at: int
    address: str | None
    interval_s: float | None = None
    last_poll: float | None = None
    intervals: deque[float] = field(default_factory=lambda: deque(maxlen=RHYTHM_POLLS))
    expected_until: float = 0.0
    dirty: bool = False


class Presence:
    """What is known of every terminal's presence, and the rule that turns it into facts."""

    def __init__(self, mono: float, wall: int, offline_after: float | None = None) -> None:
        self._fixed = offline_after
        self._terminals: dict[Key, _Terminal] = {}
        self._grace_until = mono
        self._scanned = mono
        self._wall_minus_mono = wall - mono * 1e6

    def restore(self, rows: Iterable[Remembered], mono: float, wall: int) -> None:
        """Begin with what the database remembers: who was online still counts as online until proven silent,
        and has a grace to call again after our start."""
        for row in rows:
            if row["last_seen_at"] is None:
                continue
            self._grace_until = mono + GRACE_S
            interval = row["poll_interval_us"]
            self._terminals[(row["tenant_id"], row["id"])] = _Terminal(
                last_mono=mono - max(wall - row["last_seen_at"], 0) / 1e6,
                last_wall=row["last_seen_at"],
                online=bool(row["online"]),
                changed_at=row["changed_at"],
                address=row["address"],
                interval_s=None if interval is None else interval / 1e6,
            )

    def seen(self, key: Key, mono: float, wall: int, address: str, poll: bool) -> Fact | None:
        """Note a request. Returns a fact where the terminal was not online before."""
        terminal = self._terminals.get(key)
        if terminal is None:
            terminal = self._terminals[key] = _Terminal(mono, wall, False, wall, address)
        if poll:
            _note_poll(terminal, mono)
        since = terminal.last_wall
        terminal.last_mono, terminal.last_wall = mono, wall
        terminal.address = address
        terminal.dirty = True
        if terminal.online:
            return None
        terminal.online, terminal.changed_at = True, wall
        return Fact(key, "online", at=wall, since=since, last_seen=wall)

    def expect_absence(self, key: Key, until_mono: float) -> None:
        """A restart or the like that we asked for keeps a terminal silent for a while. It may still be heard
        before it goes, as when it says that it will."""
        terminal = self._terminals.get(key)
        if terminal is not None:
            terminal.expected_until = max(terminal.expected_until, until_mono)

    def scan(self, mono: float, wall: int) -> list[Fact]:
        """Facts of terminals silent for too long. Called every SCAN_S; a call that comes late, or after a
        jump of the wall clock, means that we were blind, so everybody gets a new grace."""
        drift = wall - mono * 1e6 - self._wall_minus_mono
        if mono - self._scanned > T_OFF_MIN_S / 2 or abs(drift) > CLOCK_JUMP_US:
            self._grace_until = max(self._grace_until, mono + GRACE_S)
            self._wall_minus_mono += drift
        self._scanned = mono
        facts = []
        for key, terminal in self._terminals.items():
            if not terminal.online:
                continue
            base = max(terminal.last_mono, self._grace_until - T_OFF_MIN_S)
            silent_at = max(base + self._t_off(terminal), self._grace_until, terminal.expected_until)
            if mono >= silent_at:
                terminal.online, terminal.changed_at, terminal.dirty = False, wall, True
                facts.append(Fact(key, "offline", wall, terminal.last_wall, terminal.last_wall))
        return facts

    def forget(self, key: Key) -> None:
        self._terminals.pop(key, None)

    def of(self, key: Key) -> tuple[bool, int, float] | None:
        """(online, last seen in microseconds, silence after which it counts as offline in seconds)."""
        terminal = self._terminals.get(key)
        return None if terminal is None else (terminal.online, terminal.last_wall, self._t_off(terminal))

    def online_since(self, key: Key) -> int | None:
        """Since when it is there (microseconds); None while it is not."""
        terminal = self._terminals.get(key)
        return terminal.changed_at if terminal is not None and terminal.online else None

    def online_count(self) -> int:
        return sum(terminal.online for terminal in self._terminals.values())

    def take_dirty(self) -> list[dict[str, Any]]:
        """Rows of `device_presence` that changed since the last call."""
        changed = []
        for (tenant_id, device_id), terminal in self._terminals.items():
            if terminal.dirty:
                terminal.dirty = False
                changed.append(_row(tenant_id, device_id, terminal))
        return changed

    def mark_dirty(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Rows that could not be written: try again with the next batch."""
        for row in rows:
            terminal = self._terminals.get((row["tenant_id"], row["device_id"]))
            if terminal is not None:
                terminal.dirty = True

    def _t_off(self, terminal: _Terminal) -> float:
        if self._fixed is not None:
            return self._fixed
        if terminal.interval_s is None:
            return T_OFF_MAX_S  # it may be slower than the rhythm we dictate: four polls will tell
        return min(max(SILENT_POLLS * terminal.interval_s, T_OFF_MIN_S), T_OFF_MAX_S)


def _note_poll(terminal: _Terminal, mono: float) -> None:
    if terminal.last_poll is not None and mono - terminal.last_poll <= T_OFF_MAX_S:
        terminal.intervals.append(mono - terminal.last_poll)
        if len(terminal.intervals) >= RHYTHM_KNOWN:
            terminal.interval_s = median(terminal.intervals)
    terminal.last_poll = mono


def _row(tenant_id: int, device_id: int, terminal: _Terminal) -> dict[str, Any]:
    return {
        "tenant_id": tenant_id,
        "device_id": device_id,
        "last_seen_at": terminal.last_wall,
        "online": terminal.online,
        "changed_at": terminal.changed_at,
        "address": terminal.address,
        "poll_interval_us": None if terminal.interval_s is None else round(terminal.interval_s * 1e6),
    }
