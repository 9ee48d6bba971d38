"""Room on the disk: watched, held in reserve, and what is still taken where it runs out.

SQLite cannot even delete on a full disk. So a file of no use, the ballast, lies beside the database: where
the disk turns out to be full it is let go of, and what was being written can be finished. From then on, and
whenever little is left, nothing new is taken until there is room again; what was stored can be read all the
while. Nothing needs to be restarted.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import structlog

MIB: Final = 1024 * 1024
BALLAST: Final = "ballast"
LOOK_S: Final = 1.0
CALM_S: Final = 5.0
"""How long after a write that found no room the disk counts as full, whatever it says of itself."""
_MORE: Final = 4
"""It is no longer full once a quarter more than the least is free, and what the ballast takes."""

log = structlog.get_logger()


def short(was_short: bool, free: int, least: int, owed: int) -> bool:
    """Whether a disk is too full to take more, in bytes: `free` on it, at `least` so much shall be, `owed` of
    it the ballast will take again. One that was short must have clearly more before it no longer is."""
    return free < (least + least // _MORE + owed if was_short else least)


class Room:
    """Watches the folders in which one process stores; its ballast lies in the first of them."""

    def __init__(
        self,
        folders: Sequence[Path],
        *,
        ballast: int,
        least: int,
        mono: Callable[[], float] = time.monotonic,
    ) -> None:
        """`ballast` and `least` (which shall be free) in bytes; 0 is none."""
        self._folders = folders
        self._file = folders[0] / BALLAST
        self._wanted = ballast
        self._least = least
        self._mono = mono
        self._lock = threading.Lock()
        self._ran_out_at: float | None = None
        self._short = False
        self._told_of_ballast = False
        self.free: int | None = None
        """Bytes, as of the last look; of the folder with the least."""
        self.releases = 0
        """How often the ballast was let go of since the start."""

    def scarce(self) -> str | None:
        """Why nothing new is taken, None while it is."""
        if not self._short:
            return None
        if self.free is not None and self.free >= self._least:  # a quota, or a disk that is failing
            return "The disk of the server did not take what was written; nothing is stored until it does."
        left = "" if self.free is None else f" ({self.free / MIB:,.0f} MiB free)"
        return f"The disk of the server is full{left}; nothing more is stored until somebody makes room."

    def concerns(self) -> Iterator[str]:
        """What is to be told to whoever runs the server."""
        if self._short:
            yield (
                "Its disk is full: terminals keep their punches and are told to send them again, changes by "
                "the API are refused, reading goes on. Make room; it goes on by itself."
            )

    @property
    def ballast(self) -> int:
        """Bytes that are held in reserve now."""
        try:
            return self._file.stat().st_size
        except OSError:
            return 0

    def ran_out(self) -> bool:
        """The database found no room: let go of the ballast, and take nothing new. Of any thread. Whether
        anything was let go of."""
        with self._lock:
            self._ran_out_at = self._mono()
            if not self._short:
                log.error("disk_full", folder=str(self._folders[0]))
            self._short = True
            if self.ballast == 0:
                return False
            try:
                self._file.unlink()
            except OSError as error:
                log.error("ballast_not_released", file=str(self._file), error=str(error))
                return False
            self.releases += 1
        log.warning("ballast_released", file=str(self._file), mib=self._wanted // MIB)
        return True

    async def run(self) -> None:
        """Look every second, until cancelled."""
        while True:
            try:
                await asyncio.to_thread(self.look)
            except OSError as error:  # a disk that says nothing of itself is found full when it is written to
                log.error("disk_not_watched", error=str(error))
            await asyncio.sleep(LOOK_S)

    def look(self) -> None:
        """Ask the disks. Raises OSError."""
        free = min(shutil.disk_usage(folder).free for folder in self._folders)
        with self._lock:
            owed = max(self._wanted - self.ballast, 0)
            calm = self._ran_out_at is None or self._mono() - self._ran_out_at >= CALM_S
            before, self._short = self._short, not calm or short(self._short, free, self._least, owed)
            self.free = free
            if self._short != before:
                log.log(
                    40 if self._short else 20,
                    "disk_nearly_full" if self._short else "disk_has_room_again",
                    free_mib=free // MIB,
                )
            if owed and not self._short:
                self._hold(free)

    def _hold(self, free: int) -> None:
        """Make the ballast, where it leaves room for everything else."""
        if short(True, free, self._least, self._wanted):
            if not self._told_of_ballast:
                log.warning("no_room_for_ballast", free_mib=free // MIB)
            self._told_of_ballast = True
            return
        try:
            _allocate(self._file, self._wanted)
        except OSError as error:
            self._ran_out_at = self._mono()  # not again at once
            log.warning("ballast_not_made", file=str(self._file), error=str(error))


def _allocate(file: Path, size: int) -> None:
    """A file whose blocks are its own, or none. Raises OSError."""
    file.unlink(missing_ok=True)
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as made:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(made.fileno(), 0, size)
            else:  # zeros would be compressed away by some file systems
                for _ in range(0, size, MIB):
                    made.write(os.urandom(MIB))
            made.flush()
            os.fsync(made.fileno())
    except OSError:
        file.unlink(missing_ok=True)
        raise
