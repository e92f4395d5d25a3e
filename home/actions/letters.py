"""Letters: written in the transaction of what they tell, delivered by the worker afterwards."""

import logging
import re
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation

from home import clock, jobs
from home.discovery import offered
from home.models import Letter, LetterState
from home.querysets import MAX_ATTEMPTS, LetterQuerySet

logger = logging.getLogger(__name__)
METHOD = re.compile(r"^METHOD:([A-Z]+)", re.MULTILINE)


class LettersLeft(Exception):
    """Letters that were to be called back have been sent, or are being sent."""


@dataclass(frozen=True)
class Draft:
    """A letter as it will be: to a person by e-mail, or to an address on paper. A preview and the outbox draw the same."""

    kind: str
    key: str
    context: Mapping[str, Any]
    about: str = ""
    to: Any = None
    post_to: str = ""
    language: str = "ja"
    calendar: bytes = b""

    @property
    def words(self) -> tuple[str, str]:
        """Subject and text."""
        return _words(self.kind, {"person": self.to, **self.context}, self.language)

    def write(self, *, due_at: datetime | None = None) -> Letter:
        """Puts it into the outbox; it leaves when its time has come."""
        if self.post_to:
            return write_by_post(
                self.kind, key=self.key, post_to=self.post_to, context=self.context, about=self.about, due_at=due_at
            )
        return write(
            self.kind,
            key=self.key,
            to=self.to,
            context=self.context,
            about=self.about,
            calendar=self.calendar,
            due_at=due_at,
        )


@transaction.atomic
def write(
    kind: str,
    *,
    key: str,
    to: Any,
    context: Mapping[str, Any],
    language: str | None = None,
    about: str = "",
    calendar: bytes = b"",
    due_at: datetime | None = None,
) -> Letter:
    """Writes one letter to a person (a user, or an address) out of templates/emails/<kind>.txt, first line "Subject: ...".

    A second letter with the same key is not written; the first is returned. The words are those of the reader's language.
    `calendar` is an entry for the reader's calendar, as iCalendar with a METHOD (RFC 6047).
    """
    if existing := Letter.objects.filter(key=key).first():
        return existing
    person = None if isinstance(to, str) else to
    reader = language or (person.language if person else settings.LANGUAGE_CODE)
    subject, text = _words(kind, {"person": person, **context}, reader)
    now = clock.now()
    letter, created = Letter.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "about": about,
            "recipient": person,
            "address": person.email if person else to,
            "language": reader,
            "subject": subject,
            "text": text,
            "calendar": calendar.decode(),
            "created_at": now,
            "due_at": due_at or now,
        },
    )
    if created:
        jobs.enqueue_once("home.tasks.deliver_letters")
    return letter


@transaction.atomic
def write_by_post(
    kind: str,
    *,
    key: str,
    post_to: str,
    context: Mapping[str, Any],
    about: str = "",
    language: str = "ja",
    due_at: datetime | None = None,
) -> Letter:
    """Writes one letter to be printed and posted, out of templates/emails/<kind>.txt; with the same key no second one."""
    if existing := Letter.objects.filter(key=key).first():
        return existing
    subject, text = _words(kind, context, language)
    now = clock.now()
    letter, _created = Letter.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "about": about,
            "post_to": post_to,
            "language": language,
            "subject": subject,
            "text": text,
            "state": LetterState.TO_POST,
            "created_at": now,
            "due_at": due_at or now,
        },
    )
    return letter


def _words(kind: str, context: Mapping[str, Any], language: str) -> tuple[str, str]:
    """A letter's subject and text, as its template has them in a language."""
    with translation.override(language):
        drawn = render_to_string(f"emails/{kind}.txt", {"public_url": settings.PUBLIC_URL, **context})
    first, _newline, text = drawn.strip().partition("\n")
    return first.removeprefix("Subject:").strip()[:200], text.strip() + "\n"


def posted(letter: Letter, *, by: Any) -> None:
    """Notes that a letter on paper has been posted; a second click changes nothing. Who may is the caller's question."""
    rows = Letter.objects.to_be_posted(clock.now()).filter(pk=letter.pk)
    rows.update(state=LetterState.SENT, sent_at=clock.now(), posted_by=by)


@transaction.atomic
def call_back(found: LetterQuerySet) -> int:
    """Calls letters back that nobody has begun to send: they stay on record and never leave. All of them, or none.

    Raises LettersLeft when one has left, or a worker has it in hand. Says how many were called back.
    """
    wanted = list(found.exclude(state=LetterState.RECALLED).values_list("pk", flat=True))
    waiting = Letter.objects.filter(pk__in=wanted, state__in=[LetterState.QUEUED, LetterState.TO_POST], attempts=0)
    if waiting.update(state=LetterState.RECALLED) != len(wanted):
        raise LettersLeft
    return len(wanted)


def empty(found: LetterQuerySet, left: str) -> int:
    """Takes the words out of letters at rest, and the postal addresses; that they went out, when and to whom stays. How many."""
    rows = found.at_rest().exclude(text=left)
    rows.by_post().update(post_to=left)
    return rows.update(text=left, calendar="")


def forget(found: LetterQuerySet) -> None:
    """Deletes letters at rest with everything in them, also to whom they went: for people without an account."""
    found.at_rest().delete()


def deliver_due() -> int:
    """Sends what is due, oldest first; says how many letters left. A letter whose every sender died is given up."""
    sent = 0
    for letter in Letter.objects.given_up(clock.now()):
        _give_up(letter)
    for letter in Letter.objects.due(clock.now()).order_by("due_at", "pk")[:500]:
        sent += deliver(letter)
    return sent


def deliver(letter: Letter) -> bool:
    """Sends one letter and says whether it left. Two workers: the compare-and-swap lets one of them have it.

    The Message-ID is the letter's own, so that a mail server that sees it twice can tell.
    """
    taken = Letter.objects.filter(pk=letter.pk, state=letter.state, attempts=letter.attempts)
    if not taken.update(state=LetterState.SENDING, taken_at=clock.now(), attempts=F("attempts") + 1):
        return False
    attempts = letter.attempts + 1
    try:
        message(letter).send()
    except (OSError, ValueError, smtplib.SMTPException) as error:
        logger.warning("letter %s could not be sent: %s", letter.public_id, error)
        final = attempts >= MAX_ATTEMPTS or isinstance(error, BadHeaderError)
        _put_back(letter, error, attempts, final=final)
        return False
    except Exception as error:  # a fault of ours in one letter must not hold up the others
        logger.exception("letter %s met a fault", letter.public_id)
        _put_back(letter, error, attempts, final=attempts >= MAX_ATTEMPTS)
        return False
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENT, sent_at=clock.now(), error="")
    return True


def _put_back(letter: Letter, error: Exception, attempts: int, *, final: bool) -> None:
    """Notes what went wrong; the letter waits longer after each attempt, and after the last one it has failed."""
    words = (str(error) or type(error).__name__)[:300]
    if final:
        _give_up(letter, error=words)
        return
    later = clock.now() + timedelta(minutes=2**attempts)
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.QUEUED, error=words, due_at=later)


@transaction.atomic
def _give_up(letter: Letter, **changes: Any) -> None:
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.FAILED, **changes)
    letter.refresh_from_db()
    tell_undelivered(letter)


def tell_undelivered(letter: Letter) -> None:
    """Lets the floors above know of a letter that did not arrive: somebody may wait for its answer."""
    for module in offered("undelivered_news"):
        module.undelivered(letter)


def message(letter: Letter) -> EmailMultiAlternatives:
    """The letter as an e-mail: plain text, the same words as HTML, and an entry for the calendar where there is one."""
    host = settings.PUBLIC_URL.partition("://")[2].partition(":")[0]
    headers = {"Message-ID": f"<{letter.public_id}@{host}>"}
    sender = settings.RETURNS_ADDRESS
    if sender:  # what cannot be delivered goes back there; the reader sees the office
        headers["From"] = settings.DEFAULT_FROM_EMAIL
    mail = EmailMultiAlternatives(letter.subject, letter.text, sender or None, [letter.address], headers=headers)
    with translation.override(letter.language):
        mail.attach_alternative(render_to_string("emails/letter.html", {"letter": letter}), "text/html")
    if letter.calendar:  # as a part of the letter for programs that ask right away, and as a file for all others
        method = METHOD.search(letter.calendar)
        mail.attach_alternative(letter.calendar, f"text/calendar; method={method[1] if method else 'PUBLISH'}")
        mail.attach("invite.ics", letter.calendar.encode(), "application/ics")
    return mail
