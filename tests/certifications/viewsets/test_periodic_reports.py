"""The desk of periodic reports: what waits, what is overdue, and the office's answers."""

import pytest
from django.urls import reverse

from certifications.models import PeriodicReport
from certifications.viewsets.dashboard import due_of
from home import clock
from tests.certifications import renewing
from tests.certifications.actions.test_periodic_reports import ANSWERS, asked, sent
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
LIST_QUERIES = 14
LATE = renewing.noon("2028-05-10")


def test_the_desk_shows_what_waits_and_what_is_overdue(at_desk):
    made = renewing.certificates(cases=2)
    waiting, late = asked(made[0]), asked(made[1])
    sent(waiting)
    secretary = renewing.secretary_of(made[0])
    with clock.at(LATE):
        desk = at_desk(secretary)
        listed = desk.get(reverse("periodic-reports:index"), {"overdue": "true"}).content.decode()
        page = desk.get(reverse("periodic-reports:detail", args=[waiting.public_id])).content.decode()
        due = {row.url.split("/")[-2] if "?" not in row.url else "overdue": row.title for row in due_of(secretary, [])}
        answered = desk.post(
            reverse("periodic-reports:ask_back", args=[waiting.public_id]), {"answer": "内訳は？", "due_on": "2028-06-01"}
        )
        entered = desk.post(reverse("periodic-reports:enter", args=[late.public_id]), ANSWERS | {"told_by": "letter"})

    assert (str(late.public_id) in listed, str(waiting.public_id) in listed) == (True, False)
    assert [f"/{verb}/" in page for verb in ("accept", "ask-back", "enter")] == [True, True, False]
    assert set(due) == {str(waiting.public_id), "overdue"}
    assert (answered.status_code, entered.status_code) == (302, 302)
    assert [again(row).state for row in (waiting, late)] == ["returned", "sent"]


@pytest.mark.parametrize("cases", [1, 3])
def test_the_list_asks_the_same_however_long(at_desk, django_assert_num_queries, cases):
    made = renewing.certificates(cases=cases)
    asked(made[0])
    desk = at_desk(renewing.secretary_of(made[0]))
    with clock.at(LATE):
        desk.get(reverse("periodic-reports:index"))
        with django_assert_num_queries(LIST_QUERIES):
            desk.get(reverse("periodic-reports:index"))

    assert PeriodicReport.objects.count() == cases
