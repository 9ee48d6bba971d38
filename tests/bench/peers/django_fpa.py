"""django-fingerprint-attendance: a Django app, from PyPI, in a project of three files written here."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.peers.server import About, Server, Stored, run, virtual_environment

REQUIREMENTS = (
    "django-fingerprint-attendance==0.1.0",
    "django==5.2.19",
    "djangorestframework==3.18.3",
    "gunicorn==27.0.1",
    "psycopg[binary]==3.3.9",
)
# As its README says, but for the two lines that let terminals in and do not limit how often each may call.
SETTINGS = """
SECRET_KEY = "bench"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes"]
INSTALLED_APPS += ["rest_framework", "fingerprint_attendance"]
ROOT_URLCONF = "urls"
USE_TZ = True
DATABASES = {{"default": {{"ENGINE": "django.db.backends.postgresql", "NAME": "{database}",
    "USER": "postgres", "HOST": "{host}", "CONN_MAX_AGE": None}}}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FINGERPRINT_ATTENDANCE = {{
    "TEMPLATE_ENCRYPTION_KEYS": ["{key}"],
    "ADMS_REQUIRE_DEVICE_APPROVAL": False,
    "ADMS_RATE_LIMIT": None,
}}
"""
URLS = """
from django.urls import include, path
urlpatterns = [path("", include("fingerprint_attendance.urls"))]
"""
WSGI = """
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""


class DjangoFpa(Server):
    name = "django-fpa"
    about = About(
        "0.1.0",
        "MIT",
        "PyPI django-fingerprint-attendance",
        "Django 5.2.19, gunicorn 27.0.1, 3 workers of 4 threads, psycopg 3, PostgreSQL",
        "OK after the transaction",
    )

    def install(self) -> None:
        self._python = virtual_environment(self.folder, REQUIREMENTS)

    def prepare(self) -> None:
        self.new_database()
        key = base64.urlsafe_b64encode(b"b" * 32).decode()
        settings = SETTINGS.format(database=self.database, host=self.where.postgres.folder, key=key)
        for name, text in (("settings.py", settings), ("urls.py", URLS), ("wsgi.py", WSGI)):
            (self.folder / name).write_text(text)
        run([self._python, "-m", "django", "migrate", "--verbosity", "0"], self.folder, **self.environment())

    def environment(self) -> Mapping[str, str]:
        return {"DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": str(self.folder)}

    def command(self) -> Sequence[str | Path]:
        gunicorn = [self._python, "-m", "gunicorn", "wsgi", "--workers", "3", "--threads", "4"]
        return [*gunicorn, "--backlog", "1024", "--bind", f"127.0.0.1:{self.port}"]

    def count(self) -> int:
        return int(self.rows("SELECT count(*) FROM fingerprint_attendance_punch")[0][0])

    def stored(self, prefix: str) -> list[Stored]:
        found = self.rows(
            "SELECT d.serial_number, p.raw_pin, p.work_code FROM fingerprint_attendance_punch p"
            " JOIN fingerprint_attendance_device d ON d.id = p.device_id"
            f" WHERE d.serial_number LIKE '{prefix}%'"
        )
        return [Stored(*row) for row in found]

    def set_aside(self, serial: str) -> int:
        found = self.rows(
            "SELECT count(*) FROM fingerprint_attendance_deviceeventlog e"
            " JOIN fingerprint_attendance_device d ON d.id = e.device_id"
            f" WHERE e.event_type = 'parse_error' AND d.serial_number = '{serial}'"
        )
        return int(found[0][0])
