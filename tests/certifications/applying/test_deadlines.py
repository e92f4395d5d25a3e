"""What applicants see of their own deadline: the same everywhere, also in the countdown."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certifications.actions import extensions
from certifications.models import Application, prospectus
from home import clock
from home.dates import exact_time, machine_time
from tests.certifications import making

pytestmark = pytest.mark.django_db
LATER = making.CLOSES + timedelta(days=7)


@pytest.fixture
def extended(open_round, filled, secretary):
    extensions.grant(open_round, application=filled, until=LATER, reason="入院のため", by=secretary)
    return filled


@pytest.mark.parametrize("name", ["application", "check"])
def test_pages_count_down_to_the_applications_own_deadline(extended, owner, as_user, to, name):
    with clock.at(making.CLOSES + timedelta(days=1)):
        page = as_user(owner).get(to(name, extended)).content.decode()

    assert f'data-until="{exact_time(LATER)}"' in page
    assert machine_time(making.CLOSES) not in page


def test_who_comes_too_late_reads_by_which_instant_it_was_judged(filled, owner, as_user, to):
    with clock.at(making.CLOSES + timedelta(milliseconds=482)):
        response = as_user(owner).post(to("check", filled))

    assert response.status_code == 409
    assert "2026年12月1日(火) 17:00:00.482</time>" in response.content.decode()


def test_my_page_names_it(extended, owner, as_user):
    with clock.at(making.CLOSES + timedelta(days=1)):
        page = as_user(owner).get("/my/").content.decode()

    assert machine_time(LATER) in page
    assert "期限を過ぎました" not in page


def test_history_tells_that_the_office_gave_time(extended, owner, as_user, to):
    page = as_user(owner).get(to("application", extended)).content.decode()

    assert "事務局が提出期限を延ばしました" in page


def test_a_draft_with_more_time_is_submitted_after_the_rounds_close(extended, owner, as_user, to):
    with clock.at(LATER - timedelta(minutes=1)):
        response = as_user(owner).post(to("check", extended))

    assert response.url == to("receipt", extended)


def test_public_page_shows_the_rounds_new_deadline(open_round, program, secretary):
    extensions.grant(open_round, until=LATER, reason="大雪のため", by=secretary)

    with clock.at(making.CLOSES + timedelta(days=1)):
        page = prospectus.compiled(program, clock.now())

    assert (page.phase, page.round.closes_at) == ("open", LATER)
    assert page.schedule.bars[0].end == LATER.astimezone(clock.TOKYO).date()


def test_the_transaction_of_a_submission_begins_before_anything_else_is_asked(client, filled, owner):
    client.force_login(owner)

    with CaptureQueriesContext(connection) as asked:
        client.post(reverse("certifications:check", args=[filled.public_id]))

    begins = [number for number, query in enumerate(asked.captured_queries) if query["sql"].startswith("SAVEPOINT")]
    assert begins[0] == 0
    assert Application.objects.get(pk=filled.pk).state == "submitted"
