"""Reads what terminals send before a body, as strictly as safety and as leniently as their firmware demands.

Pure: bytes in, values out, nothing raised but `HeadError`. The rules are PROTOCOL.md §1.1 and §12: blanks and
8-bit bytes in the target, bare line feeds, missing Host and repeated headers are normal there. One rule keeps
leniency safe: a header line that is odd is dropped, never repaired, so that no second reading of it exists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple
from urllib.parse import quote, unquote_to_bytes

from edge.push.peers import FORWARDED

BODY_METHODS = frozenset({"POST", "PUT", "PATCH"})
ENDPOINTS = frozenset(
    {
        "cdata",
        "devicecmd",
        "event",
        "exchange",
        "fdata",
        "file",
        "getrequest",
        "ping",
        "push",
        "querydata",
        "registry",
        "rtdata",
    }
)

_METHODS = {name.encode(): name for name in (*BODY_METHODS, "GET", "HEAD", "DELETE", "OPTIONS")}
_ALIASES = {"getreq": "getrequest"}
_LENGTH_DIGITS = 15
_USUAL_BLOCK: Final = 512

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_SCHEME = re.compile(rb"https?://[^/?]*", re.IGNORECASE)

# The names terminals and proxies write, so that the common line needs no pattern.
_USUAL_NAMES = {
    name: name.lower()
    for title in (
        "Accept",
        "Accept-Charset",
        "Accept-Encoding",
        "Accept-Language",
        "Authorization",
        "Connection",
        "Content-Language",
        "Content-Length",
        "Content-Type",
        "Cookie",
        "Expect",
        "Host",
        "MAC",
        "Range",
        "Transfer-Encoding",
        "User-Agent",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Real-IP",
    )
    for name in (title, title.lower())
}


class HeadError(Exception):
    """The head cannot be served; `status` is the answer it gets: 400, 413 or 501."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Head(NamedTuple):
    """One request head. `target` is as sent, `headers` are lower-cased latin-1, `length` None where none was
    announced."""

    method: str
    target: bytes
    http10: bool
    headers: Mapping[str, str]
    length: int | None
    chunked: bool


class Place(NamedTuple):
    """Where on the device side a path leads: the canonical endpoint, and the tenant's path secret if any."""

    endpoint: str
    tenant_secret: str | None = None


# What decides how a file is answered: the rest of the headers stays here.
_QUERY = "!$%&'()*+,-./:;=?@[]_~"
_RESTATED = ("host", "range", "if-range", "cookie", *sorted(FORWARDED))

_USUAL_PLACES = {b"/iclock/" + name.encode(): Place(name) for name in ENDPOINTS}


def head_end(buffer: bytes | bytearray, start: int = 0) -> int:
    """Index just behind the blank line that ends a head, or -1 while it has not arrived.

    Lines may end in CRLF or in LF alone. `start` skips what an earlier call has searched: pass the length of
    the buffer then, less 3.
    """
    crlf = buffer.find(b"\n\r\n", start)
    lf = buffer.find(b"\n\n", start) if crlf < 0 else buffer.find(b"\n\n", start, crlf + 1)
    if lf >= 0:
        return lf + 2
    return crlf + 3 if crlf >= 0 else -1


def parse_head(head: bytes) -> Head:
    """Request line and header lines, with or without the closing blank line. Raises HeadError.

    Of repeated headers the first counts; those of proxies are joined in order, because some proxies add a
    line of their own behind one that the client made up.
    """
    line, _, block = head.partition(b"\n")
    method, target, http10 = _request_line(line)
    headers, length, chunked = (_usual_fields if len(block) <= _USUAL_BLOCK else _fields)(block)
    return Head(method, target, http10, headers, length, chunked)


def _fields(block: bytes) -> tuple[Mapping[str, str], int | None, bool]:
    """Headers, length, whether chunked, of the lines behind the first. Raises HeadError."""
    headers: dict[str, str] = {}
    length: int | None = None
    chunked = False
    for line_text in block.decode("latin-1").split("\n"):
        name, colon, value = line_text.partition(":")
        if not colon:
            continue
        key = _USUAL_NAMES.get(name)
        if key is None:
            if not _TOKEN.fullmatch(name):
                continue
            key = name.lower()
        value = value.strip(" \t\r")
        if key == "content-length":
            length = _length(value, length)
        elif key == "transfer-encoding":
            if chunked or value.lower() != "chunked":
                raise HeadError(501)
            chunked = True
        elif not value.isprintable() and _CONTROL.search(value):
            continue
        if key not in headers:
            headers[key] = value
        elif key in FORWARDED:
            headers[key] += ", " + value
    if chunked and length is not None:
        raise HeadError(400)
    return MappingProxyType(headers), length, chunked


# A terminal says the same of itself with every request, and all of one make nearly the same.
_usual_fields = lru_cache(maxsize=2048)(_fields)


def _request_line(line: bytes) -> tuple[str, bytes, bool]:
    """Method, target, HTTP/1.0 or older. The target is all between the first word and a last one that is a
    version (PROTOCOL.md §12, 49)."""
    words = line.split(None, 1)
    if len(words) != 2:
        raise HeadError(400)
    method = _METHODS.get(words[0]) or _METHODS.get(words[0].upper())
    if method is None:
        raise HeadError(400)
    target = words[1].rstrip()
    version = b""
    last = target.rsplit(None, 1)
    if last[-1][:5].upper() == b"HTTP/":
        if len(last) == 1:
            raise HeadError(400)
        target, version = last
    return method, target, version[5:] in (b"1.0", b"0.9", b"")


def _length(value: str, earlier: int | None) -> int:
    if not (value.isascii() and value.isdigit()):
        raise HeadError(400)
    if len(value.lstrip("0")) > _LENGTH_DIGITS:
        raise HeadError(413)
    length = int(value[-_LENGTH_DIGITS:])
    if earlier is not None and earlier != length:
        raise HeadError(400)
    return length


def split_target(target: bytes) -> tuple[bytes, bytes]:
    """Path and query of a target; `http://authority` before the path, as sent to proxies, is taken off."""
    if target[:1] != b"/" and (scheme := _SCHEME.match(target)):
        target = target[scheme.end() :]
    path, _, query = target.partition(b"?")
    return path, query


def place_of(path: bytes) -> Place | None:
    """The device endpoint a path means, None where the path is not the device side's.

    Everything below `/iclock/` is, in any case, with the prefix doubled, a trailing slash or `.aspx`; the
    known endpoints are also without the prefix; and all of it below `/t/<secret>/` (PROTOCOL.md §1.1). Names
    of files below `file/` stay as they are.
    """
    usual = _USUAL_PLACES.get(path)
    if usual is not None:
        return usual
    if b"%" in path:
        path = unquote_to_bytes(path)
    segments = [segment for piece in path.split(b"/") if (segment := piece.strip())]
    secret = None
    if len(segments) > 2 and segments[0].lower() == b"t":
        secret = segments[1].decode("latin-1")
        segments = segments[2:]
    prefixed = False
    while segments and segments[0].lower() == b"iclock":
        prefixed = True
        segments = segments[1:]
    sent = b"/".join(segments).decode("latin-1")
    name = sent.lower().removesuffix(".aspx")
    name = name[:5] + sent[5:] if name.startswith("file/") else _ALIASES.get(name, name)
    return Place(name, secret) if prefixed or name in ENDPOINTS else None


def decode_query(query: bytes) -> dict[str, bytes]:
    """Names lower-cased and stripped of blanks, values percent-decoded and otherwise as sent: `+` stays `+`,
    blanks stay, the text encoding is the device's affair. The last of repeated names counts."""
    values: dict[str, bytes] = {}
    for pair in query.split(b"&"):
        if not pair:
            continue
        name, _, value = pair.partition(b"=")
        if b"%" in pair:
            name, value = unquote_to_bytes(name), unquote_to_bytes(value)
        values[name.strip().lower().decode("latin-1")] = value
    return values


def wants_file(head: Head, place: Place) -> bool:
    """Whether a request is for a file, which is sent whole or in ranges."""
    return head.method in ("GET", "HEAD") and (place.endpoint == "file" or place.endpoint.startswith("file/"))


def restated(head: Head, place: Place) -> bytes:
    """A request without a body as a strict server reads it: what was read leniently is not read again, and
    one way only."""
    _, query = split_target(head.target)
    secret = place.tenant_secret
    below = "" if secret is None else f"/t/{quote(secret, safe='', encoding='latin-1')}"
    path = f"{below}/iclock/{quote(place.endpoint, encoding='latin-1')}"
    asked = f"?{quote(query, safe=_QUERY)}" if query else ""
    headers = {"host": "unnamed", **head.headers}  # old clients do not say whom they mean
    lines = [f"{head.method} {path}{asked} HTTP/1.1"]
    lines += [f"{name}: {headers[name]}" for name in _RESTATED if name in headers]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")
