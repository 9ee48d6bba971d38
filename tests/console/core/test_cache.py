"""What is remembered from run to run: lines and cursor together, or not at all."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core import cache as module
from console.core.cache import Cache, CacheLost, Remembered
from console.core.records import FeedLine, Gap, Punch
from tests.console.core.records import NOON_US, device, punch, site, snapshot
from tests.kit.edge_process import ROOT

FLEET = snapshot(
    device("d1", "casa", ip="10.0.0.1", tags=("gate", "north"), health_reasons=("x",), clock_drift_s=1.5),
    device("d2", connectivity="offline", business_critical=True),
    sites=(site("casa", name="Casablanca – Aïn Sebaâ", lat=33.6, lon=-7.5, tags=("hq",)), site("rabat")),
    waiting=(device("NEW1", connectivity="pending"),),
)
LINES: list[FeedLine] = [
    punch("p1", employee="Élodie", temperature=36.6, mask=True, work_code="3"),
    Gap(None, NOON_US),
    punch("p2", late=True, mask=False, offset_min=-210),
    Gap(NOON_US, None),
]


@asynccontextmanager
async def loaded(path: Path, kept: int = module.KEPT) -> AsyncIterator[tuple[Cache, Remembered]]:
    cache = Cache(path, kept)
    try:
        yield cache, await cache.load()
    finally:
        await cache.close()


async def all_lines(cache: Cache) -> list[FeedLine]:
    found: list[FeedLine] = []
    place, lines = await cache.lines()
    while lines:
        found += lines
        place, lines = await cache.lines(place)
    return found


async def kept_in(path: Path) -> tuple[Remembered, list[FeedLine]]:
    async with loaded(path) as (cache, known):
        return known, await all_lines(cache)


async def test_a_first_run_remembers_nothing(cache_file: Path) -> None:
    assert await kept_in(cache_file) == (Remembered(), [])


async def test_whatever_is_kept_comes_back_the_same(cache_file: Path) -> None:
    async with loaded(cache_file) as (cache, _):
        cache.begin_anew("ten_1")
        cache.keep_snapshot(FLEET)
        cache.keep(LINES[:2], "0.a", NOON_US)
        cache.keep(LINES[2:], "0.b", NOON_US + 1)
    known, lines = await kept_in(cache_file)
    assert known == Remembered("ten_1", "0.b", NOON_US + 1, FLEET)
    assert lines == LINES
    for line, kept in zip(lines, LINES, strict=True):
        assert [type(member) for member in line] == [type(member) for member in kept]


@pytest.mark.parametrize("missed", [0, 1, 3])
@pytest.mark.parametrize("after", [0, 2])
async def test_what_filled_a_gap_stands_where_it_stood(cache_file: Path, missed: int, after: int) -> None:
    gap, other = Gap(None, 7), Gap(1, 2)
    first, *others = [punch(f"att_{number}") for number in range(missed + after + 1)]
    async with loaded(cache_file) as (cache, _):
        cache.keep([first, gap, *others[missed:], other], "0.a", NOON_US)
        cache.fill(gap, others[:missed])
        cache.fill(Gap(8, 9), others[:missed])  # none of ours
        cache.keep([punch("att_last")], "0.b", NOON_US)
    _, lines = await kept_in(cache_file)
    assert lines == [first, *others, other, punch("att_last")]


async def test_a_snapshot_replaces_the_one_before(cache_file: Path) -> None:
    async with loaded(cache_file) as (cache, _):
        cache.keep_snapshot(FLEET)
        cache.keep_snapshot(snapshot(device("d9")))
    assert (await kept_in(cache_file))[0].snapshot == snapshot(device("d9"))


async def test_beginning_anew_forgets_everything_but_whose_it_is(cache_file: Path) -> None:
    async with loaded(cache_file) as (cache, _):
        cache.keep_snapshot(FLEET)
        cache.keep(LINES, "0.a", NOON_US)
        cache.begin_anew("ten_2")
    assert await kept_in(cache_file) == (Remembered("ten_2"), [])


async def test_only_the_last_lines_are_kept(cache_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLACK", 10)
    async with loaded(cache_file, kept=30) as (cache, _):
        for number in range(200):
            cache.keep([punch(f"p{number}")], f"0.{number:x}", NOON_US)
    known, lines = await kept_in(cache_file)
    ids = [line.id for line in lines if isinstance(line, Punch)]
    assert 30 <= len(ids) <= 41
    assert ids == [f"p{number}" for number in range(200 - len(ids), 200)]
    assert known.cursor == "0.c7"


async def test_lines_are_read_a_few_at_a_time(cache_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLAB", 7)
    made = [punch(f"p{number}", employee=str(number % 3)) for number in range(20)]
    async with loaded(cache_file) as (cache, _):
        cache.keep(made, "0.a", NOON_US)
        assert len((await cache.lines())[1]) == 7
        assert await all_lines(cache) == made


# -- a file that is no good
# -----


def damaged(path: Path, how: str) -> None:
    if how == "noise":
        path.write_bytes(os.urandom(8192))
    elif how == "half":
        path.write_bytes(path.read_bytes()[:3000])
    elif how == "empty":
        path.write_bytes(b"")
    else:
        change = "PRAGMA user_version = 7" if how == "another version" else "DROP TABLE line"
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.execute(change)


@pytest.mark.parametrize("damage", ["noise", "half", "another version", "no table", "empty"])
async def test_a_file_that_cannot_be_read_is_thrown_away(cache_file: Path, damage: str) -> None:
    async with loaded(cache_file) as (cache, _):
        cache.keep([punch(f"p{n}") for n in range(2000)], "0.a", NOON_US)
    damaged(cache_file, damage)
    assert await kept_in(cache_file) == (Remembered(), [])
    async with loaded(cache_file) as (cache, _):
        cache.keep(LINES, "0.b", NOON_US)
    assert (await kept_in(cache_file))[1] == LINES


@settings(max_examples=40, deadline=None)
@given(at=st.integers(0, 2**20), noise=st.binary(min_size=1, max_size=200))
async def test_damage_anywhere_costs_at_most_what_is_remembered(
    tmp_path_factory: pytest.TempPathFactory, at: int, noise: bytes
) -> None:
    path = tmp_path_factory.mktemp("damage") / "cache.db"
    async with loaded(path) as (cache, _):
        cache.begin_anew("ten_1")
        cache.keep_snapshot(FLEET)
        cache.keep([punch(f"p{n}") for n in range(60)], "0.a", NOON_US)
    whole = bytearray(path.read_bytes())
    at %= len(whole)
    whole[at : at + len(noise)] = noise
    path.write_bytes(whole)
    async with loaded(path) as (cache, _):
        with contextlib.suppress(CacheLost):
            await all_lines(cache)
        cache.begin_anew("ten_1")
        cache.keep(LINES, "0.b", NOON_US)
    known, lines = await kept_in(path)
    assert (known.cursor, lines[-4:]) == ("0.b", LINES)


async def test_damage_found_amidst_the_lines_is_told_and_the_file_begins_anew(cache_file: Path) -> None:
    async with loaded(cache_file) as (cache, _):
        cache.keep(LINES, "0.a", NOON_US)
    with contextlib.closing(sqlite3.connect(cache_file)) as db, db:
        db.execute("UPDATE line SET employee = CAST(x'ff' AS TEXT) WHERE id = 'p2'")
    async with loaded(cache_file) as (cache, known):
        assert known.cursor == "0.a"
        with pytest.raises(CacheLost):
            await cache.lines()
        assert await cache.lines() == (0, [])
    assert await kept_in(cache_file) == (Remembered(), [])


async def test_a_file_that_another_program_holds_is_left_alone(
    cache_file: Path, monkeypatch: pytest.MonkeyPatch, expected_logs: list[logging.LogRecord]
) -> None:
    async with loaded(cache_file) as (cache, _):
        cache.keep(LINES, "0.a", NOON_US)
    monkeypatch.setattr(module, "BUSY_S", 0.01)
    with contextlib.closing(sqlite3.connect(cache_file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert await kept_in(cache_file) == (Remembered(), [])
        other.execute("ROLLBACK")
    assert (await kept_in(cache_file))[1] == LINES
    assert "nothing is remembered" in expected_logs[0].getMessage()


async def test_what_can_never_be_written_costs_the_file_and_no_more(cache_file: Path) -> None:
    async with loaded(cache_file) as (cache, _):
        cache.keep(LINES, "0.a", NOON_US)
        cache.keep([punch("p8", employee="\ud800")], "0.b", NOON_US)
        cache.keep([punch("p9")], "0.c", NOON_US)
    known, lines = await kept_in(cache_file)
    assert (known.cursor, lines) == ("0.c", [punch("p9")])


async def test_a_snapshot_that_is_not_understood_costs_the_file(cache_file: Path) -> None:
    async with loaded(cache_file) as (cache, _):
        cache.keep_snapshot(FLEET)
    with contextlib.closing(sqlite3.connect(cache_file)) as db, db:
        db.execute("""UPDATE memory SET value = '{"devices": 5}' WHERE name = 'snapshot'""")
    assert await kept_in(cache_file) == (Remembered(), [])


@pytest.mark.parametrize("place", ["a folder is there", "its folder is a file"])
async def test_where_no_file_can_be_the_program_works_without(
    tmp_path: Path, place: str, expected_logs: list[logging.LogRecord]
) -> None:
    if place == "a folder is there":
        path = tmp_path / "cache.db"
        path.mkdir()
    else:
        (tmp_path / "file").write_text("x")
        path = tmp_path / "file" / "cache.db"
    async with loaded(path) as (cache, known):
        assert known == Remembered()
        cache.keep(LINES, "0.a", NOON_US)
        assert await all_lines(cache) == LINES
    assert "nothing is remembered" in expected_logs[0].getMessage()


async def test_what_could_not_be_written_is_written_with_what_follows(
    cache_file: Path, monkeypatch: pytest.MonkeyPatch, expected_logs: list[logging.LogRecord]
) -> None:
    """A cursor that moved on without its lines would hide that they are missing."""
    monkeypatch.setattr(module, "BUSY_S", 0.01)
    async with loaded(cache_file) as (cache, _):
        cache.begin_anew("ten_1")
        cache.keep(LINES[:1], "0.a", NOON_US)
        await cache.lines()
        with contextlib.closing(sqlite3.connect(cache_file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            cache.keep(LINES[1:2], "0.b", NOON_US)
            cache.keep(LINES[2:3], "0.c", NOON_US)
            assert await all_lines(cache) == LINES[:1]
            other.execute("ROLLBACK")
        cache.keep(LINES[3:], "0.d", NOON_US)
    known, lines = await kept_in(cache_file)
    assert (known.tenant, known.cursor, lines) == ("ten_1", "0.d", LINES)
    assert len(expected_logs) == 1, "said once, not twelve times a second"


async def test_a_new_tenant_that_could_not_be_written_leaves_nothing_of_the_old_one(
    cache_file: Path, monkeypatch: pytest.MonkeyPatch, expected_logs: list[logging.LogRecord]
) -> None:
    monkeypatch.setattr(module, "BUSY_S", 0.01)
    async with loaded(cache_file) as (cache, _):
        cache.begin_anew("ten_1")
        cache.keep(LINES, "0.a", NOON_US)
        await cache.lines()
        with contextlib.closing(sqlite3.connect(cache_file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            cache.begin_anew("ten_2")
            await cache.lines()
            other.execute("ROLLBACK")
        cache.keep([punch("p9")], "0.9", NOON_US)
    known, lines = await kept_in(cache_file)
    assert (known.tenant, known.cursor, lines) == ("ten_2", "0.9", [punch("p9")])
    assert expected_logs


# -- its end
# -----

WRITER = """
import asyncio, sys
from pathlib import Path
from console.core.cache import Cache
from tests.console.core.records import punch

async def main():
    cache = Cache(Path(sys.argv[1]))
    await cache.load()
    number = 0
    while True:
        cache.keep([punch(f"p{number + n}") for n in range(3)], f"0.{number + 3:x}", 1)
        number += 3
        if number % 60 == 0:
            await cache.lines(10**12)
            print(number, flush=True)

asyncio.run(main())
"""


def killed_while_writing(path: Path) -> None:
    """Another program writes there and is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], cwd=ROOT, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        for _ in range(4):
            writer.stdout.readline()
        writer.kill()


async def test_killed_at_any_moment_lines_and_cursor_still_belong_together(tmp_path: Path) -> None:
    for turn in range(3):
        path = tmp_path / f"{turn}.db"
        await asyncio.to_thread(killed_while_writing, path)
        known, lines = await kept_in(path)
        assert known.cursor is not None
        count = int(known.cursor.removeprefix("0."), 16)
        assert count >= 240
        assert [line.id for line in lines if isinstance(line, Punch)] == [f"p{n}" for n in range(count)]


async def test_closing_waits_until_everything_is_written(cache_file: Path) -> None:
    cache = Cache(cache_file)
    await cache.load()
    for number in range(300):
        cache.keep([punch(f"p{number}")], "0.a", NOON_US)
    await cache.close()
    await cache.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("cache")]
    assert len((await kept_in(cache_file))[1]) == 300


async def test_it_may_be_closed_without_having_been_opened(cache_file: Path) -> None:
    await Cache(cache_file).close()
    assert not os.path.exists(cache_file.parent)  # noqa: ASYNC240


async def test_an_answer_that_nobody_awaits_any_more_is_let_go(cache_file: Path) -> None:
    async with loaded(cache_file) as (cache, _):
        asking = asyncio.create_task(cache.lines())
        await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert await cache.lines() == (0, [])
