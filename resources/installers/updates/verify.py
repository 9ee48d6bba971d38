"""Looks at a release as a console would before it is published: signature, times, every file.

Ends with 1 where anything is wrong.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))  # so that it also runs from a checkout with nothing of it installed

from common.update_trust import PUBLIC_KEYS  # noqa: E402
from common.updates import MANIFEST, SIGNATURE, Refusal, read_signed  # noqa: E402
from resources.installers.updates.sign import flaws  # noqa: E402


def problems(folder: Path, keys: tuple[str, ...], now: datetime) -> list[str]:
    """What is wrong with a release; nothing where consoles will take it. Raises OSError."""
    manifest, signature = (folder / MANIFEST).read_bytes(), (folder / SIGNATURE).read_bytes()
    held = read_signed(manifest, signature, keys)
    return [held.detail] if isinstance(held, Refusal) else flaws(manifest, folder, now)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "folder", type=Path, metavar="DIST", help="latest.json, latest.json.sig and the files"
    )
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        metavar="HEX",
        help="a public key to trust in place of those in common/update_trust.py; may be given again",
    )
    given = parser.parse_args(argv)
    try:
        found = problems(given.folder, tuple(given.key) or PUBLIC_KEYS, datetime.now(UTC))
    except (OSError, ValueError) as error:
        found = [str(error)]
    for each in found:
        print(f"verify: {each}", file=sys.stderr)
    if not found:
        print(f"{given.folder / MANIFEST} holds, and every file is the one that it tells of.")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
