"""`punchdeck-edge updates`: releases of Punchdeck that this server gives to consoles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from edge.cli.running import DataOption, JsonOption, fail, settings_from, show_one
from edge.updates_mirror import Mirror, MirrorError, Release, source_at, utc_now

group = typer.Typer(no_args_is_help=True, help="Releases that consoles can be updated from.")


@group.command("import")
def take(
    path: Annotated[
        Path, typer.Argument(metavar="FOLDER|FILE.zip", help="latest.json, latest.json.sig and the files.")
    ],
    as_json: JsonOption = False,
    data: DataOption = None,
) -> None:
    """Put a release in, once its signature and its files have been checked; a running server serves it at
    once."""
    mirror = _mirror(data)
    try:
        with source_at(path) as source:
            release = mirror.take(source, utc_now())
    except MirrorError as error:
        fail(str(error))
    except OSError as error:
        where = error.filename or mirror.folder
        fail(
            f"{where} cannot be used: {error.strerror or error}. Check the disk, and who may read and write "
            "there."
        )
    show_one(_facts(mirror, release), as_json, f"{_told(release)} It is served from now on.")


@group.command("status")
def status(as_json: JsonOption = False, data: DataOption = None) -> None:
    """What is served. Ends with 1 where it is nothing, or something is wrong with it."""
    mirror = _mirror(data)
    release = mirror.newest()
    if release is None:
        line = (
            f"There is no release in {mirror.folder}. Put one in with 'punchdeck-edge updates import', or "
            "name where they are published (updates_from)."
            if mirror.keys
            else "This copy of Punchdeck was built without a key for updates, so it takes none. Name whose "
            "releases are taken with updates_keys."
        )
        show_one(_facts(mirror, None), as_json, line)
        raise typer.Exit(1)
    expired = release.manifest.expires_at <= utc_now()
    late = " It has expired: consoles refuse it. Import a newer one." if expired else ""
    show_one(_facts(mirror, release), as_json, _told(release) + late)
    if expired or release.missing:
        raise typer.Exit(1)


def _mirror(data: Path | None) -> Mirror:
    settings = settings_from({"data": data}, warn=False)
    return Mirror(settings.mirror_folder, settings.trusted_update_keys)


def _told(release: Release) -> str:
    manifest = release.manifest
    missing = f" Not here: {', '.join(release.missing)}." if release.missing else ""
    return (
        f"Version {manifest.version} ({manifest.channel}) for {', '.join(sorted(manifest.platforms))}, good "
        f"until {manifest.expires_at:%Y-%m-%d}, offered to {manifest.rollout} % of consoles by "
        f"itself.{missing}"
    )


def _facts(mirror: Mirror, release: Release | None) -> dict[str, Any]:
    if release is None:
        return {"folder": str(mirror.folder), "version": None}
    manifest = release.manifest
    return {
        "folder": str(mirror.folder),
        "version": manifest.version,
        "channel": manifest.channel,
        "released_at": f"{manifest.released_at:%Y-%m-%dT%H:%M:%SZ}",
        "expires_at": f"{manifest.expires_at:%Y-%m-%dT%H:%M:%SZ}",
        "min_edge": manifest.min_edge,
        "min_console": manifest.min_console,
        "rollout": manifest.rollout,
        "files": [it.file for it in manifest.platforms.values()],
        "missing": release.missing,
    }
