"""Whatever happens, in whatever order: alerts fire, rise, end, are taken on or silenced, and channels fail.

Nobody is told the same twice under two keys, nor that something is over which they were not told of; what is
critical goes out when it is due; and what is still open in the end was told to everybody it was for.
"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from edge.alerts import notices
from edge.store.ids import public_id
from tests.edge.alerts.notice_world import HOUR, MINUTE, SECOND, Told, refused, world

PEOPLE = ("amina", "badr")
PASSED = st.sampled_from([5 * SECOND, 30 * SECOND, 4 * MINUTE, 20 * MINUTE, HOUR, 7 * HOUR])


class Notices(RuleBasedStateMachine):
    """Two people with two channels each, a channel that is nobody's, two sites."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.w = self.stack.enter_context(world())
        self.open: dict[int, str] = {}
        self.acknowledged: set[int] = set()
        self.seen = 0
        self.informed: dict[tuple[str, str | None, str], Counter[str]] = {}

    def teardown(self) -> None:
        try:
            self.all_is_told_in_the_end()
        finally:
            self.stack.close()

    @initialize(
        quiet=st.sampled_from([None, {"from": "22:00", "to": "07:00"}]),
        named=st.booleans(),
    )
    def begin(self, quiet: dict[str, str] | None, named: bool) -> None:
        with self.w.unit() as made:
            for name in ("ops", "mail", "phone", "board"):
                made.channel(name)
            made.person("amina", "chn_ops", "chn_phone", quiet=quiet, timezone="Africa/Casablanca")
            made.person("badr", "chn_mail", "chn_phone")
            if named:
                made.policy(
                    {"after_s": 0, "people": ["per_amina"]},
                    {"after_s": 900, "people": ["per_badr"]},
                    {"after_s": 3600, "channels": ["chn_board"], "until_ack": False},
                )
            self.sites = [made.site("A"), made.site("B")]

    @precondition(lambda self: len(self.open) < 6)
    @rule(severity=st.sampled_from(["info", "warning", "warning", "critical"]), place=st.integers(0, 1))
    def fires(self, severity: str, place: int) -> None:
        self.open[self.w.fire(severity=severity, site_id=self.sites[place])] = severity

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def is_over(self, data: st.DataObject) -> None:
        alert = data.draw(st.sampled_from(sorted(self.open)))
        self.w.resolve(alert)
        del self.open[alert]
        self.acknowledged.discard(alert)

    @precondition(lambda self: "warning" in self.open.values())
    @rule(data=st.data())
    def rises(self, data: st.DataObject) -> None:
        mild = sorted(alert for alert, severity in self.open.items() if severity == "warning")
        alert = data.draw(st.sampled_from(mild))
        self.w.raise_to(alert, "critical")
        self.open[alert] = "critical"

    @precondition(lambda self: self.open.keys() - self.acknowledged)
    @rule(data=st.data())
    def is_taken_on(self, data: st.DataObject) -> None:
        alert = data.draw(st.sampled_from(sorted(self.open.keys() - self.acknowledged)))
        self.w.acknowledge(alert)
        self.acknowledged.add(alert)

    @precondition(lambda self: self.acknowledged)
    @rule(data=st.data())
    def is_nobodys_any_more(self, data: st.DataObject) -> None:
        alert = data.draw(st.sampled_from(sorted(self.acknowledged)))
        self.w.expire(alert)
        self.acknowledged.discard(alert)

    @rule(long=st.sampled_from([MINUTE, 2 * HOUR]), severe=st.booleans())
    def is_silenced(self, long: int, severe: bool) -> None:
        with self.w.unit() as made:
            made.silence(self.w.now + long, {"severities": ["warning"]} if severe else {})

    @rule(name=st.sampled_from(["chn_ops", "chn_mail", "chn_board"]), works=st.booleans())
    def channel_turns(self, name: str, works: bool) -> None:
        if works:
            self.w.answers.pop(name, None)
        else:
            self.w.answers[name] = refused

    @rule(passed=PASSED)
    def time_passes(self, passed: int) -> None:
        self.w.run(passed)

    @invariant()
    def nobody_is_told_twice_nor_of_the_end_of_what_they_had_not_heard_of(self) -> None:
        fresh, self.seen = self.w.told[self.seen :], len(self.w.told)
        for told in fresh:
            for shown in told.message.alerts:
                self.check(told, str(shown["id"]), str(shown["moment"]))
        keys = Counter(told.message.dedupe_key for told in self.w.told)
        assert all(count == 1 for count in keys.values())

    def check(self, told: Told, alert: str, moment: str) -> None:
        heard = self.informed.setdefault((told.channel, told.person, alert), Counter())
        if moment == "resolved":
            assert heard.total() > heard["resolved"]
        else:
            assert not heard["resolved"]
        heard[moment] += 1
        assert heard["fired"] <= 1
        assert heard["resolved"] <= 1

    @invariant()
    def what_is_critical_waits_for_nothing_but_what_may_hold_it(self) -> None:
        self.w.send()
        for row in self.w.notices(status="waiting", severity="critical"):
            assert row["due_at"] > self.w.now
            assert row["held_for"] not in ("quiet_hours", "cap", "group")

    def all_is_told_in_the_end(self) -> None:
        """Everything is lifted, every channel works: whoever an open alert was for hears of it."""
        self.w.answers.clear()
        for alert in sorted(self.acknowledged):
            self.w.expire(alert)
        self.w.run(30 * HOUR)
        reached = {alert for (_, _, alert), heard in self.heard().items() if heard.total()}
        assert {public_id("alr", alert) for alert in self.open} <= reached | self.given_up()
        still = [row for row in self.w.notices(status="waiting")]
        assert all(row["due_at"] > self.w.now for row in still)
        assert all(row["due_at"] < notices.NEVER for row in still)

    def heard(self) -> dict[tuple[str, str | None, str], Counter[str]]:
        self.nobody_is_told_twice_nor_of_the_end_of_what_they_had_not_heard_of()
        return self.informed

    def given_up(self) -> set[str]:
        """Alerts of which an attempt was the last: their channel took nothing for hours."""
        return {public_id("alr", row["alert_id"]) for row in self.w.notices(status="failed")}


TestNotices = Notices.TestCase
TestNotices.settings = settings(
    max_examples=10,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
