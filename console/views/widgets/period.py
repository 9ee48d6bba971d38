"""Chooses the days that a list is about."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.core.periods import Period, Span
from console.theme.theme import Theme
from console.views.widgets.picker import DayEdit, Picker


class PeriodChooser(QWidget):
    """One of a few, or two days. `today` is asked for when it matters: a window may stay open for weeks.

    Signals: `chosen(Period)`.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, today: date, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.spans = Picker(theme, self.tr("Days"), self)
        for span, name in (
            (Span.TODAY, self.tr("Today")),
            (Span.YESTERDAY, self.tr("Yesterday")),
            (Span.WEEK, self.tr("Last 7 days")),
            (Span.MONTH, self.tr("Last 30 days")),
            (Span.DAYS, self.tr("From … to …")),
        ):
            self.spans.addItem(name, span)
        self.first = self._day(self.tr("First day"))
        self.last = self._day(self.tr("Last day"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.spans, self.first, self.last):
            row.addWidget(part)
        self._today = today
        self.set_period(period)
        self.spans.currentIndexChanged.connect(self._choose)
        self.first.dateChanged.connect(self._choose)
        self.last.dateChanged.connect(self._choose)

    @property
    def period(self) -> Period:
        span = Span(self.spans.currentData())
        if span is not Span.DAYS:
            return Period(span)
        return Period(span, _date(self.first.date()), _date(self.last.date()))

    def set_period(self, period: Period) -> None:
        """Show this one; says nothing."""
        first, last = period.days(self._today)
        with QSignalBlocker(self.spans), QSignalBlocker(self.first), QSignalBlocker(self.last):
            self.spans.setCurrentIndex(self.spans.findData(period.span))
            self.first.setDate(QDate(first.year, first.month, first.day))
            self.last.setDate(QDate(last.year, last.month, last.day))
        self._show_days()

    def _day(self, name: str) -> DayEdit:
        return DayEdit(self._theme, name, self)

    def _choose(self) -> None:
        self._show_days()
        self.chosen.emit(self.period)

    def _show_days(self) -> None:
        shown = self.spans.currentData() == Span.DAYS
        self.first.setVisible(shown)
        self.last.setVisible(shown)


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
