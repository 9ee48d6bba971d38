"""How something is done at the edge from a page: asked first where wanted, and said what came of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from common.client import EdgeError, Unreachable
from console.core.outbox import may_wait
from console.core.profiles import SafeMode
from console.views.dialogs.ask import ConfirmDialog
from console.views.dialogs.dialog import Dialog
from console.views.pages.page import Surroundings


class Acting(QObject):
    """`over` is what the questions stand over. One at a time."""

    def __init__(self, around: Surroundings, over: QWidget) -> None:
        super().__init__(over)
        self._around = around
        self._over = over
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether a question is open, or what it led to is under way."""
        return self._busy

    def ask(
        self,
        dialog: Callable[[], Dialog[Any]],
        do: Callable[[Any], Awaitable[object]],
        done: str,
        about: str = "",
    ) -> None:
        """Ask by a dialog, do it with the answer, say `done` and what it was about. Does nothing while
        another question is open."""
        self._begin(partial(self._asked, dialog, do, done, about))

    def do(self, do: Callable[[], Awaitable[object]], done: str, about: str = "", *, asks: str = "") -> None:
        """Do it at once; where this connection confirms writes, ask first whether to do what `asks` says."""
        self._begin(partial(self._done, do, done, about, asks))

    def confirm(
        self,
        title: str,
        words: str,
        verb: str,
        do: Callable[[], Awaitable[object]],
        done: str,
        about: str = "",
        *,
        facts: Sequence[str] = (),
        typed: str = "",
        grave: bool = False,
    ) -> None:
        """Do it once the operator has agreed."""
        dialog = partial(
            ConfirmDialog, self._around.theme, title, words, verb, self._over.window(),
            facts=facts, typed=typed, grave=grave,
        )  # fmt: skip

        async def agreed(_yes: bool) -> None:
            await do()

        self.ask(dialog, agreed, done, about)

    async def attempt(
        self, do: Callable[[], Awaitable[object]], done: str, about: str = "", *, what: str = ""
    ) -> bool:
        """Do it and say what came of it; whether it was done. Where the edge is not there, and it may be done
        later, the operator says whether it shall: `what` is how it was asked for."""
        try:
            await do()
        except Unreachable as error:
            if not may_wait(error.unanswered) or not await self._put_off(error, what or done, done, about):
                self._around.tell(self.tr("That was not done"), str(error))
            return False
        except EdgeError as error:
            self._around.tell(self.tr("That was not done"), str(error))
            return False
        if done:
            self._around.tell(done, about)
        return True

    def _begin(self, work: Callable[[], Awaitable[None]]) -> None:
        if not self._busy:
            self._busy = True
            self._around.tasks.spawn("asking", self._one(work))

    async def _one(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        finally:
            self._busy = False

    async def _asked(
        self,
        dialog: Callable[[], Dialog[Any]],
        do: Callable[[Any], Awaitable[object]],
        done: str,
        about: str,
    ) -> None:
        asked = dialog()
        what = asked.windowTitle()
        answer = await asked.ask()
        if answer is not None:
            await self.attempt(partial(do, answer), done, about, what=what)

    async def _done(self, do: Callable[[], Awaitable[object]], done: str, about: str, asks: str) -> None:
        if asks and self._around.session.profile.safe_mode is SafeMode.CONFIRM:
            sure = await ConfirmDialog(
                *(self._around.theme, asks, about, self.tr("Do it"), self._over.window()),
            ).ask()
            if not sure:
                return
        await self.attempt(do, done, about, what=asks)

    async def _put_off(self, error: Unreachable, what: str, done: str, about: str) -> bool:
        """Whether it waits for the edge now."""
        question = ConfirmDialog(
            self._around.theme,
            self.tr("The edge cannot be reached"),
            self.tr("Punchdeck can do it once the edge is back, within 24 hours, also after a restart."),
            self.tr("Do it when the edge is back"),
            self._over.window(),
            facts=[f"{what}\n{about}" if about and about not in what else what],
        )
        question.leave.setText(self.tr("Leave it"))
        if not await question.ask():
            return False
        by = str((self._around.session.connection.me or {}).get("name", ""))
        try:
            self._around.session.outbox.put(error.unanswered, what=what, done=done, about=about, by=by)
        except OSError as disk:
            self._around.tell(self.tr("It cannot wait: the disk refuses"), str(disk))
            return False
        self._around.tell(self.tr("It waits for the edge"), what)
        return True
