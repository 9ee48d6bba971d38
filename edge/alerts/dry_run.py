"""What rules would have told last month, found by replaying what was seen then.

Maintenance windows, silences and acknowledgements are not looked at: this is what rules find, before anybody
asks not to be told.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from json import loads
from typing import Final, NamedTuple

import sqlalchemy as sa

from common.instants import parse_instant
from edge.alerts.replay import Known, Notice, notices
from edge.alerts.ruleset import Rule
from edge.alerts.subjects import fleet
from edge.alerts.trace import CAUSES, Record
from edge.detector import STARTED
from edge.store import alert_watches, audit, device_events
from edge.store.device_events import ToldFact
from edge.store.ids import first_id_at, instant_of
from edge.store.schema import PLATFORM

MOST_FACTS: Final = 200_000
"""More would keep whoever asks waiting for minutes: the time looked at begins later."""
PAGE: Final = 20_000
WARM_UP_S: Final = 86_400.0
"""Who was offline when the time begins has been so since a day before, and was told of then."""
FIRST_SIGN_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What rules would have told. `since_us`: from when on, later than asked for where there was too much to
    look at."""

    since_us: int
    until_us: int
    notices: tuple[Notice, ...]

    @property
    def per_day(self) -> float:
        """Alerts; what is over is not counted."""
        return sum(one.of is None for one in self.notices) / max((self.until_us - self.since_us) / 86.4e9, 1)

    @property
    def by_kind(self) -> dict[str, int]:
        return dict(Counter(one.kind for one in self.notices))

    @property
    def by_day(self) -> dict[str, int]:
        """Alerts by day (UTC), days without any left out."""
        return dict(
            Counter(
                datetime.fromtimestamp(one.t, UTC).date().isoformat()
                for one in self.notices
                if one.of is None
            )
        )


class Past(NamedTuple):
    """What was seen between two instants, as a trace, and what is known of the terminals."""

    since_us: int
    until_us: int
    trace: Sequence[Record]
    known: Mapping[str, Known]

    @property
    def facts(self) -> int:
        return sum(record.type in ("offline", "online") for record in self.trace)

    def under(self, rules: Sequence[Rule]) -> Outcome:
        """What these rules would have told."""
        begin = self.since_us / 1e6
        told = tuple(one for one in notices(self.trace, rules, self.known) if one.t >= begin)
        return Outcome(self.since_us, self.until_us, told)


def dry_run(
    conn: sa.Connection, tenant_id: int, rules: Sequence[Rule], since_us: int, until_us: int
) -> Outcome:
    """What these rules would have told a tenant between two instants, as far back as events are kept."""
    return past(conn, tenant_id, since_us, until_us).under(rules)


def instead(rules: Sequence[Rule], asked: Sequence[Rule]) -> list[Rule]:
    """Rules with others in the place of those of the same id; new ones hold before all."""
    of = {rule.id: rule for rule in asked}
    there = {rule.id for rule in rules}
    return [*(rule for rule in asked if rule.id not in there), *(of.get(rule.id, rule) for rule in rules)]


def past(conn: sa.Connection, tenant_id: int, since_us: int, until_us: int) -> Past:
    """What was seen, to be replayed under more than one set of rules. Terminals of today; those that are
    retired or suspended now are left out."""
    rows = alert_watches.watched_devices(conn, tenant_id)
    names = {row["id"]: row["public_id"] for row in rows}
    told = _newest_facts(conn, tenant_id, since_us, until_us)
    if len(told) == MOST_FACTS:
        since_us = instant_of(told[0].id)
    facts = [_fact(names[one.device_id], one) for one in told if one.device_id in names]
    trace = [
        *_declared(rows, facts, since_us / 1e6 - WARM_UP_S),
        *facts,
        *(
            Record(instant_of(row_id) / 1e6, "edge_restart")
            for row_id in audit.ids_of(conn, PLATFORM, STARTED, from_id=first_id_at(since_us))
            if instant_of(row_id) < until_us
        ),
        Record(until_us / 1e6, "end"),
    ]
    trace.sort(key=lambda record: record.t)
    subjects = fleet(conn, tenant_id)
    known = {
        row["public_id"]: Known(subjects[row["id"]], row["name"], row["site_name"] or "") for row in rows
    }
    return Past(since_us, until_us, trace, known)


def _newest_facts(conn: sa.Connection, tenant_id: int, since_us: int, until_us: int) -> Sequence[ToldFact]:
    """At most so many, oldest first."""
    found: deque[ToldFact] = deque(maxlen=MOST_FACTS)
    after = first_id_at(since_us) - 1
    while page := device_events.facts(conn, tenant_id, after, PAGE):
        after = page[-1].id
        found.extend(one for one in page if instant_of(one.id) < until_us)
        if len(page) < PAGE or instant_of(after) >= until_us:
            break
    return found


def _fact(device: str, told: ToldFact) -> Record:
    said = loads(told.body)
    at, since, cause = instant_of(told.id) / 1e6, said.get("since"), said.get("suspected_cause")
    return Record(
        at,
        told.type.removeprefix("device."),
        device,
        since=None if since is None else min(parse_instant(since) / 1e6, at),
        cause=cause if cause in CAUSES else None,
    )


def _declared(rows: Sequence[sa.RowMapping], facts: Sequence[Record], at: float) -> Iterator[Record]:
    """Every terminal, and who was offline already: who came back first, but for its very first sign of life;
    or who was silent all the time and still is."""
    first: dict[str, Record] = {}
    for fact in facts:
        first.setdefault(fact.device, fact)
    for row in rows:
        device = row["public_id"]
        yield Record(
            at,
            "device",
            device,
            row["site_public_id"],
            bool(row["business_critical"] or row["site_business_critical"]),
            row["timezone"] or row["site_timezone"] or row["tenant_timezone"] or "UTC",
        )
        if device not in first:
            gone = not row["online"] and row["last_seen_at"] / 1e6 <= at + WARM_UP_S
        else:
            gone = _came_back(first[device])
        if gone:
            yield Record(at, "offline", device, since=at)


def _came_back(fact: Record) -> bool:
    return fact.type == "online" and (fact.since is None or fact.t - fact.since > FIRST_SIGN_S)
