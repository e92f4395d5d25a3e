"""What is on record about connections between a round's judges and its applicants: the facts for the finder."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from certifications.models import Application, Interest, Round
from certifications.states import WITH_THE_OFFICE
from certifications.suspicions import Case, Company, Facts, Judge, Tie, domain_of
from home import clock
from organizations.kinship import Link, group, neighbors
from organizations.models import Membership, Organization, OrganizationLink, User

LISTS = Path(__file__).with_name("lists")
APPLICANTS = ("organization", "person", "team", "subject__person")


@cache
def listed(name: str) -> tuple[str, ...]:
    """The lines of a list that is data (certifications/lists), without comments."""
    lines = (line.strip() for line in (LISTS / name).read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def of_round(round_: Round) -> Facts:
    """Everything about the judges on its panel and what was handed in to it, in eight questions to the database."""
    judges = list(User.objects.filter(seats__round=round_).order_by("pk"))
    cases = list(
        round_.applications.filter(state__in=WITH_THE_OFFICE, receipt_number__isnull=False)
        .select_related(*APPLICANTS)
        .prefetch_related("team__members")
        .order_by("pk")
    )
    links = links_of(OrganizationLink.objects.on(clock.today()))
    wanted = group({case.organization_id for case in cases if case.organization_id}, neighbors(links, clock.today()))
    ids = [judge.pk for judge in judges]
    return Facts(
        judges=[Judge(judge.pk, (domain_of(judge.email),) if judge.has_address else ()) for judge in judges],
        ties=[*_declared(ids), *_on_record(ids, wanted)],
        companies=_companies(wanted),
        links=links,
        cases=[Case(case.pk, case.organization_id, persons(case)) for case in cases],
        years=years_of(round_),
        free_mail=frozenset(listed("free_mail_domains.txt")),
        legal_forms=listed("legal_forms.txt"),
    )


def years_of(round_: Round) -> Mapping[str, int]:
    """How long each kind of tie counts after its end: the rule of the program, as it was when the round was published."""
    rules = round_.rules.get("conflicts") or round_.program.conflicts
    return {kind: int(years) for kind, years in rules.get("years", {}).items()}


def links_of(rows: Collection[OrganizationLink]) -> list[Link]:
    """Links in the form of the calculation."""
    return [Link(row.parent_id, row.child_id, row.since, row.until) for row in rows]


def persons(application: Application) -> tuple[str, ...]:
    """The names of the persons who apply, where no organization does, and of the candidate."""
    found = []
    if application.person:
        found.append(application.person.name)
    if application.team:
        found += [member.name for member in application.team.members.all()]
    if application.subject.person:
        found.append(application.subject.person.name)
    return tuple(name for name in found if name)


def _declared(judges: Collection[int]) -> list[Tie]:
    rows = Interest.objects.standing().filter(person__in=judges)
    return [Tie(row.person_id, row.kind, row.name, row.corporate_number, None, row.holder, row.since, row.until) for row in rows]


def _on_record(judges: Collection[int], companies: Collection[int]) -> list[Tie]:
    """Who acts, or acted, for a company here. It says so as of the days on record."""
    rows = Membership.objects.filter(user__in=judges, organization__in=companies)
    return [
        Tie(
            row.user_id,
            "employment",
            organization=row.organization_id,
            since=row.started_at.astimezone(clock.TOKYO).date(),
            until=row.ended_at.astimezone(clock.TOKYO).date() if row.ended_at else None,
        )
        for row in rows
    ]


def _companies(ids: Collection[int]) -> list[Company]:
    domains: dict[int, set[str]] = defaultdict(set)
    members = Membership.objects.current().filter(organization__in=ids).values_list("organization", "user__email")
    for organization, address in members:
        domains[organization].add(domain_of(address))
    return [
        Company(
            row.pk,
            row.name_ja,
            tuple(name for name in (row.name_en, row.name_zh) if name),
            row.corporate_number or "",
            row.number_is_verified,
            tuple(sorted(domains[row.pk])),
        )
        for row in Organization.objects.filter(pk__in=ids).order_by("pk")
    ]
