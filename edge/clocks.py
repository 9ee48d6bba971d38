"""The clocks of terminals: measured at punches that are stored as they are made, told where one is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import sqlalchemy as sa
import structlog

from edge import telling
from edge.admission import status_of
from edge.command_steps import params_of
from edge.drift import Drift, Drifts, Finding, tells_clock
from edge.ingest import PunchDraft
from edge.presence import Key
from edge.store import Store, StoreError, punches
from edge.store import devices as rows
from edge.zones import TimeQuality

FLUSH_EVERY_S: Final = 5.0

log = structlog.get_logger()


class Clocks:
    """Measures in memory; a chore tells what was found and keeps what is known, every FLUSH_EVERY_S.

    `contact_since`: since when a terminal and we have been in touch without a gap (microseconds), or None.
    """

    def __init__(self, store: Store, contact_since: Callable[[Key], int | None]) -> None:
        self._store = store
        self._contact_since = contact_since
        self._drifts = Drifts()
        self._findings: dict[Key, Finding] = {}

    def restore(self, found: Iterable[sa.RowMapping]) -> None:
        """Begin with what rows of `store.devices.whole` remember."""
        for row in found:
            if row["drift"] is None:
                continue
            try:
                self._drifts.restore((row["tenant_id"], row["id"]), row["drift"])
            except (KeyError, TypeError, ValueError) as error:
                log.warning("drift_not_understood", serial=row["serial"], error=repr(error))

    def punched(self, key: Key, punch: PunchDraft, received_at: int, records: int) -> None:
        """A punch that was new is stored; it came in an upload of so many records."""
        # Stored as text; what stores it has only these.
        quality: TimeQuality = punch.time_quality  # type: ignore[assignment]  # a column knows no literals
        if tells_clock(punch.punched_at, received_at, records, quality, self._contact_since(key)):
            finding = self._drifts.measured(key, punch.punched_at, received_at)
            if finding is not None:
                self._findings[key] = finding

    def corrected(self, key: Key) -> None:
        """A terminal has carried out that it set its clock."""
        self._drifts.corrected(key)

    def forget(self, key: Key) -> None:
        """The device is another box now, or is served no more."""
        self._drifts.forget(key)
        self._findings.pop(key, None)

    async def flush(self) -> None:
        """Tell and keep what was found since the last time. A database that is away delays it."""
        findings, self._findings = self._findings, {}
        changed = self._drifts.take_changed()
        if not changed:
            return
        try:
            await self._store.write(lambda conn: self._write(conn, findings, changed))
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            self._findings = {**findings, **self._findings}
            self._drifts.mark_changed(changed)
            log.error("clocks_not_saved", count=len(changed), error=str(error))

    def _write(
        self, conn: sa.Connection, findings: Mapping[Key, Finding], changed: Mapping[Key, Drift]
    ) -> None:
        punches.lock_devices(conn, sorted(findings))
        for key, finding in sorted(findings.items()):
            row = rows.by_id(conn, *key)
            if row is not None and row["state"] == "active":
                self._tell(conn, row, finding)
        rows.save_drifts(
            conn,
            [
                {
                    "tenant_id": key[0],
                    "device_id": key[1],
                    "clock_drift_s": drift.agreed,
                    "drift": drift.stored(),
                }
                for key, drift in sorted(changed.items())
            ],
        )

    def _tell(self, conn: sa.Connection, row: sa.RowMapping, finding: Finding) -> None:
        """Unless another process that serves the terminal too was faster."""
        if finding.off == bool((row["drift"] or {}).get("off")):
            return
        advice: list[dict[str, Any]] = [
            {"command": intent.word, "params": params_of(intent)} for intent in finding.advice
        ]
        telling.tell_device(
            conn,
            self._store.ids,
            row,
            "device.clock_drift",
            status=status_of(row),
            last_seen=row["last_seen_at"],
            drifting=finding.off,
            clock_drift_s=finding.drift_s,
            zone_error_s=finding.zone_error_s,
            advice=advice,
        )
