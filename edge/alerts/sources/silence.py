"""Terminals that are there, but where nobody punches although they should: a broken reader, a locked door.

A terminal is suspected where it usually takes many punches at this hour of this weekday and took none. Only
its neighbours turn the suspicion into an alert: on a holiday they have none either, and neither is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from edge.alerts.conditions import Reading
from edge.alerts.expected import by_clock, habits
from edge.alerts.habits import Habit, local_span
from edge.alerts.looking import Look, bad, good, named
from edge.alerts.model import Entity
from edge.alerts.ruleset import Rule
from edge.alerts.subjects import device_subject
from edge.alerts.words import lasting
from edge.devices import zone_of
from edge.store import alert_sources, expected_punches

KIND: Final = "no_punches_expected"
SLICE: Final = 100
"""Terminals a round, as in `holdings`."""
NEIGHBOURS: Final = 50
BEGINNING: Final = (None, 0)
CLOCK_OFF_S: Final = 300
"""Where the clock of a terminal is off by more, what is counted by its clock says nothing."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a rule looks at: so long a time until now, held against so many weeks."""

    within_s: float
    weeks: int

    @staticmethod
    def of(rule: Rule) -> Span:
        return Span(rule.params["within_s"], rule.params["weeks"])


class Silence:
    """Walks through the fleet of each tenant site by site, and begins again at its end."""

    kinds = frozenset({KIND})

    def __init__(self) -> None:
        self._after: dict[int, tuple[int | None, int]] = {}

    def read(self, look: Look) -> Iterator[Reading]:
        watched = look.watched(KIND)
        rows = {row["public_id"]: row for row in self._next(look)}
        seen = alert_sources.terminals(look.conn, look.tenant_id, watched)
        rows.update((row["public_id"], row) for row in seen)
        yield from look.gone(KIND, watched - rows.keys())
        by_span: dict[Span, list[tuple[Rule, sa.RowMapping]]] = {}
        for row in rows.values():
            rule = look.rule(KIND, device_subject(row))
            if rule is None:
                yield from look.gone(KIND, {row["public_id"]})
            elif row["online"] and abs(row["clock_drift_s"] or 0) <= CLOCK_OFF_S:
                by_span.setdefault(Span.of(rule), []).append((rule, row))
        for span, pairs in by_span.items():
            yield from _Day(look, span).readings(pairs, watched)

    def _next(self, look: Look) -> list[sa.RowMapping]:
        if look.least(KIND, "expected") is None:
            return []
        after = self._after.get(look.tenant_id, BEGINNING)
        rows = alert_sources.places(look.conn, look.tenant_id, after=after, limit=SLICE)
        at_end = len(rows) < SLICE
        self._after[look.tenant_id] = BEGINNING if at_end else (rows[-1]["site_id"], rows[-1]["id"])
        return rows


class _Day:
    """What came in a span until now, and what usually does; read once for all who ask."""

    def __init__(self, look: Look, span: Span) -> None:
        self._look = look
        self._span = span
        self._from = look.now_us - round(span.within_s * 1e6)
        self._came: dict[int, int] = {}
        self._usual: dict[int, Habit] = {}
        self._sites: dict[int, list[sa.RowMapping]] = {}
        self._zones: dict[str, list[sa.RowMapping]] = {}

    def readings(self, pairs: Sequence[tuple[Rule, sa.RowMapping]], watched: set[str]) -> Iterator[Reading]:
        self._count([row for _, row in pairs])
        silent = [pair for pair in pairs if not self._came[pair[1]["id"]]]
        for rule, row in pairs:
            if self._came[row["id"]] and row["public_id"] in watched:
                yield good(rule, _entity(row), "People punch there again.")
        self._know([row for _, row in silent])
        suspects = [pair for pair in silent if self._suspected(*pair)]
        if suspects:
            self._meet({row["site_id"] for _, row in suspects if row["site_id"] is not None})
        for rule, row in suspects:
            yield from self._judged(rule, row)

    def _suspected(self, rule: Rule, row: sa.RowMapping) -> bool:
        usual = self._usual[row["id"]]
        return usual.usual and usual.mean >= rule.params["expected"]

    def _judged(self, rule: Rule, row: sa.RowMapping) -> Iterator[Reading]:
        """Bad where the neighbours have as many as usual, or a good part of it; else nothing is known."""
        neighbours = self._neighbours(row)
        usual = sum(self._usual[one["id"]].mean for one in neighbours)
        came = sum(self._came[one["id"]] for one in neighbours)
        if usual < rule.params["expected"] or came < rule.params["share"] * usual:
            return
        expected = round(self._usual[row["id"]].mean)
        title = f"Nobody punches at {named(row)}"
        reason = (
            f"It is online and took no punch within {lasting(self._span.within_s)}, where it usually takes "
            f"{expected}; its neighbours took {came}. See whether its reader works and people can get to it."
        )
        yield bad(rule, _entity(row), title, reason, [row["public_id"]])

    def _neighbours(self, row: sa.RowMapping) -> list[sa.RowMapping]:
        """The others of its site; of one that stands alone, those of its zone, which have its holidays."""
        there = self._sites.get(row["site_id"], []) if row["site_id"] is not None else []
        others = [one for one in there if one["id"] != row["id"]]
        return others or [one for one in self._of_zone(row) if one["id"] != row["id"]]

    def _meet(self, sites: set[int]) -> None:
        found = alert_sources.at_sites(self._look.conn, self._look.tenant_id, sites)
        for row in found:
            self._sites.setdefault(row["site_id"], []).append(row)
        self._count(found)
        self._know(found)

    def _of_zone(self, row: sa.RowMapping) -> list[sa.RowMapping]:
        zone = zone_of(row)[0]
        if zone not in self._zones:
            found = alert_sources.of_zone(
                self._look.conn, self._look.tenant_id, zone, row["tenant_timezone"], NEIGHBOURS
            )
            self._count(found)
            self._know(found)
            self._zones[zone] = found
        return self._zones[zone]

    def _count(self, rows: Sequence[sa.RowMapping]) -> None:
        fresh = [row for row in rows if row["id"] not in self._came]
        for clock, of_clock in by_clock(fresh).items():
            span = local_span(clock, self._from, self._look.now_us)
            (found,) = expected_punches.counts(
                self._look.conn, self._look.tenant_id, [row["id"] for row in of_clock], [span]
            )
            self._came.update((row["id"], found.get(row["id"], 0)) for row in of_clock)

    def _know(self, rows: Sequence[sa.RowMapping]) -> None:
        fresh = [row for row in rows if row["id"] not in self._usual]
        self._usual.update(self._habits(fresh))

    def _habits(self, rows: Sequence[sa.RowMapping]) -> Mapping[int, Habit]:
        return habits(
            self._look.conn,
            self._look.tenant_id,
            rows,
            self._from,
            self._look.now_us,
            weeks=self._span.weeks,
        )


def _entity(row: sa.RowMapping) -> Entity:
    return Entity("device", row["public_id"])
