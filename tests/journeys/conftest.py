"""The sample city for browser tests: a clone of its template database per module, its files linked, its own server."""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.files.storage import FileSystemStorage
from django.db import connections
from django.http import HttpResponse
from django.test.utils import override_settings
from pytest_django.live_server_helper import LiveServer

from home import stylesheets
from scripts import sample_template
from tests.journeys.cities import City, StackCity, begin_anew
from tests.journeys.drafts import Draft

FAILURES = settings.VAR / "journeys" / "failures"
SWITCHED = {"DEMO": True, "SECOND_FACTOR_REQUIRED": False, "ACCOUNT_REAUTHENTICATION_TIMEOUT": 3600}


def pytest_configure(config):
    """What a page looked like when its test failed is kept in var/journeys."""
    config.option.output = str(FAILURES)
    config.option.screenshot = "only-on-failure"


@pytest.fixture(scope="session", autouse=True)
def kept_files():
    """Static files as in production: one stylesheet, and what a window has fetched it keeps."""
    find, sheet = StaticFilesHandler.serve, stylesheets.inlined(FileSystemStorage(settings.ROOT / "site" / "static"))

    def serve(self, request):
        whole = request.path == f"{settings.STATIC_URL}{stylesheets.MAIN}"
        response = HttpResponse(sheet, content_type="text/css") if whole else find(self, request)
        response["Cache-Control"] = "max-age=3600"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve)
        yield


@pytest.fixture(scope="session")
def template():
    return sample_template.prepare(os.environ["DATABASE_URL"], os.environ["DATABASE_TEMPLATE"])


def link(source, target):
    """Gives the clone the template's files; a file that is replaced leaves the template's own as it is."""
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "--archive", "--link", str(source), str(target)], check=True)


@contextmanager
def leading_to(name):
    """All connections lead to this database while this lasts."""
    connection = connections["default"]
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@contextmanager
def database_of_our_own(template):
    """All connections lead to a clone of the template while this lasts."""
    url, name = os.environ["DATABASE_URL"], f"test_{os.environ['DATABASE_URL'].rpartition('/')[2]}_city_{os.getpid()}"
    sample_template.administer(
        url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {template.database}"
    )
    try:
        with leading_to(name):
            yield
    finally:
        sample_template.administer(url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def city(request, django_db_setup, django_db_blocker):
    """The sample city, served: `city.url`, `city.enter(context, user)`, `city.work()`. Where a stack serves one, that one."""
    begin_anew()
    if url := os.environ.get("STACK_URL"):
        with django_db_blocker.unblock(), leading_to(os.environ["STACK_DATABASE"]):
            yield StackCity(url, os.environ["STACK_MAIL"])
        return
    template = request.getfixturevalue("template")
    link(template.folder / "media", settings.MEDIA_ROOT)
    link(template.folder / "private", settings.TEST_ROOT / "private")
    with django_db_blocker.unblock(), database_of_our_own(template), override_settings(**SWITCHED):
        server = LiveServer("127.0.0.1")
        with override_settings(PUBLIC_URL=server.url, ALLOWED_HOSTS=["*"]):
            yield City(server.url)
        server.stop()


BUSY = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"


@pytest.fixture(autouse=True)
def _settled(request):
    """What a window has asked for before it was closed is answered before the tables are emptied, lest the two deadlock."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    patience = time.monotonic() + 10
    with connections["default"].cursor() as cursor:
        while time.monotonic() < patience:
            cursor.execute(BUSY)
            if cursor.fetchone() == (0,):
                break
            time.sleep(0.05)


@pytest.fixture
def people(new_context, city):
    """Opens a window for somebody: `people(user)` gives a page of a browser of her own; nobody's browser is a visitor's."""

    def window(user=None, **facts):
        context = new_context(**facts)
        context.set_default_timeout(20_000)
        if user is not None:
            city.enter(context, user)
        return context.new_page()

    return window


@pytest.fixture
def draft(city, request):
    return Draft(city, abs(hash(request.node.name)) % 10_000)
