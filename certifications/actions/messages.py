"""Messages on a case."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import emails
from certifications.models import Application, Message
from certifications.permissions import is_case_secretariat, may_write_for_applicant
from certifications.refusals import NotWithTheOffice
from home import clock

SECOND_CLICK = timedelta(minutes=2)


@transaction.atomic
def post(application: Application, *, body: str, by: Any) -> Message:
    """Posts a message to the other side, with a letter that tells of it (not what it says). A second click posts nothing.

    Raises NotWithTheOffice for a draft: the office cannot see it.
    """
    from_office = is_case_secretariat(by, application)
    if not from_office and not may_write_for_applicant(by, application):
        raise PermissionDenied
    if application.receipt_number is None:
        raise NotWithTheOffice
    text = body.strip()
    recent = application.messages.filter(author=by, sent_at__gt=clock.now() - SECOND_CLICK)
    if same := recent.filter(body=text, from_office=from_office).last():
        return same
    message = Message.objects.create(application=application, from_office=from_office, author=by, body=text, sent_at=clock.now())
    emails.message_posted(message)
    return message


@transaction.atomic
def mark_read(application: Application, *, by: Any) -> int:
    """Marks the other side's messages as read; says how many were new.

    A page does this when it is looked at, although a GET should change nothing: only the addressees' own look counts, the
    first one writes the hour and none after it writes anything, and nothing else hangs on it. A button "read" would leave
    every message that nobody confirmed as unread.
    """
    if is_case_secretariat(by, application):
        rows = application.messages.filter(from_office=False, read_at__isnull=True)
    elif may_write_for_applicant(by, application):
        rows = application.messages.filter(from_office=True, read_at__isnull=True)
    else:
        return 0
    return rows.update(read_at=clock.now())
