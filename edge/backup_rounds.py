"""Backups by themselves: one as often as set, old ones let go of, and once a month one is restored to see."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
import structlog
from prometheus_client import CollectorRegistry, Counter

from edge import audit, backups
from edge.audit import Entry, Who
from edge.store import Store, StoreError
from edge.store import audit as audit_rows
from edge.store.ids import first_id_at
from edge.store.schema import PLATFORM
from edge.vault import Vault

LOOK_S: Final = 60
DRILL_EVERY: Final = timedelta(days=30)
AGAIN: Final = timedelta(minutes=15)
DRILL_AGAIN: Final = timedelta(days=1)
LATE: Final = 2
"""So many times as old as it may be, the newest backup is something to be told of."""
DRILLED: Final = "backup.drilled"
DRILL_FAILED: Final = "backup.drill_failed"
WHO: Final = Who("system:backups")

log = structlog.get_logger()


def due(newest: datetime | None, failed: datetime | None, now: datetime, every: timedelta) -> bool:
    """Whether a backup is to be made: none is young enough, and a failure is not tried again at once."""
    if failed is not None and now - failed < min(every, AGAIN):
        return False
    return newest is None or now - newest >= every


class BackupRounds:
    """Of the one process that has the database."""

    def __init__(
        self,
        store: Store,
        vault: Vault,
        *,
        database: Path,
        folder: Path,
        every: timedelta,
        spare: int,
        registry: CollectorRegistry,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`spare`: bytes that a backup leaves free, at least."""
        self._store = store
        self._vault = vault
        self._database = database
        self._folder = folder
        self._every = every
        self._spare = spare
        self._wall = wall
        self._began = wall()
        self._newest: datetime | None = None
        self._failed: datetime | None = None
        self._why = ""
        self._drill_failed: datetime | None = None
        self._drill_why = ""
        self._stopped = threading.Event()
        # Its own thread: it is nicer than the others, and may not be able to change back.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="backup")
        self._failures = Counter(
            "punchdeck_backup_failures", "Backups and drills that failed since the start.", registry=registry
        )

    def age_s(self) -> float:
        """Of the newest good backup; of none, since the process began."""
        return (self._wall() - (self._newest or self._began)).total_seconds()

    def concerns(self) -> Iterator[str]:
        """What is to be told to whoever runs the server."""
        if self.age_s() > LATE * self._every.total_seconds():
            since = "There is no backup yet"
            if self._newest is not None:
                since = f"The last backup is of {self._newest:%Y-%m-%d %H:%M} UTC"
            why = f": {self._why}" if self._why else "."
            yield f"{since}{why}"
        if self._drill_failed is not None:
            yield f"A backup could not be restored when that was tried: {self._drill_why}"

    async def turn(self) -> None:
        """Make a backup where one is due, then try one where that is due."""
        if self._store.scarce() is not None:
            return  # what little room is left is for what was accepted
        found = await self._run(lambda: backups.there(self._folder))
        self._newest = found[0].at if found else None
        if due(self._newest, self._failed, self._wall(), self._every):
            await self._back_up()
        if self._newest is not None:
            await self._try_one()

    def close(self) -> None:
        """What is under way ends soon, and leaves nothing behind."""
        self._stopped.set()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _back_up(self) -> None:
        try:
            master = await self._store.read(self._vault.wrapping_key)
            made = await self._run(
                lambda: backups.make(
                    self._database,
                    self._folder,
                    master,
                    at=self._wall().replace(microsecond=0),
                    spare=self._spare,
                    stopped=self._stopped.is_set,
                )
            )
            gone = await self._run(lambda: backups.prune(self._folder))
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            self._failed, self._why = self._wall(), str(error)
            self._failures.inc()
            log.error("backup_failed", error=str(error))
            return
        self._newest, self._failed, self._why = made.at, None, ""
        log.info("backup_made", file=str(made.file), let_go=len(gone))

    async def _try_one(self) -> None:
        now = self._wall()
        if self._drill_failed is not None and now - self._drill_failed < DRILL_AGAIN:
            return
        since = first_id_at(round((now - DRILL_EVERY).timestamp() * 1_000_000))
        if await self._store.read(lambda conn: audit_rows.ids_of(conn, PLATFORM, DRILLED, from_id=since)):
            return
        try:
            newest = (await self._run(lambda: backups.there(self._folder)))[0]
            found = await self._run(
                lambda: backups.drill(
                    newest,
                    self._database,
                    self._vault.master.named,
                    spare=self._spare,
                    stopped=self._stopped.is_set,
                )
            )
        except (StoreError, OSError, IndexError, sa.exc.SQLAlchemyError) as error:
            self._drill_failed, self._drill_why = now, str(error)
            self._failures.inc()
            log.error("backup_drill_failed", error=str(error))
            await self._note(Entry(DRILL_FAILED, None, {"reason": [None, str(error)]}))
            return
        self._drill_failed = None
        log.info("backup_drilled", file=found["file"])
        await self._note(Entry(DRILLED, None, {"found": [None, found]}))

    async def _note(self, entry: Entry) -> None:
        await self._store.write(lambda conn: audit.write(conn, self._store.ids, PLATFORM, WHO, [entry]))

    async def _run(self, work: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
