"""A program with its office, an open round, a company with its people, and cases in several states."""

import pytest

from home import clock
from organizations.models import Area
from organizations.states import MembershipRole
from tests.certifications import issuing, making


@pytest.fixture(autouse=True)
def during():
    """The clock stands while the round is open; a test that needs another hour sets it with clock.at."""
    with clock.at(making.DURING):
        yield making.DURING


@pytest.fixture
def after_release(during):
    """The clock stands on the day on which `certificate` was released."""
    with clock.at(issuing.RELEASED):
        yield issuing.RELEASED


@pytest.fixture
def certificate(db):
    """Of a round of KIS that was judged and released, with an office of its own."""
    return issuing.released_round("kis")[0]


@pytest.fixture(autouse=True)
def _one_factor(settings):
    """Officers and judges need a second one; test_second_factor_needs.py and test_first_day.py ask for it."""
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def program(db):
    return making.program()


@pytest.fixture
def secretary(program):
    return making.office(program, "secretary")


@pytest.fixture
def approver(program):
    return making.office(program, "approver", "approver")


@pytest.fixture
def open_round(program, secretary):
    return making.published_round(program, secretary)


@pytest.fixture
def company(db):
    return making.organization()


@pytest.fixture
def owner(company):
    return making.member(company, "owner")


@pytest.fixture
def editor(company):
    return making.member(company, "editor", MembershipRole.EDITOR)


@pytest.fixture
def viewer(company):
    return making.member(company, "viewer", MembershipRole.VIEWER)


@pytest.fixture
def other_company(db):
    return making.organization("多摩電子株式会社", name_kana="タマデンシ")


@pytest.fixture
def stranger(other_company):
    """The owner of another company."""
    return making.member(other_company, "stranger")


@pytest.fixture
def judges(db):
    return [making.person("judge-a"), making.person("judge-b")]


@pytest.fixture
def draft(open_round, company, owner):
    """Begun, nothing answered."""
    return making.draft(open_round, owner, organization=company)


@pytest.fixture
def filled(draft, owner):
    """A draft with every answer and file."""
    return making.fill(draft, owner)


@pytest.fixture
def submitted(open_round, company, owner):
    """With the office."""
    return making.submitted(open_round, owner, organization=company)


@pytest.fixture
def in_review(submitted, secretary):
    """Through screening."""
    return making.accepted(submitted, secretary)


@pytest.fixture
def in_judging(in_review, open_round, secretary, judges):
    """In a round that is being judged, assigned to both judges."""
    making.judged(open_round, secretary, judges)
    in_review.refresh_from_db()
    return in_review


@pytest.fixture
def ward(db):
    return Area.objects.get_or_create(code="nakahara", defaults={"name_ja": "中原区", "name_en": "Nakahara"})[0]
