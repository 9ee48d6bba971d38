"""What a client would like of an answer that takes its time: the header Prefer (RFC 7240)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LONGEST_WAIT_S: Final = 30

_WAIT: Final = re.compile(r'"?([0-9]{1,6})"?')


@dataclass(frozen=True, slots=True)
class Preferences:
    """`respond_async`: do not keep me waiting. `wait_s`: for how many seconds it likes to wait for the end of
    what takes longer; 0: not at all."""

    respond_async: bool = False
    wait_s: int = 0


def preferences_of(headers: Iterable[str]) -> Preferences:
    """What headers ask for, LONGEST_WAIT_S at most; what is not understood is passed over, as it must be."""
    wished: dict[str, str] = {}
    for header in headers:
        for preference in header.split(","):
            name, _, value = preference.partition(";")[0].partition("=")
            wished.setdefault(name.strip().lower(), value.strip())
    wait = _WAIT.fullmatch(wished.get("wait", ""))
    return Preferences("respond-async" in wished, 0 if wait is None else min(int(wait[1]), LONGEST_WAIT_S))
