"""Putting another terminal in a device's place, over the API."""

from __future__ import annotations

from edge.store.ids import now_us
from tests.edge.api.conftest import Api, on_sqlite


async def test_a_device_keeps_its_place_and_history_under_a_new_serial_number(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    before = await api.device("OLD1", name="Gate", site="hq", tags=["north"], business_critical=True)
    await api.punch(before["id"], {"pin": "7"})
    key = (api.home.tenant_id, await api.internal_id(before["id"]))
    api.services.exchanges.note(key, now_us(), b"cdata ATTLOG", 200, 10, 10)
    replaced: list[tuple[int, int]] = []
    api.services.on_box_gone = replaced.append

    answer = await api.post("/v1/devices/OLD1/replace", {"serial_number": "NEW1"})
    assert answer.status_code == 202, answer.text
    job = answer.json()
    assert answer.headers["Location"] == f"/v1/jobs/{job['id']}"
    assert (job["type"], job["status"], job["command"]) == ("device.replace", "running", None)
    assert job["details"] == {
        "device_id": before["id"],
        "serial_number": "NEW1",
        "former_serial_number": "OLD1",
    }
    items = (await api.get(f"/v1/jobs/{job['id']}/items")).json()["data"]
    assert [(item["ref"], item["status"], item["device_id"]) for item in items] == [
        ("box", "waiting", before["id"]),
        ("people", "succeeded", before["id"]),
    ]

    after = (await api.get("/v1/devices/NEW1")).json()
    assert after == {**before, "serial_number": "NEW1", "version": before["version"] + 1}
    assert (await api.get("/v1/devices/OLD1")).status_code == 404
    (punch,) = (await api.get(f"/v1/attendance?device={before['id']}")).json()["data"]
    assert punch["employee_id"] == "7"
    assert api.changed[-1] == (api.home.tenant_id, ["OLD1", "NEW1"])
    assert replaced == [key]
    assert api.services.exchanges.of(key) == []
    entry = (await api.get("/v1/audit")).json()["data"][0]
    assert (entry["action"], entry["diff"]) == ("device.replace", {"serial": ["OLD1", "NEW1"]})


@on_sqlite
async def test_what_cannot_take_a_place(api: Api) -> None:
    await api.device("OLD1")
    other = await api.device("OTHER")
    for serial, status, code in (
        ("OLD1", 409, "already_exists"),
        ("OTHER", 409, "already_exists"),
        ("no serial", 422, "validation_failed"),
    ):
        answer = await api.post("/v1/devices/OLD1/replace", {"serial_number": serial})
        error = answer.json()["error"]
        assert (answer.status_code, error["code"], error["param"]) == (status, code, "serial_number")
    assert (await api.post(f"/v1/devices/{other['id']}/replace", {})).status_code == 422
    assert (await api.post("/v1/devices/nobody/replace", {"serial_number": "X"})).status_code == 404
    assert (await api.get("/v1/jobs")).json()["data"] == []


@on_sqlite
async def test_a_change_that_somebody_else_made_first_is_not_overwritten(api: Api) -> None:
    await api.device("OLD1")
    stale = (await api.get("/v1/devices/OLD1")).headers["ETag"]
    await api.patch("/v1/devices/OLD1", {"name": "Gate"})
    headers = {"If-Match": stale}
    answer = await api.post("/v1/devices/OLD1/replace", {"serial_number": "NEW1"}, headers=headers)
    assert answer.status_code == 412


@on_sqlite
async def test_a_terminal_of_another_account_looks_free(api: Api) -> None:
    await api.made("/v1/devices", {"serial_number": "THEIRS"}, key=api.other.admin)
    await api.device("OLD1")
    free = await api.post("/v1/devices/OLD1/replace", {"serial_number": "THEIRS"})
    assert free.status_code == 202
    assert (await api.get("/v1/devices/THEIRS")).json()["status"] == "new"


@on_sqlite
async def test_its_job_cannot_be_tried_again(api: Api) -> None:
    await api.device("OLD1")
    job = (await api.post("/v1/devices/OLD1/replace", {"serial_number": "NEW1"})).json()
    stopped = (await api.post(f"/v1/jobs/{job['id']}/cancel")).json()
    assert stopped["status"] == "cancelled"
    assert (await api.post(f"/v1/jobs/{job['id']}/retry")).status_code == 409
