"""Releases that an edge gives away: put in whole, by their signature, and never backwards."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from edge.updates_mirror import Mirror, MirrorError, Release, source_at, utc_now
from edge.updates_rounds import UpdatesRounds
from tests.kit.file_servers import serving
from tests.kit.releases import Signer, put

SIGNER, STRANGER = Signer(), Signer()
FILES: Mapping[str, tuple[str, bytes]] = {
    "windows-x86_64": ("setup.exe", b"a setup" * 1000),
    "linux-x86_64": ("console.tar.xz", b"a console" * 1000),
}


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    return Mirror(tmp_path / "data" / "updates", [SIGNER.public])


def release(folder: Path, signer: Signer = SIGNER, **members: Any) -> Path:
    now = utc_now()
    times = {"released_at": now - timedelta(days=1), "expires_at": now + timedelta(days=9)}
    put(folder, signer, FILES, **{**times, **members})
    return folder


def taken(mirror: Mirror, path: Path) -> Release:
    with source_at(path) as source:
        return mirror.take(source, utc_now())


def refused(mirror: Mirror, path: Path) -> str:
    with pytest.raises(MirrorError) as error:
        taken(mirror, path)
    return str(error.value)


def served(mirror: Mirror, name: str) -> bytes | None:
    found = mirror.newest()
    path = None if found is None else found.file(name)
    return None if path is None else path.read_bytes()


def zipped(folder: Path, top: str = "") -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for each in folder.iterdir():
            file.write(each, top + each.name)
    return path


@pytest.mark.parametrize("packed", [None, "", "punchdeck-0.2.0/"])
def test_a_release_is_taken_from_a_folder_or_a_zip_file(
    mirror: Mirror, tmp_path: Path, packed: str | None
) -> None:
    assert mirror.newest() is None
    source = release(tmp_path / "new")
    found = taken(mirror, source if packed is None else zipped(source, packed))
    assert found.text == (source / "latest.json").read_bytes()
    assert found.signature == (source / "latest.json.sig").read_bytes()
    assert found.missing == []
    assert served(mirror, "setup.exe") == FILES["windows-x86_64"][1]


def test_another_process_serves_at_once_what_was_put_in(mirror: Mirror, tmp_path: Path) -> None:
    serving_one = Mirror(mirror.folder, mirror.keys)
    assert serving_one.newest() is None
    taken(mirror, release(tmp_path / "old"))
    assert served(serving_one, "setup.exe") is not None
    taken(mirror, release(tmp_path / "new", version="0.3.0"))
    found = serving_one.newest()
    assert found is not None
    assert found.manifest.version == "0.3.0"
    assert [it.name for it in mirror.folder.iterdir()] == [found.folder.name], "the old one is let go of"


def test_only_names_of_the_manifest_lead_to_a_file(mirror: Mirror, tmp_path: Path) -> None:
    found = taken(mirror, release(tmp_path / "new"))
    (found.folder / "secret.txt").write_text("not of the release")
    for name in (
        "secret.txt",
        "latest.json",
        "../../punchdeck.toml",
        "..",
        "",
        ".",
        "SETUP.EXE\0",
        "/etc/passwd",
    ):
        assert served(mirror, name) is None


def test_a_file_that_was_changed_on_the_disk_is_not_served(mirror: Mirror, tmp_path: Path) -> None:
    found = taken(mirror, release(tmp_path / "new"))
    assert served(mirror, "setup.exe") is not None
    (found.folder / "setup.exe").write_bytes(b"another" * 1000)
    assert served(mirror, "setup.exe") is None
    assert served(mirror, "console.tar.xz") is not None


def test_what_a_stranger_signed_is_not_taken(mirror: Mirror, tmp_path: Path) -> None:
    assert "is signed by" in refused(mirror, release(tmp_path / "new", STRANGER))
    assert mirror.newest() is None


def test_what_a_stranger_put_in_the_folder_is_not_served(mirror: Mirror, tmp_path: Path) -> None:
    ours = taken(mirror, release(tmp_path / "new"))
    theirs = mirror.folder / ours.folder.name.replace("0.2.0", "9.9.9")
    release(theirs, STRANGER, version="9.9.9")
    found = mirror.newest()
    assert found is not None
    assert found.manifest.version == "0.2.0"


def test_a_damaged_file_is_not_taken_and_what_is_served_stays(mirror: Mirror, tmp_path: Path) -> None:
    taken(mirror, release(tmp_path / "old"))
    source = release(tmp_path / "new", version="0.3.0")
    (source / "setup.exe").write_bytes(b"damaged" * 1000)
    assert "setup.exe is not the file that was signed" in refused(mirror, source)
    found = mirror.newest()
    assert found is not None
    assert (found.manifest.version, found.missing) == ("0.2.0", [])
    (source / "setup.exe").write_bytes(FILES["windows-x86_64"][1])
    assert taken(mirror, source).missing == []


def test_a_zip_file_that_swells_is_not_unpacked_further_than_signed(mirror: Mirror, tmp_path: Path) -> None:
    source = release(tmp_path / "new")
    with (source / "setup.exe").open("wb") as file:
        file.truncate(50_000_000)
    packed = zipped(source)
    assert packed.stat().st_size < 200_000
    assert "is not the file that was signed" in refused(mirror, packed)
    assert sum(it.stat().st_size for it in mirror.folder.rglob("*") if it.is_file()) < 100_000


def test_nothing_older_is_taken(mirror: Mirror, tmp_path: Path) -> None:
    taken(mirror, release(tmp_path / "new", version="0.3.0"))
    assert "0.3.0" in refused(mirror, release(tmp_path / "old"))
    now = utc_now()
    late = release(tmp_path / "late", version="0.4.0", released_at=now - timedelta(days=9), expires_at=now)
    assert "was good until" in refused(mirror, late)


def test_files_may_come_one_after_the_other(mirror: Mirror, tmp_path: Path) -> None:
    source = release(tmp_path / "new")
    aside = tmp_path / "setup.exe"
    shutil.move(source / "setup.exe", aside)
    assert taken(mirror, source).missing == ["setup.exe"]
    shutil.move(aside, source / "setup.exe")
    assert taken(mirror, source).missing == []


def test_what_is_no_release_is_said(mirror: Mirror, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.zip").write_bytes(b"PK no")
    source = release(tmp_path / "bare")
    for name, _ in FILES.values():
        (source / name).unlink()
    assert "There is no latest.json" in refused(mirror, tmp_path / "empty")
    assert "holds no latest.json" in refused(mirror, zipped(tmp_path / "empty"))
    assert "neither a folder nor a ZIP file" in refused(mirror, tmp_path / "broken.zip")
    assert "None of the files" in refused(mirror, source)
    assert mirror.newest() is None


def test_without_a_key_nothing_is_taken(tmp_path: Path) -> None:
    assert "built without a key" in refused(Mirror(tmp_path / "updates", []), release(tmp_path / "new"))


# -- fetched from where it is published
# ----------------------------------------------------------------------------


async def test_what_is_published_is_fetched_once(mirror: Mirror, tmp_path: Path) -> None:
    source = release(tmp_path / "published")
    async with serving(source) as server:
        rounds = UpdatesRounds(mirror, server.url, spare=0)
        assert await rounds.fetch()
        assert served(mirror, "setup.exe") == FILES["windows-x86_64"][1]
        asked = len(server.asked)
        assert not await rounds.fetch()
        assert len(server.asked) == asked + 2, "only manifest and signature are asked for again"
        release(source, version="0.3.0")
        assert await rounds.fetch()
    found = mirror.newest()
    assert found is not None
    assert found.manifest.version == "0.3.0"


async def test_it_is_looked_for_daily_and_after_a_failure_every_hour(
    mirror: Mirror, tmp_path: Path, expected_logs: list[Any]
) -> None:
    source, now = release(tmp_path / "published", STRANGER), [0.0]
    async with serving(source) as server:
        rounds = UpdatesRounds(mirror, server.url, spare=0, mono=lambda: now[0])
        await rounds.turn()
        assert "updates_not_fetched" in expected_logs[-1].getMessage()
        assert mirror.newest() is None
        release(source)
        now[0] += 3600
        await rounds.turn()
        assert mirror.newest() is not None
        asked = len(server.asked)
        now[0] += 3600
        await rounds.turn()
        assert len(server.asked) == asked
        now[0] += 24 * 3600
        await rounds.turn()
        assert len(server.asked) > asked


async def test_a_platform_that_is_not_published_yet_does_not_keep_the_others_back(
    mirror: Mirror, tmp_path: Path, expected_logs: list[Any]
) -> None:
    source = release(tmp_path / "published")
    (source / "setup.exe").unlink()
    async with serving(source) as server:
        rounds = UpdatesRounds(mirror, server.url, spare=0)
        assert await rounds.fetch()
        assert "update_file_missing" in expected_logs[-1].getMessage()
        found = mirror.newest()
        assert found is not None
        assert found.missing == ["setup.exe"]
        release(source, released_at=found.manifest.released_at, expires_at=found.manifest.expires_at)
        assert await rounds.fetch()
    found = mirror.newest()
    assert found is not None
    assert found.missing == []
