"""What an officer sees first: three numbers, what is due today, and the running rounds."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from wagtail.admin.ui.components import Component

from certifications import clocks, due_papers, next_steps, screening_queue
from certifications.actions import undelivered
from certifications.models import Application, ChangeNotice, Disposal, Message, PeriodicReport, Round
from certifications.next_steps import NextStep
from certifications.permissions import is_approver, is_secretariat, roles_of, runs_programs
from certifications.processing_time import ProcessingTime
from home import clock
from home.desk.due import MOST, Due, Today, in_turn

# The day that a step of a round has by the round's own dates.
DAYS = {"publish": "opens_at", "release": "announces_at"}


def due_of(user: Any, steps: Sequence[tuple[Round, NextStep]]) -> list[Due]:
    """What waits for this person, the nearest day first: cases to screen, decisions to draft or approve, steps of rounds."""
    found = []
    for round_, step in steps:
        if step.verb and step.verb != "screening":  # its cases stand here one by one
            when = getattr(round_, DAYS[step.verb]).astimezone(clock.TOKYO).date() if step.verb in DAYS else None
            found.append(Due(step.label, str(round_), reverse("rounds:detail", args=[round_.public_id]), when))
        found += _cases_due(round_, user)
    found += _changes(user)
    found += _reports(user)
    found += _disposals(user)
    if runs_programs(user) and (count := undelivered.visible_to(user).count()):
        words = ngettext("%(count)d letter did not arrive", "%(count)d letters did not arrive", count) % {"count": count}
        found.append(Due(gettext("Send again, or on paper"), words, reverse("undelivered:index"), clock.today()))
    return in_turn(found)


def _changes(user: Any) -> list[Due]:
    """Change notices that wait for the secretariat; each is due on the day on which it came."""
    waiting = ChangeNotice.objects.visible_to(user).awaiting_office().order_by("noticed_at")
    waiting = waiting.filter(certificate__program__in=[program for program, role in roles_of(user) if role == "secretariat"])
    label = gettext("Answer the change notice")
    rows = waiting.select_related("certificate")
    return [Due(label, str(row), reverse("changes:detail", args=[row.public_id]), clock.today()) for row in rows]


def _reports(user: Any) -> list[Due]:
    """Reports of holders that wait for the secretariat, and, in one line, how many are overdue."""
    programs = [program for program, role in roles_of(user) if role == "secretariat"]
    mine = PeriodicReport.objects.visible_to(user).filter(certificate__program__in=programs)
    label, rows = gettext("Read the report"), mine.awaiting_office().select_related("certificate").order_by("pk")
    found = [Due(label, str(row), reverse("periodic-reports:detail", args=[row.public_id]), clock.today()) for row in rows]
    late = mine.overdue(clock.today()).aggregate(count=Count("pk"), first=Min("due_on"))
    if count := late["count"]:
        words = ngettext("%(count)d report is overdue", "%(count)d reports are overdue", count) % {"count": count}
        url = f"{reverse('periodic-reports:index')}?overdue=true"
        found.append(Due(gettext("Look at overdue reports"), words, url, late["first"]))
    return found


def _disposals(user: Any) -> list[Due]:
    """Papers whose time is over: to be proposed, or to be approved."""
    waiting = Disposal.objects.awaiting(user).select_related("round__program")
    found = [Due(gettext("Approve the disposal"), str(row), reverse("disposals:detail", args=[row.public_id])) for row in waiting]
    if runs_programs(user) and any(each.cases for each in due_papers.without_proposal(user, clock.today())):
        found.append(Due(gettext("Propose to dispose of papers"), gettext("Due for disposal"), reverse("disposals:due")))
    return found


def _cases_due(round_: Round, user: Any) -> list[Due]:
    cases = (
        Application.objects.of_office(user)
        .filter(round=round_)
        .select_related("subject", "round__program", "organization", "person", "team", "handler")
        .prefetch_related("checks", "correction_requests", "decisions__appeal", "round__stages", *clocks.NEEDED)
    )
    wanted = Q(pk__in=[])
    if is_secretariat(user, round_.program):
        wanted |= Q(pk__in=round_.applications.awaiting_secretariat(clock.today()).values("pk"))
    if is_approver(user, round_.program):
        wanted |= Q(pk__in=round_.applications.awaiting_approver().values("pk"))
    found, closed = [], clocks.closing_days()
    for application in cases.filter(wanted).order_by("submitted_at"):
        step = next_steps.of_case(application, user)
        found.append(
            Due(
                step.label,
                f"{application.receipt_number} {application.subject}",
                reverse("cases:detail", args=[application.public_id]),
                screening_queue.due_of(application, closed) if application.state in {"submitted", "correction"} else None,
                own=application.handler_id == user.pk,
            )
        )
    return found


def _pressing(user: Any, rounds: Iterable[Round]) -> Sequence[tuple[Application, ProcessingTime]]:
    """Cases of these rounds whose standard time runs out."""
    cases = Application.objects.of_office(user).filter(round__in=[round_.pk for round_ in rounds], state__in=clocks.RUNNING)
    related = ("subject", "round__program", "organization", "team", "person")
    return clocks.at_risk(cases.select_related(*related).prefetch_related(*clocks.NEEDED))


class OfficePanel(Component):
    """The dashboard of somebody who has a role in a program."""

    order = 5
    template_name = "certifications/desk/dashboard.html"

    def __init__(self, elsewhere: Today) -> None:
        self.elsewhere = elsewhere

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        mine = Application.objects.of_office(user).values("pk")  # also the sums know nothing of a case in conflict
        rounds = (
            Round.objects.run_by(user)
            .running()
            .select_related("program")
            .annotate(
                submitted=Count("applications", filter=Q(applications__receipt_number__isnull=False), distinct=True),
                waiting=Count("applications", filter=Q(applications__state="submitted", applications__in=mine), distinct=True),
                correcting=Count(
                    "applications", filter=Q(applications__state="correction", applications__in=mine), distinct=True
                ),
            )
            .order_by("closes_at")
        )
        steps = [(round_, next_steps.of_round(round_, user)) for round_ in rounds]
        due = in_turn([*due_of(user, steps), *self.elsewhere.due])
        unread = Application.objects.of_office(user).filter(messages__in=Message.objects.unread_by_office(user).values("pk"))
        numbers = [
            (len(due), ngettext("thing waits for you", "things wait for you", len(due))),
            (sum(round_.correcting for round_ in rounds), gettext("with applicants for correction")),
            (unread.distinct().count(), gettext("with unread messages")),
            *self.elsewhere.figures,
        ]
        late = _pressing(user, rounds)
        return {
            "late": late[:MOST],
            "more_late": max(len(late) - MOST, 0),
            "numbers": numbers,
            "due": due[:MOST],
            "more": max(len(due) - MOST, 0),
            "rounds": steps,
            "today": clock.today(),
            "screens": runs_programs(user),
        }
