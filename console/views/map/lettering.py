"""Text on the map: measured once, painted once with a halo, then copied."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap, QTextLayout

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
        return not self.text.isascii() and any("\u0590" <= letter <= "\u08ff" for letter in self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """A line shaped once, in the fonts that its letters really need. `pitch`: from its top to that of the
    next line, closer than in text to be read at length."""

    shaped: QTextLayout
    colour: str
    width: float
    pitch: float

    @classmethod
    def of(cls, text: str, face: QFont, colour: str) -> Line:
        layout = QTextLayout(text, face)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        # the line itself dies with its layout: only numbers may outlive this
        return cls(layout, colour, line.naturalTextWidth(), line.ascent() + line.descent() * 0.7)


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

    def _lines(self, lettering: Lettering) -> list[Line]:
        scale = self._tokens.type
        if lettering.country:
            spaced = font(lettering.country)
            if not lettering.right_to_left:  # spacing would tear Arabic letters apart
                spaced.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1.6)
            return [Line.of(lettering.text, spaced, self._tokens.country_name)]
        weight = QFont.Weight.Bold if lettering.strong else QFont.Weight.Normal
        lines = [Line.of(lettering.text, font(scale.label, weight), self._tokens.text)]
        if lettering.below:
            lines.append(Line.of(lettering.below, font(scale.caption - 0.5), self._tokens.text_dim))
        return lines

    def _measured(self, lettering: Lettering) -> tuple[float, float]:
        lines = self._lines(lettering)
        return math.ceil(max(line.width for line in lines)), math.ceil(
            sum(line.pitch for line in lines) - 2.0
        )

    def _painted(self, lettering: Lettering, dpr: float) -> QPixmap:
        width, height = self.size(lettering)
        pixmap = QPixmap(math.ceil((width + 2 * HALO) * dpr), math.ceil((height + 2 * HALO + 2.0) * dpr))
        pixmap.setDevicePixelRatio(dpr)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        top = HALO - 1.0
        for line in self._lines(lettering):
            corner = QPointF(HALO + (width - line.width) * lettering.lean, top)
            if not lettering.country:
                self._paint_halo(painter, corner, line.shaped)
            painter.setPen(QColor(line.colour))
            line.shaped.draw(painter, corner)
            top += line.pitch
        painter.end()
        return pixmap

    def _paint_halo(self, painter: QPainter, at: QPointF, text: QTextLayout) -> None:
        """The text all around itself in the land's colour: much cheaper than stroking its outline."""
        halo = QColor(self._tokens.halo)
        halo.setAlphaF(0.75 if self._tokens.dark else 0.9)
        painter.setPen(halo)
        reach = HALO - 0.4
        for step in range(8):
            angle = step * math.pi / 4
            text.draw(painter, at + QPointF(math.cos(angle) * reach, math.sin(angle) * reach))
