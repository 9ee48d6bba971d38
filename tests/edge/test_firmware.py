"""Who may fetch firmware, for how long, and how an upgrade is settled that nobody answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from edge import commands, firmware
from edge.firmware import FETCHING_US, Fetched
from edge.firmware_files import Content
from edge.intents import UpgradeFirmware
from edge.store.ids import public_id
from tests.edge.people_kit import MINUTE, World, world


@pytest.fixture
def site() -> Iterator[World]:
    with world() as made:
        made.device("A")
        made.device("B")
        yield made


def upgraded(site: World) -> tuple[int, str]:
    """An upgrade of the first terminal: the command, and the key of its file."""
    content = Content(9, "a" * 64, "b" * 32)
    row, _ = firmware.keep(
        site.conn, site.ids, site.tenant_id, content, name="x", version=None, actor="key_1"
    )
    given = site.order("A", UpgradeFirmware(firmware=public_id("fw", row["id"])), reason="x")
    return given["id"], given["params"]["key"]


def fetched(site: World, serial: str, key: str) -> Fetched | None:
    return firmware.fetched(site.conn, site.tenant_id, site.devices[serial], key, site.now)


def test_a_key_opens_a_file_to_one_terminal_while_its_command_lasts(site: World) -> None:
    command_id, key = upgraded(site)
    assert fetched(site, "A", key) is not None
    assert fetched(site, "A", "0" * 32) is None
    assert fetched(site, "B", key) is None
    commands.cancel(site.conn, site.tenant_id, command_id, now=site.now)
    assert fetched(site, "A", key) is None


def test_the_answer_is_awaited_as_long_as_pieces_are_fetched(site: World) -> None:
    command_id, key = upgraded(site)
    expires = commands.existing(site.conn, site.tenant_id, command_id)["expires_at"]
    assert expires - site.now == 5 * MINUTE
    for _ in range(20):
        found = fetched(site, "A", key)
        assert found is not None
        if found.late is not None:
            firmware.prolong(site.conn, site.tenant_id, found.late, site.now)
        site.now += FETCHING_US // 3  # a slow line
    site.now += FETCHING_US
    assert fetched(site, "A", key) is None
    assert commands.expire(site.conn, site.ids, site.now) == 1


def test_other_firmware_proves_nothing_where_nothing_was_sent(site: World) -> None:
    command_id, _ = upgraded(site)
    key = (site.tenant_id, site.devices["A"])
    assert firmware.proven(site.conn, site.ids, key, "1", "2", site.now) == 0
    assert commands.existing(site.conn, site.tenant_id, command_id)["status"] == "queued"
