"""The evaluation of the alerts in short: calibrated, within its budgets, and on foreign traces."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bench.alerts import evaluation, traces
from tests.bench.alerts.evaluation import BASELINES, OURS
from tests.bench.alerts.parameters import HELD_OUT, TUNED_ON


def test_the_rules_ours_is_compared_with_do_what_they_were_measured_to_do() -> None:
    months = [evaluation.month(seed, tuple(BASELINES)) for seed in TUNED_ON]
    assert [found for found in evaluation.calibrated(evaluation.together(months)) if not found[2]] == []


def test_ours_tells_what_matters_and_little_else() -> None:
    months = [evaluation.month(seed, ("ancestor", OURS)) for seed in HELD_OUT[:2]]
    scores = evaluation.together(months)
    mine = scores[OURS]
    assert mine.per_day <= scores["ancestor"].per_day / 2
    assert mine.precision >= 0.97
    assert mine.device_recall >= 0.995
    assert (mine.recall("site_outage") or 0) >= 0.99
    assert (mine.recall("device_unstable") or 0) >= 0.9
    assert mine.by_restart == 0


@pytest.mark.parametrize("make", traces.CASES, ids=lambda make: make.__name__)
def test_traces_it_was_not_designed_for(make: Callable[[int], traces.Case]) -> None:
    _, found = evaluation.case(make, seed=1)
    assert [one for one in found if not one.met] == []


def test_a_clock_that_is_set_back_in_autumn_changes_nothing() -> None:
    autumn = traces.clocks_go_back(seed=1)
    trace = autumn.trace(seed=1)
    autumn.epoch = 0.0
    usual = evaluation.ours(autumn.trace(seed=1))
    shifted = evaluation.ours(trace)
    begin = trace[0].t
    assert len(usual) > 100
    assert [(round(one.t - begin, 3), *one[1:]) for one in shifted] == [
        (round(one.t, 3), *one[1:]) for one in usual
    ]
