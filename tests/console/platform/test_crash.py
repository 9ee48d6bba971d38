"""What a crash leaves, and who hears of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from console.platform.crash import KEPT, CrashReports
from tests.kit.edge_process import ROOT

KEY = "pd_live_0123456789abcdefghijABCDEFGHIJxyz012345"


@pytest.fixture
def reports(tmp_path: Path) -> CrashReports:
    return CrashReports(tmp_path / "crashes", lambda: [f"2026-11-22T07:00:00.123Z INFO console.app: {KEY}"])


def fail(words: str) -> Exception:
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def test_an_error_nobody_caught_is_written_down_without_data(reports: CrashReports) -> None:
    path = reports.write(fail(f"'Amina' has PIN 4711 and {KEY}"))
    assert path is not None
    text = path.read_text()
    assert "Punchdeck" in text
    assert "Python 3" in text
    assert "ValueError" in text
    assert "in fail" in text
    assert "console.app" in text, "the last lines of the log"
    for planted in ("Amina", "4711", KEY):
        assert planted not in text


def test_what_fails_again_in_the_same_place_is_written_once(reports: CrashReports) -> None:
    errors = [fail("one") for _ in range(3)]
    assert [reports.write(error) is not None for error in errors] == [True, False, False]


def test_it_is_told_once(reports: CrashReports) -> None:
    path = reports.write(fail("one"))
    assert reports.unseen() == [path]
    assert reports.unseen() == []
    assert reports.all() == [path], "it is still there to be read"


def test_the_oldest_go(reports: CrashReports) -> None:
    reports.folder.mkdir()
    for number in range(KEPT + 5):
        (reports.folder / f"crash-20200101T0000{number:02}000000.txt").write_text("old")
    path = reports.write(fail("new"))
    assert len(reports.all()) == KEPT
    assert reports.all()[0] == path


def test_a_real_crash_is_found_at_the_next_start(reports: CrashReports) -> None:
    code = (
        "import ctypes, sys; from pathlib import Path\n"
        "from console.platform.crash import CrashReports\n"
        "CrashReports(Path(sys.argv[1])).watch()\n"
        "ctypes.string_at(0)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(reports.folder)], cwd=ROOT, capture_output=True, timeout=60
    )
    assert ended.returncode != 0
    (path,) = reports.unseen()
    text = path.read_text()
    assert "Segmentation fault" in text or "access violation" in text
    assert "Punchdeck" in text


def test_an_end_as_it_should_be_leaves_nothing(reports: CrashReports) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from console.platform.crash import CrashReports\n"
        "reports = CrashReports(Path(sys.argv[1]))\nreports.watch()\nreports.end()"
    )
    subprocess.run([sys.executable, "-c", code, str(reports.folder)], cwd=ROOT, check=True, timeout=60)
    assert reports.unseen() == []
    assert list(reports.folder.glob("running-*")) == []


def test_a_folder_that_cannot_be_written_costs_the_report_only(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    reports = CrashReports(file)
    reports.watch()
    assert reports.write(fail("one")) is None
    assert reports.unseen() == []
    reports.end()
