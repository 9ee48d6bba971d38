"""How doors stood when they last reported: terminals repeat it all day, and only what changed is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from edge.presence import Key
from edge.push.access.records import DoorState, StateReport

_MOST_CONTROLLERS: Final = 64  # of one terminal; what claims to have more is none

Standing = Mapping[str, Mapping[int, DoorState]]
"""By the serial of the sub-controller ("" for the terminal itself) and the number of the door."""


class Changes(NamedTuple):
    """The doors that stand otherwise than before, each with the report that says so, and how all stand
    then."""

    told: list[tuple[StateReport, DoorState]]
    after: Standing


class DoorStates:
    """What is remembered of every terminal's doors. The first report after a start tells nothing: nobody
    knows what was before it."""

    def __init__(self) -> None:
        self._standing: dict[Key, Standing] = {}

    def changes(self, key: Key, reports: Iterable[StateReport]) -> Changes:
        """What reports, in their order, tell that is new. Remembers nothing until it is settled."""
        after = {controller: dict(doors) for controller, doors in self._standing.get(key, {}).items()}
        told: list[tuple[StateReport, DoorState]] = []
        for report in reports:
            if report.sub_serial not in after and len(after) >= _MOST_CONTROLLERS:
                continue
            before = after.setdefault(report.sub_serial, {})
            for state in report.changed_from(before):
                if state.door in before:
                    told.append((report, state))
                before[state.door] = state
        return Changes(told, after)

    def settle(self, key: Key, changes: Changes) -> None:
        """What was told is stored: from now on this is how the doors stood."""
        self._standing[key] = changes.after
