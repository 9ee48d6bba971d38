"""What a process of each role answers, and how one that is to stop is left out by balancers first."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.kit.edge_process import EdgeFailed, EdgeProcess
from tests.kit.postgres import DatabaseServer

POLL = b"GET /iclock/getrequest?SN=ROLE1 HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def database(postgres: DatabaseServer) -> Iterator[str]:
    name = f"test_{secrets.token_hex(6)}"
    yield postgres.create_database(name)
    postgres.drop_database(name)


def get(edge: EdgeProcess, path: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {edge.admin_key}"}
    return httpx.get(f"{edge.url}{path}", headers=headers, trust_env=False, timeout=10)


def polled(edge: EdgeProcess) -> bytes:
    with socket.create_connection(("127.0.0.1", edge.port), timeout=10) as line:
        line.sendall(POLL)
        return line.recv(65_536)


def test_each_role_answers_what_is_its_own_and_says_who_does_the_rest(
    tmp_path: Path, database: str, postgres: DatabaseServer
) -> None:
    key = tmp_path / "master.key"
    key.write_text("cHVuY2hkZWNrLXJvbGVzLW1hc3Rlci1rZXktMDAwMDE=\n")
    found: dict[str, tuple[int, int, bytes]] = {}
    os.environ["PUNCHDECK_MASTER_KEY_FILE"] = str(key)
    try:
        for role in ("edge", "api", "worker"):
            with EdgeProcess(tmp_path / role, "--dev", "--role", role, database=database) as edge:
                ready = get(edge, "/readyz")
                api = get(edge, "/v1/devices")
                found[role] = (ready.status_code, api.status_code, polled(edge).split(b"\r\n")[0])
                if role != "api":
                    assert f"has the role {role}" in api.json()["error"]["message"]
                assert ready.json()["role"] == role
                assert get(edge, "/metrics").status_code == 200
    finally:
        del os.environ["PUNCHDECK_MASTER_KEY_FILE"]
    assert found["edge"][:2] == (200, 404)
    assert found["edge"][2].startswith(b"HTTP/1.1 200")
    assert found["api"][:2] == (200, 200)
    assert found["worker"][:2] == (200, 404)
    assert b" 404 " in found["api"][2]
    assert b" 404 " in found["worker"][2]


def test_one_that_drains_serves_on_while_balancers_are_told_to_go_elsewhere(tmp_path: Path) -> None:
    data = tmp_path / "edge"
    data.mkdir()
    (data / "punchdeck.toml").write_text("drain_seconds = 30\n")
    edge = EdgeProcess(data, "--dev")
    edge.start()
    os.kill(edge.pid, signal.SIGTERM)
    deadline = time.monotonic() + 10
    while get(edge, "/readyz").status_code == 200:
        assert time.monotonic() < deadline
    assert get(edge, "/healthz").status_code == 200
    assert polled(edge).startswith(b"HTTP/1.1 200")
    edge.terminate()  # a second signal ends the waiting


def test_an_edge_with_another_master_key_does_not_join(tmp_path: Path, database: str) -> None:
    with (
        EdgeProcess(tmp_path / "one", "--dev", database=database),
        pytest.raises(EdgeFailed, match="name the one that other processes on this database use") as failed,
    ):
        EdgeProcess(tmp_path / "two", "--dev", database=database).start()
    assert "Unclosed" not in str(failed.value)
