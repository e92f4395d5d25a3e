"""What `make bench` measures of judging is really there: each address answers to the session that was made for it."""

import pytest
from django.conf import settings
from django.test import Client

from scripts import bulk_judging

pytestmark = pytest.mark.django_db


def client_of(session):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def test_a_large_result_can_be_read(in_judging):
    made = bulk_judging.result(4, 3)

    response = client_of(made["session"]).get(made["path"])

    assert (response.status_code, len(response.context["lines"])) == (200, 4)


def test_a_long_list_holds_its_cases(in_judging):
    made = bulk_judging.listed(3, 0)

    response = client_of(made["session"]).get(made["path"])

    assert (response.status_code, len(response.context["object_list"])) == (200, 4)


def test_a_judge_opens_her_pane_and_saves_a_value(in_judging):
    made = bulk_judging.pane(3, 1)
    client = client_of(made["session"])

    opened = client.get(made["path"])
    saved = client.post(made["score"], {"criterion": made["criterion"], "value": "4"})

    assert (opened.status_code, len(opened.context["docket"].cases)) == (200, 3)
    assert (saved.status_code, saved.json()["given"]) == (200, 1)


def test_a_large_result_takes_at_most_twelve_questions(in_judging, django_assert_num_queries):
    made = bulk_judging.result(60, 10)
    client = client_of(made["session"])
    client.get(made["path"])

    with django_assert_num_queries(12):
        client.get(made["path"])
