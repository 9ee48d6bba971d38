"""Where the console keeps what it remembers: settings, profiles, caches."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs


@dataclass(frozen=True, slots=True)
class Paths:
    """`settings` is worth keeping, `cache` may be thrown away at any time."""

    settings: Path
    cache: Path

    @classmethod
    def of_user(cls) -> Paths:
        """Where the system wants them."""
        dirs = PlatformDirs("Punchdeck", appauthor=False)
        return cls(dirs.user_config_path, dirs.user_cache_path)

    @classmethod
    def under(cls, folder: Path) -> Paths:
        """All in one folder: the demo's, a test's."""
        return cls(folder / "settings", folder / "cache")

    @property
    def profiles(self) -> Path:
        return self.settings / "profiles.json"

    @property
    def window(self) -> Path:
        return self.settings / "window.json"

    @property
    def manners(self) -> Path:
        return self.settings / "manners.json"

    @property
    def pin(self) -> Path:
        """The hash of the PIN, where the system has no keyring."""
        return self.settings / "pin"

    @property
    def update_memory(self) -> Path:
        return self.settings / "updates.json"

    @property
    def updates(self) -> Path:
        """New versions that were fetched."""
        return self.cache / "updates"

    @property
    def logs(self) -> Path:
        return self.cache / "logs"

    @property
    def crashes(self) -> Path:
        return self.cache / "crashes"

    def cache_of(self, profile_id: str) -> Path:
        return self.cache / f"{profile_id}.db"

    def outbox_of(self, profile_id: str) -> Path:
        """What waits for its edge: whoever asked for it relies on it."""
        return self.settings / f"{profile_id}.outbox.json"
