"""One idempotency key, at most one effect: the answer of the first is the answer of all."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.util import await_only

from edge import upkeep
from edge.api.errors import ApiError
from edge.store import idempotency, schema
from edge.store.ids import now_us
from tests.edge.api.conftest import Api, on_sqlite


async def site_names(api: Api, **rest: Any) -> list[str]:
    return [site["name"] for site in (await api.get("/v1/sites", **rest)).json()["data"]]


async def test_fifty_at_once_make_one(api: Api) -> None:
    body = {"name": "HQ", "idempotency_key": "create-hq"}
    answers = await asyncio.gather(*(api.post("/v1/sites", body) for _ in range(50)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["ETag"] for answer in answers}) == 1
    replayed = [answer for answer in answers if answer.headers.get("Idempotent-Replayed") == "true"]
    assert len(replayed) == 49
    (first,) = (answer for answer in answers if answer not in replayed)
    assert {answer.headers["Original-Request-Id"] for answer in replayed} == {first.headers["X-Request-Id"]}
    assert {answer.headers["Location"] for answer in answers} == {f"/v1/sites/{first.json()['id']}"}
    assert await site_names(api) == ["HQ"]
    entries = (await api.get("/v1/audit")).json()["data"]
    assert [entry["action"] for entry in entries] == ["site.create"]


async def test_the_key_is_a_header_or_a_member(api: Api) -> None:
    for headers, body in [
        ({"Idempotency-Key": "k1"}, {"name": "HQ"}),
        ({"Idempotency-Key": '"k1"'}, {"name": "HQ"}),
        ({}, {"idempotency_key": "k1", "name": "HQ"}),
        ({"Idempotency-Key": "k1"}, {"idempotency_key": "k1", "name": "HQ"}),
    ]:
        assert (await api.post("/v1/sites", body, headers=headers)).status_code == 201
    assert await site_names(api) == ["HQ"]
    differ = await api.post(
        "/v1/sites", {"name": "HQ", "idempotency_key": "k2"}, headers={"Idempotency-Key": "k1"}
    )
    assert (differ.status_code, differ.json()["error"]["code"]) == (400, "idempotency_key_mismatch")


@on_sqlite
@pytest.mark.parametrize("key", ["", "x" * 256, "a b", 7, None, "clé"])
async def test_a_key_is_visible_ascii(api: Api, key: object) -> None:
    response = await api.post("/v1/sites", {"name": "HQ", "idempotency_key": key})
    assert (response.status_code, response.json()["error"]["code"]) == (400, "idempotency_key_invalid")
    assert await site_names(api) == []


async def test_another_request_with_the_same_key_is_refused(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ", "tags": ["a"], "idempotency_key": "k"})
    same = await api.post("/v1/sites", {"idempotency_key": "k", "tags": ["a"], "name": "HQ"})
    assert same.headers["Idempotent-Replayed"] == "true"
    for path, body in [
        ("/v1/sites", {"name": "HQ", "tags": ["b"]}),
        ("/v1/sites", {"name": "HQ", "tags": ["a"], "business_critical": False}),
        ("/v1/devices", {"serial_number": "A1"}),
    ]:
        response = await api.post(path, {**body, "idempotency_key": "k"})
        assert (response.status_code, response.json()["error"]["code"]) == (422, "idempotency_key_reused")


async def test_a_key_belongs_to_the_tenant_not_to_the_api_key(api: Api) -> None:
    headers = {"Idempotency-Key": "shared"}
    first = await api.post("/v1/sites", {"name": "HQ"}, headers=headers)
    rotated = await api.post("/v1/sites", {"name": "HQ"}, headers=headers, key=api.home.keys["operator"])
    assert rotated.content == first.content
    foreign = await api.post("/v1/sites", {"name": "HQ"}, headers=headers, key=api.other.admin)
    assert foreign.json()["id"] != first.json()["id"]
    assert "Idempotent-Replayed" not in foreign.headers


@on_sqlite
async def test_a_replay_needs_the_same_rights(api: Api) -> None:
    body = {"name": "HQ", "idempotency_key": "k"}
    await api.made("/v1/sites", body)
    assert (await api.post("/v1/sites", body, key=api.home.keys["viewer"])).status_code == 403
    assert (await api.post("/v1/sites", body, key=None)).status_code == 401


async def test_a_conflict_is_an_outcome_and_is_kept(api: Api) -> None:
    await api.device("A1")
    body = {"serial_number": "A1", "idempotency_key": "k"}
    first = await api.post("/v1/devices", body)
    assert first.status_code == 409
    await api.delete("/v1/devices/A1")
    again = await api.post("/v1/devices", body)
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (409, "true")
    assert again.json() == first.json()


async def test_nothing_of_a_conflict_happens(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though its answer is kept, what was done before it showed is not."""

    def conflict(*_: object) -> None:
        raise ApiError("conflict", "found out late")

    monkeypatch.setattr("edge.api.sites._devices_moved", conflict)
    for _ in range(2):
        refused = await api.post("/v1/sites", {"name": "HQ", "idempotency_key": "k"})
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "conflict")
    assert refused.headers["Idempotent-Replayed"] == "true"
    assert await site_names(api) == []
    assert (await api.get("/v1/audit")).json()["data"] == []


async def test_what_did_not_happen_is_not_kept(api: Api) -> None:
    body = {"name": "HQ", "devices": ["A1"], "idempotency_key": "k"}
    assert (await api.post("/v1/sites", body)).status_code == 404
    assert (await api.post("/v1/sites", {"name": 7, "idempotency_key": "k"})).status_code == 422
    await api.device("A1")
    made = await api.post("/v1/sites", body)
    assert made.status_code == 201
    assert "Idempotent-Replayed" not in made.headers


async def test_a_failure_of_ours_leaves_the_key_free(
    api: Api, monkeypatch: pytest.MonkeyPatch, expected_logs: list[object]
) -> None:
    write = api.store.write

    async def write_and_fail(unit: Any) -> Any:
        def failing(conn: sa.Connection) -> None:
            unit(conn)
            conn.exec_driver_sql("SELECT * FROM nowhere")

        await write(failing)

    with monkeypatch.context() as patch:
        patch.setattr(api.store, "write", write_and_fail)
        failed = await api.post("/v1/sites", {"name": "HQ", "idempotency_key": "k"})
    assert (failed.status_code, failed.json()["error"]["code"]) == (500, "internal_error")
    assert "nowhere" not in failed.text
    assert await site_names(api) == []
    assert (await api.post("/v1/sites", {"name": "HQ", "idempotency_key": "k"})).status_code == 201
    assert expected_logs


async def test_an_answer_too_large_to_keep_is_read_again(api: Api) -> None:
    await api.fleet(120)
    body = {"name": "HQ", "devices": [f"S{n:05}" for n in range(120)], "idempotency_key": "k"}
    first = await api.post("/v1/sites", body)
    assert len(first.content) > 64 * 1024
    again = await api.post("/v1/sites", body)
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (201, "true")
    assert again.json() == first.json()


async def test_a_secret_is_not_kept_for_replays(api: Api) -> None:
    body = {"name": "x", "role": "viewer", "idempotency_key": "k"}
    first = await api.post("/v1/keys", body)
    again = await api.post("/v1/keys", body)
    assert again.status_code == 201
    shown = first.json()
    secret = shown.pop("key")
    assert again.json() == shown

    def everything(conn: Any) -> str:
        return repr(conn.exec_driver_sql("SELECT * FROM idempotency").all())

    assert secret not in await api.store.read(everything)


@on_sqlite
async def test_other_methods_take_no_key(api: Api) -> None:
    await api.device("A1")
    headers = {"Idempotency-Key": "k"}
    for name in ("B", "C"):
        assert (await api.patch("/v1/devices/A1", {"name": name}, headers=headers)).json()["name"] == name
    assert (await api.patch("/v1/devices/A1", {"idempotency_key": "k"})).status_code == 422


async def test_keys_are_kept_for_two_days_and_those_of_bulk_calls_and_jobs_for_seven(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ", "idempotency_key": "site"})
    bulk = {"items": [{"employee_id": "1"}], "idempotency_key": "bulk"}
    assert (await api.post("/v1/employees/bulk", bulk)).status_code == 207

    def kept(conn: sa.Connection) -> set[str]:
        return set(conn.scalars(sa.select(schema.idempotency.c.key)))

    for days, left in ((1, {"site", "bulk"}), (3, {"bulk"}), (8, set())):
        at = now_us() + days * upkeep.DAY_US
        await upkeep.Retention(api.store, "test", None, wall=lambda at=at: at).sweep()  # type: ignore[misc]  # mypy infers no default
        assert await api.store.read(kept) == left


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
async def test_a_second_request_waits_for_the_first_only_so_long(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only PostgreSQL lets two write at once: there the second is told to come back."""
    monkeypatch.setattr(idempotency, "WAIT_MS", 100)
    held, release = asyncio.Event(), asyncio.Event()

    def hold(conn: sa.Connection) -> None:
        idempotency.take(conn, api.home.tenant_id, "k", b"x", "req_1", 0)
        held.set()
        await_only(release.wait())
        raise LookupError("and nothing happened")

    holding = asyncio.create_task(api.store.write(hold))
    await held.wait()
    waited = await api.post("/v1/sites", {"name": "HQ", "idempotency_key": "k"})
    release.set()
    with pytest.raises(LookupError):
        await holding
    assert (waited.status_code, waited.json()["error"]["code"]) == (409, "idempotency_in_progress")
    assert waited.headers["Retry-After"] == "1"
    assert (await api.post("/v1/sites", {"name": "HQ", "idempotency_key": "k"})).status_code == 201
