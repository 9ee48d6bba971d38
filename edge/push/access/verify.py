"""How somebody was verified, which access terminals tell by a number or by a string of bits (§6.3, §10.5)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from common.codes import NO_VERIFY, VERIFY_MODES, verify_mode

SYSTEM: Final = 200  # "other": nobody was verified, or in no way that has a number

# From the right: bit 0 says whether all of the others were wanted or any of them.
_METHODS: Final = (
    "",
    "face",
    "palm",  # the print
    "palm",  # the vein
    "fingerprint",
    "finger_vein",
    "voice",
    "iris",
    "retina",
    "password",
    "pin",
    "card",
)
_BITS = re.compile(r"[01]{8,32}")  # 16 of them; the codes have three digits at most
_CODE = re.compile(r"[0-9]{1,3}")


class Verification(NamedTuple):
    """`code` is the number of §6.3, 200 for a combination without one, 255 where nothing was said. `word` is
    what is shown: `face`, `card_and_password`, `fingerprint_or_card`."""

    code: int
    word: str


NONE: Final = Verification(NO_VERIFY, verify_mode(NO_VERIFY))


def _combinations() -> dict[tuple[frozenset[str], bool], int]:
    """The numbers of §6.3 by the methods they name and whether all of them are wanted."""
    found: dict[tuple[frozenset[str], bool], int] = {}
    for code, word in VERIFY_MODES.items():
        all_of, any_of = word.split("_and_"), word.split("_or_")
        if len(all_of) > 1 and len(any_of) > 1:
            continue
        methods = frozenset(any_of if len(any_of) > 1 else all_of)
        if len(methods) == 1:
            found[methods, False] = code
        found[methods, len(any_of) == 1] = code
    return found


_CODES: Final = _combinations()


def verification_of(text: str) -> Verification | None:
    """What `verifytype` or `verified` says; None where it is neither a code nor a string of bits.

    A string of bits is never read as a number: `10` is the code of card and fingerprint, and
    `0000000000000010` a face.
    """
    if not text:
        return NONE
    if _CODE.fullmatch(text):
        return Verification(int(text), verify_mode(int(text)))
    return _of_bits(text) if _BITS.fullmatch(text) else None


@lru_cache(maxsize=1024)
def _of_bits(bits: str) -> Verification:
    told = [method for bit, method in zip(reversed(bits), _METHODS, strict=False) if bit == "1" and method]
    methods = list(dict.fromkeys(told))
    if not methods:
        return NONE if "1" not in bits[: -len(_METHODS)] else Verification(SYSTEM, verify_mode(SYSTEM))
    every = bits[-1] == "1"
    code = _CODES.get((frozenset(methods), every))
    if code is not None:
        return Verification(code, verify_mode(code))
    return Verification(SYSTEM, ("_and_" if every else "_or_").join(methods))
