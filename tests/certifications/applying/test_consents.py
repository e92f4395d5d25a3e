"""The candidate's to, signed out and signed in."""

from datetime import timedelta

import pytest

from certifications.actions import applications, consents
from home import clock
from home.actions import letters, returned_letters
from home.models import Letter
from home.querysets import MAX_ATTEMPTS
from tests.certifications import making
from tests.home.test_returned_mail import report

pytestmark = pytest.mark.django_db


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
    names = {"name_ja": "鍛冶 鉄男", "name_kana": "", "name_en": ""}
    return applications.begin(round_, names=names, candidate_email=candidate.email, by=nominator)


@pytest.fixture
def address(nomination, nominator):
    consents.ask(nomination, by=nominator)
    text = Letter.objects.get(kind="certifications/consent_asked").text
    return f"/consents/{text.partition('/consents/')[2].partition('/')[0]}/"


def test_the_letters_page_explains_itself_without_signing_in(address, client):
    text = client.get(address).content.decode()

    assert "nominator が、あなたをかわさきマイスターの候補者に推薦したいと考えています。" in text
    assert f"/account/login/?next={address.replace('/', '%2F')}" in text
    assert ("c•••@people.example" in text, "candidate@people.example" in text) == (True, False)
    assert 'name="answer"' not in text


def test_an_answer_needs_the_candidates_own_account(address, nomination, nominator, client, as_user):
    signed_out = client.post(address, {"answer": "accept"})
    other = as_user(nominator).post(address, {"answer": "accept"})

    nomination.consent.refresh_from_db()
    assert (signed_out.status_code, other.status_code, nomination.consent.given_at) == (403, 403, None)


@pytest.mark.parametrize(("answer", "field"), [("accept", "given_at"), ("decline", "refused_at")])
def test_the_candidate_answers_by_post(address, nomination, candidate, as_user, answer, field):
    client = as_user(candidate)
    looked = client.get(address)
    nothing = client.post(address, {"answer": "perhaps"})
    done = client.post(address, {"answer": answer})
    again = client.post(address, {"answer": answer})

    nomination.consent.refresh_from_db()
    assert (looked.status_code, nothing.status_code, done.url, again.status_code) == (200, 200, "/my/", 409)
    assert getattr(nomination.consent, field) == making.DURING


def test_the_candidate_answers_from_the_own_page(address, nomination, candidate, as_user):
    response = as_user(candidate).post(f"/my/nominations/{nomination.public_id}/", {"answer": "accept"})

    nomination.consent.refresh_from_db()
    assert (response.status_code, nomination.consent.given_at) == (302, making.DURING)


def test_an_unknown_letter_is_not_found(client):
    assert client.get("/consents/unknown-token/").status_code == 404


def test_a_late_letter_says_that_it_is_over(address, client):
    with clock.at(making.CLOSES):
        text = client.get(address).content.decode()

    assert "この推薦は受付を終えていますので" in text


def test_asking_for_consent_from_the_nominations_page(nomination, nominator, as_user, to):
    client = as_user(nominator)
    first, second = (client.post(to("consent_ask", nomination)) for _ in range(2))

    assert (first.url, second.status_code) == (f"{to('application', nomination)}#consent", 409)
    assert Letter.objects.filter(kind="certifications/consent_asked").count() == 1


def test_letter_that_comes_back_is_told_to_the_nominator_and_the_office(address, nomination, nominator, candidate, as_user):
    asked = Letter.objects.get(kind="certifications/consent_asked")
    letters.deliver(asked)
    raw = report(letter=str(asked.public_id)).replace(b"owner@company.example", candidate.email.encode())

    assert (returned_letters.take(raw), returned_letters.take(raw)) == (1, 0)

    told = {letter.kind: letter for letter in Letter.objects.filter(kind__contains="consent_undelivered")}
    to_nominator = told["certifications/consent_undelivered"]
    to_office = told["certifications/consent_undelivered_office"]
    assert (to_nominator.recipient, candidate.email in to_nominator.text) == (nominator, True)
    assert to_office.recipient == nomination.round.program.roles.get().user
    assert [words in to_office.subject + to_office.text for words in (candidate.email, nominator.name, "鍛冶")] == [False] * 3


def test_letter_that_can_never_be_sent_is_told_once_and_an_answered_one_not(address, nomination, candidate):
    asked = Letter.objects.get(kind="certifications/consent_asked")
    Letter.objects.filter(pk=asked.pk).update(state="sending", attempts=MAX_ATTEMPTS, taken_at=clock.now() - timedelta(days=2))
    letters.deliver_due()
    letters.deliver_due()
    first = Letter.objects.filter(kind="certifications/consent_undelivered").count()
    consents.give(nomination.consent, by=candidate)
    asked.refresh_from_db()
    letters.tell_undelivered(asked)

    assert (asked.state, first, Letter.objects.filter(kind="certifications/consent_undelivered").count()) == ("failed", 1, 1)
