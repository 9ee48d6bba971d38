"""Shows in a window what is known of new versions, and has done what the user wants."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from console.core.manners import MannersBook
from console.core.tasks import Tasks
from console.core.update_handover import Open, Run, Tell
from console.core.update_policy import Mode
from console.core.updates import Fetching, Found, Ready, State, Updates
from console.views.dialogs.update import UpdateDialog
from console.views.shell.window import Window
from console.views.update_words import Action, UpdateWords
from console.views.widgets.update_bar import UpdateBar
from console.views.widgets.update_choice import UpdateChoice

Install = Callable[[Run | Open], Awaitable[None]]


class UpdateDesk(QObject):
    """That of one window. `install` ends the program and has the new version installed."""

    def __init__(
        self, window: Window, updates: Updates, book: MannersBook, tasks: Tasks, install: Install
    ) -> None:
        super().__init__(window)
        self.updates = updates
        self.says = UpdateWords(window.words, self)
        self.dialog: UpdateDialog | None = None
        self._window, self._book, self._tasks, self._install_it = window, book, tasks, install
        self._told_of = ""
        self.bar = UpdateBar(window.theme, window)
        window.place_bar(self.bar)
        self.bar.acted.connect(lambda: self._tasks.spawn("update", self._act()))
        self.bar.asked.connect(lambda: self._tasks.spawn("update", self.show()))
        self.bar.put_off.connect(
            lambda: self._tasks.spawn("update later", self.updates.put_off_until_tomorrow())
        )
        updates.changed.add(self._show)
        self._show(updates.state)

    async def look(self) -> None:
        """Look now, and show what comes of it."""
        self._look()
        await self.show()

    async def show(self) -> None:
        """All that is known, until the user closes it."""
        if self.dialog is not None:
            return
        dialog = self.dialog = UpdateDialog(self._window.theme, self.updates, self.says, self._window)
        dialog.look_wanted.connect(self._look)
        dialog.fetch_wanted.connect(self._fetch)
        try:
            answer = await dialog.ask()
        finally:
            self.dialog = None
        if answer is Action.INSTALL:
            await self._install()

    def choice(self, parent: QWidget) -> UpdateChoice:
        """What stands in the settings."""
        made = UpdateChoice(self._window.theme, self.updates, self.says, self._window.words, parent)
        made.chosen.connect(lambda mode: self._book.change(updates=Mode(mode).value))
        made.look_wanted.connect(lambda: self._window.registry.run("help.updates"))
        return made

    # -- inside
    # -----------------------------------------------------------------------------------------------------

    def _show(self, state: State) -> None:
        """The bar speaks of what somebody can do something about, once."""
        told = self.says.told(self.updates)
        followed = isinstance(state, Fetching) and self.bar.isVisible()
        worth = (isinstance(state, Found) and not state.edge_version) or isinstance(state, Ready) or followed
        if worth and not self.updates.put_off and not self.updates.forbidden:
            self.bar.say(told.title, told.words, told.word)
        else:
            self.bar.hide()

    async def _act(self) -> None:
        match self.says.told(self.updates).action:
            case Action.FETCH:
                self._fetch()
            case Action.INSTALL:
                await self._install()
            case _:
                await self.show()

    async def _install(self) -> None:
        how = await self.updates.handed_over()
        if how is None:
            await self.show()
        elif isinstance(how, Tell):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(how.path.parent)))
        else:
            await self._install_it(how)

    def _look(self) -> None:
        self._tasks.spawn("look for updates", self.updates.look(asked=True))

    def _fetch(self) -> None:
        self._tasks.spawn("fetch the update", self.updates.fetch())
