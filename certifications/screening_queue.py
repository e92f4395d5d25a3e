"""The queue of the screening: the cases of an office that wait, by due day, with all that one must know to choose the next."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from certifications import clocks
from certifications.models import Application, CorrectionRequest, Message
from certifications.states import RoundState, StageKind
from home import clock
from home.business_days import ClosingDays

MINE, NOBODY, ALL = "mine", "nobody", "all"


@dataclass(frozen=True)
class Waiting:
    """One case in the queue."""

    application: Any
    due: date | None
    answered: int
    wanted: int
    not_met: int
    unread: int

    @property
    def complete(self) -> bool:
        """Every line of the checklist has been answered."""
        return self.answered >= self.wanted

    @property
    def overdue(self) -> bool:
        return self.due is not None and self.due < clock.today()


@dataclass(frozen=True)
class Load:
    """How much lies with one person of the office (None: with nobody)."""

    person: Any
    count: int
    overdue: int


def cases(user: Any) -> QuerySet[Application]:
    """Every case of the user's office that is in screening, in rounds that run."""
    answered = CorrectionRequest.objects.filter(application=OuterRef("pk"), state="answered")
    unread = Message.objects.unread_by_office(user)
    rows = Application.objects.of_office(user).filter(state__in=["submitted", "correction"], decision__isnull=True)
    rows = rows.exclude(round__state=RoundState.CANCELLED)
    rows = rows.annotate(
        unread=Count("messages", filter=Q(messages__in=unread.values("pk")), distinct=True),
        version_count=Count("versions", distinct=True),
        to_recheck=Exists(answered),
    )
    related = ("round__program", "subject", "organization", "person", "team", "handler")
    return rows.select_related(*related).prefetch_related("checks", "correction_requests", "round__stages", *clocks.NEEDED)


def of_round(rows: QuerySet[Application], round_id: str) -> QuerySet[Application]:
    """Only the cases of one round, by its public id; of all rounds when there is none."""
    return rows.filter(round__public_id=round_id) if round_id else rows


def queue(rows: Iterable[Application]) -> list[Waiting]:
    """The cases as they wait, the nearest due day first."""
    closed = clocks.closing_days()
    found = [_waiting(row, closed) for row in rows]
    return sorted(found, key=lambda each: (each.due is None, each.due or date.max, each.application.receipt_number))


def of_person(waiting: Iterable[Waiting], user: Any, who: str) -> list[Waiting]:
    """Of these the user's, nobody's, or anybody's."""
    wanted = user.pk if who == MINE else None
    return [each for each in waiting if who == ALL or each.application.handler_id == wanted]


def loads(waiting: Iterable[Waiting]) -> list[Load]:
    """Who has how much, the fullest hands first; what nobody has stands last."""
    every = list(waiting)
    people = {each.application.handler_id: each.application.handler for each in every}
    count = Counter(each.application.handler_id for each in every)
    late = Counter(each.application.handler_id for each in every if each.overdue)
    found = [Load(person, count[pk], late[pk]) for pk, person in people.items()]
    return sorted(found, key=lambda load: (load.person is None, -load.count, str(load.person)))


def _waiting(application: Any, closed: ClosingDays) -> Waiting:
    codes = {row["code"] for row in application.round.rules["checklist"]}
    given = {check.code: check.passed for check in application.checks.all() if check.code in codes}
    not_met = sum(1 for passed in given.values() if not passed)
    return Waiting(application, due_of(application, closed), len(given), len(codes), not_met, application.unread)


def due_of(application: Any, closed: ClosingDays) -> date | None:
    """The applicant's day while she corrects; else the end of the screening, or of the standard time if that comes first."""
    request = next((row for row in application.correction_requests.all() if row.state == "open"), None)
    if request is not None:
        return request.due_on
    days = [stage.ends_on for stage in application.round.stages.all() if stage.kind == StageKind.SCREENING][:1]
    standard = clocks.clock_of(application, closed)
    return min([*days, standard.due] if standard else days, default=None)
