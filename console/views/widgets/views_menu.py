"""The views of a list that somebody has named: shown again, kept, forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from console.core.tasks import Tasks
from console.models.views import SavedViews
from console.theme.theme import Theme
from console.views.dialogs.ask import AskDialog, line_of
from console.views.widgets.buttons import Button


class NameDialog(AskDialog[str]):
    """What a view is to be called."""

    def __init__(self, theme: Theme, views: SavedViews, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", "", parent)
        self.setWindowTitle(self.tr("Keep this view"))
        self.about.setText(self.tr("The filter, the columns and the order, under a name."))
        self.about.show()
        self.do.setText(self.tr("Keep"))
        self._views = views
        self.field = self.line_field(self.tr("Name"))
        line_of(self.field).setMaxLength(60)
        line_of(self.field).textChanged.connect(self._judge)
        self.asked.addWidget(self.field)
        line_of(self.field).setFocus()

    def finish(self) -> None:
        name = line_of(self.field).text().strip()
        if name:
            self.answer(name)
        else:
            self.field.set_wrong(self.tr("Give it a name to find it by."))

    def _judge(self) -> None:
        known = self._views.get(line_of(self.field).text().strip())
        self.do.setText(self.tr("Keep") if known is None else self.tr("Replace"))


class ViewsButton(Button):
    """Opens the menu of them. `state_of` gives what is to be kept.

    Signals: `wanted(state)` when one is to be shown.
    """

    wanted = Signal(object)

    def __init__(
        self,
        theme: Theme,
        views: SavedViews,
        state_of: Callable[[], Mapping[str, Any]],
        tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent, theme=theme, icon_name="eye", kind="quiet")
        self.setText(" " + self.tr("Views"))
        self.setAccessibleName(self.tr("Views"))
        self._theme = theme
        self._views = views
        self._state_of = state_of
        self._tasks = tasks
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        menu = QMenu(self)
        for view in self._views:
            menu.addAction(view.name).triggered.connect(partial(self._show, view.state))
        if len(self._views):
            menu.addSeparator()
        menu.addAction(self.tr("Keep this view…")).triggered.connect(self.keep)
        if len(self._views):
            forget = menu.addMenu(self.tr("Forget"))
            for view in self._views:
                forget.addAction(view.name).triggered.connect(partial(self._forget, view.name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def keep(self) -> None:
        """Ask for a name and keep what is shown."""
        self._tasks.spawn("keep a view", self._keep())

    async def _keep(self) -> None:
        name = await NameDialog(self._theme, self._views, self.window()).ask()
        if name is not None:
            self._views.keep(name, self._state_of())

    def _show(self, state: Mapping[str, Any], _checked: bool = False) -> None:
        self.wanted.emit(state)

    def _forget(self, name: str, _checked: bool = False) -> None:
        self._views.forget(name)
