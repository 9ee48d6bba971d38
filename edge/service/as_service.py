"""Commands of an administrator work on the service that is installed here, and as its user.

So `sudo punchdeck-edge keys list` needs to be told nothing, the running server answers it, and no file in
its folder ever belongs to root, which the server could then not read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Final

from edge.service import reading
from edge.service.host import Host

FOLDER: Final = "PUNCHDECK_DATA"
DATABASE: Final = "punchdeck.db"


def host() -> Host:
    """The services of this system."""
    if sys.platform == "win32":
        from edge.service.windows import Windows

        return Windows()
    if sys.platform == "darwin":
        from edge.service.launchd import Launchd

        return Launchd()
    from edge.service.systemd import Systemd

    return Systemd()


def adopt(arguments: Sequence[str], environment: MutableMapping[str, str] = os.environ) -> None:
    """Take over what the service is told, for an administrator who names no folder."""
    named = FOLDER in environment or any(word.partition("=")[0] == "--data" for word in arguments)
    if named or not _administers():
        return
    for name, value in host().environment().items():
        environment.setdefault(name, value)


def become_owner(folder: Path) -> None:
    """Go on as the user that a folder, or the database in it, belongs to. Only root can, and needs to.

    On Linux it still reads whatever root can, such as a list of terminals in the home of who called sudo.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return
    owned = next((path for path in (folder / DATABASE, folder) if path.exists()), None)
    found = None if owned is None else owned.stat()
    if found is None or found.st_uid == 0:
        return
    import pwd

    try:
        account = pwd.getpwuid(found.st_uid)
    except KeyError:  # a number without a name, as in containers
        os.setgroups([found.st_gid])
        os.setgid(found.st_gid)
    else:
        os.initgroups(account.pw_name, account.pw_gid)
        os.setgid(account.pw_gid)
        os.environ["HOME"] = account.pw_dir
    os.umask(0o077)
    if sys.platform == "linux":
        reading.become(found.st_uid)
    else:
        os.setuid(found.st_uid)


def _administers() -> bool:
    """Whether whoever calls may change the system's services."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.shell32.IsUserAnAdmin())
    return os.geteuid() == 0
