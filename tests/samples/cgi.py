"""A web server around a CGI program: what receives in bash."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@contextmanager
def cgi_server(script: Path, port: int, environment: Mapping[str, str], printed: Path) -> Iterator[None]:
    """Runs the script once a request (RFC 3875), on a port of the loopback address. What it prints as errors
    is kept in `printed`."""
    printed.touch()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            sent = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers.items()}
            done = subprocess.run(
                ["bash", str(script)],
                env={**environment, **sent, "REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(body))},
                input=body,
                capture_output=True,
                check=False,
            )
            with printed.open("ab") as out:
                out.write(done.stderr)
            head, _, rest = done.stdout.partition(b"\n\n")
            said = head.decode().removeprefix("Status: ")
            self.send_response(int(said) if done.returncode == 0 and said.isdigit() else 500)
            self.end_headers()
            if said != "204":
                self.wfile.write(rest)

        def log_message(self, *_: object) -> None:
            """Nothing: what counts is what the script prints."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Door)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
