"""Rules: those that are there from the start, those of one's own, and which of them is for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.alerts import rule_params, ruleset, runbooks
from edge.alerts.model import KINDS
from edge.alerts.rule_params import RuleMisuse
from edge.alerts.ruleset import Rule, choose
from edge.alerts.selecting import Subject


def rule(name: str = "rule_own", **members: Any) -> Rule:
    built_in = next(one for one in ruleset.defaults() if one.kind == "device_offline")
    return replace(built_in, id=name, **members)


def test_every_kind_has_a_rule_from_the_start_and_its_defaults_are_within_their_ranges() -> None:
    defaults = ruleset.defaults()
    assert [one.id for one in defaults] == [f"rule_{kind}" for kind in KINDS]
    assert all(one.built_in and one.enabled and one.selector == {} for one in defaults)
    for one in defaults:
        rule_params.check(one.kind, one.params)


def test_ones_own_rules_go_before_the_built_in_one_whatever_their_order() -> None:
    built_in, own = rule("rule_device_offline"), rule(selector={"sites": ["site_hq"]})
    for rules in ([built_in, own], [own, built_in]):
        assert choose(rules, "device_offline", Subject(site="site_hq")) == own
        assert choose(rules, "device_offline", Subject(site="site_farm")) == built_in


def test_of_several_the_first_that_is_enabled_and_fits_holds() -> None:
    first, second = rule("rule_1", enabled=False), rule("rule_2")
    assert choose([first, second], "device_offline", Subject()) == second
    assert choose([first], "device_offline", Subject()) is None
    assert choose([second], "clock_drift", Subject()) is None


def test_what_the_api_answers_is_taken_whole_or_in_part() -> None:
    said = {
        "object": "list",
        "data": [{"id": "rule_device_offline", "kind": "device_offline", "params": {"hold_s": 60}}],
    }
    for given_as in (said, said["data"]):
        rules = ruleset.from_api(given_as)
        offline = choose(rules, "device_offline", Subject())
        assert offline is not None
        assert (offline.params["hold_s"], offline.params["clear_s"]) == (60, 180)
        assert len(rules) == len(KINDS)
    assert ruleset.from_api([]) == ruleset.defaults()


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("rules", "list"),
        ([1], "data[0]"),
        ([{"kind": "nonsense"}], "data[0].kind"),
        ([{"kind": "device_offline", "params": {"hold": 1}}], "'hold' is no param of device_offline"),
        ([{"kind": "device_offline", "params": []}], "data[0].params"),
        ([{"kind": "device_offline", "severity": "huge"}], "severity"),
        ([{"kind": "device_offline", "enabled": "yes"}], "enabled"),
    ],
)
def test_what_is_no_rule_is_named(said: Any, names: str) -> None:
    with pytest.raises(RuleMisuse) as refused:
        ruleset.from_api(said)
    assert names in str(refused.value)


@given(st.sampled_from(sorted((kind, name) for kind in KINDS for name in KINDS[kind].params)), st.data())
def test_every_param_takes_what_its_range_says_and_nothing_beside_it(
    which: tuple[str, str], data: st.DataObject
) -> None:
    kind, name = which
    bounds = rule_params.bounds_of(kind, name)
    if bounds is None:
        assert name in ("schedule", "auto_reboot")
        return
    beyond = data.draw(st.sampled_from([bounds.low - 1, bounds.high + 1, True, "1", None, [], float("inf")]))
    with pytest.raises(RuleMisuse, match=name):
        rule_params.check(kind, {name: beyond})
    within = data.draw(
        st.integers(int(bounds.low), int(bounds.high)) if bounds.whole else st.floats(bounds.low, bounds.high)
    )
    partner = {"clear_share": {"share": 1}, "critical_days": {"days": 365}, "share": {"clear_share": 0}}
    paired = {"days": {"critical_days": 0}, **partner}.get(name, {})
    rule_params.check(kind, {**{n: v for n, v in paired.items() if n in KINDS[kind].params}, name: within})


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("storage_nearly_full", {"share": 0.5}),
        ("certificate_expiry", {"days": 3}),
        ("certificate_expiry", {"critical_days": 30}),
    ],
)
def test_what_would_be_over_before_it_begins_is_refused(kind: str, params: Mapping[str, Any]) -> None:
    with pytest.raises(RuleMisuse, match="must not be greater"):
        rule_params.check(kind, params)


HOURS = {"days": ["mon", "fri"], "from": "07:00", "to": "19:00"}


@pytest.mark.parametrize(
    "schedule",
    [
        None,
        {"hours": [HOURS]},
        {"timezone": "Africa/Casablanca", "hours": [HOURS, {**HOURS, "from": "22:00", "to": "06:00"}]},
    ],
)
def test_opening_hours_are_weekly_and_may_name_a_zone(schedule: Any) -> None:
    rule_params.check("device_offline", {"schedule": schedule})


@pytest.mark.parametrize(
    ("schedule", "where"),
    [
        ("always", "schedule"),
        ({"hours": []}, "schedule"),
        ({"hours": [HOURS], "zone": "UTC"}, "schedule"),
        ({"hours": [HOURS], "timezone": "Mars/Base"}, "schedule"),
        ({"hours": [{**HOURS, "days": ["monday"]}]}, "schedule.hours[0].days"),
        ({"hours": [{**HOURS, "days": []}]}, "schedule.hours[0].days"),
        ({"hours": [{**HOURS, "from": "7"}]}, "schedule.hours[0].from"),
        ({"hours": [{**HOURS, "to": "24:00"}]}, "schedule.hours[0].to"),
        ({"hours": [{**HOURS, "to": "07:00"}]}, "schedule.hours[0].to"),
        ({"hours": [HOURS, {"days": ["mon"]}]}, "schedule.hours[1]"),
    ],
)
def test_hours_that_say_nothing_are_named(schedule: Any, where: str) -> None:
    with pytest.raises(RuleMisuse) as refused:
        rule_params.check("device_offline", {"schedule": schedule})
    assert refused.value.param == f"params.{where}"


@pytest.mark.parametrize("language", runbooks.LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_to_do_in_every_language(kind: str, language: str) -> None:
    text = runbooks.text_of(kind, {}, language)
    steps = [line for line in text.splitlines() if line[:1].isdigit()]
    assert [line[:3] for line in steps] == [f"{number}. " for number in range(1, len(steps) + 1)]
    assert len(steps) >= 3
    assert len(text) < 1_000  # it is read on a telephone, at night


def test_what_a_rule_says_itself_goes_before_what_comes_with_its_kind() -> None:
    own = {"fr": "Appelez Amina."}
    assert runbooks.text_of("device_offline", own, "fr") == "Appelez Amina."
    assert runbooks.text_of("device_offline", own, "ar").startswith("لم يضع")
    assert runbooks.text_of("device_offline", own, "pt") == runbooks.text_of("device_offline", {}, "en")
    assert runbooks.text_of("device_offline", own, None) == runbooks.text_of("device_offline", {}, "en")
