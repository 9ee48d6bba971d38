"""Backups: which stay, what is in one, who can open it, and what is done where that fails."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from logging import LogRecord
from pathlib import Path

import pytest
from aiohttp import ClientSession
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry

from edge import backups, tenants
from edge.app import running
from edge.backup_rounds import DRILL_FAILED, DRILLED, BackupRounds, due
from edge.backup_seal import PIECE, BackupError, header_of, is_sealed, seal, unseal, unseal_into
from edge.backups import instant_of, kept, name_at
from edge.master_keys import MasterKeyFile
from edge.settings import Settings
from edge.store import Store, open_store
from edge.store import audit as audit_rows
from edge.store.ids import now_us
from edge.store.schema import PLATFORM
from edge.vault import Vault

NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MASTER = bytes(range(32))

instants = st.datetimes(datetime(2026, 1, 1), datetime(2026, 4, 1), timezones=st.just(UTC)).map(
    lambda at: at.replace(microsecond=0)
)


# -- names


@given(instants)
def test_a_name_says_when(at: datetime) -> None:
    assert instant_of(name_at(at)) == at


@pytest.mark.parametrize(
    "name", ["punchdeck.db", "punchdeck-20260327T120000Z.db.gz.part", "punchdeck-20261327T120000Z.db.gz.enc"]
)
def test_what_is_no_name_of_a_backup_is_none(name: str) -> None:
    assert instant_of(name) is None


# -- which stay


@given(st.lists(instants, max_size=60))
def test_the_newest_always_stays_and_there_are_never_many(made: list[datetime]) -> None:
    staying = kept(made)
    assert staying <= set(made)
    assert not made or max(made) in staying
    assert len(staying) <= 25 + 7 + 5


@given(st.lists(instants, unique=True, max_size=60))
def test_it_does_not_matter_how_often_it_is_asked(made: list[datetime]) -> None:
    after_each: set[datetime] = set()
    for at in sorted(made):
        after_each = kept({*after_each, at})
    assert after_each == kept(made)


def test_of_hourly_backups_a_day_of_hours_a_week_of_days_and_four_weeks_stay() -> None:
    staying = sorted(kept(NOON - n * HOUR for n in range(24 * 60)), reverse=True)
    assert staying[:24] == [NOON - n * HOUR for n in range(24)]
    days = {at.date() for at in staying if NOON - at < 7 * DAY}
    assert days >= {(NOON - n * DAY).date() for n in range(7)}
    weeks = [at for at in staying if NOON - at >= 7 * DAY]
    assert 3 <= len(weeks) <= 4
    assert all(NOON - at < 28 * DAY for at in weeks)


def test_while_nothing_is_made_nothing_gets_too_old() -> None:
    made = [NOON - n * DAY for n in range(7)]
    assert kept(made) == set(made)


@given(instants, st.integers(1, 48))
def test_one_is_due_when_the_newest_is_as_old_as_it_may_be_but_not_at_once_after_a_failure(
    now: datetime, hours: int
) -> None:
    every = hours * HOUR
    assert due(None, None, now, every)
    assert due(now - every, None, now, every)
    assert not due(now - every + timedelta(seconds=1), None, now, every)
    assert not due(None, now - timedelta(minutes=1), now, every)
    assert due(None, now - HOUR, now, every)


# -- sealed


@pytest.mark.parametrize("size", [0, 1, PIECE, 3 * PIECE + 7])
def test_what_is_sealed_comes_back_and_is_not_to_be_read(tmp_path: Path, size: int) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"canary of a tenant" + secrets.token_bytes(size))
    seal(plain, tmp_path / "sealed", MASTER)
    assert is_sealed(tmp_path / "sealed")
    assert header_of(tmp_path / "sealed").size == plain.stat().st_size
    assert b"canary" not in (tmp_path / "sealed").read_bytes()
    unseal_into(tmp_path / "sealed", tmp_path / "opened", lambda name: MASTER)
    assert (tmp_path / "opened").read_bytes() == plain.read_bytes()


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Of several pieces."""
    folder = tmp_path_factory.mktemp("sealed")
    (folder / "plain").write_bytes(secrets.token_bytes(2 * PIECE))
    seal(folder / "plain", folder / "sealed", MASTER)
    return (folder / "sealed").read_bytes()


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2 * PIECE), st.booleans())
def test_whatever_is_changed_or_cut_off_does_not_open(
    tmp_path_factory: pytest.TempPathFactory, sealed: bytes, at: int, cut: bool
) -> None:
    file = tmp_path_factory.mktemp("changed") / "sealed"
    file.write_bytes(sealed[:at] + (b"" if cut else bytes([sealed[at] ^ 1]) + sealed[at + 1 :]))
    with pytest.raises(BackupError):
        list(unseal(file, lambda name: MASTER))


def test_a_backup_of_another_master_key_says_so(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"x")
    seal(tmp_path / "plain", tmp_path / "sealed", MASTER)
    with pytest.raises(BackupError, match="another master key"):
        list(unseal(tmp_path / "sealed", lambda name: None))


# -- made and tried


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await open_store(f"sqlite:///{tmp_path}/punchdeck.db")
    await opened.write(lambda conn: tenants.ensure_default(conn, opened.ids, now=now_us()))
    yield opened
    await opened.close()


def drafts(folder: Path) -> list[Path]:
    """What is left beside a database of something that was to be there for a while only."""
    return [*folder.glob("*drill*"), *folder.glob("*backing-up*")]


async def test_a_backup_is_whole_private_and_alone_in_its_folder(store: Store, tmp_path: Path) -> None:
    made = backups.make(tmp_path / "punchdeck.db", tmp_path / "kept", MASTER, at=NOON, spare=0)
    assert [file.name for file in (tmp_path / "kept").iterdir()] == ["punchdeck-20260327T120000Z.db.gz.enc"]
    assert made.file.stat().st_mode & 0o077 == 0
    found = backups.drill(made, tmp_path / "punchdeck.db", lambda name: MASTER, spare=0)
    assert found["counts"]["tenant"] == [1, 1]
    assert found["integrity"] == "ok"
    assert drafts(tmp_path) == []


async def test_a_backup_never_takes_the_room_that_is_to_stay_free(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="There is no room for a backup"):
        backups.make(tmp_path / "punchdeck.db", tmp_path / "kept", MASTER, at=NOON, spare=10**15)
    assert list((tmp_path / "kept").iterdir()) == []


async def test_a_server_that_stops_leaves_no_half_of_a_backup(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="stopping"):
        backups.make(
            tmp_path / "punchdeck.db", tmp_path / "kept", MASTER, at=NOON, spare=0, stopped=lambda: True
        )
    assert list((tmp_path / "kept").iterdir()) == []
    assert drafts(tmp_path) == []


async def test_a_drill_finds_an_audit_log_that_was_changed(store: Store, tmp_path: Path) -> None:
    database = tmp_path / "punchdeck.db"
    with closing(sqlite3.connect(database)) as conn:
        conn.execute("UPDATE audit_head SET position = position + 1")
        changed = conn.total_changes
        if not changed:
            conn.execute("INSERT INTO audit_head (tenant_id, position, hash) VALUES (0, 1, x'00')")
        conn.commit()
    made = backups.make(database, tmp_path / "kept", MASTER, at=NOON, spare=0)
    with pytest.raises(BackupError, match="audit log of tenant"):
        backups.drill(made, database, lambda name: MASTER, spare=0)


class Desk:
    """Backups by themselves, at a time that a test sets."""

    def __init__(self, store: Store, folder: Path, spare: int = 0) -> None:
        self.now = datetime.now(UTC)
        self.store = store
        self.folder = folder / "kept"
        self.registry = CollectorRegistry()
        self.rounds = BackupRounds(
            store,
            Vault(MasterKeyFile(folder, environment={})),
            database=folder / "punchdeck.db",
            folder=self.folder,
            every=HOUR,
            spare=spare,
            registry=self.registry,
            wall=lambda: self.now,
        )

    @property
    def files(self) -> list[str]:
        return sorted(file.name for file in self.folder.iterdir()) if self.folder.exists() else []

    async def noted(self, action: str) -> int:
        return len(await self.store.read(lambda conn: audit_rows.ids_of(conn, PLATFORM, action, from_id=0)))


async def test_backups_are_made_as_often_as_set_and_the_first_is_tried_at_once(
    store: Store, tmp_path: Path
) -> None:
    desk = Desk(store, tmp_path)
    await desk.rounds.turn()
    assert desk.files == [name_at(desk.now)]
    assert await desk.noted(DRILLED) == 1
    await desk.rounds.turn()
    assert len(desk.files) == 1
    desk.now += HOUR
    await desk.rounds.turn()
    assert (len(desk.files), desk.rounds.age_s() < 1) == (2, True)
    assert await desk.noted(DRILLED) == 1, "once a month is enough"
    assert list(desk.rounds.concerns()) == []
    desk.rounds.close()


async def test_a_backup_that_fails_is_told_of_once_it_is_late_and_tried_again(
    store: Store, tmp_path: Path, expected_logs: list[LogRecord]
) -> None:
    desk = Desk(store, tmp_path, spare=10**15)
    await desk.rounds.turn()
    assert (desk.files, list(desk.rounds.concerns())) == ([], [])
    assert desk.registry.get_sample_value("punchdeck_backup_failures_total") == 1
    desk.now += timedelta(minutes=1)
    await desk.rounds.turn()
    assert desk.registry.get_sample_value("punchdeck_backup_failures_total") == 1, "not every minute"
    desk.now += 3 * HOUR
    await desk.rounds.turn()
    assert desk.registry.get_sample_value("punchdeck_backup_failures_total") == 2
    (concern,) = desk.rounds.concerns()
    assert concern.startswith("There is no backup yet: There is no room for a backup")
    assert "backup_failed" in expected_logs[0].getMessage()
    desk.rounds.close()


async def test_a_backup_that_cannot_be_restored_is_noted_and_told_of(
    store: Store, tmp_path: Path, expected_logs: list[LogRecord]
) -> None:
    desk = Desk(store, tmp_path)
    desk.folder.mkdir()
    (desk.folder / name_at(desk.now)).write_bytes(b"not what was written")
    await desk.rounds.turn()
    await desk.rounds.turn()
    assert await desk.noted(DRILL_FAILED) == 1
    (concern,) = desk.rounds.concerns()
    assert "could not be restored" in concern
    desk.rounds.close()


async def test_while_the_disk_is_full_no_backup_is_begun(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path)
    store.scarce = lambda: "full"
    await desk.rounds.turn()
    assert desk.files == []
    desk.rounds.close()


# -- by a server


async def test_a_server_backs_up_and_shows_how_old_the_last_one_is(tmp_path: Path) -> None:
    async with running(Settings(data=tmp_path / "data", port=0, ballast_mib=0)) as (edge, served):
        assert edge.backups is not None
        await edge.backups.turn()
        async with ClientSession() as http, http.get(f"{served.url}/metrics") as answer:
            shown = await answer.text()
    age = next(line for line in shown.splitlines() if line.startswith("punchdeck_backup_age_seconds "))
    assert 0 <= float(age.split()[1]) < 60
    assert "punchdeck_backup_failures_total 0.0" in shown
    assert len(backups.there(tmp_path / "data" / "backups")) == 1


def test_a_server_that_is_tried_out_or_told_so_makes_none(tmp_path: Path) -> None:
    for told in (Settings(data=tmp_path, dev=True), Settings(data=tmp_path, backup_every_hours=0)):
        assert not told.backs_up
    assert not Settings(data=tmp_path, database="postgresql://there/db").backs_up
