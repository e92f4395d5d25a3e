"""What several tests of verbs stand on: a request for corrections, accepted cases, a panel, a rival's draft."""

import pytest

from certifications.actions import corrections, rounds
from tests.certifications import making


@pytest.fixture
def keys(submitted):
    return [str(key) for key in submitted.round.form_version.questions.order_by("order").values_list("key", flat=True)]


@pytest.fixture
def request_(submitted, secretary, keys):
    return corrections.request(submitted, {keys[0]: "型番を加えてください。"}, due_on=making.DUE, by=secretary)


@pytest.fixture
def item(request_):
    return request_.items.get()


@pytest.fixture
def cases(open_round, company, owner, secretary):
    """Three cases that were accepted for judging."""
    names = ["ひとつ折り車いす", "片手で切れるまな板", "音で知らせる杖"]
    return [making.accepted(making.submitted(open_round, owner, name=name, organization=company), secretary) for name in names]


@pytest.fixture
def panel(open_round, secretary):
    judges = [making.person(f"judge-{letter}") for letter in "abc"]
    for judge in judges:
        rounds.seat(open_round, judge, by=secretary)
    return judges


@pytest.fixture
def rival(open_round, stranger, other_company):
    return making.fill(making.draft(open_round, stranger, organization=other_company), stranger)
