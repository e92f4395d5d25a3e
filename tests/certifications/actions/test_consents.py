"""The candidate's consent to a nomination."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import applications, consents
from certifications.models import Consent
from certifications.refusals import AskedOften, AskedRecently, ConsentAnswered, NominationClosed, NotOpenForChange, RoundNotOpen
from home import clock
from home.models import Letter
from home.tokens import token_hash
from tests.certifications import making

pytestmark = pytest.mark.django_db
NAMES = {"name_ja": "鍛冶 鉄男", "name_kana": "", "name_en": ""}


@pytest.fixture
def round_(db):
    program = making.program("meister")
    return making.published_round(program, making.office(program, "office"))


@pytest.fixture
def nominator(db):
    return making.person("nominator")


@pytest.fixture
def candidate(db):
    return making.person("candidate")


@pytest.fixture
def nomination(round_, nominator, candidate):
    return applications.begin(round_, names=NAMES, candidate_email=candidate.email, by=nominator)


@pytest.fixture
def consent(nomination, nominator):
    return consents.ask(nomination, by=nominator)


def test_ask_writes_a_link_of_which_only_the_hash_is_kept(consent, candidate):
    letter = Letter.objects.get(kind="certifications/consent_asked")
    token = letter.text.partition("/consents/")[2].partition("/")[0]

    assert (letter.address, token_hash(token)) == (candidate.email, consent.token_hash)
    assert letter.subject == "かわさきマイスターへの推薦について、ご回答をお願いします"


def test_ask_again_voids_the_old_link_after_a_pause(nomination, nominator, consent):
    with pytest.raises(AskedRecently):
        consents.ask(nomination, by=nominator)
    with clock.at(making.DURING + timedelta(minutes=11)):
        again = consents.ask(nomination, by=nominator)

    assert (again.pk, Consent.objects.count()) == (consent.pk, 1)
    assert again.token_hash != consent.token_hash


def test_ask_refuses_strangers_and_applications_of_oneself(round_, nomination, nominator, stranger):
    own = applications.begin(round_, names=NAMES, by=stranger)

    with pytest.raises(PermissionDenied):
        consents.ask(nomination, by=stranger)
    with pytest.raises(NotOpenForChange):
        consents.ask(own, by=stranger)


def test_ask_ends_with_the_call(nomination, nominator):
    with clock.at(making.CLOSES), pytest.raises(RoundNotOpen):
        consents.ask(nomination, by=nominator)


def test_give_makes_the_candidate_the_subject_and_tells_the_nominator(nomination, consent, candidate, nominator):
    consents.give(consent, by=candidate)

    nomination.refresh_from_db()
    letter = Letter.objects.get(kind="certifications/consent_given")
    assert (nomination.subject.person, consent.given_at) == (candidate, making.DURING)
    assert (letter.recipient, letter.subject) == (nominator, "鍛冶 鉄男 様が推薦に同意されました")
    assert nomination.history.last().action == "consent.give"


def test_give_opens_the_way_to_submitting(nomination, consent, candidate, nominator):
    consents.give(consent, by=candidate)
    making.fill(nomination, nominator)
    nomination.refresh_from_db()

    assert applications.submit(nomination, by=nominator).seq == 1


def test_refuse_leaves_the_subject_without_a_person(nomination, consent, candidate, nominator):
    consents.refuse(consent, by=candidate)

    nomination.refresh_from_db()
    assert (nomination.subject.person, consent.refused_at) == (None, making.DURING)
    assert Letter.objects.get(kind="certifications/consent_refused").recipient == nominator


def test_a_yes_stays(nomination, consent, candidate, nominator):
    consents.give(consent, by=candidate)

    with pytest.raises(NominationClosed):
        consents.refuse(consent, by=candidate)
    with clock.at(making.DURING + timedelta(hours=1)), pytest.raises(ConsentAnswered):
        consents.ask(nomination, by=nominator)


def test_who_declined_is_asked_once_more_and_told_so(nomination, consent, candidate, nominator):
    consents.refuse(consent, by=candidate)
    with pytest.raises(NominationClosed):
        consents.give(consent, by=candidate)
    with pytest.raises(AskedRecently):
        consents.ask(nomination, by=nominator)

    with clock.at(making.DURING + timedelta(hours=1)):
        again = consents.ask(nomination, by=nominator)
        consents.give(again, by=candidate)

    letters = Letter.objects.filter(kind="certifications/consent_asked").order_by("pk")
    assert ["辞退のご回答をいただいています" in letter.text for letter in letters] == [False, True]
    assert [row.action for row in nomination.history.order_by("seq")][1:] == [
        "consent.ask", "consent.refuse", "consent.ask", "consent.give",
    ]  # fmt: skip


def test_letters_about_a_nomination_come_to_an_end(nomination, nominator):
    for number in range(consents.MOST_LETTERS):
        with clock.at(making.DURING + timedelta(hours=number)):
            consents.ask(nomination, by=nominator)

    with clock.at(making.DURING + timedelta(days=1)), pytest.raises(AskedOften):
        consents.ask(nomination, by=nominator)


def test_nobody_else_answers(consent, nominator, stranger):
    for user in (nominator, stranger):
        with pytest.raises(PermissionDenied):
            consents.give(consent, by=user)

    consent.refresh_from_db()
    assert consent.given_at is None


def test_give_refuses_what_was_withdrawn_or_is_too_late(nomination, consent, candidate, nominator):
    with clock.at(making.CLOSES), pytest.raises(NominationClosed):
        consents.give(consent, by=candidate)
    applications.withdraw(nomination, by=nominator)

    with pytest.raises(NominationClosed):
        consents.give(consent, by=candidate)


def test_an_address_in_other_letters_is_the_same_address(round_, nominator, candidate):
    nomination = applications.begin(round_, names=NAMES, candidate_email="Candidate@People.example", by=nominator)
    consent = consents.ask(nomination, by=nominator)

    consents.give(consent, by=candidate)

    assert consent.given_at == making.DURING
