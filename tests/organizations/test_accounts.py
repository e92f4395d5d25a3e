"""Signing in and out keeps the language that one reads."""

import pytest

from organizations.models import User

pytestmark = pytest.mark.django_db
WORDS = {"email": "reader@people.example", "password": "a long pass phrase"}


@pytest.fixture
def reader(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    user = User.objects.create_user(**WORDS, name="読み手")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


@pytest.mark.parametrize("start", ["/", "/en/", "/zh-hans/"])
def test_signing_in_keeps_the_language(client, reader, start):
    response = client.post(f"{start}account/login/", {"login": WORDS["email"], "password": WORDS["password"]})

    assert response.status_code == 302
    assert response["Location"] == f"{start}my/"


@pytest.mark.parametrize("start", ["/", "/en/", "/zh-hans/"])
def test_signing_out_keeps_the_language(client, reader, start):
    client.force_login(reader)

    response = client.post(f"{start}account/logout/")

    assert response["Location"] == start
