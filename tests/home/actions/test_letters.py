"""Letters: written once, in the reader's language, sent once, tried again when the mail server is away."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from home import clock
from home.actions import letters
from home.models import Letter, LetterState
from home.querysets import MAX_ATTEMPTS
from organizations.models import User
from scripts.postgres import free_port

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
WORDS = {
    "person": "佐藤 <b>花子</b>",
    "organization": "橘精機",
    "email": "sato@company.example",
    "invited": "sato@company.example",
}


@pytest.fixture(autouse=True)
def noon():
    with clock.at(NOON):
        yield


def write(key="joined:1", **facts):
    return letters.write("organizations/joined", key=key, to="owner@company.example", context=WORDS, **{"language": "en"} | facts)


@pytest.fixture
def no_mail_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = free_port()


def test_write_speaks_the_readers_language():
    japanese, english = write("a", language="ja"), write("b", language="en")

    assert english.subject == "佐藤 <b>花子</b> now acts for 橘精機"
    assert (japanese.language, japanese.subject == english.subject) == ("ja", False)


def test_write_with_a_known_key_returns_the_letter_that_exists():
    first = write()

    second = write(language="ja")

    assert (second.pk, Letter.objects.count(), second.language) == (first.pk, 1, "en")


def test_write_enqueues_one_delivery_for_many_letters():
    for number in range(3):
        write(f"joined:{number}")

    assert list(DBTaskResult.objects.values_list("task_path", flat=True)) == ["home.tasks.deliver_letters"]


def test_write_leaves_nothing_when_its_transaction_fails():
    @transaction.atomic
    def fails():
        write()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    assert (Letter.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_deliver_due_sends_text_and_the_same_words_as_html():
    letter = write()

    sent = letters.deliver_due()

    letter.refresh_from_db()
    message = mail.outbox[0]
    html = message.alternatives[0].content
    assert (sent, letter.state, letter.sent_at) == (1, LetterState.SENT, NOON)
    assert (message.to, message.body) == (["owner@company.example"], letter.text)
    assert message.extra_headers["Message-ID"] == f"<{letter.public_id}@localhost>"
    assert "佐藤 &lt;b&gt;花子&lt;/b&gt;" in html
    assert '<html lang="en">' in html


def test_deliver_due_sends_each_letter_once():
    write()

    sent = [letters.deliver_due(), letters.deliver_due()]

    assert (sent, len(mail.outbox)) == ([1, 0], 1)


def test_deliver_leaves_a_letter_that_another_worker_took():
    letter = write()
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENDING, attempts=1)

    assert letters.deliver(letter) is False
    assert mail.outbox == []


def test_deliver_waits_longer_after_each_failure(no_mail_server):
    letter = write()

    letters.deliver_due()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.due_at) == (LetterState.QUEUED, 1, NOON + timedelta(minutes=2))
    assert letters.deliver_due() == 0
    letter.refresh_from_db()
    assert letter.attempts == 1


def test_deliver_gives_up_after_the_last_attempt(no_mail_server):
    letter = write()
    Letter.objects.update(attempts=MAX_ATTEMPTS - 1)

    letters.deliver_due()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (LetterState.FAILED, MAX_ATTEMPTS)
    assert "refused" in letter.error


def test_deliver_due_takes_up_a_letter_whose_sender_died():
    write()
    Letter.objects.update(state=LetterState.SENDING, attempts=1, taken_at=NOON - timedelta(seconds=91))

    assert letters.deliver_due() == 1


def test_deliver_due_gives_up_a_letter_whose_every_sender_died():
    letter = write()
    Letter.objects.update(state=LetterState.SENDING, attempts=MAX_ATTEMPTS, taken_at=NOON - timedelta(seconds=91))

    assert letters.deliver_due() == 0

    letter.refresh_from_db()
    assert letter.state == LetterState.FAILED


def test_deliver_due_leaves_what_is_due_later():
    write(due_at=NOON + timedelta(hours=1))

    assert letters.deliver_due() == 0


class Faulty(EmailBackend):
    """A mail server with a fault that nobody has thought of, met by one address only."""

    def send_messages(self, messages):
        if any("broken@company.example" in message.to for message in messages):
            raise RuntimeError("nobody has thought of this")
        return super().send_messages(messages)


def test_deliver_due_goes_on_after_a_fault_and_tries_again(settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.Faulty"
    broken = letters.write("organizations/joined", key="broken", to="broken@company.example", context=WORDS, language="en")
    other = write("joined:2")

    sent = letters.deliver_due()

    broken.refresh_from_db()
    other.refresh_from_db()
    assert (sent, other.state) == (1, LetterState.SENT)
    assert (broken.state, broken.attempts, broken.error) == (LetterState.QUEUED, 1, "nobody has thought of this")
    assert broken.due_at == NOON + timedelta(minutes=2)
    logged = [record for record in caplog.records if record.name == "home.actions.letters"]
    assert [(record.levelname, record.exc_info[0]) for record in logged] == [("ERROR", RuntimeError)]


def test_deliver_due_gives_a_letter_with_a_fault_up_after_the_last_attempt(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Faulty"
    broken = letters.write("organizations/joined", key="broken", to="broken@company.example", context=WORDS, language="en")
    Letter.objects.update(attempts=MAX_ATTEMPTS - 1)

    letters.deliver_due()

    broken.refresh_from_db()
    assert (broken.state, broken.attempts) == (LetterState.FAILED, MAX_ATTEMPTS)


def test_letters_on_paper_wait_to_be_posted_and_are_never_e_mailed():
    person = User.objects.create_user("office@city.example", name="事務局")
    facts = {"key": "paper", "post_to": "川崎市川崎区1-1\n紙野 里子", "context": WORDS | {"inviter": "佐藤", "url": "x"}}

    letter = letters.write_by_post("organizations/account", **facts)
    again = letters.write_by_post("organizations/account", **facts)
    letters.deliver_due()
    waiting = list(Letter.objects.to_be_posted(clock.now()))
    letters.posted(letter, by=person)
    letters.posted(letter, by=None)

    letter.refresh_from_db()
    assert (again, waiting, len(mail.outbox)) == (letter, [letter], 0)
    assert (letter.state, letter.sent_at, letter.posted_by) == (LetterState.SENT, NOON, person)


def test_letter_carries_an_entry_for_the_calendar_within_itself_and_as_a_file():
    entry = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:\xe5\xa7\x94\xe5\x93\xa1\xe4\xbc\x9a\r\nEND:VCALENDAR\r\n"
    letters.deliver(write(calendar=entry))

    [mail_] = mail.outbox
    parts = [part for part in mail_.message().walk() if not part.is_multipart()]
    within, attached = parts[2], parts[3]

    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html", "text/calendar", "application/ics"]
    assert (within.get_param("method"), within.get_content_charset()) == ("REQUEST", "utf-8")
    assert [part.get_payload(decode=True) for part in (within, attached)] == [entry, entry]
    assert attached.get_filename() == "invite.ics"


def test_letter_without_an_entry_has_words_alone():
    letters.deliver(write())

    [mail_] = mail.outbox
    parts = [part.get_content_type() for part in mail_.message().walk() if not part.is_multipart()]

    assert parts == ["text/plain", "text/html"]
