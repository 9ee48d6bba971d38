"""Whose time a time is: that of a place is marked where the operator has another, and the other way round."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QLocale

from console.core.connection import Connection
from console.core.profiles import SafeMode
from console.core.states import Live, Offline
from console.core.verdicts import Reason
from console.views.safe_mode import SafeModeWords
from console.views.shell.connection_words import ConnectionWords
from console.views.words import Words, utc_offset
from tests.console.fleets import MINUTE_US, three_sites

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
CASABLANCA = timezone(timedelta(hours=1))


def words(zone: timezone) -> Words:
    return Words(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom), zone=zone)


def test_a_place_with_the_operators_time_has_just_a_clock() -> None:
    assert words(CASABLANCA).local_time("Europe/Paris", NOON) == "13:00"


def test_a_place_with_another_time_says_which() -> None:
    assert words(UTC).local_time("Africa/Casablanca", NOON) == "13:00 UTC+1"
    assert words(CASABLANCA).local_time("Africa/Dakar", NOON) == "12:00 UTC"
    assert words(UTC).wall_clock("Africa/Casablanca", NOON) == "13:00"


def test_the_season_decides_not_the_name_of_the_zone() -> None:
    summer = datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert words(CASABLANCA).local_time("Europe/Paris", summer) == "14:00 UTC+2"


def test_the_operators_time_says_so_where_a_site_has_another() -> None:
    own = words(CASABLANCA)
    assert own.own_clock(NOON, ["Africa/Casablanca", "Europe/Paris"]) == "13:00"
    assert own.own_clock(NOON, ["Africa/Casablanca", "Africa/Dakar"]) == "13:00, your time"


def test_a_zone_that_nobody_knows_is_named() -> None:
    assert words(UTC).local_time("Mars/Olympus", NOON) == "unknown zone Mars/Olympus"
    assert words(UTC).zone_mark("Mars/Olympus", NOON) == ""


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "UTC"), (60, "UTC+1"), (330, "UTC+5:30"), (-210, "UTC-3:30"), (-600, "UTC-10")]
)
def test_offsets(minutes: int, said: str) -> None:
    assert utc_offset(minutes) == said


def test_why_a_site_is_degraded_is_said_in_words() -> None:
    reason = Reason("degraded", {"n": 1, "total": 4, "cause": "identity_conflict"})
    assert words(UTC).reason(reason) == "1 of 4 degraded: serial number in use twice"


def test_a_clock_is_ahead_or_behind() -> None:
    assert words(UTC).clock_off(180.0) == "Clock 3 min ahead"
    assert words(UTC).clock_off(-75.0).startswith("Clock 1 min")
    assert words(UTC).clock_off(-75.0).endswith("behind")


@pytest.mark.parametrize("us", [59_999_999, 60_000_000, 119_600_000, 7_199_999_999])
def test_a_silence_is_as_long_as_its_end_is_ago(us: int) -> None:
    said = words(UTC)
    assert said.ago_us(0, us) == f"{said.silence(0, us)} ago"


def test_what_is_live_is_never_called_old() -> None:
    told = three_sites().live()
    says = ConnectionWords(words(UTC))
    connection: Connection = told.session.connection
    connection.synced_us = told.now_us
    told.now_us += MINUTE_US
    assert says.freshness(told.session) == "Up to date"
    told.now_us += 9 * MINUTE_US
    assert says.freshness(told.session) == "Synced 10 min ago", "the edge has not answered for long"
    told.stand(Offline(connection.heard_us))
    assert says.freshness(told.session) == "Updated 10 min ago"
    told.stand(Live())


def test_every_safe_mode_has_a_name_and_a_meaning() -> None:
    says = SafeModeWords()
    assert len({says.name(mode) for mode in SafeMode} | {says.meaning(mode) for mode in SafeMode}) == 6
