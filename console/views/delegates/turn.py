"""Paints what happened to terminals as one row: who, what, where, when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QStyle

from console.core.changes import Turn
from console.core.records import moment
from console.core.status import STATUSES, Status
from console.core.tallies import HOUR_US
from console.models.changes import Role
from console.theme.fonts import font
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.delegates.cell import CellDelegate, Index, Ink, grown, line_height
from console.views.map.shapes import paint_status
from console.views.words import Words

PAD: Final = 16
SHAPE: Final = 14
GAP: Final = 12
DAY_US: Final = 24 * HOUR_US


@cache
def greyed(tokens: Tokens) -> Tokens:
    """The same look with every status in the grey of no data; the shapes remain."""
    return replace(tokens, **{status.value: tokens.no_data for status in STATUSES})


class TurnDelegate(CellDelegate):
    """For a list of ChangesModel. `site_name` is what a site is called, by its id;
    `now_us` the time."""

    def __init__(
        self, theme: Theme, words: Words, site_name: Callable[[str], str], now_us: Callable[[], int]
    ) -> None:
        super().__init__(theme)
        self._now_us = now_us
        self.aged = False
        """Nobody knows how things are now: no colour may say that something is well."""
        self._words = words
        self._site_name = site_name

    def narrowest(self) -> int:
        return grown(self.theme.tokens, 280)

    def height(self) -> int:
        sizes = self.theme.tokens.type
        return line_height(sizes.body) + line_height(sizes.label) + 18

    def paint_cell(self, ink: Ink, state: QStyle.StateFlag, index: Index) -> None:
        turn: Turn = index.data(Role.TURN)
        self.surface(ink, state)
        t, box = ink.tokens, ink.cell
        first, second = line_height(t.type.body), line_height(t.type.label)
        top = box.top() + (box.height() - first - second - 2) / 2
        shape = QRectF(box.left() + PAD, top + (first - SHAPE) / 2, SHAPE, SHAPE)
        paint_status(ink.painter, ink.placed(shape), turn.status, greyed(t) if self.aged else t)
        left, end = shape.right() + GAP, box.right() - PAD
        clock = self._when(turn)
        at = QRectF(left, top, end - left, first)
        taken = ink.text(at, clock, font(t.type.label), t.text_dim, trailing=True) + GAP
        ink.text(at.adjusted(0, 0, -taken, 0), self._who(turn), font(t.type.body), t.text)
        what = self.tr("{0} · {1}").format(self._what(turn), self._site_name(turn.site_id))
        below = QRectF(left, top + first + 2, end - left, second)
        ink.text(below, what, font(t.type.label), t.text_dim, middle=True)

    def spoken(self, turn: Turn) -> str:
        """In one sentence."""
        clock = self._when(turn)
        what = f"{self._who(turn)}: {self._what(turn)}"
        return self.tr("{0}, {1}, {2}").format(clock, what, self._site_name(turn.site_id))

    def _when(self, turn: Turn) -> str:
        now_us = self._now_us()
        if now_us - turn.at_us >= DAY_US:
            return self._words.ago_us(turn.at_us, now_us)
        return self._words.clock(moment(turn.at_us).astimezone())

    def _who(self, turn: Turn) -> str:
        """ "Gate A", "Gate A and 5 more"."""
        more = len(turn.names) - 1
        return self.tr("{0} and %n more", "", more).format(turn.names[0]) if more else turn.names[0]

    def _what(self, turn: Turn) -> str:
        """What the change means."""
        if turn.status is Status.ONLINE:
            return {
                Status.OFFLINE: self.tr("Came back"),
                Status.UNSTABLE: self.tr("Steady again"),
                Status.NEW: self.tr("First time online"),
                Status.SUSPENDED: self.tr("Resumed"),
            }.get(turn.before, self.tr("Well again"))
        return {
            Status.OFFLINE: self.tr("Went offline"),
            Status.UNSTABLE: self.tr("Comes and goes"),
            Status.DEGRADED: self.tr("Degraded"),
            Status.SUSPENDED: self.tr("Suspended"),
            Status.NEW: self.tr("Registered"),
        }.get(turn.status, self._words.status(turn.status))
