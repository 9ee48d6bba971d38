"""The window as a screen on the wall: pages in turn over the whole screen, and under them what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent, QWindow

from console.views.keys import BARE
from console.views.widgets.corner import ABOVE_STRIP, MARGIN, Corner

if TYPE_CHECKING:
    from console.views.shell.ticker import Ticker
    from console.views.shell.window import Window

TURN: Final = ("overview", "map", "alerts")
TICK_MS: Final = 250
HOLD_S: Final = 60
"""So long a page stays at least that somebody has clicked on."""


class Wall(QObject):
    """On or off for one window. Any key ends it; a click holds the page for a while."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.ticker: Ticker | None = None
        self._before = Qt.WindowState.WindowNoState
        self._page_before = ""
        self._left_s = 0.0
        self._door: QWindow | None = None
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._pass)

    @property
    def on(self) -> bool:
        return self.ticker is not None

    def toggle(self) -> None:
        self.leave() if self.on else self.enter()

    def enter(self) -> None:
        """Needs a session."""
        window, session = self._window, self._window.session
        if session is None or self.on:
            return
        from console.views.shell.ticker import Ticker  # the start can do without

        self._before, self._page_before = window.windowState(), window.page_id
        self.ticker = Ticker(window.theme, session, window.words, window)
        self._show_frame(False)
        window.place_ticker(self.ticker)
        self._raise_cards(self.ticker.sizeHint().height() + MARGIN)
        window.showFullScreen()
        self._door = window.windowHandle()
        if self._door is not None:
            self._door.installEventFilter(self)
        window.setCursor(QCursor(Qt.CursorShape.BlankCursor))
        self._left_s = float(window.choices.now.wall_s)
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """A moment later: the window has to take its new size first."""
        if self.on:
            self._go(self._window.page_id if self._window.page_id in TURN else TURN[0])
            self._tick.start()

    def leave(self, *, go_back: bool = True) -> None:
        """Everything is as it was; the page too, unless the keyboard must stay where it is."""
        if self.ticker is None:
            return
        window = self._window
        self._tick.stop()
        if self._door is not None:
            self._door.removeEventFilter(self)
            self._door = None
        self.ticker.close_ticker()
        self.ticker.deleteLater()
        self.ticker = None
        self._raise_cards(ABOVE_STRIP)
        window.unsetCursor()
        self._show_frame(True)
        window.setWindowState(self._before)
        if not go_back:
            return
        page_id = self._page_before
        QTimer.singleShot(0, self, lambda: self.on or window.go(page_id))

    def _raise_cards(self, pixels: int) -> None:
        """Messages stand over the ticker, not on it."""
        corner = self._window.findChild(Corner)
        if corner is not None:
            corner.set_above(pixels)

    def _show_frame(self, shown: bool) -> None:
        """Rail, menus, inspector, strip: all that is only for those who sit before it."""
        window = self._window
        for part in (window.rail, window.menuBar(), window.strip):
            part.setVisible(shown)
        for page in window.pages.values():
            page.set_on_wall(not shown)
        window.show_inspector(window.inspector_shown)

    def _go(self, page_id: str) -> None:
        self._left_s = float(self._window.choices.now.wall_s)
        self._window.go(page_id)
        if self._window.page is not None:
            self._window.page.set_on_wall(True)

    def _pass(self) -> None:
        if self._locked():
            self.leave(go_back=False)
            return
        whole_s = self._window.choices.now.wall_s
        self._left_s -= TICK_MS / 1000
        if self._left_s <= 0:
            at = TURN.index(self._window.page_id) if self._window.page_id in TURN else -1
            self._go(TURN[(at + 1) % len(TURN)])
        if self.ticker is not None:
            self.ticker.share = min(1.0, max(0.0, 1 - self._left_s / whole_s))
            self.ticker.update()

    def _locked(self) -> bool:
        from console.views.shell.lock_screen import LockScreen

        directly = Qt.FindChildOption.FindDirectChildrenOnly
        return self._window.findChild(LockScreen, options=directly) is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() not in BARE:
            self.leave(go_back=not self._locked())
            return True
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            self._left_s = max(self._left_s, float(HOLD_S))
        return False
