"""Every way in which an edge cannot be reached has a code of its own, and so its own next step."""

from __future__ import annotations

from pathlib import Path

import pytest

from common import __version__
from common.client import (
    CertificateNotTrusted,
    EdgeError,
    KeyRefused,
    NotAnEdge,
    RequestRefused,
    Unreachable,
)
from console.core.problems import Problem, ProblemCode, problem_of
from console.core.trust import (
    CertificateChanged,
    CertificateExpired,
    CertificateUnknown,
    read_certificate,
)
from console.core.versions import ConsoleTooOld, EdgeTooOld
from tests.kit.certificates import self_signed

URL = "https://edge.example"


def test_who_is_too_old_is_said_with_both_versions() -> None:
    edge = problem_of(EdgeTooOld(URL, "0.9.0", "1.2.0"), URL)
    assert (edge.code, edge.version, edge.least) == (ProblemCode.EDGE_TOO_OLD, "0.9.0", "1.2.0")
    assert not edge.lasting, "once it is updated the console comes back by itself"
    told = {"min_console": "1.2.0"}
    for error in (
        ConsoleTooOld(URL, __version__, "1.2.0"),
        RequestRefused(426, "console_too_old", "This console is too old.", None, told),
    ):
        console = problem_of(error, URL)
        assert (console.code, console.version, console.least) == (
            ProblemCode.CONSOLE_TOO_OLD,
            __version__,
            "1.2.0",
        )
        assert console.lasting


def refusal(status: int) -> RequestRefused:
    kind = KeyRefused if status == 401 else RequestRefused
    return kind(status, "some_code", f"The edge says {status}.", None, {})


@pytest.mark.parametrize(
    ("error", "code", "lasting"),
    [
        (Unreachable("no answer"), ProblemCode.UNREACHABLE, False),
        (NotAnEdge("a web site"), ProblemCode.NOT_AN_EDGE, True),
        (refusal(401), ProblemCode.WRONG_KEY, True),
        (refusal(403), ProblemCode.NOT_PERMITTED, True),
        (refusal(404), ProblemCode.NOT_AN_EDGE, True),
        (refusal(400), ProblemCode.REFUSED, False),
        (refusal(429), ProblemCode.REFUSED, False),
        (CertificateNotTrusted("who?"), ProblemCode.CERTIFICATE_UNKNOWN, True),
        (EdgeError("something"), ProblemCode.REFUSED, False),
    ],
)
def test_an_error_of_the_client_is_a_problem(error: EdgeError, code: ProblemCode, lasting: bool) -> None:
    problem = problem_of(error, URL)
    assert problem == Problem(code, URL, str(error))
    assert problem.lasting == lasting


def test_what_is_wrong_with_a_certificate_carries_it(tmp_path: Path) -> None:
    ours = read_certificate(self_signed(tmp_path, "ours").pem)
    theirs = read_certificate(self_signed(tmp_path, "theirs").pem)
    unknown = problem_of(CertificateUnknown("x", theirs), URL)
    assert unknown == Problem(ProblemCode.CERTIFICATE_UNKNOWN, URL, "x", offered=theirs)
    changed = problem_of(CertificateChanged("x", ours, theirs), URL)
    assert changed == Problem(ProblemCode.CERTIFICATE_CHANGED, URL, "x", ours, theirs)
    expired = problem_of(CertificateExpired("x", ours), URL)
    assert expired == Problem(ProblemCode.CERTIFICATE_EXPIRED, URL, "x", ours)
    assert all(problem.lasting for problem in (unknown, changed, expired))


def test_only_what_may_pass_by_itself_is_tried_again_by_itself() -> None:
    passing = {code for code in ProblemCode if not Problem(code, URL, "").lasting}
    waits = {ProblemCode.UNREACHABLE, ProblemCode.SILENT, ProblemCode.REFUSED, ProblemCode.EDGE_TOO_OLD}
    assert passing == waits
