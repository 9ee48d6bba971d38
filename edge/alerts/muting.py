"""Of what nobody is to be told for now: maintenance windows and silences, held against what is bad."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

import sqlalchemy as sa

from edge.alerts.selecting import Subject, fits
from edge.alerts.subjects import AlertRow, fleet, subject_of, subjects_of
from edge.alerts.windows import Window, turn_at, turns
from edge.store import alert_subjects, silences, windows

Mode = Literal["suppress", "observe"]

_MICROS: Final = 1_000_000
ABOUT: Final = "about"
ALERTS: Final = "alerts"


class Muted(NamedTuple):
    """What keeps people from being told: the public id of a window or silence, and until when.

    `mode`: suppress: no events of the alert either; observe: events are told, people are not. A silence is of
    people only.
    """

    by: str
    kind: Literal["maintenance", "silence"]
    until_us: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class Muting:
    """All that mutes at one instant, read once, for however many subjects."""

    _windows: Sequence[tuple[Mapping[str, Any], Muted]]
    _silences: Sequence[tuple[Mapping[str, Any], Muted]]

    @classmethod
    def load(cls, conn: sa.Connection, tenant_id: int, now_us: int) -> Muting:
        """What mutes now, with two queries."""
        on = []
        for row in windows.all_of(conn, tenant_id):
            turn = turn_at(window_of(row), now_us / _MICROS)
            if turn is not None:
                muted = Muted(row["public_id"], "maintenance", _micros(turn[1]), row["mode"])
                on.append((row["selector"], muted))
        hushed = [
            (row["matcher"], Muted(row["public_id"], "silence", row["ends_at"], "observe"))
            for row in silences.active(conn, tenant_id, now_us)
        ]
        return cls(on, hushed)

    def of(self, subject: Subject) -> Muted | None:
        """What mutes it: of several one that hides it from all before one that hides it from people, then
        the one that lasts longest."""
        found = [muted for selector, muted in self._windows if fits(selector, subject)]
        found += [muted for matcher, muted in self._silences if matches(matcher, subject)]
        return max(found, key=lambda one: (one.mode == "suppress", one.until_us), default=None)

    def maintenance(self, subject: Subject) -> Muted | None:
        """The window that it is worked on in, whatever its mode."""
        found = [muted for selector, muted in self._windows if fits(selector, subject)]
        return max(found, key=lambda one: (one.mode == "suppress", one.until_us), default=None)

    @property
    def anything(self) -> bool:
        """Whether anything is muted at all."""
        return bool(self._windows or self._silences)


def muted_by(conn: sa.Connection, tenant_id: int, alert_row: AlertRow, now_us: int) -> Muted | None:
    """What mutes one alert. For many, load `Muting` once."""
    muting = Muting.load(conn, tenant_id, now_us)
    return muting.of(subject_of(conn, tenant_id, alert_row)) if muting.anything else None


def refresh(conn: sa.Connection, tenant_id: int, now_us: int) -> None:
    """Have every open alert say what mutes it now. Called where that may change: as a window or silence is
    made, changed or ended, and now and then, as turns begin and end by themselves."""
    for by, alert_ids in outdated(conn, tenant_id, now_us).items():
        alert_subjects.mute(conn, tenant_id, alert_ids, by)


def outdated(conn: sa.Connection, tenant_id: int, now_us: int) -> Mapping[str | None, list[int]]:
    """The open alerts that do not say what mutes them now, by what does (None: nothing)."""
    muting = Muting.load(conn, tenant_id, now_us)
    found = alert_subjects.open_alerts(conn, tenant_id, muted_only=not muting.anything)
    subjects = subjects_of(conn, tenant_id, found) if muting.anything else {}
    changed: dict[str | None, list[int]] = defaultdict(list)
    for row in found:
        muted = muting.of(subjects[row["id"]]) if muting.anything else None
        by = None if muted is None else muted.by
        if by != row["muted"]:
            changed[by].append(row["id"])
    return changed


def in_maintenance(conn: sa.Connection, tenant_id: int, now_us: int) -> set[str]:
    """The public ids of terminals that are being worked on."""
    muting = Muting.load(conn, tenant_id, now_us)
    if not muting.anything:
        return set()
    return {
        subject.device
        for subject in fleet(conn, tenant_id).values()
        if subject.device is not None and muting.maintenance(subject) is not None
    }


def maintenance_turns(
    conn: sa.Connection,
    tenant_id: int,
    since_us: int,
    until_us: int,
    device_ids: Collection[int] | None = None,
) -> dict[int, list[tuple[int, int]]]:
    """When terminals, all or these, were worked on within a time: by the ids of their rows, from and to in
    microseconds, in order and apart from each other. Terminals that never were are left out."""
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    found = [(row["selector"], _turns(row, since_us, until_us)) for row in windows.all_of(conn, tenant_id)]
    found = [(selector, turned) for selector, turned in found if turned]
    if found:
        for device_id, subject in fleet(conn, tenant_id, device_ids).items():
            for selector, turned in found:
                if fits(selector, subject):
                    spans[device_id] += turned
    return {device_id: _merged(turned) for device_id, turned in spans.items()}


def matches(matcher: Mapping[str, Any], subject: Subject) -> bool:
    """Whether a silence means this. One of certain alerts means whatever the same rule finds of the same
    entities, so that it outlives their recovery."""
    rest = {name: value for name, value in matcher.items() if name not in (ALERTS, ABOUT)}
    if not fits(rest, subject):
        return False
    if ALERTS not in matcher:
        return True
    if subject.entity is None:
        return False
    return [subject.rule, *subject.entity] in matcher[ABOUT]


def window_of(row: sa.RowMapping) -> Window:
    """A window, from its row."""
    return Window(
        starts=datetime.fromisoformat(row["starts"]),
        zone=row["timezone"],
        duration_s=row["duration_s"],
        recurrence=row["rrule"],
        cuts=tuple(at / _MICROS for at in row["cuts"]),
    )


def _turns(row: sa.RowMapping, since_us: int, until_us: int) -> list[tuple[int, int]]:
    found = []
    for start, end in turns(window_of(row), since_us / _MICROS):
        if _micros(start) >= until_us:
            break
        found.append((max(_micros(start), since_us), min(_micros(end), until_us)))
    return found


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged


def _micros(at: float) -> int:
    return round(at * _MICROS)
