"""Cursors fit only the list, the filters and the tenant they were made for, and nobody can forge one."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.api.cursors import Cursors
from edge.api.errors import ApiError
from edge.store import secrets
from tests.edge.api.conftest import Api

anchors = st.lists(st.integers(0, 2**63 - 1) | st.text(max_size=40), min_size=1, max_size=4)
CURSORS = Cursors(b"k" * 32)


@given(st.integers(0, 10**6), st.text(max_size=50), anchors)
def test_a_cursor_leads_back_to_its_place(tenant: int, filters: str, anchor: list[int | str]) -> None:
    text = CURSORS.write(tenant, filters, anchor)
    assert CURSORS.read(tenant, filters, text) == anchor


@given(anchors, st.integers(0, 200), st.integers(1, 255))
def test_a_changed_cursor_is_refused(anchor: list[int | str], place: int, change: int) -> None:
    text = CURSORS.write(1, "f", anchor)
    raw = bytearray(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    raw[place % len(raw)] ^= change
    forged = base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("=")
    with pytest.raises(ApiError, match="no cursor"):
        CURSORS.read(1, "f", forged)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    with pytest.raises(ApiError):
        CURSORS.read(1, "f", text)


@pytest.mark.parametrize(("tenant", "filters"), [(2, "f"), (1, "g")])
def test_a_cursor_of_another_tenant_or_filter_is_refused(tenant: int, filters: str) -> None:
    text = CURSORS.write(1, "f", [5])
    with pytest.raises(ApiError, match="other filters"):
        CURSORS.read(tenant, filters, text)


def test_a_cursor_fits_into_an_address() -> None:
    assert len(CURSORS.write(12, "f", ["clock", "ff" * 16, 2**63 - 1])) < 200


async def test_processes_of_an_installation_share_the_key(api: Api) -> None:
    first = await api.store.write(lambda conn: secrets.shared(conn, "cursor"))
    again = await api.store.write(lambda conn: secrets.shared(conn, "cursor"))
    other = await api.store.write(lambda conn: secrets.shared(conn, "something else"))
    assert first == again != other
    assert len(first) == 32


async def test_a_cursor_is_good_for_its_own_list_only(api: Api) -> None:
    await api.fleet(3)
    cursor = (await api.get("/v1/devices?limit=1&health=ok")).json()["next_cursor"]
    fine = await api.get("/v1/devices", params={"limit": 2, "health": "ok", "cursor": cursor})
    assert len(fine.json()["data"]) == 2
    for path, params, key in [
        ("/v1/devices", {}, api.home.admin),
        ("/v1/sites", {"health": "ok"}, api.home.admin),
        ("/v1/devices", {"health": "ok"}, api.other.admin),
    ]:
        response = await api.get(path, params={**params, "cursor": cursor}, key=key)
        assert response.status_code == 400
