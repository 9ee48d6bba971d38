"""What is remembered of updates from one run to the next. Losing it costs little, so what cannot be read is
as if it had never been."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

from packaging.version import InvalidVersion, Version

from common.updates import Seen
from console.core.profiles import write_atomically

VERSION: Final = 1

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Later:
    """That version is not to be spoken of before then."""

    version: str
    until: datetime

    def holds(self, version: str, now: datetime) -> bool:
        return version == self.version and now < self.until


@dataclass(frozen=True, slots=True)
class Memory:
    """`installation` is drawn once, says nothing of anybody, and never leaves this computer: by it a release
    that comes to some first always comes to the same ones. `seen` is the newest manifest that ever held."""

    installation: str
    seen: Seen | None = None
    looked_at: datetime | None = None
    later: Later | None = None

    @classmethod
    def fresh(cls) -> Self:
        return cls(secrets.token_hex(16))

    def saw(self, seen: Seen) -> Self:
        return self if self.seen is not None and self.seen.rank >= seen.rank else replace(self, seen=seen)

    def looked(self, now: datetime) -> Self:
        return replace(self, looked_at=now)

    def put_off(self, version: str, until: datetime) -> Self:
        return replace(self, later=Later(version, until))


def load(path: Path) -> Memory:
    """What was kept. Blocks."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        if body["version"] != VERSION:
            raise ValueError(f"its format is {body['version']}")
        return _read(body)
    except FileNotFoundError:
        return Memory.fresh()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.info("%s is passed over: %s", path, error)
        return Memory.fresh()


def save(path: Path, memory: Memory) -> None:
    """A disk that refuses costs the memory of it, nothing else. Blocks."""
    seen, later = memory.seen, memory.later
    body = {
        "version": VERSION,
        "installation": memory.installation,
        "looked_at": None if memory.looked_at is None else memory.looked_at.isoformat(),
        "seen": None if seen is None else [seen.version, seen.released_at.isoformat()],
        "later": None if later is None else [later.version, later.until.isoformat()],
    }
    try:
        write_atomically(path, json.dumps(body) + "\n")
    except OSError as error:
        log.warning("what is known of updates is not kept: %s", error)


def _read(body: Mapping[str, Any]) -> Memory:
    """Raises ValueError, KeyError, TypeError."""
    installation, looked_at = body["installation"], body["looked_at"]
    if not isinstance(installation, str) or not installation:
        raise ValueError(f"the installation is {installation!r}")
    seen = None if body["seen"] is None else Seen(*_dated(body["seen"]))
    later = None if body["later"] is None else Later(*_dated(body["later"]))
    return Memory(installation, seen, None if looked_at is None else _instant(looked_at), later)


def _dated(pair: Any) -> tuple[str, datetime]:
    version, instant = pair
    try:
        Version(version)
    except InvalidVersion as error:
        raise ValueError(str(error)) from None
    return version, _instant(instant)


def _instant(text: Any) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text} is without a zone")
    return instant
