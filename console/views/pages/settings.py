"""How the console looks and behaves on this computer, and which edge it talks to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.core.profiles import Worldview
from console.theme.theme import Look
from console.views.inspector.parts import Fact, Facts
from console.views.pages.page import Page, Surroundings
from console.views.safe_mode import SafeModeWords
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label
from console.views.widgets.notification_choice import NotificationChoice
from console.views.words import isolated

WIDTH: Final = 720
SCALES: Final = (1.0, 1.1, 1.25, 1.5)


class Choice(QWidget):
    """A few buttons of which one is down; there the keyboard goes.

    Signals: `chosen(object)` with the value behind the one pressed.
    """

    chosen = Signal(object)

    def __init__(
        self, name: str, options: Sequence[tuple[object, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._values = [value for value, _ in options]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for number, (_, text) in enumerate(options):
            button = Button(text, self)
            button.setCheckable(True)
            button.setAccessibleName(f"{name}: {text}")
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self.setFocusProxy(self._group.button(0))
        self._group.idToggled.connect(self._toggled)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._values[number]))

    def set_value(self, value: object) -> None:
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def _toggled(self, number: int, down: bool) -> None:
        if down:
            self.setFocusProxy(self._group.button(number))


class SettingsPage(Page):
    """Appearance, alerts, map, connection."""

    id = "settings"
    inspects = False

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._modes = SafeModeWords(self)
        flow = QWidget(self)
        flow.setProperty("role", "flow")
        flow.setMaximumWidth(WIDTH)
        column = QVBoxLayout(flow)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        column.addWidget(label(self.tr("Settings"), "headline", flow))
        column.addWidget(self._appearance(flow))
        column.addWidget(self._alerts(flow))
        column.addWidget(self._map(flow))
        column.addWidget(self._connection(flow))
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(flow)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def set_reduced_motion(self, reduced: bool) -> None:
        self._motion.setChecked(reduced)

    def set_notifications(self, notify: bool, quiet: str) -> None:
        self._notifications.set_value(notify, quiet)

    def catch_up(self) -> None:
        self._look.set_value(self.theme.look)
        self._scale.set_value(self.theme.text_scale)
        self._worldview.set_value(self.session.profile.worldview)
        profile, me = self.session.profile, self.session.connection.me
        mode = profile.safe_mode
        tenant = (me or {}).get("tenant") or {}
        facts = [
            Fact(self.tr("Name"), profile.name),
            Fact(self.tr("Address"), isolated(profile.url), copy=profile.url),
            Fact(self.tr("Account"), tenant.get("name", "")),
            Fact(self.tr("Key"), (me or {}).get("name", "")),
            Fact(self.tr("Server"), (me or {}).get("server_version", "")),
            Fact(
                self.tr("Safe mode"),
                self.tr("{0}. {1}").format(self._modes.name(mode), self._modes.meaning(mode)),
            ),
            Fact(self.tr("Certificate"), self.tr("pinned by you") if profile.certificate else ""),
        ]
        self._facts.show_facts([fact for fact in facts if fact.value])

    def focus_first(self) -> None:
        self._look.setFocus()

    def _appearance(self, parent: QWidget) -> QWidget:
        card, column = _card(self.tr("Appearance"), parent)
        self._look = Choice(
            self.tr("Colours"),
            (
                (Look.SYSTEM, self.tr("As the system")),
                (Look.LIGHT, self.tr("Light")),
                (Look.DARK, self.tr("Dark")),
            ),
            card,
        )
        self._look.chosen.connect(lambda look: self.theme.set_look(look))
        percent = self.tr("{0} %")
        self._scale = Choice(
            self.tr("Size of text"),
            [(scale, percent.format(self.words.number(round(scale * 100)))) for scale in SCALES],
            card,
        )
        self._scale.chosen.connect(lambda scale: self.theme.set_text_scale(scale))
        self._motion = QCheckBox(self.tr("Reduce motion: nothing glides or blinks"), card)
        self._motion.toggled.connect(self.motion_reduced)
        _row(column, self.tr("Colours"), self._look)
        _row(column, self.tr("Size of text"), self._scale)
        _row(column, self.tr("Motion"), self._motion)
        return card

    def _alerts(self, parent: QWidget) -> QWidget:
        card, column = _card(self.tr("Alerts"), parent)
        self._notifications = NotificationChoice(card)
        self._notifications.chosen.connect(self.notifications_chosen)
        _row(column, self.tr("Messages"), self._notifications)
        return card

    def _map(self, parent: QWidget) -> QWidget:
        card, column = _card(self.tr("Map"), parent)
        self._worldview = Choice(
            self.tr("Borders"),
            (
                (Worldview.NEUTRAL, self.tr("Neutral")),
                (Worldview.MA, self.tr("Morocco")),
                (Worldview.UN, self.tr("United Nations")),
            ),
            card,
        )
        self._worldview.chosen.connect(self.worldview_chosen)
        _row(column, self.tr("Borders"), self._worldview)
        why = self.tr("Neutral draws no borders where they are disputed. The choice belongs to this profile.")
        column.addWidget(label(why, "label", card, wrap=True))
        return card

    def _connection(self, parent: QWidget) -> QWidget:
        card, column = _card(self.tr("Connection"), parent)
        self._facts = Facts(self.theme, card)
        column.addWidget(self._facts)
        change = Button(self.tr("Connections…"), card, theme=self.theme, icon_name="plug")
        change.clicked.connect(self.profile_wanted)
        column.addWidget(change, 0, Qt.AlignmentFlag.AlignLeading)
        return card


def _card(title: str, parent: QWidget) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame(parent)
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 16, 20, 20)
    column.setSpacing(12)
    column.addWidget(label(title, "lead", card))
    return card, column


def _row(column: QVBoxLayout, name: str, control: QWidget) -> None:
    row = QHBoxLayout()
    row.setSpacing(12)
    caption = label(name, "dim")
    caption.setMinimumWidth(120)
    row.addWidget(caption)
    row.addWidget(control, 1)
    column.addLayout(row)
