"""The picture of the map: base, scene and what lies on top, painted for the view the camera shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from console.theme.tokens import Tokens
from console.views.map.allowance import Allowance
from console.views.map.base_layer import BaseLayer
from console.views.map.base_render import BaseStyle
from console.views.map.camera import Camera
from console.views.map.overlays import paint_aim, paint_banner, paint_box, paint_focus
from console.views.map.phrases import Phrases
from console.views.map.picking import Fan
from console.views.map.projection import Margins, View, geographic, mercator
from console.views.map.scale_bar import paint_bar
from console.views.map.scene import Scene
from console.views.map.scene_painter import Emphasis, ScenePainter
from console.views.map.worldview import countries, worldview

FLEET_ZOOM: Final = 8.0
"""The deepest that fit-to-fleet goes: one site still shows with the country around it."""
MOVING_MS: Final = 1.5
AT_REST_MS: Final = 8.0
"""Time for pictures painted anew, in a frame of a movement and in one at rest."""
AHEAD_MS: Final = 15
"""Between two steps of zoom that are clustered ahead of need."""
NIGHT_MINUTES: Final = 5
"""The veil of night is painted anew this often."""
STATE_VERSION: Final = 1
SCALE_INSET: Final = 58.0


def _utc_now() -> datetime:
    return datetime.now(UTC)


class MapCanvas(QWidget):
    """Paints; knows nothing of mouse and keys.

    Attributes for subclasses: `scene`, `camera`, `phrases`, `tokens`, `clock`; `emphasis`, `fan`, `box`,
    `banner`, `aim` and `focused` are painted on top.
    """

    def __init__(self, tokens: Tokens, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.clock: Callable[[], datetime] = _utc_now
        self.emphasis = Emphasis()
        self.fan: Fan | None = None
        self.box: QRectF | None = None
        self.banner = ""
        self.aim: QPointF | None = None
        self.focused = False
        self.phrases = Phrases(self.locale(), self)
        self.camera = Camera(self)
        self.night = True
        self._worldview = worldview("neutral")
        self._painter = ScenePainter(tokens)
        self.scene = Scene(self.phrases, self._painter.letterer, countries(self._worldview))
        self._base = BaseLayer(self)
        self._looked = False
        self._shown_before = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.update)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(AHEAD_MS)
        self._ahead.timeout.connect(self._step_ahead)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.tick)
        self.camera.moved.connect(self.moved)
        self.camera.rested.connect(self.settle)
        self._base.renewed.connect(self.update)

    # --- what is shown

    def set_worldview(self, name: str) -> None:
        """Whose borders are shown: neutral, ma or un. Raises ValueError for any other."""
        self._worldview = worldview(name)
        self.scene.countries = countries(self._worldview)
        self.settle()

    def set_clock(self, clock: Callable[[], datetime]) -> None:
        """Where the time comes from: aware moments, for night, local times and ages."""
        self.clock = clock
        self.tick()

    def set_reduced_motion(self, reduced: bool) -> None:
        self.camera.reduced_motion = reduced

    def fit_to_fleet(self) -> None:
        """Glides to where all visible sites are seen; to the whole world while there are none."""
        self.camera.glide(self.fleet_view())

    def view_state(self) -> dict[str, Any]:
        """Where the map looks, for the next start."""
        view = self.camera.goal
        lon, lat = geographic(np.array([view.x]), np.array([view.y]))
        return {
            "version": STATE_VERSION,
            "lon": round(float(lon[0]), 5),
            "lat": round(float(lat[0]), 5),
            "zoom": round(view.zoom, 3),
        }

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        """Looks where it looked then; a state that makes no sense is left alone, and the fleet is fitted."""
        try:
            lon, lat, zoom = (float(state[key]) for key in ("lon", "lat", "zoom"))
        except (KeyError, TypeError, ValueError):
            return
        if state.get("version") != STATE_VERSION or not np.isfinite([lon, lat, zoom]).all():
            return
        x, y = mercator(np.array([lon]), np.array([lat]))
        self._looked = True
        self.camera.jump(self.camera.view.centred(float(x[0]), float(y[0]), zoom))

    @property
    def settled(self) -> bool:
        """Nothing moves, nothing is being painted in the background: what is seen will stay."""
        return self.camera.at_rest and not self._base.busy and not self._again.isActive()

    # --- the view

    def fleet_view(self) -> View:
        fleet, view = self.scene.fleet, self.camera.view
        if not fleet.sites:
            return view.centred(0.5, 0.42, view.min_zoom)
        self.scene.step(view.zoom)
        visible = self.scene.markers.home >= 0
        if not visible.any():
            visible = ~visible
        across, down = view.width, view.height
        margins = Margins(min(100, across / 6), min(56, down / 8), min(150, across / 5), min(84, down / 6))
        return view.fitted(fleet.x[visible], fleet.y[visible], margins, FLEET_ZOOM)

    def look_first(self) -> None:
        """Shows the whole fleet when it is first there, unless an earlier view was restored."""
        if not self._looked and self._shown_before and self.scene.fleet.sites:
            self._looked = True
            self.camera.jump(self.fleet_view())

    def moved(self) -> None:
        """A frame of a movement: marks follow, names keep their places, the base is stretched."""
        self.step()
        if not self.camera.gliding:
            self._ask_base(only_near=True)
        self.update()

    def step(self) -> None:
        """Brings the marks in line with fleet, filter and zoom; a fan belongs to marks as they were."""
        if self.scene.step(self.camera.view.zoom):
            self.fan = None

    def settle(self) -> None:
        """Names find their places for this view, and the base is painted for it."""
        self.step()
        self.scene.settle(self.camera.view, self.obstacles())
        self._ask_base()
        self._ahead.start()
        self.update()

    def _step_ahead(self) -> None:
        """In idle moments, one step at a time."""
        if self.camera.at_rest and self.isVisible() and self.scene.step_ahead(self.camera.view.zoom):
            self._ahead.start()

    def obstacles(self) -> list[QRectF]:
        """Parts of the map that are covered, where no name should stand."""
        return [QRectF(child.geometry()) for child in self.covers() if child.isVisible()]

    def covers(self) -> list[QWidget]:
        return []

    def tick(self) -> None:
        """Once a second while visible: what depends on the time."""
        self._ask_base()

    def dress(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self._painter = ScenePainter(tokens)
        self.scene.letterer = self._painter.letterer
        self.settle()

    def _ask_base(self, *, only_near: bool = False) -> None:
        view = self.camera.view
        if self._shown_before and (not only_near or self._base.zoom == view.zoom):
            self._base.ask(view, self._base_style())

    def _base_style(self) -> BaseStyle:
        now = self.clock()
        when = now.replace(minute=now.minute - now.minute % NIGHT_MINUTES, second=0, microsecond=0)
        return BaseStyle(
            self.tokens, self._worldview, when if self.night else None, float(self.devicePixelRatioF())
        )

    # --- events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._shown_before = True
        self._second.start()
        if not self._looked:
            self.camera.jump(self.fleet_view())
            self._looked = bool(self.scene.fleet.sites)
        self._ask_base()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._second.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.camera.resize(self.width(), self.height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._ask_base()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        view, dpr = self.camera.view, float(self.devicePixelRatioF())
        self._base.wait_for_first()
        painter = QPainter(self)
        self._base.paint(painter, view, QColor(self.tokens.sea))
        allowance = Allowance(AT_REST_MS if self.camera.at_rest else MOVING_MS)
        self._painter.paint(painter, self.scene, view, dpr, self.emphasis, self.fan, allowance)
        self._paint_top(painter, view)
        painter.end()
        if allowance.refused:
            self._again.start(0)

    def _paint_top(self, painter: QPainter, view: View) -> None:
        frame = QRectF(self.rect())
        mirrored = self.isRightToLeft()
        corner = QPointF(SCALE_INSET if mirrored else frame.width() - SCALE_INSET, frame.height() - 18.0)
        paint_bar(painter, view, corner, mirrored, self.tokens, self.phrases)
        if self.box is not None:
            paint_box(painter, self.box, self.tokens)
        if self.aim is not None:
            paint_aim(painter, self.aim, self.tokens)
        if self.banner:
            paint_banner(painter, frame, self.banner, self.tokens)
        if self.focused:
            paint_focus(painter, frame, self.tokens)
