"""What becomes of the programs of Linux: an archive, installed and removed; an SBOM, and sums."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from common import __version__
from console.core.links import SCHEME
from resources.installers.bundle import archive, checksums
from tests.kit.edge_process import ROOT
from tests.packaging.programs import environment, run
from tests.packaging.system_programs import needed

SCRIPTS = ROOT / "resources" / "installers" / "bundle"


@pytest.fixture(scope="module")
def unpacked(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's folder, as somebody unpacked it."""
    top = tmp_path_factory.mktemp("unpacked")
    made = archive.pack(bundle, top, preset=0)
    with tarfile.open(made) as packed:
        packed.extractall(top, filter="data")
    made.unlink()
    return top / archive.name_of()


def test_it_runs_where_it_is_unpacked(unpacked: Path, tmp_path: Path) -> None:
    assert run([unpacked / "punchdeck", "--version"], tmp_path / "home").strip() == __version__
    assert (unpacked / "README.txt").is_file()


def test_it_is_installed_for_one_user_replaced_and_removed(unpacked: Path, tmp_path: Path) -> None:
    home = tmp_path / "A home"
    for _ in range(2):  # the second time over the first
        said = run([unpacked / "install.sh"], home)
        assert f"Punchdeck {__version__} is installed in {home}/.local/opt/punchdeck" in said
    assert run([home / ".local/bin/punchdeck", "--version"], home).strip() == __version__
    assert run([home / ".local/bin/punchdeck-edge", "--version"], home).strip().endswith(__version__)
    entry = home / ".local/share/applications/punchdeck.desktop"
    text = entry.read_text(encoding="utf-8")
    assert f'Exec="{home}/.local/opt/punchdeck/punchdeck" %u\n' in text
    assert f"MimeType=x-scheme-handler/{SCHEME};\n" in text
    assert (home / ".local/share/icons/hicolor/scalable/apps/punchdeck.svg").is_file()
    run([needed("desktop-file-validate", "desktop-file-utils"), entry], home)
    (home / ".config").mkdir()
    (home / ".config" / "mine.toml").write_text("mine")
    run([unpacked / "install.sh", "--remove"], home)
    left = [path for path in home.rglob("*") if path.is_file() or path.is_symlink()]
    assert [path.name for path in left if path.name != "mimeinfo.cache"] == ["mine.toml"]


def test_a_program_that_does_not_start_replaces_nothing(unpacked: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    there = home / ".local/opt/punchdeck"
    there.mkdir(parents=True)
    (there / "kept").write_text("as it was")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "install.sh").write_bytes((unpacked / "install.sh").read_bytes())
    (broken / "punchdeck").write_text("#!/bin/sh\nexit 127\n")
    (broken / "punchdeck").chmod(0o755)
    done = subprocess.run(
        ["sh", broken / "install.sh"], env=environment(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "nothing was changed" in done.stderr
    assert (there / "kept").read_text() == "as it was"
    assert not there.with_name("punchdeck.new").exists()


def test_the_same_programs_give_the_same_archive(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        payload = tmp_path / name / "payload"
        payload.mkdir(parents=True)
        (payload / "punchdeck").write_text("#!/bin/sh\n")
        made.append(archive.pack(payload, tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_without_programs_there_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(archive.ArchiveError, match=r"build\.py makes one"):
        archive.pack(tmp_path, tmp_path)


def test_what_the_programs_are_made_of_is_told_and_what_only_tests_need_is_not(tmp_path: Path) -> None:
    if os.environ.get("CI") != "true":
        pytest.importorskip("cyclonedx_py", reason="needs cyclonedx-bom: pip install '.[package]'")
    done = subprocess.run(
        [sys.executable, SCRIPTS / "sbom.py", "--out", tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / f"Punchdeck-{__version__}.cdx.json").read_text(encoding="utf-8"))
    names = {each["name"] for each in told["components"]}
    assert (told["bomFormat"], told["metadata"]["component"]["version"]) == ("CycloneDX", __version__)
    assert {"aiohttp", "PySide6_Essentials", "pyinstaller", "Python", "Noto Sans"} <= names
    assert not {"pytest", "ruff", "hypothesis", "pip", "cyclonedx-bom"} & names
    refs = {each["bom-ref"] for each in told["components"]}
    assert all(set(each["dependsOn"]) <= refs for each in told["dependencies"])


def test_a_changed_file_does_not_agree_with_its_sum(tmp_path: Path) -> None:
    for name in ("a.deb", "b.exe"):
        (tmp_path / name).write_text(name)
    assert checksums.main([str(tmp_path)]) == 0
    run([needed("sha256sum", "coreutils"), "--check", checksums.NAME], tmp_path / "home")
    assert checksums.wrong(tmp_path) == []
    (tmp_path / "a.deb").write_text("another")
    (tmp_path / "b.exe").unlink()
    (tmp_path / "c.dmg").write_text("new")
    assert checksums.wrong(tmp_path) == [
        "b.exe is missing",
        "c.dmg has no sum",
        "a.deb is another file than the one whose sum was written",
    ]
    assert checksums.main([str(tmp_path), "--check"]) == 1
