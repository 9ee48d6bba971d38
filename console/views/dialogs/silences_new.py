"""Asks what nobody is to be told of for a while, and says what that hides now while it is being chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.core.alerts import Severity
from console.core.silences import Drawn, affected
from console.views.dialogs.ask import AskDialog, line_of
from console.views.pages.page import Surroundings
from console.views.place_list import PlaceList
from console.views.silence_words import SilenceWords
from console.views.widgets.flow import Flow
from console.views.widgets.form import Choice, Field, Option
from console.views.widgets.labels import WrappedLabel, label
from console.views.widgets.picker import Picker

HOUR_S: Final = 3600
DAY_S: Final = 24 * HOUR_S
WIDTH: Final = 640
ROWS: Final = 3
FILTER, BUILT = "filter", "built"
KINDS: Final = (
    "device_offline", "device_unstable", "site_outage", "clock_drift", "storage_nearly_full",
    "attlog_stuck", "no_punches_expected", "dead_line_rate", "webhook_failing", "command_failed",
)  # fmt: skip
"""What can be chosen also while no such alert is open."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is not to be told of, for how many seconds, and why."""

    matcher: dict[str, Any]
    seconds: int
    reason: str


def spans(says: SilenceWords) -> list[Option]:
    """For how long something can be silenced."""
    words = says.words
    return [Option(it, words.duration(it)) for it in (HOUR_S, 4 * HOUR_S, 8 * HOUR_S, 2 * DAY_S, 7 * DAY_S)]


class NewSilenceDialog(AskDialog[Asked]):
    """`drawn` is what a filter comes to; None where there is none to begin with."""

    def __init__(
        self,
        around: Surroundings,
        says: SilenceWords,
        drawn: Drawn | None = None,
        parent: QWidget | None = None,
    ) -> None:
        words = self.tr("Nobody is told of what fits until then. Webhooks hear of it all the time.")
        super().__init__(around.theme, self.tr("New silence"), words, self.tr("Silence"), parent, width=WIDTH)
        self._around, self._says = around, says
        self._drawn = drawn if drawn is not None and drawn.matcher else None
        self.asked.setSpacing(10)
        shown = Option(FILTER, self.tr("What the filter shows"), self._said_of_filter())
        built = Option(BUILT, self.tr("Chosen here"))
        self.what = Choice(self.tr("What"), [shown, built] if self._drawn else [built], self)
        self.what.setVisible(self._drawn is not None)
        self.what.chosen.connect(lambda _: self._turn())
        self.asked.addWidget(self.what)
        self._build = self._made_builder()
        self.asked.addWidget(self._build)
        self.effect = label("", "strong", self, wrap=True)
        self.first = WrappedLabel("", "dim", self)
        effect = QVBoxLayout()
        effect.setSpacing(2)
        effect.addWidget(self.effect)
        effect.addWidget(self.first)
        self.asked.addLayout(effect)
        name = self.tr("For how long")
        self.time = Picker(around.theme, name, self)
        self.time.offer((option.value, option.name) for option in spans(says))
        self.time.choose(4 * HOUR_S)
        self.note = self.line_field(self.tr("Why"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Field(name, self.time, self), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.note, 1, Qt.AlignmentFlag.AlignTop)
        self.asked.addLayout(row)
        self._end = around.session.alerts.changed.add(lambda _: self._foresee())
        self.finished.connect(lambda _: self._end())
        self._turn()
        (self.what.button(FILTER) if self._drawn else self.places.search).setFocus()

    @property
    def matcher(self) -> dict[str, Any]:
        """What is chosen, as the API has it."""
        if self._drawn is not None and self.what.value == FILTER:
            return dict(self._drawn.matcher)
        severities = self.severity.currentData()
        chosen: dict[str, Any] = {
            "sites": self.places.sites,
            "devices": self.places.devices,
            "severities": severities.split(",") if severities else [],
            "kinds": [it for it in (self.kind.currentData(),) if it],
            "tags": [it for it in (self.tag.currentData(),) if it],
            "models": [it for it in (self.model.currentData(),) if it],
        }
        return {name: wanted for name, wanted in chosen.items() if wanted}

    def finish(self) -> None:
        matcher, reason = self.matcher, line_of(self.note).text().strip()
        both = "sites" in matcher and "devices" in matcher
        wrong = "" if matcher else self.tr("Choose what: for work on everything, make a maintenance window.")
        if both:
            wrong = self.tr("Tick sites or terminals, not both: a silence is of what fits all of it.")
        self.note.set_wrong("" if reason else self.tr("Say why, for whoever misses the message."))
        self._where.set_wrong(wrong)
        self.grow()
        if wrong:
            self.places.search.setFocus()
        elif not reason:
            line_of(self.note).setFocus()
        else:
            self.answer(Asked(matcher, cast(int, self.time.currentData()), reason))

    def _made_builder(self) -> QWidget:
        session, theme, words = self._around.session, self._around.theme, self._says.alerts
        made = QWidget(self)
        self.places = PlaceList(
            theme, session.fleet, self._around.words, self.tr("Sites or terminals"), made, rows=ROWS
        )
        self.places.changed.connect(self._foresee)
        row_height = self.places.view.minimumHeight()
        self.places.view.setFixedHeight(row_height)
        self._where = Field(self.tr("Sites or terminals; none for anywhere"), self.places, made)
        self.severity, self.kind = (
            Picker(theme, self.tr("Severity"), made),
            Picker(theme, self.tr("Kind"), made),
        )
        self.tag, self.model = Picker(theme, self.tr("Tag"), made), Picker(theme, self.tr("Model"), made)
        mild = f"{Severity.WARNING.value},{Severity.INFO.value}"
        self.severity.offer(
            [
                ("", self.tr("Any severity")),
                *((it.value, words.severity(it)) for it in Severity),
                (mild, self.tr("All but critical")),
            ]
        )
        kinds = sorted({*KINDS, *(it.kind for it in session.alerts.book)}, key=words.kind)
        self.kind.offer([("", self.tr("Any kind")), *((it, words.kind(it)) for it in kinds)])
        fleet = session.fleet
        holders = [*fleet.devices.values(), *fleet.sites.values()]
        tags = sorted({tag for holder in holders for tag in holder.tags})
        self.tag.offer([("", self.tr("Any tag")), *((it, it) for it in tags)])
        models = sorted({it.model for it in fleet.devices.values() if it.model})
        self.model.offer([("", self.tr("Any model")), *((it, it) for it in models)])
        self.tag.setVisible(bool(tags))
        row = Flow()
        for picker in (self.severity, self.kind, self.tag, self.model):
            picker.currentIndexChanged.connect(self._foresee)
            row.addWidget(picker)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._where)
        column.addLayout(row)
        return made

    def _turn(self) -> None:
        self._build.setVisible(self.what.value == BUILT)
        self._foresee()
        self.grow()

    def _foresee(self) -> None:
        """What it would hide now."""
        session, matcher = self._around.session, self.matcher
        if not matcher:
            self.effect.setText(self.tr("Nothing is chosen yet."))
            self.first.setText("")
            return
        found = affected(matcher, session.alerts.book, session.fleet)
        self._where.set_wrong("")
        if found:
            self.effect.setText(self.tr("Hides %n alerts now", "", len(found)))
        else:
            self.effect.setText(self.tr("Hides nothing now; what comes is hidden"))
        self.first.setText(self.tr(", ").join(self._says.alerts.title(it) for it in found[:4]))

    def _said_of_filter(self) -> str:
        drawn = self._drawn
        if drawn is None:
            return ""
        said = self._says.matcher(drawn.matcher)
        if not drawn.left:
            return self.tr("{0}: also what comes later.").format(said)
        return self.tr("{0}: not what comes later of other terminals, because the filter says more than a "
                       "silence can.").format(said)  # fmt: skip


class ExtendDialog(AskDialog[int]):
    """How long silences are to hold from now on, seconds."""

    def __init__(
        self, around: Surroundings, says: SilenceWords, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(around.theme, self.tr("Silence until later"), words, self.tr("Hold on"), parent)
        name = self.tr("From now for")
        self.time = Choice(name, spans(says), self)
        self.time.set_value(4 * HOUR_S)
        self.asked.addWidget(Field(name, self.time, self))
        self.time.button(4 * HOUR_S).setFocus()

    def finish(self) -> None:
        self.answer(cast(int, self.time.value))
