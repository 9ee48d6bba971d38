"""The reports: how the fleet did in some days, to be read, printed and handed over."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from common.client import EdgeError
from console.commands.registry import Command, Group
from console.core.handover import fetch_shift
from console.core.periods import Period, Span
from console.core.records import NOT_UNDERSTOOD
from console.core.reports import Between, Progress, Report, fetch_report
from console.core.sheets import Sheet
from console.theme.tokens import LIGHT, Tokens
from console.views.exporting import Form, exporting_of
from console.views.handover_words import HandoverWords
from console.views.pages.page import Page, State, Surroundings
from console.views.report_parts import ReportParts
from console.views.widgets.busy import BusyBar
from console.views.widgets.buttons import Button
from console.views.widgets.empty import Empty
from console.views.widgets.figure import Figure
from console.views.widgets.labels import label
from console.views.widgets.notice import Notice, Tone
from console.views.widgets.period import PeriodChooser
from console.views.widgets.picker import Picker
from console.views.widgets.section import Section
from console.views.widgets.sheet_view import SheetView
from console.views.words import isolated

if TYPE_CHECKING:
    from console.views.charts import BarChart, Chart
    from console.views.exporting_pdf import Document

MOST: Final = 10
"""Rows of a table that are shown; all of them are exported."""
CHART_HEIGHT: Final = 208
NOTE_HEIGHT: Final = 260
ALL: Final = ""


class ReportsPage(Page):
    """It asks the edge when it is first shown, and whenever another time or another site is chosen."""

    id = "reports"
    inspects = False

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self.parts = ReportParts(self.words, self.session, self)
        self.handover = HandoverWords(self.words, self.session, self)
        self.report: Report | None = None
        self._asked: tuple[object, object] | None = None
        self._run = 0
        self._charts: list[BarChart] = []
        self._titles: list[QLabel] = []
        self._tables: list[Section] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self._busy = BusyBar(self.theme, self)
        self._busy.hide()
        column.addWidget(self._busy)
        column.addLayout(self._body(), 1)
        self.theme.changed.connect(self._wear)

    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "reports.renew", self.tr("Ask for the figures again"), Group.FILE,
                run=self.renew, icon="refresh", enabled=lambda: not self._busy.isVisible(),
            ),
            Command(
                "reports.export", self.tr("Export the report…"), Group.FILE,
                run=self.export, enabled=lambda: self.report is not None, icon="export",
                keywords=("PDF", "XLSX", self.tr("print")),
            ),
            Command(
                "reports.handover", self.tr("Draft the handover note"), Group.FILE,
                run=self.draft, icon="comment", keywords=(self.tr("shift"),),
            ),
        )  # fmt: skip

    def save_state(self) -> State:
        return {"period": self.period.period.save(), "site": self.site.currentData()}

    def restore_state(self, state: State) -> None:
        period = Period.restored(state.get("period"))
        if period is not None:
            self.period.set_period(period)
        self._offer_sites()
        self.site.choose(state.get("site"))

    def sheet(self) -> Sheet | None:
        """The terminals; the whole report has a button of its own."""
        sheets = [] if self.report is None else self.parts.sheets(self.report)
        return next((sheet for sheet in sheets), None)

    def catch_up(self) -> None:
        self._offer_sites()
        self._look_again()

    def focus_first(self) -> None:
        self.area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- how it is built
    # ------------------------------------------------------------------------------------------------

    def _head(self) -> QVBoxLayout:
        self.period = PeriodChooser(self.theme, self._now().date(), Period(Span.WEEK), self)
        self.period.chosen.connect(lambda _: self._look_again())
        self.site = Picker(self.theme, self.tr("Site"), self)
        self.site.currentIndexChanged.connect(lambda _: self._look_again())
        self.export_button = Button(self.tr("Export…"), self, kind="primary")
        self.export_button.clicked.connect(self.export)
        self.export_button.setEnabled(False)
        self.title = label(self.tr("Reports"), "headline", self)
        self._about = label("", "dim", self)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.title)
        line.addWidget(self._about, 1, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self.export_button)
        choice = QHBoxLayout()
        choice.setSpacing(8)
        choice.addWidget(self.period)
        choice.addWidget(self.site)
        choice.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 12)
        head.setSpacing(12)
        head.addLayout(line)
        head.addLayout(choice)
        return head

    def _body(self) -> QStackedLayout:
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(self.tr("The report"))
        self._flow = QWidget(self.area)
        self._flow.setProperty("role", "flow")
        self._column = QVBoxLayout(self._flow)
        self._column.setContentsMargins(24, 4, 24, 32)
        self._column.setSpacing(20)
        self._trouble = Notice(self.theme, self._flow, Tone.BAD)
        self._trouble.hide()
        again = Button(self.tr("Try again"), self._trouble)
        again.clicked.connect(self.renew)
        self._trouble.column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addWidget(self._trouble)
        self._column.addLayout(self._figures_row())
        self._chart_row = QHBoxLayout()
        self._chart_row.setSpacing(12)
        self._column.addLayout(self._chart_row)
        self._table_column = QVBoxLayout()
        self._table_column.setSpacing(20)
        self._column.addLayout(self._table_column)
        self._column.addWidget(self._note_section())
        self._column.addStretch(1)
        self.area.setWidget(self._flow)
        self._waiting = Empty(
            self.theme,
            "reports",
            self.tr("Collecting the figures"),
            self.tr("The edge is asked for what happened in these days."),
            self,
        )
        self._stack = QStackedLayout()
        for part in (self._waiting, self.area):
            self._stack.addWidget(part)
        return self._stack

    def _figures_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.figures = [Figure("", self._flow) for _ in range(4)]
        for figure in self.figures:
            row.addWidget(figure, 1)
        return row

    def _note_section(self) -> Section:
        self.note = QPlainTextEdit(self._flow)
        self.note.setAccessibleName(self.tr("Handover note"))
        self.note.setTabChangesFocus(True)
        self.note.setMinimumHeight(NOTE_HEIGHT)
        self.note.setPlaceholderText(self.tr("What whoever comes next must know."))
        self.draft_button = Button(self.tr("Draft anew"), self._flow, theme=self.theme, icon_name="refresh")
        self.draft_button.setToolTip(self.tr("From the alerts, silences and deeds of the last 12 hours"))
        self.draft_button.clicked.connect(self.draft)
        title = self.tr("Handover note")
        return Section(self.theme, title, self.note, self._flow, beside=self.draft_button, foldable=False)

    def close_page(self) -> None:
        self._run += 1  # what is still asked is of nobody any more
        super().close_page()

    # -- asking
    # -------------------------------------------------------------------------------------------------

    def renew(self) -> None:
        """Ask for the figures of what is chosen."""
        self._asked = None
        self._look_again()

    def _look_again(self) -> None:
        wanted = (self.period.period, self.site.currentData())
        if self._asked == wanted or not self.isVisible() or self.session.connection.me is None:
            return
        self._asked = wanted
        self._run += 1
        self.around.tasks.spawn("report", self._fetch(self._run))

    async def _fetch(self, run: int) -> None:
        self._busy.show()
        self.export_button.setEnabled(False)
        begin, end = self.period.period.bounds(self._now(), self._zone())
        between = Between(round(begin.timestamp() * 1e6), round(end.timestamp() * 1e6))
        count = 0

        def progress(n: int) -> None:
            nonlocal count
            count += n
            if count % 500 == 0 and run == self._run:
                self._about.setText(self.tr("%Ln read", "", count))

        try:
            charts = asyncio.to_thread(import_module, "console.views.charts")
            report, _ = await asyncio.gather(self._report(between, progress), charts)
        except (EdgeError, *NOT_UNDERSTOOD) as error:
            if run == self._run:
                self._say_trouble(str(error))
        else:
            if run == self._run:
                await self._show(report, run)
                if not self.note.toPlainText():
                    await self._draft()
        finally:
            if run == self._run:
                self._busy.hide()

    async def _report(self, between: Between, progress: Progress) -> Report:
        return await fetch_report(
            self.session.connection.client,
            self.session.fleet,
            between,
            self.session.now_us(),
            site_id=self.site.currentData() or None,
            zone=self._zone(),
            progress=progress,
        )

    def draft(self) -> None:
        """Write the note of this shift anew."""
        self.around.tasks.spawn("handover", self._draft())

    async def _draft(self) -> None:
        try:
            shift = await fetch_shift(self.session.connection.client, self.session.now_us())
        except (EdgeError, *NOT_UNDERSTOOD) as error:
            self.around.tell(self.tr("The note was not drafted"), str(error))
        else:
            self.note.setPlainText(self.handover.draft(shift))

    # -- what it shows
    # ------------------------------------------------------------------------------------------------

    async def _show(self, report: Report, run: int) -> None:
        """In steps, between which the window answers."""
        self.report = report
        self._trouble.hide()
        self._about.setText(self._said_period())
        for figure, number in zip(self.figures, self.parts.numbers(report), strict=True):
            figure.set_title(number.name)
            figure.say(number.figure, number.words)
        self.turn_to_report()
        charts = self.parts.charts(report)
        for place, chart in enumerate(charts):
            await asyncio.sleep(0)
            if run != self._run:
                return
            self._show_chart(place, chart)
        for unused in self._charts[len(charts) :]:
            card = unused.parentWidget()
            if card is not None:
                card.hide()
        sheets = self.parts.sheets(report)
        for place, sheet in enumerate(sheets):
            await asyncio.sleep(0)
            if run != self._run:
                return
            self._show_table(place, sheet)
        for section in self._tables[len(sheets) :]:
            section.hide()
        self.export_button.setEnabled(True)

    def turn_to_report(self) -> None:
        self.turn_to(self._stack, self.area)

    def _show_chart(self, place: int, chart: Chart) -> None:
        from console.views.charts import BarChart  # it was brought in beside the loop

        if place < len(self._charts):
            known = self._charts[place]
            known.show_chart(chart)
            known.wear(self.theme.tokens)
            self._titles[place].setText(chart.title)
            card = known.parentWidget()
            if card is not None:
                card.show()
            return
        card = QFrame(self._flow)
        card.setProperty("role", "card")
        made = BarChart(self.theme.tokens, chart, card)
        made.setFixedHeight(CHART_HEIGHT)
        title = label(chart.title, "label", card)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 12, 10)
        column.setSpacing(6)
        column.addWidget(title)
        column.addWidget(made)
        self._chart_row.addWidget(card, 1)
        self._titles.append(title)
        self._charts.append(made)

    def _show_table(self, place: int, sheet: Sheet) -> None:
        if place == len(self._tables):
            view = SheetView(self.theme, self.parts.cell)
            card = QFrame()
            card.setProperty("role", "card")
            inside = QVBoxLayout(card)
            inside.setContentsMargins(4, 4, 4, 8)
            inside.addWidget(view)
            section = Section(self.theme, "", card, self._flow, foldable=True)
            self._tables.append(section)
            self._table_column.addWidget(section)
        section = self._tables[place]
        section.title.setText(sheet.title)
        section.title.updateGeometry()
        view = section.findChild(SheetView)
        assert isinstance(view, SheetView)
        view.show_sheet(sheet, MOST)
        total = sheet.total or 0
        shown, there = self.words.number(min(total, MOST)), self.words.number(total)
        section.set_count(self.tr("{0} of {1}").format(shown, there) if total > MOST else there)
        section.show()

    def _say_trouble(self, words: str) -> None:
        self._about.setText("")
        self._trouble.say(Tone.BAD, self.tr("The figures did not come"), words)
        self._trouble.show()
        self.turn_to_report()

    def _wear(self, tokens: Tokens) -> None:
        for chart in self._charts:
            chart.wear(tokens)

    def _offer_sites(self) -> None:
        sites = sorted(self.session.fleet.sites.values(), key=lambda site: site.name.casefold())
        self.site.offer([(ALL, self.tr("All sites")), *((site.id, site.name) for site in sites)])

    # -- exporting
    # ----------------------------------------------------------------------------------------------

    def export(self) -> None:
        """All of it, on paper or as a spreadsheet."""
        if self.report is not None:
            exporting_of(self).save(self._document, self._name(), (Form.PDF, Form.XLSX))

    async def _document(self) -> Document | None:
        """Charts are drawn one by one: the window answers in between."""
        from console.views.charts import printed
        from console.views.exporting_pdf import Document, Figures, Part, Picture, Prose

        report = self.report
        if report is None:
            return None
        numbers = self.parts.numbers(report)
        parts: list[Part] = [Figures([(one.name, one.figure) for one in numbers])]
        for chart in self.parts.charts(report):
            parts.append(Picture(chart.title, await printed(LIGHT, chart)))
        sheets = self.parts.sheets(report)
        facts = self.parts.facts(report, str(self._zone()), self._scope())
        for sheet in sheets[:1]:
            parts.append(Sheet(sheet.title, sheet.columns, sheet.rows, facts, sheet.total))
        parts += sheets[1:]
        note = self.note.toPlainText().strip()
        if note:
            parts.append(Prose(self.tr("Handover note"), note))
        return Document(
            title=self._name(),
            source=self.session.profile.name,
            parts=parts,
            period=self._said_period(),
            mirrored=self.isRightToLeft(),
            locale=self.words.locale,
        )

    def _name(self) -> str:
        return self.tr("Fleet report: {0}").format(self._scope())

    def _scope(self) -> str:
        return self.site.currentText() or self.tr("All sites")

    def _said_period(self) -> str:
        first, last = self.period.period.days(self._now().date())
        if first == last:
            return f"{first:%Y-%m-%d}"
        return self.tr("{0} to {1}").format(isolated(f"{first:%Y-%m-%d}"), isolated(f"{last:%Y-%m-%d}"))

    # -- whose days
    # --------------------------------------------------------------------------------------------

    def _zone(self) -> ZoneInfo:
        """The chosen site's, else the account's."""
        site = self.session.fleet.sites.get(self.site.currentData() or "") if hasattr(self, "site") else None
        tenant = (self.session.connection.me or {}).get("tenant") or {}
        for name in (site.timezone if site is not None else None, tenant.get("timezone"), "UTC"):
            try:
                if name:
                    return ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError):
                continue
        return ZoneInfo("UTC")

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.session.now_us() / 1e6, UTC).astimezone(self._zone())
