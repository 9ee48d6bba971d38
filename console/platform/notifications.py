"""Messages of the system's own, for whoever looks at something else: through the tray, where there is one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

SHOWN_MS = 10_000


class Notifier(QObject):
    """Tells somebody outside of the window.

    Signals: `clicked(about)`: of the message that was pressed, or of the last one when the icon was. Windows
    and Linux say so; macOS does not, so nothing may depend on it.
    """

    clicked = Signal(str)

    def tell(self, title: str, words: str, about: str, *, grave: bool) -> None:
        """`about` is an id; `grave` makes it a warning."""
        raise TypeError(f"{type(self).__name__} does not say how it tells")

    def close(self) -> None:
        """The session ends."""
        self.deleteLater()


class TrayNotifier(Notifier):
    """The tray's icon is there only while there is a session to tell of."""

    def __init__(self, icon: QIcon, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._about = ""
        self._tray = QSystemTrayIcon(icon, self)
        self._tray.setToolTip(name)
        self._tray.messageClicked.connect(self._pressed)
        self._tray.activated.connect(lambda _reason: self._pressed())
        self._tray.show()

    def tell(self, title: str, words: str, about: str, *, grave: bool) -> None:
        self._about = about
        kinds = QSystemTrayIcon.MessageIcon
        self._tray.showMessage(title, words, kinds.Warning if grave else kinds.Information, SHOWN_MS)

    def close(self) -> None:
        self._tray.hide()
        super().close()

    def _pressed(self) -> None:
        self.clicked.emit(self._about)


def system_notifier(icon: QIcon, name: str, parent: QObject | None = None) -> Notifier | None:
    """What this system offers; None where it has no tray: the window alone tells then."""
    return TrayNotifier(icon, name, parent) if QSystemTrayIcon.isSystemTrayAvailable() else None
