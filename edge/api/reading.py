"""From a request to values: query, body, idempotency key, API key; whatever is wrong is said precisely."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import json
import typing
from collections.abc import Mapping
from typing import Any, Final

import aiohttp
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from pydantic import BaseModel

from edge import audit
from edge.api.errors import ApiError, printable
from edge.api.registry import Operation
from edge.api.requests import META
from edge.keys import Actor

BODY_DEADLINE_S: Final = 15.0
CSV: Final = "text/csv"
_JSON_TYPES: Final = frozenset({"application/json", "application/merge-patch+json"})


def read_query(operation: Operation, request: web.Request) -> BaseModel | None:
    """The query as the operation declares it. Raises ApiError, ValidationError."""
    fields = {} if operation.query is None else operation.query.model_fields
    lists = {field.alias or name for name, field in fields.items() if _is_list(field.annotation)}
    known = {field.alias or name for name, field in fields.items()}
    values: dict[str, Any] = {}
    for name, value in request.query.items():
        if name not in known:
            these = f"Known are {', '.join(sorted(known))}." if known else "This call has none."
            raise ApiError(
                "bad_request",
                f"There is no query parameter '{printable(name)}'. {these}",
                param=printable(name),
            )
        if name in lists:
            values.setdefault(name, []).append(value)
        elif name in values:
            raise ApiError("bad_request", f"The query parameter '{name}' is given twice.", param=name)
        else:
            values[name] = value
    return None if operation.query is None else operation.query.model_validate(values)


def _is_list(annotation: object) -> bool:
    """Whether a field is a list, or a list or None: those may be repeated in a query."""
    return any(typing.get_origin(part) is list for part in (annotation, *typing.get_args(annotation)))


async def read_body(operation: Operation, request: web.Request) -> dict[str, Any]:
    """The members of a JSON body, none without a body; a table as the member `csv`. Raises ApiError."""
    raw = await _read_bytes(request, operation.max_body)
    if not raw.strip():
        return {}
    packed = request.headers.get("Content-Encoding", "identity")
    if packed.lower() != "identity":
        raise ApiError("unsupported_media_type", f"Bodies packed with {printable(packed)} are not read.")
    sent = request.content_type
    if "Content-Type" in request.headers and not _is_sent_as(operation.consumes, sent):
        raise ApiError(
            "unsupported_media_type",
            f"The body is sent as {printable(sent)}; send it as {operation.consumes}.",
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ApiError("invalid_json", f"The body is not UTF-8: byte {error.start} cannot be read.") from None
    return {"csv": text} if operation.consumes == CSV else _json_members(text)


def _is_sent_as(wanted: str, sent: str) -> bool:
    if wanted == CSV:
        return sent == CSV
    return sent in _JSON_TYPES or sent.endswith("+json")


def _json_members(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise ApiError("invalid_json", "The body is nested too deeply.") from None
    except ValueError as error:
        raise ApiError("invalid_json", f"The body is not JSON: {printable(str(error))}.") from None
    if not isinstance(body, dict):
        raise ApiError("validation_failed", "The body must be one JSON object.")
    return body


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


async def _read_bytes(request: web.Request, limit: int) -> bytes:
    too_large = ApiError("payload_too_large", f"The body is larger than {limit:,} bytes.")
    if (request.content_length or 0) > limit:
        raise too_large
    pieces = bytearray()
    try:
        async with asyncio.timeout(BODY_DEADLINE_S):
            async for piece in request.content.iter_any():
                pieces += piece
                if len(pieces) > limit:
                    raise too_large
    except TimeoutError:
        raise ApiError(
            "request_timeout",
            f"The body did not arrive within {BODY_DEADLINE_S:g} s. Send it again.",
        ) from None
    except (aiohttp.ClientPayloadError, HttpProcessingError) as error:  # broken off, or badly chunked
        raise ApiError("bad_request", f"The body cannot be read: {printable(str(error))}.") from None
    return bytes(pieces)


def take_idempotency_key(header: str | None, body: dict[str, Any]) -> str | None:
    """The key from the header or from the body, where it is taken out. Raises ApiError."""
    keys = []
    if header is not None:
        bare = header.strip()
        keys.append(bare[1:-1] if len(bare) > 1 and bare[0] == bare[-1] == '"' else bare)
    if "idempotency_key" in body:
        keys.append(body.pop("idempotency_key"))
    for key in keys:
        if not (
            isinstance(key, str) and 1 <= len(key) <= 255 and all("!" <= letter <= "~" for letter in key)
        ):
            raise ApiError(
                "idempotency_key_invalid",
                "An idempotency key is 1 to 255 visible ASCII characters without blanks.",
                param="idempotency_key",
            )
    if len(set(keys)) > 1:
        raise ApiError(
            "idempotency_key_mismatch", "The header Idempotency-Key and idempotency_key in the body differ."
        )
    return keys[0] if keys else None


def fingerprint(request: web.Request, body: Mapping[str, Any]) -> bytes:
    """SHA-256 over what makes two requests the same."""
    said = [request.method, request.path, sorted(request.query.items()), body]
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()


def presented_key(header: str | None) -> str:
    """The API key of an Authorization header: Bearer, or Basic with the key as user. Raises ApiError."""
    scheme, _, rest = (header or "").strip().partition(" ")
    key = ""
    if scheme.lower() == "bearer":
        key = rest.strip()
    elif scheme.lower() == "basic":
        try:
            user, _, password = base64.b64decode(rest.strip(), validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            user = password = ""
        key = user or password
    if not key:
        raise ApiError(
            "authentication_required",
            "Send an API key: 'Authorization: Bearer pd_live_…'.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return key


def check_accept(operation: Operation, accept: str | None) -> None:
    """Raises ApiError where the client accepts none of what the operation makes."""
    if accept is None or not accept.strip():
        return
    wanted = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
    made = {"*/*", "application/problem+json"}
    for form in operation.produces:
        made |= {form, form.partition("/")[0] + "/*"}
    if not wanted & made:
        raise ApiError(
            "not_acceptable",
            f"This call answers {' or '.join(operation.produces)}, not {printable(accept)}.",
        )


def who_asks(request: web.Request, actor: Actor) -> audit.Who:
    """Who does this, for the audit log."""
    meta = request[META]
    agent = request.headers.get("User-Agent")
    return audit.Who(
        actor.public_id, meta.address, None if agent is None else plain(agent)[:200], meta.request_id
    )


def plain(text: str) -> str:
    """A header's text, fit to be stored: without control characters and bytes that are no text."""
    return "".join(letter for letter in printable(text) if letter.isprintable())
