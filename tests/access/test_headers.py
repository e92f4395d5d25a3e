"""Where answers lead, what they carry in their headers, and how soon a lost right is lost."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from organizations.models import Membership, User
from tests.access import addresses, sweep
from tests.access.test_matrix import MATRIX
from tests.access.worlds import STAGES

POLICY_PARTS = ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors")
EVIL = (
    "//evil.example/", "https://evil.example/", "https:evil.example", "\\\\evil.example", "/\\evil.example",
    "javascript:alert(1)", "\t//evil.example", "http:///evil.example", "https://testserver@evil.example/", "///evil.example",
)  # fmt: skip


# Redirects and hosts


@pytest.mark.parametrize("wanted", EVIL)
def test_nobody_is_led_to_another_site(world, enter, wanted):
    places = [
        enter("secretary").get("/admin/login/", {"next": wanted}),
        Client().get("/admin/login/", {"next": wanted}),
        Client().get("/_util/login/", {"next": wanted}),
        enter("owner").get("/account/login/", {"next": wanted}),
        Client().post(f"/account/login/?next={wanted}", {"login": "owner@people.example", "password": "a long password"}),
        enter("owner").post("/account/logout/", {"next": wanted}),
    ]

    for response in places:
        assert response.status_code in {200, 302}
        target = response.headers.get("Location", "/")
        assert target.startswith(("/", "http://testserver/"))
        assert not target.startswith(("//", "/\\"))
        assert "evil" not in target.partition("?")[0]


@pytest.mark.parametrize("wanted", EVIL[:4])
def test_page_of_the_second_factor_links_home(world, enter, wanted):
    page = enter("owner").get("/my/second-factor/", {"next": wanted}).content.decode()

    assert "evil.example" not in re.sub(r'href="[^"]*/login/[^"]*"', "", page)


def test_stopped_page_leads_back_only_to_this_site(world, db):
    path = reverse("certifications:messages", args=[world.cases["submitted"].application.public_id])

    page = Client().post(path, {"body": "本文です"}, headers={"referer": "https://evil.example/x"}).content.decode()

    assert "evil.example" not in page
    assert "本文です" in page


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"host": "testserver:99999x"}, {"host": "evil.example:80"}])
def test_foreign_hosts_are_refused(db, headers):
    assert Client(raise_request_exception=False).get("/my/", headers=headers).status_code == 400


def test_forwarded_host_is_not_believed(world, enter, mailoutbox):
    response = Client().get("/my/", headers={"x-forwarded-host": "evil.example"})
    Client().post(
        "/account/password/reset/", {"email": world.people["owner"].email}, headers={"x-forwarded-host": "evil.example"}
    )

    assert "evil.example" not in response.headers["Location"]
    assert len(mailoutbox) == 1
    assert "evil.example" not in mailoutbox[0].body


# Headers


def everything_answered(world, enter, role):
    with world.during("submitted") as case:
        for request in addresses.everything(world, case):
            with sweep.undone():
                yield request, request.sent_by(enter(role))


@pytest.mark.parametrize("role", ["owner", "judge", "secretary", "other"])
def test_no_answer_to_somebody_signed_in_may_be_kept(world, enter, role):
    found = set()

    for request, response in everything_answered(world, enter, role):
        kept = response.headers.get("Cache-Control", "")
        if "no-store" not in kept and "private" not in kept and response.status_code in {200, 301, 404}:
            found.add((request.name, response.status_code, kept))

    assert found == set()


PUBLIC_PATHS = ("/", "/programs/", "/programs/kis/", "/brands/", "/search/?q=x", "/verify/", "/sitemap.xml", "/robots.txt",
                "/feed.atom", "/events/calendar.ics", "/figures/figures.csv", "/nowhere/")  # fmt: skip


UPDATED = re.compile(rb"<updated>[^<]+</updated>")  # an empty feed was made just now


@pytest.mark.parametrize("path", PUBLIC_PATHS)
def test_public_pages_set_no_cookie_and_do_not_depend_on_one(world, enter, path):
    response, signed_in = Client().get(path), enter("owner").get(path)

    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert UPDATED.sub(b"", sweep.body_of(response)) == UPDATED.sub(b"", sweep.body_of(signed_in))


def test_every_answer_has_a_policy(world, enter):
    found, asked = set(), set()
    paths = [*PUBLIC_PATHS, "/healthz", "/account/login/", "/account/signup/", "/admin/login/", "/admin/", "/my/"]
    client = enter("secretary")
    answers = [(path, Client().get(path)) for path in paths]
    answers += [("bad host", Client(raise_request_exception=False).get("/", headers={"host": "evil.example"}))]
    answers += [(request.name, response) for request, response in everything_answered(world, enter, "secretary")]
    answers += [(request.name, response) for request, response in everything_answered(world, enter, "viewer")]
    answers += [("desk export", client.get("/admin/cases/?export=csv")), ("xlsx", client.get("/admin/cases/?export=xlsx"))]

    for name, response in answers:
        asked.add(response.status_code)
        policy = response.headers.get("Content-Security-Policy", "")
        sealed = policy.startswith("sandbox; default-src 'none'")
        if not sealed and not all(part in policy for part in POLICY_PARTS):
            found.add((name, response.status_code, policy))
        if response.headers.get("X-Content-Type-Options") != "nosniff" or "Referrer-Policy" not in response.headers:
            found.add((name, response.status_code, "nosniff or referrer"))

    assert found == set()
    assert asked >= {200, 302, 400, 403, 404, 409}


def test_only_the_desk_may_run_inline_scripts(world, enter):
    public = [Client().get(path).headers["Content-Security-Policy"] for path in ("/", "/account/login/")]
    public += [enter("owner").get("/my/").headers["Content-Security-Policy"]]

    assert not any("unsafe" in policy for policy in public)
    assert "'unsafe-inline'" in enter("secretary").get("/admin/").headers["Content-Security-Policy"]


def test_pages_hold_no_inline_script_or_style(world, enter):
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")|\sstyle=\"|\son[a-z]+=\"|<style")
    """Each page that the matrix opens, in every stage; whatever else an address answers, once."""
    found, seen = {}, set()

    for role in ("owner", "judge"):
        for stage in STAGES:
            with world.during(stage) as case:
                for request in addresses.everything(world, case):
                    answer = (request.name, role, MATRIX[request.name, stage, role])
                    if request.method == "GET" and not request.path.startswith("/admin/") and answer not in seen:
                        seen |= {answer} if answer[-1] != "R" else set()
                        body = sweep.body_of(request.sent_by(enter(role))).decode("utf-8", errors="replace")
                        if "<html" in body and (hit := inline.search(body)):
                            found[request.name] = hit[0]

    assert found == {}


def test_files_are_sealed_downloads(world, enter):
    application = world.cases["submitted"].application
    attachment = application.attachments.get(key=world.papers.key, name__startswith="KANARI")

    response = enter("owner").get(reverse("certifications:file", args=[application.public_id, attachment.public_id]) + "?show=1")

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"].startswith("private, no-store")
    assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


# Privileges change with the next request


def test_end_of_a_membership_counts_at_once(world, enter):
    path = f"/applications/{world.cases['submitted'].application.public_id}/"
    first = enter("editor").get(path).status_code

    Membership.objects.filter(user=world.people["editor"]).update(ended_at=world.cases["submitted"].now)

    assert (first, enter("editor").get(path).status_code) == (200, 404)


def test_switched_off_accounts_are_signed_out(world, enter):
    User.objects.filter(pk=world.people["secretary"].pk).update(is_active=False)

    assert sweep.letter(enter("secretary").get("/admin/cases/")) == "I"


def test_end_of_a_role_counts_at_once(world, enter):
    path = f"/admin/cases/{world.cases['submitted'].application.public_id}/"
    first = enter("secretary").get(path).status_code

    world.people["secretary"].program_roles.update(ended_at=world.cases["submitted"].now)

    assert (first, sweep.letter(enter("secretary").get(path))) == (200, "F")


@pytest.mark.parametrize("role", ["secretary", "approver", "judge", "finance", "web_editor", "administrator", "auditor"])
def test_staff_and_judges_reach_nothing_with_one_factor(world, enter, role, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = enter(role)

    for path in ("/my/", "/judging/", "/admin/", "/admin/cases/", f"/applications/{world.cases['draft'].application.public_id}/"):
        response = client.get(path)
        assert response.status_code == 302
        assert "/my/second-factor/" in response.headers["Location"]


def test_session_cookie_is_closed_to_scripts():
    assert settings.SESSION_COOKIE_HTTPONLY is True
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
