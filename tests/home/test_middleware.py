"""Which answers the proxy may keep for everybody."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.cache import patch_vary_headers

from home.middleware import PUBLIC_CACHE, PublicCacheMiddleware


def answer(response, path="/brands/", method="get", cookies=()):
    request = getattr(RequestFactory(), method)(path)
    request.COOKIES.update(cookies)
    return PublicCacheMiddleware(lambda _request: response)(request).get("Cache-Control")


def with_cookie():
    response = HttpResponse()
    response.set_cookie("csrftoken", "x")
    return response


def varying():
    response = HttpResponse()
    patch_vary_headers(response, ["Cookie"])
    return response


@pytest.mark.parametrize("method", ["get", "head"])
def test_page_for_everybody_may_be_kept_for_a_minute(method):
    assert answer(HttpResponse(), method=method) == PUBLIC_CACHE == "public, max-age=0, s-maxage=60"


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"response": HttpResponse(), "method": "post"}, id="a form that was sent"),
        pytest.param({"response": HttpResponse(status=404)}, id="not found"),
        pytest.param({"response": HttpResponse(), "path": "/admin/"}, id="the desk"),
        pytest.param({"response": HttpResponse(), "path": "/verify/ABCD/"}, id="a certificate's standing"),
        pytest.param({"response": HttpResponse(), "cookies": {"sessionid": "x"}.items()}, id="somebody signed in"),
    ],
)
def test_other_answers_are_not_kept(facts):
    assert answer(**facts) is None


@pytest.mark.parametrize("response", [with_cookie(), varying()], ids=["sets a cookie", "depends on a cookie"])
def test_answer_for_one_person_is_kept_by_nobody(response):
    assert answer(response) == "private, no-store"


def test_what_a_view_says_stays():
    assert answer(HttpResponse(headers={"Cache-Control": "private, no-store"})) == "private, no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/", "/my/", "/admin/login/", "/healthz"])
def test_pages_for_one_person_are_never_kept(client, path):
    response = client.get(path)

    assert "s-maxage" not in response.get("Cache-Control", "")


@pytest.mark.django_db
def test_calendar_feed_may_be_kept(client):
    response = client.get("/events/calendar.ics")

    assert response.status_code == 200
    assert "public" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_japanese_page_does_not_come_in_another_frame(client):
    page = client.get("/account/login/?lang=en").content.decode()

    assert '<html lang="ja"' in page


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"])
@pytest.mark.parametrize("charset", ["utf-7", "rot13", "utf-16", "unknown"])
def test_body_in_another_charset_is_refused(db, kind, charset):
    client = Client(enforce_csrf_checks=True)

    response = client.generic("POST", "/account/login/", b"a=+ADw-", content_type=f"{kind}; charset={charset}")

    assert (response.status_code, response.content) == (400, b"Please send UTF-8.")


def test_body_in_utf_8_is_read(db):
    kind = "application/x-www-form-urlencoded; charset=UTF-8"

    assert Client().post("/account/login/", b"login=x", content_type=kind).status_code == 200
