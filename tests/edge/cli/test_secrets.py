"""The master key is changed by one command: while the server runs or not, and whatever stops it."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from edge.master_keys import MasterKeyFile
from edge.store import open_store
from edge.vault import Vault
from tests.edge.cli.conftest import DEADLINE_S, Folder
from tests.kit.edge_process import ROOT, EdgeProcess

Box = tuple[int, bytes]

MOMENTS = 9
# Kills itself at the n-th of the moments after which something else is on the disk.
KILLED = """
import os, signal, sys
from pathlib import Path
from edge import cli
from edge.store.sqlite import SqliteStore

moments = int(sys.argv.pop(1))

def moment():
    global moments
    moments -= 1
    if moments == 0:
        os.kill(os.getpid(), signal.SIGKILL)

replace, write = Path.replace, SqliteStore.write

def replace_key(self, target):
    moment()
    done = replace(self, target)
    moment()
    return done

async def write_all(self, unit):
    done = await write(self, unit)
    moment()
    return done

Path.replace, SqliteStore.write = replace_key, write_all
cli.main()
"""


def key_file(folder: Path) -> MasterKeyFile:
    return MasterKeyFile(folder, environment={})


def seal(folder: Path) -> dict[int, Box]:
    """Something sealed for the installation and for the first tenant."""

    async def sealed() -> dict[int, Box]:
        store, vault = await open_store(f"sqlite:///{folder / 'punchdeck.db'}"), Vault(key_file(folder))
        try:
            return {
                tenant: await store.write(
                    lambda conn, tenant=tenant: vault.within(conn).seal(tenant, "template", "7", b"finger")
                )
                for tenant in (0, 1)
            }
        finally:
            await store.close()

    return asyncio.run(sealed())


def opens(folder: Path, boxes: dict[int, Box]) -> bool:
    """Whether everything opens for a process that knows nothing yet."""

    async def opened() -> bool:
        store, vault = await open_store(f"sqlite:///{folder / 'punchdeck.db'}"), Vault(key_file(folder))
        try:
            for tenant, box in boxes.items():
                content = await store.read(
                    lambda conn, tenant=tenant, box=box: vault.within(conn).open_(
                        tenant, "template", "7", *box
                    )
                )
                if content != b"finger":
                    return False
            return True
        finally:
            await store.close()

    return asyncio.run(opened())


def keys_beside(folder: Path) -> list[str]:
    """Files that may hold a key."""
    return sorted(path.name for path in folder.glob("master.key*") if path.suffix != ".lock")


def audited(folder: Folder) -> list[Any]:
    """What the audit log of the first tenant says of changed keys."""

    async def read() -> list[Any]:
        store = await open_store(f"sqlite:///{folder.path / 'punchdeck.db'}")
        try:
            statement = "SELECT actor, diff FROM audit WHERE tenant_id = 1 AND action = 'secrets.rotated'"
            found = await store.read(lambda conn: conn.exec_driver_sql(statement).all())
            return [(actor, json.loads(diff)) for actor, diff in found]
        finally:
            await store.close()

    return asyncio.run(read())


def test_the_key_is_changed_and_what_was_sealed_opens(with_a_terminal: Folder) -> None:
    boxes = seal(with_a_terminal.path)
    (old,) = key_file(with_a_terminal.path).read()
    done = with_a_terminal.call("secrets", "rotate")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("The master key was changed: 2 keys of 2 tenants wrapped anew")
    assert "Backups made before need it" in done.out
    (new,) = key_file(with_a_terminal.path).read()
    assert new != old
    assert opens(with_a_terminal.path, boxes)
    assert stat.S_IMODE((with_a_terminal.path / "master.key").stat().st_mode) == 0o600
    assert audited(with_a_terminal) == [("system:command-line", {"keys_wrapped": [None, 1]})]
    assert with_a_terminal.call("db", "check").code == 0


def test_where_nothing_was_sealed_it_says_so(with_a_terminal: Folder) -> None:
    assert with_a_terminal.must("secrets", "rotate").startswith("Nothing was sealed here yet")
    assert keys_beside(with_a_terminal.path) == []
    told = json.loads(with_a_terminal.must("secrets", "rotate", "--json"))
    assert (told["changed"], told["keys_wrapped"], told["former_key"]) == (False, 0, None)


def test_a_running_server_changes_it_and_goes_on(with_a_terminal: Folder) -> None:
    boxes = seal(with_a_terminal.path)
    (old,) = key_file(with_a_terminal.path).read()
    with EdgeProcess(with_a_terminal.path):
        done = with_a_terminal.call("secrets", "rotate", "--json")
        assert done.code == 0, done
        told = json.loads(done.out)
        assert (told["begun"], told["keys_wrapped"], told["tenants"]) == (True, 2, 2)
        assert told["former_key"] == "destroyed"
        (new,) = key_file(with_a_terminal.path).read()
        assert new != old
    assert opens(with_a_terminal.path, boxes)


def test_a_key_of_the_owner_is_changed_by_the_owner(
    with_a_terminal: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes = seal(with_a_terminal.path)
    old = (with_a_terminal.path / "master.key").read_text()
    named = tmp_path / "named"
    named.write_text(old)
    monkeypatch.setenv("PUNCHDECK_MASTER_KEY_FILE", str(named))
    assert "Put a new key on a line above the one in it" in with_a_terminal.call("secrets", "rotate").failure
    named.write_text(f"{'ab' * 32}\n{old}")
    told = with_a_terminal.must("secrets", "rotate")
    assert told.startswith("2 keys of 2 tenants wrapped anew under the first key in")
    assert "take them out of the file" in told
    (with_a_terminal.path / "master.key").write_text("ab" * 32)
    assert opens(with_a_terminal.path, boxes)


def test_two_changes_at_once_are_one(with_a_terminal: Folder) -> None:
    boxes = seal(with_a_terminal.path)
    file = key_file(with_a_terminal.path)
    with file.changing():
        assert "is being changed by another command" in with_a_terminal.call("secrets", "rotate").failure
    assert with_a_terminal.call("secrets", "rotate").code == 0
    assert opens(with_a_terminal.path, boxes)


@pytest.mark.skipif(sys.platform == "win32", reason="kills itself with a signal")
def test_killed_at_any_moment_it_loses_nothing_and_goes_on_when_it_is_run_again(
    with_a_terminal: Folder, tmp_path: Path
) -> None:
    boxes = seal(with_a_terminal.path)
    (old,) = key_file(with_a_terminal.path).read()

    def killed_at(moment: int) -> tuple[Folder, int, bytes]:
        folder = Folder(shutil.copytree(with_a_terminal.path, tmp_path / f"killed-{moment}"))
        child = subprocess.run(
            [sys.executable, "-c", KILLED, str(moment), "secrets", "rotate", "--data", str(folder.path)],
            cwd=ROOT,
            capture_output=True,
            timeout=DEADLINE_S,
            check=False,
        )
        return folder, child.returncode, child.stderr

    with ThreadPoolExecutor(3) as apart:
        courses = list(apart.map(killed_at, range(1, MOMENTS + 2)))
    *killed, (whole, code, said) = courses
    assert code == 0, said
    assert opens(whole.path, boxes)
    for moment, (folder, code, said) in enumerate(killed, 1):
        assert code == -signal.SIGKILL, (moment, said)
        assert opens(folder.path, boxes), f"after the kill at moment {moment}"
        assert folder.call("secrets", "rotate").code == 0
        (new,) = key_file(folder.path).read()
        assert new != old
        assert keys_beside(folder.path) == ["master.key"], "no draft with a key is left"
        assert opens(folder.path, boxes)
        assert folder.call("db", "check").code == 0
