"""Browsers of the people on the applicant's side, and the addresses of an application."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.fixture
def as_user():
    """Makes a signed-in client."""

    def client_of(user):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture
def to():
    """The address of a page of an application."""

    def address(name, application, *args):
        return reverse(f"certifications:{name}", args=[application.public_id, *args])

    return address
