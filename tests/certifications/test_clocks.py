"""The clock of a case out of its records, for one and for many."""

from datetime import timedelta

import pytest
from wagtail.models import Site

from certifications import clocks
from certifications.actions import answering, applications, corrections
from certifications.models import Application
from home import clock
from home.models import CitySettings
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
DUE = making.tokyo("2026-12-11T00:00").date()


def key_of(application):
    return str(application.form_version.questions.filter(kind="long_text").first().key)


def at(day):
    return clock.at(making.tokyo(f"{day}T10:00"))


def test_clock_runs_from_the_receipt(submitted):
    with at("2026-11-27"):
        found = clocks.clock_of(again(submitted))

    assert (found.standard, found.used, found.paused) == (210, 4, False)  # 24 to 27 November


def test_clock_stands_still_from_the_request_to_the_answer(submitted, secretary, owner):
    key = key_of(submitted)
    with at("2026-11-25"):
        corrections.request(submitted, {key: "数値を"}, due_on=DUE, by=secretary)
    with at("2026-11-27"):
        during = clocks.clock_of(again(submitted))
        answer = submitted.answers.get(key=key)
        answering.save(again(submitted), key, "直しました", read_version=answer.version, by=owner)
        corrections.reply(again(submitted).correction_requests.get().items.get(), text="直しました", by=owner)
        corrections.resubmit(again(submitted), by=owner)
    with at("2026-12-01"):
        after = clocks.clock_of(again(submitted))

    assert [(each.used, each.paused) for each in (during, after)] == [(2, True), (4, False)]


def test_clock_knows_the_citys_closing_days(submitted):
    site = CitySettings.for_site(Site.objects.get())
    site.closing_days = "11-24"
    site.save()

    with at("2026-11-27"):
        found = clocks.clock_of(again(submitted))

    assert found.used == 3


def test_there_is_no_clock_before_the_office_has_it_or_after_it_was_taken_back(submitted, draft, owner):
    applications.withdraw(submitted, by=owner)

    assert [clocks.clock_of(again(each)) for each in (draft, submitted)] == [None, None]


@pytest.mark.parametrize("count", [1, 3])
def test_pressing_cases_are_found_by_few_questions(open_round, company, owner, django_assert_num_queries, count):
    for number in range(count):
        making.submitted(open_round, owner, organization=company, name=f"品{number}")
    rows = Application.objects.select_related("round").prefetch_related(*clocks.NEEDED)

    with clock.at(making.DURING + timedelta(days=400)), django_assert_num_queries(3):
        found = clocks.at_risk(rows)
    with clock.at(making.DURING + timedelta(days=1)):
        none = clocks.at_risk(rows.all())

    assert (len(found), all(each.overdue for _case, each in found), none) == (count, True, [])
