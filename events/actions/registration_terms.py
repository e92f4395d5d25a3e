"""The terms of registration: written, opened, and then changed only in what may change."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from events.actions import waiting_lists
from events.models import Event, Quota, RegistrationTerms
from events.permissions import can_write_events
from events.refusals import BelowTaken, ChangedMeanwhile, NoSeats, NotPayable, TermsFrozen, TermsReversed
from events.registration_states import Admission
from home import clock, freshness
from home.versions import StaleRecord, write_version
from payments.states import Method

TIMES = ("opens_at", "closes_at", "change_until", "remind_at", "kept_until")


def save(event: Event, *, by: Any, quotas: Iterable[Mapping[str, Any]], row_version: int = 0, **facts: Any) -> RegistrationTerms:
    """Writes the terms of an event, with its seats; as often as one likes until registration is opened.

    A quota is {"name_ja", "name_en", "name_zh", "mode", "size"}. Raises TermsFrozen, TermsReversed, NoSeats and ChangedMeanwhile.
    """
    _must_be_allowed(by)
    rows = list(quotas)
    if not any(row["size"] for row in rows):
        raise NoSeats
    _check_times(event, facts)
    with transaction.atomic():
        known = RegistrationTerms.objects.select_for_update(no_key=True).filter(event=event).first()
        if known is None:
            terms = RegistrationTerms.objects.create(event=event, **facts)
        else:
            terms = known
            if terms.opened_at is not None:
                raise TermsFrozen
            _write(terms, row_version, facts)
        event.quotas.all().delete()
        Quota.objects.bulk_create(Quota(event=event, order=order, **row) for order, row in enumerate(rows))
        terms.history.append(terms, action="terms.save", by=by, held=True)
    return terms


def open_registration(terms: RegistrationTerms, *, by: Any, seed: str = "") -> None:
    """Freezes the terms: people can register from `opens_at` on. For a draw the fingerprint of its seed is published now.

    Raises TermsFrozen when it has been opened already, NoSeats, and NotPayable for a fee that nobody can pay.
    """
    _must_be_allowed(by)
    with transaction.atomic():
        event = Event.objects.select_for_update(no_key=True).get(pk=terms.event_id)  # its fee is frozen, too
        held = RegistrationTerms.objects.select_for_update(of=("self",), no_key=True).select_related("event").get(pk=terms.pk)
        if held.opened_at is not None:
            raise TermsFrozen
        if not held.event.quotas.filter(size__gt=0).exists():
            raise NoSeats
        if event.fee_yen and (event.payee is None or Method.TRANSFER not in event.payee.payable_methods):
            raise NotPayable
        seed = (seed or secrets.token_hex(16)) if held.admission == Admission.DRAW else ""
        _write(held, held.row_version, {"opened_at": clock.now(), "seed": seed})
        held.history.append(held, action="terms.open", by=by, held=True)
        freshness.renew("calendar")
    terms.refresh_from_db()


def alter(terms: RegistrationTerms, *, row_version: int, sizes: Mapping[int, int], by: Any, **times: Any) -> None:
    """Changes times and sizes of quotas (by their number) after opening; seats that are added go to those who wait.

    Raises BelowTaken, TermsReversed and ChangedMeanwhile.
    """
    _must_be_allowed(by)
    _check_times(terms.event, times)
    with transaction.atomic():
        _write(terms, row_version, times)
        quotas = [quota for quota in terms.event.quotas.order_by("pk") if sizes.get(quota.pk, quota.size) != quota.size]
        for quota in quotas:
            _resize(quota, sizes[quota.pk])
        changed = {str(quota.pk): sizes[quota.pk] for quota in quotas}
        terms.history.append(terms, action="terms.alter", by=by, facts={"sizes": changed}, held=True)
        freshness.renew("calendar")
        for quota in quotas:
            waiting_lists.offer(quota)


def follow(event: Event, moved_by: timedelta) -> None:
    """The event has moved: what is counted from its day moves along, and people are reminded anew. The caller holds the event."""
    terms = RegistrationTerms.objects.filter(event=event).first()
    if terms is None:
        return
    times = {name: getattr(terms, name) + moved_by for name in ("change_until", "remind_at", "kept_until")}
    if terms.refund_until is not None:
        times["refund_until"] = terms.refund_until + moved_by
    times["closes_at"] = max(min(terms.closes_at, event.ends_at), terms.opens_at + timedelta(minutes=1))
    _write(terms, terms.row_version, times)
    event.registrations.filter(state="confirmed").update(reminded_at=None)


def _resize(quota: Quota, size: int) -> None:
    try:
        with transaction.atomic():
            Quota.objects.filter(pk=quota.pk).update(size=size)
    except IntegrityError as refusal:
        raise BelowTaken from refusal


def _write(terms: RegistrationTerms, row_version: int, changes: Mapping[str, Any]) -> None:
    try:
        write_version(terms, row_version=row_version, **changes)
    except StaleRecord as stale:
        raise ChangedMeanwhile from stale


def _check_times(event: Event, times: Mapping[str, Any]) -> None:
    opens_at, closes_at = times["opens_at"], times["closes_at"]
    if not opens_at < closes_at <= event.ends_at or times["change_until"] > event.ends_at or times["kept_until"] < event.ends_at:
        raise TermsReversed


def _must_be_allowed(by: Any) -> None:
    if by is not None and not can_write_events(by):
        raise PermissionDenied
