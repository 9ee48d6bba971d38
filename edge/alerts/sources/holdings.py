"""What terminals hold: too much of it, or punches that they do not send."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa

from edge.alerts.capacities import Fullness, fullness
from edge.alerts.conditions import Reading
from edge.alerts.looking import Look, bad, good, named
from edge.alerts.subjects import device_subject
from edge.gaps import TRIES, Counted
from edge.store import alert_sources

FULL: Final = "storage_nearly_full"
STUCK: Final = "attlog_stuck"
SLICE: Final = 100
"""Terminals a round: what they say of themselves is long, and changes slowly. 10,000 are seen in 25 minutes;
those that have an alert are seen every time."""


class Holdings:
    """Walks through the fleet of each tenant, and begins again at its end."""

    kinds = frozenset({FULL, STUCK})

    def __init__(self) -> None:
        self._after: dict[int, int] = {}

    def read(self, look: Look) -> Iterator[Reading]:
        watched = {FULL: look.watched(FULL), STUCK: look.watched(STUCK)}
        names = watched[FULL] | watched[STUCK]
        after = self._after.get(look.tenant_id, 0)
        rows = alert_sources.holdings(look.conn, look.tenant_id, after=after, limit=SLICE, names=names)
        walked = [row["id"] for row in rows[:SLICE] if row["id"] > after]
        self._after[look.tenant_id] = max(walked) if len(walked) == SLICE else 0
        there = {row["public_id"] for row in rows}
        for kind in (FULL, STUCK):
            yield from look.gone(kind, watched[kind] - there)
        for row in rows:
            yield from _full(look, row)
            yield from _stuck(look, row)


def _full(look: Look, row: sa.RowMapping) -> Iterator[Reading]:
    subject = device_subject(row)
    assert subject.entity is not None
    rule = look.rule(FULL, subject)
    found = fullness(row["counts"] or {}, row["options"] or {})
    if rule is None:
        yield from look.gone(FULL, {row["public_id"]})
    elif found and found[0].share >= rule.params["share"]:
        title = f"{named(row)} has room for few more {found[0].what}"
        yield bad(rule, subject.entity, title, _room_left(found[0]), [row["public_id"]])
    elif found and found[0].share < rule.params["clear_share"]:
        yield good(rule, subject.entity, "It has room again.")


def _room_left(one: Fullness) -> str:
    said = f"It holds {one.held:,} of {one.room:,} {one.what}."
    if one.what == "punches":
        return f"{said} Once what it holds has come here, clear_attendance makes room."
    return f"{said} Take people off it who do not come there any more."


def _stuck(look: Look, row: sa.RowMapping) -> Iterator[Reading]:
    subject = device_subject(row)
    assert subject.entity is not None
    rule = look.rule(STUCK, subject)
    known = Counted.of(row["counted"] or {})
    if rule is None:
        yield from look.gone(STUCK, {row["public_id"]})
        return
    if known is None:
        return
    lately = look.now_us - known.given_up_at <= rule.params["within_s"] * 1e6 if known.given_up_at else False
    given_up = known.given_up if lately else 0
    if given_up >= rule.params["records"]:
        title = f"{named(row)} holds punches that it does not send"
        reason = (
            f"It counts {given_up} more than came, and did not send them though it was asked {TRIES} times. "
            "Fetch its attendance over a longer time (fetch_attendance); if that brings nothing, save what "
            "it holds to a USB drive before it is cleared."
        )
        yield bad(rule, subject.entity, title, reason, [row["public_id"]])
    elif known.missing_since is None:
        yield good(rule, subject.entity, "All that it counts has come.")
    elif known.tries:
        title = f"{named(row)} holds punches that it does not send"
        reason = f"It counts more than came, and was asked for them {known.tries} times so far."
        yield bad(rule, subject.entity, title, reason, [row["public_id"]])
