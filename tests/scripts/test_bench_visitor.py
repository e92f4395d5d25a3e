"""Who sends files when memory is measured: somebody whose messages are taken."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from scripts.bench_visitor import visitor
from tests.home import samples

pytestmark = pytest.mark.django_db


def test_visitor_is_signed_in_and_can_send_files(submitted):
    found = visitor()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = found["session"]

    answer = client.post(found["messages"], {"body": "1", "files": SimpleUploadedFile("a.jpg", samples.picture())})

    assert answer.status_code == 302
    assert [row.name for message in submitted.messages.all() for row in message.files.all()] == ["a.jpg"]


def test_visitor_is_missed_where_nobody_has_submitted(draft):
    with pytest.raises(LookupError):
        visitor()
