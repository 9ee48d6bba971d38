"""How long it takes to compare a whole fleet with who should be there: 24,000 employees, 14 sites, 80
terminals. Run as a program; figures go to standard output.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from edge import employees
from edge.employees import Draft
from edge.store.people_tables import device_people, device_person, person_sync
from tests.edge.people_kit import World, world

SITES, TERMINALS, EMPLOYEES = 14, 80, 24_000
PART = 1_000


@contextmanager
def timed(what: str) -> Iterator[None]:
    started, worked = time.perf_counter(), time.process_time()
    yield
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    print(f"{what:<50} {seconds:8.3f} s, {work:8.3f} s of a processor")


def made(fleet: World) -> None:
    for number in range(SITES):
        fleet.site(f"site {number}")
    for number in range(TERMINALS):
        fleet.device(f"T{number:03}", f"site {number % SITES}", push_version="2.4.1")
    for start in range(0, EMPLOYEES, PART):
        drafts = [
            Draft(
                f"EMP{number:05}",
                {"name": f"Ahmed Khalil {number}", "card_number": str(1_000_000 + number)},
                {fleet.sites[f"site {number % SITES}"]},
            )
            for number in range(start, start + PART)
        ]
        employees.save(fleet.conn, fleet.ids, fleet.tenant_id, drafts, now=fleet.now)


def held_already(fleet: World) -> None:
    """Every terminal holds everybody as it should, and nothing is noted."""
    rows = []
    for device_id in fleet.devices.values():
        site_id = next(row["site_id"] for row in [fleet.row(_name(fleet, device_id))])
        wanted = fleet.conn.execute(
            sa.text(
                "SELECT pin, name, card_number FROM employee e JOIN employee_place p "
                "ON p.employee_id = e.id WHERE p.place_id = :site"
            ),
            {"site": site_id},
        )
        rows += [
            {
                "tenant_id": fleet.tenant_id,
                "device_id": device_id,
                "pin": pin,
                "name": name[:20],
                "card": card,
                "privilege": "user",
                "details": {},
                "reported_at": fleet.now,
            }
            for pin, name, card in wanted
        ]
    fleet.conn.execute(device_person.insert(), rows)
    fleet.conn.execute(person_sync.delete())
    fleet.conn.execute(device_people.update().values(changed_at=fleet.now))
    print(f"{'people on terminals':<50} {len(rows):8,}")


def _name(fleet: World, device_id: int) -> str:
    return next(serial for serial, known in fleet.devices.items() if known == device_id)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, prepare in (("nothing held", None), ("all held", held_already)):
            with world(Path(folder) / f"{len(name)}.db") as fleet:
                print(f"--- {name}")
                with timed("making 24,000 employees, 1,000 at a time"):
                    made(fleet)
                if prepare is not None:
                    prepare(fleet)
                with timed("first comparison of 80 terminals"):
                    fleet.compare_due()
                one = next(iter(fleet.devices))
                with timed("one terminal compared again, nothing to do"):
                    fleet.compare(one)
                with timed("asking what is due, nothing is"):
                    assert fleet.compare_due() == []
                with timed("one employee renamed, its terminals compared"):
                    fleet.save("EMP00000", name="Fatima B.")
                    fleet.compare_due()
                if prepare is None:
                    with timed("200 people confirmed by one terminal"):
                        fleet.obey(one)


if __name__ == "__main__":
    main()
