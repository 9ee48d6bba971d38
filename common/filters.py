"""The one filter language: feed, devices, alerts, palette, saved views, deep links.

`site:casa status!=online lag>30s "amina"` — terms beside each other must all hold. `key:value` finds the
value anywhere in the field, `key=value` is the whole field, `!=` its opposite, `> >= < <=` compare numbers
and durations (`30s`, `5m`, `2h`, `1d`). `a,b` after a key means either. A `-` before a term turns it round. A
bare word is looked for in every field. Case and accents never matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Value = str | int | float | bool | None | Sequence[str]
Operator = Literal[":", "=", "!=", ">", ">=", "<", "<="]

_UNITS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)(ms|[smhd])?")
_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(:|!=|>=|<=|=|>|<)")


class FilterError(ValueError):
    """A filter that cannot be read. `start` and `end` say where in the text."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class Term:
    """One condition. `key` is None for a bare word; `values` are folded and alternatives of one another."""

    key: str | None
    operator: Operator
    values: tuple[str, ...]
    negated: bool = False

    def holds(self, record: Mapping[str, Value]) -> bool:
        return self._holds(record) != self.negated

    @property
    def bounds(self) -> tuple[float, ...]:
        """The values as numbers, durations in seconds; of an operator that compares, all of them are."""
        return tuple(number for number in map(_number, self.values) if number is not None)

    def _holds(self, record: Mapping[str, Value]) -> bool:
        if self.key is None:
            return any(self.values[0] in text for value in record.values() for text in _texts(value))
        field = record.get(self.key)
        if self.operator == ":":
            return any(wanted in text for text in _texts(field) for wanted in self.values)
        if self.operator in ("=", "!="):
            equal = any(wanted == text for text in _texts(field) for wanted in self.values)
            return equal == (self.operator == "=")
        return _compares(field, self.operator, self.bounds)


@dataclass(frozen=True, slots=True)
class Filter:
    """Terms that must all hold. The empty filter lets everything through."""

    terms: tuple[Term, ...] = ()

    def matches(self, record: Mapping[str, Value]) -> bool:
        """Whether a record passes: a mapping of field names to text, numbers (seconds for durations), flags,
        lists.
        """
        return all(term.holds(record) for term in self.terms)

    def __bool__(self) -> bool:
        return bool(self.terms)


def fold(text: str) -> str:
    """What comparison sees: no case, no accents, no width. Accents that stand on nothing are themselves."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return (bare if bare.strip() else decomposed).casefold()


def parse(text: str, keys: Iterable[str]) -> Filter:
    """Read a filter. Raises FilterError naming what is wrong and where."""
    known = frozenset(keys)
    return Filter(tuple(_term(token, start, known) for token, start in _tokens(text)))


def quoted(value: str) -> str:
    """A value as it must be written to be taken as one."""
    if value and not re.search(r"[\s\",]", value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def completions(text: str, cursor: int, fields: Mapping[str, Iterable[str]]) -> list[str]:
    """What could stand at the cursor: keys of `fields` while a key is typed, then that field's values."""
    begin = max((place for token, place in _tokens(text[:cursor], strict=False)), default=cursor)
    if begin < cursor and text[cursor - 1].isspace():
        begin = cursor
    typed = text[begin:cursor].lstrip("-")
    match = _KEY.match(typed)
    if match is None:
        return sorted(f"{key}:" for key in fields if key.startswith(typed.lower()))
    started = fold(typed[match.end() :].rpartition(",")[2].lstrip('"'))
    values = fields.get(match.group(1).lower(), ())
    return [quoted(value) for value in values if fold(value).startswith(started)]


def _tokens(text: str, strict: bool = True) -> list[tuple[str, int]]:
    tokens: list[tuple[str, int]] = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        end = _token_end(text, place, strict)
        tokens.append((text[place:end], place))
        place = end
    return tokens


def _token_end(text: str, start: int, strict: bool) -> int:
    place, inside = start, False
    while place < len(text) and (inside or not text[place].isspace()):
        if text[place] == "\\" and inside:
            place += 1
        elif text[place] == '"':
            inside = not inside
        place += 1
    if inside and strict:
        raise FilterError("A quotation mark is not closed.", start, len(text))
    return min(place, len(text))


def _term(token: str, start: int, known: frozenset[str]) -> Term:
    negated = token.startswith("-") and len(token) > 1
    body = token[1:] if negated else token
    match = _KEY.match(body)
    end = start + len(token)
    if match is None:
        return Term(None, ":", (fold(_unquoted(body)),), negated)
    key, operator = match.group(1).lower(), match.group(2)
    if key not in known:
        raise FilterError(
            f"'{key}' is not something to filter by; these are: {', '.join(sorted(known))}.", start, end
        )
    values = tuple(fold(value) for value in _alternatives(body[match.end() :]))
    if not any(values):
        raise FilterError(f"After '{key}{operator}' a value is missing.", start, end)
    if operator in (">", ">=", "<", "<="):
        for value in values:
            if _number(value) is None:
                raise FilterError(
                    f"'{value}' cannot be compared; write a number or a duration such as 30s, 5m, 2h, 1d.",
                    start,
                    end,
                )
    return Term(key, _operator(operator), values, negated)


def _operator(text: str) -> Operator:
    operators: tuple[Operator, ...] = (":", "=", "!=", ">", ">=", "<", "<=")
    return next(operator for operator in operators if operator == text)


def _alternatives(text: str) -> list[str]:
    parts, place, begin, inside = [], 0, 0, False
    while place < len(text):
        if text[place] == "\\" and inside:
            place += 1
        elif text[place] == '"':
            inside = not inside
        elif text[place] == "," and not inside:
            parts.append(text[begin:place])
            begin = place + 1
        place += 1
    return [_unquoted(part) for part in (*parts, text[begin:]) if part]


def _unquoted(text: str) -> str:
    letters, inside, escaped = [], False, False
    for letter in text:
        if escaped:
            letters.append(letter)
            escaped = False
        elif letter == "\\" and inside:
            escaped = True
        elif letter == '"':
            inside = not inside
        else:
            letters.append(letter)
    return "".join(letters)


def _texts(value: Value) -> list[str]:
    if value is None:
        return [""]
    if isinstance(value, bool):
        return ["yes" if value else "no", "true" if value else "false"]
    if isinstance(value, str):
        return [fold(value)]
    if isinstance(value, (int, float)):
        return [f"{value:g}" if isinstance(value, float) else str(value)]
    return [fold(entry) for entry in value] or [""]


def _number(text: str) -> float | None:
    match = _NUMBER.fullmatch(text)
    return None if match is None else float(match.group(1)) * _UNITS.get(match.group(2) or "s", 1.0)


def _compares(field: Value, operator: Operator, bounds: Sequence[float]) -> bool:
    if isinstance(field, bool) or not isinstance(field, (int, float)):
        return False
    if operator == ">":
        return any(field > bound for bound in bounds)
    if operator == ">=":
        return any(field >= bound for bound in bounds)
    if operator == "<":
        return any(field < bound for bound in bounds)
    return any(field <= bound for bound in bounds)
