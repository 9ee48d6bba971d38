"""What is known of a request from its first byte on, kept beside it until its answer leaves."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

_CLIENT_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)


@dataclass(slots=True)
class Meta:
    """`headers` go with the answer, whatever it is. `answered`: its head has left, none other can follow.
    `public_url`: how the server was called, for links to it; `secure`: over TLS all the way.
    `lasting`: it takes as long as its client wishes."""

    request_id: str
    address: str
    secure: bool
    public_url: str
    started: float = field(default_factory=time.perf_counter)
    headers: dict[str, str] = field(default_factory=dict)
    operation: str = "none"
    actor: str | None = None
    answered: bool = False
    lasting: bool = False


META: Final = web.RequestKey("meta", Meta)


def usable_request_id(given: str | None) -> str | None:
    """The client's own id for its request, if it is one we can repeat."""
    return given if given is not None and _CLIENT_ID.fullmatch(given) else None
