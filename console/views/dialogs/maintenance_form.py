"""Asks when what is to be worked on: once, or again and again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from common.client import EdgeError
from console.core.maintenance import (
    WEEKDAYS,
    Mode,
    Recurrence,
    Repeat,
    Window,
    WindowDraft,
    fetch_coverage,
    weekday,
)
from console.core.records import moment
from console.views.dialogs.ask import AskDialog, line_of
from console.views.pages.page import Surroundings
from console.views.place_list import PlaceList
from console.views.silence_words import SilenceWords
from console.views.widgets.flow import Flow
from console.views.widgets.form import Choice, Field, Option
from console.views.widgets.labels import label
from console.views.widgets.notification_choice import NO_BUTTONS
from console.views.widgets.picker import DayEdit, Picker
from console.views.widgets.zone_field import ZoneField

WIDTH: Final = 760
ROWS: Final = 5
HOUR_S: Final = 3600
SPANS: Final = (1800, HOUR_S, 2 * HOUR_S, 4 * HOUR_S, 8 * HOUR_S, 12 * HOUR_S, 24 * HOUR_S, 48 * HOUR_S)


class WindowDialog(AskDialog[WindowDraft]):
    """`window` is the one to be changed, None for a new one."""

    def __init__(
        self,
        around: Surroundings,
        says: SilenceWords,
        window: Window | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            around.theme,
            self.tr("New maintenance") if window is None else self.tr("Change {0}").format(window.name),
            "",
            self.tr("Plan it") if window is None else self.tr("Change it"),
            parent,
            width=WIDTH,
        )
        self._around, self._says, self._window = around, says, window
        self.asked.setSpacing(10)
        zone = window.timezone if window is not None else self._own_zone()
        self.name = self.line_field(self.tr("Name"), text="" if window is None else window.name)
        self.places = PlaceList(
            around.theme, around.session.fleet, around.words, self.tr("Sites or terminals"), self, rows=ROWS
        )
        self._where = Field(
            self.tr("Sites or terminals"), self.places, self, hint=self.tr("None ticked: everything.")
        )
        self.covers = label("", "strong", self, wrap=True)
        self._made_when(window, zone)
        self.mode = Choice(
            self.tr("Meanwhile"),
            [
                Option(Mode.SUPPRESS, self.tr("Nobody is told"), self.tr("Neither people nor webhooks.")),
                Option(Mode.OBSERVE, self.tr("Only webhooks are"), self.tr("People are not.")),
            ],
            self,
        )
        self.note = self.line_field(self.tr("Why"), text="" if window is None else window.reason)
        self._lay()
        self.repeat.currentIndexChanged.connect(self._turn)
        self.places.changed.connect(self._cover)
        if window is not None:
            self.mode.set_value(window.mode)
            self.places.choose([*window.selector.get("sites", ()), *window.selector.get("devices", ())])
        self._turn()
        self._cover()
        line_of(self.name).setFocus()

    def _made_when(self, window: Window | None, zone: str) -> None:
        theme = self._around.theme
        starts = window.starts if window is not None else self._tonight(zone)
        again = window.recurrence if window is not None else Recurrence()
        self.day = DayEdit(theme, self.tr("First day"), self)
        self.day.setDate(QDate(starts.year, starts.month, starts.day))
        self.at = QTimeEdit(QTime(starts.hour, starts.minute), self)
        self.at.setAccessibleName(self.tr("Begins at"))
        self.at.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.at.setDisplayFormat("HH:mm")
        self.at.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
        self.at.setStyleSheet(NO_BUTTONS)
        self.at.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.lasts = Picker(theme, self.tr("Lasts"), self)
        spans = sorted({*SPANS, *((window.duration_s,) if window is not None else ())})
        self.lasts.offer((it, self._around.words.duration(it)) for it in spans)
        self.lasts.choose(window.duration_s if window is not None else 2 * HOUR_S)
        self.zone = ZoneField(
            *(self._around.words, moment(self._around.session.now_us()), zone, self.tr("Time zone")),
            self.tasks,
            self,
        )
        self.repeat = Picker(theme, self.tr("Comes back"), self)
        self.repeat.offer((it, self._says.repeats(it)) for it in Repeat)
        self.repeat.choose(again.repeat)
        self.days: dict[str, QCheckBox] = {}
        self._days = QWidget(self)
        row = Flow(self._days)
        row.setContentsMargins(0, 0, 0, 0)
        for day in WEEKDAYS:
            box = self.days[day] = QCheckBox(self._says.weekday(day), self._days)
            box.setChecked(day in (again.days or (weekday(starts.date()),)))
            row.addWidget(box)
        self.rule = self.line_field(
            self.tr("Rule"), self.tr("For example {0}").format("FREQ=MONTHLY;BYDAY=-1SA"), again.rule
        )
        line_of(self.rule).setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def _lay(self) -> None:
        begin = QWidget(self)
        line = QHBoxLayout(begin)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.day, 1)
        line.addWidget(self.at)
        begin.setFocusProxy(self.day)
        where, when = QVBoxLayout(), QVBoxLayout()
        for column, parts in (
            (where, (self.name, self._where, self.covers)),
            (
                when,
                (
                    Field(self.tr("First begins"), begin, self),
                    Field(self.tr("Lasts"), self.lasts, self),
                    self.zone,
                    Field(self.tr("Comes back"), self.repeat, self),
                    self._days,
                    self.rule,
                ),
            ),
        ):
            column.setSpacing(10)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.addLayout(where, 0, 0)
        grid.addLayout(when, 0, 1)
        grid.addWidget(Field(self.tr("Meanwhile"), self.mode, self), 1, 0)
        grid.addWidget(self.note, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.asked.addLayout(grid)

    @property
    def selector(self) -> dict[str, list[str]]:
        chosen = {"sites": self.places.sites, "devices": self.places.devices}
        kept = {} if self._window is None else {
            name: list(wanted)
            for name, wanted in self._window.selector.items()
            if name not in chosen and isinstance(wanted, list)
        }  # fmt: skip
        return kept | {name: wanted for name, wanted in chosen.items() if wanted}

    def finish(self) -> None:
        name, repeat = line_of(self.name).text().strip(), Repeat(self.repeat.currentData())
        rule, selector = line_of(self.rule).text().strip(), self.selector
        self.name.set_wrong("" if name else self.tr("Give it a name."))
        self.rule.set_wrong(self.tr("Write the rule.") if repeat is Repeat.OTHER and not rule else "")
        both = "sites" in selector and "devices" in selector
        self._where.set_wrong(self.tr("Tick sites or terminals, not both.") if both else "")
        right = self.zone.judge(needed=True)
        first = next((it for it in (self.name, self._where, self.rule) if it.wrong), None)
        if first is None and right:
            self.answer(self._draft(name, repeat, rule))
            return
        (first or self.zone).control.setFocus()
        self.grow()

    def _draft(self, name: str, repeat: Repeat, rule: str) -> WindowDraft:
        day, at = self.day.date(), self.at.time()
        days = tuple(it for it, box in self.days.items() if box.isChecked())
        return WindowDraft(
            name,
            datetime(day.year(), day.month(), day.day(), at.hour(), at.minute()),
            self.zone.zone,
            cast(int, self.lasts.currentData()),
            self.selector,
            Recurrence(
                repeat, days if repeat is Repeat.WEEKLY else (), rule if repeat is Repeat.OTHER else ""
            ),
            cast(Mode, self.mode.value),
            line_of(self.note).text().strip(),
        )

    def _turn(self) -> None:
        repeat = self.repeat.currentData()
        self._days.setVisible(repeat == Repeat.WEEKLY)
        self.rule.setVisible(repeat == Repeat.OTHER)
        self.grow()

    # -- what it covers
    # ---------------------------------------------------------------------------------------------

    def _cover(self) -> None:
        self._where.set_wrong("")
        self.tasks.spawn("coverage", self._ask(self.selector))

    async def _ask(self, selector: dict[str, list[str]]) -> None:
        try:
            count = await fetch_coverage(self._around.session.connection.client, selector)
        except EdgeError as error:
            self.covers.setText(str(error))
            return
        if selector == self.selector:
            self.covers.setText(self.tr("Covers %n terminals now", "", count))

    def _own_zone(self) -> str:
        tenant = (self._around.session.connection.me or {}).get("tenant") or {}
        return str(tenant.get("timezone") or "UTC")

    def _tonight(self, zone: str) -> datetime:
        """The next 02:00 there."""
        try:
            there = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            there = ZoneInfo("UTC")
        now = datetime.fromtimestamp(self._around.session.now_us() / 1e6, UTC).astimezone(there)
        tonight = now.replace(hour=2, minute=0, second=0, microsecond=0, tzinfo=None)
        return tonight if tonight > now.replace(tzinfo=None) else tonight + timedelta(days=1)
