"""How much is sent: counted where it travels, told by the minute; and sent less often where asked to."""

from __future__ import annotations

from common.client import EdgeClient
from console.core.states import Pace
from console.core.traffic import Traffic
from tests.console.core.edges import Tenant
from tests.console.fleets import three_sites


def test_a_minute_is_what_was_moved_in_it() -> None:
    traffic = Traffic()
    assert traffic.last_minute == 0
    for second in range(121):
        traffic.note(100 * second, float(second))
    assert traffic.last_minute == 6000
    for second in range(121, 190):
        traffic.note(12_000, float(second))
    assert traffic.last_minute == 0


def test_another_connection_begins_anew() -> None:
    traffic = Traffic()
    traffic.note(5000, 0.0)
    traffic.note(40, 1.0)
    traffic.note(90, 2.0)
    assert traffic.last_minute == 50


def test_sparing_asks_half_as_often_and_hears_silence_as_soon() -> None:
    pace = Pace(refresh=30.0, settle=1.0)
    assert (pace.sparing().refresh, pace.sparing().settle) == (60.0, 2.0)
    assert pace.sparing().offline_after == pace.offline_after


def test_a_session_can_be_told_to_spare_and_not_to() -> None:
    session = three_sites().session
    session.set_sparing(True)
    assert session.sparing
    assert session.connection._pace == Pace().sparing()
    session.set_sparing(False)
    assert session.connection._pace == Pace()


async def test_what_is_asked_answered_and_streamed_is_counted(tenant: Tenant) -> None:
    async with EdgeClient(tenant.url, tenant.key) as client:
        assert client.bytes_moved == 0
        await client.me()
        asked = client.bytes_moved
        assert 200 < asked < 5000
        stream = client.stream()
        await anext(stream)
        assert client.bytes_moved > asked + 200
        await stream.aclose()
