"""What time does to inquiries: reminders, lapsing, and that names and words go while counts stay."""

from datetime import timedelta

import pytest

from home import clock
from home.models import Letter
from matching.actions import inquiries, inquiry_terms
from matching.models import InquiryMessage
from tests.matching import asking

pytestmark = pytest.mark.django_db


def reminders():
    return Letter.objects.filter(kind="matching/inquiry_reminder").count()


def test_the_maker_is_reminded_once_after_a_week_and_again_after_new_words(released, owner):
    inquiry = asking.reached(released)
    week = clock.now() + inquiry_terms.REMIND_AFTER + timedelta(minutes=1)

    inquiry_terms.do_due()
    early = reminders()
    with clock.at(week):
        inquiry_terms.do_due()
        inquiry_terms.do_due()
        first = reminders()
        inquiries.answer(inquiry, body="はい", by=owner)
        inquiries.write(inquiry, body="納期は")
    with clock.at(week + inquiry_terms.REMIND_AFTER + timedelta(minutes=1)):
        inquiry_terms.do_due()

    assert (early, first, reminders()) == (0, 1, 2)


def test_names_and_words_go_and_counts_stay(released, owner):
    inquiry = asking.closed(released, owner)
    lapsing = asking.sent(released, email="nobody@buyer.example", body="確認しない")
    Letter.objects.update(state="sent", sent_at=clock.now())

    with clock.at(clock.now() + inquiry_terms.CONFIRM_WITHIN + timedelta(minutes=1)):
        inquiry_terms.do_due()
    lapsed = asking.again(lapsing)
    with clock.at(clock.now() + inquiry_terms.KEPT + timedelta(minutes=1)):
        inquiry_terms.do_due()
    kept = asking.again(inquiry)

    assert (lapsed.state, lapsed.email, lapsed.emptied_at is not None) == ("lapsed", "", True)
    assert (kept.name, kept.email, kept.organization_name, kept.outcome, kept.amount) == ("", "", "", "order", 1_200_000)
    assert set(InquiryMessage.objects.values_list("body", flat=True)) == {""}
    assert not Letter.objects.filter(address__endswith="buyer.example").exists()


def test_what_nobody_goes_on_with_is_closed_after_a_year_and_emptied_a_year_later(released):
    inquiry = asking.reached(released)
    year = inquiry_terms.KEPT + timedelta(minutes=1)

    with clock.at(clock.now() + year):
        inquiry_terms.do_due()
    first = asking.again(inquiry)
    with clock.at(clock.now() + year + year):
        inquiry_terms.do_due()

    assert (first.state, first.name, asking.again(inquiry).name) == ("closed", "山川 花子", "")
