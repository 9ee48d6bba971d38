"""Keeps the base picture under the map: a pan moves it, a zoom stretches it, a worker renews it."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from console.views.map.base_render import BaseStyle, render
from console.views.map.projection import TILE, View

OVERSIZE: Final = 1.5
"""The picture's breadth and height in viewports: room to pan before a new one is needed."""
RENEW_AT: Final = 0.4
"""A new picture is asked for when less than this part of the room to pan is left."""
HASTY, NEAR, WORLD = "hasty", "near", "world"
"""What is painted, in this order: something for the first frame, the view and around it, the whole world for
where a movement leaves the view's picture behind."""
WORLD_ZOOM: Final = 2.0
POLL_MS: Final = 8
FIRST_WAIT_S: Final = 0.15


@dataclass(frozen=True, slots=True)
class Picture:
    image: QImage
    view: View
    style: BaseStyle


@cache
def _worker() -> ThreadPoolExecutor:
    """One thread paints the base of every map of the process; painter paths are not for several at once."""
    return ThreadPoolExecutor(1, thread_name_prefix="basemap")


def _picture(role: str, view: View, style: BaseStyle) -> Picture:
    return Picture(render(view, style, hasty=role == HASTY), view, style)


class BaseLayer(QObject):
    """Signals: `renewed` when there is a better picture than the one painted last.

    Threading: lives in the UI thread, which looks after the worker by a timer while there is work; the worker
    knows nothing of this object, so that it may go away at any time.
    """

    renewed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._near: Picture | None = None
        self._world: Picture | None = None
        self._asked: dict[str, tuple[View, BaseStyle]] = {}
        self._jobs: dict[str, Future[Picture]] = {}
        self._wanted: set[str] = set()
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._collect)

    def ask(self, view: View, style: BaseStyle) -> None:
        """Has the picture of a view made, unless the one there will do; a later wish replaces an earlier."""
        if self._near is None and HASTY not in self._asked:
            self._want(HASTY, view, style)
        if not self._will_do(view, style):
            width, height = view.width * OVERSIZE, view.height * OVERSIZE
            self._want(NEAR, replace(view, width=width, height=height), style)
        if WORLD not in self._asked or self._asked[WORLD][1] != _at_1x(style):
            side = TILE * 2.0**WORLD_ZOOM
            self._want(WORLD, View(0.5, 0.5, WORLD_ZOOM, side, side), _at_1x(style))

    @property
    def busy(self) -> bool:
        return bool(self._jobs or self._wanted)

    @property
    def zoom(self) -> float | None:
        """The zoom of the picture asked for last."""
        return self._asked[NEAR][0].zoom if NEAR in self._asked else None

    def wait_for_first(self) -> None:
        """Waits a little for the very first picture, so that the first frame shows land; burns no CPU."""
        if self._near is None and HASTY in self._jobs:
            done, _ = wait_for([self._jobs[HASTY]], FIRST_WAIT_S)
            # a failure is for the timer to tell: raised in a paint event, it would tear Qt down
            if done and self._jobs[HASTY].exception() is None:
                self._near = self._jobs[HASTY].result()

    def paint(self, painter: QPainter, view: View, sea: QColor) -> None:
        frame = QRect(0, 0, round(view.width), round(view.height))
        bare = QRegion(frame)
        if self._near is not None:
            bare -= QRegion(_target(self._near, view).toAlignedRect().adjusted(1, 1, -1, -1))
        if not bare.isEmpty():
            painter.save()
            painter.setClipRegion(bare)
            painter.fillRect(frame, sea)
            if self._world is not None:
                for turn in (-1.0, 0.0, 1.0):
                    target = _target(self._world, view).translated(turn * view.scale, 0.0)
                    if target.intersects(QRectF(frame)):
                        painter.drawImage(target, self._world.image)
            painter.restore()
        if self._near is not None:
            _paint_near(painter, self._near, view)

    def _will_do(self, view: View, style: BaseStyle) -> bool:
        there, drawn_as = self._asked.get(NEAR, (None, None))
        if there is None or drawn_as != style or abs(there.zoom - view.zoom) > 1e-6:
            return False
        room_x, room_y = (there.width - view.width) / 2, (there.height - view.height) / 2
        left_x = room_x - abs((there.x - view.x + 0.5) % 1.0 - 0.5) * view.scale
        left_y = room_y - abs(there.y - view.y) * view.scale
        return left_x >= room_x * RENEW_AT and left_y >= room_y * RENEW_AT

    def _want(self, role: str, view: View, style: BaseStyle) -> None:
        self._asked[role] = (view, style)
        self._wanted.add(role)
        self._start()

    def _start(self) -> None:
        """What comes after the first picture begins once that is shown: two threads of Python would only
        hold each other up."""
        first = HASTY in self._wanted or HASTY in self._jobs
        for role in (HASTY,) if first else (NEAR, WORLD):
            if role in self._wanted and role not in self._jobs:
                self._wanted.remove(role)
                self._jobs[role] = _worker().submit(_picture, role, *self._asked[role])
        if self._jobs and not self._poll.isActive():
            self._poll.start()

    def _collect(self) -> None:
        done = [role for role, job in self._jobs.items() if job.done()]
        for role in done:
            picture = self._jobs.pop(role).result()
            if role == WORLD:
                self._world = picture
            elif role == NEAR or self._near is None:
                self._near = picture
        self._start()
        if not self._jobs:
            self._poll.stop()
        if done:
            self.renewed.emit()


def _at_1x(style: BaseStyle) -> BaseStyle:
    return replace(style, dpr=1.0)


def _target(picture: Picture, view: View) -> QRectF:
    """Where a picture lies in a view, in the view's pixels."""
    factor = view.scale / picture.view.scale
    width, height = picture.view.width * factor, picture.view.height * factor
    across = (picture.view.x - view.x + 0.5) % 1.0 - 0.5
    x = across * view.scale + (view.width - width) / 2
    y = (picture.view.y - view.y) * view.scale + (view.height - height) / 2
    return QRectF(x, y, width, height)


def _paint_near(painter: QPainter, picture: Picture, view: View) -> None:
    target = _target(picture, view)
    if abs(picture.view.zoom - view.zoom) < 1e-9:
        dpr = picture.image.devicePixelRatio()
        # on whole device pixels it is copied, not resampled
        corner = QPointF(round(target.x() * dpr) / dpr, round(target.y() * dpr) / dpr)
        painter.drawImage(corner, picture.image)
    else:
        painter.drawImage(target, picture.image)
