"""An officer with a conflict of interest about a company establishes no facts about it."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import conflicts
from home import clock
from organizations.actions import roles, standings
from organizations.permissions import can_assess_standing
from tests.certifications import making

pytestmark = pytest.mark.django_db


def assess(company, by):
    facts = {"kind": "sme", "holds": True, "evidence": "登記事項証明書", "valid_from": clock.today()}
    return standings.assess(company, by=by, **facts)


@pytest.fixture
def officer(secretary):
    roles.setup()
    roles.grant(secretary, "officer", by=None)
    return secretary


@pytest.mark.parametrize("scope", ["organization", "application"])
def test_an_officer_in_conflict_assesses_no_standing(officer, company, other_company, submitted, program, scope):
    before = can_assess_standing(officer, company)
    about = {"organization": company} if scope == "organization" else {"application": submitted}
    conflicts.record(officer, program=program, reason="親族が役員", by=making.office(program, "deputy"), **about)

    with pytest.raises(PermissionDenied):
        assess(company, officer)

    assert (before, company.standings.count()) == (True, 0)
    assert assess(other_company, officer).assessed_by == officer


def test_a_suspected_conflict_stops_nobody(officer, company):
    officer.conflicts.create(organization=company, state="suspected", source="office", recorded_at=clock.now())

    assert assess(company, officer).holds is True
