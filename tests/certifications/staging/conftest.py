"""A round of two scored stages, with a visit between them."""

import pytest

from certifications.actions import promotions, stages
from tests.certifications import making
from tests.certifications.staging.several import TWO_SCORED, score, stage_of


@pytest.fixture
def program(db):
    data = making.program_data()
    return making.program(stages=TWO_SCORED, rubrics={"final": {**data["rubric"], "criteria": data["rubric"]["criteria"][:2]}})


@pytest.fixture
def cases(open_round, secretary):
    """Three accepted cases."""
    made = []
    for number in range(3):
        company = making.organization(f"試作工業{number}株式会社")
        owner = making.member(company, f"owner-{number}")
        application = making.submitted(open_round, owner, name=f"試作{number}", organization=company)
        made.append(making.accepted(application, secretary))
    return made


@pytest.fixture
def judged(cases, open_round, secretary, judges):
    """Under judgment, in the first scored stage."""
    making.judged(open_round, secretary, judges)
    open_round.refresh_from_db()
    return open_round


@pytest.fixture
def paper(judged, cases):
    """Every sheet of the first stage is in: 5, 3 and 2 points."""
    for case, points in zip(cases, (5, 3, 2), strict=True):
        for assignment in case.assignments.all():
            score(assignment, points)
    return stage_of(judged, "scoring")


@pytest.fixture
def closed(paper, secretary):
    stages.close_stage(paper, by=secretary)
    return paper


@pytest.fixture
def promoted(closed, secretary):
    promotions.promote(closed, seen_as=promotions.seen(promotions.preview(closed)), by=secretary)
    return closed
