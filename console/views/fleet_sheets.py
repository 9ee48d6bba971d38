"""The tables that the pages of the fleet hand out: terminals, alerts, punches, sites.

Values are those themselves, dates as dates and numbers as numbers, not what the cells say of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeVar

from PySide6.QtCore import QObject

from console.core.alerts import Alert
from console.core.records import FeedLine, Punch, moment
from console.core.session import Session
from console.core.sheets import Fact, Sheet, SheetColumn, SheetKind, Value
from console.core.status import Status
from console.core.verdicts import SiteVerdict
from console.models.alert_columns import AlertRow
from console.models.alert_columns import Column as AlertColumn
from console.models.device_columns import NUMBERS, Column, Terminal, count
from console.models.feed_columns import Flag
from console.views.alert_words import AlertWords
from console.views.device_words import DeviceWords
from console.views.feed_words import FeedWords
from console.views.words import Words, utc_offset

_TIMES: Final = frozenset({Column.SEEN, Column.PUNCH})

Thing = TypeVar("Thing")


class FleetSheets(QObject):
    """Each table of what a page shows now, with what one must know to read it."""

    def __init__(self, words: Words, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._session = session

    def terminals(
        self, rows: Sequence[Terminal], columns: Sequence[Column], said: DeviceWords, wanted: str
    ) -> Sheet | None:
        """The terminals with the columns that are shown; `wanted` is the filter they passed."""

        def value(row: Terminal, column: Column) -> Value:
            device = row.device
            if column is Column.SEEN:
                return own_time(device.last_seen_us)
            if column is Column.PUNCH:
                return own_time(row.punched_us)
            if column is Column.DRIFT:
                return device.clock_drift_s
            if column in NUMBERS:
                return count(device, column)
            plain = {
                Column.SERIAL: device.serial, Column.MODEL: device.model, Column.IP: device.ip,
                Column.FIRMWARE: device.firmware, Column.PUSH: device.push_version,
            }  # fmt: skip
            return plain[column] if column in plain else _bare(said.text(row, column))

        def kind(column: Column) -> SheetKind:
            if column in _TIMES:
                return "time"
            return "duration" if column is Column.DRIFT else "number" if column in NUMBERS else "text"

        heads = [SheetColumn(said.header(column), kind(column)) for column in columns]

        def values(row: Terminal) -> Sequence[Value]:
            return [value(row, column) for column in columns]

        return self.of(self.tr("Terminals"), heads, rows, len(rows), values, wanted)

    def alerts(self, rows: Sequence[AlertRow], said: AlertWords, wanted: str) -> Sheet | None:
        """The alerts; those under another one follow it."""
        heads = [
            SheetColumn(said.header(AlertColumn.SEVERITY)),
            SheetColumn(said.header(AlertColumn.ALERT)),
            SheetColumn(self.tr("Reason")),
            SheetColumn(said.header(AlertColumn.SITE)),
            SheetColumn(self.tr("About")),
            SheetColumn(said.header(AlertColumn.STAGE)),
            SheetColumn(self.tr("Opened"), "time"),
            SheetColumn(self.tr("Over"), "time"),
            SheetColumn(self.tr("Taken on by")),
            SheetColumn(self.tr("Taken on"), "time"),
            SheetColumn(self.tr("Assigned to")),
            SheetColumn(self.tr("Terminals"), "number"),
            SheetColumn(self.tr("Part of")),
            SheetColumn(self.tr("Id")),
        ]
        titles = {alert.id: _bare(said.title(alert)) for alert in self._session.alerts.book}

        def values(row: AlertRow) -> Sequence[Value]:
            alert: Alert = row.alert
            return (
                said.severity(alert.severity), _bare(said.title(alert)), said.reason(alert),
                said.text(row, AlertColumn.SITE), alert.entity_name, said.stage(alert.stage),
                own_time(alert.opened_us), own_time(alert.resolved_us), said.who(alert.acknowledged_by),
                own_time(alert.acknowledged_us), said.who(alert.assignee), row.terminals,
                titles.get(alert.parent_id or "", "") if row.depth else "", alert.id,
            )  # fmt: skip

        return self.of(self.tr("Alerts"), heads, rows, len(rows), values, wanted)

    def punches(
        self,
        lines: Sequence[FeedLine],
        said: FeedWords,
        marks: Callable[[FeedLine], tuple[Flag, ...]],
        wanted: str,
    ) -> Sheet | None:
        """The punches among the lines; gaps are no punches, but a fact tells of them."""
        heads = [
            SheetColumn(self.tr("Time at the terminal"), "time"), SheetColumn(self.tr("Ahead of UTC")),
            SheetColumn(self.tr("Received"), "time"), SheetColumn(self.tr("Delay"), "duration"),
            SheetColumn(self.tr("Employee")), SheetColumn(self.tr("Type")),
            SheetColumn(self.tr("Recognised by")), SheetColumn(self.tr("Terminal")),
            SheetColumn(self.tr("Serial number")), SheetColumn(self.tr("Site")),
            SheetColumn(self.tr("Remarks")), SheetColumn(self.tr("Work code")), SheetColumn(self.tr("Id")),
        ]  # fmt: skip
        total = sum(1 for line in lines if isinstance(line, Punch))
        gaps = len(lines) - total
        punches = (line for line in lines if isinstance(line, Punch))

        def values(punch: Punch) -> Sequence[Value]:
            return (
                punch.local, utc_offset(punch.offset_min), own_time(punch.received_us), punch.lag_s,
                punch.employee, said.type(punch), said.verify(punch), punch.device, punch.serial,
                punch.site, said.remarks(marks(punch)), punch.work_code, punch.id,
            )  # fmt: skip

        missing = [Fact(self.tr("Gaps"), self.tr("%n times the stream lost something", "", gaps))]
        return self.of(self.tr("Punches"), heads, punches, total, values, wanted, missing if gaps else ())

    def sites(self, verdicts: Sequence[SiteVerdict], wanted: str) -> Sheet | None:
        """How every site does, worst first."""
        words = self._words
        statuses = (Status.ONLINE, Status.OFFLINE, Status.UNSTABLE, Status.DEGRADED, Status.NO_DATA)
        heads = [
            SheetColumn(self.tr("Site")), SheetColumn(self.tr("Status")), SheetColumn(self.tr("Why")),
            SheetColumn(self.tr("Terminals"), "number"),
            *(SheetColumn(words.status(status), "number") for status in statuses),
            SheetColumn(self.tr("Punches in 24 hours"), "number"),
        ]  # fmt: skip
        fleet, now_us = self._session.fleet, self._session.now_us()
        day = {verdict.site_id: sum(fleet.hourly(verdict.site_id, now_us)) for verdict in verdicts}

        def values(verdict: SiteVerdict) -> Sequence[Value]:
            counts = verdict.counts
            return (
                words.site_name(verdict.name), words.status(verdict.level),
                _bare(words.reason(verdict.reason)), counts.total,
                *(getattr(counts, status.value) for status in statuses), day[verdict.site_id],
            )  # fmt: skip

        return self.of(self.tr("Sites"), heads, verdicts, len(verdicts), values, wanted)

    # -- how
    # ------------------------------------------------------------------------------------------------

    def of(
        self,
        title: str,
        columns: Sequence[SheetColumn],
        things: Iterable[Thing],
        total: int,
        values: Callable[[Thing], Sequence[Value]],
        wanted: str = "",
        further: Sequence[Fact] = (),
    ) -> Sheet | None:
        """A sheet with a row for each of these things; None of none. `values` is asked beside the loop."""
        if not total:
            return None
        own = moment(self._session.now_us()).astimezone()
        offset = utc_offset(round((own.utcoffset() or timedelta()).total_seconds() / 60))
        facts = [
            Fact(self.tr("Fleet"), self._session.profile.name),
            Fact(self.tr("Filter"), wanted or self.tr("none")),
            Fact(self.tr("Made"), f"{own:%Y-%m-%d %H:%M}"),
            Fact(self.tr("Times"), self.tr("{0}, but for those at a terminal").format(offset)),
            *further,
        ]
        return Sheet(title, columns, map(values, things), facts, total)


def own_time(at_us: int | None) -> datetime | None:
    """By the operator's clock, as sheets have it."""
    return None if at_us is None else moment(at_us).astimezone().replace(tzinfo=None, microsecond=0)


def _bare(words: str) -> str:
    """Without what keeps addresses left to right on the screen."""
    return words.replace("\u2066", "").replace("\u2069", "")
