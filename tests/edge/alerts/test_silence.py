"""Nobody punches though they should: told where the neighbours do, and only there."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from edge.alerts.sources import silence
from edge.alerts.sources.silence import Silence
from tests.edge.alerts.conditions_kit import HOUR, MINUTE, START, WEEK, Desk


class Place(NamedTuple):
    """A site with a door that is silent today, and two others."""

    desk: Desk
    silent: str
    others: list[str]

    async def today(self, *counts: int) -> None:
        for name, count in zip(self.others, counts, strict=True):
            await self.desk.punches(name, [self.desk.wall - (n + 1) * MINUTE for n in range(count)])


async def place(desk: Desk, habit: int = 40, zone: str | None = None) -> Place:
    site = await desk.site("HQ", zone)
    silent = await desk.device("P1", site)
    others = [await desk.device("P2", site), await desk.device("P3", site)]
    for name in (silent, *others):
        await desk.habit(name, habit)
    return Place(desk, silent, others)


async def test_a_terminal_where_nobody_punches_though_they_do_next_to_it(desk: Desk) -> None:
    found = await place(desk)
    await found.today(35, 30)
    watching = desk.watching(Silence())
    await desk.rounds(watching, 1_785)
    assert await desk.statuses() == [("no_punches_expected", found.silent, "pending")]
    await desk.rounds(watching, 15)
    assert await desk.firing() == ["Nobody punches at P1 at HQ"]
    (row,) = await desk.alerts()
    assert "usually takes 40" in row["reason"]
    await desk.punches(found.silent, [desk.wall])
    await desk.rounds(watching, 15)
    assert await desk.firing() == []


async def test_on_a_holiday_nobody_is_told(desk: Desk) -> None:
    found = await place(desk)
    await found.today(0, 2)  # the guards
    await desk.rounds(desk.watching(Silence()), 3_600)
    assert await desk.alerts() == []


async def test_where_few_ever_punch_at_this_hour_silence_means_nothing(desk: Desk) -> None:
    found = await place(desk, habit=15)
    await found.today(40, 40)
    await desk.rounds(desk.watching(Silence()), 3_600)
    assert await desk.alerts() == []


async def test_one_busy_day_makes_no_habit(desk: Desk) -> None:
    """A fair three weeks ago: the mean is high, the hour is not usual."""
    found = await place(desk, habit=0)
    for name in (found.silent, *found.others):
        await desk.punches(name, [desk.wall - 3 * WEEK - n * 10_000_000 for n in range(200)])
    await found.today(40, 40)
    await desk.rounds(desk.watching(Silence()), 3_600)
    assert await desk.alerts() == []


async def test_a_terminal_that_is_offline_or_whose_clock_is_wrong_is_not_called_silent(desk: Desk) -> None:
    found = await place(desk)
    await found.today(40, 40)
    await desk.drift(found.silent, 7_200)
    await desk.rounds(desk.watching(Silence()), 3_600)
    assert await desk.alerts() == []


async def test_one_that_stands_alone_is_held_against_its_zone(desk: Desk) -> None:
    alone = await desk.device("P1", await desk.site("Branch", "Africa/Casablanca"))
    await desk.habit(alone, 40, offset_s=3_600)
    there = await desk.device("P2", await desk.site("Other", "Africa/Casablanca"))
    await desk.habit(there, 40, offset_s=3_600)
    far = await desk.device("P3", await desk.site("Far", "Asia/Tokyo"))
    await desk.habit(far, 40, offset_s=9 * 3_600)
    await desk.punches(far, [desk.wall - (n + 1) * MINUTE for n in range(40)], 9 * 3_600)
    watching = desk.watching(Silence())
    await desk.rounds(watching, 2_400)
    assert await desk.alerts() == []  # a holiday of Morocco's, for all we know
    await desk.punches(there, [desk.wall - (n + 1) * MINUTE for n in range(40)], 3_600)
    await desk.rounds(watching, 1_800)
    assert await desk.firing() == ["Nobody punches at P1 at Branch"]


async def test_after_the_clocks_changed_it_is_the_hour_on_the_wall_that_counts(desk: Desk) -> None:
    """Paris went back an hour the night before. At half past 8 on the wall nobody is there yet; by the
    instants of the weeks before, everybody was."""
    desk.wall = START - 2 * HOUR - 30 * MINUTE  # 07:30 UTC, 08:30 on the wall
    site = await desk.site("Paris", "Europe/Paris")
    names = [await desk.device(f"P{n}", site) for n in range(3)]
    for name in names:
        for week in range(1, 5):
            nine = START - 3 * HOUR - week * WEEK  # 07:00 UTC was 09:00 in summer
            await desk.punches(name, [nine + n * MINUTE for n in range(29)], 7_200)
    await desk.punches(names[0], [desk.wall - (n + 1) * MINUTE for n in range(29)], 3_600)
    watching = desk.watching(Silence())
    await desk.rounds(watching, 1_200)
    assert await desk.alerts() == []


async def test_sites_are_walked_through(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silence, "SLICE", 2)
    for number in range(3):
        await desk.device(f"loose-{number}")
    found = await place(desk)
    await found.today(40, 40)
    watching = desk.watching(Silence())
    for _ in range(4):
        await watching.look()
        desk.passes(15)
    assert await desk.statuses() == [("no_punches_expected", found.silent, "pending")]
