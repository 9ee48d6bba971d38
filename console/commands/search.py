"""Finds what somebody means by a few letters: the palette's ranking, and its emphasis. Pure.

Case and accents do not count. From best to least: the title begins with it; a word of the title does; every
word of the query begins one; it stands somewhere inside; then the same of subtitle and keywords; and last of
all, the query's letters stand in the title in this order.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that can be found and done. `icon` names one of icons.py."""

    title: str
    run: Callable[[], object]
    id: str = ""
    subtitle: str = ""
    icon: str = ""
    shortcut: str | None = None
    keywords: tuple[str, ...] = ()


Provider = Callable[[str], list[Entry]]
"""Gives what it has for a query, at least its best: the palette ranks it again among the others. Keep the
entries and `ranked` makes short work of thousands."""


Rank = tuple[int, int, int]
"""Lower is better: the kind of match, how late or scattered it is, how long the whole text is."""

PREFIX: Final = 0
WORD_START: Final = 1
WORDS: Final = 2
INSIDE: Final = 3
ELSEWHERE: Final = 4
"""Added to these where not the title matched but a subtitle or keyword."""
LETTERS: Final = 8
LONGEST: Final = 24
"""Letters of a query beyond which nobody means scattered ones."""


class Query:
    """What was typed, ready to be held against thousands of texts: every look at one is paid thousands of
    times while somebody types."""

    def __init__(self, typed: str) -> None:
        self.folded = " ".join(fold(typed).split())
        self._words = self.folded.split()
        letters = [re.escape(letter) for letter in self.folded if letter != " "]
        # each step can end in one place only, so that a miss never costs a search through all others
        self._letters = re.compile("".join(f"[^{letter}]*({letter})" for letter in letters[:LONGEST]))
        self._scatters = 1 < len(letters) <= LONGEST

    def __bool__(self) -> bool:
        return bool(self.folded)

    def rank(self, entry: Entry) -> Rank | None:
        """How well an entry answers, by its title or else by its subtitle and keywords; None if it does
        not."""
        title = fold(entry.title)
        found = self._find(title)
        if found is not None:
            return (*found, len(title))
        best: Rank | None = None
        for text in (entry.subtitle, *entry.keywords):
            other = fold(text)
            found = self._find(other)
            if found is not None:
                rank = (found[0] + ELSEWHERE, found[1], len(other))
                best = rank if best is None else min(best, rank)
        if best is None and self._scatters and (match := self._letters.match(title)):
            return (LETTERS, match.end() - match.start(1), len(title))
        return best

    def is_in(self, text: str) -> bool:
        """Whether a text holds it, or each of its words at the beginning of one."""
        return self._find(fold(text)) is not None

    def emphasis(self, title: str) -> tuple[int, ...]:
        """Which characters of a title matched, in order."""
        folded, origin = _fold_with_origin(title)
        return tuple(sorted({origin[place] for place in self._places(folded)}))

    def _find(self, folded: str) -> tuple[int, int] | None:
        """The kind of match, and where it begins."""
        inside = folded.find(self.folded)
        if inside == 0:
            return PREFIX, 0
        if inside > 0:
            start = _at_word_start(folded, self.folded)
            return (WORD_START, start) if start >= 0 else (INSIDE, inside)
        if len(self._words) > 1:
            starts = [_at_word_start(folded, word) for word in self._words]
            if min(starts) >= 0:
                return WORDS, sum(starts)
        return None

    def _places(self, folded: str) -> list[int]:
        found = self._find(folded)
        if found is None:
            match = self._letters.match(folded) if self._scatters else None
            return [match.start(number) for number in range(1, self._letters.groups + 1)] if match else []
        if found[0] == WORDS:
            starts = [(_at_word_start(folded, word), len(word)) for word in self._words]
            return [place for start, length in starts for place in range(start, start + length)]
        return list(range(found[1], found[1] + len(self.folded)))


def ranked(typed: str, entries: Iterable[Entry], limit: int = 50) -> list[Entry]:
    """The best entries for a query, best first; equals stay in their order. All of them for an empty one, up
    to the limit."""
    query = Query(typed)
    found = (
        (rank, place, entry) for place, entry in enumerate(entries) if (rank := query.rank(entry)) is not None
    )
    return [entry for _, _, entry in heapq.nsmallest(limit, found, key=lambda one: one[:2])]


class _WithoutMarks(dict[int, int | None]):
    """For str.translate: drops accents and the marks over letters. Learns as it is asked."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_WITHOUT_MARKS: Final = _WithoutMarks()


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """As it is compared: without case, accents, and the marks over Arabic letters."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).casefold().translate(_WITHOUT_MARKS)


def _fold_with_origin(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters where in the text it came from."""
    parts = [fold(character) for character in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def _at_word_start(folded: str, word: str) -> int:
    """Where a text has it at the beginning of a word; -1 where it does not."""
    place = folded.find(word)
    while place > 0 and folded[place - 1].isalnum():
        place = folded.find(word, place + 1)
    return place
