"""Employees by terminals: one page says of everybody and everywhere who is missing, and who is to go."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from common.schemas import employee_matrix
from edge.store.ids import now_us
from edge.store.people_tables import device_credential
from tests.edge.api.conftest import Api, on_sqlite
from tests.edge.api.test_employees import compared, obeyed, reported

PATH = "/v1/employees/matrix"


async def matrix(api: Api, key: str = "", **params: Any) -> dict[str, Any]:
    answer = await api.get(PATH, params=params, key=key)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def words(api: Api, **params: Any) -> dict[str, dict[str, tuple[str | None, bool, str]]]:
    """(wanted, held, status) by employee and terminal."""
    found = await matrix(api, **params)
    serials = {one["id"]: one["serial_number"] for one in found["columns"]}
    return {
        row["employee"]["employee_id"]: {
            serials[one["device_id"]]: (one["wanted"], one["held"], one["status"]) for one in row["cells"]
        }
        for row in found["data"]
    }


async def employee(api: Api, name: str, **values: Any) -> None:
    await api.made("/v1/employees", {"employee_id": name, "name": f"Name {name}", **values})


async def enrolled(api: Api, serial: str, pin: str, kind: int) -> None:
    device = await api.internal_id((await api.get(f"/v1/devices/{serial}")).json()["id"])
    row = {"number": 0, "part": 0, "major": 0, "minor": 0, "duress": False, "reported_at": now_us()}
    key = {"tenant_id": api.home.tenant_id, "device_id": device, "pin": pin, "kind": kind}
    await api.store.write(lambda conn: conn.execute(device_credential.insert().values(**key, **row)))


async def test_everybody_stands_as_he_does_on_every_terminal(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    for serial, place in (("A", {"site": "hq"}), ("B", {"site": "hq"}), ("C", {})):
        await api.device(serial, **place)
    await employee(api, "1", sites=["hq"])
    await employee(api, "2", devices=["A"])
    await employee(api, "3")
    await reported(api, "A", "1", name="Name 1")
    await reported(api, "A", "2", name="Somebody else")
    await reported(api, "C", "2", name="Name 2")
    await reported(api, "C", "3", name="Name 3")
    for serial in ("A", "B", "C"):
        await compared(api, serial)
    assert await words(api) == {
        "1": {"A": ("present", True, "in_sync"), "B": ("present", False, "pending")},
        "2": {"A": ("present", True, "pending"), "C": ("absent", True, "pending")},
        "3": {"C": (None, True, "unknown")},
    }
    await obeyed(api, "cancelled")
    after = await words(api)
    assert after["1"]["B"] == ("present", False, "failed")
    first = (await matrix(api))["data"][0]
    assert first["sync"] == {"in_sync": 1, "pending": 0, "failed": 1}
    assert (first["cells"][1]["since"] is not None, first["employee"]["name"]) == (True, "Name 1")


async def test_it_is_narrowed_to_terminals_sites_and_people(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    for serial in ("A", "B"):
        await api.device(serial, **({"site": "hq"} if serial == "A" else {}))
    await employee(api, "1", sites=["hq"], devices=["B"])
    await employee(api, "2", devices=["B"])
    await employee(api, "3", sites=["hq"], active=False)
    await reported(api, "A", "3", name="Name 3")
    of_hq = await words(api, site="hq")
    assert of_hq == await words(api, device="A")
    assert of_hq == {
        "1": {"A": ("present", False, "pending")},
        "3": {"A": ("absent", True, "pending")},  # nobody to be there, but there
    }
    await reported(api, "A", "2", name="Name 2")
    assert set(await words(api, site="hq")) == {"1", "2", "3"}, "who is still there is not left out"
    assert set(await words(api, employee=["2", "3", "nobody"])) == {"2", "3"}
    assert set(await words(api, q="name 2")) == {"2"}
    assert [one["site"] for one in (await matrix(api))["columns"]] == ["HQ", "Unassigned"]
    for wrong, code in (({"site": "x"}, "site_not_found"), ({"device": "x"}, "device_not_found")):
        refused = await api.get(PATH, params=wrong)
        assert (refused.status_code, refused.json()["error"]["code"]) == (404, code)


async def test_pages_and_columns_are_bounded(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(employee_matrix, "MOST_DEVICES", 2)
    for serial in ("A", "B", "C"):
        await api.device(serial)
    for number in range(3):
        await employee(api, str(number), devices=["A", "C"])
    first = await matrix(api, limit=2)
    assert ([one["serial_number"] for one in first["columns"]], first["more_columns"]) == (["A", "B"], True)
    assert [len(row["cells"]) for row in first["data"]] == [1, 1]
    assert first["data"][0]["sync"]["pending"] == 2, "also where there is no column"
    rest = await matrix(api, limit=2, cursor=first["next_cursor"])
    assert ([row["employee"]["employee_id"] for row in rest["data"]], rest["has_more"]) == (["2"], False)
    assert (await api.get(PATH, params={"limit": 101})).status_code == 422
    assert not (await matrix(api, device=["A", "C"]))["more_columns"]


async def test_a_key_of_some_sites_sees_their_terminals_and_people_only(api: Api) -> None:
    for name in ("HQ", "Farm"):
        await api.made("/v1/sites", {"name": name})
    await api.device("A", site="hq")
    await api.device("B", site="farm")
    await employee(api, "1", sites=["hq", "farm"])
    await employee(api, "2", sites=["farm"])
    limited = await api.key("viewer", site_ids=["hq"])
    found = await matrix(api, key=limited)
    assert [one["serial_number"] for one in found["columns"]] == ["A"]
    assert [row["employee"]["employee_id"] for row in found["data"]] == ["1"]
    assert found["data"][0]["sync"]["pending"] == 1
    assert (await api.get(PATH, params={"device": "B"}, key=limited)).status_code == 404


async def test_who_is_not_everywhere_as_wanted_and_who_has_nothing_enrolled_are_found(api: Api) -> None:
    await api.device("A")
    await employee(api, "1", devices=["A"])
    await employee(api, "2", card_number="77")
    await employee(api, "3")
    await employee(api, "4")
    await compared(api, "A")
    await enrolled(api, "A", "3", 1)
    await enrolled(api, "A", "4", 9)
    await reported(api, "A", "4", card="0012")

    async def found(query: str) -> list[str]:
        of_list = (await api.get(f"/v1/employees?{query}")).json()["data"]
        of_matrix = (await api.get(f"{PATH}?{query}")).json()["data"]
        names = [row["employee_id"] for row in of_list]
        assert [row["employee"]["employee_id"] for row in of_matrix] == names
        return names

    assert await found("sync=out_of_sync") == ["1"]
    assert await found("sync=in_sync") == ["2", "3", "4"]
    assert await found("without=fingerprint") == ["1", "2", "4"]
    assert await found("without=face") == ["1", "2", "3"]
    assert await found("without=fingerprint&without=face") == ["1", "2"]
    assert await found("without=card") == ["1", "3"]
    assert await found("without=palm&sync=out_of_sync") == ["1"]
    assert (await api.get("/v1/employees?without=soul")).status_code == 422


@on_sqlite
async def test_it_asks_as_often_for_a_hundred_people_as_for_one(api: Api) -> None:
    await api.device("A")
    await employee(api, "0", devices=["A"])

    async def asked() -> int:
        seen: list[str] = []

        def note(conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
            seen.append(statement)

        sa.event.listen(sa.Engine, "before_cursor_execute", note)
        try:
            await matrix(api)
        finally:
            sa.event.remove(sa.Engine, "before_cursor_execute", note)
        return len([one for one in seen if "SELECT" in one])

    few = await asked()
    for number in range(1, 12):
        await employee(api, str(number), devices=["A"])
    assert await asked() == few
