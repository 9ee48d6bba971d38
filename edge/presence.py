"""Who is there: silence becomes the fact that a terminal is offline, its next request that it is back.

Pure: clocks are arguments. `mono` is seconds of a clock that never jumps, `wall` microseconds since 1970.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol

from edge.presence_blindness import OVERDUE, Blindness, Watched
from edge.presence_rhythm import PROMPT_S, T_OFF_MAX_S, T_OFF_MIN_S, Rhythm

Key = tuple[int, int]  # tenant, device
Cause = Literal["device", "site", "edge", "command"]

GRACE_S: Final = 90.0
GRACE_POLLS: Final = 3
SCAN_S: Final = 2.0
CLOCK_JUMP_US: Final = 2_000_000
TOGETHER_S: Final = 60.0
SITE_SHARE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Fact:
    """A terminal went silent or came back. `since`: the last sign of life before it, or the request that
    ended it. `cause`: what a silence is put down to, as far as that can be known when it is told.
    """

    key: Key
    status: Literal["online", "offline"]
    at: int
    since: int
    last_seen: int
    cause: Cause | None = None


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
    first_mono: float
    site: int | None = None
    rhythm: Rhythm = field(default_factory=Rhythm)
    commanded_until: float = float("-inf")
    refused_until: float = float("-inf")
    dirty: bool = False


class Presence:
    """What is known of every terminal's presence, and the rule that turns it into facts.

    `offline_after`: the silence in seconds that makes a terminal offline, in place of its rhythm.
    """

    def __init__(self, mono: float, wall: int, offline_after: float | None = None) -> None:
        self._fixed = offline_after
        self._terminals: dict[Key, _Terminal] = {}
        self._deaf_until = float("-inf")
        self._scanned = mono
        self._wall_minus_mono = wall - mono * 1e6
        self._obeyed_since: dict[int, float] = {}
        self.blindness = Blindness()

    def restore(self, rows: Iterable[Remembered], mono: float, wall: int, *, heard: bool = False) -> None:
        """Begin with what the database remembers: who was online still counts as online until proven silent,
        and has a grace to call again after our start, unless others `heard` them meanwhile."""
        for row in rows:
            if row["last_seen_at"] is None:
                continue
            if not heard:
                self._deaf_until = mono
            interval = row["poll_interval_us"]
            self._terminals[(row["tenant_id"], row["id"])] = _Terminal(
                last_mono=mono - max(wall - row["last_seen_at"], 0) / 1e6,
                last_wall=row["last_seen_at"],
                online=bool(row["online"]),
                changed_at=row["changed_at"],
                address=row["address"],
                first_mono=mono,
                site=row["site_id"],
                rhythm=Rhythm(None if interval is None else interval / 1e6),
            )

    def seen(
        self, key: Key, mono: float, wall: int, address: str, poll: bool, site: int | None = None
    ) -> Fact | None:
        """Note a request. Returns a fact where the terminal was not online before."""
        terminal = self._terminals.get(key)
        if terminal is None:
            terminal = self._terminals[key] = _Terminal(mono, wall, False, wall, address, mono)
        if poll:
            terminal.rhythm.note(mono)
        else:
            terminal.rhythm.note_other()
        since = min(terminal.last_wall, wall)  # the wall's clock may have been set back meanwhile
        terminal.last_mono, terminal.last_wall = mono, wall
        terminal.address, terminal.site = address, site
        terminal.dirty = True
        if terminal.online:
            return None
        terminal.online, terminal.changed_at = True, wall
        return Fact(key, "online", at=wall, since=since, last_seen=wall)

    def heard(
        self, key: Key, mono: float, wall: int, address: str, poll: bool, site: int | None
    ) -> Fact | None:
        """Note a request that some process had, told of late: what is older than the newest known one says
        nothing but how often the terminal calls."""
        terminal = self._terminals.get(key)
        if terminal is None or mono > terminal.last_mono:
            return self.seen(key, mono, wall, address, poll, site)
        return None

    def expect_absence(self, key: Key, until_mono: float) -> None:
        """A restart or the like that we asked for keeps a terminal silent for a while. It may still be heard
        before it goes, as when it says that it will."""
        terminal = self._terminals.get(key)
        if terminal is not None:
            terminal.commanded_until = max(terminal.commanded_until, until_mono)

    def refused(self, key: Key, until_mono: float) -> None:
        """We sent it away: until then it may wait before it calls again, as it is told to."""
        terminal = self._terminals.get(key)
        if terminal is not None:
            terminal.refused_until = max(terminal.refused_until, until_mono)

    def deaf(self, mono: float) -> None:
        """Until now terminals may have called without our noticing: everybody has a grace to call again."""
        self._deaf_until = max(self._deaf_until, mono)

    def scan(self, mono: float, wall: int) -> list[Fact]:
        """Facts of terminals silent for too long, none while the edge is blind. Called every SCAN_S; a call
        that comes late, or after a jump of the wall clock, means that we were deaf."""
        drift = wall - mono * 1e6 - self._wall_minus_mono
        if mono - self._scanned > T_OFF_MIN_S / 2 or abs(drift) > CLOCK_JUMP_US:
            self.deaf(mono)
            self._wall_minus_mono += drift
        self._scanned = mono
        self._learn_who_obeys()
        least = T_OFF_MIN_S if self._fixed is None else self._fixed
        silent = [
            (key, terminal)
            for key, terminal in self._terminals.items()
            if terminal.online
            and mono - terminal.last_mono >= least
            and mono >= self._silent_at(key, terminal)
        ]
        was_blind = self.blindness.since is not None
        if not silent and not was_blind:
            return []
        if self.blindness.look(self._watched(mono), mono, wall):
            return []
        if was_blind:
            self.deaf(mono)
            return []
        causes = self._causes(silent, mono)
        facts = []
        for (key, terminal), cause in zip(silent, causes, strict=True):
            terminal.online, terminal.changed_at, terminal.dirty = False, wall, True
            since = min(terminal.last_wall, wall)
            facts.append(Fact(key, "offline", wall, since, since, cause))
        return facts

    def take_back(self, fact: Fact) -> None:
        """A fact that a terminal is offline could not be told: it is open again whether it is."""
        terminal = self._terminals.get(fact.key)
        if terminal is not None and not terminal.online:
            terminal.online, terminal.changed_at = True, fact.last_seen

    def forget(self, key: Key) -> None:
        self._terminals.pop(key, None)

    def of(self, key: Key) -> tuple[bool, int, float] | None:
        """(online, last seen in microseconds, silence after which it counts as offline in seconds)."""
        terminal = self._terminals.get(key)
        return None if terminal is None else (terminal.online, terminal.last_wall, self._t_off(key, terminal))

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

    # The rule

    def _silent_at(self, key: Key, terminal: _Terminal) -> float:
        grace_end = self._deaf_until + max(GRACE_S, GRACE_POLLS * (terminal.rhythm.interval_s or 0.0))
        silent_at = max(terminal.last_mono, grace_end) + self._t_off(key, terminal)
        return max(silent_at, terminal.commanded_until, terminal.refused_until)

    def _t_off(self, key: Key, terminal: _Terminal) -> float:
        return self._limit(key, terminal) if self._fixed is None else self._fixed

    def _limit(self, key: Key, terminal: _Terminal) -> float:
        """The silence that its rhythm allows, whatever is set."""
        obeyed_since = self._obeyed_since.get(key[0], float("inf"))
        return terminal.rhythm.silence_s(obeys=obeyed_since + T_OFF_MAX_S <= terminal.first_mono)

    def _learn_who_obeys(self) -> None:
        """Since when a tenant's terminals poll as we dictate, all of them: then a newcomer is taken to do so
        from its first request on."""
        since: dict[int, float] = {}
        slow = set()
        for (tenant_id, _), terminal in self._terminals.items():
            interval_s, known_at = terminal.rhythm.interval_s, terminal.rhythm.known_at
            if interval_s is not None:
                since[tenant_id] = min(since.get(tenant_id, known_at), known_at)
                if interval_s > PROMPT_S:
                    slow.add(tenant_id)
        self._obeyed_since = {tenant_id: at for tenant_id, at in since.items() if tenant_id not in slow}

    def _watched(self, mono: float) -> list[Watched]:
        return [
            Watched((key[0], terminal.site), mono - terminal.last_mono, self._limit(key, terminal))
            for key, terminal in self._terminals.items()
            if terminal.online and max(terminal.commanded_until, terminal.refused_until) < mono
        ]

    def _causes(self, silent: Sequence[tuple[Key, _Terminal]], mono: float) -> list[Cause]:
        """What each of these silences is put down to."""
        sites = {(key[0], terminal.site) for key, terminal in silent if terminal.site is not None}
        there: dict[tuple[int, int | None], list[tuple[Key, _Terminal]]] = {site: [] for site in sites}
        for key, terminal in self._terminals.items() if sites else ():
            found = there.get((key[0], terminal.site))
            if found is not None:
                found.append((key, terminal))
        return [
            self._cause(key, terminal, there.get((key[0], terminal.site), ()), mono)
            for key, terminal in silent
        ]

    def _cause(
        self, key: Key, terminal: _Terminal, there: Iterable[tuple[Key, _Terminal]], mono: float
    ) -> Cause:
        if terminal.last_mono <= terminal.commanded_until:
            return "command"
        if self.blindness.explains(terminal.last_mono):
            return "edge"
        gone = heard = 0
        for name, other in there:
            if name == key or mono <= other.commanded_until:
                continue
            overdue = mono - other.last_mono >= min(
                OVERDUE * self._limit(name, other), self._t_off(name, other)
            )
            if abs(other.last_mono - terminal.last_mono) <= TOGETHER_S and (overdue or not other.online):
                gone += 1
            elif other.online and not overdue and other.last_mono > terminal.last_mono:
                heard += 1
        return "site" if gone and gone >= SITE_SHARE * (gone + heard) else "device"


def _row(tenant_id: int, device_id: int, terminal: _Terminal) -> dict[str, Any]:
    interval_s = terminal.rhythm.interval_s
    return {
        "tenant_id": tenant_id,
        "device_id": device_id,
        "last_seen_at": terminal.last_wall,
        "online": terminal.online,
        "changed_at": terminal.changed_at,
        "address": terminal.address,
        "poll_interval_us": None if interval_s is None else round(interval_s * 1e6),
    }
