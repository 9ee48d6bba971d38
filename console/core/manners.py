"""How the console behaves on this computer: tray, sounds, lock. Kept beside the window's memory."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from console.core.listeners import Listeners
from console.core.profiles import write_atomically

VERSION: Final = 1

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Manners:
    """`close_to_tray`: whether closing the window leaves the console in the tray; None until somebody was
    asked. `repeat_min`: minutes after which the sound of an alert that nobody took on comes again, 0 for
    never. `updates`: what happens by itself about new versions, as update_policy's Mode says it.
    `lock_idle_min`: minutes without a key or the mouse until the console locks itself, 0 for never.
    """

    close_to_tray: bool | None = None
    sounds: bool = False
    repeat_min: int = 5
    lock_idle_min: int = 0
    updates: str = "notify"


class MannersBook:
    """What holds now. `changed` tells after each change; whoever owns the book writes it down then."""

    def __init__(self, manners: Manners | None = None) -> None:
        self.now = manners or Manners()
        self.changed: Listeners[Manners] = Listeners()

    def change(self, **wanted: Any) -> None:
        """Fields of Manners by name. Raises TypeError for one that is none."""
        manners = replace(self.now, **wanted)
        if manners != self.now:
            self.now = manners
            self.changed.tell(manners)


def load(path: Path) -> Manners:
    """What was kept; what cannot be read is as if it had never been chosen."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        if body["version"] != VERSION:
            raise ValueError(f"its format is {body['version']}")
        values = {each.name: body[each.name] for each in fields(Manners) if each.name in body}
        for name, value in values.items():
            usual = getattr(Manners(), name)
            if type(value) is not (bool if usual is None else type(usual)) and value is not usual:
                raise ValueError(f"{name} is {value!r}")
        return Manners(**values)
    except FileNotFoundError:
        return Manners()
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.info("%s is passed over: %s", path, error)
        return Manners()


def save(path: Path, manners: Manners) -> None:
    """Raises OSError."""
    write_atomically(path, json.dumps({"version": VERSION, **asdict(manners)}) + "\n")
