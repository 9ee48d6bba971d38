"""What is fetched of a release: whole, as it was signed, and not twice."""

from __future__ import annotations

import asyncio
import hashlib
import random
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from common.update_files import FetchCode, FetchError, fetch_file, fetch_manifest
from common.updates import MOST_BYTES, Artefact, Manifest, Refusal, RefusalCode, read_signed
from tests.kit.file_servers import FileServer, serving
from tests.kit.releases import Signer, put

SIGNER = Signer()
CONTENT = random.Random(7).randbytes(3_000_000)
ARTEFACT = Artefact(
    kind="tar", file="new.tar.xz", size=len(CONTENT), sha256=hashlib.sha256(CONTENT).hexdigest()
)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[FileServer]:
    folder = tmp_path / "published"
    put(folder, SIGNER, {"linux-x86_64": (ARTEFACT.file, CONTENT)})
    async with serving(folder) as served:
        yield served


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


async def fetched(http: httpx.AsyncClient, server: FileServer, folder: Path) -> Path:
    return await fetch_file(
        http, f"{server.url}{ARTEFACT.file}", ARTEFACT, folder, pauses_s=(0.01, 0.01), spare=0
    )


def ranges(server: FileServer) -> list[str]:
    return [range for name, range in server.asked if name == ARTEFACT.file]


async def test_a_file_is_fetched_once_and_for_its_owner_alone(
    http: httpx.AsyncClient, server: FileServer, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    path = await fetched(http, server, folder)
    assert path.read_bytes() == CONTENT
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert await fetched(http, server, folder) == path
    assert len(ranges(server)) == 1
    assert [it.name for it in folder.iterdir()] == [ARTEFACT.file]


async def test_what_broke_off_goes_on_where_it_stopped(
    http: httpx.AsyncClient, server: FileServer, tmp_path: Path
) -> None:
    server.breaks = [1_100_000, 1_000_000]
    done: list[int] = []
    path = await fetch_file(
        http,
        f"{server.url}{ARTEFACT.file}",
        ARTEFACT,
        tmp_path,
        progress=done.append,
        pauses_s=(0.01,),
        spare=0,
    )
    assert path.read_bytes() == CONTENT
    assert done == sorted(done)
    assert ranges(server) == ["", "bytes=1100000-", "bytes=2100000-"]
    assert done[-1] == len(CONTENT)


async def test_it_goes_on_after_the_program_was_started_again(
    http: httpx.AsyncClient, server: FileServer, tmp_path: Path
) -> None:
    server.breaks = [1_500_000, 0, 0, 0]
    with pytest.raises(FetchError) as broken:
        await fetched(http, server, tmp_path)
    assert broken.value.code is FetchCode.UNREACHABLE
    server.breaks.clear()
    assert (await fetched(http, server, tmp_path)).read_bytes() == CONTENT
    assert ranges(server)[-1].startswith("bytes=1")


async def test_another_file_under_that_name_is_thrown_away(
    http: httpx.AsyncClient, server: FileServer, tmp_path: Path
) -> None:
    for other in (b"x" * len(CONTENT), CONTENT + b"x"):
        (server.folder / ARTEFACT.file).write_bytes(other)
        with pytest.raises(FetchError, match="thrown away") as wrong:
            await fetched(http, server, tmp_path / "mine")
        assert wrong.value.code is FetchCode.WRONG_FILE
    left = [it for it in (tmp_path / "mine").iterdir() if it.stat().st_size]
    assert left == []
    (server.folder / ARTEFACT.file).write_bytes(CONTENT)
    assert (await fetched(http, server, tmp_path / "mine")).read_bytes() == CONTENT


async def test_a_half_that_rotted_meanwhile_is_not_built_upon(
    http: httpx.AsyncClient, server: FileServer, tmp_path: Path
) -> None:
    (tmp_path / f"{ARTEFACT.sha256[:32]}.part").write_bytes(b"rotten" * 1000)
    with pytest.raises(FetchError, match="thrown away"):
        await fetched(http, server, tmp_path)
    assert (await fetched(http, server, tmp_path)).read_bytes() == CONTENT


async def test_a_server_that_knows_no_ranges_begins_anew(
    http: httpx.AsyncClient, server: FileServer, tmp_path: Path
) -> None:
    (tmp_path / f"{ARTEFACT.sha256[:32]}.part").write_bytes(b"x" * (len(CONTENT) + 5))
    assert (await fetched(http, server, tmp_path)).read_bytes() == CONTENT


async def test_a_file_that_is_not_published_is_said(
    http: httpx.AsyncClient, server: FileServer, tmp_path: Path
) -> None:
    (server.folder / ARTEFACT.file).unlink()
    with pytest.raises(FetchError, match="There is nothing at") as missing:
        await fetched(http, server, tmp_path)
    assert missing.value.code is FetchCode.NOTHING_THERE


async def test_a_server_that_fails_is_tried_again_and_then_named(
    http: httpx.AsyncClient, server: FileServer, tmp_path: Path
) -> None:
    server.status = 503
    with pytest.raises(FetchError, match="answered 503") as failed:
        await fetched(http, server, tmp_path)
    assert failed.value.code is FetchCode.UNREACHABLE
    assert len(ranges(server)) == 3


async def test_a_full_disk_is_said_before_anything_is_fetched(
    http: httpx.AsyncClient, server: FileServer, tmp_path: Path
) -> None:
    with pytest.raises(FetchError, match="Make room on the disk") as full:
        await fetch_file(http, f"{server.url}{ARTEFACT.file}", ARTEFACT, tmp_path, spare=10**15)
    assert full.value.code is FetchCode.NOT_WRITTEN
    assert ranges(server) == []


async def test_who_gives_up_leaves_what_can_be_gone_on_with(
    http: httpx.AsyncClient, server: FileServer, tmp_path: Path
) -> None:
    some = asyncio.Event()
    task = asyncio.create_task(
        fetch_file(
            http,
            f"{server.url}{ARTEFACT.file}",
            ARTEFACT,
            tmp_path,
            progress=lambda done: some.set(),
            spare=0,
        )
    )
    await some.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert (await fetched(http, server, tmp_path)).read_bytes() == CONTENT


# -- the manifest
# --------------------------------------------------------------------------------------------------


def judge(manifest: bytes, signature: bytes) -> Manifest | Refusal:
    return read_signed(manifest, signature, [SIGNER.public])


async def test_manifest_and_signature_are_judged_together(
    http: httpx.AsyncClient, server: FileServer
) -> None:
    found = await fetch_manifest(http, server.url, judge)
    assert isinstance(found, Manifest)


async def test_a_release_that_is_being_put_in_place_is_looked_at_again(
    http: httpx.AsyncClient, server: FileServer
) -> None:
    before = (server.folder / "latest.json").read_bytes()
    (server.folder / "latest.json").write_bytes(before + b"\n")
    looks = 0

    def later(manifest: bytes, signature: bytes) -> Manifest | Refusal:
        nonlocal looks
        looks += 1
        (server.folder / "latest.json").write_bytes(before)
        return judge(manifest, signature)

    assert isinstance(await fetch_manifest(http, server.url, later), Manifest)
    assert looks == 2


async def test_what_stays_tampered_is_refused(http: httpx.AsyncClient, server: FileServer) -> None:
    text = (server.folder / "latest.json").read_bytes()
    (server.folder / "latest.json").write_bytes(text.replace(b"0.2.0", b"0.3.0"))
    found = await fetch_manifest(http, server.url, judge)
    assert isinstance(found, Refusal)
    assert found.code is RefusalCode.TAMPERED


async def test_no_more_is_read_than_a_manifest_can_be(http: httpx.AsyncClient, server: FileServer) -> None:
    (server.folder / "latest.json").write_bytes(b" " * (40 * MOST_BYTES))
    sizes: list[int] = []

    def weigh(manifest: bytes, signature: bytes) -> Manifest | Refusal:
        sizes.append(len(manifest))
        return judge(manifest, signature)

    assert isinstance(await fetch_manifest(http, server.url, weigh), Refusal)
    assert set(sizes) == {MOST_BYTES + 1}


async def test_nobody_there_is_said(http: httpx.AsyncClient) -> None:
    with pytest.raises(FetchError, match="Check the network and the proxy") as gone:
        await fetch_manifest(http, "http://127.0.0.1:9/", judge)
    assert gone.value.code is FetchCode.UNREACHABLE
