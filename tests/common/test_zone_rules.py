"""The newest rules of time zones count, whoever brought them."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tzdata  # type: ignore[import-untyped]  # it ships no types

from common.zone_rules import ZoneRules, use_newest_rules
from edge.zones import WallClock


@pytest.fixture
def rules_as_they_were() -> Iterator[None]:
    before = zoneinfo.TZPATH
    yield
    zoneinfo.reset_tzpath(before)
    ZoneInfo.clear_cache()


def system_rules(folder: Path, release: str, offset_of: str) -> str:
    """A system whose Casablanca keeps the time of another zone."""
    (folder / "Africa").mkdir(parents=True)
    rules = Path(tzdata.__file__).parent / "zoneinfo" / offset_of
    (folder / "Africa" / "Casablanca").write_bytes(rules.read_bytes())
    (folder / "tzdata.zi").write_text(f"# version {release}\n# more\n")
    return str(folder)


@pytest.mark.usefixtures("rules_as_they_were")
def test_rules_of_the_system_count_where_they_are_newer_than_ours(tmp_path: Path) -> None:
    newer = system_rules(tmp_path / "newer", "2099a", "Asia/Kathmandu")
    older = system_rules(tmp_path / "older", "2024b", "Asia/Tokyo")
    summer = 1_784_000_000 * 10**6
    assert use_newest_rules([older, newer]) == ZoneRules("2099a", tmp_path / "newer")
    assert WallClock("Africa/Casablanca").offset_at(summer) == 20_700
    assert WallClock("Europe/Paris").offset_at(summer) == 7_200, "what the system lacks is taken from ours"
    assert use_newest_rules([older]) == ZoneRules(tzdata.IANA_VERSION, None)
    assert WallClock("Africa/Casablanca").offset_at(summer) == 3_600


@pytest.mark.usefixtures("rules_as_they_were")
def test_rules_of_unknown_age_are_passed_over(tmp_path: Path) -> None:
    unsaid = Path(system_rules(tmp_path / "unsaid", "2099a", "Asia/Tokyo"))
    (unsaid / "tzdata.zi").write_text("R d 1916 o\n")
    nothing = tmp_path / "nothing"
    assert use_newest_rules([str(unsaid), str(nothing)]) == ZoneRules(tzdata.IANA_VERSION, None)
    assert WallClock("Africa/Casablanca").offset_at(1_784_000_000 * 10**6) == 3_600
