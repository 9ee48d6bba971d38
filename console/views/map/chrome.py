"""The map's own controls: small buttons that float over it, painted from the tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QVBoxLayout, QWidget

from console.theme.fonts import font
from console.theme.tokens import Tokens

HEIGHT: Final = 30
GROUND: Final = 0.94
"""How opaque the ground of a control is."""
Glyph = Callable[[QPainter, QRectF], None]


class KeptPicture:
    """A widget's looks, painted once a state: the map under it is painted sixty times a second."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._state: tuple[object, ...] = ()

    def forget(self) -> None:
        self._state = ()

    def paint_on(self, widget: QWidget, state: tuple[object, ...], paint: Callable[[QPainter], None]) -> None:
        dpr = widget.devicePixelRatioF()
        state = (*state, widget.size(), dpr)
        if state != self._state:
            self._state = state
            self._pixmap = QPixmap(widget.size() * dpr)
            self._pixmap.setDevicePixelRatio(dpr)
            self._pixmap.fill(Qt.GlobalColor.transparent)
            inner = QPainter(self._pixmap)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(inner)
            inner.end()
        painter = QPainter(widget)
        painter.drawPixmap(0, 0, self._pixmap)
        painter.end()


class MapButton(QAbstractButton):
    """A button with a picture, a text, or both. `bare` ones lie on a panel that paints their ground."""

    def __init__(
        self, tokens: Tokens, parent: QWidget, *, bare: bool = False, glyph: Glyph | None = None
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._bare = bare
        self._picture: QPixmap | None = None
        self._glyph = glyph
        self._kept = KeptPicture()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._kept.forget()
        self.update()

    def show_as(self, text: str, picture: QPixmap) -> None:
        self._picture = picture
        self._kept.forget()
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        space = self._tokens.space
        width = 0
        if self._picture is not None or self._glyph is not None:
            width += 16
        if self.text():
            width += space.small if width else 0
            width += QFontMetrics(font(self._tokens.type.label)).horizontalAdvance(self.text())
        return QSize(max(width + 2 * (space.small if self._bare else space.medium), HEIGHT), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        state = (
            self.text(),
            self.isChecked(),
            self.isDown(),
            self.underMouse(),
            self.hasFocus(),
            self.layoutDirection(),
        )
        self._kept.paint_on(self, state, self._paint_picture)

    def _paint_picture(self, painter: QPainter) -> None:
        self._paint_ground(painter)
        off = self.isCheckable() and not self.isChecked()
        painter.setOpacity(0.55 if off else 1.0)
        space = self._tokens.space
        edge = (space.small if self._bare else space.medium) if self.text() else (self.width() - 16) // 2
        box = QRect(edge, (self.height() - 16) // 2, 16, 16)
        box = QStyle.visualRect(self.layoutDirection(), self.rect(), box)
        if self._picture is not None:
            painter.drawPixmap(box.topLeft(), self._picture)
        elif self._glyph is not None:
            pen = QPen(QColor(self._tokens.text), 1.6)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            self._glyph(painter, QRectF(box))
        if self.text():
            self._paint_text(painter, edge, struck=off)

    def _paint_ground(self, painter: QPainter) -> None:
        tokens = self._tokens
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = QColor(tokens.panel)
        ground.setAlphaF(GROUND)
        if self.isDown() or self.underMouse():
            ground = QColor(tokens.hover)
        if not self._bare or self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen if self._bare else QPen(QColor(tokens.border), 1.0))
            painter.setBrush(ground)
            painter.drawRoundedRect(box, tokens.space.radius, tokens.space.radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), tokens.space.focus_width))
            painter.drawRoundedRect(
                box.adjusted(1, 1, -1, -1), tokens.space.radius - 1, tokens.space.radius - 1
            )

    def _paint_text(self, painter: QPainter, edge: int, *, struck: bool) -> None:
        space = self._tokens.space
        start = edge + (16 + space.small if self._picture is not None or self._glyph is not None else 0)
        box = QStyle.visualRect(
            self.layoutDirection(), self.rect(), self.rect().adjusted(start, 0, -edge + 2, 0)
        )
        face = font(self._tokens.type.label)
        face.setStrikeOut(struck)
        painter.setFont(face)
        painter.setPen(QColor(self._tokens.text))
        flags = Qt.AlignmentFlag.AlignVCenter | QStyle.visualAlignment(
            self.layoutDirection(), Qt.AlignmentFlag.AlignLeft
        )
        painter.drawText(box, flags, self.text())


class Panel(QWidget):
    """A rounded ground that floats over the map."""

    opacity = GROUND

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self._kept = KeptPicture()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._kept.paint_on(self, (self.tokens.name,), self._paint_ground)

    def _paint_ground(self, painter: QPainter) -> None:
        ground = QColor(self.tokens.panel)
        ground.setAlphaF(self.opacity)
        painter.setPen(QPen(QColor(self.tokens.border), 1.0))
        painter.setBrush(ground)
        radius = self.tokens.space.radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class Controls(Panel):
    """Zoom in, zoom out, the whole fleet, day and night.

    Signals: `zoomed` by how many levels; `fitted`; `night_toggled`.
    """

    zoomed = Signal(float)
    fitted = Signal()
    night_toggled = Signal(bool)

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.night = self._button(_moon)
        self.night.setCheckable(True)
        self.whole = self._button(_frame)
        self.nearer = self._button(_plus)
        self.farther = self._button(_minus)
        for button in (self.night, self.whole, self.nearer, self.farther):
            column.addWidget(button)
        self.nearer.clicked.connect(self._nearer)
        self.farther.clicked.connect(self._farther)
        self.whole.clicked.connect(self.fitted)
        self.night.toggled.connect(self.night_toggled)
        self.translate()

    def translate(self) -> None:
        for button, text in (
            (self.night, self.tr("Day and night")),
            (self.whole, self.tr("Show the whole fleet (0)")),
            (self.nearer, self.tr("Zoom in (+)")),
            (self.farther, self.tr("Zoom out (−)")),
        ):
            button.setAccessibleName(text)
            button.setToolTip(text)

    def set_tokens(self, tokens: Tokens) -> None:
        self.tokens = tokens
        for button in (self.night, self.whole, self.nearer, self.farther):
            button.set_tokens(tokens)
        self.update()

    def _button(self, glyph: Glyph) -> MapButton:
        return MapButton(self.tokens, self, bare=True, glyph=glyph)

    def _nearer(self) -> None:
        self.zoomed.emit(1.0)

    def _farther(self) -> None:
        self.zoomed.emit(-1.0)


def _plus(painter: QPainter, box: QRectF) -> None:
    middle = box.center()
    painter.drawLine(middle - QPointF(5, 0), middle + QPointF(5, 0))
    painter.drawLine(middle - QPointF(0, 5), middle + QPointF(0, 5))


def _minus(painter: QPainter, box: QRectF) -> None:
    middle = box.center()
    painter.drawLine(middle - QPointF(5, 0), middle + QPointF(5, 0))


def _frame(painter: QPainter, box: QRectF) -> None:
    """Four corners of a frame around a dot."""
    inner = box.adjusted(2, 2, -2, -2)
    for x, y, dx, dy in (
        (inner.left(), inner.top(), 4, 4),
        (inner.right(), inner.top(), -4, 4),
        (inner.left(), inner.bottom(), 4, -4),
        (inner.right(), inner.bottom(), -4, -4),
    ):
        painter.drawPolyline([QPointF(x + dx, y), QPointF(x, y), QPointF(x, y + dy)])
    painter.setBrush(painter.pen().color())
    painter.drawEllipse(box.center(), 1.2, 1.2)


def _moon(painter: QPainter, box: QRectF) -> None:
    moon, bite = QPainterPath(), QPainterPath()
    moon.addEllipse(box.center(), 5.6, 5.6)
    bite.addEllipse(box.center() + QPointF(2.8, -2.2), 5.0, 5.0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(moon.subtracted(bite))
