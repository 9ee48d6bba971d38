"""Labels that know their part: title, dim, caption; ones that wrap or shorten what does not fit."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from console.views.direction import own_way


def leading(widget: QWidget) -> Qt.AlignmentFlag:
    """Where lines begin in the language of the user, whatever that of a name in them: Qt goes by the name."""
    side = Qt.AlignmentFlag.AlignRight if widget.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def label(text: str = "", role: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """A plain-text label in a role of the style sheet."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setAlignment(leading(made))
    if role:
        made.setProperty("role", role)
    return made


class WrappedLabel(QLabel):
    """Text on as many lines as it needs, broken inside of words that are longer than a line."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if role:
            self.setProperty("role", role)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        beside, above = self._margins()
        return ceil(self._laid(width - beside).boundingRect().height()) + above

    def sizeHint(self) -> QSize:
        beside, above = self._margins()
        line = self.fontMetrics()
        return QSize(line.horizontalAdvance(self.text()) + beside + 2, line.height() + above)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.fontMetrics().height() + self._margins()[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        box = self.contentsRect()
        self._laid(box.width()).draw(painter, QPointF(box.topLeft()))
        painter.end()

    def _laid(self, width: int) -> QTextLayout:
        option = QTextOption(leading(self))
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self.layoutDirection())
        laid = QTextLayout(own_way(self.text()) or " ", self.font())
        laid.setTextOption(option)
        laid.beginLayout()
        height = 0.0
        while (line := laid.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, height))
            height += line.height()
        laid.endLayout()
        return laid

    def _margins(self) -> tuple[int, int]:
        around = self.contentsMargins()
        return around.left() + around.right(), around.top() + around.bottom()


class ElidedLabel(QLabel):
    """One line that ends in … where it is cut; the whole text is its tooltip then. A hint goes with it."""

    def __init__(
        self,
        text: str = "",
        role: str = "",
        parent: QWidget | None = None,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(text, parent)
        self._mode = mode
        self._hint = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)

    def set_hint(self, hint: str) -> None:
        """Said on hover beside the whole text."""
        self._hint = hint

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
            parts = [self.text()] if cut else []
            self.setToolTip("\n".join([*parts, *([self._hint] if self._hint else [])]))
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = own_way(self.fontMetrics().elidedText(self.text(), self._mode, self.width()))
        self.style().drawItemText(
            painter,
            self.rect(),
            int(self.alignment() | Qt.AlignmentFlag.AlignVCenter),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )
        painter.end()
