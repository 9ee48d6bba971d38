"""A serial number is served in one tenant; nobody can tell from outside which, but the platform."""

from __future__ import annotations

import sqlalchemy as sa

from edge import admission
from edge.store import devices
from edge.store.ids import now_us
from tests.edge.api.conftest import Api
from tests.edge.api.test_devices import wait_at_the_door


async def served_in(api: Api, serial: str) -> int | None:
    row = await api.store.read(lambda conn: devices.served_by_serial(conn, serial))
    return None if row is None else int(row["tenant_id"])


def unlike(device: dict[str, object]) -> dict[str, object]:
    """What of two devices of one serial may differ: their own ids and birth."""
    return {name: value for name, value in device.items() if name not in ("id", "created_at")}


async def test_a_serial_that_is_active_elsewhere_answers_as_if_it_were_free(api: Api) -> None:
    free = await api.device("A1")
    second = await api.post("/v1/devices", {"serial_number": "A1"}, key=api.other.admin)
    assert second.status_code == 201
    assert unlike(second.json()) == unlike(free)
    assert await served_in(api, "A1") == api.home.tenant_id
    told = (await api.get("/v1/events", key=api.platform)).json()["data"]
    assert [(e["event"], e["device"], e["serial_number"]) for e in told] == [
        ("device.identity_changed", None, "A1")
    ]
    assert (told[0]["served_account"], told[0]["refused_account"]) == (
        api.home.public_id,
        api.other.public_id,
    )
    for account in (api.home, api.other):
        mine = (await api.get("/v1/events", key=account.admin)).json()["data"]
        assert [e["event"] for e in mine] == ["device.registered"]


async def test_who_registered_second_is_served_once_the_first_lets_go(api: Api) -> None:
    await api.device("A1")
    await api.made("/v1/devices", {"serial_number": "A1"}, key=api.other.admin)
    await api.delete("/v1/devices/A1")
    assert await served_in(api, "A1") == api.other.tenant_id
    revived = await api.device("A1")
    assert revived["status"] == "new"
    assert await served_in(api, "A1") == api.other.tenant_id


async def test_registering_takes_a_waiting_serial_off_the_platforms_list(api: Api) -> None:
    await wait_at_the_door(api, "A1", tenant_id=0)
    assert [
        d["id"] for d in (await api.get("/v1/devices?status=pending", key=api.platform)).json()["data"]
    ] == ["A1"]
    await api.device("A1")
    assert (await api.get("/v1/devices?status=pending", key=api.platform)).json()["data"] == []


async def test_a_platform_key_approves_into_the_account_it_names(api: Api) -> None:
    await wait_at_the_door(api, "A1", tenant_id=0)
    tenants_own = await api.post("/v1/devices/A1/approve", {}, key=api.other.admin)
    assert tenants_own.status_code == 404
    unnamed = await api.post("/v1/devices/A1/approve", {}, key=api.platform)
    assert (unnamed.status_code, unnamed.json()["error"]["code"]) == (400, "account_required")
    account = {"Punchdeck-Account": api.other.public_id}
    approved = await api.post("/v1/devices/A1/approve", {}, key=api.platform, headers=account)
    assert approved.status_code == 200
    assert await served_in(api, "A1") == api.other.tenant_id
    assert (await api.get("/v1/devices/A1", key=api.other.admin)).status_code == 200


async def test_units_work_without_the_api(api: Api) -> None:
    """The command line and the device session call them directly."""

    def unit(conn: sa.Connection) -> tuple[str, str, str]:
        row = admission.register(
            conn, api.store.ids, api.home.tenant_id, serial="A1", now=now_us(), model="X100-C"
        )
        suspended = admission.suspend(conn, api.home.tenant_id, row["id"])
        resumed = admission.resume(conn, api.home.tenant_id, row["id"])
        return row["model"], suspended["state"], resumed["state"]

    assert await api.store.write(unit) == ("X100-C", "suspended", "active")
