"""What terminals are told to do: the commands there are, and what each needs to know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.core.orders import Ask, Kind, Param, Weight, options_of
from console.core.records import Json
from console.models.records import RecordColumn, RecordModel, Tone
from console.views.order_words import OrderWords
from console.views.pages.page import Surroundings
from console.views.record_table import RecordTable
from console.views.widgets.form import Choice, Field, Option
from console.views.widgets.labels import label

LIST_WIDTH: Final = 270
PERIODS_D: Final = (1, 3, 7, 31)
_TONES: Final = {Weight.LIGHT: Tone.GOOD, Weight.FELT: Tone.CARE, Weight.GRAVE: Tone.BAD}


class Asked(QWidget):
    """The fields of one command."""

    def __init__(
        self, words: OrderWords, kind: Kind, firmware: Sequence[Json], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._words = words
        self._firmware = firmware
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 4, 16, 4)
        column.setSpacing(14)
        column.addWidget(label(words.title(kind.word), "title", self, wrap=True))
        column.addWidget(label(words.meaning(kind.word), "dim", self, wrap=True))
        for param in kind.params:
            field = Field(words.param(param.id), self._control(param), self)
            self.fields[param.id] = field
            column.addWidget(field)
        self.reason = Field(
            self.tr("Reason"),
            QLineEdit(self),
            self,
            hint=self.tr("It stands in the audit log, with your key."),
        )
        self.reason.setVisible(kind.reason)
        column.addWidget(self.reason)
        column.addStretch(1)

    def params(self) -> Json | None:
        """What was filled in; None where something is missing or wrong, which is said at its field then."""
        found: dict[str, Any] = {}
        fits = True
        for param in self.kind.params:
            field = self.fields[param.id]
            try:
                value = self._value(param, field.control)
            except ValueError as error:
                field.set_wrong(str(error))
                fits = False
            else:
                field.set_wrong("")
                if param.ask is Ask.PERIOD:
                    found |= value
                elif value is not None:
                    found[param.id] = value
        if fits and self.kind.word == "update_settings" and not found:
            self.fields["volume"].set_wrong(self.tr("Fill in at least one of these."))
            fits = False
        self.reason.set_wrong("")
        if self.kind.reason and not self.reason_text:
            self.reason.set_wrong(self.tr("Say why: it cannot be undone."))
            fits = False
        return found if fits else None

    @property
    def reason_text(self) -> str:
        line = self.reason.control
        assert isinstance(line, QLineEdit)
        return line.text().strip()

    def focus_first(self) -> None:
        """The first field, if there is any."""
        shown = [*self.fields.values(), *([self.reason] if self.kind.reason else [])]
        if shown:
            shown[0].control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _control(self, param: Param) -> QWidget:
        name = self._words.param(param.id)
        match param.ask:
            case Ask.SWITCH:
                return Choice(
                    name,
                    (
                        Option(None, self.tr("As it is")),
                        Option(True, self.tr("On")),
                        Option(False, self.tr("Off")),
                    ),
                    self,
                )
            case Ask.PERIOD:
                spans = [Option(days, self.tr("%n days", "", days)) for days in PERIODS_D]
                return Choice(name, spans, self)
            case Ask.FIRMWARE:
                box = QComboBox(self)
                for body in self._firmware:
                    version = body["version"] or ""
                    box.addItem(f"{body['name']} {version}".strip(), body["id"])
                return box
            case Ask.OPTIONS:
                text = QPlainTextEdit(self)
                text.setTabChangesFocus(True)
                text.setFixedHeight(text.fontMetrics().lineSpacing() * 3 + 18)
                return text
            case _:
                line = QLineEdit(self)
                line.setMaxLength(4_000)
                return line

    def _value(self, param: Param, control: QWidget) -> Any:
        """Raises ValueError with what is wrong."""
        if isinstance(control, Choice):
            value = control.value
            return _period(value) if param.ask is Ask.PERIOD and isinstance(value, int) else value
        if isinstance(control, QComboBox):
            if control.currentData() is None:
                raise ValueError(self.tr("No file has been uploaded yet."))
            return control.currentData()
        if isinstance(control, QPlainTextEdit):
            try:
                return dict(options_of(control.toPlainText())) or None
            except ValueError as error:
                raise ValueError(self.tr("Not Name=value: {0}").format(error)) from None
        assert isinstance(control, QLineEdit)
        return self._written(param, control.text().strip())

    def _written(self, param: Param, text: str) -> Any:
        if not text:
            if param.needed:
                raise ValueError(self.tr("Fill it in."))
            return None
        if param.ask is not Ask.NUMBER:
            return text
        if not text.isdecimal() or not param.least <= int(text) <= param.most:
            raise ValueError(self.tr("A number from {0} to {1}.").format(param.least, param.most))
        return int(text)


class WhatPane(QWidget):
    """Signals: `changed` when another command is chosen, `done` on Enter in the list."""

    changed = Signal()
    done = Signal()

    def __init__(
        self, around: Surroundings, words: OrderWords, kinds: Sequence[Kind], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._firmware: Sequence[Json] = ()
        self.asked: Asked | None = None
        columns: Sequence[RecordColumn[Kind]] = (
            RecordColumn(
                id="what", title=self.tr("Command"), text=lambda it: words.title(it.word), least=180, share=1,
                tone=lambda it: _TONES[it.weight],
            ),
        )  # fmt: skip
        self.model: RecordModel[Kind] = RecordModel(columns, lambda it: it.word, {}, self)
        self.model.replace(kinds)
        frame = QFrame(self)
        frame.setProperty("role", "card")
        frame.setFixedWidth(round(LIST_WIDTH * around.theme.tokens.type.body / 13))
        self.table = RecordTable(around.theme, self.model, self.tr("Commands"), frame, marking=False)
        self.table.header.hide()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.addWidget(self.table)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(frame)
        row.addWidget(self._area, 1)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self._enter)

    @property
    def kind(self) -> Kind | None:
        return None if self.asked is None else self.asked.kind

    def choose(self, word: str) -> None:
        """Show this one, or the first where it is not among them."""
        if self.model.place_of(word) is None and self.model.shown:
            word = self.model.key(self.model.row(0))
        self.table.show_current(word)
        self._show(word)

    def set_firmware(self, found: Sequence[Json]) -> None:
        """The files that terminals can be told to install, newest first."""
        self._firmware = found
        if self.kind is not None and any(param.ask is Ask.FIRMWARE for param in self.kind.params):
            self._make(self.kind)

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, word: str) -> None:
        kind = self.model.record(word) if word else None
        if kind is not None and kind != self.kind:
            self._make(kind)

    def _make(self, kind: Kind) -> None:
        self.asked = Asked(self._words, kind, self._firmware)
        self.asked.setProperty("role", "flow")
        self._area.setWidget(self.asked)
        self.changed.emit()

    def _enter(self, _word: str) -> None:
        if self.asked is not None and (self.asked.fields or self.asked.kind.reason):
            self.asked.focus_first()
        else:
            self.done.emit()


def _period(days: int) -> Json:
    now = datetime.now(UTC).replace(microsecond=0)
    return {"from": (now - timedelta(days=days)).isoformat(), "to": now.isoformat()}
