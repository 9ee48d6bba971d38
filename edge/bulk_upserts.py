"""Many objects of one kind made or changed by one request: at once, or as a job, a batch at a time.

Each is judged by itself, and each is carried out exactly once. What was sent of one lies with its item until
the batch that carries it out commits, and no longer.
"""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

import sqlalchemy as sa
from pydantic import ValidationError

from edge import audit, jobs
from edge.audit import Entry, Who
from edge.jobs import Advanced, JobType, Kind
from edge.store import jobs as rows
from edge.store.ids import IdClock
from edge.store.jobs import NewItem

BATCH: Final = 100
"""How many are written in one transaction: uploads wait for it."""
MOST: Final = 50_000
LONGEST_REF: Final = 200


class ItemMisuse(ValueError):
    """One of many cannot be made or changed as asked."""

    def __init__(self, message: str, param: str | None, code: str = "validation_failed") -> None:
        super().__init__(message)
        self.param = param
        self.code = code


@dataclass(slots=True)
class Item(ABC):
    """One of many, and why it could not be, if it could not. `members` as they were sent, until they are
    read; `line`: where it stood in a table."""

    index: int
    members: Mapping[str, Any]
    line: int | None = None
    error: Exception | None = None

    @property
    @abstractmethod
    def made(self) -> bool:
        """Whether it was not there before."""

    @property
    @abstractmethod
    def public_id(self) -> str | None:
        """Its id, once it is there."""


@dataclass(frozen=True, slots=True)
class Done:
    """What carrying out did: what the audit log says of it, and serial numbers of devices that changed."""

    entries: Sequence[Entry]
    changed: Sequence[str] = field(default_factory=tuple)


I = TypeVar("I", bound=Item)  # noqa: E741  # an item
CarryOut = Callable[[sa.Connection, IdClock, int, Sequence[I], Collection[int] | None, int], Done]


@dataclass(frozen=True, slots=True)
class Bulk(Generic[I]):
    """How objects of one kind are made or changed in numbers.

    `noun` is what one is called, `key` the member that names it. `carry_out(conn, ids, tenant_id, items,
    within, now)` makes or changes those without an error and notes the error of those that cannot be;
    `within`: the sites that who asks may see, None: all.
    """

    type: JobType
    noun: str
    key: str
    item: Callable[[int, Mapping[str, Any]], I]
    carry_out: CarryOut[I]

    def named(self, item: I) -> str | None:
        """What its item is called: its key, where that can be one."""
        name = item.members.get(self.key)
        usable = isinstance(name, str) and name.isprintable() and 0 < len(name) <= LONGEST_REF
        return name if usable else None

    def create(
        self,
        conn: sa.Connection,
        ids: IdClock,
        tenant_id: int,
        items: Sequence[I],
        *,
        who: Who,
        within: Collection[int] | None,
    ) -> sa.RowMapping:
        """Make the job, and return its row. Nothing of an item is judged yet but whether it is named
        twice."""
        times = Counter(self.named(item) for item in items)
        fresh = [
            NewItem(
                number,
                self.named(item) or f"#{item.index}",
                0,
                None,
                self._kept(item, times[self.named(item)]),
            )
            for number, item in enumerate(items)
        ]
        params = {
            f"{self.noun}s": len(fresh),
            "who": dataclasses.asdict(who),
            "within": None if within is None else sorted(within),
        }
        return jobs.create(conn, ids, tenant_id, self.type, fresh, params=params, actor=who.actor)

    def _kept(self, item: I, times: int) -> dict[str, Any]:
        error = item.error
        name = self.named(item)
        if error is None and times > 1 and name is not None:
            error = twice(self.noun, self.key, name, times)
        kept = {"members": None if error else dict(item.members), "line": item.line}
        return kept if error is None else {**kept, "problem": said_of(error)}

    @property
    def kind(self) -> Kind:
        """How such jobs go on."""
        return Kind(lambda conn, row, thorough: True, self._advance)

    def _advance(self, conn: sa.Connection, ids: IdClock, row: sa.RowMapping, now: int) -> Advanced:
        """Carry out the next batch. Whatever stops it before the commit, the batch is begun anew."""
        tenant_id, job_id = row["tenant_id"], row["id"]
        if row["status"] == "cancelling":
            rows.end_waiting(conn, tenant_id, job_id, "cancelled", now)
        elif row["status"] == "queued":
            rows.change(conn, tenant_id, job_id, status="running", started_at=now)
        waiting = rows.items(conn, tenant_id, job_id, limit=BATCH, statuses=("waiting",))
        if not waiting:
            counted = f"{self.noun}s"
            jobs.end(conn, row, now, params={counted: row["params"][counted]})
            return Advanced()
        within = row["params"]["within"]
        items = {
            one["number"]: self.item(one["number"], one["params"]["members"])
            for one in waiting
            if "problem" not in one["params"]
        }
        sites = None if within is None else frozenset(within)
        done = self.carry_out(conn, ids, tenant_id, list(items.values()), sites, now)
        problems = {one["number"]: _problem(one["params"], items.get(one["number"])) for one in waiting}
        rows.end_items(conn, tenant_id, job_id, problems, now)
        audit.write(conn, ids, tenant_id, Who(**row["params"]["who"]), done.entries)
        return Advanced(more=True, changed=done.changed)


def twice(noun: str, key: str, name: str, times: int) -> ItemMisuse:
    """Why one that is named several times is not carried out at all."""
    return ItemMisuse(f"The {noun} '{name}' is named {times} times; name each once.", key)


def _problem(kept: Mapping[str, Any], item: Item | None) -> str | None:
    """Why an item failed; None where it did not."""
    error = None if item is None else item.error
    problem = kept.get("problem") if error is None else said_of(error)
    return f"Line {kept['line']}: {problem}" if problem is not None and kept["line"] is not None else problem


def said_of(error: Exception) -> str:
    """Why one was not made or changed, in a line."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        return f"{place}: {message}" if place else message
    param = getattr(error, "param", None)
    return f"{param}: {error}" if param else str(error)
