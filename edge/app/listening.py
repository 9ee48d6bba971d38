"""The ports of one process: who may call them, by what, and who answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import web

from edge.api.server import make_app
from edge.api.services import ApiServices
from edge.api.unreadable import readers
from edge.app.instruments import show_front
from edge.app.parts import Edge
from edge.app.start import StartError
from edge.first_byte import FirstByte, Strangers, Takes
from edge.push.fallback import device_app, fallback_routes
from edge.push.rereading import reread
from edge.push.transport import DeviceFront
from edge.settings import Settings

KEEPALIVE_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class ServedAt:
    """Where a running edge can be reached."""

    url: str
    device_url: str
    key_file: Path


async def listen(edge: Edge, stack: AsyncExitStack, key_file: Path) -> ServedAt:
    """Open the ports; they are closed with the stack. Raises StartError."""
    settings, certificate = edge.settings, edge.certificate
    strangers = Strangers()
    front = DeviceFront(
        edge.shaping.handle,
        None,
        trusted_networks=settings.trusted_networks,
        trusted_proxies=settings.trusted_proxies,
        on_hello=strangers.hello_on_plain,
    )
    show_front(edge.metrics, front)
    services = _services(edge, front)
    app = make_app(services)
    if settings.device_port is None and edge.serves_terminals:
        app.router.add_routes(fallback_routes(front))
    # aiohttp must not cancel handlers of clients that go away: a commit may be under way.
    how: dict[str, Any] = {"access_log": None, "keepalive_timeout": KEEPALIVE_S, "auto_decompress": False}
    runner = web.AppRunner(app, handle_signals=False, **how)
    await runner.setup()
    assert runner.server is not None
    web_side = readers(runner.server, services, **how)
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
        updates=edge.updates,
    )


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
