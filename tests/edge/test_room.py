"""Room on the disk: when nothing new is taken, when it is again, and the reserve for a full one."""

from __future__ import annotations

import sqlite3
from logging import LogRecord
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from edge import tenants
from edge.api.domain_errors import as_api_error
from edge.room import BALLAST, CALM_S, MIB, Room, short
from edge.store import StoreFull, open_store
from edge.store import tenants as tenant_rows
from edge.store.ids import now_us
from edge.store.sqlite import SqliteStore

sizes = st.integers(0, 10**13)


@given(st.booleans(), sizes, sizes, sizes)
def test_a_disk_with_less_than_the_least_is_short_whatever_it_was(
    was: bool, free: int, least: int, owed: int
) -> None:
    if free < least:
        assert short(was, free, least, owed)


@given(sizes, sizes, sizes)
def test_what_is_short_stays_so_longer_than_it_takes_to_become_so(free: int, least: int, owed: int) -> None:
    if short(False, free, least, owed):
        assert short(True, free, least, owed)
    if not short(True, free, least, owed):
        assert free >= least + owed, "the ballast can be made again and it is not short at once"


@given(st.booleans(), sizes)
def test_a_least_of_nothing_never_stops_anything(was: bool, free: int) -> None:
    assert not short(was, free, 0, 0)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def room_of(folder: Path, clock: Clock, *, ballast: int = MIB, least: int = MIB) -> Room:
    return Room((folder,), ballast=ballast, least=least, mono=clock)


def test_where_there_is_room_the_ballast_is_made_and_takes_what_it_says(tmp_path: Path) -> None:
    room = room_of(tmp_path, Clock())
    room.look()
    assert room.scarce() is None
    assert room.ballast == MIB
    assert (tmp_path / BALLAST).stat().st_blocks * 512 >= MIB, "its blocks are really its own"


def test_ballast_of_nothing_is_no_file(tmp_path: Path) -> None:
    room_of(tmp_path, Clock(), ballast=0).look()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_with_too_little_takes_nothing_and_gets_no_ballast(
    tmp_path: Path, expected_logs: list[LogRecord]
) -> None:
    room = room_of(tmp_path, Clock(), least=10**15)
    room.look()
    assert "nothing more is stored" in (room.scarce() or "")
    assert list(room.concerns())
    assert room.ballast == 0
    assert "disk_nearly_full" in expected_logs[0].getMessage()


def test_a_write_that_found_no_room_frees_the_ballast_once_and_it_comes_back_later(
    tmp_path: Path, expected_logs: list[LogRecord]
) -> None:
    clock = Clock()
    room = room_of(tmp_path, clock)
    room.look()
    assert room.ran_out()
    assert (room.ballast, room.scarce() is None) == (0, False)
    assert not room.ran_out(), "there is nothing more to let go of"
    room.look()
    assert room.scarce() is not None, "the disk says that it has room, and took nothing a moment ago"
    clock.now += CALM_S
    room.look()
    assert (room.ballast, room.scarce(), room.releases) == (MIB, None, 1)
    assert "disk_full" in expected_logs[0].getMessage()


async def test_a_store_without_room_takes_no_submission_and_says_so_as_the_api_does(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/punchdeck.db")
    try:
        store.scarce = lambda: "The disk of the server is full."
        with pytest.raises(StoreFull) as refused:
            store.submit(object(), 1)
        answer = as_api_error(refused.value)
        assert answer is not None
        assert (answer.code, answer.status, answer.headers["Retry-After"]) == ("storage_full", 503, "60")
    finally:
        await store.close()


class FullOnce:
    """A unit that meets a full disk until there is room."""

    def __init__(self) -> None:
        self.runs = 0
        self.room = False

    def __call__(self, conn: sa.Connection) -> int:
        self.runs += 1
        if not self.room:
            full = sqlite3.OperationalError("database or disk is full")
            full.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise sa.exc.OperationalError("INSERT", {}, full)
        return self.runs

    def make_room(self) -> bool:
        self.room = True
        return True


async def test_what_met_a_full_disk_is_written_with_what_the_ballast_left(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/punchdeck.db")
    try:
        unit = FullOnce()
        with pytest.raises(sa.exc.OperationalError, match="full"):
            await store.write(unit)
        store.make_room = unit.make_room
        assert await store.write(unit) == 3
    finally:
        await store.close()


async def test_nothing_counts_as_written_where_sqlite_rolled_back_by_itself(tmp_path: Path) -> None:
    """As it may when a disk is full: the commit that follows would be of nothing."""
    store = await open_store(f"sqlite:///{tmp_path}/punchdeck.db")
    assert isinstance(store, SqliteStore)

    def rolled_back(conn: sa.Connection) -> None:
        tenants.ensure_default(conn, store.ids, now=now_us())
        conn.exec_driver_sql("ROLLBACK")

    try:
        with pytest.raises(Exception, match="rolled back"):
            await store.write(rolled_back)
        assert await store.read(lambda conn: len(tenant_rows.page(conn, 0, 10))) == 0
        await store.write(lambda conn: tenants.ensure_default(conn, store.ids, now=now_us()))
        assert await store.read(lambda conn: len(tenant_rows.page(conn, 0, 10))) == 1
    finally:
        await store.close()
