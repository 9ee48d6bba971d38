"""Every way in which an edge cannot be reached has a code of its own, and so its own next step."""

from __future__ import annotations

from pathlib import Path

import pytest

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
from tests.kit.certificates import self_signed

URL = "https://edge.example"


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
    assert passing == {ProblemCode.UNREACHABLE, ProblemCode.SILENT, ProblemCode.REFUSED}
