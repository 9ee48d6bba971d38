"""A receiver that takes everything and keeps it, as it was really sent."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.samples.programs import until


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery: its headers, by names in lower case, and the bytes of its body."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Recorder:
    url: str
    taken: list[Sent] = field(default_factory=list)

    def first(self, path: str, words: str) -> Sent:
        """The first delivery to a path in whose body these words are, once it came."""

        def found() -> list[Sent]:
            return [sent for sent in list(self.taken) if sent.path == path and words.encode() in sent.body]

        until(found, f"delivery to {path} with {words}", lambda: self.taken)
        return found()[0]


@contextmanager
def recording() -> Iterator[Recorder]:
    """Listens on a free port of the loopback address until the context ends."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            recorder.taken.append(Sent(self.path, headers, body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: what was taken is kept."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    recorder = Recorder(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield recorder
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
