"""How the console looks and behaves on this computer, and which edge it talks to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from console.commands.words import CommandWords
from console.core.profiles import Worldview
from console.i18n.translations import choices
from console.theme.theme import Look
from console.views.inspector.parts import Fact, Facts
from console.views.pages.page import Page, SettingsPart, Surroundings
from console.views.safe_mode import SafeModeWords
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label
from console.views.widgets.notification_choice import NotificationChoice
from console.views.widgets.rail import Place, RailButton
from console.views.widgets.settings_card import Choice, SettingsCard
from console.views.words import isolated

WIDTH: Final = 760
CONTENTS: Final = 176
ROOM: Final = 820
"""From this width on there is a list of the sections beside them."""
SCALES: Final = (1.0, 1.1, 1.25, 1.5)
WALL_S: Final = (10, 20, 30, 60)
TICK_MS: Final = 1000


class SettingsPage(Page):
    """One card after the other; a list beside them leads to each."""

    id = "settings"
    inspects = False

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._choices = around.choices
        self._modes = SafeModeWords(self)
        self._keys = CommandWords(self)
        self._flow = QWidget(self)
        self._flow.setProperty("role", "flow")
        self._flow.setMaximumWidth(WIDTH)
        self._column = QVBoxLayout(self._flow)
        self._column.setContentsMargins(24, 20, 24, 24)
        self._column.setSpacing(16)
        self._column.addWidget(label(self.tr("Settings"), "headline", self._flow))
        self.cards: list[SettingsCard] = []

    def finish_making(self) -> Iterator[None]:
        makers: list[Callable[[], SettingsCard]] = [
            *(self._appearance, self._notices, self._keyboard),
            *(partial(self._part, part) for part in self.around.settings),
            *(self._line, self._wall, self._map, self._connection, self._help),
        ]
        for make in makers:
            self.cards.append(make())
            self._column.addWidget(self.cards[-1])
            yield
        self._column.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._flow)
        yield
        self._contents = self._list_of_cards()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._contents)
        outer.addWidget(self._area, 1)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_traffic)
        self._choices.changed.connect(self._show_choices)
        self._show_choices()

    def catch_up(self) -> None:
        self._look.set_value(self.theme.look)
        self._scale.set_value(self.theme.text_scale)
        self._worldview.set_value(self.session.profile.worldview)
        self._show_connection()
        self._show_traffic()
        self._show_commands()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        super().hideEvent(event)

    def focus_first(self) -> None:
        self._look.setFocus()

    def show_card(self, card: SettingsCard) -> None:
        """Bring a section to the top, as far as there is something below it."""
        top = card.mapTo(self._flow, QPoint(0, 0)).y()
        self._area.verticalScrollBar().setValue(top - 20)

    # -- the sections
    # -----------------------------------------------------------------------------------------------

    def _appearance(self) -> SettingsCard:
        card = SettingsCard(self.tr("Appearance"), "sun", self._flow)
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
        self._motion.toggled.connect(lambda on: self._choices.choose(reduced_motion=on))
        self._language = Choice(self.tr("Language"), choices(), card)
        self._language.chosen.connect(lambda language: self._choices.choose(language=language))
        self._spoken = self._choices.now.language
        self._later = label(self.tr("The language changes at the next start."), "label", card, wrap=True)
        card.row(self.tr("Colours"), self._look)
        card.row(self.tr("Size of text"), self._scale)
        card.row(self.tr("Motion"), self._motion)
        card.row(self.tr("Language"), self._language)
        card.column.addWidget(self._later)
        return card

    def _notices(self) -> SettingsCard:
        card = SettingsCard(self.tr("Notifications"), "bell", self._flow)
        self._notifications = NotificationChoice(card)
        self._notifications.chosen.connect(
            lambda notify, quiet: self._choices.choose(notify=notify, quiet=quiet)
        )
        card.row(self.tr("Messages"), self._notifications)
        return card

    def _keyboard(self) -> SettingsCard:
        card = SettingsCard(self.tr("Keyboard"), "keyboard", self._flow)
        card.note(self.tr("Every command can have other keys. What is changed is kept on this computer."))
        change = Button(self.tr("Change keyboard shortcuts…"), card, theme=self.theme, icon_name="keyboard")
        change.clicked.connect(lambda: self.command_wanted.emit("help.keys"))
        card.button(change)
        return card

    def _line(self) -> SettingsCard:
        card = SettingsCard(self.tr("Data use"), "feed", self._flow)
        self._sparing = QCheckBox(self.tr("Spare the line"), card)
        self._sparing.toggled.connect(lambda on: self._choices.choose(sparing=on))
        self._traffic = label("", "dim", card)
        card.row(self.tr("Low bandwidth"), self._sparing)
        card.row(self.tr("Now"), self._traffic)
        card.note(
            self.tr(
                "For satellite and mobile lines. The edge is asked half as often and photos are left out. "
                "Punches and alerts still come the moment they happen."
            )
        )
        return card

    def _wall(self) -> SettingsCard:
        card = SettingsCard(self.tr("Wall"), "fit", self._flow)
        seconds = self.tr("{0} s")
        self._wall_s = Choice(
            self.tr("Next page after"),
            [(each, seconds.format(self.words.number(each))) for each in WALL_S],
            card,
        )
        self._wall_s.chosen.connect(lambda each: self._choices.choose(wall_s=each))
        begin = self._begin_wall = Button(self.tr("Begin"), card, theme=self.theme, icon_name="fit")
        begin.clicked.connect(lambda: self.command_wanted.emit("view.wall"))
        card.note(
            self.tr("For a screen on the wall: overview, map and alerts in turn, over the whole screen.")
        )
        card.row(self.tr("Next page after"), self._wall_s)
        card.button(begin)
        return card

    def _map(self) -> SettingsCard:
        card = SettingsCard(self.tr("Map"), "map", self._flow)
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
        card.row(self.tr("Borders"), self._worldview)
        card.note(
            self.tr("Neutral draws no borders where they are disputed. The choice belongs to this profile.")
        )
        return card

    def _connection(self) -> SettingsCard:
        card = SettingsCard(self.tr("Connection"), "plug", self._flow)
        self._facts = Facts(self.theme, card)
        card.column.addWidget(self._facts)
        change = Button(self.tr("Connections…"), card, theme=self.theme, icon_name="plug")
        change.clicked.connect(self.profile_wanted)
        card.button(change)
        return card

    def _help(self) -> SettingsCard:
        card = SettingsCard(self.tr("Help"), "info", self._flow)
        card.note(self.tr("What helps others to help you. Nothing leaves this computer by itself."))
        row = QHBoxLayout()
        row.setSpacing(8)
        self._helps: dict[str, Button] = {}
        for id, words in (
            ("help.diagnostics", self.tr("Diagnostics…")),
            ("help.logs", self.tr("Logs…")),
            ("help.shortcuts", self.tr("Keyboard shortcuts")),
        ):
            button = self._helps[id] = Button(words, card)
            button.clicked.connect(lambda _=False, id=id: self.command_wanted.emit(id))
            row.addWidget(button)
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _part(self, part: SettingsPart) -> SettingsCard:
        card = SettingsCard(part.title, part.icon, self._flow)
        card.column.addWidget(part.make(card))
        return card

    # -- the list of them
    # -------------------------------------------------------------------------------------------

    def _list_of_cards(self) -> QWidget:
        contents = QWidget(self)
        contents.setFixedWidth(CONTENTS)
        contents.setAccessibleName(self.tr("Sections"))
        column = QVBoxLayout(contents)
        column.setContentsMargins(16, 66, 0, 16)
        column.setSpacing(2)
        self._leads = QButtonGroup(contents)
        for number, card in enumerate(self.cards):
            lead = RailButton(self.theme, Place(str(number), card.icon, card.title), contents)
            self._leads.addButton(lead, number)
            column.addWidget(lead)
        column.addStretch(1)
        self._leads.idClicked.connect(lambda number: self.show_card(self.cards[number]))
        self._area.verticalScrollBar().valueChanged.connect(self._show_where)
        self._show_where()
        return contents

    def _show_where(self) -> None:
        """Mark the section that is at the top; the last one where the end is in sight."""
        bar = self._area.verticalScrollBar()
        tops = [card.mapTo(self._flow, QPoint(0, 0)).y() for card in self.cards]
        above = [number for number, top in enumerate(tops) if top <= bar.value() + 40]
        at_end = bar.maximum() > 0 and bar.value() == bar.maximum()
        self._leads.button(len(tops) - 1 if at_end else max(above, default=0)).setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._contents.setVisible(self.width() >= ROOM)

    # -- what is shown
    # ----------------------------------------------------------------------------------------------

    def _show_choices(self, _name: str = "") -> None:
        now = self._choices.now
        self._motion.setChecked(now.reduced_motion)
        self._notifications.set_value(now.notify, now.quiet)
        self._language.set_value(now.language)
        self._later.setVisible(now.language != self._spoken)
        self._sparing.setChecked(now.sparing)
        self._wall_s.set_value(now.wall_s)

    def _show_traffic(self) -> None:
        moved = self.words.data_size(self.session.traffic.last_minute)
        self._traffic.setText(self.tr("{0} in the last minute").format(moved))

    def _show_commands(self) -> None:
        """Only those that there are, with the keys they have now."""
        for id, button in self._helps.items():
            button.setVisible(self.around.command(id) is not None)
        wall = self.around.command("view.wall")
        keys = wall.shortcut if wall is not None else None
        self._begin_wall.setToolTip(self._keys.shortcut(keys) if keys else "")

    def _show_connection(self) -> None:
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
