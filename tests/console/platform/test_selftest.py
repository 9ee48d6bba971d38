"""`punchdeck --selftest`, as an installer runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from console import selftest
from tests.console.platform.starts import home, start


def test_it_says_of_every_part_that_it_is_well(tmp_path: Path) -> None:
    process = start(home(tmp_path), "--selftest")
    said, _ = process.communicate(timeout=120)
    lines = said.splitlines()
    assert process.returncode == 0, said
    assert lines[-1] == "all is well"
    for part in ("fonts", "translations", "basemap", "keyring", "pages", "dialogs", "window"):
        assert any(line.startswith(f"OK   {part}") for line in lines), part


def test_what_is_missing_is_named_and_the_rest_is_still_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise FileNotFoundError("NotoSans.ttf")

    monkeypatch.setattr(selftest, "_checks", lambda: [("fonts", broken), ("sounds", lambda: "here")])
    said: list[str] = []
    assert selftest.run_selftest(said.append) == 1
    assert said[1:] == ["FAIL fonts: FileNotFoundError: NotoSans.ttf", "OK   sounds: here", "1 failed"]
