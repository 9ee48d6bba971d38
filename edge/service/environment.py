"""The variables that a service is started with, as a file holds them: systemd's EnvironmentFile=."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping


def variables_in(text: str) -> dict[str, str]:
    """What the lines NAME=value set; a # or ; begins a comment, quotes are taken off."""
    found = {}
    for line in text.splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and re.fullmatch(r"[A-Za-z_]\w*", name):
            found[name] = _plain(value)
    return found


def with_variables(text: str, values: Mapping[str, str]) -> str:
    """The text with these set: in the place of what was set, or of the line that was commented out, else at
    its end. All else stays."""
    for name, value in values.items():
        line = f"{name}={_quoted(value)}"
        there = re.compile(rf"(?m)^[ \t]*{re.escape(name)}[ \t]*=.*$")
        if not there.search(text):
            there = re.compile(rf"(?m)^#[ \t]*{re.escape(name)}=.*$")
        if there.search(text):
            text = there.sub(lambda _, line=line: line, text, count=1)  # type: ignore[misc]
        else:
            text += ("" if not text or text.endswith("\n") else "\n") + line + "\n"
    return text


def _plain(value: str) -> str:
    try:
        return " ".join(shlex.split(value, comments=False))
    except ValueError:  # a quote that is never closed
        return value


def _quoted(value: str) -> str:
    if re.fullmatch(r"[\w@%+=:,./\[\]-]*", value):
        return value
    if "'" not in value:
        return f"'{value}'"
    return '"' + re.sub(r'(["\\])', r"\\\1", value) + '"'
