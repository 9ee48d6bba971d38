"""How the columns of a table share the room there is. Pure numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

C = TypeVar("C")


def shared(
    room: int, least: Mapping[C, int], wanted: Mapping[C, int], shares: Mapping[C, int]
) -> dict[C, int]:
    """Widths of the columns of `least`, pixels.

    Where all they hold fits into `room`, columns get what they want, and those with shares what is left.
    Where it does not, columns without shares get it first and the others as much as there is, in proportion
    to what they lack. None is narrower than its least: the table is wider than its room then.
    """
    lacks = {column: max(wanted.get(column, 0) - width, 0) for column, width in least.items()}
    spare = max(room - sum(least.values()), 0)
    if spare >= sum(lacks.values()):
        whole = {column: width + lacks[column] for column, width in least.items()}
        return _spread(whole, spare - sum(lacks.values()), shares)
    firm = {column: lack for column, lack in lacks.items() if not shares.get(column)}
    given = min(spare, sum(firm.values()))
    widths = _spread(least, given, firm)
    return _spread(widths, spare - given, {column: lacks[column] for column in least if column not in firm})


def _spread(widths: Mapping[C, int], spare: int, by: Mapping[C, int]) -> dict[C, int]:
    """Divide what is spare in proportion; the pixels over go to the one with the greatest part."""
    total = sum(by.get(column, 0) for column in widths)
    if not total:
        return dict(widths)
    found = {column: width + spare * by.get(column, 0) // total for column, width in widths.items()}
    greatest = max(found, key=lambda column: by.get(column, 0))
    found[greatest] += spare + sum(widths.values()) - sum(found.values())
    return found
