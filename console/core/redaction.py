"""Takes out of a text what must not leave this computer: keys always, names and numbers before it is shared.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

GONE: Final = "[…]"
SHORTEST: Final = 3
"""Names shorter than this would take half of every word away."""
_SECRETS: Final = (
    re.compile(r"\b(?:pd_(?:live|test)_|whsec_)[\w+/=-]+"),
    re.compile(r"(?i)(?<=bearer )\s*\S+"),
    re.compile(r"(?i)(?<=\bpin[=: ])\s*\S+|(?<=\bpassword[=: ])\s*\S+|(?<=\bsecret[=: ])\s*\S+"),
    re.compile(r"(?<=://)[^/\s@]+@"),
)
_HEAD: Final = re.compile(r"^\S+Z [A-Z]+ [\w.]+: ")
_FRAME: Final = re.compile(r'^(?P<indent>\s*)File "(?P<path>[^"]+)"(?P<rest>, line \d+.*)$')
_OURS: Final = re.compile(r"(?:^|.*[/\\])(?=(?:console|common|site-packages|lib|python[\d.]+)[/\\])")
_DATA: Final = (
    re.compile(r"(?<=://)[^/\s'\"]+[^\s'\"]*"),
    re.compile(r"'[^'\n]*'|\"[^\"\n]*\""),
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}\b"),
    re.compile(r"(?:/home/|/Users/|\\Users\\)[^/\\\s]+"),
    re.compile(r"(?<!line )(?<![\d.])\b\d{3,}\b(?!\.\d)"),
    re.compile(r"\b[a-z]{2,5}_[0-9A-Za-z]{8,}\b"),
)


def without_secrets(text: str) -> str:
    """Without keys, tokens and passwords: for what is written down at all."""
    for secret in _SECRETS:
        text = secret.sub(GONE, text)
    return text


def shareable(text: str, known: Iterable[str] = ()) -> str:
    """For other people's eyes: of every line its time, its place in the code and its own words stay, but no
    quotation, address, number or id, and none of the `known` names."""
    names = sorted({name for name in known if len(name) >= SHORTEST}, key=len, reverse=True)
    search = re.compile("|".join(map(re.escape, names)), re.IGNORECASE) if names else None
    return "\n".join(_line(line, search) for line in without_secrets(text).split("\n"))


def _line(line: str, names: re.Pattern[str] | None) -> str:
    frame = _FRAME.match(line)
    if frame is not None:
        return f'{frame["indent"]}File "{_OURS.sub("", frame["path"])}"{frame["rest"]}'
    head = _HEAD.match(line)
    kept, said = (head[0], line[head.end() :]) if head is not None else ("", line)
    for data in (*((names,) if names is not None else ()), *_DATA):
        said = data.sub(GONE, said)
    return kept + said
