"""The map of the fleet: sites go in, selections come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGridLayout, QWidget

from console.theme.tokens import DARK, Tokens
from console.views.map.canvas import MapCanvas
from console.views.map.chrome import Controls
from console.views.map.clusters import share_a_point
from console.views.map.hover import HoverCard
from console.views.map.legend import Legend
from console.views.map.navigation import Direction, next_site
from console.views.map.phrases import Phrases
from console.views.map.picking import Fan, Hit, inside, pick
from console.views.map.pointer import Pointer
from console.views.map.projection import MAX_ZOOM, Margins, geographic
from console.views.map.scene_painter import Emphasis
from console.views.map.sites import Counts, Fleet, MapSite, Status
from console.views.map.unplaced import UnplacedChip

NOTCH: Final = 0.25
"""Zoom levels a notch of the wheel: the fourth root of two in scale."""
STORM_MS: Final = 100
"""New states of the fleet are taken over at most this often."""
CARD_MS: Final = 180
STEP: Final = 120.0
EDGE: Final = 14

_ARROWS: Final = {
    Qt.Key.Key_Left: Direction.LEFT,
    Qt.Key.Key_Right: Direction.RIGHT,
    Qt.Key.Key_Up: Direction.UP,
    Qt.Key.Key_Down: Direction.DOWN,
}


class MapView(MapCanvas):
    """Signals: `site_selected` with an id, or "" when nothing is any more; `site_opened` on Enter or a
    double click; `sites_marked` with the ids in a box spanned with Shift; `context_requested` with the ids
    under a right click and where on the desktop; `site_placed` with id, latitude and longitude.
    """

    site_selected = Signal(str)
    site_opened = Signal(str)
    sites_marked = Signal(list)
    context_requested = Signal(list, QPoint)
    site_placed = Signal(str, float, float)

    def __init__(self, tokens: Tokens = DARK, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._pending: Sequence[MapSite] | None = None
        self._selected: str | None = None
        self._marked: frozenset[str] = frozenset()
        self._placing: str | None = None
        self._updated_at: datetime | None = None
        self._hit: Hit | None = None
        self._pointer = Pointer(self)
        self._storm = self._timer(STORM_MS, self._storm_over)
        self._card_due = self._timer(CARD_MS, self._show_card)
        self._make_chrome()
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 240)
        self._translate()

    def _timer(self, interval: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer

    def _make_chrome(self) -> None:
        self.legend = Legend(self.tokens, self.phrases, self)
        self.controls = Controls(self.tokens, self)
        self.unplaced = UnplacedChip(self.tokens, self.phrases, self)
        self.card = HoverCard(self.tokens, self.phrases, self)
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

    def _connect(self) -> None:
        self._pointer.clicked.connect(self._clicked)
        self._pointer.double_clicked.connect(self._double_clicked)
        self._pointer.dragged.connect(self._dragged)
        self._pointer.hovered.connect(self._hovered)
        self._pointer.boxing.connect(self._boxing)
        self._pointer.boxed.connect(self._boxed)
        self.legend.filtered.connect(self._filtered)
        self.controls.zoomed.connect(self._zoom_by)
        self.controls.fitted.connect(self.fit_to_fleet)
        self.controls.night_toggled.connect(self.set_night)
        self.unplaced.chosen.connect(self.start_placing)

    # --- what others tell the map

    def set_sites(self, sites: Sequence[MapSite]) -> None:
        """The fleet as it is now. Called faster than ten times a second, only the latest counts."""
        if self._storm.isActive():
            self._pending = sites
        else:
            self.take_sites(sites)

    def set_selected(self, site_id: str | None) -> None:
        """Marks a site as selected, in view; silent, because whoever calls knows."""
        if site_id != self._selected:
            self._selected = site_id
            self._emphasise()
            self.settle()
            self._reveal()

    @property
    def selected(self) -> str | None:
        return self._selected

    def set_tokens(self, tokens: Tokens) -> None:
        self._dress(tokens)
        for part in (self.legend, self.controls, self.unplaced):
            part.set_tokens(tokens)
        self._renew_card()

    def set_night(self, shown: bool) -> None:
        self.night = shown
        self.controls.night.setChecked(shown)
        self._ask_base()

    def set_updated_at(self, moment: datetime | None) -> None:
        """When the edge was last heard of, shown beside the legend; None shows nothing."""
        self._updated_at = moment
        self.tick()

    def start_placing(self, site_id: str) -> None:
        """The next click says where this site stands; Esc gives up."""
        self._placing = site_id
        names = {site.id: site.name for site in self.scene.fleet.unplaced}
        self.banner = self.tr("Click where {0} stands. Esc gives up.").format(names.get(site_id, site_id))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def screen_position(self, site_id: str) -> QPointF | None:
        """Where the mark that stands for a site is, or None for one that is hidden or not placed."""
        number = self.scene.mark_of(self.scene.fleet.rows.get(site_id))
        if number is None:
            return None
        markers = self.scene.markers
        x, y = self.camera.view.to_screen(markers.x[[number]], markers.y[[number]])
        return QPointF(x[0], y[0])

    # --- the fleet

    def _storm_over(self) -> None:
        if self._pending is not None:
            self.take_sites(self._pending)

    def take_sites(self, sites: Sequence[MapSite]) -> None:
        """As `set_sites`, but now, however short ago the last was."""
        self._pending = None
        self._storm.start()
        fleet = Fleet.of(sites)
        if not self.scene.fleet.stands_as(fleet):
            self.fan = None
            self._leave()
        self.scene.fleet = fleet
        self.legend.set_counts(fleet.total)
        self.unplaced.set_sites(fleet.unplaced)
        self.look_first()
        self.scene.step(self.camera.view.zoom)
        self._emphasise()
        if self.camera.at_rest:
            self.settle()
        self._describe()

    def _filtered(self, shown: frozenset[Status]) -> None:
        self.scene.shown = shown
        self.fan = None
        self._leave()
        self.scene.step(self.camera.view.zoom)
        self._emphasise()
        self.settle()

    def _emphasise(self) -> None:
        """Finds the marks of what is selected, marked and hovered anew: rows and marks may have changed."""
        rows = self.scene.fleet.rows
        row = rows.get(self._selected) if self._selected is not None else None
        self.scene.selected = row
        marks = (self.scene.mark_of(rows.get(site)) for site in self._marked)
        hovered = self._hit.mark if self._hit is not None else None
        self.emphasis = Emphasis(
            self.scene.mark_of(row), hovered, frozenset(mark for mark in marks if mark is not None), row
        )
        self.update()

    def _select(self, row: int | None) -> None:
        site = self.scene.fleet.sites[row] if row is not None else None
        chosen = site.id if site is not None else None
        if chosen == self._selected:
            return
        self._selected = chosen
        self._emphasise()
        self.settle()
        self._describe()
        if site is not None:
            self._announce(self.phrases.spoken_site(site.name, site.counts))
        self.site_selected.emit(chosen or "")

    def _reveal(self) -> None:
        """Brings the selected site in view, if it is not."""
        row = self.scene.selected
        if row is None:
            return
        view = self.camera.goal
        x, y = self.scene.fleet.x[row], self.scene.fleet.y[row]
        px, py = view.to_screen(np.array([x]), np.array([y]))
        if not (60 <= px[0] <= view.width - 60 and 60 <= py[0] <= view.height - 60):
            self.camera.glide(view.centred(float(x), float(y)))

    # --- moving

    def moved(self) -> None:
        super().moved()
        self._leave()
        self._emphasise()

    def tick(self) -> None:
        super().tick()
        moment = self._updated_at
        self.legend.set_updated(self.phrases.updated(moment, self.clock()) if moment is not None else "")

    def covers(self) -> list[QWidget]:
        return [self.legend, self.controls, self.unplaced]

    def _dragged(self, dx: float, dy: float) -> None:
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.camera.carry(self.camera.view.panned(dx, dy))

    def _zoom_by(self, levels: float) -> None:
        view = self.camera.goal
        self.camera.glide(view.zoomed(view.zoom + levels, view.width / 2, view.height / 2))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms to the cursor: in notches gliding, on a touch pad at once."""
        turned = event.angleDelta().y()
        if turned == 0:
            return
        view, at = self.camera.goal, event.position()
        goal = view.zoomed(view.zoom + NOTCH * turned / 120.0, at.x(), at.y())
        if abs(turned) >= 120:
            self.camera.glide(goal)
        else:
            self.camera.carry(goal)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                view, at = self.camera.goal, event.position()
                self.camera.carry(view.zoomed(view.zoom + np.log2(1.0 + event.value()), at.x(), at.y()))
            return True
        return super().event(event)

    # --- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.focused = False
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)
        self._point(self._hit)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.double(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._leave()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rows = (self.scene.selected,) if self.scene.selected is not None else ()
        else:
            hit = self._pick(QPointF(event.pos()))
            rows = hit.rows if hit is not None else ()
        self.context_requested.emit([self.scene.fleet.sites[row].id for row in rows], event.globalPos())

    def _pick(self, at: QPointF) -> Hit | None:
        return pick(self.scene, self.camera.view, self.fan, at)

    def _clicked(self, at: QPointF) -> None:
        hit = self._pick(at)
        if self._placing is not None:
            self._place(at)
        elif hit is None:
            if self.fan is not None:
                self._close_fan()
            else:
                self._select(None)
        elif len(hit.rows) == 1:
            self._select(hit.rows[0])
        elif hit.mark is not None:
            self._enter_cluster(hit.rows, hit.mark)

    def _double_clicked(self, at: QPointF) -> None:
        hit = self._pick(at)
        if hit is not None and len(hit.rows) == 1:
            self.site_opened.emit(self.scene.fleet.sites[hit.rows[0]].id)
        elif hit is None:
            view = self.camera.goal
            self.camera.glide(view.zoomed(view.zoom + 1.0, at.x(), at.y()))

    def _enter_cluster(self, rows: Sequence[int], mark: int) -> None:
        """Zooms to a cluster's extent; sites that no zoom can part are fanned out where they are."""
        self._leave()
        view, fleet, members = self.camera.goal, self.scene.fleet, np.array(rows)
        x, y = fleet.x[members], fleet.y[members]
        if share_a_point(x, y) or view.zoom >= MAX_ZOOM - 1e-6:
            self.fan = Fan.of(self.scene, mark)
            self.update()
        else:
            room = Margins(view.width / 4, view.height / 4, view.width / 4, view.height / 4)
            self.camera.glide(view.fitted(x, y, room, MAX_ZOOM))

    def _close_fan(self) -> None:
        self.fan = None
        self.update()

    def _place(self, at: QPointF) -> None:
        site, self._placing = self._placing, None
        self._stop_placing()
        x, y = self.camera.view.to_world(at.x(), at.y())
        lon, lat = geographic(np.array([x % 1.0]), np.array([y]))
        self.site_placed.emit(site, round(float(lat[0]), 5), round(float(lon[0]), 5))

    def _stop_placing(self) -> None:
        self._placing, self.banner = None, ""
        self.unsetCursor()
        self.update()

    def _boxing(self, box: QRectF) -> None:
        self.box = box
        self.update()

    def _boxed(self, box: QRectF) -> None:
        self.box = None
        sites = [self.scene.fleet.sites[row].id for row in inside(self.scene, self.camera.view, box)]
        self._marked = frozenset(sites)
        self._emphasise()
        self.sites_marked.emit(sites)

    # --- what the pointer rests on

    def _hovered(self, at: QPointF) -> None:
        hit = self._pick(at)
        before = self._hit
        if (hit.rows if hit else ()) != (before.rows if before else ()):
            self._leave()
            self._hit = hit
            self._emphasise()
            if hit is not None:
                self._card_due.start()
        self._point(hit)

    def _point(self, hit: Hit | None) -> None:
        if self._placing is None:
            self.setCursor(Qt.CursorShape.PointingHandCursor if hit else Qt.CursorShape.ArrowCursor)

    def _leave(self) -> None:
        self._card_due.stop()
        self.card.hide()
        if self._hit is not None:
            self._hit = None
            self._emphasise()

    def _show_card(self) -> None:
        if self._hit is not None:
            sites = [self.scene.fleet.sites[row] for row in self._hit.rows]
            self.card.show_sites(sites, self.clock(), self._hit.centre, self._hit.reach)

    def _renew_card(self) -> None:
        self.card.deleteLater()
        self.card = HoverCard(self.tokens, self.phrases, self)

    # --- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._arrow(_ARROWS[key], pan=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected is not None:
            self.site_opened.emit(self._selected)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom_by(1.0)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self._zoom_by(-1.0)
        elif key == Qt.Key.Key_0:
            self.fit_to_fleet()
        elif key != Qt.Key.Key_Escape or not self._step_back():
            super().keyPressEvent(event)

    def _arrow(self, direction: Direction, *, pan: bool) -> None:
        self.focused = True
        if pan:
            dx, dy = direction.value
            self.camera.glide(self.camera.goal.panned(-dx * STEP, -dy * STEP))
            return
        fleet, visible = self.scene.fleet, np.flatnonzero(self.scene.markers.home >= 0)
        if len(visible) == 0:
            return
        place = np.flatnonzero(visible == (-1 if self.scene.selected is None else self.scene.selected))
        if len(place) == 0:
            x, y = self.camera.view.to_screen(fleet.x[visible], fleet.y[visible])
            view = self.camera.view
            found = int(np.argmin(np.hypot(x - view.width / 2, y - view.height / 2)))
        else:
            step = next_site(fleet.x[visible], fleet.y[visible], int(place[0]), direction)
            if step is None:
                return
            found = step
        self._select(int(visible[found]))
        self._reveal()

    def _step_back(self) -> bool:
        """Undoes the latest layer; False when there is none and Esc belongs to others."""
        if self._placing is not None:
            self._stop_placing()
        elif self.box is not None:
            self._pointer.cancel()
            self.box = None
        elif self.fan is not None:
            self.fan = None
        elif self._marked:
            self._marked = frozenset()
            self.sites_marked.emit([])
        elif self._selected is not None:
            self._select(None)
        else:
            return False
        self._emphasise()
        return True

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
        self.phrases = self.scene.phrases = Phrases(self.locale(), self)
        self.legend.set_phrases(self.phrases)
        self.unplaced.set_phrases(self.phrases)
        self.controls.translate()
        self._renew_card()
        self.setAccessibleName(self.tr("Map of sites"))
        self._describe()

    def _describe(self) -> None:
        """The map in words, for those who do not see it; the site list says the rest."""
        fleet = self.scene.fleet
        counts = Counts(*fleet.counts.sum(axis=0).tolist())
        words = [self.phrases.sites(len(fleet.sites)), self.phrases.trouble_of(counts)]
        if self._selected in fleet.rows:
            site = fleet.sites[fleet.rows[self._selected]]
            words.append(self.tr("selected: {0}").format(self.phrases.spoken_site(site.name, site.counts)))
        self.setAccessibleDescription(", ".join(words))

    def _announce(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
