"""Logs: one line an event, without secrets, and without a way for a terminal to write lines of its own."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Final, Literal

import structlog

_SECRET_NAMES: Final = re.compile(
    r"authorization|secret|token|passw|template|photo|face_data|comm_?key|admin_key|api_key$", re.IGNORECASE
)
_SECRET_TEXTS: Final = re.compile(r"pd_(?:live|test)_\w+|whsec_[\w+/=]+|/t/[\w-]{16,}")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
HIDDEN: Final = "[hidden]"

EventDict = MutableMapping[str, Any]


def redact(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Hide what must not be logged, wherever it stands."""
    return {name: _redacted(name, value) for name, value in event.items()}


def _redacted(name: str, value: Any) -> Any:
    if _SECRET_NAMES.search(name):
        return HIDDEN
    if isinstance(value, str):
        clean = _SECRET_TEXTS.sub(HIDDEN, value)
        return _CONTROL.sub(lambda found: f"\\x{ord(found.group()):02x}", clean)
    if isinstance(value, dict):
        return {key: _redacted(str(key), inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_redacted(name, inner) for inner in value]
    return value


def configure(style: Literal["text", "json"]) -> None:
    """Set up logging for this process, to standard error."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), sort_keys=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s: %(message)s")


def quiet() -> None:
    """Log only what went wrong: for commands whose output is for people or scripts."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
