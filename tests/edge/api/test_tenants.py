"""Tenants, and platform keys that act for one of them."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa

from edge import tenants
from edge.store.ids import now_us
from tests.edge.api.conftest import URL, Api


async def test_a_platform_key_makes_a_tenant_and_its_first_key(api: Api) -> None:
    made = await api.post(
        "/v1/tenants", {"name": "acme", "timezone": "Africa/Lagos", "retention_days": 400}, key=api.platform
    )
    assert made.status_code == 201
    tenant = made.json()
    assert tenant["id"].startswith("ten_")
    assert tenant["device_url"].startswith(f"{URL}/t/")
    assert len(tenant["device_url"].split("/")[4]) == 22
    assert (await api.get(f"/v1/tenants/{tenant['id']}", key=api.platform)).json() == tenant
    account = {"Punchdeck-Account": tenant["id"]}
    key = await api.made("/v1/keys", {"name": "first", "role": "admin"}, key=api.platform, headers=account)
    me = (await api.get("/v1/me", key=key["key"])).json()
    assert (me["platform"], me["tenant"]["name"], me["tenant"]["retention_days"]) == (False, "acme", 400)
    assert api.changed[0] == (0, None)


async def test_names_are_taken_once(api: Api) -> None:
    taken = await api.post("/v1/tenants", {"name": "home"}, key=api.platform)
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "already_exists")
    other = f"/v1/tenants/{api.other.public_id}"
    assert (await api.patch(other, {"name": "home"}, key=api.platform)).status_code == 409
    assert (await api.patch(other, {"name": "other"}, key=api.platform)).status_code == 200


async def test_a_tenant_is_changed_and_its_address_renewed(api: Api) -> None:
    path = f"/v1/tenants/{api.other.public_id}"
    changed = (
        await api.patch(path, {"timezone": "Europe/Sofia", "retention_days": 30}, key=api.platform)
    ).json()
    assert (changed["timezone"], changed["retention_days"]) == ("Europe/Sofia", 30)
    unset = (await api.patch(path, {"retention_days": None}, key=api.platform)).json()
    assert (unset["timezone"], unset["retention_days"]) == ("Europe/Sofia", None)
    renewed = await api.made(f"{path}/rotate_device_url", None, key=api.platform)
    assert renewed["device_url"] != changed["device_url"]
    for wrong in ({"timezone": "Nowhere"}, {"retention_days": 0}, {"name": None}, {"id": "x"}):
        assert (await api.patch(path, wrong, key=api.platform)).status_code == 422


async def test_tenants_are_the_platforms_affair(api: Api) -> None:
    for response in (
        await api.get("/v1/tenants"),
        await api.post("/v1/tenants", {"name": "x"}),
        await api.get(f"/v1/tenants/{api.home.public_id}"),
    ):
        assert (response.status_code, response.json()["error"]["code"]) == (403, "scope_missing")
    assert [t["name"] for t in (await api.get("/v1/tenants", key=api.platform)).json()["data"]] == [
        "home",
        "other",
    ]


async def test_a_platform_key_acts_for_the_account_it_names(api: Api) -> None:
    await api.device("A1")
    home = {"Punchdeck-Account": api.home.public_id}
    seen = (await api.get("/v1/devices", key=api.platform, headers=home)).json()["data"]
    assert [d["serial_number"] for d in seen] == ["A1"]
    assert (await api.get("/v1/devices", key=api.platform)).json()["data"] == []
    unnamed = await api.get("/v1/sites", key=api.platform)
    assert (unnamed.status_code, unnamed.json()["error"]["code"]) == (400, "account_required")
    for name in ("ten_nobody", "home", "0"):
        unknown = await api.get("/v1/sites", key=api.platform, headers={"Punchdeck-Account": name})
        assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "tenant_not_found")
    foreign = await api.get("/v1/sites", headers={"Punchdeck-Account": api.other.public_id})
    assert (foreign.status_code, foreign.json()["error"]["code"]) == (403, "permission_denied")


async def test_tenants_made_at_the_same_time_get_numbers_of_their_own(api: Api) -> None:
    made = await asyncio.gather(
        *(api.made("/v1/tenants", {"name": f"t{n}"}, key=api.platform) for n in range(10))
    )
    assert len({tenant["id"] for tenant in made}) == 10


async def test_the_default_tenant_is_made_once(api: Api) -> None:
    def unit(conn: sa.Connection) -> tuple[int, bool]:
        row, made = tenants.ensure_default(conn, api.store.ids, now=now_us())
        return row["id"], made

    found = await asyncio.gather(*(api.store.write(unit) for _ in range(5)))
    assert len({tenant_id for tenant_id, _ in found}) == 1
    assert [made for _, made in found].count(True) == 1


@pytest.mark.parametrize("name", ["Europe/Sofia", "UTC", "America/Argentina/Buenos_Aires"])
def test_zones_are_known_by_their_names(name: str) -> None:
    assert tenants.is_zone(name)


@pytest.mark.parametrize(
    "name", ["", "Mars", "../../etc/passwd", "/etc/localtime", "a\0b", "Europe", "x" * 300]
)
def test_what_is_no_zone_is_told_apart(name: str) -> None:
    assert not tenants.is_zone(name)
