"""The office enters for an applicant what came on paper or was said at the counter; it counts like any other application."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from certifications.actions import applications, evidence
from certifications.models import Application, Round, Subject, Team
from certifications.permissions import is_secretariat
from certifications.refusals import ApplicantNotAllowed
from certifications.states import Channel, SubjectKind
from home import clock
from organizations.actions import organizations
from organizations.models import Organization, User


@dataclass(frozen=True)
class PaperPerson:
    """Somebody who is named on paper: an account that is there already, or a name alone."""

    name: str
    name_kana: str = ""
    account: User | None = None


@dataclass(frozen=True)
class PaperApplicant:
    """Who applies: one of an organization on record, facts of a new one, a person, or a team of persons."""

    organization: Organization | None = None
    new_organization: Mapping[str, Any] = field(default_factory=dict)
    person: PaperPerson | None = None
    team_name: str = ""
    team: Sequence[PaperPerson] = ()


def enter(
    round_: Round,
    *,
    channel: str,
    received_on: date,
    post_to: str,
    applicant: PaperApplicant,
    names: Mapping[str, str],
    by: Any,
    nominates: bool = False,
    category: Any = None,
    theme: Any = None,
    scans: Sequence[UploadedFile] = (),
) -> Application:
    """Begins an application for somebody who applied on paper or at the counter, with the scans of what came.

    The day of arrival counts for the deadline; who entered it and when is in the history. New organizations and persons are
    put on record. Scans are looked at before anything is written. Raises what `applications.start` raises, UploadRefused,
    CorporateNumberTaken, and PermissionDenied for anybody but the program's secretariat without an interest in the case.
    """
    if not is_secretariat(by, round_.program):
        raise PermissionDenied
    if channel not in {Channel.PAPER, Channel.COUNTER} or not post_to.strip():
        raise ApplicantNotAllowed
    papers = [evidence.inspected(scan, by=by) for scan in scans]
    with transaction.atomic():
        parties = _parties(applicant, by)
        application = applications.start(
            round_,
            subject=_subject(round_, names, parties, nominates=nominates),
            by=by,
            category=category,
            theme=theme,
            channel=channel,
            received_on=received_on,
            post_to=post_to.strip(),
            **parties,
        )
        for stored, name in papers:
            evidence.add_inspected(application, stored, name, line="", by=by)
    return application


def _parties(applicant: PaperApplicant, by: Any) -> dict[str, Any]:
    organization = applicant.organization
    if organization is None and applicant.new_organization:
        organization = organizations.record(by=by, **applicant.new_organization)
    team = None
    if applicant.team:
        team = Team.objects.create(name=applicant.team_name, created_by=by)
        team.members.set([_account_of(person) for person in applicant.team])
    alone = applicant.person if organization is None and team is None else None
    return {"organization": organization, "person": _account_of(alone) if alone else None, "team": team}


def _account_of(person: PaperPerson) -> User:
    return person.account or User.objects.create_without_address(name=person.name, name_kana=person.name_kana)


def _subject(round_: Round, names: Mapping[str, str], parties: Mapping[str, Any], *, nominates: bool) -> Subject:
    kind = round_.program.subject_kind
    alone = None if kind == SubjectKind.PERSON and nominates else parties["person"]
    facts = {"kind": kind, "organization": parties["organization"], "team": parties["team"], "person": alone}
    return Subject.objects.create(**facts, created_at=clock.now(), **names)
