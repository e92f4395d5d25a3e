"""An application is begun, filled, submitted, and may be withdrawn."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import emails, prefills, renewal_deltas, self_checks
from certifications.actions import allowances, applicants, numbers, renewal_moves, revisions, teams
from certifications.actions.conditions import must_run
from certifications.contents import Content, content_of
from certifications.models import Answer, Application, ApplicationVersion, Round, Subject
from certifications.permissions import can_withdraw, may_write_for_applicant
from certifications.refusals import (
    ApplicantNotAllowed,
    CandidateIsNominator,
    ConsentMissing,
    LimitReached,
    NotComplete,
    NotOfThisRound,
    RoundNotOpen,
    SignOffMissing,
    ThemeRetired,
    TooLate,
)
from certifications.refusals.renewals import SectionsUnsaid
from certifications.sign_off_state import is_confirmed, is_needed
from certifications.states import (
    HANDED_IN,
    ApplicantKind,
    ApplicationState,
    Channel,
    CorrectionState,
    RoundState,
    SubjectKind,
    VersionKind,
)
from home import clock, jobs
from home.permissions import is_active_user
from home.states import IllegalTransition, change_state


@dataclass(frozen=True)
class NewTeam:
    """Persons who apply together: who begins the application, and whoever of those named by address agrees to join."""

    name: str
    invited: Sequence[str] = ()


@transaction.atomic
def begin(
    round_: Round,
    *,
    names: Mapping[str, str],
    by: Any,
    organization: Any = None,
    team: NewTeam | None = None,
    candidate_email: str = "",
    category: Any = None,
    theme: Any = None,
    eligibility: Mapping[str, Any] | None = None,
) -> Application:
    """Begins a draft for a new subject (names: name_ja, name_kana, name_en), and makes the team when there is one.

    The applicant is the organization, the team, or the person herself. With `candidate_email` somebody else is nominated,
    who becomes the subject by consenting. A second click finds the draft of the first. Raises what `start` raises.
    """
    kind = round_.program.subject_kind
    if is_active_user(by):
        applicants.hold(organization, {by})
        if first := _just_begun(round_, names["name_ja"], organization, by):
            return first
        allowances.must_let_begin(round_, by)
    if candidate_email and is_active_user(by) and candidate_email == by.email:
        raise CandidateIsNominator
    made = None
    if team is not None and is_active_user(by):
        made = teams.make(team.name, team.invited, by=by)
    person = by if organization is None and made is None else None
    subject = Subject.objects.create(
        kind=kind,
        organization=organization,
        team=made,
        person=None if kind == SubjectKind.PERSON and candidate_email else person,
        email=candidate_email,
        created_at=clock.now(),
        **names,
    )
    return start(
        round_,
        subject=subject,
        by=by,
        organization=organization,
        person=person,
        team=made,
        category=category,
        theme=theme,
        eligibility=eligibility,
    )


def _just_begun(round_: Round, name: str, organization: Any, by: Any) -> Application | None:
    rows = round_.applications.filter(created_by=by, subject__name_ja=name, organization=organization, state="draft")
    return rows.filter(created_at__gt=clock.now() - allowances.SECOND_CLICK).first()


@transaction.atomic
def start(
    round_: Round,
    *,
    subject: Subject,
    by: Any,
    organization: Any = None,
    person: Any = None,
    team: Any = None,
    category: Any = None,
    theme: Any = None,
    eligibility: Mapping[str, Any] | None = None,
    channel: str = Channel.ONLINE,
    received_on: date | None = None,
    post_to: str = "",
    renews: Any = None,
) -> Application:
    """Begins a draft, with what was said in the self-check. The office begins one for paper that arrived in time.

    Raises RoundNotOpen, ApplicantNotAllowed, NotOfThisRound, LimitReached, and PermissionDenied for who may not act for
    the applicant.
    """
    application = Application(
        round=round_,
        form_version=round_.form_version,
        subject=subject,
        organization=organization,
        person=person,
        team=team,
        category=category,
        theme=theme,
        eligibility=self_checks.kept(round_, eligibility or {}),
        channel=channel,
        received_on=received_on,
        post_to=post_to,
        renews=renews,
        created_by=by,
        created_at=clock.now(),
    )
    if not is_active_user(by) or not may_write_for_applicant(by, application):
        raise PermissionDenied
    must_run(round_)
    if not _came_in_time(application):
        raise RoundNotOpen
    if _kind_of(application) not in round_.program.applicant_kinds:
        raise ApplicantNotAllowed
    if (category and category.program_id != round_.program_id) or (theme and not _is_offered(theme, round_)):
        raise NotOfThisRound
    if renews is None and applicants.has_all(application):  # what is certified already takes nobody's place
        raise LimitReached
    application.save(force_insert=True)
    fill_from_record(application, by=by)
    action = "application.enter" if application.is_by_proxy else "application.start"
    facts = {"channel": channel, "received_on": received_on.isoformat()} if received_on else {}
    facts |= {"renews": str(renews.public_id)} if renews else {}
    application.history.append(application, action=action, by=by, to_state=application.state, facts=facts)
    return application


def _is_offered(theme: Any, round_: Round) -> bool:
    return round_.themes.offered().filter(pk=theme.pk).exists()


def _came_in_time(application: Application) -> bool:
    """Whether an application may be begun: online while the round is open; of paper its day of arrival counts."""
    round_, day = application.round, application.received_on
    if day is None:
        return round_.is_open(clock.transaction_now())
    return round_.state == RoundState.PUBLISHED and round_.took_in(day) and day <= clock.today()


def fill_from_record(application: Application, *, by: Any) -> None:
    """Answers what stands on record already; a question that has an answer keeps it."""
    for question in application.form_version.questions.exclude(prefill=""):
        value = prefills.value_of(question, application)
        if value is not None and not Answer.objects.filter(application=application, key=question.key).exists():
            revisions.write(application, question.key, value, by=by)


def _kind_of(application: Application) -> str:
    if application.organization_id:
        return ApplicantKind.ORGANIZATION
    return ApplicantKind.TEAM if application.team_id else ApplicantKind.PERSON


@transaction.atomic
def submit(application: Application, *, by: Any) -> ApplicationVersion:
    """Submits a draft: a version that never changes, a receipt number, and a letter with it.

    The submission counts when this transaction begins before the round closes (exclusive). A second click finds the
    application submitted already and gets the same version. Raises TooLate, NotComplete, ConsentMissing, RoundCancelled,
    ThemeRetired, and SignOffMissing where the round asks for an owner's word and exactly this content has not been confirmed;
    of a renewal SectionsUnsaid, RenewedAlready, RenewalHeldUp, TermOver.
    """
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    began = clock.transaction_now()
    locked = (
        Application.objects.select_for_update(of=("self",)).select_related("round__program", "subject").get(pk=application.pk)
    )
    must_run(locked.round)  # after the lock: whoever calls the round off waits for it, or has come first
    if locked.state in HANDED_IN and (version := locked.versions.last()):
        return version
    if locked.state != ApplicationState.DRAFT:
        raise IllegalTransition(locked, ApplicationState.SUBMITTED)
    round_ = locked.round
    if not locked.is_open(began):
        raise TooLate(began) if began >= locked.deadline else RoundNotOpen
    if locked.is_nomination and not _has_consent(locked):
        raise ConsentMissing
    if locked.renews:
        renewal_moves.must_be_renewable(locked.renews)
        if any(delta.is_unsaid for delta in renewal_deltas.of_application(locked)):
            raise SectionsUnsaid
    if locked.theme_id and not round_.themes.offered().filter(pk=locked.theme_id).exists():
        raise ThemeRetired
    version = freeze(locked, by=by)
    if is_needed(locked) and not is_confirmed(locked, version.sha256):
        raise SignOffMissing
    receipt = numbers.take(round_.program, round_.fiscal_year, "receipt", round_.rules["receipt_pattern"])
    change_state(
        locked, ApplicationState.SUBMITTED, by=by, action="application.submit", receipt_number=receipt, submitted_at=began
    )
    emails.received(locked, version)
    jobs.enqueue_once("certifications.tasks.look_for_suspicions")
    application.refresh_from_db()
    return version


def _has_consent(application: Application) -> bool:
    consent = getattr(application, "consent", None)
    return bool(consent and consent.given_at)


def freeze(
    application: Application, *, by: Any, kind: str = VersionKind.SUBMITTED, only: Collection[str] | None = None
) -> ApplicationVersion:
    """Makes the next version out of the present answers and files to the questions that are asked.

    A draft's files that are still under way are listed; when they are here, a further version follows.
    Raises NotComplete with everything that stands in the way, of the questions named by `only` where not all are open.
    """
    list(application.tickets.open().select_for_update(of=("self",)))  # none ends between the listing and the version
    content = content_of(application)
    if problems := [each for each in content.problems if only is None or each.key in only]:
        raise NotComplete(problems)
    coming = [row["ticket"] for row in content.awaited]
    application.tickets.open().filter(public_id__in=coming).update(awaited=True)
    return next_version(application, content, by=by, kind=kind)


def next_version(application: Application, content: Content, *, by: Any, kind: str) -> ApplicationVersion:
    """Adds a version at the end of the chain. Its paper follows in the worker, so it exists only after the commit."""
    last = application.versions.last()
    version = ApplicationVersion.objects.create(
        application=application,
        seq=last.seq + 1 if last else 1,
        form_version=application.form_version,
        answers=content.answers,
        files=content.files,
        awaited=content.awaited,
        declared=content.declared,
        kind=kind,
        submitted_by=by,
        submitted_at=clock.transaction_now(),
        previous_sha256=content.previous,
        sha256=content.sha256,
    )
    application.attachments.filter(public_id__in=[row["attachment"] for row in content.files]).update(submitted=True)
    jobs.enqueue("certifications.tasks.render_receipt", version.pk)
    return version


@transaction.atomic
def withdraw(application: Application, *, by: Any, reason: str = "") -> None:
    """The applicant's side takes the application back, at any time before the result; an open correction closes with it.

    Judges no longer find it: they see cases in review only. Raises RoundCancelled: then nothing is left to take back.
    """
    if not can_withdraw(by, application):
        raise PermissionDenied
    must_run(application.round)
    for request in application.correction_requests.open():
        change_state(request, CorrectionState.CLOSED, by=by, action="correction.close")
    change_state(application, ApplicationState.WITHDRAWN, by=by, action="application.withdraw", note=reason)
    if application.receipt_number:
        emails.withdrawn(application, by)
