"""What the administrator has to look at today: jobs that failed, letters about accounts, people without a second factor."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from home import clock, jobs
from home.desk.due import Due, Today, lines
from home.models import Letter
from home.permissions import has_right
from organizations.models import User

LOOKED_BACK = timedelta(days=30)  # failed jobs are kept as long


def of(user: Any) -> Today | None:
    """For those who administer accounts."""
    if not has_right(user, "organizations.change_user"):
        return None
    since = clock.now() - LOOKED_BACK
    failed = jobs.failed_since(since)
    letters = Letter.objects.undelivered().about_accounts().filter(created_at__gte=since).select_related("recipient")
    figures = [
        (count := failed.count(), ngettext("job failed within 30 days", "jobs failed within 30 days", count)),
        (
            count := letters.count(),
            ngettext("letter about an account did not arrive", "letters about accounts did not arrive", count),
        ),
    ]
    due = [*_jobs(failed), *_letters(letters)]
    if settings.SECOND_FACTOR_REQUIRED:
        people = User.objects.visible_to(user).without_second_factor().order_by("name_kana", "pk")
        figures.append((count := people.count(), ngettext("person lacks a second factor", "people lack a second factor", count)))
        due += _people(people)
    return Today(figures, due)


def _jobs(found: Any) -> list[Due]:
    def line(path: str) -> Due:
        return Due(gettext("Tell whoever runs the servers: the log says why"), gettext("failed job: %(name)s") % {"name": path})

    return [line(path) for path in found.order_by("task_path").values_list("task_path", flat=True).distinct()]


def _letters(found: Any) -> list[Due]:
    label = gettext("Check the e-mail address, and ask")

    def line(letter: Letter) -> Due:
        url = reverse("people:detail", args=[letter.recipient.public_id]) if letter.recipient else ""
        return Due(label, f"{letter.subject} ({letter.address})", url)

    def rest(count: int) -> Due:
        words = ngettext("%(count)d more letter", "%(count)d more letters", count) % {"count": count}
        return Due(label, words)

    return lines(found.order_by("-created_at", "pk"), line, rest)


def _people(found: Any) -> list[Due]:
    label = gettext("Ask to set up a second factor: without it nothing opens")

    def rest(count: int) -> Due:
        words = ngettext("%(count)d more person", "%(count)d more people", count) % {"count": count}
        return Due(label, words, reverse("people:index"))

    return lines(found, lambda person: Due(label, str(person), reverse("people:detail", args=[person.public_id])), rest)
