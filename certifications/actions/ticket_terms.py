"""What a ticket for a file is given on: how large the file may be, how much comes at once, and until when it lasts."""

from datetime import datetime, time, timedelta

from django.db.models import Sum

from certifications.actions import allowances, answering
from certifications.models import Application, Question
from certifications.refusals import TooManyFiles, TooManyUploads
from certifications.states import ApplicationState
from home import clock
from home.uploads.sizes import MEGABYTE

LIFE = timedelta(hours=24)
GRACE = timedelta(minutes=30)
MAX_OPEN = 10
MAX_TOTAL = 500 * MEGABYTE


def limit(question: Question) -> int:
    """The most bytes that a file of the question may have."""
    return (question.max_megabytes or answering.MAX_MEGABYTES) * MEGABYTE


def must_have_room(application: Application, question: Question, size: int, now: datetime) -> None:
    """Raises TooManyFiles and TooManyUploads: files and uploads under way count together."""
    allowances.must_take_files(application, [size])
    present = application.attachments.present()
    arriving = application.tickets.arriving(now)
    of_question = present.filter(key=question.key).count() + arriving.filter(key=question.key).count()
    if of_question >= (question.max_files or answering.MAX_FILES_PER_QUESTION):
        raise TooManyFiles
    held = present.aggregate(all=Sum("file__size"))["all"] or 0
    coming = arriving.aggregate(all=Sum("size"))["all"] or 0
    if arriving.count() >= MAX_OPEN or held + coming + size > MAX_TOTAL:
        raise TooManyUploads


def end(application: Application, now: datetime) -> datetime:
    """A day, but never longer than half an hour after the deadline, or after the last day of a correction.

    What came on paper has no deadline any more: the day on which it arrived counts.
    """
    if application.state == ApplicationState.DRAFT and application.is_by_proxy:
        return now + LIFE
    if application.state == ApplicationState.DRAFT:
        return min(now + LIFE, application.deadline + GRACE)
    request = application.correction_requests.open().first()
    if request is None:
        return now + GRACE
    over = datetime.combine(request.due_on + timedelta(days=1), time(), tzinfo=clock.TOKYO)
    return min(now + LIFE, max(over, now) + GRACE)
