"""The alerts: what needs somebody, one row for each cause, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from common.filters import Filter
from console.commands.registry import Command, Group
from console.core.alerts import Alert, Severity
from console.core.sheets import Sheet
from console.core.states import Connecting
from console.models.alert_filter import (
    AlertVocabulary,
    parse_alert_filter,
    severities_of,
    with_severities,
)
from console.models.alerts import AlertModel
from console.models.selection import Kind, Selected
from console.models.views import SavedViews
from console.views.alert_actions import AlertActions
from console.views.alert_bar import AlertBar
from console.views.alert_chips import SeverityChips
from console.views.alert_table import AlertTable
from console.views.alert_words import AlertWords
from console.views.command_actions import CommandActions
from console.views.delegates.alert import AlertDelegate
from console.views.fleet_sheets import FleetSheets
from console.views.hushing import Hushing
from console.views.pages.page import Page, State, Surroundings
from console.views.row_table import EDGE
from console.views.widgets.buttons import Button
from console.views.widgets.empty import Empty
from console.views.widgets.filter_box import FilterBox
from console.views.widgets.labels import label
from console.views.widgets.views_menu import ViewsButton
from console.views.words import isolated

SECOND_MS: Final = 1000
REST_MS: Final = 100
"""Between two updates: ten a second at most."""


WRITES: Final = frozenset(
    f"alerts.{word}"
    for word in ("acknowledge", "snooze", "assign", "silence", "silence_filter", "comment", "resolve")
)
"""Commands that change something: not there at all where nothing can be changed."""


class AlertsPage(Page):
    """Going to a row selects its alert for the whole window; several can be selected to be acted on."""

    id = "alerts"

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        session = self.session
        self.alert_words = AlertWords(self.words, session, self)
        self.sending = CommandActions(around, self)
        self.actions_on = AlertActions(around, self.alert_words, self)
        self.hushing = Hushing(around, self)
        self.model = AlertModel(session, self.alert_words, self.alert_words.who, self)
        self.delegate = AlertDelegate(self.theme, self.alert_words)
        body = QFrame(self)
        body.setProperty("role", "panel")
        self.table = AlertTable(self.theme, self.model, self.delegate, body)
        vocabulary = AlertVocabulary(session, self.alert_words.who)
        hint = self.tr("Filter, for example  {0}").format("severity:critical site:casa -is:acked")
        self.filter = FilterBox(self.theme, parse_alert_filter, lambda: vocabulary, isolated(hint), self)
        self.chips = SeverityChips(self.theme, self)
        self.bar = AlertBar(self.theme, self.actions_on, self.alert_words, self)
        self.views = SavedViews()
        self._views_button = ViewsButton(self.theme, self.views, self._view, around.tasks, self)
        self._views_button.wanted.connect(self._show_view)
        self._news: set[str] = set()
        self._aged = label("", "dim", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(body, 1)
        self._fill(body)
        self._due = QTimer(self, singleShot=True, interval=REST_MS)
        self._due.timeout.connect(self._refresh)
        self._second = QTimer(self, interval=SECOND_MS)
        self._second.timeout.connect(self._tick)
        self._connect()
        self._show_rows()

    def _connect(self) -> None:
        self.filter.filtered.connect(self._filter)
        self.filter.left.connect(self.focus_first)
        self.chips.toggled.connect(self._toggle_severity)
        self.table.chosen.connect(lambda alert_id: self.selection.select(Kind.ALERT, alert_id))
        self.table.picked.connect(self._picked)
        self.table.asked.connect(self._offer)
        self.bar.cleared.connect(self._select_one)
        self.selection.changed.connect(self._selected)
        self.listen(self.session.alerts.changed, self._heard)
        self.listen(self.session.alerts.strips_changed, self._strips)
        self.listen(self.session.connection.states, self._moved)

    def commands(self) -> Sequence[Command]:
        one = self._one
        done = self.actions_on

        def can() -> bool:
            return done.can(self.picked())

        made = (
            Command(
                "alerts.filter", self.tr("Filter the alerts"), Group.ALERT,
                run=self.filter.focus, shortcut="/", icon="filter",
            ),
            Command(
                "alerts.clear_filter", self.tr("Clear the filter"), Group.ALERT,
                run=self.filter.clear, enabled=lambda: bool(self.filter.text), icon="close",
            ),
            Command(
                "alerts.keep_view", self.tr("Keep this view…"), Group.ALERT,
                run=self._views_button.keep, icon="eye",
            ),
            Command(
                "alerts.mark", self.tr("Select one more, or one less"), Group.ALERT,
                run=self.table.mark_current, enabled=lambda: self.table.current is not None, shortcut="X",
            ),
            Command(
                "alerts.acknowledge", self.tr("Take on…"), Group.ALERT,
                run=lambda: done.acknowledge(self.picked()), enabled=can, shortcut="A", icon="check",
                keywords=(self.tr("acknowledge"),),
            ),
            Command(
                "alerts.snooze", self.tr("Snooze…"), Group.ALERT,
                run=lambda: done.snooze(self.picked()), enabled=can, shortcut="Z", icon="clock",
            ),
            Command(
                "alerts.assign", self.tr("Assign…"), Group.ALERT,
                run=lambda: done.assign(self.picked()), enabled=can, icon="person",
            ),
            Command(
                "alerts.silence", self.tr("Silence…"), Group.ALERT,
                run=lambda: done.silence(self.picked()), enabled=can, shortcut="S", icon="bell-off",
            ),
            Command(
                "alerts.comment", self.tr("Comment…"), Group.ALERT,
                run=lambda: [done.comment(alert) for alert in one()], enabled=lambda: done.can(one()),
                shortcut="C", icon="comment",
            ),
            Command(
                "alerts.resolve", self.tr("It is over…"), Group.ALERT,
                run=lambda: done.resolve(self.picked()), enabled=can,
            ),
            Command(
                "alerts.copy", self.tr("Copy the link"), Group.ALERT,
                run=self._copy_link, enabled=lambda: bool(one()), shortcut="Ctrl+C", icon="copy",
            ),
            *self.hushing.commands(lambda: self.model.wanted, self._shown),
        )  # fmt: skip
        return [command for command in made if command.id not in WRITES or not done.ruled_out]

    def sheet(self) -> Sheet | None:
        rows = [self.model.row(place) for place in range(self.model.rowCount())]
        return FleetSheets(self.words, self.session).alerts(rows, self.alert_words, self.filter.text)

    # -- what is kept
    # --------------------------------------------------------------------------------------------------

    def save_state(self) -> State:
        return {**self._view(), "history": self.filter.history, "views": self.views.save()}

    def restore_state(self, state: State) -> None:
        history = state.get("history")
        if isinstance(history, list):
            self.filter.set_history([entry for entry in history if isinstance(entry, str)])
        self.views.restore(state.get("views"))
        self._show_view(state)

    def _view(self) -> State:
        """What is seen, under a name or until the next start. The order is always that of urgency."""
        return {"filter": self.filter.text}

    def _show_view(self, state: State) -> None:
        text = state.get("filter")
        if isinstance(text, str):
            self.filter.set_text(text)

    # -- what core tells
    # -----------------------------------------------------------------------------------------------

    def close_page(self) -> None:
        self.hushing.close()
        super().close_page()

    def catch_up(self) -> None:
        self._second.start()
        self._news |= set(self.session.alerts.book.all)
        self._refresh()
        self._selected(self.selection.current)

    def hideEvent(self, event: QHideEvent) -> None:
        self._second.stop()
        self._due.stop()
        super().hideEvent(event)

    def _heard(self, ids: frozenset[str]) -> None:
        self._news |= ids
        self._wake()

    def _strips(self, _devices: frozenset[str]) -> None:
        if self.isVisible():
            self.table.tick()

    def _moved(self, _state: object) -> None:
        self._wake()

    def _wake(self) -> None:
        if self.isVisible() and not self._due.isActive():
            self._due.start()

    def _refresh(self) -> None:
        news, self._news = self._news, set()
        self.model.follow(news)
        self._show_rows()

    def _tick(self) -> None:
        self.session.alerts.prune()
        self.model.follow_time()
        self.table.tick()
        self._show_rows()

    # -- what it shows
    # -------------------------------------------------------------------------------------------------

    def _head(self) -> QVBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(label(self.tr("Alerts"), "headline", self))
        line.addWidget(self._aged, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        line.addWidget(self._views_button)
        for words, act in (
            (self.tr("Silences…"), self.hushing.silences),
            (self.tr("Maintenance…"), self.hushing.maintenance),
        ):
            button = Button(words, self)
            button.clicked.connect(act)
            line.addWidget(button)
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 4)
        head.setSpacing(12)
        head.addLayout(line)
        head.addWidget(self.chips)
        head.addWidget(self.filter)
        head.addWidget(self.bar)
        head.addSpacing(4)
        return head

    def _fill(self, body: QFrame) -> None:
        self._nothing = Empty(self.theme, "bell", "", "", body)
        self._no_match = self._nothing_matches(body)
        frame = QVBoxLayout(body)
        mirrored = self.isRightToLeft()
        frame.setContentsMargins(0 if mirrored else EDGE, 0, EDGE if mirrored else 0, 0)
        self._stack = QStackedLayout()
        frame.addLayout(self._stack)
        for part in (self._nothing, self._no_match, self.table):
            self._stack.addWidget(part)

    def _nothing_matches(self, parent: QWidget) -> Empty:
        title, words = self.tr("Nothing matches"), self.tr("No alert passes the filter.")
        made = Empty(self.theme, "filter", title, words, parent)
        clear = Button(self.tr("Clear the filter"), made)
        clear.clicked.connect(self.filter.clear)
        clear.clicked.connect(self.focus_first)
        made.offer(clear)
        return made

    def _show_rows(self) -> None:
        """What follows from the rows there are."""
        total, shown = self.model.total, self.model.shown
        if shown:
            part: QWidget = self.table
        else:
            part = self._no_match if self.model.wanted and total else self._nothing
            self._say_nothing()
        self.turn_to(self._stack, part)
        of = self.tr("{0} of {1}").format(self.words.number(shown), self.words.number(total))
        self.filter.set_count(of if self.model.wanted else self.alert_words.alerts(total))
        self.filter.setVisible(bool(total) or bool(self.filter.text))
        self._show_chips()
        self._show_age()
        self.bar.show_picked(self.picked())

    def _show_chips(self) -> None:
        counts, wanted = self.model.counts(), severities_of(self.model.wanted)
        words = {
            severity: self.alert_words.so_many(severity, counts.get(severity, 0))
            for severity in Severity
            if severity in counts or severity in wanted
        }
        self.chips.show_counts(words, wanted, self.tr("Show only these, or all again"))

    def _show_age(self) -> None:
        """Where the edge is not heard, from when this is."""
        blind, listed_us = self.session.fleet.blind, self.session.alerts.listed_us
        if blind is not self.delegate.aged:
            self.delegate.aged = blind
            self.table.viewport().update()
        self._aged.setVisible(blind and listed_us is not None)
        if blind and listed_us is not None:
            ago = self.words.ago_us(listed_us, self.session.now_us())
            self._aged.setText(self.tr("as they were {0}").format(ago))

    def _say_nothing(self) -> None:
        alerts = self.session.alerts
        if alerts.available is False:
            title = self.tr("No alerts here")
            self._nothing.say(
                title,
                self.tr("This key may not read alerts, or the edge is older than they are."),
            )
        elif alerts.available:
            self._nothing.say(
                self.tr("Nothing needs you"),
                self.tr("No alert is open. What the edge finds wrong will stand here, worst first."),
            )
        elif isinstance(self.session.state, Connecting):
            self._nothing.say(self.tr("Connecting"), isolated(self.session.profile.url))
        else:
            heard = self.tr("The edge at {0} has told of no alerts so far.")
            self._nothing.say(self.tr("No data yet"), heard.format(isolated(self.session.profile.url)))

    # -- what somebody does
    # --------------------------------------------------------------------------------------------

    def picked(self) -> list[Alert]:
        """The alerts that are selected."""
        book = self.session.alerts.book
        found = [book.get(alert_id) for alert_id in self.table.selected]
        return [alert for alert in found if alert is not None]

    def focus_first(self) -> None:
        where = self.table if self.table.isVisibleTo(self) else self
        where.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step_back(self) -> bool:
        if len(self.table.selected) > 1:
            self._select_one()
        elif self.filter.text:
            self.filter.clear()
        else:
            return False
        return True

    def _shown(self) -> list[Alert]:
        """What passes the filter."""
        return [self.model.row(place).alert for place in range(self.model.rowCount())]

    def _one(self) -> list[Alert]:
        picked = self.picked()
        return picked if len(picked) == 1 else []

    def _select_one(self) -> None:
        self.table.select_only_current()
        self.focus_first()

    def _picked(self) -> None:
        self.bar.show_picked(self.picked())

    def _filter(self, wanted: Filter) -> None:
        self.model.set_filter(wanted)
        self._show_rows()

    def _toggle_severity(self, severity: Severity) -> None:
        wanted = severities_of(self.model.wanted) ^ {severity}
        self.filter.set_text(with_severities(self.filter.text, wanted))

    def _selected(self, selected: Selected | None) -> None:
        if self.isVisible():
            alert = selected is not None and selected.kind is Kind.ALERT
            self.table.show_selected(selected.id if selected is not None and alert else None)

    def _copy_link(self) -> None:
        for alert in self._one():
            QGuiApplication.clipboard().setText(self.around.link_to(Kind.ALERT, alert.id))

    def _offer(self, at: QPoint) -> None:
        """What can be done with what is selected."""
        picked = self.picked()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        done = self.actions_on
        if done.can(picked):
            for title, act in (
                (self.tr("Take on…"), done.acknowledge),
                (self.tr("Snooze…"), done.snooze),
                (self.tr("Assign…"), done.assign),
                (self.tr("Silence…"), done.silence),
                (self.tr("It is over…"), done.resolve),
            ):
                menu.addAction(title).triggered.connect(lambda _=False, act=act: act(picked))
            menu.addSeparator()
        self.sending.fill(menu, [alert.device_id for alert in picked if alert.device_id is not None])
        menu.addSeparator()
        if len(picked) == 1:
            alert = picked[0]
            menu.addAction(self.tr("Copy the link")).triggered.connect(self._copy_link)
            only = self.tr("Only {0}")
            for key, value in (("site", alert.site), ("kind", alert.kind)):
                if value:
                    menu.addAction(only.format(isolated(value))).triggered.connect(
                        lambda _=False, key=key, value=value: self.filter.narrow(key, value)
                    )
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(at)
