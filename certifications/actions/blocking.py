"""How far a person's confirmed conflicts reach now, and what follows: pairs that the database refuses, judges recused."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q

from certifications import conflict_emails
from certifications.conflict_querysets import touching
from certifications.connection_facts import links_of
from certifications.models import Application, Assignment, BlockedPair, Conflict, ConflictReach, Round
from certifications.states import ApplicationState, AssignmentState
from home import clock
from home.states import change_state
from organizations.kinship import group, neighbors
from organizations.models import OrganizationLink, User

OVER = (ApplicationState.DECIDED, ApplicationState.WITHDRAWN, ApplicationState.LAPSED)


def hold(person: Any) -> None:
    """Waits for whoever scores as this judge, or is giving her a case, and keeps them waiting until the commit.

    The rounds first, as whoever scores locks them: a score is written before a conflict is on record, or not at all.
    """
    live = Assignment.objects.counted().filter(judge=person, application__state=ApplicationState.IN_REVIEW)
    rounds = Round.objects.filter(pk__in=live.values("application__round"))
    list(rounds.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    hold_judges([person])


def hold_judges(people: Iterable[Any]) -> None:
    """Whoever gives cases to these judges, or finds a conflict of one of them, comes before or after."""
    rows = User.objects.filter(pk__in=[person.pk for person in people]).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def renew(person: Any, *, by: Any, note: str) -> list[Assignment]:
    """Reckons anew how far the person's conflicts reach, and takes from her what they touch; says what was taken.

    The caller holds the person (`hold`). Sheets of cases that are over stay: they belong to a result that was announced.
    The offices learn of every judge they have to replace, but not who has just done it herself.
    """
    conflicts = list(Conflict.objects.confirmed().filter(person=person))
    _reach(conflicts)
    _block(person)
    blocked = BlockedPair.objects.filter(judge=person).values("application")
    live = Assignment.objects.counted().filter(
        judge=person, application__in=blocked, application__state=ApplicationState.IN_REVIEW
    )
    taken = list(live.select_related("application__round__program", "application__subject", "judge").order_by("pk"))
    for assignment in taken:
        change_state(assignment, AssignmentState.RECUSED, by=by, action="assignment.recuse", note=note)
        conflict_emails.judge_recused(assignment, by)
    return taken


def _reach(conflicts: Collection[Conflict]) -> None:
    """Which other companies each conflict with a whole group touches today."""
    wanted = set()
    if any(conflict.with_group for conflict in conflicts):
        around = neighbors(links_of(OrganizationLink.objects.on(clock.today())), clock.today())
        for conflict in conflicts:
            if conflict.with_group and conflict.organization_id:
                kin = group([conflict.organization_id], around) - {conflict.organization_id}
                wanted |= {(conflict.pk, each) for each in kin}
    rows = ConflictReach.objects.filter(conflict__in=[conflict.pk for conflict in conflicts])
    present = {(row.conflict_id, row.organization_id): row.pk for row in rows}
    ConflictReach.objects.filter(pk__in=[pk for pair, pk in present.items() if pair not in wanted]).delete()
    missing = sorted(wanted - set(present))
    ConflictReach.objects.bulk_create(ConflictReach(conflict_id=each, organization_id=kin) for each, kin in missing)


def _block(person: Any) -> None:
    """Which cases the database gives her no more."""
    conflicts = Conflict.objects.confirmed().filter(person=person)
    companies = Q(organization__in=conflicts.values("organization")) | Q(
        organization__in=conflicts.values("reaches__organization")
    )
    named = Q(pk__in=conflicts.values("application")) | Q(subject__in=conflicts.values("subject")) | companies
    wanted = set(Application.objects.exclude(state__in=OVER).filter(named).values_list("pk", flat=True))
    present = dict(BlockedPair.objects.filter(judge=person).values_list("application", "pk"))
    BlockedPair.objects.filter(pk__in=[pk for case, pk in present.items() if case not in wanted]).delete()
    BlockedPair.objects.bulk_create(BlockedPair(judge=person, application_id=case) for case in sorted(wanted - set(present)))


def enter(application: Application) -> None:
    """A case that goes to the judges now: whom the database must not give it to."""
    parts = {"subject": application.subject_id, "organization": application.organization_id}
    people = Conflict.objects.confirmed().filter(touching(application=application.pk, **parts)).values_list("person", flat=True)
    for person in sorted(set(people)):
        BlockedPair.objects.get_or_create(judge_id=person, application=application)


@transaction.atomic
def renew_groups(*, by: Any = None, note: str = "") -> None:
    """A group has changed, or a day has: whoever has a conflict with a whole group is looked at again."""
    people = User.objects.filter(pk__in=Conflict.objects.confirmed().filter(with_group=True).values("person")).order_by("pk")
    for person in people:
        hold(person)
        renew(person, by=by, note=note)
