"""Which error a user of the API is told of, for what the domain and the store raise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import ValidationError

from edge import (
    admission,
    bulk_upserts,
    commands,
    dead_lines,
    employee_drafts,
    employees,
    firmware,
    jobs,
    keys,
    messages,
    retiming,
    sites,
    tenants,
    work_codes,
)
from edge.alerts import actions, channel_drafts, person_drafts, policies, rule_params, rules, windows
from edge.api.errors import ApiError, invalid, no_such, printable
from edge.feed import CursorError
from edge.master_keys import VaultError
from edge.store import StoreBusy, StoreError, StoreFull
from edge.store.failures import failure_of
from edge.store.idempotency import StillRunning
from edge.webhooks import endpoints


def _retry(code: str, message: str, seconds: int) -> ApiError:
    return ApiError(code, message, headers={"Retry-After": str(seconds)})


def _param(error: Any) -> dict[str, Any]:
    return {} if error.param is None else {"param": error.param}


_DOMAIN: Final[Mapping[type[Exception], Callable[[Any], ApiError]]] = {
    admission.AlreadyRegistered: lambda error: ApiError(
        "already_exists", str(error), param=error.param, device_id=error.device_id
    ),
    admission.AdmissionError: lambda error: ApiError("validation_failed", str(error), **_param(error)),
    admission.NoSuchDevice: lambda error: no_such("device", str(error)),
    sites.SlugTaken: lambda error: ApiError("already_exists", str(error), param=error.param),
    sites.SiteMisuse: lambda error: ApiError("validation_failed", str(error), param=error.param),
    sites.NoSuchSite: lambda error: no_such("site", str(error)),
    commands.ConfirmationRequired: lambda error: ApiError(
        "confirmation_required", str(error), param=error.param, removes=error.removes
    ),
    commands.CommandMisuse: lambda error: ApiError("validation_failed", str(error), **_param(error)),
    commands.CommandConflict: lambda error: ApiError("conflict", str(error)),
    commands.NoSuchCommand: lambda error: no_such("command", str(error)),
    employees.EmployeeMisuse: lambda error: ApiError(error.code, str(error), **_param(error)),
    employees.NoSuchEmployee: lambda error: no_such("employee", str(error)),
    employee_drafts.Unfound: lambda error: no_such(error.kind, error.name),
    bulk_upserts.ItemMisuse: lambda error: ApiError(error.code, str(error), **_param(error)),
    dead_lines.DeadLineConflict: lambda error: ApiError("conflict", str(error)),
    dead_lines.DeadLineMisuse: lambda error: ApiError("validation_failed", str(error)),
    firmware.FirmwareInUse: lambda error: ApiError("conflict", str(error)),
    work_codes.CodeTaken: lambda error: ApiError("already_exists", str(error), param=error.param),
    work_codes.WorkCodeMisuse: lambda error: ApiError("validation_failed", str(error), param=error.param),
    actions.AlertConflict: lambda error: ApiError("conflict", str(error)),
    actions.AlertMisuse: lambda error: ApiError("validation_failed", str(error), param=error.param),
    rule_params.RuleMisuse: lambda error: ApiError("validation_failed", str(error), param=error.param),
    rules.RuleConflict: lambda error: ApiError("conflict", str(error)),
    windows.WindowMisuse: lambda error: ApiError("validation_failed", str(error), param=error.param),
    policies.PolicyMisuse: lambda error: ApiError("validation_failed", str(error), param=error.param),
    policies.PolicyConflict: lambda error: ApiError("conflict", str(error)),
    channel_drafts.ChannelMisuse: lambda error: ApiError("validation_failed", str(error), param=error.param),
    channel_drafts.ChannelConflict: lambda error: ApiError("conflict", str(error)),
    person_drafts.PersonMisuse: lambda error: ApiError("validation_failed", str(error), param=error.param),
    person_drafts.PersonConflict: lambda error: ApiError("conflict", str(error)),
    person_drafts.NoSuchChannel: lambda error: no_such("channel", str(error)),
    retiming.NothingToRetime: lambda error: ApiError("conflict", str(error)),
    messages.MessageMisuse: lambda error: ApiError("validation_failed", str(error), param=error.param),
    jobs.JobConflict: lambda error: ApiError("conflict", str(error)),
    jobs.NoSuchJob: lambda error: no_such("job", str(error)),
    CursorError: lambda error: ApiError("cursor_invalid", printable(str(error))),
    keys.BeyondOwnRights: lambda error: ApiError("permission_denied", str(error), **_param(error)),
    keys.AddressRefused: lambda error: ApiError("ip_not_allowed", printable(str(error))),
    keys.KeyMisuse: lambda error: ApiError("validation_failed", str(error), **_param(error)),
    keys.NoSuchPerson: lambda error: no_such("person", str(error)),
    keys.NoSuchKey: lambda error: no_such("key", str(error)),
    keys.KeyRefused: lambda error: ApiError(error.code, str(error), headers={"WWW-Authenticate": "Bearer"}),
    tenants.NameTaken: lambda error: ApiError("already_exists", str(error), param=error.param),
    tenants.TenantMisuse: lambda error: ApiError("validation_failed", str(error), param=error.param),
    tenants.NoSuchTenant: lambda error: no_such("tenant", str(error)),
    endpoints.NoSuchWebhook: lambda error: no_such("webhook", str(error)),
    endpoints.WebhookMisuse: lambda error: ApiError("validation_failed", str(error), param=error.param),
    endpoints.WebhookConflict: lambda error: ApiError("conflict", str(error)),
    VaultError: lambda error: ApiError("unavailable", str(error)),
    StillRunning: lambda error: _retry(
        "idempotency_in_progress", "The first request with this idempotency key is still running.", 1
    ),
    StoreBusy: lambda error: _retry("unavailable", str(error), 2),
    StoreFull: lambda error: _retry("storage_full", str(error), 60),
    StoreError: lambda error: _retry("unavailable", str(error), 5),
    ValidationError: lambda error: invalid(error),
}
_DATABASE: Final[Mapping[str, Callable[[], ApiError]]] = {
    "full": lambda: _retry("storage_full", "The disk of the server is full; nothing more can be stored.", 60),
    "slow": lambda: ApiError(
        "timeout", "Answering would take too long. Ask for a shorter time range or a smaller limit."
    ),
    "locked": lambda: _retry("unavailable", "The database is busy; try again in a moment.", 1),
    "gone": lambda: _retry("unavailable", "The database is not reachable; try again in a moment.", 5),
}


def as_api_error(error: BaseException) -> ApiError | None:
    """What a user is told of an exception of the domain or the store; None if it is our own mistake."""
    if isinstance(error, ApiError):
        return error
    for kind in type(error).__mro__:
        known = _DOMAIN.get(kind)
        if known is not None:
            return known(error)
    database = _DATABASE.get(failure_of(error))
    return None if database is None else database()
