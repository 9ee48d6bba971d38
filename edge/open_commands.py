"""Which devices have commands under way, in memory: a poll where nothing waits does not ask the database."""

from __future__ import annotations

from typing import Final

from edge.store import Store
from edge.store import commands as rows

Key = tuple[int, int]  # tenant, device

REFRESH_S: Final = 1.0


class OpenCommands:
    """Devices that may have something to be sent or answered.

    `mark` after the commit that gave a device a command makes it known at once; whatever else was written,
    here or by another process, is noticed by `refresh`, which a chore calls every REFRESH_S.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._devices: set[Key] = set()
        self._marked: set[Key] = set()

    def __contains__(self, key: Key) -> bool:
        return key in self._devices

    def __len__(self) -> int:
        return len(self._devices)

    def mark(self, key: Key) -> None:
        """The device was given a command, and that is committed."""
        self._devices.add(key)
        self._marked.add(key)

    def discard(self, key: Key) -> None:
        """Nothing of the device is under way, as a transaction has seen."""
        self._devices.discard(key)

    async def refresh(self) -> None:
        """Ask the database. What is marked meanwhile may be newer than what it says."""
        self._marked.clear()
        found = await self._store.read(rows.devices_with_open)
        self._devices = found | self._marked
