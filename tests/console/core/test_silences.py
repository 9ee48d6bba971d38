"""What a silence hides, when it is not needed any more, and what of a filter one can be of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from console.core.alerts import Severity, Stage
from console.core.silences import (
    IDLE_US,
    WARN_US,
    Drawn,
    Silence,
    affected,
    drawn_from,
    expiring,
    idle,
    matches,
)
from console.models.alert_filter import parse_alert_filter
from tests.console.alerts import alert
from tests.console.core.records import NOON_US, device, fleet_of, site

FLEET = fleet_of(
    device("agadir1", "agadir", model="MB460", tags=("gate",)),
    device("rabat1", "rabat", business_critical=True),
    sites=(site("agadir", tags=("retail",)), site("rabat")),
)
HERE = alert("alr_1")
THERE = replace(
    alert("alr_2", "clock_drift", entity_id="rabat1", site="Rabat", site_id="rabat", devices=("rabat1",)),
    severity=Severity.CRITICAL,
)


def silence(matcher: dict[str, Any], **members: Any) -> Silence:
    usual: dict[str, Any] = {
        "starts_us": NOON_US - 2 * IDLE_US, "ends_us": NOON_US + IDLE_US, "active": True, "reason": "",
        "hides": 0, "hidden": (), "created_by": "key_1",
    }  # fmt: skip
    return Silence("sil_1", matcher, **{**usual, **members})


@pytest.mark.parametrize(
    "matcher",
    [
        {"sites": ["agadir"]}, {"devices": ["agadir1"]}, {"kinds": ["device_offline"]},
        {"severities": ["warning"]}, {"tags": ["gate"]}, {"tags": ["retail"]}, {"models": ["MB460"]},
        {"alerts": ["alr_1"]}, {"business_critical": False}, {"sites": ["agadir", "rabat"], "tags": ["gate"]},
    ],
)  # fmt: skip
def test_a_member_holds_where_any_of_its_values_does(matcher: dict[str, Any]) -> None:
    assert matches(matcher, HERE, FLEET)
    assert affected(matcher, [HERE, THERE], FLEET) == [HERE]


def test_all_members_must_hold() -> None:
    assert not matches({"sites": ["agadir"], "severities": ["critical"]}, HERE, FLEET)


def test_a_member_that_nobody_here_knows_hides_nothing() -> None:
    assert not matches({"moon": ["full"]}, HERE, FLEET)


def test_without_members_nothing_is_hidden() -> None:
    assert affected({}, [HERE], FLEET) == []


def test_only_what_people_are_told_of_can_be_hidden() -> None:
    pending, over = replace(HERE, stage=Stage.PENDING), replace(HERE, stage=Stage.RESOLVED)
    assert affected({"sites": ["agadir"]}, [pending, over], FLEET) == []


def test_a_silence_that_nothing_was_of_for_a_week_is_perhaps_not_needed() -> None:
    assert idle(silence({"sites": ["rabat"]}), [HERE], FLEET, NOON_US)
    assert not idle(silence({"sites": ["agadir"]}), [HERE], FLEET, NOON_US)


@pytest.mark.parametrize(
    "members", [{"hides": 1}, {"starts_us": NOON_US - IDLE_US + 1}, {"ends_us": NOON_US}, {"active": False}]
)
def test_one_that_is_young_or_over_or_hides_something_is_not_called_idle(members: dict[str, Any]) -> None:
    assert not idle(silence({"sites": ["rabat"]}, **members), [], FLEET, NOON_US)


def test_of_certain_alerts_nobody_here_knows_whether_it_is_idle() -> None:
    assert not idle(silence({"alerts": ["alr_9"]}), [], FLEET, NOON_US)


def test_what_ends_within_ten_minutes_is_said() -> None:
    soon, later = (silence({}, ends_us=NOON_US + left) for left in (WARN_US, WARN_US + 1))
    over = silence({}, ends_us=NOON_US)
    assert expiring([soon, later, over], NOON_US) == [soon]


@pytest.mark.parametrize(
    ("text", "matcher"),
    [
        ("site:aga", {"sites": ["agadir"]}),
        ("severity:critical,warning", {"severities": ["critical", "warning"]}),
        ("kind:clock severity=critical", {"kinds": ["clock_drift"], "severities": ["critical"]}),
    ],
)
def test_a_filter_of_sites_kinds_and_severities_becomes_a_matcher(text: str, matcher: dict[str, Any]) -> None:
    assert drawn_from(parse_alert_filter(text), [HERE, THERE], FLEET) == Drawn(matcher)


@pytest.mark.parametrize(
    ("text", "left"), [("is:new site:aga", "is"), ("-site:aga", "site"), ("gate", "gate")]
)
def test_a_filter_that_says_more_names_the_alerts_that_it_shows(text: str, left: str) -> None:
    drawn = drawn_from(parse_alert_filter(text), [HERE], FLEET)
    assert drawn == Drawn({"alerts": ["alr_1"]}, (left,))


def test_no_filter_names_all_that_is_shown_and_nothing_where_nothing_is() -> None:
    assert drawn_from(parse_alert_filter(""), [HERE, THERE], FLEET).matcher == {"alerts": ["alr_1", "alr_2"]}
    assert drawn_from(parse_alert_filter(""), [], FLEET).matcher == {}


def test_a_silence_is_read_without_the_members_that_do_not_narrow_it() -> None:
    read = Silence.of(
        {
            "id": "sil_1", "object": "silence", "matcher": {"sites": ["agadir"], "tags": None},
            "starts_at": "2026-01-01T10:00:00Z", "ends_at": "2026-01-01T12:10:00Z", "active": True,
            "reason": None, "hides": {"count": 2, "alerts": ["alr_1"]}, "created_by": "key_1",
            "created_at": "2026-01-01T10:00:00Z", "version": 3,
        }
    )  # fmt: skip
    assert (read.matcher, read.reason, read.hides) == ({"sites": ["agadir"]}, "", 2)
    assert read.left_us(NOON_US) == 600_000_000
