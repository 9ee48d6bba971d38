"""Puts the API together: every declared operation becomes a route of one aiohttp application."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from edge.api import (  # noqa: F401  (each declares its operations)
    alert_report,
    alerts,
    attendance,
    audit_log,
    biometrics,
    channels,
    commands,
    dead_lines,
    device_health,
    device_import,
    device_people,
    devices,
    dry_runs,
    employee_bulk,
    employee_matrix,
    employees,
    events,
    firmware,
    job_events,
    jobs,
    keys,
    maintenance_windows,
    me,
    messages,
    meta,
    notices,
    persons,
    policies,
    replacing,
    retiming,
    rules,
    silences,
    site_health,
    site_history,
    sites,
    stream,
    tenants,
    tickets,
    updates,
    webhook_deliveries,
    webhooks,
    work_codes,
)
from edge.api.dispatch import Dispatcher
from edge.api.docs import pages  # noqa: F401
from edge.api.middleware import Handler, Outermost
from edge.api.registry import CATALOGUE
from edge.api.services import ApiServices

MOST_BODY: Final = 16 * 1024 * 1024
ALWAYS: Final = frozenset({"healthz", "readyz", "metrics"})
"""What every process answers, whatever its role."""


def make_app(services: ApiServices) -> web.Application:
    """The API as an application. Operations that other modules declare must be imported before."""
    dispatcher = Dispatcher(services)
    outermost = Outermost(services, dispatcher)

    @web.middleware
    async def around(request: web.Request, handler: Handler) -> web.StreamResponse:
        return await outermost(request, handler)

    app = web.Application(middlewares=[around], client_max_size=MOST_BODY)
    app.on_response_prepare.append(outermost.add_headers)

    async def start(_: web.Application) -> None:
        await dispatcher.start()

    app.on_startup.append(start)
    for operation in CATALOGUE:
        if services.role not in ("all", "api") and operation.name not in ALWAYS:
            continue
        handler = dispatcher.handler(operation)
        if operation.method == "GET":
            app.router.add_get(operation.path, handler, allow_head=True)
        else:
            app.router.add_route(operation.method, operation.path, handler)
    return app
