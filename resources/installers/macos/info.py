"""What macOS is told of Punchdeck.app: the Info.plist that build.spec puts into it."""

from __future__ import annotations

import re
from typing import Any, Final

from console.core.links import SCHEME
from console.i18n.translations import LANGUAGES

IDENTIFIER: Final = "io.punchdeck.console"
MINIMUM: Final = "14.0"
"""What Qt's own libraries are built for."""


def info_plist(version: str) -> dict[str, Any]:
    """Its entries. A build number is three whole numbers to macOS: 1.2.0rc1 is 1.2.0 there."""
    return {
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleName": "Punchdeck",
        "CFBundleDisplayName": "Punchdeck",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": _build_number(version),
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": list(LANGUAGES),
        "CFBundleURLTypes": [
            {"CFBundleURLName": IDENTIFIER, "CFBundleURLSchemes": [SCHEME], "CFBundleTypeRole": "Viewer"}
        ],
        "LSMinimumSystemVersion": MINIMUM,
        "LSApplicationCategoryType": "public.app-category.business",
        "LSMultipleInstancesProhibited": True,
        "NSHighResolutionCapable": True,
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,
        "NSLocalNetworkUsageDescription": "Punchdeck connects to the edge server of your terminals.",
        "NSHumanReadableCopyright": "Apache License 2.0",
    }


def _build_number(version: str) -> str:
    first, second, third = (*re.findall(r"\d+", re.split(r"[a-z+-]", version)[0]), "0", "0")[:3]
    return f"{first}.{second}.{third}"
