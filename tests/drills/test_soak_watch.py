"""What a soak calls growth, and what it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.drills.soak_watch import Sample, bad_endings, fitted, growth, rss_line

STILL = Sample(0, 0, 200.0, 40, 300, 13, 0.0, 0.0, 16.0, 100.0)
HOURS = 8


def run(changed: Callable[[Sample, float], Sample], hours: float = HOURS, count: int = 80) -> list[Sample]:
    """Samples of a run in which something changes with each hour."""
    at = [hours * number / (count - 1) for number in range(count)]
    return [changed(replace(STILL, hours=hour), hour) for hour in at]


def test_what_only_sways_is_no_growth() -> None:
    swaying = run(lambda one, hour: replace(one, rss=200 + hour * 40 % 3, files=40 + int(hour * 7) % 5))
    assert growth(swaying) == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (lambda one, hour: replace(one, rss=200 + 1.2 * hour), "memory grew by 1.20 MiB an hour"),
        (lambda one, hour: replace(one, files=40 + int(hour)), "fds"),
        (lambda one, hour: replace(one, threads=13 + int(hour)), "threads"),
        (lambda one, hour: replace(one, wal=130.0), "write-ahead log"),
    ],
    ids=["memory", "descriptors", "threads", "log"],
)
def test_what_grows_is_named(changed: Callable[[Sample, float], Sample], named: str) -> None:
    [problem] = growth(run(changed))
    assert named in problem


def test_a_run_too_short_to_tell_growth_from_caches_is_not_blamed_for_them() -> None:
    assert growth(run(lambda one, hour: replace(one, rss=200 + 20 * hour), hours=0.5)) == []
    [problem] = growth(run(lambda one, hour: replace(one, rss=200 + 100 * hour), hours=0.5))
    assert "memory" in problem


def test_few_samples_are_not_called_well() -> None:
    assert growth([STILL] * 3) == ["3 samples after warming up are too few to judge"]


def test_a_line_has_its_slope_and_how_sure_that_is() -> None:
    exact = fitted([0, 1, 2, 3], [5, 7, 9, 11])
    assert (exact.slope, exact.error) == pytest.approx((2.0, 0.0))
    assert fitted([0, 1, 2, 3], [5, 8, 8, 11]).error > 0
    assert rss_line(run(lambda one, hour: replace(one, rss=200 - hour))).slope == pytest.approx(-1.0)


def test_what_nobody_took_care_of_is_found_in_the_output() -> None:
    printed = "serving\nTask was destroyed but it is pending!\nResourceWarning: unclosed <socket>\nstopped\n"
    assert len(bad_endings(printed)) == 2
