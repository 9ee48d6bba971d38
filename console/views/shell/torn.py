"""Parts of the window in windows of their own: operations rooms have a second screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.commands.registry import Command, Group, Registry
from console.views.inspector.panel import Inspector
from console.views.keys import CommandKeys
from console.views.pages.page import Page
from console.views.shell.window_places import page_class

if TYPE_CHECKING:
    from console.views.shell.window import Window
    from console.views.shell.window_session import WindowSession

INSPECTOR: Final = "inspector"
FEED: Final = "feed"
USUAL: Final = {INSPECTOR: (380, 760), FEED: (900, 640)}
SMALLEST: Final = (280, 240)
BESIDE: Final = 48
"""From the corner of the window to that of what was torn off, where no other place is known."""


class TornWindow(QWidget):
    """A window beside the main one, with a part in it.

    Signals: `left` when the user closes it, before it is gone.
    """

    left = Signal()

    def __init__(self, part: Inspector | Page, title: str, window: Window) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.part = part
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(title)
        self.setMinimumSize(*SMALLEST)
        self.setLayoutDirection(window.layoutDirection())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(part)
        self._registry = Registry()
        self._registry.change_keys(window.registry.changes)
        if isinstance(part, Page):
            self._registry.add(*part.commands())
        self._registry.add(
            Command("torn.close", self.tr("Close this window"), Group.VIEW, run=self.close, shortcut="Ctrl+W")
        )
        self._keys = CommandKeys(self, self._registry)

    def close_part(self) -> None:
        """Nothing is heard any more; the window goes, without a word to anybody."""
        self.blockSignals(True)
        if isinstance(self.part, Page):
            self.part.close_page()
        else:
            self.part.close_panel()
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()


class TornWindows(QObject):
    """Those of one window. Which there are and where they stand is among its choices, so that the next start
    finds them; they go with the session."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.open: dict[str, TornWindow] = {}

    def restore(self, session: WindowSession) -> None:
        """Open those again that there were, one at a time."""
        for name in self._window.choices.now.torn:
            if name in USUAL:
                QTimer.singleShot(0, self, lambda name=name: session.closed or self.tear(name))

    def toggle(self, name: str) -> None:
        """Tear a part off, or put it back."""
        if name in self.open:
            self.open[name].close()
        else:
            self.tear(name)

    def tear(self, name: str) -> None:
        """Show a part in a window of its own; bring it to the front where it has one."""
        if name not in self.open:
            session = self._window.shown
            if session is None:
                return
            made = self.open[name] = self._made(name, session)
            made.left.connect(lambda: self._left(name))
            made.setGeometry(self._place(name))
            self._keep()
            if name == INSPECTOR:
                self._window.show_inspector(False)
        torn = self.open[name]
        torn.show()
        torn.raise_()
        torn.activateWindow()

    def close_all(self) -> None:
        """The session ends; they are remembered."""
        self._keep()
        for torn in self.open.values():
            torn.close_part()
        self.open.clear()

    def _made(self, name: str, session: WindowSession) -> TornWindow:
        window, around = self._window, session.around
        profile = session.session.profile.name
        if name == INSPECTOR:
            inspector = Inspector(around)
            torn = TornWindow(inspector, self.tr("Inspector – {0}").format(profile), window)
            inspector.closed.connect(torn.close)
        else:
            page = page_class(name)(around)
            page.set_reduced_motion(window.choices.now.reduced_motion)
            page.command_wanted.connect(window.registry.run)
            torn = TornWindow(page, self.tr("Live – {0}").format(profile), window)
        torn.part.set_torn()
        return torn

    def _place(self, name: str) -> QRect:
        kept = self._window.choices.now.torn.get(name)
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        if kept is not None and any(screen.intersects(QRect(*kept)) for screen in screens):
            return QRect(*kept)
        corner, (width, height) = self._window.geometry().topLeft(), USUAL[name]
        return QRect(corner.x() + BESIDE, corner.y() + BESIDE, width, height)

    def _left(self, name: str) -> None:
        torn = self.open.pop(name)
        torn.close_part()
        self._keep()
        if name == INSPECTOR:
            self._window.show_inspector(True)

    def _keep(self) -> None:
        places = {name: torn.geometry().getRect() for name, torn in self.open.items()}
        self._window.choices.choose(torn=places)
