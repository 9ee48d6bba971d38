"""`db backup`, `backups`, `drill`, `restore`: of a server that runs, and on a machine with only the file."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from edge.backups import there
from tests.edge.cli.conftest import Folder
from tests.kit.edge_process import EdgeProcess


def newest(folder: Folder) -> Path:
    return there(folder.path / "backups")[0].file


def rows(database: Path, table: str) -> int:
    with closing(sqlite3.connect(database)) as conn:
        return int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_running_server_backs_up_tries_it_and_says_what_it_found(held: Folder) -> None:
    line = held.must("db", "backup")
    assert line.startswith(f"{newest(held)} holds the backup (")
    assert line.endswith(f"opens only with {held.path / 'master.key'}: keep a copy of that file elsewhere.\n")
    listed = json.loads(held.must("db", "backups", "list", "--json"))
    assert [row["name"] for row in listed] == [newest(held).name]
    drilled = json.loads(held.must("db", "drill", "--json"))
    assert (drilled["file"], drilled["integrity"]) == (str(newest(held)), "ok")
    assert drilled["counts"]["tenant"] == [1, 1]
    assert json.loads(held.must("db", "backups", "verify", "--json"))[0]["good"]
    assert held.must("db", "backups", "prune") == "0 deleted, 1 kept.\n"


def test_a_new_machine_needs_the_backup_and_the_master_key_and_nothing_else(
    with_a_terminal: Folder, tmp_path: Path
) -> None:
    with_a_terminal.must("db", "backup")
    carried = tmp_path / "carried"
    carried.mkdir()
    shutil.copy(newest(with_a_terminal), carried / "copy")
    shutil.copy(with_a_terminal.path / "master.key", carried / "key")
    shutil.rmtree(with_a_terminal.path)
    fresh = Folder(tmp_path / "fresh")
    refused = fresh.call("db", "restore", carried / "copy").failure
    assert "A backup opens only with the master key of the server that made it" in refused
    assert not (fresh.path / "punchdeck.db").exists()
    shutil.copy(carried / "key", fresh.path / "master.key")
    assert fresh.must("db", "restore", carried / "copy") == "Restored.\n"
    assert set(fresh.terminals()) == {"A1"}
    with EdgeProcess(fresh.path) as edge:
        assert edge.admin_key, "it serves, and the key that was lost with the folder is made anew"


def test_the_key_of_its_time_opens_a_backup_from_before_the_key_was_changed(with_a_terminal: Folder) -> None:
    with_a_terminal.must("db", "backup")
    backup, former = newest(with_a_terminal), with_a_terminal.path / "former.key"
    shutil.copy(with_a_terminal.path / "master.key", former)
    (with_a_terminal.path / "master.key").unlink()
    with_a_terminal.arrange("db.back_up", folder=str(with_a_terminal.path / "others"), spare=0)
    assert "another master key" in with_a_terminal.call("db", "restore", backup).failure
    told = with_a_terminal.must("db", "restore", backup, "--key-file", former)
    assert f"Have the server use the master key in {former}" in told


def test_a_backup_that_is_damaged_is_found_and_changes_nothing(with_a_terminal: Folder) -> None:
    with_a_terminal.must("db", "backup")
    with newest(with_a_terminal).open("r+b") as file:
        file.seek(2000)
        file.write(b"\xa5\xa5")
    done = with_a_terminal.call("db", "backups", "verify")
    assert (done.code, "is damaged or was cut short" in done.out) == (1, True)
    assert "is damaged or was cut short" in with_a_terminal.call("db", "drill").failure
    assert "is damaged or was cut short" in (
        with_a_terminal.call("db", "restore", newest(with_a_terminal)).failure
    )
    assert set(with_a_terminal.terminals()) == {"A1"}
    left = {path.name for path in with_a_terminal.path.iterdir()}
    assert not {name for name in left if "restoring" in name or "opened" in name or "drill" in name}


def test_without_a_backup_there_is_nothing_to_try(with_a_terminal: Folder) -> None:
    assert with_a_terminal.call("db", "drill").failure.startswith("There is no backup in ")


def test_a_backup_takes_what_is_still_in_the_log_of_a_killed_server(
    with_a_terminal: Folder, tmp_path: Path
) -> None:
    edge = EdgeProcess(with_a_terminal.path)
    edge.start()
    edge.kill9()
    with_a_terminal.must("db", "backup")
    fresh = Folder(tmp_path / "fresh")
    done = fresh.must(
        "db", "restore", newest(with_a_terminal), "--key-file", with_a_terminal.path / "master.key"
    )
    assert done.endswith("Restored.\n")
    assert rows(fresh.path / "punchdeck.db", "api_key") == 1


@pytest.mark.parametrize("words", [("backups", "list"), ("backups", "prune")])
def test_an_empty_folder_of_backups_is_no_mistake(with_a_terminal: Folder, words: tuple[str, ...]) -> None:
    assert with_a_terminal.call("db", *words).code == 0
