"""Who may do what to whose: every operation × every role × own, foreign and missing objects.

The operations come from the catalogue, so a new one fails here until it has an example.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import httpx
import pytest
import sqlalchemy as sa

from common.instants import rfc3339
from edge.alerts.model import Entity
from edge.api import server  # noqa: F401  (declares every operation)
from edge.api.limits import Policy
from edge.api.registry import CATALOGUE, Operation
from edge.keys import effective_scopes
from edge.store.ids import now_us
from edge.store.punches import DeadRow, save_dead_lines
from edge.store.schema import metadata
from tests.edge.api.conftest import ROLES, Account, Api
from tests.edge.api.test_alerts import opened
from tests.edge.api.test_devices import wait_at_the_door

CANARY: Final = "canary7f3a"
_numbers = itertools.count()

Make = Callable[[Api, Account], Awaitable[str]]


def fresh(word: str = "S") -> str:
    return f"{word}{next(_numbers)}"


def mark(api: Api, account: Account) -> str:
    """What every text of the other tenant carries, so that a single byte of it would be seen."""
    return "home" if account is api.home else CANARY


async def device(api: Api, account: Account) -> str:
    name = mark(api, account)
    body = {"serial_number": fresh(f"{name}-"), "name": name, "tags": [name]}
    made = await api.made("/v1/devices", body, key=account.admin)
    await api.punch(made["id"], {"pin": name}, tenant_id=account.tenant_id)
    return str(made["id"])


async def device_serial(api: Api, account: Account) -> str:
    made = await device(api, account)
    return str((await api.get(f"/v1/devices/{made}", key=account.admin)).json()["serial_number"])


async def waiting(api: Api, account: Account) -> str:
    serial = fresh(f"{mark(api, account)}-w")
    await wait_at_the_door(api, serial, tenant_id=account.tenant_id)
    return serial


async def site(api: Api, account: Account) -> str:
    name = mark(api, account)
    body = {"name": name, "slug": fresh(name), "devices": [await device(api, account)]}
    return str((await api.made("/v1/sites", body, key=account.admin))["id"])


async def punch(api: Api, account: Account) -> str:
    await device(api, account)
    newest = await api.get("/v1/attendance?limit=1", key=account.admin)
    return str(newest.json()["data"][0]["id"])


async def key(api: Api, account: Account) -> str:
    made = await api.made("/v1/keys", {"name": mark(api, account), "role": "viewer"}, key=account.admin)
    return str(made["id"])


async def command(api: Api, account: Account) -> str:
    where = await device(api, account)
    body = {"command": "delete_employee", "params": {"employee_id": mark(api, account)}}
    sent = await api.post(f"/v1/devices/{where}/commands", body, key=account.admin)
    assert sent.status_code == 202, sent.text
    return str(sent.json()["id"])


async def job(api: Api, account: Account) -> str:
    where = await device(api, account)
    body = {"command": "restart", "selector": {"devices": [where]}, "reason": mark(api, account)}
    made = await api.post("/v1/commands/bulk", body, key=account.admin)
    assert made.status_code == 202, made.text
    return str(made.json()["id"])


async def cancelled_job(api: Api, account: Account) -> str:
    name = await job(api, account)
    await api.post(f"/v1/jobs/{name}/cancel", key=account.admin)
    return name


async def employee(api: Api, account: Account) -> str:
    body = {"employee_id": fresh(f"{mark(api, account)}-"), "devices": [await device(api, account)]}
    return str((await api.made("/v1/employees", body, key=account.admin))["id"])


async def purged(api: Api, account: Account) -> str:
    name = await employee(api, account)
    begun = await api.delete(f"/v1/employees/{name}/biometrics", key=account.admin)
    assert begun.status_code == 202, begun.text
    return name


def recently() -> str:
    return rfc3339(now_us() - 3_600_000_000)


async def webhook(api: Api, account: Account) -> str:
    body = {"url": "https://example.com/", "events": ["*"], "description": mark(api, account)}
    return str((await api.made("/v1/webhooks", body, key=account.admin))["id"])


async def alert(api: Api, account: Account) -> str:
    about = Entity("device", await device(api, account))
    return await opened(api, "device_offline", about, account=account)


async def rule(api: Api, account: Account) -> str:
    body = {"kind": "device_offline", "name": mark(api, account), "selector": {"tags": ["gate"]}}
    return str((await api.made("/v1/rules", body, key=account.admin))["id"])


async def maintenance_window(api: Api, account: Account) -> str:
    body = {
        "name": mark(api, account),
        "selector": {"devices": [await device(api, account)]},
        "starts": rfc3339(now_us() - 60_000_000)[:19],
        "duration_s": 3600,
    }
    return str((await api.made("/v1/maintenance_windows", body, key=account.admin))["id"])


async def silence(api: Api, account: Account) -> str:
    body = {
        "matcher": {"devices": [await device(api, account)]},
        "ends_at": rfc3339(now_us() + 3_600_000_000),
        "reason": mark(api, account),
    }
    return str((await api.made("/v1/silences", body, key=account.admin))["id"])


async def firmware(api: Api, account: Account) -> str:
    sent = await api.call(
        "POST",
        f"/v1/firmware?name={mark(api, account)}",
        key=account.admin,
        headers={"Content-Type": "application/octet-stream"},
        content=fresh(mark(api, account)).encode(),
    )
    assert sent.status_code == 201, sent.text
    return str(sent.json()["id"])


async def dead_line(api: Api, account: Account) -> str:
    where = await api.internal_id(await device(api, account), account.tenant_id)
    line = f"{mark(api, account)} {fresh()}".encode()
    await api.store.write(
        lambda conn: save_dead_lines(
            conn,
            api.store.ids,
            account.tenant_id,
            where,
            "ATTLOG",
            [DeadRow(line, 1, "no_time", mark(api, account))],
            seen_at=1,
        )
    )
    return str((await api.get("/v1/attendance/dead?limit=1", key=account.admin)).json()["data"][0]["id"])


async def work_code(api: Api, account: Account) -> str:
    body = {"code": fresh("W"), "name": mark(api, account)}
    return str((await api.made("/v1/work_codes", body, key=account.admin))["id"])


async def message(api: Api, account: Account) -> str:
    body = {"text": mark(api, account), "selector": {"devices": [await device(api, account)]}}
    return str((await api.made("/v1/messages", body, key=account.admin))["id"])


async def channel(api: Api, account: Account) -> str:
    webhook = {"url": f"https://{mark(api, account)}.example.com/"}
    body = {"name": mark(api, account), "webhook": webhook}
    return str((await api.made("/v1/channels", body, key=account.admin))["id"])


async def person(api: Api, account: Account) -> str:
    name = mark(api, account)
    body = {"name": name, "email": f"{name}@example.com", "channels": [await channel(api, account)]}
    return str((await api.made("/v1/people", body, key=account.admin))["id"])


async def policy(api: Api, account: Account) -> str:
    step = {"after_s": 0, "people": [await person(api, account)]}
    body = {"name": mark(api, account), "steps": [step]}
    return str((await api.made("/v1/policies", body, key=account.admin))["id"])


async def tenant(api: Api, account: Account) -> str:
    return account.public_id


@dataclass(frozen=True)
class Example:
    """How to try an operation: what its path names, what it is sent, what it answers where it may be done."""

    target: Make | None = None
    body: Callable[[], dict[str, Any]] | None = None
    status: int = 200


EXAMPLES: Final[dict[str, Example]] = {
    "list_devices": Example(),
    "get_device": Example(target=device_serial),
    "register_device": Example(body=lambda: {"serial_number": fresh()}, status=201),
    "approve_device": Example(target=waiting, body=dict),
    "change_device": Example(target=device, body=lambda: {"name": "x"}),
    "replace_device": Example(target=device, body=lambda: {"serial_number": fresh("new")}, status=202),
    "retime_device": Example(target=device, body=lambda: {"from": "2026-03-01T00:00:00Z"}, status=202),
    "suspend_device": Example(target=device),
    "resume_device": Example(target=device_serial),
    "delete_device": Example(target=device),
    "list_device_events": Example(target=device),
    "get_device_health": Example(target=device_serial),
    "list_sites": Example(),
    "get_site": Example(target=site),
    "create_site": Example(body=lambda: {"name": "x"}, status=201),
    "change_site": Example(target=site, body=lambda: {"name": "x"}),
    "delete_site": Example(target=site),
    "retime_site": Example(target=site, body=lambda: {"from": "2026-03-01T00:00:00Z"}, status=202),
    "get_site_health": Example(target=site),
    "get_site_history": Example(target=site),
    "list_employees": Example(),
    "get_employee_matrix": Example(),
    "get_employee": Example(target=employee),
    "create_employee": Example(body=lambda: {"employee_id": fresh()}, status=201),
    "change_employee": Example(target=employee, body=lambda: {"name": "x"}),
    "delete_employee": Example(target=employee),
    "get_employee_sync": Example(target=employee),
    "sync_employee": Example(target=employee),
    "enroll_employee": Example(target=employee, body=lambda: {"device": "nowhere"}, status=404),
    "bulk_devices": Example(body=lambda: {"items": [{"serial_number": fresh()}]}, status=207),
    "import_devices": Example(body=lambda: {"csv": "serial_number\n1\n"}, status=415),
    "bulk_employees": Example(body=lambda: {"items": [{"employee_id": fresh()}]}, status=207),
    "import_employees": Example(body=lambda: {"csv": "employee_id\n1\n"}, status=415),
    "list_device_people": Example(target=device),
    "list_attendance": Example(),
    "get_attendance": Example(target=punch),
    "get_attendance_photo": Example(target=punch, status=404),  # there is none
    "purge_biometrics": Example(target=employee, status=202),
    "get_purge": Example(target=purged),
    "list_dead_lines": Example(),
    "get_dead_line": Example(target=dead_line),
    "reparse_dead_line": Example(target=dead_line, status=409),  # it still cannot be read
    "discard_dead_line": Example(target=dead_line, body=lambda: {"reason": "x"}),
    "reparse_dead_lines": Example(body=lambda: {"code": ["none"]}, status=422),  # there are none
    "discard_dead_lines": Example(body=lambda: {"code": ["none"], "reason": "x"}),
    "send_command": Example(target=device, body=lambda: {"command": "restart"}, status=202),
    "list_commands": Example(),
    "get_command": Example(target=command),
    "cancel_command": Example(target=command),
    "send_bulk_command": Example(body=lambda: {"command": "restart", "selector": {"all": True}}, status=202),
    "list_firmware": Example(),
    "get_firmware": Example(target=firmware),
    "upload_firmware": Example(status=422),  # a name is missing
    "delete_firmware": Example(target=firmware),
    "list_work_codes": Example(),
    "get_work_code": Example(target=work_code),
    "create_work_code": Example(body=lambda: {"code": fresh("W")}, status=201),
    "change_work_code": Example(target=work_code, body=lambda: {"name": "x"}),
    "delete_work_code": Example(target=work_code),
    "list_messages": Example(),
    "get_message": Example(target=message),
    "list_message_devices": Example(target=message),
    "create_message": Example(body=lambda: {"text": "x", "selector": {"all": True}}, status=201),
    "delete_message": Example(target=message),
    "get_alert_report": Example(),
    "list_alerts": Example(),
    "get_alert": Example(target=alert),
    "acknowledge_alert": Example(target=alert, body=dict),
    "acknowledge_alerts": Example(body=lambda: {"alerts": ["nobody"]}, status=404),
    "snooze_alert": Example(
        target=alert, body=lambda: {"until": rfc3339(now_us() + 3_600_000_000), "note": "x"}
    ),
    "assign_alert": Example(target=alert, body=lambda: {"person": None}),
    "comment_alert": Example(target=alert, body=lambda: {"text": "x"}),
    "resolve_alert": Example(target=alert, body=lambda: {"note": "x"}),
    "list_rules": Example(),
    "get_rule": Example(target=rule),
    "create_rule": Example(body=lambda: {"kind": "clock_drift", "name": "x"}, status=201),
    "change_rule": Example(target=rule, body=lambda: {"name": "x"}),
    "delete_rule": Example(target=rule),
    "dry_run_rule": Example(target=rule, body=dict),
    "dry_run_new_rule": Example(body=lambda: {"kind": "device_offline"}),
    "list_maintenance_windows": Example(),
    "get_maintenance_window": Example(target=maintenance_window),
    "create_maintenance_window": Example(
        body=lambda: {"name": "x", "starts": "2096-11-28T02:30", "duration_s": 3600}, status=201
    ),
    "change_maintenance_window": Example(target=maintenance_window, body=lambda: {"name": "x"}),
    "end_maintenance_window": Example(target=maintenance_window),
    "delete_maintenance_window": Example(target=maintenance_window),
    "preview_maintenance_coverage": Example(body=lambda: {"selector": {}}),
    "list_silences": Example(),
    "get_silence": Example(target=silence),
    "create_silence": Example(
        body=lambda: {"matcher": {"tags": ["x"]}, "ends_at": rfc3339(now_us() + 3_600_000_000)}, status=201
    ),
    "change_silence": Example(target=silence, body=lambda: {"reason": "x"}),
    "end_silence": Example(target=silence),
    "list_channels": Example(),
    "get_channel": Example(target=channel),
    "create_channel": Example(
        body=lambda: {"name": "x", "webhook": {"url": "https://example.com/"}}, status=201
    ),
    "change_channel": Example(target=channel, body=lambda: {"name": "x"}),
    "delete_channel": Example(target=channel),
    "test_channel": Example(target=channel, body=dict, status=503),  # nothing tells here
    "list_people": Example(),
    "get_person": Example(target=person),
    "create_person": Example(body=lambda: {"name": "x"}, status=201),
    "change_person": Example(target=person, body=lambda: {"name": "x"}),
    "delete_person": Example(target=person),
    "list_policies": Example(),
    "get_policy": Example(target=policy),
    "create_policy": Example(body=lambda: {"name": "x", "steps": [{"after_s": 0}]}, status=201),
    "change_policy": Example(target=policy, body=lambda: {"name": "x"}),
    "delete_policy": Example(target=policy),
    "list_alert_notices": Example(target=alert),
    "list_channel_notices": Example(target=channel),
    "list_jobs": Example(),
    "get_job": Example(target=job),
    "list_job_items": Example(target=job),
    "stream_job": Example(target=cancelled_job),
    "cancel_job": Example(target=job),
    "retry_job": Example(target=cancelled_job, body=lambda: {"skipped": True}, status=202),
    "list_events": Example(),
    "stream_events": Example(status=503),  # nothing streams here
    "list_webhooks": Example(),
    "get_webhook": Example(target=webhook),
    "create_webhook": Example(body=lambda: {"url": "https://example.com/", "events": ["*"]}, status=201),
    "change_webhook": Example(target=webhook, body=lambda: {"description": "x"}),
    "delete_webhook": Example(target=webhook),
    "enable_webhook": Example(target=webhook),
    "disable_webhook": Example(target=webhook),
    "rotate_webhook_secret": Example(target=webhook, body=dict),
    "reveal_webhook_secret": Example(target=webhook),
    "get_webhook_public_key": Example(target=webhook),
    "replay_webhook": Example(target=webhook, body=lambda: {"from": recently()}, status=202),
    "test_webhook": Example(target=webhook, body=dict, status=503),  # nothing sends here
    "list_deliveries": Example(target=webhook),
    "get_delivery": Example(target=webhook, status=404),  # there is none
    "resend_delivery": Example(target=webhook, status=404),
    "list_keys": Example(),
    "get_key": Example(target=key),
    "create_key": Example(body=lambda: {"name": "x", "role": "viewer"}, status=201),
    "change_key": Example(target=key, body=lambda: {"person": None}),
    "rotate_key": Example(target=key, body=dict),
    "revoke_key": Example(target=key),
    "list_tenants": Example(),
    "get_tenant": Example(target=tenant),
    "create_tenant": Example(body=lambda: {"name": fresh("tenant ")}, status=201),
    "change_tenant": Example(target=tenant, body=lambda: {"timezone": "UTC"}),
    "rotate_device_url": Example(target=tenant),
    "get_me": Example(),
    "list_audit": Example(),
    "verify_audit": Example(),
    "create_stream_ticket": Example(body=dict, status=201),
}


UNMADE: Final = ("get_attendance_photo", "get_delivery")
"""What stands behind the addresses of operations, and is not made with what they are tried on."""


WHOLE_TENANT: Final = (
    "approve_device",
    "get_purge",
    "delete_firmware",
    "change_work_code",
    "delete_work_code",
)
"""What no key limited to sites may do at all."""


FOR_ALL_SITES: Final = ("get_firmware", "get_work_code")
"""What is the same on all sites, so that keys limited to some see it too."""


def operations() -> list[Operation]:
    return [operation for operation in CATALOGUE if not operation.public]


def test_every_operation_has_an_example() -> None:
    assert {operation.name for operation in operations()} == set(EXAMPLES)
    public = {operation.path for operation in CATALOGUE if operation.public}
    assert not any(path.startswith("/v1") for path in public)


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of calls by the same keys: limits are another test's affair."""
    for name in ("KEY", "TENANT"):
        monkeypatch.setattr(f"edge.api.limits.{name}", Policy(name.lower(), 10**6, 60, 10**6))


@pytest.fixture(autouse=True)
def statements_name_a_tenant(api: Api) -> Iterator[None]:
    """Every statement that touches a tenant's rows says whose.

    But for two that cannot: a key is looked up by its hash, a serial number is served in one tenant of all.
    A process renews its leases whenever it is time to.
    """
    forgetful: list[str] = []
    tables = {name for name, table in metadata.tables.items() if "tenant_id" in table.c} - {
        "serial_claim",
        "lease",
    }
    touches = re.compile(rf"\b(?:FROM|JOIN|INTO|UPDATE)\s+({'|'.join(tables)})\b")

    def note(conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        named = "tenant_id" in re.split(r"\sWHERE\s", statement, maxsplit=1)[-1]
        if touches.search(statement) and not named and "hash = " not in statement:
            forgetful.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    yield
    sa.event.remove(sa.Engine, "before_cursor_execute", note)
    assert forgetful == []


async def attempt(api: Api, operation: Operation, target: str | None, secret: str | None) -> httpx.Response:
    example = EXAMPLES[operation.name]
    path = operation.path
    for name in operation.params:
        path = path.replace(f"{{{name}}}", target or "nobody")
    sent: dict[str, Any] = {} if example.body is None else {"json": example.body()}
    return await api.call(operation.method, path, key=secret, **sent)


def without(response: httpx.Response, *texts: str | None) -> str:
    """An answer without what may differ: the id of the request, and the name asked for."""
    text = response.text.replace(response.headers["X-Request-Id"], "")
    for one in texts:
        text = text.replace(one or "nobody", "")
    return text


def scopes_of(role: str, platform: bool = False) -> frozenset[str]:
    return effective_scopes(0 if platform else 1, role, None)


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_does_what_it_may_to_its_own_and_nothing_to_others(api: Api, role: str) -> None:
    secret = api.home.keys[role]
    for operation in operations():
        example = EXAMPLES[operation.name]
        own = None if example.target is None else await example.target(api, api.home)
        foreign = None if example.target is None else await example.target(api, api.other)
        allowed = operation.scope is None or operation.scope in scopes_of(role)
        done = await attempt(api, operation, own, secret)
        if not allowed:
            assert (done.status_code, done.json()["error"]["code"]) == (403, "scope_missing"), operation.name
            assert done.json()["error"]["required_scope"] == operation.scope
            continue
        assert done.status_code == example.status, (operation.name, done.text)
        assert CANARY not in done.text, operation.name
        if foreign is None:
            continue
        theirs = await attempt(api, operation, foreign, secret)
        missing = await attempt(api, operation, None, secret)
        assert theirs.status_code == missing.status_code == 404, (operation.name, theirs.text)
        assert without(theirs, foreign) == without(missing, None), operation.name
        assert theirs.headers.keys() == missing.headers.keys(), operation.name
        unchanged = await attempt_read(api, operation, foreign)
        assert unchanged, operation.name


async def attempt_read(api: Api, operation: Operation, foreign: str) -> bool:
    """Whether the other tenant still has what was reached for."""
    found = CATALOGUE.matching("GET", operation.path.replace("{", "").replace("}", ""))
    if found is None:
        return True
    read = await api.get(found[0].path.replace(f"{{{found[0].params[0]}}}", foreign), key=api.other.admin)
    if found[0].name in UNMADE:
        return read.status_code == 404
    return read.status_code == 200 and (found[0].raw or read.json().get("deleted") is not True)


async def test_without_a_key_nothing_is_done(api: Api) -> None:
    for operation in operations():
        refused = await attempt(api, operation, None, None)
        assert (refused.status_code, refused.json()["error"]["code"]) == (401, "authentication_required")


@pytest.mark.parametrize("role", ["viewer", "admin"])
async def test_a_platform_key_needs_an_account_for_what_is_about_one(api: Api, role: str) -> None:
    made = await api.made("/v1/keys", {"name": "p", "role": role}, key=api.platform)
    for operation in operations():
        example = EXAMPLES[operation.name]
        if operation.scope is not None and operation.scope not in scopes_of(role, platform=True):
            continue
        own = None if example.target is None else await example.target(api, api.home)
        answer = await attempt(api, operation, own, made["key"])
        if operation.account == "tenant":
            assert (answer.status_code, answer.json()["error"]["code"]) == (400, "account_required")
        elif operation.account == "platform" or own is None:
            assert answer.status_code == example.status, (operation.name, answer.text)
        else:
            assert answer.status_code == 404, operation.name
        if operation.account != "platform":
            named = await api.call(
                operation.method,
                operation.path.replace(f"{{{(operation.params or ['-'])[0]}}}", own or ""),
                key=made["key"],
                headers={"Punchdeck-Account": api.home.public_id},
                **({} if example.body is None else {"json": example.body()}),
            )
            assert named.status_code == example.status, (operation.name, named.text)
            assert CANARY not in named.text


async def test_a_key_limited_to_one_site_reaches_nothing_elsewhere(api: Api) -> None:
    """As foreign as another tenant: devices, sites, punches, dead lines and events of other sites."""
    await api.made("/v1/sites", {"name": "HQ"})
    limited = await api.key("admin", site_ids=["hq"])
    elsewhere = await device(api, api.home)
    await api.patch(f"/v1/devices/{elsewhere}", {"name": CANARY})
    internal = await api.internal_id(elsewhere)
    await api.store.write(
        lambda conn: save_dead_lines(
            conn,
            api.store.ids,
            api.home.tenant_id,
            internal,
            "ATTLOG",
            [DeadRow(CANARY.encode(), 1, "time_unreadable", "x")],
            seen_at=1,
        )
    )
    assert len((await api.get("/v1/attendance/dead")).json()["data"]) == 1
    for operation in operations():
        example = EXAMPLES[operation.name]
        if example.target in (key, tenant) or operation.name in ("list_audit", "list_keys", "stream_events"):
            continue
        if example.target is None and operation.mutates:
            continue
        target = None if example.target is None else await example.target(api, api.home)
        answer = await attempt(api, operation, target, limited)
        if target is None:
            assert answer.status_code in (200, 403), operation.name
            assert CANARY not in answer.text, operation.name
            seen = [entry["name"] for entry in answer.json().get("data", [])]
            assert seen == (["HQ"] if operation.name == "list_sites" else []), operation.name
        else:
            may = 200 if operation.name in FOR_ALL_SITES else 403 if operation.name in WHOLE_TENANT else 404
            assert answer.status_code == may, operation.name
