"""Punches of several terminals or people are listed as one, page by page, each of them once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from edge.store import attendance, open_store
from edge.store.attendance import Anchor, Walk, Wanted
from edge.store.schema import punch
from tests.bench.generated import make, make_shared
from tests.kit.postgres import PostgresUnavailable, start_shared


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_pages_of_merged_walks_are_all_there_is_in_order(database: str, tmp_path: Path) -> None:
    if database == "sqlite":
        made = await asyncio.to_thread(make, tmp_path, 600, 8)
        await _read(made.url)
        return
    try:
        server = start_shared()
    except PostgresUnavailable as reason:
        pytest.skip(str(reason))
    try:
        url = server.create_database("merged")
        await asyncio.to_thread(make_shared, url, 600, 8)
        await _read(url)
    finally:
        server.drop_database("merged")
        server.close()


async def _read(url: str) -> None:
    store = await open_store(url)
    try:
        await store.write(_every_question)  # reading alone may take ten seconds, no more
    finally:
        await store.close()


def _every_question(conn: sa.Connection) -> None:
    rows = conn.execute(sa.select(punch).where(punch.c.tenant_id == 1)).all()
    devices = frozenset(row.device_id for row in rows)
    pins = frozenset(row.pin for row in rows[::20])
    times = sorted(row.punched_at for row in rows)
    site = frozenset({rows[0].site_id})
    asked: list[tuple[Walk, Wanted]] = [
        ("clock", Wanted(device_ids=devices)),
        ("clock", Wanted(device_ids=devices, site_ids=site)),
        ("clock", Wanted(device_ids=devices, verify_modes=frozenset({"card"}))),
        ("clock", Wanted(device_ids=devices, verify_modes=frozenset({"palm"}))),
        ("clock", Wanted(device_ids=devices, punched_from=times[200], punched_to=times[380])),
        ("time", Wanted(pins=pins)),
        ("time", Wanted(pins=pins, device_ids=devices, site_ids=site, punched_to=times[400])),
    ]
    for walk, wanted in asked:
        expected = {row.id for row in rows if _fits(row, wanted)}
        for ascending in (True, False):
            for limit in (23, 400):
                found = _all_pages(conn, wanted, walk, ascending, limit)
                places = [(row.place, row.id) for row in found]
                assert places == sorted(places, reverse=not ascending)
                assert [row.id for row in found] == list(dict.fromkeys(row.id for row in found))
                assert {row.id for row in found} == expected


def _fits(row: sa.Row[tuple[object, ...]], wanted: Wanted) -> bool:
    return (
        (wanted.device_ids is None or row.device_id in wanted.device_ids)
        and (wanted.pins is None or row.pin in wanted.pins)
        and (wanted.site_ids is None or row.site_id in wanted.site_ids)
        and (wanted.verify_modes is None or row.verify_mode in wanted.verify_modes)
        and (wanted.punched_from is None or row.punched_at >= wanted.punched_from)
        and (wanted.punched_to is None or row.punched_at < wanted.punched_to)
    )


def _all_pages(
    conn: sa.Connection, wanted: Wanted, walk: Walk, ascending: bool, limit: int
) -> list[attendance.StoredPunch]:
    found: list[attendance.StoredPunch] = []
    after: Anchor | None = None
    while True:
        page = attendance.page(conn, 1, wanted, walk, ascending=ascending, after=after, limit=limit)
        found += page.punches
        if page.stopped_at is None and len(page.punches) < limit:
            return found
        after = page.stopped_at or (page.punches[-1].place, page.punches[-1].id)
