"""Requests for masters and tours: every cell of the maps, who arranges, letters to both sides, counts, retention."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from home import clock
from home.models import Letter
from home.states import IllegalTransition, change_state
from matching import engagement_counts, suggestions
from matching.actions import engagement_terms, engagements
from matching.engagement_states import ENGAGEMENT_MOVES, OFFER_MOVES, EngagementState, OfferState
from matching.models import Engagement, EngagementOffer
from matching.refusals import AskedBefore, DayMissing, NoHost, NotHeldYet, ReasonMissing, TooManyInquiries
from organizations.actions import roles
from tests.certifications import making
from tests.matching import engaging

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(db):
    person = making.person("coordinator")
    roles.grant(person, "coordinator", by=None)
    return person


def letters(kind):
    return sorted(Letter.objects.filter(kind=f"matching/engagement_{kind}").values_list("address", flat=True))


def brought_to(state, certificate, by):
    """A request in a state, by plain rows where only the map is asked."""
    engagement = engaging.sent()
    facts = {"certificate": certificate, "held_on": clock.today(), "attended": 1}
    Engagement.objects.filter(pk=engagement.pk).update(state=state, **facts)
    return engaging.again(engagement)


@pytest.mark.parametrize("to", [str(state) for state in EngagementState])
@pytest.mark.parametrize("state", [str(state) for state in EngagementState])
def test_only_the_moves_of_the_map_are_made(released, coordinator, state, to):
    engagement = brought_to(state, released, coordinator)

    if to in ENGAGEMENT_MOVES[state]:
        change_state(engagement, to, by=None, action="engagement.offer")
    else:
        with pytest.raises(IllegalTransition):
            change_state(engagement, to, by=None, action="engagement.offer")

    assert engaging.again(engagement).state == (to if to in ENGAGEMENT_MOVES[state] else state)


@pytest.mark.parametrize("to", [str(state) for state in OfferState])
@pytest.mark.parametrize("state", [str(state) for state in OfferState])
def test_only_the_moves_of_an_offers_map_are_made(released, coordinator, state, to):
    offer = engaging.offered(released, coordinator)
    EngagementOffer.objects.filter(pk=offer.pk).update(state=state)
    offer = engaging.again(offer)

    if to in OFFER_MOVES[state]:
        change_state(offer, to, by=None, action="engagement.accept")
    else:
        with pytest.raises(IllegalTransition):
            change_state(offer, to, by=None, action="engagement.accept")

    assert engaging.again(offer).state == (to if to in OFFER_MOVES[state] else state)


VERBS = {
    "receive": (lambda row, _by, _host: engagements.receive(row), {"unconfirmed": "received"}),
    "offer": (lambda row, by, host: engagements.offer(row, host, by=by), {"received": "offered"}),
    "confirm": (
        lambda row, by, _host: engagements.confirm(row, held_on=clock.today(), place="", by=by),
        {"accepted": "confirmed"},
    ),
    "decline": (lambda row, by, _host: engagements.decline(row, reason="満席", by=by), {"received": "declined"}),
    "call off": (
        lambda row, by, _host: engagements.call_off(row, reason="大雪", by=by),
        dict.fromkeys(("received", "offered", "accepted", "confirmed"), "called_off"),
    ),
    "report": (lambda row, by, _host: engagements.report(row, attended=3, words="", by=by), {"confirmed": "reported"}),
}


@pytest.mark.parametrize("state", [str(state) for state in EngagementState])
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_in_each_state(released, coordinator, verb, state):
    engagement = brought_to(state, released, coordinator)
    if state in {"accepted", "confirmed"}:
        facts = {"made_by": coordinator, "made_at": clock.now(), "state": "accepted"}
        EngagementOffer.objects.create(engagement=engagement, certificate=released, **facts)
    do, leads_to = VERBS[verb]

    if state in leads_to:
        do(engagement, coordinator, released)
    else:
        with pytest.raises((IllegalTransition, AskedBefore)):
            do(engagement, coordinator, released)

    assert engaging.again(engagement).state == leads_to.get(state, state)


def test_only_who_arranges_may(released, coordinator, owner, secretary):
    engagement = engaging.received()
    verbs = [
        lambda by: engagements.offer(engagement, released, by=by),
        lambda by: engagements.take_back(engagement, by=by),
        lambda by: engagements.confirm(engagement, held_on=clock.today(), place="", by=by),
        lambda by: engagements.decline(engagement, reason="満席", by=by),
        lambda by: engagements.call_off(engagement, reason="満席", by=by),
        lambda by: engagements.report(engagement, attended=1, words="", by=by),
    ]

    for person in (owner, secretary, None):
        for verb in verbs:
            with pytest.raises(PermissionDenied):
                verb(person)

    seen = {person: Engagement.objects.visible_to(person).count() for person in (coordinator, owner, secretary)}
    assert seen == {coordinator: 1, owner: 0, secretary: 0}


def test_from_the_first_letter_to_the_report(released, coordinator, owner):
    offer = engaging.reported(released, coordinator)

    sent = {kind: letters(kind) for kind in ("confirm", "received", "offered", "answered", "arranged")}
    assert sent == {
        "confirm": ["maria@delegation.example"],
        "received": [coordinator.email],
        "offered": [owner.email],
        "answered": [coordinator.email],
        "arranged": ["maria@delegation.example", owner.email],
    }
    assert (offer.engagement.state, offer.engagement.attended, offer.state) == ("reported", 18, "accepted")
    assert "工場を見学" not in "".join(Letter.objects.values_list("text", flat=True))


def test_a_host_who_says_no_is_not_asked_again_for_the_same(released, coordinator):
    offer = engaging.offered(released, coordinator)

    engagements.answer(offer, accepts=False)

    assert engaging.again(offer.engagement).state == "received"
    with pytest.raises(AskedBefore):
        engagements.offer(offer.engagement, released, by=coordinator)
    with pytest.raises(IllegalTransition):
        engagements.answer(offer, accepts=True)


def test_an_offer_that_is_taken_back_is_answered_no_more(released, coordinator, owner):
    offer = engaging.offered(released, coordinator)

    engagements.take_back(offer.engagement, by=coordinator)

    with pytest.raises(IllegalTransition):
        engagements.answer(offer, accepts=True)
    assert (engaging.again(offer.engagement).state, letters("taken_back")) == ("received", [owner.email])


def test_only_fitting_hosts_are_asked(released, coordinator):
    with pytest.raises(NoHost):
        engaging.offered(released, coordinator, kind="class")  # a product's maker is no master


def test_the_database_lets_one_offer_be_open(released, coordinator):
    offer = engaging.offered(released, coordinator)
    facts = {"made_by": coordinator, "made_at": clock.now(), "engagement": offer.engagement, "certificate": released}

    with pytest.raises(IntegrityError), transaction.atomic():
        EngagementOffer.objects.create(**facts)


def test_what_is_called_off_is_told_to_everybody_concerned(released, coordinator, owner):
    offer = engaging.confirmed(released, coordinator)

    engagements.call_off(offer.engagement, reason="大雪のため", asker=True)

    assert letters("called_off") == ["maria@delegation.example", owner.email]


def test_days_and_reasons_are_needed(released, coordinator):
    offer = engaging.accepted(released, coordinator)
    yesterday = clock.today() - timedelta(days=1)

    with pytest.raises(DayMissing):
        engaging.sent(first_day=yesterday, email="b@delegation.example")
    with pytest.raises(DayMissing):
        engagements.confirm(offer.engagement, held_on=yesterday, place="", by=coordinator)
    with pytest.raises(ReasonMissing):
        engagements.call_off(offer.engagement, reason=" ", by=coordinator)
    engagements.confirm(offer.engagement, held_on=clock.today() + timedelta(days=1), place="", by=coordinator)
    with pytest.raises(NotHeldYet):
        engagements.report_as_host(offer, attended=1, words="")


def test_a_host_who_said_no_reports_nothing(released, coordinator):
    offer = engaging.offered(released, coordinator)
    engagements.answer(offer, accepts=False)

    with pytest.raises(IllegalTransition):
        engagements.report_as_host(offer, attended=9, words="")


def test_one_address_has_a_limit(released):
    engaging.sent()
    engaging.sent()

    with pytest.raises(TooManyInquiries):
        engaging.sent()


def test_what_was_held_is_counted_by_year_kind_and_origin(released, coordinator, django_assert_num_queries):
    engaging.reported(released, coordinator)
    engaging.reported(released, coordinator, origin="city", email="b@delegation.example")
    engaging.confirmed(released, coordinator, email="c@delegation.example")

    with django_assert_num_queries(1):
        (row,) = engagement_counts.by_year()

    assert (row.kinds, row.origins, row.whole) == ({"tour": 2}, {"abroad": 1, "city": 1}, 2)
    assert (sum(row.by_kind), sum(row.by_origin)) == (2, 2)


def test_suggestions_say_why(released, coordinator):
    engaging.confirmed(released, coordinator)
    engagement = engaging.received(email="b@delegation.example", wished=released)

    (row,) = suggestions.of(engagement)

    codes = [code for code, words in suggestions.REASONS.items() if words in row.reasons]
    assert (row.certificate, codes) == (released, ["wished", "busy", "rested"])


def test_the_host_is_asked_to_report_once_the_day_after(released, coordinator, owner):
    engaging.confirmed(released, coordinator, days=1)

    engagement_terms.do_due()
    early = letters("report_asked")
    with clock.at(clock.now() + timedelta(days=2)):
        engagement_terms.do_due()
        engagement_terms.do_due()

    assert (early, letters("report_asked")) == ([], [owner.email])


def test_names_and_words_go_and_counts_stay(released, coordinator):
    offer = engaging.reported(released, coordinator)
    lapsing = engaging.sent(email="b@delegation.example")
    Letter.objects.update(state="sent", sent_at=clock.now())

    with clock.at(clock.now() + engagement_terms.CONFIRM_WITHIN + timedelta(minutes=1)):
        engagement_terms.do_due()
    lapsed = engaging.again(lapsing)
    with clock.at(clock.now() + engagement_terms.KEPT + timedelta(minutes=1)):
        engagement_terms.do_due()

    kept = engaging.again(offer.engagement)
    assert (lapsed.state, lapsed.email) == ("lapsed", "")
    assert (kept.name, kept.email, kept.body, kept.attended, kept.report) == ("", "", "", 18, "盛況でした。")
    assert not Letter.objects.filter(address__endswith="delegation.example").exists()
    assert engagement_counts.by_year()[0].whole == 1
