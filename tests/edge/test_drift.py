"""How wrong a clock is: told by punches made now, not by punches that waited."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.drift import (
    CLEAR_S,
    DRAINED_US,
    KEPT,
    TELL_S,
    Drift,
    Drifts,
    Finding,
    tells_clock,
    zone_error,
)
from edge.intents import SyncTime
from edge.zones import TimeQuality

SECOND = 1_000_000
NOW = 1_790_000_000 * SECOND
HOUR = 3600
KEY = (1, 7)


def fed(drift: Drift, drifts_s: Iterable[float], every_s: float = 60) -> tuple[Drift, list[Finding]]:
    """The punches of a clock so far ahead, arriving in this rhythm after what came before."""
    received = drift.samples[-1].received_s * SECOND if drift.samples else NOW
    findings = []
    for ahead in drifts_s:
        received += round(every_s * SECOND)
        drift, finding = drift.measured(received + round(ahead * SECOND), received)
        findings += [finding] if finding else []
    return drift, findings


def test_before_the_first_punch_nothing_is_known() -> None:
    assert Drift().seconds is None


def test_a_right_clock_shows_only_how_long_uploads_take() -> None:
    drift, findings = fed(Drift(), [-0.8, -1.9, -0.4, -2.6, -1.1])
    assert (drift.seconds, drift.off, findings) == (-1, False, [])


def test_a_clock_that_is_ahead_is_called_wrong_by_the_third_punch() -> None:
    drift, findings = fed(Drift(), [90, 89], every_s=1)
    assert (drift.seconds, findings) == (89, [])
    drift, findings = fed(drift, [90.4], every_s=1)
    assert findings == [Finding(True, 90, 0)]
    assert findings[0].advice == (SyncTime(),)
    assert drift.off


def test_it_is_called_wrong_once_and_right_once() -> None:
    drift, findings = fed(Drift(), [75] * 20)
    assert findings == [Finding(True, 75, 0)]
    drift, findings = fed(drift, [-1] * 20)
    assert findings == [Finding(False, -1, 0)]
    assert findings[0].advice == ()
    assert not drift.off


@pytest.mark.parametrize(("ahead", "told"), [(TELL_S, 1), (TELL_S - 1, 0)])
def test_what_is_told_begins_at_sixty_seconds(ahead: int, told: int) -> None:
    for sign in (1, -1):
        assert len(fed(Drift(), [ahead * sign] * KEPT)[1]) == told


@pytest.mark.parametrize(("left", "cleared"), [(CLEAR_S, 0), (CLEAR_S - 1, 1)])
def test_what_was_told_ends_below_thirty_seconds(left: int, cleared: int) -> None:
    wrong, _ = fed(Drift(), [90] * KEPT)
    for sign in (1, -1):
        assert len(fed(wrong, [left * sign] * KEPT)[1]) == cleared


def test_a_slow_clock_is_called_wrong_once_a_minute_of_punches_says_so() -> None:
    drift, findings = fed(Drift(), [-90] * 7, every_s=9)
    assert findings == []
    _, findings = fed(drift, [-90], every_s=9)
    assert findings == [Finding(True, -90, 0)]


def test_a_slow_clock_takes_five_punches_to_tell() -> None:
    drift, findings = fed(Drift(), [-90] * 4, every_s=600)
    assert (drift.seconds, findings) == (-90, [])
    assert fed(drift, [-90])[1] == [Finding(True, -90, 0)]


def test_a_buffer_that_is_emptied_is_no_slow_clock() -> None:
    """A queue at the door of a site without a line: each punch uploaded alone, twenty minutes later."""
    _, findings = fed(Drift(), [-1200 + place for place in range(9)], every_s=0.5)
    assert findings == []
    _, findings = fed(Drift(), [-4000 + 300 * place for place in range(12)], every_s=20)
    assert findings == []


def test_late_punches_among_prompt_ones_change_nothing() -> None:
    drift, findings = fed(Drift(), [-1, -1, -900, -1, -1, -850, -2, -700, -1])
    assert (drift.seconds, findings) == (-1, [])


def test_a_clock_that_lost_its_battery_is_found() -> None:
    """It begins again in 2000."""
    lost = -(NOW // SECOND - 946_684_800)
    _, findings = fed(Drift(), [lost] * 5)
    assert findings == [Finding(True, lost, 0)]


@pytest.mark.parametrize(
    ("drift_s", "zone_s"),
    [
        (HOUR, HOUR), (-HOUR + 12, -HOUR), (HOUR // 2 - 3, HOUR // 2), (8100, 8100), (9 * HOUR - 1, 9 * HOUR),
        (26 * HOUR, 26 * HOUR), (27 * HOUR, 0), (0, 0), (-20, 0), (900 - 31, 0), (HOUR + 40, 0), (75, 0),
    ],
)  # fmt: skip
def test_a_difference_of_zones_is_told_from_a_clock_that_goes_wrong(drift_s: int, zone_s: int) -> None:
    assert zone_error(drift_s) == zone_s


def test_a_wrong_zone_is_said_to_be_one() -> None:
    _, findings = fed(Drift(), [HOUR - 2] * 3)
    assert findings == [Finding(True, HOUR - 2, HOUR)]


def test_after_the_clock_was_set_only_new_punches_count() -> None:
    wrong, _ = fed(Drift(), [HOUR] * KEPT)
    corrected = wrong.corrected()
    assert (corrected.seconds, corrected.off) == (None, True)
    assert fed(wrong.corrected(), [0] * 2)[1] == []
    assert fed(wrong.corrected(), [0] * 3)[1] == [Finding(False, 0, 0)]


@pytest.mark.parametrize(
    ("ahead_s", "records", "quality", "contact_s", "tells"),
    [
        (-1, 1, "ok", 600, True),
        (-1, 1, "suspect", 600, True),
        (-1, 1, "assumed", 600, True),
        (-1, 2, "ok", 600, False),
        (-1, 1, "ambiguous", 600, False),
        (-1, 1, "nonexistent", 600, False),
        (-1, 1, "ok", None, False),
        (-1, 1, "ok", DRAINED_US // SECOND - 1, False),
        (-1, 1, "ok", DRAINED_US // SECOND, True),
        (5, 1, "ok", None, True),
        (5, 2, "ok", 600, False),
    ],
)
def test_which_punches_tell_the_clock(
    ahead_s: int, records: int, quality: TimeQuality, contact_s: int | None, tells: bool
) -> None:
    since = None if contact_s is None else NOW - contact_s * SECOND
    assert tells_clock(NOW + ahead_s * SECOND, NOW, records, quality, since) is tells


@settings(deadline=None)
@given(
    st.integers(-10 * HOUR, 10 * HOUR),
    st.lists(st.floats(0, 4), min_size=2 * KEPT, max_size=2 * KEPT),
    st.sets(st.integers(0, KEPT - 1), max_size=KEPT // 2 - 1),
    st.integers(20, 40_000),
)
def test_the_drift_is_found_among_late_uploads(
    ahead: int, delays: Sequence[float], late: set[int], lateness: int
) -> None:
    told = [ahead - delay - (lateness if place % KEPT in late else 0) for place, delay in enumerate(delays)]
    drift, findings = fed(Drift(), told)
    assert drift.seconds is not None
    assert ahead - 5 <= drift.seconds <= ahead + 1
    if abs(ahead) >= TELL_S + 5:
        assert [finding.off for finding in findings] == [True]
        # What comes late shows a clock that is ahead by less: told is at least true.
        least = TELL_S if ahead > 0 else ahead - 5
        assert least <= findings[0].drift_s <= ahead + 1
    if -TELL_S + 5 < ahead < TELL_S:
        assert findings == []


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-200, 200), st.integers(0, 300)), max_size=80))
def test_findings_take_turns_and_memory_is_bounded(punches: list[tuple[int, int]]) -> None:
    drift, received, off = Drift(), NOW, False
    for ahead, pause in punches:
        received += pause * SECOND
        drift, finding = drift.measured(received + ahead * SECOND, received)
        if finding is not None:
            assert finding.off is not off
            assert abs(finding.drift_s) >= TELL_S if finding.off else abs(finding.drift_s) < CLEAR_S
            off = finding.off
        assert drift.off is off
        assert len(drift.samples) <= KEPT
        assert Drift.restored(json.loads(json.dumps(drift.stored()))) == drift


@pytest.mark.parametrize("stored", [{}, {"off": True}, {"off": True, "samples": [[1]]}, {"samples": 5}])
def test_what_was_never_stored_is_not_restored(stored: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Drift.restored(stored)


def test_the_clocks_of_all_terminals_are_kept_and_written_down_when_they_change() -> None:
    drifts = Drifts()
    assert drifts.of(KEY) == Drift()
    findings = [drifts.measured(KEY, NOW + 90 * SECOND, NOW + place) for place in range(3)]
    assert findings == [None, None, Finding(True, 90, 0)]
    written = drifts.take_changed()
    assert written == {KEY: drifts.of(KEY)}
    assert drifts.take_changed() == {}
    drifts.mark_changed(written)
    assert drifts.take_changed() == written

    again = Drifts()
    again.restore(KEY, written[KEY].stored())
    assert (again.of(KEY), again.take_changed()) == (written[KEY], {})
    again.corrected(KEY)
    assert again.of(KEY).seconds is None
    again.corrected((1, 8))
    assert list(again.take_changed()) == [KEY]
    again.forget(KEY)
    assert again.of(KEY) == Drift()
    again.mark_changed([KEY])
    assert again.take_changed() == {}
