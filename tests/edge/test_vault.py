"""What is sealed opens as what it was sealed for, under the right keys, and as nothing else."""

from __future__ import annotations

import asyncio
import os
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from edge import tenants
from edge.master_keys import MasterKeyError, MasterKeyFile
from edge.store import Store, data_keys, open_store
from edge.store.ids import now_us
from edge.vault import Rotation, Unopenable, Vault, rotate_master

HEX = "00112233445566778899aabbccddeeff" * 2
OTHER_HEX = "ff" * 32


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await open_store(database_url)
    await opened.write(lambda conn: tenants.ensure_default(conn, opened.ids, now=now_us()))
    yield opened
    await opened.close()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(MasterKeyFile(tmp_path, environment={}))


def again(vault: Vault) -> Vault:
    """The same as another process has it."""
    return Vault(MasterKeyFile(vault.master.path.parent, environment={}))


def anywhere(folder: Path, content: bytes) -> bool:
    """Whether any file of the database holds some bytes."""
    return any(content in path.read_bytes() for path in folder.glob("punchdeck.db*"))


async def sealed(
    store: Store, vault: Vault, content: bytes = b"finger", tenant: int = 1
) -> tuple[int, bytes]:
    return await store.write(lambda conn: vault.within(conn).seal(tenant, "template", "7/1/0/0/10", content))


async def opened(
    store: Store,
    vault: Vault,
    kept: tuple[int, bytes],
    *,
    tenant: int = 1,
    purpose: str = "template",
    row: str = "7/1/0/0/10",
) -> bytes:
    return await store.read(lambda conn: vault.within(conn).open_(tenant, purpose, row, *kept))


async def test_what_is_sealed_is_not_to_be_seen_and_opens_again(store: Store, vault: Vault) -> None:
    version, box = await sealed(store, vault, b"a finger")
    assert version == 1
    assert b"finger" not in box
    assert await opened(store, again(vault), (version, box)) == b"a finger"


async def test_no_two_boxes_are_alike(store: Store, vault: Vault) -> None:
    boxes = {(await sealed(store, vault))[1] for _ in range(20)}
    assert len({box[:12] for box in boxes}) == 20


async def test_it_opens_as_what_it_was_sealed_for_only(store: Store, vault: Vault) -> None:
    kept = await sealed(store, vault)
    await sealed(store, vault, tenant=2)
    await store.write(lambda conn: vault.within(conn).rotate(1))
    version, box = kept
    attempts = [
        opened(store, vault, kept, row="8/1/0/0/10"),
        opened(store, vault, kept, purpose="photo"),
        opened(store, vault, kept, tenant=2),
        opened(store, vault, (version + 1, box)),
        opened(store, vault, (version, box[:20])),
        opened(store, vault, (version, b"")),
    ]
    for attempt in attempts:
        with pytest.raises(Unopenable, match="does not open"):
            await attempt


async def test_not_a_bit_may_be_changed(store: Store, vault: Vault) -> None:
    version, box = await sealed(store, vault, b"x")
    for place in range(len(box)):
        changed = box[:place] + bytes([box[place] ^ 1]) + box[place + 1 :]
        with pytest.raises(Unopenable):
            await opened(store, vault, (version, changed))


async def test_a_data_key_works_for_its_own_tenant_and_number_only(store: Store, vault: Vault) -> None:
    kept = await sealed(store, vault)
    await sealed(store, vault, tenant=2)

    def swap(conn: sa.Connection) -> None:
        theirs = data_keys.newest(conn, 2)
        ours = data_keys.newest(conn, 1)
        assert theirs is not None
        assert ours is not None
        data_keys.rewrap(conn, 1, ours, theirs.wrapped)

    await store.write(swap)
    with pytest.raises(Unopenable, match="damaged"):
        await opened(store, again(vault), kept)


async def test_a_key_whose_transaction_failed_is_not_used(store: Store, vault: Vault) -> None:
    def fail(conn: sa.Connection) -> None:
        vault.within(conn).seal(1, "template", "7", b"lost")
        raise RuntimeError("after sealing")

    with pytest.raises(RuntimeError):
        await store.write(fail)
    kept = await sealed(store, vault)
    assert await opened(store, again(vault), kept) == b"finger"


async def test_processes_that_need_a_first_key_at_once_agree_on_it(
    database_url: str, store: Store, vault: Vault
) -> None:
    stores = [store]
    if store.dialect == "postgresql":
        stores.append(await open_store(database_url))
    boxes = await asyncio.gather(*(sealed(stores[turn % len(stores)], again(vault)) for turn in range(12)))
    for box in boxes:
        assert await opened(store, again(vault), box) == b"finger"
    assert {version for version, _ in boxes} == {1}
    for other in stores[1:]:
        await other.close()


async def test_a_new_data_key_leaves_what_was_sealed_readable(store: Store, vault: Vault) -> None:
    before = await sealed(store, vault)
    assert await store.write(lambda conn: vault.within(conn).rotate(1)) == 2
    after = await sealed(store, vault)
    assert (before[0], after[0]) == (1, 2)
    assert [await opened(store, vault, kept) for kept in (before, after)] == [b"finger", b"finger"]


async def test_what_is_shredded_nobody_reads_and_others_are_left_alone(store: Store, vault: Vault) -> None:
    gone, stays = await sealed(store, vault), await sealed(store, vault, tenant=2)
    assert await store.write(lambda conn: vault.within(conn).shred(1)) == 1
    with pytest.raises(Unopenable, match="destroyed"):
        await opened(store, vault, gone)
    assert await opened(store, vault, stays, tenant=2) == b"finger"
    fresh = await sealed(store, vault)
    assert fresh[0] == 2, "a destroyed key's number is not given again"
    assert await opened(store, vault, fresh) == b"finger"


async def test_a_destroyed_key_is_not_in_the_file_any_more(
    store: Store, vault: Vault, tmp_path: Path
) -> None:
    if store.dialect != "sqlite":
        pytest.skip("PostgreSQL overwrites when it vacuums")
    # As most builds of SQLite have it.
    await store.write(lambda conn: conn.exec_driver_sql("PRAGMA secure_delete = OFF").close())
    for _ in range(8):
        await store.write(lambda conn: vault.within(conn).rotate(1))
    keys = await store.read(lambda conn: data_keys.of_tenant(conn, 1))
    assert all(anywhere(tmp_path, key.wrapped) for key in keys)
    await store.write(lambda conn: vault.within(conn).shred(1))
    await store.close()
    assert not any(anywhere(tmp_path, key.wrapped) for key in keys)


# --- the master key


async def test_the_first_seal_makes_a_key_that_only_its_owner_reads(store: Store, vault: Vault) -> None:
    assert not vault.master.path.exists()
    await sealed(store, vault)
    assert len(vault.master.read()) == 1
    if os.name == "posix":
        assert stat.S_IMODE(vault.master.path.stat().st_mode) == 0o600
    assert [path.name for path in vault.master.path.parent.glob("master.key*")] == ["master.key"]


async def test_a_lost_master_key_is_not_silently_replaced(store: Store, vault: Vault) -> None:
    kept = await sealed(store, vault)
    vault.master.path.unlink()
    for attempt in (
        lambda: opened(store, again(vault), kept),
        lambda: sealed(store, again(vault)),
        lambda: sealed(store, again(vault), tenant=2),
    ):
        with pytest.raises(MasterKeyError, match=r"master\.key is missing.*restore"):
            await attempt()
    assert not vault.master.path.exists()


async def test_the_wrong_master_key_says_so(store: Store, vault: Vault) -> None:
    kept = await sealed(store, vault)
    vault.master.path.write_text(OTHER_HEX)
    with pytest.raises(MasterKeyError, match="not the master key that the data of tenant 1"):
        await opened(store, again(vault), kept)
    with pytest.raises(MasterKeyError, match="not the master key"):
        await store.read(lambda conn: again(vault).within(conn).check())


async def test_the_key_of_another_file_comes_before_ours(store: Store, tmp_path: Path) -> None:
    named, credentials = tmp_path / "named", tmp_path / "credentials"
    named.write_text(HEX + "\n")
    credentials.mkdir()
    (credentials / "master_key").write_bytes(bytes.fromhex(OTHER_HEX))
    environment = {"CREDENTIALS_DIRECTORY": str(credentials)}
    assert MasterKeyFile(tmp_path, named, environment).read() == (bytes.fromhex(HEX),)
    from_systemd = Vault(MasterKeyFile(tmp_path, None, environment))
    assert from_systemd.master.read() == (bytes.fromhex(OTHER_HEX),)
    await sealed(store, from_systemd)
    assert not (tmp_path / "master.key").exists()


@pytest.mark.parametrize("content", ["", "secret", "QUJD", HEX[:-2], HEX + " x"])
def test_a_file_that_is_no_key_is_refused_without_being_shown(tmp_path: Path, content: str) -> None:
    path = tmp_path / "named"
    path.write_text(content)
    with pytest.raises(MasterKeyError, match=r"openssl rand -base64 32") as refused:
        MasterKeyFile(tmp_path, path, {}).read()
    assert not content or content.split()[0] not in str(refused.value).replace(str(path), "")


def test_a_named_file_that_is_missing_is_never_made(tmp_path: Path) -> None:
    file = MasterKeyFile(tmp_path, tmp_path / "named", {})
    assert not file.to_be_made
    with pytest.raises(MasterKeyError, match="no master key at"):
        file.read()


# --- changing it


async def test_changing_the_master_key_lets_go_of_the_old_one(store: Store, vault: Vault) -> None:
    boxes = [(tenant, await sealed(store, vault, tenant=tenant)) for tenant in (0, 1)]
    (old,) = vault.master.read()
    assert await rotate_master(store, vault) == Rotation(begun=True, wrapped=2, tenants=2)
    (new,) = vault.master.read()
    assert new != old
    for tenant, box in boxes:
        assert await opened(store, again(vault), box, tenant=tenant) == b"finger"
    assert (await sealed(store, vault))[0] == 2, "from now on under a new data key"


async def test_a_change_that_was_stopped_goes_on(store: Store, vault: Vault) -> None:
    boxes = [(tenant, await sealed(store, vault, tenant=tenant)) for tenant in (0, 1)]
    vault.master.begin_rotation()
    new, old = vault.master.read()
    await store.write(lambda conn: vault.within(conn).rewrap(0))
    for tenant, box in boxes:  # half-way, everything opens
        assert await opened(store, again(vault), box, tenant=tenant) == b"finger"
    resumed = again(vault)
    assert await rotate_master(store, resumed) == Rotation(begun=False, wrapped=1, tenants=1)
    assert resumed.master.read() == (new,)
    assert old != new
    for tenant, box in boxes:
        assert await opened(store, again(vault), box, tenant=tenant) == b"finger"


async def test_a_process_that_knows_the_old_key_finds_the_new_one(store: Store, vault: Vault) -> None:
    running = again(vault)
    kept = await sealed(store, running)
    await rotate_master(store, vault)
    assert await opened(store, running, kept) == b"finger"
    assert await opened(store, again(vault), await sealed(store, running)) == b"finger"


async def test_first_keys_that_are_made_meanwhile_are_not_lost(
    database_url: str, store: Store, vault: Vault
) -> None:
    """Whoever read the old master key and commits late is waited for, or finds the new one."""
    await sealed(store, vault)
    made = [
        await store.write(lambda conn, n=n: tenants.create(conn, store.ids, name=f"t{n}", now=now_us())["id"])
        for n in range(8)
    ]
    stores = [store, await open_store(database_url)] if store.dialect == "postgresql" else [store]

    async def others() -> list[tuple[int, tuple[int, bytes]]]:
        boxes = []
        for turn, tenant in enumerate(made):
            kept = await sealed(stores[turn % len(stores)], again(vault), tenant=tenant)
            boxes.append((tenant, kept))
        return boxes

    begun, boxes = await asyncio.gather(rotate_master(store, vault), others())
    assert begun is not None
    assert len(vault.master.read()) == 1
    for tenant, box in boxes:
        assert await opened(store, again(vault), box, tenant=tenant) == b"finger"
    for other in stores[1:]:
        await other.close()


async def test_a_file_that_is_not_ours_is_changed_by_its_owner(store: Store, tmp_path: Path) -> None:
    named = tmp_path / "named"
    named.write_text(HEX)
    vault = Vault(MasterKeyFile(tmp_path, named, {}))
    kept = await sealed(store, vault)
    with pytest.raises(MasterKeyError, match="Put a new key on a line above"):
        await rotate_master(store, vault)
    named.write_text(f"{OTHER_HEX}\n{HEX}\n")
    assert await rotate_master(store, vault) == Rotation(begun=False, wrapped=1, tenants=1)
    named.write_text(OTHER_HEX)
    assert await opened(store, Vault(MasterKeyFile(tmp_path, named, {})), kept) == b"finger"


async def test_where_nothing_was_sealed_there_is_nothing_to_change(store: Store, vault: Vault) -> None:
    assert await rotate_master(store, vault) is None
    assert not vault.master.path.exists()


def test_nothing_is_imported_before_it_is_needed() -> None:
    script = "import sys, edge.vault; sys.exit('cryptography' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=60).returncode == 0
