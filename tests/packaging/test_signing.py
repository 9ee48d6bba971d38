"""The scripts that make a release believable, as whoever releases runs them."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from common.updates import MANIFEST, SIGNATURE, Manifest, key_id
from resources.installers.updates import keygen, manifest, sign
from tests.kit.releases import Signer

SCRIPTS = Path(keygen.__file__).parent
PASSPHRASE = "correct horse battery staple"
FILES = {
    "Punchdeck-0.1.0-windows-x64-setup.exe": "windows-x86_64",
    "Punchdeck-0.1.0-windows-x64-all-users-setup.exe": "windows-x86_64_all_users",
    "Punchdeck-0.1.0-arm64.dmg": "macos-arm64",
    "Punchdeck-0.1.0-x86_64.dmg": "macos-x86_64",
    "punchdeck-0.1.0-linux-x86_64.tar.xz": "linux-x86_64",
    "punchdeck-edge_0.1.0_amd64.deb": "debian-amd64",
}


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPTS / f"{script}.py", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd="/",
    )


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE + "\n")
    return path


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    for name in (*FILES, "sbom.json", "SHA256SUMS", "punchdeck-edge-0.1.0-linux-x86_64.tar.xz"):
        (folder / name).write_bytes(f"the bytes of {name}".encode())
    (tmp_path / "notes.md").write_text("What is new.")
    return folder


def made(folder: Path) -> Manifest:
    done = run("manifest", folder, "--notes", f"en={folder.parent / 'notes.md'}")
    assert done.returncode == 0, done.stderr
    return Manifest.model_validate_json((folder / MANIFEST).read_bytes())


def test_a_release_is_made_signed_and_verified(dist: Path, tmp_path: Path, passphrase: Path) -> None:
    key = tmp_path / "release.key"
    done = run("keygen", key, "--passphrase-file", passphrase)
    assert done.returncode == 0, done.stderr
    public = done.stdout.split("Public key")[1].split()[0]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert b"ENCRYPTED PRIVATE KEY" in key.read_bytes()
    with pytest.raises(ValueError, match=r"(?i)password"):
        load_pem_private_key(key.read_bytes(), b"another")

    read = made(dist)
    assert {each.file: platform for platform, each in read.platforms.items()} == FILES
    assert read.notes.en == read.notes.fr == "What is new."

    done = run("sign", dist, "--key", key, "--passphrase-file", passphrase, "--any-key")
    assert done.returncode == 0, done.stderr
    assert (dist / SIGNATURE).read_text().startswith(key_id(public))
    assert run("verify", dist, "--key", public).returncode == 0

    (dist / "Punchdeck-0.1.0-windows-x64-setup.exe").write_bytes(b"something else entirely here")
    done = run("verify", dist, "--key", public)
    assert done.returncode == 1
    assert "Punchdeck-0.1.0-windows-x64-setup.exe is not the file that the manifest tells of" in done.stderr


def test_a_key_that_this_source_does_not_trust_signs_nothing_that_is_released(
    dist: Path, tmp_path: Path, passphrase: Path
) -> None:
    run("keygen", tmp_path / "a.key", "--passphrase-file", passphrase)
    made(dist)
    done = run("sign", dist, "--key", tmp_path / "a.key", "--passphrase-file", passphrase)
    assert done.returncode == 1
    assert "trust" in done.stderr
    assert not (dist / SIGNATURE).exists()


def test_the_next_key_signs_beside_the_present_one(dist: Path) -> None:
    one, two = Signer(), Signer()
    trusted = (one.public, two.public)
    made(dist)
    sign.sign(dist, one.private, datetime.now(UTC), trusted)
    sign.sign(dist, two.private, datetime.now(UTC), trusted)
    lines = (dist / SIGNATURE).read_text().splitlines()
    assert [line.split()[0] for line in lines] == [key_id(one.public), key_id(two.public)]
    for key in trusted:
        assert run("verify", dist, "--key", key).returncode == 0
    sign.sign(dist, two.private, datetime.now(UTC), trusted)
    made(dist)  # a second later it is another manifest
    sign.sign(dist, two.private, datetime.now(UTC), trusted)
    assert run("verify", dist, "--key", two.public).returncode == 0


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"expires_at": "2020-01-02T00:00:00Z", "released_at": "2020-01-01T00:00:00Z"}, "was good until"),
        ({"expires_at": "2099-01-01T00:00:00Z"}, "more than 400 days"),
        ({"version": "1.0.0rc1"}, "is a preview"),
        ({"version": "one"}, "is no version"),
    ],
)
def test_an_unsound_manifest_is_not_signed(
    dist: Path, tmp_path: Path, passphrase: Path, members: dict[str, str], words: str
) -> None:
    run("keygen", tmp_path / "a.key", "--passphrase-file", passphrase)
    made(dist)
    body = json.loads((dist / MANIFEST).read_text())
    (dist / MANIFEST).write_text(json.dumps(body | members))
    done = run("sign", dist, "--key", tmp_path / "a.key", "--passphrase-file", passphrase, "--any-key")
    assert done.returncode == 1
    assert words in done.stderr
    assert not (dist / SIGNATURE).exists()


def test_a_wrong_passphrase_is_said(dist: Path, tmp_path: Path, passphrase: Path) -> None:
    run("keygen", tmp_path / "a.key", "--passphrase-file", passphrase)
    made(dist)
    passphrase.write_text("not the right one\n")
    done = run("sign", dist, "--key", tmp_path / "a.key", "--passphrase-file", passphrase, "--any-key")
    assert done.returncode == 1
    assert "Is the passphrase right?" in done.stderr


def test_a_key_is_never_written_over_and_needs_a_passphrase(tmp_path: Path, passphrase: Path) -> None:
    key = tmp_path / "a.key"
    assert run("keygen", key, "--passphrase-file", passphrase).returncode == 0
    before = key.read_bytes()
    assert "is there already" in run("keygen", key, "--passphrase-file", passphrase).stderr
    passphrase.write_text("short\n")
    assert "12 characters" in run("keygen", tmp_path / "b.key", "--passphrase-file", passphrase).stderr
    assert key.read_bytes() == before


def test_a_public_key_is_put_after_those_that_are_trusted(tmp_path: Path) -> None:
    trust = tmp_path / "update_trust.py"
    trust.write_text(keygen.TRUST.read_text())
    for key in ("a" * 64, "b" * 64):
        keygen.install(key, trust)
    found: dict[str, object] = {}
    exec(compile(trust.read_text(), trust.name, "exec"), found)
    assert found["PUBLIC_KEYS"][-2:] == ("a" * 64, "b" * 64)  # type: ignore[index]


def test_the_changelog_says_what_is_new() -> None:
    text = (
        "# Changelog\n\n## Unreleased\n\n- later\n\n## 1.4.0 (today)\n\n- now\n- here\n\n## 1.3.0\n\n- past\n"
    )
    assert manifest.notes_of(text, "1.4.0") == "- now\n- here"
    with pytest.raises(manifest.ManifestError, match=r"says nothing of 1\.4; it has Unreleased, 1\.4\.0"):
        manifest.notes_of(text, "1.4")


def test_two_files_for_one_kind_of_computer_are_not_guessed_between(dist: Path) -> None:
    (dist / "Punchdeck-0.0.9-windows-x64-setup.exe").write_bytes(b"left over")
    done = run("manifest", dist, "--notes", f"en={dist.parent / 'notes.md'}")
    assert done.returncode == 1
    assert "are both for windows-x86_64" in done.stderr


def test_an_empty_folder_is_no_release(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("-")
    done = run("manifest", tmp_path, "--notes", f"en={tmp_path / 'notes.md'}")
    assert done.returncode == 1
    assert "Build the installers first" in done.stderr
