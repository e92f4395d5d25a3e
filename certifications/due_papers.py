"""Papers whose time is over: by round and class, which cases, how much of what, and what is held back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from certifications import retention
from certifications.certificate_states import STANDING, CertificateState
from certifications.models import (
    Answer,
    AnswerRevision,
    Appeal,
    AppealPaper,
    Application,
    Attachment,
    Certificate,
    Disposal,
    Dossier,
    Evidence,
    FieldPhotograph,
    FieldReport,
    Hold,
    Message,
    MessageFile,
    MinutesPart,
    Question,
    ReportSending,
    Review,
    Round,
    Statement,
)
from certifications.retention import Terms
from certifications.states import OVER, ProgramOutcome, RetentionClass
from home import clock
from home.models import Letter

CLASSES = (RetentionClass.SHORT, RetentionClass.CASE)


@dataclass(frozen=True)
class Due:
    """What is due of one round and class: the cases, and those among them that a hold keeps back."""

    round: Round
    retention: str
    first_day: date
    cases: list[Application]
    held: list[Application] = field(default_factory=list)

    @property
    def label(self) -> Any:
        return RetentionClass(self.retention).label


def terms_of(round_: Round) -> Terms:
    """What the program says, else what the city says for all."""
    return Terms(**{**settings.RETENTION, **round_.program.retention})


def ended_on(round_: Round) -> date | None:
    """The day on which the round's file was completed: result released, or round called off."""
    if round_.state not in OVER:
        return None
    at = round_.released_at or round_.history.filter(to_state=round_.state).latest("seq").at
    return at.astimezone(clock.TOKYO).date()


def classes_of(round_: Round) -> dict[str, str]:
    """The class of each question that any edition of the program's form ever asked; the newest edition decides."""
    rows = Question.objects.filter(version__program=round_.program_id).order_by("version__number")
    return {str(key): name for key, name in rows.values_list("key", "retention")}


def certificates_of(application: Application) -> list[Certificate]:
    """The certificates that came of it, without those that were called back with a release."""
    every = [each for decision in application.decisions.all() for each in decision.certificates.all()]
    return [each for each in every if each.state != CertificateState.VOID]


def is_certified(application: Application) -> bool:
    """Whether something came of it that lasts; whoever asks of many prefetches `decisions__certificates`."""
    return bool(certificates_of(application))


def due_on(application: Application, name: str, ended: date, terms: Terms) -> date | None:
    """The first day on which this case's papers of the class may go; None while a certificate is in force that has no end.

    An award is given once: nothing of it is in force afterwards.
    """
    ends = [_last_day(each) for each in certificates_of(application)]
    certifies = application.round.program.outcome == ProgramOutcome.CERTIFICATE
    if name != RetentionClass.SHORT and certifies and None in ends:
        return None
    submitted = application.receipt_number is not None
    until = max((day for day in ends if day), default=None)
    return retention.due_on(name, ended, terms, submitted=submitted, valid_until=until)


def _last_day(certificate: Certificate) -> date | None:
    """Until when a certificate is valid; one without a term until it was withdrawn or given back."""
    is_over = certificate.state not in STANDING
    return certificate.valid_until or (certificate.state_since if is_over else None)


def of_round(round_: Round, on: date) -> list[Due]:
    """What is due on the day, by class; nothing while the round runs."""
    ended = ended_on(round_)
    if ended is None:
        return []
    terms, found = terms_of(round_), []
    short = RetentionClass.SHORT in classes_of(round_).values()
    for name in CLASSES if short else CLASSES[1:]:
        rows = _whose_time_may_be_over(round_.applications.exclude(disposed__retention=name), name, ended, terms, on)
        rows = rows.select_related("round__program", "subject").prefetch_related("decisions__certificates")
        days = {each: due_on(each, name, ended, terms) for each in rows.order_by("pk")}
        cases = [each for each, day in days.items() if day is not None and day <= on]
        if cases:
            first = min(day for day in days.values() if day is not None)
            held = set(Hold.objects.held(round_.applications.all()).values_list("pk", flat=True))
            free = [each for each in cases if each.pk not in held]
            found.append(Due(round_, str(name), first, free, [each for each in cases if each.pk in held]))
    return found


def _whose_time_may_be_over(rows: QuerySet[Application], name: str, ended: date, terms: Terms, on: date) -> QuerySet[Application]:
    """Leaves out, unread, those that no certificate could make due: a city looks at all its rounds each morning."""
    if retention.due_on(name, ended, terms, submitted=True) > on:
        rows = rows.filter(receipt_number=None)
    if retention.due_on(name, ended, terms, submitted=False) > on:
        rows = rows.exclude(receipt_number=None)
    return rows


def without_proposal(user: Any, on: date) -> list[Due]:
    """What is due in the user's rounds and has not been proposed."""
    rounds = Round.objects.run_by(user).filter(state__in=OVER).select_related("program")
    under_way = set(Disposal.objects.under_way().values_list("round", "retention"))
    every = [due for round_ in rounds.order_by("pk") for due in of_round(round_, on)]
    return [due for due in every if (due.round.pk, due.retention) not in under_way]


def counts(cases: Iterable[Application], name: str, classes: dict[str, str]) -> dict[str, int]:
    """How much of what would go, over all these cases. Answers and files by question; the rest with the class of the case."""
    found: Counter[str] = Counter()
    for certified in (True, False):
        members = [each for each in cases if is_certified(each) == certified]
        group = [each.pk for each in members]
        keys = retention.keys_of(name, classes, certified=certified)
        mine = Q(application__in=group) & ~Q(key__in=set(classes) - keys)  # what no edition asks goes with the case
        mine = mine if name == RetentionClass.CASE else Q(application__in=group, key__in=keys)
        found["cases"] += len(group)
        found["answers"] += Answer.objects.filter(mine).count()
        found["revisions"] += AnswerRevision.objects.filter(mine).count()
        files = Attachment.objects.filter(mine, file__isnull=False).aggregate(n=Count("pk"), size=Sum("file__size"))
        found["files"] += files["n"]
        found["bytes"] += files["size"] or 0
        if name == RetentionClass.CASE:
            found["messages"] += Message.objects.filter(application__in=group).count()
            files_of = (MessageFile.objects.of_cases(group), AppealPaper.objects.of_cases(group))
            for rows in (Evidence.objects.filter(application__in=group), *files_of):
                papers = rows.aggregate(n=Count("pk"), size=Sum("file__size"))
                found["papers"] += papers["n"]
                found["bytes"] += papers["size"] or 0
            photographs = FieldPhotograph.objects.filter(report__entry__application__in=group)
            found["bytes"] += photographs.aggregate(size=Sum("file__size"))["size"] or 0
            found["sheets"] += Review.objects.filter(assignment__application__in=group).count()
            found["reports"] += FieldReport.objects.filter(entry__application__in=group).count()
            found["holder_reports"] += ReportSending.objects.filter(report__certificate__decision__application__in=group).count()
            found["statements"] += Statement.objects.filter(request__application__in=group).count()
            found["minutes"] += MinutesPart.objects.filter(item__application__in=group, disposed_at=None).count()
            found["appeals"] += Appeal.objects.told_in(group).count()
            made = Dossier.objects.made().filter(application__in=group)
            found["dossiers"] += made.count()
            told = Letter.objects.filter(about__in=[each.reference for each in members]).at_rest()
            found["letters"] += told.exclude(text=retention.NOTHING_LEFT).count()
            found["bytes"] += sum(sum(sizes) for sizes in made.values_list("paper__size", "archive__size"))
    return dict(found)
