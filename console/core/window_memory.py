"""How the window was left: its place, the page, what each page looked like.

Without any of it nothing is lost, so a file that cannot be read is no error.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from console.core.profiles import write_atomically

VERSION: Final = 1

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WindowMemory:
    """`place`: x, y, width and height in logical pixels, None for wherever the system puts it. `look` and
    `text_scale` are those of the theme. `recent`: the commands used last. `pages`: what each page keeps, by
    its id. `notify`: whether the system tells of alerts, and `quiet` the hours when only of critical ones.
    `language`: "system" or one the console speaks, from the next start on. `keys`: the shortcuts that were
    changed, by the id of their command; "" where one was taken away. `sparing`: whether little is sent.
    `wall_s`: so many seconds the wall shows a page. `torn`: the windows beside this one, and their places."""

    place: tuple[int, int, int, int] | None = None
    maximised: bool = False
    page: str = "overview"
    rail_narrow: bool = False
    inspector: bool = True
    inspector_width: int = 320
    look: str = "system"
    text_scale: float = 1.0
    reduced_motion: bool = False
    recent: tuple[str, ...] = ()
    pages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    notify: bool = True
    quiet: str = ""
    language: str = "system"
    keys: Mapping[str, str] = field(default_factory=dict)
    sparing: bool = False
    wall_s: int = 20
    torn: Mapping[str, tuple[int, int, int, int]] = field(default_factory=dict)


def load(path: Path) -> WindowMemory:
    """What was kept, or the defaults."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        if body["version"] != VERSION:
            raise ValueError(f"its format is {body['version']}")
        return _read(body)
    except FileNotFoundError:
        return WindowMemory()
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.info("%s is passed over: %s", path, error)
        return WindowMemory()


def save(path: Path, memory: WindowMemory) -> None:
    """Raises OSError."""
    write_atomically(path, json.dumps({"version": VERSION, **asdict(memory)}, ensure_ascii=False) + "\n")


def _read(body: Mapping[str, Any]) -> WindowMemory:
    """Raises ValueError for what is of another kind than it should be."""
    values = {each.name: body[each.name] for each in fields(WindowMemory) if each.name in body}
    if values.get("place") is not None:
        values["place"] = _box(values["place"])
    if "torn" in values:
        values["torn"] = {str(name): _box(box) for name, box in dict(values["torn"]).items()}
    if "recent" in values:
        values["recent"] = tuple(str(each) for each in values["recent"])
    if "keys" in values:
        values["keys"] = {str(id): str(keys) for id, keys in dict(values["keys"]).items()}
    default = WindowMemory()
    for name, value in values.items():
        usual = getattr(default, name)
        if name != "place" and not isinstance(
            value, (int, float) if isinstance(usual, float) else type(usual)
        ):
            raise ValueError(f"{name} is {value!r}")
    return WindowMemory(**values)


def _box(numbers: Any) -> tuple[int, int, int, int]:
    x, y, width, height = (int(number) for number in numbers)
    return x, y, width, height
