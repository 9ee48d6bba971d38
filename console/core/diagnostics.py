"""What somebody who is to help needs to know, gathered in one file that can be shown to anybody.

Pure but for `read_tail`. No keys, no PINs, no names: see `redaction`.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from common.timings import Timing
from console.core.manners import Manners
from console.core.profiles import Profile
from console.core.redaction import shareable
from console.core.session import Session
from console.core.window_memory import WindowMemory

TAIL: Final = 64 * 1024
_PLAIN: Final = (bool, int, float)


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the bundle. `text` is what can be looked at before; None for a picture."""

    name: str
    content: bytes

    @property
    def text(self) -> str | None:
        return None if self.name.endswith(".png") else self.content.decode("utf-8", "replace")


def piece(name: str, text: str) -> Piece:
    return Piece(name, text.encode())


def known_names(session: Session | None, profiles: Iterable[Profile]) -> Iterator[str]:
    """What things and people are called here: none of it belongs into a bundle."""
    for profile in profiles:
        yield profile.name
        yield profile.url.partition("://")[2]
    if session is None:
        return
    yield str(((session.connection.me or {}).get("tenant") or {}).get("name", ""))
    for site in session.fleet.sites.values():
        yield site.name
    for device in session.fleet.devices.values():
        yield from (str(device.name), str(device.serial))


def log_piece(name: str, text: str, known: Iterable[str]) -> Piece:
    return piece(name, shareable(text, known))


def settings_piece(memory: WindowMemory, manners: Manners, profiles: Sequence[Profile]) -> Piece:
    """How the console is set up. Of the pages nothing: their filters hold names; of connections only how
    they are treated."""
    window = {name: value for name, value in asdict(memory).items() if _is_plain(value)}
    window |= {name: getattr(memory, name) for name in ("look", "language", "page") if hasattr(memory, name)}
    connections = [
        {
            "scheme": it.url.partition("://")[0],
            "safe_mode": it.safe_mode.value,
            "certificate_pinned": it.certificate is not None,
            "for_an_account": it.account is not None,
        }
        for it in profiles
    ]
    body = {"window": window, "manners": asdict(manners), "connections": connections}
    return piece("settings.json", json.dumps(body, indent=2))


def connection_piece(session: Session, tasks: Iterable[str]) -> Piece:
    """How it stands with the edge, and how much there is of everything."""
    fleet, me = session.fleet, session.connection.me or {}
    lines = [
        f"State: {type(session.state).__name__}",
        f"Server: {me.get('server_version', 'not known')}, role {me.get('role', 'not known')}",
        f"Sites {len(fleet.sites)}, terminals {len(fleet.devices)}, lines {len(session.feed)}, "
        f"alerts {len(session.alerts.book)}",
        f"Tasks: {', '.join(tasks) or 'none'}",
    ]
    return piece("connection.txt", "\n".join(lines) + "\n")


def requests_piece(timings: Iterable[Timing]) -> Piece:
    """The last requests and how long each took; status 0: no answer."""
    rows = ["at,method,path,status,ms"]
    rows += [
        f"{datetime.fromtimestamp(it.at, UTC):%Y-%m-%dT%H:%M:%SZ},{it.method},{it.path},{it.status},"
        f"{it.seconds * 1000:.0f}"
        for it in timings
    ]
    return piece("requests.csv", "\n".join(rows) + "\n")


def bundle(pieces: Iterable[Piece]) -> bytes:
    """All in one ZIP."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in pieces:
            archive.writestr(each.name, each.content)
    return made.getvalue()


def read_tail(path: Path, most: int = TAIL) -> str:
    """The end of a file, from the beginning of a line; nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, io.SEEK_END)
            file.seek(max(0, size - most))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return ""
    return text.partition("\n")[2] if size > most else text


def _is_plain(value: object) -> bool:
    return isinstance(value, _PLAIN)
