"""Renewals: what the office sees of certificates that end and of a campaign, and what holders see while a round is open."""

from datetime import timedelta

from django.urls import reverse

from certifications.actions import renewal_campaigns, renewals, rounds
from certifications.models import Program, Renewal, RenewalCampaign
from home import clock
from organizations.models import User
from tests.journeys.cities import once_in_city
from tests.journeys.sights.sight import Sight, at
from tests.journeys.sights.states import office

DAYS = 800


@once_in_city
def renewing_now():
    """A round that is open now, with a campaign: one invitation that waits, and one application that has been begun."""
    program = Program.objects.get(slug="monozukuri-brand")
    secretary, now = User.objects.get(email=office(program)), clock.now()
    round_ = rounds.prepare(
        program,
        fiscal_year=clock.today().year + 2,
        number=99,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=30),
        judging_until=clock.today() + timedelta(days=60),
        announces_at=now + timedelta(days=90),
        reviews_wanted=1,
        by=secretary,
    )
    rounds.publish(round_, by=secretary)
    span = {"first_day": clock.today(), "last_day": clock.today() + timedelta(days=DAYS)}
    campaign = renewal_campaigns.begin(round_, **span, remind_before_end=60, remind_before_close=14, by=secretary)
    waiting, going = campaign.renewals.select_related("certificate").order_by("pk")[:2]
    begun = Renewal.objects.whole().get(pk=going.pk)
    application = renewals.begin(begun, by=begun.certificate.application.created_by)
    return secretary.email, round_, waiting.certificate, application


def renewal_pages():
    first = RenewalCampaign.objects.order_by("pk").first()
    who = office(first.round.program)
    yield Sight("renewals:index", reverse("renewals:index"), who=who)
    yield Sight("renewals:detail", at("renewals:detail", first), who=who)
    _secretary, round_, certificate, application = renewing_now()
    yield Sight("renewals:ending", reverse("renewals:ending"), who=who)
    yield Sight("rounds:begin_campaign", at("rounds:begin_campaign", round_), "verb", who=who)
    holder, base = certificate.application.created_by.email, f"/certificates/{certificate.public_id}/"
    yield Sight("certifications:certificate", base, "ends soon", who=holder)
    yield Sight("certifications:certificate_renewal", f"{base}renewal/", who=holder)
    applicant, changes = application.created_by.email, f"/applications/{application.public_id}/renewal/"
    yield Sight("certifications:renewal_changes", changes, who=applicant)
    yield Sight("certifications:check", f"/applications/{application.public_id}/check/", "renewal", who=applicant)
