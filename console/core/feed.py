"""The live feed: the last 100,000 punches and the gaps between them, kept as tuples, filtered before any
model sees them.

Every line has a place: a number that grows by one and is never used twice, whatever is trimmed in front.
Beside the tuples stand columns of small numbers, one per text field, so that a filter is judged once per
distinct text and not once per line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from common.filters import Filter, Term, Value, parse
from console.core.listeners import Listeners
from console.core.records import FeedLine, Gap, Punch

KEPT: Final = 100_000
SLAB: Final = 4_096

TEXTS: Final[Mapping[str, str]] = {
    "employee": "employee",
    "type": "punch_type",
    "verify": "verify_mode",
    "serial": "serial",
    "device": "device",
    "site": "site",
    "quality": "time_quality",
}
"""Text fields to filter by, and the member of a punch that each is."""

NUMBERS: Final = ("lag", "temperature")
FIELDS: Final = frozenset({*TEXTS, *NUMBERS, "late", "mask"})
"""What the feed can be filtered by."""

Mask = NDArray[np.bool_]
_ABSENT: Final = float("nan")


def punch_record(punch: Punch) -> Mapping[str, Value]:
    """A punch as the filter language sees it. `lag` is in seconds."""
    record: dict[str, Value] = {name: getattr(punch, member) for name, member in TEXTS.items()}
    return {
        **record,
        "lag": punch.lag_s,
        "temperature": punch.temperature,
        "late": punch.late,
        "mask": punch.mask,
    }


def parse_feed_filter(text: str) -> Filter:
    """Raises FilterError."""
    return parse(text, FIELDS)


@dataclass(frozen=True, slots=True)
class FeedChange:
    """What happened to the buffer: lines were added from place `added_from` on (none where that is the end),
    lines before `first` were let go, or all is different (`rebuilt`)."""

    first: int
    added_from: int
    rebuilt: bool = False


class FeedBuffer:
    """The lines of one edge. Places run from `first` to `end`, which is excluded."""

    def __init__(self, kept: int = KEPT, slab: int = SLAB) -> None:
        self._kept = kept
        self._slab = slab
        self._columns = _Columns(kept + slab)
        self._lines: list[FeedLine] = []
        self._ids: set[str] = set()
        self.first = 0
        self.gaps = 0
        self.changed: Listeners[FeedChange] = Listeners()

    @property
    def end(self) -> int:
        return self.first + len(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def line(self, place: int) -> FeedLine:
        return self._lines[place - self.first]

    def lines(self, start: int | None = None, end: int | None = None) -> Sequence[FeedLine]:
        """Lines from place to place, as far as they are still kept."""
        begin = 0 if start is None else max(start - self.first, 0)
        stop = len(self._lines) if end is None else max(end - self.first, 0)
        return self._lines[begin:stop]

    def unknown(self, punches: Iterable[Punch]) -> list[Punch]:
        """Those that the buffer does not hold yet, each once."""
        found: dict[str, Punch] = {}
        for punch in punches:
            if punch.id not in self._ids:
                found.setdefault(punch.id, punch)
        return list(found.values())

    def append(self, lines: Sequence[FeedLine]) -> FeedChange:
        """Add lines at the end; punches that are there already are passed over."""
        start = self.end
        for slab in (lines[begin : begin + self._slab] for begin in range(0, len(lines), self._slab)):
            self._append_slab(slab)
        change = FeedChange(self.first, min(max(start, self.first), self.end))
        if self.end != start:
            self.changed.tell(change)
        return change

    def clear(self) -> None:
        """Begin anew, with another edge's punches."""
        self.first = self.end
        self._lines.clear()
        self._ids.clear()
        self._columns = _Columns(self._kept + self._slab)
        self.gaps = 0
        self.changed.tell(FeedChange(self.first, self.end, rebuilt=True))

    def passing(self, wanted: Filter, start: int | None = None, end: int | None = None) -> Sequence[FeedLine]:
        """Lines from place to place that pass a filter. Gaps always pass: they are not to be overlooked."""
        if not wanted:
            return self.lines(start, end)
        begin = 0 if start is None else max(start - self.first, 0)
        stop = len(self._lines) if end is None else max(end - self.first, 0)
        mask = self._columns.mask(wanted, begin, stop)
        return [self._lines[begin + at] for at in np.flatnonzero(mask).tolist()]

    def count(self, wanted: Filter, start: int, end: int | None = None) -> int:
        """How many lines `passing` would give."""
        if not wanted:
            return max((self.end if end is None else end) - max(start, self.first), 0)
        begin = max(start - self.first, 0)
        stop = len(self._lines) if end is None else max(end - self.first, 0)
        return int(np.count_nonzero(self._columns.mask(wanted, begin, stop)))

    def texts(self, name: str) -> list[str]:
        """The distinct values of a text field that were ever seen, for completion; sorted."""
        return self._columns.texts(name)

    def _append_slab(self, lines: Sequence[FeedLine]) -> None:
        fresh: list[FeedLine] = []
        for line in lines:
            if isinstance(line, Gap):
                self.gaps += 1
                fresh.append(line)
            elif line.id not in self._ids:
                self._ids.add(line.id)
                fresh.append(line)
        self._columns.append(fresh)
        self._lines += fresh
        if len(self._lines) >= self._kept + self._slab:
            self._trim(len(self._lines) - self._kept)

    def _trim(self, count: int) -> None:
        for line in self._lines[:count]:
            if isinstance(line, Gap):
                self.gaps -= 1
            else:
                self._ids.discard(line.id)
        del self._lines[:count]
        self._columns.drop(count)
        self.first += count


class _Columns:
    """What of the lines is compared: texts as numbers of their vocabulary, numbers as they are."""

    def __init__(self, capacity: int) -> None:
        # Twice the room, so that trimming is a move of the whole only now and then.
        self._codes = np.zeros((len(TEXTS), 2 * capacity), dtype=np.int32)
        self._numbers = np.zeros((len(NUMBERS), 2 * capacity), dtype=np.float64)
        self._flags = np.zeros((2, 2 * capacity), dtype=np.int8)
        self._gap = np.zeros(2 * capacity, dtype=np.bool_)
        self._begin = self._end = 0
        self._vocabulary: dict[str, dict[str, int]] = {name: {"": 0} for name in TEXTS}

    def texts(self, name: str) -> list[str]:
        return sorted(text for text in self._vocabulary[name] if text)

    def append(self, lines: Sequence[FeedLine]) -> None:
        count = len(lines)
        self._make_room(count)
        here = slice(self._end, self._end + count)
        for row, (name, member) in enumerate(TEXTS.items()):
            vocabulary = self._vocabulary[name]
            at = Punch._fields.index(member)
            self._codes[row, here] = [
                0 if isinstance(line, Gap) else vocabulary.setdefault(line[at], len(vocabulary))  # type: ignore[arg-type]  # a text member
                for line in lines
            ]
        self._numbers[0, here] = [_ABSENT if isinstance(line, Gap) else line.lag_s for line in lines]
        self._numbers[1, here] = [
            _ABSENT if isinstance(line, Gap) or line.temperature is None else line.temperature
            for line in lines
        ]
        self._flags[0, here] = [not isinstance(line, Gap) and line.late for line in lines]
        self._flags[1, here] = [
            -1 if isinstance(line, Gap) or line.mask is None else line.mask for line in lines
        ]
        self._gap[here] = [isinstance(line, Gap) for line in lines]
        self._end += count

    def drop(self, count: int) -> None:
        self._begin += count

    def mask(self, wanted: Filter, begin: int, end: int) -> Mask:
        """Which of the lines from `begin` to `end`, counted from the first one kept, pass."""
        here = slice(self._begin + begin, self._begin + max(begin, end))
        found = np.ones(here.stop - here.start, dtype=np.bool_)
        for term in wanted.terms:
            found &= self._holds(term, here)
        return found | self._gap[here]

    def _holds(self, term: Term, here: slice) -> Mask:
        positive = Term(term.key, term.operator, term.values)
        if term.key is None:
            found = np.zeros(here.stop - here.start, dtype=np.bool_)
            for name in (*TEXTS, *NUMBERS, "late", "mask"):
                found |= self._field(positive, name, here)
        else:
            found = self._field(positive, term.key, here)
        return ~found if term.negated else found

    def _field(self, term: Term, name: str, here: slice) -> Mask:
        """Where a term holds of one field: it is asked once per distinct value."""
        if name in self._vocabulary:
            row = list(TEXTS).index(name)
            verdicts = [term.holds({name: text}) for text in self._vocabulary[name]]
            return np.array(verdicts, dtype=np.bool_)[self._codes[row, here]]
        if name in NUMBERS:
            return self._number(term, name, here)
        values = (None, False, True)
        verdicts = [term.holds({name: value}) for value in values]
        return np.array(verdicts, dtype=np.bool_)[self._flags[("late", "mask").index(name), here] + 1]

    def _number(self, term: Term, name: str, here: slice) -> Mask:
        numbers = self._numbers[NUMBERS.index(name), here]
        distinct, inverse = np.unique(numbers, return_inverse=True, equal_nan=True)
        verdicts = [term.holds({name: None if value != value else value}) for value in distinct.tolist()]
        return np.array(verdicts, dtype=np.bool_)[inverse]

    def _make_room(self, count: int) -> None:
        capacity = self._gap.shape[0]
        if self._end + count <= capacity:
            return
        kept = slice(self._begin, self._end)
        for array in (self._codes, self._numbers, self._flags, self._gap):
            array[..., : self._end - self._begin] = array[..., kept].copy()
        self._begin, self._end = 0, self._end - self._begin
