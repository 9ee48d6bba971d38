"""The table of actions: the name of each, and what carries it out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, Final

from edge import backup_actions
from edge.administration.alerts import alerts_dry_run
from edge.administration.audit_log import audit_verify
from edge.administration.database import db_backup, db_check
from edge.administration.devices import (
    devices_approve,
    devices_create,
    devices_import,
    devices_list,
    devices_resume,
    devices_retire,
    devices_suspend,
)
from edge.administration.keys import keys_create, keys_list, keys_revoke, keys_rotate
from edge.administration.presence import presence_export
from edge.administration.tenants import tenants_change, tenants_create, tenants_list, tenants_rotate
from edge.administration.units import COMMAND_LINE
from edge.key_rotation import rotate_secrets
from edge.vault import Vault

ACTIONS: Final[Mapping[str, Callable[..., Awaitable[Any]]]] = {
    "tenants.list": tenants_list,
    "tenants.create": tenants_create,
    "tenants.change": tenants_change,
    "tenants.rotate": tenants_rotate,
    "keys.list": keys_list,
    "keys.create": keys_create,
    "keys.rotate": keys_rotate,
    "keys.revoke": keys_revoke,
    "devices.list": devices_list,
    "devices.create": devices_create,
    "devices.approve": devices_approve,
    "devices.suspend": devices_suspend,
    "devices.resume": devices_resume,
    "devices.retire": devices_retire,
    "devices.import": devices_import,
    "alerts.dry_run": alerts_dry_run,
    "presence.export": presence_export,
    "audit.verify": audit_verify,
    "db.check": db_check,
    "db.backup": db_backup,
}


def with_vault(vault: Vault) -> Mapping[str, Callable[..., Awaitable[Any]]]:
    """All actions: also those that need the installation's master key."""
    return {
        **ACTIONS,
        "secrets.rotate": partial(rotate_secrets, vault, COMMAND_LINE),
        "db.back_up": partial(backup_actions.back_up, vault),
        "db.drill": partial(backup_actions.drill, vault),
    }
