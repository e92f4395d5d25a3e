"""What every test stands on: a whole database after each flush, folders that go away, a browser without downloads."""

import gc
import os
import shutil
from types import SimpleNamespace

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from wagtail.models import Site

from home import clock
from scripts import sqlite_template
from tests import put_back, replays, selection, tapes

CHROMIUM = "/usr/bin/chromium"
POSTGRESQL = "postgres" in os.environ.get("DATABASE_URL", "")


# A busy machine draws slowly: no test fails by the clock.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
# A fifth of the usual examples where speed is asked for; tests that name a number of their own keep it.
hypothesis.settings.register_profile("fast", hypothesis.settings.get_profile("house"), max_examples=20)
hypothesis.settings.load_profile("fast" if selection.FAST else "house")


def pytest_configure(config):
    # Playwright's synchronous interface keeps an event loop in the thread that the tests use the database from.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # A database is cloned from the migrated template in a second: never reuse one that a flush has emptied.
    config.option.create_db = config.option.create_db or POSTGRESQL


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    selection.leave_out(config, items, postgresql=POSTGRESQL)
    for item in items:
        if item.get_closest_marker("postgresql") and not POSTGRESQL:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: make test-postgres"))
        marker = item.get_closest_marker("django_db")
        emptied = marker is not None and marker.kwargs.get("transaction")
        if emptied or {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
            # Its tables are emptied afterwards; give back what migrations put there: root page, site, locale, groups.
            # On PostgreSQL, `tables_are_put_back` does it.
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
    # Tests that empty the tables come last, whoever marked them so, or the next one would find no roles and no pages.
    items.sort(key=_empties_tables)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    # Thousands of tests stay until the end: the collector need not look through them again and again, nor so often.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def _empties_tables(item):
    return any(marker.kwargs.get("transaction") for marker in item.iter_markers("django_db"))


def pytest_sessionfinish(session):
    shutil.rmtree(settings.TEST_ROOT, ignore_errors=True)
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(selection.LEFT_OUT, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Each of several processes collects the same: what one has left out is what the run has left out."""
    if found := getattr(node, "workeroutput", {}).get("left_out"):
        node.config.stash[selection.LEFT_OUT] = selection.together(node.config.stash.get(selection.LEFT_OUT, {}), found)


def pytest_terminal_summary(terminalreporter, config):
    for line in selection.lines(config.stash.get(selection.LEFT_OUT, {})):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """On SQLite, each process works in a copy of a migrated file, kept under a hash of the migrations."""
    if POSTGRESQL:
        # By its name it is known below that it has been made; Django asked later would put "test_" before that of the made one.
        connection.settings_dict["TEST"] |= {"SERIALIZE": False, "NAME": connection.creation._get_test_db_name()}
        return
    settings.TEST_ROOT.mkdir(parents=True, exist_ok=True)
    copy = shutil.copy(sqlite_template.prepare(), settings.TEST_ROOT / "tests.sqlite3")
    connection.settings_dict["TEST"]["NAME"] = str(copy)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """What a flush must be followed by is known to every connection of the process.

    While Playwright's loop runs, this thread has another connection than before: Django keeps one per context.
    """
    kept = vars(connection._connections[connection._alias]).get("_test_serialized_contents")
    if kept is not None:
        type(connection._connections[connection._alias])._test_serialized_contents = kept
    if connection.settings_dict["NAME"] == connection.creation._get_test_db_name():  # none is made where no test asks for it
        with django_db_blocker.unblock():
            tapes.remember()


@pytest.fixture(scope="session", autouse=POSTGRESQL)
def tables_are_put_back():
    """After a test that commits, all stands again as before the first such test of its database: what differs is written.

    Django would empty every table and save each row of the migrations anew.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(lambda _case: put_back.Kept("migrated", again=True)))
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: put_back.Kept("migrated", again=True).put_back())
        yield


@pytest.fixture(scope="session", autouse=True)
def signing_in_by_the_clock():
    """Who signs in does it at the test's hour, so that the same rows come of it each time (tests/replays.py)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.contrib.auth.models.timezone", SimpleNamespace(now=clock.now))
        yield


@pytest.fixture(autouse=True)
def forget_caches():
    """No test sees what another left in a cache of this process."""
    yield
    cache.clear()
    Site.clear_site_root_paths_cache()


@pytest.fixture(autouse=True)
def tape(monkeypatch):
    """What a test writes is heard, so that what it begins with need not be reckoned out again (tests/replays.py)."""
    if not replays.ON:
        yield
        return
    with tapes.listening(monkeypatch):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef):
    fixturedef.func = replays.of_fixture(fixturedef)
    return (yield)


@pytest.fixture
def on_postgresql(db):
    """Whether the test runs on PostgreSQL."""
    return connection.vendor == "postgresql"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {
        "executable_path": os.environ.get("CHROMIUM", CHROMIUM),
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=ja"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {
        "locale": "ja-JP",
        "timezone_id": "Asia/Tokyo",
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
    }


@pytest.fixture
def sign_in(context, live_server, client):
    """Signs a user in without the form: `sign_in(user)` gives the browser's context the session."""

    def enter(user):
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return context

    return enter
