"""Whether a terminal's answer to the question for everybody named everybody.

Few of them mark the uploads that answer a query. But the result follows its data (PROTOCOL.md §7.5), and says
how many records there were, or the terminal said at a poll how many people it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sqlalchemy as sa
import structlog

from edge import reporting
from edge.devices import Device
from edge.push.attendance.records import CommandResult
from edge.store import Store, StoreError, punches
from edge.store import commands as rows
from edge.store.ids import now_us
from edge.upkeep_intents import FetchEmployees

log = structlog.get_logger()


class RollCalls:
    """Closes lists of people with the results that end them."""

    def __init__(self, store: Store, wall: Callable[[], int] = now_us) -> None:
        self._store = store
        self._wall = wall

    async def heard(self, device: Device, results: Sequence[CommandResult]) -> bool:
        """Take results; those of other commands change nothing. Returns whether that is durable."""
        counts = {result.id: result.ret for result in results if result.ret is not None and result.ret >= 0}
        if not counts:
            return True
        try:
            lines = await self._store.read(lambda conn: rows.lines_named(conn, *device.key, counts.keys()))
            asked = [
                (line["sent_at"], counts[wire_id] or device.counts.get("users", -1))
                for wire_id, line in lines.items()
                if line["wanted"] == FetchEmployees.word
                and line["about"] is None
                # The people come first; what is asked beside them is of fewer or of more.
                and line["position"] == 0
            ]
            if asked:
                await self._store.write(lambda conn: self._close(conn, device, asked))
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("list_not_closed", serial=device.source.serial, error=str(error))
            return False
        return True

    def _close(self, conn: sa.Connection, device: Device, asked: Sequence[tuple[int, int]]) -> None:
        punches.lock_devices(conn, [device.key])
        for since, announced in asked:
            reporting.close_list(conn, device.key, since=since, announced=announced, now=self._wall())
