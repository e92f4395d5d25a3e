"""Inquiries: nothing reaches the maker unconfirmed; each side gets its letters; what came of it is the maker's to say."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from brands.actions import entries
from certifications.actions import conflicts
from home import clock
from home.models import Letter
from home.states import IllegalTransition, change_state
from matching.actions import inquiries, inquiry_limits
from matching.models import Inquiry, InquiryMessage
from matching.refusals import (
    AmountWithoutSale,
    NotOpenToInquiries,
    TooManyInquiries,
    TooManyWords,
    UnknownOutcome,
    WordsMissing,
)
from matching.states import INQUIRY_MOVES, InquiryState
from organizations.states import MembershipRole
from tests.certifications import making
from tests.matching import asking

pytestmark = pytest.mark.django_db
STATES = [str(state) for state in InquiryState]


def letters(kind):
    return [(letter.address, letter.language) for letter in Letter.objects.filter(kind=f"matching/{kind}").order_by("pk")]


@pytest.fixture
def inquiry_in(released, owner):
    """Makes an inquiry that stands in a state."""

    def make(state):
        if state == "lapsed":
            inquiry = asking.sent(released)
            change_state(inquiry, "lapsed", by=None, action="inquiry.lapse")
            return asking.again(inquiry)
        made = {"unconfirmed": asking.sent, "open": asking.reached}
        if state in made:
            return made[state](released)
        return {"answered": asking.answered, "closed": asking.closed}[state](released, owner)

    return make


@pytest.mark.parametrize("to", STATES)
@pytest.mark.parametrize("state", STATES)
def test_only_the_moves_of_the_map_are_made(inquiry_in, state, to):
    inquiry = inquiry_in(state)
    now = clock.now()
    facts = {"reached_at": now, "waits_since": now, "closed_at": now}

    if to in INQUIRY_MOVES[state]:
        change_state(inquiry, to, by=None, action="inquiry.write", **facts)
    else:
        with pytest.raises(IllegalTransition):
            change_state(inquiry, to, by=None, action="inquiry.write", **facts)

    assert asking.again(inquiry).state == (to if to in INQUIRY_MOVES[state] else state)


VERBS = {
    "confirm": (lambda inquiry, _by: inquiries.confirm(inquiry), {"unconfirmed": "open"}),
    "write": (lambda inquiry, _by: inquiries.write(inquiry, body="もう一つ"), {"open": "open", "answered": "open"}),
    "end": (lambda inquiry, _by: inquiries.end(inquiry), {"open": "closed", "answered": "closed"}),
    "answer": (lambda inquiry, by: inquiries.answer(inquiry, body="はい", by=by), {"open": "answered", "answered": "answered"}),
    "close": (
        lambda inquiry, by: inquiries.close(inquiry, outcome="nothing", amount=None, by=by),
        {"open": "closed", "answered": "closed"},
    ),
    "say": (
        lambda inquiry, by: inquiries.say_outcome(inquiry, outcome="visit", amount=None, by=by),
        {"open": "open", "answered": "answered", "closed": "closed"},
    ),
    "show": (lambda inquiry, by: inquiries.show_office(inquiry, by=by), {"open": "open", "answered": "answered"}),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_in_each_state(inquiry_in, owner, verb, state):
    inquiry = inquiry_in(state)
    do, leads_to = VERBS[verb]
    before = inquiry.history.count()

    if state in leads_to:
        do(inquiry, owner)
    else:
        with pytest.raises((IllegalTransition, PermissionDenied)):
            do(inquiry, owner)

    happened = inquiry.history.count() - before
    assert (asking.again(inquiry).state, happened) == (leads_to.get(state, state), int(state in leads_to))


def test_nothing_reaches_the_maker_before_the_address_is_confirmed(released, owner):
    inquiry = asking.sent(released, language="en")

    found = Inquiry.objects.held_by(owner)

    assert (list(found), letters("inquiry_confirm"), letters("inquiry_came")) == ([], [("hanako@buyer.example", "en")], [])
    inquiries.confirm(inquiry)
    assert (list(found.all()), letters("inquiry_came")) == ([inquiry], [(owner.email, "ja")])


def test_no_letter_carries_the_words(released, owner):
    inquiry = asking.answered(released, owner)
    inquiries.write(inquiry, body="納期も教えてください。")
    inquiries.close(inquiry, outcome="order", amount=5, by=owner)

    said = "".join(Letter.objects.values_list("text", flat=True))

    words = ["十台", "百二十万円", "納期も", "山川商会"]
    assert [word for word in words if word in said] == []
    assert len(letters("inquiry_answered")) == len(letters("inquiry_written")) == len(letters("inquiry_closed")) == 1


def test_an_unwanted_one_is_closed_without_a_letter(released, owner):
    inquiry = asking.reached(released)

    inquiries.close(inquiry, outcome="unwanted", amount=None, by=owner)

    assert letters("inquiry_closed") == []


def test_a_holder_whom_no_letter_reaches_is_called_by_the_office(released, owner, secretary):
    type(owner).objects.filter(pk=owner.pk).update(email="a1@no-address.invalid")
    no_address = type(owner).objects.get(pk=owner.pk).has_address

    inquiry = asking.reached(released)

    told = [(secretary.email, secretary.language)] if not no_address else []
    assert (no_address, letters("inquiry_without_reader"), inquiry.state) == (False, told, "open")


def test_what_is_hidden_withdrawn_or_retired_cannot_be_asked_about(released, secretary):
    entries.hide(released.entry, reason="希望により", by=secretary)

    with pytest.raises(NotOpenToInquiries):
        asking.sent(released)


def test_a_second_click_writes_nothing_more(released):
    first = asking.sent(released)

    second = asking.sent(released)

    assert (second, InquiryMessage.objects.count(), len(letters("inquiry_confirm"))) == (first, 1, 1)


def test_one_address_is_not_filled_with_letters_that_it_did_not_ask_for(released):
    for number in range(inquiry_limits.UNCONFIRMED_TO_ONE_ADDRESS):
        asking.sent(released, body=f"{number}")

    with pytest.raises(TooManyInquiries):
        asking.sent(released, body="もう一度")


def test_one_address_and_one_maker_have_a_limit_for_a_day(released, monkeypatch):
    for number in range(inquiry_limits.FROM_ONE_ADDRESS):
        asking.reached(released, body=f"{number}")
    monkeypatch.setattr(inquiry_limits, "TO_ONE_MAKER", inquiry_limits.FROM_ONE_ADDRESS)

    for email in ("hanako@buyer.example", "somebody.else@buyer.example"):
        with pytest.raises(TooManyInquiries):
            asking.sent(released, body="もう一度", email=email)

    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        assert asking.sent(released, body="翌日").state == "unconfirmed"


def test_an_asker_writes_ten_times_a_day(released, owner):
    inquiry = asking.reached(released)
    for number in range(inquiry_limits.WORDS_A_DAY - 1):
        inquiries.write(inquiry, body=f"{number}")

    with pytest.raises(TooManyWords):
        inquiries.write(inquiry, body="十一")


@pytest.mark.parametrize(
    ("outcome", "amount", "refusal"),
    [("", None, UnknownOutcome), ("jackpot", None, UnknownOutcome), ("visit", 10, AmountWithoutSale)],
)
def test_outcomes_are_those_of_the_file(released, owner, outcome, amount, refusal):
    inquiry = asking.reached(released)

    with pytest.raises(refusal):
        inquiries.close(inquiry, outcome=outcome, amount=amount, by=owner)

    assert asking.again(inquiry).state == "open"


def test_the_last_word_on_what_came_of_it_counts(released, owner):
    inquiry = asking.closed(released, owner, outcome="trial", amount=0)

    inquiries.say_outcome(inquiry, outcome="order", amount=300_000, by=owner)

    said = inquiry.history.filter(action__in=["inquiry.close", "inquiry.say_outcome"]).order_by("seq")
    assert [event.facts for event in said] == [{"outcome": "trial"}, {"outcome": "order"}]
    assert (asking.again(inquiry).outcome, asking.again(inquiry).amount) == ("order", 300_000)


def test_empty_words_are_not_sent(released, owner):
    inquiry = asking.reached(released)

    for do in (lambda: inquiries.answer(inquiry, body=" ", by=owner), lambda: inquiries.write(inquiry, body="\n")):
        with pytest.raises(WordsMissing):
            do()


def test_who_may_answer_and_who_reads(released, company, owner, secretary):
    inquiry = asking.reached(released)
    people = {
        "owner": owner,
        "editor": making.member(company, "editor", MembershipRole.EDITOR),
        "viewer": making.member(company, "viewer", MembershipRole.VIEWER),
        "other": making.member(making.organization("別の会社"), "other"),
        "secretary": secretary,
    }

    may = {name: (_may(inquiry, by), Inquiry.objects.held_by(by).exists()) for name, by in people.items()}

    assert may == {
        "owner": (True, True),
        "editor": (True, True),
        "viewer": (False, True),
        "other": (False, False),
        "secretary": (False, False),
    }


def _may(inquiry, by):
    try:
        inquiries.answer(inquiry, body="はい", by=by)
    except PermissionDenied:
        return False
    return True


def test_the_office_sees_that_one_was_asked_but_not_of_a_case_in_conflict(released, secretary):
    inquiry = asking.reached(released)
    asking.sent(released, email="another@buyer.example", body="未確認")

    seen = list(Inquiry.objects.visible_to(secretary))
    conflict = {"reason": "親族", "application": released.application, "program": released.program}
    conflicts.record(secretary, by=secretary, **conflict)

    assert (seen, list(Inquiry.objects.visible_to(secretary))) == ([inquiry], [])
