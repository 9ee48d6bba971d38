"""What the table of alerts tells of each, and how a row stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from console.core.alerts import Alert


class Column(StrEnum):
    """In the order they stand."""

    SEVERITY = "severity"
    ALERT = "alert"
    SITE = "site"
    SINCE = "since"
    STAGE = "status"
    EXPECTED = "expected"
    WHO = "who"


COLUMNS: Final = tuple(Column)
PLACE: Final = {column: place for place, column in enumerate(COLUMNS)}
"""Which section of the model a column is."""

NUMBERS: Final = frozenset({Column.EXPECTED})
"""Stand at the trailing edge, one below the other."""

TICKING: Final = frozenset({Column.SINCE, Column.STAGE, Column.WHO})
"""Say how long ago or until when something is, so they are different as time passes."""


@dataclass(eq=False, slots=True)
class AlertRow:
    """An alert as it stands in the table. `depth`: 0 for a cause, 1 for what it explains; `under`: how many
    alerts it explains, `terminals`: how many terminals it is about; `folded`: whether those under it are
    hidden."""

    alert: Alert
    depth: int = 0
    under: int = 0
    folded: bool = True

    @property
    def terminals(self) -> int:
        return len(self.alert.devices)
