"""How many alerts of each severity there are; pressed, a chip asks for its severity."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.core.alerts import Severity
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.alert_shapes import severity_pixmap

SHAPE = 14


class SeverityChip(QPushButton):
    """ "3 critical", a switch. It only ever grows wider, so that its neighbours do not jump."""

    def __init__(self, theme: Theme, severity: Severity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = severity
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(SHAPE, SHAPE))
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)

    def say(self, words: str, hint: str) -> None:
        """`words` as "3 critical"; `hint` is what pressing it does."""
        if words != self.accessibleName():
            # Qt leaves hardly any room between a button's icon and its text.
            self.setText(f" {words}")
            self.setAccessibleName(words)
            self.setMinimumWidth(max(self.minimumWidth(), self.sizeHint().width()))
        self.setToolTip(hint)

    def _wear(self, tokens: Tokens) -> None:
        self.setMinimumWidth(0)
        self.setIcon(QIcon(severity_pixmap(self._severity, SHAPE, self.devicePixelRatioF(), tokens)))


class SeverityChips(QWidget):
    """Signals: `toggled(Severity)` when somebody presses one."""

    toggled = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = {severity: SeverityChip(theme, severity, self) for severity in Severity}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for severity, chip in self.chips.items():
            chip.hide()
            chip.clicked.connect(lambda _=False, severity=severity: self.toggled.emit(severity))
            row.addWidget(chip)
        row.addStretch(1)

    def show_counts(self, words: Mapping[Severity, str], wanted: frozenset[Severity], hint: str) -> None:
        """`words` as "3 critical", of those that are worth a chip."""
        self.setVisible(bool(words))
        for severity, chip in self.chips.items():
            chip.setVisible(severity in words)
            chip.setChecked(severity in wanted)
            if severity in words:
                chip.say(words[severity], hint)
