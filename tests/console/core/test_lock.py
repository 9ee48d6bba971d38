"""The PIN that unlocks the console, and how often it may be guessed."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest

from console.core.lock import Attempts, PinStore, hashed, matches
from tests.console.ui.conftest import MemoryKeyring


@pytest.fixture
def store(tmp_path: Path) -> PinStore:
    return PinStore(tmp_path / "settings" / "pin")


@pytest.fixture
def system_keyring() -> Iterator[MemoryKeyring]:
    before, made = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture(params=[keyring.backends.fail.Keyring, keyring.backends.null.Keyring])
def no_keyring(request: pytest.FixtureRequest) -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(request.param())
    yield
    keyring.set_keyring(before)


def test_the_pin_itself_is_not_kept() -> None:
    kept = hashed("2468")
    assert "2468" not in kept
    assert hashed("2468") != kept, "each has a salt of its own"
    assert matches("2468", kept)
    assert not matches("2469", kept)


@pytest.mark.parametrize("kept", ["", "scrypt1:", "scrypt1:%%%", "scrypt1:QUJD", "other:QUJD", "2468"])
def test_what_we_did_not_write_fits_nothing(kept: str) -> None:
    assert not matches("2468", kept)


async def test_it_is_kept_in_the_keyring(
    store: PinStore, system_keyring: MemoryKeyring, tmp_path: Path
) -> None:
    await store.choose("2468")
    assert len(system_keyring.kept) == 1
    assert not (tmp_path / "settings" / "pin").exists()
    assert await store.fits("2468")
    assert not await store.fits("1357")
    await store.forget()
    assert await store.get() is None


@pytest.mark.usefixtures("no_keyring")
async def test_without_a_keyring_it_is_kept_in_a_file_of_its_owners(store: PinStore, tmp_path: Path) -> None:
    assert await store.get() is None
    await store.choose("2468")
    file = tmp_path / "settings" / "pin"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert await store.fits("2468")
    await store.forget()
    assert not file.exists()


def test_three_guesses_are_free_and_then_one_waits_longer_each_time() -> None:
    attempts = Attempts()
    waits = []
    for _ in range(10):
        attempts.wrong(0.0)
        waits.append(attempts.wait_s(0.0))
    assert waits == [0, 0, 5, 10, 20, 40, 80, 160, 300, 300]
    assert attempts.wait_s(299.0) == 1
    attempts.right()
    attempts.wrong(1000.0)
    assert attempts.wait_s(1000.0) == 0
