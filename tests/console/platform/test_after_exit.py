"""What is started when this program is gone: told to a shell that waits, in words that it cannot mistake."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from console.platform.after_exit import waiting

PROGRAM = """
import sys
from pathlib import Path
from console.platform.after_exit import start_after_exit
start_after_exit(["/bin/sh", "-c", "echo began > began"], Path(sys.argv[1]))
print("asked", flush=True)
sys.stdin.read()
"""


def test_it_begins_when_the_program_is_gone_even_by_force(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"asked\n"
        assert not (tmp_path / "began").exists()
        program.kill()
    until = time.monotonic() + 10
    while not (tmp_path / "began").exists():
        assert time.monotonic() < until, "nothing began"
        time.sleep(0.02)


def test_windows_is_told_in_one_line() -> None:
    line = waiting([".\\Punchdeck-1.4.0-windows-x64-setup.exe", "/S", "/RUN"], "win32")
    assert line == 'cmd.exe /d /s /c "set /p _= & .\\Punchdeck-1.4.0-windows-x64-setup.exe /S /RUN"'


@pytest.mark.parametrize("word", ["a b", "a&calc", "%TEMP%", 'a"', "a|b", "a^b"])
def test_what_cmd_would_take_for_more_than_a_word_is_not_told_to_it(word: str) -> None:
    with pytest.raises(ValueError, match=r"cannot be told to cmd\.exe"):
        waiting([word], "win32")
