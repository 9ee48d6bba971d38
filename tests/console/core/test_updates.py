"""New versions as the console looks for them: whom it asks, what it believes, what it does by itself."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from common.updates import RefusalCode, Seen
from console.core.update_handover import (
    Installed,
    Open,
    Reader,
    Run,
    Tell,
    hand_over,
    how_installed,
    platform_name,
)
from console.core.update_memory import Memory, load, save
from console.core.update_policy import Mode, Policy, policy_of_text
from console.core.update_sources import Source
from console.core.updates import Found, Newest, Ready, Refused, Setting, State, Unanswered, Updates
from console.platform import policies
from tests.kit.file_servers import FileServer, serving
from tests.kit.releases import Signer, put

SIGNER, STRANGER = Signer(), Signer()
NAME, CONTENT = "setup.exe", os.urandom(200_000)
Until = Callable[..., Awaitable[Any]]


def published(folder: Path, signer: Signer = SIGNER, **members: Any) -> None:
    now = datetime.now(UTC)
    times = {"released_at": now - timedelta(days=1), "expires_at": now + timedelta(days=9)}
    put(folder, signer, {"windows-x86_64": (NAME, CONTENT)}, **{**times, **members})


class House:
    """A computer with a console, and what it can reach."""

    def __init__(self, folder: Path, edge: FileServer, web: FileServer) -> None:
        self.folder, self.edge, self.web = folder, edge, web
        self.mode = Mode.NOTIFY
        self.edge_version = "0.1.0"
        self.connected = True
        self.setting = Setting(
            *(
                folder / "fetched",
                folder / "updates.json",
                Policy(),
                "windows-x86_64",
                Installed.BY_USER,
                "win32",
            ),
            keys=(SIGNER.public,),
            url=web.url,
            version="0.1.0",
        )

    async def console(self, **changes: Any) -> Updates:
        """As it is started."""
        updates = Updates(
            replace(self.setting, **changes),
            chosen=lambda: self.mode,
            edge=lambda: Source(self.edge.url, edge=True) if self.connected else None,
            edge_version=lambda: self.edge_version,
            pauses_s=(0.01, 0.01),
        )
        await updates.remember()
        return updates

    async def looked(self, **changes: Any) -> State:
        updates = await self.console(**changes)
        await updates.look(asked=True)
        return updates.state


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    for name in ("edge", "web"):
        published(tmp_path / name)
    async with serving(tmp_path / "edge") as edge, serving(tmp_path / "web") as web:
        yield House(tmp_path, edge, web)


# -- whom it asks
# ----------------------------------------------------------------------------------------------------


async def test_the_edge_is_asked_first_and_nobody_else_where_it_has_one(house: House) -> None:
    found = await house.looked()
    assert isinstance(found, Found)
    assert found.source.edge
    assert house.web.asked == []


async def test_who_has_nothing_or_does_not_answer_is_passed_over(house: House) -> None:
    house.edge.status = 404
    found = await house.looked()
    assert isinstance(found, Found)
    assert not found.source.edge
    house.web.status = 503
    state = await house.looked()
    assert isinstance(state, Unanswered)
    assert f"{house.web.url}latest.json answered 503" in state.detail
    assert not state.nothing
    house.web.status = 404
    state = await house.looked()
    assert isinstance(state, Unanswered)
    assert state.nothing


async def test_a_mirror_that_lags_behind_does_not_hide_that_this_is_the_newest(house: House) -> None:
    assert isinstance(await house.looked(version="0.2.0"), Newest)
    published(house.web.folder, version="0.3.0")
    assert isinstance(await house.looked(version="0.3.0"), Newest)
    found = await house.looked(version="0.2.0")
    assert isinstance(found, Found)
    assert not found.source.edge


async def test_where_nobody_is_to_be_asked_it_says_so(house: House) -> None:
    house.connected = False
    assert await house.looked(url="") == Unanswered("")


async def test_a_forged_release_of_the_edge_is_told_of_even_where_another_is_good(house: House) -> None:
    published(house.edge.folder, STRANGER)
    published(house.web.folder, version="0.1.0")
    state = await house.looked()
    assert isinstance(state, Refused)
    assert state.refusal.code is RefusalCode.UNKNOWN_KEY
    assert state.source == house.edge.url


# -- what it offers
# --------------------------------------------------------------------------------------------------


async def test_a_version_that_this_edge_is_too_old_for_is_not_offered_yet(house: House) -> None:
    published(house.edge.folder, min_edge="0.1.5")
    updates = await house.console()
    await updates.look(asked=True)
    assert isinstance(updates.state, Found)
    assert updates.state.edge_version == "0.1.0"
    await updates.fetch()
    assert isinstance(updates.state, Found), "it would lock its user out"
    house.edge_version = "0.1.5"
    await updates.look(asked=True)
    await updates.fetch()
    assert isinstance(updates.state, Ready)


async def test_a_rollout_waits_for_its_turn_unless_somebody_asks(house: House) -> None:
    published(house.edge.folder, rollout=0)
    updates = await house.console()
    await updates.look(asked=False)
    assert isinstance(updates.state, Newest)
    await updates.look(asked=True)
    assert isinstance(updates.state, Found)


async def test_what_was_seen_is_remembered_by_the_next_run(house: House) -> None:
    published(house.edge.folder, version="0.3.0")
    assert isinstance(await house.looked(), Found)
    published(house.edge.folder, version="0.2.0")
    published(house.web.folder, version="0.2.0")
    state = await house.looked()
    assert isinstance(state, Refused)
    assert state.refusal.code is RefusalCode.DOWNGRADED


async def test_an_installation_stays_the_same_one(house: House) -> None:
    first, second = await house.console(), None
    await first.look(asked=True)
    second = await house.console()
    assert first.memory.installation == second.memory.installation


async def test_later_is_tomorrow_and_only_for_that_version(house: House) -> None:
    updates = await house.console()
    await updates.look(asked=True)
    assert not updates.put_off
    await updates.put_off_until_tomorrow()
    assert updates.put_off
    published(house.edge.folder, version="0.3.0")
    await updates.look(asked=True)
    assert not updates.put_off


# -- what it fetches
# -------------------------------------------------------------------------------------------------


async def test_notify_tells_and_fetches_when_told_to(house: House) -> None:
    updates = await house.console()
    await updates.look(asked=False)
    assert isinstance(updates.state, Found)
    assert not house.setting.folder.exists()
    await updates.fetch()
    assert isinstance(updates.state, Ready)
    assert updates.state.path.read_bytes() == CONTENT
    assert stat.S_IMODE(house.setting.folder.stat().st_mode) == 0o700


async def test_auto_fetches_by_itself(house: House) -> None:
    house.mode = Mode.AUTO
    updates = await house.console()
    await updates.look(asked=False)
    assert isinstance(updates.state, Ready)


async def test_what_broke_off_is_gone_on_with(house: House) -> None:
    house.edge.breaks = [70_000, 0, 0, 0]
    updates = await house.console()
    await updates.look(asked=True)
    await updates.fetch()
    assert isinstance(updates.state, Found)
    assert "cannot be fetched" in updates.state.failure
    house.edge.breaks = []
    await updates.fetch()
    assert isinstance(updates.state, Ready)
    assert house.edge.asked[-1] == (NAME, "bytes=70000-")


async def test_another_file_than_the_signed_one_is_never_ready(house: House) -> None:
    (house.edge.folder / NAME).write_bytes(os.urandom(len(CONTENT)))
    updates = await house.console()
    await updates.look(asked=True)
    await updates.fetch()
    assert isinstance(updates.state, Found)
    assert "thrown away" in updates.state.failure


async def test_what_was_fetched_before_is_let_go_of(house: House) -> None:
    house.setting.folder.mkdir(parents=True)
    (house.setting.folder / "older-setup.exe").write_bytes(b"old")
    updates = await house.console()
    await updates.look(asked=True)
    await updates.fetch()
    assert [it.name for it in house.setting.folder.iterdir()] == [NAME]


async def test_a_file_that_was_changed_after_it_was_fetched_is_not_run(house: House) -> None:
    updates = await house.console()
    await updates.look(asked=True)
    await updates.fetch()
    assert isinstance(updates.state, Ready)
    path = updates.state.path
    path.write_bytes(os.urandom(len(CONTENT)))
    assert await updates.handed_over() is None
    assert not path.exists()
    assert isinstance(updates.state, Refused)
    await updates.look(asked=True)
    await updates.fetch()
    assert await updates.handed_over() == Run(path, ("/S", "/RUN"))


# -- what it does by itself, and what it may
# -----------------------------------------------------------------------


async def test_off_asks_nobody_by_itself_and_still_when_told_to(house: House, until: Until) -> None:
    house.mode = Mode.OFF
    updates = await house.console()
    running = asyncio.create_task(updates.run())
    await asyncio.sleep(0.05)
    assert house.edge.asked == []
    house.mode = Mode.NOTIFY
    updates.wake()
    await until(lambda: isinstance(updates.state, Found))
    running.cancel()
    house.mode = Mode.OFF
    assert isinstance(await house.looked(), Found)


async def test_an_administrator_who_forbids_is_obeyed(house: House) -> None:
    house.mode = Mode.AUTO
    updates = await house.console(policy=Policy(mode=Mode.OFF))
    await updates.look(asked=True)
    assert updates.forbidden
    assert house.edge.asked == []


async def test_an_administrators_word_beats_the_users(house: House) -> None:
    house.mode = Mode.OFF
    updates = await house.console(policy=Policy(mode=Mode.AUTO, from_edge=False, url=house.web.url))
    assert updates.mode is Mode.AUTO
    await updates.look(asked=False)
    assert isinstance(updates.state, Ready)
    assert house.edge.asked == []


async def test_a_house_that_signs_its_own_builds_names_its_key_in_the_policy(house: House) -> None:
    published(house.edge.folder, STRANGER)
    published(house.web.folder, STRANGER)
    assert isinstance(await house.looked(), Refused)
    assert isinstance(await house.looked(policy=Policy(keys=(STRANGER.public,))), Found)


# -- the policy
# ------------------------------------------------------------------------------------------------------


def test_a_policy_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    assert policies.of_file(path) == Policy()
    path.write_text(
        f'updates.mode = "notify"\nupdates.url = "https://x.example/u/"\nupdates.keys = ["{SIGNER.public}"]'
    )
    assert policies.of_file(path) == Policy(Mode.NOTIFY, "https://x.example/u/", True, (SIGNER.public,))


@pytest.mark.parametrize(
    "text",
    [
        "updates.mode = 'sometimes'",
        "updates.mode = ",
        "updates.url = 'x.example'",
        "updates.from_edge = 'no'",
        "updates.keys = ['abc']",
        "updates.keys = 'abc'",
        "updates.modes = 'off'",
        "updates = 3",
    ],
)
def test_a_policy_that_cannot_be_read_forbids(text: str) -> None:
    policy = policy_of_text(text, "policy.toml")
    assert policy.mode is Mode.OFF
    assert "policy.toml" in policy.problem


# -- handing over
# ----------------------------------------------------------------------------------------------------

FILE = Path("/home/x/new")


@pytest.mark.parametrize(
    ("kind", "system", "installed", "how"),
    [
        ("nsis", "win32", Installed.BY_USER, Run(FILE, ("/S", "/RUN"))),
        ("nsis", "win32", Installed.FOR_ALL, Tell(FILE, Reader.ADMINISTRATOR)),
        ("nsis", "win32", Installed.AS_PACKAGE, Tell(FILE, Reader.USER)),
        ("dmg", "darwin", Installed.BY_USER, Open(FILE)),
        ("dmg", "darwin", Installed.AS_PACKAGE, Tell(FILE, Reader.USER)),
        ("tar", "linux", Installed.BY_USER, Tell(FILE, Reader.USER)),
        ("nsis", "linux", Installed.BY_USER, Tell(FILE, Reader.USER)),
    ],
)
def test_how_it_is_installed_depends_on_the_computer_and_on_how_this_one_was(
    kind: Any, system: str, installed: Installed, how: object
) -> None:
    assert hand_over(kind, FILE, system=system, installed=installed) == how


def test_a_computer_is_called_as_manifests_call_it() -> None:
    by_user, for_all = Installed.BY_USER, Installed.FOR_ALL
    assert platform_name("win32", by_user, "AMD64") == "windows-x86_64"
    assert platform_name("win32", for_all, "AMD64") == "windows-x86_64_all_users"
    assert platform_name("darwin", by_user, "arm64") == "macos-arm64"
    assert platform_name("linux", by_user, "aarch64") == "linux-arm64"


def test_it_is_known_who_installed_this_copy() -> None:
    home = Path("/home/x")

    def found(program: str, frozen: bool = True) -> Installed:
        return how_installed(frozen=frozen, program=Path(program), home=home, system="win32")

    assert found("/home/x/AppData/Local/Programs/Punchdeck/punchdeck.exe") is Installed.BY_USER
    assert found("/Program Files/Punchdeck/punchdeck.exe") is Installed.FOR_ALL
    assert found("/home/x/.venv/bin/python", frozen=False) is Installed.AS_PACKAGE


# -- what is remembered
# ------------------------------------------------------------------------------------------


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    memory = Memory("abc").saw(Seen("0.2.0", now)).looked(now).put_off("0.2.0", now)
    save(tmp_path / "updates.json", memory)
    assert load(tmp_path / "updates.json") == memory
    assert memory.saw(Seen("0.1.0", now)) == memory


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"version": 1}', '{"version": 9}', '{"version": 1, "seen": [1]}']
)
def test_what_cannot_be_read_is_as_if_it_had_never_been(tmp_path: Path, text: str) -> None:
    (tmp_path / "updates.json").write_text(text)
    assert load(tmp_path / "updates.json").seen is None
