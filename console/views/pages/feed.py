"""The live feed: every punch as it comes, filtered, and standing still while somebody reads."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from common.filters import Filter
from console.commands.registry import Command, Group
from console.commands.words import CommandWords
from console.core.colour_rules import ColourRule, ColourRules, restored, saved
from console.core.feed import FeedChange, parse_feed_filter
from console.core.records import FeedLine, Punch
from console.core.sheets import Sheet
from console.core.tallies import MINUTE_US
from console.models.feed import FeedModel
from console.models.feed_vocabulary import Vocabulary
from console.models.selection import Kind, Selected
from console.models.views import SavedViews
from console.theme.icons import icon, icon_pixmap
from console.theme.tokens import Tokens
from console.views.delegates.feed import FeedPainter
from console.views.exporting import exporting_of
from console.views.feed_bar import FeedBar
from console.views.feed_fills import FeedFills
from console.views.feed_table import FeedTable
from console.views.feed_words import FeedWords
from console.views.fleet_sheets import FleetSheets
from console.views.pages.page import Page, State, Surroundings
from console.views.widgets.buttons import Button, IconButton
from console.views.widgets.empty import Empty
from console.views.widgets.filter_box import FilterBox
from console.views.widgets.labels import label
from console.views.widgets.pill import Pill
from console.views.widgets.sparkline import Sparkline
from console.views.widgets.views_menu import ViewsButton
from console.views.words import isolated

SECOND_MS: Final = 1000
ICON: Final = 16
EDGE: Final = 12
"""From the edge of the page to the rows, whose cells stand as far from theirs again."""


class FeedPage(Page):
    """Selecting a row selects its punch for the whole window."""

    id = "feed"

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        feed = self.session.feed
        self.feed_words = FeedWords(
            self.words, self.session.now_us, parent=self, zones=lambda: self.session.fleet.zones
        )
        self._keys = CommandWords(self)
        self.model = FeedModel(feed, self.feed_words, self)
        painter = FeedPainter(self.theme, self.model, self.feed_words, self)
        self.table = FeedTable(self.theme, self.model, painter, self)
        hint = self.tr("Filter, for example  {0}").format('site:casa lag>30s "amina"')
        self.filter = FilterBox(self.theme, parse_feed_filter, lambda: Vocabulary(feed), isolated(hint), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self._body(), 1)
        self.fills = FeedFills(around, self.table, painter, self)
        self._painter = painter
        self._second = QTimer(self, interval=SECOND_MS)
        self._second.timeout.connect(self._show_rate)
        self._second.timeout.connect(self.table.measure)
        self.filter.filtered.connect(self._filter)
        self.filter.left.connect(self.focus_first)
        self.table.followed.connect(self._show_pause)
        self.table.looked.connect(self._show_pill)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._open_terminal)
        self.table.asked.connect(lambda line, at: self.menu_of(line).popup(at))
        self.table.picked.connect(self._count_picked)
        self.table.fill_wanted.connect(self.fills.fill)
        self.bar.copy_wanted.connect(self._copy_picked)
        self.bar.export_wanted.connect(lambda: exporting_of(self).page(self))
        self.bar.cleared.connect(self.table.select_only_one)
        self.pill.clicked.connect(self.resume)
        self._pause.clicked.connect(self.toggle_pause)
        self.theme.changed.connect(self._wear)
        self.selection.changed.connect(self._selected)
        self.listen(feed.changed, self._told)
        self._wear(self.theme.tokens)
        self._show_all()

    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "feed.pause", self.tr("Pause the feed"), Group.FEED,
                run=self.toggle_pause, checked=lambda: not self.table.following,
                shortcut="Space", icon="pause",
            ),
            Command(
                "feed.end", self.tr("To the newest punch"), Group.FEED,
                run=self.resume, shortcut="End", icon="to-end", keywords=(self.tr("resume"),),
            ),
            Command(
                "feed.filter", self.tr("Filter the feed"), Group.FEED,
                run=self.filter.focus, shortcut="/", icon="filter",
            ),
            Command(
                "feed.clear_filter", self.tr("Clear the filter"), Group.FEED,
                run=self.filter.clear, enabled=lambda: bool(self.filter.text), icon="close",
            ),
            Command(
                "feed.keep_view", self.tr("Keep this view…"), Group.FEED,
                run=self._views_button.keep, icon="eye",
            ),
            Command(
                "feed.mark", self.tr("Select one more, or one less"), Group.FEED,
                run=self.table.mark_current, enabled=lambda: self.table.currentIndex().isValid(),
                shortcut="X",
            ),
            Command(
                "feed.rules", self.tr("Colour rules…"), Group.FEED,
                run=self.choose_rules, icon="palette", keywords=(self.tr("highlight"),),
            ),
            Command(
                "feed.copy", self.tr("Copy the selected rows"), Group.FEED,
                run=self._copy_picked,
                enabled=lambda: self.table.selected_line is not None, shortcut="Ctrl+C", icon="copy",
            ),
            Command(
                "feed.open", self.tr("Show the terminal of the selected row"), Group.FEED,
                run=lambda: self._open_terminal(self.table.selected_line),
                enabled=lambda: isinstance(self.table.selected_line, Punch), icon="devices",
            ),
        )  # fmt: skip

    def save_state(self) -> State:
        return {
            **self._view(),
            "history": self.filter.history,
            "rules": saved(self._painter.rules.rules),
            "views": self.views.save(),
        }

    def restore_state(self, state: State) -> None:
        self.show_rules(restored(state.get("rules")))
        history = state.get("history")
        if isinstance(history, list):
            self.filter.set_history([entry for entry in history if isinstance(entry, str)])
        self.views.restore(state.get("views"))
        self._show_view(state)

    def _view(self) -> State:
        """What is seen, under a name or until the next start. The rules of colour are of the whole page."""
        return {"filter": self.filter.text, "columns": self.table.widths}

    def _show_view(self, state: State) -> None:
        widths, text = state.get("columns"), state.get("filter")
        if isinstance(text, str):
            self.filter.set_text(text)
        if (
            isinstance(widths, list)
            and len(widths) == self.model.columnCount()
            and all(isinstance(width, int) and 0 < width < 4_000 for width in widths)
        ):
            self.table.set_widths(widths)

    def set_torn(self) -> None:
        self._tear.hide()

    def sheet(self) -> Sheet | None:
        """The selected punches where there are several, else all that pass the filter."""
        picked = self.table.picked_lines
        lines = picked if len(picked) > 1 else self.model.lines()
        sheets = FleetSheets(self.words, self.session)
        return sheets.punches(lines, self.feed_words, self.model.marks, self.filter.text)

    def step_back(self) -> bool:
        several = self.table.picked_count > 1
        if several:
            self.table.select_only_one()
        return several

    def focus_first(self) -> None:
        where = self.table if self.table.isVisibleTo(self) else self
        where.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def catch_up(self) -> None:
        self._second.start()
        self.model.follow()
        self.table.settle()
        self.table.measure()
        self._show_all()
        self._selected(self.selection.current)

    def hideEvent(self, event: QHideEvent) -> None:
        self._second.stop()
        super().hideEvent(event)

    # -- what core tells
    # ------------------------------------------------------------------------------------------------

    def _told(self, change: FeedChange) -> None:
        if change.rebuilt:  # of another edge: nothing of the old one may stay
            self.model.rebuild()
            self.table.resume()
        elif change.filled:
            self.table.show_filled()
        if self.isVisible():
            self.model.follow()
            self.table.settle()
            self._show_rows()

    # -- what it shows
    # --------------------------------------------------------------------------------------------------

    def _head(self) -> QVBoxLayout:
        self._rate = label("", "dim", self)
        self._minutes = Sparkline(self.theme, self)
        self._minutes.setMaximumWidth(160)
        self._minutes.setMinimumWidth(1)  # in a narrow window it gives way to the words
        self._minutes.setToolTip(self.tr("Punches in each of the last 60 minutes"))
        self._pause = QPushButton(self)
        self._pause.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._pause.setIconSize(QSize(ICON, ICON))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(label(self.tr("Live feed"), "headline", self))
        line.addStretch(1)
        line.addWidget(self._rate)
        line.addWidget(self._minutes, 8)
        line.addSpacing(4)
        line.addWidget(self._pause)
        self.views = SavedViews()
        self._views_button = ViewsButton(self.theme, self.views, self._view, self.around.tasks, self)
        self._views_button.wanted.connect(self._show_view)
        line.addWidget(self._views_button)
        self._tear = IconButton(self.theme, "tear-off", self.tr("In a window of its own"), self)
        self._tear.clicked.connect(lambda: self.command_wanted.emit("view.tear_feed"))
        line.addWidget(self._tear)
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 4)
        head.setSpacing(12)
        head.addLayout(line)
        head.addWidget(self.filter)
        self.bar = FeedBar(self.theme, self)
        head.addWidget(self.bar)
        return head

    def _body(self) -> QWidget:
        body = QFrame(self)
        body.setProperty("role", "panel")
        self._nothing = Empty(
            self.theme,
            "feed",
            self.tr("No punches yet"),
            self.tr("Every punch appears here the moment a terminal hands it over."),
            body,
        )
        self._no_match = Empty(
            self.theme,
            "filter",
            self.tr("Nothing matches"),
            self.tr("No punch that is kept here passes the filter. New ones that do appear by themselves."),
            body,
        )
        clear = Button(self.tr("Clear the filter"), self._no_match)
        clear.clicked.connect(self.filter.clear)
        self._no_match.offer(clear)
        frame = QVBoxLayout(body)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        frame.setContentsMargins(*((0, 0, EDGE, 0) if mirrored else (EDGE, 0, 0, 0)))
        self._stack = QStackedLayout()
        frame.addLayout(self._stack)
        for shown in (self.table, self._nothing, self._no_match):
            shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            self._stack.addWidget(shown)
        self.pill = Pill(self.theme, self.table)
        return body

    def _show_all(self) -> None:
        self._show_pause()
        self._show_rows()
        self._show_rate()

    def _show_rows(self) -> None:
        """What follows from the rows there are."""
        total = len(self.session.feed) - self.session.feed.gaps
        shown: QWidget = self.table
        if self.model.wanted and total and not self.model.punches:
            shown = self._no_match
        elif not self.model.rowCount():
            shown = self._nothing
        self.turn_to(self._stack, shown)
        if self.model.wanted:
            of = self.tr("{0} of {1}")
            self.filter.set_count(of.format(self.words.number(self.model.punches), self.words.number(total)))
        else:
            self.filter.set_count(self.words.punches(total))
        self._show_pill()

    def _show_pill(self) -> None:
        waiting, lost = self.model.waiting, 0 <= self.table.first_row < self.model.gone
        if self.table.following or not (waiting or lost):
            self.pill.hide()
        elif lost:
            self.pill.say(self.tr("%Ln new, and what you see is kept no longer. Resume (End)", "", waiting))
        else:
            self.pill.say(self.tr("%Ln new, resume (End)", "", waiting))

    def _show_rate(self) -> None:
        now_us = self.session.now_us()
        minutes = self.session.fleet.per_minute(now_us)
        self._minutes.set_values(minutes)
        past = now_us % MINUTE_US / MINUTE_US
        rate = round(minutes[-2] * (1 - past) + minutes[-1])
        self._rate.setText(self.tr("%Ln punches a minute", "", rate))

    def _show_pause(self) -> None:
        following = self.table.following
        self._pause.setText(self.tr("Pause") if following else self.tr("Resume"))
        pause = self.around.command("feed.pause")
        keys = pause.shortcut if pause is not None else None
        self._pause.setToolTip(self._keys.shortcut(keys) if keys else "")
        self._pause.setProperty("kind", "" if following else "primary")
        self._pause.style().unpolish(self._pause)
        self._pause.style().polish(self._pause)
        self._wear(self.theme.tokens)
        self._show_pill()

    def _wear(self, tokens: Tokens) -> None:
        if self.table.following:
            self._pause.setIcon(icon("pause", tokens, ICON))
        else:
            bright = icon_pixmap("play", ICON, self.devicePixelRatioF(), tokens.on_accent)
            self._pause.setIcon(QIcon(bright))

    # -- what somebody does
    # ---------------------------------------------------------------------------------------------

    def toggle_pause(self) -> None:
        """Stand still, or go on."""
        self.table.freeze() if self.table.following else self.table.resume()

    def resume(self) -> None:
        """To the end, and follow it."""
        self.table.resume()

    def _filter(self, wanted: Filter) -> None:
        """Show what passes. Who stands still goes on standing where he was, as near as can be."""
        self.table.show_filtered(wanted)
        self._show_rows()

    def _selected(self, selected: Selected | None) -> None:
        if self.isVisible():
            punch = selected.id if selected is not None and selected.kind is Kind.PUNCH else None
            self.table.select_punch(punch)

    def _chosen(self, line: FeedLine) -> None:
        if isinstance(line, Punch):
            self.selection.select(Kind.PUNCH, line.id)

    def menu_of(self, line: FeedLine) -> QMenu:
        """What can be done with a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if isinstance(line, Punch):
            only = self.tr("Only {0}")
            for key, value, name in (
                ("employee", line.employee, self.tr("employee {0}").format(isolated(line.employee))),
                ("serial", line.serial, line.device),
                ("site", line.site, line.site),
                ("type", line.punch_type, self.feed_words.type(line).lower()),
            ):
                if value:
                    menu.addAction(only.format(name)).triggered.connect(
                        lambda _=False, key=key, value=value: self.filter.narrow(key, value)
                    )
            menu.addSeparator()
            show = menu.addAction(self.tr("Show {0}").format(line.device))
            show.triggered.connect(lambda: self._open_terminal(line))
        else:
            fetch = menu.addAction(self.tr("Fetch what is missing"))
            fetch.triggered.connect(lambda: self.fills.fill(line))
        many = self.table.picked_count
        if many > 1:
            copy = self.tr("Copy %Ln rows", "", many)
            menu.addAction(copy).triggered.connect(self._copy_picked)
        else:
            menu.addAction(self.tr("Copy the row")).triggered.connect(lambda: self._copy([line]))
        return menu

    def _open_terminal(self, line: FeedLine | None) -> None:
        if isinstance(line, Punch):
            self.selection.select(Kind.DEVICE, line.device_id)
            self.around.open_page("devices")

    def _count_picked(self) -> None:
        self.bar.show_count(self.table.picked_count)

    def _copy_picked(self) -> None:
        self._copy(self.table.picked_lines)

    def _copy(self, lines: Sequence[FeedLine]) -> None:
        if lines:
            rows = (self.feed_words.row(line, self.model.marks(line)) for line in lines)
            QGuiApplication.clipboard().setText("\n".join(rows))

    # -- what stands out
    # ----------------------------------------------------------------------------------------------

    def choose_rules(self) -> None:
        """Ask which punches are to stand out."""
        self.around.tasks.spawn("colour rules", self._choose_rules())

    async def _choose_rules(self) -> None:
        await asyncio.to_thread(import_module, "console.views.dialogs.colour_rules")
        from console.views.dialogs.colour_rules import ColourRulesDialog

        chosen = await ColourRulesDialog(self.theme, self._painter.rules.rules, self.window()).ask()
        if chosen is not None:
            self.show_rules(chosen)

    def show_rules(self, rules: Sequence[ColourRule]) -> None:
        """Let these punches stand out from now on."""
        self._painter.rules = ColourRules(rules)
        self.table.viewport().update()
