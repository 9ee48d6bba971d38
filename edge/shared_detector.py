"""The presence rule where several processes share a database: each writes down whom it saw, and all
terminals of a tenant are judged by one of them, from what all of them saw.

Who judges is a matter of leases, a sixteenth of the tenants each. Facts are told only in the name of the
newest fence; whoever lost it, or could not commit, forgets the shard, and the next begins with what the
database has.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import sqlalchemy as sa
import structlog

from edge.detector import AT_ONCE, FLUSH_S, REFUSED_S, note_start, write_facts
from edge.presence import Fact, Key, Presence
from edge.shards import balanced
from edge.sightings import (
    BEAT,
    NEWS,
    SHARDS,
    Sighting,
    last_restart,
    last_silence,
    read,
    shard_of,
    tell,
    written,
)
from edge.store import Store, StoreError, devices, leases, punches
from edge.store import sightings as rows
from edge.store.schema import PLATFORM
from edge.store.sightings import Batch

JOURNAL_S: Final = 0.3
"""What was seen since is lost with a process that is killed."""
TURN_S: Final = 1.0
BALANCE_S: Final = 3.0
LEASE_US: Final = 10_000_000
LATE_S: Final = 3.0
"""How late what others saw may be known: silence is judged as of so long ago."""
READ_S: Final = 1.0
"""A look at the database that took longer cannot be dated, and is taken again."""
OVERLAP_US: Final = 10_000_000
"""How long before a batch is seen it may have been dated."""
REPLAY_US: Final = 60_000_000
"""What was seen before that is in the table of presence, which is saved every few seconds."""
BEATS_US: Final = 300_000_000
GAP_US: Final = 8_000_000
"""Without a sign of any listening process for so long, terminals may have called in vain."""
RESTART_GAP_US: Final = 2_500_000
RESTART_US: Final = 30_000_000
"""Of that long ago, a gap as short as that over which no process lived on is a restart of the only one there
was: who was refused then does as it was told, and waits for up to a minute."""
KEPT_US: Final = 600_000_000
FORGET_S: Final = 60.0
MOST_UNWRITTEN: Final = 100_000

log = structlog.get_logger()


class Stale(Exception):
    """Another process looks after a shard by now."""

    def __init__(self, shard: int) -> None:
        super().__init__(f"shard {shard}")
        self.shard = shard


@dataclass(slots=True)
class _Held:
    """A shard that is looked after here. `facts`: not told yet."""

    presence: Presence
    fence: int
    facts: list[Fact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _View:
    """What the database said at one instant, on its clock and on ours."""

    now: int
    mono: float
    batches: Sequence[Batch]

    def mono_of(self, at: int) -> float:
        return self.mono - (self.now - at) / 1e6

    @property
    def wall_minus_mono(self) -> int:
        return self.now - round(self.mono * 1e6)


class SharedDetector:
    """`sees`: terminals call this process; `judges`: it takes its share of the tenants. `owner` names it."""

    def __init__(
        self,
        store: Store,
        owner: str,
        offline_after: float | None,
        *,
        sees: bool = True,
        judges: bool = True,
        online_since: Callable[[Key], int | None] = lambda key: None,
        mono: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._owner = owner
        self._offline_after = offline_after
        self._sees = sees
        self._judges = judges
        self._online_since = online_since
        self._mono = mono
        self._seen: list[Sighting] = []
        self._held: dict[int, _Held] = {}
        self._known: set[int] = set()
        self._last_beat = 0
        self._balanced_at = self._flushed_at = self._forgot_at = float("-inf")

    # What the device side tells

    def note_seen(self, key: Key, address: str, poll: bool, site: int | None = None) -> None:
        """A request of a terminal that was let in; `site`: the row of where it hangs."""
        self._seen.append(Sighting(key, "p" if poll else "o", self._mono(), address, site))

    def note_refused(self, key: Key) -> None:
        """A terminal that was let in got an error: it may wait before it calls again."""
        self._seen.append(Sighting(key, "r", self._mono(), until_s=REFUSED_S))

    def note_deaf(self) -> None:
        """Somebody called, and the database could not say who. It then does not hear that we listen, either:
        that is how whoever judges knows."""

    def expect_silence(self, key: Key, seconds: float) -> None:
        """A command of ours keeps the terminal silent for so long: that is no outage."""
        self._seen.append(Sighting(key, "a", self._mono(), until_s=seconds))

    def forget(self, key: Key) -> None:
        """The device is another box now, or is served no more."""
        self._seen.append(Sighting(key, "f", self._mono()))

    # What others ask

    def of(self, key: Key) -> tuple[bool, int, float] | None:
        """As `Presence.of`; None where another process knows better, through the database."""
        held = self._held.get(shard_of(key[0]))
        return None if held is None else held.presence.of(key)

    def contact_since(self, key: Key) -> int | None:
        """Since when a terminal has been in touch without a gap (microseconds), with whichever process."""
        return self._online_since(key)

    def online_count(self) -> int:
        """Terminals that are online, of the tenants that are looked after here."""
        return sum(held.presence.online_count() for held in self._held.values())

    @property
    def shards(self) -> frozenset[int]:
        return frozenset(self._held)

    @property
    def blind_since(self) -> int | None:
        """Since when the edges hear of nobody of some tenants looked after here (microseconds)."""
        return min(
            (b for held in self._held.values() if (b := held.presence.blindness.since) is not None),
            default=None,
        )

    # Its work

    async def run(self) -> None:
        """Until cancelled. A database that is away for a while delays facts, it does not lose them."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._now_and_then(JOURNAL_S, self.flush))
                if self._judges:
                    group.create_task(self._now_and_then(TURN_S, self.turn))
        finally:
            await self._leave()

    async def _now_and_then(self, pause_s: float, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(pause_s)
            await work()

    async def flush(self) -> None:
        """Write down who called, and that we listen."""
        seen, self._seen = self._seen, []
        bodies = written(seen, self._mono()) | ({BEAT: "[]"} if self._sees else {})
        if not bodies:
            return
        try:
            await self._store.write(lambda conn: rows.append(conn, self._store.ids, self._owner, bodies))
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            self._seen = (seen + self._seen)[-MOST_UNWRITTEN:]
            log.error("sightings_not_written", count=len(self._seen), error=str(error))

    async def turn(self) -> None:
        """Take a share of the tenants, read what was seen of them, tell what follows from it."""
        try:
            if self._mono() - self._balanced_at >= BALANCE_S:
                await self._balance()
            if self._held and await self._look():
                await self._tell()
                await self._save()
                await self._let_go()
        except Stale as stale:
            self._drop(stale.shard, "lost")
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            for shard in list(self._held):
                self._drop(shard, str(error))

    def _drop(self, shard: int, why: str) -> None:
        if self._held.pop(shard, None) is not None:
            log.warning("presence_shard_dropped", shard=shard, why=why)
            self._balanced_at = float("-inf")

    async def _balance(self) -> None:
        """Renew what is held, let go of what others should have, take what nobody has."""
        held = {shard: one.fence for shard, one in self._held.items()}

        def unit(conn: sa.Connection) -> tuple[dict[int, int], set[int], tuple[int, ...]]:
            for_us = f"judge:{self._store.node}"
            leases.acquire(conn, PLATFORM, for_us, self._owner, LEASE_US)
            fences: dict[int, int] = {}
            for shard in sorted(held):
                fence = leases.acquire(conn, PLATFORM, _name(shard), self._owner, LEASE_US)
                if fence == held[shard]:
                    fences[shard] = fence
            taken = {int(name.partition(":")[2]) for name in leases.held_names(conn, PLATFORM, "presence:")}
            free = set(range(SHARDS)) - taken
            judges = len(leases.held_names(conn, PLATFORM, "judge:") | {for_us})
            moves = balanced(fences, free, judges, SHARDS)
            new = set()
            for shard in moves.take:
                fence = leases.acquire(conn, PLATFORM, _name(shard), self._owner, LEASE_US)
                if fence is not None:
                    fences[shard] = fence
                    new.add(shard)
            for shard in moves.give:  # whoever takes it reads what was seen lately, saved or not
                del fences[shard]
                leases.release(conn, PLATFORM, _name(shard), self._owner)
            return fences, new, moves.give

        fences, new, given = await self._store.write(unit)
        for shard in given:
            del self._held[shard]
        for shard in [shard for shard in self._held if shard not in fences]:
            self._drop(shard, "another's")
        self._balanced_at = self._mono()
        if new:
            await self._take_on({shard: fences[shard] for shard in new})

    async def _take_on(self, fences: dict[int, int]) -> None:
        """Begin with what the database remembers, and what was seen since."""

        def unit(conn: sa.Connection) -> tuple[int, list[sa.RowMapping], list[Batch]]:
            now = rows.now(conn)
            batches = rows.since(conn, fences, now - REPLAY_US) + rows.since(
                conn, {BEAT, NEWS}, now - BEATS_US
            )
            return now, list(devices.all_served(conn)), batches

        now, found, batches = await self._store.read(unit)
        view = _View(now, self._mono(), batches)
        signs = sorted((batch.at, batch.node) for batch in batches if batch.shard == BEAT)
        beats = [at for at, _ in signs]
        silence = last_restart([sign for sign in signs if sign[0] > now - RESTART_US], RESTART_GAP_US)
        if silence is None:
            silence = last_silence(beats, now - BEATS_US, now, GAP_US)
        self._last_beat = max([self._last_beat, *beats])
        sightings = await asyncio.to_thread(_read, view, batches)
        for shard, fence in fences.items():
            presence = Presence(view.mono, view.now, self._offline_after)
            there = [row for row in found if shard_of(row["tenant_id"]) == shard]
            presence.restore(there, view.mono, view.now, heard=True)
            if silence is not None:
                presence.deaf(view.mono_of(silence))
            held = self._held[shard] = _Held(presence, fence)
            mine = [one for one in sightings if shard_of(one.key[0]) == shard]
            held.facts = tell(presence, mine, view.wall_minus_mono)
        if silence is not None:
            await note_start(self._store)
        log.info("presence_shards_taken", shards=sorted(fences), unheard=silence is not None)

    async def _look(self) -> bool:
        """Hear what was seen, and judge. Returns whether that could be dated."""
        before = self._mono()
        shards = {*self._held, BEAT, NEWS}

        def unit(conn: sa.Connection) -> tuple[int, list[Batch]]:
            now = rows.now(conn)
            return now, rows.since(conn, shards, now - OVERLAP_US)

        now, batches = await self._store.read(unit)
        mono = self._mono()
        if mono - before > READ_S:
            return False
        fresh = [batch for batch in batches if batch.id not in self._known]
        self._known = {batch.id for batch in batches}
        view = _View(now, mono, fresh)
        self._listen(view)
        heard: dict[int, list[Sighting]] = {}
        for one in _read(view, fresh):
            heard.setdefault(shard_of(one.key[0]), []).append(one)
        for shard, held in self._held.items():
            held.facts += tell(held.presence, heard.get(shard, ()), view.wall_minus_mono)
            held.facts += held.presence.scan(mono - LATE_S, now - round(LATE_S * 1e6))
        return True

    def _listen(self, view: _View) -> None:
        """Where no process listened for a while, everybody has a grace to call again."""
        beats = sorted(batch.at for batch in view.batches if batch.shard == BEAT)
        silence = last_silence(beats, self._last_beat, view.now, GAP_US)
        self._last_beat = max([self._last_beat, *beats])
        if silence is not None:
            for held in self._held.values():
                held.presence.deaf(view.mono_of(silence))

    async def _tell(self) -> None:
        for shard, held in list(self._held.items()):
            while held.facts:
                facts = held.facts[:AT_ONCE]
                await self._store.write(partial(self._tell_some, shard, held.fence, facts))
                held.facts = held.facts[len(facts) :]

    def _tell_some(self, shard: int, fence: int, facts: Sequence[Fact], conn: sa.Connection) -> None:
        punches.lock_devices(conn, [fact.key for fact in facts])
        if not leases.holds(conn, PLATFORM, _name(shard), fence):
            raise Stale(shard)
        write_facts(conn, store=self._store, facts=facts, shared=True)

    async def _save(self) -> None:
        """Save who was seen, now and then."""
        if self._mono() - self._flushed_at < FLUSH_S:
            return
        await self._store.write(partial(self._write_seen, self._changes()))
        self._flushed_at = self._mono()

    def _changes(self) -> dict[int, tuple[int, list[dict[str, Any]]]]:
        """By shard: its fence, and the rows that changed since the last time."""
        return {shard: (one.fence, one.presence.take_dirty()) for shard, one in sorted(self._held.items())}

    @staticmethod
    def _write_seen(changes: dict[int, tuple[int, list[dict[str, Any]]]], conn: sa.Connection) -> None:
        for shard, (fence, changed) in changes.items():
            if not leases.holds(conn, PLATFORM, _name(shard), fence):
                raise Stale(shard)
            devices.save_presence(conn, changed)

    async def _let_go(self) -> None:
        """Of batches that nobody needs any more."""
        if self._mono() - self._forgot_at < FORGET_S:
            return
        shards: Collection[int] = {*self._held, BEAT, NEWS} if 0 in self._held else self._held
        await self._store.write(lambda conn: rows.forget(conn, shards, rows.now(conn) - KEPT_US))
        self._forgot_at = self._mono()

    async def _leave(self) -> None:
        """Whoever comes next need not wait for leases to run out, and knows all that was seen here."""
        await self.flush()
        changes = self._changes()

        def unit(conn: sa.Connection) -> None:
            self._write_seen(changes, conn)
            for name in (*map(_name, changes), f"judge:{self._store.node}"):
                leases.release(conn, PLATFORM, name, self._owner)

        try:
            await self._store.write(unit)
        except Stale as stale:  # others took over already
            log.info("presence_shard_lost_at_the_end", shard=stale.shard)
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("presence_shards_not_released", error=str(error))
        self._held.clear()


def _name(shard: int) -> str:
    return f"presence:{shard}"


def _read(view: _View, batches: Sequence[Batch]) -> list[Sighting]:
    found: list[Sighting] = []
    for batch in batches:
        try:
            found += read(batch.body, view.mono_of(batch.at))
        except (ValueError, TypeError) as error:  # of a version to come, which looks after its own
            log.warning("sightings_not_understood", node=batch.node, error=repr(error))
    return found
