"""How an invitation to renew moves on with what happens to its certificate and to the application: no verb of anybody's own."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from certifications.certificate_states import STANDING, CertificateState
from certifications.models import Application, Certificate, Renewal, Withdrawal
from certifications.refusals import TermOver
from certifications.refusals.renewals import RenewalHeldUp, RenewedAlready
from certifications.renewal_states import ALIVE, RenewalState
from certifications.states import OVER
from home import clock
from home.states import change_state


def must_be_renewable(certificate: Certificate) -> None:
    """Asked before an application that renews is begun, and again before it is handed in.

    That the term has ended meanwhile is no reason: while the round is open, a late renewal is one. Raises RenewedAlready,
    RenewalHeldUp, and TermOver for what has ended otherwise.
    """
    if certificate.newer is not None:
        raise RenewedAlready
    if certificate.state not in STANDING:
        raise TermOver
    if certificate.state == CertificateState.SUSPENDED:
        raise RenewalHeldUp
    if Withdrawal.objects.under_way().filter(certificate=certificate).exists():
        raise RenewalHeldUp


def follow_release(application: Application, *, by: Any) -> None:
    """The application has earned a certificate; the invitation upon which it was begun is fulfilled."""
    for renewal in _of(application).exclude(state=RenewalState.RENEWED):
        change_state(renewal, RenewalState.RENEWED, by=by, action="renewal.renew")


def take_back(application: Application, *, by: Any) -> None:
    """The release was called back."""
    for renewal in _of(application).filter(state=RenewalState.RENEWED):
        change_state(renewal, RenewalState.BEGUN, by=by, action="renewal.recall")


def _of(application: Application) -> Any:
    if application.renews_id is None:
        return Renewal.objects.none()
    rows = Renewal.objects.filter(campaign__round=application.round_id, certificate=application.renews_id)
    return rows.select_for_update(of=("self",)).order_by("pk")


def carry_over(certificate: Certificate, newer: Certificate) -> None:
    """Issued anew upon a change: invitations and applications under way concern the newer certificate from now on."""
    Renewal.objects.open().filter(certificate=certificate).update(certificate=newer, row_version=F("row_version") + 1)
    Application.objects.filter(renews=certificate, state__in=ALIVE).update(renews=newer)


def move_withdrawals(certificate: Certificate, newer: Certificate) -> None:
    """A withdrawal that is under way when the term ends goes on against the renewed certificate."""
    Withdrawal.objects.under_way().filter(certificate=certificate).update(certificate=newer, row_version=F("row_version") + 1)


def lapse_due() -> int:
    """Closes invitations of which nothing can come any more; says how many.

    The certificate has ended, the round takes no more applications, and none is under way.
    """
    now, today = clock.now(), clock.today()
    alive = Application.objects.filter(renews=OuterRef("certificate"), state__in=ALIVE)
    over = Q(campaign__round__state__in=OVER) | Q(campaign__round__closes_at__lte=now)
    ended = Q(over, certificate__valid_until__lt=today) | ~Q(certificate__state__in=STANDING)
    due = Renewal.objects.open().filter(ended).exclude(Exists(alive)).order_by("pk")
    return sum(_lapse(pk, today) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _lapse(pk: int, today: date) -> bool:
    held = Renewal.objects.open().select_for_update(of=("self",)).filter(pk=pk).first()
    if held is None:
        return False
    change_state(held, RenewalState.LAPSED, by=None, action="renewal.lapse", facts={"on": today.isoformat()})
    return True
