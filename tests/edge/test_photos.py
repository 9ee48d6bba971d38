"""The picture of a punch is that of the same person at the same terminal, at the same moment."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from edge import admission, commands, tenants
from edge.devices import Directory
from edge.ingest import Ingest, PunchDraft, Upload
from edge.master_keys import MasterKeyFile
from edge.photos import NEAR_US, photo_of
from edge.reports import PhotoDraft, PhotoPurpose, Reports
from edge.store import Store, attendance, open_store
from edge.store.ids import now_us
from edge.store.people_tables import photo
from edge.store.schema import punch
from edge.template_rounds import DAY_US, TemplateRounds
from edge.vault import Unopenable, Vault

SECOND = 1_000_000
NOON = 1_791_190_800 * SECOND
DRAFT = PunchDraft(b"d" * 16, "7", NOON, 0, "UTC", "ok", 0, 1, "face", None, None, None, None)


def picture(name: str) -> bytes:
    return b"\xff\xd8\xff" + name.encode()


@dataclass
class Wall:
    """An edge with two terminals, where 7 punched at NOON at A."""

    store: Store
    vault: Vault
    ingest: Ingest
    directory: Directory

    async def taken(
        self,
        name: str,
        *,
        serial: str = "A",
        pin: str = "7",
        after: int = 0,
        purpose: PhotoPurpose = "attendance",
    ) -> None:
        """A terminal sends a picture, taken so many microseconds after NOON."""
        known = self.directory.known(serial)
        assert known is not None
        draft = PhotoDraft(purpose, pin, NOON + after, picture(name))
        upload = Upload(known.source, now_us(), "ATTPHOTO", reports=Reports(photos=(draft,)))
        await self.ingest.submit(upload)

    async def shown(self) -> bytes | None:
        def unit(conn: sa.Connection) -> bytes | None:
            punch_id = conn.execute(sa.select(punch.c.id).where(punch.c.tenant_id == 1)).scalar_one()
            found = attendance.by_id(conn, 1, punch_id)
            assert found is not None
            return photo_of(conn, self.vault, 1, found)

        return await self.store.read(unit)

    async def forget(self, days_later: int) -> int:
        later = now_us() + days_later * DAY_US
        rounds = TemplateRounds(
            self.store,
            "test",
            commands.enqueue,
            lambda row, kind, major: False,
            lambda key: None,
            30,
            wall=lambda: later,
        )
        return await rounds.forget()


@pytest.fixture
async def wall(database_url: str, tmp_path: Path) -> AsyncIterator[Wall]:
    store = await open_store(database_url)

    def unit(conn: sa.Connection) -> None:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now_us())
        for serial in "AB":
            admission.register(conn, store.ids, tenant["id"], serial=serial, now=now_us())

    await store.write(unit)
    directory = Directory(store, None)
    await directory.load()
    vault = Vault(MasterKeyFile(tmp_path, environment={}))
    ingest = Ingest(store, vault)
    known = directory.known("A")
    assert known is not None
    await ingest.submit(Upload(known.source, now_us(), "ATTLOG", [DRAFT]))
    yield Wall(store, vault, ingest, directory)
    await store.close()


async def test_the_nearest_picture_of_the_moment_is_shown(wall: Wall) -> None:
    assert await wall.shown() is None
    await wall.taken("late", after=NEAR_US)
    assert await wall.shown() == picture("late")
    await wall.taken("nearer", after=-SECOND)
    assert await wall.shown() == picture("nearer")
    await wall.taken("same")
    assert await wall.shown() == picture("same")


async def test_other_persons_terminals_moments_and_purposes_are_not_shown(wall: Wall) -> None:
    await wall.taken("another person", pin="77")
    await wall.taken("another terminal", serial="B")
    await wall.taken("too late", after=NEAR_US + 1)
    await wall.taken("too early", after=-NEAR_US - 1)
    await wall.taken("a refusal", purpose="denied")
    assert await wall.shown() is None


async def test_a_picture_is_sealed_for_its_own_row(wall: Wall) -> None:
    await wall.taken("mine")
    await wall.taken("of another", pin="8")
    others = sa.select(photo.c.sealed).where(photo.c.tenant_id == 1, photo.c.pin == "8").scalar_subquery()
    swap = photo.update().where(photo.c.tenant_id == 1, photo.c.pin == "7").values(sealed=others)
    await wall.store.write(lambda conn: conn.execute(swap))
    with pytest.raises(Unopenable):
        await wall.shown()


async def test_pictures_of_punches_are_kept_as_long_as_said(wall: Wall) -> None:
    await wall.taken("old")
    await wall.taken("refused", purpose="denied")
    assert await wall.forget(29) == 0
    assert await wall.shown() is not None
    assert await wall.forget(31) == 2
    assert await wall.shown() is None
