"""Server-sent events, read from bytes as they come. Pure: the connection is somebody else's."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """One event of a stream. `id` is the last one the stream gave, which is what resuming needs."""

    event: str
    data: str
    id: str | None


@dataclass(slots=True)
class EventParser:
    """Feed it what arrives, in whatever pieces; it gives back the events that are complete."""

    last_id: str | None = None
    retry_ms: int | None = None
    _rest: bytes = b""
    _event: str = ""
    _data: list[str] = field(default_factory=list)

    def feed(self, piece: bytes) -> list[ServerEvent]:
        """Events completed by this piece. A comment (`:` line) gives none, but is a sign of life."""
        lines = (self._rest + piece).split(b"\n")
        self._rest = lines.pop()
        found = []
        for raw in lines:
            line = raw.rstrip(b"\r").decode("utf-8", "replace")
            if line:
                self._take(line)
            elif self._data:
                found.append(ServerEvent(self._event or "message", "\n".join(self._data), self.last_id))
                self._event, self._data = "", []
            else:
                self._event = ""
        return found

    def _take(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self.last_id = value
        elif name == "retry" and value.isdigit():
            self.retry_ms = int(value)
