"""What commands are written with: one line each, of values that cannot leave their field."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from edge.push.text import Encoding

TAB: Final = "\t"
LONGEST_ID: Final = 19  # old clients copy it into a buffer of 20 bytes, unchecked (PROTOCOL.md §7.1)
_GREATEST_ID: Final = 2**31 - 1
_ID = re.compile(r"[A-Za-z0-9]{1,19}")
# Control characters of both sets, the separators of lines and paragraphs, and halves of characters.
_SEPARATORS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


class Unfit(ValueError):
    """This terminal cannot carry out what is wanted, so nothing is sent to it.

    `code` is a word for programs; the message says what, why, and what to do instead.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Line:
    """One command in the bytes of its terminal, without `C:<id>:` and line end (PROTOCOL.md §7.1, §10.8).

    `last`: what followed it in the same reply might be lost. `reads`: it changes nothing on the terminal.
    `needed` is false where a refusal of this line does not fail the command it belongs to. `addressed_to` is
    the serial number of a controller that wants it before every line (`CmdFormat=1`), else "".
    """

    text: bytes
    last: bool = False
    reads: bool = False
    needed: bool = True
    addressed_to: str = ""

    def __post_init__(self) -> None:
        if not self.text or b"\n" in self.text or b"\r" in self.text or b"\0" in self.text:
            raise ValueError(f"A command is one line of text, which {self.text[:80]!r} is not.")

    def wire(self, wire_id: str) -> bytes:
        """The line as it is sent. Raises ValueError for an id that terminals cannot carry."""
        if _ID.fullmatch(wire_id) is None:
            raise ValueError(f"{wire_id!r} is no command id: 1 to {LONGEST_ID} letters and digits.")
        head = f"C:{wire_id}:"
        if self.addressed_to:
            head = f"DataType=1,SN={self.addressed_to},Priority=0,CmdID={wire_id},CmdDesc={head}"
        return head.encode() + self.text + b"\n"


def wire_id(sequence: int) -> str:
    """The id of a terminal's command by its running number: short and decimal, from 1 to 2³¹−1 and over again
    (PROTOCOL.md §7.1)."""
    return str((sequence - 1) % _GREATEST_ID + 1)


def one_line(text: str) -> str:
    """Text without anything that could end its field or its line; what parted words becomes a blank."""
    return _SEPARATORS.sub(" ", text).strip()


def fit_name(text: str, encoding: Encoding, most_bytes: int) -> str:
    """A name as a terminal with room for `most_bytes` will hold it, whole characters only (PROTOCOL.md §3.8).

    Compare what a terminal reports with this, not with the name as it was typed.
    """
    clean = one_line(unicodedata.normalize("NFC", text))
    raw = clean.encode(encoding, "replace")
    if len(raw) > most_bytes:
        raw = raw[:most_bytes]
    return codecs.getincrementaldecoder(encoding)("strict").decode(raw, final=False).strip()


def fields(values: Mapping[str, object]) -> str:
    """`Key=value` pairs parted by TAB, in their order, values cleaned; None is left out, "" is not."""
    return TAB.join(f"{key}={one_line(str(value))}" for key, value in values.items() if value is not None)


def pairs(values: Mapping[str, str]) -> str:
    """`Key=value` pairs parted by commas, as access terminals want options (PROTOCOL.md §10.8).

    Raises Unfit for a value with a comma, which would end it.
    """
    for key, value in values.items():
        if "," in value:
            raise Unfit(
                "option_unfit",
                f"The option {key} cannot hold a comma on this terminal, where commas part options. "
                "Choose a value without one.",
            )
    return ",".join(f"{key}={one_line(value)}" for key, value in values.items())
