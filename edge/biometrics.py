"""Templates of people: given to the terminals that lack them, and purged with proof.

A command never holds a template, only its name here: what waits for a terminal can be read in the database,
and a template that was deleted meanwhile must not leave.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, Protocol

import sqlalchemy as sa

from edge.intents import Intent
from edge.master_keys import VaultError
from edge.reporting import template_row
from edge.store import biometrics as rows
from edge.store import devices
from edge.store.biometrics import Kept
from edge.store.ids import IdClock
from edge.store.reports import TemplateKey
from edge.upkeep_intents import DeleteBiometrics, FetchTemplates, StorePhoto, StoreTemplate
from edge.vault import Vault

KEEPER: Final = "templates"
"""The actor of commands that give terminals templates."""
AT_ONCE: Final = 50
"""Templates that wait for one terminal."""
PURGE_LIFETIME_S: Final = 30 * 86_400
REFUSED_PAUSE_US: Final = 7 * 86_400 * 1_000_000
"""For how long a terminal is not given again what it was given without ever showing it."""

_NAMED: Final = "kept/"
_KINDS: Final[Mapping[str, Collection[int]]] = {
    "finger": (1,),
    "face": (2, 9),
    "palm": (6, 8, 10),
    "finger_vein": (7,),
}


class Fits(Protocol):
    """Whether a template of a biometric type and major version works on the terminal of a row of
    `store.devices.whole`."""

    def __call__(self, device_row: sa.RowMapping, kind: int, major: int) -> bool: ...


class Enqueue(Protocol):
    """`edge.commands.enqueue`."""

    def __call__(
        self,
        conn: sa.Connection,
        ids: IdClock,
        device_row: sa.RowMapping,
        intent: Intent,
        *,
        actor: str,
        now: int,
        reason: str | None = None,
        expires_in_s: int | None = None,
    ) -> sa.RowMapping: ...


# --- from terminal to terminal


def lacking(conn: sa.Connection, device_row: sa.RowMapping, fits: Fits, *, now: int) -> list[Kept]:
    """The templates that a device (a row of `store.devices.whole`) shall be given now, AT_ONCE at most.

    Only of employees it holds and shall hold; what it has of them is left alone, whatever it looks like.
    """
    tenant_id, device_id = device_row["tenant_id"], device_row["id"]
    if not _takes_templates(device_row):
        return []
    kinds = {
        (kind, major)
        for kind, major in rows.kinds_kept(conn, tenant_id)
        if major and fits(device_row, kind, major)  # 0: nobody said which algorithm made it
    }
    if not kinds:
        return []
    tried = rows.offered(conn, tenant_id, device_id, StoreTemplate.word, now - REFUSED_PAUSE_US)
    waiting = rows.open_of_word(conn, tenant_id, StoreTemplate.word)
    room = AT_ONCE - sum(device == device_id for device, _ in waiting)
    found = rows.lacking(
        conn, tenant_id, device_id, device_row["site_id"], kinds, now=now, limit=AT_ONCE + len(tried)
    )
    return [kept for kept in found if kept.place not in tried][: max(0, room)]


def give(
    conn: sa.Connection,
    ids: IdClock,
    device_row: sa.RowMapping,
    templates: Sequence[Kept],
    enqueue: Enqueue,
    *,
    now: int,
) -> int:
    """Have a device told templates, but for those of whom a purge is under way. Returns how many commands it
    is given."""
    if not _takes_templates(device_row):
        return 0
    deletions = rows.open_of_word(conn, device_row["tenant_id"], DeleteBiometrics.word)
    purged = {pin for _, pin in deletions}
    given = [kept for kept in templates if kept.pin not in purged]
    for kept in given:
        enqueue(conn, ids, device_row, _named(kept), actor=KEEPER, now=now)
    return len(given)


def _named(kept: Kept) -> StoreTemplate:
    return StoreTemplate(
        pin=kept.pin,
        type=kept.kind,
        number=kept.number,
        part=kept.part,
        duress=kept.duress,
        major=kept.major,
        minor=kept.minor,
        format=kept.format,
        text=f"{_NAMED}{kept.id}",
    )


def _takes_templates(device_row: sa.RowMapping) -> bool:
    return device_row["state"] == "active" and _takes_commands(device_row) and bool(device_row["private"])


class TemplateUnavailable(LookupError):
    """A command names a template that cannot be given; the message says why and what to do."""


def check_public(intent: Intent, serial: str) -> None:
    """Whether an intent may leave where others can read along. Raises TemplateUnavailable."""
    if isinstance(intent, StoreTemplate | StorePhoto | FetchTemplates):
        raise TemplateUnavailable(
            f"The terminal {serial} calls without TLS, and templates do not travel where others can read "
            "along. Have it call over https, or name its network in the setting biometrics_allowed_networks."
        )


def filled(conn: sa.Connection, vault: Vault | None, tenant_id: int, intent: Intent) -> Intent:
    """An intent as it may leave: with the template itself where it only names one.

    Raises TemplateUnavailable.
    """
    if not isinstance(intent, StoreTemplate) or not intent.text.startswith(_NAMED):
        return intent
    number = intent.text.removeprefix(_NAMED)
    found = rows.kept(conn, tenant_id, int(number)) if number.isdigit() else None
    if found is None or vault is None:
        raise TemplateUnavailable(
            "The template was deleted before the terminal fetched it. Enrol the person again."
        )
    kept, sealed = found
    row = template_row(TemplateKey(kept.pin, kept.kind, kept.number, kept.part, kept.major))
    try:
        content = vault.within(conn).open_(tenant_id, "template", row, sealed.key_version, sealed.content)
        return StoreTemplate.model_validate({**intent.model_dump(), "text": content.decode()})
    except VaultError as error:
        raise TemplateUnavailable(f"The template cannot be opened. {error}") from error
    except ValueError:  # whose message would show it
        raise TemplateUnavailable(
            "The terminal that sent the template sent something else. Enrol the person again."
        ) from None


def settle(conn: sa.Connection, command: Mapping[str, Any] | sa.RowMapping, *, now: int) -> None:
    """A command has ended, whoever gave it: note what its device has of a person's body now. `command`: its
    row after that; its template may be hidden."""
    if command["status"] != "succeeded":
        return
    tenant_id, device_id, params = command["tenant_id"], command["device_id"], command["params"]
    if command["command"] == StoreTemplate.word:
        rows.note_stored(conn, tenant_id, device_id, rows.place_of(params), params.get("major") or 0, now)
    elif command["command"] == DeleteBiometrics.word:
        kind = params.get("kind")
        kinds = None if kind is None else _KINDS[kind]
        rows.forget_held(conn, tenant_id, device_id, params["pin"], kinds)


# --- purging a person


class DevicePurge(NamedTuple):
    """How far a terminal is. `code` and `message` say why it failed."""

    device_id: int
    status: Literal["pending", "done", "failed"]
    command_id: int | None = None
    code: str | None = None
    message: str | None = None
    finished_at: int | None = None


@dataclass(frozen=True, slots=True)
class Purge:
    """What became of a purge: here it was done at once, at terminals as each says itself."""

    row: sa.RowMapping
    devices: tuple[DevicePurge, ...]

    @property
    def complete(self) -> bool:
        """Whether every terminal confirmed that it has nothing left."""
        return all(device.status == "done" for device in self.devices)

    @property
    def completed_at(self) -> int | None:
        """When the last terminal confirmed; None before, and where there was no terminal to confirm."""
        times = [device.finished_at for device in self.devices if device.finished_at is not None]
        return max(times, default=None) if self.complete else None


def purge(
    conn: sa.Connection,
    ids: IdClock,
    employee_row: Mapping[str, Any] | sa.RowMapping,
    enqueue: Enqueue,
    *,
    actor: str,
    now: int,
) -> Purge:
    """Delete all templates and photos of an employee here, and have every terminal do so that may hold any.

    A command of this kind that is still under way is not given twice.
    """
    tenant_id, pin = employee_row["tenant_id"], employee_row["pin"]
    there = rows.holders(conn, tenant_id, pin)
    under_way = {
        device_id: command_id
        for (device_id, of_pin), command_id in rows.open_of_word(
            conn, tenant_id, DeleteBiometrics.word
        ).items()
        if of_pin == pin
    }
    templates, photos = rows.delete_of_person(conn, tenant_id, pin)
    given: dict[int, int | None] = dict(under_way)
    for device_id in there:
        device_row = devices.by_id(conn, tenant_id, device_id)
        if device_id in given or device_row is None:
            continue
        given[device_id] = None
        if _takes_commands(device_row):
            command = enqueue(
                conn,
                ids,
                device_row,
                DeleteBiometrics(pin=pin),
                actor=actor,
                now=now,
                reason="Purge of biometric data",
                expires_in_s=PURGE_LIFETIME_S,
            )
            given[device_id] = command["id"]
    rows.add_purge(
        conn,
        {
            "tenant_id": tenant_id,
            "id": ids.next(),
            "employee": employee_row["public_id"],
            "employee_id": employee_row["employee_id"],
            "pin": pin,
            "templates": templates,
            "photos": photos,
            "commands": [[device_id, given[device_id]] for device_id in sorted(given)],
        },
    )
    found = last_purge(conn, tenant_id, employee_row["public_id"])
    assert found is not None, "the purge that was just written is not there"
    return found


def last_purge(conn: sa.Connection, tenant_id: int, name: str) -> Purge | None:
    """The last purge of an employee, by its id or employee_id, as it stands now; also after the employee was
    deleted."""
    row = rows.last_purge(conn, tenant_id, name)
    if row is None:
        return None
    given: list[tuple[int, int | None]] = [
        (device_id, command_id) for device_id, command_id in row["commands"]
    ]
    states = rows.command_states(
        conn, tenant_id, [command_id for _, command_id in given if command_id is not None]
    )
    return Purge(
        row,
        tuple(
            _untold(device_id)
            if command_id is None
            else _standing(device_id, command_id, states.get(command_id))
            for device_id, command_id in given
        ),
    )


def _untold(device_id: int) -> DevicePurge:
    return DevicePurge(
        device_id,
        "failed",
        code="not_told",
        message="This terminal gets no commands: it was deleted, or two terminals share its serial number. "
        "Delete the person at the terminal itself, or have it served again and repeat the purge.",
    )


def _standing(device_id: int, command_id: int, state: sa.RowMapping | None) -> DevicePurge:
    if state is None:
        return DevicePurge(
            device_id,
            "failed",
            command_id,
            "command_forgotten",
            "What became of the command is not kept any more. Repeat the purge.",
        )
    if state["status"] in ("queued", "sent"):
        return DevicePurge(device_id, "pending", command_id)
    finished_at = state["finished_at"]
    if state["status"] == "succeeded":
        return DevicePurge(device_id, "done", command_id, finished_at=finished_at)
    code = state["error_code"] or state["status"]
    message = state["error"] or "The command was cancelled. Repeat the purge."
    return DevicePurge(device_id, "failed", command_id, code, message, finished_at)


def _takes_commands(device_row: sa.RowMapping) -> bool:
    return device_row["state"] != "retired" and device_row["conflicted_at"] is None
