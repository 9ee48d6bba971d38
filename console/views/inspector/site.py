"""A site in full: its verdict, its terminals, its day."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from console.core.records import NO_SITE, Device, moment
from console.core.status import SEVERITY, STATUSES, Status
from console.models.selection import Kind
from console.views.command_actions import CommandActions
from console.views.inspector.parts import Fact, Facts, LeadRow, Section, StatusLine
from console.views.pages.page import Surroundings
from console.views.widgets.buttons import Button
from console.views.widgets.flow import Flow
from console.views.widgets.labels import label
from console.views.widgets.sparkline import Sparkline

LISTED: Final = 40


class SiteSheet(QWidget):
    """Everything about the site of an id."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._id = NO_SITE
        theme = around.theme
        self._name = label("", "title", self, wrap=True)
        self._status = StatusLine(theme, self)
        self._reason = label("", "dim", self, wrap=True)
        self._facts = Facts(theme, self)
        self._hours = Sparkline(theme, self)
        self._day = Section(self.tr("Punches, last 24 hours"), self)
        self._day.column.addWidget(self._hours)
        self._devices = Section("", self)
        self._devices.column.setSpacing(0)
        self._rows: list[LeadRow] = []
        self._rest = label("", "label", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(12)
        for part in (self._name, self._status, self._reason):
            column.addWidget(part)
        column.addLayout(self._actions())
        for part in (self._facts, self._day, self._devices):
            column.addWidget(part)
        column.addWidget(self._rest)
        column.addStretch(1)

    def _actions(self) -> Flow:
        row = Flow()
        self._on_map = Button(self.tr("Show on map"), self, theme=self._around.theme, icon_name="map")
        self._on_map.clicked.connect(lambda: self._around.open_page("map"))
        row.addWidget(self._on_map)
        self.sending = CommandActions(self._around, self)
        self.command = Button(self.tr("Command"), self, theme=self._around.theme, icon_name="commands")
        self.command.clicked.connect(self._offer)
        row.addWidget(self.command)
        return row

    def _offer(self) -> None:
        """What its terminals can be told to do."""
        menu = QMenu(self)
        self.sending.fill_site(menu, self._id)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.command.mapToGlobal(QPoint(0, self.command.height() + 2)))

    @property
    def title(self) -> str:
        return self._name.text()

    def show_id(self, id: str) -> bool:
        """Show it; whether there is such a site."""
        self._id = id
        return self.refresh()

    def refresh(self) -> bool:
        session, words = self._around.session, self._around.words
        verdict = session.verdicts.of(self._id)
        if verdict is None:
            return False
        fleet, now_us = session.fleet, session.now_us()
        site = fleet.sites.get(self._id)
        self.command.setVisible(self.sending.can([device.id for device in fleet.devices_at(self._id)]))
        self._name.setText(words.site_name(verdict.name))
        self._status.say(verdict.level, words.status(verdict.level))
        self._reason.setText(words.reason(verdict.reason))
        self._on_map.setEnabled(site is not None and site.lat is not None)
        self._on_map.setVisible(self._around.page_shown() != "map")
        punch = fleet.last_punch_at(self._id)
        facts = [
            Fact(words.status(status), words.number(getattr(verdict.counts, status.value)))
            for status in STATUSES
            if getattr(verdict.counts, status.value)
        ]
        facts.append(Fact(self.tr("Last punch"), words.ago_us(punch and punch.punched_us, now_us)))
        if site is not None:
            zone = site.timezone or "UTC"
            facts.append(Fact(self.tr("Local time"), words.local_time(zone, moment(now_us)), hint=zone))
            if site.address:
                facts.append(Fact(self.tr("Address"), site.address))
            if site.tags:
                facts.append(Fact(self.tr("Tags"), ", ".join(site.tags)))
        self._facts.show_facts(facts)
        hours = fleet.hourly(self._id, now_us)
        self._day.setVisible(any(hours))
        self._hours.set_values(hours)
        self._list(sorted(fleet.devices_at(self._id), key=self._rank), now_us)
        return True

    def _rank(self, device: Device) -> tuple[int, str]:
        return SEVERITY[self._around.session.fleet.status(device)], device.name.casefold()

    def _list(self, devices: list[Device], now_us: int) -> None:
        words, fleet = self._around.words, self._around.session.fleet
        self._devices.set_title(words.terminals(len(devices)))
        while len(self._rows) < min(len(devices), LISTED):
            row = LeadRow(self._around.theme, self)
            row.clicked.connect(self._lead)
            self._devices.column.addWidget(row)
            self._rows.append(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(devices))
            if number < len(devices):
                device = devices[number]
                status = fleet.status(device)
                row.setObjectName(device.id)
                more = "" if status is Status.NEW else words.ago_us(device.last_seen_us, now_us)
                row.say(device.name, more, status, words.status(status))
        over = len(devices) - LISTED
        self._rest.setVisible(over > 0)
        self._rest.setText(self.tr("and %n more", "", over) if over > 0 else "")

    def _lead(self) -> None:
        self._around.selection.select(Kind.DEVICE, self.sender().objectName())
