"""Alerts: read from the API, one row for each cause, worst first, gone when they are over for long enough."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from common.schemas.alerts import Alert as AlertAnswer
from console.core.alerts import STAY_US, Alert, AlertBook, Entry, Severity, Stage, members, remembered
from console.core.records import NOT_UNDERSTOOD
from tests.console.alerts import alert, body, outage
from tests.console.fleets import MINUTE_US, NINE_US


def book_of(*alerts: Alert) -> AlertBook:
    book = AlertBook()
    book.put(*alerts)
    return book


def ids(alerts: list[Alert]) -> list[str]:
    return [it.id for it in alerts]


def test_an_alert_is_read_as_the_api_describes_it() -> None:
    found = Alert.of(body(site="Agadir", site_id="site_1", snoozed_until="2026-11-21T10:00:00Z"))

    assert (found.id, found.kind, found.device_id) == ("alr_1", "device_offline", "dev_1")
    assert (found.stage, found.severity, found.expected) == (Stage.FIRING, Severity.WARNING, 12)
    assert (found.site, found.site_id, found.opened_us) == ("Agadir", "site_1", NINE_US)
    assert found.snoozed_until_us == NINE_US + 60 * MINUTE_US
    assert found.timeline == (Entry(NINE_US, "firing"),)


def test_what_is_read_is_what_the_schema_promises() -> None:
    """A member that the API renames must fail here, not on an operator's screen."""
    promised = set(AlertAnswer.model_fields)
    assert set(body()) <= promised


def test_a_status_of_a_newer_edge_is_still_something_open() -> None:
    found = Alert.of(body(status="smouldering"))
    assert found.stage is Stage.OTHER
    assert not found.over


def test_what_is_no_alert_is_not_understood() -> None:
    with pytest.raises(NOT_UNDERSTOOD):
        Alert.of({"id": "alr_1"})


def test_what_is_remembered_is_the_same_alert() -> None:
    known = Alert.of(body())
    assert remembered(json.loads(json.dumps(members(known)))) == known


def test_worst_first_then_by_what_it_costs_then_the_oldest() -> None:
    book = book_of(
        alert("info", severity=Severity.INFO, expected=900),
        alert("quiet", expected=None),
        alert("later", expected=40, opened_us=NINE_US),
        alert("earlier", expected=40),
        alert("costly", expected=90),
        outage("worst", "Rabat"),
    )
    assert ids(book.causes()) == ["worst", "costly", "earlier", "later", "quiet", "info"]


def test_an_outage_holds_the_alerts_of_its_terminals() -> None:
    held = [alert(f"a{n}", stage=Stage.INHIBITED, parent_id="out") for n in (1, 2)]
    book = book_of(outage("out", "Agadir", "agadir1", "agadir2"), *held, alert("other"))

    assert ids(book.causes()) == ["out", "other"]
    assert ids(book.under("out")) == ["a1", "a2"]


def test_who_is_still_gone_when_the_outage_is_over_stands_for_itself() -> None:
    cause = outage("out", "Agadir", stage=Stage.RESOLVED, resolved_us=NINE_US)
    book = book_of(cause, alert("still", parent_id="out"))

    assert ids(book.causes()) == ["still", "out"]
    assert book.under("out") == []


def test_what_is_open_and_nobody_has_needs_somebody() -> None:
    book = book_of(
        alert("waits"),
        alert("taken", acknowledged_us=NINE_US, severity=Severity.CRITICAL),
        alert("muted", muted="sil_1"),
        alert("loose", stage=Stage.UNSTABLE),
        alert("watched", stage=Stage.PENDING),
        alert("seems over", stage=Stage.RESOLVING),
        alert("later", snoozed_until_us=NINE_US + 1),
        alert("worse", severity=Severity.CRITICAL),
    )
    assert [it.id for it in book.needing(NINE_US)] == ["worse", "loose", "waits"]
    assert book_of().needing(NINE_US) == []


def test_an_older_version_changes_nothing() -> None:
    book = book_of(alert("a", version=5, title="new"))
    assert book.put(alert("a", version=4, title="old")) == frozenset()
    assert book.put(alert("a", version=6, title="newer")) == {"a"}
    found = book.get("a")
    assert found is not None
    assert found.title == "newer"


def test_what_is_over_stays_five_minutes() -> None:
    over = replace(alert("over"), stage=Stage.RESOLVED, resolved_us=NINE_US)
    book = book_of(over, alert("open"))

    assert book.prune(NINE_US + STAY_US - 1) == frozenset()
    assert book.prune(NINE_US + STAY_US, kept=["over"]) == frozenset()
    assert book.prune(NINE_US + STAY_US) == {"over"}
    assert ids(book.causes()) == ["open"]


def test_open_ones_that_are_not_listed_are_missing() -> None:
    over = alert("over", stage=Stage.RESOLVED, resolved_us=NINE_US)
    assert book_of(alert("a"), alert("b"), over).missing(["a"]) == {"b"}
