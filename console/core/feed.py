"""The live feed: the last 100,000 punches and the gaps between them, kept as tuples, filtered before any
model sees them.

Every line has a place: a number that grows by one and is never used twice, whatever is trimmed in front.
Beside the tuples stand columns of small numbers, one per text field, so that a filter is judged once per
distinct text and not once per line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
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
FLAGS: Final = ("late", "mask")
FIELDS: Final = frozenset({*TEXTS, *NUMBERS, *FLAGS})
"""What the feed can be filtered by: `lag` is in whole seconds. A bare word is looked for in the texts."""

REMEMBERED: Final = 64

Mask = NDArray[np.bool_]
_ABSENT: Final = float("nan")
_ANY: Final = "value"
_NO_PUNCH: Final = Punch("", 0, 0, 0, "", "", "", "", "", "", "", "", "", late=False)
_COMPARES: Final = {">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal}


def parse_feed_filter(text: str) -> Filter:
    """Raises FilterError."""
    return parse(text, FIELDS)


@dataclass(frozen=True, slots=True)
class FeedChange:
    """What happened to the buffer: lines were added from place `added_from` on (none where that is the end),
    lines before `first` were let go, or all is different (`rebuilt`), or some came in between (`filled`)."""

    first: int
    added_from: int
    rebuilt: bool = False
    filled: bool = False


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
        begin, stop = self._kept_of(start, end)
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

    def fill(self, gap: Gap, punches: Sequence[Punch]) -> list[Punch]:
        """Put what a gap missed where it stands, instead of it. Lines before it get other places; those after
        it keep theirs. Returns the punches that were not there yet. Raises ValueError where the gap is gone.
        """
        at = self._lines.index(gap)
        fresh = self.unknown(punches)
        self._columns.replace(at, fresh)
        self._lines[at : at + 1] = fresh
        self._ids.update(punch.id for punch in fresh)
        self.gaps -= 1
        self.first -= len(fresh) - 1
        if len(self._lines) >= self._kept + self._slab:
            self._trim(len(self._lines) - self._kept)
        self.changed.tell(FeedChange(self.first, self.end, filled=True))
        return fresh

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
        begin, stop = self._kept_of(start, end)
        mask = self._columns.mask(wanted, begin, stop)
        if mask.all():
            return self._lines[begin:stop]
        return [self._lines[begin + at] for at in np.flatnonzero(mask).tolist()]

    def count(self, wanted: Filter, start: int, end: int | None = None) -> int:
        """How many lines `passing` would give."""
        begin, stop = self._kept_of(start, end)
        if not wanted:
            return stop - begin
        return int(np.count_nonzero(self._columns.mask(wanted, begin, stop)))

    def texts(self, name: str) -> list[str]:
        """The distinct values of a text field that were ever seen, for completion; sorted."""
        return self._columns.texts(name)

    def _kept_of(self, start: int | None, end: int | None) -> tuple[int, int]:
        """From where to where in the lines that are kept; never from behind to before."""
        stop = len(self._lines) if end is None else min(max(end - self.first, 0), len(self._lines))
        return (0 if start is None else min(max(start - self.first, 0), stop)), stop

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
        # Twice the room, so that what is kept moves to the front only now and then.
        self._codes = np.zeros((len(TEXTS), 2 * capacity), dtype=np.int32)
        self._numbers = np.zeros((len(NUMBERS), 2 * capacity), dtype=np.float64)
        self._flags = np.zeros((len(FLAGS), 2 * capacity), dtype=np.int8)
        self._gap = np.zeros(2 * capacity, dtype=np.bool_)
        self._begin = self._end = 0
        self._vocabulary: dict[str, dict[str, int]] = {name: {} for name in TEXTS}
        self._judged: dict[tuple[Term, str], Mask] = {}

    def texts(self, name: str) -> list[str]:
        return sorted(self._vocabulary[name])

    def append(self, lines: Sequence[FeedLine]) -> None:
        self._make_room(len(lines))
        self._write(self._end, lines)
        self._end += len(lines)

    def replace(self, at: int, lines: Sequence[Punch]) -> None:
        """Put lines where one stands, counted from the first one kept."""
        self._make_room(len(lines))
        place = self._begin + at
        behind = slice(place + 1, self._end)
        for array in (self._codes, self._numbers, self._flags, self._gap):
            array[..., place + len(lines) : self._end - 1 + len(lines)] = array[..., behind].copy()
        self._write(place, lines)
        self._end += len(lines) - 1

    def _write(self, place: int, lines: Sequence[FeedLine]) -> None:
        here = slice(place, place + len(lines))
        punches = [_NO_PUNCH if isinstance(line, Gap) else line for line in lines]
        for row, (name, member) in enumerate(TEXTS.items()):
            vocabulary, at = self._vocabulary[name], Punch._fields.index(member)
            texts: list[str] = [punch[at] for punch in punches]  # type: ignore[misc]  # a member that is text
            self._codes[row, here] = [vocabulary.setdefault(text, len(vocabulary)) for text in texts]
        self._numbers[0, here] = [punch.lag_s for punch in punches]
        self._numbers[1, here] = [_none_as(punch.temperature, _ABSENT) for punch in punches]
        self._flags[0, here] = [punch.late for punch in punches]
        self._flags[1, here] = [_none_as(punch.mask, -1) for punch in punches]
        self._gap[here] = [punch is _NO_PUNCH for punch in punches]

    def drop(self, count: int) -> None:
        self._begin += count

    def mask(self, wanted: Filter, begin: int, end: int) -> Mask:
        """Which of the lines from `begin` to `end`, counted from the first one kept, pass."""
        here = slice(self._begin + begin, self._begin + end)
        found = np.ones(here.stop - here.start, dtype=np.bool_)
        for term in wanted.terms:
            holds = self._holds(term, here)
            found &= ~holds if term.negated else holds
        return found | self._gap[here]

    def _holds(self, term: Term, here: slice) -> Mask:
        """Where the condition is true, never mind whether it is turned round."""
        if term.key is None:
            found = np.zeros(here.stop - here.start, dtype=np.bool_)
            for row, name in enumerate(TEXTS):
                found |= self._verdicts(term, name).take(self._codes[row, here], mode="clip")
            return found
        if term.key in TEXTS:
            row = list(TEXTS).index(term.key)
            return self._verdicts(term, term.key).take(self._codes[row, here], mode="clip")
        if term.key in FLAGS:
            return _judge(term, (None, False, True))[self._flags[FLAGS.index(term.key), here] + 1]
        return _number_holds(term, self._numbers[NUMBERS.index(term.key), here])

    def _verdicts(self, term: Term, name: str) -> Mask:
        """What a term says of every text of a field: each is asked once."""
        vocabulary = self._vocabulary[name]
        known = self._judged.get((term, name))
        if known is None or len(known) < len(vocabulary):
            if len(self._judged) > REMEMBERED:
                self._judged.clear()
            start = 0 if known is None else len(known)
            fresh = _judge(term, islice(vocabulary, start, None))
            known = self._judged[term, name] = fresh if known is None else np.concatenate([known, fresh])
        return known

    def _make_room(self, count: int) -> None:
        if self._end + count <= self._gap.shape[0]:
            return
        kept = slice(self._begin, self._end)
        for array in (self._codes, self._numbers, self._flags, self._gap):
            array[..., : self._end - self._begin] = array[..., kept].copy()
        self._begin, self._end = 0, self._end - self._begin


def _none_as(value: float | None, other: float) -> float:
    return other if value is None else value


def _judge(term: Term, values: Iterable[Value]) -> Mask:
    """Which of the values fulfil a term, never mind whether it is turned round."""
    holds = Term(_ANY, term.operator, term.values).holds
    return np.array([holds({_ANY: value}) for value in values], dtype=np.bool_)


def _number_holds(term: Term, numbers: NDArray[np.float64]) -> Mask:
    compare = _COMPARES.get(term.operator)
    found = np.zeros(len(numbers), dtype=np.bool_)
    if compare is not None:
        for bound in term.bounds:
            found |= compare(numbers, bound)
        return found
    distinct, at = np.unique(numbers, return_inverse=True)
    whole = [None if value != value else int(value) if value == int(value) else value for value in distinct]
    return _judge(term, whole)[at]
