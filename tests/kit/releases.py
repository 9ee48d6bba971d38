"""Releases to update to: files, a manifest of them, and keys that nobody trusts unless told to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from common.updates import MANIFEST, SIGNATURE, Manifest, signature_line

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Signer:
    """A pair of keys."""

    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def public(self) -> str:
        return self.private.public_key().public_bytes_raw().hex()

    def sign(self, manifest: bytes) -> bytes:
        return signature_line(self.public, self.private.sign(manifest)).encode()


def manifest(files: Mapping[str, tuple[str, bytes]] | None = None, **members: Any) -> bytes:
    """A manifest of `files` ({platform: (name, content)}), good around NOW; `members` in place of the
    usual."""
    kinds = {"windows": "nsis", "macos": "dmg", "linux": "tar", "debian": "deb"}
    files = files or {"linux-x86_64": ("punchdeck-0.2.0-linux-x86_64.tar.xz", b"a new console")}
    body = {
        "format": 1,
        "product": "punchdeck",
        "channel": "stable",
        "version": "0.2.0",
        "released_at": NOW - timedelta(days=1),
        "expires_at": NOW + timedelta(days=90),
        "min_version": "0.1.0",
        "min_edge": "0.1.0",
        "min_console": "0.1.0",
        "rollout": 100,
        "notes": {"en": "New in 0.2.0.", "fr": "Nouveau en 0.2.0.", "ar": "الجديد في 0.2.0."},
        "platforms": {
            platform: {
                "kind": kinds[platform.partition("-")[0]],
                "file": name,
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
            for platform, (name, content) in files.items()
        },
    }
    return Manifest.model_validate(body | members).model_dump_json(indent=2).encode()


def put(
    folder: Path, signer: Signer, files: Mapping[str, tuple[str, bytes]] | None = None, **members: Any
) -> bytes:
    """A whole release in a folder; its manifest."""
    files = files or {"linux-x86_64": ("punchdeck-0.2.0-linux-x86_64.tar.xz", b"a new console")}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.values():
        (folder / name).write_bytes(content)
    made = manifest(files, **members)
    (folder / MANIFEST).write_bytes(made)
    (folder / SIGNATURE).write_bytes(signer.sign(made))
    return made
