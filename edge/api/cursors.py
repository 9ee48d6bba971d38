"""Cursors: where a list goes on, signed, and bound to the tenant and the filters they were made for."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Final

from edge.api.errors import ApiError

_VERSION: Final = b"\x01"
_MAC: Final = 10
_FILTERS: Final = 12

Anchor = Sequence[int | str]


class Cursors:
    """Writes and reads cursors. `secret` is shared by all processes of an installation."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def write(self, tenant_id: int, filters: str, anchor: Anchor) -> str:
        """A cursor after the row with these sort values."""
        said = {"k": list(anchor), "f": _digest(filters), "t": tenant_id}
        body = json.dumps(said, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(_VERSION + self._mac(body) + body).decode().rstrip("=")

    def read(self, tenant_id: int, filters: str, text: str) -> Anchor:
        """The sort values in a cursor. Raises ApiError (cursor_invalid)."""
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except ValueError:
            raw = b""
        mac, body = raw[1 : 1 + _MAC], raw[1 + _MAC :]
        if raw[:1] != _VERSION or not hmac.compare_digest(mac, self._mac(body)):
            raise ApiError("cursor_invalid", "This is no cursor of this server. Start without one.")
        said = json.loads(body)
        if said["t"] != tenant_id or said["f"] != _digest(filters):
            raise ApiError(
                "cursor_invalid",
                "This cursor belongs to a list with other filters. Keep them, or start without a cursor.",
            )
        anchor: list[int | str] = said["k"]
        return anchor

    def _mac(self, body: bytes) -> bytes:
        return hmac.digest(self._secret, _VERSION + body, "sha256")[:_MAC]


def _digest(filters: str) -> str:
    return hashlib.sha256(filters.encode()).hexdigest()[:_FILTERS]
