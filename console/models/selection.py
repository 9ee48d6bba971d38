"""What is selected, once for all pages: the map, the lists and the inspector agree because they ask here."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from console.core.records import Punch
from console.core.session import Session


class Kind(StrEnum):
    SITE = "site"
    DEVICE = "device"
    PUNCH = "punch"
    ALERT = "alert"


class Selected(NamedTuple):
    """One thing, by the id it has in core. A site's may be NO_SITE: the terminals without one."""

    kind: Kind
    id: str


class Selection(QObject):
    """Signals: `changed(Selected | None)`, after `current` has changed."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current: Selected | None = None

    @property
    def current(self) -> Selected | None:
        return self._current

    def select(self, kind: Kind, id: str) -> None:
        self._set(Selected(kind, id))

    def clear(self) -> None:
        self._set(None)

    def _set(self, selected: Selected | None) -> None:
        if selected != self._current:
            self._current = selected
            self.changed.emit(selected)


def site_of(selected: Selected | None, session: Session) -> str | None:
    """The site that the selected thing belongs to; None for nothing, and for what is gone."""
    if selected is None:
        return None
    if selected.kind is Kind.SITE:
        return selected.id
    if selected.kind is Kind.DEVICE:
        device = session.fleet.devices.get(selected.id)
        return None if device is None else session.fleet.site_of(device)
    if selected.kind is Kind.ALERT:
        alert = session.alerts.book.get(selected.id)
        return None if alert is None or not alert.site_id else alert.site_id
    punches = (line for line in reversed(session.feed.lines()) if isinstance(line, Punch))
    return next((punch.site_id for punch in punches if punch.id == selected.id), None)
