"""Where one can go in the window: the pages, their places in the rail, and what leads there."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject

from console.models.selection import Kind
from console.views.pages.page import Page
from console.views.widgets.rail import Place

HOME: Final = "overview"
_MODULES: Final = "console.views.pages"
PAGES: Final = {
    "overview": "OverviewPage",
    "map": "MapPage",
    "devices": "DevicesPage",
    "feed": "FeedPage",
    "alerts": "AlertsPage",
    "attendance": "AttendancePage",
    "commands": "CommandsPage",
    "employees": "EmployeesPage",
    "sites": "SitesPage",
    "webhooks": "WebhooksPage",
    "dead_lines": "DeadLinesPage",
    "reports": "ReportsPage",
    "keys": "KeysPage",
    "settings": "SettingsPage",
}
"""The class of each page in the module of its id, brought in one by one: a start needs only the first."""
SELECTED_ON: Final[Mapping[Kind, str]] = {
    Kind.SITE: "map",
    Kind.DEVICE: "devices",
    Kind.PUNCH: "feed",
    Kind.ALERT: "alerts",
}
"""Where a link shows what can be selected."""
LISTED_ON: Final[Mapping[str, str]] = {
    "job": "commands",
    "employee": "employees",
    "webhook": "webhooks",
    "deadline": "dead_lines",
    "key": "keys",
}
"""Where a link shows what only its own page knows."""


def page_class(page_id: str) -> type[Page]:
    """Raises KeyError for a page that there is not."""
    name = PAGES[page_id]
    made: type[Page] = getattr(import_module(f"{_MODULES}.{page_id}"), name)
    return made


class WindowPlaces(QObject):
    """The rail's places: `main` from top to bottom, `apart` at its bottom."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.main = self._main()
        self.apart = (Place("settings", "settings", self.tr("Settings"), "G S"),)

    @property
    def all(self) -> tuple[Place, ...]:
        return (*self.main, *self.apart)

    def title(self, page_id: str) -> str:
        """What a page is called; "" where it has no place."""
        return next((place.title for place in self.all if place.id == page_id), "")

    def _main(self) -> tuple[Place, ...]:
        return (
            Place("overview", "overview", self.tr("Overview"), "G O"),
            Place("map", "map", self.tr("Map"), "G M"),
            Place("devices", "devices", self.tr("Devices"), "G D"),
            Place("feed", "feed", self.tr("Live"), "G L"),
            Place("alerts", "bell", self.tr("Alerts"), "G A", "alerts:read"),
            Place("attendance", "attendance", self.tr("Attendance"), "G P", "attendance:read"),
            Place("commands", "commands", self.tr("Commands"), "G C", "commands:read"),
            Place("employees", "employees", self.tr("Employees"), "G E", "employees:read"),
            Place("sites", "sites", self.tr("Sites"), "G T", "sites:read"),
            Place("webhooks", "webhooks", self.tr("Webhooks"), "G W", "webhooks:read"),
            Place("dead_lines", "dead-lines", self.tr("Dead lines"), "G X", "attendance:read"),
            Place("reports", "reports", self.tr("Reports"), "G R", "alerts:read"),
            Place("keys", "key", self.tr("Keys"), "G K", "keys:read"),
        )
