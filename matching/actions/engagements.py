"""Requests for masters, classes and tours: sent, offered, accepted or declined, confirmed, called off, reported."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.models import Certificate
from home import clock
from home.states import IllegalTransition, change_state
from matching import engagement_emails as emails
from matching import shown
from matching.actions import engagement_limits
from matching.engagement_states import EngagementState, OfferState
from matching.models import Engagement, EngagementOffer
from matching.permissions import can_arrange
from matching.refusals import AskedBefore, DayMissing, NoHost, NotHeldYet, ReasonMissing


@transaction.atomic
def send(*, email: str, first_day: date, **facts: Any) -> Engagement:
    """Takes a request in, with a letter that asks to confirm the address. Raises TooManyInquiries and DayMissing."""
    engagement_limits.must_take(email)
    if first_day < clock.today():
        raise DayMissing
    now = clock.now()
    engagement = Engagement.objects.create(email=email, first_day=first_day, asked_at=now, moved_at=now, **facts)
    engagement.history.append(engagement, action="engagement.send", by=None, to_state=engagement.state, held=True)
    emails.please_confirm(engagement)
    return engagement


@transaction.atomic
def receive(engagement: Engagement) -> None:
    """Who asks has opened the private link and sends it on: the office gets it, with a letter."""
    if engagement.state != EngagementState.UNCONFIRMED:  # from "offered" the map knows a way there, but not this one
        raise IllegalTransition(engagement, "received")
    _move(engagement, "received", by=None, action="engagement.receive", received_at=clock.now())
    emails.received(engagement)


@transaction.atomic
def offer(engagement: Engagement, certificate: Certificate, *, by: Any) -> EngagementOffer:
    """Asks a host, with a letter. Raises NoHost and AskedBefore."""
    held = _held(engagement, by)
    if not shown.hosts(held.kind).filter(pk=certificate.pk).exists():
        raise NoHost
    if held.offers.filter(certificate=certificate).exists():
        raise AskedBefore
    _move(held, "offered", by=by, action="engagement.offer", facts={"certificate": certificate.number})
    made = EngagementOffer.objects.create(engagement=held, certificate=certificate, made_by=by, made_at=clock.now())
    made.history.append(made, action="engagement.offer", by=by, to_state=made.state, held=True)
    emails.offered(made)
    return made


@transaction.atomic
def take_back(engagement: Engagement, *, by: Any) -> None:
    """Takes the open offer back, when a host does not answer; the host gets a letter. Raises IllegalTransition."""
    held = _held(engagement, by)
    open_ = _open(held)
    change_state(open_, "taken_back", by=by, action="engagement.take_back")
    _move(held, "received", by=by, action="engagement.take_back")
    emails.taken_back(open_)


@transaction.atomic
def answer(offer_: EngagementOffer, *, accepts: bool, by: Any = None) -> None:
    """The host says yes or no, by her private link (`by` is None or whoever is signed in). Raises IllegalTransition."""
    held = Engagement.objects.select_for_update(of=("self",), no_key=True).get(pk=offer_.engagement_id)
    mine = EngagementOffer.objects.select_related("certificate").get(pk=offer_.pk)
    to, action = (OfferState.ACCEPTED, "engagement.accept") if accepts else (OfferState.DECLINED, "engagement.refuse")
    change_state(mine, to, by=by, action=action, answered_at=clock.now())
    changes = {"certificate": mine.certificate} if accepts else {}
    _move(held, "accepted" if accepts else "received", by=by, action=action, **changes)
    emails.answered(held)


@transaction.atomic
def confirm(engagement: Engagement, *, held_on: date, place: str, by: Any) -> None:
    """Fixes day and place; both sides get a letter. Raises DayMissing."""
    held = _held(engagement, by)
    if held_on is None or held_on < clock.today():
        raise DayMissing
    _move(held, "confirmed", by=by, action="engagement.confirm", held_on=held_on, place=place.strip())
    emails.confirmed(held, _accepted(held))


@transaction.atomic
def decline(engagement: Engagement, *, reason: str, by: Any) -> None:
    """It cannot be arranged; who asks gets the reason. Raises ReasonMissing."""
    held = _held(engagement, by)
    if not reason.strip():
        raise ReasonMissing
    _move(held, "declined", by=by, action="engagement.decline")
    emails.declined(held, reason.strip())


@transaction.atomic
def call_off(engagement: Engagement, *, reason: str, by: Any = None, asker: bool = False) -> None:
    """Called off by the office, or by who asked (`asker`); everybody concerned gets a letter. Raises ReasonMissing."""
    if not asker and not can_arrange(by):
        raise PermissionDenied
    held = Engagement.objects.select_for_update(of=("self",), no_key=True).get(pk=engagement.pk)
    if not reason.strip():
        raise ReasonMissing
    _move(held, "called_off", by=by, action="engagement.call_off")
    concerned = list(held.offers.with_names().filter(state__in=["open", "accepted"]))
    for each in concerned:
        if each.state == OfferState.OPEN:
            change_state(each, "taken_back", by=by, action="engagement.call_off")
    emails.called_off(held, concerned, reason.strip())


@transaction.atomic
def report(engagement: Engagement, *, attended: int, words: str, by: Any) -> None:
    """The office says for the host how it was. From then on it counts. Raises NotHeldYet."""
    _report(_held(engagement, by), attended, words, by)


@transaction.atomic
def report_as_host(offer: EngagementOffer, *, attended: int, words: str, by: Any = None) -> None:
    """The host says by her private link how it was. Raises NotHeldYet, and IllegalTransition where she has not said yes."""
    held = Engagement.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.engagement_id)
    if not held.offers.filter(pk=offer.pk, state=OfferState.ACCEPTED).exists():
        raise IllegalTransition(held, EngagementState.REPORTED)
    _report(held, attended, words, by)


def _report(held: Engagement, attended: int, words: str, by: Any) -> None:
    if not held.has_come:
        raise NotHeldYet
    _move(held, "reported", by=by, action="engagement.report", attended=attended, report=words.strip())


def _held(engagement: Engagement, by: Any) -> Engagement:
    if not can_arrange(by):
        raise PermissionDenied
    found: Engagement = Engagement.objects.select_for_update(of=("self",), no_key=True).get(pk=engagement.pk)
    return found


def _open(engagement: Engagement) -> EngagementOffer:
    found = engagement.offers.with_names().filter(state="open").first()
    if found is None:
        raise IllegalTransition(engagement, "received")
    return found


def _accepted(engagement: Engagement) -> EngagementOffer:
    found: EngagementOffer = engagement.offers.with_names().get(state="accepted")
    return found


def _move(engagement: Engagement, to: str, *, by: Any, action: str, facts: Any = None, **changes: Any) -> None:
    change_state(engagement, to, by=by, action=action, facts=facts, moved_at=clock.now(), **changes)
