"""Letters that did not arrive: what mail servers report is noted; a letter goes out again, or on paper."""

import mailbox
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from home import clock, jobs, returned_mail
from home.actions import letters
from home.models import Letter, LetterReturn, LetterState

MOST_BYTES = 1_000_000  # a report with the letter in it is far smaller
MOST_AT_ONCE = 500


class NotUndelivered(Exception):
    """The letter has not failed and not come back, or somebody has dealt with it already."""

    def __str__(self) -> str:
        return gettext("Somebody has dealt with this letter already. Its page shows where it is.")


@transaction.atomic
def take(raw: bytes) -> int:
    """Notes on the letters what a report says of them; says how many came back. The same report twice has one effect.

    A report is believed only about the address to which the letter was sent: anybody may write one.
    """
    came_back = 0
    for returned in returned_mail.read(raw[:MOST_BYTES]):
        rows = Letter.objects.filter(public_id=returned.letter, address__iexact=returned.address, state=LetterState.SENT)
        letter = rows.select_for_update(of=("self",)).first()
        if letter is None:
            continue
        LetterReturn.objects.create(
            letter=letter, address=letter.address, status=returned.status, words=returned.words, at=clock.now()
        )
        words = f"{returned.status} {returned.words}".strip()[:300]
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.RETURNED, error=words)
        letter.refresh_from_db()
        letters.tell_undelivered(letter)
        came_back += 1
    return came_back


def read_maildir() -> int:
    """Takes every new report of the folder, then clears it away; says how many letters came back.

    What is no report stays for whoever looks after the address, marked as seen.
    """
    if not settings.RETURNS_MAILDIR:
        return 0
    folder = mailbox.Maildir(settings.RETURNS_MAILDIR, create=False)
    came_back = 0
    for key in sorted(folder.keys())[:MOST_AT_ONCE]:
        message = folder.get_message(key)
        if "S" in message.get_flags():
            continue
        found = take(folder.get_bytes(key))
        came_back += found
        if found:
            folder.remove(key)
        else:
            message.set_subdir("cur")
            message.add_flag("S")
            folder[key] = message
    return came_back


@transaction.atomic
def send_again(letter: Letter, *, address: str = "") -> Letter:
    """Puts an undelivered letter back into the outbox, to the reader's present address unless one is given. Who may is the
    caller's question. Raises NotUndelivered."""
    present = letter.recipient.email if letter.recipient else letter.address
    return _deal(letter, state=LetterState.QUEUED, address=address or present, attempts=0, due_at=clock.now())


@transaction.atomic
def put_on_paper(letter: Letter, *, post_to: str) -> Letter:
    """Has an undelivered letter printed and posted instead. Who may is the caller's question. Raises NotUndelivered."""
    return _deal(letter, state=LetterState.TO_POST, address="", post_to=post_to, attempts=0, due_at=clock.now())


def _deal(letter: Letter, **values: Any) -> Letter:
    rows = Letter.objects.undelivered().filter(pk=letter.pk, state=letter.state)
    if not rows.update(**values, sent_at=None, error=""):
        raise NotUndelivered
    letter.refresh_from_db()
    if letter.state == LetterState.QUEUED:
        jobs.enqueue_once("home.tasks.deliver_letters")
    return letter
