"""Devices by the hundred and by the table: each judged by itself, or all or none, or as a job."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from edge import bulk_upserts
from edge.job_runner import JobRunner
from tests.edge.api.conftest import Api, on_sqlite
from tests.edge.api.test_devices import wait_at_the_door


async def bulk(api: Api, *items: dict[str, Any], **rest: Any) -> httpx.Response:
    body = {"items": list(items), **rest.pop("body", {})}
    return await api.post("/v1/devices/bulk", body, **rest)


async def imported(api: Api, text: str, **rest: Any) -> httpx.Response:
    headers = {"Content-Type": "text/csv", **rest.pop("headers", {})}
    return await api.call("POST", "/v1/devices/import", content=text.encode(), headers=headers, **rest)


async def fleet(api: Api) -> dict[str, dict[str, Any]]:
    found = (await api.get("/v1/devices")).json()["data"]
    return {device["serial_number"]: device for device in found}


async def test_each_is_made_or_changed_and_says_what_became_of_it(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    old = await api.device("A0", name="Gate", tags=["x"], timezone="Africa/Lagos")
    response = await bulk(
        api,
        {"ref": "r1", "serial_number": "A0", "site": "hq"},
        {"serial_number": "B0", "name": "Door", "site": "HQ", "tags": ["t"], "business_critical": True},
        {"serial_number": "C0", "id": "dev_mine", "timezone": "Asia/Tokyo"},
        {"serial_number": "D0", "site": "nowhere"},
        {"serial_number": "E0", "timezone": "Mars/Base"},
        {"serial_number": "no serial"},
        {"serial_number": "F0", "surprise": 1},
        {"serial_number": "A0 ", "id": "dev_other"},
    )
    assert response.status_code == 207, response.text
    said = response.json()
    assert said["summary"] == {"total": 8, "succeeded": 3, "failed": 5, "skipped": 0}
    assert [item["status"] for item in said["items"]] == [200, 201, 201, 404, 422, 422, 422, 422]
    assert said["items"][0] == {
        "ref": "r1",
        "index": 0,
        "line": None,
        "status": 200,
        "id": old["id"],
        "serial_number": "A0",
        "error": None,
    }
    assert said["items"][3]["error"]["code"] == "site_not_found"
    assert "Mars/Base" in said["items"][4]["error"]["message"]
    devices = await fleet(api)
    assert devices.keys() == {"A0", "B0", "C0"}
    kept = {name: devices["A0"][name] for name in ("name", "tags", "timezone", "site")}
    assert kept == {"name": "Gate", "tags": ["x"], "timezone": "Africa/Lagos", "site": "HQ"}
    assert (devices["B0"]["name"], devices["B0"]["business_critical"]) == ("Door", True)
    assert (devices["C0"]["id"], devices["C0"]["timezone"]) == ("dev_mine", "Asia/Tokyo")
    assert api.changed[-1] == (api.home.tenant_id, ["A0", "B0", "C0"])
    actions = [entry["action"] for entry in (await api.get("/v1/audit")).json()["data"]]
    assert actions[:3] == ["device.register", "device.register", "device.change"]
    told = (await api.get("/v1/events?types=device.registered")).json()["data"]
    assert [event["device"]["serial_number"] for event in told] == ["A0", "B0", "C0"]


async def test_the_same_again_changes_nothing(api: Api) -> None:
    item = {"serial_number": "A0", "name": "Gate", "tags": ["x"]}
    await bulk(api, item)
    before = await fleet(api)
    again = (await bulk(api, item)).json()
    assert again["items"][0]["status"] == 200
    assert await fleet(api) == before


async def test_one_that_waits_is_let_in_and_one_that_was_deleted_comes_back(api: Api) -> None:
    await wait_at_the_door(api, "W0")
    old = await api.device("R0")
    await api.delete(f"/v1/devices/{old['id']}")
    said = (await bulk(api, {"serial_number": "W0"}, {"serial_number": "R0"})).json()
    assert [item["status"] for item in said["items"]] == [201, 201]
    assert said["items"][1]["id"] == old["id"]
    assert (await api.get("/v1/devices?status=pending")).json()["data"] == []


async def test_one_that_is_named_twice_is_not_touched(api: Api) -> None:
    said = (await bulk(api, {"serial_number": "A0"}, {"serial_number": "A0", "name": "x"})).json()
    assert said["summary"]["failed"] == 2
    assert "named 2 times" in said["items"][0]["error"]["message"]
    assert await fleet(api) == {}


async def test_atomic_means_all_or_none(api: Api) -> None:
    refused = await bulk(api, {"serial_number": "A0"}, {"serial_number": "?"}, body={"atomic": True})
    assert refused.status_code == 422
    assert refused.json()["error"]["errors"][0]["param"] == "items.1"
    assert await fleet(api) == {}
    assert (await bulk(api, {"serial_number": "A0"}, body={"atomic": True})).status_code == 207
    many = [{"serial_number": f"S{n}"} for n in range(101)]
    refused = await bulk(api, *many, body={"atomic": True})
    assert (refused.status_code, refused.json()["error"]["param"]) == (422, "atomic")


async def test_a_table_is_read_as_spreadsheets_write_it(api: Api) -> None:
    await api.made("/v1/sites", {"name": "Farm - Meknès"})
    text = (
        "\ufeffSerial Number;Name;Site;Tags;Business critical;Timezone\r\n"
        'A0;"Gate; north";Farm - Meknès;a|b;yes;\r\n'
        "\r\n"
        "B0;=1+1;;;;\r\n"
        "C0;;;;perhaps;\r\n"
        "D0;;;;;Africa/Lagos\r\n"
    )
    response = await imported(api, text)
    assert response.status_code == 207, response.text
    items = response.json()["items"]
    assert [(item["line"], item["status"]) for item in items] == [(2, 201), (4, 422), (5, 422), (6, 201)]
    assert "begins like a formula" in items[1]["error"]["message"]
    devices = await fleet(api)
    gate = devices["A0"]
    assert (gate["name"], gate["site"], gate["tags"]) == ("Gate; north", "Farm - Meknès", ["a", "b"])
    assert (gate["business_critical"], devices["D0"]["timezone"]) == (True, "Africa/Lagos")
    wrong = await imported(api, "name\nx\n")
    assert "serial_number among them" in wrong.json()["error"]["message"]


async def test_more_than_a_hundred_are_a_job(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes on where it was killed; the rest of the edge hears which devices changed."""
    monkeypatch.setattr(bulk_upserts, "BATCH", 40)
    rows = "".join(f"S{n}\n" for n in range(99)) + "??\nS0\n"
    begun = await imported(api, "serial_number\n" + rows)
    assert begun.status_code == 202, begun.text
    assert begun.json()["type"] == "devices.bulk_upsert"
    assert begun.json()["details"] == {"devices": 101}
    assert (await fleet(api)) == {}
    heard: list[str] = []
    real, calls = bulk_upserts._problem, 0

    def dies(*said: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 60:
            raise RuntimeError("killed before the commit")
        return real(*said)

    monkeypatch.setattr(bulk_upserts, "_problem", dies)
    with pytest.raises(RuntimeError, match="killed"):
        await JobRunner(api.store, "test").advance()
    assert len(await fleet(api)) == 39  # one of the first 40 is named twice
    await JobRunner(api.store, "test", on_changed=heard.extend).advance()
    job = (await api.get(begun.headers["Location"])).json()
    assert (job["status"], job["progress"]["succeeded"], job["progress"]["failed"]) == (
        "partially_failed",
        98,
        3,
    )
    messages = [error["message"] for error in job["errors"]]
    assert messages[0].startswith("Line 2: serial_number: The device 'S0' is named 2 times")
    assert any("no serial number" in message for message in messages)
    assert len(await fleet(api)) == 98
    assert set(heard) == {f"S{n}" for n in range(40, 99)}


async def test_a_key_limited_to_a_site_puts_devices_there_only(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    await api.made("/v1/sites", {"name": "Other"})
    await api.device("A0", site="other")
    limited = await api.key("operator", site_ids=["hq"])
    said = (
        await bulk(
            api,
            {"serial_number": "A0", "name": "mine now"},
            {"serial_number": "B0"},
            {"serial_number": "C0", "site": "other"},
            {"serial_number": "D0", "site": "hq"},
            key=limited,
        )
    ).json()
    codes = [item["error"] and item["error"]["code"] for item in said["items"]]
    assert codes == ["device_not_found", "permission_denied", "site_not_found", None]
    assert (await fleet(api))["A0"]["name"] == "A0"
    asked = await bulk(api, {"serial_number": "D0", "site": None}, key=limited)
    assert asked.json()["items"][0]["error"]["code"] == "permission_denied"


@on_sqlite
async def test_a_serial_number_of_another_account_looks_free(api: Api) -> None:
    await api.made("/v1/devices", {"serial_number": "A0"}, key=api.other.admin)
    said = (await bulk(api, {"serial_number": "A0"})).json()
    assert said["items"][0]["status"] == 201
    assert (await fleet(api))["A0"]["status"] == "new"
