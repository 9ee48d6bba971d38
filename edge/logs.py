"""Logs: one line an event, without secrets, and without a way for a terminal to write lines of its own."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any, Final, Literal, TextIO, cast

import structlog

_SECRET_NAMES: Final = re.compile(
    r"authorization|secret|token|passw|template|photo|(?:^|_)face|finger|comm_?key|admin_key|api_key$",
    re.IGNORECASE,
)
# Keys, webhook secrets, paths of terminals, and who logs in with what in a URL.
_SECRET_TEXTS: Final = re.compile(r"pd_(?:live|test)_\w+|whsec_[\w+/=]+|/t/[\w-]{16,}|(?<=://)[^\s/@]+(?=@)")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
HIDDEN: Final = "[hidden]"

EventDict = MutableMapping[str, Any]


def redact(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Hide what must not be logged, wherever it stands."""
    return {name: _redacted(name, value) for name, value in event.items()}


def without_secrets(text: str) -> str:
    """Text with keys, webhook secrets and the like hidden."""
    return _SECRET_TEXTS.sub(HIDDEN, text)


def escaped(text: str) -> str:
    """Text on one line and without what moves a screen's cursor or colours it."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found.group()):02x}", text)


def _redacted(name: str, value: Any) -> Any:
    if _SECRET_NAMES.search(name):
        return HIDDEN
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, dict):
        return {_clean(str(key)): _redacted(str(key), inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_redacted(name, inner) for inner in value]
    return _clean(repr(value) if isinstance(value, BaseException) else str(value))


def _clean(text: str) -> str:
    return escaped(_SECRET_TEXTS.sub(HIDDEN, text))


def configure(style: Literal["text", "json"], least: int = logging.INFO) -> None:
    """Set up logging for this process, to standard error; libraries log in the same way, from warnings on."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), sort_keys=False)
    )
    described: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*described, redact, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.WriteLoggerFactory(cast(TextIO, _Unfailing())),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *described],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, redact, renderer],
        )
    )
    logging.basicConfig(level=max(least, logging.WARNING), handlers=[handler])


class _Unfailing:
    """Standard error, where a full disk or a reader who is gone keeps nobody from working."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def quiet() -> None:
    """Log only what went wrong: for commands whose output is for people or scripts."""
    configure("text", logging.ERROR)
