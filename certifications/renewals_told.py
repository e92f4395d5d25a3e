"""An invitation to renew as its holder sees it now."""

from datetime import date
from functools import cached_property

from certifications.models import Application, Certificate, Renewal, Round
from certifications.renewal_states import OPEN_RENEWALS, RenewalState
from certifications.states import RoundState
from home import clock


class RenewalOffer:
    """Whether the holder can begin, go on or decline, and until when."""

    def __init__(self, renewal: Renewal) -> None:
        self.renewal = renewal

    @property
    def round(self) -> Round:
        return self.renewal.campaign.round

    @cached_property
    def application(self) -> Application | None:
        """The one under way or decided in this campaign; not one that was withdrawn or lapsed."""
        found = self.renewal.application
        return found if found and found.state not in {"withdrawn", "lapsed"} else None

    @property
    def until(self) -> date:
        """The last day on which one can apply."""
        return self.round.last_day()

    @property
    def is_open(self) -> bool:
        """Whether it can be begun at this moment."""
        waits = self.renewal.state in OPEN_RENEWALS and self.application is None
        return waits and self.round.is_open(clock.now())

    @property
    def is_coming(self) -> bool:
        """Whether the round has yet to open."""
        announced = self.round.state == RoundState.PUBLISHED and clock.now() < self.round.opens_at
        return announced and self.renewal.state in OPEN_RENEWALS

    @property
    def may_decline(self) -> bool:
        """Whether there is still something to decline."""
        return (
            self.renewal.state in OPEN_RENEWALS - {RenewalState.DECLINED}
            and self.application is None
            and (self.is_open or self.is_coming)
        )

    @property
    def waits(self) -> bool:
        """Whether the holder's page should ask: nothing has been begun or declined, and there is time."""
        return (self.is_open or self.is_coming) and self.renewal.state != RenewalState.DECLINED


def waiting_for(certificates: list[Certificate]) -> dict[int, RenewalOffer]:
    """By certificate, what its holder is asked now; by two questions for however many."""
    rows = Renewal.objects.open().filter(certificate__in=[each.pk for each in certificates]).select_related("campaign__round")
    found: dict[int, RenewalOffer] = {}
    for renewal in rows.prefetch_related("certificate__renewal_applications").order_by("pk"):
        offer = RenewalOffer(renewal)
        if offer.is_open or offer.is_coming:
            found[renewal.certificate_id] = offer
    return found
