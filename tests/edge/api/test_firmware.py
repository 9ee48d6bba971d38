"""Firmware over the API: files sent, listed, named by commands, and let go of."""

from __future__ import annotations

import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from edge.firmware_files import FirmwareFiles
from edge.job_runner import JobRunner
from edge.store.command_tables import command
from tests.edge.api.conftest import Account, Api, on_sqlite

FILE = b"FWVersion=Ver 8.1\n" + bytes(range(256)) * 40
FORM = {"Content-Type": "application/octet-stream"}


async def send(api: Api, content: Any = FILE, query: str = "name=emfw.cfg", **rest: Any) -> httpx.Response:
    return await api.call("POST", f"/v1/firmware?{query}", headers=FORM, content=content, **rest)


def path_of(api: Api, account: Account, content: bytes = FILE) -> Path | None:
    files = api.services.firmware
    assert files is not None
    return files.path(account.tenant_id, hashlib.sha256(content).hexdigest())


def files_under(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("firmware/*/*")]


async def upgrade(api: Api, device: str, params: dict[str, Any], **rest: Any) -> httpx.Response:
    body = {"command": "upgrade_firmware", "params": params, "reason": "new release"}
    return await api.post(f"/v1/devices/{device}/commands", body, **rest)


async def test_a_file_is_kept_under_what_is_in_it_and_described(api: Api) -> None:
    sent = await send(api, query="name=emfw.cfg&version=Ver%208.1")
    assert sent.status_code == 201
    made = sent.json()
    assert sent.headers["Location"] == f"/v1/firmware/{made['id']}"
    assert (made["object"], made["name"], made["version"], made["size"]) == (
        "firmware",
        "emfw.cfg",
        "Ver 8.1",
        len(FILE),
    )
    assert made["sha256"] == hashlib.sha256(FILE).hexdigest()
    assert made["md5"] == hashlib.md5(FILE, usedforsecurity=False).hexdigest()
    kept = path_of(api, api.home)
    assert kept is not None
    assert kept.read_bytes() == FILE
    assert path_of(api, api.other) is None
    assert (await api.get(f"/v1/firmware/{made['id']}")).json() == made
    listed = (await api.get("/v1/firmware")).json()
    assert listed["data"] == [made]
    entries = (await api.get("/v1/audit")).json()["data"]
    assert [entry["target"] for entry in entries if entry["action"] == "firmware.upload"] == [made["id"]]


async def test_the_same_bytes_are_one_file_and_another_tenant_has_its_own(api: Api) -> None:
    first = await send(api)
    again = await send(api, query="name=other")
    assert (again.status_code, again.json()) == (200, first.json())
    theirs = await send(api, key=api.other.admin)
    assert theirs.status_code == 201
    assert theirs.json()["id"] != first.json()["id"]
    assert path_of(api, api.other) != path_of(api, api.home)


@on_sqlite
async def test_a_file_arrives_in_pieces_without_a_length(api: Api) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(FILE), 999):
            yield FILE[at : at + 999]

    sent = await send(api, pieces())
    assert (sent.status_code, sent.json()["size"]) == (201, len(FILE))


@on_sqlite
async def test_what_is_no_file_is_refused_and_leaves_nothing(
    api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge.api.firmware.LARGEST", 10_000)

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * 1_000

    answers = {
        "empty": await send(api, b""),
        "too large": await send(api),
        "too large at last": await send(api, endless()),
        "a name is missing": await send(api, query=""),
        "not a file": await api.post("/v1/firmware?name=x", {"a": 1}),
    }
    assert {what: (sent.status_code, sent.json()["error"]["code"]) for what, sent in answers.items()} == {
        "empty": (422, "validation_failed"),
        "too large": (413, "payload_too_large"),
        "too large at last": (413, "payload_too_large"),
        "a name is missing": (422, "validation_failed"),
        "not a file": (415, "unsupported_media_type"),
    }
    assert (await api.get("/v1/firmware")).json()["data"] == []
    assert files_under(tmp_path) == []


@on_sqlite
async def test_a_full_disk_is_said_and_leaves_nothing(
    api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("edge.firmware_files.os.fsync", full)
    sent = await send(api)
    assert (sent.status_code, sent.json()["error"]["code"]) == (503, "storage_full")
    assert files_under(tmp_path) == []


async def test_only_administrators_send_and_delete_and_operators_install(api: Api) -> None:
    made = (await send(api)).json()
    for role in ("viewer", "operator", "integrator"):
        secret = api.home.keys[role]
        assert (await send(api, key=secret)).json()["error"]["required_scope"] == "firmware:write"
        assert (await api.delete(f"/v1/firmware/{made['id']}", key=secret)).status_code == 403
        assert (await api.get(f"/v1/firmware/{made['id']}", key=secret)).status_code == 200
    device = await api.device("S1")
    given = await upgrade(api, device["id"], {"firmware": made["id"]}, key=api.home.keys["operator"])
    assert given.status_code == 202


async def test_a_command_names_a_file_and_says_what_the_terminal_compares(api: Api) -> None:
    made = (await send(api)).json()
    device = await api.device("S1")
    given = (await upgrade(api, device["id"], {"firmware": made["id"]})).json()
    assert given["params"] == {
        "firmware": made["id"],
        "checksum": made["md5"],
        "size": made["size"],
        "key": "********",
    }
    foreign = (await send(api, b"theirs", key=api.other.admin)).json()
    for name in (foreign["id"], "fw_nobody", "x"):
        refused = await upgrade(api, device["id"], {"firmware": name})
        assert (refused.status_code, refused.json()["error"]["param"]) == (422, "params.firmware")
    for odd in ({}, {"firmware": made["id"], "size": 1}, {"url": "http://a/b"}, {"key": "x" * 32}):
        assert (await upgrade(api, device["id"], odd)).status_code == 422
    bulk = {"command": "upgrade_firmware", "params": {"firmware": "fw_nobody"}, "reason": "x"}
    refused = await api.post("/v1/commands/bulk", {**bulk, "selector": {"all": True}})
    assert (refused.status_code, refused.json()["error"]["param"]) == (422, "params.firmware")


async def test_a_file_that_is_needed_stays(api: Api) -> None:
    made = (await send(api)).json()
    device = await api.device("S1")
    given = (await upgrade(api, device["id"], {"firmware": made["id"]})).json()
    where = f"/v1/firmware/{made['id']}"
    refused = await api.delete(where)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "conflict")
    assert given["id"] in refused.json()["error"]["message"]
    assert (await api.post(f"/v1/commands/{given['id']}/cancel")).status_code == 200
    bulk = {"command": "upgrade_firmware", "params": {"firmware": made["id"]}, "reason": "x"}
    job = (await api.post("/v1/commands/bulk", {**bulk, "selector": {"all": True}})).json()
    assert job["id"] in (await api.delete(where)).json()["error"]["message"]
    await api.post(f"/v1/jobs/{job['id']}/cancel")
    assert (await api.delete(where)).status_code == 200


async def test_what_is_deleted_can_be_sent_again(api: Api) -> None:
    made = (await send(api)).json()
    gone = await api.delete(f"/v1/firmware/{made['id']}")
    assert gone.json() == {"id": made["id"], "object": "firmware", "deleted": True}
    assert (await api.get(f"/v1/firmware/{made['id']}")).status_code == 404
    assert (await send(api)).status_code == 201


def test_what_nobody_holds_is_swept_away_once_it_cannot_be_arriving(tmp_path: Path) -> None:
    files = FirmwareFiles(tmp_path)
    kept = files.incoming(1)
    kept.write(b"kept")
    content = kept.keep()
    text = files.path(1, content.sha256, as_base64=True)
    assert text is not None
    assert text.read_bytes() == b"a2VwdA=="
    foreign = files.incoming(2)
    foreign.write(b"kept")
    foreign.keep()
    (tmp_path / "firmware" / "2" / ".incoming-0").write_bytes(b"of an edge that died")
    begun = min(path.stat().st_mtime for path in tmp_path.glob("firmware/*/*"))
    assert files.sweep({(1, content.sha256)}, begun) == 0
    assert files.sweep({(1, content.sha256)}, begun + 3600) == 2
    assert sorted(path.name for path in tmp_path.glob("firmware/*/*")) == [content.sha256, text.name]
    assert files.sweep(set(), begun + 3600) == 2


async def test_a_job_gives_every_terminal_a_key_of_its_own(api: Api) -> None:
    made = (await send(api)).json()
    for serial in ("S1", "S2"):
        await api.device(serial)
    bulk = {"command": "upgrade_firmware", "params": {"firmware": made["id"]}, "reason": "x"}
    await api.post("/v1/commands/bulk", {**bulk, "selector": {"all": True}})
    runner = JobRunner(api.store, "one", lambda key: None)
    for _ in range(3):
        await runner.advance()
    statement = sa.select(command.c.params).where(command.c.command == "upgrade_firmware")
    params = await api.store.read(lambda conn: list(conn.scalars(statement)))
    assert len(params) == 2
    assert len({given["key"] for given in params}) == 2
    assert {given["checksum"] for given in params} == {made["md5"]}
