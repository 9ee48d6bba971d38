"""A punch in full."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.core.records import Punch, moment
from console.models.selection import Kind
from console.views.inspector.parts import Fact, Facts, LeadRow, Section
from console.views.inspector.photo import PunchPhoto
from console.views.pages.page import Surroundings
from console.views.widgets.labels import label
from console.views.words import isolated, utc_offset


class PunchSheet(QWidget):
    """Everything about the punch of an id, as long as the feed holds it."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._punch: Punch | None = None
        self._who = label("", "title", self, wrap=True)
        self._what = label("", "dim", self, wrap=True)
        self._facts = Facts(around.theme, self)
        self._where = Section(self.tr("Where"), self)
        self._where.column.setSpacing(0)
        self._device = LeadRow(around.theme, self)
        self._device.clicked.connect(lambda: self._lead(Kind.DEVICE))
        self._site = LeadRow(around.theme, self)
        self._site.clicked.connect(lambda: self._lead(Kind.SITE))
        self._where.column.addWidget(self._device)
        self._where.column.addWidget(self._site)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(12)
        self.photo = PunchPhoto(around, self)
        for part in (self._who, self._what, self.photo, self._facts, self._where):
            column.addWidget(part)
        column.addStretch(1)

    @property
    def title(self) -> str:
        return self._who.text()

    def show_id(self, id: str) -> bool:
        """Show it; whether the feed still holds it."""
        if self._punch is None or self._punch.id != id:
            found = (
                line
                for line in reversed(self._around.session.feed.lines())
                if isinstance(line, Punch) and line.id == id
            )
            self._punch = next(found, None)
        return self.refresh()

    def refresh(self) -> bool:
        punch, words = self._punch, self._around.words
        if punch is None:
            return False
        now_us = self._around.session.now_us()
        self._who.setText(self.tr("Employee {0}").format(isolated(punch.employee)))
        kind = self.tr("Punch") if punch.undefined else words.punch_type(punch.punch_type)
        self._what.setText(self.tr("{0} by {1}").format(kind, words.verify_mode(punch.verify_mode).lower()))
        self.photo.show_punch(punch.id)
        self._facts.show_facts(self._particulars(punch, now_us))
        fleet = self._around.session.fleet
        device = fleet.devices.get(punch.device_id)
        status = None if device is None else fleet.status(device)
        self._device.say(punch.device, isolated(punch.serial), status, words.status(status) if status else "")
        verdict = self._around.session.verdicts.of(punch.site_id)
        self._site.say(
            words.site_name(punch.site if verdict is None else verdict.name),
            "",
            None if verdict is None else verdict.level,
            "" if verdict is None else words.status(verdict.level),
        )
        return True

    def _particulars(self, punch: Punch, now_us: int) -> list[Fact]:
        words = self._around.words
        offset = utc_offset(punch.offset_min)
        yes = {True: self.tr("yes"), False: self.tr("no"), None: ""}
        heat = "" if punch.temperature is None else f"{words.locale.toString(punch.temperature, 'f', 1)} °C"
        facts = [
            Fact(self.tr("Local time"), f"{punch.local:%Y-%m-%d} {words.clock_s(punch.local)}", hint=offset),
            Fact(self.tr("Zone"), isolated(offset)),
            Fact(self.tr("Received"), words.ago_us(punch.received_us, now_us), hint=self._stamp(punch)),
            Fact(self.tr("On its way"), words.duration(punch.lag_s) if punch.lag_s >= 1 else ""),
            Fact(self.tr("Its time"), words.time_quality(punch.time_quality)),
            Fact(self.tr("Work code"), punch.work_code or ""),
            Fact(self.tr("Mask"), yes[punch.mask]),
            Fact(self.tr("Temperature"), heat),
            Fact(self.tr("Id"), isolated(punch.id), copy=punch.id),
        ]
        return [fact for fact in facts if fact.value]

    def _stamp(self, punch: Punch) -> str:
        return f"{moment(punch.received_us):%Y-%m-%d %H:%M:%S} UTC"

    def _lead(self, kind: Kind) -> None:
        if self._punch is not None:
            wanted = self._punch.device_id if kind is Kind.DEVICE else self._punch.site_id
            self._around.selection.select(kind, wanted)
