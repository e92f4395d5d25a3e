"""Letters that come back: noted once, believed only about their own address, and sent again or on paper."""

import mailbox

import pytest
from django.core import mail
from django.utils import translation

from home import tasks
from home.actions import letters, returned_letters
from home.actions.returned_letters import NotUndelivered
from home.models import Letter, LetterReturn
from tests.home.actions.test_letters import WORDS as WORDS_OF_LETTER
from tests.home.test_returned_mail import LETTER, WORDS, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    """Sent to the owner."""
    row = letters.write("organizations/joined", key="one", to="owner@company.example", context=WORDS_OF_LETTER)
    letters.deliver(row)
    Letter.objects.filter(pk=row.pk).update(public_id=LETTER)
    return Letter.objects.get(pk=row.pk)


@pytest.fixture
def maildir(tmp_path, settings):
    settings.RETURNS_MAILDIR = str(tmp_path / "returns")
    return mailbox.Maildir(settings.RETURNS_MAILDIR, create=True)


def test_letter_that_comes_back_is_noted_once_with_its_reason(letter):
    assert (returned_letters.take(report()), returned_letters.take(report())) == (1, 0)

    letter.refresh_from_db()
    row = LetterReturn.objects.get()
    assert (letter.state, letter.error, letter.sent_at is not None) == ("returned", f"5.1.1 {WORDS}", True)
    assert (row.address, row.status, row.words) == ("owner@company.example", "5.1.1", WORDS)


def test_report_about_another_address_is_not_believed(letter):
    assert returned_letters.take(report().replace(b"rfc822;owner@", b"rfc822;rival@")) == 0

    letter.refresh_from_db()
    assert (letter.state, LetterReturn.objects.count()) == ("sent", 0)


@pytest.mark.parametrize("state", ["queued", "sending", "failed", "recalled"])
def test_letter_that_never_left_does_not_come_back(letter, state):
    Letter.objects.filter(pk=letter.pk).update(state=state, sent_at=None)

    assert returned_letters.take(report()) == 0


def test_worker_reads_the_folder_and_leaves_what_is_no_report(letter, maildir):
    maildir.add(report())
    maildir.add(b"Subject: Re: your letter\n\nPlease call me.")

    tasks.read_returned_mail.func()
    tasks.read_returned_mail.func()

    letter.refresh_from_db()
    left = [maildir.get_message(key) for key in maildir.iterkeys()]
    assert (letter.state, LetterReturn.objects.count()) == ("returned", 1)
    assert [(message["Subject"], message.get_flags(), message.get_subdir()) for message in left] == [
        ("Re: your letter", "S", "cur")
    ]


def test_worker_without_a_folder_reads_nothing(settings):
    settings.RETURNS_MAILDIR = ""

    assert returned_letters.read_maildir() == 0


def test_letter_goes_out_again_to_the_address_of_today(letter, django_user_model):
    person = django_user_model.objects.create(email="new@company.example", name="持ち主")
    returned_letters.take(report())
    Letter.objects.filter(pk=letter.pk).update(recipient=person)
    letter.refresh_from_db()
    mail.outbox.clear()

    returned_letters.send_again(letter)
    letters.deliver_due()

    letter.refresh_from_db()
    assert (letter.state, letter.error, [each.to for each in mail.outbox]) == ("sent", "", [["new@company.example"]])
    assert LetterReturn.objects.count() == 1


def test_letter_goes_on_paper_instead(letter):
    returned_letters.take(report())
    letter.refresh_from_db()

    returned_letters.put_on_paper(letter, post_to="210-0007 川崎市\n紙野 里子")

    letter.refresh_from_db()
    assert (letter.state, letter.address, letter.post_to, letter.sent_at) == ("to_post", "", "210-0007 川崎市\n紙野 里子", None)


@pytest.mark.parametrize("verb", ["send_again", "put_on_paper"])
def test_letter_that_arrived_is_left_alone(letter, verb):
    options = {"post_to": "川崎市"} if verb == "put_on_paper" else {}

    with pytest.raises(NotUndelivered):
        getattr(returned_letters, verb)(letter, **options)


def test_second_person_who_deals_with_it_is_told(letter):
    returned_letters.take(report())
    one, two = Letter.objects.get(), Letter.objects.get()
    returned_letters.put_on_paper(one, post_to="川崎市")

    with translation.override("en"), pytest.raises(NotUndelivered, match="already"):
        returned_letters.send_again(two)


def test_mail_servers_send_back_to_the_address_of_returns_and_readers_see_the_office(letter, settings):
    settings.RETURNS_ADDRESS = "returns@city.example"
    settings.DEFAULT_FROM_EMAIL = "Tsunagi <office@city.example>"

    message = letters.message(letter)

    assert (message.from_email, message.message()["From"]) == ("returns@city.example", "Tsunagi <office@city.example>")
