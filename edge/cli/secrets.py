"""`punchdeck-edge secrets`: the key that everything sealed rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typer

from edge.cli.running import DatabaseOption, DataOption, JsonOption, perform, show_one

group = typer.Typer(no_args_is_help=True, help="Secrets at rest: the master key.")


@group.callback()
def _group() -> None:
    """A group of its own, though it has one command yet."""


@group.command("rotate")
def rotate(as_json: JsonOption = False, data: DataOption = None, database: DatabaseOption = None) -> None:
    """Change the master key: a new one is made, all keys are wrapped under it, the old one is destroyed.

    Whether or not the server runs. If it is stopped half-way, nothing is lost: run it again, and it goes on.
    Backups made before open only with the master key of their time: keep a copy of it with them, or make a
    new backup afterwards.
    """
    done = perform(data, database, "secrets.rotate")
    show_one(done, as_json, _told(done))


def _told(done: Mapping[str, Any]) -> str:
    file = done["master_key"]
    if not done["changed"]:
        return "Nothing was sealed here yet, so there is no master key to change."
    keys, tenants = done["keys_wrapped"], done["tenants"]
    wrapped = f"{keys} {_plural(keys, 'key')} of {tenants} {_plural(tenants, 'tenant')} wrapped anew"
    if done["former_key"] == "yours":
        return (
            f"{wrapped} under the first key in {file}. Nothing needs the others any more but backups made "
            "before: take them out of the file, here and wherever a process uses this database."
        )
    begun = "The master key was changed" if done["begun"] else "A change begun before was finished"
    return (
        f"{begun}: {wrapped}, and the former key destroyed. Backups made before need it: make a new one with "
        "'punchdeck-edge db backup', and keep a copy of "
        f"{file} elsewhere."
    )


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"
