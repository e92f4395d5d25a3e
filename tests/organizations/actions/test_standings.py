from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError

from home import clock
from organizations.actions import standings
from organizations.models import Organization, Standing
from organizations.states import StandingKind

DAY = date(2026, 4, 1)
FACTS = {"kind": StandingKind.CITY_FIRM, "holds": True, "evidence": "登記事項証明書", "valid_from": DAY}


@pytest.fixture
def officer(make_person):
    group = Group.objects.create(name="assessors")
    group.permissions.add(Permission.objects.get(codename="add_standing"))
    user = make_person("officer")
    user.groups.add(group)
    return user


def test_assess_records_the_fact_with_its_evidence(company, officer, noon):
    standing = standings.assess(company, by=officer, **FACTS)

    assert (standing.assessed_by, standing.assessed_at, standing.evidence) == (officer, noon, "登記事項証明書")
    assert company.history.last().facts == {"standing": standing.pk, "kind": "city_firm", "holds": True}


def test_nobody_assesses_an_organization_of_her_own(company, officer, noon):
    company.memberships.create(user=officer, role="viewer", started_at=noon)

    with pytest.raises(PermissionDenied):
        standings.assess(company, by=officer, **FACTS)

    assert company.standings.count() == 0


@pytest.mark.parametrize("evidence", ["", " ", "　"])
def test_assess_without_evidence_is_refused(company, officer, evidence):
    with pytest.raises(standings.EvidenceMissing):
        standings.assess(company, by=officer, **FACTS | {"evidence": evidence})


def test_assess_of_a_period_that_ends_before_it_begins_is_refused(company, officer):
    with pytest.raises(ValidationError):
        standings.assess(company, by=officer, valid_until=DAY - timedelta(days=1), **FACTS)


@pytest.mark.parametrize("who", ["owner", "auditor", "administrator", "superuser"])
def test_assess_by_others_is_refused(company, request, who):
    with pytest.raises(PermissionDenied):
        standings.assess(company, by=request.getfixturevalue(who), **FACTS)

    assert Standing.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "found"), [(DAY - timedelta(days=1), 0), (DAY, 1), (DAY + timedelta(days=30), 1), (DAY + timedelta(days=31), 0)]
)
def test_standing_holds_from_its_first_day_to_its_last(company, officer, day, found):
    standings.assess(company, by=officer, valid_until=DAY + timedelta(days=30), **FACTS)

    assert Organization.objects.with_standing(StandingKind.CITY_FIRM, on=day).count() == found
    assert Standing.objects.on(day).count() == found


def test_standing_is_what_the_latest_assessment_says(company, other_company, officer, noon):
    standings.assess(company, by=officer, **FACTS)
    standings.assess(other_company, by=officer, **FACTS)
    with clock.at(noon + timedelta(days=1)):
        standings.assess(company, by=officer, **FACTS | {"holds": False})

    assert list(Organization.objects.with_standing(StandingKind.CITY_FIRM, on=DAY)) == [other_company]
    assert list(Organization.objects.with_standing(StandingKind.SME, on=DAY)) == []
