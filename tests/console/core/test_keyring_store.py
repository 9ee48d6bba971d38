"""A key is kept by the system where it can, else until the program ends, and it is said which."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError

from console.core.keyring_store import SERVICE, KeyStore, Place


class MemoryKeyring(KeyringBackend):
    priority = 1.0  # type: ignore[assignment]  # a class property there

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


class LockedKeyring(MemoryKeyring):
    """The operator closed its box."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("locked")

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked("locked")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def memory() -> MemoryKeyring:
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    return backend


async def test_the_system_keeps_a_key_for_the_next_run(memory: MemoryKeyring) -> None:
    store = KeyStore()
    assert await store.place() is Place.KEYRING
    assert await store.get("profile_1") is None
    assert await store.put("profile_1", "pd_live_1") is Place.KEYRING
    assert memory.kept == {(SERVICE, "profile_1"): "pd_live_1"}
    assert await KeyStore().get("profile_1") == "pd_live_1"
    assert await KeyStore().get("profile_2") is None


async def test_a_key_is_forgotten_everywhere(memory: MemoryKeyring) -> None:
    store = KeyStore()
    await store.put("profile_1", "pd_live_1")
    await store.put("profile_2", "pd_live_2", remember=False)
    for profile in ("profile_1", "profile_2", "profile_3"):
        await store.forget(profile)
        assert await store.get(profile) is None
    assert memory.kept == {}


async def test_a_key_for_this_session_never_reaches_the_system(memory: MemoryKeyring) -> None:
    store = KeyStore()
    assert await store.put("profile_1", "pd_live_1", remember=False) is Place.SESSION
    assert memory.kept == {}
    assert await store.get("profile_1") == "pd_live_1"
    assert await KeyStore().get("profile_1") is None


async def test_the_key_entered_last_counts(memory: MemoryKeyring) -> None:
    store = KeyStore()
    await store.put("profile_1", "old")
    await store.put("profile_1", "for now", remember=False)
    assert await store.get("profile_1") == "for now"
    await store.put("profile_1", "new")
    assert await store.get("profile_1") == "new"
    assert memory.kept == {(SERVICE, "profile_1"): "new"}


@pytest.mark.parametrize(
    ("backend", "place"), [(NoKeyring(), Place.SESSION), (LockedKeyring(), Place.KEYRING)]
)
async def test_without_a_keyring_a_key_lasts_as_long_as_the_program(
    backend: KeyringBackend, place: Place
) -> None:
    keyring.set_keyring(backend)
    store = KeyStore()
    assert await store.place() is place
    assert await store.get("profile_1") is None
    assert await store.put("profile_1", "pd_live_1") is Place.SESSION
    assert await store.get("profile_1") == "pd_live_1"
    assert await KeyStore().get("profile_1") is None
    await store.forget("profile_1")
    assert await store.get("profile_1") is None
