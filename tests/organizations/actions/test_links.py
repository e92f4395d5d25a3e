"""Group companies go on record with their source and end with a reason; only the office does it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from home import clock
from organizations.actions import links
from organizations.models import OrganizationLink

pytestmark = pytest.mark.django_db
SINCE = date(2020, 4, 1)


def test_a_link_is_on_record_for_both(company, other_company, officer):
    row = links.link(company, other_company, since=SINCE, source="有価証券報告書", by=officer)

    assert list(OrganizationLink.objects.on(SINCE)) == [row]
    assert list(OrganizationLink.objects.on(SINCE - timedelta(days=1))) == []
    for each in (company, other_company):
        assert list(OrganizationLink.objects.of(each)) == [row]
        assert (each.history.last().action, each.history.last().note) == ("organizations.link", "有価証券報告書")


def test_a_link_ends_with_a_day_and_a_reason(company, other_company, officer):
    row = links.link(company, other_company, since=SINCE, source="登記", by=officer)

    with pytest.raises(links.LinkSourceMissing):
        links.unlink(row, on=clock.today(), reason=" ", by=officer)
    with pytest.raises(ValidationError):
        links.unlink(row, on=SINCE - timedelta(days=1), reason="株式譲渡", by=officer)
    links.unlink(row, on=date(2024, 3, 31), reason="株式譲渡", by=officer)
    links.unlink(row, on=date(2025, 3, 31), reason="二度目", by=officer)

    row.refresh_from_db()
    assert row.until == date(2024, 3, 31)
    assert [list(OrganizationLink.objects.on(date(2024, 4, day))) for day in (1,)] == [[]]


def test_what_is_no_link_is_refused(company, other_company, officer, owner):
    with pytest.raises(links.LinkSourceMissing):
        links.link(company, other_company, since=SINCE, source="", by=officer)
    with pytest.raises(ValidationError):
        links.link(company, company, since=SINCE, source="登記", by=officer)
    with pytest.raises(ValidationError):
        links.link(company, other_company, since=SINCE, until=date(2019, 1, 1), source="登記", by=officer)
    with pytest.raises(PermissionDenied):
        links.link(company, other_company, since=SINCE, source="登記", by=owner)
    links.link(company, other_company, since=SINCE, source="登記", by=officer)
    with pytest.raises(ValidationError):
        links.link(company, other_company, since=date(2021, 1, 1), source="登記", by=officer)

    assert OrganizationLink.objects.count() == 1
