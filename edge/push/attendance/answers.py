"""Uploads that answer a query of ours: to which command they belong, and when all of it has come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from edge.push.text import decode

_ID = re.compile(r"[A-Za-z0-9]{1,64}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_NO_COMMAND: Final = "0"
MOST_PACKS: Final = 10_000  # more than any terminal needs for all it holds


@dataclass(frozen=True, slots=True)
class Portion:
    """The part of an answer that one upload is (PROTOCOL.md §5): pack `pack_index` of `pack_count`.

    `count` is the number of records in the whole answer, None where the terminal does not say. Packs are
    numbered from 1; a terminal that counts from 0 does no harm.
    """

    command_id: str
    count: int | None
    pack_count: int
    pack_index: int


@dataclass(frozen=True, slots=True)
class Answer:
    """How far the answer to one command has come. Begin with `Answer(portion.command_id)`."""

    command_id: str
    count: int | None = None
    pack_count: int = 1
    packs: frozenset[int] = frozenset()
    records: int = 0

    @property
    def complete(self) -> bool:
        """Whether every pack is there. The result on devicecmd (§7.3) says so too, and may come first."""
        return len(self.packs) >= self.pack_count

    @property
    def short(self) -> int:
        """How many records are missing of those announced, 0 where none were announced."""
        return 0 if self.count is None else max(self.count - self.records, 0)

    def plus(self, portion: Portion, records: int) -> Answer:
        """The answer with one more pack of `records` lines; the same pack again changes nothing.

        Raises ValueError for a portion of another command.
        """
        if portion.command_id != self.command_id:
            raise ValueError(f"A portion for command {portion.command_id} is no answer to {self.command_id}.")
        if portion.pack_index in self.packs:
            return self
        return replace(
            self,
            count=self.count if portion.count is None else portion.count,
            pack_count=max(self.pack_count, portion.pack_count),
            packs=self.packs | {portion.pack_index},
            records=self.records + records,
        )


def portion_of(query: Mapping[str, bytes]) -> Portion | None:
    """Which part of which answer an upload is, from its query (lower-case names); None for one that answers
    nothing or does not say so, as old firmware never does (PROTOCOL.md §5, §12 #41)."""
    command_id = _word(query, "cmdid")
    if not _ID.fullmatch(command_id) or command_id == _NO_COMMAND:
        return None
    pack_count = _number(query, "packcnt")
    if pack_count is None or not 0 < pack_count <= MOST_PACKS:
        pack_count = 1
    pack_index = _number(query, "packidx")
    return Portion(command_id, _number(query, "count"), pack_count, 1 if pack_index is None else pack_index)


def _word(query: Mapping[str, bytes], name: str) -> str:
    return decode(query.get(name, b"")).text.strip()


def _number(query: Mapping[str, bytes], name: str) -> int | None:
    text = _word(query, name)
    return int(text) if _NUMBER.fullmatch(text) else None
