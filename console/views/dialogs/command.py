"""One command for one terminal or a thousand: to whom, what, what that would do, and what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from common.client import EdgeError
from console.core.jobs import send
from console.core.orders import Kind, Order, offered
from console.core.records import Json
from console.theme.tokens import TypeScale
from console.views.dialogs.command_blast import BlastPane
from console.views.dialogs.command_form import WhatPane
from console.views.dialogs.command_live import LivePane
from console.views.dialogs.command_scope import ScopePane
from console.views.dialogs.dialog import Dialog
from console.views.order_words import OrderWords
from console.views.pages.page import Surroundings
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label

SIZE: Final = (900, 660)
SECOND_MS: Final = 1_000


class Step(IntEnum):
    """In their order."""

    WHO = 0
    WHAT = 1
    CHECK = 2
    LIVE = 3


class CommandDialog(Dialog[str]):
    """Begins where something is still to be said: with terminals given at the command, with both at what
    would happen. Its answer is the id of a job that still goes on, None where none does.
    """

    def __init__(
        self,
        around: Surroundings,
        parent: QWidget | None,
        device_ids: Sequence[str] = (),
        word: str = "",
        site_id: str | None = None,
    ) -> None:
        super().__init__(around.theme, parent)
        self._around = around
        self._words = OrderWords(around.session, around.words, self)
        self._sending = False
        self._given = tuple(device_ids), word, site_id
        self.setWindowTitle(self.tr("Send a command"))

    async def ask(self) -> str | None:
        """As every dialog; its panes are made one by one, so that the window answers in between."""
        device_ids, word, site_id = self._given
        around, words = self._around, self._words
        await asyncio.sleep(0)
        self.who = ScopePane(around, words, device_ids, site_id, self)
        await asyncio.sleep(0)
        scopes = tuple((around.session.connection.me or {}).get("scopes", ()))
        self.what = WhatPane(around, words, offered(scopes), self)
        await asyncio.sleep(0)
        self.check = BlastPane(around, words, self)
        await asyncio.sleep(0)
        self.live = LivePane(around, words, self.tasks, self)
        await asyncio.sleep(0)
        self._build()
        self._connect()
        await asyncio.sleep(0)
        self._begin(word, given=bool(device_ids) or site_id is not None)
        self.tasks.spawn("firmware", self._firmware())
        return await super().ask()

    def _begin(self, word: str, *, given: bool) -> None:
        """Where something is still to be said."""
        self.what.choose(word)
        kind = self.what.kind
        self._go(Step.WHAT if given else Step.WHO)
        if given and word and kind is not None and not kind.params and not kind.reason:
            self._forward()

    def _build(self) -> None:
        scale = self.theme.tokens.type.body / TypeScale().body
        screen = self.screen().availableSize()
        wide, high = (round(side * scale) for side in SIZE)
        self.resize(min(wide, screen.width() - 40), min(high, screen.height() - 60))
        self.stack = QStackedWidget(self)
        for pane in (self.who, self.what, self.check, self.live):
            self.stack.addWidget(pane)
        self._title = label("", "title", self, wrap=True)
        self._steps = label("", "label", self)
        self.wrong = label("", "wrong", self, wrap=True)
        self.wrong.hide()
        self.back = Button(self.tr("Back"), self)
        self.leave = Button(self.tr("Cancel"), self)
        self.forward = Button(self.tr("Next"), self, kind="primary")
        self.grave = Button("", self, kind="grave")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._steps, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.back)
        foot.addStretch(1)
        for button in (self.leave, self.forward, self.grave):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.wrong)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.back.clicked.connect(self._back)
        self.leave.clicked.connect(self._leave)
        self.forward.clicked.connect(self._forward)
        self.grave.clicked.connect(self._forward)
        self.who.done.connect(self._forward)
        self.what.done.connect(self._forward)
        self.check.done.connect(self._agree)
        for pane in (self.who, self.what, self.check, self.live):
            pane.changed.connect(self._show)
        self._second = QTimer(self, interval=SECOND_MS)
        self._second.timeout.connect(self.live.panel.tick)
        self.finished.connect(lambda _result: self._ended())

    # -- steps
    # --------------------------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        return Step(self.stack.currentIndex())

    @property
    def kind(self) -> Kind | None:
        return self.what.kind

    def _go(self, step: Step) -> None:
        self.wrong.hide()
        self.stack.setCurrentIndex(step)
        self._show()
        pane = self.stack.currentWidget()
        assert isinstance(pane, ScopePane | WhatPane | BlastPane | LivePane)
        pane.focus_first()

    def _back(self) -> None:
        if self.step in (Step.WHAT, Step.CHECK) and not self._sending:
            self._go(Step(self.step - 1))

    def _forward(self) -> None:
        match self.step:
            case Step.WHO if self.who.devices():
                self._go(Step.WHAT)
            case Step.WHAT:
                self._look()
            case Step.CHECK if self.check.ready and not self._sending:
                self._send(self.check.order())
            case Step.LIVE:
                self._leave()
            case _:
                return

    def _agree(self) -> None:
        """Enter among the terminals: enough for what is not grave."""
        if not self.grave.isVisible():
            self._forward()

    def _look(self) -> None:
        """On to what would happen, once everything is filled in."""
        asked = self.what.asked
        params = None if asked is None else asked.params()
        if asked is not None and params is not None:
            self.check.show_order(asked.kind, params, asked.reason_text, self.who.devices())
            self._go(Step.CHECK)

    def _show(self) -> None:
        step, kind = self.step, self.kind
        titles = {
            Step.WHO: self.tr("To whom?"),
            Step.WHAT: self.tr("What shall they do?"),
            Step.CHECK: self.tr("What will happen"),
            Step.LIVE: "" if kind is None else self._words.title(kind.word),
        }
        self._title.setText(titles[step])
        self._steps.setVisible(step is not Step.LIVE)
        self._steps.setText(self.tr("Step {0} of {1}").format(step + 1, Step.LIVE.value))
        self.back.setVisible(step in (Step.WHAT, Step.CHECK))
        self.leave.setVisible(step is not Step.LIVE)
        does = kind if step is Step.CHECK else None
        grave = does is not None and does.grave
        self.grave.setVisible(grave)
        self.forward.setVisible(not grave)
        verb = self.tr("Next")
        if does is not None:
            verb = self._words.do(does.word, len(self.check.ids))
        elif step is Step.LIVE:
            verb = self.tr("Close")
        self.forward.setText(verb)
        self.grave.setText(verb)
        ready = {Step.WHO: bool(self.who.devices()), Step.CHECK: self.check.ready}.get(step, True)
        for button in (self.forward, self.grave):
            button.setEnabled(ready and not self._sending)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; what is grave only by its own button. Alt+Left goes back."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._back()
        elif not enter or isinstance(self.focusWidget(), QPlainTextEdit):
            super().keyPressEvent(event)
        elif self.back.hasFocus():
            self._back()
        elif self.leave.hasFocus():
            self._leave()
        elif not self.grave.isVisible() or self.grave.hasFocus() or self.check.typed.hasFocus():
            self._forward()

    # -- doing
    # ---------------------------------------------------------------------------------------------------

    def _send(self, order: Order) -> None:
        self._sending = True
        self._show()
        self.tasks.spawn("send a command", self._sent(order))

    async def _sent(self, order: Order) -> None:
        body: Json = order.body()
        try:
            job = await send(self._around.session.connection.client, body)
        except EdgeError as error:
            self.wrong.setText(str(error))
            self.wrong.show()
            return
        finally:
            self._sending = False
            self._show()
        self.live.follow(job, order)
        self._second.start()
        self._go(Step.LIVE)

    async def _firmware(self) -> None:
        try:
            found = await self._around.session.connection.client.get("/v1/firmware", {"limit": 100})
        except EdgeError:
            return  # then there is none to choose, which is said at the field
        self.what.set_firmware(found["data"])

    def _leave(self) -> None:
        job = self.live.job
        if job is not None and job.open:
            self.answer(job.id)
        else:
            self.reject()

    def _ended(self) -> None:
        self._second.stop()
        self.live.stop()
