"""What an organization does with its application for an expo: begins, saves, submits, withdraws."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from events import exhibitor_emails as emails
from events import fees
from events.expo_refusals import (
    AppliedAlready,
    CallClosed,
    Incomplete,
    NoPrice,
    TermsChanged,
    TermsNotAgreed,
    TooMuch,
)
from events.expo_states import EDITABLE
from events.models import CoExhibitor, Exhibitor, Expo
from home import clock
from home.states import IllegalTransition, change_state
from home.versions import write_version
from organizations.models import Organization
from organizations.permissions import can_edit_organization

NEEDED = ("sign_ja", "summary_ja", "contact_name", "contact_email", "contact_telephone")
# A field of the application, and the expo's field that limits it.
LIMITS = (
    ("booths_wanted", "most_booths"),
    ("power_kw", "most_power_kw"),
    ("heaviest_kg", "most_weight_kg"),
    ("highest_cm", "most_height_cm"),
)


@transaction.atomic
def begin(expo: Expo, organization: Organization, *, region: str, language: str = "ja", by: Any) -> Exhibitor:
    """Begins an application for an organization. Raises CallClosed and AppliedAlready."""
    _must_speak_for(organization, by)
    _must_be_open(expo)
    row = {"expo": expo, "organization": organization, "region": region, "language": language}
    row |= {"begun_at": clock.now(), "begun_by": by, "contact_name": by.name, "contact_email": by.email}
    try:
        with transaction.atomic():
            exhibitor: Exhibitor = Exhibitor.objects.create(**row)
    except IntegrityError as refusal:
        if "exhibitor_once" in str(refusal) or "events_exhibitor.expo_id" in str(refusal):
            raise AppliedAlready from refusal
        raise
    exhibitor.history.append(exhibitor, action="exhibitor.begin", by=by, to_state=exhibitor.state, held=True)
    return exhibitor


@transaction.atomic
def save(
    exhibitor: Exhibitor, *, row_version: int, by: Any, co_exhibitors: Iterable[Mapping[str, str]] | None = None, **facts: Any
) -> None:
    """Keeps what has been written so far, complete or not. Raises TooMuch, CallClosed, and home.versions.StaleRecord."""
    _must_speak_for(exhibitor.organization, by)
    held = _locked(exhibitor)
    _must_be_editable(held)
    _check_limits(held.expo, facts)
    write_version(exhibitor, row_version=row_version, **facts)
    if co_exhibitors is not None:
        exhibitor.co_exhibitors.all().delete()
        CoExhibitor.objects.bulk_create(
            CoExhibitor(exhibitor=exhibitor, order=order, **row) for order, row in enumerate(co_exhibitors)
        )
    exhibitor.history.append(exhibitor, action="exhibitor.save", by=by, facts={"changed": sorted(facts)}, held=True)


@transaction.atomic
def submit(exhibitor: Exhibitor, *, row_version: int, agreed: str, by: Any) -> None:
    """Sends it to the office, with a letter. `agreed` is the mark of the terms that were read (`mark_of`).

    The price by today's rules is kept with it; it is what acceptance will ask for. Raises Incomplete, TooMuch, NoPrice,
    TermsNotAgreed, TermsChanged, CallClosed, home.versions.StaleRecord and home.states.IllegalTransition.
    """
    _must_speak_for(exhibitor.organization, by)
    held = _locked(exhibitor)
    _must_be_editable(held)
    write_version(held, row_version=row_version)
    missing = [name for name in NEEDED if not getattr(held, name).strip()]
    if held.zone_id is None and held.expo.zones.exists():
        missing.append("zone")
    if missing:
        raise Incomplete(missing)
    _check_limits(held.expo, {name: getattr(held, name) for name, _limit in LIMITS})
    if not agreed:
        raise TermsNotAgreed
    if agreed != mark_of(held.expo):
        raise TermsChanged
    price = price_of(held, on=clock.today())
    first = held.submitted_at or clock.now()  # what was returned keeps its day: an early price is not lost over a correction
    if held.submitted_at is not None:
        price = price_of(held, on=held.submitted_at.astimezone(clock.TOKYO).date())
    kept: dict[str, Any] = {"submitted_at": first, "price": frozen(price), "agreed_terms": agreed}
    change_state(held, "submitted", by=by, action="exhibitor.submit", **kept)
    emails.submitted(held)
    exhibitor.refresh_from_db()


@transaction.atomic
def withdraw(exhibitor: Exhibitor, *, by: Any) -> None:
    """Takes it back before it is accepted. Raises home.states.IllegalTransition."""
    _must_speak_for(exhibitor.organization, by)
    held = _locked(exhibitor)
    was_sent = held.submitted_at is not None
    change_state(held, "withdrawn", by=by, action="exhibitor.withdraw")
    if was_sent:
        emails.withdrawn(held)
    exhibitor.refresh_from_db()


def mark_of(expo: Expo) -> str:
    """What the terms come to, in every language: SHA-256. Another word makes another mark."""
    return hashlib.sha256("\n".join((expo.terms_ja, expo.terms_en, expo.terms_zh)).encode()).hexdigest()


def price_of(exhibitor: Exhibitor, *, on: date) -> fees.Price:
    """What it would pay by the rules of that day. Raises NoPrice."""
    try:
        return fees.price(exhibitor.expo.rules, exhibitor.applicant(on))
    except (fees.NotOnePrice, fees.UnknownOption) as unknown:
        raise NoPrice from unknown


def frozen(price: fees.Price) -> dict[str, Any]:
    """A price as it is kept."""
    return {
        "lines": [
            {"code": line.code, "quantity": line.quantity, "unit": line.unit, "amount": line.amount} for line in price.lines
        ],
        "passed_over": dict(price.passed_over),
        "total": price.total,
    }


def _must_speak_for(organization: Organization, by: Any) -> None:
    if not can_edit_organization(by, organization):
        raise PermissionDenied


def _must_be_open(expo: Expo) -> None:
    if not Expo.objects.calling(clock.transaction_now()).filter(pk=expo.pk).exists():
        raise CallClosed


def _must_be_editable(exhibitor: Exhibitor) -> None:
    """What the office has returned may be mended after the call has ended, too."""
    if exhibitor.state not in EDITABLE:
        raise IllegalTransition(exhibitor, exhibitor.state)
    if exhibitor.submitted_at is None:
        _must_be_open(exhibitor.expo)


def _check_limits(expo: Expo, facts: Mapping[str, Any]) -> None:
    for field, limit in LIMITS:
        most = getattr(expo, limit)
        if most is not None and facts.get(field, 0) > most:
            raise TooMuch(field, most)


def _locked(exhibitor: Exhibitor) -> Exhibitor:
    rows = Exhibitor.objects.select_for_update(of=("self",), no_key=True).select_related("expo__event", "organization", "zone")
    held: Exhibitor = rows.get(pk=exhibitor.pk)
    return held
