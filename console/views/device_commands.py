"""What can be done on the page of terminals: for its menu, the palette, the keys, and the bar of marks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from console.commands.registry import Command, Group
from console.views.verbs import Verb

if TYPE_CHECKING:
    from console.views.pages.devices import DevicesPage


class DeviceCommands(QObject):
    """Of one page."""

    def __init__(self, page: DevicesPage) -> None:
        super().__init__(page)
        self._page = page

    def commands(self) -> Sequence[Command]:
        """While the page is in front."""
        return (
            Command(
                "devices.filter", self.tr("Filter the terminals"), Group.TERMINAL,
                run=self._page.filter.focus, shortcut="/", icon="filter",
            ),
            Command(
                "devices.clear_filter", self.tr("Clear the filter"), Group.TERMINAL,
                run=self._page.filter.clear, enabled=lambda: bool(self._page.filter.text), icon="close",
            ),
            Command(
                "devices.group", self.tr("Group by site"), Group.TERMINAL,
                run=self._page.toggle_grouping, checked=lambda: self._page.model.grouped,
                shortcut="Ctrl+G", icon="group",
            ),
            Command(
                "devices.fold", self.tr("Fold all groups"), Group.TERMINAL,
                run=lambda: self._page.fold_all(True), enabled=lambda: bool(self._page.model.groups()),
            ),
            Command(
                "devices.unfold", self.tr("Unfold all groups"), Group.TERMINAL,
                run=lambda: self._page.fold_all(False), enabled=lambda: bool(self._page.model.groups()),
            ),
            Command(
                "devices.columns", self.tr("Choose columns and order"), Group.TERMINAL,
                run=self._page.choose_columns, icon="columns", keywords=(self.tr("sort"),),
            ),
            Command(
                "devices.copy", self.tr("Copy the serial number"), Group.TERMINAL,
                run=self._page.copy_serial, enabled=lambda: self._page.chosen() is not None,
                shortcut="Ctrl+C", icon="copy",
            ),
            Command(
                "devices.map", self.tr("Show the terminal's site on the map"), Group.TERMINAL,
                run=lambda: self._page.menus.show_on_map(self._page.chosen()),
                enabled=lambda: self._page.menus.placed(self._page.chosen()), icon="place",
            ),
            Command(
                "devices.feed", self.tr("Show the terminal's last punch in the feed"), Group.TERMINAL,
                run=lambda: self._page.menus.show_in_feed(self._page.chosen()),
                enabled=lambda: self._page.menus.punched(self._page.chosen()), icon="feed",
            ),
            Command(
                "devices.mark", self.tr("Mark the terminal, or unmark it"), Group.TERMINAL,
                run=self._page.marking.mark_current, enabled=self._page.on_terminal, shortcut="X",
            ),
            Command(
                "devices.mark_to", self.tr("Mark all up to here"), Group.TERMINAL,
                run=lambda: self._page.marking.mark_current(to_here=True), enabled=self._page.on_terminal,
                shortcut="Shift+X",
            ),
            Command(
                "devices.mark_all", self.tr("Mark all that are shown"), Group.TERMINAL,
                run=self._page.marking.mark_shown, enabled=lambda: bool(self._page.model.shown),
            ),
            Command(
                "devices.unmark", self.tr("Unmark all"), Group.TERMINAL,
                run=self._page.marks.clear, enabled=lambda: bool(self._page.marks),
            ),
            Command(
                "devices.keep_view", self.tr("Keep this view…"), Group.TERMINAL,
                run=self._page.views_button.keep,
            ),
            *self._page.sending.commands(Group.TERMINAL, "devices.send", self._page.picked),
        )  # fmt: skip

    def verbs(self) -> Sequence[Verb[str]]:
        """What can be done with those that are marked, by id."""
        made = [
            Verb(
                id=f"devices.marked.{word}", title=title, icon=icon_name,
                run=partial(self._page.sending.send, word), allowed=lambda: self._page.sending.allowed,
            )
            for word, title, icon_name in (
                ("restart", self.tr("Restart…"), "refresh"),
                ("sync_time", self.tr("Set the clock…"), "clock"),
            )
        ]  # fmt: skip
        return (
            *made,
            Verb(
                id="devices.marked.send", title=self.tr("Send a command…"), icon="commands",
                run=self._page.sending.open, allowed=lambda: self._page.sending.allowed,
            ),
        )  # fmt: skip
