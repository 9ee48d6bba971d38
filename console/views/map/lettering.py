"""Text on the map: measured once, painted once with a halo, then copied."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QStaticText

from console.theme.fonts import font
from console.theme.tokens import Tokens
from console.views.map.allowance import Allowance

KEPT: Final = 3000
HALO: Final = 1.7


@dataclass(frozen=True, slots=True)
class Lettering:
    """One or two lines: a site's name and what is wrong there, or a country's name, letters spaced out.

    `lean`: where the lines are flush, 0 left, 0.5 middle, 1 right. `country`: size of a country's name.
    """

    text: str
    below: str = ""
    strong: bool = False
    lean: float = 0.0
    country: int = 0

    def leaning(self, dx: float, width: float) -> Lettering:
        """Flush with the mark that it stands beside, `dx` from the mark's centre to the text's left edge."""
        lean = 0.0 if dx >= 0.0 else 1.0 if dx + width <= 0.0 else 0.5
        return replace(self, lean=lean)

    @property
    def right_to_left(self) -> bool:
        return self.text.isascii() is False and any("\u0590" <= letter <= "\u08ff" for letter in self.text)


class Letterer:
    """Measures and paints lettering for one theme."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._sizes: dict[Lettering, tuple[float, float]] = {}
        self._kept: dict[tuple[Lettering, float], QPixmap] = {}

    def size(self, lettering: Lettering) -> tuple[float, float]:
        """Width and height in logical pixels, halo not counted."""
        known = self._sizes.get(lettering)
        if known is None:
            if len(self._sizes) >= KEPT:
                self._sizes.clear()
            known = self._sizes[lettering] = self._measured(lettering)
        return known

    def get(self, lettering: Lettering, dpr: float, allowance: Allowance) -> QPixmap | None:
        """The text with its halo, which reaches HALO beyond `size`; None when it is new and time is spent."""
        kept = self._kept.get((lettering, dpr))
        if kept is None and allowance.left:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            kept = self._kept[lettering, dpr] = self._painted(lettering, dpr)
        return kept

    def _lines(self, lettering: Lettering) -> list[tuple[str, QFont, QColor]]:
        scale = self._tokens.type
        if lettering.country:
            spaced = font(lettering.country)
            if not lettering.right_to_left:  # spacing would tear Arabic letters apart
                spaced.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1.6)
            return [(lettering.text, spaced, QColor(self._tokens.country_name))]
        weight = QFont.Weight.Bold if lettering.strong else QFont.Weight.Normal
        lines = [(lettering.text, font(scale.label, weight), QColor(self._tokens.text))]
        if lettering.below:
            lines.append((lettering.below, font(scale.caption - 0.5), QColor(self._tokens.text_dim)))
        return lines

    def _measured(self, lettering: Lettering) -> tuple[float, float]:
        metrics = [(QFontMetricsF(face), text) for text, face, _ in self._lines(lettering)]
        width = max(m.horizontalAdvance(text) for m, text in metrics)
        return math.ceil(width), math.ceil(sum(m.ascent() + m.descent() * 0.7 for m, _ in metrics) - 2.0)

    def _painted(self, lettering: Lettering, dpr: float) -> QPixmap:
        width, height = self.size(lettering)
        pixmap = QPixmap(math.ceil((width + 2 * HALO) * dpr), math.ceil((height + 2 * HALO + 2.0) * dpr))
        pixmap.setDevicePixelRatio(dpr)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        baseline = HALO - 1.0
        for text, face, colour in self._lines(lettering):
            metrics = QFontMetricsF(face)
            baseline += metrics.ascent()
            left = HALO + (width - metrics.horizontalAdvance(text)) * lettering.lean
            painter.setFont(face)
            shaped = QStaticText(text)
            shaped.setTextFormat(Qt.TextFormat.PlainText)
            shaped.prepare(painter.transform(), face)
            top = QPointF(left, baseline - metrics.ascent())
            if not lettering.country:
                self._paint_halo(painter, top, shaped)
            painter.setPen(colour)
            painter.drawStaticText(top, shaped)
            baseline += metrics.descent() * 0.7
        painter.end()
        return pixmap

    def _paint_halo(self, painter: QPainter, at: QPointF, text: QStaticText) -> None:
        """The text all around itself in the land's colour: much cheaper than stroking its outline."""
        halo = QColor(self._tokens.halo)
        halo.setAlphaF(0.75 if self._tokens.dark else 0.9)
        painter.setPen(halo)
        reach = HALO - 0.4
        for step in range(8):
            angle = step * math.pi / 4
            painter.drawStaticText(at + QPointF(math.cos(angle) * reach, math.sin(angle) * reach), text)
