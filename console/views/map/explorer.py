"""The map under the hand: drag, wheel, click, hover, box, fan, and what is selected by them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from console.theme.tokens import Tokens
from console.views.map.canvas import MapCanvas
from console.views.map.clusters import share_a_point
from console.views.map.hover import HoverCard
from console.views.map.phrases import Phrases
from console.views.map.picking import Fan, Hit, inside, pick
from console.views.map.pointer import Pointer
from console.views.map.projection import MAX_ZOOM, Margins, geographic
from console.views.map.scene_painter import Emphasis

NOTCH: Final = 0.25
"""Zoom levels a notch of the wheel: the fourth root of two in scale."""
CARD_MS: Final = 180
"""How long the pointer rests on a mark before its card appears."""
IN_VIEW: Final = 60.0
"""A selected site nearer than this to the edge is brought to the middle."""


class MapExplorer(MapCanvas):
    """Signals: `site_selected` with an id, or "" when nothing is any more; `site_opened` on a double click;
    `sites_marked` with the ids in a box spanned with Shift; `site_placed` with id, latitude and longitude.
    """

    site_selected = Signal(str)
    site_opened = Signal(str)
    sites_marked = Signal(list)
    site_placed = Signal(str, float, float)

    def __init__(self, tokens: Tokens, parent: QWidget | None) -> None:
        super().__init__(tokens, parent)
        self._selected: str | None = None
        self._marked: frozenset[str] = frozenset()
        self._placing: str | None = None
        self._hit: Hit | None = None
        self.card = HoverCard(tokens, self.phrases, self)
        self._card_due = QTimer(self)
        self._card_due.setSingleShot(True)
        self._card_due.setInterval(CARD_MS)
        self._card_due.timeout.connect(self._show_card)
        self._pointer = Pointer(self)
        self._pointer.clicked.connect(self._clicked)
        self._pointer.double_clicked.connect(self._double_clicked)
        self._pointer.dragged.connect(self._dragged)
        self._pointer.hovered.connect(self._hovered)
        self._pointer.boxing.connect(self._boxing)
        self._pointer.boxed.connect(self._boxed)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # --- selection

    @property
    def selected(self) -> str | None:
        return self._selected

    def set_selected(self, site_id: str | None) -> None:
        """Marks a site as selected, in view; silent, because whoever calls knows."""
        if site_id != self._selected:
            self._selected = site_id
            self.emphasise()
            self.settle()
            self.reveal()

    def select(self, row: int | None) -> None:
        """Selects by hand: heard of by others."""
        chosen = self.scene.fleet.sites[row].id if row is not None else None
        if chosen != self._selected:
            self._selected = chosen
            self.emphasise()
            self.settle()
            self.selection_changed()

    def selection_changed(self) -> None:
        self.site_selected.emit(self._selected or "")

    def reveal(self) -> None:
        """Brings the selected site in view, if it is not."""
        row = self.scene.selected
        if row is None:
            return
        view = self.camera.goal
        x, y = float(self.scene.fleet.x[row]), float(self.scene.fleet.y[row])
        px, py = (float(value[0]) for value in view.to_screen(np.array([x]), np.array([y])))
        if not (IN_VIEW <= px <= view.width - IN_VIEW and IN_VIEW <= py <= view.height - IN_VIEW):
            self.camera.glide(view.centred(x, y))

    def emphasise(self) -> None:
        """Finds anew which marks stand out: sites, rows and marks may have changed."""
        rows = self.scene.fleet.rows
        self.scene.selected = rows.get(self._selected) if self._selected is not None else None
        marked = [rows[site] for site in self._marked if site in rows]
        chosen = [] if self.scene.selected is None else [self.scene.selected]
        self.scene.ringed = frozenset(marked + chosen)
        hovered = self._hit.mark if self._hit is not None else None
        self.emphasis = Emphasis.of(self.scene, marked, hovered)
        self.update()

    def screen_position(self, site_id: str) -> QPointF | None:
        """Where the mark that stands for a site is, or None for one that is hidden or not placed."""
        number = self.scene.mark_of(self.scene.fleet.rows.get(site_id))
        if number is None:
            return None
        markers = self.scene.markers
        x, y = self.camera.view.to_screen(markers.x[[number]], markers.y[[number]])
        return QPointF(float(x[0]), float(y[0]))

    # --- placing

    @property
    def placing(self) -> str | None:
        """The site whose place is being looked for."""
        return self._placing

    def begin_placing(self, site_id: str) -> None:
        self._placing, self.aim = site_id, None
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def place_at(self, at: QPointF) -> None:
        """The site that is being placed stands there."""
        site_id = self._placing
        if site_id is None:
            return
        self.stop_placing()
        x, y = self.camera.view.to_world(at.x(), at.y())
        lon, lat = geographic(np.array([x % 1.0]), np.array([y]))
        self.site_placed.emit(site_id, round(float(lat[0]), 5), round(float(lon[0]), 5))

    def stop_placing(self) -> None:
        self._placing, self.aim, self.banner = None, None, ""
        self.unsetCursor()
        self.update()

    # --- moving

    def moved(self) -> None:
        super().moved()
        self.leave()
        self.emphasise()

    def _dragged(self, dx: float, dy: float) -> None:
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.camera.carry(self.camera.view.panned(dx, dy))

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
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture and event.value() > -1.0:
                view, at = self.camera.goal, event.position()
                self.camera.carry(view.zoomed(view.zoom + math.log2(1.0 + event.value()), at.x(), at.y()))
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
        self._point()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.double(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.leave()

    def pick(self, at: QPointF) -> Hit | None:
        return pick(self.scene, self.camera.view, self.fan, at)

    def _clicked(self, at: QPointF) -> None:
        hit = self.pick(at)
        if self._placing is not None:
            self.place_at(at)
        elif hit is None and self.fan is not None:
            self._close_fan()
        elif hit is None:
            self.select(None)
        elif hit.mark is None or len(hit.rows) == 1:
            self.select(hit.rows[0])
        else:
            self._enter_cluster(hit.rows, hit.mark)

    def _double_clicked(self, at: QPointF) -> None:
        hit = self.pick(at)
        if hit is None:
            view = self.camera.goal
            self.camera.glide(view.zoomed(view.zoom + 1.0, at.x(), at.y()))
        elif len(hit.rows) == 1:
            self.site_opened.emit(self.scene.fleet.sites[hit.rows[0]].id)

    def _enter_cluster(self, rows: Sequence[int], mark: int) -> None:
        """Zooms to a cluster's extent; sites that no zoom can part are fanned out where they are."""
        self.leave()
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
        self.leave()
        self.update()

    def _boxing(self, box: QRectF) -> None:
        self.box = box
        self.update()

    def _boxed(self, box: QRectF) -> None:
        self.box = None
        sites = [self.scene.fleet.sites[row].id for row in inside(self.scene, self.camera.view, box)]
        self._mark(sites)

    def _mark(self, sites: list[str]) -> None:
        self._marked = frozenset(sites)
        self.emphasise()
        self.settle()
        self.sites_marked.emit(sites)

    def step_back(self) -> bool:
        """Undoes the latest layer; False when there is none and Esc belongs to others."""
        if self._placing is not None:
            self.stop_placing()
        elif self.box is not None:
            self._pointer.cancel()
            self.box = None
            self.update()
        elif self.fan is not None:
            self._close_fan()
        elif self._marked:
            self._mark([])
        elif self._selected is not None:
            self.select(None)
        else:
            return False
        return True

    # --- what the pointer rests on

    def _hovered(self, at: QPointF) -> None:
        hit = self.pick(at)
        if (hit.rows if hit else ()) != (self._hit.rows if self._hit else ()):
            self.leave()
            self._hit = hit
            self.emphasise()
            if hit is not None:
                self._card_due.start()
        self._point()

    def _point(self) -> None:
        """The cursor says what a click would do."""
        if self._placing is None:
            shape = Qt.CursorShape.PointingHandCursor if self._hit else Qt.CursorShape.ArrowCursor
            if self.cursor().shape() != shape:
                self.setCursor(shape)

    def leave(self) -> None:
        """Forgets what the pointer rested on, and takes its card away."""
        self._card_due.stop()
        self.card.hide()
        if self._hit is not None:
            self._hit = None
            self.emphasise()

    def _show_card(self) -> None:
        if self._hit is not None:
            sites = [self.scene.fleet.sites[row] for row in self._hit.rows]
            self.card.show_sites(sites, self.clock(), self._hit.centre, self._hit.reach)

    # --- looks and words

    def dress(self, tokens: Tokens) -> None:
        super().dress(tokens)
        self._renew_card()

    def speak(self, phrases: Phrases) -> None:
        self.phrases = self.scene.phrases = phrases
        self._renew_card()

    def _renew_card(self) -> None:
        self.card.deleteLater()
        self.card = HoverCard(self.tokens, self.phrases, self)
