"""A program whose decisions are approved in three steps."""

import pytest

from certifications.actions import approval_seats, decisions
from tests.certifications import making
from tests.certifications.deciding import again, locked

STEPS = [
    {"code": "section", "name": {"ja": "係長", "en": "Section head", "zh": "股长"}},
    {"code": "division", "name": {"ja": "課長", "en": "Division head", "zh": "科长"}},
    {"code": "department", "name": {"ja": "部長", "en": "Department head", "zh": "部长"}},
]


@pytest.fixture
def program(db):
    return making.program(approval={"steps": STEPS})


@pytest.fixture
def heads(program):
    """Who stands at the three steps."""
    people = [making.office(program, step["code"], "approver") for step in STEPS]
    for step, person in zip(STEPS, people, strict=True):
        approval_seats.name(program, step["code"], person, since=making.DURING.date(), by=None)
    return people


@pytest.fixture
def proposed(in_judging, open_round, secretary, heads):
    """A decision that waits for the first of three."""
    locked(open_round, secretary)
    level = open_round.program.levels.order_by("-rank").first()
    decision = decisions.draft(again(in_judging), outcome="certified", level=level, reasons="良い", by=secretary)
    decisions.propose(decision, by=secretary)
    return again(decision)
