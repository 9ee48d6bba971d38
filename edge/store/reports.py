"""What terminals report besides punches, written in bulk: facts once, people as they are there."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from edge.store.engine import insert, tell
from edge.store.ids import IdClock
from edge.store.people_tables import device_credential, device_people, device_person, photo, template
from edge.store.schema import event, told_fact

ASKED_AT_ONCE: Final = 1_000  # values in one statement


class CredentialKey(NamedTuple):
    pin: str
    kind: int
    number: int
    part: int


class TemplateKey(NamedTuple):
    """What makes a template another one: whose, of what, and by which algorithm."""

    pin: str
    kind: int
    number: int
    part: int
    major: int


def told_before(
    conn: sa.Connection, tenant_id: int, device_id: int, digests: Collection[bytes]
) -> set[bytes]:
    """Which of these facts of a device were told."""
    found: set[bytes] = set()
    for some in _parts(digests):
        statement = sa.select(told_fact.c.digest).where(
            told_fact.c.tenant_id == tenant_id,
            told_fact.c.device_id == device_id,
            told_fact.c.digest.in_(some),
        )
        found.update(conn.scalars(statement))
    return found


def tell_facts(
    conn: sa.Connection,
    tenant_id: int,
    device_id: int,
    facts: Sequence[tuple[int, bytes, int, Mapping[str, Any]]],
) -> None:
    """Tell facts that were not told before: event id, digest, sequence and body of each."""
    conn.execute(
        told_fact.insert(),
        [
            {"tenant_id": tenant_id, "device_id": device_id, "digest": digest, "event_id": event_id}
            for event_id, digest, _, _ in facts
        ],
    )
    conn.execute(
        event.insert(),
        [
            {
                "tenant_id": tenant_id,
                "id": event_id,
                "type": body["event"],
                "device_id": device_id,
                "seq": sequence,
                "body": json.dumps(body, ensure_ascii=False, separators=(",", ":")),
            }
            for event_id, _, sequence, body in facts
        ],
    )
    tell(conn, tenant_id)


def people_of(
    conn: sa.Connection, tenant_id: int, device_id: int, pins: Collection[str] | None
) -> dict[str, dict[str, Any]]:
    """Whom a terminal holds, by PIN; None: everybody."""
    rows = _of_device(conn, device_person, tenant_id, device_id, pins)
    return {row["pin"]: dict(row) for row in rows}


def credentials_of(
    conn: sa.Connection, tenant_id: int, device_id: int, pins: Collection[str] | None
) -> dict[CredentialKey, dict[str, Any]]:
    """What a terminal holds of people's bodies, as far as it said; None: of everybody."""
    rows = _of_device(conn, device_credential, tenant_id, device_id, pins)
    return {CredentialKey(row["pin"], row["kind"], row["number"], row["part"]): dict(row) for row in rows}


def save_people(conn: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write people of terminals; what others wrote of them beside it stays."""
    _upsert(conn, device_person, rows, ("name", "card", "privilege", "details", "reported_at"))


def save_credentials(conn: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write credentials of terminals."""
    _upsert(conn, device_credential, rows, ("major", "minor", "duress", "digest", "reported_at"))


def delete_people(conn: sa.Connection, tenant_id: int, device_id: int, pins: Collection[str]) -> None:
    """Forget people of a terminal; their credentials are deleted by their keys."""
    for some in _parts(pins):
        conn.execute(
            device_person.delete().where(
                device_person.c.tenant_id == tenant_id,
                device_person.c.device_id == device_id,
                device_person.c.pin.in_(some),
            )
        )


def delete_credentials(
    conn: sa.Connection, tenant_id: int, device_id: int, keys: Collection[CredentialKey]
) -> None:
    """Forget credentials of a terminal."""
    if not keys:
        return
    columns = device_credential.c
    conn.execute(
        device_credential.delete().where(
            columns.tenant_id == tenant_id,
            columns.device_id == device_id,
            *(columns[name] == sa.bindparam(f"of_{name}") for name in CredentialKey._fields),
        ),
        [{f"of_{name}": value for name, value in key._asdict().items()} for key in keys],
    )


def note_people(
    conn: sa.Connection, tenant_id: int, device_id: int, *, changed_at: int | None, listed_at: int | None
) -> None:
    """That the people of a terminal changed, or that all of them are known; None: not so."""
    noted = {"changed_at": changed_at, "listed_at": listed_at}
    values = {name: instant for name, instant in noted.items() if instant is not None}
    if values:
        statement = insert(conn, device_people).values(tenant_id=tenant_id, device_id=device_id, **values)
        conn.execute(
            statement.on_conflict_do_update(
                index_elements=list(device_people.primary_key.columns), set_=values
            )
        )


def template_digests(conn: sa.Connection, tenant_id: int, pins: Collection[str]) -> dict[TemplateKey, bytes]:
    """The digests of what is kept of these people."""
    columns = template.c
    found: dict[TemplateKey, bytes] = {}
    for some in _parts(pins):
        statement = sa.select(*(columns[name] for name in TemplateKey._fields), columns.digest).where(
            columns.tenant_id == tenant_id, columns.pin.in_(some)
        )
        found.update((TemplateKey(*key), digest) for *key, digest in conn.execute(statement))
    return found


def save_templates(conn: sa.Connection, ids: IdClock, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep templates, the newest of each key. Give them sorted: all writers take them in one order."""
    if rows:
        fresh = ids.take(len(rows))
        statement = insert(conn, template)
        renewed = ("minor", "format", "duress", "device_id", "key_version", "sealed", "digest")
        conn.execute(
            statement.on_conflict_do_update(
                index_elements=[template.c.tenant_id, *(template.c[name] for name in TemplateKey._fields)],
                set_={name: statement.excluded[name] for name in renewed},
            ),
            [{"id": row_id, **row} for row_id, row in zip(fresh, rows, strict=True)],
        )


def photos_kept(
    conn: sa.Connection, tenant_id: int, device_id: int, digests: Collection[bytes]
) -> set[bytes]:
    """Which of these photos of a terminal are kept already."""
    found: set[bytes] = set()
    for some in _parts(digests):
        statement = sa.select(photo.c.digest).where(
            photo.c.tenant_id == tenant_id, photo.c.device_id == device_id, photo.c.digest.in_(some)
        )
        found.update(conn.scalars(statement))
    return found


def save_photo(conn: sa.Connection, row: Mapping[str, Any], *, replaces: bool) -> None:
    """Keep a photo; `replaces`: in place of any other that the terminal sent of this person and purpose."""
    if replaces:
        conn.execute(
            photo.delete().where(
                photo.c.tenant_id == row["tenant_id"],
                photo.c.device_id == row["device_id"],
                photo.c.purpose == row["purpose"],
                photo.c.pin == row["pin"],
            )
        )
    conn.execute(photo.insert().values(**row))


def _of_device(
    conn: sa.Connection, table: sa.Table, tenant_id: int, device_id: int, pins: Collection[str] | None
) -> Iterator[sa.RowMapping]:
    statement = sa.select(table).where(table.c.tenant_id == tenant_id, table.c.device_id == device_id)
    if pins is None:
        yield from conn.execute(statement).mappings()
        return
    for some in _parts(pins):
        yield from conn.execute(statement.where(table.c.pin.in_(some))).mappings()


def _upsert(
    conn: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]], renewed: Iterable[str]
) -> None:
    if rows:
        statement = insert(conn, table)
        conn.execute(
            statement.on_conflict_do_update(
                index_elements=list(table.primary_key.columns),
                set_={name: statement.excluded[name] for name in renewed},
            ),
            rows,
        )


def _parts(values: Collection[Any]) -> Iterator[list[Any]]:
    """Sorted, and so few at a time that one statement takes them."""
    ordered = sorted(values)
    for start in range(0, len(ordered), ASKED_AT_ONCE):
        yield ordered[start : start + ASKED_AT_ONCE]
