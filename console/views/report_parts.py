"""What a report says: its figures, charts and tables in the user's language, for the screen and for paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QDate, QObject

from console.core.reports import TOP, DeviceUp, Report, Up
from console.core.session import Session
from console.core.sheets import Fact, Sheet, SheetColumn, Value
from console.views.alert_words import AlertWords
from console.views.exporting_pdf import words_of
from console.views.words import Words

if TYPE_CHECKING:
    from console.views.charts import Chart

UNKNOWN: Final = "–"


class Number(NamedTuple):
    """One of the few figures that matter: a name, what it is, and what it is made of."""

    name: str
    figure: str
    words: str


class ReportParts(QObject):
    """Words for one session's reports."""

    def __init__(self, words: Words, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._alerts = AlertWords(words, session, self)

    # -- figures
    # ----------------------------------------------------------------------------------------------

    def numbers(self, report: Report) -> list[Number]:
        words, up = self._words, report.up
        watched = sum(1 for row in report.devices if row.up.watched_us)
        gone = self.tr("%Ln times away", "", up.drops)
        alerts, acted = len(report.alerts), report.acted_on
        punches, late = sum(report.punches.values()), sum(report.late.values())
        many = (
            self.tr("at least {0}").format(words.number(punches)) if report.capped else words.number(punches)
        )
        return [
            Number(
                self.tr("Uptime"),
                self._percent(up if report.uptime_known else Up()),
                self.tr("{0}, {1}").format(words.terminals(watched), gone),
            ),
            Number(
                self.tr("Alerts"),
                words.number(alerts),
                self.tr("%Ln of them acted on", "", acted) if alerts else self.tr("Nobody was disturbed"),
            ),
            Number(
                self.tr("Taken on within"),
                self._lasting(report.to_acknowledge_s),
                self.tr("over within {0}").format(self._lasting(report.to_resolve_s)),
            ),
            Number(self.tr("Punches"), many, self.tr("%Ln came late", "", late)),
        ]

    # -- charts
    # -----------------------------------------------------------------------------------------------

    def charts(self, report: Report) -> list[Chart]:
        from console.views.charts import Bars, Chart  # whoever asks has brought it in

        days, words = report.days, self._words
        places = [self._day(day) for day in days]
        late = [report.late.get(day, 0) for day in days]
        in_time = [report.punches.get(day, 0) - n for day, n in zip(days, late, strict=True)]
        ups = [report.up_by_day.get(day, Up()) for day in days]
        percents = [up.percent or 0.0 for up in ups]
        known = [up.percent for up in ups if up.percent is not None]
        lowest = min(known, default=0.0)
        alerts = [report.alerts_by_day.get(day, 0) for day in days]

        def bars(name: str, role: str, values: Sequence[int]) -> Bars:
            return Bars(name, role, values, [words.number(value) for value in values])

        charts = [
            Chart(
                self.tr("Punches by day"),
                places,
                [bars(self.tr("In time"), "accent", in_time), bars(self.tr("Late"), "degraded", late)],
            ),
            Chart(self.tr("Alerts by day"), places, [bars(self.tr("Alerts"), "offline", alerts)]),
        ]
        if report.uptime_known and known:
            uptime = Bars(self.tr("Uptime"), "online", percents, [self._percent(up) for up in ups])
            begin = 90.0 if lowest >= 91 else 50.0 if lowest >= 55 else 0.0
            charts.insert(0, Chart(self.tr("Uptime by day, in %"), places, [uptime], top=100.0, bottom=begin))
        return charts

    # -- tables
    # -----------------------------------------------------------------------------------------------

    def sheets(self, report: Report) -> list[Sheet]:
        """Those that hold anything, in the order they are read."""
        found = [self._sites(report), self._terminals(report)] if report.uptime_known else []
        found += [self._flapping(report), self._rules(report), self._late(report), self._days(report)]
        return [sheet for sheet in found if sheet.total]

    def _sites(self, report: Report) -> Sheet:
        columns = (self._text(self.tr("Site")), self._number(self.tr("Terminals")), *self._of_up())
        rows = [(self._words.site_name(site), n, *self._up(up)) for site, up, n in report.sites]
        return _sheet(self.tr("Uptime by site"), columns, rows)

    def _terminals(self, report: Report) -> Sheet:
        return _sheet(self.tr("Uptime by terminal"), self._of_device(), self._rows(report.devices))

    def _flapping(self, report: Report) -> Sheet:
        title = self.tr("Came and went most often")
        return _sheet(title, self._of_device(), self._rows(report.flapping[:TOP]))

    def _rules(self, report: Report) -> Sheet:
        columns = (
            self._text(self.tr("Rule")), self._number(self.tr("Alerts")),
            self._number(self.tr("Acted on")), self._number(self.tr("Not acted on")),
        )  # fmt: skip
        rows = [
            (self._alerts.kind(one.kind), one.alerts, one.acted_on, one.ignored) for one in report.rules[:TOP]
        ]
        return _sheet(self.tr("Rules that made noise"), columns, rows)

    def _late(self, report: Report) -> Sheet:
        columns = (
            self._text(self.tr("Terminal")), self._text(self.tr("Site")),
            self._number(self.tr("Late punches")), SheetColumn(self.tr("Longest delay"), "duration"),
        )  # fmt: skip
        rows = [
            (one.device.name, self._words.site_name(one.site), one.punches, one.longest_s)
            for one in report.late_devices
        ]
        return _sheet(self.tr("Late uploads"), columns, rows)

    def _days(self, report: Report) -> Sheet:
        columns = (
            self._text(self.tr("Day")), self._number(self.tr("Uptime, %")),
            self._number(self.tr("Alerts")), self._number(self.tr("Punches")),
            self._number(self.tr("Late punches")),
        )  # fmt: skip
        rows = [
            (
                f"{day:%Y-%m-%d}", report.up_by_day.get(day, Up()).percent if report.uptime_known else None,
                report.alerts_by_day.get(day, 0), report.punches.get(day, 0), report.late.get(day, 0),
            )
            for day in report.days
        ]  # fmt: skip
        return _sheet(self.tr("Day by day"), columns, rows)

    def facts(self, report: Report, zone: str, scope: str) -> list[Fact]:
        """What one must know to read it."""
        found = [Fact(self.tr("About"), scope), Fact(self.tr("Days begin in"), zone)]
        if not report.uptime_known:
            found.append(Fact(self.tr("Uptime"), self.tr("The key may not read events, so it is not known.")))
        if report.capped:
            said = self.tr("There were more than were looked through: the oldest are missing.")
            found.append(Fact(self.tr("Punches"), said))
        return found

    def cell(self, value: Value, column: SheetColumn) -> str:
        """A cell as it is read."""
        if value is None:
            return UNKNOWN
        if column.kind == "duration" and isinstance(value, int | float):
            return self._words.duration(value)
        return words_of(value, False, self._words.locale)

    # -- how
    # --------------------------------------------------------------------------------------------------

    def _of_device(self) -> tuple[SheetColumn, ...]:
        names = (self.tr("Terminal"), self.tr("Serial number"), self.tr("Site"))
        return (*(self._text(name) for name in names), *self._of_up())

    def _of_up(self) -> tuple[SheetColumn, ...]:
        return (
            self._number(self.tr("Uptime, %")),
            SheetColumn(self.tr("Away for"), "duration"),
            self._number(self.tr("Times away")),
        )

    def _rows(self, rows: Sequence[DeviceUp]) -> list[Sequence[Value]]:
        return [
            (row.device.name, row.device.serial, self._words.site_name(row.site), *self._up(row.up))
            for row in rows
        ]

    def _up(self, up: Up) -> tuple[Value, ...]:
        return (None, None, None) if up.percent is None else (up.percent, up.away_s, up.drops)

    def _text(self, title: str) -> SheetColumn:
        return SheetColumn(title)

    def _number(self, title: str) -> SheetColumn:
        return SheetColumn(title, "number")

    def _percent(self, up: Up) -> str:
        if up.percent is None:
            return UNKNOWN
        return self.tr("{0} %").format(self._words.locale.toString(up.percent, "f", 2))

    def _lasting(self, seconds: float | None) -> str:
        return UNKNOWN if seconds is None else self._words.duration(seconds)

    def _day(self, day: date) -> str:
        return self._words.locale.toString(QDate(day.year, day.month, day.day), "d MMM")


def _sheet(title: str, columns: Sequence[SheetColumn], rows: Sequence[Sequence[Value]]) -> Sheet:
    return Sheet(title, columns, rows, total=len(rows))
