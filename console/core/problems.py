"""What keeps us from an edge: a stable code for the words and the next step, and the facts that belong in
them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from common import __version__
from common.client import (
    CertificateNotTrusted,
    EdgeError,
    KeyRefused,
    NotAnEdge,
    RequestRefused,
    Unreachable,
)
from console.core.trust import CertificateChanged, CertificateExpired, CertificateUnknown, ServerCertificate
from console.core.versions import ConsoleTooOld, EdgeTooOld


class ProblemCode(StrEnum):
    """What is wrong, and so what to do."""

    UNREACHABLE = "unreachable"
    """Address, network, or the server is down. Goes on trying."""
    SILENT = "silent"
    """Connected, but nothing comes. Goes on trying."""
    WRONG_KEY = "wrong_key"
    """The key is missing, wrong, expired or revoked: enter another one."""
    NO_KEY = "no_key"
    """None is stored on this computer: enter it."""
    NOT_PERMITTED = "not_permitted"
    """The key is right but lacks a scope: use another one."""
    CERTIFICATE_UNKNOWN = "certificate_unknown"
    """Compare the fingerprint, then trust it, or get a proper certificate."""
    CERTIFICATE_CHANGED = "certificate_changed"
    """Ask before trusting the new one."""
    CERTIFICATE_EXPIRED = "certificate_expired"
    """The server needs a new one."""
    NOT_AN_EDGE = "not_an_edge"
    """Something else answers: check the address."""
    EDGE_TOO_OLD = "edge_too_old"
    """It is to be updated by whoever runs it. Goes on trying, for one day it will be."""
    CONSOLE_TOO_OLD = "console_too_old"
    """This program is to be updated."""
    REFUSED = "refused"
    """The edge refused for a reason of its own, which `detail` says."""


_PASSING = {ProblemCode.UNREACHABLE, ProblemCode.SILENT, ProblemCode.REFUSED, ProblemCode.EDGE_TOO_OLD}
_LASTING = frozenset(ProblemCode) - _PASSING


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no connection. `detail` is the error's own message, in English, for the fold-out;
    `pinned` and `offered` are the certificates, where it is about them; `version` is of who is too old, and
    `least` the oldest that would do."""

    code: ProblemCode
    url: str
    detail: str
    pinned: ServerCertificate | None = None
    offered: ServerCertificate | None = None
    version: str = ""
    least: str = ""

    @property
    def lasting(self) -> bool:
        """Whether trying again is no use before the operator has done something."""
        return self.code in _LASTING


def problem_of(error: EdgeError, url: str) -> Problem:
    """The problem behind an error of the client."""
    detail = str(error)
    if isinstance(error, CertificateChanged):
        return Problem(ProblemCode.CERTIFICATE_CHANGED, url, detail, error.pinned, error.offered)
    if isinstance(error, CertificateExpired):
        return Problem(ProblemCode.CERTIFICATE_EXPIRED, url, detail, error.pinned)
    if isinstance(error, CertificateNotTrusted):
        offered = error.offered if isinstance(error, CertificateUnknown) else None
        return Problem(ProblemCode.CERTIFICATE_UNKNOWN, url, detail, offered=offered)
    if isinstance(error, EdgeTooOld):
        return Problem(ProblemCode.EDGE_TOO_OLD, url, detail, version=error.version, least=error.least)
    if isinstance(error, ConsoleTooOld):
        return Problem(ProblemCode.CONSOLE_TOO_OLD, url, detail, version=error.version, least=error.least)
    if isinstance(error, RequestRefused) and error.code == "console_too_old":
        least = str(error.body.get("min_console", ""))
        return Problem(ProblemCode.CONSOLE_TOO_OLD, url, detail, version=__version__, least=least)
    return Problem(_code(error), url, detail)


def _code(error: EdgeError) -> ProblemCode:
    if isinstance(error, Unreachable):
        return ProblemCode.UNREACHABLE
    if isinstance(error, KeyRefused):
        return ProblemCode.WRONG_KEY
    if isinstance(error, NotAnEdge):
        return ProblemCode.NOT_AN_EDGE
    if isinstance(error, RequestRefused) and error.status == 403:
        return ProblemCode.NOT_PERMITTED
    if isinstance(error, RequestRefused) and error.status == 404:
        return ProblemCode.NOT_AN_EDGE
    return ProblemCode.REFUSED
