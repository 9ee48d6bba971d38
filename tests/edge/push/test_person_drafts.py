"""What is said of people: what terminals leave unsaid, and what they say in other words."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from edge.push.attendance.operlog import parse_operlog
from edge.push.attendance.table_records import Template
from edge.push.fitting import TerminalFitting
from edge.push.person_drafts import credential_draft, privilege_word
from edge.reports import CredentialDraft
from edge.store import devices
from edge.store.people_tables import device_credential
from tests.edge.push.access_terminals import device_of
from tests.edge.push.conftest import DeviceSide

OLD_FACE = b"FACE PIN=7\tFID=3\tSIZE=4\tVALID=1\tTMP=AAAA\n"
PALM = (
    b"BIODATA Pin=7\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=8\tMajorVer=12\tMinorVer=0\tFormat=0\tTmp=AAAA\n"
)


def credential(line: bytes, **options: str) -> CredentialDraft:
    (template,) = parse_operlog(line).records
    assert isinstance(template, Template)
    return credential_draft(template, device_of(options=options), biometrics=True)


@pytest.mark.parametrize(
    ("line", "options", "major"),
    [
        (OLD_FACE, {"FaceVersion": "7"}, 7),
        (OLD_FACE, {"MultiBioVersion": "0:0:5:0:0:0:0:0:0:0"}, 5),
        (OLD_FACE, {"FaceVersion": "-1"}, 0),
        (OLD_FACE, {}, 0),
        (b"FVEIN Pin=7\tFID=2\tIndex=0\tSize=4\tValid=1\tTmp=AAAA\n", {"FvVersion": "3"}, 3),
        (b"FP PIN=7\tFID=2\tSize=4\tValid=1\tTMP=ocoA\n", {"FPVersion": "10"}, 9),
        (b"FP PIN=7\tFID=2\tSize=4\tValid=1\tTMP=AAAA\n", {"~ZKFPVersion": "10"}, 10),
        (PALM, {"PvVersion": "5"}, 12),
    ],
)
def test_what_names_no_version_has_that_of_the_terminals_algorithm(
    line: bytes, options: dict[str, str], major: int
) -> None:
    """§4.1, §6.4: FACE lines have no column for it."""
    assert credential(line, **options).major == major


async def test_the_poll_tells_it_too(device_side: DeviceSide) -> None:
    """§4.2: an old terminal pushes no options; the seventh value is the version of its faces."""
    await device_side.register("OLD1", "OLD2")
    for serial in ("OLD1", "OLD2"):
        told = "Ver%206.60,1,0,0,10.0.0.5,10,7,12,1,111"
        assert b"OK" in await device_side.get(f"/iclock/getrequest?SN={serial}&INFO={told}")
    await device_side.post("OLD1", "OPERLOG", OLD_FACE)
    columns = (device_credential.c.kind, device_credential.c.part, device_credential.c.major)
    held = await device_side.store.read(lambda conn: conn.execute(sa.select(*columns)).all())
    assert [tuple(row) for row in held] == [(2, 3, 7)]
    other = await device_side.store.read(lambda conn: devices.by_serial(conn, device_side.tenant_id, "OLD2"))
    assert other is not None
    fitting = TerminalFitting(other)
    assert (fitting.takes(2, 7), fitting.takes(2, 5)) == (True, False)


@pytest.mark.parametrize(
    ("number", "word"), [(0, "user"), (14, "super_admin"), (10, "other_10"), (None, None)]
)
def test_privileges_in_our_words(number: int | None, word: str | None) -> None:
    assert privilege_word(number) == word
