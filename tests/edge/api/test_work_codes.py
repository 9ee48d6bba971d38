"""Work codes over the API."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from edge.store import people
from edge.store.ids import now_us
from tests.edge.api.conftest import Api, on_sqlite


async def test_work_codes_are_added_renamed_and_taken_away(api: Api) -> None:
    made = await api.made("/v1/work_codes", {"code": "12", "name": "Cutting"})
    assert (made["id"], made["object"], made["code"], made["name"]) == ("12", "work_code", "12", "Cutting")
    assert (made["sync"], made["version"]) == ({"in_sync": 0, "pending": 0, "failed": 0}, 1)
    assert (await api.get("/v1/work_codes/12")).json() == made
    renamed = await api.patch("/v1/work_codes/12", {"name": "Sawing"})
    assert (renamed.json()["name"], renamed.json()["version"]) == ("Sawing", 2)
    unchanged = await api.patch("/v1/work_codes/12", {"name": "Sawing"})
    assert unchanged.json()["version"] == 2
    gone = await api.delete("/v1/work_codes/12")
    assert gone.json() == {"id": "12", "object": "work_code", "deleted": True}
    assert (await api.get("/v1/work_codes/12")).json()["error"]["code"] == "work_code_not_found"
    actions = [entry["action"] for entry in (await api.get("/v1/audit")).json()["data"]]
    assert [action for action in actions if action.startswith("work_code")] == [
        "work_code.delete",
        "work_code.change",
        "work_code.create",
    ]


async def test_a_code_is_there_once_and_each_tenant_has_its_own(api: Api) -> None:
    await api.made("/v1/work_codes", {"code": "7"})
    again = await api.post("/v1/work_codes", {"code": "7"})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "already_exists")
    await api.made("/v1/work_codes", {"code": "7", "name": "theirs"}, key=api.other.admin)
    assert (await api.get("/v1/work_codes/7")).json()["name"] == ""


@pytest.mark.parametrize("code", ["", "a b", "1\t2", "ü", "1" * 25, "a/b"])
@on_sqlite
async def test_a_code_is_what_terminals_can_hold(api: Api, code: str) -> None:
    assert (await api.post("/v1/work_codes", {"code": code})).status_code == 422


@on_sqlite
async def test_the_list_has_pages_and_an_end(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edge.work_codes.MOST", 5)
    for code in ("3", "1", "B", "2", "A"):
        await api.made("/v1/work_codes", {"code": code})
    first = (await api.get("/v1/work_codes?limit=3")).json()
    rest = (await api.get(f"/v1/work_codes?limit=3&cursor={first['next_cursor']}")).json()
    assert [entry["code"] for entry in (*first["data"], *rest["data"])] == ["1", "2", "3", "A", "B"]
    assert (rest["has_more"], rest["next_cursor"]) == (False, None)
    full = await api.post("/v1/work_codes", {"code": "9"})
    assert (full.status_code, full.json()["error"]["param"]) == (422, "code")


async def test_a_change_has_every_device_compared_again(api: Api) -> None:
    device = await api.device("S1")
    internal = await api.internal_id(device["id"])

    async def due() -> list[int]:
        now = now_us()
        return await api.store.read(lambda conn: people.due(conn, api.home.tenant_id, now, 0, 10))

    async def compared() -> None:
        def unit(conn: sa.Connection) -> None:
            people.hold(conn, api.home.tenant_id, internal)
            people.compared(conn, api.home.tenant_id, internal, None, now_us(), None)

        await api.store.write(unit)

    await compared()
    assert await due() == []
    await api.made("/v1/work_codes", {"code": "1"})
    assert await due() == [internal]
    await compared()
    await api.patch("/v1/work_codes/1", {"name": "x"})
    assert await due() == [internal]
    await compared()
    await api.delete("/v1/work_codes/1")
    assert await due() == [internal]


async def test_a_stale_change_is_refused(api: Api) -> None:
    await api.made("/v1/work_codes", {"code": "1"})
    seen = (await api.get("/v1/work_codes/1")).headers["ETag"]
    await api.patch("/v1/work_codes/1", {"name": "x"}, headers={"If-Match": seen})
    stale = await api.patch("/v1/work_codes/1", {"name": "y"}, headers={"If-Match": seen})
    assert stale.status_code == 412
