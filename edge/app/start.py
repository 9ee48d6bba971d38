"""What must be there before an edge can serve: its folder, its certificate, a tenant and an admin key."""

from __future__ import annotations

import asyncio
import os
import socket
from pathlib import Path
from typing import Any, Final

from edge import keys, tenants
from edge.settings import Settings
from edge.store import Store, deadlines
from edge.store.ids import now_us
from edge.tls import Files, LiveCertificate, TlsError

KEY_FILE: Final = "admin.key"


class StartError(Exception):
    """The server cannot start as asked; the message says why and what to do."""


def make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StartError(
            f"{folder} cannot be used: {error.strerror}. Choose another folder with --data."
        ) from error


def certificate_of(settings: Settings) -> LiveCertificate | None:
    if settings.tls_cert is None or settings.tls_key is None:
        return None
    try:
        return LiveCertificate(Files(settings.tls_cert, settings.tls_key), settings.device_tls_min)
    except TlsError as error:
        raise StartError(str(error)) from error


async def first_start(store: Store, folder: Path) -> Path:
    """Make what a new installation needs: the tenant `default`, and an admin key in this folder."""
    key_file = folder / KEY_FILE
    needs_key = not key_file.exists()
    now = now_us()

    def unit(conn: Any) -> str | None:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now)
        if store.dialect == "sqlite":
            deadlines.end_leases(conn)
        if not needs_key:
            return None
        name = f"admin of {socket.gethostname()}"
        _, text = keys.create(conn, store.ids, tenant["id"], name=name, role="admin", now=now)
        return text

    text = await store.write(unit)
    if text is not None:
        await asyncio.to_thread(_write_private, key_file, text + "\n")
    return key_file


def _write_private(path: Path, text: str) -> None:
    """A file that only its owner can read, there whole or not at all."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
