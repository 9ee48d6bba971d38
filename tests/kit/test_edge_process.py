"""An edge process starts when it is ready, ends when told, and says why when it does not."""

from __future__ import annotations

import sys
import urllib.request
from pathlib import Path

import pytest

from tests.kit.edge_process import EdgeFailed, EdgeProcess
from tests.kit.postgres import EXTERNAL

# Listens like an edge; its mood says how it misbehaves.
STAND_IN = """
import argparse, http.server, os, pathlib, signal, sys, time
options = argparse.ArgumentParser()
for name in ("--port", "--data", "--database", "--mood"):
    options.add_argument(name)
given = options.parse_args()
print("starting", given.database, os.environ.get("PUNCHDECK_TEST_DATABASE"), file=sys.stderr)
if given.mood == "broken":
    sys.exit("The port is taken by aliens; ask them to leave.")
data = pathlib.Path(given.data)
data.mkdir(exist_ok=True)
(data / "admin.key").write_text("pk_admin_1\\n")
ready_after = time.monotonic() + 0.2
def stop(*_):
    if given.mood != "deaf":
        sys.exit(3 if given.mood == "sulky" else 0)
signal.signal(signal.SIGTERM, stop)
class Door(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        ready = time.monotonic() > ready_after
        self.send_response(200 if ready and given.mood != "slow" else 503)
        self.end_headers()
        self.wfile.write(b"" if ready else b"still migrating")
http.server.HTTPServer(("127.0.0.1", int(given.port)), Door).serve_forever()
"""


def stand_in(folder: Path, mood: str = "good", database: str | None = None) -> EdgeProcess:
    script = folder / "stand_in.py"
    script.write_text(STAND_IN)
    return EdgeProcess(
        folder / "edge", "--mood", mood, database=database, command=(sys.executable, str(script))
    )


def answers(edge: EdgeProcess) -> bool:
    try:
        with urllib.request.urlopen(f"{edge.url}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_it_is_entered_once_ready_and_left_stopped(tmp_path: Path) -> None:
    with stand_in(tmp_path, database="postgresql://there/punchdeck") as edge:
        assert answers(edge)
        assert edge.admin_key == "pk_admin_1"
        assert "starting postgresql://there/punchdeck" in edge.output
    assert not answers(edge)


def test_the_database_of_the_tests_is_no_setting_of_the_edge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(EXTERNAL, "postgresql://there")
    with stand_in(tmp_path) as edge:
        assert "starting None None" in edge.output


def test_killed_or_stopped_it_comes_back_under_the_same_address(tmp_path: Path) -> None:
    with stand_in(tmp_path) as edge:
        url, first = edge.url, edge.pid
        edge.kill9()
        assert not answers(edge)
        edge.restart()
        second = edge.pid
        edge.restart()
        assert answers(edge)
        assert edge.url == url
        assert len({first, second, edge.pid}) == 3


def test_a_start_that_fails_shows_what_it_printed(tmp_path: Path) -> None:
    with pytest.raises(EdgeFailed, match=r"exit code 1 before it was ready.*\n(.*\n)*.*taken by aliens"):
        stand_in(tmp_path, "broken").start()


def test_one_that_never_gets_ready_is_given_up_and_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.kit.edge_process.READY_S", 0.5)
    edge = stand_in(tmp_path, "slow")
    with pytest.raises(EdgeFailed, match="was not ready after 0 s; /readyz last answered 503"):
        edge.start()
    assert not answers(edge)


def test_an_exit_code_other_than_0_fails(tmp_path: Path) -> None:
    with pytest.raises(EdgeFailed, match="exit code 3 after SIGTERM"), stand_in(tmp_path, "sulky"):
        pass


def test_one_that_does_not_end_is_killed_and_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.kit.edge_process.STOP_S", 0.2)
    edge = stand_in(tmp_path, "deaf")
    edge.start()
    with pytest.raises(EdgeFailed, match="still ran 0 s after SIGTERM"):
        edge.terminate()
    assert not answers(edge)


def test_a_failing_test_is_not_hidden_by_the_edge(tmp_path: Path) -> None:
    edge = stand_in(tmp_path, "sulky")
    with pytest.raises(ZeroDivisionError), edge:
        raise ZeroDivisionError
    assert not answers(edge)
