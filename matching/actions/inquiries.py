"""Inquiries: sent and confirmed by the asker, answered and closed by the maker, who says what came of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.models import Certificate
from home import clock
from home.states import IllegalTransition, change_state
from matching import emails, inquiry_words, shown
from matching.actions import inquiry_limits
from matching.models import Inquiry, InquiryMessage
from matching.permissions import can_answer_inquiry, can_say_outcome, can_show_office
from matching.refusals import AmountWithoutSale, NotOpenToInquiries, UnknownOutcome, WordsMissing
from matching.states import TALKING, InquiryState


@transaction.atomic
def send(
    certificate: Certificate, *, topic: str, name: str, organization_name: str, email: str, body: str, language: str
) -> Inquiry:
    """Takes an inquiry in, with a letter that asks to confirm the address: nothing reaches the maker before.

    The same words once more within two minutes are a second click. Raises NotOpenToInquiries and TooManyInquiries.
    """
    held = Certificate.objects.select_for_update(of=("self",), no_key=True).get(pk=certificate.pk)
    if not shown.open_to_inquiries().filter(pk=held.pk).exists():
        raise NotOpenToInquiries
    if not body.strip():
        raise WordsMissing
    if (known := inquiry_limits.second_click(held, email, body)) is not None:
        return known
    inquiry_limits.must_take(held, email)
    now = clock.now()
    facts = {"topic": topic, "name": name, "organization_name": organization_name, "email": email, "language": language}
    inquiry = Inquiry.objects.create(certificate=held, asked_at=now, moved_at=now, **facts)
    InquiryMessage.objects.create(inquiry=inquiry, body=body.strip(), sent_at=now)
    inquiry.history.append(inquiry, action="inquiry.send", by=None, to_state=inquiry.state, held=True)
    emails.please_confirm(inquiry)
    return inquiry


@transaction.atomic
def confirm(inquiry: Inquiry) -> None:
    """The asker has opened the private link and sends it on: it reaches the maker, with a letter."""
    if inquiry.state != InquiryState.UNCONFIRMED:  # from "answered" the map knows a way to "open", but not this one
        raise IllegalTransition(inquiry, "open")
    now = clock.now()
    _move(inquiry, "open", by=None, action="inquiry.confirm", reached_at=now, waits_since=now)
    emails.came(inquiry)


@transaction.atomic
def write(inquiry: Inquiry, *, body: str) -> None:
    """The asker writes again; the maker gets a letter. Raises WordsMissing, TooManyWords, and IllegalTransition when closed."""
    held = _held(inquiry)
    if not body.strip():
        raise WordsMissing
    inquiry_limits.must_take_words(held)
    now = clock.now()
    InquiryMessage.objects.create(inquiry=held, body=body.strip(), sent_at=now)
    if held.state == "answered":
        _move(held, "open", by=None, action="inquiry.write", waits_since=now, reminded_at=None)
    else:
        _note(held, by=None, action="inquiry.write")
    emails.written(held)


@transaction.atomic
def answer(inquiry: Inquiry, *, body: str, by: Any) -> None:
    """The maker answers; the asker gets a letter with her link. Raises WordsMissing."""
    held = _held_by_maker(inquiry, by, can_answer_inquiry)
    if not body.strip():
        raise WordsMissing
    now = clock.now()
    InquiryMessage.objects.create(inquiry=held, from_maker=True, author=by, body=body.strip(), sent_at=now)
    if held.state == "open":
        first = held.answered_at or now
        _move(held, "answered", by=by, action="inquiry.answer", answered_at=first, waits_since=None)
    else:
        _note(held, by=by, action="inquiry.answer")
    emails.answered(held)


@transaction.atomic
def close(inquiry: Inquiry, *, outcome: str, amount: int | None, by: Any) -> None:
    """The maker closes it and says what came of it. Raises UnknownOutcome and AmountWithoutSale.

    An unwanted one is closed without a letter: an advertiser would take it for an answer.
    """
    held = _held_by_maker(inquiry, by, can_answer_inquiry)
    facts = _outcome(outcome, amount)
    action, now = "inquiry.close", clock.now()
    _move(held, "closed", by=by, action=action, facts={"outcome": outcome}, closed_at=now, waits_since=None, **facts)
    if outcome != "unwanted":
        emails.closed(held)


@transaction.atomic
def say_outcome(inquiry: Inquiry, *, outcome: str, amount: int | None, by: Any) -> None:
    """The maker says, or says anew, what came of it; the last word counts. Raises UnknownOutcome and AmountWithoutSale."""
    held = _held_by_maker(inquiry, by, can_say_outcome)
    facts = _outcome(outcome, amount)
    _note(held, by=by, action="inquiry.say_outcome", facts={"outcome": outcome}, **facts)


@transaction.atomic
def show_office(inquiry: Inquiry, *, by: Any) -> None:
    """The maker lets the program's secretariat read the words, to be helped. It gets a letter."""
    held = _held_by_maker(inquiry, by, can_show_office)
    _note(held, by=by, action="inquiry.show_office", shown_at=clock.now())
    emails.shown_to_office(held)


@transaction.atomic
def end(inquiry: Inquiry) -> None:
    """The asker needs no answer any more."""
    held = _held(inquiry)
    _move(held, "closed", by=None, action="inquiry.end", closed_at=clock.now(), waits_since=None)


def _outcome(outcome: str, amount: int | None) -> dict[str, Any]:
    if outcome not in dict(inquiry_words.choices("outcomes", "ja")):
        raise UnknownOutcome
    if amount is not None and not inquiry_words.takes_amount(outcome):
        raise AmountWithoutSale
    return {"outcome": outcome, "amount": amount, "outcome_at": clock.now()}


def _held(inquiry: Inquiry) -> Inquiry:
    """The row behind its lock, while two are talking. Raises IllegalTransition."""
    found: Inquiry = Inquiry.objects.select_for_update(of=("self",), no_key=True).get(pk=inquiry.pk)
    if found.state not in TALKING:
        raise IllegalTransition(found, "open")
    return found


def _held_by_maker(inquiry: Inquiry, by: Any, may: Any) -> Inquiry:
    """The row behind its lock, for the maker. Raises PermissionDenied, and IllegalTransition for what is over."""
    found: Inquiry = Inquiry.objects.select_for_update(of=("self",), no_key=True).get(pk=inquiry.pk)
    if not can_say_outcome(by, found):
        raise PermissionDenied
    if not may(by, found):
        raise IllegalTransition(found, "closed")
    return found


def _move(inquiry: Inquiry, to: str, *, by: Any, action: str, facts: Any = None, **changes: Any) -> None:
    change_state(inquiry, to, by=by, action=action, facts=facts, moved_at=clock.now(), **changes)


def _note(inquiry: Inquiry, *, by: Any, action: str, facts: Any = None, **changes: Any) -> None:
    """Something happened, and the state stays. The caller holds the row's lock."""
    for name, value in (changes | {"moved_at": clock.now(), "row_version": inquiry.row_version + 1}).items():
        setattr(inquiry, name, value)
    inquiry.save(update_fields=[*changes, "moved_at", "row_version"])
    inquiry.history.append(inquiry, action=action, by=by, to_state=inquiry.state, facts=facts, held=True)
