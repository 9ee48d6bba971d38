"""Whether to let in somebody whom a terminal asks about.

The desk's word counts first: whoever was switched off there, or whose time is over, does not get in. Then the
terminal's own: it has seen the person, so whom it turned away stays outside and whom it verified gets in.
Where it leaves the decision to us, whom it holds gets in; nobody else (PROTOCOL.md §10.8).
"""

from __future__ import annotations

from typing import Final

from edge.push.access.authorize import Verdict
from edge.push.access.records import Event
from edge.store.entrants import Entrant

_LEFT_TO_US: Final = frozenset({222, 223})  # it verifies remotely, which is what it asks for


def verdict_on(event: Event, person: Entrant, now_us: int) -> Verdict:
    """The verdict on an attempt; `person` is what is known of whom it names."""
    if event.band != "normal" or not _is_let_in_at_the_desk(person, now_us):
        return "FAILED"
    verified = event.subject == "punch" and event.code not in _LEFT_TO_US
    return "SUCCESS" if verified or person.held else "FAILED"


def _is_let_in_at_the_desk(person: Entrant, now_us: int) -> bool:
    """True also of a person whom the desk does not know: people may be enrolled at the terminal alone."""
    if person.active is False:
        return False
    if person.valid_from is not None and now_us < person.valid_from:
        return False
    return person.valid_to is None or now_us <= person.valid_to
