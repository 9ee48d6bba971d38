"""Processor time, judged fairly."""

from __future__ import annotations

import gc

from tests.kit.processor import fair_ms, thread_ms


def test_what_is_fast_enough_runs_once() -> None:
    runs: list[int] = []
    assert fair_ms(lambda: runs.append(1), allowed=1000) < 1000
    assert len(runs) == 1


def test_what_is_too_slow_is_tried_again_and_stays_too_slow() -> None:
    runs: list[int] = []
    taken = fair_ms(lambda: runs.append(sum(range(200_000))), allowed=0.1, tries=3)
    assert len(runs) == 4
    assert taken > 0.1


def test_the_collector_is_off_only_while_it_would_be_counted() -> None:
    told: list[bool] = []
    thread_ms(lambda: told.append(gc.isenabled()))
    assert (told, gc.isenabled()) == ([False], True)
