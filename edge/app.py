"""Wires the parts of the edge together: the one place that knows them all."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Collection, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from edge import commands, dead_lines, keys, tenants
from edge.alerts.desk import AlertDesk
from edge.alerts.sources.edge_itself import Vitals
from edge.api.server import make_app
from edge.api.services import ApiServices
from edge.backup_rounds import LOOK_S as BACKUPS_EVERY_S
from edge.backup_rounds import BackupRounds
from edge.clock_steps import EVERY_S as CLOCK_EVERY_S
from edge.clock_steps import ClockSteps
from edge.clocks import FLUSH_EVERY_S, Clocks
from edge.control import ControlServer
from edge.detector import Detector
from edge.devices import Directory
from edge.exchanges import Exchanges
from edge.feed import Feed
from edge.firmware_files import ARRIVING_S, SWEEP_EVERY_S, FirmwareFiles
from edge.first_byte import FirstByte, Strangers, Takes
from edge.gauges import Gauges
from edge.ingest import Ingest
from edge.job_runner import EVERY_S, KINDS, JobRunner
from edge.knocking import Knocking
from edge.master_keys import MasterKeyFile
from edge.message_rounds import EVERY_S as MESSAGES_EVERY_S
from edge.message_rounds import MessageRounds
from edge.metrics import Metrics
from edge.minding import Minding
from edge.open_commands import REFRESH_S, OpenCommands
from edge.presence import Key
from edge.push.delivery import Delivery
from edge.push.fallback import device_app, fallback_routes
from edge.push.fitting import TerminalFitting
from edge.push.privacy import Privacy
from edge.push.rereading import reread
from edge.push.session import Session
from edge.push.shaping import Shaping
from edge.push.transport import DeviceFront
from edge.reconciler import EVERY_S as RECONCILE_EVERY_S
from edge.reconciler import Reconciler
from edge.room import MIB, Room
from edge.settings import Settings
from edge.shared_detector import SharedDetector
from edge.slow import TURN_S
from edge.store import News, Store, StoreError, deadlines, open_store
from edge.store import firmware as firmware_rows
from edge.store.engine import normalise_url
from edge.store.ids import now_us
from edge.store.sqlite import lock_folder
from edge.stream import Streams
from edge.template_rounds import FORGET_EVERY_S, GIVE_EVERY_S, TemplateRounds
from edge.tls import Files, LiveCertificate, TlsError
from edge.upkeep import Chore, Retention, Singly
from edge.vault import Vault
from edge.webhooks.dispatcher import Delivered, Dispatcher
from edge.webhooks.gauges import WebhookGauges
from edge.webhooks.guard import Guard, own_addresses
from edge.webhooks.latency import Latency
from edge.webhooks.sender import Sender
from edge.webhooks.watch import EVERY_S as WATCH_EVERY_S
from edge.webhooks.watch import Watch

KEEPALIVE_S: Final = 30.0
PG_DEVICE_LIFETIME_S: Final = 5.0
PG_DEVICE_HEARD_S: Final = 30.0
"""Where other processes tell what they change. Shorter than any silence that counts: of a terminal that is
back, what was known before it went is never taken for what is."""
KEY_FILE: Final = "admin.key"

log = structlog.get_logger()


class StartError(Exception):
    """The server cannot start as asked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class ServedAt:
    """Where a running edge can be reached."""

    url: str
    device_url: str
    key_file: Path


class Edge:
    """The parts of one process, made and not yet listening."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.certificate = _certificate(settings)
        self.store = store
        self.owner = secrets.token_hex(8)
        self.serves_terminals = settings.role in ("all", "edge")
        self.serves_api = settings.role in ("all", "api")
        self.works = settings.role in ("all", "worker")
        self.metrics = Metrics(settings.slow_ms)
        store.on_ran = self.metrics.ran
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
            store, self.feed, self.sender, self.vault, self.owner, on_delivered=self._measure_delivery
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
        self.ready = False
        self.gauges = Gauges(store, self.feed, lambda: self.ready)
        self._watch()
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

    def _concerns(self) -> list[str]:
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
            concerns=self._concerns,
        )

    def _watch(self) -> None:
        watch = self.metrics.watch
        self.metrics.about(self.store.dialect, self.settings.role)
        self.metrics.registry.register(self.gauges)
        watch("punchdeck_uploads_waiting", "Uploads that wait for their commit.", lambda: self.store.waiting)
        watch(
            "punchdeck_terminals_online",
            "Terminals of all tenants that are online.",
            self.detector.online_count,
        )
        watch("punchdeck_webhook_lanes", "Lanes that are being emptied.", lambda: self.webhooks.in_flight)
        self.metrics.registry.register(
            WebhookGauges(
                self.webhook_latency,
                lambda: self.webhook_watch.standings,
                lambda: self.webhooks.stolen,
                lambda: self.webhooks.stale,
            )
        )
        watch(
            "punchdeck_device_requests_delayed",
            "Requests of terminals that had to wait their turn.",
            lambda: self.shaping.delayed,
        )
        watch(
            "punchdeck_device_requests_too_many",
            "Requests of terminals that were told to come back later.",
            lambda: self.shaping.refused,
        )
        watch(
            "punchdeck_disk_free_bytes",
            "Free where this process stores; of several disks, on the one with the least.",
            lambda: -1 if self.room.free is None else self.room.free,
        )
        watch(
            "punchdeck_disk_full",
            "1 while nothing new is taken because the disk is full.",
            lambda: self.store.scarce() is not None,
        )
        watch("punchdeck_ballast_bytes", "Held in reserve for a full disk.", lambda: self.room.ballast)
        if self.backups is not None:
            watch(
                "punchdeck_backup_age_seconds",
                "Since the last good backup; where there is none, since the start.",
                self.backups.age_s,
            )
        watch("punchdeck_streams_open", "Streams that are being read.", lambda: self.streams.readers)
        if self.certificate is not None:
            watch(
                "punchdeck_tls_expires_seconds",
                "Until the certificate that is shown is over; negative afterwards.",
                self.certificate.expires_in_s,
            )

    def watch_front(self, front: DeviceFront) -> None:
        """Show what the device side's front counts."""
        self.metrics.watch(
            "punchdeck_device_connections", "Open connections of terminals.", lambda: front.connections
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

    def chores(self) -> list[Coroutine[Any, Any, None]]:
        """What runs beside serving in this role, each until cancelled."""
        chores = [
            self.room.run(),
            self.detector.run(),
            self.metrics.measure_lag(),
            self.gauges.run(),
            Chore("notice a clock that is set", CLOCK_EVERY_S, ClockSteps(self.store).look).run(),
            Chore("sum up slow things", TURN_S, self.metrics.slow.turn).run(),
            Chore("save key use", 30, self._save_key_use).run(),
        ]
        if self.serves_terminals:
            chores += self._chores_of_terminals()
        if self.works:
            chores += self._chores_of_all()
        if self.certificate is not None:
            chores.append(self.certificate.watch())
        return chores

    def _chores_of_terminals(self) -> list[Coroutine[Any, Any, None]]:
        """What whoever serves terminals does for those that call it."""
        return [
            Chore("notice commands", REFRESH_S, self.open_commands.refresh).run(),
            Chore("give out unfinished answers", 60, self.session.give_out_overdue).run(),
            Chore("save clocks", FLUSH_EVERY_S, self.clocks.flush).run(),
            Chore("save waiting terminals", 5, self.knocking.flush).run(),
            Chore("forget old exchanges", 3600, self._forget_exchanges).run(),
            Chore("forget firmware files", SWEEP_EVERY_S, self._sweep_firmware).run(),
        ]

    def _chores_of_all(self) -> list[Coroutine[Any, Any, None]]:
        """What one process at a time does, for everybody: each takes its turn by a lease."""
        expire = Singly(self.store, self.owner, "commands", self._expire_commands)
        chores = [
            Chore("expire commands", 5, expire).run(),
            Chore("carry on jobs", EVERY_S, self.jobs.advance).run(),
            Chore("bring terminals in line", RECONCILE_EVERY_S, self.reconciler.turn).run(),
            Chore("show messages", MESSAGES_EVERY_S, self.messages.turn).run(),
            Chore("retention", 3600, self.retention.sweep).run(),
            Chore("forget biometrics", FORGET_EVERY_S, self.templates.forget).run(),
            self.webhooks.run(),
            Chore("watch webhooks", WATCH_EVERY_S, self.webhook_watch.look).run(),
            *self.alerts.chores(),
        ]
        if self.backups is not None:
            chores.append(Chore("make backups", BACKUPS_EVERY_S, self.backups.turn).run())
        if self.settings.store_biometrics:
            chores.append(Chore("give templates", GIVE_EVERY_S, self.templates.give).run())
        return chores

    def _measure_delivery(self, delivered: Delivered) -> None:
        own_s = (delivered.sent_at - delivered.told_at) / 1e6
        receiver_s = (delivered.taken_at - delivered.sent_at) / 1e6
        self.metrics.webhook_seconds.observe(own_s + receiver_s)
        self.metrics.webhook_own_seconds.observe(own_s)
        self.metrics.webhook_receiver_seconds.observe(receiver_s)
        self.webhook_latency.add(delivered.taken_at / 1e6, own_s, receiver_s)

    async def _save_key_use(self) -> None:
        await self.store.write(self.keyring.flush)

    async def _expire_commands(self) -> None:
        await self.store.write(lambda conn: commands.expire(conn, self.store.ids, now_us()))

    async def _forget_exchanges(self) -> None:
        self.exchanges.forget_silent(now_us())

    async def _sweep_firmware(self) -> None:
        held = await self.store.read(firmware_rows.held)
        before = now_us() / 1_000_000 - ARRIVING_S
        await asyncio.to_thread(self.firmware.sweep, held, before)

    async def first_start(self, folder: Path) -> Path:
        """Make what a new installation needs: the tenant `default`, and an admin key in this folder."""
        key_file = folder / KEY_FILE
        needs_key = not key_file.exists()
        now = now_us()

        def unit(conn: Any) -> str | None:
            tenant, _ = tenants.ensure_default(conn, self.store.ids, now=now)
            if self.store.dialect == "sqlite":
                deadlines.end_leases(conn)
            if not needs_key:
                return None
            name = f"admin of {socket.gethostname()}"
            _, text = keys.create(conn, self.store.ids, tenant["id"], name=name, role="admin", now=now)
            return text

        text = await self.store.write(unit)
        if text is not None:
            await asyncio.to_thread(_write_private, key_file, text + "\n")
        return key_file


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


def _write_private(path: Path, text: str) -> None:
    """A file that only its owner can read, there whole or not at all."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[tuple[Edge, ServedAt]]:
    """An edge that serves while the context is open, and has finished every commit when it closes."""
    folder = Path(settings.data)
    async with AsyncExitStack() as stack:
        await asyncio.to_thread(_make_folder, folder)
        if settings.on_sqlite:
            lock = await asyncio.to_thread(lock_folder, folder)
            stack.callback(lock.release)
        store = await open_store(settings.database_url, settings.database_connections)
        stack.push_async_callback(store.close)
        edge = Edge(settings, store)
        stack.push_async_callback(edge.sender.close)
        stack.push_async_callback(edge.alerts.close)
        key_file = await edge.first_start(folder)
        served_rows = await edge.directory.load()
        if isinstance(edge.detector, Detector):
            edge.detector.restore(served_rows)
        edge.clocks.restore(served_rows)
        await edge.open_commands.refresh()
        if store.shared:
            await store.write(lambda conn: edge.vault.within(conn).agree())
        elif settings.store_biometrics:
            await store.read(lambda conn: edge.vault.within(conn).check())
        stack.push_async_callback(edge.knocking.flush)
        stack.push_async_callback(edge.clocks.flush)
        if edge.backups is not None:
            stack.callback(edge.backups.close)
        for chore in edge.chores():
            stack.push_async_callback(_stop, asyncio.create_task(chore))
        control = ControlServer(store, edge.vault, folder, edge.changed)
        await control.start()
        stack.push_async_callback(control.stop)
        served = await _listen(edge, stack, key_file)
        edge.ready = True
        try:
            yield edge, served
        finally:
            edge.ready = False


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StartError(
            f"{folder} cannot be used: {error.strerror}. Choose another folder with --data."
        ) from error


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _listen(edge: Edge, stack: AsyncExitStack, key_file: Path) -> ServedAt:
    settings, certificate = edge.settings, edge.certificate
    strangers = Strangers()
    front = DeviceFront(
        edge.shaping.handle,
        None,
        trusted_networks=settings.trusted_networks,
        trusted_proxies=settings.trusted_proxies,
        on_hello=strangers.hello_on_plain,
    )
    edge.watch_front(front)
    services = _services(edge, front)
    app = make_app(services)
    if settings.device_port is None and edge.serves_terminals:
        app.router.add_routes(fallback_routes(front))
    # aiohttp must not cancel handlers of clients that go away: a commit may be under way.
    runner = web.AppRunner(
        app, access_log=None, keepalive_timeout=KEEPALIVE_S, auto_decompress=False, handle_signals=False
    )
    await runner.setup()
    web_side = runner.server
    assert web_side is not None
    stack.push_async_callback(runner.cleanup)
    stack.push_async_callback(edge.streams.close)
    stack.push_async_callback(front.stop)
    plain = settings.terminals_by != "on"
    api: Takes | None
    if not edge.serves_terminals:
        api = Takes(None if certificate is None else certificate.api, web_side, certificate is None)
        url = device_url = await _bind(stack, settings, settings.port, front, api, strangers)
    elif settings.device_port is None:
        front.web = web_side
        api = None if certificate is None else Takes(certificate.api, front.protocol, plain)
        url = device_url = await _bind(stack, settings, settings.port, front, api, strangers)
    else:
        front.web = await _device_web(stack, front)
        api = Takes(None if certificate is None else certificate.api, web_side, certificate is None)
        url = await _bind(stack, settings, settings.port, front, api, strangers)
        devices = None
        if certificate is not None and settings.terminals_by != "off":
            devices = Takes(certificate.devices, front.protocol, plain)
        device_url = await _bind(stack, settings, settings.device_port, front, devices, strangers)
    services.public_url = (settings.public_url or url).rstrip("/")
    services.https_only = certificate is not None
    services.learns_url = settings.public_url is None
    edge.alerts.served(services.public_url, settings.host, urlsplit(device_url).port or 0)
    return ServedAt(url, device_url, key_file)


async def _device_web(stack: AsyncExitStack, front: DeviceFront) -> Callable[[], asyncio.Protocol]:
    """What serves files and chunked uploads behind a port for terminals alone."""
    runner = web.AppRunner(
        device_app(front),
        access_log=None,
        keepalive_timeout=KEEPALIVE_S,
        auto_decompress=False,
        handle_signals=False,
    )
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    assert runner.server is not None
    return runner.server


def _services(edge: Edge, front: DeviceFront) -> ApiServices:
    return ApiServices(
        store=edge.store,
        keyring=edge.keyring,
        peers=front.peers,
        public_url="",
        presence=lambda tenant_id, device_id: edge.detector.of((tenant_id, device_id)),
        exchanges=edge.exchanges,
        firmware=edge.firmware,
        on_command=edge.open_commands.mark,
        on_box_gone=edge.forget_box,
        read_again=reread,
        on_devices_changed=lambda tenant_id, serials: edge.changed(serials),
        ready=lambda: edge.ready,
        stream=edge.streams.serve,
        on_webhooks_changed=edge.webhooks_changed,
        on_rules_changed=edge.rules_changed,
        role=edge.settings.role,
        channels=edge.alerts.channels,
        send_webhook=edge.sender.send,
        vault=edge.vault,
        registry=edge.metrics.registry,
        slow=edge.metrics.slow,
    )


def _certificate(settings: Settings) -> LiveCertificate | None:
    if settings.tls_cert is None or settings.tls_key is None:
        return None
    try:
        return LiveCertificate(Files(settings.tls_cert, settings.tls_key), settings.device_tls_min)
    except TlsError as error:
        raise StartError(str(error)) from error


async def _bind(
    stack: AsyncExitStack,
    settings: Settings,
    port: int,
    front: DeviceFront,
    takes: Takes | None,
    strangers: Strangers,
) -> str:
    """Listen; the URL to call. `takes` None: terminals and whoever the front hands on, plain."""
    loop = asyncio.get_running_loop()
    protocol = front.protocol
    if takes is not None:
        first_byte = FirstByte(takes, unlimited=front.peers.unlimited, strangers=strangers)
        stack.push_async_callback(first_byte.close)
        protocol = first_byte.protocol
    try:
        server = await loop.create_server(protocol, settings.host, port, backlog=1024)
    except OSError as error:
        raise StartError(
            f"Port {port} on {settings.host} cannot be opened: {error.strerror}. "
            "Stop what uses it, or choose another with --port."
        ) from error
    stack.callback(server.close)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    scheme = "http" if takes is None or takes.tls is None else "https"
    return f"{scheme}://{host}:{server.sockets[0].getsockname()[1]}"


async def serve(settings: Settings, *, ready: Callable[[ServedAt], None] | None = None) -> None:
    """Serve until SIGTERM or SIGINT. Raises StartError, StoreError."""
    stop = asyncio.Event()
    _on_signals(stop)
    async with running(settings) as (edge, served):
        if edge.certificate is not None:
            _on_hangup(edge.certificate)
        for concern in edge.store.concerns:
            log.warning("database_concern", says=concern)
        log.info("serving", url=served.url, devices=served.device_url, key=str(served.key_file))
        if ready is not None:
            ready(served)
        await stop.wait()
        await _drain(edge, stop, settings.drain_seconds)
        log.info("stopping")


async def _drain(edge: Edge, stop: asyncio.Event, seconds: float) -> None:
    """Serve on for a while as one that balancers send nobody to; a second signal ends that."""
    edge.ready = False
    if not seconds:
        return
    log.info("draining", seconds=seconds)
    stop.clear()
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        pass  # as long as was asked for


def _on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        if sys.platform == "win32":
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
        else:
            loop.add_signal_handler(number, stop.set)


def _on_hangup(certificate: LiveCertificate) -> None:
    """SIGHUP has the certificate read again at once. Windows has no such signal."""
    if sys.platform != "win32":
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, certificate.ask)


__all__ = ["Edge", "ServedAt", "StartError", "StoreError", "running", "serve"]
