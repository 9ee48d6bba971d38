"""Shortcuts as they are written, and how presses of keys become them. No Qt: what a key gave is passed in.

A shortcut is one stroke ("Ctrl+K", "/", "F5", "Shift+X") or two after each other ("G M").
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

WINDOW_S: Final = 1.2
"""How long after its first stroke a sequence waits for the second."""
NAMED: Final = (
    "Esc", "Enter", "Space", "Tab", "Backspace", "Del", "Ins", "Home", "End", "PageUp", "PageDown",
    "Up", "Down", "Left", "Right", *(f"F{number}" for number in range(1, 13)),
)  # fmt: skip
"""Keys that produce no character, as shortcuts name them; and Space, whose character nobody can read."""

_MODIFIERS: Final = ("Ctrl", "Alt", "Shift", "Meta")
_BY_FOLDED_NAME: Final = {name.lower(): name for name in NAMED}
_TWINS: Final = {"؟": "?", "÷": "/"}
"""What Arabic layouts produce where Latin ones have these."""
_XKB_ROWS: Final = {24: "QWERTYUIOP", 38: "ASDFGHJKL", 52: "ZXCVBNM"}
_XKB: Final = {first + i: letter for first, row in _XKB_ROWS.items() for i, letter in enumerate(row)}


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key with what is held down beside it. `key` is a name of NAMED or an upper-case character; Shift
    counts only where it does not decide which character comes out."""

    key: str
    ctrl: bool = False
    alt: bool = False
    shift: bool = False
    meta: bool = False

    def __str__(self) -> str:
        return "+".join((*self.modifiers, self.key))

    @property
    def modifiers(self) -> tuple[str, ...]:
        held = (self.ctrl, self.alt, self.shift, self.meta)
        return tuple(name for name, down in zip(_MODIFIERS, held, strict=True) if down)

    @property
    def is_character(self) -> bool:
        """Whether a text field would write it."""
        return (self.key not in NAMED or self.key == "Space") and not (self.ctrl or self.alt or self.meta)


Shortcut = tuple[Stroke, ...]


def stroke(
    key: str, *, ctrl: bool = False, alt: bool = False, shift: bool = False, meta: bool = False
) -> Stroke:
    """The one way to write a stroke, whatever way it was asked for or pressed."""
    counts = shift and (key in NAMED or key.isalpha())
    return Stroke(key if key in NAMED else key.upper(), ctrl, alt, counts, meta)


@lru_cache(maxsize=512)
def parse_shortcut(written: str) -> Shortcut:
    """Raises ValueError for what is no shortcut of one or two strokes; the text says what is wrong."""
    strokes = tuple(_parse_stroke(part, written) for part in written.split())
    if not 1 <= len(strokes) <= 2:
        raise ValueError(f"the shortcut {written!r} has {len(strokes)} strokes: write one or two")
    return strokes


def _parse_stroke(part: str, written: str) -> Stroke:
    key = "+" if part.endswith("+") else part.rpartition("+")[2]
    held = part.removesuffix(key).split("+")
    if held.pop():
        raise ValueError(f"the shortcut {written!r} ends where a key should follow")
    names = {name.capitalize() for name in held}
    if len(names) != len(held) or not names <= set(_MODIFIERS):
        raise ValueError(f"the shortcut {written!r} holds down what is not one of {', '.join(_MODIFIERS)}")
    key = _BY_FOLDED_NAME.get(key.lower(), key)
    if key not in NAMED and len(key) != 1:
        raise ValueError(f"the shortcut {written!r} names the key {key!r}, which is not known")
    return stroke(key, ctrl="Ctrl" in names, alt="Alt" in names, shift="Shift" in names, meta="Meta" in names)


def latin_character(text: str, key: int, virtual_key: int, scan_code: int, platform: str) -> str | None:
    """The character a press stands for: the one produced where it is Latin, so that AZERTY's A is an A; else
    the one a Latin layout has there, so that shortcuts work while Arabic is on.

    `key` is Qt's key code, `virtual_key` and `scan_code` the platform's own, `platform` Qt's name for it.
    None where no character can be told.
    """
    text = _TWINS.get(text, text)
    if len(text) == 1 and text.isprintable() and not _foreign(text):
        return text
    if 0x20 < key < 0x7F:
        return chr(key)
    if platform == "windows" and (0x41 <= virtual_key <= 0x5A or 0x30 <= virtual_key <= 0x39):
        return chr(virtual_key)
    if platform in ("xcb", "wayland"):
        return _XKB.get(scan_code)
    return None


def _foreign(character: str) -> bool:
    """Whether it is a letter of another script than Latin."""
    return character.isalpha() and not unicodedata.name(character, "").startswith("LATIN")


class KeySequence:
    """Puts strokes together to shortcuts. Time is passed in, in seconds of any monotonic clock.

    A first stroke waits WINDOW_S for the second. A second one that completes nothing ends the sequence: a
    character does nothing then, so that a slip of the finger never runs another command; Esc only ends it;
    anything else counts as pressed afresh.
    """

    def __init__(self) -> None:
        self._first: Stroke | None = None
        self._since = 0.0

    def waiting(self, now: float) -> Stroke | None:
        """The stroke that waits for a second one."""
        return self._first if now - self._since <= WINDOW_S else None

    def forget(self) -> None:
        self._first = None

    def press(self, pressed: Stroke, now: float, known: Collection[Shortcut]) -> Pressed:
        """What a stroke does, where these shortcuts are known."""
        first = self.waiting(now)
        self.forget()
        if first is not None:
            if (first, pressed) in known:
                return Pressed(True, (first, pressed))
            if pressed.is_character or pressed.key == "Esc":
                return Pressed(True)
        if (pressed,) in known:
            return Pressed(True, (pressed,))
        if any(len(shortcut) == 2 and shortcut[0] == pressed for shortcut in known):
            self._first, self._since = pressed, now
            return Pressed(True)
        return Pressed(False)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What became of a stroke: `taken` if nobody else shall have it, and the shortcut it completed."""

    taken: bool
    shortcut: Shortcut | None = None
