"""Hides everything until somebody enters the PIN."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from math import ceil
from typing import Final

from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from console.core.lock import Attempts, PinStore
from console.core.tasks import Tasks
from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label

WIDTH: Final = 320
PICTURE: Final = 40
_RISES: Final = (QEvent.Type.Show, QEvent.Type.ZOrderChange)


class LockScreen(QWidget):
    """Lies over the whole window from its making until the PIN was right; dialogs and other windows are
    hidden meanwhile.

    Signals: `unlocked`, and `forgotten` when somebody gives up the PIN, and the keys of all connections
    with it: it stays until they are gone.
    """

    unlocked = Signal()
    forgotten = Signal()

    def __init__(
        self,
        theme: Theme,
        window: QMainWindow,
        pins: PinStore,
        tasks: Tasks,
        attempts: Attempts,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window, self._pins, self._tasks = window, pins, tasks
        self._attempts, self._clock = attempts, clock
        self._hidden: list[QWidget] = []
        self._others: list[QWidget] = []
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Locked"))
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = (self._asking(), self._giving_up())
        # of a fixed width, so that wrapped text knows how high it becomes
        middle = QWidget(self)
        middle.setFixedWidth(WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addStretch(2)
        for part in (self._picture, *self._pages):
            column.addWidget(part)
        column.addStretch(3)
        self._pages[1].hide()
        whole = QHBoxLayout(self)
        whole.addStretch(1)
        whole.addWidget(middle)
        whole.addStretch(1)
        self._patience = QTimer(self, interval=250)
        self._patience.timeout.connect(self._say_wait)
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)
        self._cover()

    def _asking(self) -> QWidget:
        part = QWidget(self)
        title = label(self.tr("Punchdeck is locked"), "headline", part, wrap=True)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pin = QLineEdit(part)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setPlaceholderText(self.tr("PIN"))
        self.pin.setAccessibleName(self.tr("PIN"))
        self.pin.returnPressed.connect(self._try)
        self.enter = Button(self.tr("Unlock"), part, kind="primary")
        self.enter.clicked.connect(self._try)
        self._wrong = label("", "wrong", part, wrap=True)
        self._wrong.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.give_up = Button(self.tr("I do not know the PIN"), part, kind="link")
        self.give_up.clicked.connect(lambda: self._turn(1, self.back))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.pin, 1)
        row.addWidget(self.enter)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(title)
        column.addLayout(row)
        column.addWidget(self._wrong)
        column.addWidget(self.give_up, 0, Qt.AlignmentFlag.AlignHCenter)
        return part

    def _giving_up(self) -> QWidget:
        part = QWidget(self)
        title = label(self.tr("Go on without the PIN?"), "headline", part, wrap=True)
        words = label(
            self.tr(
                "The PIN is removed, and so are the keys of all connections on this computer. You need a key "
                "to connect again. Nothing changes on the edge."
            ),
            "dim",
            part,
            wrap=True,
        )
        for each in (title, words):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.back = Button(self.tr("Back"), part, kind="primary")
        self.back.clicked.connect(lambda: self._turn(0, self.pin))
        self.forget = Button(self.tr("Remove the PIN and the keys"), part)
        self.forget.clicked.connect(self.forgotten)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for each in (title, words, self.back, self.forget):
            column.addWidget(each)
        return part

    # -- entering
    # -------------------------------------------------------------------------------------------------------

    def _try(self) -> None:
        pin = self.pin.text()
        if pin and self.pin.isEnabled() and self._attempts.wait_s(self._clock()) <= 0:
            self.pin.setEnabled(False)
            self._tasks.spawn("unlock", self._compare(pin))

    async def _compare(self, pin: str) -> None:
        fits = await self._pins.fits(pin)
        self.pin.clear()
        self.pin.setEnabled(True)
        if fits:
            self._attempts.right()
            self.uncover()
            self.unlocked.emit()
            return
        self._attempts.wrong(self._clock())
        self._patience.start()
        self._say_wait()
        self.pin.setFocus()

    def _say_wait(self) -> None:
        wait = ceil(self._attempts.wait_s(self._clock()))
        if wait:
            self._wrong.setText(self.tr("This is not the PIN. Try again in %n s.", "", wait))
        else:
            self._patience.stop()
            self._wrong.setText(self.tr("This is not the PIN."))

    def _turn(self, page: int, keyboard: QWidget) -> None:
        for number, each in enumerate(self._pages):
            each.setVisible(number == page)
        keyboard.setFocus()

    # -- hiding
    # --------------------------------------------------------------------------------------------------------

    def _cover(self) -> None:
        self.setGeometry(self._window.rect())
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self._keyboard = QApplication.focusWidget()
        self._beside = [it for it in _parts_of(self._window) if it is not self and it.isEnabled()]
        for part in self._beside:
            part.setEnabled(False)
            part.installEventFilter(self)
        self._middle().hide()  # what is not there cannot be seen, nor have the keyboard
        self._window.installEventFilter(self)
        for other in QApplication.topLevelWidgets():
            if other is not self._window:
                self._watch(other)
        self.show()
        self.raise_()
        self.pin.setFocus()

    def uncover(self) -> None:
        """Give the window back."""
        self._patience.stop()
        for watched in (self._window, *self._beside, *self._others):
            if isValid(watched):
                watched.removeEventFilter(self)
        for part in self._beside:
            part.setEnabled(True)
        self._middle().show()
        self.hide()
        if self._keyboard is not None and isValid(self._keyboard):
            self._keyboard.setFocus()
        for other in self._hidden:
            if isValid(other):
                other.show()
        self.deleteLater()

    def _middle(self) -> QWidget:
        middle = self._window.centralWidget()
        assert middle is not None, "a window without anything in it"
        return middle

    def _watch(self, other: QWidget) -> None:
        """Another window: hidden now, and when it wants to be shown."""
        self._others.append(other)
        other.installEventFilter(self)
        if other.isVisible():
            self._hide(other)

    def _hide(self, other: QWidget) -> None:
        other.hide()
        self._hidden.append(other)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._window:
            if kind is QEvent.Type.Resize:
                self.setGeometry(self._window.rect())
            elif kind is QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
                child = event.child()
                if isinstance(child, QWidget) and child.isWindow() and child not in self._others:
                    self._watch(child)
        elif watched in self._others:
            if kind is QEvent.Type.Show and isinstance(watched, QWidget):
                # once it has come: a window that is hidden while it comes stays half way
                QTimer.singleShot(0, self, partial(self._hide, watched))
        elif kind in _RISES:
            self.raise_()
        return False

    def _wear(self, tokens: Tokens) -> None:
        self._picture.setPixmap(icon_pixmap("lock", PICTURE, self.devicePixelRatioF(), tokens.accent))


def _parts_of(window: QMainWindow) -> list[QWidget]:
    """What stands in a window beside its middle."""
    children = window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [it for it in children if not it.isWindow() and it is not window.centralWidget()]
