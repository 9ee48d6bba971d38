"""Which rows of a list somebody has marked to do something with all of them."""

from __future__ import annotations

from collections.abc import Container, Iterable

from PySide6.QtCore import QObject, Signal


class Marks(QObject):
    """Ids, in the order they were marked; whether a filter shows them is nobody's business here.

    Signals: `changed`.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: dict[str, None] = {}

    def __contains__(self, id: str) -> bool:
        return id in self._ids

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._ids)

    def mark(self, ids: Iterable[str], on: bool = True) -> None:
        before = dict(self._ids)
        for id in ids:
            if on:
                self._ids[id] = None
            else:
                self._ids.pop(id, None)
        if before != self._ids:
            self.changed.emit()

    def clear(self) -> None:
        self.mark(self.ids, False)

    def keep(self, known: Container[str]) -> None:
        """Those that are gone are not marked any more."""
        self.mark([id for id in self._ids if id not in known], False)
