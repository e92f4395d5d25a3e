"""The proxy at work: who the visitor is behind balancers, how large a body may be, what is said to one that is too large."""

import http.client
import json
import os
import re
import subprocess
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from brands.actions import pictures
from certifications import form_files, intake_forms
from certifications.actions import answering, enclosures, evidence, field_reports, themes, uploads
from home.discovery import FLOORS
from organizations.actions import standings
from scripts import proxy
from scripts.postgres import free_port
from scripts.processes import is_listening
from tests.test_deployment import NGINX, ROOT, SERVICES

MEGABYTE = 1024 * 1024
FORM = 3 * MEGABYTE  # what may come beside the files of a page
ONE = uuid.UUID(int=1)
TEMPLATE = proxy.TEMPLATE.read_text(encoding="utf-8")
needs_nginx = pytest.mark.skipif(not Path(NGINX).exists(), reason="nginx is not installed: make test installs it")


class Echo(BaseHTTPRequestHandler):
    """Stands where the site stands: says who it takes for the visitor."""

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps({"visitor": self.headers["X-Forwarded-For"]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the server's own name

    def log_message(self, *arguments):
        pass


@pytest.fixture
def upstream():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def started(tmp_path, upstream):
    """Starts a proxy behind these balancers; gives its port."""
    running = []

    def start(balancers=""):
        port = free_port()
        path = tmp_path / "nginx.conf"
        values = SERVICES["proxy"]["environment"] | {
            "NGINX_HEAD": f"user {'root' if os.getuid() == 0 else 'nobody'};\ndaemon off;\nmaster_process off;",
            "RUN_DIR": str(tmp_path),
            "ACCESS_LOG": "off",
            "LISTEN": f"127.0.0.1:{port}",
            "WEB_SERVERS": f"server 127.0.0.1:{upstream};",
            "S3_HOST": "127.0.0.1:3",
            "STATIC_ROOT": str(ROOT / "site" / "static"),
            "FORWARDED_PROTO": "$scheme",
            "PAGE_CACHE_TOKEN": "token",
            "BALANCERS": balancers,
        }
        path.write_text(proxy.rendered(values), encoding="utf-8")
        running.append(subprocess.Popen([NGINX, "-c", str(path), "-p", str(tmp_path), "-e", "stderr"]))
        deadline = time.monotonic() + 10
        while not is_listening(port):
            assert running[-1].poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return port

    yield start
    for process in running:
        process.terminate()
        process.wait(10)


def asked(port, path="/", *, method="GET", body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


@needs_nginx
@pytest.mark.parametrize(
    ("balancers", "claimed", "visitor"),
    [
        ("", "203.0.113.9", "127.0.0.1"),
        ("127.0.0.0/8,10.0.0.0/8", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.0/8 10.0.0.0/8", "203.0.113.9, 10.1.2.3", "203.0.113.9"),
        ("127.0.0.0/8,10.0.0.0/8", "198.51.100.1, 203.0.113.9, 10.1.2.3", "203.0.113.9"),
        ("10.0.0.0/8", "203.0.113.9", "127.0.0.1"),
    ],
    ids=["no balancer", "one", "two in a row", "a visitor who claims another address", "not from the balancer"],
)
def test_visitor_is_the_last_address_that_none_of_our_balancers_has(started, balancers, claimed, visitor):
    _response, content = asked(started(balancers), X_Forwarded_For=claimed)

    assert json.loads(content) == {"visitor": visitor}


@pytest.mark.parametrize("networks", ["", "10.0.0.0/8", "10.0.0.0/8,2001:db8::/32", " 10.0.0.0/8  192.168.0.1 "])
def test_image_makes_the_same_directives_of_the_networks(networks):
    command = ["sh", "-ec", '. deploy/real-ip.envsh; printf %s "$REAL_IP_FROM"']

    done = subprocess.run(command, cwd=ROOT, env={"BALANCERS": networks}, capture_output=True, text=True, check=True)

    assert done.stdout == proxy.real_ip_from(networks)


SECTION = re.MULTILINE | re.DOTALL


def blocks():
    """Each location of the proxy with the size that it takes, in the order of the file; the first is what holds elsewhere."""
    general = re.search(r"^    client_max_body_size (\w+);", TEMPLATE, re.MULTILINE)
    found = [("", "", size(general[1]))]
    for kind, pattern, body in re.findall(r"^        location (=|~|\^~|) ?(\S+) \{\n(.*?)^        \}", TEMPLATE, SECTION):
        own = re.search(r"client_max_body_size (\w+);", body)
        found.append((kind, pattern, size(own[1]) if own else size(general[1])))
    return found


def size(text):
    return int(text[:-1]) * {"k": 1024, "m": MEGABYTE}[text[-1]]


def taken(address):
    """How large a body the proxy takes at the address, by nginx's order: expressions first, then the longest beginning."""
    for kind, pattern, most in blocks():
        if kind == "~" and re.search(pattern, address):
            return most
    return max((len(pattern), most) for kind, pattern, most in blocks() if kind in ("", "^~") and address.startswith(pattern))[1]


FILES = {
    "brands:add_picture": pictures.MAX_BYTES,
    "certifications:section": answering.MOST_AT_ONCE,
    "certifications:attach": answering.MAX_MEGABYTES * MEGABYTE,
    "certifications:awaited_file": answering.MAX_MEGABYTES * MEGABYTE,
    "certifications:certificate_change": enclosures.MOST * enclosures.MAX_BYTES,
    "certifications:certificate_changes": enclosures.MOST * enclosures.MAX_BYTES,
    "certificates:enter_change": enclosures.MAX_BYTES,
    "certifications:evidence": evidence.MAX_BYTES,
    "certifications:field_photographs": field_reports.MAX_BYTES,
    "certifications:messages": enclosures.MOST * enclosures.MAX_BYTES,
    "cases:write_message": enclosures.MOST * enclosures.MAX_BYTES,
    "cases:add_evidence": evidence.MAX_BYTES,
    "cases:enter_appeal": enclosures.MAX_BYTES,
    "cases:enter_statement": answering.MOST_AT_ONCE,
    "certifications:appeal": enclosures.MOST * enclosures.MAX_BYTES,
    "themes:add_picture": themes.MAX_BYTES,
    "rounds:enter": intake_forms.SCANS * evidence.MAX_BYTES,
    "organizations-desk:assess": standings.MAX_BYTES,
    "wagtaildocs:add_multiple": settings.WAGTAILDOCS_MAX_UPLOAD_SIZE,
}
SMALLER_FILES = {"wagtailimages:add_multiple": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, "form-versions:add": form_files.MOST_BYTES}
ARGUMENTS = {
    "certifications:section": [ONE, "about-it"],
    "certifications:attach": [ONE, ONE],
    "certifications:awaited_file": [ONE, ONE],
    "certifications:certificate_change": [ONE, ONE],
    "themes:add_picture": [1],
}
WITHOUT = {"wagtaildocs:add_multiple", "wagtailimages:add_multiple", "form-versions:add"}


def addresses(name):
    """The view's addresses in all languages."""
    arguments = [] if name in WITHOUT else ARGUMENTS.get(name, [ONE])
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(reverse(name, args=arguments))
    return found


@pytest.mark.parametrize("name", FILES)
def test_proxy_takes_the_files_that_the_site_takes_and_their_form(name):
    assert {address: taken(address) for address in addresses(name)} == dict.fromkeys(addresses(name), FILES[name] + FORM)


@pytest.mark.parametrize("name", SMALLER_FILES)
def test_proxy_leaves_smaller_files_of_the_desk_to_the_site(name):
    assert [address for address in addresses(name) if taken(address) < SMALLER_FILES[name] + FORM] == []


@pytest.mark.parametrize("address", ["/", "/en/account/login/", f"/applications/{ONE}/answers/{ONE}/", f"/judging/{ONE}/score/"])
def test_proxy_takes_elsewhere_what_the_site_reads(address):
    assert taken(address) == settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_proxy_takes_the_pieces_of_large_files():
    assert taken(f"/applications/{ONE}/tickets/{ONE}/") > uploads.MAX_PIECE


def test_every_place_that_takes_files_is_known_here():
    taking = re.compile(r"\bFileField\(|\bImageField\(|request\.FILES").search
    sources = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py") if not {"migrations", "models"} & {*path.parts}]

    assert {str(path.relative_to(ROOT)) for path in sources if taking(path.read_text(encoding="utf-8"))} == {
        "brands/forms.py",
        "brands/views/writing.py",
        "certifications/design_forms.py",
        "certifications/intake_forms.py",
        "certifications/judging_forms.py",
        "certifications/views/applying/appeals.py",
        "certifications/views/applying/attachments.py",
        "certifications/views/applying/awaited_files.py",
        "certifications/views/applying/eligibility.py",
        "certifications/views/applying/messages.py",
        "certifications/views/applying/sections.py",
        "certifications/views/changes.py",
        "certifications/views/field_reports.py",
        "certifications/views/proofs.py",  # 2.5 MB at most, which every address takes
        "certifications/viewsets/appeals.py",
        "certifications/viewsets/entered_changes.py",
        "certifications/viewsets/evidence.py",
        "certifications/viewsets/form_editor/desk.py",
        "certifications/viewsets/message_verbs.py",
        "certifications/viewsets/statements.py",
        "certifications/viewsets/theme_forms.py",
        "home/samples/form.py",
        "home/viewsets/import_forms.py",
        "organizations/forms.py",
        "payments/forms.py",  # 2 MB at most, and the desk takes more
    }


@needs_nginx
def test_body_that_is_too_large_is_answered_with_a_page_in_three_languages(started):
    body = b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)

    response, content = asked(started(), "/en/my/profile/", method="POST", body=body, Accept="text/html,*/*;q=0.8")

    page = content.decode()
    facts = (response.status, response.headers["Content-Type"], response.headers["Cache-Control"])
    assert facts == (413, "text/html; charset=utf-8", "no-store")
    assert re.findall(r'lang="([a-z-]+)"', page) == ["ja", "en", "zh-hans"]
    assert "一度に送信できる大きさを超えた" in page
    links = re.findall(r'href="/static/([^"]+)"', page)
    assert [link for link in links if not (ROOT / "site" / "static" / link).exists()] == []


@needs_nginx
@pytest.mark.parametrize(("prefix", "words"), [("", "受け付けていません"), ("/en", "was not received"), ("/zh-hans", "未被受理")])
def test_script_that_sends_too_much_is_answered_in_json_and_in_its_language(started, prefix, words):
    body = b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    path = f"{prefix}/applications/{ONE}/answers/{ONE}/"

    response, content = asked(started(), path, method="POST", body=body, Accept="application/json")

    answer = json.loads(content)
    assert (response.status, response.headers["Content-Type"], answer["state"]) == (413, "application/json", "wrong")
    assert words in answer["error"]


@needs_nginx
def test_body_that_just_fits_reaches_the_site(started):
    body = b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    response, _content = asked(started(), "/my/profile/", method="POST", body=body)

    assert response.status == 200


@needs_nginx
def test_files_of_the_proxys_answers_have_no_address_of_their_own(started):
    response, _content = asked(started(), "/_refused/too-large.html")

    assert response.status == 404


@pytest.mark.parametrize("script", ["answer-post.js", "pieces.js"])
def test_scripts_that_send_much_ask_for_json(script):
    assert re.search(r'Accept(": |: |", )"application/json"', (ROOT / "site/static/js" / script).read_text(encoding="utf-8"))
