"""The edge itself: its certificate, its own network, its disk and its time.

What everybody loses is told to everybody: that nobody reaches this edge stands in the list of every tenant.
What only the operator can mend, the certificate and the disk, is told to the operator, who is the first
tenant: the only one, or the one that the installation began with.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from common.instants import rfc3339
from edge.alerts.conditions import Reading
from edge.alerts.looking import Look, bad, good
from edge.alerts.model import Entity, Severity
from edge.alerts.ruleset import Rule
from edge.alerts.selecting import Subject

EXPIRY: Final = "certificate_expiry"
UNREACHABLE: Final = "edge_unreachable"
HEALTH: Final = "edge_health"
MIB: Final = 1024 * 1024
ROOMY: Final = 10
"""A large disk is not short of room at a tenth of it: not while ten times the least is free."""
DAY_S: Final = 86_400


@dataclass(frozen=True, slots=True)
class Vitals:
    """How one process of the edge does, asked for at every look.

    `name`: what its alerts are about, the same after a restart and of no other process. `folder`: where it
    keeps its data. `lag_s`: how late its loop runs; `waiting`: uploads that wait for their commit; `failed`:
    uploads that could not be written since it started. `blind_since`: since when it hears of no terminal
    (microseconds), None while it does; `expires_in_s`: of the certificate that it shows, None where it shows
    none. `concerns`: what else is not well with it, a sentence or two each.
    """

    name: str
    folder: Path
    lag_s: Callable[[], float] = lambda: 0.0
    waiting: Callable[[], float] = lambda: 0.0
    failed: Callable[[], float] = lambda: 0.0
    blind_since: Callable[[], int | None] = lambda: None
    expires_in_s: Callable[[], float] | None = None
    concerns: Callable[[], Sequence[str]] = lambda: ()


class EdgeItself:
    """Of the process it runs in. What was measured of another stays as that one left it."""

    kinds = frozenset({EXPIRY, UNREACHABLE, HEALTH})

    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals
        self._failed: float | None = None
        self._disk: tuple[int, int] | None = None

    async def measure(self) -> None:
        """Ask the disk, which may take its time to answer."""
        found = await asyncio.to_thread(shutil.disk_usage, self._vitals.folder)
        self._disk = (found.free, found.total)

    def read(self, look: Look) -> Iterator[Reading]:
        yield from self._unreachable(look)
        if look.of_operator:
            yield from self._expiry(look)
            yield from self._health(look)
        else:
            for kind in (EXPIRY, HEALTH):
                yield from look.gone(kind, {self._vitals.name})

    def _rule(self, look: Look, kind: str, entity: Entity) -> Rule | None:
        return look.rule(kind, Subject(entity=entity, kind=kind))

    def _unreachable(self, look: Look) -> Iterator[Reading]:
        entity = Entity("edge", self._vitals.name)
        rule = self._rule(look, UNREACHABLE, entity)
        since = self._vitals.blind_since()
        if rule is None:
            yield from look.gone(UNREACHABLE, {entity.id})
        elif since is None:
            yield good(rule, entity, "Terminals reach it again.")
        else:
            reason = (
                f"Most terminals went silent together at {rfc3339(since)}: its own network, or the way to "
                "it. Until they are heard again none of them is called offline."
            )
            yield bad(rule, entity, f"Nobody reaches the edge {entity.id}", reason, name=entity.id)

    def _expiry(self, look: Look) -> Iterator[Reading]:
        entity = Entity("certificate", self._vitals.name)
        rule = self._rule(look, EXPIRY, entity)
        if rule is None or self._vitals.expires_in_s is None:
            yield from look.gone(EXPIRY, {entity.id})
            return
        left_s = self._vitals.expires_in_s()
        if left_s > rule.params["days"] * DAY_S:
            yield good(rule, entity, "Another certificate is shown, which is good for longer.")
            return
        at = datetime.fromtimestamp(look.now_us / 1e6 + left_s, UTC)
        over = left_s <= 0
        title = (
            f"The certificate of {entity.id} {'is over' if over else 'ends on ' + at.strftime('%Y-%m-%d')}"
        )
        reason = (
            "Terminals and clients refuse a certificate that is over, and send nothing. Put a new one in its "
            "place; it is read at once."
        )
        severity: Severity | None = "critical" if left_s <= rule.params["critical_days"] * DAY_S else None
        yield bad(rule, entity, title, reason, severity=severity, name=entity.id)

    def _health(self, look: Look) -> Iterator[Reading]:
        entity = Entity("edge", self._vitals.name)
        rule = self._rule(look, HEALTH, entity)
        failed, before = self._vitals.failed(), self._failed
        self._failed = failed
        if rule is None:
            yield from look.gone(HEALTH, {entity.id})
            return
        found = [*self._short_of_disk(rule), *self._short_of_time(rule), *self._vitals.concerns()]
        if before is not None and failed > before:
            found.append(
                "Uploads cannot be written to the database; terminals keep them and send them again."
            )
        if found:
            yield bad(rule, entity, f"The edge {entity.id} is not well", " ".join(found), name=entity.id)
        else:
            yield good(rule, entity, "It has room and time again.")

    def _short_of_disk(self, rule: Rule) -> Iterator[str]:
        if self._disk is None:
            return
        free, total = self._disk
        least = rule.params["free_mib"] * MIB
        scarce = free < rule.params["free_share"] * total and free < ROOMY * least
        if free < least or scarce:
            yield (
                f"Only {free / MIB:,.0f} MiB ({free / total:.0%}) of its disk are free; once it is full "
                "nothing is accepted any more. Make room, or keep less (retention_days)."
            )

    def _short_of_time(self, rule: Rule) -> Iterator[str]:
        lag_s, waiting = self._vitals.lag_s(), self._vitals.waiting()
        if lag_s > rule.params["lag_s"]:
            yield f"It answers {lag_s:.1f} s late: its machine is too busy."
        if waiting > rule.params["waiting"]:
            yield f"{waiting:,.0f} uploads wait for the disk."
