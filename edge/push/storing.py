"""The answer to an upload: what its terminal is told once it is durable, or why it must send it again."""

from __future__ import annotations

from time import perf_counter
from typing import Final

import sqlalchemy as sa
import structlog

from edge.clocks import Clocks
from edge.devices import Device
from edge.ingest import Ingest, Stored, Upload
from edge.metrics import Metrics
from edge.push.wire import DeviceReply
from edge.store import StoreBusy, StoreError, StoreFull
from edge.store.ids import now_us

BUSY: Final = DeviceReply(b"Too much waits for the disk; send the records again later.\n", 503)
FULL: Final = DeviceReply(b"The disk of the server is full; send the records again later.\n", 503)
FAILED: Final = DeviceReply(b"Storing failed; send the records again later.\n", 503)

_AS_THEY_ARE_MADE: Final = frozenset({"ATTLOG", "RTLOG"})  # other tables answer questions of ours

log = structlog.get_logger()


class Storing:
    """Hands uploads to the one writer. `clocks` hears of punches that were new."""

    def __init__(self, ingest: Ingest, metrics: Metrics, clocks: Clocks | None = None) -> None:
        self._ingest = ingest
        self._metrics = metrics
        self._clocks = clocks

    async def store(self, upload: Upload, device: Device, said: bytes) -> DeviceReply:
        """`said` once the upload is durable; where it could not be made so, a refusal, after which the
        terminal sends it again."""
        uploads, begun = self._metrics.uploads, perf_counter()
        try:
            stored: Stored = await self._ingest.submit(upload)
        except StoreBusy as error:
            uploads.refused += 1
            log.warning("upload_refused", serial=device.source.serial, reason=str(error))
            return BUSY
        except StoreFull as error:
            uploads.refused += 1
            log.debug("upload_refused", serial=device.source.serial, reason=str(error))
            return FULL
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            uploads.failed += 1
            log.error("upload_not_stored", serial=device.source.serial, error=str(error))
            return FAILED
        finally:
            self._timed(upload, device, perf_counter() - begun)
        uploads.count(stored)
        if self._clocks is not None and stored.new == 1 and upload.table_name.upper() in _AS_THEY_ARE_MADE:
            records = stored.new + stored.known + stored.expired + stored.dead
            self._clocks.punched(device.key, upload.punches[0], upload.received_at, records)
        if upload.stamp is not None:
            device.stamps[upload.table_name] = upload.stamp
        if stored.dead:
            log.info("unreadable_lines_kept", serial=device.source.serial, lines=stored.dead)
        return DeviceReply(said)

    def _timed(self, upload: Upload, device: Device, commit_s: float) -> None:
        self._metrics.uploads.took(commit_s)
        took_s = max((now_us() - upload.received_at) / 1e6, commit_s)
        self._metrics.slow.upload(took_s, commit_s, device.source.serial, upload.table_name)
