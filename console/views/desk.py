"""What the console does on this computer beside showing an edge: lock, sounds, tray, and what it was told of
them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from console.core.alerts import Severity
from console.core.lock import PinStore
from console.core.manners import Manners, MannersBook
from console.core.session import Session
from console.core.tasks import Tasks
from console.platform.sounds import Sounds
from console.views.front import bring_to_front
from console.views.lock_desk import LockDesk
from console.views.pages.page import SettingsPart
from console.views.shell.window import Window
from console.views.tray_face import TrayFace
from console.views.widgets.lock_choice import LockChoice
from console.views.widgets.sound_choice import SoundChoice


class Desk(QObject):
    """That of one window, whatever it shows. `quit` ends the program."""

    def __init__(
        self,
        window: Window,
        book: MannersBook,
        pins: PinStore,
        tasks: Tasks,
        sounds: Sounds,
        quit: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self.book = book
        self.lock = LockDesk(window, pins, book, tasks)
        self._window, self._tasks, self._sounds, self._quit = window, tasks, sounds, quit
        self._face: TrayFace | None = None
        self._end = book.changed.add(self._follow)
        window.settings += (
            SettingsPart(self.tr("Sounds and tray"), "bell", self._sounds_part),
            SettingsPart(self.tr("Lock"), "lock", self._lock_part),
        )

    def begin_session(self, session: Session) -> None:
        """The window shows a session from now on."""
        herald = self._window.herald
        notifier = None if herald is None else herald.notifier
        if notifier is not None:
            self._face = TrayFace(session, self._window.words, notifier)
            notifier.wanted.connect(lambda: bring_to_front(self._window))
            notifier.ended.connect(self._quit)
        self._follow(self.book.now)

    def end_session(self) -> None:
        """It shows none any more."""
        if self._face is not None:
            self._face.close()
            self._face = None

    async def stays(self) -> bool:
        """The user closed the window: whether the console goes on in the tray. Asked once; where there is no
        tray nothing stays."""
        if self._face is None:
            return False
        if self.book.now.close_to_tray is None:
            from console.views.dialogs.tray import TrayDialog

            answer = await TrayDialog(self._window.theme, self._window).ask()
            if answer is None:
                return True  # neither: the window stays as it is
            self.book.change(close_to_tray=answer)
            if not answer:
                return False
        if self.book.now.close_to_tray:
            self._window.hide()
        return bool(self.book.now.close_to_tray)

    def close(self) -> None:
        """The window ends."""
        self.end_session()
        self.lock.close()
        self._end()

    # -- inside
    # ------------------------------------------------------------------------------------------------------

    def _follow(self, manners: Manners) -> None:
        herald = self._window.herald
        if herald is not None:
            herald.set_sounds(self._sounds if manners.sounds else None, manners.repeat_min)

    def _sounds_part(self, card: QWidget) -> QWidget:
        part, now = QWidget(card), self.book.now
        sound = SoundChoice(part)
        sound.set_value(now.sounds, now.repeat_min)
        sound.chosen.connect(lambda on, minutes: self.book.change(sounds=on, repeat_min=minutes))
        sound.tried.connect(lambda: self._sounds.play(Severity.CRITICAL))
        herald = self._window.herald
        tray = QCheckBox(self.tr("Closing the window leaves Punchdeck in the tray"), part)
        tray.setChecked(bool(now.close_to_tray))
        tray.setVisible(herald is not None and herald.notifier is not None)
        tray.toggled.connect(lambda stays: self.book.change(close_to_tray=stays))
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(sound)
        column.addWidget(tray)
        return part

    def _lock_part(self, card: QWidget) -> QWidget:
        choice = LockChoice(card)
        self.lock.serve(choice)
        return choice
