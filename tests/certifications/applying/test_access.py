"""Who finds what: strangers find nothing, in the very words in which nothing is said of what does not exist."""

import uuid
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certifications.models import Application
from tests.certifications import making

pytestmark = pytest.mark.django_db
NAMES = ["application", "check", "receipt", "corrections", "messages"]
VERBS = ["withdraw", "consent_ask", "check", "corrections", "messages"]


def addresses(public_id, application):
    key = application.round.form_version.questions.first().key
    attachment = application.attachments.first()
    yield from (("get", reverse(f"certifications:{name}", args=[public_id])) for name in NAMES)
    yield from (("post", reverse(f"certifications:{name}", args=[public_id])) for name in VERBS)
    yield "get", reverse("certifications:section", args=[public_id, "product"])
    yield "post", reverse("certifications:section", args=[public_id, "product"])
    yield "post", reverse("certifications:answer", args=[public_id, key])
    yield "post", reverse("certifications:attach", args=[public_id, key])
    yield "get", reverse("certifications:file", args=[public_id, attachment.public_id])
    yield "post", reverse("certifications:correction_reply", args=[public_id, uuid.uuid4()])
    yield "get", reverse("certifications:nomination", args=[public_id])


def test_another_companys_application_answers_as_one_that_does_not_exist(submitted, stranger, as_user):
    client = as_user(stranger)
    missing, foreign = uuid.uuid4(), submitted.public_id
    asked = list(addresses(foreign, submitted))
    found = [getattr(client, verb)(address) for verb, address in asked]

    Application.objects.filter(pk=submitted.pk).update(public_id=missing)
    absent = [getattr(client, verb)(address) for verb, address in asked]

    assert [response.status_code for response in found] == [404] * len(asked)
    assert [response.content for response in found] == [response.content for response in absent]
    assert [dict(response.headers) for response in found] == [dict(response.headers) for response in absent]


def test_it_is_looked_for_with_as_many_questions_as_one_that_does_not_exist(submitted, stranger, as_user, to):
    """So that the time of an answer tells no more than its words."""
    client, missing = as_user(stranger), reverse("certifications:application", args=[uuid.uuid4()])
    client.get(missing)  # what is remembered from one request to the next

    counts = []
    for address in (to("application", submitted), missing):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_pages_ask_to_sign_in_before_they_look(submitted, client):
    missing = uuid.uuid4()

    for name in NAMES:
        for public_id in (submitted.public_id, missing):
            address = reverse(f"certifications:{name}", args=[public_id])
            response = client.get(address)
            assert (response.status_code, response.url) == (302, f"/account/login/?next={address}")


def test_a_post_without_a_session_keeps_what_was_typed(submitted, client, to):
    response = client.post(to("messages", submitted), {"body": "三日かけて書いた文章"})

    assert response.status_code == 403
    assert "三日かけて書いた文章" in response.content.decode()
    assert submitted.messages.count() == 0


def test_viewers_read_but_do_not_write(submitted, viewer, as_user, to):
    client = as_user(viewer)

    assert client.get(to("application", submitted)).status_code == 200
    assert client.post(to("withdraw", submitted)).status_code == 403
    assert client.post(to("messages", submitted), {"body": "x"}).status_code == 403
    assert (Application.objects.get(pk=submitted.pk).state, submitted.messages.count()) == ("submitted", 0)


@pytest.mark.parametrize("who", ["owner", "editor", "viewer", "secretary", "stranger", "nobody"])
def test_files_are_given_to_the_applicants_side_and_the_office(submitted, as_user, client, to, request, who):
    user = None if who == "nobody" else request.getfixturevalue(who)
    attachment = submitted.attachments.first()

    response = (as_user(user) if user else client).get(to("file", submitted, attachment.public_id))

    expected = {"stranger": 404, "nobody": 302}.get(who, 200)
    assert response.status_code == expected
    if expected == 200:
        assert b"".join(response.streaming_content) == attachment.file.read()
        assert response.headers["Cache-Control"].startswith("private, no-store")
        response.close()


def test_files_of_a_draft_are_not_with_the_office_yet(filled, secretary, as_user, to):
    attachment = filled.attachments.first()

    assert as_user(secretary).get(to("file", filled, attachment.public_id)).status_code == 404


def test_a_file_is_not_found_under_another_application(submitted, open_round, company, owner, as_user, to):
    other = making.draft(open_round, owner, organization=company, name="別の製品")
    attachment = submitted.attachments.first()

    assert as_user(owner).get(to("file", other, attachment.public_id)).status_code == 404


def test_pages_are_never_kept(draft, owner, as_user, to):
    for name in ("application", "check", "messages"):
        assert "no-store" in as_user(owner).get(to(name, draft)).headers["Cache-Control"]


@pytest.mark.parametrize("path", ["//evil.example/x", "///evil.example/x"])
def test_page_before_stays_with_us(draft, path):
    answer = Client().post(f"/applications/{draft.public_id}/check/", headers={"referer": f"http://testserver{path}"})

    page = unquote(answer.content.decode())
    assert ("next=//evil" in page, "next=/evil.example/x" in page) == (False, True)
