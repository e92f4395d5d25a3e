"""What is due for disposal, proposals with their verbs, and what is kept from it."""

from django.urls import reverse

from certifications import due_papers
from certifications.actions import disposals, holds
from certifications.models import Application
from home import clock
from organizations.models import User
from tests.journeys.cities import once_in_city
from tests.journeys.sights.sight import Sight, at


@once_in_city
def disposal_in_hand():
    """A proposal of what is due, and a case and a round that are kept from disposal; made once, since little is due."""
    secretaries = User.objects.filter(program_roles__role="secretariat", program_roles__ended_at=None).distinct().order_by("pk")
    found = ((each, due) for each in secretaries for due in due_papers.without_proposal(each, clock.today()))
    secretary, proposed = next(found)
    disposal = disposals.propose(proposed.round, proposed.retention, by=secretary)
    others = Application.objects.of_office(secretary).filter(state="decided").exclude(round=proposed.round)
    case = others.select_related("round__program").first()
    holds.place(case.round, case, kind="appeal", reason="審査請求がありました。", by=secretary)
    holds.place(case.round, kind="audit", reason="監査があります。", by=secretary)
    return secretary.email, disposal, case, case.round


def disposal_pages():
    """What is due, a proposal with its verbs, and how what is kept from disposal is let go of again."""
    who, disposal, case, held = disposal_in_hand()
    yield Sight("disposals:index", reverse("disposals:index"), who=who)
    yield Sight("disposals:due", reverse("disposals:due"), who=who)
    yield Sight("disposals:detail", at("disposals:detail", disposal), who=who)
    yield Sight("disposals:give_back", at("disposals:give_back", disposal), "verb", who=who)
    yield Sight("disposals:confirm", at("disposals:confirm", disposal), "verb", who=who.replace("secretary", "approver"))
    yield Sight("rounds:lift_hold", at("rounds:lift_hold", held), "verb", who=who)
    yield Sight("cases:lift_hold", at("cases:lift_hold", case), "verb", who=who)
