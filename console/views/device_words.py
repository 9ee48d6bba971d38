"""What the table of terminals says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QDate,
    QObject,
)

from console.core.records import Device, moment
from console.core.status import Status
from console.models.device_columns import Column, Terminal, count
from console.models.devices import Gathering, Group, Row
from console.views.words import Words, isolated

DRIFT_S: Final = 60.0
"""From here on a clock is worth a word."""
UNKNOWN: Final = "–"


class DeviceWords(QObject):
    """What the cells say in the user's language. `now_us` is the clock, `blind` whether the edge is not
    heard."""

    def __init__(
        self,
        words: Words,
        now_us: Callable[[], int],
        blind: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._now_us = now_us
        self._blind = blind
        self._headers = {
            Column.STATUS: self.tr("Status"),
            Column.NAME: self.tr("Name"),
            Column.SITE: self.tr("Site"),
            Column.REASON: self.tr("Why"),
            Column.SEEN: self.tr("Last seen"),
            Column.PUNCH: self.tr("Last punch"),
            Column.SERIAL: self.tr("Serial number"),
            Column.MODEL: self.tr("Model"),
            Column.USERS: self.tr("People"),
            Column.FINGERPRINTS: self.tr("Fingerprints"),
            Column.FACES: self.tr("Faces"),
            Column.PUNCHES: self.tr("Punches held"),
            Column.COMMANDS: self.tr("Commands"),
            Column.DRIFT: self.tr("Clock"),
            Column.IP: self.tr("Address"),
            Column.FIRMWARE: self.tr("Firmware"),
            Column.PUSH: self.tr("Push protocol"),
            Column.TAGS: self.tr("Tags"),
        }

    def header(self, column: Column) -> str:
        return self._headers[column]

    def text(self, row: Row, column: Column) -> str:
        if isinstance(row, Group):
            return self.heading(row)
        device = row.device
        match column:
            case Column.STATUS:
                waits = row.status is Status.PENDING
                return self.tr("Waiting") if waits else self._words.status(row.status)
            case Column.NAME:
                return device.name
            case Column.SITE:
                return "" if row.status is Status.PENDING else row.site
            case Column.REASON:
                return self.reason(row)
            case Column.SEEN:
                return self._words.ago_us(device.last_seen_us, self._now_us())
            case Column.PUNCH:
                punched_us = row.punched_us
                return UNKNOWN if punched_us is None else self._words.ago_us(punched_us, self._now_us())
            case Column.SERIAL:
                return isolated(device.serial)
            case Column.DRIFT:
                return self._drift(device)
            case Column.TAGS:
                return ", ".join(device.tags)
            case Column.MODEL | Column.IP | Column.FIRMWARE | Column.PUSH:
                return self._plain(device, column)
            case _:
                number = count(device, column)
                return UNKNOWN if number is None else self._words.number(number)

    def tooltip(self, row: Row, column: Column) -> str:
        """What there is to say beyond the text; the text itself is said where it is cut."""
        if isinstance(row, Group):
            return ""
        if column is Column.SEEN:
            return self._exactly(row.device.last_seen_us)
        if column is Column.PUNCH:
            return self._exactly(row.punched_us)
        if column is Column.STATUS:
            return self.reason(row)
        if column is Column.DRIFT and row.device.clock_drift_s is not None:
            return self._words.clock_off(row.device.clock_drift_s)
        return ""

    def spoken(self, row: Row, column: Column) -> str:
        """For screen readers; the name says the whole row."""
        text = self.text(row, column)
        if isinstance(row, Group) or column in (Column.STATUS, Column.REASON):
            return text
        if column is not Column.NAME:
            said = self.tr("not known") if text in ("", UNKNOWN) else text
            return self.tr("{0}: {1}").format(self.header(column), said)
        parts = (text, self.text(row, Column.SITE), self._words.status(row.status), self.reason(row))
        return self.tr(", ").join(part for part in parts if part)

    # -- headings
    # ------------------------------------------------------------------------------------------------

    def title(self, group: Group) -> str:
        if group.of is Gathering.WAITING:
            return self._words.status(Status.PENDING)
        if group.of is Gathering.REGISTERED:
            return self.tr("Registered")
        return self._words.site_name("" if group.verdict is None else group.verdict.name)

    def why(self, group: Group) -> str:
        """How what is below does."""
        if group.of is Gathering.WAITING:
            return self.tr("Nothing is taken in until somebody approves.")
        if group.verdict is None:
            return ""
        if self._blind() and group.verdict.reason.code == "no_data":
            return self._words.status(Status.NO_DATA)
        return self._words.reason(group.verdict.reason)

    def many(self, group: Group) -> str:
        if group.shown == group.total:
            return self._words.terminals(group.total)
        return self.tr("{0} of {1}").format(
            self._words.number(group.shown), self._words.terminals(group.total)
        )

    def heading(self, group: Group) -> str:
        """In one sentence."""
        folded = self.tr("folded") if group.folded else self.tr("open")
        parts = (self.title(group), self.why(group), self.many(group), folded)
        return self.tr(", ").join(part for part in parts if part)

    # -- cells
    # --------------------------------------------------------------------------------------------------------

    def reason(self, row: Terminal) -> str:
        """Why it is what it is, as far as that is worth a word."""
        device = row.device
        causes = self.tr(", ").join(map(self._words.cause, device.health_reasons))
        causes = causes[:1].upper() + causes[1:]
        match row.status:
            case Status.OFFLINE if device.last_seen_us is not None:
                silence = self._words.silence(device.last_seen_us, self._now_us())
                return self.tr("Silent for {0}").format(silence)
            case Status.UNSTABLE:
                return causes or self.tr("Comes and goes")
            case Status.DEGRADED:
                return causes
            case Status.NEW:
                return self.tr("Has never called")
            case Status.PENDING:
                return self.tr("Nobody has approved it yet")
            case Status.ONLINE if device.clock_drift_s is not None and abs(device.clock_drift_s) >= DRIFT_S:
                return self._words.clock_off(device.clock_drift_s)
        return ""

    def _drift(self, device: Device) -> str:
        drift_s = device.clock_drift_s
        if drift_s is None:
            return UNKNOWN
        sign = "" if abs(drift_s) < 0.5 else "+" if drift_s > 0 else "−"
        return isolated(f"{sign}{self._words.duration(abs(drift_s))}")

    def _plain(self, device: Device, column: Column) -> str:
        text = {
            Column.MODEL: device.model,
            Column.IP: device.ip,
            Column.FIRMWARE: device.firmware,
            Column.PUSH: device.push_version,
        }[column]
        return isolated(text) if text else UNKNOWN

    def _exactly(self, at_us: int | None) -> str:
        if at_us is None:
            return ""
        at = moment(at_us).astimezone()
        day = self._words.locale.toString(QDate(at.year, at.month, at.day), "d MMMM yyyy")
        return self.tr("{0}, {1}").format(day, self._words.clock_s(at))
