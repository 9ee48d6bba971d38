"""Administration reaches the database, whether a server holds the folder or nobody does."""

from __future__ import annotations

import asyncio
import json
import os
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from logging import LogRecord
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from edge import control
from edge.administration import ACTIONS, AdministrationError
from edge.control import SOCKET, ControlServer, administer, perform
from edge.keys import KeyRing
from edge.master_keys import MasterKeyFile
from edge.settings import Settings
from edge.store import Store, StoreError, open_store
from edge.store.sqlite import lock_folder
from edge.tenants import ensure_default
from edge.vault import Vault
from tests.kit.postgres import DatabaseServer

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="a socket in the folder; Windows has a pipe")


@dataclass
class Running:
    """A server as far as administration sees one: it holds the folder, its store is open, it listens."""

    settings: Settings
    store: Store
    server: ControlServer
    changes: list[None] = field(default_factory=list)

    @property
    def socket(self) -> Path:
        return self.settings.data / SOCKET


def a_vault(settings: Settings) -> Vault:
    return Vault(MasterKeyFile(settings.data, environment={}))


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Running]:
    settings.data.mkdir(exist_ok=True)
    lock = lock_folder(settings.data)
    store = await open_store(settings.database_url)
    await store.write(lambda conn: ensure_default(conn, store.ids, now=1))
    changes: list[None] = []
    server = ControlServer(store, a_vault(settings), settings.data, lambda: changes.append(None))
    await server.start()
    try:
        yield Running(settings, store, server, changes)
    finally:
        await server.stop()
        await store.close()
        lock.release()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "edge")


@pytest.fixture
async def edge(settings: Settings) -> AsyncIterator[Running]:
    async with running(settings) as started:
        yield started


@pytest.fixture(params=["by the server", "here"])
async def anywhere(request: pytest.FixtureRequest, settings: Settings) -> AsyncIterator[Settings]:
    """A folder that a server holds, and one that nobody does."""
    if request.param == "here":
        yield settings
        return
    async with running(settings):
        yield settings


async def raw(path: Path, line: bytes) -> bytes:
    """What the socket answers to these bytes."""
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(line)
    writer.write_eof()
    async with asyncio.timeout(10):
        answer = await reader.read()
    writer.close()
    return answer


# -- the same, whoever carries it out
# ----------------------------------------------------------------------------------


async def test_a_tenant_gets_keys_and_terminals(anywhere: Settings) -> None:
    tenant = await administer(anywhere, "tenants.create", {"name": "Zürich", "timezone": "Europe/Zurich"})
    made = await administer(
        anywhere, "keys.create", {"tenant": "Zürich", "role": "viewer", "name": "a screen"}
    )
    listed = await administer(anywhere, "keys.list", {"tenant": tenant["id"]})
    assert [(key["name"], key["role"], "key" in key) for key in listed] == [("a screen", "viewer", False)]
    assert made["key"].startswith("pd_live_")
    rows = [{"serial_number": "S1"}, {"serial_number": "S2", "name": "Gate"}]
    done = await administer(anywhere, "devices.import", {"tenant": "Zürich", "rows": rows})
    assert done == {"added": 2, "known": 0}
    shown = await administer(anywhere, "devices.list", {"tenant": "Zürich"})
    assert {device["name"] for device in shown} == {"S1", "Gate"}
    assert await administer(anywhere, "devices.list", {"tenant": "default"}) == []


@pytest.mark.parametrize(
    ("action", "arguments", "message"),
    [
        (
            "keys.create",
            {"tenant": "nobody", "role": "viewer", "name": "x"},
            "There is no tenant 'nobody'. 'punchdeck-edge tenants list' shows them.",
        ),
        (
            "keys.create",
            {"tenant": "default", "role": "king", "name": "x"},
            "'king' is no role. Use one of viewer, operator, integrator, admin.",
        ),
        (
            "keys.revoke",
            {"tenant": "default", "key": "key_x"},
            "There is no key 'key_x'. 'punchdeck-edge keys list' shows them.",
        ),
        (
            "devices.suspend",
            {"tenant": "default", "device": "S1"},
            "No terminal 'S1' is registered or waits there. 'punchdeck-edge devices list' shows them.",
        ),
        ("tenants.create", {"name": "default"}, "There already is a tenant 'default'."),
        ("keys.forge", {}, "'keys.forge' is no administration command of this version."),
        (
            "keys.list",
            {"tenant": "default", "colour": "red"},
            "'keys.list' is not understood (got an unexpected keyword argument 'colour'); "
            "are both programs of one version?",
        ),
        (
            "keys.list",
            {},
            "'keys.list' is not understood (missing a required argument: 'tenant'); "
            "are both programs of one version?",
        ),
    ],
)
async def test_what_cannot_be_done_is_said_in_the_same_words(
    anywhere: Settings, action: str, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(AdministrationError) as caught:
        await administer(anywhere, action, arguments)
    assert str(caught.value) == message


async def test_an_import_with_a_bad_row_imports_nothing(anywhere: Settings) -> None:
    rows = [{"serial_number": "S1"}, {"serial_number": "no serial"}]
    with pytest.raises(
        AdministrationError, match=r"^Row 2: 'no serial' is no serial.*Nothing was imported\.$"
    ):
        await administer(anywhere, "devices.import", {"tenant": "default", "rows": rows})
    assert await administer(anywhere, "devices.list", {"tenant": "default"}) == []


# -- by a running server
# -------------------------------------------------------------------------------------------


async def test_a_key_made_through_the_server_opens_its_door_at_once(edge: Running) -> None:
    made = await administer(
        edge.settings, "keys.create", {"tenant": "default", "role": "operator", "name": "n"}
    )
    actor = await KeyRing(edge.store).actor(made["key"])
    assert (actor.name, actor.role) == ("n", "operator")
    assert edge.changes == [None]
    statement = sa.text("SELECT actor, action, target FROM audit")
    noted = await edge.store.read(lambda conn: conn.execute(statement).all())
    assert [tuple(row) for row in noted] == [("system:command-line", "key.created", made["id"])]


async def test_a_command_that_fails_tells_nobody_of_a_change(edge: Running) -> None:
    with pytest.raises(AdministrationError):
        await administer(edge.settings, "keys.list", {"tenant": "nobody"})
    assert edge.changes == []


async def test_many_commands_at_once_are_all_carried_out(edge: Running) -> None:
    async with asyncio.TaskGroup() as group:
        for number in range(20):
            arguments = {"tenant": "default", "role": "viewer", "name": f"n{number}"}
            group.create_task(administer(edge.settings, "keys.create", arguments))
    listed = await administer(edge.settings, "keys.list", {"tenant": "default"})
    assert {key["name"] for key in listed} == {f"n{number}" for number in range(20)}


async def test_a_backup_may_take_longer_than_a_request(
    edge: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slow(store: Store) -> str:
        await asyncio.sleep(0.3)
        return "done"

    monkeypatch.setattr(control, "REQUEST_S", 0.1)
    monkeypatch.setitem(ACTIONS, "db.slow", slow)  # type: ignore[arg-type]  # a dict, shown as a Mapping
    assert await administer(edge.settings, "db.slow", {}) == "done"


async def test_a_failure_of_ours_is_answered_and_logged(
    edge: Running, monkeypatch: pytest.MonkeyPatch, expected_logs: list[LogRecord]
) -> None:
    async def broken(store: Store) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(ACTIONS, "db.broken", broken)  # type: ignore[arg-type]  # a dict, shown as a Mapping
    with pytest.raises(AdministrationError, match=r"'db\.broken' failed for a reason of its own"):
        await administer(edge.settings, "db.broken", {})
    assert "ZeroDivisionError" in expected_logs[0].getMessage()


async def test_a_failing_database_is_told_without_its_statement(
    edge: Running, monkeypatch: pytest.MonkeyPatch, expected_logs: list[LogRecord]
) -> None:
    async def failing(store: Store) -> None:
        await store.read(lambda conn: conn.exec_driver_sql("SELECT secret FROM nowhere"))

    monkeypatch.setitem(ACTIONS, "db.failing", failing)  # type: ignore[arg-type]  # a dict, shown as a Mapping
    with pytest.raises(AdministrationError) as caught:
        await administer(edge.settings, "db.failing", {})
    assert str(caught.value) == (
        "The database failed: no such table: nowhere. 'punchdeck-edge db check' looks it through."
    )


async def test_too_much_at_once_is_refused_before_it_is_sent(edge: Running) -> None:
    rows = [{"serial_number": "x" * 1000}] * 17_000
    with pytest.raises(AdministrationError, match="more than the 16 MiB that a running server takes at once"):
        await administer(edge.settings, "devices.import", {"tenant": "default", "rows": rows})


# -- the socket
# ------------------------------------------------------------------------------------------------------


@unix_only
async def test_only_the_servers_user_can_open_the_socket(edge: Running) -> None:
    assert stat.S_IMODE(edge.socket.stat().st_mode) == 0o600


@unix_only
async def test_making_the_socket_leaves_the_mode_of_other_files_alone(edge: Running, tmp_path: Path) -> None:
    mask = os.umask(0)
    os.umask(mask)
    other = tmp_path / "other"
    other.touch()
    assert stat.S_IMODE(other.stat().st_mode) == 0o666 & ~mask


@pytest.mark.skipif(sys.platform != "linux", reason="where the kernel says who is at the other end")
async def test_another_user_who_gets_at_the_socket_is_refused(
    edge: Running, monkeypatch: pytest.MonkeyPatch, expected_logs: list[LogRecord]
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: os.stat(edge.socket).st_uid + 1)
    with pytest.raises(AdministrationError, match=r"^Only the user that the server runs as may do this\.$"):
        await administer(edge.settings, "keys.list", {"tenant": "default"})
    assert "control_refused" in expected_logs[0].getMessage()
    assert edge.changes == []


@unix_only
@pytest.mark.parametrize(
    "line", [b"[]\n", b"{}\n", b'{"action": 1, "arguments": {}}\n', b'{"action": "x"}\n']
)
async def test_a_request_of_another_shape_is_answered(edge: Running, line: bytes) -> None:
    assert json.loads(await raw(edge.socket, line)) == {
        "error": "The request is not understood; are both programs of one version?"
    }


@unix_only
@pytest.mark.parametrize("line", [b"", b"\n", b"not JSON\n", b"\xff\n", b'{"action": "keys.list"'])
async def test_noise_ends_its_own_connection_and_nothing_else(
    edge: Running, line: bytes, expected_logs: list[LogRecord]
) -> None:
    assert await raw(edge.socket, line) == b""
    assert await administer(edge.settings, "keys.list", {"tenant": "default"}) == []


@unix_only
async def test_whoever_says_nothing_is_let_go(
    edge: Running, monkeypatch: pytest.MonkeyPatch, expected_logs: list[LogRecord]
) -> None:
    monkeypatch.setattr(control, "REQUEST_S", 0.1)
    reader, writer = await asyncio.open_unix_connection(edge.socket)
    async with asyncio.timeout(10):
        assert await reader.read() == b""
    writer.close()


@unix_only
async def test_stopping_takes_the_socket_away_and_does_not_wait_for_the_silent(settings: Settings) -> None:
    async with running(settings) as edge:
        reader, writer = await asyncio.open_unix_connection(edge.socket)
        await administer(settings, "tenants.list", {})  # the silent one has been accepted before
        async with asyncio.timeout(5):
            await edge.server.stop()
            assert await reader.read() == b""
        assert not edge.socket.exists()
        writer.close()


@unix_only
async def test_a_socket_left_by_a_killed_server_is_in_nobodys_way(settings: Settings) -> None:
    settings.data.mkdir()
    (settings.data / SOCKET).touch()
    assert [tenant["name"] for tenant in await administer(settings, "tenants.list", {})] == ["default"]
    async with running(settings):
        assert len(await administer(settings, "tenants.list", {})) == 1


@unix_only
async def test_a_folder_too_deep_for_a_socket_is_refused_by_name(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 110)
    folder.mkdir()
    store = await open_store(f"sqlite:///{folder}/punchdeck.db")
    with pytest.raises(StoreError) as caught:
        await ControlServer(store, Vault(MasterKeyFile(folder)), folder, lambda: None).start()
    await store.close()
    assert str(caught.value) == (
        f"{folder / SOCKET} cannot be opened: AF_UNIX path too long. Choose another folder with --data."
    )


# -- between the two
# ---------------------------------------------------------------------------------------------


async def test_a_server_that_is_still_starting_is_waited_for(settings: Settings) -> None:
    settings.data.mkdir()
    lock = lock_folder(settings.data)
    asked = asyncio.create_task(administer(settings, "tenants.list", {}))
    await asyncio.sleep(0.3)
    assert not asked.done()
    lock.release()
    async with running(settings), asyncio.timeout(5):
        assert [tenant["name"] for tenant in await asked] == ["default"]


async def test_another_command_at_work_is_waited_for(settings: Settings) -> None:
    await asyncio.gather(
        *(administer(settings, "tenants.create", {"name": f"t{number}"}) for number in range(3))
    )
    names = {tenant["name"] for tenant in await administer(settings, "tenants.list", {})}
    assert names == {"default", "t0", "t1", "t2"}


async def test_a_holder_that_never_answers_is_given_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "BUSY_S", 0.2)
    settings.data.mkdir()
    lock = lock_folder(settings.data)
    with pytest.raises(AdministrationError) as caught:
        await administer(settings, "tenants.list", {})
    lock.release()
    assert str(caught.value) == (
        f"Another process uses {settings.data} but does not answer on {settings.data / SOCKET}. "
        "If it is the server, wait until it is ready; else stop it."
    )


@unix_only
@pytest.mark.parametrize("answer", [b"", b'{"resu'])
async def test_a_server_that_ends_in_the_middle_is_said_to_have(settings: Settings, answer: bytes) -> None:
    async def end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(answer)
        writer.close()

    settings.data.mkdir()
    lock = lock_folder(settings.data)
    server = await asyncio.start_unix_server(end, settings.data / SOCKET)
    with pytest.raises(AdministrationError) as caught:
        await administer(settings, "tenants.list", {})
    server.close()
    lock.release()
    assert str(caught.value) == (
        f"The server of {settings.data} ended the connection before it answered. "
        "Check whether it still runs, and whether the command took effect."
    )


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(AdministrationError) as caught:
        await administer(Settings(data=tmp_path / "file"), "tenants.list", {})
    assert str(caught.value) == (
        f"{tmp_path / 'file'} cannot be used: File exists. "
        "Choose another folder with --data, or run this as the user that it belongs to."
    )


async def test_the_folder_is_free_again_after_a_command(settings: Settings) -> None:
    await administer(settings, "tenants.list", {})
    with pytest.raises(AdministrationError):
        await administer(settings, "keys.list", {"tenant": "nobody"})
    lock_folder(settings.data).release()


async def test_a_shared_database_needs_no_folder(tmp_path: Path, postgres: DatabaseServer) -> None:
    url = postgres.create_database("control")
    settings = Settings(data=tmp_path / "nowhere", database=url)
    made = await administer(settings, "keys.create", {"tenant": "default", "role": "viewer", "name": "n"})
    assert not settings.data.exists()
    store, vault = await open_store(url), a_vault(settings)
    assert (await KeyRing(store).actor(made["key"])).name == "n"
    with pytest.raises(AdministrationError, match="db dump FILE"):
        await perform(store, vault, "db.backup", {"file": str(tmp_path / "copy")})
    assert (await perform(store, vault, "db.check", {}))["result"] == "ok"
    await store.close()
    postgres.drop_database("control")
