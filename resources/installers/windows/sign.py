"""Signs programs for Windows, and setups; or checks that they are signed.

    python resources/installers/windows/sign.py dist/punchdeck dist/Punchdeck-1.2.0-windows-x64-setup.exe
    python resources/installers/windows/sign.py --verify dist/*.exe

Of a folder it takes the programs at its top: the libraries under them are others' and keep their makers'
signatures. With what it signs comes from the environment, and the first of these that is there counts:

    PUNCHDECK_SIGN_ENDPOINT, _ACCOUNT, _PROFILE, _DLIB
        Azure's Trusted Signing, through signtool. Who asks is AZURE_CLIENT_ID of AZURE_TENANT_ID; on GitHub
        the job's own identity proves it (permission id-token: write)
    PUNCHDECK_SIGN_THUMBPRINT
        a certificate in Windows' store, or on a token
    PUNCHDECK_SIGN_PFX, PUNCHDECK_SIGN_PFX_PASSWORD
        a file with certificate and key; the only one that Linux can use too, through osslsigncode

Needs nothing but Python, so that NSIS can call it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

WINDOWS: Final = sys.platform == "win32"
NONE: Final = "none"
AZURE_TIMESTAMP: Final = "http://timestamp.acs.microsoft.com"
USUAL_TIMESTAMP: Final = "http://timestamp.digicert.com"
AUDIENCE: Final = "api://AzureADTokenExchange"
ANSWER_S: Final = 30
KITS: Final = Path(r"C:\Program Files (x86)\Windows Kits\10\bin")


class SignError(Exception):
    """It is not signed, or not checked, and why."""


@dataclass(frozen=True, slots=True)
class Azure:
    """Trusted Signing: the key never leaves Azure."""

    endpoint: str
    account: str
    profile: str
    dlib: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A certificate in Windows' own store."""

    thumbprint: str


@dataclass(frozen=True, slots=True)
class Pfx:
    """Certificate and key in a file."""

    path: str
    password: str


Identity = Azure | Stored | Pfx


def identity(environment: Mapping[str, str]) -> Identity:
    """With what to sign. Raises SignError, which names what is missing."""

    def all_of(*names: str) -> list[str]:
        missing = [name for name in names if not environment.get(name)]
        if missing:
            raise SignError(f"{names[0]} is set, but {', '.join(missing)} is not.")
        return [environment[name] for name in names]

    if environment.get("PUNCHDECK_SIGN_ENDPOINT"):
        all_of("PUNCHDECK_SIGN_ENDPOINT", "AZURE_CLIENT_ID", "AZURE_TENANT_ID")
        names = ("ENDPOINT", "ACCOUNT", "PROFILE", "DLIB")
        return Azure(*all_of(*(f"PUNCHDECK_SIGN_{name}" for name in names)))
    if environment.get("PUNCHDECK_SIGN_THUMBPRINT"):
        return Stored(environment["PUNCHDECK_SIGN_THUMBPRINT"])
    if environment.get("PUNCHDECK_SIGN_PFX"):
        return Pfx(environment["PUNCHDECK_SIGN_PFX"], environment.get("PUNCHDECK_SIGN_PFX_PASSWORD", ""))
    raise SignError(
        "There is nothing to sign with: set PUNCHDECK_SIGN_ENDPOINT and what belongs to it, "
        "PUNCHDECK_SIGN_THUMBPRINT, or PUNCHDECK_SIGN_PFX (sign.py --help tells more)."
    )


def programs(paths: Sequence[Path]) -> list[Path]:
    """The files meant: themselves, or of a folder those at its top. Raises SignError."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.exe")) if path.is_dir() else [path]
        if not inside or not all(each.is_file() for each in inside):
            raise SignError(f"{path} is no program, and no folder with programs.")
        found += inside
    return found


def signtool_command(tool: str, who: Identity, metadata: Path, timestamp: str) -> list[str]:
    """What signs on Windows; the files go behind it."""
    stamped = [] if timestamp == NONE else ["/tr", timestamp, "/td", "SHA256"]
    match who:
        case Azure(dlib=dlib):
            chosen = ["/dlib", dlib, "/dmdf", str(metadata)]
        case Stored(thumbprint=thumbprint):
            chosen = ["/sha1", thumbprint]
        case Pfx(path=path, password=password):
            chosen = ["/f", path, *(["/p", password] if password else [])]
    return [tool, "sign", "/fd", "SHA256", *stamped, *chosen]


def osslsigncode_command(
    tool: str, who: Pfx, password_file: Path, timestamp: str, file: Path, signed: Path
) -> list[str]:
    """What signs elsewhere: from one file into another."""
    stamped = [] if timestamp == NONE else ["-ts", timestamp]
    key = ["-pkcs12", who.path, "-readpass", str(password_file)]
    return [tool, "sign", *key, "-h", "sha256", *stamped, "-in", str(file), "-out", str(signed)]


def verify_command(tool: str, file: Path, authority: Path | None) -> list[str]:
    """What checks one file: that it is as it was signed, by somebody who is trusted."""
    if WINDOWS:
        return [tool, "verify", "/pa", "/all", "/tw", str(file)]
    trusted = [] if authority is None else ["-CAfile", str(authority), "-TSA-CAfile", str(authority)]
    return [tool, "verify", *trusted, "-in", str(file)]


def tool() -> str:
    """The one of this system. Raises SignError."""
    if WINDOWS:
        kits = sorted(KITS.glob("10.*/x64/signtool.exe"), key=lambda path: path.parts)
        found = shutil.which("signtool") or (str(kits[-1]) if kits else None)
        hint = "signtool is missing: install the Windows SDK (winget install Microsoft.WindowsSDK)."
    else:
        found = shutil.which("osslsigncode")
        hint = "osslsigncode is missing: apt-get install --no-install-recommends osslsigncode."
    if found is None:
        raise SignError(hint)
    return found


def sign(files: Sequence[Path], who: Identity, timestamp: str) -> None:
    """Sign each where it lies. Raises SignError."""
    with tempfile.TemporaryDirectory() as scratch:
        if WINDOWS:
            metadata = Path(scratch) / "metadata.json"
            extra = {}
            if isinstance(who, Azure):
                metadata.write_text(json.dumps(_metadata(who)), encoding="utf-8")
                extra = _proof(Path(scratch))
            _run([*signtool_command(tool(), who, metadata, timestamp), *map(str, files)], extra)
            return
        if not isinstance(who, Pfx):
            raise SignError("Only Windows can sign with that; here PUNCHDECK_SIGN_PFX is needed.")
        password = Path(scratch) / "password"
        password.touch(mode=0o600)
        password.write_text(who.password, encoding="utf-8")
        for file in files:
            signed = Path(scratch) / file.name
            _run(osslsigncode_command(tool(), who, password, timestamp, file, signed))
            shutil.copyfile(signed, file)


def verify(files: Sequence[Path], authority: Path | None) -> None:
    """Raises SignError of the first one that is not as it was signed."""
    for file in files:
        _run(verify_command(tool(), file, authority))


def _metadata(who: Azure) -> dict[str, str]:
    return {
        "Endpoint": who.endpoint,
        "CodeSigningAccountName": who.account,
        "CertificateProfileName": who.profile,
    }


def _proof(folder: Path) -> dict[str, str]:
    """What tells Azure which job of GitHub's this is; elsewhere whoever is signed in with `az login`."""
    url = os.environ.get("ACTIONS_ID_TOKEN_REQUEST_URL")
    if not url:
        return {}
    request = urllib.request.Request(
        f"{url}&audience={urllib.parse.quote(AUDIENCE, safe='')}",
        headers={"Authorization": f"bearer {os.environ['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_S) as answer:
            token = json.load(answer)["value"]
    except OSError as error:
        raise SignError(f"GitHub does not say who this job is: {error}. Run the job again.") from error
    proof = folder / "token"
    proof.touch(mode=0o600)
    proof.write_text(token, encoding="utf-8")
    return {"AZURE_FEDERATED_TOKEN_FILE": str(proof)}


def _run(command: Sequence[str], extra: Mapping[str, str] | None = None) -> None:
    done = subprocess.run(
        command, env={**os.environ, **(extra or {})}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip()
        raise SignError(f"{Path(command[0]).name} {command[1]} failed for {command[-1]}:\n{said}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    about, _, details = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=about, epilog=details, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="programs, or folders of some")
    parser.add_argument("--verify", action="store_true", help="only check")
    parser.add_argument(
        "--ca", type=Path, help="with --verify, off Windows: the authorities that are trusted"
    )
    parser.add_argument(
        "--timestamp",
        default=os.environ.get("PUNCHDECK_SIGN_TIMESTAMP"),
        help="an RFC 3161 server, or 'none'; also PUNCHDECK_SIGN_TIMESTAMP. Signatures without end with the"
        " certificate",
    )
    given = parser.parse_args(arguments)
    try:
        files = programs(given.paths)
        if given.verify:
            verify(files, given.ca)
        else:
            who = identity(os.environ)
            usual = AZURE_TIMESTAMP if isinstance(who, Azure) else USUAL_TIMESTAMP
            sign(files, who, given.timestamp or usual)
    except SignError as error:
        print(f"sign.py: {error}", file=sys.stderr)
        return 1
    for file in files:
        print(f"{'well signed' if given.verify else 'signed'}: {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
