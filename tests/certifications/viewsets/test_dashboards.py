"""The dashboards of those who run programs and of who gives the roles: what is due, by when, hers first, from every floor."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from certifications import due_today
from certifications.actions import handling, programs
from home import clock
from organizations.actions import roles
from tests.certifications import issuing, making

pytestmark = pytest.mark.django_db


def rows(page):
    """(what it is about, by when) of each line that is due."""
    table = page.split('id="due-today"')[1].partition("</table>")[0].split('<tr role="row">')[2:]
    return [" ".join(line.replace("\n", " ").split()) for line in table]


def test_each_line_names_its_day_and_her_own_stands_first(at_desk, submitted, open_round, other_company, stranger, secretary):
    mine = making.submitted(open_round, stranger, organization=other_company, name="歩行器")
    handling.hand_over(mine, secretary, by=secretary)
    last = open_round.stages.get(kind="screening").ends_on

    found = []
    for day in (last - timedelta(days=1), last, last + timedelta(days=2)):
        with clock.at(making.DURING.replace(year=day.year, month=day.month, day=day.day)):
            page = at_desk(secretary).get(reverse("wagtailadmin_home")).content.decode()
        lines = [line for line in rows(page) if "/cases/" in line]
        found.append([(case.receipt_number in line, "ご担当" in line, "本日" in line, "2日超過" in line)
                      for case, line in zip((mine, submitted), lines, strict=True)])  # fmt: skip

    assert found == [
        [(True, True, today, over), (True, False, today, over)] for today, over in ((False, False), (True, False), (False, True))
    ]


def test_what_other_floors_have_for_her_stands_in_the_same_list(at_desk, open_round, secretary):
    calm = at_desk(secretary).get(reverse("wagtailadmin_home")).content.decode()
    roles.grant(secretary, "finance", by=None)

    page = at_desk(secretary).get(reverse("wagtailadmin_home")).content.decode()

    assert "お待ちしている仕事はありません。" in calm
    assert (calm.count('id="due-today"'), page.count('id="due-today"')) == (1, 1)
    assert ("未消込の入金" in calm, "未消込の入金" in page) == (False, True)


def test_the_administrator_is_told_of_a_role_that_nobody_has(program, secretary, approver):
    administrator = making.person("administrator")
    roles.grant(administrator, "administrator", by=None)
    with translation.override("en"):
        before = due_today.of(administrator).due
        programs.end_role(program.roles.get(user=approver), by=administrator)
        after = [each.title for each in due_today.of(administrator).due]

    assert (before, after) == ([], [f"{program}: approver"])
    assert due_today.of(secretary) is None


def test_the_auditor_reads_how_many_rounds_run_and_the_reports_of_the_newest():
    """Nothing of a round that is not released: only that it runs."""
    released = issuing.released_round(cases=2)[0].round
    secretary = released.program.roles.get(role="secretariat").user
    company = making.organization()
    with clock.at(making.DURING):
        later = making.published_round(released.program, secretary, number=2)
        making.submitted(later, making.member(company, "later"), organization=company)
    auditor = making.person("auditor")
    roles.grant(auditor, "auditor", by=None)
    shown = []
    for days in (0, 40):
        with clock.at(released.released_at + timedelta(days=days)), translation.override("en"):
            today = due_today.of(auditor)
        shown.append((today.figures, [(row.label, row.title, row.url) for row in today.due]))

    figures = [(1, "round is running"), (1, "round was released"), (2, "cases have a result")]
    report = ("Read the fairness report", str(released), reverse("fairness:detail", args=[released.public_id]))
    assert shown == [(figures, [report]), (figures, [])]
    assert due_today.of(secretary) is None
