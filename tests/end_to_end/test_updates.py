"""A console is updated: by a release that its edge serves, down to an installer that runs when it has ended.

Real processes: an edge, a console of its own, and a stand-in for the setup, which notes when it was run and
whether the console was still there. And every way in which a release is refused, as the user reads it.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.kit.edge_process import ROOT, EdgeProcess
from tests.kit.file_servers import serving
from tests.kit.releases import Signer, put

SIGNER, STRANGER = Signer(), Signer()
SETUP = b"""#!/bin/sh
cd "$(dirname "$0")/../.."
[ -e "/proc/$(cat console.pid)/exe" ] && echo "the console still runs" >> installed
echo "setup $*" >> installed
mv installed done
"""
"""A process that has ended and that nobody has asked about yet still has a number, but no program any
more."""
FILES: Mapping[str, tuple[str, bytes]] = {
    "windows-x86_64": ("Punchdeck-0.2.0-windows-x64-setup.exe", SETUP + b"#" * 300_000)
}


def released(folder: Path, signer: Signer = SIGNER, **members: Any) -> Path:
    now = datetime.now(UTC)
    times = {"released_at": now - timedelta(days=1), "expires_at": now + timedelta(days=30)}
    put(folder, signer, FILES, **{**times, **members})
    return folder


@pytest.fixture
def edge(tmp_path: Path) -> Iterator[EdgeProcess]:
    data = tmp_path / "edge"
    data.mkdir()
    (data / "punchdeck.toml").write_text(f'updates_keys = ["{SIGNER.public}"]\n')
    with EdgeProcess(data) as running:
        yield running


def imported(edge: EdgeProcess, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "edge", "updates", "import", folder, "--data", edge.data],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def console(folder: Path, url: str, key: str) -> list[str]:
    """What a console says that looks for updates there, until it has ended."""
    folder.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.kit.updating_console", folder, url, key, SIGNER.public],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    (folder / "console.pid").write_text(f"{process.pid}\n")
    said, wrong = process.communicate(timeout=90)
    assert process.returncode == 0, wrong
    lines = said.splitlines()
    assert lines[-1] == "ended", wrong
    return lines[:-1]


def installed(folder: Path, seconds: float = 10.0) -> list[str]:
    """What the stand-in noted, once it is done."""
    until = time.monotonic() + seconds
    while not (folder / "done").exists():
        assert time.monotonic() < until, "nothing was installed"
        time.sleep(0.05)
    return (folder / "done").read_text().splitlines()


def test_a_good_release_is_fetched_from_the_edge_and_installed_when_the_console_has_ended(
    edge: EdgeProcess, tmp_path: Path
) -> None:
    done = imported(edge, released(tmp_path / "release"))
    assert done.returncode == 0, done.stderr
    said = console(tmp_path / "console", edge.url, edge.admin_key)
    assert said[0] == "Version \u20660.2.0\u2069 is there"
    assert "is ready. Punchdeck ends, the new version is installed and starts." in said[2]
    assert installed(tmp_path / "console") == ["setup /S /RUN"]


@pytest.mark.parametrize(
    ("signer", "members", "why", "words"),
    [
        (STRANGER, {}, "is signed by", "not signed by anybody whom this copy trusts"),
        (
            SIGNER,
            {"released_at": datetime(2025, 1, 1, tzinfo=UTC), "expires_at": datetime(2025, 3, 1, tzinfo=UTC)},
            "was good until",
            "What is offered is out of date",
        ),
        (SIGNER, {"version": "0.0.9", "min_version": "0.0.1"}, "", "An older version is offered"),
    ],
)
def test_what_is_not_to_be_believed_is_refused_by_edge_and_console(
    edge: EdgeProcess, tmp_path: Path, signer: Signer, members: dict[str, Any], why: str, words: str
) -> None:
    release = released(tmp_path / "release", signer, **members)
    done = imported(edge, release)
    if why:
        assert done.returncode == 1
        assert why in done.stderr
        # Somebody who writes to the disk of the edge gets no further: it is not served, or not believed.
        _smuggled(edge, release)
    else:
        assert done.returncode == 0, done.stderr
    said = console(tmp_path / "console", edge.url, edge.admin_key)
    if signer is STRANGER:
        assert said == ["The edge has no updates to give"]
    else:
        assert said == [words]
    assert not (tmp_path / "console" / "done").exists()


def _smuggled(edge: EdgeProcess, release: Path) -> None:
    folder = edge.data / "updates"
    folder.mkdir(exist_ok=True)
    release.rename(folder / "0.2.0-0123456789abcdef")


async def _asked(
    folder: Path, published: Path, breaks: list[int] | None = None
) -> tuple[list[str], list[Any]]:
    """A console on a server of files that stands where its edge should."""
    async with serving(published) as server:
        server.breaks = breaks or []
        url = server.url.removesuffix("/releases/")
        said = await asyncio.to_thread(console, folder, url, "pd_live_none")
        return said, server.asked


async def test_a_manifest_that_was_changed_on_its_way_is_refused(tmp_path: Path) -> None:
    published = released(tmp_path / "published")
    text = (published / "latest.json").read_bytes()
    (published / "latest.json").write_bytes(text.replace(b'"rollout": 100', b'"rollout": 101'))
    said, asked = await _asked(tmp_path / "console", published)
    assert said == ["What is offered was changed by somebody"]
    assert {name for name, _ in asked} <= {"latest.json", "latest.json.sig"}, "no file was even asked for"


async def test_a_wrong_key_is_refused(tmp_path: Path) -> None:
    said, _ = await _asked(tmp_path / "console", released(tmp_path / "published", STRANGER))
    assert said == ["What is offered is not signed by anybody whom this copy trusts"]


async def test_a_file_that_was_changed_on_its_way_is_thrown_away(tmp_path: Path) -> None:
    published = released(tmp_path / "published")
    name, content = FILES["windows-x86_64"]
    (published / name).write_bytes(random.Random(3).randbytes(len(content)))
    said, _ = await _asked(tmp_path / "console", published)
    assert "could not be downloaded" in said[-1]
    assert not (tmp_path / "console" / "done").exists()
    fetched = tmp_path / "console" / "cache" / "updates"
    assert not (fetched / name).exists()


async def test_a_download_that_breaks_off_is_gone_on_with_and_installed(tmp_path: Path) -> None:
    published = released(tmp_path / "published")
    said, asked = await _asked(tmp_path / "console", published, [120_000, 90_000])
    name = FILES["windows-x86_64"][0]
    assert [range for file, range in asked if file == name] == ["", "bytes=120000-", "bytes=210000-"]
    assert "is ready" in said[-1]
    assert installed(tmp_path / "console") == ["setup /S /RUN"]
