"""Whatever terminals, operators and clocks do: alerts move only as they may, nobody hears of an end without
a beginning, what is dead is told of, and what is remembered survives as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from edge.alerts.board import TENANT
from edge.alerts.connectivity import GRACE_S, Connectivity
from edge.alerts.model import Change, Entity
from edge.alerts.watches import MOST_DROPS, Terminal

LEGAL: dict[str | None, set[str | None]] = {
    None: {"pending", "inhibited", "firing", "unstable"},
    "pending": {"pending", None, "firing", "inhibited"},
    "inhibited": {"inhibited", None, "pending"},
    "firing": {"firing", "resolving", "resolved"},
    "resolving": {"firing", "resolved"},
    "unstable": {"resolved"},
}
SITES = {"S1": 1, "S2": 2, "S3": 3, "S4": 5, "S5": 4, "S6": 4, "S7": 3, "S8": 3}
DEVICES = [f"{site}-{number}" for site, count in SITES.items() for number in range(count)]
LONGEST_HOLD_S = 900 + 120 + 300 + 35


class Life(RuleBasedStateMachine):
    """A fleet in virtual time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 10_000.0
        self.machine = Connectivity()
        self.open: dict[tuple[str, Entity], str] = {}
        self.told: set[tuple[str, Entity]] = set()
        self.dark: dict[str, float] = {}
        self.worked_on: set[str] = set()
        self.disturbed_at = self.now

    @initialize()
    def begin(self) -> None:
        for device in DEVICES:
            self.hear(self.machine.declare(self.terminal(device), self.now))

    def terminal(self, device: str) -> Terminal:
        return Terminal(device, device.partition("-")[0], in_maintenance=device in self.worked_on)

    def hear(self, changes: Iterable[Change]) -> None:
        for change in changes:
            key = (change.kind, change.entity)
            was = self.open.get(key)
            if change.status is None and was is None:
                continue  # a quiet one: it was no alert of its own
            assert change.status in LEGAL[was], (key, was, change.status)
            if change.status in (None, "resolved"):
                self.open.pop(key, None)
                assert not change.tell or change.status == "resolved"
                assert change.status is None or key in self.told or not change.tell
            else:
                self.open[key] = change.status
            if change.tell and change.status in ("firing", "unstable"):
                self.told.add(key)

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        self.hear(self.machine.advance(self.now))

    @rule(device=st.sampled_from(DEVICES), silent=st.sampled_from([31.0, 36.0, 210.0]), late=st.booleans())
    def goes(self, device: str, silent: float, late: bool) -> None:
        self.now += silent if late else 1.0
        if device not in self.dark:
            self.dark[device] = self.now
        self.hear(self.machine.offline(device, self.now, self.now - silent))

    @rule(site=st.sampled_from(sorted(SITES)))
    def a_site_goes(self, site: str) -> None:
        for device in DEVICES:
            if device.startswith(f"{site}-"):
                self.goes(device, 33.0, False)

    @rule()
    def a_region_goes(self) -> None:
        for site in SITES:
            self.a_site_goes(site)

    @rule(device=st.sampled_from(DEVICES))
    def comes(self, device: str) -> None:
        self.now += 1.0
        self.dark.pop(device, None)
        self.hear(self.machine.online(device, self.now))

    @rule(site=st.sampled_from(sorted(SITES)), but_one=st.booleans())
    def a_site_comes(self, site: str, but_one: bool) -> None:
        for device in DEVICES:
            if device.startswith(f"{site}-") and not (but_one and device.endswith("-0")):
                self.comes(device)

    @rule(seconds=st.sampled_from([5.0, 40.0, 130.0, 301.0, 1000.0, 8000.0, 90_000.0]))
    def waits(self, seconds: float) -> None:
        self.pass_time(seconds)

    @rule()
    def the_edge_starts_anew(self) -> None:
        kept = json.loads(json.dumps([[list(entity), state] for entity, state in self.machine.dump()]))
        self.machine = Connectivity()
        self.machine.load({Entity(*entity): state for entity, state in kept})
        for device in DEVICES:
            self.hear(self.machine.declare(self.terminal(device), self.now))
        self.hear(self.machine.restart(self.now))
        self.disturbed_at = self.now + GRACE_S

    @rule(seconds=st.sampled_from([-86_400.0, -3_600.0, 3_600.0, 86_400.0]))
    def the_clock_is_set(self, seconds: float) -> None:
        self.machine.shift(seconds)
        self.now += seconds
        self.dark = {device: at + seconds for device, at in self.dark.items()}
        self.disturbed_at += seconds

    @rule(site=st.sampled_from(sorted(SITES)), begins=st.booleans())
    def maintenance(self, site: str, begins: bool) -> None:
        for device in DEVICES:
            if device.startswith(f"{site}-"):
                (self.worked_on.add if begins else self.worked_on.discard)(device)
                self.hear(self.machine.declare(self.terminal(device), self.now))
        self.disturbed_at = self.now

    @rule(data=st.data())
    def a_person_calls_it_over(self, data: st.DataObject) -> None:
        firing = sorted(key for key, status in self.open.items() if status in ("firing", "unstable"))
        if firing:
            kind, entity = data.draw(st.sampled_from(firing))
            self.hear(self.machine.dismiss(kind, entity, self.now))
            self.disturbed_at = self.now

    @rule(device=st.sampled_from(DEVICES))
    def is_registered_anew(self, device: str) -> None:
        self.hear(self.machine.forget(device, self.now))
        self.dark.pop(device, None)
        self.hear(self.machine.declare(self.terminal(device), self.now))
        self.disturbed_at = self.now

    @invariant()
    def windows_are_bounded(self) -> None:
        for _, state in self.machine.dump():
            assert len(state.get("drops", {}).get("times", ())) <= MOST_DROPS

    @invariant()
    def what_is_dead_was_told_of(self) -> None:
        """A terminal that has been silent for longer than any hold, with nothing done to the rules meanwhile,
        has an alert that fires, or is explained by one that does."""
        if self.now < self.disturbed_at + 1:
            return
        firing = {entity.id for (_, entity), status in self.open.items() if status == "firing"}
        for device, since in self.dark.items():
            if device in self.worked_on or self.now - max(since, self.disturbed_at) < 4 * LONGEST_HOLD_S:
                continue
            site = device.partition("-")[0]
            assert firing & {device, site, TENANT.id}, (device, since, self.now, self.open)


Life.TestCase.settings = settings(max_examples=150, stateful_step_count=50, deadline=None)
TestLife = Life.TestCase
