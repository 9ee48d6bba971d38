"""Messages of the system's own, for whoever looks at something else: through the tray, where there is one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

SHOWN_MS = 10_000


class Notifier(QObject):
    """Tells somebody outside of the window.

    Signals: `clicked(about)`: of the message that was pressed, or of the last one when the icon was. Windows
    and Linux say so; macOS does not, so nothing may depend on it. From a menu, where there is one: `wanted`
    to see the window, `paused(bool)`: no messages for an hour, or again now; `ended`: the program shall.
    """

    clicked = Signal(str)
    wanted = Signal()
    paused = Signal(bool)
    ended = Signal()

    def tell(self, title: str, words: str, about: str, *, grave: bool) -> None:
        """`about` is an id; `grave` makes it a warning."""
        raise TypeError(f"{type(self).__name__} does not say how it tells")

    def show_face(self, face: QIcon, sentence: str) -> None:
        """How things are: a picture, and one sentence on hover."""

    def show_paused(self, paused: bool) -> None:
        """Whether messages are held back."""

    def close(self) -> None:
        """The session ends."""
        self.deleteLater()


class TrayNotifier(Notifier):
    """The tray's icon is there only while there is a session to tell of."""

    def __init__(self, icon: QIcon, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._about = ""
        self._is_paused = False
        self._menu = QMenu()
        self._menu.addAction(self.tr("Show Punchdeck")).triggered.connect(lambda: self.wanted.emit())
        self._pause = self._menu.addAction("")
        self._pause.triggered.connect(lambda: self.paused.emit(not self._is_paused))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Quit")).triggered.connect(lambda: self.ended.emit())
        self._tray = QSystemTrayIcon(icon, self)
        self._tray.setToolTip(name)
        self._tray.setContextMenu(self._menu)
        self._tray.messageClicked.connect(self._pressed)
        self._tray.activated.connect(self._activated)
        self.show_paused(False)
        self._tray.show()

    def tell(self, title: str, words: str, about: str, *, grave: bool) -> None:
        self._about = about
        kinds = QSystemTrayIcon.MessageIcon
        self._tray.showMessage(title, words, kinds.Warning if grave else kinds.Information, SHOWN_MS)

    def show_face(self, face: QIcon, sentence: str) -> None:
        self._tray.setIcon(face)
        self._tray.setToolTip(self.tr("{0}: {1}").format(self._name, sentence))

    def show_paused(self, paused: bool) -> None:
        self._is_paused = paused
        self._pause.setText(self.tr("Messages again") if paused else self.tr("No messages for an hour"))

    def close(self) -> None:
        self._tray.hide()
        self._menu.deleteLater()
        super().close()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self._pressed()

    def _pressed(self) -> None:
        self.clicked.emit(self._about)


def system_notifier(icon: QIcon, name: str, parent: QObject | None = None) -> Notifier | None:
    """What this system offers; None where it has no tray: the window alone tells then."""
    return TrayNotifier(icon, name, parent) if QSystemTrayIcon.isSystemTrayAvailable() else None
