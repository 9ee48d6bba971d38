"""The map of the fleet: sites go in, selections come out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QGridLayout, QWidget

from console.core.status import Status
from console.theme.tokens import DARK, Tokens
from console.views.map.canvas import SCALE_INSET
from console.views.map.chrome import Controls
from console.views.map.explorer import MapExplorer
from console.views.map.legend import Legend
from console.views.map.navigation import Direction, step
from console.views.map.phrases import Phrases
from console.views.map.scale_bar import LONGEST
from console.views.map.sites import Counts, Fleet, MapSite
from console.views.map.unplaced import UnplacedChip

STORM_MS: Final = 100
"""New states of the fleet are taken over at most this often."""
STEP: Final = 120.0
AIM_STEP: Final = 40.0
EDGE: Final = 14

_ARROWS: Final = {
    Qt.Key.Key_Left: Direction.LEFT,
    Qt.Key.Key_Right: Direction.RIGHT,
    Qt.Key.Key_Up: Direction.UP,
    Qt.Key.Key_Down: Direction.DOWN,
}


class MapView(MapExplorer):
    """Signals, besides those of MapExplorer: `context_requested` with the ids of the sites under a right
    click, or of the selected one for the menu key, and where on the desktop.
    """

    context_requested = Signal(list, QPoint)

    def __init__(self, tokens: Tokens = DARK, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._pending: Sequence[MapSite] | None = None
        self._updated_at: datetime | None = None
        self._storm = QTimer(self)
        self._storm.setSingleShot(True)
        self._storm.setInterval(STORM_MS)
        self._storm.timeout.connect(self._storm_over)
        self._make_chrome()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 240)
        self._translate()

    def _make_chrome(self) -> None:
        self.legend = Legend(self.tokens, self.phrases, self)
        self.controls = Controls(self.tokens, self)
        self.unplaced = UnplacedChip(self.tokens, self.phrases, self)
        self.controls.night.setChecked(self.night)
        grid = QGridLayout(self)
        grid.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        grid.setSpacing(self.tokens.space.small)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(0, 1)
        low = Qt.AlignmentFlag.AlignBottom
        grid.addWidget(self.unplaced, 1, 0, low | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.legend, 2, 0, low | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.controls, 0, 2, 3, 1, low | Qt.AlignmentFlag.AlignRight)
        self.legend.filtered.connect(self._filtered)
        self.controls.zoomed.connect(self._zoom_by)
        self.controls.fitted.connect(self.fit_to_fleet)
        self.controls.night_toggled.connect(self.set_night)
        self.unplaced.chosen.connect(self.start_placing)
        self.unplaced.lifted.connect(self._lift)
        self.unplaced.carried.connect(self._carry)
        self.unplaced.dropped.connect(self._drop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.legend.set_room(self.width() - EDGE - SCALE_INSET - LONGEST - 2 * self.tokens.space.medium)

    # --- what others tell the map

    def set_sites(self, sites: Sequence[MapSite]) -> None:
        """The fleet as it is now. Called faster than ten times a second, only the latest counts."""
        if self._storm.isActive():
            self._pending = sites
        else:
            self.take_sites(sites)

    def take_sites(self, sites: Sequence[MapSite]) -> None:
        """As `set_sites`, but now, however short ago the last was."""
        self._pending = None
        self._storm.start()
        fleet = Fleet.of(sites)
        if not self.scene.fleet.stands_as(fleet):
            self.leave()
        self.scene.fleet = fleet
        self.legend.set_counts(fleet.total)
        self.unplaced.set_sites(fleet.unplaced)
        self.look_first()
        self.step()
        self.emphasise()
        if self.camera.at_rest:
            self.settle()
        self._describe()

    def set_tokens(self, tokens: Tokens) -> None:
        self.dress(tokens)
        for part in (self.legend, self.controls, self.unplaced):
            part.set_tokens(tokens)

    def set_night(self, shown: bool) -> None:
        self.night = shown
        self.controls.night.setChecked(shown)
        self.tick()

    def set_updated_at(self, moment: datetime | None) -> None:
        """From when all this is, shown beside the legend; None, where it is from now, shows nothing."""
        self._updated_at = moment
        self.tick()

    def start_placing(self, site_id: str) -> None:
        """The next click says where this site stands, or Enter once the arrows have moved the map under the
        cross; Esc gives up."""
        words = self.tr("Click where {0} stands, or aim with the arrow keys and press Enter. Esc gives up.")
        self.banner = words.format(self._name_of(site_id))
        self.begin_placing(site_id)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.banner))

    def set_may_place(self, may: bool) -> None:
        """Whether sites without a place can be given one from here."""
        self.unplaced.set_may_place(may)

    # --- a site is carried onto the map

    def _lift(self, site_id: str) -> None:
        self.banner = self.tr("Drop {0} where it stands. Esc gives up.").format(self._name_of(site_id))
        self.begin_placing(site_id)

    def _carry(self, at: QPointF) -> None:
        if self.placing is not None:
            self.aim = at
            self.update()

    def _drop(self, at: QPointF) -> None:
        on_map = self.rect().contains(at.toPoint())
        if on_map and not any(part.geometry().contains(at.toPoint()) for part in self.covers()):
            self.place_at(at)
        elif self.placing is not None:
            self.stop_placing()

    def _name_of(self, site_id: str) -> str:
        names = {site.id: site.name for site in (*self.scene.fleet.unplaced, *self.scene.fleet.sites)}
        return names.get(site_id, site_id)

    # --- what follows from it

    def _storm_over(self) -> None:
        if self._pending is not None:
            self.take_sites(self._pending)

    def _filtered(self, shown: frozenset[Status]) -> None:
        self.scene.shown = shown
        self.leave()
        self.step()
        self.emphasise()
        self.settle()

    def selection_changed(self) -> None:
        super().selection_changed()
        self._describe()
        row = self.scene.selected
        if row is not None:
            site = self.scene.fleet.sites[row]
            spoken = self.phrases.spoken_site(site.name, site.counts)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def tick(self) -> None:
        super().tick()
        moment = self._updated_at
        self.legend.set_updated(self.phrases.updated(moment, self.clock()) if moment is not None else "")

    def covers(self) -> list[QWidget]:
        return [self.legend, self.controls, self.unplaced]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rows = (self.scene.selected,) if self.scene.selected is not None else ()
        else:
            hit = self.pick(QPointF(event.pos()))
            rows = hit.rows if hit is not None else ()
        self.context_requested.emit([self.scene.fleet.sites[row].id for row in rows], event.globalPos())

    # --- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.placing is not None and self._aimed(key):
            return
        if key in _ARROWS:
            self.focused = True
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                dx, dy = _ARROWS[key].value
                self.camera.glide(self.camera.goal.panned(-dx * STEP, -dy * STEP))
            else:
                self._select_next(_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected is not None:
            self.site_opened.emit(self.selected)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom_by(1.0)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self._zoom_by(-1.0)
        elif key == Qt.Key.Key_0:
            self.fit_to_fleet()
        elif key != Qt.Key.Key_Escape or not self.step_back():
            super().keyPressEvent(event)

    def _aimed(self, key: Qt.Key) -> bool:
        """Placing without a mouse: the map moves under a cross in its middle. Whether the key meant that."""
        if key in _ARROWS:
            dx, dy = _ARROWS[key].value
            self.aim = QPointF(self.width() / 2, self.height() / 2)
            self.camera.glide(self.camera.goal.panned(-dx * AIM_STEP, -dy * AIM_STEP))
            self.update()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.aim is not None:
            self.place_at(self.aim)
            return True
        return False

    def _select_next(self, direction: Direction) -> None:
        fleet, visible = self.scene.fleet, np.flatnonzero(self.scene.markers.home >= 0)
        row = step(fleet.x, fleet.y, visible, self.scene.selected, direction, self.camera.view)
        if row is not None:
            self.select(row)
            self.reveal()

    def _zoom_by(self, levels: float) -> None:
        view = self.camera.goal
        self.camera.glide(view.zoomed(view.zoom + levels, view.width / 2, view.height / 2))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.focused = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.focused = False
        self.update()

    # --- words

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.LocaleChange):
            self._translate()
            self.settle()

    def _translate(self) -> None:
        self.speak(Phrases(self.locale(), self))
        self.legend.set_phrases(self.phrases)
        self.unplaced.set_phrases(self.phrases)
        self.controls.translate()
        self.setAccessibleName(self.tr("Map of sites"))
        self._describe()

    def _describe(self) -> None:
        """The map in words, for those who do not see it; the site list says the rest."""
        fleet = self.scene.fleet
        counts = Counts(*fleet.counts.sum(axis=0).tolist())
        words = [self.phrases.sites(len(fleet.sites)), self.phrases.trouble_of(counts)]
        if self.scene.selected is not None:
            site = fleet.sites[self.scene.selected]
            words.append(self.tr("selected: {0}").format(self.phrases.spoken_site(site.name, site.counts)))
        self.setAccessibleDescription(", ".join(words))
