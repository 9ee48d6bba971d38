"""Makes basemap.npz and countries.json from Natural Earth; run by hand when the source or the rules change.

    npm pack world-atlas@2.0.2 cldr-core@48.2.0 cldr-localenames-full@48.2.0
    python -m resources.basemap.build FOLDER_WITH_THE_THREE_TGZ

world-atlas holds Natural Earth 4.1 as TopoJSON, where neighbours share the arcs between them; CLDR holds the
countries' present names in the console's languages. Both outputs are committed: the same inputs give the
same bytes.

basemap.npz, for each level n: its deepest `n_zoom`; `n_world`, units in one turn of the earth; `n_points`,
positions as differences (see `_packed`); `n_lengths`, points an arc; `n_kinds`, an index into `kinds` an arc;
`n_pairs`, ISO 3166 numbers of the countries on both sides of an arc (0 = sea); `n_rings` and
`n_ring_lengths`, the land's outlines as arc numbers (~n = walked backwards); `n_polygons`, the polygon each
ring belongs to.
"""

from __future__ import annotations

import argparse
import io
import json
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resources.basemap.borders import (
    KINDS,
    MOROCCO,
    PARALLEL,
    PARALLEL_LATITUDE,
    WESTERN_SAHARA,
    kinds_along,
)
from resources.basemap.geometry import Points, mercator, simplify
from resources.basemap.names import LANGUAGES, country_table
from resources.basemap.topology import Topology, read_topology

HERE = Path(__file__).parent
ALGERIA = 12
TOLERANCE = 0.4
"""How far a simplified line may stray, in pixels at its level's deepest zoom."""


@dataclass(frozen=True)
class LevelPlan:
    source: str
    zoom: float
    world: int


PLANS = (
    LevelPlan("50m", 2.6, 1 << 14),
    LevelPlan("50m", 4.2, 1 << 16),
    LevelPlan("50m", 6.0, 1 << 17),
    LevelPlan("10m", 9.5, 1 << 20),
)


@dataclass
class Line:
    """A stretch of one arc: all of one kind."""

    points: Points
    kind: str
    pair: tuple[int, int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the three npm packages lie")
    parser.add_argument(
        "--out", type=Path, default=HERE, help="where the two files go (default: beside this)"
    )
    options = parser.parse_args()
    atlas = {
        source: read_topology(_member(options.folder, "world-atlas", f"countries-{source}.json"))
        for source in ("50m", "10m")
    }
    arrays: dict[str, NDArray[Any]] = {"kinds": np.array(KINDS)}
    for number, plan in enumerate(PLANS):
        level = _level(atlas[plan.source], plan)
        arrays |= {f"{number}_{name}": array for name, array in level.items()}
        print(f"level {number}: {level['lengths'].sum()} points, {len(level['lengths'])} arcs")
    _write_archive(options.out / "basemap.npz", arrays)
    table = country_table(
        atlas["50m"],
        json.loads(_member(options.folder, "cldr-core", "supplemental/codeMappings.json")),
        {
            language: json.loads(
                _member(options.folder, "cldr-localenames-full", f"main/{language}/territories.json")
            )
            for language in LANGUAGES
        },
    )
    _write_countries(options.out / "countries.json", table)
    for name in ("basemap.npz", "countries.json"):
        print(f"{name}: {(options.out / name).stat().st_size / 1e6:.2f} MB")


def _member(folder: Path, package: str, path: str) -> bytes:
    """One file of an npm package that lies packed in a folder."""
    packed = sorted(folder.glob(f"{package}-[0-9]*.tgz"))
    if not packed:
        raise SystemExit(f"{folder} has no {package}-*.tgz: run `npm pack {package}` there first")
    with tarfile.open(packed[-1]) as archive:
        file = archive.extractfile(f"package/{path}")
        if file is None:
            raise SystemExit(f"{packed[-1].name} has no {path}: fetch the version that this script names")
        return file.read()


def _level(topology: Topology, plan: LevelPlan) -> dict[str, NDArray[Any]]:
    """One level's arrays. Lines are simplified one by one, so that what neighbours share stays shared."""
    tolerance = TOLERANCE / (256 * 2**plan.zoom)
    lines: list[Line] = []
    pieces: list[list[int]] = []
    for arc, owners in zip(topology.arcs, topology.owners, strict=True):
        parts = list(_lines(arc, owners))
        pieces.append(list(range(len(lines), len(lines) + len(parts))))
        lines += parts
    rings = [_walked(ring, pieces) for polygon in topology.land for ring in polygon]
    polygons = [number for number, polygon in enumerate(topology.land) for _ in polygon]
    lines.append(_parallel(topology))
    shapes = [np.rint(simplify(mercator(line.points), tolerance) * plan.world) for line in lines]
    shapes = [_without_repeats(shape.astype(np.int64)) for shape in shapes]
    return {
        "zoom": np.array(plan.zoom),
        "world": np.array(plan.world),
        "points": _packed(np.vstack(shapes)),
        "lengths": np.array([len(shape) for shape in shapes], dtype=np.int32),
        "kinds": np.array([KINDS.index(line.kind) for line in lines], dtype=np.uint8),
        "pairs": np.array([line.pair for line in lines], dtype=np.int16),
        "rings": np.array([index for ring in rings for index in ring], dtype=np.int32),
        "ring_lengths": np.array([len(ring) for ring in rings], dtype=np.int32),
        "polygons": np.array(polygons, dtype=np.int32),
    }


def _lines(arc: Points, owners: tuple[int, ...]) -> Iterator[Line]:
    """An arc cut where its kind changes; the parts join end to end."""
    pair = (owners[0], owners[1] if len(owners) > 1 else 0)
    kinds = kinds_along(arc, owners)
    cuts = [0, *(np.flatnonzero(np.diff(kinds)) + 1).tolist(), len(kinds)]
    for first, last in pairwise(cuts):
        yield Line(arc[first : last + 1], KINDS[kinds[first]], pair)


def _walked(ring: list[int], pieces: list[list[int]]) -> list[int]:
    """A ring of arcs as a ring of the arcs' parts."""
    walk: list[int] = []
    for index in ring:
        walk += pieces[index] if index >= 0 else [~part for part in reversed(pieces[~index])]
    return walk


def _parallel(topology: Topology) -> Line:
    """27°40' N from the coast to Algeria: a line that `un` needs and Natural Earth does not have."""
    edges = {(MOROCCO,), (WESTERN_SAHARA,), (ALGERIA, MOROCCO), (MOROCCO, ALGERIA)}
    edges |= {(ALGERIA, WESTERN_SAHARA), (WESTERN_SAHARA, ALGERIA)}
    crossings: list[float] = []
    for arc, owners in zip(topology.arcs, topology.owners, strict=True):
        if owners in edges:
            above = arc[:, 1] > PARALLEL_LATITUDE
            for i in np.flatnonzero(above[1:] != above[:-1]):
                (x, y), (u, v) = arc[i], arc[i + 1]
                crossings.append(x + (u - x) * (PARALLEL_LATITUDE - y) / (v - y))
    ends = [[min(crossings), PARALLEL_LATITUDE], [max(crossings), PARALLEL_LATITUDE]]
    return Line(np.array(ends), KINDS[PARALLEL], (MOROCCO, WESTERN_SAHARA))


def _without_repeats(shape: NDArray[np.int64]) -> NDArray[np.int64]:
    fresh = np.any(np.diff(shape, axis=0), axis=1)
    fresh[-1] = True
    return shape[np.concatenate(([True], fresh))]


def _packed(points: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Positions as differences from the one before, zigzag (0, -1, 1, -2 … as 0, 1, 2, 3 …), four byte planes
    for x and then for y: small numbers side by side, which deflate likes."""
    steps = np.diff(points, axis=0, prepend=0)
    folded = ((steps << 1) ^ (steps >> 63)).astype("<u4")
    return np.ascontiguousarray(folded.T).view(np.uint8).reshape(2, -1, 4).transpose(0, 2, 1).copy()


def _write_archive(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """As numpy.savez_compressed, but with a fixed date in it and the hardest compression."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, array, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, buffer.getvalue())


def _write_countries(path: Path, table: list[dict[str, Any]]) -> None:
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in table)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
