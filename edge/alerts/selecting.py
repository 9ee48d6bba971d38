"""What a selector fits: the same few words for rules, policies, maintenance windows and silences. Pure.

A selector is JSON: `{"sites": [ids], "devices": [ids], "tags": [...], "models": [...], "kinds": [...],
"severities": [...], "business_critical": bool}`. Its members must all fit, of the values of one any; `{}`
fits everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from edge.alerts.model import Entity


@dataclass(frozen=True, slots=True)
class Subject:
    """What is held against a selector: a terminal, a site, or an alert about one. Ids are public ids; what
    does not apply is None, and fits no selector that asks for it."""

    site: str | None = None
    device: str | None = None
    serial: str | None = None
    tags: tuple[str, ...] = ()
    model: str | None = None
    site_tags: tuple[str, ...] = ()
    critical: bool = False
    kind: str | None = None
    severity: str | None = None
    entity: Entity | None = None
    rule: str | None = None


_FITS: Final[Mapping[str, Callable[[Any, Subject], bool]]] = {
    "sites": lambda wanted, subject: subject.site in wanted,
    "devices": lambda wanted, subject: subject.device in wanted or subject.serial in wanted,
    "tags": lambda wanted, subject: any(tag in wanted for tag in (*subject.tags, *subject.site_tags)),
    "models": lambda wanted, subject: subject.model in wanted,
    "kinds": lambda wanted, subject: subject.kind in wanted,
    "severities": lambda wanted, subject: subject.severity in wanted,
    "business_critical": lambda wanted, subject: subject.critical is wanted,
}


def fits(selector: Mapping[str, Any], subject: Subject) -> bool:
    """Whether a selector means this. One with a member that is not known means nothing: better told than
    silenced by a word that nobody here understands."""
    for member, wanted in selector.items():
        if wanted is None:
            continue
        fit = _FITS.get(member)
        if fit is None or not fit(wanted, subject):
            return False
    return True
