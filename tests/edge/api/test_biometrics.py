"""Photos and purges over the API: who may, what is noted, and what is never shown."""

from __future__ import annotations

import base64
import logging
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from edge import biometrics, commands
from edge.devices import Directory
from edge.ingest import Ingest, Upload
from edge.master_keys import MasterKeyFile
from edge.push.fitting import TerminalFitting
from edge.reports import CredentialDraft, PersonDraft, PhotoDraft, Reports
from edge.store import commands as command_rows
from edge.store import devices
from edge.store.ids import now_us
from edge.store.people_tables import photo
from edge.store.schema import device as device_table
from edge.template_rounds import TemplateRounds
from edge.vault import Vault
from tests.edge.api.conftest import Api

NOON = 1_791_190_800_000_000
JPEG = b"\xff\xd8\xff\xe0 canary of a face"
CANARY = base64.b64encode(b"canary of a finger" * 9)


@pytest.fixture
def vault(api: Api, tmp_path: Path) -> Vault:
    made = Vault(MasterKeyFile(tmp_path, environment={}))
    api.services.vault = made
    return made


async def report(api: Api, vault: Vault, serial: str, reports: Reports) -> None:
    """A terminal of the first tenant reports."""
    directory = Directory(api.store, None)
    await directory.load()
    known = directory.known(serial)
    assert known is not None
    await Ingest(api.store, vault).submit(Upload(known.source, now_us(), "OPERLOG", reports=reports))


async def punched(api: Api, serial: str = "S1", **members: Any) -> str:
    """The id of the punch of 7 at NOON at a new device."""
    made = await api.device(serial, **members)
    await api.punch(made["id"], {"pin": "7", "punched_at": NOON})
    listed = (await api.get(f"/v1/attendance?device={serial}")).json()
    return str(listed["data"][0]["id"])


def pictured(content: bytes = JPEG) -> Reports:
    return Reports(photos=(PhotoDraft("attendance", "7", NOON, content),))


async def finish(api: Api, serial: str) -> None:
    """A terminal has done what it was told."""

    def unit(conn: sa.Connection) -> None:
        device_row = devices.find(conn, api.home.tenant_id, serial)
        assert device_row is not None
        for command_id in command_rows.open_of_device(conn, api.home.tenant_id, device_row["id"]):
            row = commands.existing(conn, api.home.tenant_id, command_id)
            commands.finish(conn, api.store.ids, row, device_row, "succeeded", now=now_us(), speaking=True)

    await api.store.write(unit)


# --- photos


async def test_the_photo_of_a_punch_is_a_jpeg_that_nobody_keeps(api: Api, vault: Vault) -> None:
    name = await punched(api)
    missing = await api.get(f"/v1/attendance/{name}/photo")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "photo_not_found")
    assert missing.json()["error"]["message"] == f"No photo found with ID '{name}'"
    await report(api, vault, "S1", pictured())
    found = await api.get(f"/v1/attendance/{name}/photo")
    assert (found.status_code, found.content) == (200, JPEG)
    assert found.headers["Content-Type"] == "image/jpeg"
    assert found.headers["Cache-Control"] == "no-store"
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    asked_for = await api.get(f"/v1/attendance/{name}/photo", headers={"Accept": "image/*"})
    assert asked_for.status_code == 200


async def test_who_looked_at_a_photo_is_noted(api: Api, vault: Vault) -> None:
    name = await punched(api)
    viewer = api.home.keys["viewer"]
    await api.get(f"/v1/attendance/{name}/photo", key=viewer)
    await report(api, vault, "S1", pictured())
    await api.get(f"/v1/attendance/{name}/photo", key=viewer)
    entries = (await api.get("/v1/audit")).json()["data"]
    looked = [entry for entry in entries if entry["action"] == "attendance.photo"]
    (me,) = [key for key in (await api.get("/v1/keys")).json()["data"] if key["role"] == "viewer"]
    assert [(entry["target"], entry["actor"]) for entry in looked] == [(name, me["id"])]


async def test_photos_of_other_tenants_and_sites_are_not_there(api: Api, vault: Vault) -> None:
    site = await api.made("/v1/sites", {"name": "Here"})
    name = await punched(api)
    await report(api, vault, "S1", pictured())
    limited = await api.key(site_ids=[site["id"]])
    for key in (api.other.admin, limited):
        refused = await api.get(f"/v1/attendance/{name}/photo", key=key)
        assert (refused.status_code, refused.json()["error"]["code"]) == (404, "attendance_not_found")


async def test_a_photo_that_does_not_open_is_an_error_that_does_not_show_it(
    api: Api, vault: Vault, expected_logs: list[logging.LogRecord]
) -> None:
    name = await punched(api)
    await report(api, vault, "S1", pictured())
    await api.store.write(lambda conn: conn.execute(photo.update().values(sealed=b"x" * 40)))
    broken = await api.get(f"/v1/attendance/{name}/photo")
    assert broken.status_code == 503
    assert "does not open" in broken.json()["error"]["message"]


# --- purges


async def enrolled(api: Api, vault: Vault) -> dict[str, Any]:
    """The employee 7 at the terminals S1 and S2, whose finger and face are kept."""
    for serial in ("S1", "S2"):
        await api.device(serial)
    body = {"employee_id": "EMP7", "pin": "7", "name": "Amina", "devices": ["S1", "S2"]}
    made = await api.made("/v1/employees", body)
    options = {"FPVersion": "10", "FingerFunOn": "1", "FaceFunOn": "0"}
    values = {"options": options, "push_version": "2.4.1", "dialect": "att", "private": True}
    await api.store.write(lambda conn: conn.execute(device_table.update().values(**values)))
    people = (PersonDraft("7", "Amina"), CredentialDraft("7", 1, 0, major=10, content=CANARY))
    await report(api, vault, "S1", Reports(people=people, photos=(PhotoDraft("person", "7", None, JPEG),)))
    await report(api, vault, "S2", Reports(people=people[:1]))
    return made


async def test_a_purge_tells_how_far_every_terminal_is(api: Api, vault: Vault) -> None:
    employee = await enrolled(api, vault)
    begun = await api.delete("/v1/employees/EMP7/biometrics")
    assert begun.status_code == 202, begun.text
    purge = begun.json()
    assert begun.headers["Location"] == f"/v1/employees/{employee['id']}/biometrics/purge"
    assert purge["deleted"] == {"templates": 1, "photos": 1}
    assert (purge["employee"], purge["employee_id"], purge["pin"]) == (employee["id"], "EMP7", "7")
    assert [(entry["serial_number"], entry["status"]) for entry in purge["devices"]] == [
        ("S1", "pending"),
        ("S2", "pending"),
    ]
    assert (purge["complete"], purge["completed_at"]) == (False, None)
    given = (await api.get(f"/v1/commands/{purge['devices'][0]['command_id']}")).json()
    assert (given["command"], given["params"]) == ("delete_biometrics", {"pin": "7"})
    await finish(api, "S1")
    half = (await api.get("/v1/employees/EMP7/biometrics/purge")).json()
    assert [entry["status"] for entry in half["devices"]] == ["done", "pending"]
    await finish(api, "S2")
    whole = (await api.get(begun.headers["Location"])).json()
    assert whole["complete"]
    assert whole["completed_at"] == max(entry["finished_at"] for entry in whole["devices"])
    await api.delete("/v1/employees/EMP7")
    assert (await api.get("/v1/employees/EMP7/biometrics/purge")).json() == whole


async def test_terminals_are_told_at_once(api: Api, vault: Vault) -> None:
    await enrolled(api, vault)
    told: list[tuple[int, int]] = []
    api.services.on_command = told.append
    await api.delete("/v1/employees/EMP7/biometrics")
    assert len(told) == len(set(told)) == 2


async def test_a_purge_is_noted_with_what_it_deleted(api: Api, vault: Vault) -> None:
    employee = await enrolled(api, vault)
    await api.delete("/v1/employees/EMP7/biometrics")
    entries = (await api.get("/v1/audit")).json()["data"]
    (entry,) = [entry for entry in entries if entry["action"] == "employee.purge_biometrics"]
    assert entry["target"] == employee["id"]
    assert entry["diff"] == {"templates": [1, 0], "photos": [1, 0], "devices": [None, 2]}


async def test_only_administrators_purge_and_only_where_they_see_everything(api: Api, vault: Vault) -> None:
    await enrolled(api, vault)
    site = await api.made("/v1/sites", {"name": "Here", "devices": ["S1"]})
    for role in ("viewer", "operator", "integrator"):
        refused = await api.delete("/v1/employees/EMP7/biometrics", key=api.home.keys[role])
        assert refused.json()["error"]["required_scope"] == "templates:write"
    limited = await api.key(site_ids=[site["id"]])
    for call in (
        api.delete("/v1/employees/EMP7/biometrics", key=limited),
        api.get("/v1/employees/EMP7/biometrics/purge", key=limited),
    ):
        refused = await call
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "permission_denied")


async def test_what_was_never_purged_or_is_somebody_elses_is_not_there(api: Api, vault: Vault) -> None:
    await enrolled(api, vault)
    never = await api.get("/v1/employees/EMP7/biometrics/purge")
    assert (never.status_code, never.json()["error"]["code"]) == (404, "purge_not_found")
    await api.delete("/v1/employees/EMP7/biometrics")
    theirs = await api.get("/v1/employees/EMP7/biometrics/purge", key=api.other.admin)
    assert theirs.status_code == 404
    refused = await api.delete("/v1/employees/EMP7/biometrics", key=api.other.admin)
    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "employee_not_found")


# --- never to be seen


async def test_no_template_and_no_photo_is_anywhere_to_be_seen(
    api: Api, vault: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in any row of the database, not in what is logged, not in what the API says of anything."""
    caplog.set_level(logging.DEBUG)
    name = await punched(api, "S3")
    await enrolled(api, vault)
    await report(api, vault, "S3", pictured())
    rounds = TemplateRounds(
        api.store,
        "test",
        commands.enqueue,
        lambda row, kind, major: TerminalFitting(row).takes(kind, major),
        lambda key: None,
        30,
    )
    assert await rounds.give() == 1
    await api.get(f"/v1/attendance/{name}/photo")
    seen = [str(await _everything(api))]
    for path in ("/v1/commands", "/v1/events", "/v1/audit", "/v1/employees", "/v1/devices", "/v1/attendance"):
        seen.append((await api.get(path)).text)
    await finish(api, "S2")
    await api.delete("/v1/employees/EMP7/biometrics")
    seen += [str(await _everything(api)), (await api.get("/v1/events")).text, caplog.text]
    for text in seen:
        assert "canary" not in text
        assert CANARY.decode() not in text
    assert any("store_template" in text for text in seen), "the copy is among what was looked at"
    assert biometrics.KEEPER in seen[0]


async def _everything(api: Api) -> list[Any]:
    """Every row of every table."""
    tables = device_table.metadata.tables.values()

    def unit(conn: sa.Connection) -> list[Any]:
        return [tuple(row) for table in tables for row in conn.execute(sa.select(table))]

    return await api.store.read(unit)
