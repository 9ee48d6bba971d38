"""Reads the files people translate in."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from console.i18n import build


@dataclass(frozen=True, slots=True)
class Message:
    """`forms`: one, or as many as the language counts in."""

    context: str
    source: str
    comment: str
    plural: bool
    finished: bool
    forms: tuple[str, ...]


def messages(language: str, folder: Path = build.HERE) -> list[Message]:
    root = ET.parse(build.source_file(language, folder)).getroot()
    return [
        _message(context.findtext("name", ""), each)
        for context in root.findall("context")
        for each in context.findall("message")
    ]


def _message(context: str, message: ET.Element) -> Message:
    translation = message.find("translation")
    assert translation is not None
    plural = message.get("numerus") == "yes"
    forms = (
        [form.text or "" for form in translation.findall("numerusform")]
        if plural
        else [translation.text or ""]
    )
    return Message(
        context,
        message.findtext("source", ""),
        message.findtext("comment", ""),
        plural,
        translation.get("type") is None,
        tuple(forms),
    )


def placeholders(text: str) -> Counter[str]:
    """What is filled in; a number counts as one whether it is written as the country writes it or not."""
    return Counter(re.findall(r"\{\w*\}|%n", text.replace("%Ln", "%n")))
