"""A terminal's attendance log: records stay until the server's OK, and long after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from edge.simulator.encoded_time import encoded_seconds


@dataclass(slots=True)
class LoggedPunch:
    """One record as kept: `time` is the terminal's local time, `offset_s` the zone it believed in then."""

    pin: str
    time: datetime
    status: int
    verify: int
    offset_s: int = 0
    acknowledged: bool = False
    overwritten: bool = False


Record = TypeVar("Record", bound=LoggedPunch)


class PunchLog(Generic[Record]):
    """Records in the order they were made, and a cursor: what stands after it is still to be sent.

    Numbers kept: `made`, `acknowledged` (each record once, however often it is sent again), `overwritten`
    (dropped before any OK because the log was full) and `cleared` (dropped before any OK by a command of the
    server).
    """

    def __init__(self, capacity: int = 100_000) -> None:
        self._records: list[Record] = []
        self._cursor = 0
        self._capacity = capacity
        self.made = 0
        self.acknowledged = 0
        self.overwritten = 0
        self.cleared = 0

    def __len__(self) -> int:
        return len(self._records)

    @property
    def pending(self) -> int:
        """How many records stand after the cursor."""
        return len(self._records) - self._cursor

    @property
    def unacknowledged(self) -> int:
        """Records made that no answer has acknowledged yet and that are still here."""
        return self.made - self.acknowledged - self.overwritten - self.cleared

    @property
    def last(self) -> Record | None:
        """The newest record."""
        return self._records[-1] if self._records else None

    def append(self, punch: Record) -> None:
        """Keeps a record; the oldest tenth is overwritten when the log is full."""
        if len(self._records) >= self._capacity:
            slab = max(1, self._capacity // 10)
            for record in self._records[:slab]:
                record.overwritten = not record.acknowledged
                self.overwritten += record.overwritten
            del self._records[:slab]
            self._cursor = max(0, self._cursor - slab)
        self._records.append(punch)
        self.made += 1

    def batch(self, size: int) -> Sequence[Record]:
        """The next records to send, at most `size`, oldest first."""
        return self._records[self._cursor : self._cursor + size]

    def acknowledge(self, batch: Sequence[Record]) -> list[Record]:
        """The server stored a batch: the cursor moves past it. Returns the records stored for the first time.

        Records overwritten while the answer was on its way count as acknowledged all the same.
        """
        first_time = [record for record in batch if not record.acknowledged]
        for record in first_time:
            record.acknowledged = True
            self.overwritten -= record.overwritten
        self.acknowledged += len(first_time)
        sent = {id(record) for record in batch}
        while self._cursor < len(self._records) and id(self._records[self._cursor]) in sent:
            self._cursor += 1
        return first_time

    def send_all_again(self) -> None:
        """Stamp 0: the whole table is uploaded once more (PROTOCOL.md §3.5)."""
        self._cursor = 0

    def send_after_stamp(self, stamp: int, now: datetime) -> None:
        """The 2.0.x rule of §3.5: send what is newer than the server's cursor, or all of it if the clock is
        older.

        A record older than a cursor it was never stored under is skipped for good: that is what the real
        client does, and how a server that invents stamps loses data.
        """
        kept: list[Record] = []
        skipped: list[Record] = []
        everything = encoded_seconds(now) < stamp
        for record in self._records:
            newer = everything or encoded_seconds(record.time) > stamp
            (kept if newer else skipped).append(record)
        self._records = skipped + kept
        self._cursor = len(skipped)

    def between(self, start: datetime, end: datetime) -> list[Record]:
        """Records of a range, both ends included (DATA QUERY ATTLOG)."""
        return [record for record in self._records if start <= record.time <= end]

    def clear(self) -> None:
        """CLEAR LOG: what was not sent yet is gone."""
        self.cleared += sum(not record.acknowledged for record in self._records)
        self._records.clear()
        self._cursor = 0
