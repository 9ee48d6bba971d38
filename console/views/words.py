"""What codes, numbers and instants are called in the user's language: the words that pages share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QDate, QLocale, QObject, QTime

from console.core.records import moment
from console.core.status import Status
from console.core.verdicts import Reason

KEPT_MARKS: Final = 4_096


class Words(QObject):
    """`locale` decides digits, and times as the country writes them; `zone` is the operator's own time zone,
    the computer's where it is None. Times of a place say how far from UTC they are where that is not the
    operator's own time."""

    def __init__(self, locale: QLocale, parent: QObject | None = None, zone: tzinfo | None = None) -> None:
        super().__init__(parent)
        self.locale = locale
        self._zone = zone
        self._marks: dict[tuple[str, int], str] = {}

    # -- numbers and times
    # -----------------------------------------------------------------------------------------------

    def number(self, value: int) -> str:
        return self.locale.toString(value)

    def short_number(self, value: int) -> str:
        """Short enough for a mark: 1,204 but 15k."""
        if value < 10_000:
            return self.number(value)
        return self.tr("{0}k", "thousands").format(self.number(value // 1000))

    def data_size(self, size: int) -> str:
        """ "640 bytes", "12.4 kB"."""
        few = 0 if size < 1000 else 1
        return self.locale.formattedDataSize(size, few, QLocale.DataSizeFormat.DataSizeSIFormat)

    def ago(self, then: datetime, now: datetime) -> str:
        """How long ago in one unit; nothing is ever in the future."""
        seconds = max(0, int((now - then).total_seconds()))
        if seconds < 60:
            return self.tr("%n s ago", "", seconds)
        if seconds < 3600:
            return self.tr("%n min ago", "", seconds // 60)
        if seconds < 172_800:
            return self.tr("%n h ago", "", seconds // 3600)
        return self.tr("%n days ago", "", seconds // 86_400)

    def ago_us(self, then_us: int | None, now_us: int) -> str:
        """The same of instants in microseconds; "never" of none."""
        return self.tr("never") if then_us is None else self.ago(moment(then_us), moment(now_us))

    def duration(self, seconds: float) -> str:
        """A length of time in one unit."""
        whole = max(0, round(seconds))
        if whole < 60:
            return self.tr("%n s", "", whole)
        if whole < 3600:
            return self.tr("%n min", "", whole // 60)
        if whole < 172_800:
            return self.tr("%n h", "", whole // 3600)
        return self.tr("%n days", "", whole // 86_400)

    def silence(self, then_us: int, now_us: int) -> str:
        """How long nothing has been heard since then; the same number as `ago` says."""
        return self.duration(max(0, now_us - then_us) // 1_000_000)

    def clock(self, at: datetime) -> str:
        """Hours and minutes, as the country writes them."""
        return self.locale.toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)

    def clock_s(self, at: datetime) -> str:
        """With seconds, always as wide: for columns."""
        return self.locale.toString(QTime(at.hour, at.minute, at.second), "HH:mm:ss")

    def day(self, at: date) -> str:
        """ "Tue 17 Nov 2026", in the order the country writes it."""
        return self.locale.toString(QDate(at.year, at.month, at.day), self.tr("ddd d MMM yyyy"))

    def local_time(self, zone: str, now: datetime) -> str:
        """The clock on the wall of a place: "15:08", or "15:08 UTC+1" where the operator's says otherwise."""
        mark = self.zone_mark(zone, now)
        return f"{self.wall_clock(zone, now)} {mark}" if mark else self.wall_clock(zone, now)

    def wall_clock(self, zone: str, now: datetime) -> str:
        """The same without saying which time it is."""
        there = _in_zone(zone, now)
        return self.tr("unknown zone {0}").format(zone) if there is None else self.clock(there)

    def zone_mark(self, zone: str, at: datetime) -> str:
        """How far a place is from UTC, where its clock is not the operator's: "UTC+1"; else nothing."""
        which = (zone, int(at.timestamp() // 3600))
        known = self._marks.get(which)
        if known is None:
            if len(self._marks) >= KEPT_MARKS:
                self._marks.clear()
            there, own = _in_zone(zone, at), at.astimezone(self._zone)
            same = there is None or there.utcoffset() == own.utcoffset()
            known = self._marks[which] = "" if there is None or same else utc_offset(_minutes(there))
        return known

    def own_clock(self, at: datetime, zones: Iterable[str]) -> str:
        """By the operator's clock, which says so where one of these zones has another time."""
        clock = self.clock(at.astimezone(self._zone))
        if any(self.zone_mark(zone, at) for zone in zones):
            return self.tr("{0}, your time").format(clock)
        return clock

    # -- terminals and sites
    # ---------------------------------------------------------------------------------------------

    def sites(self, n: int) -> str:
        return self.tr("%n sites", "", n)

    def terminals(self, n: int) -> str:
        return self.tr("%n terminals", "", n)

    def punches(self, n: int) -> str:
        return self.tr("%n punches", "", n)

    def status(self, status: Status) -> str:
        return {
            Status.OFFLINE: self.tr("Offline"),
            Status.UNSTABLE: self.tr("Unstable"),
            Status.DEGRADED: self.tr("Degraded"),
            Status.NO_DATA: self.tr("No data"),
            Status.ONLINE: self.tr("Online"),
            Status.NEW: self.tr("Never seen"),
            Status.SUSPENDED: self.tr("Suspended"),
            Status.PENDING: self.tr("Waiting for approval"),
        }[status]

    def so_many(self, status: Status, n: int) -> str:
        """ "3 offline"."""
        return {
            Status.OFFLINE: self.tr("%n offline", "", n),
            Status.UNSTABLE: self.tr("%n unstable", "", n),
            Status.DEGRADED: self.tr("%n degraded", "", n),
            Status.NO_DATA: self.tr("%n without data", "", n),
            Status.ONLINE: self.tr("%n online", "", n),
            Status.NEW: self.tr("%n never seen", "", n),
            Status.SUSPENDED: self.tr("%n suspended", "", n),
            Status.PENDING: self.tr("%n waiting", "", n),
        }[status]

    def site_name(self, name: str) -> str:
        """Of a verdict or a terminal; what has no site is gathered under this."""
        return name or self.tr("Without a site")

    def reason(self, reason: Reason) -> str:
        """Why a site or the fleet is as it is, in one line."""
        n = int(reason.params.get("n", 0))
        total = int(reason.params.get("total", 0))
        network = reason.params.get("network")
        if reason.code == "attention":
            return self._attention(reason)
        words = {
            "all_online": lambda: self.tr("All %n online", "", n),
            "all_offline": lambda: self.tr("All %n offline", "", n),
            "some_offline": lambda: self._of(self.tr("{0} of {1} offline"), n, total),
            "unstable": lambda: self.tr("%n of {0} come and go", "", n).format(self.number(total)),
            "degraded": lambda: self.tr("%n of {0} degraded", "", n).format(self.number(total)),
            "no_data": lambda: self.tr("No data: the edge is not heard"),
            "never_seen": lambda: self._of(self.tr("{0} of {1} never seen"), n, total),
            "suspended": lambda: self.so_many(Status.SUSPENDED, n),
            "no_terminals": lambda: self.tr("No terminals yet"),
        }[reason.code]()
        cause = reason.params.get("cause")
        if cause is not None:
            words = self.tr("{0}: {1}").format(words, self.cause(str(cause)))
        if network is not None:
            behind = self.tr("{0}, all behind {1}") if n > 1 else self.tr("{0}, behind {1}")
            return behind.format(words, isolated(str(network)))
        return words

    def cause(self, code: str) -> str:
        """One of a terminal's `health_reasons`, in the middle of a sentence."""
        known = {
            "attlog_stuck": self.tr("punches held back"),
            "clock_drift": self.tr("clock wrong"),
            "command_failed": self.tr("a command failed"),
            "dead_line_rate": self.tr("unreadable lines"),
            "device_unstable": self.tr("comes and goes"),
            "identity_conflict": self.tr("serial number in use twice"),
            "no_punches_expected": self.tr("no punches though some were due"),
            "storage_nearly_full": self.tr("storage nearly full"),
        }
        return known.get(code) or code.replace("_", " ")

    def clock_off(self, drift_s: float) -> str:
        """How far a terminal's clock is from the edge's."""
        said = self.tr("Clock {0} ahead") if drift_s > 0 else self.tr("Clock {0} behind")
        return said.format(self.duration(abs(drift_s)))

    def _attention(self, reason: Reason) -> str:
        parts = [
            self.so_many(status, int(reason.params.get(status.value, 0)))
            for status in (Status.OFFLINE, Status.UNSTABLE, Status.DEGRADED)
            if reason.params.get(status.value)
        ]
        sites = int(reason.params.get("sites", 0))
        where = self.tr("%n sites need attention", "", sites)
        return self.tr("{0}: {1}").format(where, self.tr(", ").join(parts)) if parts else where

    def _of(self, words: str, n: int, total: int) -> str:
        return words.format(self.number(n), self.number(total))

    # -- punches
    # ----------------------------------------------------------------------------------------------------

    def punch_type(self, code: str) -> str:
        known = {
            "check_in": self.tr("Check in"),
            "check_out": self.tr("Check out"),
            "break_out": self.tr("Break out"),
            "break_in": self.tr("Break in"),
            "overtime_in": self.tr("Overtime in"),
            "overtime_out": self.tr("Overtime out"),
            "undefined": self.tr("Undefined"),
        }
        return known.get(code) or self.tr("Other ({0})").format(code.removeprefix("other_"))

    def verify_mode(self, code: str) -> str:
        """How somebody was recognised: "Fingerprint", "Card + password", "Card or password"."""
        alternatives = [
            self.tr(" + ").join(self._factor(factor) for factor in alternative.split("_and_"))
            for alternative in code.split("_or_")
        ]
        words = self.tr(" or ").join(alternatives)
        return words[:1].upper() + words[1:]

    def _factor(self, code: str) -> str:
        known = {
            "any": self.tr("any"),
            "card": self.tr("card"),
            "face": self.tr("face"),
            "finger_vein": self.tr("finger vein"),
            "fingerprint": self.tr("fingerprint"),
            "none": self.tr("none"),
            "other": self.tr("other"),
            "palm": self.tr("palm"),
            "password": self.tr("password"),
            "pin": self.tr("number"),
            "unvalidated_card": self.tr("unchecked card"),
            "unvalidated_pin": self.tr("unchecked number"),
        }
        return known.get(code) or code.replace("_", " ")

    def time_quality(self, code: str) -> str:
        """What is wrong with a punch's time; nothing where all is well."""
        return {
            "ok": "",
            "ambiguous": self.tr("in the hour that came twice"),
            "nonexistent": self.tr("in the hour that was left out"),
            "suspect": self.tr("the terminal's clock is wrong"),
            "assumed": self.tr("the terminal's time zone is a guess"),
        }.get(code, code)


def utc_offset(minutes: int) -> str:
    """So many minutes ahead of UTC: "UTC+1", "UTC-3:30"."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}" if hours else "UTC"


def _in_zone(zone: str, at: datetime) -> datetime | None:
    try:
        return at.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _minutes(at: datetime) -> int:
    return round((at.utcoffset() or timedelta()).total_seconds() / 60)


def isolated(text: str) -> str:
    """A serial, address or expression, kept left to right whatever stands around it."""
    return f"⁦{text}⁩"
