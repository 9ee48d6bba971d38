"""What the server is told: by the command line, the environment, systemd's credentials, and a file in its
folder, in that order.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import stat
import sys
import tomllib
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from common.update_trust import PUBLIC_KEYS
from common.updates import key_id

FILE: Final = "punchdeck.toml"
PREFIX: Final = "PUNCHDECK_"
CREDENTIALS: Final = "CREDENTIALS_DIRECTORY"
"""Where systemd puts what LoadCredential= and LoadCredentialEncrypted= name, for this service alone."""
# Names of the environment that are ours and no settings of the server.
OTHER_VARIABLES: Final = frozenset({"PUNCHDECK_KEY", "PUNCHDECK_URL", "PUNCHDECK_TEST_DATABASE"})

Network = IPv4Network | IPv6Network
LOOPBACK: Final[tuple[Network, ...]] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
Role = Literal["all", "edge", "worker", "api"]
DeviceTls = Literal["on", "off", "both"]


class SettingsError(Exception):
    """A setting cannot be used; the message names it, its value and what is allowed."""


def _networks(value: object) -> object:
    """A list, or text with commas as in the environment."""
    parts = [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)):
        return value
    try:
        return tuple(ip_network(part, strict=False) if isinstance(part, str) else part for part in parts)
    except ValueError as error:
        raise ValueError(f"{error}; write networks like 10.0.0.0/8") from None


def _keys(value: object) -> object:
    """A list, or text with commas as in the environment."""
    parts = [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)):
        return value
    for part in parts:
        try:
            key_id(part)
        except (ValueError, TypeError) as error:
            raise ValueError(f"{part} is no public key: {error}; keygen.py prints them") from None
    return tuple(parts)


def _http_folder(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("write the address of a folder, like https://updates.example.com/punchdeck/")
    return value


HttpFolder = Annotated[str, AfterValidator(_http_folder)]
PublicKeys = Annotated[tuple[str, ...], BeforeValidator(_keys)]
Networks = Annotated[tuple[Network, ...], BeforeValidator(_networks)]
Port = Annotated[int, Field(ge=0, le=65_535)]
# A version of TLS; in the file it may be written like a number.
TlsVersion = Annotated[
    Literal["1.0", "1.1", "1.2"],
    BeforeValidator(lambda value: str(value) if isinstance(value, float) else value),
]


def default_folder() -> Path:
    """Where data is kept if nobody says where."""
    return user_data_path("punchdeck", appauthor=False)


class Settings(BaseModel):
    """Every option of `serve`. Ports: 0 is any free one. Durations in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    host: str = "127.0.0.1"
    port: Port = 8080
    device_port: Port | None = None
    data: Path = Field(default_factory=default_folder)
    database: str | None = None
    database_connections: int = Field(10, ge=5, le=100)
    role: Role = "all"
    drain_seconds: float = Field(0, ge=0, le=300)
    tls_cert: Path | None = None
    tls_key: Path | None = None
    device_tls: DeviceTls | None = None
    device_tls_min: TlsVersion = "1.2"
    dev: bool = False
    admission: Literal["approve", "open"] = "approve"
    offline_after: float | None = Field(None, ge=5, le=86_400)
    webhooks_allowed_networks: Networks = ()
    trusted_networks: Networks = ()
    trusted_proxies: Networks = ()
    retention_days: int | None = Field(None, ge=1, le=36_500)
    store_biometrics: bool = False
    biometrics_allowed_networks: Networks = ()
    photo_days: int = Field(30, ge=1, le=36_500)
    master_key_file: Path | None = None
    public_url: str | None = None
    backup_dir: Path | None = None
    backup_every_hours: int = Field(24, ge=0, le=8760)
    least_free_mib: int = Field(256, ge=0, le=1_000_000)
    ballast_mib: int = Field(64, ge=0, le=100_000)
    log_format: Literal["text", "json"] = "text"
    slow_ms: int = Field(500, ge=0, le=600_000)
    updates_folder: Path | None = None
    updates_from: HttpFolder | None = None
    updates_keys: PublicKeys = ()

    @model_validator(mode="after")
    def _pairs(self) -> Settings:
        if (self.tls_cert is None) != (self.tls_key is None):
            raise ValueError("tls_cert and tls_key belong together: give both or neither")
        if self.device_tls in ("on", "both") and self.tls_cert is None:
            raise ValueError(f"device_tls={self.device_tls} needs tls_cert and tls_key")
        if self.device_tls_min != "1.2" and (self.device_port is None or self.terminals_by == "off"):
            raise ValueError(
                f"device_tls_min={self.device_tls_min} needs device_port, and device_tls on or both: "
                "the port of the API speaks nothing older than 1.2"
            )
        return self

    @property
    def terminals_by(self) -> DeviceTls:
        """How terminals call: over TLS, plain, or as they can. Where nobody said, as the API on its port, and
        plain on a port of their own."""
        if self.device_tls is not None:
            return self.device_tls
        return "on" if self.tls_cert is not None and self.device_port is None else "off"

    @property
    def admits_all(self) -> bool:
        """Whether unknown terminals are let in at once."""
        return self.admission == "open" or self.dev

    @property
    def webhook_networks(self) -> Sequence[Network]:
        """Where webhooks may go besides public addresses: with `dev` also to this machine."""
        return (*self.webhooks_allowed_networks, *(LOOPBACK if self.dev else ()))

    @property
    def on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def backup_folder(self) -> Path:
        """Where backups are kept."""
        return self.backup_dir or self.data / "backups"

    @property
    def mirror_folder(self) -> Path:
        """Where releases lie that consoles can be updated from."""
        return self.updates_folder or self.data / "updates"

    @property
    def trusted_update_keys(self) -> tuple[str, ...]:
        """Whose releases are taken: those of whoever built this copy, and those that were named."""
        return (*PUBLIC_KEYS, *self.updates_keys)

    @property
    def backs_up(self) -> bool:
        """Whether backups are made by themselves: of a database of our own that is not only tried out."""
        return self.on_sqlite and self.backup_every_hours > 0 and not self.dev

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where this process stores: the folder of the database first, where that is a file."""
        if not self.on_sqlite:
            return (self.data,)
        return tuple(dict.fromkeys((Path(self.database_url.removeprefix("sqlite:///")).parent, self.data)))

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.data / 'punchdeck.db'}"


def read_settings(
    given: Mapping[str, Any], environment: Mapping[str, str] = os.environ
) -> tuple[Settings, list[str]]:
    """Settings from what the command line gave (None: not given), the environment and the folder's file.

    Returns them with warnings for the user. Raises SettingsError.
    """
    said = {name: value for name, value in given.items() if value is not None}
    variables, warnings = _from_environment(environment)
    folder = Path(said.get("data") or variables.get("data") or default_folder())
    in_file = {**_from_file(folder / FILE), **_from_credentials(environment)}
    if "data" in in_file:
        raise SettingsError(f"'data' cannot be set in {folder / FILE}: the file is found by it.")
    merged = {**in_file, **variables, **said, "data": folder}
    try:
        return Settings(**merged), warnings
    except ValidationError as error:
        raise SettingsError(_explained(error, merged)) from error


def _from_environment(environment: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    found: dict[str, str] = {}
    warnings = []
    for variable, value in environment.items():
        # Empty is what container files make of a variable that nobody set.
        if not variable.startswith(PREFIX) or variable in OTHER_VARIABLES or not value:
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name in Settings.model_fields:
            found[name] = value
        else:
            warnings.append(f"The environment variable {variable} is no setting of the edge{_near(name)}")
    return found, warnings


def _from_credentials(environment: Mapping[str, str]) -> dict[str, Any]:
    """What systemd handed in: `database` is the URL with its password, `tls_cert` and `tls_key` are PEM."""
    if not environment.get(CREDENTIALS):
        return {}
    folder = Path(environment[CREDENTIALS])
    if not folder.is_dir():
        raise SettingsError(
            f"The credentials of the service are not in {folder}: systemd keeps them there while it runs. "
            "Start it first; or give --data, with --database or --key-file as the command needs them."
        )
    found: dict[str, Any] = {
        name: folder / name for name in ("tls_cert", "tls_key") if (folder / name).exists()
    }
    url = folder / "database"
    try:
        found["database"] = url.read_text("utf-8").strip()
    except FileNotFoundError:
        pass  # it is in a file of its own, or there is none
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The credential {url} cannot be read: {error}.") from error
    return found


def _from_file(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.") from error
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML: {error}.") from error
    for name in found:
        if name not in Settings.model_fields:
            raise SettingsError(f"'{name}' in {path} is no setting{_near(name)}")
    return found


def write_setting(folder: Path, name: str, value: str) -> Path:
    """Give a setting this value in the folder's file, and return its path. All else in it stays, comments
    too; whoever reads it meanwhile reads the one or the other. Raises SettingsError, OSError.
    """
    path = folder / FILE
    before = _from_file(path)
    text = path.read_text("utf-8") if path.exists() else ""
    line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    if name in before:
        text = re.sub(rf"""(?m)^[ \t]*["']?{name}["']?[ \t]*=.*$""", lambda _: line, text, count=1)
    else:
        text += ("" if not text or text.endswith("\n") else "\n") + line + "\n"
    try:
        understood = tomllib.loads(text) == before | {name: value}
    except tomllib.TOMLDecodeError:
        understood = False
    if not understood:
        raise SettingsError(f"{path} is written in a way that is not understood here. Write in it: {line}")
    _put_in_place(path, text)
    return path


def _put_in_place(path: Path, text: str) -> None:
    """There whole or not at all, and for those to read who could before; a new file for the owner alone."""
    found = path.stat() if path.exists() else None
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    if sys.platform != "win32" and os.geteuid() == 0:  # the server may run as another user
        whose = found or path.parent.stat()
        os.chown(draft, whose.st_uid, whose.st_gid)
    if found is not None:
        draft.chmod(stat.S_IMODE(found.st_mode))
    draft.replace(path)


def _near(name: str) -> str:
    close = difflib.get_close_matches(name, Settings.model_fields, n=1)
    return f"; did you mean '{close[0]}'?" if close else "."


def _explained(error: ValidationError, merged: Mapping[str, Any]) -> str:
    first = error.errors()[0]
    message = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return f"{message}."
    name = str(first["loc"][0])
    return f"{name}={merged.get(name)!s} cannot be used: {message}."
