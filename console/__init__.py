"""The desktop console."""

import sys
from typing import Any, cast

# Wherever rich and click are installed, httpx loads a command line of its own with them: a tenth of the
# console's start. It does without where that cannot be imported.
cast(Any, sys.modules).setdefault("httpx._main", None)
