"""Data in and out of a real edge: devices from a table, a zone put right, a bad line read again, a file."""

from __future__ import annotations

import csv
import io
import time
import urllib.request
from typing import Any

from tests.end_to_end.test_commands import call
from tests.kit.edge_process import EdgeProcess

PUNCHES = b"7\t2026-03-27 08:00:00\t0\t1\t0\t0\n8\t2026-03-27 08:00:01\t0\t1\t0\t0\nno punch at all here\n"


def ended(edge: EdgeProcess, job: dict[str, Any]) -> dict[str, Any]:
    """A job once it is over: the server carries it on by itself."""
    until = time.monotonic() + 30
    while job["status"] in ("queued", "running"):
        assert time.monotonic() < until, job
        time.sleep(0.1)
        job = call(edge, "GET", f"/v1/jobs/{job['id']}")
    return job


def exported(edge: EdgeProcess, query: str) -> list[dict[str, str]]:
    request = urllib.request.Request(
        f"{edge.url}/v1/attendance?format=csv&{query}", headers={"Authorization": f"Bearer {edge.admin_key}"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return list(csv.DictReader(io.StringIO(answer.read().decode(), newline=""), strict=True))


def upload(edge: EdgeProcess, body: bytes) -> bytes:
    path = "/iclock/cdata?SN=S0&table=ATTLOG&Stamp=1"
    with urllib.request.urlopen(urllib.request.Request(edge.url + path, body), timeout=10) as answer:
        found: bytes = answer.read()
    return found


def test_from_a_table_of_devices_to_a_table_of_punches(edge: EdgeProcess) -> None:
    call(edge, "POST", "/v1/sites", {"name": "HQ", "location": {"timezone": "Africa/Lagos"}})
    items = [{"serial_number": f"S{n}", "site": "hq"} for n in range(120)]
    registered = ended(edge, call(edge, "POST", "/v1/devices/bulk", {"items": items}))
    assert registered["progress"]["succeeded"] == 120
    assert upload(edge, PUNCHES) == b"OK: 3"  # it is served though it was not known when the server began
    assert {row["utc_offset"] for row in exported(edge, "raw=1")} == {"+01:00"}

    call(edge, "PATCH", "/v1/sites/hq", {"location": {"timezone": "Asia/Tokyo"}})
    retimed = ended(edge, call(edge, "POST", "/v1/sites/hq/retime", {"from": "2026-03-01T00:00:00Z"}))
    assert retimed["details"]["changed"] == 2
    rows = exported(edge, "raw=1&order=asc")
    assert [row["punch_time"] for row in rows] == ["2026-03-26T23:00:00.000Z", "2026-03-26T23:00:01.000Z"]
    assert [row["punch_time_local"] for row in rows] == ["2026-03-27T08:00:00", "2026-03-27T08:00:01"]

    again = ended(edge, call(edge, "POST", "/v1/attendance/dead/reparse", {"all": True}))
    assert again["status"] == "failed"
    assert "still cannot be read (no_time)" in again["errors"][0]["message"]
    assert upload(edge, PUNCHES) == b"OK: 3"  # what was read anew is still known
    assert len(exported(edge, "")) == 2
