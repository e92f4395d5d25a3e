"""What the office does with an exhibitor's application: returns, accepts with booths and an order, declines, moves booths."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation

from events import exhibitor_emails as emails
from events.expo_refusals import BoothTaken, NoPayee, ReasonNeeded, WrongBooths
from events.expo_states import FeeKind
from events.models import Booth, Exhibitor, FeeRule
from events.permissions import can_write_exhibitors
from home import clock
from home.languages import COLUMN_LANGUAGES
from home.states import IllegalTransition, change_state
from payments.actions import orders
from payments.models import Order

DESCRIPTION = 200  # characters of a line of an order
PATIENCE = timedelta(days=1)
BETWEEN = {"ja": "、", "en": ", ", "zh": "、"}
AROUND = {"ja": "（{}）", "en": " ({})", "zh": "（{}）"}


@transaction.atomic
def give_back(exhibitor: Exhibitor, *, reason: str, by: Any) -> None:
    """Returns it to be changed, with a letter. Raises ReasonNeeded and home.states.IllegalTransition."""
    held = _held(exhibitor, by)
    _must_say(reason)
    change_state(held, "returned", by=by, action="exhibitor.return", note=reason, reason=reason.strip())
    emails.returned(held)
    exhibitor.refresh_from_db()


@transaction.atomic
def decline(exhibitor: Exhibitor, *, reason: str, by: Any) -> None:
    """Declines it, with the reason in a letter. Raises ReasonNeeded and home.states.IllegalTransition."""
    held = _held(exhibitor, by)
    _must_say(reason)
    change_state(held, "declined", by=by, action="exhibitor.decline", note=reason, reason=reason.strip(), decided_at=clock.now())
    emails.declined(held)
    exhibitor.refresh_from_db()


@transaction.atomic
def put_in_line(exhibitor: Exhibitor, *, reason: str, by: Any) -> None:
    """Puts it on the waiting list for a booth, with the reason in a letter. Raises ReasonNeeded and IllegalTransition."""
    held = _held(exhibitor, by)
    _must_say(reason)
    change_state(held, "waitlisted", by=by, action="exhibitor.waitlist", note=reason, reason=reason.strip())
    emails.waitlisted(held)
    exhibitor.refresh_from_db()


@transaction.atomic
def end(exhibitor: Exhibitor, *, by: Any) -> None:
    """What an order that was not paid, or was cancelled, means: the booths are free again, the place is cancelled."""
    rows = Exhibitor.objects.select_for_update(of=("self",), no_key=True).select_related("expo__event", "organization")
    held = rows.get(pk=exhibitor.pk)
    change_state(held, "cancelled", by=by, action="exhibitor.cancel", facts={"booths": _codes(held.booths.all())})
    held.booths.update(exhibitor=None)
    emails.cancelled(held)


@transaction.atomic
def accept(exhibitor: Exhibitor, *, booths: Sequence[Booth], method: str = "transfer", by: Any) -> Order:
    """Accepts it with these booths: the order is placed over the price that was kept at submission, with a letter.

    The booths are taken last, and only if nobody has them. Raises WrongBooths, BoothTaken, NoPayee,
    home.states.IllegalTransition, and what payments.actions.orders.place raises.
    """
    held = _held(exhibitor, by)
    if "accepted" not in Exhibitor.MOVES[held.state]:
        raise IllegalTransition(held, "accepted")
    expo, payee = held.expo, held.expo.event.payee
    if payee is None or method not in payee.payable_methods:
        raise NoPayee
    if len({booth.pk for booth in booths}) != held.booths_wanted or any(booth.expo_id != expo.pk for booth in booths):
        raise WrongBooths
    order = orders.place(
        payee=payee,
        method=method,
        lines=order_lines(held),
        organization=held.organization,
        email=held.contact_email,
        language=held.language,
        hold_until=clock.now() + timedelta(days=expo.payment_days) + PATIENCE,
        terms=terms_in(held),
        by=by,
    )
    change_state(held, "accepted", by=by, action="exhibitor.accept", order=order, decided_at=clock.now(), reason="")
    emails.accepted(held)
    _take(held, booths)
    exhibitor.refresh_from_db()
    return order


@transaction.atomic
def move(exhibitor: Exhibitor, *, booths: Sequence[Booth], by: Any) -> None:
    """Gives an accepted exhibitor other booths, as many as before, with a letter. Raises WrongBooths and BoothTaken."""
    held = _held(exhibitor, by)
    if held.state != "accepted":
        raise IllegalTransition(held, "accepted")
    wanted = {booth.pk for booth in booths}
    if len(wanted) != held.booths.count() or any(booth.expo_id != held.expo_id for booth in booths):
        raise WrongBooths
    held.history.append(held, action="exhibitor.give_booths", by=by, facts={"booths": _codes(booths)})
    emails.moved(held)
    held.booths.exclude(pk__in=wanted).update(exhibitor=None)
    _take(held, [booth for booth in booths if booth.exhibitor_id != held.pk])


def terms_in(exhibitor: Exhibitor) -> str:
    """The terms as the exhibitor reads them."""
    with translation.override(exhibitor.language):
        return str(exhibitor.expo.terms)


def order_lines(exhibitor: Exhibitor) -> list[orders.Line]:
    """The kept price as lines of an order, in the words of the fee rules.

    An order has no line below zero: what is taken off the booths' price is named in the line of the booths.
    """
    rules = {rule.code: rule for rule in exhibitor.expo.fee_rules.all()}
    lines = exhibitor.price["lines"]
    options = [line for line in lines if rules[line["code"]].kind == FeeKind.OPTION]
    booths = [line for line in lines if line not in options]
    rest = exhibitor.price["total"] - sum(line["amount"] for line in options)
    names = [rules[line["code"]] for line in booths]
    if rest < 0:  # the discounts eat up part of the options, too
        return [orders.Line(exhibitor.reference, _words(names, exhibitor), exhibitor.price["total"])]
    sold = [orders.Line(exhibitor.reference, _words([rules[each["code"]]]), each["unit"], each["quantity"]) for each in options]
    if len(booths) == 1:
        first = booths[0]
        return [orders.Line(exhibitor.reference, _words(names), first["unit"], first["quantity"]), *sold]
    return [orders.Line(exhibitor.reference, _words(names, exhibitor), rest), *sold]


def _words(rules: Sequence[FeeRule], exhibitor: Exhibitor | None = None) -> dict[str, str]:
    """Names of rules by language; with an exhibitor, how many booths they are for."""
    said = {}
    for language in COLUMN_LANGUAGES:
        names = [getattr(rule, f"name_{language}") for rule in rules]
        if not all(names):
            continue
        number = f" × {exhibitor.booths_wanted}" if exhibitor else ""
        rest = BETWEEN[language].join(names[1:])
        said[language] = (f"{names[0]}{number}" + (AROUND[language].format(rest) if rest else ""))[:DESCRIPTION]
    return said


def _codes(booths: Iterable[Booth]) -> list[str]:
    return sorted(booth.code for booth in booths)


def _take(exhibitor: Exhibitor, booths: Iterable[Booth]) -> None:
    """Each by one conditional UPDATE, in the order of their keys: of two at once one has it, and the other is told."""
    for booth in sorted(booths, key=lambda each: each.pk):
        if not Booth.objects.free().filter(pk=booth.pk).update(exhibitor=exhibitor):
            raise BoothTaken


def _must_say(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded


def _held(exhibitor: Exhibitor, by: Any) -> Exhibitor:
    if by is not None and not can_write_exhibitors(by):
        raise PermissionDenied
    rows = Exhibitor.objects.select_for_update(of=("self",), no_key=True)
    held: Exhibitor = rows.select_related("expo__event__payee", "organization").get(pk=exhibitor.pk)
    return held
