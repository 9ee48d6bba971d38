"""Whatever is read in whatever order: alerts move only as they may, and nobody hears of an end without a
beginning."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from edge.alerts.conditions import Key, Known, Reading, shifted, step
from edge.alerts.model import SEVERITIES, Entity

LEGAL: dict[str | None, set[str | None]] = {
    None: {"pending", "firing"},
    "pending": {"firing", None},
    "firing": {"firing", "resolving", "resolved"},
    "resolving": {"firing", "resolved"},
}
ENTITIES = [Entity("device", name) for name in ("dev_a", "dev_b", "dev_c")]
KINDS = ("clock_drift", "storage_nearly_full")


class Conditions(RuleBasedStateMachine):
    """Alerts as rows would hold them: what was known before a round is all that the next one gets."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1_000_000.0
        self.known: dict[Key, Known] = {}
        self.open: dict[Key, str] = {}
        self.told: set[Key] = set()
        self.bad_since: dict[Key, float] = {}
        self.severity: dict[Key, str] = {}

    @rule(
        passed=st.floats(0, 400),
        kind=st.sampled_from(KINDS),
        entity=st.sampled_from(ENTITIES),
        finding=st.sampled_from(("bad", "bad", "good", "gone")),
        severity=st.sampled_from(SEVERITIES),
        hold_s=st.sampled_from((0.0, 60.0, 600.0)),
        clear_s=st.sampled_from((0.0, 90.0)),
    )
    def read(self, passed, kind, entity, finding, severity, hold_s, clear_s) -> None:  # type: ignore[no-untyped-def]
        self.now += passed
        key = Key(kind, entity)
        if finding == "bad":
            self.bad_since.setdefault(key, self.now)
        else:
            self.bad_since.pop(key, None)
        reading = Reading("rule_x", kind, entity, finding, severity, "T", "R", hold_s=hold_s, clear_s=clear_s)
        moves = step(self.known, [reading], self.now)
        assert len(moves) <= 1
        for move in moves:
            assert move.key == key  # nothing that was not read moves
            if move.after is None:
                self.known.pop(key, None)
            else:
                self.known[key] = move.after
            if move.change is None:
                continue
            self._heard(key, move.change.status, move.change.tell, hold_s, move.change.severity)

    def _heard(self, key: Key, status: str | None, tell: bool, hold_s: float, severity: str) -> None:
        was = self.open.get(key)
        assert status in LEGAL[was], (was, status)
        if status in (None, "resolved"):
            self.open.pop(key, None)
            self.severity.pop(key, None)
        else:
            assert status is not None
            self.open[key] = status
            if status in ("firing", "resolving"):
                before = self.severity.get(key, severity)
                assert SEVERITIES.index(severity) >= SEVERITIES.index(before)  # type: ignore[arg-type]
                self.severity[key] = severity
        if status == "firing" and was in (None, "pending"):
            assert tell
            assert self.now - self.bad_since[key] >= hold_s or was is None
            assert key not in self.told
            self.told.add(key)
        elif status == "resolved":
            assert tell
            assert key in self.told
            self.told.discard(key)
        else:
            assert not tell

    @rule(seconds=st.floats(-100_000, 100_000))
    def the_clock_is_set(self, seconds: float) -> None:
        self.now += seconds
        self.known = {key: shifted(known, seconds) for key, known in self.known.items()}
        self.bad_since = {key: since + seconds for key, since in self.bad_since.items()}

    @rule(entity=st.sampled_from(ENTITIES), kind=st.sampled_from(KINDS))
    def somebody_resolves_by_hand(self, entity: Entity, kind: str) -> None:
        key = Key(kind, entity)
        if self.known.get(key) is not None and self.known[key].stage in ("firing", "resolving"):
            known = self.known[key]
            self.known[key] = Known(known.rule, "dismissed", known.severity, self.now, known.title)
            self.open.pop(key, None)
            self.severity.pop(key, None)
            self.told.discard(key)

    @invariant()
    def what_is_known_is_what_is_open(self) -> None:
        staged = {key: known.stage for key, known in self.known.items() if known.stage != "dismissed"}
        assert staged == self.open
        assert {key for key, status in self.open.items() if status != "pending"} == self.told


Conditions.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
test_conditions_machine = Conditions.TestCase
