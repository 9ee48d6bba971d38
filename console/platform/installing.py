"""Hands a new version over to what installs it, once this program has ended."""

from __future__ import annotations

import logging
import sys

from console.core.update_handover import Open, Run
from console.platform.after_exit import start_after_exit

log = logging.getLogger(__name__)


def install(how: Run | Open) -> None:
    """As its last act: what is started waits until this program is gone. Failing costs the update, nothing
    else; it is offered again at the next start."""
    try:
        if isinstance(how, Open):
            start_after_exit(["/usr/bin/open", str(how.path)], how.path.parent)
        elif sys.platform == "win32":
            start_after_exit([f".\\{how.path.name}", *how.words], how.path.parent)
        else:
            how.path.chmod(0o700)
            start_after_exit([str(how.path), *how.words], how.path.parent)
    except (OSError, ValueError) as error:
        log.error("%s cannot be started: %s", how.path, error)
