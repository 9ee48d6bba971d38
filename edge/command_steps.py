"""Commands as they are kept: from an intent to JSON and back, a few steps at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from common.instants import rfc3339
from edge import intents, upkeep_intents
from edge.intents import Between, DeleteEmployee, Intent, Rule, SyncEmployees, UpgradeFirmware
from edge.upkeep_intents import InstallFirmware

_UPKEEP: Final = (
    upkeep_intents.Reconnect,
    upkeep_intents.FetchEmployees,
    upkeep_intents.FetchTemplates,
    upkeep_intents.CountAttendance,
    upkeep_intents.StoreTemplate,
    upkeep_intents.StorePhoto,
    upkeep_intents.DeleteBiometrics,
    upkeep_intents.StoreWorkCode,
    upkeep_intents.DeleteWorkCode,
    upkeep_intents.StoreMessage,
    upkeep_intents.DeleteMessage,
)
MODELS: Final[Mapping[str, type[Intent]]] = {
    **intents.INTENTS,
    **{model.word: model for model in _UPKEEP},
}
"""All that can be wanted of a terminal, by name: what the API offers, and what the edge wants itself."""

HIDDEN: Final = "********"
_SECRETS: Final = frozenset({"password", "key"})
_OF_BODIES: Final = frozenset({"store_template", "store_photo"})  # whose text is somebody's finger or face


def rule_of(word: str) -> Rule:
    """How commands of a name may be treated."""
    return MODELS[word].rule


def params_of(intent: Intent) -> dict[str, Any]:
    """An intent as JSON that `intent_of` reads back, without what was left out."""
    kept = intent.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if isinstance(intent, Between):
        kept |= {"from": rfc3339(intent.start), "to": rfc3339(intent.end)}
    return kept


def intent_of(row: Mapping[str, Any] | sa.RowMapping) -> Intent:
    """The intent that a row of `command` holds."""
    model, params = MODELS[row["command"]], row["params"]
    if model is UpgradeFirmware and "key" in params:
        model = InstallFirmware
    return model.model_validate(params)


def steps_from(row: Mapping[str, Any] | sa.RowMapping, first: int, count: int) -> tuple[Intent, ...]:
    """At most `count` steps of a row of `command`, from the one numbered `first` on: each person of
    `sync_employees` by itself, deletions last. Only these are read, however many there are."""
    if row["command"] != SyncEmployees.word:
        return (intent_of(row),) if first == 0 else ()
    named = row["params"]["employees"]
    people = {"employees": named[first : first + count]}
    adding = intents.steps_of(SyncEmployees.model_validate(people))
    start = max(first - len(named), 0)
    leaving = (row["removes"] or [])[start : start + count - len(adding)]
    return (*adding, *(DeleteEmployee(employee_id=pin, pin=pin) for pin in leaving))


def about(step: Intent) -> str | None:
    """The PIN of the person that a step is about."""
    if isinstance(step, intents.Person | intents.OfPerson):
        return step.terminal_pin
    pin = getattr(step, "pin", None)
    return pin if isinstance(pin, str) else None


def without_secrets(word: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Params as anybody may see them, and as they are kept once the command has ended."""
    hidden = _SECRETS | {"text"} if word in _OF_BODIES else _SECRETS
    return {
        name: HIDDEN
        if name in hidden and value is not None
        else [without_secrets(word, one) for one in value]
        if name == "employees"
        else value
        for name, value in params.items()
    }
