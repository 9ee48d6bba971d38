"""What an event may hold, so that its bytes equal `JSON.stringify(JSON.parse(body))` in JavaScript.

Receivers check the signature over what their JSON parser gives back; a body that JavaScript would write
differently would look forged to them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

MAX_INTEGER: Final = 2**53 - 1


class NotJsSafe(ValueError):
    """A value JavaScript would not write back as it read it; the message names where it stands."""


def js_safe(value: object, where: str = "body") -> Any:
    """The same value in a form every JSON writer and JavaScript spell alike. Raises NotJsSafe.

    Whole floats become integers. Refused: integers above 2^53-1, floats that need an exponent, keys made of
    digits alone (JavaScript would sort them first), lone surrogates, and whatever is not JSON.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, where)
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise NotJsSafe(f"{where}: {value} is beyond 2^53-1; send it as text")
        return value
    if isinstance(value, float):
        return _number(value, where)
    if isinstance(value, Mapping):
        return {_key(key, where): js_safe(member, f"{where}.{key}") for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [js_safe(member, f"{where}[{index}]") for index, member in enumerate(value)]
    raise NotJsSafe(f"{where}: {type(value).__name__} is not JSON; format it first")


def js_bytes(value: object) -> bytes:
    """The bytes of a body: compact, non-ASCII as itself. Raises NotJsSafe."""
    return json.dumps(js_safe(value), ensure_ascii=False, separators=(",", ":")).encode()


def _text(value: str, where: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise NotJsSafe(f"{where}: a lone surrogate cannot be sent") from None
    return value


def _key(key: object, where: str) -> str:
    if not isinstance(key, str):
        raise NotJsSafe(f"{where}: key {key!r} is not text")
    if key.isascii() and key.isdigit():
        raise NotJsSafe(f"{where}: key '{key}' is a number, which JavaScript moves to the front")
    return _text(key, where)


def _number(value: float, where: str) -> int | float:
    if value == 0:
        return 0
    if not 1e-4 <= abs(value) < 1e15:  # also refuses nan and infinity
        raise NotJsSafe(f"{where}: {value!r} may be written with an exponent; send it as text")
    return int(value) if value.is_integer() else value
