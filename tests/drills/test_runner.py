"""What runs all drills tells what held from what did not, and runs each as its own command line takes it."""

from __future__ import annotations

import pytest

from tests.drills.__main__ import DRILLS, Drill, run


def test_every_drill_has_a_name_of_its_own() -> None:
    assert len({drill.name for drill in DRILLS}) == len(DRILLS)


def test_a_drill_that_fails_is_said_to(capfd: pytest.CaptureFixture[str]) -> None:
    failing = Drill("fails", "nothing", "tests.drills.fuzz", "--no-such-option")
    assert run(failing, "short").outcome == "VIOLATED"
    assert "unrecognized arguments: --no-such-option" in capfd.readouterr().out


def test_a_drill_that_holds_is_said_to() -> None:
    assert run(Drill("fuzz", "a little", "tests.drills.fuzz", "--seconds 1"), "short").outcome == "held"
