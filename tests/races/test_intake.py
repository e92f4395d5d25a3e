"""Paper and online at once: the limit of one applicant holds, whichever way the applications come in."""

import pytest

from certifications.actions import applications, intake
from certifications.actions.intake import PaperApplicant
from certifications.models import Application, Subject
from certifications.states import Channel
from home import clock
from tests.races.crowd import refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def test_the_limit_holds_for_paper_and_online_together(city):
    round_, company = city.round(), city.company
    limit = round_.rules["applicant_limit"]
    before = Application.objects.filter(organization=company).count()
    subjects = [Subject.objects.create(kind="product", name_ja=f"製品{n}", created_at=clock.now()) for n in range(4)]

    def online(subject):
        return lambda: applications.start(round_, subject=subject, organization=company, by=city.owner)

    def paper(number):
        facts = {"channel": Channel.PAPER, "received_on": clock.today(), "post_to": "川崎市", "names": {"name_ja": f"紙{number}"}}
        return lambda: intake.enter(round_, applicant=PaperApplicant(organization=company), by=city.secretary, **facts)

    outcomes = together(*[online(subject) for subject in subjects], *[paper(number) for number in range(4)])

    assert Application.objects.filter(organization=company).counted().count() == limit
    assert refusals(outcomes) == ["LimitReached"] * (8 - (limit - before))
