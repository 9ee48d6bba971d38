"""The log of the program."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from console.platform import log_file
from console.platform.log_file import NAME, logged_to, recent_lines

KEY = "pd_live_0123456789abcdefghijABCDEFGHIJxyz012345"


def test_lines_are_kept_with_their_time_and_never_a_key(tmp_path: Path) -> None:
    with logged_to(tmp_path / "logs"):
        logging.getLogger("console.core.session").info("opened with %s", KEY)
        logging.getLogger("somebody.else").info("not of ours")
    text = (tmp_path / "logs" / NAME).read_text()
    assert text.endswith("Z INFO console.core.session: opened with […]\n")
    assert text.count("\n") == 1
    assert recent_lines()[-1] == text.rstrip()


def test_the_oldest_lines_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file, "BYTES", 2_000)
    with logged_to(tmp_path):
        for number in range(200):
            logging.getLogger("console").info("line %s", number)
    assert len(list(tmp_path.glob(f"{NAME}*"))) == log_file.FILES
    assert "line 199" in (tmp_path / NAME).read_text()


def test_where_no_log_can_be_kept_the_program_runs(
    tmp_path: Path, expected_logs: list[logging.LogRecord]
) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    with logged_to(file):
        logging.getLogger("console").info("still here")
    assert "no log is kept" in expected_logs[0].getMessage()
