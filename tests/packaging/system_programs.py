"""Programs of the system that a test needs. Where everything is checked they are there; else it skips."""

from __future__ import annotations

import os
import shutil

import pytest


def needed(program: str, package: str) -> str:
    """Where it is. Without it the test is skipped, or fails where CI=true."""
    found = shutil.which(program)
    if found is not None:
        return found
    words = f"{program} is missing: apt-get install --no-install-recommends {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)
