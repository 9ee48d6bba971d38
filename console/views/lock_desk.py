"""When the console locks: by hand, after a while without a key or the mouse, and at its start."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from console.commands.registry import Command, Group
from console.core.lock import Attempts, PinStore
from console.core.manners import Manners, MannersBook
from console.core.tasks import Tasks
from console.platform.clipboard import clear_secret
from console.views.shell.lock_screen import LockScreen
from console.views.shell.window import Window
from console.views.widgets.lock_choice import LockChoice

_USED: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)

log = logging.getLogger(__name__)


class LockDesk(QObject):
    """Signals: `chosen(bool)` whether there is a PIN, `locked(bool)`, and `forgotten` when somebody gave the
    PIN up: the keys have to go, and then `give_up`.
    """

    chosen = Signal(bool)
    locked = Signal(bool)
    forgotten = Signal()

    def __init__(
        self,
        window: Window,
        pins: PinStore,
        book: MannersBook,
        tasks: Tasks,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self.has_pin = False
        self.book = book
        self.screen: LockScreen | None = None
        self._window, self._pins, self._tasks, self._clock = window, pins, tasks, clock
        self._attempts = Attempts()
        self._used_s = clock()
        self._watched: set[QWindow] = set()
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._look)
        self._end = book.changed.add(self._follow)
        _application().focusWindowChanged.connect(self._watch)
        window.registry.add(
            Command(
                "file.lock",
                self.tr("Lock now"),
                Group.FILE,
                run=self.lock,
                shortcut="Ctrl+Alt+L",
                icon="lock",
                enabled=lambda: self.has_pin,
            )
        )

    async def begin(self) -> None:
        """Locks where there is a PIN: a start is no way around it."""
        self._set(await self._pins.get() is not None)
        self.lock()

    async def choose(self, pin: str) -> None:
        """From now on this is the PIN. Raises OSError."""
        await self._pins.choose(pin)
        self._set(True)

    async def remove(self) -> None:
        """There is no PIN any more. Raises OSError."""
        await self._pins.forget()
        self._set(False)

    async def give_up(self) -> None:
        """Unlock without the PIN, after what it kept from strangers is gone. Raises OSError."""
        await self.remove()
        if self.screen is not None:
            self.screen.uncover()
            self._unlocked()

    def lock(self) -> None:
        """Hide everything, if there is a PIN to bring it back."""
        if not self.has_pin or self.screen is not None:
            return
        self._idle.stop()
        clear_secret()
        self._keys(False)
        window = self._window
        self.screen = LockScreen(window.theme, window, self._pins, self._tasks, self._attempts, self._clock)
        self.screen.unlocked.connect(self._unlocked)
        self.screen.forgotten.connect(self.forgotten)
        self.locked.emit(True)

    def serve(self, choice: LockChoice) -> None:
        """Let the settings show and change how it locks."""
        choice.set_pin(self.has_pin)
        choice.set_idle(self.book.now.lock_idle_min)
        self.chosen.connect(choice.set_pin)
        choice.idle_chosen.connect(lambda minutes: self.book.change(lock_idle_min=minutes))
        choice.lock_wanted.connect(self.lock)
        choice.pin_unwanted.connect(lambda: self._tasks.spawn("remove the PIN", self.remove()))
        choice.pin_wanted.connect(lambda: self._tasks.spawn("choose a PIN", self._ask()))

    async def _ask(self) -> None:
        from console.views.dialogs.pin import PinDialog

        fits = self._pins.fits if self.has_pin else None
        pin = await PinDialog(self._window.theme, self._window, fits).ask()
        if pin is not None:
            await self.choose(pin)

    def close(self) -> None:
        """The window ends."""
        self._end()
        self._idle.stop()
        _application().focusWindowChanged.disconnect(self._watch)

    # -- inside
    # ------------------------------------------------------------------------------------------------------

    def _set(self, has_pin: bool) -> None:
        self.has_pin = has_pin
        self._follow(self.book.now)
        self.chosen.emit(has_pin)

    def _unlocked(self) -> None:
        self.screen = None
        self._keys(True)
        self._follow(self.book.now)
        self.locked.emit(False)

    def _keys(self, awake: bool) -> None:
        """Shortcuts of the window do nothing behind the screen."""
        door = self._window.windowHandle()
        if door is not None:
            door.removeEventFilter(self._window.keys)
            if awake:
                door.installEventFilter(self._window.keys)

    def _follow(self, manners: Manners) -> None:
        self._used_s = self._clock()
        self._idle.stop()
        if self.has_pin and manners.lock_idle_min and self.screen is None:
            self._watch(self._window.windowHandle())
            self._idle.start(manners.lock_idle_min * 60_000)

    def _look(self) -> None:
        left = self.book.now.lock_idle_min * 60 - (self._clock() - self._used_s)
        if left <= 0:
            self.lock()
        else:
            self._idle.start(max(100, round(left * 1000)))

    def _watch(self, window: QWindow | None) -> None:
        """Keys and mouse come to a window of the system's first: nothing else needs to be listened to."""
        if window is not None and window not in self._watched:
            self._watched.add(window)
            window.destroyed.connect(lambda: self._watched.discard(window))
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USED:
            self._used_s = self._clock()
        return False


def _application() -> QGuiApplication:
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    return application
