"""Who shows a window to people says which version it changes; programs may leave that out."""

from __future__ import annotations

import pytest

from tests.edge.api.conftest import Api, on_sqlite

CONSOLE = {"User-Agent": "Punchdeck-Console/1.0"}


@on_sqlite
@pytest.mark.parametrize(
    ("path", "body", "change"),
    [
        ("/v1/employees", {"employee_id": "7"}, {"name": "Amina"}),
        ("/v1/webhooks", {"url": "https://example.com/", "events": ["*"]}, {"description": "x"}),
    ],
)
async def test_the_console_changes_only_what_it_has_shown(
    api: Api, path: str, body: dict[str, object], change: dict[str, object]
) -> None:
    made = await api.made(path, body)
    where = f"{path}/{made['id']}"
    for refused in (
        await api.patch(where, change, headers=CONSOLE),
        await api.delete(where, headers=CONSOLE),
    ):
        assert (refused.status_code, refused.json()["error"]["code"]) == (428, "precondition_required")
    seen = (await api.get(where)).headers["ETag"]
    assert (await api.patch(where, change, headers={**CONSOLE, "If-Match": seen})).status_code == 200
    late = await api.delete(where, headers={**CONSOLE, "If-Match": seen})
    assert (late.status_code, late.json()["error"]["code"]) == (412, "precondition_failed")
    assert (await api.patch(where, change)).status_code == 200


@on_sqlite
async def test_of_other_things_nobody_has_to_say_it(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    assert (await api.patch("/v1/sites/hq", {"name": "Head office"}, headers=CONSOLE)).status_code == 200
