"""What can be done with a row of the table of terminals, and where it leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from console.core.status import Status
from console.models.device_columns import Terminal
from console.models.devices import DeviceModel, Group, Row
from console.models.selection import Kind
from console.views.command_actions import CommandActions
from console.views.device_words import DeviceWords
from console.views.pages.page import Surroundings
from console.views.words import isolated


class DeviceMenus(QObject):
    """`picked` gives the ids of what is marked, or else of the row itself; `narrow(key, value)` filters."""

    def __init__(
        self,
        around: Surroundings,
        model: DeviceModel,
        words: DeviceWords,
        sending: CommandActions,
        narrow: Callable[[str, str], object],
        over: QWidget,
    ) -> None:
        super().__init__(over)
        self._around = around
        self._model = model
        self._words = words
        self._sending = sending
        self._narrow = narrow
        self._over = over

    def offer(self, row: Row, picked: Sequence[str], at: QPoint) -> None:
        """What can be done with a row; commands go to all that is picked where the row is among it."""
        menu = QMenu(self._over)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if isinstance(row, Terminal):
            self._offer_terminal(menu, row, picked)
        else:
            self._offer_group(menu, row)
        menu.popup(at)

    def _offer_terminal(self, menu: QMenu, row: Terminal, picked: Sequence[str]) -> None:
        device = row.device
        for title, text in (
            (self.tr("Copy the name"), device.name),
            (self.tr("Copy the serial number"), device.serial),
            (self.tr("Copy the address"), device.ip),
        ):
            if text:
                menu.addAction(title).triggered.connect(lambda _=False, text=text: copy(text))
        menu.addSeparator()
        on_map = menu.addAction(self.tr("Show on map"))
        on_map.setEnabled(self.placed(row))
        on_map.triggered.connect(lambda: self.show_on_map(row))
        in_feed = menu.addAction(self.tr("Show its last punch in the feed"))
        in_feed.setEnabled(self.punched(row))
        in_feed.triggered.connect(lambda: self.show_in_feed(row))
        self._sending.fill(menu, picked if device.id in picked else [device.id])
        menu.addSeparator()
        only = self.tr("Only {0}")
        for key, value in (("site", row.site), ("model", device.model), ("firmware", device.firmware)):
            if value and row.status is not Status.PENDING:
                menu.addAction(only.format(isolated(value))).triggered.connect(
                    lambda _=False, key=key, value=value: self._narrow(key, value)
                )

    def _offer_group(self, menu: QMenu, group: Group) -> None:
        title = self.tr("Unfold") if group.folded else self.tr("Fold")
        menu.addAction(title).triggered.connect(lambda: self._model.fold([group.id], not group.folded))
        menu.addAction(self.tr("Fold all groups")).triggered.connect(lambda: self._fold_all(True))
        menu.addAction(self.tr("Unfold all groups")).triggered.connect(lambda: self._fold_all(False))
        if group.verdict is not None:
            menu.addSeparator()
            name, site_id = self._words.title(group), group.site_id
            menu.addAction(self.tr("Select {0}").format(name)).triggered.connect(
                lambda: self._around.selection.select(Kind.SITE, site_id)
            )
            self._sending.fill_site(menu, site_id)

    def _fold_all(self, folded: bool) -> None:
        self._model.fold([group.id for group in self._model.groups()], folded)

    # -- where it leads
    # -------------------------------------------------------------------------------------------------

    def placed(self, row: Terminal | None) -> bool:
        """Whether its site stands on the map."""
        site = None if row is None else self._around.session.fleet.sites.get(row.device.site_id)
        return site is not None and site.lat is not None

    def punched(self, row: Terminal | None) -> bool:
        """Whether a punch of it is known."""
        return row is not None and self._around.session.fleet.last_punch(row.device.id) is not None

    def show_on_map(self, row: Terminal | None) -> None:
        if row is not None:
            self._around.selection.select(Kind.SITE, row.device.site_id)
            self._around.open_page("map")

    def show_in_feed(self, row: Terminal | None) -> None:
        punch = None if row is None else self._around.session.fleet.last_punch(row.device.id)
        if punch is not None:
            self._around.open_page("feed")
            self._around.selection.select(Kind.PUNCH, punch.id)


def copy(text: str) -> None:
    """To the clipboard."""
    QGuiApplication.clipboard().setText(text)
