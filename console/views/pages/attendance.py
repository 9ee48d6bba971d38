"""Attendance: who was where when, found among all that the edge keeps, in the time of the place."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from common.filters import Value
from common.instants import rfc3339
from console.core.attendance import KeptPunch
from console.core.periods import Period, Span
from console.core.records import NOT_UNDERSTOOD, Json
from console.core.sheets import Fact, Sheet, SheetColumn
from console.models.records import RecordColumn, Tone
from console.models.selection import Kind
from console.views.detail import Detail
from console.views.inspector.parts import Fact as Line
from console.views.inspector.parts import Facts, LeadRow, Section
from console.views.pages.page import State, Surroundings
from console.views.pages.records import Listing, RecordsPage
from console.views.verbs import Verb
from console.views.widgets.labels import label
from console.views.widgets.period import PeriodChooser
from console.views.widgets.picker import Picker
from console.views.words import Words, isolated, utc_offset

PAGE: Final = 200
WHOLE_PAGE: Final = 1_000
PAUSE_MS: Final = 350
"""How long somebody who writes a name has stopped before it is looked for."""


log = logging.getLogger(__name__)


class AttendancePage(RecordsPage[KeptPunch]):
    """Who, which days and which site are asked of the edge; the filter looks through what has come."""

    id = "attendance"
    icon = "clock"
    renewed_s = 10

    # -- what is asked
    # ---------------------------------------------------------------------------------------------------

    def controls(self) -> Sequence[QWidget]:
        self.who = QLineEdit(self)
        self.who.setClearButtonEnabled(True)
        self.who.setPlaceholderText(self.tr("Employee: name or number"))
        self.who.setAccessibleName(self.tr("Employee"))
        self.who.setMinimumWidth(230)
        self.period = PeriodChooser(self.theme, self._now().astimezone(self._zone()).date(), Period(), self)
        self.site = Picker(self.theme, self.tr("Site"), self)
        self._offer_sites()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.reload)
        self.who.textEdited.connect(lambda: self._pause.start())
        self.who.returnPressed.connect(self._search)
        self.period.chosen.connect(lambda _: self.reload())
        self.site.currentIndexChanged.connect(lambda _: self.reload())
        self.listen(self.session.changed, lambda change: self._offer_sites() if change.structure else None)
        return (self.who, self.period, self.site)

    def title(self) -> str:
        return self.tr("Attendance")

    def hint(self) -> str:
        return 'type:check_in lag>5m "gate in"'

    def key_of(self, record: KeptPunch) -> str:
        return record.id

    def columns(self) -> Sequence[RecordColumn[KeptPunch]]:
        words = self.words
        return (
            RecordColumn(
                id="employee", title=self.tr("Employee"), least=150, share=3, rank=9,
                text=lambda it: it.name or isolated(it.employee),
                second=lambda it: isolated(it.employee) if it.name else "",
                order=lambda it: (it.name.casefold(), it.employee),
            ),
            RecordColumn(
                id="time", title=self.tr("Time there"), least=150, rank=8,
                text=self._time, second=self._day, tip=self._other_clocks, order=lambda it: it.punched_us,
                tone=lambda it: Tone.NONE if it.time_quality == "ok" else Tone.CARE,
            ),
            RecordColumn(
                id="type", title=self.tr("Punch"), least=110, rank=6,
                text=lambda it: words.punch_type(it.punch_type), order=lambda it: it.punch_type,
                second=lambda it: words.verify_mode(it.verify_mode),
            ),
            RecordColumn(
                id="terminal", title=self.tr("Terminal"), least=130, share=2, rank=5,
                text=lambda it: it.device, second=lambda it: isolated(it.serial),
                order=lambda it: it.device.casefold(),
            ),
            RecordColumn(
                id="site", title=self.tr("Site"), least=120, share=2, rank=7,
                text=lambda it: words.site_name(it.site), order=lambda it: it.site.casefold(),
            ),
            RecordColumn(
                id="received", title=self.tr("On its way"), least=96, figures=True, rank=4,
                text=lambda it: words.duration(max(it.lag_s, 0)), order=lambda it: it.lag_s,
                tone=lambda it: Tone.WAITING if it.late else Tone.NONE,
            ),
            RecordColumn(
                id="quality", title=self.tr("Its time"), least=120, share=1, shown=False,
                text=lambda it: words.time_quality(it.time_quality), order=lambda it: it.time_quality,
            ),
            RecordColumn(
                id="work_code", title=self.tr("Work code"), least=84, shown=False,
                text=lambda it: it.work_code or "", order=lambda it: it.work_code,
            ),
            RecordColumn(
                id="id", title=self.tr("Id"), least=120, share=1, code=True, shown=False,
                text=lambda it: isolated(it.id),
            ),
        )  # fmt: skip

    def fields(self) -> Mapping[str, Callable[[KeptPunch], Value]]:
        return {
            "employee": lambda it: (it.employee, it.name),
            "site": lambda it: it.site,
            "terminal": lambda it: (it.device, it.serial),
            "type": lambda it: it.punch_type,
            "verify": lambda it: it.verify_mode,
            "lag": lambda it: it.lag_s,
            "quality": lambda it: it.time_quality,
            "code": lambda it: it.work_code or "",
            "is": lambda it: ("late",) if it.late else (),
        }

    async def fetch(self, after: str | None) -> Listing[KeptPunch]:
        answer = await self.session.connection.client.get("/v1/attendance", self._asked(after, PAGE))
        return Listing(self._read(answer["data"]), answer.get("next_cursor"))

    def _asked(self, after: str | None, limit: int) -> dict[str, Any]:
        begin, end = self.period.period.bounds(self._now(), self._zone())
        asked: dict[str, Any] = {
            "limit": limit,
            "from": rfc3339(round(begin.timestamp() * 1e6)),
            "to": rfc3339(round(end.timestamp() * 1e6)),
            "q": self.who.text().strip() or None,
            "site": self.site.currentData() or None,
            "cursor": after,
        }
        if self.around.may("employees:read"):
            asked["expand[]"] = "employee"
        return asked

    def _read(self, bodies: Sequence[Json]) -> list[KeptPunch]:
        devices, found = self.session.fleet.devices, []
        for body in bodies:
            try:
                device = devices.get(body["device_id"])
                found.append(KeptPunch.of(body, device.name if device else body["device_serial"]))
            except NOT_UNDERSTOOD as error:
                log.error("punch %s not understood: %r", body.get("id"), error)
        return found

    def _zone(self) -> ZoneInfo:
        """Whose days are meant: the chosen site's, else the account's."""
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
        return datetime.fromtimestamp(self.session.now_us() / 1e6, UTC)

    def _offer_sites(self) -> None:
        sites = sorted(self.session.fleet.sites.values(), key=lambda site: site.name.casefold())
        self.site.offer([("", self.tr("All sites")), *((site.id, site.name) for site in sites)])

    def _search(self) -> None:
        self._pause.stop()
        self.reload()

    # -- what it says
    # ----------------------------------------------------------------------------------------------------

    def nothing(self) -> tuple[str, str]:
        if self.who.text().strip():
            return (
                self.tr("No punch of {0} in these days").format(isolated(self.who.text().strip())),
                self.tr("Choose other days or another site, or write less of the name."),
            )
        return (
            self.tr("No punches in these days"),
            self.tr("Choose other days, or see under Devices whether the terminals are heard."),
        )

    def make_detail(self) -> Detail:
        return PunchDetail(self.around, self._other_clocks)

    def detail_title(self) -> str:
        return self.tr("Punch")

    def verbs(self) -> Sequence[Verb[KeptPunch]]:
        return (
            Verb(
                id="attendance.only", title=self.tr("All punches of this employee"), single=True,
                run=lambda picked: self.show_employee(picked[0].employee), icon="person",
            ),
            Verb(
                id="attendance.terminal", title=self.tr("Go to its terminal"), single=True,
                run=lambda picked: self._go_to_terminal(picked[0]), icon="devices",
            ),
            Verb(
                id="attendance.copy", title=self.tr("Copy"), run=self._copy, icon="copy", shortcut="Ctrl+C",
            ),
        )  # fmt: skip

    def show_employee(self, employee: str) -> None:
        """All of one person, a month back where less was looked at."""
        self.who.setText(employee)
        if self.period.period.span in (Span.TODAY, Span.YESTERDAY):
            self.period.set_period(Period(Span.MONTH))
        self.reload()

    def _go_to_terminal(self, punch: KeptPunch) -> None:
        self.around.open_page("devices")
        self.selection.select(Kind.DEVICE, punch.device_id)

    def _copy(self, picked: Sequence[KeptPunch]) -> None:
        columns = self.export_columns()
        lines = [
            "\t".join("" if (said := of(it)) is None else str(said) for _, of in columns) for it in picked
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _time(self, punch: KeptPunch) -> str:
        said = self.words.clock_s(punch.local)
        zone = self.words.zone_mark(punch.zone, punch.utc.replace(tzinfo=UTC))
        return f"{said} {zone}" if zone else said

    def _day(self, punch: KeptPunch) -> str:
        return self.words.day(punch.local)

    def _other_clocks(self, punch: KeptPunch) -> str:
        """By the operator's clock and in UTC, and what is doubtful about it."""
        at = punch.utc.replace(tzinfo=UTC)
        own = at.astimezone()
        said = [
            self.tr("{0} {1}, your time").format(self.words.day(own), self.words.clock_s(own)),
            isolated(f"{punch.utc:%Y-%m-%d %H:%M:%S} UTC"),
            self.words.time_quality(punch.time_quality),
        ]
        return "\n".join(part for part in said if part)

    # -- as a file
    # -------------------------------------------------------------------------------------------------------

    def export_columns(self) -> Sequence[tuple[SheetColumn, Callable[[KeptPunch], Any]]]:
        words = self.words
        return (
            (SheetColumn(self.tr("Employee number")), lambda it: it.employee),
            (SheetColumn(self.tr("Name")), lambda it: it.name),
            (SheetColumn(self.tr("Time there"), "time"), lambda it: it.local),
            (SheetColumn(self.tr("Zone")), lambda it: f"{it.zone} ({utc_offset(it.offset_min)})"),
            (SheetColumn(self.tr("Time in UTC"), "time"), lambda it: it.utc),
            (SheetColumn(self.tr("Punch")), lambda it: words.punch_type(it.punch_type)),
            (SheetColumn(self.tr("Recognised by")), lambda it: words.verify_mode(it.verify_mode)),
            (SheetColumn(self.tr("Terminal")), lambda it: it.device),
            (SheetColumn(self.tr("Serial number")), lambda it: it.serial),
            (SheetColumn(self.tr("Site")), lambda it: it.site),
            (SheetColumn(self.tr("On its way"), "duration"), lambda it: it.lag_s),
            (SheetColumn(self.tr("Its time")), lambda it: words.time_quality(it.time_quality)),
            (SheetColumn(self.tr("Work code")), lambda it: it.work_code),
            (SheetColumn(self.tr("Id")), lambda it: it.id),
        )

    def sheet(self) -> Sheet | None:
        seen = super().sheet()
        return (
            None
            if seen is None
            else Sheet(seen.title, seen.columns, seen.rows, [*self._facts(), *seen.facts], seen.total)
        )

    async def whole_sheet(self) -> Sheet | None:
        """Everything that was asked for, also what has not been scrolled to."""
        found: list[KeptPunch] = []
        after: str | None = None
        while True:
            asked = self._asked(after, WHOLE_PAGE)
            answer = await self.session.connection.client.get("/v1/attendance", asked)
            found += self._read(answer["data"])
            after = answer.get("next_cursor")
            if not after:
                break
        columns = self.export_columns()
        rows = ([of(punch) for _, of in columns] for punch in found)
        return Sheet(self.title(), [column for column, _ in columns], rows, self._facts(), len(found))

    def _facts(self) -> list[Fact]:
        first, last = self.period.period.days(self._now().astimezone(self._zone()).date())
        facts = [
            Fact(self.tr("Days"), self.tr("{0} to {1}").format(first.isoformat(), last.isoformat())),
            Fact(self.tr("Days begin in"), str(self._zone())),
            Fact(self.tr("Site"), self.site.currentText()),
            Fact(self.tr("Employee"), self.who.text().strip()),
        ]
        return [fact for fact in facts if fact.words]

    # -- what is kept
    # ---------------------------------------------------------------------------------------------------

    def view_state(self) -> State:
        return {
            "period": self.period.period.save(),
            "site": self.site.currentData(),
            "who": self.who.text(),
        }

    def show_view_state(self, state: State) -> None:
        period, who = Period.restored(state.get("period")), state.get("who")
        if period is not None:
            self.period.set_period(period)
        if isinstance(who, str):
            self.who.setText(who)
        blocked = self.site.blockSignals(True)
        self.site.choose(state.get("site") or "")
        self.site.blockSignals(blocked)
        if self.isVisible():
            self.reload()


class PunchDetail(Detail):
    """One punch in full."""

    def __init__(self, around: Surroundings, clocks: Callable[[KeptPunch], str]) -> None:
        super().__init__()
        self._around = around
        self._clocks = clocks
        self._punch: KeptPunch | None = None
        self._who = label("", "title", self, wrap=True)
        self._what = label("", "dim", self, wrap=True)
        self._facts = Facts(around.theme, self)
        self._where = Section(self.tr("Where"), self)
        self._device = LeadRow(around.theme, self)
        self._device.clicked.connect(self._lead)
        self._where.column.addWidget(self._device)
        for part in (self._who, self._what, self._facts, self._where):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_record(self, record: KeptPunch) -> None:
        words: Words = self._around.words
        self._punch = record
        self._who.setText(record.name or self.tr("Employee {0}").format(isolated(record.employee)))
        kind = words.punch_type(record.punch_type)
        self._what.setText(self.tr("{0} by {1}").format(kind, words.verify_mode(record.verify_mode).lower()))
        yes = {True: self.tr("yes"), False: self.tr("no"), None: ""}
        heat = "" if record.temperature is None else f"{words.locale.toString(record.temperature, 'f', 1)} °C"
        there = f"{words.day(record.local)} {words.clock_s(record.local)}"
        facts = [
            Line(self.tr("Number"), isolated(record.employee), copy=record.employee),
            Line(self.tr("Time there"), there, hint=self._clocks(record)),
            Line(self.tr("Zone"), isolated(f"{record.zone} ({utc_offset(record.offset_min)})")),
            Line(self.tr("In UTC"), isolated(f"{record.utc:%Y-%m-%d %H:%M:%S}")),
            Line(self.tr("On its way"), words.duration(max(record.lag_s, 0))),
            Line(self.tr("Its time"), words.time_quality(record.time_quality)),
            Line(self.tr("Work code"), record.work_code or ""),
            Line(self.tr("Mask"), yes[record.mask]),
            Line(self.tr("Temperature"), heat),
            Line(self.tr("Id"), isolated(record.id), copy=record.id),
        ]
        self._facts.show_facts([fact for fact in facts if fact.value])
        fleet = self._around.session.fleet
        device = fleet.devices.get(record.device_id)
        status = None if device is None else fleet.status(device)
        said = words.status(status) if status else ""
        self._device.say(record.device, words.site_name(record.site), status, said)

    def _lead(self) -> None:
        if self._punch is not None:
            self._around.open_page("devices")
            self._around.selection.select(Kind.DEVICE, self._punch.device_id)
