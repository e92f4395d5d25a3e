"""Pages that a proxy keeps are fetched anew when something has changed."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django_tasks_db.models import DBTaskResult

from home import freshness
from home.actions import kept_pages
from scripts.postgres import free_port


@pytest.fixture
def proxy(settings):
    """A server that notes what it is asked for."""
    asked = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Host"], self.headers["X-Refresh"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Noting)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.PAGE_CACHES = [f"http://127.0.0.1:{server.server_port}"]
    settings.PAGE_CACHE_TOKEN = "secret"
    yield asked
    server.shutdown()
    server.server_close()


def test_refresh_fetches_every_live_page_with_the_token(front, proxy):
    fetched = kept_pages.refresh()

    assert (fetched, proxy) == (1, [("/", "localhost:8000", "refresh:secret")])


def test_refresh_leaves_out_what_is_not_live(front, proxy):
    front.unpublish()

    assert (kept_pages.refresh(), proxy) == (0, [])


def test_refresh_goes_on_when_a_proxy_is_away(front, settings):
    settings.PAGE_CACHES = [f"http://127.0.0.1:{free_port()}"]

    assert kept_pages.refresh() == 0


@pytest.mark.django_db
def test_renew_asks_for_it_once_in_the_transaction(proxy):
    freshness.renew("register")
    freshness.renew("programs")

    assert list(DBTaskResult.objects.values_list("task_path", flat=True)) == ["home.tasks.refresh_pages"]


@pytest.mark.django_db
def test_renew_asks_nobody_when_there_is_no_proxy():
    freshness.renew("register")

    assert DBTaskResult.objects.count() == 0
