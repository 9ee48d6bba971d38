"""`punchdeck --selftest`, as an installer runs it: all of it is opened once, on a demo of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from common.selftest import Report
from console import selftest
from console.views.shell.window_places import PAGES
from tests.console.platform.starts import home, start

PARTS = (
    *(
        "Qt",
        "fonts",
        "translations",
        "basemap",
        "keyring",
        "TLS",
        "chart",
        "PDF",
        "XLSX",
        "dialogs",
        "window",
    ),
    *("edge beside it", *(f"page {page_id}" for page_id in PAGES)),
)


def test_it_says_of_every_part_that_it_is_well_and_leaves_nothing_behind(tmp_path: Path) -> None:
    # Short: an edge opens a socket in it, and no path of one may be longer than a hundred characters or so.
    with tempfile.TemporaryDirectory(prefix="pd-") as folder:
        process = start({**home(tmp_path / "home"), "TMPDIR": folder}, "--selftest")
        said, _ = process.communicate(timeout=180)
        left = list(Path(folder).iterdir())
    lines = said.splitlines()
    assert process.returncode == 0, said
    assert lines[-1] == "all is well"
    for part in PARTS:
        assert any(line.startswith(f"OK   {part}") for line in lines), f"{part} in {said}"
    for dialog in ("ConnectDialog", "CommandDialog", "AddTerminalDialog", "SiteDialog"):
        assert dialog in said
    assert not left


def test_what_is_missing_is_named_and_the_rest_is_still_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selftest, "files", lambda package: tmp_path)
    monkeypatch.setattr("console.selftest_window.run_window", lambda report, folder: None)
    said: list[str] = []
    assert selftest.run_selftest(said.append) == 1
    failed = [line for line in said if line.startswith("FAIL")]
    assert [line.partition(":")[0] for line in failed] == ["FAIL sounds", "FAIL runbooks"]
    assert "critical.wav" in failed[0] or "info.wav" in failed[0]
    assert any(line.startswith("OK   TLS") for line in said)
    assert said[-1] == "2 failed"


def test_a_page_that_shows_nothing_is_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtGui import QColor, QImage

    from console.selftest_window import _drawn

    empty = QImage(100, 60, QImage.Format.Format_RGB32)
    empty.fill(QColor("#203040"))
    said: list[str] = []
    report = Report("", said.append)
    with report.part("page map") as found:
        found(_drawn(empty))
    assert said[1:] == ["FAIL page map: ValueError: nothing was drawn on 100 x 60"]
    assert report.end() == 1
