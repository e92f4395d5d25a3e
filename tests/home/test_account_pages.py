"""Signing in and the like, as our templates draw allauth's pages."""

import re

import pytest
from django.test import Client

from organizations.models import User

OPEN = ["login/", "signup/", "password/reset/", "password/reset/done/", "confirm-email/", "confirm-email/none/", "inactive/"]
SIGNED_IN = ["email/", "password/change/", "logout/", "2fa/", "2fa/webauthn/", "reauthenticate/"]
PREFIXES = {"ja": "/account/", "en": "/en/account/", "zh-hans": "/zh-hans/account/"}


@pytest.fixture
def maker(client, db):
    user = User.objects.create_user("maker@city.example", "a long password", name="港 洋子")
    client.force_login(user)
    return user


@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("path", OPEN)
def test_open_page_is_drawn_in_its_language(client, front, path, language):
    response = client.get(PREFIXES[language] + path)

    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text
    assert len(re.findall(r"<h1[ >]", response.text)) == 1
    assert re.findall(r"<script(?![^>]*(?:src=|type=\"application/json\"))", response.text) == []


@pytest.mark.parametrize("path", SIGNED_IN)
def test_signed_in_page_names_the_person(client, front, maker, path):
    response = client.get(PREFIXES["ja"] + path)

    assert response.status_code == 200
    assert re.findall(r'<p class="header__person"><a href="([^"]+)">([^<]+)</a>', response.text) == [("/my/profile/", "港 洋子")]
    assert len(re.findall(r"<h1[ >]", response.text)) == 1


def test_wrong_input_is_told_in_a_summary_and_at_the_field(client, front):
    response = client.post("/account/login/", {"login": "nobody", "password": ""})

    summary = re.search(r'<div class="error-summary".*?</div>', response.text, re.DOTALL)[0]
    assert re.findall(r'<a href="#([^"]+)">', summary) == ["id_login", "id_password"]
    assert 'aria-describedby="id_login_error"' in response.text
    assert '<ul class="field__errors" id="id_login_error">' in response.text


def test_form_that_is_too_old_says_what_to_do(front):
    response = Client(enforce_csrf_checks=True).post("/en/account/login/", {"login": "x"})

    assert response.status_code == 403
    assert re.search(r"<h1>(.*?)</h1>", response.text)[1] == "Your input was not accepted"


def test_form_that_is_too_old_shows_the_answers_that_were_typed_and_nothing_else(front):
    sent = {"a-3f6c": "三日かけて<b>書いた</b>文章", "password": "correct horse", "v-3f6c": "123"}

    page = Client(enforce_csrf_checks=True).post("/my/", sent).text

    assert re.findall(r"<textarea[^>]*>(.*?)</textarea>", page) == ["三日かけて&lt;b&gt;書いた&lt;/b&gt;文章"]
    assert "correct horse" not in page
