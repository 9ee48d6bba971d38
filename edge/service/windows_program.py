"""The program that Windows starts as a service: it says how its start goes, and stops as SIGTERM would."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from edge.service.host import Serve
from edge.service.log_file import print_to
from edge.service.running import until_stopped
from edge.service.windows import NAME, SHOWN, default_data

STILL_STARTING_MS = 60_000
STOPPING_MS = 330_000

if sys.platform == "win32":
    # Some are asked for by name elsewhere; a frozen program has them because they stand here.
    import pywintypes  # noqa: F401
    import servicemanager
    import win32evtlogutil  # noqa: F401
    import win32service
    import win32serviceutil
    import win32timezone  # noqa: F401

    def host(serve: Serve) -> None:
        """Be the service until it is stopped; only Windows' service manager can start this."""
        servicemanager.Initialize(NAME, servicemanager.__file__)
        servicemanager.PrepareToHostSingle(_service(serve))
        servicemanager.StartServiceCtrlDispatcher()

    def _service(serve: Serve) -> Any:
        """The class of the service, as pywin32 makes one of it."""

        class Service(win32serviceutil.ServiceFramework):
            _svc_name_ = NAME
            _svc_display_name_ = SHOWN

            def __init__(self, arguments: Any) -> None:
                super().__init__(arguments)
                self._end: Callable[[], None] | None = None
                self._asked = False

            def SvcStop(self) -> None:
                self.ReportServiceStatus(win32service.SERVICE_STOP_PENDING, waitHint=STOPPING_MS)
                self._asked = True
                if self._end is not None:
                    self._end()

            SvcShutdown = SvcStop

            def SvcRun(self) -> None:
                starting = win32service.SERVICE_START_PENDING
                print_to(Path(os.environ.get("PUNCHDECK_DATA") or default_data()))
                try:
                    until_stopped(
                        serve,
                        on_stop=self._ends_by,
                        ready=lambda url: self.ReportServiceStatus(win32service.SERVICE_RUNNING),
                        still_starting=lambda: self.ReportServiceStatus(starting, waitHint=STILL_STARTING_MS),
                    )
                except BaseException as error:
                    # To the event log, where an administrator looks first; raised, it counts as a failure.
                    servicemanager.LogErrorMsg(f"{SHOWN} ended: {error}")
                    raise

            def _ends_by(self, end: Callable[[], None]) -> None:
                self._end = end
                if self._asked:  # while it started
                    end()

        return Service
