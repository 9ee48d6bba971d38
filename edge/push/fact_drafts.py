"""What happened at a terminal, as it is told once: the same in both dialects."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

from edge.push.person_drafts import local_text
from edge.reports import CredentialWord, FactDraft, FactKind
from edge.zones import Instant

_PLAIN: Final = frozenset({"ok", "assumed"})
_LONGEST_TIME: Final = 64


def fact_draft(
    kind: FactKind,
    digest: bytes,
    local: datetime | None,
    time_text: str,
    instant: Instant | None,
    members: Mapping[str, Any],
    enrols: CredentialWord | None = None,
) -> FactDraft:
    """A fact of the members that are there, and what is odd about its time.

    `time_text` is the time as sent, told where `local` could not be read from it.
    """
    told = {name: value for name, value in members.items() if value is not None}
    if instant is not None and instant.quality not in _PLAIN:
        told["time_quality"] = instant.quality
    if local is None and time_text.strip():
        told["time_text"] = time_text[:_LONGEST_TIME]
    return FactDraft(kind, digest, None if instant is None else instant.at, local_text(local), told, enrols)


def fact_digest(table: str, *said: Any) -> bytes:
    """What tells a fact from any other of its terminal, of what was said of it (JSON)."""
    return blake2b(json.dumps([table, *said]).encode(), digest_size=16).digest()
