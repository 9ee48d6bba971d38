"""Links into the console: `punchdeck://open/alert/alr_1?edge=https://edge.example.com` is that alert there.

Pure.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

SCHEME: Final = "punchdeck"
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,100}")


class LinkError(ValueError):
    """What was given is no link of ours."""


class Link(NamedTuple):
    """One thing of one edge: `kind` as the selection has it, its id, and the base address of the edge."""

    kind: str
    id: str
    edge: str

    def __str__(self) -> str:
        return f"{SCHEME}://open/{self.kind}/{self.id}?{urlencode({'edge': self.edge}, safe=':/')}"


def read_link(text: str) -> Link:
    """Raises LinkError."""
    try:
        parts = urlsplit(text.strip())
        _, kind, id = parts.path.split("/")
        (edge,) = parse_qs(parts.query)["edge"]
    except (ValueError, KeyError) as error:
        raise _no_link(text) from error
    if parts.scheme != SCHEME or parts.netloc != "open" or not kind.isalpha() or not _ID.fullmatch(id):
        raise _no_link(text)
    return Link(kind, id, edge.rstrip("/"))


def _no_link(text: str) -> LinkError:
    return LinkError(
        f"'{text[:120]}' is no link of Punchdeck's. They look like "
        f"{Link('alert', 'alr_…', 'https://edge.example.com')}."
    )
