"""How much one applicant may send in a day and store in all, counting what was taken away as long as it is kept."""

from collections.abc import Iterable
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from certifications.models import Answer, AnswerRevision, Application, ChangePaper, Message, MessageFile, Round
from certifications.refusals import TooManyBegun, TooManyChanges, TooManyMessages, TooMuchToday
from home import clock
from home.models import StoredFile
from home.uploads.sizes import MEGABYTE

DAY = timedelta(days=1)
# What the same person sends once more within this time is a second click.
SECOND_CLICK = timedelta(minutes=2)
FILES_A_DAY = 300
BYTES_A_DAY = 1_000 * MEGABYTE
BYTES_IN_ALL = 2_000 * MEGABYTE
MESSAGES_A_DAY = 30
# Also those that were withdrawn: each draft is a place for files of its own.
BEGUN_A_DAY = 10
# Of one answer: somebody who types without a pause saves every four seconds.
CHANGES = ((1_200, timedelta(hours=1)), (5_000, DAY))


def must_take_files(application: Application, sizes: Iterable[int]) -> None:
    """Raises TooMuchToday where the day's files, or all that are stored for the application, are too many already."""
    coming = list(sizes)
    if not coming:
        return
    since = clock.now() - DAY
    sent = [
        (application.attachments.all(), "added_at"),
        (application.evidence.filter(from_office=False), "added_at"),
        (MessageFile.objects.filter(message__application=application, message__from_office=False), "message__sent_at"),
        (ChangePaper.objects.of_holder(application), "notice__noticed_at"),
    ]
    count = today = 0
    for rows, moment in sent:
        number, size = _sum(rows.filter(**{f"{moment}__gt": since}))
        count, today = count + number, today + size
    size = sum(coming)
    if count + len(coming) > FILES_A_DAY or today + size > BYTES_A_DAY:
        raise TooMuchToday
    if size and _stored([rows for rows, _moment in sent]) + size > BYTES_IN_ALL:
        raise TooMuchToday


def _sum(rows: QuerySet[Any]) -> tuple[int, int]:
    found = rows.aggregate(number=Count("pk"), size=Sum("file__size"))
    return found["number"], found["size"] or 0


def _stored(sent: Iterable[QuerySet[Any]]) -> int:
    """The bytes that are kept for these rows; a file that several rows name is kept once."""
    named = reduce(or_, (Q(pk__in=rows.exclude(file=None).values("file")) for rows in sent))
    return StoredFile.objects.filter(named).aggregate(size=Sum("size"))["size"] or 0


def must_take_message(application: Application) -> None:
    """Raises TooManyMessages: each is a letter to every officer."""
    rows = Message.objects.filter(application=application, from_office=False, sent_at__gt=clock.now() - DAY)
    if rows.count() >= MESSAGES_A_DAY:
        raise TooManyMessages


def must_let_begin(round_: Round, by: Any) -> None:
    """Raises TooManyBegun for a person who begins one online application after the other."""
    if round_.applications.filter(created_by=by, channel="online", created_at__gt=clock.now() - DAY).count() >= BEGUN_A_DAY:
        raise TooManyBegun


def must_take_change(answer: Answer) -> None:
    """Raises TooManyChanges where an answer was changed too often of late. Asks nothing of answers that have few versions."""
    for most, span in CHANGES:
        if answer.version < most:
            return
        rows = AnswerRevision.objects.filter(application=answer.application_id, key=answer.key, version=answer.version - most + 1)
        if rows.filter(changed_at__gt=clock.now() - span).exists():
            raise TooManyChanges
