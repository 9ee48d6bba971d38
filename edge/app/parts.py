"""The parts of one process, wired together: the one place that knows them all."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Collection
from datetime import timedelta
from pathlib import Path
from typing import Final

from edge import commands, dead_lines, keys
from edge.alerts.desk import AlertDesk
from edge.alerts.sources.edge_itself import Vitals
from edge.app.start import certificate_of
from edge.backup_rounds import BackupRounds
from edge.clocks import Clocks
from edge.detector import Detector
from edge.devices import Directory
from edge.exchanges import Exchanges
from edge.feed import Feed
from edge.firmware_files import FirmwareFiles
from edge.gauges import Gauges
from edge.ingest import Ingest
from edge.job_runner import KINDS, JobRunner
from edge.knocking import Knocking
from edge.master_keys import MasterKeyFile
from edge.message_rounds import MessageRounds
from edge.metrics import Metrics
from edge.minding import Minding
from edge.open_commands import OpenCommands
from edge.presence import Key
from edge.push.delivery import Delivery
from edge.push.fitting import TerminalFitting
from edge.push.privacy import Privacy
from edge.push.rereading import reread
from edge.push.session import Session
from edge.push.shaping import Shaping
from edge.reconciler import Reconciler
from edge.room import MIB, Room
from edge.settings import Settings
from edge.shared_detector import SharedDetector
from edge.store import News, Run, Store
from edge.store.engine import normalise_url
from edge.stream import Streams
from edge.template_rounds import TemplateRounds
from edge.updates_mirror import Mirror
from edge.upkeep import Retention
from edge.vault import Vault
from edge.webhooks.dispatcher import Delivered, Dispatcher
from edge.webhooks.guard import Guard, own_addresses
from edge.webhooks.latency import Latency
from edge.webhooks.precedence import Precedence
from edge.webhooks.sender import Sender
from edge.webhooks.watch import Watch

PG_DEVICE_LIFETIME_S: Final = 5.0
PG_DEVICE_HEARD_S: Final = 30.0
"""Where other processes tell what they change. Shorter than any silence that counts: of a terminal that is
back, what was known before it went is never taken for what is."""


class Edge:
    """An edge, made and not yet listening."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.certificate = certificate_of(settings)
        self.store = store
        self.owner = secrets.token_hex(8)
        self.serves_terminals = settings.role in ("all", "edge")
        self.serves_api = settings.role in ("all", "api")
        self.works = settings.role in ("all", "worker")
        self.metrics = Metrics(settings.slow_ms)
        self.precedence = Precedence()
        store.on_ran = self._ran
        self.feed = Feed(store)
        self.room = _room(settings)
        if store.dialect == "sqlite":  # else it is stored on another machine
            store.scarce, store.make_room = self.room.scarce, self.room.ran_out
        self.vault = Vault(MasterKeyFile(settings.data, settings.master_key_file))
        self.ingest = Ingest(store, self.vault if settings.store_biometrics else None)
        self.directory = Directory(store, _lifetime(store))
        self.detector = self._detector()
        self.clocks = Clocks(store, self.detector.contact_since)
        self.knocking = Knocking(
            store,
            self.directory,
            open_door=settings.admits_all,
            trusted=settings.trusted_networks,
        )
        self.exchanges = Exchanges()
        self.open_commands = OpenCommands(store)
        self.firmware = FirmwareFiles(settings.data)
        self.jobs = JobRunner(
            store,
            self.owner,
            self.open_commands.mark,
            on_changed=self.changed,
            kinds={**KINDS, "dead_lines.reparse": dead_lines.kind(reread)},
        )
        minding = Minding(store, self.open_commands)
        self.session = Session(
            store,
            self.directory,
            self.ingest,
            self.knocking,
            self.detector,
            self.metrics,
            self.exchanges,
            delivery=Delivery(
                store,
                self.open_commands,
                self.detector.expect_silence,
                vault=self.vault,
                minding=minding,
                clocks=self.clocks,
            ),
            minding=minding,
            clocks=self.clocks,
            files=self.firmware,
            privacy=Privacy(settings.store_biometrics, settings.biometrics_allowed_networks),
        )
        self.shaping = Shaping(self.session.handle)
        self.reconciler = Reconciler(
            store, self.owner, commands.enqueue, TerminalFitting, self.open_commands.mark
        )
        self.messages = MessageRounds(store, self.owner, self.open_commands.mark)
        self.keyring = keys.KeyRing(store)
        self.streams = Streams(self.feed, store, self.keyring)
        self.retention = Retention(store, self.owner, settings.retention_days)
        self.templates = TemplateRounds(
            store,
            self.owner,
            commands.enqueue,
            lambda row, kind, major: TerminalFitting(row).takes(kind, major),
            self.open_commands.mark,
            settings.photo_days,
        )
        guard = Guard(settings.webhook_networks, own_addresses([settings.host], _ports(settings)))
        self.sender = Sender(guard)
        self.webhook_watch = Watch(store)
        self.webhooks = Dispatcher(
            store,
            self.feed,
            self.sender,
            self.vault,
            self.owner,
            on_delivered=self._measure_delivery,
            precedence=self.precedence,
        )
        self.webhook_latency = Latency()
        self.alerts = AlertDesk(
            store,
            self.feed,
            self.vault,
            guard,
            self.owner,
            self._vitals(),
            self.sender.send,
            self.open_commands.mark,
        )
        self.backups = self._backups() if settings.backs_up else None
        self.updates = Mirror(settings.mirror_folder, settings.trusted_update_keys)
        self.ready = False
        self.gauges = Gauges(store, self.feed, lambda: self.ready)
        feed_woken = store.on_told
        store.on_news = lambda news: self._hear(news, feed_woken)

    def _detector(self) -> Detector | SharedDetector:
        if not self.store.shared:
            return Detector(self.store, self.settings.offline_after)
        return SharedDetector(
            self.store,
            self.owner,
            self.settings.offline_after,
            sees=self.serves_terminals,
            judges=self.works,
            online_since=self.directory.online_since,
        )

    def _backups(self) -> BackupRounds:
        return BackupRounds(
            self.store,
            self.vault,
            database=Path(normalise_url(self.settings.database_url).database or ""),
            folder=self.settings.backup_folder,
            every=timedelta(hours=self.settings.backup_every_hours),
            spare=2 * self.settings.least_free_mib * MIB,
            registry=self.metrics.registry,
        )

    def concerns(self) -> list[str]:
        """What is not well with this process, beyond what is measured of any."""
        found = [*self.room.concerns()] if self.settings.on_sqlite else []
        return found if self.backups is None else [*found, *self.backups.concerns()]

    def _vitals(self) -> Vitals:
        """How this process does, for the alerts about itself."""
        return Vitals(
            name=f"{socket.gethostname()}:{self.settings.port}",
            folder=self.settings.folders[0],
            lag_s=lambda: self.metrics.lag_s,
            waiting=lambda: self.store.waiting,
            failed=lambda: self.metrics.uploads.failed,
            blind_since=lambda: self.detector.blind_since,
            expires_in_s=None if self.certificate is None else self.certificate.expires_in_s,
            concerns=self.concerns,
        )

    def _hear(self, news: News, woken: Callable[[frozenset[int]], None]) -> None:
        """Another process changed something: as if it had been changed here."""
        if news.tenants:
            woken(frozenset(news.tenants))
        if news.serials is None or news.serials:
            self._read_again(news.serials)
        if "webhooks" in news.topics:
            self.webhooks.changed()
        if "rules" in news.topics:
            self.alerts.engine.changed()

    async def read_again(self) -> None:
        """Read again what somebody may have put in another's place on disk."""
        if self.certificate is not None:
            await self.certificate.look(at_once=True)

    def changed(self, serials: Collection[str] | None = None) -> None:
        """Devices, sites, tenants or keys were changed here: what is remembered of them is read again, here
        and wherever else it is."""
        self._read_again(serials)
        self.store.announce(serials=serials)

    def webhooks_changed(self) -> None:
        """An endpoint was made or changed here, or has something to send."""
        self.webhooks.changed()
        self.store.announce(topics=("webhooks",))

    def rules_changed(self) -> None:
        """A rule was made, changed or taken away here."""
        self.alerts.engine.changed()
        self.store.announce(topics=("rules",))

    def _read_again(self, serials: Collection[str] | None) -> None:
        self.directory.forget(serials)
        self.alerts.engine.changed()
        self.keyring.forget()
        self.knocking.forget()

    def forget_box(self, key: Key) -> None:
        """The device is another box now, or is served no more: what was seen of it is of no use."""
        self.detector.forget(key)
        self.clocks.forget(key)

    def _ran(self, run: Run) -> None:
        self.metrics.ran(run)
        self.precedence.ran(run)

    def _measure_delivery(self, delivered: Delivered) -> None:
        own_s = (delivered.sent_at - delivered.told_at) / 1e6
        receiver_s = (delivered.taken_at - delivered.sent_at) / 1e6
        self.metrics.webhook_seconds.observe(own_s + receiver_s)
        self.metrics.webhook_own_seconds.observe(own_s)
        self.metrics.webhook_receiver_seconds.observe(receiver_s)
        self.webhook_latency.add(delivered.taken_at / 1e6, own_s, receiver_s)


def _room(settings: Settings) -> Room:
    """Only a database of our own is helped by ballast, and one that is tried out needs none."""
    ballast = 0 if settings.dev or not settings.on_sqlite else settings.ballast_mib * MIB
    return Room(settings.folders, ballast=ballast, least=settings.least_free_mib * MIB)


def _lifetime(store: Store) -> Callable[[], float | None]:
    """For how long is trusted what is remembered of a device."""

    def seconds() -> float | None:
        if not store.shared:
            return None
        return PG_DEVICE_HEARD_S if store.heard_at_once else PG_DEVICE_LIFETIME_S

    return seconds


def _ports(settings: Settings) -> list[int]:
    return [port for port in (settings.port, settings.device_port) if port]
