"""What alerts can be filtered by, and the part of a filter that is about their severity."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from common.filters import Filter, Value, fold, parse
from console.core.alerts import Alert, Severity, Stage
from console.core.session import Session

Field = Callable[[Alert, int], Value]
NameOf = Callable[[str | None], str]

HIDDEN: Final = frozenset({Stage.PENDING, Stage.INHIBITED})
"""Not shown unless the filter says something of the status: nobody is told of them yet, or by themselves."""

_TOKEN: Final = re.compile(r'(?:[^\s"]|"(?:\\.|[^"\\])*"?)+')
_ABOUT_SEVERITY: Final = re.compile(r"-?severity(:|!=|>|<|=)", re.IGNORECASE)

FLAGS: Final = ("new", "acked", "snoozed", "muted", "assigned")
_TEXTS: Final = ("kind", "severity", "status", "site", "entity", "name", "reason", "rule", "is", "assignee")
_NUMBERS: Final = ("since", "expected", "terminals", "times")

FIELDS: Final = frozenset({*_TEXTS, *_NUMBERS})
"""`since` is an age in seconds, `terminals` how many it is about, `times` how often it was opened anew. A
bare word is looked for in what people wrote and named."""

_WORDY: Final = ("kind", "site", "entity", "name", "reason", "assignee")


def parse_alert_filter(text: str) -> Filter:
    """Raises FilterError."""
    return parse(text, FIELDS)


def flags(alert: Alert, now_us: int) -> tuple[str, ...]:
    """What `is:` finds."""
    said = {
        "new": not alert.acknowledged and not alert.over,
        "acked": alert.acknowledged,
        "snoozed": alert.snoozed_until_us is not None and alert.snoozed_until_us > now_us,
        "muted": alert.muted is not None,
        "assigned": alert.assignee is not None,
    }
    return tuple(flag for flag in FLAGS if said[flag])


class AlertSieve:
    """Which alerts are shown. `name_of` is what a person of an id is called."""

    def __init__(self, wanted: Filter, name_of: NameOf) -> None:
        self.wanted = wanted
        self._name_of = name_of
        self._all_stages = any(term.key == "status" for term in wanted.terms)
        self._words = [term for term in wanted.terms if term.key is None]
        self._rest = [term for term in wanted.terms if term.key is not None]
        self.ages = any(term.key in ("since", "is") for term in wanted.terms)
        """Whether time alone decides what passes."""

    def passes(self, alert: Alert, now_us: int) -> bool:
        if alert.stage in HIDDEN and not self._all_stages:
            return False
        if self._words and not self._has_words(alert):
            return False
        record = _Record(alert, now_us, self._name_of)
        return all(term.holds(record) for term in self._rest)

    def _has_words(self, alert: Alert) -> bool:
        record = _Record(alert, 0, self._name_of)
        said = "\n".join(fold(str(record[key])) for key in _WORDY)
        return all((term.values[0] in said) is not term.negated for term in self._words)


class _Record(Mapping[str, Value]):
    """An alert as the filter language reads it."""

    __slots__ = ("_alert", "_name_of", "_now_us")

    def __init__(self, alert: Alert, now_us: int, name_of: NameOf) -> None:
        self._alert = alert
        self._now_us = now_us
        self._name_of = name_of

    def __getitem__(self, key: str) -> Value:
        alert = self._alert
        match key:
            case "kind" | "reason" | "rule" | "site":
                value: str = getattr(alert, key)
                return value
            case "severity":
                return alert.severity.value
            case "status":
                return alert.stage.value
            case "entity":
                return alert.entity_name
            case "name":
                return alert.title
            case "assignee":
                return self._name_of(alert.assignee)
            case "is":
                return flags(alert, self._now_us)
            case "since":
                return max(0.0, (self._now_us - alert.opened_us) / 1e6)
            case "expected":
                return alert.expected
            case "terminals":
                return len(alert.devices)
            case "times":
                return alert.occurrences
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(FIELDS)

    def __len__(self) -> int:
        return len(FIELDS)


def severities_of(wanted: Filter) -> frozenset[Severity]:
    """Those that a filter plainly asks for; none where it says nothing of them, or says more."""
    terms = [term for term in wanted.terms if term.key == "severity"]
    if len(terms) != 1 or terms[0].negated or terms[0].operator not in (":", "="):
        return frozenset()
    known = {severity.value: severity for severity in Severity}
    found = [known.get(value) for value in terms[0].values]
    return frozenset(it for it in found if it is not None) if all(found) else frozenset()


def with_severities(text: str, severities: Iterable[Severity]) -> str:
    """A filter that asks for these severities and no others, and for the same besides."""
    wanted = frozenset(severities)
    terms = [token for token in _TOKEN.findall(text) if not _ABOUT_SEVERITY.match(token)]
    if wanted:
        terms.append("severity=" + ",".join(it.value for it in Severity if it in wanted))
    return " ".join(terms)


class AlertVocabulary(Mapping[str, Iterable[str]]):
    """What stands in the fields of the alerts there are, looked up when it is asked for."""

    def __init__(self, session: Session, name_of: NameOf) -> None:
        self._session = session
        self._name_of = name_of

    def __getitem__(self, key: str) -> Iterable[str]:
        if key == "severity":
            return [severity.value for severity in Severity]
        if key == "status":
            return [stage.value for stage in Stage if stage is not Stage.OTHER]
        if key == "is":
            return FLAGS
        if key in _NUMBERS:
            return ()
        if key == "site":
            return sorted({site.name for site in self._session.fleet.sites.values()}, key=fold)
        if key not in _TEXTS:
            raise KeyError(key)
        found = {str(_Record(alert, 0, self._name_of)[key]) for alert in self._session.alerts.book}
        return sorted(found - {""}, key=fold)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(FIELDS))

    def __len__(self) -> int:
        return len(FIELDS)
