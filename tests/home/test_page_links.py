"""Links in rich texts, and asking an address outside: never one inside our own network."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from home import outside_links
from home.page_links import FoundLink, links_in

OWN = frozenset({"tsunagi.example"})


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a linktype="page" id="3">募集<b>要項</b></a>', [FoundLink("page", "3", "募集要項")]),
        ('<a linktype="document" id="7">様式</a>', [FoundLink("document", "7", "様式")]),
        ('<a href="https://a.example/x?y=1#z">外</a>', [FoundLink("outside", "https://a.example/x?y=1", "外")]),
        ('<a href="/news/?p=2">中</a><a href="/news/?p=2">中</a>', [FoundLink("address", "/news/", "中")]),
        ('<a href="https://Tsunagi.example">front</a>', [FoundLink("address", "/", "front")]),
        ('<a href="//a.example/">x</a>', [FoundLink("outside", "//a.example/", "x")]),
        ('<a href="mailto:a@b.example">m</a> <a href="tel:1">t</a> <a href="#top">o</a> <a href="">e</a> <a id="n">n</a>', []),
        ('<a href="http://[oops">x', [FoundLink("outside", "http://[oops", "x")]),
        ("<a>no</a> words &lt;a href='https://x.example'&gt;", []),
    ],
)
def test_links_of_a_rich_text(html, found):
    assert links_in(html, OWN) == found


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.0.0.5", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fd00::1", False),
        ("fe80::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_the_open_net_is_public(address, public):
    assert outside_links.is_public(address) is public


class Answers(BaseHTTPRequestHandler):
    """Answers by its path: the status, and for moves where to."""

    asked = []

    def do_HEAD(self):
        type(self).asked.append((self.command, self.path))
        _empty, status, *rest = self.path.split("/")
        status = 200 if self.command == "GET" and rest == ["get"] else int(status)
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", "/" + "/".join(rest) if rest else self.path)
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815  # the name that the server looks for

    def log_message(self, *_arguments):
        """Says nothing."""


@pytest.fixture
def server():
    Answers.asked = []
    running = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield running.server_address[1]
    running.shutdown()
    thread.join()
    running.server_close()


def asked(port, path, **options):
    wanted = {"agent": "test", "may_go": lambda _address: True, "ports": frozenset({port})} | options
    return outside_links.ask(f"http://localhost:{port}{path}", **wanted)


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/200", ("ok", 200)),
        ("/404", ("gone", 404)),
        ("/410", ("gone", 410)),
        ("/405/get", ("ok", 200)),
        ("/403", ("unsure", 403)),
        ("/429", ("unsure", 429)),
        ("/500", ("failed", 500)),
        ("/302/200", ("ok", 200)),
        ("/301/404", ("gone", 404)),
        ("/301", ("failed", 301)),
    ],
)
def test_what_is_found_there(server, path, answer):
    assert asked(server, path) == answer


def test_a_page_that_is_there_is_asked_once_and_not_read(server):
    asked(server, "/200")

    assert Answers.asked == [("HEAD", "/200")]


def test_our_own_network_is_never_asked(server):
    as_usual = asked(server, "/200", may_go=outside_links.is_public)
    other_port = asked(server, "/200", ports=outside_links.PORTS)
    answers = [outside_links.ask(url, agent="test") for url in ("ftp://a.example/", "http://u:p@8.8.8.8/", "http://[::1]/")]

    assert (as_usual, other_port, answers, Answers.asked) == (("refused", None), ("refused", None), [("refused", None)] * 3, [])


def test_a_move_into_our_own_network_is_not_followed(server):
    seen = []

    def only_at_first(address):
        seen.append(address)
        return len(seen) == 1

    assert (asked(server, "/302/200", may_go=only_at_first), Answers.asked) == (("refused", None), [("HEAD", "/302/200")])


def test_nobody_listening_is_a_failure():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert asked(port, "/") == ("failed", None)


@pytest.mark.parametrize(
    ("url", "reserved"),
    [
        ("https://maker.example/x", True),
        ("http://localhost/", True),
        ("https://city.kawasaki.jp/", False),
        ("https://example.com/", False),
    ],
)
def test_names_that_nobody_can_own(url, reserved):
    assert outside_links.is_reserved(url) is reserved
