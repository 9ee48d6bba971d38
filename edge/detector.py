"""Runs the presence rule: scans for silence, tells facts as events, saves who was seen when."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import sqlalchemy as sa
import structlog

from edge import audit, telling
from edge.audit import Entry, Who
from edge.presence import SCAN_S, Fact, Key, Presence
from edge.store import Store, StoreError, punches
from edge.store import devices as rows
from edge.store.ids import now_us
from edge.store.schema import PLATFORM

FLUSH_S: Final = 5.0
# Facts are told so many at a time: a storm of them must not keep uploads from their commit.
AT_ONCE: Final = 200
# A terminal that is refused waits as long as its ErrorDelay says, at most a minute, and then starts again.
REFUSED_S: Final = 75.0
HANGS_S: Final = 15.0
STARTED: Final = "edge.started"

log = structlog.get_logger()


class Detector:
    """Owns the presence book of this process. `note_seen` hears of every request, `run` does the rest."""

    def __init__(
        self,
        store: Store,
        offline_after: float | None,
        mono: Callable[[], float] = time.monotonic,
        wall: Callable[[], int] = now_us,
    ) -> None:
        self._store = store
        self._mono = mono
        self._wall = wall
        self.presence = Presence(mono(), wall(), offline_after)
        self._begun = wall()
        self._facts: list[Fact] = []
        self._news = asyncio.Event()
        self._flush_at = mono() + FLUSH_S

    def restore(self, found: Sequence[sa.RowMapping]) -> None:
        self.presence.restore(found, self._mono(), self._wall())

    @property
    def blind_since(self) -> int | None:
        """Since when this edge is cut off and tells nothing (microseconds); None while it hears."""
        return self.presence.blindness.since

    def note_seen(self, key: Key, address: str, poll: bool, site: int | None = None) -> None:
        """A request of a terminal that was let in; `site`: the row of where it hangs."""
        fact = self.presence.seen(key, self._mono(), self._wall(), address, poll, site)
        if fact is not None:
            self._facts.append(fact)
            self._news.set()

    def note_refused(self, key: Key) -> None:
        """A terminal that was let in got an error: it may wait before it calls again."""
        self.presence.refused(key, self._mono() + REFUSED_S)

    def note_deaf(self) -> None:
        """Somebody called, and the database could not say who: terminals are not to blame for silence now."""
        self.presence.deaf(self._mono())

    def of(self, key: Key) -> tuple[bool, int, float] | None:
        """(online, last seen in microseconds, silence after which it counts as offline in seconds)."""
        return self.presence.of(key)

    def forget(self, key: Key) -> None:
        """The device is another box now, or is served no more."""
        self.presence.forget(key)

    def online_count(self) -> int:
        return self.presence.online_count()

    def contact_since(self, key: Key) -> int | None:
        """Since when a terminal and this process have been in touch without a gap (microseconds); None where
        they are not."""
        since = self.presence.online_since(key)
        return None if since is None else max(since, self._begun)

    def expect_silence(self, key: Key, seconds: float) -> None:
        """A command of ours keeps the terminal silent for so long: that is no outage."""
        self.presence.expect_absence(key, self._mono() + seconds)

    async def run(self) -> None:
        """Until cancelled. A database that is away for a while delays facts, it does not lose them."""
        await note_start(self._store)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._look_now_and_then())
                group.create_task(self._save_what_comes())
        finally:
            await self.flush()

    async def _look_now_and_then(self) -> None:
        """On its own, so that it is late only where the loop is: a slow commit makes nobody deaf."""
        while True:
            await asyncio.sleep(SCAN_S)
            self.look()

    async def _save_what_comes(self) -> None:
        while True:
            try:
                async with asyncio.timeout(max(self._flush_at - self._mono(), 0.0)):
                    await self._news.wait()
            except TimeoutError:
                pass  # nothing is new: only who was seen is to be saved
            self._news.clear()
            await self.save()

    def look(self) -> None:
        """Look for silence."""
        found = self.presence.scan(self._mono(), self._wall())
        if found:
            self._facts += found
            self._news.set()

    async def save(self) -> None:
        """Tell what is known; save who was seen, now and then."""
        await self._tell()
        if self._mono() >= self._flush_at:
            await self.flush()
            self._flush_at = self._mono() + FLUSH_S

    async def _write(self, unit: Callable[[sa.Connection], None]) -> None:
        """Where that hangs for long, terminals were not answered either."""
        begun = self._mono()
        await self._store.write(unit)
        if self._mono() - begun > HANGS_S:
            self._facts = self._without_silence(self._facts)

    async def _tell(self) -> None:
        while self._facts:
            facts, self._facts = self._facts[:AT_ONCE], self._facts[AT_ONCE:]
            try:
                await self._write(partial(write_facts, store=self._store, facts=facts))
            except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
                self._facts = self._without_silence(facts + self._facts)
                log.error("presence_facts_wait", count=len(self._facts), error=str(error))
                return

    def _without_silence(self, facts: Sequence[Fact]) -> list[Fact]:
        """What still holds of facts that could not be told. Terminals may have called in vain meanwhile:
        whether they are silent is open again."""
        self.presence.deaf(self._mono())
        online: list[Fact] = []
        undone: set[Key] = set()
        for fact in facts:
            if fact.status == "offline":
                undone.add(fact.key)
                self.presence.take_back(fact)
            elif fact.key in undone:
                undone.discard(fact.key)
            else:
                online.append(fact)
        return online

    async def flush(self) -> None:
        """Save who was seen since the last time."""
        changed = self.presence.take_dirty()
        if not changed:
            return
        try:
            await self._write(lambda conn: rows.save_presence(conn, changed))
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            self.presence.mark_dirty(changed)
            log.error("presence_not_saved", count=len(changed), error=str(error))


async def note_start(store: Store) -> None:
    """Traces of presence tell when the edge was started: silence over that time may be its own."""
    entry = Entry(STARTED, None)
    try:
        await store.write(lambda conn: audit.write(conn, store.ids, PLATFORM, Who("system:edge"), [entry]))
    except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
        log.error("start_not_noted", error=str(error))


def write_facts(conn: sa.Connection, *, store: Store, facts: Sequence[Fact], shared: bool = False) -> None:
    """Tell facts of active devices. `shared`: another process may have told one; then it is none any more."""
    punches.lock_devices(conn, [fact.key for fact in facts])
    for fact in facts:
        row = rows.by_id(conn, *fact.key)
        if row is None or row["state"] != "active":
            continue
        if shared and bool(row["online"]) == (fact.status == "online"):
            continue
        rows.save_presence(conn, [_presence_row(fact, row)])
        said = {} if fact.cause is None else {"suspected_cause": fact.cause}
        telling.tell_device(
            conn,
            store.ids,
            row,
            f"device.{fact.status}",
            status=fact.status,
            last_seen=fact.last_seen,
            since=fact.since,
            **said,
        )


def _presence_row(fact: Fact, row: sa.RowMapping) -> dict[str, Any]:
    return {
        "tenant_id": fact.key[0],
        "device_id": fact.key[1],
        "last_seen_at": fact.last_seen,
        "online": fact.status == "online",
        "changed_at": fact.at,
        "address": row["address"],
        "poll_interval_us": row["poll_interval_us"],
    }
