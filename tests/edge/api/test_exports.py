"""Lists as files, over a real socket: whole, filtered, audited, and never in a slow client's hands."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from edge.api import exports
from tests.edge.api.conftest import Api, on_sqlite
from tests.edge.api.test_attendance import MARCH, SECOND

CSV = {"Accept": "text/csv"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pages_of(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    """Files are put together from pages of so many rows, the first included."""
    monkeypatch.setattr(exports, "PAGE", rows)
    monkeypatch.setattr(exports, "FIRST", rows)


def table(response: httpx.Response) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), strict=True))


async def punched(api: Api, count: int, serial: str = "A0", **members: Any) -> dict[str, Any]:
    device = await api.device(serial, **members)
    drafts = ({"punched_at": MARCH + n * SECOND, "pin": f"={n}"} for n in range(count))
    await api.punch(device["id"], *drafts)
    return device


async def audited(api: Api) -> list[dict[str, Any]]:
    found = (await api.get("/v1/audit")).json()["data"]
    return [entry for entry in found if entry["action"].endswith(".export")]


async def test_attendance_as_csv_is_the_whole_list_in_its_order(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages_of(monkeypatch, 7)
    device = await punched(api, 30)
    response = await api.get("/v1/attendance", headers=CSV)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="attendance-2')
    rows = table(response)
    assert [row["raw_pin"] for row in rows] == [f"'={n}" for n in reversed(range(30))]
    assert [*rows[0]][:6] == [
        "id",
        "employee_id",
        "punch_time",
        "punch_time_local",
        "timezone",
        "utc_offset",
    ]
    assert rows[-1]["punch_time"] == "2026-03-27T00:00:00.000Z"
    assert {row["device_id"] for row in rows} == {device["id"]}
    same = (await api.get("/v1/attendance")).json()["data"]
    assert [row["id"] for row in rows] == [punch["id"] for punch in same]


async def test_the_query_says_the_form_as_well_as_the_header(api: Api) -> None:
    await punched(api, 3)
    raw = await api.get("/v1/attendance?format=csv&raw=1&bom=1&order=asc", headers={"Accept": "text/html"})
    assert raw.content.startswith(b"\xef\xbb\xbf")
    assert [row["raw_pin"] for row in table(raw)] == ["=0", "=1", "=2"]
    lines = await api.get("/v1/attendance?order=asc", headers={"Accept": "application/x-ndjson"})
    assert [json.loads(line) for line in lines.text.splitlines()] == (
        await api.get("/v1/attendance?order=asc")
    ).json()["data"]
    assert (await api.get("/v1/attendance?format=json", headers=CSV)).json()["object"] == "list"
    wrong = await api.get("/v1/attendance", headers={"Accept": "application/pdf"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (406, "not_acceptable")
    assert (await api.get("/v1/keys", headers=CSV)).status_code == 406
    assert (await api.get("/v1/attendance?format=pdf")).status_code == 422


async def test_a_spreadsheet_holds_the_list(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    pages_of(monkeypatch, 4)
    await punched(api, 10)
    response = await api.get("/v1/attendance?order=asc", headers={"Accept": XLSX})
    assert response.headers["Content-Type"] == XLSX
    assert int(response.headers["Content-Length"]) == len(response.content)
    book = load_workbook(io.BytesIO(response.content))
    head, first, *rest = book.active.iter_rows(values_only=True)
    shown = dict(zip(head, first, strict=True))
    assert len(rest) == 9
    assert shown["punch_time"].isoformat() == "2026-03-27T00:00:00"
    assert shown["punch_time_local"] == "2026-03-27T00:00:00"
    assert shown["late"] is True
    assert shown["raw_pin"] == "'=0"
    book.close()


@on_sqlite
async def test_more_than_a_sheet_holds_is_refused_with_the_way_out(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge.export_xlsx.MOST_ROWS", 4)
    await punched(api, 5)
    refused = await api.get("/v1/attendance?format=xlsx")
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "export_too_large")
    assert "format=csv" in refused.json()["error"]["message"]
    assert len(table(await api.get("/v1/attendance?format=csv"))) == 5


async def test_filters_limit_cursor_and_fields_hold_for_a_file_too(api: Api) -> None:
    await punched(api, 5)
    await punched(api, 5, "B0")
    page = (await api.get("/v1/attendance?device=A0&limit=2")).json()
    rest = table(await api.get(f"/v1/attendance?device=A0&format=csv&cursor={page['next_cursor']}"))
    assert [row["raw_pin"] for row in rest] == ["'=2", "'=1", "'=0"]
    two = table(await api.get("/v1/attendance?device=A0&limit=2&format=csv&fields=raw,punch_time"))
    assert [*two[0]] == ["id", "punch_time", "raw_pin", "raw_status", "raw_verify"]
    assert [row["id"] for row in two] == [punch["id"] for punch in page["data"]]
    line = (await api.get("/v1/attendance?limit=1&format=ndjson&fields=site")).json()
    assert line.keys() == {"id", "object", "site"}
    wrong = await api.get("/v1/attendance?format=csv&site=nowhere")
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (404, "site_not_found")


async def test_a_key_limited_to_a_site_takes_away_what_is_there_only(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    await punched(api, 2, site="hq")
    await punched(api, 3, "B0")
    limited = await api.key("viewer", site_ids=["hq"])
    for path, count in (("attendance", 2), ("devices", 1), ("sites", 1), ("employees", 0), ("commands", 0)):
        assert len(table(await api.get(f"/v1/{path}", headers=CSV, key=limited))) == count, path
    assert len(table(await api.get("/v1/attendance", headers=CSV))) == 5
    assert table(await api.get("/v1/attendance", headers=CSV, key=api.other.admin)) == []


async def test_devices_employees_sites_and_commands_are_tables_too(api: Api) -> None:
    await api.made("/v1/sites", {"name": "-HQ", "location": {"lat": -33.5, "lon": 7.25}})
    await api.device("A0", name="+Gate", tags=["a", "b"], site="hq")
    await api.made("/v1/employees", {"employee_id": "E1", "name": "@Zoë", "devices": ["A0"]})
    await api.post("/v1/devices/A0/commands", {"command": "restart"})
    (device,) = table(await api.get("/v1/devices", headers=CSV))
    assert (device["name"], device["tags"], device["counts_users"]) == ("'+Gate", "a|b", "")
    (site,) = table(await api.get("/v1/sites", headers=CSV))
    assert (site["name"], site["location_lat"]) == ("'-HQ", "-33.5")
    (employee,) = table(await api.get("/v1/employees", headers=CSV))
    assert (employee["name"], employee["sync_pending"]) == ("'@Zoë", "1")
    (command,) = table(await api.get("/v1/commands?command=restart", headers=CSV))
    assert (command["status"], command["params"]) == ("queued", "{}")


async def test_an_export_is_audited_before_it_leaves(api: Api) -> None:
    await punched(api, 1)
    await api.get("/v1/attendance?format=csv&device=A0")
    await api.get("/v1/attendance?device=A0")
    await api.get("/v1/attendance?format=csv&device=nobody")
    (entry,) = await audited(api)
    assert entry["action"] == "attendance.export"
    assert entry["diff"]["format"] == [None, "csv"]
    assert "device=A0" in entry["diff"]["query"][1]


@on_sqlite
async def test_a_head_request_takes_nothing_away(api: Api) -> None:
    await punched(api, 1)
    head = await api.call("HEAD", "/v1/attendance?format=csv")
    assert (head.status_code, head.content) == (200, b"")
    assert await audited(api) == []


async def test_a_slow_client_holds_neither_the_writer_nor_a_snapshot(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it reads nothing, punches are stored, and no connection to the database is in use."""
    pages_of(monkeypatch, 50)
    await punched(api, 5_000)
    host, port = str(api.http.base_url.host), api.http.base_url.port
    reader, writer = await asyncio.open_connection(host, port, limit=1024)
    request = (
        f"GET /v1/attendance?format=ndjson HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {api.home.admin}"
    )
    writer.write(f"{request}\r\nConnection: close\r\n\r\n".encode())
    assert (await reader.readline()).startswith(b"HTTP/1.1 200")
    busy = 1
    for _ in range(200):
        await asyncio.sleep(0.02)
        busy = await api.store.read(lambda conn: _others_in_use(conn))
        if not busy:
            break
    assert busy == 0
    async with asyncio.timeout(5):
        device = await api.device("B0")
        await api.punch(device["id"], *({"pin": str(n)} for n in range(10)))
    ids = [line.split(b'"')[3] for line in (await reader.read(-1)).split(b"\n") if line.startswith(b'{"id"')]
    writer.close()
    assert len(ids) == len(set(ids)) == 5_000  # newest first: what came meanwhile lies before them


def _others_in_use(conn: sa.Connection) -> int:
    """How many connections of the pool are out besides the one that asks."""
    pool = conn.engine.pool
    assert isinstance(pool, sa.QueuePool)
    return int(pool.checkedout()) - 1


@on_sqlite
async def test_what_breaks_half_way_does_not_look_whole(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    pages_of(monkeypatch, 10)
    await punched(api, 100)
    pages = iter([True, True, False])
    api.services.ready = lambda: next(pages)  # the server stops on the way
    with pytest.raises(httpx.RemoteProtocolError):
        await api.get("/v1/attendance?format=csv")
    api.services.ready = lambda: True
    assert len(table(await api.get("/v1/attendance?format=csv"))) == 100


@on_sqlite
async def test_no_more_than_ten_run_at_once_for_an_account(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    await punched(api, 1)
    gate, count = asyncio.Event(), 0

    async def held(response: Any, piece: bytes) -> None:
        nonlocal count
        count += 1
        await gate.wait()
        await response.write(piece)

    monkeypatch.setattr(exports, "_send", held)
    running = [asyncio.create_task(api.get("/v1/attendance?format=csv")) for _ in range(10)]
    async with asyncio.timeout(5):
        while count < 10:
            await asyncio.sleep(0.01)
    refused = await api.get("/v1/attendance?format=csv")
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "rate_limited")
    assert int(refused.headers["Retry-After"]) >= 1
    theirs = asyncio.create_task(api.get("/v1/attendance?format=csv", key=api.other.admin))
    gate.set()
    assert {response.status_code for response in await asyncio.gather(*running, theirs)} == {200}
    assert (await api.get("/v1/attendance?format=csv")).status_code == 200


@on_sqlite
async def test_a_list_shows_the_members_that_are_asked_for(api: Api) -> None:
    await punched(api, 2)
    thin = (await api.get("/v1/attendance?fields=punch_time,site&fields=late")).json()
    assert {tuple(one) for one in thin["data"]} == {("id", "object", "punch_time", "site", "late")}
    fleet = (await api.get("/v1/devices?fields=name")).json()
    assert (
        fleet["devices"]
        == fleet["data"]
        == [{"id": fleet["data"][0]["id"], "object": "device", "name": "A0"}]
    )
    wrong = await api.get("/v1/attendance?fields=nothing")
    assert (wrong.status_code, wrong.json()["error"]["param"]) == (422, "fields")
    assert (await api.get("/v1/keys?fields=name&limit=1")).json()["data"][0].keys() == {
        "id",
        "object",
        "name",
    }
    assert "punch_time" in wrong.json()["error"]["message"]
