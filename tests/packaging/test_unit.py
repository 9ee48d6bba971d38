"""The systemd unit that packages ship: systemd finds nothing wrong with it, and little left open."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from edge.service.unit import UNIT, packaged_unit
from tests.packaging.system_programs import needed

MOST_EXPOSED = 1.5
"""Of 10, by `systemd-analyze security`; most of what is left is that a server has a network."""


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    analyze = needed("systemd-analyze", "systemd")
    # What it starts and who starts it come with the package.
    unit = tmp_path / UNIT
    unit.write_text(re.sub("(?m)^ExecStart=.*$", "ExecStart=/bin/true serve", packaged_unit()))
    done = subprocess.run([analyze, "verify", "--man=no", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_unit_leaves_little_open(tmp_path: Path) -> None:
    analyze = needed("systemd-analyze", "systemd")
    (tmp_path / UNIT).write_text(packaged_unit())
    command = [analyze, "security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSED * 10:.0f}"]
    done = subprocess.run([*command, tmp_path / UNIT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    found = re.search(r"Overall exposure level for .*: ([\d.]+)", done.stdout)
    assert found is not None
    assert float(found[1]) <= MOST_EXPOSED
