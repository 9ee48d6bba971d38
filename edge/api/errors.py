"""An error as the API answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from edge.api.error_kinds import KINDS
from edge.logs import without_secrets


class ApiError(Exception):
    """An answer that is an error. `extra` are further members of it, `headers` go with it."""

    def __init__(
        self, code: str, message: str, *, headers: Mapping[str, str] | None = None, **extra: Any
    ) -> None:
        super().__init__(message)
        self.code = code
        self.kind = KINDS[code]
        self.message = message
        self.headers = dict(headers or {})
        self.extra = extra

    @property
    def status(self) -> int:
        return self.kind.status


def no_such(resource: str, name: str) -> ApiError:
    """The 404 of a resource: the same for what is missing and for what is somebody else's."""
    return ApiError(f"{resource}_not_found", f"No {resource} found with ID '{printable(name)}'")


def printable(text: str) -> str:
    """Text of a request, fit to be repeated in an answer: answers are kept in logs that are not ours."""
    text = without_secrets(text)
    short = text if len(text) <= 100 else text[:100] + "…"
    return short.encode("utf-8", "replace").decode()


_WORDS: Final = {
    "missing": "required",
    "extra_forbidden": "unknown_member",
    "string_pattern_mismatch": "pattern",
}


def invalid(error: ValidationError, *within: str) -> ApiError:
    """What is said of values that are not valid; `within`: the member of the body that they are in."""
    problems = [
        {
            "param": printable(".".join(str(part) for part in (*within, *problem["loc"]))),
            "code": _WORDS.get(problem["type"], problem["type"]),
            "message": printable(problem["msg"].removeprefix("Value error, ")),
        }
        for problem in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    first = problems[0]
    naive = any(problem["code"] == "timezone_required" for problem in problems)
    message = f"{first['param']}: {first['message']}" if first["param"] else first["message"]
    if len(problems) > 1:
        message += f" (and {len(problems) - 1} more)"
    return ApiError(
        "timezone_required" if naive else "validation_failed",
        message,
        param=first["param"],
        errors=problems,
    )


def envelope(error: ApiError, request_id: str, public_url: str) -> dict[str, Any]:
    """The body of an error."""
    return {
        "error": {
            "code": error.code,
            "message": error.message,
            "status": error.status,
            "doc_url": doc_url(public_url, error.code),
            "request_id": request_id,
            **error.extra,
        }
    }


def problem(error: ApiError, request_id: str, public_url: str) -> dict[str, Any]:
    """The same as RFC 9457 asks, for who accepts application/problem+json."""
    return {
        "type": doc_url(public_url, error.code),
        "title": error.kind.title,
        "status": error.status,
        "detail": error.message,
        "instance": f"/requests/{request_id}",
        "code": error.code,
        **error.extra,
    }


def doc_url(public_url: str, code: str) -> str:
    return f"{public_url}/docs/errors/{code}"
