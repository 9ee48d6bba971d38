"""`punchdeck-edge tls`: certificates for a server that no public authority vouches for."""

from __future__ import annotations

import json
import os
import shlex
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from edge.certificates import (
    USUAL_DAYS,
    CertificateError,
    Issued,
    issue,
    make_authority,
    own_names,
    read_issued,
)
from edge.cli.running import DataOption, JsonOption, fail
from edge.service.as_service import become_owner
from edge.settings import default_folder
from edge.tls import fingerprint_of

FOLDER: Final = "tls"
CERT, KEY, CA_CERT, CA_KEY = "cert.pem", "key.pem", "ca.pem", "ca-key.pem"

group = typer.Typer(no_args_is_help=True, help="Certificates.")


@group.callback()
def certificates() -> None:
    """Certificates."""


@group.command("self-signed")
def self_signed(
    more: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="More names, as behind --host.")
    ] = None,
    host: Annotated[
        list[str] | None,
        typer.Option(help="A name or address it is called by; may be given again. [default: this machine's]"),
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=36_500, help="How long it is good for.")] = USUAL_DAYS,
    ca: Annotated[
        bool,
        typer.Option("--ca", help="Make an authority, or use the one made before, and have it sign."),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the certificate that is there.")] = False,
    as_json: JsonOption = False,
    data: DataOption = None,
) -> None:
    """Make a certificate and say how to serve with it, and how to have it trusted.

    With --ca its clients trust the authority, and later certificates need no word with them.
    """
    folder = Path(data or os.environ.get("PUNCHDECK_DATA") or default_folder()).absolute() / FOLDER
    names = _names([*(host or ()), *(more or ())])
    become_owner(folder.parent)
    existing = [file for file in (folder / CERT, folder / KEY) if file.exists()]
    if existing and not force:
        fail(f"{existing[0]} is there already. --force replaces it; a running server then shows the new one.")
    if (folder / CA_CERT).exists() and not ca:
        fail(f"Clients may trust {folder / CA_CERT}: let it sign with --ca, or remove it to do without.")
    now = datetime.now(UTC)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        authority = _authority(folder, now) if ca else None
        made = issue(names, days, now, authority)
        _write(folder / KEY, made.key_pem, 0o600)
        _write(folder / CERT, made.certificate_pem, 0o644)
    except CertificateError as error:
        fail(str(error))
    except OSError as error:
        where = error.filename or folder
        fail(f"{where} cannot be written: {error.strerror}. Choose another folder with --data.")
    if as_json:
        typer.echo(json.dumps(_facts(folder, made, ca), ensure_ascii=False, indent=2))
    else:
        typer.echo(_advice(folder, made, names, ca))


def _names(given: list[str]) -> list[str]:
    """Each once, in their order; commas part them too."""
    said = [name.strip() for text in given for name in text.split(",")]
    return list(dict.fromkeys(filter(None, said))) or own_names()


def _authority(folder: Path, now: datetime) -> Issued:
    """The authority in the folder, or a new one."""
    certificate, key = folder / CA_CERT, folder / CA_KEY
    if certificate.exists() and key.exists():
        return read_issued(certificate.read_bytes(), key.read_bytes())
    if certificate.exists() or key.exists():
        fail(f"Of {certificate} and {key} one is missing. Bring it back, or remove the other to start anew.")
    made = make_authority(socket.gethostname(), now)
    _write(key, made.key_pem, 0o600)
    _write(certificate, made.certificate_pem, 0o644)
    return made


def _write(path: Path, content: bytes, mode: int) -> None:
    """There whole or not at all, and never readable for others meanwhile."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    binary = getattr(os, "O_BINARY", 0)  # Windows would end lines in its own way
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, mode), "wb") as file:
        file.write(content)
    draft.replace(path)


def _facts(folder: Path, made: Issued, ca: bool) -> dict[str, str | None]:
    return {
        "tls_cert": str(folder / CERT),
        "tls_key": str(folder / KEY),
        "ca": str(folder / CA_CERT) if ca else None,
        "fingerprint": fingerprint_of(made.certificate),
        "expires": made.certificate.not_valid_after_utc.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _advice(folder: Path, made: Issued, names: list[str], ca: bool) -> str:
    trusted = folder / (CA_CERT if ca else CERT)
    what = "the authority" if ca else "the certificate"
    place = shlex.quote(str(trusted))
    url = f"https://{f'[{names[0]}]' if ':' in names[0] else names[0]}:8080"
    return f"""\
Certificate for {", ".join(names)}
Good until   {made.certificate.not_valid_after_utc:%Y-%m-%d}
Fingerprint  {fingerprint_of(made.certificate)}  (SHA-256)

Serve with it:
  punchdeck-edge serve --host 0.0.0.0 --data {shlex.quote(str(folder.parent))} \\
    --tls-cert {shlex.quote(str(folder / CERT))} --tls-key {shlex.quote(str(folder / KEY))}

Have it trusted:
  the console   connect to {url}, compare the fingerprint, trust it
  curl          curl --cacert {place} {url}/healthz
  Python        requests.get(…, verify={str(trusted)!r})
  Node          NODE_EXTRA_CA_CERTS={place} node …
  terminals     set the server address to {url}; those that check certificates are
                given {what}, {trusted.name}, in their menu or from a USB stick; for those that
                know no TLS serve with --device-tls both

{KEY}{f" and {CA_KEY}" if ca else ""} stay here, readable for you alone.
To renew, say it again with --force: a running server takes the new one by itself."""
