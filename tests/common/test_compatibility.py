"""Who may work with whom."""

from __future__ import annotations

import pytest

from common import __version__
from common.compatibility import MIN_CONSOLE, MIN_EDGE, console_agent, console_version, too_old


def test_this_console_and_this_edge_work_with_each_other() -> None:
    assert not too_old(__version__, MIN_EDGE)
    assert not too_old(__version__, MIN_CONSOLE)


@pytest.mark.parametrize(
    ("version", "least", "is_too_old"),
    [
        ("1.9.0", "1.10.0", True),
        ("1.10.0", "1.9.0", False),
        ("1.10.0", "1.10.0", False),
        ("1.10.0rc1", "1.10.0", True),
        ("of our own", "1.10.0", False),
    ],
)
def test_versions_are_compared_as_numbers(version: str, least: str, is_too_old: bool) -> None:
    assert too_old(version, least) is is_too_old


def test_a_console_says_its_version() -> None:
    assert console_version(console_agent("1.4.0")) == "1.4.0"
    assert console_version(f"{console_agent('1.4.0rc1')} (Windows)") == "1.4.0rc1"


@pytest.mark.parametrize(
    "agent",
    ["", "Punchdeck/0.0.1", "curl/8.0", "My Punchdeck-Console/0.0.1", "Punchdeck-Console/", "Mozilla/5.0"],
)
def test_nobody_else_is_taken_for_one(agent: str) -> None:
    assert console_version(agent) is None
