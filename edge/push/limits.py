"""What one terminal, one address and all of them together may take of the server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds; the defaults are meant for a port open to the internet."""

    head_bytes: int = 16 * 1024
    body_bytes: int = 8 * 1024 * 1024
    held_bytes: int = 96 * 1024 * 1024  # of all requests that are not complete yet
    head_seconds: float = 20.0
    body_seconds: float = 20.0
    body_rate: float = 4096.0  # bytes a second that are allowed on top of body_seconds
    linger_seconds: float = 2.0  # for a refused client to stop sending and read why
    unread_seconds: float = 30.0  # for a reply that the client does not take
    connections: int = 20_000
    per_address: int = 512

    def body_deadline(self, length: int) -> float:
        """Seconds a body of `length` bytes may take from the end of its head."""
        return self.body_seconds + length / self.body_rate
