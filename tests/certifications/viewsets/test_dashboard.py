"""Cases whose standard time runs out, on the office's dashboard: which, in which order, in which words, and for whose eyes."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from certifications.actions import applications, conflicts, corrections
from certifications.models import Application
from home import clock
from tests.certifications import making

pytestmark = pytest.mark.django_db
TODAY = making.tokyo("2026-11-27T10:00")
TITLE = "処理期間が残り少ない案件"
HEADS = ["申請", "申請者", "残り日数（開庁日）", "最終日"]


def at(day):
    return clock.at(making.tokyo(f"2026-{day}T10:00"))


@pytest.fixture
def open_round(program, secretary):
    """Twenty business days are its standard: ten before the end a case is at risk."""
    program.standard_days = 20
    program.save()
    return making.published_round(program, secretary)


@pytest.fixture
def cases(open_round, secretary):
    """Named by what becomes of them by 27 November."""
    arrived = {"期限超過": "10-19", "残りわずか": "11-02", "時計停止": "10-26", "止まって余裕": "10-20", "余裕": "11-20"}
    asked = {"時計停止": "11-20", "止まって余裕": "10-22"}
    found = {}
    for name, day in arrived.items():
        company = making.organization(f"{name}株式会社")
        owner = making.member(company, f"owner-{day}")
        found[name] = making.fill(making.draft(open_round, owner, name=name, organization=company), owner)
        with at(day):
            applications.submit(found[name], by=owner)
    for name, day in asked.items():
        key = str(open_round.form_version.questions.filter(kind="long_text").first().key)
        with at(day):
            corrections.request(found[name], {key: "数値を"}, due_on=TODAY.date() + timedelta(days=9), by=secretary)
    return found


def listed(client):
    """The rows of the panel as the person reads them; None where it is not shown."""
    with clock.at(TODAY):
        page = client.get(reverse("wagtailadmin_home")).content.decode()
    if TITLE not in page:
        return None
    table = page.partition(TITLE)[2].partition("</table>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in rows]


def test_cases_at_risk_stand_in_the_order_in_which_they_press(at_desk, cases, secretary):
    rows = listed(at_desk(secretary))

    numbers = {name: Application.objects.get(pk=case.pk).receipt_number for name, case in cases.items()}
    assert rows == [
        HEADS,
        [f"{numbers['期限超過']} 期限超過", "期限超過株式会社", "7日超過", "2026年11月17日"],
        [f"{numbers['時計停止']} 時計停止", "時計停止株式会社", "2 (停止中)", "2026年12月1日"],
        [f"{numbers['残りわずか']} 残りわずか", "残りわずか株式会社", "3", "2026年12月2日"],
    ]


@pytest.mark.parametrize("role", ["secretariat", "approver"])
def test_everybody_of_the_programs_office_sees_them(at_desk, cases, program, role):
    rows = listed(at_desk(making.office(program, "colleague", role)))

    assert [row[1] for row in rows[1:]] == ["期限超過株式会社", "時計停止株式会社", "残りわずか株式会社"]


def test_another_programs_office_sees_none_of_them(at_desk, cases):
    assert listed(at_desk(making.office(making.program("meister"), "other-secretary"))) is None


def test_who_has_an_interest_in_a_case_does_not_see_it(at_desk, cases, program, secretary):
    colleague = making.office(program, "colleague")
    conflicts.record(colleague, program=program, organization=cases["期限超過"].organization, reason="元社員", by=secretary)

    rows = listed(at_desk(colleague))

    assert [row[1] for row in rows[1:]] == ["時計停止株式会社", "残りわずか株式会社"]
