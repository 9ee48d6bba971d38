"""What terminals can be filtered by, and the part of a filter that is about their status."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from common.filters import Filter, Term, Value, fold, parse
from console.core.session import Session
from console.core.status import Status
from console.models.device_columns import Terminal

Field = Callable[[Terminal, int], Value]


def _age(then_us: int | None, now_us: int) -> float | None:
    return None if then_us is None else max(0.0, (now_us - then_us) / 1e6)


_TEXTS: Final[Mapping[str, Callable[[Terminal, int], str | tuple[str, ...] | None]]] = {
    "status": lambda it, _: it.status.value,
    "health": lambda it, _: (it.device.health, *it.device.health_reasons),
    "site": lambda it, _: it.site,
    "name": lambda it, _: it.device.name,
    "serial": lambda it, _: it.device.serial,
    "model": lambda it, _: it.device.model,
    "firmware": lambda it, _: it.device.firmware,
    "push": lambda it, _: it.device.push_version,
    "ip": lambda it, _: it.device.ip,
    "zone": lambda it, _: it.device.timezone,
    "tag": lambda it, _: it.device.tags,
}
_NUMBERS: Final[Mapping[str, Field]] = {
    "seen": lambda it, now_us: _age(it.device.last_seen_us, now_us),
    "punch": lambda it, now_us: _age(it.punched_us, now_us),
    "users": lambda it, _: it.device.users,
    "fingerprints": lambda it, _: it.device.fingerprints,
    "faces": lambda it, _: it.device.faces,
    "punches": lambda it, _: it.device.punches,
    "commands": lambda it, _: it.device.pending_commands,
    "drift": lambda it, _: it.device.clock_drift_s,
}
_FLAGS: Final[Mapping[str, Field]] = {"critical": lambda it, _: it.device.business_critical}
_FIELDS: Final[Mapping[str, Field]] = {**_TEXTS, **_NUMBERS, **_FLAGS}

FIELDS: Final = frozenset(_FIELDS)
"""`seen` and `punch` are ages in seconds, `drift` seconds ahead. A bare word is looked for in the texts."""

AGES: Final = frozenset({"seen", "punch"})
"""What is different as time passes."""

_TOKEN: Final = re.compile(r'(?:[^\s"]|"(?:\\.|[^"\\])*"?)+')
_ABOUT_STATUS: Final = re.compile(r"-?status(:|!=|>|<|=)", re.IGNORECASE)


def parse_device_filter(text: str) -> Filter:
    """Raises FilterError."""
    return parse(text, FIELDS)


class _Record(Mapping[str, Value]):
    """A terminal as the filter language reads it; a field is looked up when it is asked for."""

    __slots__ = ("_now_us", "_terminal")

    def __init__(self, terminal: Terminal, now_us: int) -> None:
        self._terminal = terminal
        self._now_us = now_us

    def __getitem__(self, key: str) -> Value:
        return _FIELDS[key](self._terminal, self._now_us)

    def get(self, key: str, default: object = None) -> Value:
        return _FIELDS[key](self._terminal, self._now_us)

    def __iter__(self) -> Iterator[str]:
        return iter(_FIELDS)

    def __len__(self) -> int:
        return len(_FIELDS)


class Sieve:
    """A filter for terminals, in two parts: what it says of the status, and all the rest."""

    def __init__(self, wanted: Filter) -> None:
        self.wanted = wanted
        self._words = [term for term in wanted.terms if term.key is None]
        self._status = [term for term in wanted.terms if term.key == "status"]
        self._rest = [term for term in wanted.terms if term.key not in (None, "status")]
        self.ages = any(term.key in AGES for term in wanted.terms)
        """Whether time alone decides what passes."""

    def judge(self, terminal: Terminal, now_us: int) -> bool:
        """Whether it is shown; notes that, and whether it would be but for its status."""
        if not self.wanted:
            terminal.near = terminal.passes = True
            return True
        terminal.near = self._near(terminal, now_us)
        terminal.passes = terminal.near and _hold(self._status, _Record(terminal, now_us))
        return terminal.passes

    def _near(self, terminal: Terminal, now_us: int) -> bool:
        if self._words and not terminal.words:
            terminal.words = _words(terminal)
        for term in self._words:
            if (term.values[0] in terminal.words) is term.negated:
                return False
        return not self._rest or _hold(self._rest, _Record(terminal, now_us))


def _hold(terms: Sequence[Term], record: _Record) -> bool:
    return all(term.holds(record) for term in terms)


def _words(terminal: Terminal) -> str:
    """All texts of a terminal, folded, one a line: no word is found across two of them."""
    values = (field(terminal, 0) for field in _TEXTS.values())
    texts = (value if isinstance(value, str) else "\n".join(value) for value in values if value)
    return "\n".join(map(fold, texts))


def statuses_of(wanted: Filter) -> frozenset[Status]:
    """The statuses that a filter plainly asks for; none where it says nothing of them, or says more."""
    terms = [term for term in wanted.terms if term.key == "status"]
    if len(terms) != 1 or terms[0].negated or terms[0].operator not in (":", "="):
        return frozenset()
    known = {status.value: status for status in Status}
    found = [known.get(value) for value in terms[0].values]
    return frozenset(status for status in found if status is not None) if all(found) else frozenset()


def with_statuses(text: str, statuses: Iterable[Status]) -> str:
    """A filter that asks for these statuses and no others, and for the same besides."""
    wanted = frozenset(statuses)
    terms = [token for token in _TOKEN.findall(text) if not _ABOUT_STATUS.match(token)]
    if wanted:
        terms.append("status=" + ",".join(status.value for status in Status if status in wanted))
    return " ".join(terms)


class Vocabulary(Mapping[str, Iterable[str]]):
    """What stands in the fields of a fleet, looked up when it is asked for."""

    def __init__(self, session: Session, nameless: str) -> None:
        self._session = session
        self._nameless = nameless

    def __getitem__(self, key: str) -> Iterable[str]:
        if key == "status":
            return [status.value for status in Status]
        if key == "health":
            return self._sorted("health", ("ok", "unstable", "degraded"))
        if key == "site":
            return sorted(self._sites(), key=fold)
        if key in _TEXTS:
            return self._sorted(key)
        if key in _FLAGS:
            return ("yes", "no")
        if key in _NUMBERS:
            return ()
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(FIELDS))

    def __len__(self) -> int:
        return len(FIELDS)

    def _sites(self) -> set[str]:
        fleet = self._session.fleet
        names = {site.name for site in fleet.sites.values()}
        return names | {self._nameless} if fleet.devices_at("") else names

    def _sorted(self, key: str, always: Iterable[str] = ()) -> list[str]:
        found = set(always)
        fleet = self._session.fleet
        for device in (*fleet.devices.values(), *fleet.waiting):
            value = _TEXTS[key](Terminal(device, Status.NO_DATA, "", device.site), 0)
            found.update([value] if isinstance(value, str) else value if isinstance(value, tuple) else ())
        return sorted((text for text in found if text), key=fold)
