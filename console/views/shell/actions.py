"""What can be done from anywhere in the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from console.commands.registry import Command, Group
from console.theme.theme import Look
from console.views.pages.page import Page
from console.views.shell.torn import FEED, INSPECTOR

if TYPE_CHECKING:
    from console.views.shell.window import Window

STEP = 0.1


class WindowCommands(QObject):
    """Makes the commands of one window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    def all(self) -> tuple[Command, ...]:
        """The order is that of the menus."""
        return (*self._file(), *self._view(), *self._going(), *self._connection(), *self._help())

    def _file(self) -> tuple[Command, ...]:
        window = self._window

        def export(whole: bool) -> None:
            from console.views.exporting import exporting_of  # the start can do without

            if window.page is not None:
                exporting_of(window.page).page(window.page, whole=whole)

        def can_export() -> bool:
            return window.page is not None and window.page.sheet() is not None

        def can_export_all() -> bool:
            return window.page is not None and type(window.page).whole_sheet is not Page.whole_sheet

        return (
            Command(
                "file.export",
                self.tr("Export what is shown…"),
                Group.FILE,
                run=lambda: export(whole=False),
                enabled=can_export,
                shortcut="Ctrl+E",
                icon="export",
                keywords=(self.tr("save"), self.tr("print"), "CSV", "XLSX", "PDF"),
            ),
            Command(
                "file.export_all",
                self.tr("Export everything…"),
                Group.FILE,
                run=lambda: export(whole=True),
                enabled=can_export_all,
                shortcut="Ctrl+Shift+E",
                icon="export",
                keywords=("CSV", "XLSX", "PDF"),
            ),
            Command(
                "file.quit",
                self.tr("Quit"),
                Group.FILE,
                run=window.quitting.emit,
                shortcut="Ctrl+Q",
                grave=True,
                keywords=(self.tr("exit"), self.tr("leave")),
            ),
        )

    def _view(self) -> tuple[Command, ...]:
        window = self._window
        theme = window.theme

        def look(id: str, title: str, wanted: Look, icon: str) -> Command:
            return Command(
                id,
                title,
                Group.VIEW,
                run=lambda: theme.set_look(wanted),
                checked=lambda: theme.look is wanted,
                icon=icon,
                keywords=(self.tr("theme"), self.tr("colours")),
            )

        def tear(id: str, title: str, name: str) -> Command:
            return Command(
                id,
                title,
                Group.VIEW,
                run=partial(window.torn.toggle, name),
                checked=lambda: name in window.torn.open,
                enabled=lambda: window.session is not None,
                icon="tear-off",
                keywords=(self.tr("second screen"), self.tr("monitor"), self.tr("detach")),
            )

        return (
            Command(
                "view.inspector",
                self.tr("Inspector"),
                Group.VIEW,
                run=lambda: window.show_inspector(not window.inspector_shown),
                checked=lambda: window.inspector_shown,
                enabled=lambda: window.session is not None,
                shortcut="Ctrl+I",
                icon="inspector",
            ),
            Command(
                "view.rail",
                self.tr("Narrow rail"),
                Group.VIEW,
                run=lambda: window.rail.set_narrow(not window.rail.narrow),
                checked=lambda: window.rail.narrow,
                shortcut="Ctrl+B",
                icon="rail",
            ),
            Command(
                "view.wall",
                self.tr("Wall on the whole screen"),
                Group.VIEW,
                run=window.wall.toggle,
                checked=lambda: window.wall.on,
                enabled=lambda: window.session is not None,
                shortcut="F11",
                icon="fit",
                keywords=(self.tr("full screen"), self.tr("kiosk"), self.tr("television")),
            ),
            tear("view.tear_inspector", self.tr("Inspector in a window of its own"), INSPECTOR),
            tear("view.tear_feed", self.tr("Live feed in a window of its own"), FEED),
            look("view.system", self.tr("Colours as the system"), Look.SYSTEM, "settings"),
            look("view.light", self.tr("Light colours"), Look.LIGHT, "sun"),
            look("view.dark", self.tr("Dark colours"), Look.DARK, "moon"),
            Command(
                "view.larger",
                self.tr("Larger text"),
                Group.VIEW,
                run=lambda: theme.set_text_scale(theme.text_scale + STEP),
                shortcut="Ctrl++",
            ),
            Command(
                "view.smaller",
                self.tr("Smaller text"),
                Group.VIEW,
                run=lambda: theme.set_text_scale(theme.text_scale - STEP),
                shortcut="Ctrl+-",
            ),
            Command(
                "view.back",
                self.tr("Back, or select nothing"),
                Group.VIEW,
                run=window.step_back,
                enabled=lambda: window.session is not None,
                shortcut="Esc",
            ),
        )

    def _going(self) -> tuple[Command, ...]:
        window = self._window
        return tuple(
            Command(
                f"go.{place.id}",
                place.title,
                Group.GO,
                run=partial(window.go, place.id),
                enabled=partial(window.may_go, place.id),
                shortcut=place.hint,
                icon=place.icon,
            )
            for place in window.places.all
        )

    def _connection(self) -> tuple[Command, ...]:
        window = self._window

        def refresh() -> None:
            if window.session is not None:
                window.session.connection.retry()
                window.session.connection.refresh()

        return (
            Command(
                "connection.refresh",
                self.tr("Refresh, or connect now"),
                Group.CONNECTION,
                run=refresh,
                enabled=lambda: window.session is not None,
                shortcut="F5",
                icon="refresh",
            ),
            Command(
                "connection.profiles",
                self.tr("Connections…"),
                Group.CONNECTION,
                run=window.connections_wanted.emit,
                shortcut="Ctrl+O",
                icon="plug",
                keywords=(self.tr("profile"), self.tr("server"), self.tr("key")),
            ),
        )

    def _help(self) -> tuple[Command, ...]:
        window = self._window

        def sheet() -> None:
            from console.views.dialogs.shortcuts import ShortcutSheet  # the start can do without

            shown = ShortcutSheet(window.theme, window.registry, window)
            shown.change_wanted.connect(shown.accept)
            shown.change_wanted.connect(editor)
            shown.open()

        def editor() -> None:
            from console.views.dialogs.keys_editor import KeysEditor  # the start can do without

            names = {place.id: place.title for place in window.places.all}
            KeysEditor(window.theme, window.registry, window.bound_commands(), names, window).open()

        return (
            Command(
                "help.palette",
                self.tr("Find and do anything"),
                Group.HELP,
                run=window.open_palette,
                shortcut="Ctrl+K",
                icon="search",
            ),
            Command(
                "help.shortcuts",
                self.tr("Keyboard shortcuts"),
                Group.HELP,
                run=sheet,
                shortcut="?",
                icon="keyboard",
            ),
            Command(
                "help.keys",
                self.tr("Change keyboard shortcuts…"),
                Group.HELP,
                run=editor,
                icon="keyboard",
                keywords=(self.tr("remap"), self.tr("bindings")),
            ),
        )
