"""Paints what lies under the sites (sea, land, borders, night) into an image; made for a worker thread."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from console.theme.tokens import Tokens
from console.views.map import basemap, night
from console.views.map.projection import View, mercator
from console.views.map.worldview import Stroke, Worldview

COARSE: Final = 4
"""Soft layers (shelf, night) are computed on every fourth pixel and stretched."""
SHELF_REACH: Final = 7
"""How far the light rim of the coasts goes out to sea, in coarse pixels."""
NIGHT_FADES: Final = (4.6, 5.8)
"""Zooms between which day and night stop being told apart: nearer in, a border of light means nothing."""
GRATICULE: Final = ((3.2, 20.0), (4.6, 10.0), (6.2, 5.0), (8.0, 2.0), (99.0, 1.0))
"""Degrees between lines of the graticule, up to a zoom."""


@dataclass(frozen=True, slots=True)
class BaseStyle:
    """Everything besides the view that the base picture depends on; `when` None is perpetual day."""

    tokens: Tokens
    worldview: Worldview
    when: datetime | None
    dpr: float


def render(view: View, style: BaseStyle, *, hasty: bool = False) -> QImage:
    """The base picture of a view, `dpr` device pixels to each of its pixels. Same inputs, same picture.

    `hasty`: from the coarsest level and without soft shades, which is at hand in a tenth of the time when
    nothing is loaded yet.
    """
    image = QImage(
        math.ceil(view.width * style.dpr), math.ceil(view.height * style.dpr), QImage.Format.Format_RGB32
    )
    image.setDevicePixelRatio(style.dpr)
    image.fill(QColor(style.tokens.sea))
    level = basemap.level(0 if hasty else basemap.level_for(view.zoom + math.log2(style.dpr)))
    painter = QPainter(image)
    if not hasty:
        _paint_shelf(painter, view, level, style)
    _paint_graticule(painter, view, style)
    _paint_land(painter, view, level, QColor(style.tokens.land))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_borders(painter, view, level, style)
    _paint_lines(painter, view, level, level.lines["coast"], _pen(style.tokens.coast))
    if style.when is not None and not hasty:
        _paint_night(painter, view, style, style.when)
    painter.end()
    return image


def _pen(colour: str) -> QPen:
    pen = QPen(QColor(colour), 1.0)
    pen.setCosmetic(True)
    return pen


def _copies(view: View, level: basemap.Level) -> Iterator[tuple[float, QRectF]]:
    """For each turn of the earth in view: how far its copy is shifted, and the view in that copy's units."""
    width, height = view.width / view.scale, view.height / view.scale
    west, north = view.x - width / 2, view.y - height / 2
    for turn in range(math.floor(west) - 1, math.floor(west + width) + 2):
        yield turn, QRectF(*(v * level.world for v in (west - turn, north, width, height)))


def _enter(painter: QPainter, view: View, level: basemap.Level, turn: float) -> None:
    """Lets the painter count in a level's units, in one copy of the world."""
    painter.save()
    painter.translate(view.width / 2 + (turn - view.x) * view.scale, view.height / 2 - view.y * view.scale)
    painter.scale(view.scale / level.world, view.scale / level.world)


def _paint_land(painter: QPainter, view: View, level: basemap.Level, colour: QColor) -> None:
    """Filled without antialiasing: with it, neighbours would leave hairline seams."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for turn, seen in _copies(view, level):
        _enter(painter, view, level, turn)
        for group in level.land:
            if group.bounds.intersects(seen):
                painter.drawPath(group.path())
        painter.restore()


def _paint_lines(
    painter: QPainter, view: View, level: basemap.Level, groups: list[basemap.Group], pen: QPen
) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for turn, seen in _copies(view, level):
        seen.adjust(-1.0, -1.0, 1.0, 1.0)
        _enter(painter, view, level, turn)
        for group in groups:
            if group.bounds.adjusted(-1.0, -1.0, 1.0, 1.0).intersects(seen):
                painter.drawPath(group.path())
        painter.restore()


def _paint_borders(painter: QPainter, view: View, level: basemap.Level, style: BaseStyle) -> None:
    for kind, stroke in style.worldview.strokes.items():
        if stroke is Stroke.NONE:
            continue
        pen = _pen(style.tokens.frontier)
        if stroke is Stroke.DASHED:
            pen.setDashPattern([4.0, 3.0])
        _paint_lines(painter, view, level, level.lines[kind], pen)


def _paint_graticule(painter: QPainter, view: View, style: BaseStyle) -> None:
    step = next(degrees for zoom, degrees in GRATICULE if view.zoom <= zoom)
    west = (view.to_world(0.0, 0.0)[0] - 0.5) * 360.0
    east = (view.to_world(view.width, 0.0)[0] - 0.5) * 360.0
    meridians = np.arange(math.floor(west / step), math.ceil(east / step) + 1, dtype=np.float64) * step
    parallels = np.arange(-80.0, 80.0 + step / 2, step, dtype=np.float64)
    xs = mercator(meridians, np.zeros_like(meridians))[0]
    ys = mercator(np.zeros_like(parallels), parallels)[1]
    at_x = ((xs - view.x) * view.scale + view.width / 2).round().tolist()
    at_y = ((ys - view.y) * view.scale + view.height / 2).round().tolist()
    painter.setPen(_pen(style.tokens.graticule))
    lines = [QLineF(x, 0.0, x, view.height) for x in at_x]
    lines += [QLineF(0.0, y, view.width, y) for y in at_y if 0.0 <= y <= view.height]
    painter.drawLines(lines)


def _paint_shelf(painter: QPainter, view: View, level: basemap.Level, style: BaseStyle) -> None:
    """A soft light rim along the coasts, so that land stands out of the sea without a hard edge."""
    columns, rows = math.ceil(view.width / COARSE), math.ceil(view.height / COARSE)
    mask = QImage(columns, rows, QImage.Format.Format_Grayscale8)
    mask.fill(0)
    small = View(view.x, view.y, view.zoom - math.log2(COARSE), view.width / COARSE, view.height / COARSE)
    stencil = QPainter(mask)
    _paint_land(stencil, small, level, QColor(255, 255, 255))
    stencil.end()
    land = np.frombuffer(mask.constBits(), np.uint8).reshape(rows, mask.bytesPerLine())[:, :columns]
    alpha = _blurred(_blurred(land.astype(np.float32), SHELF_REACH), SHELF_REACH)
    _stretch(painter, view, _tinted(QColor(style.tokens.shelf), alpha / 255.0))


def _blurred(field: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    """A box blur by running sums, edges repeated."""
    for axis in (0, 1):
        pad = [(reach + 1, reach) if a == axis else (0, 0) for a in (0, 1)]
        total = np.cumsum(np.pad(field, pad, mode="edge"), axis=axis, dtype=np.float32)
        window = 2 * reach + 1
        upper, lower = np.split(total, [window], axis=axis)[1], np.split(total, [-window], axis=axis)[0]
        field = ((upper - lower) / window).astype(np.float32)
    return field


def _paint_night(painter: QPainter, view: View, style: BaseStyle, when: datetime) -> None:
    """Darkens by multiplying: a translucent veil of eight bits would be rounded to another hue, in bands."""
    near, far = NIGHT_FADES
    strength = style.tokens.night_strength * min(max((far - view.zoom) / (far - near), 0.0), 1.0)
    if strength == 0.0:
        return
    size = math.ceil(view.width / COARSE / 2), math.ceil(view.height / COARSE / 2)
    west, north = view.to_world(0.0, 0.0)
    east, south = view.to_world(view.width, view.height)
    veil = night.shade_grid(west, north, east, south, size, when) * strength
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    _stretch(painter, view, _filter(QColor(style.tokens.night), veil))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _tinted(colour: QColor, alpha: NDArray[np.float32]) -> QImage:
    """An image of one colour, as opaque as `alpha` (0 to 1) says pixel by pixel."""
    channels = [alpha * value for value in (colour.blue(), colour.green(), colour.red(), 255)]
    return _image(channels, QImage.Format.Format_ARGB32_Premultiplied)


def _filter(colour: QColor, density: NDArray[np.float64]) -> QImage:
    """A glass to look through: clear where density is 0, of a colour where it is 1."""
    tint = (colour.blue(), colour.green(), colour.red())
    channels = [255.0 - density * (255 - value) for value in tint]
    return _image([*channels, np.full_like(density, 255.0)], QImage.Format.Format_RGB32)


def _image(channels: list[NDArray[Any]], pixel_format: QImage.Format) -> QImage:
    """Blue, green, red and alpha planes (0 to 255) as an image."""
    rows, columns = channels[0].shape
    data = np.rint(np.stack(channels, axis=-1)).astype(np.uint8).tobytes()
    return QImage(data, columns, rows, columns * 4, pixel_format).copy()


def _stretch(painter: QPainter, view: View, image: QImage) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(0.0, 0.0, view.width, view.height), image)
    painter.restore()
