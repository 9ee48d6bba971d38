"""`db`: a schema, a look through, a copy, and back again without ever losing what was there."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.edge.cli.conftest import Folder


def database(folder: Folder) -> Path:
    return folder.path / "punchdeck.db"


def scratch(path: Path) -> None:
    """Damage the pages of a database, all but the first two."""
    with path.open("r+b") as file:
        for page in range(2, path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(b"\xa5" * 2048)


def left_over(folder: Folder) -> set[str]:
    """What lies in the folder beside what belongs there."""
    usual = {"edge.lock", "punchdeck.db", "punchdeck.db-wal", "punchdeck.db-shm"}
    return {path.name for path in folder.path.iterdir()} - usual


@pytest.fixture
def backup(with_a_terminal: Folder, tmp_path: Path) -> Path:
    """A copy from when there was one terminal; there are two now."""
    copy = tmp_path / "copy.db"
    with_a_terminal.arrange("db.backup", file=str(copy))
    with_a_terminal.arrange("devices.create", tenant="default", serial="A2")
    return copy


# -- upgrade, check
# ----------------------------------------------------------------------------------------


def test_an_empty_folder_is_upgraded_once(folder: Folder) -> None:
    assert folder.must("db", "upgrade") == "The schema was upgraded.\n"
    assert folder.must("db", "upgrade") == "The schema is that of this version already.\n"


def test_a_database_of_a_newer_version_is_refused_and_left_alone(with_a_terminal: Folder) -> None:
    with closing(sqlite3.connect(database(with_a_terminal))) as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
        conn.commit()
    for command in ("upgrade", "check"):
        assert with_a_terminal.call("db", command).failure.startswith(
            "The database is of a newer version (revision 9999). "
        )


def test_a_whole_database_is_in_order_and_the_check_names_its_revision(with_a_terminal: Folder) -> None:
    found = json.loads(with_a_terminal.must("db", "check", "--json"))
    assert found["result"] == "ok"
    assert (
        with_a_terminal.must("db", "check") == f"The database is in order (revision {found['revision']}).\n"
    )


def test_a_damaged_database_fails_the_check(with_a_terminal: Folder) -> None:
    scratch(database(with_a_terminal))
    assert "malformed" in with_a_terminal.call("db", "check").failure


def test_a_changed_audit_log_fails_the_check(with_a_terminal: Folder) -> None:
    with closing(sqlite3.connect(database(with_a_terminal))) as conn:
        conn.execute("DROP TRIGGER audit_not_changed")
        conn.execute("UPDATE audit SET actor = 'nobody'")
        conn.commit()
    assert "the audit log of tenant 1 was changed at entry 1" in with_a_terminal.call("db", "check").failure


@pytest.mark.parametrize("words", [("check",), ("backup", "copy.db")])
def test_where_there_is_no_database_none_is_made(folder: Folder, words: tuple[str, ...]) -> None:
    assert folder.call("db", *words).failure == (
        f"There is no database {database(folder)}. Name the server's folder with --data."
    )
    assert not folder.path.exists()


# -- backup
# ------------------------------------------------------------------------------------------------


def test_a_running_server_makes_a_backup_that_is_whole_and_private(held: Folder, tmp_path: Path) -> None:
    held.arrange("devices.create", tenant="default", serial="A1")
    copy = tmp_path / "copy.db"
    line = held.must("db", "backup", copy)
    assert line.startswith(f"{copy} holds the backup (")
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("SELECT serial FROM device").fetchall() == [("A1",)]
    assert held.must("db", "check").startswith("The database is in order")


def test_the_file_is_meant_as_seen_from_where_the_command_is_given(held: Folder) -> None:
    name = f"relative-{os.getpid()}.db"
    done = held.run("db", "backup", name)
    copy = Path(__file__).resolve().parents[3] / name
    try:
        assert done.out.startswith(f"{copy} holds the backup (")
        assert copy.exists()
    finally:
        copy.unlink(missing_ok=True)


def test_a_backup_overwrites_nothing(with_a_terminal: Folder, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    assert with_a_terminal.call("db", "backup", precious).failure == (
        f"{precious} exists already; backups never overwrite. Choose another name."
    )
    assert precious.read_text() == "mine"
    missing = tmp_path / "missing" / "copy.db"
    assert (
        with_a_terminal.call("db", "backup", missing).failure
        == f"The folder {missing.parent} does not exist."
    )


# -- restore
# -----------------------------------------------------------------------------------------------


def test_a_backup_comes_back_and_what_was_there_is_kept(with_a_terminal: Folder, backup: Path) -> None:
    kept = with_a_terminal.path / "punchdeck.before-restore-1.db"
    assert with_a_terminal.must("db", "restore", backup) == f"Restored. What was there before is in {kept}.\n"
    assert set(with_a_terminal.terminals()) == {"A1"}
    assert left_over(with_a_terminal) == {kept.name}
    with_a_terminal.must("db", "restore", kept)
    assert set(with_a_terminal.terminals()) == {"A1", "A2"}
    assert left_over(with_a_terminal) == {kept.name, "punchdeck.before-restore-2.db"}
    if sys.platform != "win32":
        assert stat.S_IMODE(database(with_a_terminal).stat().st_mode) == 0o600


def test_a_backup_makes_a_new_folder_a_server(backup: Path, tmp_path: Path) -> None:
    fresh = Folder(tmp_path / "fresh")
    assert fresh.must("db", "restore", backup) == "Restored.\n"
    assert set(fresh.terminals()) == {"A1"}


def test_a_damaged_database_is_what_a_restore_is_for(with_a_terminal: Folder, backup: Path) -> None:
    database(with_a_terminal).write_bytes(b"nothing of it is left" * 400)
    done = with_a_terminal.run("db", "restore", backup)
    assert done.code == 0, done
    assert done.err == "What was there before is damaged (file is not a database).\n"
    assert set(with_a_terminal.terminals()) == {"A1"}
    kept = with_a_terminal.path / "punchdeck.before-restore-1.db"
    assert kept.read_bytes() == b"nothing of it is left" * 400


def test_what_a_killed_servers_log_still_holds_is_kept_too(with_a_terminal: Folder, backup: Path) -> None:
    held_open = sqlite3.connect(database(with_a_terminal))
    held_open.execute("UPDATE device SET name = 'only in the WAL' WHERE serial = 'A2'")
    held_open.commit()
    copied = {
        path: path.read_bytes()
        for path in with_a_terminal.path.glob("punchdeck.db*")
        if path.suffix != ".db-shm"
    }
    held_open.close()
    for path, content in copied.items():
        path.write_bytes(content)
    assert (with_a_terminal.path / "punchdeck.db-wal").stat().st_size > 0
    with_a_terminal.must("db", "restore", backup)
    with closing(sqlite3.connect(with_a_terminal.path / "punchdeck.before-restore-1.db")) as kept:
        assert ("only in the WAL",) in kept.execute("SELECT name FROM device").fetchall()


@pytest.mark.parametrize("kind", ["nothing there", "empty", "text", "damaged", "another program's", "newer"])
def test_what_is_no_backup_changes_nothing(
    with_a_terminal: Folder, backup: Path, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "file"
    if kind == "empty":
        file.touch()
    elif kind == "text":
        file.write_text("attendance\n" * 1000)
    elif kind == "damaged":
        file.write_bytes(backup.read_bytes())
        scratch(file)
    elif kind == "another program's":
        with closing(sqlite3.connect(file)) as conn:
            conn.execute("CREATE TABLE bookmarks (url)")
    elif kind == "newer":
        file.write_bytes(backup.read_bytes())
        with closing(sqlite3.connect(file)) as conn:
            conn.execute("UPDATE alembic_version SET version_num = '9999'")
            conn.commit()
    failure = with_a_terminal.call("db", "restore", file).failure
    assert ("newer version" if kind == "newer" else str(file)) in failure
    assert set(with_a_terminal.terminals()) == {"A1", "A2"}
    assert left_over(with_a_terminal) == set()


def test_nothing_is_restored_under_a_running_server(held: Folder, backup: Path) -> None:
    assert held.call("db", "restore", backup).failure.startswith(f"Another process uses {held.path}. ")


def test_a_restore_goes_where_the_database_is(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere, fresh = tmp_path / "elsewhere" / "mine.db", Folder(tmp_path / "fresh")
    monkeypatch.setenv("PUNCHDECK_DATABASE", f"sqlite:///{elsewhere}")
    fresh.must("db", "restore", backup)
    assert elsewhere.exists()
    assert not (fresh.path / "punchdeck.db").exists()
    assert [row["serial_number"] for row in json.loads(fresh.must("devices", "list", "--json"))] == ["A1"]
