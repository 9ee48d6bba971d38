"""What commands, jobs and their parts are called in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QDate, QObject

from console.core.blast import Bar, Reach, Target
from console.core.jobs import Fate, Job, Part, Sent
from console.core.records import Device, Json, moment
from console.core.session import Session
from console.models.records import Tone
from console.views.words import Words, isolated

FATE_TONES = {
    Fate.DONE: Tone.GOOD,
    Fate.FAILED: Tone.BAD,
    Fate.EXPIRED: Tone.CARE,
    Fate.CANCELLED: Tone.QUIET,
    Fate.SKIPPED: Tone.QUIET,
    Fate.SENT: Tone.BUSY,
    Fate.QUEUED: Tone.WAITING,
    Fate.WAITING: Tone.NONE,
}
JOB_TONES = {
    "queued": Tone.WAITING,
    "running": Tone.BUSY,
    "cancelling": Tone.BUSY,
    "succeeded": Tone.GOOD,
    "partially_failed": Tone.CARE,
    "failed": Tone.BAD,
    "cancelled": Tone.QUIET,
}
_OWN = frozenset({"people", "system", ""})
"""Who gives commands by itself."""
REACH_TONES = {Reach.NOW: Tone.GOOD, Reach.LATER: Tone.WAITING, Reach.NEVER: Tone.BAD}


class OrderWords(QObject):
    """Sent is never called done: a terminal that has fetched a command has not said yet what became of it."""

    def __init__(self, session: Session, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._words = words
        self._titles = {
            "restart": self.tr("Restart"),
            "sync_time": self.tr("Set the clock"),
            "fetch_info": self.tr("Ask what it is and holds"),
            "fetch_attendance": self.tr("Send punches again"),
            "reload_options": self.tr("Apply its options anew"),
            "update_settings": self.tr("Change settings"),
            "cancel_alarm": self.tr("Silence an alarm"),
            "unlock_door": self.tr("Open a door"),
            "upgrade_firmware": self.tr("Install firmware"),
            "clear_attendance": self.tr("Delete its punches"),
            "clear_all": self.tr("Delete people and punches"),
            "raw": self.tr("A line in its own words"),
            "sync_employees": self.tr("Give it people"),
            "enroll_employee": self.tr("Give it a person"),
            "delete_employee": self.tr("Delete a person"),
            "enroll_biometric": self.tr("Enrol a person there"),
            "reconnect": self.tr("Introduce itself again"),
            "fetch_employees": self.tr("Tell whom it has"),
            "fetch_templates": self.tr("Send its templates"),
            "count_attendance": self.tr("Count its punches"),
            "store_template": self.tr("Give it a template"),
            "store_photo": self.tr("Give it a photo"),
            "delete_biometrics": self.tr("Delete a template"),
            "store_work_code": self.tr("Give it a work code"),
            "delete_work_code": self.tr("Delete a work code"),
            "store_message": self.tr("Show a message"),
            "delete_message": self.tr("Delete a message"),
        }
        self._job_types = {
            "attendance.retime": self.tr("Punches get other times"),
            "dead_lines.reparse": self.tr("Dead lines are read again"),
            "device.replace": self.tr("A terminal is replaced"),
            "devices.bulk_upsert": self.tr("Terminals are registered"),
            "employees.bulk_upsert": self.tr("Employees are entered"),
            "webhooks.replay": self.tr("Webhooks are told again"),
        }

    # -- commands
    # ---------------------------------------------------------------------------------------------------

    def title(self, word: str) -> str:
        """Of a command, by the edge's word for it."""
        return self._titles.get(word) or word.replace("_", " ")

    def do(self, word: str, n: int) -> str:
        """On the button that does it to so many terminals."""
        if word == "restart":
            return self.tr("Restart %n terminals", "", n)
        if word == "clear_attendance":
            return self.tr("Delete the punches of %n terminals", "", n)
        if word == "clear_all":
            return self.tr("Empty %n terminals", "", n)
        return self.tr("Send to %n terminals", "", n)

    def meaning(self, word: str) -> str:
        """What it does, in a sentence."""
        return {
            "restart": self.tr("It is switched off and on again; for about a minute nobody can punch there."),
            "sync_time": self.tr("Its clock is set by the edge's, in its own time zone."),
            "fetch_info": self.tr(
                "It says its model, its firmware, and how many people and punches it holds."
            ),
            "fetch_attendance": self.tr(
                "It sends the punches of a time again. Those that are known are not stored twice."
            ),
            "reload_options": self.tr("It takes the options that were set for it."),
            "update_settings": self.tr("Only what you fill in is changed."),
            "cancel_alarm": self.tr("It stops sounding."),
            "unlock_door": self.tr("A door opens for some seconds, whoever stands before it."),
            "upgrade_firmware": self.tr("It fetches the file, installs it and restarts."),
            "clear_attendance": self.tr("The punches it still holds are deleted there."),
            "clear_all": self.tr("The people, their fingers, faces and cards, and the punches it holds go."),
            "raw": self.tr("For those who know its protocol: nothing of it is checked."),
        }.get(word, "")

    def lost(self, word: str) -> str:
        """What is gone for good; nothing where nothing is."""
        return {
            "clear_attendance": self.tr(
                "Punches that the edge has not received yet are lost for good, and the pay they stand for."
            ),
            "clear_all": self.tr(
                "People have to be enrolled again unless the edge has their templates. Punches that the edge "
                "has not received yet are lost for good."
            ),
            "upgrade_firmware": self.tr("A terminal that loses power meanwhile may never start again."),
            "unlock_door": self.tr("Whoever stands there can walk in. The terminal writes it down."),
            "raw": self.tr("It can do anything to the terminal, and nobody can take it back."),
        }.get(word, "")

    def undo(self, word: str, *, can: bool) -> str:
        """Whether it can be taken back."""
        if can:
            return self.tr("It can be undone afterwards.")
        return {
            "restart": self.tr("Nothing is lost: punches wait at the door and people are still known."),
            "sync_time": self.tr("Nothing is lost. The punches of before keep their times."),
            "fetch_info": self.tr("It only asks."),
            "fetch_attendance": self.tr("It only asks."),
            "reload_options": self.tr("Nothing is lost."),
            "cancel_alarm": self.tr("Nothing is lost."),
            "update_settings": self.tr(
                "It cannot be undone by itself: nobody has kept what the settings were before."
            ),
        }.get(word, self.tr("It cannot be undone."))

    def param(self, name: str) -> str:
        """What a parameter is called."""
        return {
            "volume": self.tr("Volume, 0 to 100"),
            "duplicate_punch_minutes": self.tr("Minutes in which the same punch counts once"),
            "daylight_saving": self.tr("Its own summer time"),
            "enforce_validity": self.tr("Heed from when to when people may punch"),
            "options": self.tr("Further options, Name=value, one a line"),
            "door": self.tr("Door"),
            "seconds": self.tr("Seconds"),
            "firmware": self.tr("Firmware"),
            "period": self.tr("Which punches"),
            "text": self.tr("The line"),
        }.get(name, name.replace("_", " "))

    def params(self, params: Json) -> str:
        """What a command was given, for people who look closely."""
        said = [
            self.tr("{0}: {1}").format(self.param(name), self._value(value))
            for name, value in params.items()
            if value not in (None, "", [], {})
        ]
        return self.tr(", ").join(said)

    def _value(self, value: object) -> str:
        if isinstance(value, bool):
            return self.tr("yes") if value else self.tr("no")
        if isinstance(value, list):
            return self._words.number(len(value))
        if isinstance(value, dict):
            return ", ".join(f"{name}={it}" for name, it in value.items())
        return isolated(str(value))

    # -- jobs
    # -------------------------------------------------------------------------------------------------------

    def job(self, job: Job) -> str:
        """What a job is about."""
        return self.title(job.command) if job.command else self._job_types.get(job.type, job.type)

    def job_status(self, job: Job) -> str:
        """How it stands. Where terminals have fetched it and say nothing, it is still under way."""
        return {
            "queued": self.tr("About to begin"),
            "running": self.tr("Under way"),
            "cancelling": self.tr("Being cancelled"),
            "succeeded": self.tr("Done"),
            "partially_failed": self.tr("Done in part"),
            "failed": self.tr("Failed"),
            "cancelled": self.tr("Cancelled"),
        }.get(job.status, job.status)

    def job_progress(self, job: Job) -> str:
        """How far it is, in a few words."""
        number = self._words.number
        said = self.tr("{0} of {1}").format(number(job.succeeded), number(job.total))
        if job.failed:
            failed = self.tr("%n failed", "", job.failed)
            return self.tr("{0}, {1}").format(said, failed)
        return said

    def scope(self, job: Job) -> str:
        """To whom it went."""
        selector = job.selector
        if selector.get("all"):
            return self.tr("The whole fleet")
        if isinstance(selector.get("tag"), str):
            return self.tr("Tag {0}").format(isolated(selector["tag"]))
        if isinstance(selector.get("model"), str):
            return self.tr("Model {0}").format(isolated(selector["model"]))
        if isinstance(selector.get("site"), str) and "devices" not in selector:
            return self.tr("Site {0}").format(isolated(selector["site"]))
        return self._words.terminals(job.total) if job.command else self.tr("%n parts", "", job.total)

    def rollout(self, job: Job) -> str:
        """Which step it is at, where it goes step by step."""
        if job.steps <= 1:
            return ""
        return self.tr("Step {0} of {1}").format(job.step, job.steps)

    def by(self, actor: str) -> str:
        """Who wanted it."""
        if actor == (self._session.connection.me or {}).get("id"):
            return self.tr("This key")
        return self.tr("The edge itself") if actor in _OWN else isolated(actor)

    # -- parts
    # ------------------------------------------------------------------------------------------------------

    def fate(self, fate: Fate) -> str:
        return {
            Fate.DONE: self.tr("Done"),
            Fate.FAILED: self.tr("Failed"),
            Fate.EXPIRED: self.tr("Ran out of time"),
            Fate.CANCELLED: self.tr("Taken back"),
            Fate.SKIPPED: self.tr("Left alone"),
            Fate.SENT: self.tr("Sent, no answer yet"),
            Fate.QUEUED: self.tr("Queued"),
            Fate.WAITING: self.tr("Not its turn yet"),
        }[fate]

    def so_many(self, fate: Fate, n: int) -> str:
        """ "3 failed"."""
        return {
            Fate.DONE: self.tr("%n done", "", n),
            Fate.FAILED: self.tr("%n failed", "", n),
            Fate.EXPIRED: self.tr("%n ran out of time", "", n),
            Fate.CANCELLED: self.tr("%n taken back", "", n),
            Fate.SKIPPED: self.tr("%n left alone", "", n),
            Fate.SENT: self.tr("%n sent, no answer yet", "", n),
            Fate.QUEUED: self.tr("%n queued", "", n),
            Fate.WAITING: self.tr("%n not yet begun", "", n),
        }[fate]

    def part(self, part: Part) -> str:
        """What one terminal's part waits for, or what became of it."""
        return self._told(part.fate, part.error, part.device_id, part.sent, part.step)

    def sent(self, sent: Sent) -> str:
        """The same of a command by itself."""
        return self._told(sent.fate, sent.error, sent.device_id, sent, 0)

    def _told(self, fate: Fate, error: str, device_id: str | None, sent: Sent | None, step: int) -> str:
        match fate:
            case Fate.QUEUED:
                return self._queued(device_id, sent)
            case Fate.SENT:
                ago = self._ago(None if sent is None else sent.sent_us)
                return self.tr("Fetched {0}; the terminal has not said yet what became of it").format(ago)
            case Fate.DONE if sent is not None and sent.finished_us is not None:
                return self._took(sent)
            case Fate.WAITING if step <= 1:
                return self.tr("About to be given out")
            case Fate.WAITING:
                return self.tr("Its turn comes with step {0}").format(step)
            case Fate.CANCELLED:
                return self.tr("Taken back before it had left")
            case Fate.SKIPPED:
                return error or self.tr("It never went there")
        return error or self.fate(fate)

    def _queued(self, device_id: str | None, sent: Sent | None) -> str:
        device = self.device(device_id)
        if device is None:
            return self.tr("Waits for the terminal")
        if device.connectivity == "online":
            heard = self._ago(device.last_seen_us)
            return self.tr("Waits for the terminal to poll, last {0}").format(heard)
        until = "" if sent is None or sent.expires_us is None else self._clock(sent.expires_us)
        if not until:
            return self.tr("The terminal is offline; it waits until it is back")
        return self.tr("The terminal is offline; it waits until it is back, till {0} at the latest").format(
            until
        )

    def _took(self, sent: Sent) -> str:
        begun = sent.sent_us or sent.created_us
        took = self._words.duration(max(0, (sent.finished_us or begun) - begun) / 1e6)
        return self.tr("The terminal says it is done, after {0}").format(took)

    def device(self, device_id: str | None) -> Device | None:
        return None if device_id is None else self._session.fleet.devices.get(device_id)

    def name(self, device_id: str | None, otherwise: str) -> str:
        """Of a terminal; of one that is gone what else it is known by."""
        device = self.device(device_id)
        return isolated(otherwise) if device is None else device.name

    def site(self, device_id: str | None) -> str:
        device = self.device(device_id)
        return "" if device is None else self._words.site_name(device.site)

    def _ago(self, then_us: int | None) -> str:
        return self._words.ago_us(then_us, self._session.now_us())

    def _clock(self, at_us: int) -> str:
        at = moment(at_us)
        far = at_us - self._session.now_us() > 20 * 3600 * 1_000_000
        if far:
            day = QDate(at.year, at.month, at.day)
            return self._words.locale.toString(day, "d MMM")
        return self._words.clock(at.astimezone())

    # -- before it is sent
    # ------------------------------------------------------------------------------------------

    def target(self, target: Target, offline: bool) -> str:
        """What would become of it at a terminal."""
        if target.reach is Reach.NEVER:
            return self.tr("Cannot do it; left out")
        if target.reach is Reach.LATER:
            return self.tr("Waits until it is back") if offline else self.tr("Left out")
        return self.tr("Within seconds")

    def standing(self, target: Target) -> str:
        """Why that is so: how the terminal stands, and what it is."""
        device, status = target.device, self._words.status(target.status)
        if target.reach is Reach.NEVER:
            return self.bar(target.bar)
        if target.reach is Reach.LATER and device.last_seen_us is not None:
            silence = self._words.silence(device.last_seen_us, self._session.now_us())
            status = self.tr("Silent for {0}").format(silence)
        elif target.busy:
            status = self.tr("In use just now")
        parts = (status, device.model or "", device.firmware or "")
        return self.tr(" · ").join(part for part in parts if part)

    def bar(self, bar: Bar) -> str:
        """Why a terminal is left out."""
        return {
            Bar.SUSPENDED: self.tr("Suspended; it gets no commands"),
            Bar.CONFLICT: self.tr("Two terminals share its serial number; it gets no commands"),
            Bar.NO_RELOAD: self.tr("Access terminals cannot do this; restart it"),
            Bar.ONE_DOOR: self.tr("It has one door only"),
            Bar.OWN_SECONDS: self.tr("It takes its own time for the door; leave the seconds out"),
        }.get(bar, "")

    def tone(self, target: Target) -> Tone:
        if target.reach is Reach.NOW and target.busy:
            return Tone.CARE
        return REACH_TONES[target.reach]

    def steps(self, sizes: tuple[int, ...]) -> str:
        """How a rollout goes: "1, then 4, then 35 terminals"."""
        said = [self._words.number(size) for size in sizes]
        if len(said) == 1:
            return self._words.terminals(sizes[0])
        return self.tr("{0} terminals").format(self.tr(", then ").join(said))
