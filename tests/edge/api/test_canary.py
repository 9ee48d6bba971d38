"""Whatever a tenant takes away of its own, no byte of another's is in it: lists, files, deliveries."""

from __future__ import annotations

import io
import zipfile

import pytest

from edge.api.registry import CATALOGUE
from edge.webhooks.parcel import Outcome
from tests.edge.api import test_matrix as made
from tests.edge.api.conftest import Account, Api
from tests.edge.api.test_matrix import CANARY
from tests.edge.api.test_webhooks import attempted

MAKERS = (
    made.site,
    made.key,
    made.command,
    made.job,
    made.employee,
    made.webhook,
    made.firmware,
    made.work_code,
    made.message,
    made.channel,
    made.person,
    made.dead_line,
)


async def full(api: Api, account: Account) -> None:
    """Something of every kind, all of it marked."""
    for maker in MAKERS:
        await maker(api, account)


def unpacked(content: bytes) -> bytes:
    """A file as it is read, spreadsheets being archives."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("role", ["viewer", "admin"])
async def test_nothing_of_another_tenant_is_in_any_list_or_file(api: Api, role: str) -> None:
    for account in (api.home, api.other):
        await full(api, account)
    lists = [one for one in CATALOGUE if one.method == "GET" and not one.public and not one.params]
    for operation in lists:
        if operation.name == "stream_events" or operation.account == "platform":
            continue
        for form in ("json", "csv", "ndjson", "xlsx") if operation.table else (None,):
            params = {} if form is None else {"format": form}
            answer = await api.get(operation.path, key=api.home.keys[role], params=params)
            assert answer.status_code in (200, 403), (operation.name, form, answer.text)
            assert CANARY.encode() not in unpacked(answer.content), (operation.name, form)
    if role == "admin":  # that there is a canary to be seen
        sites = await api.get("/v1/sites", key=api.other.admin)
        assert CANARY in sites.text


async def test_nothing_of_another_tenant_is_delivered(api: Api) -> None:
    webhook = await made.webhook(api, api.home)
    for account in (api.home, api.other):
        await full(api, account)
    await attempted(api, [Outcome(200, 1, None, "ok")] * 40)
    deliveries = (await api.get(f"/v1/webhooks/{webhook}/deliveries?limit=100")).json()["data"]
    assert len(deliveries) > 5
    for one in deliveries:
        shown = await api.get(f"/v1/webhooks/{webhook}/deliveries/{one['id']}")
        assert shown.json()["body"] is not None
        assert CANARY not in shown.text
    theirs = await api.get("/v1/events?limit=1000", key=api.other.admin)
    assert CANARY in theirs.text
