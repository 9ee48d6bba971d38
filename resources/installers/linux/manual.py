"""The manual page and the completions of `punchdeck-edge`, from what its command line says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import typer
from typer.completion import get_completion_script

from common import __version__
from edge.cli import cli
from edge.service.unit import DATA, NAME, SETTINGS

COMPLETIONS = {
    "bash": f"usr/share/bash-completion/completions/{NAME}",
    "zsh": f"usr/share/zsh/vendor-completions/_{NAME}",
    "fish": f"usr/share/fish/vendor_completions.d/{NAME}.fish",
}
"""Where each shell looks, from the root."""


def manual(built: datetime | None = None) -> str:
    """punchdeck-edge(1), as roff."""
    command: Any = typer.main.get_command(cli)
    day = (built or datetime.now(UTC)).strftime("%Y-%m-%d")
    lines = [
        f'.TH PUNCHDECK\\-EDGE 1 "{day}" "Punchdeck {__version__}" "Punchdeck"',
        ".SH NAME",
        f"punchdeck\\-edge \\- {_text(_first_line(command.help)[0].lower() + _first_line(command.help)[1:])}",
        ".SH SYNOPSIS",
        ".B punchdeck\\-edge",
        "[\\fIcommand\\fR] [\\fIoptions\\fR]",
        ".SH DESCRIPTION",
        _text(command.help),
        ".PP",
        "Run by root without \\fB\\-\\-data\\fR, commands work on the installed service, as its user.",
        ".SH COMMANDS",
        *_commands(command, ()),
        ".SH FILES",
        *_tagged(f"\\fI{_text(str(DATA))}\\fR", "The data of the service, its first key in admin.key."),
        *_tagged(
            f"\\fI{_text(str(SETTINGS))}\\fR", "Settings of the service, a variable PUNCHDECK_<NAME> each."
        ),
        ".SH EXIT STATUS",
        "0 done, 1 failed with a line on standard error, 2 wrong usage.",
        ".SH SEE ALSO",
        ".BR systemctl (1),",
        ".BR journalctl (1)",
    ]
    return "\n".join(lines) + "\n"


def completion(shell: str) -> str:
    """What a shell reads to complete commands and options."""
    variable = f"_{NAME}_COMPLETE".replace("-", "_").upper()
    script = get_completion_script(prog_name=NAME, complete_var=variable, shell=shell)
    return script.strip() + "\n"


def _commands(group: Any, above: tuple[str, ...]) -> Iterator[str]:
    for name in sorted(group.list_commands(None)):
        command = group.get_command(None, name)
        if command.hidden:
            continue
        if hasattr(command, "commands"):
            yield from _commands(command, (*above, name))
            continue
        arguments = [_argument(param) for param in command.params if param.param_type_name == "argument"]
        yield f".SS {_text(' '.join((*above, name, *arguments)))}"
        yield _text(command.help or "")
        for param in command.params:
            if param.param_type_name == "option" and not param.hidden:
                yield from _tagged(_option(param), _text(param.help or ""))


def _argument(param: Any) -> str:
    name = param.metavar or param.name.upper()
    return name if param.required or name.startswith("[") else f"[{name}]"


def _option(param: Any) -> str:
    names = ", ".join(f"\\fB{_text(name)}\\fR" for name in param.opts)
    return names if param.is_flag else f"{names} \\fI{_text(param.metavar or param.name.upper())}\\fR"


def _tagged(tag: str, says: str) -> Iterator[str]:
    yield from (".TP", tag, says)


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0].rstrip(".")


def _text(text: str) -> str:
    """As roff prints it: no line begins a request, and no hyphen is made of a minus."""
    plain = "\n.PP\n".join(re.sub(r"\s+", " ", part).strip() for part in re.split(r"\n\s*\n", text.strip()))
    plain = plain.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"(?m)^(['.])(?!PP$)", r"\\&\1", plain)
